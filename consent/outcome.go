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

// Outcomes lists the four ends in the order they are offered.
func Outcomes() []Outcome {
	return []Outcome{AcceptProcedure, ChooseConservative, WantTime, DeclineInformation}
}

// Trait gives the trait that content names for the outcome.
func (o Outcome) Trait() Trait { return Trait("chose_" + string(o)) }
