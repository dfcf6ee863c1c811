package document

import (
	"eclaire/consent"
	"eclaire/locales"
)

// pager brings what was pushed on pages, and adds what each of them repeats.
type pager struct{ *setter }

// top is where a page begins below its head.
func (p pager) top() float64 { return edge + p.head().height + 8 }

// bottom is where a page ends above its foot, in a document of at most so many.
func (p pager) bottom(most int) float64 {
	return p.paper[1] - edge - p.foot(most, most, most).height - 7
}

// paginate fills the pages and adds what each of them repeats: head, foot, and
// the word SPECIMEN behind it all.
func (p pager) paginate() []Page {
	if p.err != nil {
		return nil
	}
	head, top := p.head(), p.top()
	fill := func(most int) []sheet {
		return flow(p.blocks, frame{top: top, bottom: p.bottom(most), ruleX: p.rightX() - gutter/2, duplex: p.record.Clinic.Duplex})
	}
	most := 99
	sheets := fill(most)
	if len(sheets) > most {
		most = 999
		sheets = fill(most)
	}
	pages := make([]Page, len(sheets))
	var mark []Item
	if p.record.Specimen {
		mark = artifacts([]Item{{Tag{}, p.specimen()}})
	}
	for i, s := range sheets {
		if s.empty {
			s.items = p.leftBlank(top)
		}
		foot := p.foot(i+1, len(sheets), most)
		page := block{items: append([]Item{}, mark...)}.add(head.items, 0, edge)
		same := len(page.items)
		page.items = append(page.items, s.items...)
		page = page.add(foot.items, 0, p.paper[1]-edge-foot.height)
		if i == 0 {
			page.items = append(page.items, p.folds()...)
		}
		pages[i] = Page{Number: i + 1, Width: p.paper[0], Height: p.paper[1], Items: page.items, Same: same}
		if p.large {
			pages[i] = pages[i].scaled(p.enlarged(), p.spare(margin), p.spare(edge))
			pages[i].Width, pages[i].Height = p.whole[0], p.whole[1]
		}
	}
	return pages
}

// leftBlank says that a page is empty on purpose, so that nobody looks for what
// is missing.
func (p pager) leftBlank(y float64) []Item {
	items, _ := p.para(Tag{}, p.both(func(s *locales.Speaker) string { return s.T("doc.blank") }), body, margin, p.full())
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
func (p pager) head() block {
	left := words(p.title(p.main), true, inkColour, p.main)
	if p.forHome() { // that it is not signed, on each page in both languages
		left = p.twin(p.title(p.main), p.title(p.other), true)
	}
	clinic := words(p.record.Clinic.Name, false, quietColour, "")
	if p.record.Specimen {
		clinic = append(words("SPECIMEN", true, inkColour, ""), append([]span{{" · ", false, quietColour, ""}}, clinic...)...)
	}
	c := p.record.Case
	var right, born []span
	if !p.forAnybody() {
		right = words(consent.Normalise(c.FullName()), true, inkColour, "")
		born = p.both(func(s *locales.Speaker) string { return s.T("doc.born", "Date", s.Date(c.BirthDate)) })
	}
	if p.large {
		if p.forAnybody() {
			return p.tallHead(left, clinic)
		}
		return p.tallHead(left, clinic, append(append(right, span{" · ", false, quietColour, ""}), born...))
	}
	l, h1 := p.para(Tag{}, left, body, margin, p.column(p.main))
	l2, h4 := p.para(Tag{}, clinic, body, margin, p.column(p.main))
	r, h2 := p.para(Tag{}, right, body, p.rightX(), p.column(p.other))
	r2, h3 := p.para(Tag{}, born, body, p.rightX(), p.column(p.other))
	k := block{height: max(h1+h4, h2+h3) + 3}.add(l, 0, 0).add(l2, 0, h1).add(r, 0, 0).add(r2, 0, h2)
	return p.underlined(k)
}

// tallHead sets the lines of a head one below the other, over the full width.
func (p pager) tallHead(lines ...[]span) block {
	k := block{}
	for _, l := range lines {
		items, h := p.para(Tag{}, l, body, margin, p.full())
		k = k.add(items, 0, k.height).grow(h)
	}
	return p.underlined(k.grow(3))
}

// underlined ends a head.
func (p pager) underlined(k block) block {
	k.items = append(k.items, Item{Tag{}, stroke(edgeColour, 0.6, margin, k.height, margin+p.full(), k.height)})
	k.items = artifacts(k.items)
	return k
}

// foot is page x of y in both languages, the record and the content's version,
// for a document of at most so many pages: all feet are set alike.
func (p pager) foot(number, count, most int) block {
	left, id := p.footWords(number, count)
	first, h1 := p.para(Tag{}, left, body, margin, p.full())
	second, h2 := p.para(Tag{}, id, body, margin, p.full())
	k := block{height: 4 + h1}.add(first, 0, 4)
	widest, _ := p.footWords(most, most)
	if at := p.full() - p.lineWidth(id, body); at-p.lineWidth(widest, body) > 6 {
		k = k.add(second, at, 4)
	} else {
		k = k.add(second, 0, 4+h1).grow(h2)
	}
	k.items = append(k.items, Item{Tag{}, stroke(edgeColour, 0.6, margin, 0, margin+p.full(), 0)})
	k.items = artifacts(k.items)
	return k
}

// footWords are what a foot says on its left and on its right.
func (p pager) footWords(number, count int) (left, right []span) {
	left = p.both(func(s *locales.Speaker) string {
		return s.T("doc.page", "Number", s.Integer(number), "Count", s.Integer(count))
	})
	id, version := "record", short(p.record.ContentVersion)
	if p.forAnybody() || p.forHome() {
		id = "texts"
	}
	right = words(p.t(p.main, id, "ID", p.record.ID, "Version", version), false, quietColour, p.main)
	return left, right
}

// short is enough of the content's version to tell two apart.
func short(version string) string {
	if len(version) > 12 {
		return version[:12]
	}
	return version
}

// room is the height of a page between its head and its foot.
func (p pager) room() float64 { return p.bottom(999) - p.top() }

// folds are the marks at the edge of the paper where it is folded.
func (p pager) folds() []Item {
	if !p.record.Clinic.FoldMarks || p.forAnybody() {
		return nil
	}
	var out []Item
	f := p.enlarged()
	for i := 1; i <= 2; i++ {
		x, y := p.spare(margin), p.whole[1]/f*float64(i)/3+p.spare(edge)
		out = append(out, Item{Tag{}, stroke(foldColour, 0.5, x+5*mm/f, y, x+9*mm/f, y)})
	}
	return out
}
