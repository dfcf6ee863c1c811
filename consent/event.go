package consent

import (
	"slices"
	"time"
)

// Event is one thing that happens in a session. Apply is the only way a
// session changes.
type Event interface {
	apply(s *Session) error
}

// Apply gives the session after the event, or s unchanged and the reason why
// the event is refused (a Problem).
func Apply(s Session, e Event) (Session, error) {
	next := s.clone()
	if err := e.apply(&next); err != nil {
		return s, err
	}
	return next, nil
}

// Prepare enters the nurse's case, with the script that the content has for
// it. A case entered again discards what rested on the earlier one.
type Prepare struct {
	Case   Case
	Clinic Clinic
	Script Script
	At     time.Time
	Sample bool // plainly invented data
}

func (e Prepare) apply(s *Session) error {
	if err := e.Case.check(DateOf(e.At)); err != nil {
		return err
	}
	language, shown := s.Language, s.Shown
	*s = Session{}.clone()
	s.Specimen, s.Clinic, s.Script, s.Started, s.Case = e.Sample, e.Clinic, e.Script, e.At.Truncate(time.Second), e.Case
	s.Language, s.Shown = language, shown
	s.Moments = []Moment{{Began: s.Started, Content: e.Script.Content}}
	return nil
}

// People are those who take part besides the patient; any of them may be "".
type People struct{ Clinician, Nurse, Interpreter, TrustedPerson, Witness string }

// Reopen begins a session on an earlier consent, which is to be confirmed or
// withdrawn. The case is that of the first record, with the people of today.
type Reopen struct {
	First  Record
	People People
	Clinic Clinic
	Script Script
	At     time.Time
}

func (e Reopen) apply(s *Session) error {
	if !e.First.Consents() {
		return ProblemNoConsent
	}
	digest, err := e.First.Digest()
	if err != nil {
		return err
	}
	k, p := e.First.Case, e.People
	if p.Interpreter != k.Interpreter { // what belongs to somebody goes with them
		k.InterpreterLanguage = ""
	}
	if p.TrustedPerson != k.TrustedPerson {
		k.TrustedContact, k.TrustedRelation = "", ""
	}
	if p.Clinician != k.Clinician {
		k.Function = ""
	}
	k.Clinician, k.Nurse, k.Interpreter, k.TrustedPerson, k.Witness = p.Clinician, p.Nurse, p.Interpreter, p.TrustedPerson, p.Witness
	script := Script{Statements: map[Outcome][]string{}, Unticked: e.Script.Unticked, Content: e.Script.Content}
	for _, o := range Later() {
		script.Statements[o] = e.Script.Statements[o]
	}
	if e.At.Truncate(time.Second).Before(e.First.Finished) {
		return ProblemClockBackward
	}
	if err := (Prepare{Case: k, Clinic: e.Clinic, Script: script, At: e.At, Sample: e.First.Specimen}).apply(s); err != nil {
		return err
	}
	s.Refers = &Reference{ID: e.First.ID, SHA256: digest, Finished: e.First.Finished}
	return nil
}

// Speak changes the language. It never changes an answer.
type Speak struct{ Language Language }

func (e Speak) apply(s *Session) error {
	if e.Language != French && e.Language != English {
		return ProblemUnknownValue
	}
	s.Language = e.Language
	if !slices.Contains(s.Shown, e.Language) {
		s.Shown = append(s.Shown, e.Language)
	}
	return nil
}

// See notes that a page of the education was seen: whole, and long enough.
type See struct{ Page string }

func (e See) apply(s *Session) error { return note(s, &s.Seen, s.Script.Pages, e.Page) }

// Pass notes that a page of the education stands on the screen. Whether it was there
// long enough to be seen is told by See.
type Pass struct{ Page string }

func (e Pass) apply(s *Session) error { return note(s, &s.Passed, s.Script.Pages, e.Page) }

// Open notes that something was opened behind "Know more".
type Open struct{ More string }

func (e Open) apply(s *Session) error { return note(s, &s.Opened, s.Script.More, e.More) }

// note adds something of the script's to a list, once.
func note(s *Session, list *[]string, known []string, id string) error {
	if err := s.open(); err != nil {
		return err
	}
	if !slices.Contains(known, id) {
		return ProblemUnknownValue
	}
	if !slices.Contains(*list, id) {
		*list = append(*list, id)
	}
	return nil
}

// Respond answers one question of the check of understanding, or its second form
// (Again). The first answer stays; each later one replaces the last. What is answered
// when staff ask once more (Together) stands beside both.
type Respond struct {
	Question, Option string
	Again            bool
	Together         bool
	At               time.Time // of what is answered together; not asked for else
}

func (e Respond) apply(s *Session) error {
	if err := s.open(); err != nil {
		return err
	}
	options := s.Script.Options
	if e.Again {
		options = s.Script.Again
	}
	if !slices.Contains(options[e.Question], e.Option) {
		return ProblemUnknownValue
	}
	a := s.Answers[e.Question]
	if e.Together {
		if !s.Together() {
			return ProblemNotTogether
		}
		at := e.At.Truncate(time.Second)
		if at.Before(s.moment().Met) {
			return ProblemClockBackward
		}
		a.Together, a.TogetherAgain, a.TogetherAt = e.Option, e.Again, at
		s.Answers[e.Question] = a
		return nil
	}
	if a.First == "" {
		if e.Again {
			return ProblemUnknownValue // the second form is asked after the first
		}
		a.First = e.Option
	}
	a.Last, a.Again = e.Option, e.Again
	s.Answers[e.Question] = a
	return nil
}

