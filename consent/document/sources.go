package document

import (
	"slices"
	"strconv"
	"strings"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// sources set what the document rests on, and how easy it reads.
type sources struct{ tables }

// set pushes the list of references: every source once, with the numbers of the parts
// of this document that rest on it.
func (so sources) set() {
	parts := so.parts()
	var facts []string
	for _, p := range parts {
		facts = append(facts, p...)
	}
	for _, src := range so.lib.Sources(facts) {
		var numbers []string
		for i, p := range parts {
			if slices.ContainsFunc(src.Facts, func(f string) bool { return slices.Contains(p, f) }) {
				numbers = append(numbers, strconv.Itoa(i+1))
			}
		}
		so.reference(src, "("+strings.Join(numbers, ", ")+")")
	}
}

// reference is one entry of the list over the full width. A publication is named as it
// names itself, in whatever language that is.
func (so sources) reference(src content.Source, parts string) {
	const inset = 12.0
	text := words(src.FR, false, inkColour, "")
	if src.FR != src.EN {
		text = so.twinText(src.Text, false)
	}
	so.item("", func(Tag) {
		items, h := so.para(so.tag(Paragraph, ""), append(text, span{" " + parts, true, inkColour, ""}), body, margin+inset, so.full()-inset)
		so.push(block{items: append(so.bullets([]float64{margin}), items...), height: h, gap: 2})
	})
}

// parts gives the facts of each numbered part of the document, in order.
func (so sources) parts() [][]string {
	var out [][]string
	for _, id := range so.template.Section {
		s, ok := so.lib.Section(id)
		if !ok || !s.Holds(so.traits) || s.Kind == "follow-up" || so.nothingOf(s.Kind) {
			continue
		}
		clauses := so.clausesOf(s)
		if s.Kind == "comparison" {
			for _, p := range so.lib.PagesFor(so.traits) {
				for _, r := range content.RowsFor(p.Row, so.traits) {
					clauses = append(append(clauses, so.shown(r.Conservative)...), so.shown(r.Vertebroplasty)...)
				}
			}
		}
		var facts []string
		for _, c := range clauses {
			facts = append(facts, c.Facts...)
		}
		out = append(out, facts)
	}
	return out
}

// reading pushes how easy the texts read, as the content measures itself.
func (so sources) reading() {
	fr, en := so.lib.Reading(so.words, consent.French), so.lib.Reading(so.words, consent.English)
	so.facts(1, []fact{{label: so.label("reading.label"), kind: Worded, value: so.both(func(s *locales.Speaker) string {
		return tidy(s.T("doc.reading.value", "LIX", s.Decimal(fr.LIX(), 0), "KandelMoles", s.Decimal(fr.KandelMoles(), 0),
			"Ease", s.Decimal(en.FleschEase(), 0), "Grade", s.Decimal(en.FleschKincaid(), 0)))
	})}})
}
