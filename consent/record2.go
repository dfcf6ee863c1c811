package consent

import (
	"slices"
	"time"
)

// record2 is the record of schema 2. It has what schema 1 has, and besides what only
// passed and what was opened, the orders drawn by lot, the second forms of questions,
// what matters in five steps, the clinic's numbers by night and in an emergency, all that
// staff enter with the patient, and what the letter to the patient's doctors needs.
//
// It is frozen: what later records hold besides needs a schema of its own.
type record2 struct {
	Schema         int              `json:"schema"`
	ID             string           `json:"id"`
	ContentVersion string           `json:"content_version"`
	Specimen       bool             `json:"specimen,omitempty"`
	Clinic         clinic2          `json:"clinic"`
	Started        time.Time        `json:"started"`
	Finished       time.Time        `json:"finished"`
	Read           string           `json:"language_read"`
	Shown          []string         `json:"languages_shown"`
	Case           case2            `json:"case"`
	Seen           []string         `json:"pages_seen"`
	Passed         []string         `json:"pages_passed"`
	Opened         []string         `json:"opened"`
	Orders         []order2         `json:"orders"`
	Understanding  []understanding2 `json:"understanding"`
	Values         []value1         `json:"values"` // 0 to 4
	Questions      []question2      `json:"questions"`
	Lean           string           `json:"lean,omitempty"`
	Interview      *interview2      `json:"interview,omitempty"`
	Anaesthesia    string           `json:"anaesthesia,omitempty"`
	Extras         []extra2         `json:"extras"`
	Capacity       *capacity2       `json:"capacity,omitempty"`
	Word           string           `json:"own_word,omitempty"`
	WordText       string           `json:"own_word_text,omitempty"`
	Moments        []moment2        `json:"moments"`
	Corrections    []correction2    `json:"corrections"`
	Outcome        string           `json:"outcome"`
	Statements     []string         `json:"statements"`
	Signatures     []signature2     `json:"signatures"`
	Refers         *reference2      `json:"refers,omitempty"`
}

type clinic2 struct {
	clinic1
	PhoneNight string `json:"phone_night,omitempty"`
	Emergency  string `json:"emergency,omitempty"`
	Country    string `json:"country,omitempty"`

	Letter         bool   `json:"letter,omitempty"`
	LetterLanguage string `json:"letter_language,omitempty"`
	DataContact    string `json:"data_contact,omitempty"`
}

type case2 struct {
	case1
	Function            string `json:"function,omitempty"`
	InterpreterLanguage string `json:"interpreter_language,omitempty"`
	TrustedContact      string `json:"trusted_contact,omitempty"`
	TrustedOffered      string `json:"trusted_offered,omitempty"`
	Thinners            string `json:"thinners,omitempty"`
	ThinnersName        string `json:"thinners_name,omitempty"`
	Allergy             string `json:"allergy,omitempty"`
	AllergyTo           string `json:"allergy_to,omitempty"`
	Infection           string `json:"infection,omitempty"`
	InfectionKind       string `json:"infection_kind,omitempty"`
	Protection          string `json:"protection,omitempty"`
	Protector           string `json:"protector,omitempty"`

	Imaged                string `json:"imaged,omitempty"` // days are as those of case1
	Planned               string `json:"planned,omitempty"`
	AnaesthesiaOn         string `json:"anaesthesia_on,omitempty"`
	Urgent                string `json:"urgent,omitempty"`
	TrustedRelation       string `json:"trusted_relation,omitempty"`
	Address               string `json:"address,omitempty"`
	Doctor                string `json:"doctor,omitempty"`
	DoctorAddress         string `json:"doctor_address,omitempty"`
	Rheumatologist        string `json:"rheumatologist,omitempty"`
	RheumatologistAddress string `json:"rheumatologist_address,omitempty"`
}

type order2 struct {
	Of  string   `json:"of"`
	IDs []string `json:"ids"`
}

type understanding2 struct {
	Question        string    `json:"question"`
	First           string    `json:"first"`
	Last            string    `json:"last"`
	Again           bool      `json:"again,omitempty"`
	Correct         bool      `json:"correct"`
	GoneOver        bool      `json:"gone_over,omitempty"`
	GoneOverBy      string    `json:"gone_over_by,omitempty"`
	GoneOverAt      time.Time `json:"gone_over_at,omitzero"`
	Together        string    `json:"together,omitempty"`
	TogetherAgain   bool      `json:"together_again,omitempty"`
	TogetherCorrect bool      `json:"together_correct,omitempty"`
	TogetherAt      time.Time `json:"together_at,omitzero"`
}

type question2 struct {
	Prompt   string `json:"prompt,omitempty"`
	Text     string `json:"text,omitempty"`
	Answered bool   `json:"answered,omitempty"`
	Answer   string `json:"answer,omitempty"`
}

type interview2 struct {
	By       string    `json:"by"`
	Function string    `json:"function,omitempty"`
	At       time.Time `json:"at"`
}

