package consent

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"
)

// RecordSchema is the schema that new records have; see shapeOf for those that are
// read.
const RecordSchema = 2

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
	Read           Language        `json:"language_read"` // the one spoken when who decides signed; it stands first in print
	Shown          []Language      `json:"languages_shown"`
	Case           Case            `json:"case"`
	Seen           []string        `json:"pages_seen"`
	Passed         []string        `json:"pages_passed"` // on the screen, too short to count as seen; from schema 2 on
	Opened         []string        `json:"opened"`       // behind "Know more"; from schema 2 on
	Orders         []Order         `json:"orders"`       // in which things stood that were drawn by lot; from schema 2 on
	Understanding  []Understanding `json:"understanding"`
	Values         []Value         `json:"values"`
	Questions      []Question      `json:"questions"`
	Outcome        Outcome         `json:"outcome"`
	Statements     []string        `json:"statements"`
	Signatures     []Signature     `json:"signatures"`
	Refers         *Reference      `json:"refers,omitempty"` // the record that this one confirms or withdraws, or goes on from

	// From schema 2 on.
	Lean        Lean         `json:"lean,omitempty"`
	With        With         `json:"with"`
	Extras      []Extra      `json:"extras"` // those that were agreed to or refused, in the script's order
	Moments     []Moment     `json:"moments"`
	Corrections []Correction `json:"corrections"`
}

// Consents tells whether the record is a consent to the procedure: it was chosen, and
// signed by who decides; a patient who cannot sign has a witness. What a patient who
// will not sign has said is recorded, and no consent comes of it.
func (r Record) Consents() bool { return r.Outcome == AcceptProcedure && r.Stands() }

// Stands tells whether who decides has signed what was decided, or cannot and has a
// witness who did.
func (r Record) Stands() bool {
	if len(r.Signatures) == 0 {
		return false
	}
	switch r.Signatures[0].Method {
	case MethodUnwilling:
		return false
	case MethodUnable:
		return slices.ContainsFunc(r.Signatures, func(s Signature) bool { return s.Role == RoleWitness })
	}
	return true
}

// Understanding is one question of the check of understanding with the first
// and the last answer. Both are empty when it was not answered.
type Understanding struct {
	Question string `json:"question"`
	First    string `json:"first"`
	Last     string `json:"last"`
	Again    bool   `json:"again,omitempty"` // the last answers the second form of the question; from schema 2 on
	Correct  bool   `json:"correct"`         // the last answer is the right one

	// From schema 2 on: whether staff went over it, who and when; and what was answered
	// when they asked once more, and when.
	GoneOver        bool      `json:"gone_over,omitempty"`
	GoneOverBy      string    `json:"gone_over_by,omitempty"`
	GoneOverAt      time.Time `json:"gone_over_at,omitzero"` // to the second
	Together        string    `json:"together,omitempty"`
	TogetherAgain   bool      `json:"together_again,omitempty"`
	TogetherCorrect bool      `json:"together_correct,omitempty"`
	TogetherAt      time.Time `json:"together_at,omitzero"` // to the second
}

// Understood tells whether it was understood in the end.
func (u Understanding) Understood() bool {
	if u.Together != "" {
		return u.TogetherCorrect
	}
	return u.Correct
}

// Answered tells whether there is any answer to it.
func (u Understanding) Answered() bool { return u.Last != "" || u.Together != "" }

// Answered counts the questions of the check that there is any answer to. Of none it
// cannot be said how many were right.
func (r Record) Answered() int {
	n := 0
	for _, u := range r.Understanding {
		if u.Answered() {
			n++
		}
	}
	return n
}

// Order is the order in which something stood on the screens that is drawn by lot:
// the two ways (OrderWays), the answers to a question (its id), or those to its second
// form (its id and OrderAgain).
type Order struct {
	Of  string   `json:"of"`
	IDs []string `json:"ids"`
}

// See Order.
const (
	OrderWays  = "ways"
	OrderAgain = "/again"
)

// MaxValue is the most that a value can be: 10 in records of schema 1, where scales
// were numbers, and the last of five steps in words since.
func (r Record) MaxValue() int {
	if r.Schema == 1 {
		return 10
	}
	return MaxValue
}

