package document

import (
	"strconv"

	"eclaire/assets/vector"
	"eclaire/consent"
	"eclaire/content"
)

// heading opens a section: its number in a badge, the title in the language
// read large and bold, the other beside it.
func (b *builder) heading(t content.Text) {
	const size, inset = 15.0, 30.0
	b.number++
	left, h1 := b.para(b.tag(Heading2, b.main), bolder(b.spans(t, b.main)), size, margin+inset, b.column()-inset)
	right, h2 := b.para(b.tag(Heading2, b.other), b.spans(t, b.other), 13, b.rightX(), b.column())
	items := []Item{{Tag{}, Box{Rect: Rect{margin, 1, 23, 19}, Fill: inkColour}}}
	items = append(items, b.centred(strconv.Itoa(b.number), 12, true, white, margin+11.5, 10.5, lead(left))...)
	items = append(items, left...)
	for _, it := range right {
		items = append(items, Item{it.Tag, it.Shape.moved(0, 1.8)})
	}
	h := max(h1, h2+1.8, 20)
	items = append(items, Item{Tag{}, stroke(inkColour, 0.9, margin, h+3, margin+b.full(), h+3)})
	b.push(block{items: items, height: h + 6, gap: 18, keep: true, title: true})
}

// subheading is a smaller title within a section, in both languages.
func (b *builder) subheading(main, other []span) {
	k := b.pair(Heading3, bolder(main), other, 12, 0)
	k.gap, k.keep, k.title = 11, true, true
	b.push(k)
}

// lead is the tag of the first item, or of none.
func lead(items []Item) Tag {
	if len(items) == 0 {
		return Tag{}
	}
	return items[0].Tag
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

// tick is a box with a tick drawn in it, empty a box without, for a hand.
func tickBox(x, y, side float64, ticked bool) []Item {
	items := []Item{{Tag{}, Box{Rect{x, y, side, side}, white, inkColour, 1}}}
	if ticked {
		items = append(items, Item{Tag{}, stroke(inkColour, 2, x+side*0.2, y+side*0.52, x+side*0.42, y+side*0.76, x+side*0.82, y+side*0.24)})
	}
	return items
}

// warning is a triangle with an exclamation mark.
func warning(x, y, side float64) []Item {
	return []Item{
		{Tag{}, Outline{Fill: cautionColour, Line: cautionColour, LineWidth: 1.5, Segments: triangle(x, y, side)}},
		{Tag{}, stroke(white, side*0.13, x+side/2, y+side*0.34, x+side/2, y+side*0.62)},
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
		k := b.pair(ListItem, main, other, body, 24)
		k = k.add(b.badge(n, body, margin+9, 8, lead(k.items)), 0, 0)
		k = k.add(b.badge(n, body, b.rightX()+9, 8, Tag{}), 0, 0)
		k.height = max(k.height, 18)
		b.pushText(k)
	case c.Style == "point" || c.Style == "number":
		k := b.pair(ListItem, main, other, body, 12)
		for _, x := range []float64{margin, b.rightX()} {
			k.items = append(k.items, Item{Tag{}, circle(inkColour, NoColour, 0, x+3.5, 7.6, 2)})
		}
		b.pushText(k)
	default:
		b.pushText(b.pair(Paragraph, main, other, body, 0))
	}
}

// framed sets a pair on a tint with a bar at its side; a caution has a sign.
func (b *builder) framed(caution bool, main, other []span) {
	const pad = 7.0
	inset := pad + 4
	if caution {
		inset = pad + 24
	}
	left, h1 := b.para(b.tag(Paragraph, b.main), main, body, margin+inset, b.column()-inset-pad)
	right, h2 := b.para(b.tag(Paragraph, b.other), other, body, b.rightX()+inset, b.column()-inset-pad)
	h := max(h1, h2) + 2*pad
	tint, bar := tintNote, quietColour
	if caution {
		tint, bar = tintCaution, cautionColour
	}
	k := block{height: h, gap: 8}
	for i, x := range []float64{margin, b.rightX()} {
		k.items = append(k.items, Item{Tag{}, Box{Rect: Rect{x, 0, b.column(), h}, Fill: tint}},
			Item{Tag{}, Box{Rect: Rect{x, 0, 3, h}, Fill: bar}})
		if caution {
			k.items = append(k.items, warning(x+pad+2, pad, 16)...)
		}
		k = k.add([][]Item{left, right}[i], 0, pad)
	}
	k.rule = true
	b.push(k)
}

// fact is one line of a table: a label and what was entered.
type fact struct{ label, value []span }

// facts pushes a table of entries over the full width.
func (b *builder) facts(rows []fact) {
	for i, r := range rows {
		k := b.factRow(r, margin, b.full(), 0.42)
		if i == 0 {
			k.gap = 6
		}
		b.pushText(k)
	}
}

// factRow is a label and a value with a hairline below, from x over width; the
// label takes the given part of it.
func (b *builder) factRow(r fact, x, width, part float64) block {
	const pad = 4.0
	left, h1 := b.para(b.tag(TableHead, ""), r.label, body, x, width*part-10)
	right, h2 := b.para(b.tag(TableCell, ""), r.value, body, x+width*part, width*(1-part))
	k := block{height: max(h1, h2) + 2*pad}
	k = k.add(left, 0, pad).add(right, 0, pad)
	k.items = append(k.items, Item{Tag{}, stroke(ruleColour, 0.6, x, k.height, x+width, k.height)})
	return k
}

// blank is a line to write on, with its label above it.
func (b *builder) blank(label []span, size, x, width float64) block {
	items, h := b.para(b.tag(Paragraph, ""), label, size, x, width)
	y := h + 25
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
