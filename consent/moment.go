package consent

import (
	"reflect"
	"slices"
	"time"
)

// Moment is one sitting of a session: it begins when the case is prepared or the
// session is taken up, and ends when the session is put by or finished. Times are to
// the second.
type Moment struct {
	Began   time.Time
	Met     time.Time // when staff took the screen; zero if nobody did
	Ended   time.Time
	Content string   // version of the texts shown
	Present []Person // besides the patient, when it ended
}

// Alone and With are how long the patient was at the screen alone, and with staff.
func (m Moment) Alone() time.Duration {
	if m.Met.IsZero() {
		return m.Ended.Sub(m.Began)
	}
	return m.Met.Sub(m.Began)
}

// With is how long the patient was at the screen with staff.
func (m Moment) With() time.Duration {
	if m.Met.IsZero() {
		return 0
	}
	return m.Ended.Sub(m.Met)
}

// Person is somebody who was there.
type Person struct {
	Role Role
	Name string
}

// Correction is a change of the case on the day, by a clinician: of the levels or of
// the procedure.
type Correction struct {
	By           string
	At           time.Time // to the second
	ToTreat, Old LevelSet  // as they were before
	Procedure    Procedure // as it was before
	Pages        []string  // that depend on it, and have to be shown again
}

// moment is the sitting of now.
func (s *Session) moment() *Moment {
	if len(s.Moments) == 0 {
		s.Moments = []Moment{{Began: s.Started, Content: s.Script.Content}}
	}
	return &s.Moments[len(s.Moments)-1]
}

// PutBy tells whether the session rests until it is taken up.
func (s Session) PutBy() bool {
	return len(s.Moments) > 0 && !s.Moments[len(s.Moments)-1].Ended.IsZero()
}

// present lists who is there besides the patient.
func (s Session) present() []Person {
	out := []Person{}
	add := func(r Role, name string) {
		if name != "" {
			out = append(out, Person{r, name})
		}
	}
	if s.Case.Protection.ByOther() {
		add(RoleDecider, s.Case.Protector)
	}
	add(RoleInterpreter, s.Case.Interpreter)
	add(RoleTrustedPerson, s.Case.TrustedPerson)
	add(RoleWitness, s.Case.Witness)
	if i := s.With.Interview; i != nil && !i.At.Before(s.Moments[len(s.Moments)-1].Began) {
		add(RoleStaff, i.By)
	}
	return out
}

// Lay puts the session by: nothing more is said until it is taken up. One on a consent
// that was given is not put by: see Session.Hold.
type Lay struct{ At time.Time }

func (e Lay) apply(s *Session) error {
	if !s.Prepared() || s.OfConsent() {
		return ProblemNotPrepared
	}
	if s.PutBy() {
		return ProblemPutBy
	}
	return s.end(e.At)
}

// end ends the sitting of now.
func (s *Session) end(at time.Time) error {
	m := s.moment()
	at = at.Truncate(time.Second)
	if at.Before(m.Began) || at.Before(m.Met) {
		return ProblemClockBackward
	}
	m.Ended, m.Present = at, s.present()
	return nil
}

// TakeUp goes on with a session that was put by. Pages whose texts have changed since
// have to be shown again; signatures that were given, and the decision with its
// statements, are taken again.
type TakeUp struct {
	Clinic  Clinic
	Script  Script
	Changed []string // pages
	At      time.Time
}

func (e TakeUp) apply(s *Session) error {
	if !s.Prepared() || !s.PutBy() {
		return ProblemNotPrepared
	}
	at := e.At.Truncate(time.Second)
	if at.Before(s.moment().Ended) {
		return ProblemClockBackward
	}
	s.Clinic = e.Clinic
	s.Moments = append(s.Moments, Moment{Began: at, Content: e.Script.Content})
	s.rescript(e.Script, e.Changed)
	return nil
}

