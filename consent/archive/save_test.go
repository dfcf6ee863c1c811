//go:build unix

package archive

import (
	"context"
	"errors"
	"slices"
	"testing"

	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
)

// TestSaveIsSyncedOnce counts what a save asks of the file layer: the log is synced
// once, and what is read back is read from there.
func TestSaveIsSyncedOnce(t *testing.T) {
	registerFaulty(t)
	a := newArchive(t)
	a.o.vfs = faultyVFS
	a.open()
	a.put(0)
	for n := 1; n <= 10; n++ { // the log is not yet long enough to be moved into the file
		pdf, session := document(t, n)
		layer.set("", 0, false, 0)
		if _, err := a.s.Put(t.Context(), sampleID(n), pdf, session); err != nil {
			t.Fatal(err)
		}
		counts := layer.counted()
		if pages := len(pdf) / pageSize; counts["sync"] != 1 || counts["read"] < pages {
			t.Errorf("document %d: %d syncs, %d reads for %d pages", n, counts["sync"], counts["read"], pages)
		}
	}
}

// TestReadBackDiffers lets each page that a save reads come with a flipped bit, once or
// from there on: no receipt is given for it, the file is left as it is, and the document
// is kept in a new one, at the latest when it is put again.
func TestReadBackDiffers(t *testing.T) {
	registerFaulty(t)
	a := newArchive(t)
	a.put(0)
	pdf, session := document(t, 1)
	rotated := 0
	for _, once := range []bool{true, false} {
		for after := 0; after < 24; after += 5 {
			b := a.in(copyArchive(t, a.dir))
			b.t, b.o.vfs = t, faultyVFS
			b.open()
			layer.set("flip", after, once, 1)
			r, err := b.s.Put(t.Context(), sampleID(1), pdf, session)
			layer.set("", 0, false, 0)
			if err != nil {
				if !errors.Is(err, disk.ErrStore) && !errors.Is(err, disk.ErrReadBack) {
					t.Errorf("page %d: %v", after, err)
				}
				if r, err = b.s.Put(t.Context(), sampleID(1), pdf, session); err != nil {
					t.Errorf("page %d: put again: %v", after, err)
				}
			}
			if slices.Contains(r.Warnings, chain.FoundRotated) || r.Position.File > 1 {
				rotated++
			}
			st := b.unlock()
			if d, err := st.Open(t.Context(), r.ID, "show"); err != nil || string(d.PDF) != string(pdf) {
				t.Errorf("page %d: not what was kept: %v", after, err)
			}
			b.close()
		}
	}
	if rotated < 6 {
		t.Errorf("a new file was begun only %d times", rotated)
	}
}

// TestStatementsFollowTheFile keeps documents after everything that replaces a
// connection: the statements of a save must be of those that are open now.
func TestStatementsFollowTheFile(t *testing.T) {
	a := newArchive(t)
	ctx := context.Background()
	n := 0
	put := func(after string, file int) {
		t.Helper()
		pdf, session := sample(t, n, nil)
		r, err := a.s.Put(ctx, sampleID(n), pdf, session)
		if err != nil || r.Position.File != file {
			t.Fatalf("after %s: file %d, %v", after, r.Position.File, err)
		}
		n++
	}
	put("nothing", 1)
	put("nothing", 1)
	a.s.drop(a.s.files[0])
	put("a write that failed", 1)
	if _, err := a.unlock().Rekey(ctx, testPassphrase, nil); err != nil {
		t.Fatal(err)
	}
	put("a change of key", 1)
	if err := a.s.files[0].r.Close(); err != nil {
		t.Fatal(err)
	}
	a.s.files[0].r = nil
	put("another reading connection", 1)
	a.s.files[0].bad, a.s.fresh = true, true
	put("damage", 2)
	put("damage", 2)
	beside := a.in(a.dir)
	beside.t, beside.o.ReadOnly = t, true
	beside.open()
	if _, err := beside.s.Put(ctx, sampleID(n), nil, nil); !errors.Is(err, ErrReadOnly) {
		t.Errorf("when reading only: %v", err)
	}
	beside.close()
	if report := a.open(); report.Entries < int64(2*n) {
		t.Errorf("%d documents: %+v", n, report)
	}
	put("opening", 2)
	if rows, err := a.unlock().Search(ctx, Query{}); err != nil || len(rows) != n {
		t.Errorf("%d of %d documents: %v", len(rows), n, err)
	}
}
