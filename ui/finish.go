package ui

import (
	"bytes"
	"context"
	"errors"
	"image"
	"syscall"
	"time"

	"eclaire/consent"
	"eclaire/consent/disk"
	"eclaire/consent/document"
	"eclaire/consent/seal"
	"eclaire/consent/waiting"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui/screen"
)

// The reasons why a finished document could not be kept, as the screen puts
// them (locales: problem.*).
const (
	problemFolder   consent.Problem = "storage_folder"
	problemFull     consent.Problem = "storage_full"
	problemStorage  consent.Problem = "storage"
	problemDocument consent.Problem = "document"
	problemExpired  consent.Problem = "seal_expired"
	problemNotYet   consent.Problem = "seal_not_yet"
	problemClock    consent.Problem = "seal_clock"
	problemKey      consent.Problem = "seal_key"
)

// sheetWidth is the width of a page's picture in pixels.
const sheetWidth = 1400

// finishDesk makes the document of a session in which everybody has signed,
// stores it, shows its pages and prints it.
type finishDesk struct {
	host
	line, pages, printer *line
	lib                  *content.Library
	words                *locales.Bundle
	newID                func(time.Time) string
	seal                 func(pdf []byte, finished time.Time) (file []byte, unstamped bool, err error) // see Options
	keep                 func(id string, pdf, session []byte, unstamped bool) error
	print                func(pdf []byte) error
	home                 homePrinter
	homeLine             *line
	closing              func() closing   // what becomes of the session that is kept meanwhile
	release              func()           // nothing is kept of it any more
	useUp                func(waiting.ID) // takes the case that was finished off the list

	busy   bool // a document is being made
	sheets sheets
}

// sheets is the finished document behind the last screen.
type sheets struct {
	document *document.Document
	file     []byte // as it was stored
}

// forget forgets the patient.
func (d *finishDesk) forget() { d.busy, d.sheets = false, sheets{} }

// unsaved tells that everybody has signed and the document is not stored yet.
func (d *finishDesk) unsaved() bool { return d.busy || d.State().Document.Failed != "" }

// Finish makes the document of a session in which everybody has signed, stores
// it, and shows it. After a failure it can be called again: nothing is lost.
func (d *finishDesk) Finish() {
	state := d.State()
	if d.busy || state.Document.Stored {
		d.Go(screen.Route{Name: screen.Finished})
		return
	}
	now := d.Now()
	if state.Document.ID == "" {
		state.Document.ID = d.newID(now)
	}
	record, err := consent.Finish(state.Session, state.Document.ID, d.lib.Version, now)
	if err != nil {
		return // a signature is still missing: the screen stays where it is
	}
	d.busy = true
	state.Document.Working, state.Document.Failed = true, ""
	d.Go(screen.Route{Name: screen.Finished})
	prepared, closing := state.Prepared, d.closing()
	var made stored
	var first image.Image
	var problem consent.Problem
	d.line.do(task{
		work: func(context.Context) {
			closing.made(record.ID)
			if made, problem = d.store(record); problem == "" {
				made.until, made.notLaid = closing.end(record)
				first = made.document.Pages[0].Image(sheetWidth)
			}
		},
		done: func() {
			d.busy = false
			if problem == "" {
				d.useUp(prepared)
			}
		},
		show: func() {
			state.Document.Working, state.Document.Failed = false, problem
			if problem == "" {
				d.release()
				d.sheets = made.sheets
				state.Document.PutBy = made.until
				if made.notLaid != nil {
					state.Document.NotPutBy = layProblem(made.notLaid)
				}
				state.Document.Unstamped, state.Document.Papers = made.unstamped, made.papers
				state.Document.Stored, state.Document.Pages, state.Document.Image = true, len(made.document.Pages), first
			}
			d.Touched()
			d.Redraw()
		},
	})
}

// stored is a document that was stored.
type stored struct {
	sheets
	unstamped bool // without the time stamp that was wanted
	papers    []screen.Paper
	until     time.Time // the session is put by, to go on from it; zero: it is not
	notLaid   error     // why it could not be
}

// store draws, seals and keeps one record, away from the screen.
func (d *finishDesk) store(r consent.Record) (out stored, problem consent.Problem) {
	made, err := document.Layout(r, d.lib, d.words)
	if err != nil {
		return out, problemDocument
	}
	var pdf bytes.Buffer
	if err := made.WritePDF(&pdf); err != nil {
		return out, problemDocument
	}
	session, err := r.Marshal()
	if err != nil {
		return out, problemDocument
	}
	file, unstamped := pdf.Bytes(), false
	if d.seal != nil {
		if file, unstamped, err = d.seal(file, r.Finished); err != nil {
			return out, sealProblem(err)
		}
	}
	if err := d.keep(r.ID, file, session, unstamped); err != nil {
		return out, keepProblem(err)
	}
	return stored{sheets: sheets{made, file}, unstamped: unstamped, papers: papersOf(file)}, ""
}

// sealProblem puts why a document could not be sealed.
func sealProblem(err error) consent.Problem {
	switch {
	case errors.Is(err, seal.ErrExpired):
		return problemExpired
	case errors.Is(err, seal.ErrNotYetValid):
		return problemNotYet
	case errors.Is(err, seal.ErrClock):
		return problemClock
	case errors.Is(err, seal.ErrShape):
		return problemDocument
	}
	return problemKey
}

// keepProblem puts why a document could not be stored.
func keepProblem(err error) consent.Problem {
	switch {
	case errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT):
		return problemFull
	case errors.Is(err, disk.ErrFolder):
		return problemFolder
	}
	return problemStorage
}

// ShowSheet shows a page of the finished document, counted from 0.
func (d *finishDesk) ShowSheet(n int) {
	d.Touched()
	made := d.sheets.document
	if made == nil || n < 0 || n >= len(made.Pages) {
		return
	}
	state := d.State()
	var picture image.Image
	d.pages.do(task{
		work: func(context.Context) { picture = made.Pages[n].Image(sheetWidth) },
		show: func() {
			state.Document.Shown, state.Document.Image = n, picture
			d.Redraw()
		},
	})
}