type extra2 struct {
	ID     string `json:"id"`
	Agreed bool   `json:"agreed"`
}

type capacity2 struct {
	Understand string `json:"understand,omitempty"`
	Remember   string `json:"remember,omitempty"`
	Weigh      string `json:"weigh,omitempty"`
	Tell       string `json:"tell,omitempty"`
	Support    string `json:"support,omitempty"`
}

type moment2 struct {
	Began   time.Time  `json:"began"`
	Met     *time.Time `json:"met,omitempty"`
	Ended   *time.Time `json:"ended,omitempty"` // always there in a record
	Content string     `json:"content,omitempty"`
	Present []person2  `json:"present"`
}

type person2 struct {
	Role string `json:"role"`
	Name string `json:"name"`
}

type correction2 struct {
	By        string    `json:"by"`
	At        time.Time `json:"at"`
	ToTreat   []string  `json:"levels_to_treat"`
	Old       []string  `json:"levels_old"`
	Procedure string    `json:"procedure,omitempty"`
	Pages     []string  `json:"pages"`
}

type signature2 struct {
	signature1
	Function string `json:"function,omitempty"`
}

type reference2 struct {
	reference1
	Time bool `json:"time,omitempty"`
}

func freeze2(r Record) record2 {
	one := freeze1(r)
	f := record2{
		Schema: one.Schema, ID: one.ID, ContentVersion: one.ContentVersion, Specimen: one.Specimen,
		Clinic: clinic2{one.Clinic, r.Clinic.PhoneNight, r.Clinic.Emergency, r.Clinic.Country,
			r.Clinic.Letter, string(r.Clinic.LetterLanguage), r.Clinic.DataContact},
		Started: one.Started, Finished: one.Finished, Read: one.Read, Shown: one.Shown, Case: freezeCase2(r.Case),
		Seen: one.Seen, Passed: slices.Clone(r.Passed), Opened: slices.Clone(r.Opened),
		Orders:        each(r.Orders, func(o Order) order2 { return order2{o.Of, slices.Clone(o.IDs)} }),
		Understanding: each(r.Understanding, func(u Understanding) understanding2 { return understanding2(u) }),
		Values:        one.Values,
		Questions:     each(r.Questions, func(q Question) question2 { return question2(q) }),
		Lean:          string(r.Lean), Anaesthesia: string(r.With.Anaesthesia),
		Extras: each(r.Extras, func(e Extra) extra2 { return extra2(e) }),
		Word:   string(r.With.Word), WordText: r.With.WordText,
		Moments:     each(r.Moments, freezeMoment2),
		Corrections: each(r.Corrections, freezeCorrection2),
		Outcome:     one.Outcome, Statements: one.Statements,
	}
	for i, s := range one.Signatures {
		f.Signatures = append(f.Signatures, signature2{s, r.Signatures[i].Function})
	}
	if i := r.With.Interview; i != nil {
		f.Interview = &interview2{i.By, i.Function, i.At}
	}
	if c := r.With.Capacity; c.Entered() {
		f.Capacity = &capacity2{string(c.Understand), string(c.Remember), string(c.Weigh), string(c.Tell), c.Support}
	}
	if one.Refers != nil {
		f.Refers = &reference2{*one.Refers, r.Refers.Time}
	}
	return f
}

func freezeCase2(c Case) case2 {
	return case2{
		case1: freezeCase1(c), Function: c.Function, InterpreterLanguage: c.InterpreterLanguage, TrustedContact: c.TrustedContact,
		TrustedOffered: string(c.TrustedOffered), Thinners: string(c.Thinners), ThinnersName: c.ThinnersName,
		Allergy: string(c.Allergy), AllergyTo: c.AllergyTo, Infection: string(c.Infection), InfectionKind: c.InfectionKind,
		Protection: string(c.Protection), Protector: c.Protector,
		Imaged: c.Imaged.String(), Planned: c.Planned.String(), AnaesthesiaOn: c.AnaesthesiaOn.String(), Urgent: string(c.Urgent),
		TrustedRelation: c.TrustedRelation, Address: c.Address, Doctor: c.Doctor, DoctorAddress: c.DoctorAddress,
		Rheumatologist: c.Rheumatologist, RheumatologistAddress: c.RheumatologistAddress,
	}
}

