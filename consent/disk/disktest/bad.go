package disktest

import (
	"io/fs"
	"os"

	"eclaire/consent/disk"
)

// Bad is the real disk with one operation that fails from its nth call on.
type Bad struct {
	disk.OS
	Op    string // "create", "write", "sync", "close", "rename", "sync folder" or "read"
	After int    // how many calls succeed
	Err   error
	Calls int
}

func (b *Bad) fails(op string) bool {
	if op != b.Op {
		return false
	}
	b.Calls++
	return b.Calls > b.After
}

type badFile struct {
	disk.File
	bad *Bad
}

func (f badFile) Write(p []byte) (int, error) {
	if f.bad.fails("write") {
		n, _ := f.File.Write(p[:len(p)/2])
		return n, f.bad.Err
	}
	return f.File.Write(p)
}

func (f badFile) Sync() error {
	if f.bad.fails("sync") {
		return f.bad.Err
	}
	return f.File.Sync()
}

func (f badFile) Close() error {
	err := f.File.Close()
	if f.bad.fails("close") {
		return f.bad.Err
	}
	return err
}

func (b *Bad) SyncDir(dir string) error {
	if b.fails("sync folder") {
		return b.Err
	}
	return b.OS.SyncDir(dir)
}

func (b *Bad) Create(name string) (disk.File, error) {
	if b.fails("create") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: b.Err}
	}
	f, err := b.OS.Create(name)
	return badFile{f, b}, err
}

func (b *Bad) Rename(from, to string) error {
	if b.fails("rename") {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: b.Err}
	}
	return b.OS.Rename(from, to)
}

func (b *Bad) Read(name string) ([]byte, error) {
	text, err := b.OS.Read(name)
	if b.fails("read") {
		return text[:len(text)/2], err
	}
	return text, err
}
