package consent

import (
	"fmt"
	"slices"
	"strings"
)

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
// least one level to treat are compulsory; the rest may be left open. A person with
// one name only has it as birth name or as first names.
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

	Function            string `json:"function,omitempty"`             // of the clinician: radiologist…
	InterpreterLanguage string `json:"interpreter_language,omitempty"` // that the interpreter speaks with the patient
	TrustedContact      string `json:"trusted_contact,omitempty"`      // telephone or address of the trusted person
	TrustedOffered      Reply  `json:"trusted_offered,omitempty"`      // whether naming one was offered: yes, no

	Thinners      Reply  `json:"thinners,omitempty"` // takes blood thinners: yes, no
	ThinnersName  string `json:"thinners_name,omitempty"`
	Allergy       Reply  `json:"allergy,omitempty"` // yes, no
	AllergyTo     string `json:"allergy_to,omitempty"`
	Infection     Reply  `json:"infection,omitempty"` // at present: yes, no
	InfectionKind string `json:"infection_kind,omitempty"`

	Protection Protection `json:"protection,omitempty"`
	Protector  string     `json:"protector,omitempty"` // the curator, the guardian, or whoever decides

	Imaged        Date  `json:"imaged"`           // day of the MRI
	Planned       Date  `json:"planned"`          // day of the procedure, which may lie ahead
	AnaesthesiaOn Date  `json:"anaesthesia_on"`   // day of the consultation of anaesthesia, as well
	Urgent        Reply `json:"urgent,omitempty"` // yes, no

	TrustedRelation       string `json:"trusted_relation,omitempty"` // what the trusted person is to the patient
	Address               string `json:"address,omitempty"`          // the patient's, as CheckAddress takes it; as the others below
	Doctor                string `json:"doctor,omitempty"`           // the patient's own
	DoctorAddress         string `json:"doctor_address,omitempty"`
	Rheumatologist        string `json:"rheumatologist,omitempty"`
	RheumatologistAddress string `json:"rheumatologist_address,omitempty"`
}

// Protection is the measure of legal protection that the patient has.
type Protection string

// The measures. A person under curatorship decides alone; with a guardian who
// represents the person, or where the law names somebody else (an attorney or a
// deputy for health, Mental Capacity Act 2005), that one decides, after the patient's
// own word was asked for (code de la santé publique, L.1111-4).
const (
	ProtectionNotEntered Protection = ""
	Unprotected          Protection = "none"
	Curatorship          Protection = "curatorship"
	Guardianship         Protection = "guardianship"
	OtherDecides         Protection = "other"
)

// Protections lists the measures.
func Protections() []Protection {
	return []Protection{Unprotected, Curatorship, Guardianship, OtherDecides}
}

// ByOther tells whether somebody else decides than the patient.
func (p Protection) ByOther() bool { return p == Guardianship || p == OtherDecides }

// FullName gives the name to call the patient by: first names, then the used
// name if there is one, else the birth name. A person with one name only is called
// by that.
func (c Case) FullName() string {
	last := c.BirthName
	if c.UsedName != "" {
		last = c.UsedName
	}
	if c.FirstNames == "" || last == "" {
		return c.FirstNames + last
	}
	return c.FirstNames + " " + last
}

// Considered is the procedure that the texts speak of: the one entered, or what it is
// called at these levels.
func (c Case) Considered() Procedure {
	switch {
	case c.Procedure != ProcedureUndecided:
		return c.Procedure
	case c.ToTreat == NewLevelSet(Sacrum):
		return Sacroplasty
	}
	return Vertebroplasty
}

// oneName tells whether there is one of the two names at least; none is of spaces alone.
func oneName(birth, first string) bool {
	blank := func(s string) bool { return strings.TrimSpace(s) == "" }
	return !(blank(birth) && blank(first)) && (birth == "" || !blank(birth)) && (first == "" || !blank(first))
}

// Decides is the role of who decides, and signs first.
func (c Case) Decides() Role {
	if c.Protection.ByOther() {
		return RoleDecider
	}
	return RolePatient
}

// The T-scores that densitometry gives; outside lies a slip of the pen.
const (
	MinTScore = -8.0
	MaxTScore = 5.0
)

