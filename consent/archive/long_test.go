package archive

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestLongPath makes, joins, restores, opens and backs up in the longest folder that is
// taken, and is refused in one a byte longer, which is left as it was.
func TestLongPath(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows takes longer ones")
	}
	b := newArchive(t)
	b.put(1)
	base := t.TempDir()
	edge := filepath.Join(base, "é")
	for len(edge) < longest {
		edge += "/" + strings.Repeat("e", min(150, max(longest-len(edge)-1, 1)))
	}
	if len(edge) != longest {
		t.Fatalf("%d bytes", len(edge))
	}
	for _, try := range []struct {
		dir  string
		want error
	}{{edge, nil}, {edge + "e", ErrLong}} {
		copied, err := b.s.Backup(t.Context(), try.dir, "Dr Modèle")
		if !errors.Is(err, try.want) {
			t.Errorf("backed up: %v", err)
		}
		if try.want == nil {
			if err := os.RemoveAll(base); err != nil {
				t.Fatal(err)
			}
		}
		if copied, err = b.s.Backup(t.Context(), t.TempDir(), "Dr Modèle"); err != nil {
			t.Fatal(err)
		}
		for name, do := range map[string]func() error{
			"made":     func() error { _, err := Init(try.dir, testPassphrase, b.o); return err },
			"joined":   func() error { return Join(try.dir, b.dir, testPassphrase, b.o) },
			"restored": func() error { _, err := Restore(t.Context(), copied.Dir, try.dir, "Dr Modèle", b.o); return err },
		} {
			if err := do(); !errors.Is(err, try.want) {
				t.Errorf("%s: %v", name, err)
			}
			if try.want == nil {
				store, report, err := Open(t.Context(), try.dir, b.o)
				if err != nil || report.Damaged() {
					t.Fatalf("%s and opened: %v, %v", name, err, report.Findings)
				}
				if _, err := store.Backup(t.Context(), t.TempDir(), "Dr Modèle"); err != nil {
					t.Errorf("%s and written to: %v", name, err)
				}
				store.Close()
			}
			if _, err := os.Stat(try.dir); try.want != nil && !errors.Is(err, os.ErrNotExist) {
				t.Errorf("%s: something was left there: %v", name, err)
			}
			if err := os.RemoveAll(base); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, _, err := Open(t.Context(), edge+strings.Repeat("/e", 30), b.o); !errors.Is(err, ErrLong) {
		t.Errorf("opened: %v", err)
	}
}
