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
)

// Clinic is what a document says of the establishment, and its own settings.
type Clinic struct {
	Name      string `json:"name"`
	Address   string `json:"address,omitempty"`
	Phone     string `json:"phone,omitempty"`
	Threshold int    `json:"anaesthesia_threshold"` // levels above which general anaesthesia is needed (T06)
	Paper     string `json:"paper"`                 // "A4" or "Letter"
	Print     string `json:"print,omitempty"`       // "large" for weak eyes, or ""
	Duplex    bool   `json:"duplex,omitempty"`      // sheets to take home begin on a leaf of their own
	FoldMarks bool   `json:"fold_marks,omitempty"`  // and room for the window of an envelope

	PhoneNight string `json:"phone_night,omitempty"` // who answers at night and on holidays
	Emergency  string `json:"emergency,omitempty"`   // the numbers to call in an emergency, where the country's are not meant
	Country    string `json:"country,omitempty"`     // "FR", "GB", or "" where it is not known
}

// Script is what the content asks of one case: which statements each decision
// needs and which answer to each question is right. It is derived from the
// content and the traits and never changes what the patient said.
type Script struct {
	Pages      []string
	Questions  []string            // ids in order
	Options    map[string][]string // question id → option ids
	Correct    map[string]string   // question id → right option
	Scales     []string
	Prompts    []string
	Statements map[Outcome][]string
}

// Answer is what the patient answered to one question of the check of
// understanding: the first time, and the last time asked.
type Answer struct {
	First string `json:"first"`
	Last  string `json:"last"`
}

// Question is one question to the doctor: picked (Prompt holds the id of the
// content) or typed (Text holds the patient's words).
type Question struct {
	Prompt string `json:"prompt,omitempty"`
	Text   string `json:"text,omitempty"`
}

// Reference names an earlier record by its id and the digest of all it holds.
type Reference struct {
	ID       string    `json:"id"`
	SHA256   string    `json:"sha256"`   // see Record.Digest
	Finished time.Time `json:"finished"` // when it was made
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
	Shown     []Language // languages the screens were shown in, in order of first use
	Seen      []string   // pages of the education seen, in order of first sight
	Answers   map[string]Answer
	Values    map[string]int // scale id → 0 to 10
	Questions []Question
	Decision  Outcome
	Ticked    map[string]bool
	Signed    []Signature // in order of signing
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
	return t
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

// Misunderstood lists the questions without a right last answer, in the
// script's order: what staff go over again with the patient. Nothing is asked
// of a patient who wants no information.
func (s Session) Misunderstood() []string {
	if s.Decision == DeclineInformation {
		return nil
	}
	var out []string
	for _, q := range s.Script.Questions {
		if s.Answers[q].Last != s.Script.Correct[q] {
			out = append(out, q)
		}
	}
	return out
}

// MissingStatements lists the statements of the decision not yet ticked.
func (s Session) MissingStatements() []string {
	var out []string
	for _, id := range s.Script.Statements[s.Decision] {
		if !s.Ticked[id] {
			out = append(out, id)
		}
	}
	return out
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
	if s.Refers != nil {
		return Later()
	}
	return Outcomes()
}

// Roles lists who signs: the patient, the clinician or nurse, and whoever
// takes part.
func (s Session) Roles() []Role {
	roles := []Role{RolePatient}
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
	s.Seen = slices.Clone(s.Seen)
	s.Answers = cloneMap(s.Answers)
	s.Values = cloneMap(s.Values)
	s.Questions = slices.Clone(s.Questions)
	s.Ticked = cloneMap(s.Ticked)
	s.Signed = slices.Clone(s.Signed)
	return s
}

// cloneMap copies m and gives an empty map for none.
func cloneMap[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return map[K]V{}
	}
	return maps.Clone(m)
}
