package ui_test

import (
	"encoding/binary"
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/crypto/chacha20poly1305"

	"eclaire/consent"
	"eclaire/ui/screen"
)

// addStrange puts a case of a later version on the list.
func (q *queue) addStrange(t *testing.T, code string) {
	t.Helper()
	day := q.now.Format("2006-01-02")
	secret, err := deriveDay(day)
	if err != nil {
		t.Fatal(err)
	}
	key, err := chacha20poly1305.NewX(secret)
	if err != nil {
		t.Fatal(err)
	}
	text := `{"version":99,"code":"` + code + `","prepared":"2026-11-22T08:05:00Z","form_99":{"birth_name":"EXEMPLE"}}`
	plain := make([]byte, 4096)
	binary.BigEndian.PutUint32(plain, uint32(len(text)))
	copy(plain[4:], text)
	id := [16]byte{7}
	nonce := make([]byte, key.NonceSize())
	sealed := key.Seal(nonce, nonce, plain, append([]byte("eclaire prepared case 1 "+day+" "), id[:]...))
	if err := os.WriteFile(filepath.Join(q.dir, day+"-"+hex.EncodeToString(id[:])+".case"), sealed, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestCaseOfAnotherVersion asserts that it is refused in words, at the code and on
// the staff's list, and kept until the staff remove it.
func TestCaseOfAnotherVersion(t *testing.T) {
	q := queueing(t, nil)
	q.addStrange(t, "424242")
	for _, l := range consent.Languages() {
		for _, id := range []string{"waiting.problem.version", "code.refused.version"} {
			if !q.Words.Knows(id) || q.Words.For(l).T(id) == "" {
				t.Errorf("%s lacks %s", l, id)
			}
		}
	}
	say := q.Words.For(consent.French)
	q.enter(t, "424242")
	q.at(t, screen.Code)
	q.says(t, say.T("code.refused.version"))
	q.tap(t, say.T("back"), say.T("staff"), say.T("waiting.list"))
	q.says(t, say.T("waiting.problem.version"))
	if q.Tap(say.T("case.hand-over")) == nil || q.Tap(say.T("waiting.correct")) == nil {
		t.Error("a case of another version can be used")
	}
	if n := len(q.waits(t)); n != 1 {
		t.Fatalf("%d cases on the list", n)
	}
	q.tap(t, say.T("waiting.remove"), say.T("waiting.remove.do"))
	if n := len(q.waits(t)); n != 0 {
		t.Errorf("%d cases on the list", n)
	}
}
