package consent

import (
	"fmt"
	"slices"
	"time"
)

// record1 is the record of schema 1, as the program 0.1.0 wrote it. It is frozen:
// neither its fields, their order and names, nor how each is written, may change.
type record1 struct {
	Schema         int              `json:"schema"`
	ID             string           `json:"id"`
	ContentVersion string           `json:"content_version"`
	Specimen       bool             `json:"specimen,omitempty"`
	Clinic         clinic1          `json:"clinic"`
	Started        time.Time        `json:"started"`
	Finished       time.Time        `json:"finished"`
	Read           string           `json:"language_read"`
	Shown          []string         `json:"languages_shown"`
	Case           case1            `json:"case"`
	Seen           []string         `json:"pages_seen"`
	Understanding  []understanding1 `json:"understanding"`
	Values         []value1         `json:"values"`
	Questions      []question1      `json:"questions"`
	Outcome        string           `json:"outcome"`
	Statements     []string         `json:"statements"`
	Signatures     []signature1     `json:"signatures"`
	Refers         *reference1      `json:"refers,omitempty"`
}

type clinic1 struct {
	Name      string `json:"name"`
	Address   string `json:"address,omitempty"`
	Phone     string `json:"phone,omitempty"`
	Threshold int    `json:"anaesthesia_threshold"`
	Paper     string `json:"paper"`
	Print     string `json:"print,omitempty"`
	Duplex    bool   `json:"duplex,omitempty"`
	FoldMarks bool   `json:"fold_marks,omitempty"`
}

// case1 has days as ISO 8601 writes them, "" for none, and levels by their short
// names from above downwards.
type case1 struct {
	BirthName        string   `json:"birth_name"`
	FirstNames       string   `json:"first_names"`
	UsedName         string   `json:"used_name,omitempty"`
	BirthDate        string   `json:"birth_date"`
	Sex              string   `json:"sex"`
	RecordNumber     string   `json:"record_number,omitempty"`
	ToTreat          []string `json:"levels_to_treat"`
	Old              []string `json:"levels_old"`
	PainOnset        string   `json:"pain_onset"`
	Pain             *int     `json:"pain,omitempty"`
	PainYields       string   `json:"pain_yields,omitempty"`
	Oedema           string   `json:"oedema,omitempty"`
	Cleft            string   `json:"cleft,omitempty"`
	BedBound         string   `json:"bed_bound,omitempty"`
	Spontaneous      string   `json:"spontaneous,omitempty"`
	EarlierFractures *int     `json:"earlier_fractures,omitempty"`
	TScore           *float64 `json:"t_score,omitempty"`
	FamilyHistory    string   `json:"family_history,omitempty"`
	Procedure        string   `json:"procedure,omitempty"`
	Clinician        string   `json:"clinician,omitempty"`
	Nurse            string   `json:"nurse,omitempty"`
	Interpreter      string   `json:"interpreter,omitempty"`
	TrustedPerson    string   `json:"trusted_person,omitempty"`
	Witness          string   `json:"witness,omitempty"`
}

type understanding1 struct {
	Question string `json:"question"`
	First    string `json:"first"`
	Last     string `json:"last"`
	Correct  bool   `json:"correct"`
}

type value1 struct {
	Scale string `json:"scale"`
	Value int    `json:"value"` // 0 to 10
}

type question1 struct {
	Prompt string `json:"prompt,omitempty"`
	Text   string `json:"text,omitempty"`
}

type signature1 struct {
	Role    string     `json:"role"`
	Name    string     `json:"name"`
	Method  string     `json:"method"`
	Strokes [][]point1 `json:"strokes,omitempty"`
	Typed   string     `json:"typed,omitempty"`
	At      time.Time  `json:"at"`
}

type point1 struct {
	X float32 `json:"x"`
	Y float32 `json:"y"`
}

type reference1 struct {
	ID       string    `json:"id"`
	SHA256   string    `json:"sha256"`
	Finished time.Time `json:"finished"`
}

// levels1 are the levels by the names that schema 1 gives them.
var levels1 = []struct {
	name  string
	level Level
}{
	{"T1", T1}, {"T2", T2}, {"T3", T3}, {"T4", T4}, {"T5", T5}, {"T6", T6}, {"T7", T7}, {"T8", T8}, {"T9", T9},
	{"T10", T10}, {"T11", T11}, {"T12", T12}, {"L1", L1}, {"L2", L2}, {"L3", L3}, {"L4", L4}, {"L5", L5}, {"S", Sacrum},
}

// freeze1 takes out of a record what schema 1 has a place for. A list that is not
// there and one that is empty stay apart: they are written differently. Where a
// type of today is converted as it stands, growing it does not compile until its
// fields are named here one by one.
func freeze1(r Record) record1 {
	f := record1{
		Schema: r.Schema, ID: r.ID, ContentVersion: r.ContentVersion, Specimen: r.Specimen,
		Clinic: clinic1{Name: r.Clinic.Name, Address: r.Clinic.Address, Phone: r.Clinic.Phone, Threshold: r.Clinic.Threshold,
			Paper: r.Clinic.Paper, Print: r.Clinic.Print, Duplex: r.Clinic.Duplex, FoldMarks: r.Clinic.FoldMarks},
		Started: r.Started, Finished: r.Finished, Read: string(r.Read), Case: freezeCase1(r.Case), Seen: slices.Clone(r.Seen),
		Outcome: string(r.Outcome), Statements: slices.Clone(r.Statements),
		Shown:         each(r.Shown, func(l Language) string { return string(l) }),
		Understanding: each(r.Understanding, func(u Understanding) understanding1 { return understanding1{u.Question, u.First, u.Last, u.Correct} }),
		Values:        each(r.Values, func(v Value) value1 { return value1(v) }),
		Questions:     each(r.Questions, func(q Question) question1 { return question1{q.Prompt, q.Text} }),
		Signatures: each(r.Signatures, func(s Signature) signature1 {
			strokes := each(s.Strokes, func(s Stroke) []point1 { return each(s, func(p Point) point1 { return point1(p) }) })
			return signature1{string(s.Role), s.Name, string(s.Method), strokes, s.Typed, s.At}
		}),
	}
	if r.Refers != nil {
		f.Refers = &reference1{r.Refers.ID, r.Refers.SHA256, r.Refers.Finished}
	}
	return f
}