// rescript gives the session another script. What the script does not know any more is
// dropped, and pages that have changed were not seen.
func (s *Session) rescript(script Script, changed []string) {
	s.Script = script
	known := func(list []string) func(string) bool {
		return func(id string) bool { return !slices.Contains(list, id) }
	}
	for _, page := range s.Seen { // one that is to be shown again was on the screen
		if slices.Contains(changed, page) && !slices.Contains(s.Passed, page) {
			s.Passed = append(s.Passed, page)
		}
	}
	s.Seen = slices.DeleteFunc(s.Seen, known(script.Pages))
	s.Seen = slices.DeleteFunc(s.Seen, func(id string) bool { return slices.Contains(changed, id) })
	s.Passed = slices.DeleteFunc(s.Passed, known(script.Pages))
	s.Opened = slices.DeleteFunc(s.Opened, known(script.More))
	for q, a := range s.Answers {
		if !slices.Contains(script.Questions, q) || !script.knows(q, a) {
			delete(s.Answers, q)
		}
	}
	for id := range s.Values {
		if !slices.Contains(script.Scales, id) {
			delete(s.Values, id)
		}
	}
	for id := range s.With.Extras {
		if !slices.Contains(script.Extras, id) {
			delete(s.With.Extras, id)
		}
	}
	s.Questions = slices.DeleteFunc(s.Questions, func(q Question) bool {
		return q.Prompt != "" && !slices.Contains(script.Prompts, q.Prompt)
	})
	s.Decision, s.Ticked, s.Signed = Undecided, map[string]bool{}, nil
}

// knows tells whether the script has the options that were answered.
func (s Script) knows(question string, a Answer) bool {
	has := func(option string, again bool) bool {
		options := s.Options[question]
		if again {
			options = s.Again[question]
		}
		return option == "" || slices.Contains(options, option)
	}
	return has(a.First, false) && has(a.Last, a.Again) && has(a.Together, a.TogetherAgain)
}

// Continue tells that the session goes on from a record in which the patient took more
// time.
type Continue struct{ First Record }

func (e Continue) apply(s *Session) error {
	if err := s.open(); err != nil {
		return err
	}
	if e.First.Outcome != WantTime || s.Refers != nil {
		return ProblemUnknownValue
	}
	digest, err := e.First.Digest()
	if err != nil {
		return err
	}
	s.Refers = &Reference{ID: e.First.ID, SHA256: digest, Finished: e.First.Finished, Time: true}
	return nil
}

// Correct changes the case on the day. Answers stay where they can; pages that depend
// on what changed have to be shown again, and the decision is taken anew. What was
// consented to earlier is not corrected: it needs a consent of its own.
type Correct struct {
	By     string
	Case   Case
	Script Script
	Pages  []string // that depend on what changed
	At     time.Time
}

func (e Correct) apply(s *Session) error {
	if err := s.together(); err != nil {
		return err
	}
	if s.OfConsent() {
		return ProblemUnknownValue
	}
	by := Entered(e.By)
	if by == "" {
		return ProblemRequired
	}
	if err := CheckText(by, MaxName); err != nil {
		return err
	}
	if err := e.Case.check(DateOf(e.At)); err != nil {
		return err
	}
	at := e.At.Truncate(time.Second)
	if at.Before(s.moment().Met) {
		return ProblemClockBackward
	}
	old := s.Case
	same := e.Case
	same.ToTreat, same.Old, same.Procedure = old.ToTreat, old.Old, old.Procedure
	if !reflect.DeepEqual(same, old) {
		return ProblemUnknownValue // only the levels and the procedure
	}
	if reflect.DeepEqual(e.Case, old) {
		return nil
	}
	pages := slices.DeleteFunc(slices.Clone(e.Pages), func(id string) bool { return !slices.Contains(e.Script.Pages, id) })
	s.Corrections = append(s.Corrections, Correction{By: by, At: at, ToTreat: old.ToTreat, Old: old.Old, Procedure: old.Procedure, Pages: pages})
	s.Case = e.Case
	s.rescript(e.Script, pages)
	return nil
}
