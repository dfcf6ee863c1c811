package document

import (
	"slices"
	"strconv"

	"eclaire/assets/vector"
	"eclaire/consent"
	"eclaire/content"
)

// heading opens a section: its number in a badge, the title in the language
// read large and bold, the other beside it.
func (b *builder) heading(t content.Text) {
	const size, second, inset = 13.5, 12.0, 28.0
	b.number++
	tag := b.tag(Heading2, "")
	main, other := bolder(b.spans(t, b.main)), b.spans(t, b.other)
	items := []Item{{Tag{}, Box{Rect: Rect{margin, 1, 23, 19}, Fill: inkColour}}}
	items = append(items, b.centred(strconv.Itoa(b.number), 12, true, white, margin+11.5, 10.5, tag)...)
	k := b.title2(tag, main, other, size, second, inset)
	k.items = append(items, k.items...)
	h := max(k.height, 19)
	k.items = append(k.items, Item{Tag{}, stroke(inkColour, 0.9, margin, h+3, margin+b.full(), h+3)})
	b.push(block{items: k.items, height: h + 5.5, gap: 12, keep: true})
}

// title2 sets a title in both languages as one element: beside each other where
// there is room, else one below the other.
func (b *builder) title2(tag Tag, main, other []span, size, second, inset float64) block {
	w1, w2, x := b.column(b.main)-inset, b.column(b.other), b.rightX()
	// A long title moves the other to the right rather than take two lines.
	long, rest := b.lineWidth(main, size)+1, b.lineWidth(other, second)+1
	if long > w1 && inset+long+12+rest <= b.full() {
		w1, w2, x = long, rest, margin+inset+long+12
	} else if b.large {
		w1, w2, x = b.full()-inset, b.full()-inset, margin+inset
	}
	left, h1 := b.para(tag, main, size, margin+inset, w1)
	right, h2 := b.para(tag, other, second, x, w2)
	down := 1.0
	if x < margin+inset+1 {
		down = h1
	}
	return block{items: left, height: max(h1, down+h2+0.3)}.add(right, 0, down)
}

// subheading is a smaller title within a section, in both languages.
func (b *builder) subheading(main, other []span) {
	k := b.duo(duo{[2]Tag{b.tag(Heading3, ""), {}}, bolder(main), other, [2]float64{12, 12}, 0, 0}.sameTag())
	k.gap, k.keep = 9, true
	b.push(k)
}

// sameTag makes both languages one element.
func (d duo) sameTag() duo {
	d.tags[1] = d.tags[0]
	return d
}

func bolder(spans []span) []span {
	out := make([]span, len(spans))
	for i, s := range spans {
		s.bold = true
		out[i] = s
	}
	return out
}

// centred sets one line around the middle x, y.
func (b *builder) centred(text string, size float64, bold bool, c Colour, x, y float64, tag Tag) []Item {
	if err := b.check(text); err != nil {
		b.fail(err)
		return nil
	}
	w := b.of(bold).width(text, size)
	return []Item{{tag, Text{x - w/2, y + 0.34*size, size, w, bold, c, text}}}
}

// badge is a number in a disc that picture and words share.
func (b *builder) badge(n int, size, x, y float64, tag Tag) []Item {
	items := []Item{{Tag{}, circle(inkColour, white, 1.2, x, y, 0.78*size)}}
	return append(items, b.centred(strconv.Itoa(n), size, true, white, x, y, tag)...)
}

// The tick of a statement, and the stroke of an exclamation mark as a part of its
// sign's side: ReadPrint tells them by these widths.
const (
	tickWidth   = 2.0 // points
	exclamation = 0.13
)

// tickBox is a box with a tick drawn in it, or without, for a hand.
func tickBox(x, y, side float64, ticked bool) []Item {
	items := []Item{{Tag{}, Box{Rect{x, y, side, side}, white, inkColour, 1}}}
	if ticked {
		items = append(items, Item{Tag{}, stroke(inkColour, tickWidth, x+side*0.2, y+side*0.52, x+side*0.42, y+side*0.76, x+side*0.82, y+side*0.24)})
	}
	return items
}

// warning is a triangle with an exclamation mark.
func warning(x, y, side float64) []Item {
	return []Item{
		{Tag{}, Outline{Fill: cautionColour, Line: cautionColour, LineWidth: 1.5, Segments: triangle(x, y, side)}},
		{Tag{}, stroke(white, side*exclamation, x+side/2, y+side*0.34, x+side/2, y+side*0.62)},
		{Tag{}, circle(white, NoColour, 0, x+side/2, y+side*0.79, side*0.075)},
	}
}

func triangle(x, y, side float64) []vector.Segment {
	at := func(op vector.Op, px, py float64) vector.Segment {
		return vector.Segment{Op: op, P: [3]vector.Point{{X: px, Y: py}}}
	}
	return []vector.Segment{
		at(vector.Move, x+side/2, y+1), at(vector.Line, x+side-0.5, y+side*0.92), at(vector.Line, x+0.5, y+side*0.92), {Op: vector.Close},
	}
}

