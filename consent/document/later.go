package document

import (
	"slices"
	"strings"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// thinkOver pushes what a person who has not decided takes home: what was not
// understood yet, and room for questions of their own.
func (b *builder) thinkOver() {
	var again []consent.Understanding
	for _, u := range b.record.Understanding {
		if !u.Correct {
			again = append(again, u)
		}
	}
	if len(again) > 0 {
		b.subheading(words(b.t(b.main, "think.again"), true, inkColour, b.main), words(b.t(b.other, "think.again"), false, quietColour, b.other))
		for _, u := range again {
			q, ok := b.lib.Question(u.Question)
			if !ok {
				b.unknown("question", u.Question)
				continue
			}
			b.pushText(b.listed(b.spans(q.Ask, b.main), b.spans(q.Ask, b.other), body, 12, func(Tag) []Item { return b.bullets(b.sides()) }))
		}
	}
	const lines, room = 3, 26.0
	head := b.text(Paragraph, "", b.label("think.own"), 12, margin, b.full())
	head.gap, head.keep = 9, true
	b.push(head)
	for i := range lines {
		b.push(block{height: room, keep: i < lines-1, items: []Item{{Tag{}, stroke(edgeColour, 0.8, margin, room, margin+b.full(), room)}}})
	}
}

// appointment is room to note the next one by hand.
func (b *builder) appointment() {
	half := (b.full() - gutter) / 2
	var parts []block
	for _, ids := range [][2]string{{"by_hand.appointment", "by_hand.with"}, {"by_hand.place", "by_hand.phone"}} {
		k := beside(b.blank(b.label(ids[0]), body, margin, half, 24), b.blank(b.label(ids[1]), body, margin+half+gutter, half, 24))
		k.gap = 6
		parts = append(parts, k)
	}
	parts[0].keep = true
	b.keepLast()
	b.push(parts...)
}

// reference names the record that this one confirms or withdraws.
func (b *builder) reference() {
	r := b.record.Refers
	if r == nil {
		b.unknown("reference of", b.record.ID)
		return
	}
	b.facts(2, []fact{
		{label: b.label("reference.name"), value: typed(r.ID)},
		{label: b.label("reference.date"), value: b.both(func(s *locales.Speaker) string { return s.Moment(r.Finished) })},
	})
	b.facts(1, []fact{{label: b.label("reference.digest"), value: typed(grouped(r.SHA256))}})
}

// grouped writes a digest in groups of four digits, for people who compare it.
func grouped(digest string) string {
	var groups []string
	for g := range slices.Chunk([]byte(strings.ToUpper(digest)), 4) {
		groups = append(groups, string(g))
	}
	return strings.Join(groups, " ")
}

// checked shows the document's code, and beside it what it is for and what it
// says, so that sheet and file can be compared by eye too.
func (b *builder) checked(s content.Section) {
	const side, space = 108.0, 14.0 // 38 mm
	code, err := Code(b.record)
	if err != nil {
		b.fail(err)
		return
	}
	m, err := newMatrix(code, side)
	if err != nil {
		b.fail(err)
		return
	}
	digest, err := b.record.Digest()
	if err != nil {
		b.fail(err)
		return
	}
	tag := b.tag(FigureRole, b.main)
	tag.Alt = b.t(b.main, "checked.alt", "ID", b.record.ID)
	m.X = margin
	k := block{items: []Item{{tag, m}}, height: side, gap: 6}
	x, width, y := margin+side+space, b.full()-side-space, 2.0
	for _, c := range b.clausesOf(s) {
		text := b.stackTagged(b.tag(Paragraph, b.main), b.tag(Paragraph, b.other), b.spans(c.Text, b.main), b.spans(c.Text, b.other), 0, x, width)
		k = k.add(text.items, 0, y)
		y += text.height + 4
	}
	facts := []fact{{label: b.label("checked.name"), value: typed(b.record.ID)}, {label: b.label("checked.digest"), value: typed(grouped(digest))}}
	if b.large { // below, over the full width
		k.height = max(k.height, y)
		b.push(k)
		b.facts(1, facts)
		return
	}
	b.within(Table, "", func() {
		for _, f := range facts {
			row := b.factLine(1, []fact{f}, x, width, 0)
			k = k.add(row.items, 0, y)
			y += row.height
		}
	})
	k.height = max(k.height, y)
	b.push(k)
}
