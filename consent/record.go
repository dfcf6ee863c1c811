package consent

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"time"
)

// RecordSchema is the version of the Record's shape.
const RecordSchema = 1

// Record is a finished session: what was entered, asked, answered, decided and
// signed, and the version of the content that was read. It never changes.
type Record struct {
	Schema         int             `json:"schema"`
	ID             string          `json:"id"`              // names the record without naming the patient
	ContentVersion string          `json:"content_version"` // of all texts, see content.Library
	Specimen       bool            `json:"specimen,omitempty"`
	Clinic         Clinic          `json:"clinic"`
	Started        time.Time       `json:"started"`
	Finished       time.Time       `json:"finished"`
	Read           Language        `json:"language_read"` // the one spoken at the end; it stands first in print
	Shown          []Language      `json:"languages_shown"`
	Case           Case            `json:"case"`
	Seen           []string        `json:"pages_seen"`
	Understanding  []Understanding `json:"understanding"`
	Values         []Value         `json:"values"`
	Questions      []Question      `json:"questions"`
	Outcome        Outcome         `json:"outcome"`
	Statements     []string        `json:"statements"`
	Signatures     []Signature     `json:"signatures"`
	Refers         *Reference      `json:"refers,omitempty"` // the record that this one confirms or withdraws
}

// Understanding is one question of the check of understanding with the first
// and the last answer. Both are empty when it was not answered.
type Understanding struct {
	Question string `json:"question"`
	First    string `json:"first"`
	Last     string `json:"last"`
	Correct  bool   `json:"correct"` // the last answer is the right one
}

// Value is one scale of what matters to the patient, 0 to 10.
type Value struct {
	Scale string `json:"scale"`
	Value int    `json:"value"`
}

// Finish makes the record of a session in which everything is done: decision,
// statements and every signature. id must not tell who the patient is.
func Finish(s Session, id, contentVersion string, at time.Time) (Record, error) {
	switch {
	case !s.Prepared():
		return Record{}, ProblemNotPrepared
	case s.Decision == Undecided:
		return Record{}, ProblemUndecided
	case len(s.MissingStatements()) > 0:
		return Record{}, ProblemStatements
	case len(s.MissingRoles()) > 0:
		return Record{}, ProblemSignatures
	}
	s = s.clone()
	r := Record{
		Schema: RecordSchema, ID: id, ContentVersion: contentVersion, Specimen: s.Specimen, Clinic: s.Clinic,
		Started: s.Started, Finished: at.Truncate(time.Second),
		Read: s.Language, Shown: s.Shown, Case: s.Case, Seen: s.Seen, Questions: s.Questions,
		Outcome: s.Decision, Signatures: s.Signed, Refers: s.Refers,
		Statements: slices.Clone(s.Script.Statements[s.Decision]),
	}
	for _, q := range s.Script.Questions {
		a := s.Answers[q]
		r.Understanding = append(r.Understanding, Understanding{
			Question: q, First: a.First, Last: a.Last, Correct: a.Last != "" && a.Last == s.Script.Correct[q],
		})
	}
	for _, id := range s.Script.Scales {
		if v, ok := s.Values[id]; ok {
			r.Values = append(r.Values, Value{id, v})
		}
	}
	return r, nil
}

// Today is the day of the record's session.
func (r Record) Today() Date { return DateOf(r.Started) }

// Traits are those of the case and of the outcome.
func (r Record) Traits() Traits {
	t := TraitsOf(r.Case, r.Clinic.Threshold, r.Today())
	t[r.Outcome.Trait()] = true
	return t
}

// Canonical gives the one JSON text of the record: fields in a fixed order, no
// spaces, times in RFC 3339 to the second.
func (r Record) Canonical() ([]byte, error) {
	return plainJSON(r)
}

// plainJSON writes v in one line, without the escapes that HTML would need.
func plainJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("failed to write the record: %w", err)
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// Digest is the SHA-256 of the canonical text, in hexadecimal.
func (r Record) Digest() (string, error) {
	b, err := r.Canonical()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), nil
}

