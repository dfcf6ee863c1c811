package consent

import (
	"maps"
	"slices"
	"time"
)

// Limits on what a session holds, so that nothing outgrows a page.
const (
	MaxName      = 100   // runes of a name
	MaxShort     = 60    // runes of a record number
	MaxQuestion  = 500   // runes of a question typed by the patient
	MaxQuestions = 20    // questions for the doctor, picked and typed together
	MaxPoints    = 20000 // points of one drawn signature
	MaxPain      = 10
	MaxEarlier   = 20 // earlier vertebral fractures that can be counted
	MaxValue     = 4  // of the five steps of what matters
)

// Answer is what the patient answered to one question of the check of
// understanding: the first time, and the last time asked.
type Answer struct {
	First string
	Last  string
	Again bool // Last answers the second form of the question

	GoneOver      bool      // staff went over it with the patient
	GoneOverBy    string    // who did
	GoneOverAt    time.Time // to the second
	Together      string    // the answer when staff asked once more, "" if they did not
	TogetherAgain bool      // Together answers the second form
	TogetherAt    time.Time // to the second
}

// Right tells whether the last answer to a question is the right one.
func (s Script) Right(question string, a Answer) bool {
	right := s.Correct[question]
	if a.Again {
		right = s.RightAgain[question]
	}
	return a.Last != "" && a.Last == right
}

// Understood tells whether a question was understood in the end: by the answer that
// was given to staff if they asked once more, else by the last one.
func (s Script) Understood(question string, a Answer) bool {
	if a.Together == "" {
		return s.Right(question, a)
	}
	right := s.Correct[question]
	if a.TogetherAgain {
		right = s.RightAgain[question]
	}
	return a.Together == right
}

// Question is one question to the doctor: picked (Prompt holds the id of the
// content) or typed (Text holds the patient's words).
type Question struct {
	Prompt string `json:"prompt,omitempty"`
	Text   string `json:"text,omitempty"`

	Answered bool   `json:"answered,omitempty"` // by staff, with the patient; from schema 2 on
	Answer   string `json:"answer,omitempty"`   // in one line, if staff wrote one
}

// same tells whether it is the same question, answered or not.
func (q Question) same(other Question) bool { return q.Prompt == other.Prompt && q.Text == other.Text }

// Reference names an earlier record by its id and the digest of all it holds.
type Reference struct {
	ID       string    `json:"id"`
	SHA256   string    `json:"sha256"`   // see Record.Digest
	Finished time.Time `json:"finished"` // when it was made

	// Time tells that the patient took more time, and that this session goes on from
	// there; else the record is a consent that is confirmed or withdrawn.
	Time bool `json:"time,omitempty"`
}

// Session is one patient's way through the program. It is a plain value that
// only Apply changes, and that is replaced when the session ends.
type Session struct {
	Specimen  bool // plainly invented data: the document says so on every page
	Clinic    Clinic
	Script    Script
	Started   time.Time // when the case was prepared
	Case      Case
	Refers    *Reference // the record that is confirmed or withdrawn; never written through
	Language  Language   // spoken now
	Read      Language   // spoken when the first signature was given
	Shown     []Language // languages the screens were shown in, in order of first use
	Seen      []string   // pages of the education seen, in order of first sight
	Passed    []string   // pages that were on the screen, in order; those not in Seen too short to count
	Opened    []string   // what was opened behind "Know more", in order
	Answers   map[string]Answer
	Values    map[string]int // scale id → 0 to MaxValue
	Questions []Question
	Decision  Outcome
	Ticked    map[string]bool
	Signed    []Signature // in order of signing

	Lean        Lean         // what the patient leans towards, before the talk
	With        With         // what staff enter with the patient
	Moments     []Moment     // in order; the last one is now, unless the session is put by
	Corrections []Correction // of the case, in order
}

// Today is the day of the session.
func (s Session) Today() Date { return DateOf(s.Started) }

// Prepared tells whether a nurse has entered a case.
func (s Session) Prepared() bool { return s.Case.ToTreat != 0 }

// Traits derives the traits of the case and of the decision taken so far.
func (s Session) Traits() Traits {
	t := TraitsOf(s.Case, s.Clinic.Threshold, s.Today())
	if s.Decision != Undecided {
		t[s.Decision.Trait()] = true
	}
	if s.With.Interview != nil {
		t[Spoke] = true
	}
	if len(s.Pending().Check) > 0 {
		t[PointsOpen] = true
	}
	for chapter, all := range s.read() {
		if all {
			t[ReadTrait(chapter)] = true
		}
	}
	return t
}

