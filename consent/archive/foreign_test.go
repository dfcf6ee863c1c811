package archive

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"eclaire/consent/archive/chain"
)

// TestFileOfAnotherArchive finds a file of another archive in the place of its
// own: it is told and never written to, and what is put goes to a fresh one.
func TestFileOfAnotherArchive(t *testing.T) {
	other := newArchive(t)
	other.put(1)
	other.close()
	theirs, err := os.ReadFile(filePath(other.dir, 1))
	if err != nil {
		t.Fatal(err)
	}
	b := newArchive(t)
	b.put(2)
	b.close()
	if err := os.WriteFile(filePath(b.dir, 1), theirs, 0o600); err != nil {
		t.Fatal(err)
	}
	report := b.open()
	if report.Whole() || !strings.Contains(kinds(report), string(chain.FoundForeign)) {
		t.Errorf("found: %s", kinds(report))
	}
	if r := b.put(3); r.Position.File != 2 {
		t.Errorf("put into file %d", r.Position.File)
	}
	rows, err := b.unlock().Search(context.Background(), Query{})
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, r := range rows { // theirs, which this archive's key doesn't open, has no name
		if r.About.Record != "" {
			named++
		}
	}
	if named != 1 || rows[0].About.Record != sampleID(3) {
		t.Errorf("%d documents are listed: %+v", named, rows)
	}
	b.close()
	if now, err := os.ReadFile(filePath(b.dir, 1)); err != nil || !bytes.Equal(now, theirs) {
		t.Errorf("the other archive's file was changed: %v", err)
	}
}

// TestVerifyCutShort locks the archive while it is verified: what was not read is
// never said to be whole.
func TestVerifyCutShort(t *testing.T) {
	b := newArchive(t)
	for n := range 3 {
		b.put(n)
	}
	st := b.unlock()
	calls := 0
	_, err := st.Verify(context.Background(), nil, func(int64, int64) {
		if calls++; calls == 1 {
			st.Lock()
		}
	})
	if calls == 0 || !errors.Is(err, ErrLocked) {
		t.Errorf("locked after %d calls: %v", calls, err)
	}
}
