package document

import (
	"slices"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// partsSince is the first drawing with parts; what is printed where differs before it.
const partsSince = 4

// HasParts tells whether documents of a drawing have parts.
func HasParts(drawing int) bool { return drawing >= partsSince }

// Signed is who has signed, as Bare gives the words. Typed is "" for what was drawn.
type Signed struct{ Role, Name, Moment, Typed string }

// Said is what a drawing prints of a record with some texts, as far as it can be found in
// print whatever else stands around it; every text as Bare gives it.
type Said struct {
	Exact      []string // levels, dates and times, the same with all texts
	Cells      []string // levels that stand alone in a cell, in both languages, in drawings without parts
	Clinical   []string // passages of the content that tell the decision, each statement, each picked question
	Otherwise  []string // passages that only another decision, or another statement, would bring in
	Signatures []Signed
	Roles      []string // what roles of signatures are called
	Values     []int    // of scales, in drawings that have them
	Right      []bool   // of questions of the check, in drawings that mark them
	Ticks      int
	Spine      consent.LevelSet
}

// Say gives what the document of a record says in a drawing with these texts, which need
// not be those that the record was read with: what they lack is left out.
func Say(r consent.Record, drawing int, lib *content.Library, words *locales.Bundle) Said {
	w := newWording(newSource(content.Document{}, r, lib, words))
	a := account{wording: &w, parts: HasParts(drawing)}
	a.exact()
	a.texts()
	for _, s := range r.Signatures {
		signed := Signed{Name: Bare(consent.Normalise(s.Name)), Moment: Bare(w.words.For(w.main).Moment(s.At))}
		if s.Method == consent.MethodTyped {
			signed.Typed = Bare(consent.Normalise(s.Typed))
		}
		signed.Role = Bare(w.t(w.main, "roles."+string(s.Role)))
		if a.parts && s.Role == consent.RoleStaff && s.Function != "" { // which stands in its place
			signed.Role = Bare(consent.Normalise(s.Function))
		}
		a.says.Signatures = append(a.says.Signatures, signed)
	}
	for _, role := range []consent.Role{consent.RolePatient, consent.RoleInterpreter, consent.RoleTrustedPerson, consent.RoleWitness, consent.RoleDecider, consent.RoleStaff} {
		a.says.Roles = append(a.says.Roles, Bare(w.t(w.main, "roles."+string(role))))
	}
	a.marks()
	return a.says
}

// account gathers what a document says.
type account struct {
	*wording
	parts bool
	says  Said
}

// exact notes what is the same with all texts.
func (a *account) exact() {
	r := a.record
	for _, l := range consent.Languages() {
		s := a.words.For(l)
		note := func(text string) {
			if text != "" {
				a.says.Exact = append(a.says.Exact, Bare(text))
			}
		}
		note(s.Date(r.Case.BirthDate))
		if i := r.With.Interview; i != nil {
			note(s.Moment(i.At))
		}
		if a.parts {
			a.exactInParts(s, note)
			continue
		}
		note(s.Levels(r.Case.ToTreat))
		if l == a.main {
			a.cell(r.Case.ToTreat)
		}
		if r.Outcome != consent.Withdrawn { // which tells of the first document only what it has to
			if l == a.main && r.Case.Old != 0 {
				a.cell(r.Case.Old)
			}
			note(s.Levels(r.Case.Old))
			note(s.Date(r.Case.PainOnset))
			if r.Case.TScore != nil {
				note(s.Decimal(*r.Case.TScore, 1))
			}
		}
		for _, k := range r.Corrections {
			note(s.Moment(k.At))
		}
		if r.Refers != nil {
			note(s.Moment(r.Refers.Finished))
		}
		if r.Outcome != consent.DeclineInformation {
			note(s.Moment(r.Finished))
		}
	}
}

// cell notes levels in both languages, the one read first.
func (a *account) cell(set consent.LevelSet) {
	first, second := a.words.For(a.main).Levels(set), a.words.For(a.other).Levels(set)
	if first != second {
		first += "·" + second
	}
	a.says.Cells = append(a.says.Cells, Bare(first))
}

// exactInParts is that of drawings with parts: what is said later of a consent repeats
// nothing of it but the levels.
func (a *account) exactInParts(s *locales.Speaker, note func(string)) {
	r := a.record
	if r.OfConsent() {
		note(s.Levels(r.Case.ToTreat))
		note(s.Moment(r.Refers.Finished))
		return
	}
	note(content.LevelsNamed(s, r.Case.ToTreat))
	note(content.LevelsNamed(s, r.Case.Old))
	note(s.Date(r.Case.PainOnset))
	note(s.Date(r.Case.AnaesthesiaOn))
	if r.Case.Oedema != consent.NotEntered {
		note(s.Date(r.Case.Imaged))
	}
	if r.Outcome != consent.ChooseConservative {
		note(s.Date(r.Case.Planned))
	}
	for _, m := range r.Moments {
		note(s.Date(consent.DateOf(m.Began)))
		note(s.Clock(m.Began))
		note(s.Clock(m.Ended))
		if !m.Met.IsZero() {
			note(s.Clock(m.Met))
		}
	}
	for _, k := range r.Corrections {
		note(s.Moment(k.At))
	}
	for _, u := range r.Understanding {
		if u.GoneOver && u.GoneOverBy != "" {
			note(s.Moment(u.GoneOverAt))
		}
	}
}

// texts notes the passages of the content that the record calls for, and those that only
// another would.
func (a *account) texts() {
	decided := func(c content.Choice) content.Text {
		if a.parts {
			return c.Title
		}
		return c.Review
	}
	add := func(to *[]string, t content.Text) {
		for _, l := range consent.Languages() {
			if s := Bare(a.plain(t, l)); s != "" && !slices.Contains(a.says.Clinical, s) {
				*to = append(*to, s)
			}
		}
	}
	if c, ok := a.lib.Choice(a.record.Outcome); ok {
		add(&a.says.Clinical, decided(c))
		if a.parts {
			add(&a.says.Clinical, c.About)
		}
	}
	for _, id := range a.record.Statements {
		if s, ok := a.lib.Statement(id); ok {
			add(&a.says.Clinical, s.Text)
		}
	}
	for _, q := range a.record.Questions {
		if p, ok := a.lib.Prompt(q.Prompt); ok {
			add(&a.says.Clinical, p.Text)
		}
	}
	for _, c := range a.lib.Choices {
		if c.Outcome != a.record.Outcome {
			add(&a.says.Otherwise, decided(c))
		}
	}
	for _, s := range a.lib.Statements {
		if !slices.Contains(a.record.Statements, s.ID) {
			add(&a.says.Otherwise, s.Text)
		}
	}
}

// marks notes what is drawn and needs no words.
func (a *account) marks() {
	r := a.record
	a.says.Spine = r.Case.ToTreat
	if r.Outcome == consent.Withdrawn || a.parts && r.OfConsent() {
		a.says.Spine = 0
	}
	if a.parts {
		return
	}
	a.says.Ticks = 2 * len(r.Statements)
	if r.Clinic.Print == "large" {
		a.says.Ticks = len(r.Statements)
	}
	for _, v := range r.Values {
		a.says.Values = append(a.says.Values, v.Value)
	}
	if r.Outcome == consent.DeclineInformation && !slices.ContainsFunc(r.Understanding, answered) {
		return // the check is not printed
	}
	for _, u := range r.Understanding {
		a.says.Right = append(a.says.Right, u.Understood())
	}
}