func (f case2) thaw() (Case, error) {
	c, err := f.case1.thaw()
	c.Function, c.InterpreterLanguage, c.TrustedContact = f.Function, f.InterpreterLanguage, f.TrustedContact
	c.TrustedOffered, c.Thinners, c.ThinnersName = Reply(f.TrustedOffered), Reply(f.Thinners), f.ThinnersName
	c.Allergy, c.AllergyTo, c.Infection, c.InfectionKind = Reply(f.Allergy), f.AllergyTo, Reply(f.Infection), f.InfectionKind
	c.Protection, c.Protector = Protection(f.Protection), f.Protector
	day := func(text string) Date {
		d, wrong := day1(text)
		if wrong != nil {
			err = wrong
		}
		return d
	}
	c.Imaged, c.Planned, c.AnaesthesiaOn = day(f.Imaged), day(f.Planned), day(f.AnaesthesiaOn)
	c.Urgent, c.TrustedRelation, c.Address = Reply(f.Urgent), f.TrustedRelation, f.Address
	c.Doctor, c.DoctorAddress = f.Doctor, f.DoctorAddress
	c.Rheumatologist, c.RheumatologistAddress = f.Rheumatologist, f.RheumatologistAddress
	return c, err
}

func freezeMoment2(m Moment) moment2 {
	return moment2{m.Began, timeOrNone(m.Met), timeOrNone(m.Ended), m.Content,
		each(m.Present, func(p Person) person2 { return person2{string(p.Role), p.Name} })}
}

func (f moment2) thaw() Moment {
	return Moment{f.Began, timeOrZero(f.Met), timeOrZero(f.Ended), f.Content,
		each(f.Present, func(p person2) Person { return Person{Role(p.Role), p.Name} })}
}

func timeOrNone(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func timeOrZero(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

func freezeCorrection2(c Correction) correction2 {
	levels := freezeCase1(Case{ToTreat: c.ToTreat, Old: c.Old})
	return correction2{c.By, c.At, levels.ToTreat, levels.Old, string(c.Procedure), slices.Clone(c.Pages)}
}

func (f correction2) thaw() (Correction, error) {
	levels, err := case1{ToTreat: f.ToTreat, Old: f.Old}.thaw()
	return Correction{By: f.By, At: f.At, ToTreat: levels.ToTreat, Old: levels.Old, Procedure: Procedure(f.Procedure), Pages: slices.Clone(f.Pages)}, err
}

// likeOne is what schema 1 knows of the record.
func (f record2) likeOne() record1 {
	one := record1{
		Schema: f.Schema, ID: f.ID, ContentVersion: f.ContentVersion, Specimen: f.Specimen, Clinic: f.Clinic.clinic1,
		Started: f.Started, Finished: f.Finished, Read: f.Read, Shown: f.Shown, Case: f.Case.case1, Seen: f.Seen,
		Values: f.Values, Questions: each(f.Questions, func(q question2) question1 { return question1{q.Prompt, q.Text} }),
		Outcome: f.Outcome, Statements: f.Statements,
		Signatures: each(f.Signatures, func(s signature2) signature1 { return s.signature1 }),
	}
	if f.Refers != nil {
		one.Refers = &f.Refers.reference1
	}
	return one
}

func (f record2) thaw() (Record, error) {
	r, err := f.likeOne().thaw()
	if err != nil {
		return Record{}, err
	}
	if r.Case, err = f.Case.thaw(); err != nil {
		return Record{}, err
	}
	r.Clinic.PhoneNight, r.Clinic.Emergency, r.Clinic.Country = f.Clinic.PhoneNight, f.Clinic.Emergency, f.Clinic.Country
	r.Clinic.Letter, r.Clinic.LetterLanguage, r.Clinic.DataContact = f.Clinic.Letter, Language(f.Clinic.LetterLanguage), f.Clinic.DataContact
	r.Passed, r.Opened = slices.Clone(f.Passed), slices.Clone(f.Opened)
	r.Orders = each(f.Orders, func(o order2) Order { return Order{o.Of, slices.Clone(o.IDs)} })
	r.Understanding = each(f.Understanding, func(u understanding2) Understanding { return Understanding(u) })
	r.Questions = each(f.Questions, func(q question2) Question { return Question(q) })
	r.Extras = each(f.Extras, func(e extra2) Extra { return Extra(e) })
	r.Lean = Lean(f.Lean)
	r.With = f.with()
	r.Moments = each(f.Moments, moment2.thaw)
	for _, c := range f.Corrections {
		back, err := c.thaw()
		if err != nil {
			return Record{}, err
		}
		r.Corrections = append(r.Corrections, back)
	}
	if f.Corrections != nil && r.Corrections == nil {
		r.Corrections = []Correction{}
	}
	for i := range f.Signatures {
		r.Signatures[i].Function = f.Signatures[i].Function
	}
	if f.Refers != nil {
		r.Refers.Time = f.Refers.Time
	}
	return r, nil
}

// with is what staff entered, without what stands in lists of the record's own.
func (f record2) with() With {
	w := With{Anaesthesia: Anaesthesia(f.Anaesthesia), Word: OwnWord(f.Word), WordText: f.WordText}
	if i := f.Interview; i != nil {
		w.Interview = &Interview{i.By, i.Function, i.At}
	}
	if c := f.Capacity; c != nil {
		w.Capacity = Capacity{Reply(c.Understand), Reply(c.Remember), Reply(c.Weigh), Reply(c.Tell), c.Support}
	}
	return w
}
