// Package inspect tells what a document's file is worth: whether it is still
// the one that was sealed, whether the record inside says what the text outside
// says, and whether a sheet of paper belongs to it. It reads what others give it
// and changes nothing; it must never call a document good of which it could not
// check every point.
package inspect

import (
	"bytes"
	"strings"

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
	NoRecord   Match = "no_record"  // there is none inside, or none that can be read
	Same       Match = "same"       // drawn again from the record, the document has the same bytes
	Consistent Match = "consistent" // drawn with other texts than those at hand; its digest and all that was entered stand in print
	Different  Match = "different"
	Unchecked  Match = "unchecked" // not looked at: the file is not what was sealed
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
	r.Drawing = drawingOf(r.Original)
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

// match compares a document before its seal with its record.
func match(original []byte, record consent.Record, digest string, lib *content.Library, words *locales.Bundle) Match {
	if record.ContentVersion == lib.Version {
		if d, err := document.Layout(record, lib, words); err == nil {
			var b bytes.Buffer
			if d.WritePDF(&b) == nil && bytes.Equal(b.Bytes(), original) {
				return Same
			}
		}
		return Different
	}
	if printed, err := document.Printed(original); err == nil && says(printed, record, digest) {
		return Consistent
	}
	return Different
}

// says tells whether a text in print names a record by its id and digest and
// holds what people entered and who signed.
func says(printed string, r consent.Record, digest string) bool {
	want := []string{r.ID, strings.ToUpper(digest), r.Clinic.Name, r.Clinic.Address, r.Clinic.Phone}
	c := r.Case
	want = append(want, c.BirthName, c.FirstNames, c.UsedName, c.RecordNumber, c.Clinician, c.Nurse, c.Interpreter, c.TrustedPerson, c.Witness)
	for _, q := range r.Questions {
		want = append(want, q.Text)
	}
	for _, sig := range r.Signatures {
		want = append(want, sig.Name, sig.Typed)
	}
	if r.Refers != nil {
		want = append(want, r.Refers.ID, strings.ToUpper(r.Refers.SHA256))
	}
	for _, w := range want {
		if !strings.Contains(printed, document.Bare(consent.Normalise(w))) {
			return false
		}
	}
	return true
}
