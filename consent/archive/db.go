package archive

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
)

// applicationID marks our SQLite files: "EclA".
const applicationID = 0x45636c41

// tablesOf gives the tables of a file of a format.
func tablesOf(form int) string {
	more := ""
	if form > 1 {
		more = ", head_text BLOB, body_text BLOB, sign BLOB NOT NULL, word BLOB"
	}
	return fmt.Sprintf(tables, more)
}

// The tables of one file. The rows of entry never change. The table named sealed
// holds what is encrypted: its rows lose their content by erasure and get new
// content by a change of key, for which the table named resealed keeps the new
// digests.
const tables = `

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entry (
	seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, kind TEXT NOT NULL, day TEXT NOT NULL, zone INTEGER NOT NULL,
	refers BLOB, tag BLOB, note TEXT NOT NULL, head_sum BLOB NOT NULL, body_sum BLOB, prev BLOB NOT NULL, hash BLOB NOT NULL%s);
CREATE INDEX entry_tag ON entry (tag) WHERE tag IS NOT NULL;
CREATE INDEX entry_refers ON entry (refers) WHERE refers IS NOT NULL;
CREATE TABLE sealed (seq INTEGER PRIMARY KEY, gen INTEGER NOT NULL, head BLOB, body BLOB);
CREATE TABLE resealed (seq INTEGER NOT NULL, gen INTEGER NOT NULL, head_sum BLOB NOT NULL, body_sum BLOB, PRIMARY KEY (gen, seq)) WITHOUT ROWID;
`

// file is one database of a store. Only the newest is written to.
type file struct {
	n     int
	path  string
	r, w  *sql.DB // w is nil until something is written
	adds  adding
	form  int         // its format, 1 or 2
	first int64       // the number of its first entry; 0 while it has no tables
	last  chain.Entry // the latest healthy one
	bad   bool        // damaged: nothing is added to it any more

	salvaged bool                    // it is read from a copy, see salvage
	raw      func(path string) error // see readAll
	rawErr   error
	rawAt    time.Time
	unread   bool // the system did not let it be read, see readAgain
}

var fileName = regexp.MustCompile(`^archive-([1-9][0-9]{0,5})\.db$`)

func filePath(dir string, n int) string { return filepath.Join(dir, fmt.Sprintf("archive-%d.db", n)) }

// fileNumbers lists the databases of a folder in the order they were made.
func fileNumbers(dir string) ([]int, error) {
	found, err := os.ReadDir(dir)
	if err != nil {
		return nil, disk.Unreadable(err)
	}
	var out []int
	for _, f := range found {
		if m := fileName.FindStringSubmatch(f.Name()); m != nil {
			n, _ := strconv.Atoi(m[1])
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out, nil
}

// versionOf reads the version out of a database's header without opening it.
// A file so young that its header lies in the log yet has version 0.
func versionOf(path string) (int, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, disk.Unreadable(err)
	}
	defer f.Close()
	var h [100]byte
	if _, err := io.ReadFull(f, h[:]); refused(err) {
		return 0, disk.Unreadable(err)
	} else if err != nil || string(h[:16]) != "SQLite format 3\x00" {
		return 0, nil // what is wrong with it, the check tells
	}
	if string(h[68:72]) != "EclA" {
		return 0, nil
	}
	return int(h[60])<<24 | int(h[61])<<16 | int(h[62])<<8 | int(h[63]), nil
}

const (
	readPragmas  = "_pragma=busy_timeout(10000)&_pragma=query_only(1)&mode=ro"
	writePragmas = "_pragma=busy_timeout(10000)&_pragma=synchronous(FULL)&_pragma=secure_delete(1)&_pragma=journal_size_limit(8388608)&_txlock=immediate&mode=rwc"
)

// dsn names a database to the driver.
func dsn(path, pragmas, vfs string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		abs = path
	}
	abs = filepath.ToSlash(abs)
	if abs[0] != '/' {
		abs = "/" + abs
	}
	name := (&url.URL{Scheme: "file", Path: abs}).String() + "?" + pragmas
	if vfs != "" {
		name += "&vfs=" + vfs
	}
	return name
}

// openRead opens a file for reading; nothing of it is written.
func openRead(path, vfs string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", dsn(path, readPragmas, vfs))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(4)
	return db, nil
}

// openWrite opens a file for writing, and makes its tables if it has none.
// values are written with them.
func openWrite(ctx context.Context, path, vfs string, form int, values map[string]string) (*sql.DB, error) {
	if f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600); err != nil { // SQLite would let others read it
		return nil, err
	} else if err := f.Close(); err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", dsn(path, writePragmas, vfs))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	if err := born(ctx, db, path, form, values); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

func born(ctx context.Context, db *sql.DB, path string, form int, values map[string]string) error {
	var n int
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema WHERE name = 'meta'").Scan(&n); err != nil {
		return err
	}
	if n > 0 { // a restored copy comes without a log
		_, err := db.ExecContext(ctx, "PRAGMA journal_mode=WAL")
		return err
	}
	// Large pages, since documents are large; the log must come after.
	if _, err := db.ExecContext(ctx, "PRAGMA page_size=16384; PRAGMA journal_mode=WAL"); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id=%d; PRAGMA user_version=%d; %s", applicationID, form, tablesOf(form))); err != nil {
		return err
	}
	for name, value := range values {
		if _, err := tx.ExecContext(ctx, "INSERT INTO meta VALUES (?, ?)", name, value); err != nil {
			return err
		}
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	// The header's version must be readable without the log.
	if _, err := db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		return err
	}
	return disk.OS{}.SyncDir(filepath.Dir(path))
}

