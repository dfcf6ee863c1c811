package document

import "eclaire/consent"

// byHand sets what is to be filled in with a pen.
type byHand struct{ prose }

// confirmation is a form to fill in by hand: what to confirm or to change, the
// levels, the day, and who signs.
func (h byHand) confirmation() {
	outcome := string(h.record.Outcome)
	var parts []block
	for _, id := range []string{"confirm." + outcome, "change." + outcome} {
		k := h.listed(h.phrase(id).bold(), body, 24, func(Tag) []Item { return tickBox(margin+2, 0, 15, false) })
		k.height = max(k.height, 16)
		k.gap = 4
		parts = append(parts, k)
	}
	h.pushGroup(append(parts,
		h.blanks("by_hand.date", "by_hand.levels", 23, 5),
		h.blanks("by_hand.patient_name", "by_hand.patient_signature", 34, 5),
		h.blanks("by_hand.staff_name", "by_hand.staff_signature", 34, 5)))
}

// thinkOver pushes what a person who has not decided takes home: what was not
// understood yet, and room for questions of their own.
func (h byHand) thinkOver() {
	var again []consent.Understanding
	for _, u := range h.record.Understanding {
		if !u.Understood() && !u.GoneOver {
			again = append(again, u)
		}
	}
	if len(again) > 0 {
		h.subheading(h.phrase("think.again"), 12, 9)
		for _, u := range again {
			q, ok := h.lib.Question(u.Question)
			if !ok {
				h.unknown("question", u.Question)
				continue
			}
			h.bulleted(h.passage(q.Ask))
		}
	}
	const lines, room = 3, 26.0
	head := h.text(Paragraph, "", h.label("think.own"), 12, margin, h.full())
	head.gap, head.keep = 9, true
	h.push(head)
	for i := range lines {
		h.push(block{height: room, keep: i < lines-1, items: []Item{{Tag{}, stroke(edgeColour, 0.8, margin, room, margin+h.full(), room)}}})
	}
}

// appointment is room to note the next one by hand.
func (h byHand) appointment() {
	h.pushGroup([]block{h.blanks("by_hand.appointment", "by_hand.with", 24, 6), h.blanks("by_hand.place", "by_hand.phone", 24, 6)})
}
