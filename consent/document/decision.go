package document

// decision sets what was chosen and stated.
type decision struct{ *setter }

// set boxes the choice and ticks the statements that were ticked.
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
	for i, id := range d.record.Statements {
		s, ok := d.lib.Statement(id)
		if !ok {
			d.unknown("statement", id)
			continue
		}
		d.clinical(d.passage(s.Text))
		k := d.listed(d.passage(s.Text), body, 24, d.ticked)
		k.height = max(k.height, 16)
		k.gap, k.keep = 4, i == 0
		d.push(k)
	}
}

// ticked are the ticks before a statement, read out as a word.
func (d decision) ticked(label Tag) []Item {
	d.elements[label.Element].Said = d.t(d.main, "ticked")
	var items []Item
	for i, x := range d.sides() {
		for _, it := range tickBox(x+2, 1, 14, true) {
			items = append(items, Item{[]Tag{label, {}}[i], it.Shape})
		}
	}
	return items
}
