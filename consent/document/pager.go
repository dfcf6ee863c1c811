package document

import (
	"eclaire/consent"
	"eclaire/locales"
)

// pager brings what a part's setter has pushed on pages, and adds what each of them
// repeats.
type pager struct{ *setter }

// paginate fills the pages and adds the head and the foot of each, as the count is known
// only then.
func (p pager) paginate() []Page {
	if p.failed() {
		return nil
	}
	head := p.head(false)
	first := head
	switch p.part {
	case ConsentPart:
		first = p.head(true)
	case LetterPart:
		first = p.letterHead()
	}
	top := headTop/p.factor + head.height
	sheets := flow(p.blocks, frame{first: headTop/p.factor + first.height, top: top, bottom: p.bottom()})
	pages := make([]Page, len(sheets))
	for i, s := range sheets {
		own := head
		if i == 0 {
			own = first
		}
		foot := p.foot(i+1, len(sheets))
		page := block{}.add(own.items, 0, headTop/p.factor)
		page.items = append(page.items, s.items...)
		page = page.add(foot.items, 0, p.footTop())
		if i == 0 {
			page.items = append(page.items, p.folds()...)
		}
		pages[i] = Page{Width: p.paper[0], Height: p.paper[1], Items: page.items, Part: p.part, Lang: p.only}
		if p.factor != 1 {
			pages[i] = pages[i].scaled(p.factor)
			pages[i].Width, pages[i].Height = p.whole[0], p.whole[1]
		}
	}
	return pages
}

// footTop is where the foot begins, and bottom where what stands on a page ends.
func (p pager) footTop() float64 { return p.paper[1] - footBottom/p.factor - p.above() }
func (p pager) bottom() float64  { return p.footTop() - 2 }

// above is how much higher than one line the foot is.
func (p pager) above() float64 {
	if p.large {
		return 12
	}
	return 0
}

// artifacts takes items out of the reading order: each page repeats them.
func artifacts(items []Item) []Item {
	for i := range items {
		items[i].Tag = Tag{Role: Pagination}
	}
	return items
}

// head names the document and the patient, so that a loose page finds its way back; that
// of the first page of the consent is the clinic's letterhead.
func (p pager) head(letterhead bool) block {
	lines := [2][]passage{}
	switch {
	case letterhead:
		c := p.record.Clinic
		lines = [2][]passage{{same(c.Name).bold()}, {same(c.Phone)}}
		if c.Address != "" {
			lines[0] = append(lines[0], same(c.Address))
		}
	case p.forAnybody():
		lines[0] = []passage{p.running.bold()}
	default:
		c := p.record.Case
		born := func(l consent.Language) []span {
			return append(bolder(typed(c.FullName())), append([]span{{", ", false, inkColour, ""}}, p.said(l, p.sexed("born"), func(s *locales.Speaker) []any { return []any{"Date", s.Date(c.BirthDate)} })...)...)
		}
		lines[0] = []passage{p.running.bold(), {main: born(p.main)}}
	}
	k := block{height: 0}
	const size = 10.0
	badge := p.specimenBadge()
	room := p.width - badge.height*0 - 64
	if !p.record.Specimen {
		room = p.width
	}
	if letterhead {
		left, h1 := p.para(Tag{}, lines[0][0].main, size, p.x, room*0.62)
		k = k.add(left, 0, 0)
		right, h2 := p.para(Tag{}, lines[1][0].main, size, p.x+room*0.64, room*0.36)
		k = k.add(right, 0, 0)
		k.height = max(h1, h2)
		if len(lines[0]) > 1 {
			address, h := p.para(Tag{}, lines[0][1].main, size, p.x, room)
			k = k.add(address, 0, k.height).grow(h)
		}
	} else {
		for _, l := range lines[0] {
			k = k.add(p.oneLine(l.main, size, room), 0, k.height).grow(size * p.leading)
		}
	}
	k = k.add(badge.items, 0, 0)
	k.height += 3
	k.items = append(k.items, Item{Tag{}, stroke(inkColour, sectionRule, p.x, k.height, p.x+p.width, k.height)})
	k.height += 5
	k.items = artifacts(k.items)
	return k
}

