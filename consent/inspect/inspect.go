// Package inspect tells what a document's file is worth: whether it is still
// the one that was sealed, whether the record inside says what the text outside
// says, and whether a sheet of paper belongs to it. It reads what others give it
// and changes nothing; it must never call a document good of which it could not
// check every point.
package inspect

import (
	"bytes"
	"errors"

	"eclaire/consent"
	"eclaire/consent/document"
	"eclaire/consent/seal"
	"eclaire/content"
	"eclaire/locales"
)

// Match is how the record inside a file relates to the text outside.
type Match string

// The ways in which they can relate.
const (
	NewRecord  Match = "newer"      // the one inside is of a newer program
	NoRecord   Match = "no_record"  // there is none inside, or none that can be read
	Same       Match = "same"       // drawn again from the record, the document is the same, its packing apart
	Consistent Match = "consistent" // drawn with other texts or another drawing; what the record says stands in print
	Incomplete Match = "incomplete" // the record lacks statements that its decision asks for, or has others
	Different  Match = "different"  // drawn again it is another, or its print says something else
	Unchecked  Match = "unchecked"  // not looked at: the file is not what was sealed
)

// Result is what can be said of a file.
type Result struct {
	seal.Report
	Record  *consent.Record // the record inside; nil if none can be read
	Digest  string          // of that record
	Drawing int             // the number of its drawing; 0 in files of before there were numbers
	Text    Match
}

// Holds tells whether everything does: the file is unchanged, sealed by a key
// that somebody vouches for, and its record says what its text says.
func (r Result) Holds() bool {
	return r.Unchanged() && r.Trusted && len(r.Findings) == 0 && (r.Text == Same || r.Text == Consistent)
}

// File examines a file with the texts at hand.
func File(file []byte, t seal.Trust, lib *content.Library, words *locales.Bundle) Result {
	r := Result{Report: seal.Verify(file, t), Text: Unchecked}
	r.Drawing = document.Drawing(r.Original)
	r.Drawn(r.Drawing)
	if r.Report.Record == nil {
		if r.Unchanged() {
			r.Text = NoRecord
		}
		return r
	}
	r.Text = NoRecord
	record, err := consent.ParseCanonical(r.Report.Record)
	if err != nil {
		if r.Unchanged() && errors.Is(err, consent.ErrNewerRecord) {
			r.Text = NewRecord
		}
		return r
	}
	r.Record = &record
	if r.Digest, err = record.Digest(); err != nil {
		return r
	}
	if !r.Unchanged() {
		r.Text = Unchecked
		return r
	}
	r.Text = match(r.Original, record, r.Digest, lib, words)
	return r
}

// match compares a document before its seal with its record: by all that is
// drawn where the texts and the drawing are those of this program, else by what
// stands in print. See reading.
func match(original []byte, record consent.Record, digest string, lib *content.Library, words *locales.Bundle) Match {
	drawing := document.Drawing(original)
	known := record.ContentVersion == lib.Version
	if lib.CheckStatements(record) != nil {
		return Incomplete
	}
	if known && drawing == document.DrawingNumber {
		if drawnSo(original, record, lib, words) {
			return Same
		}
		return Different
	}
	printed, err := document.ReadPrint(original)
	if err != nil {
		return Different
	}
	information, err := document.PartDigest(original, document.InformationPart)
	if err != nil && document.HasParts(drawing) {
		return Different
	}
	r := reading{print: printed, information: information, said: document.Say(record, drawing, lib, words), record: record, digest: digest, words: known,
		marks: drawing <= document.DrawingNumber, parts: document.HasParts(drawing)}
	if !r.agrees() {
		return Different
	}
	return Consistent
}

// drawnSo tells whether a document, unpacked, is what this program draws of its
// record. How well it is packed differs between versions of Go.
func drawnSo(original []byte, record consent.Record, lib *content.Library, words *locales.Bundle) bool {
	d, err := document.Layout(record, lib, words)
	if err != nil {
		return false
	}
	var b bytes.Buffer
	if d.WritePDF(&b) != nil {
		return false
	}
	want, err := document.Drawn(b.Bytes())
	if err != nil {
		return false
	}
	got, err := document.Drawn(original)
	return err == nil && got == want
}
