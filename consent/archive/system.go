package archive

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"
	"time"

	sqlite3 "modernc.org/sqlite/lib"

	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
)

// refused tells whether the system did not let something be done: the disk is
// full, read-only or failing, or the rights of a file do not allow it. That says
// nothing of what is in the file: it is no damage, and no reason to begin a new one.
func refused(err error) bool {
	var e *fs.PathError
	switch code := sqlCode(err); code {
	case 0:
		if errors.As(err, &e) || errors.Is(err, fs.ErrPermission) {
			return !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, io.EOF) && !errors.Is(err, syscall.EISDIR)
		}
		return false
	case sqlite3.SQLITE_IOERR:
		return !shortened(err)
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY,
		sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOLFS:
		return true
	}
	return false
}

// refusedBy is refused for a database: one that is gone, or a folder in its
// place, cannot be opened either, but is no fault of the system.
func (f *file) refusedBy(err error) bool {
	if sqlCode(err) == sqlite3.SQLITE_CORRUPT { // SQLite says so of a sector that cannot be read, too
		return refused(f.readAll())
	}
	if !refused(err) {
		return false
	}
	info, statErr := os.Stat(f.path)
	return !errors.Is(statErr, fs.ErrNotExist) && (statErr != nil || info.Mode().IsRegular())
}

// readAll reads a file as it lies, and gives the system's error. What it gave
// holds for a while: it is asked for every damaged page.
func (f *file) readAll() error {
	if f.raw == nil {
		f.raw = readThrough
	}
	if time.Since(f.rawAt) > rawFor {
		f.rawErr, f.rawAt = f.raw(f.path), time.Now()
	}
	return f.rawErr
}

const rawFor = 10 * time.Second

func readThrough(path string) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	_, err = io.Copy(io.Discard, in)
	return err
}

// access asks a file for one page, and gives the error if the system refuses.
func (f *file) access(ctx context.Context) error {
	if f.r == nil {
		return nil
	}
	var n int
	if err := f.r.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&n); f.refusedBy(err) {
		return err
	}
	return nil
}

// access asks all files.
func (s *Store) access(ctx context.Context) error {
	for _, f := range s.files {
		if f.unread {
			return disk.ErrUnreadable
		}
		if err := f.access(ctx); err != nil {
			return err
		}
	}
	return nil
}

// noAccess notes that a file could not be read; it is read again before anything
// is written or unlocked.
func (s *Store) noAccess(f *file, report *chain.Report) {
	if !f.unread {
		report.Add(chain.Finding{Kind: chain.FoundSystem, File: f.n})
	}
	f.unread = true
}

// readAgain reads the files that the system refused before. What it finds wrong
// the next check tells.
func (s *Store) readAgain(ctx context.Context) error {
	for i, f := range s.files {
		if !f.unread {
			continue
		}
		f.unread = false
		var report chain.Report
		seen, err := s.checkChain(ctx, i, &report)
		if err != nil {
			f.unread = true
			return err
		}
		if f.unread {
			continue
		}
		s.checkEnd(f, seen, &report)
		if f.bad = seen.bad || f.bad || f.salvaged; f.bad && i == len(s.files)-1 {
			s.fresh = true
		}
	}
	return nil
}

// shortened tells whether a file ended where a page should be.
func shortened(err error) bool { return sqlFull(err) == sqlite3.SQLITE_IOERR_SHORT_READ }
