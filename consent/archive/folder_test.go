package archive

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// badDisk is the real disk with one operation that fails from its nth call on.
type badDisk struct {
	osDisk
	op    string
	after int
	err   error
	calls int
}

func (b *badDisk) fails(op string) bool {
	if op != b.op {
		return false
	}
	b.calls++
	return b.calls > b.after
}

type badFile struct {
	File
	disk *badDisk
}

func (f badFile) Write(p []byte) (int, error) {
	if f.disk.fails("write") {
		n, _ := f.File.Write(p[:len(p)/2])
		return n, f.disk.err
	}
	return f.File.Write(p)
}

func (f badFile) Sync() error {
	if f.disk.fails("sync") {
		return f.disk.err
	}
	return f.File.Sync()
}

func (f badFile) Close() error {
	err := f.File.Close()
	if f.disk.fails("close") {
		return f.disk.err
	}
	return err
}

func (b *badDisk) SyncDir(dir string) error {
	if b.fails("sync folder") {
		return b.err
	}
	return b.osDisk.SyncDir(dir)
}

func (b *badDisk) Create(name string) (File, error) {
	if b.fails("create") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: b.err}
	}
	f, err := b.osDisk.Create(name)
	return badFile{f, b}, err
}

func (b *badDisk) Rename(from, to string) error {
	if b.fails("rename") {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: b.err}
	}
	return b.osDisk.Rename(from, to)
}

func (b *badDisk) Read(name string) ([]byte, error) {
	text, err := b.osDisk.Read(name)
	if b.fails("read") {
		return text[:len(text)/2], err
	}
	return text, err
}

func TestKeep(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	path, err := Folder{Dir: dir}.Keep("E-1", []byte("pdf"), []byte("json"))
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
			disk := &badDisk{op: op, after: after, err: syscall.ENOSPC}
			_, err := Folder{Dir: dir, Disk: disk}.Keep("E-1", []byte("a long document"), []byte("a session"))
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
	if _, err := (Folder{Dir: file}).Keep("E-1", nil, nil); !errors.Is(err, ErrFolder) {
		t.Errorf("a file as folder gave %v", err)
	}
	for _, id := range []string{"", "../x", "a b", "Jeanne Exemple", strings.Repeat("x", 41)} {
		if _, err := (Folder{Dir: t.TempDir()}).Keep(id, nil, nil); err == nil {
			t.Errorf("the id %q was taken", id)
		}
	}
}

func TestWriteFileNeedsItsFolder(t *testing.T) {
	if err := WriteFile(filepath.Join(t.TempDir(), "missing", "x.pdf"), nil); !errors.Is(err, ErrFolder) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing folder gave %v", err)
	}
}

func TestWriteFileKeepsTheOld(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.pdf")
	if err := WriteFile(path, []byte("old")); err != nil {
		t.Fatal(err)
	}
	if err := writeFile(&badDisk{op: "write", err: syscall.EIO}, path, []byte("new")); err == nil {
		t.Fatal("no error")
	}
	if b, _ := os.ReadFile(path); string(b) != "old" {
		t.Errorf("the old file is now %q", b)
	}
}

// TestNoRoomOnWindows has the errors of a full disk as Windows numbers them.
func TestNoRoomOnWindows(t *testing.T) {
	for _, number := range []syscall.Errno{39, 112} {
		err := &fs.PathError{Op: "write", Err: number}
		if !noRoom("windows", err) || noRoom("linux", err) {
			t.Errorf("%d is not known", number)
		}
	}
	if noRoom("windows", syscall.Errno(5)) || noRoom("windows", nil) {
		t.Error("other errors are taken for it")
	}
}
