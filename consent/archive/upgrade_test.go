package archive

import (
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	sqlite3 "modernc.org/sqlite/lib"

	"eclaire/consent/archive/chain"
	"eclaire/consent/disk/disktest"
)

// oldArchive is a copy of the archive that a program with format 1 made, see fixture_test.go.
func oldArchive(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, dir: filepath.Join(t.TempDir(), "archive"),
		clock: &testClock{time.Date(2026, time.November, 27, 9, 0, 0, 0, time.FixedZone("CET", 3600))}}
	b.o = Options{Now: b.clock.now, WorkFactor: testFactor}
	if err := os.CopyFS(b.dir, os.DirFS("testdata/0/archive")); err != nil {
		t.Fatal(err)
	}
	return b
}

// listed counts the documents that staff find and can open.
func (b *bench) listed() (n int) {
	b.t.Helper()
	st := b.unlock()
	defer st.Lock()
	rows, err := st.Search(b.t.Context(), Query{})
	if err != nil {
		b.t.Fatal(err)
	}
	for _, r := range rows {
		if _, err := st.Open(b.t.Context(), r.ID, "show"); err == nil && !r.Unconfirmed {
			n++
		}
	}
	return n
}

// TestUpgradeStopped stops the step that brings an archive of format 1 forward at each
// point: documents are kept and read meanwhile, and the next try ends it.
func TestUpgradeStopped(t *testing.T) {
	registerFaulty(t)
	const before = 5
	stops := 0
	for _, op := range []string{"rename", "sync", "write"} {
		step := 1
		if op != "rename" && !soak() {
			step = 5
		}
		for after := 0; ; after += step {
			b := oldArchive(t)
			bad := &disktest.Bad{Op: op, After: 1 << 30, Err: syscall.EIO}
			b.o.Disk, b.o.vfs = bad, faultyVFS
			layer.set("", 0, false, 0)
			b.open()
			st := b.unlock()
			bad.Calls = 0
			if op == "rename" {
				bad.After = after
			} else {
				layer.set(op, after, false, sqlite3.SQLITE_IOERR|4<<8)
			}
			err := st.Upgrade(t.Context(), nil, nil)
			layer.set("", 0, false, 0)
			b.o.Disk, b.o.vfs = nil, ""
			if err == nil && after > 0 {
				b.s.Close()
				b.s = nil
				break
			}
			stops++
			b.close()
			report := b.open()
			if !report.Whole() && !(len(report.Findings) > 0 && slices.ContainsFunc(report.Findings, func(f chain.Finding) bool { return f.Kind == chain.FoundUncovered })) {
				t.Errorf("%s %d: stopped: %v", op, after, report.Findings)
			}
			b.put(1)
			if n := b.listed(); n != before+1 {
				t.Errorf("%s %d: stopped: %d documents", op, after, n)
			}
			if err := b.unlock().Upgrade(t.Context(), nil, nil); err != nil {
				t.Fatalf("%s %d: again: %v", op, after, err)
			}
			b.put(2)
			if report := b.open(); !report.Whole() {
				t.Errorf("%s %d: brought forward: %v", op, after, report.Findings)
			}
			if n := b.listed(); n != before+2 {
				t.Errorf("%s %d: brought forward: %d documents", op, after, n)
			}
			b.close()
		}
	}
	if stops < 6 {
		t.Errorf("it was stopped %d times", stops)
	}
}

// TestUpgradeRefused signs for nothing that is not whole.
func TestUpgradeRefused(t *testing.T) {
	b := oldArchive(t)
	b.open()
	f := b.s.files[0]
	if err := b.s.openWriter(t.Context(), f, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := f.w.Exec("UPDATE sealed SET body = zeroblob(1000) WHERE seq = (SELECT max(seq) FROM sealed WHERE body IS NOT NULL)"); err != nil {
		t.Fatal(err)
	}
	if err := b.unlock().Upgrade(t.Context(), nil, nil); err == nil {
		t.Error("staff signed for a changed document")
	}
	if report := b.open(); report.Whole() || b.s.plain.Format != 1 {
		t.Errorf("afterwards: %v", report.Findings)
	}
}