// file is a record as it is kept in a file: with its digest, so that a
// truncated or edited file is noticed. (It proves nothing against someone who
// also computes the digest anew.)
type file struct {
	Record json.RawMessage `json:"record"`
	SHA256 string          `json:"sha256"`
}

// The reasons to refuse a session file.
var (
	ErrNotARecord = errors.New("this is not a session file, or it is cut short")
	ErrEdited     = errors.New("this session file was changed after it was written")
)

// Marshal writes the record as a session file.
func (r Record) Marshal() ([]byte, error) {
	b, err := r.Canonical()
	if err != nil {
		return nil, err
	}
	sum, err := r.Digest()
	if err != nil {
		return nil, err
	}
	return plainJSON(file{Record: b, SHA256: sum})
}

// ParseCanonical reads the canonical text of a record, as documents carry it
// inside. It refuses any other text, and any record that no session could have
// ended in.
func ParseCanonical(b []byte) (Record, error) {
	var r Record
	if err := strictJSON(b, &r); err != nil {
		return Record{}, ErrNotARecord
	}
	if r.Schema != RecordSchema {
		return Record{}, fmt.Errorf("this record has shape %d, this program reads shape %d", r.Schema, RecordSchema)
	}
	if canonical, err := r.Canonical(); err != nil || !bytes.Equal(canonical, b) {
		return Record{}, ErrEdited
	}
	if err := r.check(); err != nil {
		return Record{}, fmt.Errorf("this holds no finished session: %w", err)
	}
	return r, nil
}

// ParseRecord reads a session file. It refuses anything that Marshal did not
// write as it stands, and any record that no session could have ended in.
func ParseRecord(b []byte) (Record, error) {
	var f file
	if err := strictJSON(b, &f); err != nil {
		return Record{}, ErrNotARecord
	}
	if err := strictJSON(f.Record, &Record{}); err != nil {
		return Record{}, ErrNotARecord
	}
	text := compact(f.Record)
	if sum := sha256.Sum256(text); hex.EncodeToString(sum[:]) != f.SHA256 {
		return Record{}, ErrEdited
	}
	return ParseCanonical(text)
}

// check applies the session's own rules to a record that comes from a file.
func (r Record) check() error {
	if err := r.Case.check(r.Today()); err != nil {
		return err
	}
	if !slices.Contains(AllOutcomes(), r.Outcome) {
		return ProblemUndecided
	}
	if err := r.checkReference(); err != nil {
		return err
	}
	if r.Read != French && r.Read != English {
		return ProblemUnknownValue
	}
	s := Session{Case: r.Case, Refers: r.Refers, Started: r.Started, Decision: r.Outcome}
	for _, sig := range r.Signatures {
		next, err := Apply(s, Sign{sig})
		if err != nil {
			return err
		}
		s = next
	}
	if len(s.MissingRoles()) > 0 {
		return ProblemSignatures
	}
	given := slices.Clone(r.Signatures)
	for i := range given { // an earlier version kept finer strokes
		given[i].Strokes = rounded(given[i].Strokes)
	}
	if !reflect.DeepEqual(s.Signed, given) {
		return ProblemUnknownValue
	}
	if len(r.Questions) > MaxQuestions {
		return ProblemTooManyAsked
	}
	for _, q := range r.Questions {
		if err := CheckText(q.Text, MaxQuestion); err != nil {
			return err
		}
	}
	return nil
}

// checkReference tells whether a record names an earlier one just where it must.
func (r Record) checkReference() error {
	if later := slices.Contains(Later(), r.Outcome); later != (r.Refers != nil) {
		return ProblemUnknownValue
	}
	if r.Refers == nil {
		return nil
	}
	sum, err := hex.DecodeString(r.Refers.SHA256)
	if err != nil || len(sum) != sha256.Size || r.Refers.ID == "" || r.Refers.Finished.After(r.Finished) {
		return ProblemUnknownValue
	}
	return CheckText(r.Refers.ID, MaxShort)
}

func compact(b []byte) []byte {
	var out bytes.Buffer
	if json.Compact(&out, b) != nil {
		return nil
	}
	return out.Bytes()
}

// strictJSON reads one JSON value with no unknown field and nothing after it.
func strictJSON(b []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("trailing data")
	}
	return nil
}
