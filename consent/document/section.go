package document

import (
	"slices"

	"eclaire/content"
)

// section lays one section of the template out, if it applies to the case.
func (b *builder) section(id string) {
	s, ok := b.lib.Section(id)
	if !ok {
		b.unknown("section", id)
		return
	}
	if !s.Holds(b.traits) {
		return
	}
	b.within(Sect, "", func() { b.fill(s) })
}

// fill lays out what a section holds.
func (b *builder) fill(s content.Section) {
	if s.Kind == "follow-up" {
		b.followUp(s)
		return
	}
	b.heading(s.Title)
	switch s.Kind {
	case "establishment":
		b.establishment()
		b.clauses(s)
	case "identity":
		b.identity()
		b.clauses(s)
	case "diagnosis":
		b.diagnosis()
		b.clauses(s)
	case "comparison":
		b.clauses(s)
		b.comparison()
	case "evidence":
		b.evidence(s)
	case "understanding":
		b.clauses(s)
		b.understanding()
	case "values":
		b.clauses(s)
		b.values()
		b.questions()
	case "people":
		b.people()
		b.clauses(s)
	case "time":
		b.time()
		b.clauses(s)
	case "decision":
		b.clauses(s)
		b.decision()
	case "signatures":
		b.clauses(s)
		b.signatures()
	case "confirmation":
		b.clauses(s)
		b.confirmation()
	case "think-over":
		b.clauses(s)
		b.thinkOver()
	case "appointment":
		b.clauses(s)
		b.appointment()
	case "reference":
		b.clauses(s)
		b.reference()
	case "checked":
		b.checked(s)
	default:
		b.clauses(s)
	}
}

// clausesOf gathers the clauses of a section that the case calls for.
func (b *builder) clausesOf(s content.Section) []content.Clause {
	var out []content.Clause
	for _, id := range s.Use {
		c, ok := b.lib.Clause(id)
		if !ok {
			b.unknown("clause", id)
			continue
		}
		out = append(out, c)
	}
	return b.shown(append(out, s.Clause...))
}

// clauses pushes the clauses of a section, each picture beside the first
// clauses that it belongs to; pictures that belong to none come first.
func (b *builder) clauses(s content.Section) {
	clauses := b.clausesOf(s)
	if len(clauses) == 0 {
		return
	}
	ofPage, ofStep := pictures(b.lib)
	pictureAt := map[int]string{} // by the clause that it stands beside
	steps := map[string]content.Clause{}
	var frames []string
	board := len(s.Figure) > 2 && b.isBoard(s.Figure)
	for _, id := range s.Figure {
		at := slices.IndexFunc(clauses, func(c content.Clause) bool { return ofStep[c.ID] == id })
		if at < 0 {
			at = slices.IndexFunc(clauses, func(c content.Clause) bool { return ofPage[c.ID] == id })
		}
		switch {
		case !board:
			pictureAt[max(at, 0)] = id
		case at >= 0 && ofStep[clauses[at].ID] == id:
			frames = append(frames, id)
			steps[id] = clauses[at]
		}
	}
	var run []part
	picture := ""
	flush := func() {
		if picture != "" {
			b.figure(picture, run)
		} else {
			b.push(b.pairs(run)...)
		}
		run, picture = nil, ""
	}
	n := 0
	for i, c := range clauses {
		if id, ok := pictureAt[i]; ok {
			flush()
			picture, n = id, 0
		}
		if step, ok := steps[ofStep[c.ID]]; ok && step.ID == c.ID {
			if ofStep[c.ID] == frames[0] {
				flush()
				b.board(frames, steps)
			}
			continue
		}
		p := part{clause: c}
		if c.Style == "number" {
			n++
			p.number = n
		}
		run = append(run, p)
	}
	flush()
}

// isBoard tells whether the pictures are the frames of one procedure: they
// carry no labels of their own.
func (b *builder) isBoard(ids []string) bool {
	return !slices.ContainsFunc(ids, func(id string) bool {
		f, _ := b.lib.Figure(id)
		return len(f.Label) > 0
	})
}

// comparison pushes the pages that set both ways side by side, row by row.
func (b *builder) comparison() {
	for _, p := range b.lib.PagesFor(b.traits) {
		if p.Layout == "comparison" {
			b.compare(p)
		}
	}
}

// compare is one table: the ways side by side in equal room, and in each cell
// the language read above the other.
func (b *builder) compare(p content.Page) {
	b.within(Table, "", func() {
		const space = 8.0
		width := (b.full() - space) / 2
		xa, xb := margin, margin+width+space
		head := b.compareHead(xa, xb, width)
		head.gap, head.keep = 8, true
		b.push(head)
		for _, row := range content.RowsFor(p.Row, b.traits) {
			k := b.compareRow(row, xa, xb, width)
			k.head = &head
			b.push(k)
		}
	})
}

