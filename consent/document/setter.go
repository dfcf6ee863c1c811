package document

import (
	"strconv"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// setter sets words and marks as blocks, in both languages. It is the pen that
// all parts of a document share: what one of them has tagged, pushed or noted,
// the next one goes on from.
type setter struct {
	faces
	wording
	measures
	tagger
	galley
	account
}

func newSetter(template content.Document, r consent.Record, lib *content.Library, words *locales.Bundle, f faces) *setter {
	return &setter{
		faces:    f,
		wording:  newWording(newSource(template, r, lib, words)),
		measures: newMeasures(r.Read, r.Clinic),
		tagger:   tagger{elements: []Element{{Role: Whole, Lang: r.Read}}},
	}
}

// para sets spans at size in lines of width from x, the first line's top at y
// 0. It gives the items and the height.
func (st *setter) para(tag Tag, spans []span, size, x, width float64) ([]Item, float64) {
	for _, s := range spans {
		if err := st.check(s.text); err != nil {
			st.fail(err)
			return nil, 0
		}
	}
	lines := st.split(spans, size, width)
	var items []Item
	for i, l := range lines {
		baseline := float64(i)*size*leading + size*(leading/2+0.28)
		for j, r := range l.runs {
			text := r.text
			if j == len(l.runs)-1 && i < len(lines)-1 {
				text += " " // so that extracted words stay apart
			}
			t := tag
			if r.lang != "" {
				t.Lang = r.lang
			}
			items = append(items, Item{t, Text{x + r.x, baseline, size, r.width, r.bold, r.colour, text}})
		}
	}
	return items, float64(len(lines)) * size * leading
}

// text makes one block of a paragraph.
func (st *setter) text(role Role, lang consent.Language, spans []span, size, x, width float64) block {
	items, h := st.para(st.tag(role, lang), spans, size, x, width)
	return block{items: items, height: h}
}

// lineWidth is the width of spans on one line.
func (st *setter) lineWidth(spans []span, size float64) float64 {
	w := 0.0
	for _, s := range spans {
		w += st.of(s.bold).width(s.text, size)
	}
	return w
}

// centred sets one line around the middle x, y.
func (st *setter) centred(text string, size float64, bold bool, c Colour, x, y float64, tag Tag) []Item {
	if err := st.check(text); err != nil {
		st.fail(err)
		return nil
	}
	w := st.of(bold).width(text, size)
	return []Item{{tag, Text{x - w/2, y + 0.34*size, size, w, bold, c, text}}}
}

// duo sets a passage in both languages beside each other, or in large print one
// below the other: inset by so many points at the left and, with pad, at the
// right. Each has its own tag and size.
type duo struct {
	tags [2]Tag
	passage
	sizes      [2]float64
	inset, pad float64
}

// tagBoth begins an element for each language.
func (st *setter) tagBoth(role Role) [2]Tag {
	return [2]Tag{st.tag(role, st.main), st.tag(role, st.other)}
}

func (st *setter) duo(d duo) block {
	if st.large {
		first, h1 := st.para(d.tags[0], d.main, d.sizes[0], margin+d.inset, st.full()-d.inset-d.pad)
		second, h2 := st.para(d.tags[1], d.other, d.sizes[1], margin+d.inset, st.full()-d.inset-d.pad)
		return block{items: first, height: h1 + 1 + h2}.add(second, 0, h1+1)
	}
	left, h1 := st.para(d.tags[0], d.main, d.sizes[0], margin+d.inset, st.column(st.main)-d.inset-d.pad)
	right, h2 := st.para(d.tags[1], d.other, d.sizes[1], st.rightX()+d.inset, st.column(st.other)-d.inset-d.pad)
	return block{items: append(left, right...), height: max(h1, h2), rule: true}
}

// pair sets a passage in both languages, inset by so many points.
func (st *setter) pair(role Role, text passage, size, inset float64) block {
	k := st.duo(duo{st.tagBoth(role), text, [2]float64{size, size}, inset, 0})
	k.gap = 4
	return k
}

// listed is a pair that is an item of a list; mark draws its label, in the
// language read.
func (st *setter) listed(text passage, size, inset float64, mark func(label Tag) []Item) block {
	var k block
	st.item("", func(label Tag) {
		items := mark(label)
		k = st.pair(Paragraph, text, size, inset)
		k.items = append(items, k.items...)
	})
	return k
}

// note is a word of the interface as a paragraph in both languages.
func (st *setter) note(id string) block {
	return st.pair(Paragraph, st.phrase(id), body, 0)
}

// stack sets a passage above its translation, with so much space between.
func (st *setter) stack(tags [2]Tag, text passage, space, x, width float64) block {
	above, h1 := st.para(tags[0], text.main, body, x, width)
	below, h2 := st.para(tags[1], text.other, body, x, width)
	return block{items: above, height: h1 + space + h2}.add(below, 0, h1+space)
}

// blank is a line to write on, with its label above it and so much room between.
func (st *setter) blank(label []span, size, x, width, room float64) block {
	items, h := st.para(st.tag(Paragraph, ""), label, size, x, width)
	y := h + room
	items = append(items, Item{Tag{}, stroke(edgeColour, 0.8, x, y, x+width, y)})
	return block{items: items, height: y + 2}
}

// blanks are two lines to write on beside each other, with so much space above.
func (st *setter) blanks(left, right string, room, gap float64) block {
	half := (st.full() - gutter) / 2
	k := beside(st.blank(st.label(left), body, margin, half, room), st.blank(st.label(right), body, margin+half+gutter, half, room))
	k.gap = gap
	return k
}

// badge is a number in a disc that picture and words share.
func (st *setter) badge(n int, size, x, y float64, tag Tag) []Item {
	items := []Item{{Tag{}, circle(inkColour, white, 1.2, x, y, 0.78*size)}}
	return append(items, st.centred(strconv.Itoa(n), size, true, white, x, y, tag)...)
}

// bullets are the points before the items of a list.
func (st *setter) bullets(at []float64) []Item {
	var items []Item
	for _, x := range at {
		items = append(items, Item{Tag{}, circle(inkColour, NoColour, 0, x+3.5, 7.6, 2)})
	}
	return items
}
