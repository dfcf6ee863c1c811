package document

import (
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"eclaire/assets/vector"
	"eclaire/consent"
	"eclaire/locales"
)

// paginate fills the pages and adds what each of them repeats: head, foot, and
// the word SPECIMEN behind it all.
func (b *builder) paginate(title string) []Page {
	if b.err != nil {
		return nil
	}
	head := b.head(title)
	top := edge + head.height + 8
	fill := func(most int) []sheet {
		bottom := b.paper[1] - edge - b.foot(most, most, most).height - 7
		return flow(b.blocks, frame{top: top, bottom: bottom, ruleX: b.rightX() - gutter/2, duplex: b.record.Clinic.Duplex})
	}
	most := 99
	sheets := fill(most)
	if len(sheets) > most {
		most = 999
		sheets = fill(most)
	}
	pages := make([]Page, len(sheets))
	var mark []Item
	if b.record.Specimen {
		mark = artifacts([]Item{{Tag{}, b.specimen()}})
	}
	for i, s := range sheets {
		if s.empty {
			s.items = b.leftBlank(top)
		}
		foot := b.foot(i+1, len(sheets), most)
		page := block{items: append([]Item{}, mark...)}.add(head.items, 0, edge)
		same := len(page.items)
		page.items = append(page.items, s.items...)
		page = page.add(foot.items, 0, b.paper[1]-edge-foot.height)
		if i == 0 {
			page.items = append(page.items, b.folds()...)
		}
		pages[i] = Page{Number: i + 1, Width: b.paper[0], Height: b.paper[1], Items: page.items, Same: same}
		if b.large {
			pages[i] = pages[i].scaled(b.enlarged(), b.spare(margin), b.spare(edge))
			pages[i].Width, pages[i].Height = b.whole[0], b.whole[1]
		}
	}
	return pages
}

// leftBlank says that a page is empty on purpose, so that nobody looks for what
// is missing.
func (b *builder) leftBlank(y float64) []Item {
	items, _ := b.para(Tag{}, b.both(func(s *locales.Speaker) string { return s.T("doc.blank") }), body, margin, b.full())
	return artifacts(block{}.add(items, 0, y+20).items)
}

// artifacts takes items out of the reading order: each page repeats them.
func artifacts(items []Item) []Item {
	for i := range items {
		items[i].Tag = Tag{Role: Pagination}
	}
	return items
}

// head names the document and the patient, so that a loose page finds its way
// back.
func (b *builder) head(title string) block {
	left := words(title, true, inkColour, b.main)
	clinic := words(b.record.Clinic.Name, false, quietColour, "")
	if b.record.Specimen {
		clinic = append(words("SPECIMEN", true, inkColour, ""), append([]span{{" · ", false, quietColour, ""}}, clinic...)...)
	}
	c := b.record.Case
	var right, born []span
	if !b.forAnybody() {
		right = words(consent.Normalise(c.FullName()), true, inkColour, "")
		born = b.both(func(s *locales.Speaker) string { return s.T("doc.born", "Date", s.Date(c.BirthDate)) })
	}
	if b.large {
		if b.forAnybody() {
			return b.tallHead(left, clinic)
		}
		return b.tallHead(left, clinic, append(append(right, span{" · ", false, quietColour, ""}), born...))
	}
	l, h1 := b.para(Tag{}, left, body, margin, b.column(b.main))
	l2, h4 := b.para(Tag{}, clinic, body, margin, b.column(b.main))
	r, h2 := b.para(Tag{}, right, body, b.rightX(), b.column(b.other))
	r2, h3 := b.para(Tag{}, born, body, b.rightX(), b.column(b.other))
	k := block{height: max(h1+h4, h2+h3) + 3}.add(l, 0, 0).add(l2, 0, h1).add(r, 0, 0).add(r2, 0, h2)
	return b.underlined(k)
}

// tallHead sets the lines of a head one below the other, over the full width.
func (b *builder) tallHead(lines ...[]span) block {
	k := block{}
	for _, l := range lines {
		items, h := b.para(Tag{}, l, body, margin, b.full())
		k = k.add(items, 0, k.height).grow(h)
	}
	return b.underlined(k.grow(3))
}

