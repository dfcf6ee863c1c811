package content

import (
	"fmt"
	"slices"
	"strings"

	"eclaire/consent"
)

// Duty is one item that the law of a country wants the consent (part A) of some outcomes'
// documents to say, and what answers it there: a section of each of the kinds, and each
// of the clauses.
type Duty struct {
	ID      string            `toml:"id"`
	Country string            `toml:"country"` // see Countries
	Law     string            `toml:"law"`     // the article, the rule or the form
	Outcome []consent.Outcome `toml:"outcome"`
	When    []consent.Trait   `toml:"when"` // of the case, where it is only of some
	Kinds   []string          `toml:"kinds"`
	Clauses []string          `toml:"clauses"`
	Text
}

// Countries are those whose law the documents speak of.
func Countries() []string { return []string{"fr", "gb"} }

// countries are their names, and the traits of documents that speak of their law.
var countries = map[string]struct {
	name  string
	trait consent.Trait
}{"fr": {"France", consent.InFrance}, "gb": {"United Kingdom", consent.InBritain}}

// duty refuses an item that nothing could answer.
func (c *checker) duty(p placed, d Duty) {
	c.oneOf(p, "the country", d.Country, Countries())
	for _, o := range d.Outcome {
		c.knownOutcome(p, o)
	}
	for _, t := range d.When {
		if !slices.Contains(consent.AllTraits(), t) {
			c.add(p.file, p.line, "the trait %q is unknown: correct its spelling, or take it out", t)
		}
	}
	for _, k := range d.Kinds {
		c.oneOf(p, "the kind", k, SectionKinds())
	}
	for _, id := range d.Clauses {
		if _, ok := c.lib.clauses[id]; !ok {
			c.add(p.file, p.line, "the clause %q is unknown", id)
		}
	}
	switch {
	case d.Law == "" || d.Text == (Text{}):
		c.add(p.file, p.line, "the item %q needs the law that wants it (law), and what it wants (fr, en)", d.ID)
	case len(d.Outcome) == 0:
		c.add(p.file, p.line, "the item %q belongs to no decision: name the outcomes whose consent needs it (outcome)", d.ID)
	case len(d.Kinds)+len(d.Clauses) == 0:
		c.add(p.file, p.line, "nothing could answer the item %q: name kinds of sections (kinds) or clauses (clauses)", d.ID)
	}
}

// lawFaults names what the law wants and a consent does not say, and the want of a list.
func (l *Library) lawFaults() (faults lacks) {
	for _, country := range Countries() {
		if !slices.ContainsFunc(l.Law, func(d Duty) bool { return d.Country == country }) {
			faults.add("Duty", "", "nothing says what the law wants of a consent (%s): copy quality/law.toml from the shipped content", countries[country].name)
		}
	}
	for _, d := range l.Law {
		for _, o := range d.Outcome {
			for _, remedy := range l.unanswered(d, o) {
				faults.add("Document", string(o), "the consent (part A) of %q does not say what the law wants of it, %s (%s, %s: %q): %s",
					o, d.ID, countries[d.Country].name, d.Law, d.EN, remedy)
			}
		}
	}
	return faults
}

// unanswered says what a consent lacks for an item, and how to mend it.
func (l *Library) unanswered(d Duty, o consent.Outcome) (remedies []string) {
	document, _ := l.Document(string(o))
	var sections []Section
	for _, id := range slices.Concat(document.Consent...) {
		if s, ok := l.Section(id); ok && d.toAll(s.Condition, o) {
			sections = append(sections, s)
		}
	}
	for _, kind := range d.Kinds {
		if !slices.ContainsFunc(sections, func(s Section) bool { return s.Kind == kind }) {
			remedies = append(remedies, l.putInto("of the kind", kind, func(s Section) bool { return s.Kind == kind }))
		}
	}
	for _, id := range d.Clauses {
		c, left := l.clauses[id]
		switch {
		case !left:
			remedies = append(remedies, fmt.Sprintf("leave the facts of the clause %q switched on", id))
		case !d.toAll(c.Condition, o):
			remedies = append(remedies, fmt.Sprintf("show the clause %q to everybody (when, unless)", id))
		case !slices.ContainsFunc(sections, func(s Section) bool { return s.has(id) }):
			remedies = append(remedies, l.putInto("with the clause", id, func(s Section) bool { return s.has(id) }))
		}
	}
	return remedies
}

// has tells whether a section says a clause.
func (s Section) has(clause string) bool {
	return slices.Contains(s.Use, clause) || slices.ContainsFunc(s.Clause, func(c Clause) bool { return c.ID == clause })
}

// putInto says which sections can be put into a consent for what it lacks.
func (l *Library) putInto(what, id string, has func(Section) bool) string {
	var names []string
	for _, s := range l.Sections {
		if has(s) {
			names = append(names, fmt.Sprintf("%q", s.ID))
		}
	}
	if len(names) == 0 {
		return fmt.Sprintf("write a section %s %q, and put it into consent", what, id)
	}
	return fmt.Sprintf("put a section %s %q into consent, to be shown to everybody: %s", what, id, strings.Join(names, " or "))
}

// toAll tells whether a condition holds for everybody whom an item is of, in a signed
// document of an outcome.
func (d Duty) toAll(c Condition, o consent.Outcome) bool {
	given := append([]consent.Trait{o.Trait(), countries[d.Country].trait}, d.When...)
	never := []consent.Trait{consent.Unsigned, consent.NoConsent, consent.ForAnybody}
	for _, other := range consent.AllOutcomes() {
		if other != o {
			never = append(never, other.Trait())
		}
	}
	within := func(all []consent.Trait) func(consent.Trait) bool {
		return func(t consent.Trait) bool { return !slices.Contains(all, t) }
	}
	return !slices.ContainsFunc(c.When, within(given)) && !slices.ContainsFunc(c.Unless, within(never))
}

// lawLine counts the items that are answered in every consent that they are of.
func (l *Library) lawLine() string {
	answered, all := 0, 0
	var each []string
	for _, country := range Countries() {
		n := 0
		for _, d := range l.Law {
			if d.Country != country {
				continue
			}
			all++
			if !slices.ContainsFunc(d.Outcome, func(o consent.Outcome) bool { return len(l.unanswered(d, o)) > 0 }) {
				n++
			}
		}
		answered += n
		each = append(each, fmt.Sprintf("%s %d", countries[country].name, n))
	}
	return fmt.Sprintf("law: %d of %d items answered in the consent (%s)", answered, all, strings.Join(each, ", "))
}
