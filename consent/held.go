package consent

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// heldForm is the form in which sessions are held; one of another form is of another
// version of the program (ErrNewerRecord, ErrOlderHeld).
const heldForm = 1

// ErrOlderHeld says that a session was held by an older version, in a form that is
// read no more.
var ErrOlderHeld = errors.New("an older version of the program put this session by: finish it with that version, or begin anew")

// held is a session that is put by: all that was read and answered. A record has a shape
// for nearly all of it. Decisions, statements and signatures are not held: they are taken
// anew.
type held struct {
	Form    int          `json:"held"`
	Lot     uint64       `json:"lot,string"`
	Said    record2      `json:"said"`
	Answers []heldAnswer `json:"answers"`
}

type heldAnswer struct {
	Question      string    `json:"question"`
	First         string    `json:"first"`
	Last          string    `json:"last"`
	Again         bool      `json:"again,omitempty"`
	GoneOver      bool      `json:"gone_over,omitempty"`
	GoneOverBy    string    `json:"gone_over_by,omitempty"`
	GoneOverAt    time.Time `json:"gone_over_at,omitzero"`
	Together      string    `json:"together,omitempty"`
	TogetherAgain bool      `json:"together_again,omitempty"`
	TogetherAt    time.Time `json:"together_at,omitzero"`
}

// check tells whether staff's part of an answer is whole, as a session has it.
func (a heldAnswer) check() error {
	if a.GoneOver == (a.GoneOverBy == "") || a.GoneOver == a.GoneOverAt.IsZero() || (a.Together == "") != a.TogetherAt.IsZero() {
		return ProblemUnknownValue
	}
	return CheckText(a.GoneOverBy, MaxName)
}

// Hold writes the session as it is put by at a time, in order to take it up another
// day. The session itself stays as it is. It refuses one without a case, and one on a
// consent that was given, which is short enough to be begun anew.
func (s Session) Hold(at time.Time) ([]byte, error) {
	if !s.Prepared() || s.OfConsent() {
		return nil, ProblemNotPrepared
	}
	s = s.clone()
	if !s.PutBy() {
		if err := s.end(at); err != nil {
			return nil, err
		}
	}
	r := Record{
		Schema: RecordSchema, ContentVersion: s.Script.Content, Specimen: s.Specimen, Clinic: s.Clinic, Started: s.Started,
		Read: s.Language, Shown: s.Shown, Case: s.Case, Seen: s.Seen, Passed: s.Passed, Opened: s.Opened, Questions: s.Questions,
		Lean: s.Lean, With: s.With, Moments: s.Moments, Corrections: s.Corrections, Refers: s.Refers,
	}
	for id, v := range s.Values {
		r.Values = append(r.Values, Value{id, v})
	}
	slices.SortFunc(r.Values, func(a, b Value) int { return strings.Compare(a.Scale, b.Scale) })
	for id, agreed := range s.With.Extras {
		r.Extras = append(r.Extras, Extra{id, agreed})
	}
	slices.SortFunc(r.Extras, func(a, b Extra) int { return strings.Compare(a.ID, b.ID) })
	h := held{Form: heldForm, Lot: s.Script.Lot, Said: freeze2(r)}
	for q, a := range s.Answers {
		h.Answers = append(h.Answers, heldAnswer{q, a.First, a.Last, a.Again, a.GoneOver, a.GoneOverBy, a.GoneOverAt, a.Together, a.TogetherAgain, a.TogetherAt})
	}
	slices.SortFunc(h.Answers, func(a, b heldAnswer) int { return strings.Compare(a.Question, b.Question) })
	return plainJSON(h)
}

// ParseHeld reads a session that was put by. Of its script it has the lot and the version
// of the texts that were shown: TakeUp gives it another. Errors: ErrNotARecord,
// ErrNewerRecord, ErrOlderHeld, and problems of what it holds.
func ParseHeld(b []byte) (Session, error) {
	if form := heldFormOf(b); form > heldForm {
		return Session{}, ErrNewerRecord
	} else if form > 0 && form < heldForm {
		return Session{}, ErrOlderHeld
	}
	var h held
	if err := strictJSON(b, &h); err != nil || h.Form != heldForm {
		return Session{}, ErrNotARecord
	}
	s, err := h.thaw()
	if err != nil {
		return Session{}, ErrNotARecord
	}
	if err := s.checkHeld(); err != nil {
		return Session{}, fmt.Errorf("this holds no session that was put by: %w", err)
	}
	return s, nil
}

func (h held) thaw() (Session, error) {
	r, err := h.Said.thaw()
	if err != nil {
		return Session{}, err
	}
	s := Session{
		Specimen: r.Specimen, Clinic: r.Clinic, Script: Script{Lot: h.Lot, Content: r.ContentVersion}, Started: r.Started, Case: r.Case, Refers: r.Refers,
		Language: r.Read, Shown: r.Shown, Seen: r.Seen, Passed: r.Passed, Opened: r.Opened, Questions: r.Questions,
		Lean: r.Lean, With: r.With, Moments: r.Moments, Corrections: r.Corrections,
	}.clone()
	for _, a := range h.Answers {
		if err := a.check(); err != nil {
			return Session{}, err
		}
		s.Answers[a.Question] = Answer{a.First, a.Last, a.Again, a.GoneOver, a.GoneOverBy, a.GoneOverAt, a.Together, a.TogetherAgain, a.TogetherAt}
	}
	for _, v := range r.Values {
		s.Values[v.Scale] = v.Value
	}
	for _, e := range r.Extras {
		s.With.Extras[e.ID] = e.Agreed
	}
	return s, nil
}

// checkHeld applies the rules of a session that can be taken up.
func (s Session) checkHeld() error {
	if s.Language != French && s.Language != English || !s.PutBy() || s.OfConsent() || len(s.Questions) > MaxQuestions {
		return ProblemUnknownValue
	}
	for _, v := range s.Values {
		if v < 0 || v > MaxValue {
			return ProblemOutOfRange
		}
	}
	for _, q := range s.Questions {
		if err := checkLines(line{q.Text, MaxQuestion}, line{q.Answer, MaxLine}); err != nil {
			return err
		}
	}
	before := s.Started
	for i, m := range s.Moments {
		if m.Ended.IsZero() || m.Began.Before(before) || m.Ended.Before(m.Began) || i == 0 && !m.Began.Equal(s.Started) {
			return ProblemClockBackward
		}
		before = m.Ended
	}
	return s.Case.check(DateOf(s.Started))
}
