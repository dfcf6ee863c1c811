package disk_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"eclaire/consent/disk"
	"eclaire/consent/disk/disktest"
)

func TestKeep(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	path, err := disk.Folder{Dir: dir}.Keep("E-1", []byte("pdf"), []byte("json"))
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := os.ReadFile(path); string(b) != "pdf" {
		t.Errorf("kept %q", b)
	}
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v", info.Mode())
	}
	if names := list(t, dir); len(names) != 2 {
		t.Errorf("the folder holds %v", names)
	}
}

func list(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestKeepLeavesNothingBehind(t *testing.T) {
	for _, op := range []string{"create", "write", "sync", "close", "rename", "sync folder", "read"} {
		for after := range 2 {
			dir := t.TempDir()
			bad := &disktest.Bad{Op: op, After: after, Err: syscall.ENOSPC}
			_, err := disk.Folder{Dir: dir, Disk: bad}.Keep("E-1", []byte("a long document"), []byte("a session"))
			if err == nil {
				t.Errorf("%s failed at call %d and nobody noticed", op, after+1)
				continue
			}
			if op != "read" && !errors.Is(err, syscall.ENOSPC) {
				t.Errorf("%s: the cause is lost: %v", op, err)
			}
			if strings.Contains(err.Error(), dir) {
				t.Errorf("%s: the error names the folder: %v", op, err)
			}
			if names := list(t, dir); len(names) > 0 {
				t.Errorf("%s failed at call %d and left %v", op, after+1, names)
			}
		}
	}
}

func TestKeepRefuses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := (disk.Folder{Dir: file}).Keep("E-1", nil, nil); !errors.Is(err, disk.ErrFolder) {
		t.Errorf("a file as folder gave %v", err)
	}
	for _, id := range []string{"", "../x", "a b", "Jeanne Exemple", strings.Repeat("x", 41)} {
		if _, err := (disk.Folder{Dir: t.TempDir()}).Keep(id, nil, nil); err == nil {
			t.Errorf("the id %q was taken", id)
		}
	}
}

func TestWriteFileNeedsItsFolder(t *testing.T) {
	if err := disk.WriteFile(filepath.Join(t.TempDir(), "missing", "x.pdf"), nil); !errors.Is(err, disk.ErrFolder) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing folder gave %v", err)
	}
}

func TestWriteFileKeepsTheOld(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.pdf")
	if err := disk.WriteFile(path, []byte("old")); err != nil {
		t.Fatal(err)
	}
	if err := disk.Write(&disktest.Bad{Op: "write", Err: syscall.EIO}, path, []byte("new")); err == nil {
		t.Fatal("no error")
	}
	if b, _ := os.ReadFile(path); string(b) != "old" {
		t.Errorf("the old file is now %q", b)
	}
}
