// Package document draws the paper: from a finished record and the content it
// rests on it lays out the pages of one bilingual document, writes them as PDF
// and draws the same pages for the screen.
//
// The record and the content alone decide what stands on the pages: the same
// input gives the same bytes. It holds no clinical sentence, gives no advice,
// reads no clock and touches no file. Its errors never hold
// what a person entered.
package document

import (
	"errors"
	"fmt"
	"time"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// The reasons to refuse a record.
var (
	ErrOtherContent = errors.New("the record was read with another version of the content")
	ErrUnknown      = errors.New("the record names something that the content lacks")
)

// Document is a laid out document. It does not change after Layout.
type Document struct {
	Title         string // in the language read; never names the patient
	Pages         []Page
	Elements      []Element // the structure that items belong to; [0] is the root
	Width, Height float64   // of each page, in points

	titles  map[consent.Language]string
	author  string
	lang    consent.Language
	date    time.Time
	seal    string // what the field of the seal is called, for those who cannot see it
	subject string // what the file with the record inside is called
	record  []byte // to go into the file; nil for none
}

// Layout lays the document of a record's outcome out. It refuses a record of
// another content version (ErrOtherContent), one that names ids the content
// lacks (ErrUnknown), and texts with characters that the font cannot print
// (GlyphError).
func Layout(r consent.Record, lib *content.Library, words *locales.Bundle) (*Document, error) {
	d, err := layOut(string(r.Outcome), r, lib, words)
	if err != nil {
		return nil, err
	}
	d.record, err = r.Canonical()
	return d, err
}

// LayoutTakeHome lays out the sheets to take home alone. They carry no record
// inside: whoever is given them need not know what was decided.
func LayoutTakeHome(r consent.Record, lib *content.Library, words *locales.Bundle) (*Document, error) {
	return layOut(content.TakeHome, r, lib, words)
}

// LayoutBooklet lays out the information without any patient, for a clinic, in
// the order of languages that begins with first.
func LayoutBooklet(first consent.Language, clinic consent.Clinic, lib *content.Library, words *locales.Bundle) (*Document, error) {
	return layOut(content.Booklet, consent.Record{Read: first, Clinic: clinic, ContentVersion: lib.Version}, lib, words)
}

// LayoutHome lays out what a patient takes home between two moments of a session that is
// not finished: the information for the case as it stands, and the patient's own
// questions. It says that it is not signed, holds no decision and carries no record
// inside. made is when.
func LayoutHome(s consent.Session, made time.Time, lib *content.Library, words *locales.Bundle) (*Document, error) {
	clinic := s.Clinic
	clinic.FoldMarks = false // it is handed over
	return layOut(content.Home, consent.Record{
		Schema: consent.RecordSchema, Specimen: s.Specimen, Read: s.Language, Clinic: clinic, ContentVersion: s.Script.Content,
		Case: s.Case, Questions: s.Questions, Corrections: s.Corrections, Started: s.Started, Finished: made,
	}, lib, words)
}

func layOut(id string, r consent.Record, lib *content.Library, words *locales.Bundle) (*Document, error) {
	if r.ContentVersion != lib.Version {
		return nil, fmt.Errorf("%w: %.12s, not %.12s", ErrOtherContent, r.ContentVersion, lib.Version)
	}
	template, ok := lib.Document(id)
	if !ok {
		return nil, fmt.Errorf("%w: no document %q", ErrUnknown, id)
	}
	f, err := loadFaces()
	if err != nil {
		return nil, err
	}
	b := newBuilder(template, r, lib, words, f)
	b.all()
	return b.finished(r.Finished)
}
