package document

import (
	"slices"

	"eclaire/content"
)

// evidence sets what studies found.
type evidence struct{ prose }

// set pushes what the section says, then the studies as the education
// shows them, both sides in turn; the section's points go to the side that they
// detail.
func (e evidence) set(s content.Section) {
	var details []content.Clause
	for _, c := range e.clausesOf(s) {
		if c.Style == "point" {
			details = append(details, c)
		} else {
			e.clause(c, 0)
		}
	}
	for _, p := range e.lib.PagesFor(e.traits) {
		if p.Part != "studies" || len(p.Array) > 0 {
			continue // rows of figures say on screen what the words say here
		}
		e.subheading(e.passage(p.Title), 12, 9)
		for _, col := range p.Column {
			e.subheading(e.passage(col.Title), body, 4)
			clauses := e.shown(col.Clause)
			for i, c := range clauses {
				e.clause(c, 0)
				for len(details) > 0 && shareFact(c, details[0]) && !slices.ContainsFunc(clauses[i+1:], func(o content.Clause) bool { return shareFact(o, details[0]) }) {
					e.clause(details[0], 0)
					details = details[1:]
				}
			}
		}
		for _, c := range e.shown(p.Clause) {
			e.clause(c, 0)
		}
	}
	for _, c := range details {
		e.clause(c, 0)
	}
}

// shareFact tells whether two clauses rest on a fact in common.
func shareFact(a, b content.Clause) bool {
	return slices.ContainsFunc(a.Facts, func(f string) bool { return slices.Contains(b.Facts, f) })
}
