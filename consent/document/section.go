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
	return content.ClausesFor(append(out, s.Clause...), b.traits)
}

// clauses pushes the clauses of a section, each picture before the first
// clause that it belongs to; pictures that belong to none come first.
func (b *builder) clauses(s content.Section) {
	clauses := b.clausesOf(s)
	if len(clauses) == 0 {
		return
	}
	ofPage, ofStep := pictures(b.lib)
	board := len(s.Figure) > 2 && b.isBoard(s.Figure)
	var steps, pending []string
	for _, id := range s.Figure {
		switch {
		case board && belongs(clauses, ofStep, id):
			steps = append(steps, id)
		case board: // a step that this case has not
		case belongs(clauses, ofPage, id) || belongs(clauses, ofStep, id):
			pending = append(pending, id)
		default:
			b.figure(id)
		}
	}
	started, n := false, 0
	for _, c := range clauses {
		step := 0
		if figure, ok := ofStep[c.ID]; ok {
			step = slices.Index(steps, figure) + 1
		}
		if step > 0 && !started {
			b.board(steps)
			started = true
		}
		if i := slices.IndexFunc(pending, func(id string) bool { return id == ofPage[c.ID] || id == ofStep[c.ID] }); i >= 0 {
			b.figure(pending[i])
			pending = slices.Delete(pending, i, i+1)
			n = 0
		}
		if c.Style == "number" {
			n++
			b.clause(c, n)
		} else {
			b.clause(c, step)
		}
	}
}

// belongs tells whether one of the clauses goes with a picture.
func belongs(clauses []content.Clause, pictureOf map[string]string, figure string) bool {
	return slices.ContainsFunc(clauses, func(c content.Clause) bool { return pictureOf[c.ID] == figure })
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
	const first, space, pad = 96.0, 8.0, 6.0
	width := (b.full() - first - space) / 2
	xa, xb := margin+first, margin+first+width+space
	head := b.compareHead(xa, xb, width)
	head.gap, head.keep = 12, true
	b.push(head)
	for _, row := range content.RowsFor(p.Row, b.traits) {
		title := b.stackSpans(bolder(b.spans(row.Title, b.main)), b.spans(row.Title, b.other), TableHead, margin, first-8)
		k := block{height: title.height + 2*pad, head: &head}
		k = k.add(title.items, 0, pad)
		a := b.cell(content.ClausesFor(row.Conservative, b.traits), xa+pad, width-2*pad)
		v := b.cell(content.ClausesFor(row.Vertebroplasty, b.traits), xb+pad, width-2*pad)
		k.height = max(k.height, a.height+2*pad, v.height+2*pad)
		back := []Item{
			{Tag{}, Box{Rect: Rect{xa, 0, width, k.height}, Fill: tintA}},
			{Tag{}, Box{Rect: Rect{xb, 0, width, k.height}, Fill: tintB}},
			{Tag{}, stroke(edgeColour, 0.6, margin, k.height, margin+b.full(), k.height)},
		}
		k.items = append(back, k.items...)
		b.push(k.add(a.items, 0, pad).add(v.items, 0, pad))
	}
}

func (b *builder) compareHead(xa, xb, width float64) block {
	const pad = 6.0
	k := block{}
	for i, id := range []string{"way.conservative", "way.vertebroplasty"} {
		x := []float64{xa, xb}[i]
		main := words(b.t(b.main, id), true, white, b.main)
		other := words(b.t(b.other, id), false, white, b.other)
		h := b.stackSpans(main, other, TableHead, x+pad, width-2*pad)
		k.items = append(k.items, Item{Tag{}, Box{Rect: Rect{x, 0, width, h.height + 2*pad}, Fill: []Colour{wayAColour, actionColour}[i]}})
		k = k.add(h.items, 0, pad)
		k.height = max(k.height, h.height+2*pad)
	}
	return k
}

// stackSpans sets one passage above its translation.
func (b *builder) stackSpans(main, other []span, role Role, x, width float64) block {
	first, h1 := b.para(b.tag(role, b.main), main, body, x, width)
	second, h2 := b.para(b.tag(role, b.other), other, body, x, width)
	return block{items: first, height: h1 + 2 + h2}.add(second, 0, h1+2)
}

// cell is the clauses of one way in both languages.
func (b *builder) cell(clauses []content.Clause, x, width float64) block {
	k := block{}
	for i, c := range clauses {
		if i > 0 {
			k.height += 6
		}
		s := b.stackSpans(b.spans(c.Text, b.main), b.spans(c.Text, b.other), TableCell, x, width)
		k = k.add(s.items, 0, k.height)
		k.height += s.height
	}
	return k
}

// evidence pushes what the section says, then the studies as the education
// shows them, both sides in turn.
func (b *builder) evidence(s content.Section) {
	var figures []content.Clause
	for _, c := range b.clausesOf(s) {
		if c.Style == "point" {
			figures = append(figures, c) // details come after what they detail
		} else {
			b.clause(c, 0)
		}
	}
	for _, p := range b.lib.PagesFor(b.traits) {
		if p.Part != "studies" {
			continue
		}
		b.subheading(b.spans(p.Title, b.main), b.spans(p.Title, b.other))
		for _, col := range p.Column {
			k := b.pair(Heading3, bolder(b.spans(col.Title, b.main)), b.spans(col.Title, b.other), body, 0)
			k.gap, k.keep = 7, true
			b.push(k)
			for _, c := range content.ClausesFor(col.Clause, b.traits) {
				b.clause(c, 0)
			}
		}
		for _, a := range p.Array {
			t := b.pair(Paragraph, append(bolder(b.spans(a.Title, b.main)), append([]span{{text: " ", colour: inkColour}}, b.spans(a.Label, b.main)...)...),
				append(b.spans(a.Title, b.other), append([]span{{text: " ", colour: quietColour}}, b.spans(a.Label, b.other)...)...), body, 0)
			b.push(t)
		}
		for _, c := range content.ClausesFor(p.Clause, b.traits) {
			b.clause(c, 0)
		}
	}
	for i, c := range figures {
		if i == 0 {
			b.subheading(words(b.t(b.main, "in_figures"), true, inkColour, b.main), words(b.t(b.other, "in_figures"), false, quietColour, b.other))
		}
		b.clause(c, 0)
	}
}
