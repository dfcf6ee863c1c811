package consent

// Language is one of the two languages that everything is written in.
type Language string

// The languages of the screens and of the document.
const (
	French  Language = "fr"
	English Language = "en"
)

// Languages lists both, French first.
func Languages() []Language { return []Language{French, English} }

// Other gives the other of the two languages.
func (l Language) Other() Language {
	if l == English {
		return French
	}
	return English
}

// Sex is the administrative sex on the patient's papers.
type Sex string

// The values of Sex; SexUnknown stands for "indeterminate" of the French
// identity rules (RNIV: F, M, I).
const (
	Female     Sex = "female"
	Male       Sex = "male"
	SexUnknown Sex = "unknown"
)

// Reply is an answer to one question of the nurse's form.
type Reply string

// The replies; which of them a question takes stands beside the Case's field.
const (
	NotEntered Reply = ""
	Yes        Reply = "yes"
	No         Reply = "no"
	Partly     Reply = "partly"
	NotDone    Reply = "not_done"
)

// Procedure is the cement procedure that the team considers.
type Procedure string

// The procedures named by the article.
const (
	ProcedureUndecided Procedure = ""
	Vertebroplasty     Procedure = "vertebroplasty"
	Kyphoplasty        Procedure = "kyphoplasty" // with balloons (T07)
	Implant            Procedure = "implant"     // with expansion implants (T08)
	Sacroplasty        Procedure = "sacroplasty" // sacrum (S02)
)

// Procedures lists the procedures that can be considered.
func Procedures() []Procedure {
	return []Procedure{Vertebroplasty, Kyphoplasty, Implant, Sacroplasty}
}

// Case is what the nurse enters about one patient. Only the identity and at
// least one level to treat are compulsory; the rest may be left open.
// It is a plain value: the pointers in it are never written through.
type Case struct {
	BirthName    string `json:"birth_name"`
	FirstNames   string `json:"first_names"`
	UsedName     string `json:"used_name,omitempty"`
	BirthDate    Date   `json:"birth_date"`
	Sex          Sex    `json:"sex"`
	RecordNumber string `json:"record_number,omitempty"` // the clinic's own number

	ToTreat LevelSet `json:"levels_to_treat"`
	Old     LevelSet `json:"levels_old"`

	PainOnset        Date      `json:"pain_onset"`
	Pain             *int      `json:"pain,omitempty"`        // now, 0 to 10
	PainYields       Reply     `json:"pain_yields,omitempty"` // to painkillers: yes, partly, no
	Oedema           Reply     `json:"oedema,omitempty"`      // bone-marrow oedema on MRI: yes, no, not_done
	Cleft            Reply     `json:"cleft,omitempty"`       // pseudarthrosis: yes, no
	BedBound         Reply     `json:"bed_bound,omitempty"`   // yes, no
	Spontaneous      Reply     `json:"spontaneous,omitempty"` // yes, no
	EarlierFractures *int      `json:"earlier_fractures,omitempty"`
	TScore           *float64  `json:"t_score,omitempty"`        // lowest, in standard deviations, one decimal
	FamilyHistory    Reply     `json:"family_history,omitempty"` // yes, no
	Procedure        Procedure `json:"procedure,omitempty"`

	Clinician     string `json:"clinician,omitempty"`
	Nurse         string `json:"nurse,omitempty"`
	Interpreter   string `json:"interpreter,omitempty"`
	TrustedPerson string `json:"trusted_person,omitempty"`
	Witness       string `json:"witness,omitempty"`
}

// FullName gives the name to call the patient by: first names, then the used
// name if there is one, else the birth name.
func (c Case) FullName() string {
	last := c.BirthName
	if c.UsedName != "" {
		last = c.UsedName
	}
	return c.FirstNames + " " + last
}
