//go:build unix

package archive

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	sqlite3 "modernc.org/sqlite/lib"

	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
)

// refusals are what SQLite says when the system refuses: with its extended codes.
var refusals = map[string][]int32{
	"open": {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN | 4<<8},
	"read": {sqlite3.SQLITE_IOERR | 1<<8, sqlite3.SQLITE_IOERR | 33<<8},
	"map":  {sqlite3.SQLITE_IOERR | 19<<8, sqlite3.SQLITE_READONLY | 6<<8, sqlite3.SQLITE_FULL},
}

// TestSystemRefuses lets the system refuse openings, reads and the shared memory,
// each from one call on or once, while an archive is opened, checked, written to
// and unlocked. It is never called damage, no second database is begun, and
// afterwards everything is there.
func TestSystemRefuses(t *testing.T) {
	registerFaulty(t)
	from := newArchive(t)
	for n := range 3 {
		from.put(n)
	}
	from.close()
	for op, codes := range refusals {
		counts := refused1(t, from, op, nil)
		for _, code := range codes {
			step := max(1, counts/7)
			if soak() {
				step = 1
			}
			for after := 0; after < counts; after += step {
				for _, once := range []bool{true, false} {
					refused1(t, from, op, func() { layer.set(op, after, once, code) })
					if t.Failed() {
						t.Fatalf("%s with code %d at call %d of %d, once: %v", op, code, after+1, counts, once)
					}
				}
			}
		}
		if counts == 0 {
			t.Errorf("no %s is made", op)
		}
	}
}

// refused1 does everything with a copy of an archive, with a fault if there is
// one, and gives how many calls of op were made.
func refused1(t *testing.T, from *bench, op string, arm func()) int {
	t.Helper()
	ctx := context.Background()
	b := from.in(copyArchive(t, from.dir))
	b.t, b.o.vfs, b.o.CheckFor = t, faultyVFS, forever
	layer.set("", 0, false, 0)
	armed := arm != nil
	b.o.raw = func(path string) error {
		if armed {
			return &os.PathError{Op: "read", Path: path, Err: syscall.EIO}
		}
		return readThrough(path)
	}
	if armed {
		arm()
	}
	noDamage := func(when string, found []chain.Finding) {
		for _, f := range found {
			if f.Damage() || f.Kind == chain.FoundRotated {
				t.Errorf("%s: %v", when, f)
			}
		}
	}
	s, report, err := Open(ctx, b.dir, b.o)
	if err != nil {
		if !errors.Is(err, disk.ErrUnreadable) && !errors.Is(err, disk.ErrFolder) && !errors.Is(err, disk.ErrStore) {
			t.Errorf("opening: %v", err)
		}
		return layer.counted()[op]
	}
	noDamage("opening", report.Findings)
	pdf, session := sample(t, 7, nil)
	_, putErr := s.Put(ctx, sampleID(7), pdf, session)
	if putErr != nil && !errors.Is(putErr, disk.ErrStore) && !errors.Is(putErr, disk.ErrFolder) && !errors.Is(putErr, disk.ErrReadBack) {
		t.Errorf("keeping: %v", putErr)
	}
	if report, err := s.Verify(ctx, nil); err == nil {
		noDamage("verifying", report.Findings)
	}
	if st, err := s.Unlock(ctx, testPassphrase, "x"); err == nil {
		if err := st.BuildIndex(ctx, nil); err == nil {
			noDamage("the index", st.Findings())
		}
		if report, err := st.Verify(ctx, nil, nil); err == nil {
			noDamage("verifying all", report.Findings)
		}
	}
	counts := layer.counted()[op]
	layer.set("", 0, false, 0)
	armed = false
	for _, f := range s.files {
		f.rawAt = time.Time{}
	}
	if numbers, _ := fileNumbers(b.dir); len(numbers) != 1 {
		t.Errorf("there are %d databases", len(numbers))
	}
	if _, err := os.Stat(salvagePath(b.dir, 1)); err == nil {
		t.Error("a copy was made as of a damaged file")
	}
	// The fault is over: the same program goes on without being started anew.
	if _, err := s.Put(ctx, sampleID(7), pdf, session); err != nil && putErr != nil {
		t.Errorf("keeping afterwards: %v", err)
	}
	if report, err := s.Verify(ctx, nil); err != nil || !report.Whole() {
		t.Errorf("afterwards: %v %+v", err, report)
	}
	st, err := s.Unlock(ctx, testPassphrase, "x")
	if err != nil {
		t.Errorf("unlocking afterwards: %v", err)
		return counts
	}
	for _, n := range []int{0, 1, 2, 7} {
		if rows, err := st.Search(ctx, Query{Text: sampleID(n)}); err != nil || len(rows) < 1 {
			t.Errorf("document %d is there %d times: %v", n, len(rows), err)
		}
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	return counts
}

// refusing is a Disk whose reads of some files fail.
type refusing struct {
	disk.OS
	name string
	err  error
}

func (d refusing) Read(name string) ([]byte, error) {
	if filepath.Base(name) == d.name {
		return nil, &os.PathError{Op: "open", Path: name, Err: d.err}
	}
	return d.OS.Read(name)
}

// TestSmallFilesRefused lets the system refuse the small files: it is said as what
// it is, and no archive is made in the place of one that cannot be read.
func TestSmallFilesRefused(t *testing.T) {
	for _, name := range []string{plainFile, keyFile, indexFile} {
		for _, why := range []error{syscall.EIO, syscall.EACCES} {
			t.Run(fmt.Sprint(name, " ", why), func(t *testing.T) {
				b := newArchive(t)
				b.put(0)
				b.unlock().Lock()
				b.close()
				b.o.Disk = refusing{name: name, err: why}
				if name == plainFile {
					if _, _, err := Open(t.Context(), b.dir, b.o); !errors.Is(err, disk.ErrUnreadable) || !errors.Is(err, why) || strings.Contains(err.Error(), "written") {
						t.Errorf("opening: %v", err)
					}
					if _, err := Init(b.dir, testPassphrase, b.o); !errors.Is(err, disk.ErrUnreadable) {
						t.Errorf("init: %v", err)
					}
					return
				}
				report := b.open()
				if report.Damaged() || (name == keyFile) == report.Whole() {
					t.Errorf("%+v", report.Findings)
				}
				if name == keyFile {
					if _, err := b.s.Unlock(t.Context(), testPassphrase, "x"); !errors.Is(err, why) || errors.Is(err, ErrKeyFile) {
						t.Errorf("unlocking: %v", err)
					}
					return
				}
				st := b.unlock()
				if rows, err := st.Search(t.Context(), Query{}); err != nil || len(rows) != 1 {
					t.Errorf("%d rows: %v", len(rows), err)
				}
				for _, f := range st.Findings() {
					if f.Damage() {
						t.Errorf("%v", f)
					}
				}
			})
		}
	}
}