// letterHead is the head of a letter's first page: the letter itself says who sends it.
func (p pager) letterHead() block { return block{items: artifacts(p.specimenBadge().items)} }

// oneLine sets spans on one line, and ends them with dots where they are too long.
func (p pager) oneLine(spans []span, size, width float64) []Item {
	if lines := p.split(spans, size, width); len(lines) > 1 {
		spans = nil
		for _, r := range p.split(spans2(lines), size, width-p.regular.width("…", size))[0].runs {
			spans = append(spans, r.span)
		}
		spans = append(spans, span{"…", false, inkColour, ""})
	}
	items, _ := p.para(Tag{}, spans, size, p.x, width)
	return items
}

// spans2 are the words of lines, in their order.
func spans2(lines []line) (out []span) {
	for i, l := range lines {
		if i > 0 {
			out = append(out, span{text: " ", colour: inkColour})
		}
		for _, r := range l.runs {
			out = append(out, r.span)
		}
	}
	return out
}

// specimenBadge is the word SPECIMEN, white on black, at the right of a page's head.
func (p pager) specimenBadge() block {
	if !p.record.Specimen {
		return block{}
	}
	const word, size = "SPECIMEN", 10.0
	w := p.bold.width(word, size)
	x := p.x + p.width - w - 8
	return block{items: []Item{
		{Tag{}, Box{Rect: Rect{x, 0, w + 8, 13}, Fill: inkColour}},
		{Tag{}, Text{x + 4, 10, size, w, true, white, word}},
	}}
}

// foot says which part and page this is, of which document and clinic.
func (p pager) foot(number, count int) block {
	const size = 10.0
	s := p.words.For(p.main)
	label := p.part.named(p.only)
	if label != "" {
		label += " "
	}
	at := label + s.Integer(number) + "/" + s.Integer(count)
	k := block{items: []Item{p.rule(sectionRule)}}
	left, h := p.para(Tag{}, words(at, true, ""), size, p.x, p.width/4)
	k = k.add(left, 0, 3)
	var about []span
	if p.record.ID != "" {
		about = append(words(p.t(p.main, "footer.document")+" ", false, p.main), typed(p.record.ID)...)
	} else {
		about = words(p.t(p.main, "footer.texts", "Version", short(p.record.ContentVersion)), false, p.main)
	}
	if p.forHome() {
		about = append(words(p.documentTitle(p.main)+" · ", true, p.main), about...)
	}
	middle, _ := p.para(Tag{}, about, size, p.text1()+8, p.width)
	k = k.add(middle, 0, 3)
	clinic := p.record.Clinic.Name
	if p.record.Specimen {
		clinic += " · SPECIMEN"
	}
	room := p.x + p.width - (p.text1() + 8) - p.lineWidth(about, size) - 12
	y := 3.0
	if p.large {
		room, y = p.width, 3+h
	}
	name := p.oneLine(typed(clinic), size, room)
	k = k.add(name, p.width-widthOf(name, p.x), y)
	k.items = artifacts(k.items)
	return k
}

// widthOf is how far items reach to the right of x.
func widthOf(items []Item, x float64) float64 {
	w := 0.0
	for _, it := range items {
		b := it.Shape.bounds()
		w = max(w, b.X+b.W-x)
	}
	return w
}

// short is the beginning of a version, as it is shown.
func short(version string) string { return version[:min(12, len(version))] }

// folds are the marks at the left edge of a letter's first page, where it is folded
// twice for an envelope.
func (p pager) folds() []Item {
	if p.part != LetterPart || !p.record.Clinic.FoldMarks {
		return nil
	}
	var items []Item
	for _, at := range []float64{1. / 3, 2. / 3} {
		y := p.paper[1] * at
		items = append(items, Item{Tag{Role: Pagination}, stroke(foldColour, 0.5, 12, y, 24, y)})
	}
	return items
}
