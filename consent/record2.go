package consent

import (
	"slices"
	"time"
)

// record2 is the record of schema 2. It has what schema 1 has, and besides what only
// passed and what was opened, the orders drawn by lot, the second forms of questions,
// what matters in five steps, and the clinic's numbers by night and in an emergency.
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
	Case           case1            `json:"case"`
	Seen           []string         `json:"pages_seen"`
	Passed         []string         `json:"pages_passed"`
	Opened         []string         `json:"opened"`
	Orders         []order2         `json:"orders"`
	Understanding  []understanding2 `json:"understanding"`
	Values         []value1         `json:"values"` // 0 to 4
	Questions      []question1      `json:"questions"`
	Outcome        string           `json:"outcome"`
	Statements     []string         `json:"statements"`
	Signatures     []signature1     `json:"signatures"`
	Refers         *reference1      `json:"refers,omitempty"`
}

type clinic2 struct {
	clinic1
	PhoneNight string `json:"phone_night,omitempty"`
	Emergency  string `json:"emergency,omitempty"`
	Country    string `json:"country,omitempty"`
}

type order2 struct {
	Of  string   `json:"of"`
	IDs []string `json:"ids"`
}

type understanding2 struct {
	Question string `json:"question"`
	First    string `json:"first"`
	Last     string `json:"last"`
	Again    bool   `json:"again,omitempty"`
	Correct  bool   `json:"correct"`
}

// maxValue2 is the last of the five steps of a scale.
const maxValue2 = 4

func freeze2(r Record) record2 {
	one := freeze1(r)
	return record2{
		Schema: one.Schema, ID: one.ID, ContentVersion: one.ContentVersion, Specimen: one.Specimen,
		Clinic:  clinic2{one.Clinic, r.Clinic.PhoneNight, r.Clinic.Emergency, r.Clinic.Country},
		Started: one.Started, Finished: one.Finished, Read: one.Read, Shown: one.Shown, Case: one.Case,
		Seen: one.Seen, Passed: slices.Clone(r.Passed), Opened: slices.Clone(r.Opened),
		Orders: each(r.Orders, func(o Order) order2 { return order2{o.Of, slices.Clone(o.IDs)} }),
		Understanding: each(r.Understanding, func(u Understanding) understanding2 {
			return understanding2(u)
		}),
		Values: one.Values, Questions: one.Questions, Outcome: one.Outcome, Statements: one.Statements,
		Signatures: one.Signatures, Refers: one.Refers,
	}
}

// likeOne is what schema 1 knows of the record.
func (f record2) likeOne() record1 {
	return record1{
		Schema: f.Schema, ID: f.ID, ContentVersion: f.ContentVersion, Specimen: f.Specimen, Clinic: f.Clinic.clinic1,
		Started: f.Started, Finished: f.Finished, Read: f.Read, Shown: f.Shown, Case: f.Case, Seen: f.Seen,
		Values: f.Values, Questions: f.Questions, Outcome: f.Outcome, Statements: f.Statements,
		Signatures: f.Signatures, Refers: f.Refers,
	}
}

func (f record2) thaw() (Record, error) {
	r, err := f.likeOne().thaw()
	if err != nil {
		return Record{}, err
	}
	r.Clinic.PhoneNight, r.Clinic.Emergency, r.Clinic.Country = f.Clinic.PhoneNight, f.Clinic.Emergency, f.Clinic.Country
	r.Passed, r.Opened = slices.Clone(f.Passed), slices.Clone(f.Opened)
	r.Orders = each(f.Orders, func(o order2) Order { return Order{o.Of, slices.Clone(o.IDs)} })
	r.Understanding = each(f.Understanding, func(u understanding2) Understanding {
		return Understanding(u)
	})
	return r, nil
}

// check applies the rules that a session keeps.
func (f record2) check() error {
	for _, v := range f.Values {
		if v.Value < 0 || v.Value > maxValue2 {
			return ProblemOutOfRange
		}
	}
	for _, page := range f.Passed {
		if slices.Contains(f.Seen, page) {
			return ProblemUnknownValue
		}
	}
	for _, o := range f.Orders {
		for i, id := range o.IDs {
			if slices.Contains(o.IDs[:i], id) {
				return ProblemUnknownValue
			}
		}
	}
	return f.likeOne().check()
}
