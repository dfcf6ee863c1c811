// Package disk stores files durably: all of one or nothing, flushed and read back, with
// the system's reasons said as what they are and no name of a person in an error. It locks
// folders, and keeps finished documents as plain files where there is no archive.
package disk

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

// Disk is the file operations that a write needs, so that tests can make each
// of them fail.
type Disk interface {
	// Create makes a new file for writing that only its owner may read.
	Create(name string) (File, error)
	Rename(from, to string) error
	Remove(name string) error
	Read(name string) ([]byte, error)
	// SyncDir makes the entries of a folder durable.
	SyncDir(dir string) error
}

// File is an open file of a Disk.
type File interface {
	io.Writer
	Sync() error
	Close() error
}

// The reasons why a file cannot be stored. Each wraps the system's own
// error, for errors.Is with fs.ErrNotExist, fs.ErrPermission, syscall.ENOSPC.
var (
	ErrFolder = errors.New("the folder cannot be written to")
	ErrStore  = errors.New("the file cannot be stored")
)

// ErrInUse says that another program has the folder.
var ErrInUse = errors.New("another program is using this archive")

// ErrUnreadable says that the system does not let the archive be read now: the
// disk, or the rights of its files. It is no damage.
var ErrUnreadable = errors.New("the archive cannot be read now, because of the disk or the rights of its files; nothing was changed")

// WriteFile stores b as a file at path, all of it or nothing: it writes beside
// the target, makes the bytes durable, and renames. A file that stood there
// before stays whole until then.
func WriteFile(path string, b []byte) error { return Write(OS{}, path, b) }

func Write(disk Disk, path string, b []byte) error {
	dir := filepath.Dir(path)
	f, temporary, err := createBeside(disk, dir, b)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrFolder, Cause(err))
	}
	if err := Fill(f, b); err != nil {
		_ = disk.Remove(temporary)
		return fmt.Errorf("%w: %w", ErrStore, Cause(err))
	}
	if err := disk.Rename(temporary, path); err != nil {
		_ = disk.Remove(temporary)
		return fmt.Errorf("%w: %w", ErrStore, Cause(err))
	}
	if err := disk.SyncDir(dir); err != nil {
		return fmt.Errorf("%w: it was written, but it may not survive a power cut: %w", ErrStore, Cause(err))
	}
	return nil
}

// createBeside makes the file to write into. Its name comes from the bytes and
// says nothing about the patient; the target's own name is kept out of it.
func createBeside(disk Disk, dir string, content []byte) (f File, name string, err error) {
	sum := sha256.Sum256(content)
	for n := range 100 {
		name = filepath.Join(dir, fmt.Sprintf(".eclaire-%x-%d.tmp", sum[:6], n))
		if f, err = disk.Create(name); !errors.Is(err, fs.ErrExist) {
			return f, name, err
		}
	}
	return nil, "", err
}

func Fill(f File, b []byte) error {
	_, err := f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}

// Cause takes the path out of an error: a folder's or a file's name may hold
// what a person typed. A full disk is syscall.ENOSPC, whatever the system calls it.
func Cause(err error) error {
	var p *fs.PathError
	var l *os.LinkError
	switch {
	case errors.As(err, &p):
		err = p.Err
	case errors.As(err, &l):
		err = l.Err
	}
	if noRoom(runtime.GOOS, err) {
		return syscall.ENOSPC
	}
	return err
}

// noRoom tells whether an error is one of the numbers that Windows has for a full
// disk. Go makes up its ENOSPC there, which no call gives.
func noRoom(goos string, err error) bool {
	const handleDiskFull, diskFull = syscall.Errno(39), syscall.Errno(112)
	return goos == "windows" && (errors.Is(err, handleDiskFull) || errors.Is(err, diskFull))
}

// OS is the real one.
type OS struct{}

func (OS) Create(name string) (File, error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (OS) Rename(from, to string) error { return rename(from, to) }

func (OS) Remove(name string) error { return os.Remove(name) }

func (OS) Read(name string) ([]byte, error) { return os.ReadFile(name) }

func (OS) SyncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // folders cannot be synced there; a rename is durable when it comes back
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrInvalid) {
		return err
	}
	return nil // some network folders cannot do it
}

// Unreadable is the error of a read that the system refused.
func Unreadable(err error) error { return fmt.Errorf("%w: %w", ErrUnreadable, Cause(err)) }