// check tells whether a case can be taken, or why not.
func (c Case) check(today Date) error {
	for _, check := range []func() error{c.checkTexts, func() error { return c.checkDays(today) }, c.checkValues} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func (c Case) checkTexts() error {
	if !oneName(c.BirthName, c.FirstNames) {
		return ProblemRequired
	}
	for _, t := range []struct {
		text     string
		limit    int
		required bool
	}{
		{c.BirthName, MaxName, false}, {c.FirstNames, MaxName, false}, {c.UsedName, MaxName, false},
		{c.RecordNumber, MaxShort, false}, {c.Clinician, MaxName, false}, {c.Nurse, MaxName, false},
		{c.Interpreter, MaxName, false}, {c.TrustedPerson, MaxName, false}, {c.Witness, MaxName, false},
		{c.Function, MaxShort, false}, {c.InterpreterLanguage, MaxShort, false}, {c.TrustedContact, MaxLine, false},
		{c.ThinnersName, MaxLine, false}, {c.AllergyTo, MaxLine, false}, {c.InfectionKind, MaxLine, false},
		{c.Protector, MaxName, c.Protection.ByOther()}, {c.TrustedRelation, MaxShort, false},
		{c.Doctor, MaxName, false}, {c.Rheumatologist, MaxName, false},
	} {
		if t.required && strings.TrimSpace(t.text) == "" {
			return ProblemRequired
		}
		if err := CheckText(t.text, t.limit); err != nil {
			return err
		}
	}
	for _, address := range []string{c.Address, c.DoctorAddress, c.RheumatologistAddress} {
		if err := CheckAddress(address); err != nil {
			return err
		}
	}
	return nil
}

// checkDays: what has been lies between birth and today. What is planned lies no
// further ahead than CheckPlanned has it; the day goes by, and the case with it stays.
func (c Case) checkDays(today Date) error {
	if err := CheckBirth(c.BirthDate, today); err != nil {
		return err
	}
	for _, d := range []struct {
		day   Date
		check func(day, today Date) error
	}{
		{c.PainOnset, CheckPast}, {c.Imaged, CheckPast}, {c.Planned, checkAhead}, {c.AnaesthesiaOn, checkAhead},
	} {
		if d.day.IsZero() {
			continue
		}
		if err := d.check(d.day, today); err != nil {
			return err
		}
		if d.day.Before(c.BirthDate) {
			return ProblemBeforeBirth
		}
	}
	return nil
}

func (c Case) checkValues() error {
	in := func(r Reply, allowed ...Reply) bool { return r == NotEntered || slices.Contains(allowed, r) }
	switch {
	case c.ToTreat == 0:
		return ProblemNoLevel
	case c.ToTreat&c.Old != 0:
		return ProblemLevelTwice
	case !in(c.Urgent, Yes, No), !in(c.TrustedOffered, Yes, No), !in(c.Thinners, Yes, No), !in(c.Allergy, Yes, No), !in(c.Infection, Yes, No),
		c.Protection != ProtectionNotEntered && !slices.Contains(Protections(), c.Protection):
		return ProblemUnknownValue
	case c.ThinnersName != "" && c.Thinners != Yes, c.AllergyTo != "" && c.Allergy != Yes, c.InfectionKind != "" && c.Infection != Yes,
		c.InterpreterLanguage != "" && c.Interpreter == "", c.TrustedContact+c.TrustedRelation != "" && c.TrustedPerson == "",
		c.DoctorAddress != "" && c.Doctor == "", c.RheumatologistAddress != "" && c.Rheumatologist == "",
		c.Protector != "" && (c.Protection == ProtectionNotEntered || c.Protection == Unprotected):
		return ProblemContradiction
	case c.Sex != Female && c.Sex != Male && c.Sex != SexUnknown:
		return ProblemRequired
	case (c.ToTreat|c.Old)&^NewLevelSet(Levels()...) != 0,
		!in(c.PainYields, Yes, Partly, No), !in(c.Oedema, Yes, No, NotDone), !in(c.Cleft, Yes, No),
		!in(c.BedBound, Yes, No), !in(c.Spontaneous, Yes, No), !in(c.FamilyHistory, Yes, No),
		c.Procedure != ProcedureUndecided && !slices.Contains(Procedures(), c.Procedure):
		return ProblemUnknownValue
	case c.Pain != nil && (*c.Pain < 0 || *c.Pain > MaxPain),
		c.EarlierFractures != nil && (*c.EarlierFractures < 0 || *c.EarlierFractures > MaxEarlier),
		c.TScore != nil && !(*c.TScore >= MinTScore && *c.TScore <= MaxTScore):
		return ProblemOutOfRange
	}
	return nil
}

// String keeps entries out of anything that prints a case by accident.
func (c Case) String() string { return fmt.Sprintf("case with %d levels to treat", c.ToTreat.Len()) }

// GoString does the same for %#v.
func (c Case) GoString() string { return c.String() }
