package document

import "eclaire/content"

// ways sets the two ways of treatment side by side, question by question.
type ways struct{ *setter }

// set pushes the pages that set both ways side by side, row by row.
func (w ways) set() {
	for _, p := range w.lib.PagesFor(w.traits) {
		if p.Layout == "comparison" {
			w.compare(p)
		}
	}
}

// compare is one table: the ways side by side in equal room, and in each cell
// the language read above the other.
func (w ways) compare(p content.Page) {
	w.within(Table, "", func() {
		const space = 8.0
		width := (w.full() - space) / 2
		xa, xb := margin, margin+width+space
		head := w.compareHead(xa, xb, width)
		head.gap, head.keep = 8, true
		w.push(head)
		for _, row := range content.RowsFor(p.Row, w.traits) {
			k := w.compareRow(row, xa, xb, width)
			k.head = &head
			w.push(k)
		}
	})
}

// compareRow is what both ways say to one question, which stands above them.
func (w ways) compareRow(row content.Row, xa, xb, width float64) block {
	const pad = 5.0
	var title, a, v block
	w.row(func() {
		tag := w.headTag(OfColumn, "")
		w.elements[tag.Element].Span = 2
		items, h := w.para(tag, w.twinText(row.Title, true), body, margin+pad, w.full()-2*pad)
		title = block{items: items, height: h}
	})
	w.row(func() {
		a = w.cell(w.shown(row.Conservative), xa+pad, width-2*pad)
		v = w.cell(w.shown(row.Vertebroplasty), xb+pad, width-2*pad)
	})
	top := title.height + 6
	k := block{height: top + max(a.height, v.height) + 2*pad - 1}
	k.items = []Item{
		{Tag{}, Box{Rect: Rect{xa, top, width, k.height - top}, Fill: tintA}},
		{Tag{}, Box{Rect: Rect{xb, top, width, k.height - top}, Fill: tintB}},
		{Tag{}, stroke(edgeColour, 0.6, margin, k.height, margin+w.full(), k.height)},
	}
	return k.add(title.items, 0, 4).add(a.items, 0, top+pad-1).add(v.items, 0, top+pad-1)
}

func (w ways) compareHead(xa, xb, width float64) block {
	const pad = 4.0
	k := block{}
	w.row(func() {
		for i, id := range []string{"way.conservative", "way.vertebroplasty"} {
			x := []float64{xa, xb}[i]
			tag := w.headTag(OfColumn, "")
			name := passage{words(w.t(w.main, id), true, white, w.main), words(w.t(w.other, id), false, white, w.other)}
			h := w.stack([2]Tag{tag, tag}, name, 1, x+pad, width-2*pad)
			k.items = append(k.items, Item{Tag{}, Box{Rect: Rect{x, 0, width, h.height + 2*pad}, Fill: []Colour{wayAColour, actionColour}[i]}})
			k = k.add(h.items, 0, pad)
			k.height = max(k.height, h.height+2*pad)
		}
	})
	return k
}

// cell is the clauses of one way in both languages.
func (w ways) cell(clauses []content.Clause, x, width float64) block {
	k := block{}
	w.within(TableCell, "", func() {
		for i, c := range clauses {
			if i > 0 {
				k.height += 4
			}
			s := w.stack(w.tagBoth(Paragraph), w.passage(c.Text), 1, x, width)
			k = k.add(s.items, 0, k.height)
			k.height += s.height
		}
	})
	return k
}
