package ui

import (
	"context"
	"errors"
	"fmt"
	"image"
	"path/filepath"
	"strings"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/document"
	"eclaire/ui/screen"
)

// Why something was not done with an opened document.
var (
	errPrinter = errors.New("the printer did not take the document")
	errDrawn   = errors.New("the document cannot be shown")
)

// OpenEntry opens a document, checks it, and shows it.
func (s *Shell) OpenEntry(id screen.EntryID) {
	var d archive.Document
	var e *screen.ArchiveEntryView
	s.withArchive(screen.Opening, func(ctx context.Context, st *archive.Staff, _ func(done, of int64)) (err error) {
		if d, err = st.Open(ctx, archive.ID(id), "show"); err != nil {
			return err
		}
		e, err = s.entry(ctx, st, d)
		return err
	}, func() {
		s.vault.doc, s.vault.drawn = d, nil
		s.state.Archive.Entry, s.state.Archive.Pages = e, screen.Pages{}
		s.Go(screen.Route{Name: screen.ArchiveEntry})
	})
}

// entry looks at an opened document, away from the screen.
func (s *Shell) entry(ctx context.Context, st *archive.Staff, d archive.Document) (*screen.ArchiveEntryView, error) {
	row, err := rowOf(ctx, st, d)
	if err != nil {
		return nil, err
	}
	e := &screen.ArchiveEntryView{Row: row, Unstamped: d.Unstamped}
	if r, err := consent.ParseRecord(d.Session); err == nil {
		e.Record = &r
	}
	if s.o.Check != nil {
		e.Checked = &screen.Checked{Result: s.o.Check(d.PDF), Name: d.Name() + ".pdf", Later: row.Later}
	}
	return e, nil
}

// rowOf gives what the index says of an opened document.
func rowOf(ctx context.Context, st *archive.Staff, d archive.Document) (screen.ArchiveRow, error) {
	rows, err := st.Search(ctx, archive.Query{Text: d.About.Record})
	if err != nil {
		return screen.ArchiveRow{}, err
	}
	for _, r := range rows {
		if r.ID == d.Entry.ID {
			return archiveRow(r), nil
		}
	}
	return archiveRow(archive.Row{ID: d.Entry.ID, Day: d.Entry.Day, About: d.About}), nil
}

// ShowPage draws a page of the opened document, counted from 0: what was sealed,
// whatever this program would draw today.
func (s *Shell) ShowPage(n int) {
	e := s.state.Archive.Entry
	if e == nil || e.Record == nil {
		return
	}
	file, drawn, id := s.vault.doc.PDF, s.vault.drawn, s.vault.doc.Entry.ID
	var picture image.Image
	s.state.Route = screen.Route{Name: screen.ArchivePages}
	s.withArchive(screen.Drawing, func(ctx context.Context, st *archive.Staff, _ func(done, of int64)) (err error) {
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
		s.vault.drawn = drawn
		s.state.Archive.Pages = screen.Pages{Count: len(drawn.Pages), Shown: n, Image: picture}
		s.Go(screen.Route{Name: screen.ArchivePages})
	})
}

// PrintEntry prints the opened document.
func (s *Shell) PrintEntry() {
	if s.o.Print == nil {
		return
	}
	d := s.vault.doc
	s.withArchive(screen.Reprinting, func(ctx context.Context, st *archive.Staff, _ func(done, of int64)) error {
		if err := st.Act(ctx, "print", d.Entry.ID, ""); err != nil {
			return err
		}
		if err := s.o.Print(d.PDF); err != nil {
			return fmt.Errorf("%w: %w", errPrinter, err)
		}
		return nil
	}, s.didAtEntry("print"))
}

// ExportEntry writes the opened document into the folder picked.
func (s *Shell) ExportEntry() {
	id, p := s.vault.doc.Entry.ID, s.state.Archive.Place
	var paths []string
	s.withArchive(screen.Exporting, func(ctx context.Context, st *archive.Staff, _ func(done, of int64)) (err error) {
		paths, err = st.Export(ctx, id, p.Dir, archive.Export{PDF: true, JSON: true, Folder: p.ForSystem})
		return err
	}, func() {
		s.state.Archive.Place.Written = filepath.Dir(paths[0])
		s.didAtEntry("export")()
	})
}

// HoldEntry keeps the opened document from being erased, or releases it.
func (s *Shell) HoldEntry() {
	a := &s.state.Archive
	d, why := s.vault.doc, strings.TrimSpace(a.Why)
	if a.Entry == nil {
		return
	}
	if why == "" {
		a.Problem = "why"
		s.Redraw()
		return
	}
	held := a.Entry.Row.Held
	var row screen.ArchiveRow
	s.withArchive(screen.Noting, func(ctx context.Context, st *archive.Staff, _ func(done, of int64)) (err error) {
		note := st.Hold
		if held {
			note = st.Release
		}
		if err = note(ctx, d.Entry.ID, why); err == nil {
			row, err = rowOf(ctx, st, d)
		}
		return err
	}, func() {
		s.state.Archive.Entry.Row, s.state.Archive.Why = row, ""
		for i, r := range s.state.Archive.Rows {
			if r.ID == row.ID {
				s.state.Archive.Rows[i] = row
			}
		}
		s.didAtEntry(map[bool]string{false: "", true: "release"}[held])() // a hold says so itself
	})
}

// didAtEntry goes back to the opened document and says what was done.
func (s *Shell) didAtEntry(told string) func() {
	return func() {
		s.state.Archive.Told = told
		s.Go(screen.Route{Name: screen.ArchiveEntry})
	}
}
