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
	switch {
	case p.part == ConsentPart, p.part == InformationPart && p.forAnybody():
		first = p.head(true)
	case p.part == LetterPart:
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
func (p pager) footTop() float64 { return p.paper[1] - max(footBottom/p.factor, 12.4+7*mm/p.factor) }
func (p pager) bottom() float64  { return p.footTop() - 3 }

// artifacts takes items out of the reading order: each page repeats them.
func artifacts(items []Item) []Item {
	for i := range items {
		items[i].Tag = Tag{Role: Pagination}
	}
	return items
}

// headSize is the size of what each page repeats; large print needs less to enlarge it.
func (p pager) headSize() float64 {
	if p.large {
		return 8
	}
	return 10
}

// head names the document and the patient, so that a loose page finds its way back; that
// of the first page of the consent is the clinic's letterhead.
func (p pager) head(letterhead bool) block {
	var k block
	if letterhead {
		k = p.letterhead()
	} else {
		k = p.copyLine()
		lines := []passage{p.running.bold()}
		if !p.forAnybody() {
			lines = append(lines, passage{main: p.whose()})
		}
		for _, l := range lines {
			k = k.add(p.oneLine(l.main, p.headSize(), p.x, p.headRoom()), 0, k.height).grow(p.headSize() * p.leading)
		}
		k.items = artifacts(k.items)
	}
	rest := p.specimenBadge()
	rest.items = append(rest.items, Item{Tag{}, stroke(inkColour, sectionRule, p.x, k.height+3, p.x+p.width, k.height+3)})
	k = k.add(artifacts(rest.items), 0, 0)
	k.height += 8
	return k
}

// headRoom is how wide a line of the head can be.
func (p pager) headRoom() float64 {
	if p.record.Specimen {
		return p.width - 68
	}
	return p.width
}

// whose names the patient and the day of birth.
func (p pager) whose() []span {
	c := p.record.Case
	born := p.said(p.main, p.sexed("born"), func(s *locales.Speaker) []any { return []any{"Date", s.Date(c.BirthDate)} })
	return append(append(bolder(typed(c.FullName())), span{", ", false, inkColour, ""}), born...)
}

// letterhead is the clinic's own picture, its name and address, and its telephone. It is
// read out, as it stands on one page only.
func (p pager) letterhead() block {
	c, x, room := p.record.Clinic, p.x, p.headRoom()
	var k block
	if logo, ok := p.lib.Logo(); ok {
		const width, height = 96.0, 25.0
		w, h, shape := placed(logo, p.x, 0, width, height)
		tag := p.tag(FigureRole, p.main)
		tag.Alt = p.t(p.main, "logo", "Clinic", consent.Normalise(c.Name))
		k.items = append(k.items, Item{tag, shape})
		k.height = h
		x, room = x+w+8, room-w-8
	}
	phone := 0.0
	if c.Phone != "" {
		phone = p.lineWidth(typed(c.Phone), p.headSize())
	}
	name, h := p.para(p.tag(Paragraph, ""), bolder(typed(c.Name)), p.headSize(), x, room-phone-16)
	k = k.add(name, 0, 0)
	y := h
	if c.Address != "" {
		address, h := p.para(p.tag(Paragraph, ""), typed(c.Address), p.headSize(), x, room)
		k = k.add(address, 0, y)
		y += h
	}
	if c.Phone != "" { // at the right of the name, and read after the address
		items, _ := p.para(p.tag(Paragraph, ""), typed(c.Phone), p.headSize(), x+room-phone-6, phone+1)
		k = k.add(items, 0, 0)
	}
	k.height = max(k.height, y)
	return k
}

// letterHead is the head of a letter's first page: the letter itself says who sends it.
func (p pager) letterHead() block { return block{items: artifacts(p.specimenBadge().items)} }

// oneLine sets spans on one line, and ends them with dots where they are too long.
func (p pager) oneLine(spans []span, size, x, width float64) []Item {
	if lines := p.split(spans, size, width); len(lines) > 1 {
		spans = nil
		for _, r := range p.split(wordsOfLines(lines), size, width-p.regular.width("…", size))[0].runs {
			spans = append(spans, r.span)
		}
		spans = append(spans, span{"…", false, inkColour, ""})
	}
	items, _ := p.para(Tag{}, spans, size, x, width)
	return items
}

// wordsOfLines are the words of lines, in their order.
func wordsOfLines(lines []line) (out []span) {
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
	size := p.headSize()
	s := p.words.For(p.main)
	label := p.part.named(p.only)
	if label != "" {
		label += " "
	}
	at := label + s.Integer(number) + "/" + s.Integer(count)
	k := block{items: []Item{p.rule(sectionRule)}}
	left, _ := p.para(Tag{}, words(at, true, ""), size, p.x, p.width/4)
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
	from := max(p.text1()+8, p.x+p.lineWidth(words(at, true, ""), size)+10)
	middle, _ := p.para(Tag{}, about, size, from, p.width)
	k = k.add(middle, 0, 3)
	clinic := p.record.Clinic.Name
	if p.record.Specimen {
		clinic += " · SPECIMEN"
	}
	room := p.x + p.width - from - p.lineWidth(about, size) - 12
	name := p.oneLine(typed(clinic), size, p.x, room)
	k = k.add(name, p.width-widthOf(name, p.x), 3)
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
