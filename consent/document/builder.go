package document

import (
	"fmt"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// Measures of the page, in points.
const (
	margin    = 45.0 // 16 mm, at the sides
	edge      = 31.0 // 11 mm, above and below
	gutter    = 18.0 // between the two languages
	body      = 11.0 // size of text
	sheetSize = 14.0 // size on the sheets to take home
	leading   = 1.21 // line height as a part of the size
)

// builder turns a record into blocks. The first error stays.
type builder struct {
	faces
	record      consent.Record
	lib         *content.Library
	words       *locales.Bundle
	traits      consent.Traits
	main, other consent.Language
	vars        map[consent.Language]map[string]string
	paper       [2]float64
	blocks      []block
	element     int
	number      int // of the last section
	err         error
}

func newBuilder(r consent.Record, lib *content.Library, words *locales.Bundle, f faces) *builder {
	b := &builder{
		faces: f, record: r, lib: lib, words: words, traits: r.Traits(),
		main: r.Read, other: r.Read.Other(), vars: map[consent.Language]map[string]string{},
	}
	for _, l := range consent.Languages() {
		b.vars[l] = content.Vars(words.For(l), r.Case, r.Clinic)
	}
	b.paper = papers["A4"]
	if r.Clinic.Paper == "Letter" {
		b.paper = papers["Letter"]
	}
	return b
}

// fail keeps the first error.
func (b *builder) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}

// unknown notes an id that the content lacks. Ids are the content's, never a
// patient's words.
func (b *builder) unknown(what, id string) {
	b.fail(fmt.Errorf("%w: %s %q", ErrUnknown, what, id))
}

// full is the width between the margins.
func (b *builder) full() float64 { return b.paper[0] - 2*margin }

// column is the width of one language: French needs more room for the same
// words, so that both end at about the same height.
func (b *builder) column(l consent.Language) float64 {
	const more = 0.024 // of the room
	if l == consent.French {
		return (b.full() - gutter) * (0.5 + more)
	}
	return (b.full() - gutter) * (0.5 - more)
}

// rightX is where the right column begins.
func (b *builder) rightX() float64 { return margin + b.column(b.main) + gutter }

func (b *builder) push(blocks ...block) { b.blocks = append(b.blocks, blocks...) }

// tag begins a new element.
func (b *builder) tag(role Role, lang consent.Language) Tag {
	b.element++
	return Tag{Role: role, Element: b.element, Lang: lang}
}

// t is a word of the interface from the locale block doc.
func (b *builder) t(l consent.Language, id string, args ...any) string {
	return tidy(b.words.For(l).T("doc."+id, args...))
}

// plain is a text of the content without its marks, filled.
func (b *builder) plain(t content.Text, l consent.Language) string {
	s := ""
	for _, sp := range b.spans(t, l) {
		s += sp.text
	}
	return s
}

// spans is a text of the content in one language, filled. The language read
// stands in full ink, the other quieter.
func (b *builder) spans(t content.Text, l consent.Language) []span {
	return marked(t.In(l), b.ink(l), l, func(s string) string { return content.Fill(s, b.vars[l]) })
}

func (b *builder) ink(l consent.Language) Colour {
	if l == b.main {
		return inkColour
	}
	return quietColour
}

// words in one style.
func words(text string, bold bool, colour Colour, l consent.Language) []span {
	return []span{{tidy(text), bold, colour, l}}
}

// label is a word of the interface in both languages: the language read in
// bold, the other after it.
func (b *builder) label(id string, args ...any) []span {
	return b.twin(b.t(b.main, id, args...), b.t(b.other, id, args...), true)
}

// twin joins what differs by language: the language read first. Where both
// are the same word it stands once.
func (b *builder) twin(main, other string, bold bool) []span {
	out := words(main, bold, inkColour, b.main)
	if other != main {
		out = append(out, span{" · ", false, quietColour, ""}, span{tidy(other), false, quietColour, b.other})
	}
	return out
}

// both is twin for something said by a function of the language.
func (b *builder) both(say func(*locales.Speaker) string) []span {
	return b.twin(say(b.words.For(b.main)), say(b.words.For(b.other)), false)
}

// typed is what a person entered, in no language.
func typed(text string) []span { return words(consent.Normalise(text), false, inkColour, "") }

// para sets spans at size in lines of width from x, the first line's top at y
// 0. It gives the items and the height.
func (b *builder) para(tag Tag, spans []span, size, x, width float64) ([]Item, float64) {
	for _, s := range spans {
		if err := b.check(s.text); err != nil {
			b.fail(err)
			return nil, 0
		}
	}
	lines := b.split(spans, size, width)
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

// block makes one block of a paragraph.
func (b *builder) text(role Role, lang consent.Language, spans []span, size, x, width float64) block {
	items, h := b.para(b.tag(role, lang), spans, size, x, width)
	return block{items: items, height: h}
}

// maxRow is the height above which a row of text is given out in pieces, so
// that a passage longer than a page still finds its way.
const maxRow = 400.0

// pair sets a passage in both languages side by side, inset by so many points.
func (b *builder) pair(role Role, main, other []span, size, inset float64) block {
	left, h1 := b.para(b.tag(role, b.main), main, size, margin+inset, b.column(b.main)-inset)
	right, h2 := b.para(b.tag(role, b.other), other, size, b.rightX()+inset, b.column(b.other)-inset)
	return block{items: append(left, right...), height: max(h1, h2), gap: 4, rule: true}
}

// pushText adds a block of plain text, cut between lines where it is too high
// for one piece.
func (b *builder) pushText(k block) {
	if k.height <= maxRow {
		b.push(k)
		return
	}
	pieces := map[int]*block{}
	last := 0
	for _, it := range k.items {
		n := int(it.Shape.bounds().Y / maxRow)
		if pieces[n] == nil {
			pieces[n] = &block{rule: k.rule, keep: k.keep}
			last = max(last, n)
		}
		pieces[n].items = append(pieces[n].items, Item{it.Tag, it.Shape.moved(0, -float64(n)*maxRow)})
		bottom := it.Shape.bounds()
		pieces[n].height = max(pieces[n].height, bottom.Y+bottom.H-float64(n)*maxRow+4)
	}
	for n := 0; n <= last; n++ {
		if p := pieces[n]; p != nil {
			if n == 0 {
				p.gap = k.gap
			}
			b.push(*p)
		}
	}
}
