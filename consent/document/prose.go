package document

import "eclaire/content"

// prose sets clauses one after the other, each in its style.
type prose struct{ *setter }

// subheading pushes a smaller title within a section, in both languages, with
// so much space above it.
func (p prose) subheading(title passage, size, gap float64) {
	tag := p.tag(Heading3, "")
	k := p.duo(duo{[2]Tag{tag, tag}, title.bold(), [2]float64{size, size}, 0, 0})
	k.gap, k.keep = gap, true
	p.push(k)
}

// clause pushes one clause in both languages, in its style. n is the number
// for the badge, 0 for none.
func (p prose) clause(c content.Clause, n int) {
	text := p.passage(c.Text)
	switch {
	case c.Style == "note" || c.Style == "caution":
		p.framed(c.Style == "caution", text)
	case n > 0:
		p.numbered(n, text)
	case c.Style == "point" || c.Style == "number":
		p.bulleted(text)
	default:
		p.pushText(p.pair(Paragraph, text, body, 0))
	}
}

// bulleted pushes an item of a list with a point before it.
func (p prose) bulleted(text passage) {
	p.pushText(p.listed(text, body, 12, func(Tag) []Item { return p.bullets(p.sides()) }))
}

// numbered pushes an item of a list with its number in a badge.
func (p prose) numbered(n int, text passage) {
	k := p.listed(text, body, 24, func(label Tag) []Item {
		var items []Item
		for i, x := range p.sides() {
			items = append(items, p.badge(n, body, x+9, 8, []Tag{label, {}}[i])...)
		}
		return items
	})
	k.height = max(k.height, 18)
	p.pushText(k)
}

// framed sets a pair on a tint with a bar at its side; a caution has a sign.
func (p prose) framed(caution bool, text passage) {
	const pad = 6.0
	inset := pad + 4
	if caution {
		inset = pad + 24
	}
	words := p.duo(duo{p.tagBoth(Paragraph), text, [2]float64{body, body}, inset, pad})
	k := block{height: words.height + 2*pad, gap: 6, rule: words.rule}
	if p.large {
		k.items = tinted(caution, margin, p.full(), k.height, pad)
	} else {
		k.items = append(tinted(caution, margin, p.column(p.main), k.height, pad), tinted(caution, p.rightX(), p.column(p.other), k.height, pad)...)
	}
	p.push(k.add(words.items, 0, pad))
}
