package waiting

import (
	"context"
	"crypto/cipher"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/consent/disk"
)

// sealText encrypts what some version might have kept of a case.
func sealText(key cipher.AEAD, day string, id ID, text string) []byte {
	plain := make([]byte, step)
	binary.BigEndian.PutUint32(plain, uint32(len(text)))
	copy(plain[4:], text)
	nonce := make([]byte, key.NonceSize())
	return key.Seal(nonce, nonce, plain, bound(day, id))
}

// putText puts it on a list, as if another program had, and gives its file.
func putText(t *testing.T, l *List, id byte, text string) string {
	t.Helper()
	path := l.path(l.day, ID{id}, unsent)
	if err := disk.WriteFile(path, sealText(l.key, l.day, ID{id}, text)); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestOldCase reads cases as the program 0.1.0 kept them, without a version, and as
// version 1 is.
func TestOldCase(t *testing.T) {
	l := open1(t, t.TempDir(), newClock(), nil)
	putText(t, l, 1, `{"code":"123456","prepared":"2026-11-25T08:00:00+01:00","form":{"Texts":{"birth_name":"Marchand","first_names":"Odette"},"Sex":"female",`+
		`"ToTreat":["T4"],"Old":[],"Pain":7,"PainYields":"","Oedema":"yes","Cleft":"","BedBound":"","Sudden":"","Family":"","Procedure":""}}`)
	putText(t, l, 2, `{"version":1,"code":"123457","prepared":"2026-11-25T08:01:00+01:00","form":{"Texts":{"birth_name":"Marchand","first_names":"Odette"},"Sex":"female",`+
		`"ToTreat":["T4"],"Old":[],"Pain":7,"Oedema":"yes"}}`)
	got, err := l.Find(context.Background(), "123456")
	if err != nil || got.Strange || !reflect.DeepEqual(got.Form, form("Marchand")) {
		t.Fatalf("got %+v, %v", got, err)
	}
	if got, err := l.Find(context.Background(), "123457"); err != nil || got.Strange || !reflect.DeepEqual(got.Form, form("Marchand")) {
		t.Errorf("of version 1: %+v, %v", got, err)
	}
}

// TestOtherVersion meets cases of other versions: they are shown and can be
// removed, are neither read nor taken for damaged, and their codes stay theirs.
func TestOtherVersion(t *testing.T) {
	c, p := newClock(), newPlace()
	dir := t.TempDir()
	l := open1(t, dir, c, p)
	for i, text := range []string{
		`{"version":2,"code":"000002","prepared":"2026-11-25T07:00:00Z","form_2":{"Name":"Marchand"}}`,
		`{"version":99,"code":"000099","prepared":"2026-11-25T07:01:00Z","form":{"Texts":{"birth_name":"Marchand"}}}`,
		`{"version":1,"code":"000001","prepared":"2026-11-25T07:02:00Z","form":{"Texts":{},"Diagnosis":"tumour"}}`, // an entry that is not known
		`{"code":"000000","prepared":"2026-11-25T07:03:00Z"}`,
		`{"code":"000003","prepared":"2026-11-25T07:04:00Z","form":{"Texts":{"birth_name":"Marchand","height":"170"}}}`,
		`{"version":1,"code":"000004","prepared":"2026-11-25T07:05:00Z","form":{"Texts":{"birth_name":"Marchand"},"Thinners":"yes"}}`,           // of version 2
		`{"version":1,"code":"000005","prepared":"2026-11-25T07:06:00Z","form":{"Texts":{"birth_name":"Marchand","thinners_name":"apixaban"}}}`, // the same
		`{"version":2,"code":"000006","prepared":"2026-11-25T07:07:00Z","form":{"Texts":{"birth_name":"Marchand"}}}`,                            // under the name of version 1
	} {
		putText(t, l, byte(i+1), text)
	}
	mine := add(t, l, "Zola")
	cases := all(t, l)
	if len(cases) != 9 || cases[8].ID != mine.ID || cases[8].Strange {
		t.Fatalf("list: %+v", cases)
	}
	for _, k := range cases[:8] {
		if !k.Strange || k.Name() != "" || !reflect.DeepEqual(k.Form, consent.Form{}) || k.Prepared.IsZero() {
			t.Errorf("%s: %+v", k.Code, k)
		}
		if _, err := l.Find(context.Background(), k.Code); !errors.Is(err, ErrVersion) {
			t.Errorf("%s by its code: %v", k.Code, err)
		}
		if _, err := l.Replace(context.Background(), k.ID, form("Zola")); !errors.Is(err, ErrVersion) {
			t.Errorf("%s corrected: %v", k.Code, err)
		}
	}
	if err := l.Sweep(context.Background()); err != nil || len(all(t, l)) != 9 || len(p.rows) != 9 {
		t.Fatalf("kept %d here, %d there; %v", len(all(t, l)), len(p.rows), err)
	}
	if err := l.Remove(context.Background(), cases[0].ID); err != nil || len(all(t, l)) != 8 || len(p.rows) != 8 {
		t.Fatalf("a case of another version cannot be removed: %v", err)
	}
	c.t = c.t.AddDate(0, 0, 1)
	if err := l.Sweep(context.Background()); err != nil || len(files(t, dir)) != 0 {
		t.Errorf("a case of another version outlives its day: %v", files(t, dir))
	}
}

// TestFormHasItsVersion pins the form that this version keeps. If it fails,
// consent.Form has changed: raise formVersion, and keep the form under another
// name than "form_2".
func TestFormHasItsVersion(t *testing.T) {
	var fields []string
	for i := range reflect.TypeFor[consent.Form]().NumField() {
		f := reflect.TypeFor[consent.Form]().Field(i)
		fields = append(fields, fmt.Sprint(f.Name, " ", f.Type, f.Tag))
	}
	const want = "Texts map[consent.Field]string, Sex consent.Sex, ToTreat consent.LevelSet, Old consent.LevelSet, Pain *int, PainYields consent.Reply, " +
		"Oedema consent.Reply, Cleft consent.Reply, BedBound consent.Reply, Sudden consent.Reply, Family consent.Reply, Procedure consent.Procedure, " +
		"TrustedOffered consent.Reply, Thinners consent.Reply, Allergy consent.Reply, Infection consent.Reply, Protection consent.Protection, " +
		"Urgent consent.Reply"
	if got := strings.Join(fields, ", "); got != want || formVersion != 2 {
		t.Errorf("version %d of the form is now\n%s", formVersion, got)
	}
	source, err := os.ReadFile("../form.go")
	if err != nil {
		t.Fatal(err)
	}
	var entries []consent.Field
	for _, m := range regexp.MustCompile(`(?m)^\tField\w+ +Field = "(\w+)"`).FindAllStringSubmatch(string(source), -1) {
		entries = append(entries, consent.Field(m[1]))
	}
	if !slices.Equal(entries, formFields) {
		t.Errorf("the form has the entries %q, version %d has %q", entries, formVersion, formFields)
	}
}

// A case is written with its version.
func TestVersionIsWritten(t *testing.T) {
	l := open1(t, t.TempDir(), newClock(), nil)
	c := add(t, l, "Marchand")
	b, err := os.ReadFile(l.path(l.day, c.ID, unsent))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := l.key.Open(nil, b[:l.key.NonceSize()], b[l.key.NonceSize():], bound(l.day, c.ID))
	if err != nil {
		t.Fatal(err)
	}
	var p struct {
		Version  int       `json:"version"`
		Prepared time.Time `json:"prepared"`
	}
	if err := json.Unmarshal(plain[4:4+binary.BigEndian.Uint32(plain)], &p); err != nil || p.Version != formVersion || p.Prepared.IsZero() {
		t.Errorf("%+v, %v", p, err)
	}
}