// meta reads what openWrite was given.
func meta(ctx context.Context, q querier, name string) (value string, err error) {
	err = q.QueryRowContext(ctx, "SELECT value FROM meta WHERE name = ?", name).Scan(&value)
	return value, err
}

type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func (f *file) close() error {
	var errs []error
	if f.r != nil {
		errs = append(errs, f.r.Close())
	}
	if f.w != nil {
		errs = append(errs, f.w.Close())
	}
	f.r, f.w = nil, nil
	return errors.Join(errs...)
}

// adding holds the statements of each save, so that SQLite parses them once. They end
// with the databases that they were prepared for.
type adding struct {
	r, w *sql.DB

	end, entry, sealed *sql.Stmt // of w
	back               *sql.Stmt // of r
}

// adding gives the statements for the databases that are open now.
func (f *file) adding(ctx context.Context) (_ *adding, err error) {
	if f.adds.r == f.r && f.adds.w == f.w {
		return &f.adds, nil
	}
	a := adding{r: f.r, w: f.w}
	for _, p := range []struct {
		to    **sql.Stmt
		db    *sql.DB
		query string
	}{
		{&a.end, f.w, "SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1"},
		{&a.entry, f.w, insertEntry(f.form)},
		{&a.sealed, f.w, insertSealed},
		{&a.back, f.r, "SELECT " + f.columns("entry.") + `, sealed.head, sealed.body
			FROM entry LEFT JOIN sealed USING (seq) WHERE entry.seq BETWEEN ? AND ? ORDER BY entry.seq`},
	} {
		if *p.to, err = p.db.PrepareContext(ctx, p.query); err != nil {
			return nil, err
		}
	}
	f.adds.close()
	f.adds = a
	return &f.adds, nil
}

func (a adding) close() {
	for _, s := range []*sql.Stmt{a.end, a.entry, a.sealed, a.back} {
		if s != nil {
			_ = s.Close()
		}
	}
}

func insertEntry(form int) string {
	values := 12
	if form > 1 {
		values = 16
	}
	return "INSERT INTO entry VALUES (?" + strings.Repeat(",?", values-1) + ")"
}

const insertSealed = "INSERT INTO sealed (seq, gen, head, body) VALUES (?,?,?,?)"

func (a *adding) insertEntry(ctx context.Context, tx *sql.Tx, e chain.Entry) error {
	values := []any{e.Seq, e.ID[:], string(e.Kind), e.Day, e.Zone, chain.OrNil(e.Refers[:]), chain.OrNil(e.Tag[:]), e.Note, e.HeadSum[:], chain.OrNil(e.BodySum[:]), e.Prev[:], e.Hash[:]}
	if e.Form > 1 {
		values = append(values, chain.OrNil(e.HeadText[:]), chain.OrNil(e.BodyText[:]), e.Sign[:], chain.OrNil(e.Word[:]))
	}
	_, err := tx.StmtContext(ctx, a.entry).ExecContext(ctx, values...)
	return err
}

func (a *adding) insertSealed(ctx context.Context, tx *sql.Tx, seq int64, gen int, head, body []byte) error {
	_, err := tx.StmtContext(ctx, a.sealed).ExecContext(ctx, seq, gen, head, body)
	return err
}

// sqlCode gives SQLite's primary result code, or 0.
func sqlCode(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}

// sqlFull gives SQLite's extended result code, or 0.
func sqlFull(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code()
	}
	return 0
}

// damaged tells whether the file itself is broken, not the disk or the call.
func damaged(err error) bool {
	switch sqlCode(err) {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_SCHEMA, sqlite3.SQLITE_ERROR:
		return true
	}
	return shortened(err)
}

// storeError gives SQLite's error as the reasons that callers know, with
// ENOSPC where space is missing, and without its text.
func (s *Store) storeError(err error) error {
	if err == nil {
		return nil
	}
	kind := disk.ErrStore
	switch sqlCode(err) {
	case 0:
		return fmt.Errorf("%w: %w", disk.ErrStore, disk.Cause(err))
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("%w: %w", disk.ErrStore, syscall.ENOSPC)
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("%w: %w", disk.ErrStore, disk.ErrInUse)
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		kind = disk.ErrFolder
	}
	if full := s.probe(); full != nil {
		return fmt.Errorf("%w: %w", kind, full)
	}
	var e *sqlite.Error
	errors.As(err, &e)
	return fmt.Errorf("%w: %w (%d)", kind, syscall.EIO, e.Code())
}

// probe tells why a file cannot be written now: SQLite says of some writes only
// that they failed.
func (s *Store) probe() error {
	name := filepath.Join(s.dir, ".eclaire-probe.tmp")
	f, err := s.o.Disk.Create(name)
	if err != nil {
		return disk.Cause(err)
	}
	defer s.o.Disk.Remove(name)
	return disk.Cause(disk.Fill(f, make([]byte, 256<<10)))
}