// Weigh sets one of the patient's values: a step from 0 to MaxValue.
type Weigh struct {
	Scale string
	Value int
}

func (e Weigh) apply(s *Session) error {
	if err := s.open(); err != nil {
		return err
	}
	if !slices.Contains(s.Script.Scales, e.Scale) {
		return ProblemUnknownValue
	}
	if e.Value < 0 || e.Value > MaxValue {
		return ProblemOutOfRange
	}
	s.Values[e.Scale] = e.Value
	return nil
}

// Ask adds a question for the doctor, picked or typed.
type Ask struct{ Question Question }

func (e Ask) apply(s *Session) error {
	if err := s.open(); err != nil {
		return err
	}
	q := e.Question
	q.Text = Normalise(q.Text)
	switch {
	case (q.Prompt == "") == (q.Text == ""):
		return ProblemRequired
	case q.Prompt != "" && !slices.Contains(s.Script.Prompts, q.Prompt):
		return ProblemUnknownValue
	case q.Answered || q.Answer != "":
		return ProblemUnknownValue
	case slices.ContainsFunc(s.Questions, q.same):
		return nil
	case len(s.Questions) >= MaxQuestions:
		return ProblemTooManyAsked
	}
	if err := CheckText(q.Text, MaxQuestion); err != nil {
		return err
	}
	s.Questions = append(s.Questions, q)
	return nil
}

// Unask takes a question for the doctor back.
type Unask struct{ Question Question }

func (e Unask) apply(s *Session) error {
	if err := s.open(); err != nil {
		return err
	}
	s.Questions = slices.DeleteFunc(s.Questions, func(q Question) bool { return q.same(e.Question) })
	return nil
}

// Decide takes the decision. Another decision than before clears the
// statements ticked for the earlier one.
type Decide struct{ Outcome Outcome }

func (e Decide) apply(s *Session) error {
	if err := s.open(); err != nil {
		return err
	}
	if !slices.Contains(s.Decisions(), e.Outcome) {
		return ProblemUnknownValue
	}
	if (e.Outcome == AcceptProcedure || e.Outcome == ChooseConservative) && !s.Told() {
		return ProblemNotTold
	}
	if e.Outcome == AcceptProcedure && s.With.Interview == nil {
		return ProblemNotSpoken
	}
	if s.Decision != e.Outcome {
		s.Ticked = map[string]bool{}
	}
	s.Decision = e.Outcome
	return nil
}

// Undecide takes the decision back, before anything is signed.
type Undecide struct{}

func (Undecide) apply(s *Session) error {
	if err := s.open(); err != nil {
		return err
	}
	s.Decision, s.Ticked = Undecided, map[string]bool{}
	return nil
}

// Tick ticks one statement of the decision, or takes the tick back.
type Tick struct {
	Statement string
	On        bool
}

func (e Tick) apply(s *Session) error {
	if err := s.open(); err != nil {
		return err
	}
	if s.Decision == Undecided {
		return ProblemUndecided
	}
	if !slices.Contains(s.Statements(), e.Statement) {
		return ProblemUnknownValue
	}
	if e.On {
		s.Ticked[e.Statement] = true
	} else {
		delete(s.Ticked, e.Statement)
	}
	return nil
}

// Sign takes one signature. It needs the decision and every statement; the
// patient signs first and the staff last.
type Sign struct{ Signature Signature }

func (e Sign) apply(s *Session) error {
	sig := e.Signature
	sig.At, sig.Strokes = sig.At.Truncate(time.Second), rounded(sig.Strokes)
	if !s.Prepared() {
		return ProblemNotPrepared
	}
	if s.PutBy() {
		return ProblemPutBy
	}
	if s.Decision == Undecided {
		return ProblemUndecided
	}
	if len(s.MissingStatements()) > 0 {
		return ProblemStatements
	}
	if _, done := s.Signature(sig.Role); done {
		return ProblemSealed
	}
	if !slices.Contains(s.Roles(), sig.Role) {
		return ProblemWrongSigner
	}
	if sig.Role == RolePatient && sig.Name != s.Case.FullName() || sig.Role == RoleDecider && sig.Name != s.Case.Protector {
		return ProblemWrongSigner
	}
	if next := s.MissingRoles()[0]; next != sig.Role {
		return ProblemOrder
	}
	if s.Decision == AcceptProcedure && s.With.Interview == nil {
		return ProblemNotSpoken
	}
	if n := len(s.Signed); sig.At.Before(s.moment().Began) || sig.At.Before(s.moment().Met) || (n > 0 && sig.At.Before(s.Signed[n-1].At)) {
		return ProblemClockBackward
	}
	if err := sig.check(); err != nil {
		return err
	}
	if sig.Method == MethodMark && sig.Role != RolePatient {
		return ProblemUnknownValue // only a patient's mark has its witness here
	}
	if len(s.Signed) == 0 {
		s.Read = s.Language
	}
	s.Signed = append(s.Signed, sig)
	return nil
}

// Unsign takes all signatures back, so that something can still be changed.
type Unsign struct{}

func (Unsign) apply(s *Session) error {
	s.Signed = nil
	return nil
}

// open tells whether answers can still change: a case is there and nobody has
// signed what they rest on.
func (s Session) open() error {
	if !s.Prepared() {
		return ProblemNotPrepared
	}
	if s.PutBy() {
		return ProblemPutBy
	}
	if len(s.Signed) > 0 {
		return ProblemSealed
	}
	return nil
}
