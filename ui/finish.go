package ui

import (
	"bytes"
	"errors"
	"image"
	"syscall"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/document"
	"eclaire/consent/seal"
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

// sheets is the finished document behind the last screen.
type sheets struct {
	document *document.Document
	file     []byte // as it was stored
}

// Finish makes the document of a session in which everybody has signed, stores
// it, and shows it. After a failure it can be called again: nothing is lost.
func (s *Shell) Finish() {
	if s.finishing || s.state.Document.Stored {
		s.Go(screen.Route{Name: screen.Finished})
		return
	}
	now := s.o.Now()
	if s.state.Document.ID == "" {
		s.state.Document.ID = s.o.NewID(now)
	}
	record, err := consent.Finish(s.state.Session, s.state.Document.ID, s.o.Lib.Version, now)
	if err != nil {
		return // a signature is still missing: the screen stays where it is
	}
	s.finishing = true
	state := s.state
	state.Document.Working, state.Document.Failed = true, ""
	s.Go(screen.Route{Name: screen.Finished})
	prepared := state.Prepared
	var made *document.Document
	var file []byte
	var first image.Image
	var unstamped bool
	var problem consent.Problem
	s.o.Run(func() {
		if made, file, unstamped, problem = s.store(record); problem == "" {
			first = made.Pages[0].Image(sheetWidth)
		}
	}, func() {
		s.finishing = false
		if problem == "" {
			s.useUp(prepared)
		}
		if s.state != state {
			return
		}
		state.Document.Working, state.Document.Failed = false, problem
		if problem == "" {
			s.sheets = sheets{made, file}
			state.Document.Unstamped = unstamped
			state.Document.Stored, state.Document.Pages, state.Document.Image = true, len(made.Pages), first
		}
		s.Touched()
		s.Redraw()
	})
}

// store draws, seals and keeps one record, away from the screen.
func (s *Shell) store(r consent.Record) (made *document.Document, file []byte, unstamped bool, problem consent.Problem) {
	made, err := document.Layout(r, s.o.Lib, s.o.Words)
	if err != nil {
		return nil, nil, false, problemDocument
	}
	var pdf bytes.Buffer
	if err := made.WritePDF(&pdf); err != nil {
		return nil, nil, false, problemDocument
	}
	session, err := r.Marshal()
	if err != nil {
		return nil, nil, false, problemDocument
	}
	file = pdf.Bytes()
	if s.o.Seal != nil {
		if file, unstamped, err = s.o.Seal(file, r.Finished); err != nil {
			return nil, nil, false, sealProblem(err)
		}
	}
	if err := s.o.Keep(r.ID, file, session, unstamped); err != nil {
		return nil, nil, false, keepProblem(err)
	}
	return made, file, unstamped, ""
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
	case errors.Is(err, archive.ErrFolder):
		return problemFolder
	}
	return problemStorage
}

// ShowSheet shows a page of the finished document, counted from 0.
func (s *Shell) ShowSheet(n int) {
	s.Touched()
	made := s.sheets.document
	if made == nil || n < 0 || n >= len(made.Pages) {
		return
	}
	state := s.state
	var picture image.Image
	s.o.Run(func() { picture = made.Pages[n].Image(sheetWidth) }, func() {
		if s.state != state {
			return
		}
		state.Document.Shown, state.Document.Image = n, picture
		s.Redraw()
	})
}
