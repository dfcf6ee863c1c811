package archive

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestJoin(t *testing.T) {
	b := newArchive(t)
	b.put(1)
	backup, err := b.s.Backup(context.Background(), t.TempDir(), "Dr Modèle")
	if err != nil {
		t.Fatal(err)
	}
	for name, from := range map[string]string{"archive in use": b.dir, "backup": backup.Dir} {
		dir := filepath.Join(t.TempDir(), "new")
		if err := Join(dir, from, "not the passphrase of it", b.o); !errors.Is(err, ErrPassphrase) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(filepath.Join(dir, plainFile)); err == nil {
			t.Fatalf("%s: a wrong passphrase made an archive", name)
		}
		if err := Join(dir, from, testPassphrase, b.o); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		c := b.in(dir)
		c.open()
		if c.s.Public().Archive == b.s.Public().Archive || c.s.Public().Key != b.s.Public().Key {
			t.Errorf("%s: %+v", name, c.s.Public())
		}
		c.put(2)
		st := c.unlock()
		if rows, err := st.Search(context.Background(), Query{}); err != nil || len(rows) != 1 || rows[0].About.Record != sampleID(2) {
			t.Errorf("%s: %v, %v", name, rows, err)
		}
		if report := c.open(); !report.Whole() {
			t.Errorf("%s: %v", name, report.Findings)
		}
		c.close()
		if err := Join(dir, b.dir, testPassphrase, b.o); !errors.Is(err, ErrThere) {
			t.Errorf("%s: joined twice: %v", name, err)
		}
	}
}

// TestJoinUnproven joins what does not belong together or is not whole.
func TestJoinUnproven(t *testing.T) {
	b, other := newArchive(t), newArchive(t)
	b.close()
	other.close()
	from := copyArchive(t, b.dir)
	key, err := os.ReadFile(filepath.Join(other.dir, keyFile))
	if err == nil {
		err = os.WriteFile(filepath.Join(from, keyFile), key, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := Join(filepath.Join(t.TempDir(), "new"), from, testPassphrase, b.o); !errors.Is(err, ErrExchanged) {
		t.Errorf("another key: %v", err)
	}
	if err := os.WriteFile(filepath.Join(from, keyFile), []byte("age-encryption.org/v1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Join(filepath.Join(t.TempDir(), "new"), from, testPassphrase, b.o); !errors.Is(err, ErrKeyFile) {
		t.Errorf("a damaged key: %v", err)
	}
	if err := Join(filepath.Join(t.TempDir(), "new"), t.TempDir(), testPassphrase, b.o); !errors.Is(err, ErrNone) {
		t.Errorf("no archive: %v", err)
	}
}