func freezeCase1(c Case) case1 {
	names := func(set LevelSet) []string {
		out := []string{}
		for _, l := range levels1 {
			if set.Has(l.level) {
				out = append(out, l.name)
			}
		}
		return out
	}
	return case1{
		BirthName: c.BirthName, FirstNames: c.FirstNames, UsedName: c.UsedName, BirthDate: c.BirthDate.String(), Sex: string(c.Sex),
		RecordNumber: c.RecordNumber, ToTreat: names(c.ToTreat), Old: names(c.Old), PainOnset: c.PainOnset.String(), Pain: c.Pain,
		PainYields: string(c.PainYields), Oedema: string(c.Oedema), Cleft: string(c.Cleft), BedBound: string(c.BedBound),
		Spontaneous: string(c.Spontaneous), EarlierFractures: c.EarlierFractures, TScore: c.TScore,
		FamilyHistory: string(c.FamilyHistory), Procedure: string(c.Procedure), Clinician: c.Clinician, Nurse: c.Nurse,
		Interpreter: c.Interpreter, TrustedPerson: c.TrustedPerson, Witness: c.Witness,
	}
}

// thaw gives the record as the program has it now, if it can be read at all.
func (f record1) thaw() (Record, error) {
	c, err := f.Case.thaw()
	if err != nil {
		return Record{}, err
	}
	r := Record{
		Schema: f.Schema, ID: f.ID, ContentVersion: f.ContentVersion, Specimen: f.Specimen,
		Clinic: Clinic{Name: f.Clinic.Name, Address: f.Clinic.Address, Phone: f.Clinic.Phone, Threshold: f.Clinic.Threshold,
			Paper: f.Clinic.Paper, Print: f.Clinic.Print, Duplex: f.Clinic.Duplex, FoldMarks: f.Clinic.FoldMarks},
		Started: f.Started, Finished: f.Finished, Read: Language(f.Read), Case: c, Seen: slices.Clone(f.Seen),
		Outcome: Outcome(f.Outcome), Statements: slices.Clone(f.Statements),
		Shown: each(f.Shown, func(l string) Language { return Language(l) }),
		Understanding: each(f.Understanding, func(u understanding1) Understanding {
			return Understanding{Question: u.Question, First: u.First, Last: u.Last, Correct: u.Correct}
		}),
		Values:    each(f.Values, func(v value1) Value { return Value(v) }),
		Questions: each(f.Questions, func(q question1) Question { return Question{Prompt: q.Prompt, Text: q.Text} }),
		Signatures: each(f.Signatures, func(s signature1) Signature {
			strokes := each(s.Strokes, func(s []point1) Stroke { return each(s, func(p point1) Point { return Point(p) }) })
			return Signature{Role: Role(s.Role), Name: s.Name, Method: Method(s.Method), Strokes: strokes, Typed: s.Typed, At: s.At}
		}),
	}
	if f.Refers != nil {
		r.Refers = &Reference{ID: f.Refers.ID, SHA256: f.Refers.SHA256, Finished: f.Refers.Finished}
	}
	return r, nil
}

func (f case1) thaw() (Case, error) {
	var err error
	day := func(s string) (d Date) {
		var e error
		if d, e = day1(s); e != nil {
			err = e
		}
		return d
	}
	levels := func(names []string) (set LevelSet) {
		for _, name := range names {
			i := slices.IndexFunc(levels1, func(l struct {
				name  string
				level Level
			}) bool {
				return l.name == name
			})
			if i < 0 {
				err = fmt.Errorf("unknown level")
				return 0
			}
			set = set.With(levels1[i].level)
		}
		return set
	}
	c := Case{
		BirthName: f.BirthName, FirstNames: f.FirstNames, UsedName: f.UsedName, BirthDate: day(f.BirthDate), Sex: Sex(f.Sex),
		RecordNumber: f.RecordNumber, ToTreat: levels(f.ToTreat), Old: levels(f.Old), PainOnset: day(f.PainOnset), Pain: f.Pain,
		PainYields: Reply(f.PainYields), Oedema: Reply(f.Oedema), Cleft: Reply(f.Cleft), BedBound: Reply(f.BedBound),
		Spontaneous: Reply(f.Spontaneous), EarlierFractures: f.EarlierFractures, TScore: f.TScore,
		FamilyHistory: Reply(f.FamilyHistory), Procedure: Procedure(f.Procedure), Clinician: f.Clinician, Nurse: f.Nurse,
		Interpreter: f.Interpreter, TrustedPerson: f.TrustedPerson, Witness: f.Witness,
	}
	return c, err
}

// day1 reads a day of schema 1.
func day1(s string) (Date, error) {
	if s == "" {
		return Date{}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("not an ISO date")
	}
	return DateOf(t), nil
}

// each changes every element; nil stays nil.
func each[A, B any](in []A, change func(A) B) []B {
	if in == nil {
		return nil
	}
	out := make([]B, len(in))
	for i, a := range in {
		out[i] = change(a)
	}
	return out
}
