package consent

import (
	"slices"
	"strings"
	"time"
)

// This file has what a member of staff enters with the patient, once the patient has
// gone the way alone.

// Interview is the clinician's own statement of having spoken with the patient: the
// individual interview of the code de la santé publique, L.1111-2.
type Interview struct {
	By       string    `json:"by"`
	Function string    `json:"function,omitempty"`
	At       time.Time `json:"at"` // to the second
}

// Anaesthesia is what is planned for the procedure.
type Anaesthesia string

// What can be planned; the anaesthetist may still have to decide.
const (
	AnaesthesiaOpen    Anaesthesia = ""
	LocalAnaesthesia   Anaesthesia = "local"
	Sedation           Anaesthesia = "sedation"
	GeneralAnaesthetic Anaesthesia = "general"
	AnaesthetistSays   Anaesthesia = "anaesthetist"
)

// Anaesthesias lists what can be planned.
func Anaesthesias() []Anaesthesia {
	return []Anaesthesia{LocalAnaesthesia, Sedation, GeneralAnaesthetic, AnaesthetistSays}
}

// Lean is what the patient leans towards before the talk. It decides nothing.
type Lean string

// What a patient can lean towards.
const (
	LeanUnsaid       Lean = ""
	LeanProcedure    Lean = "vertebroplasty"
	LeanConservative Lean = "conservative"
	LeanUnsure       Lean = "unsure"
)

// Leans lists what can be said.
func Leans() []Lean { return []Lean{LeanConservative, LeanProcedure, LeanUnsure} }

// Extra is a procedure besides, which may become necessary, agreed to or refused.
type Extra struct {
	ID     string `json:"id"`
	Agreed bool   `json:"agreed"`
}

// Capacity is the clinician's answer to the four questions of the Mental Capacity Act
// 2005, section 3: whether the patient can understand, remember and weigh what was
// said, and tell a decision; and with what support. Each is yes, no or not entered.
type Capacity struct {
	Understand Reply  `json:"understand,omitempty"`
	Remember   Reply  `json:"remember,omitempty"`
	Weigh      Reply  `json:"weigh,omitempty"`
	Tell       Reply  `json:"tell,omitempty"`
	Support    string `json:"support,omitempty"`
}

// Entered tells whether anything was answered.
func (c Capacity) Entered() bool { return c != Capacity{} }

// OwnWord is what the patient said to the decision that another takes.
type OwnWord string

// What can be said.
const (
	WordNotAsked OwnWord = ""
	WordAgrees   OwnWord = "agrees"
	WordRefuses  OwnWord = "refuses"
	WordUnclear  OwnWord = "unclear"
)

// OwnWords lists what can be said.
func OwnWords() []OwnWord { return []OwnWord{WordAgrees, WordRefuses, WordUnclear} }

// MaxLine is how many runes one line of staff's has.
const MaxLine = 200

// With is all that is entered in the talk, beside answers and questions.
type With struct {
	Interview   *Interview // nil until a clinician states it; never written through
	Anaesthesia Anaesthesia
	Extras      map[string]bool // agreed or refused, by the ids of the script
	Capacity    Capacity
	Word        OwnWord // where another decides
	WordText    string
}

// Meet notes that a member of staff has taken the screen, with the patient.
type Meet struct{ At time.Time }

func (e Meet) apply(s *Session) error {
	if err := s.open(); err != nil {
		return err
	}
	m := s.moment()
	if m.Met.IsZero() {
		if e.At.Truncate(time.Second).Before(m.Began) {
			return ProblemClockBackward
		}
		m.Met = e.At.Truncate(time.Second)
	}
	return nil
}

// Together tells whether staff have taken the screen since the session began or was
// taken up.
func (s Session) Together() bool {
	return len(s.Moments) > 0 && !s.Moments[len(s.Moments)-1].Met.IsZero()
}

// together is open, and refuses what only staff may enter while they are not there.
func (s *Session) together() error {
	if err := s.open(); err != nil {
		return err
	}
	if !s.Together() {
		return ProblemNotTogether
	}
	return nil
}

