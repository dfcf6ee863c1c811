package document

import (
	"strconv"

	"eclaire/consent"
	"eclaire/content"
)

// setter sets words and marks as blocks: the pen with which one part of a document is
// laid out. What one function has tagged or pushed, the next one goes on from.
type setter struct {
	faces
	wording
	measures
	tagger
	galley
	lines   splitter // of the paragraph that is being set
	running passage  // what the head of each page calls the part
}

// newSetter begins a part: in one language, or in both if only is "".
func newSetter(part Part, only consent.Language, src source, f faces) *setter {
	src.err = new(error)
	if only != "" {
		src.main, src.other = only, only.Other()
	}
	return &setter{
		faces:    f,
		wording:  newWording(src),
		measures: newMeasures(part, only, src.record.Clinic),
		tagger:   tagger{elements: []Element{{Role: Whole, Lang: src.record.Read}}},
	}
}

// sections lays out the sections of a list that hold for the case, each as a part of the
// structure, by do.
func (st *setter) sections(ids []string, do func(content.Section)) {
	for _, id := range ids {
		if s, ok := st.lib.Section(id); !ok {
			st.unknown("section", id)
		} else if s.Holds(st.traits) {
			st.within(Sect, "", func() { do(s) })
		}
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
	lines := st.lines.split(st.faces, spans, size, width)
	items := make([]Item, 0, len(lines)+2)
	for i, l := range lines {
		baseline := float64(i)*size*st.leading + size*(st.leading/2+0.28)
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
	return items, float64(len(lines)) * size * st.leading
}

// paragraph makes one block of a paragraph at the left margin, over the full width.
func (st *setter) paragraph(role Role, lang consent.Language, spans []span, size float64) block {
	return st.textAt(role, lang, spans, size, st.x, st.width)
}

// textAt makes one block of a paragraph.
func (st *setter) textAt(role Role, lang consent.Language, spans []span, size, x, width float64) block {
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

// badge is a number in a disc that picture and words share.
func (st *setter) badge(n int, size, x, y float64, tag Tag) []Item {
	items := []Item{{Tag{}, circle(inkColour, white, 1.2, x, y, 0.78*size)}}
	return append(items, st.centred(strconv.Itoa(n), size, true, white, x, y, tag)...)
}

// rule is a line across the page, so heavy.
func (st *setter) rule(weight float64) Item {
	return Item{Tag{}, stroke(inkColour, weight, st.x, 0, st.x+st.width, 0)}
}

// below puts a block below a line across the page, so far. The line is left out where
// a page begins.
func (st *setter) below(k block, space float64) block {
	rule := st.rule(sectionRule)
	return block{height: space, above: &rule}.add(k.items, 0, space).grow(k.height)
}

// The weights of lines, in points.
const (
	hairline    = 0.25
	sectionRule = 0.9
	gapFrame    = 1.8 // around what was not understood
	mainFrame   = 2.6 // around the decision
	writingLine = 0.6
)

// framed draws a frame around a block that is a little wider than the page's text.
func (st *setter) framed(k block, weight float64) block {
	const out = 3.0
	box := Box{Rect{st.x - out, 0, st.width + 2*out, k.height}, NoColour, inkColour, weight}
	k.items, k.above = append([]Item{{Tag{}, box}}, k.items...), nil
	return k
}

// writeOn is a label and a line after it to write on, up to x+width.
func (st *setter) writeOn(spans []span, size, x, width float64) block {
	items, h := st.para(st.tag(Paragraph, ""), spans, size, x, width)
	from := x + st.lineWidth(spans, size) + 5
	items = append(items, Item{Tag{}, stroke(inkColour, writingLine, from, h-1, x+width, h-1)})
	return block{items: items, height: h + 1}
}
