//go:build unix

package archive

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	sqlite3 "modernc.org/sqlite/lib"

	"eclaire/consent/disk"
	"eclaire/consent/disk/disktest"
)

// TestFileLayerFails lets each call of the file layer fail that opening the
// archive and keeping two documents makes: writes (with half of the bytes
// written), syncs, truncations, deletions, openings and the shared memory;
// once, or from there on. A failure is told or harmless; afterwards the same
// document can be kept, once.
func TestFileLayerFails(t *testing.T) {
	registerFaulty(t)
	first := newArchive(t)
	first.put(0)
	first.close()
	empty := newArchive(t)
	empty.close()
	reached := map[string]int{}
	for name, from := range map[string]*bench{"first": empty, "further": first} {
		counts := work(t, from, nil)
		for op, code := range map[string]int32{"write": sqlite3.SQLITE_FULL, "sync": sqlite3.SQLITE_IOERR | 4<<8, "truncate": sqlite3.SQLITE_IOERR | 6<<8,
			"delete": sqlite3.SQLITE_IOERR | 10<<8, "open": sqlite3.SQLITE_CANTOPEN, "map": sqlite3.SQLITE_IOERR | 19<<8} {
			step := max(1, counts[op]/9)
			if soak() {
				step = 1
			}
			for after := 0; after < counts[op]; after += step {
				for _, once := range []bool{true, false} {
					reached[op]++
					work(t, from, func() { layer.set(op, after, once, code) })
					if t.Failed() {
						t.Fatalf("%s: %s at call %d of %d, once: %v", name, op, after+1, counts[op], once)
					}
				}
			}
		}
	}
	for _, op := range []string{"write", "sync", "open", "map"} {
		if reached[op] == 0 {
			t.Errorf("no %s was made to fail", op)
		}
	}
	t.Logf("failures tried: %v", reached)
}

// work opens a copy of an archive and keeps two documents, with a fault if
// there is one, and tries again after it. It gives how many calls were made.
func work(t *testing.T, from *bench, arm func()) map[string]int {
	t.Helper()
	b := from.in(copyArchive(t, from.dir))
	b.t = t
	b.o.vfs, b.o.CheckFor = faultyVFS, forever
	layer.set("", 0, false, 0)
	if arm != nil {
		arm()
	}
	ctx := context.Background()
	s, report, err := Open(ctx, b.dir, b.o)
	if err != nil {
		t.Errorf("it does not open: %v", err)
		return nil
	}
	defer func() { s.Close() }()
	var said []int
	for n := 1; n <= 2; n++ {
		pdf, session := sample(t, n, nil)
		if _, err := s.Put(ctx, sampleID(n), pdf, session); err == nil {
			said = append(said, n)
		} else if !errors.Is(err, disk.ErrStore) && !errors.Is(err, disk.ErrFolder) && !errors.Is(err, disk.ErrReadBack) {
			t.Errorf("the reason is another: %v", err)
		}
	}
	counts := layer.counted()
	layer.set("", 0, false, 0)
	if arm == nil && (len(said) != 2 || !report.Whole()) {
		t.Errorf("without a fault: %v %+v", said, report)
	}
	for n := 1; n <= 2; n++ { // the person tries again
		pdf, session := sample(t, n, nil)
		if len(said) > 0 && n <= said[len(said)-1] && contains(said, n) {
			continue
		}
		if _, err := s.Put(ctx, sampleID(n), pdf, session); err != nil {
			t.Errorf("trying again: %v", err)
		}
	}
	s.Close()
	b.o.vfs = ""
	after := b.open()
	if !after.Whole() {
		t.Errorf("afterwards: %+v", after)
	}
	st := b.unlock()
	for n := 1; n <= 2; n++ {
		rows, err := st.Search(ctx, Query{Text: sampleID(n)})
		if err != nil || len(rows) != 1 {
			t.Errorf("document %d is there %d times: %v", n, len(rows), err)
		}
	}
	b.close()
	return counts
}

func contains(list []int, n int) bool {
	for _, x := range list {
		if x == n {
			return true
		}
	}
	return false
}

// TestDiskFull fills a small disk of its own to each of many levels before a
// document is kept.
func TestDiskFull(t *testing.T) {
	small := disktest.Small(t, "16m")
	if small == "" {
		return
	}
	ctx := context.Background()
	full := 0
	for _, free := range []int{0, 4, 8, 16, 32, 64, 96, 128, 160, 200, 240, 300, 400, 500, 700, 1000} {
		b := &bench{t: t, dir: filepath.Join(small, fmt.Sprint("archive", free)), clock: &testClock{testStart}}
		b.o = Options{Now: b.clock.now, WorkFactor: testFactor}
		var err error
		if b.sheet, err = Init(b.dir, testPassphrase, b.o); err != nil {
			t.Fatal(err)
		}
		b.open()
		if free%3 == 0 { // the other times the database is not there yet
			b.put(0)
		}
		filler := fill4k(t, small, free)
		pdf, session := sample(t, 1, nil)
		for range 3 {
			_, err = b.s.Put(ctx, sampleID(1), pdf, session)
			if err == nil {
				break
			}
			if !errors.Is(err, syscall.ENOSPC) || !errors.Is(err, disk.ErrStore) && !errors.Is(err, disk.ErrFolder) {
				t.Errorf("%d kB free: %v", free, err)
			}
		}
		if err != nil {
			full++
		}
		if err := os.Remove(filler); err != nil {
			t.Fatal(err)
		}
		if err != nil {
			if _, err := b.s.Put(ctx, sampleID(1), pdf, session); err != nil {
				t.Errorf("%d kB free: after space was made: %v", free, err)
			}
		}
		if report := b.open(); !report.Whole() {
			t.Errorf("%d kB free: %+v", free, report)
		}
		if rows, err := b.unlock().Search(ctx, Query{Text: sampleID(1)}); err != nil || len(rows) != 1 {
			t.Errorf("%d kB free: there %d times: %v", free, len(rows), err)
		}
		b.close()
		os.RemoveAll(b.dir)
	}
	if full < 4 {
		t.Errorf("the disk was full only %d times", full)
	}
	t.Logf("full %d times", full)
}

// fill4k fills a disk but for some kB.
func fill4k(t *testing.T, disk string, free int) string {
	t.Helper()
	var st syscall.Statfs_t
	if err := syscall.Statfs(disk, &st); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(disk, "filler")
	size := int(st.Bavail)*int(st.Bsize) - free*1024
	if err := os.WriteFile(name, make([]byte, max(0, size)), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}
