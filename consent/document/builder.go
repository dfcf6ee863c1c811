package document

import (
	"fmt"
	"slices"
	"strings"

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
	template    content.Document
	record      consent.Record
	lib         *content.Library
	words       *locales.Bundle
	traits      consent.Traits
	main, other consent.Language
	vars        map[consent.Language]map[string]string
	whole       [2]float64 // the paper
	paper       [2]float64 // the same as it is laid out: smaller for large print, which is enlarged at the end
	blocks      []block
	elements    []Element
	parent      int  // of elements to come
	list        int  // the list whose next item may come, 0 for none
	number      int  // of the last section
	large       bool // print for weak eyes: the languages stand below each other
	says        Said
	err         error
}

// largeBody is the size of text in large print.
const largeBody = 16.0

func newBuilder(template content.Document, r consent.Record, lib *content.Library, words *locales.Bundle, f faces) *builder {
	b := &builder{
		faces: f, template: template, record: r, lib: lib, words: words,
		main: r.Read, other: r.Read.Other(), vars: map[consent.Language]map[string]string{},
	}
	b.elements = []Element{{Role: Whole, Lang: b.main}}
	for _, l := range consent.Languages() {
		b.vars[l] = content.Vars(words.For(l), r.Case, r.Clinic)
	}
	if b.forAnybody() {
		b.traits = consent.Traits{consent.ForAnybody: true, consent.VertebraToTreat: true, consent.LowerLevels: true}
	} else {
		b.traits = r.Traits()
	}
	b.whole = papers["A4"]
	if r.Clinic.Paper == "Letter" {
		b.whole = papers["Letter"]
	}
	b.large = r.Clinic.Print == "large"
	b.paper = [2]float64{b.whole[0]/b.enlarged() + 2*b.spare(margin), b.whole[1]/b.enlarged() + 2*b.spare(edge)}
	return b
}

// forAnybody tells that the document belongs to no patient.
func (b *builder) forAnybody() bool {
	return b.template.ID == content.Booklet || b.template.ID == recovery
}

// enlarged is by how much all that is laid out grows on the paper.
func (b *builder) enlarged() float64 {
	if b.large {
		return largeBody / body
	}
	return 1
}

// spare is how much of a margin enlarging would make too much: the margins of
// large print are those of normal print.
func (b *builder) spare(margin float64) float64 { return margin - margin/b.enlarged() }

// columns is how many columns there are room for, of so many in normal print.
func (b *builder) columns(n int) int {
	if b.large {
		return max(n-1, 1)
	}
	return n
}

// ofCase are the placeholders that only a case can fill.
var ofCase = []string{"{levels}", "{old_levels}", "{level_count}", "{patient}", "{interpreter}", "{trusted_person}", "{witness}"}

// shown keeps the clauses that the case calls for. Without a case, those that
// speak of one are left out.
func (b *builder) shown(clauses []content.Clause) []content.Clause {
	out := content.ClausesFor(clauses, b.traits)
	if b.forAnybody() {
		out = slices.DeleteFunc(out, func(c content.Clause) bool {
			return slices.ContainsFunc(ofCase, func(p string) bool { return strings.Contains(c.FR+c.EN, p) })
		})
	}
	return out
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

// duo sets a passage in both languages beside each other, or in large print one
// below the other: inset by so many points at the left and, with pad, at the
// right. Each has its own tag and size.
type duo struct {
	tags        [2]Tag
	main, other []span
	sizes       [2]float64
	inset, pad  float64
}

func (b *builder) duo(d duo) block {
	if b.large {
		first, h1 := b.para(d.tags[0], d.main, d.sizes[0], margin+d.inset, b.full()-d.inset-d.pad)
		second, h2 := b.para(d.tags[1], d.other, d.sizes[1], margin+d.inset, b.full()-d.inset-d.pad)
		return block{items: first, height: h1 + 1 + h2}.add(second, 0, h1+1)
	}
	left, h1 := b.para(d.tags[0], d.main, d.sizes[0], margin+d.inset, b.column(b.main)-d.inset-d.pad)
	right, h2 := b.para(d.tags[1], d.other, d.sizes[1], b.rightX()+d.inset, b.column(b.other)-d.inset-d.pad)
	return block{items: append(left, right...), height: max(h1, h2), rule: true}
}

// pair sets a passage in both languages, inset by so many points.
func (b *builder) pair(role Role, main, other []span, size, inset float64) block {
	k := b.duo(duo{[2]Tag{b.tag(role, b.main), b.tag(role, b.other)}, main, other, [2]float64{size, size}, inset, 0})
	k.gap = 4
	return k
}

// listed is a pair that is an item of a list; mark draws its label, in the
// language read.
func (b *builder) listed(main, other []span, size, inset float64, mark func(label Tag) []Item) block {
	var k block
	b.item("", func(label Tag) {
		items := mark(label)
		k = b.pair(Paragraph, main, other, size, inset)
		k.items = append(items, k.items...)
	})
	return k
}

// sides are where the marks of a pair stand: at the left of each language.
func (b *builder) sides() []float64 {
	if b.large {
		return []float64{margin}
	}
	return []float64{margin, b.rightX()}
}

// note is a word of the interface as a paragraph in both languages.
func (b *builder) note(id string) block {
	return b.pair(Paragraph, words(b.t(b.main, id), false, inkColour, b.main), words(b.t(b.other, id), false, quietColour, b.other), body, 0)
}

// pushText adds a block of plain text, cut between lines where it is too high
// for one piece. No piece is a single line.
func (b *builder) pushText(k block) {
	if k.height <= maxRow {
		b.push(k)
		return
	}
	// Where lines begin, from the top; a cut falls on one of these.
	var tops []float64
	for _, it := range k.items {
		if text, ok := it.Shape.(Text); ok {
			tops = append(tops, text.Baseline-text.Size*(leading/2+0.28))
		}
	}
	slices.Sort(tops)
	cuts := []float64{0}
	for _, y := range tops {
		const line = body * leading
		if from := cuts[len(cuts)-1]; y-from > maxRow-line && k.height-y >= 2*line-1 {
			cuts = append(cuts, y)
		}
	}
	for n, from := range cuts {
		to := k.height
		if n+1 < len(cuts) {
			to = cuts[n+1]
		}
		piece := block{rule: k.rule, keep: k.keep, height: to - from}
		if n == 0 {
			piece.gap = k.gap
		}
		for _, it := range k.items {
			if y := it.Shape.bounds().Y + 2; y >= from && y < to || n == 0 && y < 0 {
				piece.items = append(piece.items, Item{it.Tag, it.Shape.moved(0, -from)})
			}
		}
		b.push(piece)
	}
}
