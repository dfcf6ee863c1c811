package consent

import (
	"math"
	"strconv"
	"strings"
)

// Field names one entry of the nurse's form.
type Field string

// The entries of the form that can be refused on their own.
const (
	FieldBirthName     Field = "birth_name"
	FieldFirstNames    Field = "first_names"
	FieldUsedName      Field = "used_name"
	FieldBirthDate     Field = "birth_date"
	FieldSex           Field = "sex"
	FieldRecordNumber  Field = "record_number"
	FieldLevels        Field = "levels"
	FieldPainOnset     Field = "pain_onset"
	FieldEarlier       Field = "earlier_fractures"
	FieldTScore        Field = "t_score"
	FieldClinician     Field = "clinician"
	FieldNurse         Field = "nurse"
	FieldInterpreter   Field = "interpreter"
	FieldTrustedPerson Field = "trusted_person"
	FieldWitness       Field = "witness"

	FieldFunction            Field = "function"
	FieldInterpreterLanguage Field = "interpreter_language"
	FieldTrustedContact      Field = "trusted_contact"
	FieldThinners            Field = "thinners_name"
	FieldAllergy             Field = "allergy_to"
	FieldInfection           Field = "infection_kind"
	FieldProtector           Field = "protector"

	FieldImaged                Field = "imaged"
	FieldPlanned               Field = "planned"
	FieldAnaesthesiaOn         Field = "anaesthesia_on"
	FieldTrustedRelation       Field = "trusted_relation"
	FieldAddress               Field = "address"
	FieldDoctor                Field = "doctor"
	FieldDoctorAddress         Field = "doctor_address"
	FieldRheumatologist        Field = "rheumatologist"
	FieldRheumatologistAddress Field = "rheumatologist_address"
)

// Form is the nurse's form as it stands on the screen: typed texts as typed,
// choices as chosen. The zero value is the empty form.
type Form struct {
	Texts      map[Field]string // names, dates, numbers
	Sex        Sex
	ToTreat    LevelSet
	Old        LevelSet
	Pain       *int
	PainYields Reply
	Oedema     Reply
	Cleft      Reply
	BedBound   Reply
	Sudden     Reply // spontaneous fracture
	Family     Reply
	Procedure  Procedure

	TrustedOffered Reply // the patient was asked whether to name a trusted person
	Thinners       Reply
	Allergy        Reply
	Infection      Reply
	Protection     Protection

	Urgent Reply
}

// Reading is what a form's texts are read with.
type Reading struct {
	Today  Date
	Date   func(string) (Date, error) // a day as people type it
	Prints func(rune) bool            // whether the document's font has a character
}

// Read turns the form into a case. Every entry that cannot be taken is named
// with its problem; the case is complete only when there is none.
func (f Form) Read(r Reading) (Case, map[Field]Problem) {
	problems := map[Field]Problem{}
	text := func(field Field, limit int, required bool) string {
		s, err := r.text(f.Texts[field], limit, required)
		if p, ok := ProblemOf(err); ok {
			problems[field] = p
		}
		return s
	}
	c := Case{
		BirthName:     text(FieldBirthName, MaxName, true),
		FirstNames:    text(FieldFirstNames, MaxName, true),
		UsedName:      text(FieldUsedName, MaxName, false),
		RecordNumber:  text(FieldRecordNumber, MaxShort, false),
		Clinician:     text(FieldClinician, MaxName, false),
		Nurse:         text(FieldNurse, MaxName, false),
		Interpreter:   text(FieldInterpreter, MaxName, false),
		TrustedPerson: text(FieldTrustedPerson, MaxName, false),
		Witness:       text(FieldWitness, MaxName, false),
		Sex:           f.Sex, ToTreat: f.ToTreat, Old: f.Old, Pain: f.Pain, PainYields: f.PainYields,
		Oedema: f.Oedema, Cleft: f.Cleft, BedBound: f.BedBound, Spontaneous: f.Sudden,
		FamilyHistory: f.Family, Procedure: f.Procedure,
		Function: text(FieldFunction, MaxShort, false), TrustedOffered: f.TrustedOffered,
		Thinners: f.Thinners, Allergy: f.Allergy, Infection: f.Infection, Protection: f.Protection,
		Urgent: f.Urgent, Doctor: text(FieldDoctor, MaxName, false), Rheumatologist: text(FieldRheumatologist, MaxName, false),
	}
	// What belongs to an answer that was not given is not asked for, and not kept.
	detail := func(field Field, limit int, asked, required bool) string {
		if !asked {
			return ""
		}
		return text(field, limit, required)
	}
	c.InterpreterLanguage = detail(FieldInterpreterLanguage, MaxShort, c.Interpreter != "", false)
	c.TrustedContact = detail(FieldTrustedContact, MaxLine, c.TrustedPerson != "", false)
	c.TrustedRelation = detail(FieldTrustedRelation, MaxShort, c.TrustedPerson != "", false)
	c.ThinnersName = detail(FieldThinners, MaxLine, f.Thinners == Yes, false)
	c.AllergyTo = detail(FieldAllergy, MaxLine, f.Allergy == Yes, false)
	c.InfectionKind = detail(FieldInfection, MaxLine, f.Infection == Yes, false)
	c.Protector = detail(FieldProtector, MaxName, f.Protection == Curatorship || f.Protection.ByOther(), f.Protection.ByOther())
	if c.TrustedPerson != "" { // who is named need not have been offered
		c.TrustedOffered = NotEntered
	}
	if f.Sex == "" {
		problems[FieldSex] = ProblemRequired
	}
	if f.ToTreat == 0 {
		problems[FieldLevels] = ProblemNoLevel
	}
	f.readAddresses(r, &c, problems)
	f.readDates(r, &c, problems)
	f.readNumbers(&c, problems)
	return c, problems
}

