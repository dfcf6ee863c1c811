package document

import (
	"slices"
	"strconv"
	"strings"

	"eclaire/content"
)

// grid sets the consent: row by row, what needs no language at the left (numbers, ticks,
// shares), then both languages beside each other, or in large print below each other.
type grid struct {
	*setter
	number int  // of the last section
	fresh  bool // nothing stands below its title yet
}

// heading opens a section: its number, and the title in both languages.
func (g *grid) heading(t content.Text) { g.headed(g.passage(t)) }

// headed is a heading with a title that the record completes.
func (g *grid) headed(t passage) {
	g.fresh = true
	if g.part == InformationPart { // a section that a clinic has moved there
		information{setter: g.setter}.heading(t.main)
		return
	}
	g.number++
	tag := g.tag(Heading2, "")
	number, _ := g.para(tag, words(strconv.Itoa(g.number), true, ""), g.head, g.x, g.marks())
	ended(number)
	title := g.pairOf([2]Tag{tag, tag}, t.bold(), g.head)
	spaced(title.items)
	k := g.below(block{items: append(number, title.items...), height: title.height}, 1.5)
	k.gap, k.keep = 2.5, true
	g.push(k)
}

// ended puts a space behind the last words of items.
func ended(items []Item) {
	if n := len(items); n > 0 {
		if text, ok := items[n-1].Shape.(Text); ok {
			text.String += " "
			items[n-1].Shape = text
		}
	}
}

// spaced ends the words of the first language with a space, so that those of the second
// do not run into them where they are one element.
func spaced(items []Item) {
	for i := range items[:max(len(items)-1, 0)] {
		a, ok1 := items[i].Shape.(Text)
		if b, ok2 := items[i+1].Shape.(Text); ok1 && ok2 && items[i].Tag.Lang != items[i+1].Tag.Lang && b.Baseline <= a.Baseline+40 {
			a.String += " "
			items[i].Shape = a
		}
	}
}

// pairOf sets a passage in both columns.
func (g *grid) pairOf(tags [2]Tag, p passage, size float64) block {
	first, h1 := g.para(tags[0], p.main, size, g.text1(), g.column())
	if g.only != "" {
		return block{items: first, height: h1}
	}
	if joined(p.main) == joined(p.other) { // a name: it is the same in both
		if g.large {
			return block{items: first, height: h1}
		}
		for i := range first {
			first[i].Tag.Lang = ""
		}
	}
	if g.large { // who needs large print reads the first language
		second, h2 := g.para(tags[1], p.other, size*smaller, g.text2(), g.column())
		return block{items: first, height: h1 + 1 + h2}.add(second, 0, h1+1)
	}
	second, h2 := g.para(tags[1], p.other, size, g.text2(), g.column())
	return block{items: append(first, second...), height: max(h1, h2)}
}

// smaller is the size of the second language in large print: 12 points beside 16.
const smaller = 12.0 / 16

// tagBoth begins an element for each language.
func (g *grid) tagBoth(role Role) [2]Tag {
	return [2]Tag{g.tag(role, g.main), g.tag(role, g.other)}
}

// mark is what stands at the left of a row, and what it is as a list's label.
type mark func(label Tag) []Item

// row pushes a row of both languages, on a hairline below the one before.
func (g *grid) row(m mark, p passage) { g.push(g.rowOf(m, p, g.text)) }

// rowOf is a row of both languages, see row.
func (g *grid) rowOf(m mark, p passage, size float64) block {
	const pad = 1.2
	var k block
	set := func(label Tag) {
		if m != nil {
			k = k.add(m(label), 0, pad)
		}
		text := g.pairOf(g.tagBoth(Paragraph), p, size)
		k = k.add(text.items, 0, pad)
		k.height = pad + text.height + pad - 0.8
	}
	if m != nil {
		g.item("", set)
		k.height = max(k.height, 15.4)
	} else {
		set(Tag{})
	}
	g.line(&k, m != nil)
	return k
}

// line draws the hairline above a row that is not the first of its section, from the
// left margin if a mark stands there.
func (g *grid) line(k *block, whole bool) {
	if g.fresh {
		g.fresh = false
		return
	}
	from := g.text1()
	if whole {
		from = g.x
	}
	k.above = &Item{Tag{}, stroke(inkColour, hairline, from, 0, g.x+g.width, 0)}
}

// wide is a paragraph over both columns: what a person wrote, in no language.
func (g *grid) wide(spans []span) block {
	k := g.textAt(Paragraph, "", spans, g.text, g.text1(), g.x+g.width-g.text1())
	k.height++
	return k
}

// word is a mark in words: a share, a number.
func (g *grid) word(lines ...string) mark {
	return func(label Tag) []Item {
		var k block
		for i, l := range lines {
			spans := words(l, true, "")
			if i < len(lines)-1 {
				spans = append(spans, span{" ", true, inkColour, ""})
			}
			items, h := g.para(label, spans, g.text, g.x, g.marks())
			k = k.add(items, 0, k.height).grow(h)
		}
		return k.items
	}
}

// box is a mark with a tick, a cross or nothing in it, read out as a word.
func (g *grid) box(state boxState) mark {
	return func(label Tag) []Item {
		g.elements[label.Element].Said = g.t(g.main, "box."+string(state))
		items := tickBox(g.x+1, 0.5, 12.5, state)
		for i := range items {
			items[i].Tag = label
		}
		return items
	}
}

// merged joins blocks into one that no page break cuts.
func merged(blocks []block) block {
	var out block
	for i, b := range blocks {
		if i > 0 {
			out.height += b.gap
			if b.above != nil {
				out.items = append(out.items, Item{b.above.Tag, b.above.Shape.moved(0, out.height)})
			}
		} else {
			out.gap, out.above = b.gap, b.above
		}
		out = out.add(b.items, 0, out.height).grow(b.height)
	}
	return out
}

// clauses pushes the clauses of a section, each with its share at the left.
func (g *grid) clauses(s content.Section) {
	for i, c := range g.clausesOf(s) {
		var m mark
		if c.Count != "" {
			m = g.word(g.shares(c.Count)...)
		}
		k := g.rowOf(m, g.passage(c.Text), g.text)
		k.keep = i == 0 && len(s.Clause) > 2 && !g.large // a row of large print is three lines and more
		g.push(k)
	}
}

// joined sets both languages on one line, or the part's one.
func (g *grid) joined(p passage) []span {
	if g.only != "" || joined(p.main) == joined(p.other) {
		return slices.Clone(p.main)
	}
	return append(append(slices.Clone(p.main), span{" / ", false, inkColour, ""}), p.other...)
}

// shares are the lines in which a share stands at the left of its words.
func (g *grid) shares(count string) []string {
	if g.bold.width(count, g.text) <= g.marks() {
		return []string{count}
	}
	return strings.SplitAfter(count, " / ")
}
