package archive

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestBackupReachesNowhereElse has a manifest name files outside its folder:
// nothing is read or written there.
func TestBackupReachesNowhereElse(t *testing.T) {
	b := newArchive(t)
	b.put(1)
	ctx := context.Background()
	backup, err := b.s.Backup(ctx, t.TempDir(), "IT")
	if err != nil {
		t.Fatal(err)
	}
	manifest := filepath.Join(backup.Dir, manifestFile)
	good, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := os.ReadFile(filepath.Join(backup.Dir, plainFile))
	if err == nil { // the file is there, as the manifest has it
		err = os.WriteFile(filepath.Join(backup.Dir, "..", plainFile), plain, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	bad := bytes.Replace(good, []byte(`"`+plainFile+`"`), []byte(`"../`+plainFile+`"`), 1)
	if bytes.Equal(bad, good) {
		t.Fatal("the manifest names its files otherwise")
	}
	if err := os.WriteFile(manifest, bad, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := CheckBackup(ctx, backup.Dir, b.o); !errors.Is(err, ErrBackup) {
		t.Errorf("checked: %v", err)
	}
	to := filepath.Join(t.TempDir(), "in", "restored")
	if _, err := Restore(ctx, backup.Dir, to, "IT", b.o); !errors.Is(err, ErrBackup) {
		t.Errorf("restored: %v", err)
	}
	if _, err := os.Stat(filepath.Join(to, "..", plainFile)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file was written beside the folder: %v", err)
	}
}
