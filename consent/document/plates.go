package document

import (
	"slices"

	"eclaire/content"
)

// plates set pictures with their legends, and the clauses that go with them
// beside and below.
type plates struct{ prose }

// clauses pushes the clauses of a section, each picture beside the first
// clauses that it belongs to; pictures that belong to none come first.
func (pl plates) clauses(s content.Section) {
	clauses := pl.clausesOf(s)
	if len(clauses) == 0 {
		return
	}
	ofPage, ofStep := pictures(pl.lib)
	pictureAt := map[int]string{} // by the clause that it stands beside
	steps := map[string]content.Clause{}
	var frames []string
	board := len(s.Figure) > 2 && pl.isBoard(s.Figure)
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
			pl.figure(picture, run)
		} else {
			pl.push(pl.pairs(run)...)
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
				pl.board(frames, steps)
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
func (pl plates) isBoard(ids []string) bool {
	return !slices.ContainsFunc(ids, func(id string) bool {
		f, _ := pl.lib.Figure(id)
		return len(f.Points()) > 0
	})
}

// pictures tells which picture of the education goes with each clause: the one
// of its page or of its "Know more", or of its step.
func pictures(lib *content.Library) (ofPage, ofStep map[string]string) {
	ofPage, ofStep = map[string]string{}, map[string]string{}
	for _, p := range lib.Pages {
		for _, c := range p.Clause {
			ofPage[c.ID] = p.Figure
		}
		for _, s := range p.Step {
			ofStep[s.ID] = s.Figure
		}
		for _, m := range p.More {
			for _, c := range m.Clause {
				ofPage[c.ID] = m.Figure
			}
		}
	}
	return ofPage, ofStep
}

// part is a clause and the number of its badge, 0 for none.
type part struct {
	clause content.Clause
	number int
}

// figure pushes a picture with its legend, to its right as many of the clauses
// as its height holds, at least one, and the others below.
func (pl plates) figure(id string, parts []part) {
	if f, d := pl.drawing(id); d != nil {
		pl.push(pl.illustrated(f, d, parts)...)
	}
}

// illustrated gives the blocks of a picture and the clauses that go with it.
func (pl plates) illustrated(f content.Figure, d *figure, parts []part) []block {
	const space = 16.0
	width := 172.0 // 61 mm
	if pl.large {
		width = 150
	}
	k := pl.pictured(f, d, margin, 0, width, body)
	x, w := margin+width+space, pl.full()-width-space
	var stacked []block
	for _, p := range parts {
		stacked = append(stacked, pl.stackClause(p, x, w))
	}
	if _, ok := d.drawing.Anchors[content.Here]; !ok { // a clinic's own picture may have none
		f.Label = f.Points()
	}
	below := pl.legend(k, f, margin, width)
	beside := pl.legend(block{height: -4}, f, x, w)
	if len(f.Label) == 0 {
		beside.height = -6
	}
	wide := func(y float64, own block, over float64) (block, []block) {
		taken, height := fill(stacked, y, own.height, over)
		for i, s := range stacked[:taken] {
			if i > 0 {
				y += s.gap
			}
			own = own.add(s.items, 0, y)
			y += s.height
		}
		own.height, own.gap = height, 8
		return own, pl.pairs(parts[taken:])
	}
	const over = 40.0 // points: what is not worth a row of its own
	aside := k.add(beside.items, 0, 0)
	first, rest := wide(-2, below, over)
	// The legend stands where the whole needs less height.
	if second, rest2 := wide(beside.height+4, aside, over); second.height+needed(rest2) < first.height+needed(rest) {
		first, rest = second, rest2
	}
	if low, rest2 := wide(beside.height+4, aside, 0); low.height < first.height {
		first.lower = append(first.lower, append([]block{low}, rest2...))
	}
	// Or a clause that no number ties to the picture goes ahead of it.
	if len(parts) > 1 && parts[0].number == 0 {
		first.lower = append(first.lower, append(pl.pairs(parts[:1]), pl.illustrated(f, d, parts[1:])...))
	}
	first.rest = len(rest)
	return append([]block{first}, rest...)
}

// pairs gives the blocks of clauses that stand beside no picture.
func (pl plates) pairs(parts []part) []block {
	return pl.aside(func() {
		for _, p := range parts {
			pl.clause(p.clause, p.number)
		}
	})
}

// fill tells how many of the blocks stand from y beside something so high, at
// least one, and the height of both together. All of them may reach below it
// by over, some of them by a quarter of that.
func fill(stacked []block, y, beside, over float64) (taken int, height float64) {
	if total := y + needed(stacked); total <= beside+over {
		return len(stacked), max(total, beside)
	}
	for i, s := range stacked {
		if i > 0 && y+s.gap+s.height > beside+over/4 {
			return i, max(y, beside)
		}
		if i > 0 {
			y += s.gap
		}
		y += s.height
	}
	return len(stacked), max(y, beside)
}

// legend says below a picture what its numbers and its ring mean, in both languages, as
// many to a line as there is room for.
func (pl plates) legend(k block, f content.Figure, left, width float64) block {
	const inset, space = 21.0, 10.0
	x, y, row := left, k.height+4, 0.0
	named := func(l content.Label, mark func(tag Tag) []Item) {
		spans := pl.twin(pl.plain(l.Text, pl.main), pl.plain(l.Text, pl.other), false)
		need := min(inset+pl.lineWidth(spans, body), width)
		if x > left && x+need > left+width {
			x, y, row = left, y+row, 0
		}
		pl.item("", func(number Tag) {
			items, h := pl.para(pl.tag(Paragraph, ""), spans, body, x+inset, width-inset-(x-left)+0.1)
			k = k.add(mark(number), 0, y).add(items, 0, y)
			row = max(row, h+3, 18)
		})
		x += need + space
	}
	for i, l := range f.Points() {
		named(l, func(number Tag) []Item { return pl.badge(i+1, body, x+9, 7.5, number) })
	}
	if l, ok := f.Here(); ok {
		named(l, func(Tag) []Item { return []Item{ringMark(x+9, 7.5)} })
	}
	k.height = y + row
	return k
}

// ringMark stands in a legend for the ring of a picture's small body.
func ringMark(x, y float64) Item { return Item{Tag{}, circle(white, inkColour, 1.8, x, y, 6.5)} }

// stackClause sets a clause in the language read and below it in the other.
func (pl plates) stackClause(p part, x, width float64) block {
	const pad = 6.0
	inset, right, y := 0.0, 0.0, 0.0
	style := p.clause.Style
	framed := style == "note" || style == "caution"
	switch {
	case style == "note":
		inset, right, y = pad+4, pad, pad
	case style == "caution":
		inset, right, y = pad+24, pad, pad
	case p.number > 0:
		inset = 22
	case style == "point" || style == "number":
		inset = 12
	}
	k := block{gap: 6}
	set := func(label Tag) {
		text := pl.stack(pl.tagBoth(Paragraph), pl.passage(p.clause.Text), 0, x+inset, width-inset-right)
		k.height = text.height + 2*y
		switch {
		case framed:
			k.items = tinted(style == "caution", x, width, k.height, pad)
		case p.number > 0:
			k.items = pl.badge(p.number, body, x+9, 8, label)
		case inset == 12:
			k.items = pl.bullets([]float64{x})
		}
		k = k.add(text.items, 0, y)
	}
	if inset > 0 && !framed {
		pl.item("", set)
	} else {
		set(Tag{})
	}
	return k
}

// pictured is the picture alone at x, y with the badges of its labels.
func (pl plates) pictured(f content.Figure, own *figure, x, y, width, size float64) block {
	tag := pl.tag(FigureRole, pl.main)
	tag.Alt = pl.plain(f.Alt, pl.main)
	d := &own.drawing
	p := Picture{Drawing: d, X: x, Y: y, Scale: width / d.Width, shared: own}
	h := d.Height * p.Scale
	k := block{height: y + h, items: []Item{
		{Tag{}, Box{Rect{x, y, width, h}, white, ruleColour, 0.6}}, {tag, p},
	}}
	for i, l := range f.Points() {
		a, ok := d.Anchors[l.Anchor]
		if !ok {
			pl.unknown("anchor of "+f.ID, l.Anchor)
			continue
		}
		q := p.at(a)
		inside := 0.9 * size // the whole badge lies on the picture
		q.X = min(max(q.X, x+inside), x+width-inside)
		q.Y = min(max(q.Y, y+inside), y+h-inside)
		k = k.add(pl.badge(i+1, size, q.X, q.Y, tag), 0, 0)
	}
	return k
}

// board pushes the pictures of one procedure, side by side, each with its
// number and below it the clause that it shows.
func (pl plates) board(ids []string, clauses map[string]content.Clause) {
	const space = 14.0
	n := pl.columns(3)
	width := (pl.full() - float64(n-1)*space) / float64(n)
	for i := 0; i < len(ids); i += n {
		row := block{gap: 9}
		for j, id := range ids[i:min(i+n, len(ids))] {
			f, d := pl.drawing(id)
			if d == nil {
				return
			}
			x := margin + float64(j)*(width+space)
			k := pl.pictured(f, d, x, 0, width, body)
			k = k.add(pl.badge(i+j+1, body, x+width-11, 11, k.items[len(k.items)-1].Tag), 0, 0)
			words := pl.stackClause(part{clause: content.Clause{Text: clauses[id].Text}}, x, width)
			row = beside(row, k.add(words.items, 0, k.height+3).grow(3+words.height))
		}
		pl.push(row)
	}
}
