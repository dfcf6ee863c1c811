package document

import (
	"eclaire/consent"
	"eclaire/locales"
)

// home sets what only the pages hold that a patient takes home between two moments.
type home struct{ prose }

// set pushes what the pages are for, the day, the case, and what was corrected of it.
func (h home) set() {
	t, c := tables{h.setter}, h.record.Case
	h.push(h.note("home.read"))
	rows := []fact{
		{label: h.label("home.made"), value: h.date(consent.DateOf(h.record.Finished))},
		{label: h.label("levels.treat"), value: bolder(h.both(func(s *locales.Speaker) string { return s.Levels(c.ToTreat) }))},
	}
	if c.Procedure != consent.ProcedureUndecided {
		rows = append(rows, fact{label: h.label("procedure"), value: h.word("procedures." + string(c.Procedure)), kind: Worded})
	}
	t.facts(2, rows)
	if len(h.record.Corrections) == 0 {
		return
	}
	h.framed(false, h.phrase("home.new"))
	st := sittings{t}
	for i, was := range h.record.Corrections {
		t.facts(2, []fact{
			{label: h.label("corrected.before"), value: st.correctable(was), kind: Clinical},
			{label: h.label("corrected.now"), value: st.correctable(st.after(i)), kind: Clinical},
		})
	}
}

// questions pushes the patient's own, each with lines to write on.
func (h home) questions() {
	const lines, room = 2, 26.0
	for i, q := range h.record.Questions {
		if !asked(h).question(i+1, q) {
			continue
		}
		h.keepLast()
		for n := range lines {
			h.push(block{height: room, keep: n < lines-1, items: []Item{{Tag{}, stroke(edgeColour, 0.8, margin+24, room, margin+h.full(), room)}}})
		}
	}
}