// compareRow is what both ways say to one question, which stands above them.
func (b *builder) compareRow(row content.Row, xa, xb, width float64) block {
	const pad = 5.0
	var title, a, v block
	b.row(func() {
		tag := b.headTag(OfColumn, "")
		b.elements[tag.Element].Span = 2
		items, h := b.para(tag, b.twinText(row.Title, true), body, margin+pad, b.full()-2*pad)
		title = block{items: items, height: h}
	})
	b.row(func() {
		a = b.cell(b.shown(row.Conservative), xa+pad, width-2*pad)
		v = b.cell(b.shown(row.Vertebroplasty), xb+pad, width-2*pad)
	})
	top := title.height + 6
	k := block{height: top + max(a.height, v.height) + 2*pad - 1}
	k.items = []Item{
		{Tag{}, Box{Rect: Rect{xa, top, width, k.height - top}, Fill: tintA}},
		{Tag{}, Box{Rect: Rect{xb, top, width, k.height - top}, Fill: tintB}},
		{Tag{}, stroke(edgeColour, 0.6, margin, k.height, margin+b.full(), k.height)},
	}
	return k.add(title.items, 0, 4).add(a.items, 0, top+pad-1).add(v.items, 0, top+pad-1)
}

func (b *builder) compareHead(xa, xb, width float64) block {
	const pad = 4.0
	k := block{}
	b.row(func() {
		for i, id := range []string{"way.conservative", "way.vertebroplasty"} {
			x := []float64{xa, xb}[i]
			tag := b.headTag(OfColumn, "")
			h := b.stackTagged(tag, tag, words(b.t(b.main, id), true, white, b.main), words(b.t(b.other, id), false, white, b.other), 1, x+pad, width-2*pad)
			k.items = append(k.items, Item{Tag{}, Box{Rect: Rect{x, 0, width, h.height + 2*pad}, Fill: []Colour{wayAColour, actionColour}[i]}})
			k = k.add(h.items, 0, pad)
			k.height = max(k.height, h.height+2*pad)
		}
	})
	return k
}

// stackTagged sets one passage above its translation, with so much space between.
func (b *builder) stackTagged(first, second Tag, main, other []span, space, x, width float64) block {
	above, h1 := b.para(first, main, body, x, width)
	below, h2 := b.para(second, other, body, x, width)
	return block{items: above, height: h1 + space + h2}.add(below, 0, h1+space)
}

// cell is the clauses of one way in both languages.
func (b *builder) cell(clauses []content.Clause, x, width float64) block {
	k := block{}
	b.within(TableCell, "", func() {
		for i, c := range clauses {
			if i > 0 {
				k.height += 4
			}
			s := b.stackTagged(b.tag(Paragraph, b.main), b.tag(Paragraph, b.other), b.spans(c.Text, b.main), b.spans(c.Text, b.other), 1, x, width)
			k = k.add(s.items, 0, k.height)
			k.height += s.height
		}
	})
	return k
}

// evidence pushes what the section says, then the studies as the education
// shows them, both sides in turn; the section's points go to the side that they
// detail.
func (b *builder) evidence(s content.Section) {
	var details []content.Clause
	for _, c := range b.clausesOf(s) {
		if c.Style == "point" {
			details = append(details, c)
		} else {
			b.clause(c, 0)
		}
	}
	for _, p := range b.lib.PagesFor(b.traits) {
		if p.Part != "studies" || len(p.Array) > 0 {
			continue // rows of figures say on screen what the words say here
		}
		b.subheading(b.spans(p.Title, b.main), b.spans(p.Title, b.other))
		for _, col := range p.Column {
			k := b.duo(duo{[2]Tag{b.tag(Heading3, ""), {}}, bolder(b.spans(col.Title, b.main)), b.spans(col.Title, b.other), [2]float64{body, body}, 0, 0}.sameTag())
			k.gap, k.keep = 4, true
			b.push(k)
			clauses := b.shown(col.Clause)
			for i, c := range clauses {
				b.clause(c, 0)
				for len(details) > 0 && shareFact(c, details[0]) && !slices.ContainsFunc(clauses[i+1:], func(o content.Clause) bool { return shareFact(o, details[0]) }) {
					b.clause(details[0], 0)
					details = details[1:]
				}
			}
		}
		for _, c := range b.shown(p.Clause) {
			b.clause(c, 0)
		}
	}
	for _, c := range details {
		b.clause(c, 0)
	}
}

// shareFact tells whether two clauses rest on a fact in common.
func shareFact(a, b content.Clause) bool {
	return slices.ContainsFunc(a.Facts, func(f string) bool { return slices.Contains(b.Facts, f) })
}