// underlined ends a head.
func (b *builder) underlined(k block) block {
	k.items = append(k.items, Item{Tag{}, stroke(edgeColour, 0.6, margin, k.height, margin+b.full(), k.height)})
	k.items = artifacts(k.items)
	return k
}

// foot is page x of y in both languages, the record and the content's version,
// for a document of at most so many pages: all feet are set alike.
func (b *builder) foot(number, count, most int) block {
	left, id := b.footWords(number, count)
	first, h1 := b.para(Tag{}, left, body, margin, b.full())
	second, h2 := b.para(Tag{}, id, body, margin, b.full())
	k := block{height: 4 + h1}.add(first, 0, 4)
	widest, _ := b.footWords(most, most)
	if at := b.full() - b.lineWidth(id, body); at-b.lineWidth(widest, body) > 6 {
		k = k.add(second, at, 4)
	} else {
		k = k.add(second, 0, 4+h1).grow(h2)
	}
	k.items = append(k.items, Item{Tag{}, stroke(edgeColour, 0.6, margin, 0, margin+b.full(), 0)})
	k.items = artifacts(k.items)
	return k
}

// footWords are what a foot says on its left and on its right.
func (b *builder) footWords(number, count int) (left, right []span) {
	left = b.both(func(s *locales.Speaker) string {
		return s.T("doc.page", "Number", s.Integer(number), "Count", s.Integer(count))
	})
	id, version := "record", short(b.record.ContentVersion)
	if b.forAnybody() {
		id = "texts"
	}
	right = words(b.t(b.main, id, "ID", b.record.ID, "Version", version), false, quietColour, b.main)
	return left, right
}

// lineWidth is the width of spans on one line.
func (b *builder) lineWidth(spans []span, size float64) float64 {
	w := 0.0
	for _, s := range spans {
		w += b.of(s.bold).width(s.text, size)
	}
	return w
}

// short is enough of the content's version to tell two apart.
func short(version string) string {
	if len(version) > 12 {
		return version[:12]
	}
	return version
}

// outline gives the shapes of a word's letters from its baseline, and its
// width, in points.
func (f *face) outline(word string, size float64) ([]vector.Segment, float64) {
	var buf sfnt.Buffer
	var out []vector.Segment
	x := 0.0
	for _, r := range word {
		i, err := f.font.GlyphIndex(&buf, r)
		if err != nil {
			continue
		}
		glyph, err := f.font.LoadGlyph(&buf, i, fixed.I(1000), nil)
		if err != nil {
			continue
		}
		at := func(p fixed.Point26_6) vector.Point {
			return vector.Point{X: x + float64(p.X)/64*size/1000, Y: float64(p.Y) / 64 * size / 1000}
		}
		for j, s := range glyph {
			op := map[sfnt.SegmentOp]vector.Op{sfnt.SegmentOpMoveTo: vector.Move, sfnt.SegmentOpLineTo: vector.Line,
				sfnt.SegmentOpQuadTo: vector.Quad, sfnt.SegmentOpCubeTo: vector.Cubic}[s.Op]
			if op == vector.Move && j > 0 {
				out = append(out, vector.Segment{Op: vector.Close})
			}
			out = append(out, vector.Segment{Op: op, P: [3]vector.Point{at(s.Args[0]), at(s.Args[1]), at(s.Args[2])}})
		}
		out = append(out, vector.Segment{Op: vector.Close})
		x += f.advances[r] * size / 1000
	}
	return out, x
}

// turned moves the point middle of an outline to centre and turns it there by
// an angle in radians.
func turned(segments []vector.Segment, angle float64, centre, middle vector.Point) []vector.Segment {
	sin, cos := math.Sincos(angle)
	for i := range segments {
		for j := range segments[i].P {
			p := segments[i].P[j]
			dx, dy := p.X-middle.X, p.Y-middle.Y
			segments[i].P[j] = vector.Point{X: centre.X + dx*cos - dy*sin, Y: centre.Y + dx*sin + dy*cos}
		}
	}
	return segments
}
