package content

import (
	"fmt"
	"slices"
	"strings"

	"eclaire/consent"
)

// procedureNames are the words that name one procedure, and the trait of the cases in
// which it is the one considered.
var procedureNames = []struct {
	fr, en string
	trait  consent.Trait
}{
	{"vertébroplastie", "vertebroplasty", ""},
	{"cyphoplastie", "kyphoplasty", consent.KyphoplastyPlanned},
	{"implant", "implant", consent.ImplantPlanned},
	{"sacroplastie", "sacroplasty", consent.SacroplastyPlanned},
}

// fixedProcedures names headings, statements and answers that say one procedure where
// any can be the one considered: they would be false for the others, {procedure} is not.
func (l *Library) fixedProcedures() (out []Finding) {
	check := func(where string, c Condition, texts ...Text) {
		for _, n := range procedureNames {
			if n.trait != "" && slices.Contains(c.When, n.trait) {
				continue
			}
			for _, t := range texts {
				if strings.Contains(strings.ToLower(t.FR), n.fr) || strings.Contains(strings.ToLower(t.EN), n.en) {
					out = append(out, Finding{where, fmt.Sprintf("says %q where any procedure can be the one considered: write {procedure}", n.en)})
				}
			}
		}
	}
	for _, p := range l.Pages {
		check(p.ID, p.Condition, p.Title)
		for _, m := range p.More {
			both := Condition{When: slices.Concat(p.When, m.When)}
			check(m.ID, both, m.Title)
		}
	}
	for _, s := range l.Sections {
		check(s.ID, s.Condition, s.Title)
	}
	for _, d := range l.Documents {
		check(d.ID, Condition{}, d.Title)
	}
	for _, c := range l.Choices {
		check(string(c.Outcome), Condition{}, c.Title, c.Detail, c.Review)
	}
	for _, s := range l.Statements {
		check(s.ID, s.Condition, s.Text)
	}
	for _, p := range l.Prompts {
		check(p.ID, p.Condition, p.Text)
	}
	for _, s := range l.Scales {
		check(s.ID, Condition{}, s.Text)
	}
	for _, q := range l.Questions {
		check(q.ID, q.Condition, q.Ask, q.Explain, q.Again.Ask)
		for _, o := range slices.Concat(q.Option, q.Again.Option) {
			check(q.ID, q.Condition, o.Text)
		}
	}
	return out
}
