package document

import (
	"eclaire/consent"
	"eclaire/locales"
)

// tables set what was entered as labels with values.
type tables struct{ *setter }

// fact is one entry of a table: a label and what was entered. A mark is the
// colour of a small box before the label, as a legend.
type fact struct {
	label, value []span
	mark         Colour
	kind         ClaimKind
}

// facts pushes a table of entries over the full width, so many in a row.
func (t tables) facts(columns int, rows []fact) {
	if len(rows) > 0 {
		t.within(Table, "", func() { t.factLines(columns, rows) })
	}
}

// factLines pushes rows of the present table.
func (t tables) factLines(columns int, rows []fact) {
	for i := 0; i < len(rows); i += columns {
		k := t.factLine(columns, rows[i:min(i+columns, len(rows))], margin, t.full(), gutter)
		if i == 0 {
			k.gap = 3
		}
		t.pushText(k)
	}
}

// factLine sets entries beside each other, each with its label above it, on a
// hairline. In the structure each is a row of its own.
func (t tables) factLine(columns int, rows []fact, x, width, space float64) block {
	const pad = 3.5
	k := block{}
	own := (width - float64(columns-1)*space) / float64(columns)
	for i, r := range rows {
		t.claim(r)
		at := x + float64(i)*(own+space)
		inset := 0.0
		if r.mark != NoColour {
			inset = 14
			k.items = append(k.items, Item{Tag{}, Box{Rect{at + 0.5, pad + 2, 9, 9}, r.mark, inkColour, 0.9}})
		}
		t.row(func() {
			label, h1 := t.para(t.headTag(OfRow, ""), quieter(r.label), body, at+inset, own-inset)
			value, h2 := t.para(t.tag(TableCell, ""), r.value, body, at+inset, own-inset)
			k = k.add(label, 0, pad).add(value, 0, pad+h1)
			k.height = max(k.height, h1+h2+2*pad)
		})
	}
	k.items = append(k.items, Item{Tag{}, stroke(ruleColour, 0.6, x, k.height, x+width, k.height)})
	return k
}

// entered adds a row where something was entered.
func (t tables) entered(rows []fact, id, text string) []fact {
	if text == "" {
		return rows
	}
	return append(rows, fact{label: t.label(id), value: typed(text)})
}

// referred are the entries that name a record which another one rests on.
func (t tables) referred(r consent.Reference) []fact {
	name, date := "reference.name", "reference.date"
	if t.record.Schema > 1 {
		date = "reference.made" // it may have been signed by a witness alone
	}
	if r.Time {
		name = "reference.time"
	}
	return []fact{
		{label: t.label(name), value: typed(r.ID)},
		{label: t.label(date), value: t.both(func(s *locales.Speaker) string { return s.Moment(r.Finished) })},
	}
}