// clause pushes one clause in both languages, in its style. n is the number
// for the badge, 0 for none.
func (b *builder) clause(c content.Clause, n int) {
	main, other := b.spans(c.Text, b.main), b.spans(c.Text, b.other)
	switch {
	case c.Style == "note" || c.Style == "caution":
		b.framed(c.Style == "caution", main, other)
	case n > 0:
		b.numbered(n, main, other)
	case c.Style == "point" || c.Style == "number":
		b.pushText(b.listed(main, other, body, 12, func(Tag) []Item { return b.bullets(b.sides()) }))
	default:
		b.pushText(b.pair(Paragraph, main, other, body, 0))
	}
}

// numbered pushes an item of a list with its number in a badge.
func (b *builder) numbered(n int, main, other []span) {
	k := b.listed(main, other, body, 24, func(label Tag) []Item {
		var items []Item
		for i, x := range b.sides() {
			items = append(items, b.badge(n, body, x+9, 8, []Tag{label, {}}[i])...)
		}
		return items
	})
	k.height = max(k.height, 18)
	b.pushText(k)
}

// bullets are the points before the items of a list.
func (b *builder) bullets(at []float64) []Item {
	var items []Item
	for _, x := range at {
		items = append(items, Item{Tag{}, circle(inkColour, NoColour, 0, x+3.5, 7.6, 2)})
	}
	return items
}

// framed sets a pair on a tint with a bar at its side; a caution has a sign.
func (b *builder) framed(caution bool, main, other []span) {
	const pad = 6.0
	inset := pad + 4
	if caution {
		inset = pad + 24
	}
	words := b.duo(duo{[2]Tag{b.tag(Paragraph, b.main), b.tag(Paragraph, b.other)}, main, other, [2]float64{body, body}, inset, pad})
	k := block{height: words.height + 2*pad, gap: 6, rule: words.rule}
	if b.large {
		k.items = tinted(caution, margin, b.full(), k.height, pad)
	} else {
		k.items = append(tinted(caution, margin, b.column(b.main), k.height, pad), tinted(caution, b.rightX(), b.column(b.other), k.height, pad)...)
	}
	b.push(k.add(words.items, 0, pad))
}

// tinted is the ground of a note, or of a caution with its sign.
func tinted(caution bool, x, width, height, pad float64) []Item {
	tint, bar := tintNote, quietColour
	if caution {
		tint, bar = tintCaution, cautionColour
	}
	items := []Item{{Tag{}, Box{Rect: Rect{x, 0, width, height}, Fill: tint}}, {Tag{}, Box{Rect: Rect{x, 0, 3, height}, Fill: bar}}}
	if caution {
		items = append(items, warning(x+pad+2, pad, 16)...)
	}
	return items
}

// fact is one entry of a table: a label and what was entered. A mark is the
// colour of a small box before the label, as a legend.
type fact struct {
	label, value []span
	mark         Colour
	kind         ClaimKind
}

// facts pushes a table of entries over the full width, so many in a row.
func (b *builder) facts(columns int, rows []fact) {
	if len(rows) > 0 {
		b.within(Table, "", func() { b.factLines(columns, rows) })
	}
}

// factLines pushes rows of the present table.
func (b *builder) factLines(columns int, rows []fact) {
	for i := 0; i < len(rows); i += columns {
		k := b.factLine(columns, rows[i:min(i+columns, len(rows))], margin, b.full(), gutter)
		if i == 0 {
			k.gap = 3
		}
		b.pushText(k)
	}
}

// factLine sets entries beside each other, each with its label above it, on a
// hairline. In the structure each is a row of its own.
func (b *builder) factLine(columns int, rows []fact, x, width, space float64) block {
	const pad = 3.5
	k := block{}
	own := (width - float64(columns-1)*space) / float64(columns)
	for i, r := range rows {
		b.claim(r)
		at := x + float64(i)*(own+space)
		inset := 0.0
		if r.mark != NoColour {
			inset = 14
			k.items = append(k.items, Item{Tag{}, Box{Rect{at + 0.5, pad + 2, 9, 9}, r.mark, inkColour, 0.9}})
		}
		b.row(func() {
			label, h1 := b.para(b.headTag(OfRow, ""), quieter(r.label), body, at+inset, own-inset)
			value, h2 := b.para(b.tag(TableCell, ""), r.value, body, at+inset, own-inset)
			k = k.add(label, 0, pad).add(value, 0, pad+h1)
			k.height = max(k.height, h1+h2+2*pad)
		})
	}
	k.items = append(k.items, Item{Tag{}, stroke(ruleColour, 0.6, x, k.height, x+width, k.height)})
	return k
}

// quieter takes the weight from a label that stands above what it names.
func quieter(spans []span) []span {
	out := slices.Clone(spans)
	for i := range out {
		out[i].bold, out[i].colour = false, quietColour
	}
	return out
}

// blank is a line to write on, with its label above it and so much room between.
func (b *builder) blank(label []span, size, x, width, room float64) block {
	items, h := b.para(b.tag(Paragraph, ""), label, size, x, width)
	y := h + room
	items = append(items, Item{Tag{}, stroke(edgeColour, 0.8, x, y, x+width, y)})
	return block{items: items, height: y + 2}
}

// beside joins two blocks at the same height.
func beside(l, r block) block {
	l.items = append(l.items, r.items...)
	l.height = max(l.height, r.height)
	return l
}

// languageName names a language in its own words.
func (b *builder) languageName(l consent.Language) string { return b.t(l, "language."+string(l)) }
