package document

import (
	"strings"

	"eclaire/consent"
)

// decision sets what was chosen and stated.
type decision struct{ prose }

// set boxes the choice, says who decided where it was another or did not sign, and
// ticks the statements that were ticked.
func (d decision) set() {
	const pad = 12.0
	d.says.Ticks = len(d.record.Statements) * len(d.sides())
	choice, ok := d.lib.Choice(d.record.Outcome)
	if !ok {
		return // noted on the front already
	}
	d.clinical(d.passage(choice.Review))
	inside := d.duo(duo{d.tagBoth(Paragraph),
		d.passage(choice.Review).bold(), [2]float64{14, 13}, pad, pad})
	k := block{height: inside.height + 2*pad, gap: 8, keep: true}
	k.items = append(k.items, Item{Tag{}, Box{Rect{margin + 1, 0, d.full() - 2, k.height}, white, inkColour, 2}})
	d.push(k.add(inside.items, 0, pad))
	d.decided()
	for i, id := range d.record.Statements {
		s, ok := d.lib.Statement(id)
		if !ok {
			d.unknown("statement", id)
			continue
		}
		d.clinical(d.passage(s.Text))
		k := d.listed(d.passage(s.Text), body, 24, func(label Tag) []Item { return d.boxes(label) })
		k.height = max(k.height, 16)
		k.gap, k.keep = 4, i == 0
		d.push(k)
	}
}

// decided says who decided in the patient's place, that nobody signed who decides, and
// that no consent comes of it.
func (d decision) decided() {
	c := d.record.Case
	if c.Protection.ByOther() {
		d.push(d.pair(Paragraph, d.saying("decided.for", "Name", c.Protector, "Patient", c.FullName()), body, 0))
	}
	if !d.traits[consent.Unsigned] {
		return
	}
	first := d.record.Signatures[0]
	said := d.saying("unsigned."+string(first.Method), "Name", first.Name).bold()
	d.clinical(said)
	d.push(d.pair(Paragraph, said, body, 0))
	for _, s := range d.record.Signatures {
		if s.Role == consent.RoleWitness {
			d.push(d.pair(Paragraph, d.saying("unsigned.witness", "Name", s.Name), body, 0))
		}
	}
	if d.traits[consent.NoConsent] {
		d.framed(true, d.saying("unsigned."+string(d.record.Outcome)))
	}
}

// saying is a word of the interface in both languages, filled with what people
// entered; two stars set bold, those of people do not.
func (w *wording) saying(id string, args ...any) passage {
	for i := 1; i < len(args); i += 2 {
		args[i] = strings.ReplaceAll(consent.Normalise(args[i].(string)), "**", "*")
	}
	none := func(s string) string { return s }
	return passage{marked(w.t(w.main, id, args...), inkColour, w.main, none), marked(w.t(w.other, id, args...), quietColour, w.other, none)}
}

// boxes are the ticked boxes before a statement, read out as a word.
func (d decision) boxes(label Tag) []Item {
	d.elements[label.Element].Said = d.t(d.main, "ticked")
	var items []Item
	for i, x := range d.sides() {
		for _, it := range tickBox(x+2, 1, 14, true) {
			items = append(items, Item{[]Tag{label, {}}[i], it.Shape})
		}
	}
	return items
}