// Talk is the clinician's statement of having spoken with the patient.
type Talk struct {
	By, Function string
	At           time.Time
}

func (e Talk) apply(s *Session) error {
	if err := s.together(); err != nil {
		return err
	}
	by, function := Normalise(e.By), Normalise(e.Function)
	if strings.TrimSpace(by) == "" {
		return ProblemRequired
	}
	if err := checkLines(line{by, MaxName}, line{function, MaxShort}); err != nil {
		return err
	}
	at := e.At.Truncate(time.Second)
	if at.Before(s.moment().Met) {
		return ProblemClockBackward
	}
	s.With.Interview = &Interview{By: by, Function: function, At: at}
	return nil
}

// Untalk takes the statement back, and with it a decision that rests on it.
type Untalk struct{}

func (Untalk) apply(s *Session) error {
	if err := s.together(); err != nil {
		return err
	}
	s.With.Interview = nil
	if s.Decision == AcceptProcedure {
		s.Decision, s.Ticked = Undecided, map[string]bool{}
	}
	return nil
}

// GoOver notes that a question of the check was gone over with the patient, by whom and
// when, or takes that back.
type GoOver struct {
	Question string
	On       bool
	By       string // as At: not asked for when it is taken back
	At       time.Time
}

func (e GoOver) apply(s *Session) error {
	if err := s.together(); err != nil {
		return err
	}
	if !slices.Contains(s.Script.Questions, e.Question) {
		return ProblemUnknownValue
	}
	by, at := "", time.Time{}
	if e.On {
		by, at = Normalise(e.By), e.At.Truncate(time.Second)
		if by == "" {
			return ProblemRequired
		}
		if err := CheckText(by, MaxName); err != nil {
			return err
		}
		if at.Before(s.moment().Met) {
			return ProblemClockBackward
		}
	}
	a := s.Answers[e.Question]
	a.GoneOver, a.GoneOverBy, a.GoneOverAt = e.On, by, at
	s.Answers[e.Question] = a
	return nil
}

// Tell notes whether a question of the patient's was answered, and how in one line.
type Tell struct {
	Question Question
	Answered bool
	Answer   string
}

func (e Tell) apply(s *Session) error {
	if err := s.together(); err != nil {
		return err
	}
	answer := Normalise(e.Answer)
	if err := CheckText(answer, MaxLine); err != nil {
		return err
	}
	i := slices.IndexFunc(s.Questions, e.Question.same)
	if i < 0 {
		return ProblemUnknownValue
	}
	s.Questions[i].Answered, s.Questions[i].Answer = e.Answered, answer
	return nil
}

// Anaesthetise sets the anaesthesia planned.
type Anaesthetise struct{ Anaesthesia Anaesthesia }

func (e Anaesthetise) apply(s *Session) error {
	if err := s.together(); err != nil {
		return err
	}
	if e.Anaesthesia != AnaesthesiaOpen && !slices.Contains(Anaesthesias(), e.Anaesthesia) {
		return ProblemUnknownValue
	}
	s.With.Anaesthesia = e.Anaesthesia
	return nil
}

// Allow notes that the patient agrees to a procedure besides, or refuses it.
type Allow struct {
	Extra string
	Reply Reply // yes, no, or not entered
}

func (e Allow) apply(s *Session) error {
	if err := s.together(); err != nil {
		return err
	}
	if !slices.Contains(s.Script.Extras, e.Extra) {
		return ProblemUnknownValue
	}
	switch e.Reply {
	case Yes, No:
		s.With.Extras[e.Extra] = e.Reply == Yes
	case NotEntered:
		delete(s.With.Extras, e.Extra)
	default:
		return ProblemUnknownValue
	}
	return nil
}

// Judge sets the clinician's answers on the patient's capacity.
type Judge struct{ Capacity Capacity }

