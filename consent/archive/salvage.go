package archive

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// A file's first page says where its tables begin. When only that page is
// damaged, SQLite can read nothing, although all entries are there. But all our
// files have the same tables, made in the same order: the first page of a new
// file serves any of them. The damaged file stays as it is; a copy with a new
// first page is read in its place.

// pageSize is that of our files, in bytes; see born.
const pageSize = 16384

// salvagePath names the copy.
func salvagePath(dir string, n int) string {
	return filepath.Join(dir, fmt.Sprintf("salvage-%d.db", n))
}

// salvage lets the file be read from a copy with a new first page. It is only
// done by the program that writes: another one uses the copy that is there.
func (s *Store) salvage(ctx context.Context, f *file) error {
	info, err := os.Stat(f.path)
	if err != nil {
		return err
	}
	if info.Size() <= pageSize {
		return errors.New("there is nothing behind the first page")
	}
	name := salvagePath(s.dir, f.n)
	if made, err := os.Stat(name); err != nil || made.Size() < info.Size()/pageSize*pageSize || made.ModTime().Before(info.ModTime()) {
		if s.o.ReadOnly {
			return ErrReadOnly
		}
		if err := s.makeSalvage(ctx, f, name, info.Size()); err != nil {
			_ = os.Remove(name)
			_ = os.Remove(name + "-wal")
			return err
		}
	}
	db, err := openRead(name, s.o.vfs)
	if err != nil {
		return err
	}
	if f.r != nil {
		_ = f.r.Close()
	}
	f.r, f.salvaged = db, true
	return nil
}

// makeSalvage writes the copy, and with it that of the log.
func (s *Store) makeSalvage(ctx context.Context, f *file, name string, size int64) error {
	first, err := firstPage(ctx, f.form)
	if err != nil {
		return err
	}
	pages := size / pageSize
	binary.BigEndian.PutUint32(first[28:], uint32(pages)) // how many pages there are
	copy(first[92:96], first[24:28])                      // and that this number holds
	clear(first[32:40])                                   // free pages: none that could be used
	if err := copyFrom(f.path, name, first, pages*pageSize); err != nil {
		return err
	}
	if _, err := os.Stat(f.path + "-wal"); err != nil {
		return os.RemoveAll(name + "-wal")
	}
	return copyFrom(f.path+"-wal", name+"-wal", nil, -1)
}

// firstPage gives the first page of a new file.
func firstPage(ctx context.Context, form int) ([]byte, error) {
	dir, err := os.MkdirTemp("", "eclaire-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "new.db")
	db, err := openWrite(ctx, name, "", form, map[string]string{})
	if err != nil {
		return nil, err
	}
	if err := db.Close(); err != nil {
		return nil, err
	}
	from, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer from.Close()
	page := make([]byte, pageSize)
	_, err = io.ReadFull(from, page)
	return page, err
}

// copyFrom copies a file up to a size (-1: all of it), with another beginning.
func copyFrom(from, to string, head []byte, size int64) (err error) {
	r, err := os.Open(from)
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	if _, err := w.Write(head); err != nil {
		return err
	}
	if _, err := r.Seek(int64(len(head)), io.SeekStart); err != nil {
		return err
	}
	if size < 0 {
		_, err = io.Copy(w, r)
		return err
	}
	_, err = io.CopyN(w, r, size-int64(len(head)))
	return err
}