// read tells of each chapter whether all its pages were seen.
func (s Session) read() map[string]bool {
	out := map[string]bool{}
	for _, page := range s.Script.Pages {
		chapter := s.Script.Chapters[page]
		all, known := out[chapter]
		out[chapter] = (all || !known) && slices.Contains(s.Seen, page)
	}
	return out
}

// Signature gives the signature of a role, if it has been taken.
func (s Session) Signature(r Role) (Signature, bool) {
	for _, sig := range s.Signed {
		if sig.Role == r {
			return sig, true
		}
	}
	return Signature{}, false
}

// Misunderstood lists the questions that were not understood in the end, in the
// script's order: what staff go over again with the patient. Nothing is asked
// of a patient who wants no information.
func (s Session) Misunderstood() []string {
	if s.Decision == DeclineInformation {
		return nil
	}
	var out []string
	for _, q := range s.Script.Questions {
		if !s.Script.Understood(q, s.Answers[q]) {
			out = append(out, q)
		}
	}
	return out
}

// Statements lists the statements of the decision that are true of this session.
func (s Session) Statements() []string {
	t := s.Traits()
	var out []string
	for _, id := range s.Script.Statements[s.Decision] {
		if s.Script.Only[id].Holds(t) {
			out = append(out, id)
		}
	}
	return out
}

// MissingStatements lists the statements of the decision not yet ticked.
func (s Session) MissingStatements() []string {
	var out []string
	for _, id := range s.Statements() {
		if !s.Ticked[id] {
			out = append(out, id)
		}
	}
	return out
}

// Instead is the decision to which the statements left unticked lead: who has not had
// time to think needs more of it. It is Undecided where none is missing, where one of
// them must be ticked, and where they lead apart.
func (s Session) Instead() Outcome {
	to := Undecided
	for i, id := range s.MissingStatements() {
		other := s.Script.Unticked[id]
		if i > 0 && other != to || !slices.Contains(s.Decisions(), other) {
			return Undecided
		}
		to = other
	}
	return to
}

// MissingRoles lists who still has to sign.
func (s Session) MissingRoles() []Role {
	var out []Role
	for _, r := range s.Roles() {
		if _, ok := s.Signature(r); !ok {
			out = append(out, r)
		}
	}
	return out
}

// Decisions lists what can be decided: in a session of its own the four ends, and
// on an earlier consent to confirm or to withdraw it.
func (s Session) Decisions() []Outcome {
	if s.OfConsent() {
		return Later()
	}
	return Outcomes()
}

// OfConsent tells whether the session is on a consent that was given earlier, which is
// to be confirmed or withdrawn.
func (s Session) OfConsent() bool { return s.Refers != nil && !s.Refers.Time }

// Told tells whether any page of the education was shown.
func (s Session) Told() bool { return len(s.Seen)+len(s.Passed) > 0 }

// Roles lists who signs: the patient, or who decides in the patient's place; whoever
// takes part; and the clinician or nurse, last.
func (s Session) Roles() []Role {
	roles := []Role{s.Case.Decides()}
	if s.Case.Interpreter != "" {
		roles = append(roles, RoleInterpreter)
	}
	if s.Case.TrustedPerson != "" {
		roles = append(roles, RoleTrustedPerson)
	}
	if s.needsWitness() {
		roles = append(roles, RoleWitness)
	}
	return append(roles, RoleStaff)
}

// needsWitness: a witness named by the nurse, or a mark made by the patient's
// hand, which stands only with a witness.
func (s Session) needsWitness() bool {
	if s.Case.Witness != "" {
		return true
	}
	sig, ok := s.Signature(RolePatient)
	return ok && sig.Method == MethodMark
}

// clone copies s so that a change to the copy never reaches s.
func (s Session) clone() Session {
	s.Shown = slices.Clone(s.Shown)
	s.Seen, s.Passed, s.Opened = slices.Clone(s.Seen), slices.Clone(s.Passed), slices.Clone(s.Opened)
	s.Answers = cloneMap(s.Answers)
	s.Values = cloneMap(s.Values)
	s.Questions = slices.Clone(s.Questions)
	s.Ticked = cloneMap(s.Ticked)
	s.Signed = slices.Clone(s.Signed)
	s.With.Extras = cloneMap(s.With.Extras)
	s.Moments, s.Corrections = slices.Clone(s.Moments), slices.Clone(s.Corrections)
	return s
}

// cloneMap copies m and gives an empty map for none.
func cloneMap[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return map[K]V{}
	}
	return maps.Clone(m)
}