func (e Judge) apply(s *Session) error {
	if err := s.together(); err != nil {
		return err
	}
	e.Capacity.Support = Normalise(e.Capacity.Support)
	if err := CheckText(e.Capacity.Support, MaxLine); err != nil {
		return err
	}
	for _, r := range []Reply{e.Capacity.Understand, e.Capacity.Remember, e.Capacity.Weigh, e.Capacity.Tell} {
		if r != NotEntered && r != Yes && r != No {
			return ProblemUnknownValue
		}
	}
	s.With.Capacity = e.Capacity
	return nil
}

// SayOwn keeps the patient's own word where another decides.
type SayOwn struct {
	Word OwnWord
	Text string
}

func (e SayOwn) apply(s *Session) error {
	if err := s.together(); err != nil {
		return err
	}
	e.Text = Normalise(e.Text)
	if err := CheckText(e.Text, MaxLine); err != nil {
		return err
	}
	if !s.Case.Protection.ByOther() || e.Word != WordNotAsked && !slices.Contains(OwnWords(), e.Word) {
		return ProblemUnknownValue
	}
	s.With.Word, s.With.WordText = e.Word, e.Text
	return nil
}

// Bring names who takes part today besides the patient, each with what belongs to it;
// "" for nobody.
type Bring struct {
	Interpreter, InterpreterLanguage string
	TrustedPerson, TrustedContact    string
	TrustedRelation                  string
	Witness                          string
}

func (e Bring) apply(s *Session) error {
	if err := s.together(); err != nil {
		return err
	}
	k := s.Case
	k.Interpreter, k.InterpreterLanguage = Normalise(e.Interpreter), Normalise(e.InterpreterLanguage)
	k.TrustedPerson, k.TrustedContact = Normalise(e.TrustedPerson), Normalise(e.TrustedContact)
	k.TrustedRelation, k.Witness = Normalise(e.TrustedRelation), Normalise(e.Witness)
	if k.Interpreter == "" {
		k.InterpreterLanguage = ""
	}
	if k.TrustedPerson == "" {
		k.TrustedContact, k.TrustedRelation = "", ""
	}
	if err := k.check(DateOf(s.moment().Began)); err != nil {
		return err
	}
	s.Case = k
	return nil
}

// LeanTo says what the patient leans towards.
type LeanTo struct{ Lean Lean }

func (e LeanTo) apply(s *Session) error {
	if err := s.open(); err != nil {
		return err
	}
	if e.Lean != LeanUnsaid && !slices.Contains(Leans(), e.Lean) {
		return ProblemUnknownValue
	}
	s.Lean = e.Lean
	return nil
}

// Pending is what stays open, and is printed so.
type Pending struct {
	Check       []string   // questions of the check that were neither understood nor gone over
	Questions   []Question // of the patient's, without an answer
	Interview   bool       // nobody has stated that they spoke with the patient
	Anaesthesia bool       // nothing is planned
	Word        bool       // another decides, and the patient's own word was not asked for
}

// Pending gives what stays open.
func (s Session) Pending() Pending {
	p := Pending{
		Interview:   s.With.Interview == nil,
		Anaesthesia: s.With.Anaesthesia == AnaesthesiaOpen,
		Word:        s.Case.Protection.ByOther() && s.With.Word == WordNotAsked,
	}
	for _, q := range s.Misunderstood() {
		if !s.Answers[q].GoneOver {
			p.Check = append(p.Check, q)
		}
	}
	for _, q := range s.Questions {
		if !q.Answered {
			p.Questions = append(p.Questions, q)
		}
	}
	return p
}

// Count counts the points.
func (p Pending) Count() int {
	n := len(p.Check) + len(p.Questions)
	for _, open := range []bool{p.Interview, p.Anaesthesia, p.Word} {
		if open {
			n++
		}
	}
	return n
}

// line is one text with its limit.
type line struct {
	text  string
	limit int
}

func checkLines(lines ...line) error {
	for _, l := range lines {
		if err := CheckText(l.text, l.limit); err != nil {
			return err
		}
	}
	return nil
}
