package document

import (
	"strconv"
	"time"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// builder lays out a document section by section, each by the part that its kind
// asks for.
type builder struct {
	*setter
	number int // of the last section
}

func newBuilder(template content.Document, r consent.Record, lib *content.Library, words *locales.Bundle, f faces) *builder {
	return &builder{setter: newSetter(template, r, lib, words, f)}
}

// all lays out the whole document.
func (b *builder) all() {
	cover{tables{b.setter}}.set()
	for _, id := range b.template.Section {
		b.section(id)
	}
}

// finished sets what was pushed on pages.
func (b *builder) finished(date time.Time) (*Document, error) {
	if b.err != nil {
		return nil, b.err
	}
	titles := map[consent.Language]string{b.main: b.title(b.main), b.other: b.title(b.other)}
	d := &Document{
		Title: titles[b.main], Width: b.whole[0], Height: b.whole[1],
		titles: titles, author: tidy(b.record.Clinic.Name), lang: b.main, date: date,
		seal: b.said("seal.field"), subject: b.said("record_file.desc"),
	}
	d.Pages = pager{b.setter}.paginate()
	d.Elements = b.elements
	return d, b.err
}

// section lays one section of the template out, if it applies to the case.
func (b *builder) section(id string) {
	s, ok := b.lib.Section(id)
	if !ok {
		b.unknown("section", id)
		return
	}
	if !s.Holds(b.traits) || b.nothingOf(s.Kind) {
		return
	}
	b.within(Sect, "", func() { b.fill(s) })
}

// fill lays out what a section holds.
func (b *builder) fill(s content.Section) {
	text := prose{b.setter}
	if s.Kind == "follow-up" {
		followUp(plates{text}, s)
		return
	}
	b.heading(s.Title)
	switch s.Kind {
	case "evidence":
		evidence{text}.set(s)
	case "checked":
		references{tables{b.setter}}.checked(s)
	default:
		b.above(s.Kind)
		plates{text}.clauses(s)
		b.below(s.Kind)
	}
}

// above sets what sections of a kind hold above their clauses.
func (b *builder) above(kind string) {
	p := particulars{tables{b.setter}}
	switch kind {
	case "establishment":
		p.establishment()
	case "identity":
		p.identity()
	case "diagnosis":
		p.diagnosis()
	case "people":
		if b.record.Schema == 1 {
			p.people()
		} else {
			p.who()
		}
	case "time":
		if b.record.Schema == 1 {
			p.time()
		} else {
			sittings(p).set()
		}
	}
}

// below sets what sections of a kind hold below their clauses.
func (b *builder) below(kind string) {
	text := prose{b.setter}
	switch kind {
	case "comparison":
		ways{b.setter}.set()
	case "read":
		seen{tables{b.setter}}.set()
	case "understanding":
		answers{b.setter}.set()
	case "values":
		scales{b.setter}.set()
		asked{text}.set()
	case "talk":
		talk{tables{b.setter}}.set()
	case "decision":
		decision{text}.set()
	case "signatures":
		signing{b.setter}.set()
	case "confirmation":
		byHand{text}.confirmation()
	case "think-over":
		byHand{text}.thinkOver()
	case "appointment":
		byHand{text}.appointment()
	case "my-questions":
		home{text}.questions()
	case "reading":
		sources{tables{b.setter}}.reading()
	case "references":
		sources{tables{b.setter}}.set()
	case "reference":
		references{tables{b.setter}}.named()
	}
}

// heading opens a section: its number in a badge, the title in the language
// read large and bold, the other beside it.
func (b *builder) heading(t content.Text) {
	const size, second, inset = 13.5, 12.0, 28.0
	b.number++
	tag := b.tag(Heading2, "")
	items := []Item{{Tag{}, Box{Rect: Rect{margin, 1, 23, 19}, Fill: inkColour}}}
	items = append(items, b.centred(strconv.Itoa(b.number), 12, true, white, margin+11.5, 10.5, tag)...)
	k := b.title2(tag, b.passage(t).bold(), size, second, inset)
	k.items = append(items, k.items...)
	h := max(k.height, 19)
	k.items = append(k.items, Item{Tag{}, stroke(inkColour, 0.9, margin, h+3, margin+b.full(), h+3)})
	b.push(block{items: k.items, height: h + 5.5, gap: 12, keep: true})
}

// title2 sets a title in both languages as one element: beside each other where
// there is room, else one below the other.
func (b *builder) title2(tag Tag, t passage, size, second, inset float64) block {
	w1, w2, x := b.column(b.main)-inset, b.column(b.other), b.rightX()
	// A long title moves the other to the right rather than take two lines.
	long, rest := b.lineWidth(t.main, size)+1, b.lineWidth(t.other, second)+1
	if long > w1 && inset+long+12+rest <= b.full() {
		w1, w2, x = long, rest, margin+inset+long+12
	} else if b.large {
		w1, w2, x = b.full()-inset, b.full()-inset, margin+inset
	}
	left, h1 := b.para(tag, t.main, size, margin+inset, w1)
	right, h2 := b.para(tag, t.other, second, x, w2)
	down := 1.0
	if x < margin+inset+1 {
		down = h1
	}
	return block{items: left, height: max(h1, down+h2+0.3)}.add(right, 0, down)
}
