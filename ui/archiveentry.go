package ui

import (
	"context"
	"errors"
	"fmt"
	"image"
	"strings"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
	"eclaire/consent/document"
	"eclaire/ui/screen"
)

// Why something was not done with an opened document.
var (
	errPrinter = errors.New("the printer did not take the document")
	errDrawn   = errors.New("the document cannot be shown")
)

// OpenEntry opens a document, checks it, and shows it.
func (d *archiveDesk) OpenEntry(id screen.EntryID) {
	var doc chain.Document
	var e *screen.ArchiveEntryView
	d.withArchive(screen.Opening, func(ctx context.Context, st *archive.Staff, _ func(done, of int64)) (err error) {
		if doc, err = st.Open(ctx, chain.ID(id), "show"); err != nil {
			return err
		}
		e, err = d.entry(ctx, st, doc)
		return err
	}, func() {
		d.vault.doc, d.vault.drawn = doc, nil
		d.State().Archive.Entry, d.State().Archive.Pages = e, screen.Pages{}
		d.Go(screen.Route{Name: screen.ArchiveEntry})
	})
}

// entry looks at an opened document, away from the screen.
func (d *archiveDesk) entry(ctx context.Context, st *archive.Staff, doc chain.Document) (*screen.ArchiveEntryView, error) {
	row, err := rowOf(ctx, st, doc)
	if err != nil {
		return nil, err
	}
	e := &screen.ArchiveEntryView{Row: row, Unstamped: doc.Unstamped, Papers: papersOf(doc.PDF)}
	if r, err := consent.ParseRecord(doc.Session); err == nil {
		e.Record = &r
	}
	if d.check != nil {
		e.Checked = &screen.Checked{Result: d.check(doc.PDF), Name: archive.NameOf(doc) + ".pdf", Later: row.Later, Unconfirmed: row.Unconfirmed}
	}
	return e, nil
}

// rowOf gives what the index says of an opened document.
func rowOf(ctx context.Context, st *archive.Staff, doc chain.Document) (screen.ArchiveRow, error) {
	row, err := st.Row(ctx, doc.Entry.ID)
	switch {
	case err == nil:
		return archiveRow(row), nil
	case !errors.Is(err, archive.ErrNoEntry):
		return screen.ArchiveRow{}, err
	}
	return archiveRow(archive.Row{ID: doc.Entry.ID, Day: doc.Entry.Day, About: doc.About}), nil
}

// ShowPage draws a page of the opened document, counted from 0: what was sealed,
// whatever this program would draw today.
func (d *archiveDesk) ShowPage(n int) {
	e := d.State().Archive.Entry
	if e == nil || e.Record == nil {
		return
	}
	file, drawn, id := d.vault.doc.PDF, d.vault.drawn, d.vault.doc.Entry.ID
	var picture image.Image
	d.State().Route = screen.Route{Name: screen.ArchivePages}
	d.withArchive(screen.Drawing, func(ctx context.Context, st *archive.Staff, _ func(done, of int64)) (err error) {
		if drawn == nil {
			if err := st.Act(ctx, "pages", id, ""); err != nil {
				return err
			}
			if drawn, err = document.Open(file); err != nil {
				return fmt.Errorf("%w: %w", errDrawn, err)
			}
		}
		if n < 0 || n >= len(drawn.Pages) {
			return errDrawn
		}
		picture = drawn.Pages[n].Image(sheetWidth)
		return nil
	}, func() {
		d.vault.drawn = drawn
		d.State().Archive.Pages = screen.Pages{Count: len(drawn.Pages), Shown: n, Image: picture}
		d.Go(screen.Route{Name: screen.ArchivePages})
	})
}

// PrintEntry prints the opened document: where it has parts, what is chosen of them.
func (d *archiveDesk) PrintEntry() {
	e := d.State().Archive.Entry
	if d.print == nil || e == nil {
		return
	}
	if len(e.Papers) == 1 {
		d.printEntry(e.Papers[0])
		return
	}
	d.Touched()
	askPaper(d, e.Papers, d.printEntry)
}

// printEntry prints of the opened document what was chosen. The audit trail notes what.
func (d *archiveDesk) printEntry(what screen.Paper) {
	doc := d.vault.doc
	d.withArchive(screen.Reprinting, func(ctx context.Context, st *archive.Staff, _ func(done, of int64)) error {
		if err := st.Act(ctx, "print", doc.Entry.ID, string(what)); err != nil {
			return err
		}
		if err := printPaper(d.print, doc.PDF, what); err != nil {
			return fmt.Errorf("%w: %w", errPrinter, err)
		}
		return nil
	}, d.didAtEntry("print"))
}

// HoldEntry keeps the opened document from being erased, or releases it.
func (d *archiveDesk) HoldEntry() {
	a := &d.State().Archive
	doc, why := d.vault.doc, strings.TrimSpace(a.Why)
	if a.Entry == nil {
		return
	}
	if why == "" {
		a.Problem = "why"
		d.Redraw()
		return
	}
	held := a.Entry.Row.Held
	var row screen.ArchiveRow
	d.withArchive(screen.Noting, func(ctx context.Context, st *archive.Staff, _ func(done, of int64)) (err error) {
		note := st.Hold
		if held {
			note = st.Release
		}
		if err = note(ctx, doc.Entry.ID, why); err == nil {
			row, err = rowOf(ctx, st, doc)
		}
		return err
	}, func() {
		d.State().Archive.Entry.Row, d.State().Archive.Why = row, ""
		for i, r := range d.State().Archive.Rows {
			if r.ID == row.ID {
				d.State().Archive.Rows[i] = row
			}
		}
		d.didAtEntry(map[bool]string{false: "", true: "release"}[held])() // a hold says so itself
	})
}

// didAtEntry goes back to the opened document and says what was done.
func (d *archiveDesk) didAtEntry(told string) func() {
	return func() {
		d.State().Archive.Told = told
		d.Go(screen.Route{Name: screen.ArchiveEntry})
	}
}
