package document

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// faulty is the real disk, with one operation that fails.
type faulty struct {
	osDisk
	op  string
	err error
}

type faultyFile struct {
	File
	disk faulty
}

func (d faulty) Create(name string) (File, error) {
	if d.op == "create" {
		return nil, d.err
	}
	f, err := d.osDisk.Create(name)
	return faultyFile{f, d}, err
}

func (d faulty) Rename(from, to string) error {
	if d.op == "rename" {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: d.err}
	}
	return d.osDisk.Rename(from, to)
}

func (d faulty) SyncDir(dir string) error {
	if d.op == "sync folder" {
		return d.err
	}
	return d.osDisk.SyncDir(dir)
}

func (f faultyFile) Write(b []byte) (int, error) {
	if f.disk.op == "write" {
		n, _ := f.File.Write(b[:len(b)/2])
		return n, f.disk.err
	}
	return f.File.Write(b)
}

func (f faultyFile) Sync() error {
	if f.disk.op == "sync" {
		return f.disk.err
	}
	return f.File.Sync()
}

func (f faultyFile) Close() error {
	err := f.File.Close()
	if f.disk.op == "close" {
		return f.disk.err
	}
	return err
}

func hello(w io.Writer) error {
	_, err := w.Write([]byte("hello"))
	return err
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

func TestWriteLeavesNothingPartial(t *testing.T) {
	for _, op := range []string{"create", "write", "sync", "close", "rename"} {
		dir := t.TempDir()
		path := filepath.Join(dir, "Patient Name.pdf")
		err := WriteTo(faulty{op: op, err: syscall.ENOSPC}, path, hello)
		if !errors.Is(err, syscall.ENOSPC) || bytes.Contains([]byte(err.Error()), []byte("Patient")) {
			t.Errorf("%s: %v", op, err)
		}
		if left := names(t, dir); len(left) > 0 {
			t.Errorf("%s leaves %v", op, left)
		}
		// What stood there before stays whole.
		if err := os.WriteFile(path, []byte("before"), 0o600); err != nil {
			t.Fatal(err)
		}
		_ = WriteTo(faulty{op: op, err: syscall.ENOSPC}, path, hello)
		if b, _ := os.ReadFile(path); string(b) != "before" || len(names(t, dir)) != 1 {
			t.Errorf("%s harms the file that was there: %q", op, b)
		}
	}
	dir := t.TempDir()
	broken := errors.New("broken")
	if err := WriteTo(osDisk{}, filepath.Join(dir, "a.pdf"), func(io.Writer) error { return broken }); !errors.Is(err, broken) || len(names(t, dir)) > 0 {
		t.Errorf("a writer that fails: %v, %v", err, names(t, dir))
	}
	if err := WriteTo(faulty{op: "sync folder", err: syscall.EIO}, filepath.Join(dir, "a.pdf"), hello); !errors.Is(err, syscall.EIO) {
		t.Errorf("a folder that cannot be made durable: %v", err)
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.pdf")
	if err := WriteTo(osDisk{}, path, hello); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 || info.Size() != 5 {
		t.Errorf("%v, %v", info, err)
	}
	err = WriteTo(osDisk{}, filepath.Join(dir, "missing", "a.pdf"), hello)
	if !errors.Is(err, ErrFolder) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing folder: %v", err)
	}
	if os.Getuid() != 0 {
		if err := os.Chmod(dir, 0o500); err != nil {
			t.Fatal(err)
		}
		if err := WriteTo(osDisk{}, filepath.Join(dir, "b.pdf"), hello); !errors.Is(err, fs.ErrPermission) {
			t.Errorf("a read-only folder: %v", err)
		}
	}
}
