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

// held is a session that is put by: all that was read and answered. Decisions,
// statements and signatures are not held: they are taken anew.
type held struct {
	Form        int           `json:"held"`
	Lot         uint64        `json:"lot,string"`
	Content     string        `json:"content"` // version of the texts
	Specimen    bool          `json:"specimen,omitempty"`
	Clinic      clinic2       `json:"clinic"`
	Started     time.Time     `json:"started"`
	Language    string        `json:"language"`
	Shown       []string      `json:"languages_shown"`
	Case        case2         `json:"case"`
	Seen        []string      `json:"pages_seen"`
	Passed      []string      `json:"pages_passed"`
	Opened      []string      `json:"opened"`
	Answers     []heldAnswer  `json:"answers"`
	Values      []value1      `json:"values"`
	Questions   []question2   `json:"questions"`
	Lean        string        `json:"lean,omitempty"`
	Interview   *interview2   `json:"interview,omitempty"`
	Anaesthesia string        `json:"anaesthesia,omitempty"`
	Extras      []extra2      `json:"extras"`
	Capacity    *capacity2    `json:"capacity,omitempty"`
	Word        string        `json:"own_word,omitempty"`
	WordText    string        `json:"own_word_text,omitempty"`
	Moments     []moment2     `json:"moments"`
	Corrections []correction2 `json:"corrections"`
	Refers      *reference2   `json:"refers,omitempty"`
}

type heldAnswer struct {
	Question      string `json:"question"`
	First         string `json:"first"`
	Last          string `json:"last"`
	Again         bool   `json:"again,omitempty"`
	GoneOver      bool   `json:"gone_over,omitempty"`
	Together      string `json:"together,omitempty"`
	TogetherAgain bool   `json:"together_again,omitempty"`
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
	// A record has a shape for most of it.
	r := freeze2(Record{
		Schema: RecordSchema, Specimen: s.Specimen, Clinic: s.Clinic, Started: s.Started, Read: s.Language, Shown: s.Shown, Case: s.Case,
		Seen: s.Seen, Passed: s.Passed, Opened: s.Opened, Questions: s.Questions, Lean: s.Lean, With: s.With,
		Moments: s.Moments, Corrections: s.Corrections, Refers: s.Refers,
	})
	h := held{
		Form: heldForm, Lot: s.Script.Lot, Content: s.Script.Content, Specimen: r.Specimen, Clinic: r.Clinic, Started: r.Started,
		Language: r.Read, Shown: r.Shown, Case: r.Case, Seen: r.Seen, Passed: r.Passed, Opened: r.Opened, Questions: r.Questions,
		Lean: r.Lean, Interview: r.Interview, Anaesthesia: r.Anaesthesia, Capacity: r.Capacity, Word: r.Word, WordText: r.WordText,
		Moments: r.Moments, Corrections: r.Corrections, Refers: r.Refers,
	}
	for q, a := range s.Answers {
		h.Answers = append(h.Answers, heldAnswer{q, a.First, a.Last, a.Again, a.GoneOver, a.Together, a.TogetherAgain})
	}
	slices.SortFunc(h.Answers, func(a, b heldAnswer) int { return strings.Compare(a.Question, b.Question) })
	for id, v := range s.Values {
		h.Values = append(h.Values, value1{id, v})
	}
	slices.SortFunc(h.Values, func(a, b value1) int { return strings.Compare(a.Scale, b.Scale) })
	for id, agreed := range s.With.Extras {
		h.Extras = append(h.Extras, extra2{id, agreed})
	}
	slices.SortFunc(h.Extras, func(a, b extra2) int { return strings.Compare(a.ID, b.ID) })
	return plainJSON(h)
}

// Held is a session that was put by, as it is read. It has no script: TakeUp gives it
// one, of the lot and of the texts of then, or of now.
type Held struct {
	Session Session
	Lot     uint64
	Content string // version of the texts that were shown
}

// ParseHeld reads a session that was put by. Errors: ErrNotARecord, ErrNewerRecord,
// ErrOlderHeld, and problems of what it holds.
func ParseHeld(b []byte) (Held, error) {
	if form := heldFormOf(b); form > heldForm {
		return Held{}, ErrNewerRecord
	} else if form > 0 && form < heldForm {
		return Held{}, ErrOlderHeld
	}
	var h held
	if err := strictJSON(b, &h); err != nil || h.Form != heldForm {
		return Held{}, ErrNotARecord
	}
	s, err := h.thaw()
	if err != nil {
		return Held{}, ErrNotARecord
	}
	if err := s.checkHeld(); err != nil {
		return Held{}, fmt.Errorf("this holds no session that was put by: %w", err)
	}
	return Held{s, h.Lot, h.Content}, nil
}

func (h held) thaw() (Session, error) {
	r, err := record2{
		Schema: RecordSchema, Clinic: h.Clinic, Started: h.Started, Read: h.Language, Shown: h.Shown, Case: h.Case, Seen: h.Seen, Passed: h.Passed,
		Opened: h.Opened, Values: h.Values, Questions: h.Questions, Lean: h.Lean, Interview: h.Interview, Anaesthesia: h.Anaesthesia,
		Capacity: h.Capacity, Word: h.Word, WordText: h.WordText, Moments: h.Moments, Corrections: h.Corrections, Refers: h.Refers,
	}.thaw()
	if err != nil {
		return Session{}, err
	}
	s := Session{
		Specimen: h.Specimen, Clinic: r.Clinic, Script: Script{Lot: h.Lot, Content: h.Content}, Started: r.Started, Case: r.Case, Refers: r.Refers,
		Language: r.Read, Shown: r.Shown, Seen: r.Seen, Passed: r.Passed, Opened: r.Opened, Questions: r.Questions,
		Lean: r.Lean, With: r.With, Moments: r.Moments, Corrections: r.Corrections,
	}.clone()
	for _, a := range h.Answers {
		s.Answers[a.Question] = Answer{a.First, a.Last, a.Again, a.GoneOver, a.Together, a.TogetherAgain}
	}
	for _, v := range h.Values {
		s.Values[v.Scale] = v.Value
	}
	for _, e := range h.Extras {
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
