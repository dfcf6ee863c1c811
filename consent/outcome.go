package consent

// Outcome is how a session ends. Each is a good end with a document of its own.
type Outcome string

// The outcomes; Undecided is the zero value and never reaches a Record.
const (
	Undecided          Outcome = ""
	AcceptProcedure    Outcome = "vertebroplasty"
	ChooseConservative Outcome = "conservative"
	WantTime           Outcome = "time"
	DeclineInformation Outcome = "no_information"
)

// What can later be said to a consent that was given: a record of its own, which
// names the first one.
const (
	Confirmed Outcome = "confirmed" // on the day of the procedure
	Withdrawn Outcome = "withdrawn"
)

// Outcomes lists the four ends in the order they are offered.
func Outcomes() []Outcome {
	return []Outcome{AcceptProcedure, ChooseConservative, WantTime, DeclineInformation}
}

// Later lists what can be said to a consent that was given.
func Later() []Outcome { return []Outcome{Confirmed, Withdrawn} }

// AllOutcomes lists every outcome that a record can have.
func AllOutcomes() []Outcome { return append(Outcomes(), Later()...) }

// Trait gives the trait that content names for the outcome.
func (o Outcome) Trait() Trait { return Trait("chose_" + string(o)) }