// text reads one typed line.
func (r Reading) text(s string, limit int, required bool) (string, error) {
	if err := CheckText(s, limit); err != nil {
		return "", err
	}
	s = Normalise(s)
	for _, c := range s {
		if !r.Prints(c) {
			return "", ProblemGlyph
		}
	}
	if s == "" && required {
		return "", ProblemRequired
	}
	return s, nil
}

// readAddresses reads the postal addresses: the patient's, and those of doctors who are
// named.
func (f Form) readAddresses(r Reading, c *Case, problems map[Field]Problem) {
	read := func(field Field, asked bool) string {
		if !asked {
			return ""
		}
		s := NormaliseAddress(f.Texts[field])
		err := CheckAddress(s)
		for _, sign := range s {
			if err == nil && sign != '\n' && !r.Prints(sign) {
				err = ProblemGlyph
			}
		}
		if p, ok := ProblemOf(err); ok {
			problems[field] = p
			return ""
		}
		return s
	}
	c.Address = read(FieldAddress, true)
	c.DoctorAddress = read(FieldDoctorAddress, c.Doctor != "")
	c.RheumatologistAddress = read(FieldRheumatologistAddress, c.Rheumatologist != "")
}

func (f Form) readDates(r Reading, c *Case, problems map[Field]Problem) {
	read := func(field Field, required bool, check func(day, today Date) error) (d Date) {
		typed := strings.TrimSpace(f.Texts[field])
		var err error
		if typed == "" {
			if required {
				problems[field] = ProblemRequired
			}
			return Date{}
		}
		if d, err = r.Date(typed); err == nil {
			err = check(d, r.Today)
		}
		if p, ok := ProblemOf(err); ok {
			problems[field] = p
			return Date{}
		}
		return d
	}
	c.BirthDate = read(FieldBirthDate, true, CheckPast)
	for _, d := range []struct {
		field Field
		into  *Date
		check func(day, today Date) error
	}{
		{FieldPainOnset, &c.PainOnset, CheckPast}, {FieldImaged, &c.Imaged, CheckPast},
		{FieldPlanned, &c.Planned, CheckPlanned}, {FieldAnaesthesiaOn, &c.AnaesthesiaOn, CheckPlanned},
	} {
		*d.into = read(d.field, false, d.check)
		if !d.into.IsZero() && !c.BirthDate.IsZero() && d.into.Before(c.BirthDate) {
			problems[d.field] = ProblemBeforeBirth
		}
	}
}

func (f Form) readNumbers(c *Case, problems map[Field]Problem) {
	if typed := strings.TrimSpace(f.Texts[FieldEarlier]); typed != "" {
		n, err := strconv.Atoi(typed)
		switch {
		case err != nil:
			problems[FieldEarlier] = ProblemNotANumber
		case n < 0 || n > MaxEarlier:
			problems[FieldEarlier] = ProblemOutOfRange
		default:
			c.EarlierFractures = &n
		}
	}
	if typed := strings.TrimSpace(f.Texts[FieldTScore]); typed != "" {
		typed = strings.NewReplacer(",", ".", "−", "-", "–", "-").Replace(typed)
		v, err := strconv.ParseFloat(typed, 64)
		switch {
		case err != nil || math.IsNaN(v):
			problems[FieldTScore] = ProblemNotANumber
		case v < MinTScore || v > MaxTScore:
			problems[FieldTScore] = ProblemOutOfRange
		default:
			v = math.Round(v*10) / 10
			if v == 0 {
				v = 0 // no minus before a zero
			}
			c.TScore = &v
		}
	}
}