// Value is one scale of what matters to the patient, 0 to Record.MaxValue.
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
	case s.PutBy():
		return Record{}, ProblemPutBy
	case s.Decision == Undecided:
		return Record{}, ProblemUndecided
	case len(s.MissingStatements()) > 0:
		return Record{}, ProblemStatements
	case len(s.MissingRoles()) > 0:
		return Record{}, ProblemSignatures
	}
	s = s.clone()
	if last := s.latest(); at.Before(last) {
		at = last // a clock set back meanwhile: the record is not older than what it holds
	}
	r := Record{
		Schema: RecordSchema, ID: id, ContentVersion: contentVersion, Specimen: s.Specimen, Clinic: s.Clinic,
		Started: s.Started, Finished: at.Truncate(time.Second),
		Read: s.Read, Shown: s.Shown, Case: s.Case, Seen: s.Seen, Questions: s.Questions,
		Outcome: s.Decision, Signatures: s.Signed, Refers: s.Refers,
		Lean: s.Lean, With: s.With, Moments: s.Moments, Corrections: s.Corrections,
	}
	r.With.Extras = nil // they stand in the record's own list
	if err := s.end(at); err != nil {
		return Record{}, err
	}
	r.Moments = s.Moments
	r.Statements = s.Statements() // all of them are ticked
	for _, id := range s.Script.Extras {
		if agreed, said := s.With.Extras[id]; said {
			r.Extras = append(r.Extras, Extra{id, agreed})
		}
	}
	for _, q := range s.Script.Questions {
		a := s.Answers[q]
		r.Understanding = append(r.Understanding, Understanding{
			Question: q, First: a.First, Last: a.Last, Again: a.Again, Correct: s.Script.Right(q, a),
			GoneOver: a.GoneOver, GoneOverBy: a.GoneOverBy, GoneOverAt: a.GoneOverAt,
			Together: a.Together, TogetherAgain: a.TogetherAgain, TogetherAt: a.TogetherAt,
			TogetherCorrect: a.Together != "" && s.Script.Understood(q, a),
		})
	}
	for _, page := range s.Passed {
		if !slices.Contains(s.Seen, page) {
			r.Passed = append(r.Passed, page)
		}
	}
	r.Opened, r.Orders = s.Opened, s.Script.orders()
	for _, id := range s.Script.Scales {
		if v, ok := s.Values[id]; ok {
			r.Values = append(r.Values, Value{id, v})
		}
	}
	return r, nil
}

// latest is the time of the last thing that the session dates.
func (s Session) latest() time.Time {
	var last time.Time
	see := func(at time.Time) {
		if at.After(last) {
			last = at
		}
	}
	for _, sig := range s.Signed {
		see(sig.At)
	}
	for _, c := range s.Corrections {
		see(c.At)
	}
	for _, a := range s.Answers {
		see(a.GoneOverAt)
		see(a.TogetherAt)
	}
	if i := s.With.Interview; i != nil {
		see(i.At)
	}
	return last
}

// Today is the day of the record's session.
func (r Record) Today() Date { return DateOf(r.Started) }

// Open lists the questions of the check that were neither understood in the end nor
// gone over with the patient; none of a patient who wants no information.
func (r Record) Open() []string {
	var out []string
	for _, u := range r.Understanding {
		if r.Outcome != DeclineInformation && !u.Understood() && !u.GoneOver {
			out = append(out, u.Question)
		}
	}
	return out
}

// OfConsent tells whether the record is on a consent that was given earlier, which it
// confirms or withdraws.
func (r Record) OfConsent() bool { return r.Refers != nil && !r.Refers.Time }

// Traits are those of the case and of the outcome, and from schema 2 on those of the
// session that the record itself shows. What was read of each chapter it shows only
// beside the pages of its texts.
func (r Record) Traits() Traits {
	t := TraitsOf(r.Case, r.Clinic.Threshold, r.Today())
	t[r.Outcome.Trait()] = true
	if r.Schema == 1 {
		return t
	}
	set := func(trait Trait, holds bool) {
		if holds {
			t[trait] = true
		}
	}
	set(Spoke, r.With.Interview != nil)
	set(PointsOpen, len(r.Open()) > 0)
	set(Unsigned, len(r.Signatures) > 0 && !r.Signatures[0].Method.Signed())
	set(NoConsent, (r.Outcome == AcceptProcedure || r.Outcome == Confirmed) && !r.Stands())
	return t
}

// Canonical gives the one JSON text of the record by the shape of its schema:
// fields in a fixed order, no spaces, times in RFC 3339 to the second.
func (r Record) Canonical() ([]byte, error) {
	in, err := shapeOf(r.Schema)
	if err != nil {
		return nil, err
	}
	return in.write(r)
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

// ParseCanonical reads the canonical text of a record of any schema, as documents
// carry it inside. It refuses any other text, and any record that no session
// could have ended in. Errors: ErrNotARecord, ErrEdited, ErrNewerRecord, and
// problems of what the record holds.
func ParseCanonical(b []byte) (Record, error) {
	in, err := shapeOf(schemaOf(b))
	if err != nil {
		return Record{}, err
	}
	return in.read(b)
}

// ParseRecord reads a session file. It refuses anything that Marshal did not
// write as it stands, and what ParseCanonical refuses.
func ParseRecord(b []byte) (Record, error) {
	var f file
	if err := strictJSON(b, &f); err != nil {
		return Record{}, ErrNotARecord
	}
	text := compact(f.Record)
	sum := sha256.Sum256(text)
	edited := hex.EncodeToString(sum[:]) != f.SHA256
	r, err := ParseCanonical(text)
	if edited && !errors.Is(err, ErrNotARecord) {
		return Record{}, ErrEdited
	}
	return r, err
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
