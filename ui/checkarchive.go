package ui

import (
	"context"
	"errors"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
	"eclaire/ui/screen"
)

// errNotThere says that the archive holds no document of a record.
var errNotThere = errors.New("the archive does not hold this document")

// checkInArchive looks for the document of a sheet in the archive, away from the
// screen. found is false when it is not there.
func (d *checkDesk) checkInArchive(st *archive.Staff, record, code string) (c screen.Checks, found bool) {
	ctx := context.Background()
	there, err := d.store.Has(ctx, record)
	if err != nil || !there {
		return c, false
	}
	locked := screen.Checks{Problem: screen.ProblemInArchive, Kept: code}
	if st == nil {
		return locked, true
	}
	row, err := entryOf(ctx, st, record)
	var doc chain.Document
	if err == nil {
		doc, err = st.Open(ctx, row.ID, "check")
	}
	switch {
	case errors.Is(err, archive.ErrLocked):
		return locked, true
	case errors.Is(err, archive.ErrErased), errors.Is(err, errNotThere):
		return screen.Checks{Problem: "in_archive_erased"}, true
	case err != nil:
		return screen.Checks{Problem: problemFileRead}, true
	}
	r := d.check(doc.PDF)
	belongs := r.BelongsTo(code)
	return screen.Checks{Result: &screen.Checked{Name: archive.NameOf(doc) + ".pdf", Result: r, Belongs: &belongs, Later: row.Later, Unconfirmed: row.Unconfirmed}}, true
}

// entryOf finds the entry of a record.
func entryOf(ctx context.Context, st *archive.Staff, record string) (archive.Row, error) {
	row, err := st.RowOf(ctx, record)
	if errors.Is(err, archive.ErrNoEntry) {
		err = errNotThere
	}
	return row, err
}

// laterOf is what the unlocked archive says was said to a consent since; "" where
// it is locked or does not know.
func laterOf(st *archive.Staff, r *consent.Record) consent.Outcome {
	if st == nil || r == nil {
		return ""
	}
	row, err := entryOf(context.Background(), st, r.ID)
	if err != nil {
		return ""
	}
	return row.Later
}
