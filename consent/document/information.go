package document

import (
	"slices"
	"strconv"
	"strings"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// information lays out part D in one language: the pages as they were read, and where
// they come from. Of no patient it has all of them, unmarked.
type information struct {
	*setter
	marked bool
}

// asideWidth is the column of the marks at the left of the information.
const asideWidth = 26 * mm

func (d information) section(s content.Section) {
	switch s.Kind {
	case "pages":
		d.pages(s)
	case "references":
		d.heading(d.spans(s.Title, d.main))
		d.clauses(d.clausesOf(s), d.x, d.width)
		d.references()
	case "reading":
		d.heading(d.spans(s.Title, d.main))
		d.clauses(d.clausesOf(s), d.x, d.width)
		d.reading()
	case "my-questions":
		d.questions(s)
	case "text", "run":
		if all := d.clausesOf(s); len(all) > 0 {
			d.heading(d.spans(s.Title, d.main))
			d.clauses(all, d.x, d.width)
		}
	default: // one of the consent's
		c := consenting{grid: grid{setter: d.setter}, decided: true}
		c.section(s)
	}
}

// opening is the title of the part, and how it was read.
func (d information) opening(title []span, lines ...[]span) {
	k := d.paragraph(Heading1, d.main, bolder(title), d.measures.title)
	k.keep = true
	d.push(k)
	for _, l := range lines {
		k := d.paragraph(Paragraph, d.main, l, d.text)
		k.gap, k.keep = 4, true
		d.push(k)
	}
}

// heading is the title of a section.
func (d information) heading(title []span) {
	k := d.paragraph(Heading2, d.main, bolder(title), 15).grow(1)
	k = d.below(k, 4)
	k.gap, k.keep = 7, true
	d.push(k)
}

// reading is how a page was read.
type reading string

// The ways to read a page.
const (
	readWhole  reading = "read"
	readPassed reading = "passed"
	readNot    reading = "not_shown"
)

// stateOf tells how a page was read.
func (d information) stateOf(id string) reading {
	switch {
	case slices.Contains(d.record.Seen, id):
		return readWhole
	case slices.Contains(d.record.Passed, id):
		return readPassed
	}
	return readNot
}

// pages pushes the pages of the way, chapter by chapter, each with how it was read: one
// that was not shown by its title alone. Who wanted no information is told only of those
// that were shown.
func (d information) pages(s content.Section) {
	for i, chapter := range content.Chapters() {
		pages := d.lib.PagesOf(chapter, d.traits)
		if d.declined() {
			pages = slices.DeleteFunc(slices.Clone(pages), func(p content.Page) bool { return d.stateOf(p.ID) == readNot })
		}
		if len(pages) == 0 {
			continue
		}
		c, _ := d.lib.Chapter(chapter)
		d.within(Sect, "", func() {
			title := append(words(strconv.Itoa(i+1)+" · ", true, d.main), d.spans(c.Title, d.main)...)
			d.heading(title)
			for _, p := range pages {
				d.within(Sect, "", func() { d.page(p) })
			}
		})
	}
	d.clauses(d.clausesOf(s), d.x, d.width)
}

// declined tells that the patient wanted no information.
func (d information) declined() bool { return d.record.Outcome == consent.DeclineInformation }

// page pushes one page: its mark, its title and what it says, and below it what was opened
// behind it.
func (d information) page(p content.Page) {
	state := readWhole
	if d.marked {
		state = d.stateOf(p.ID)
	}
	d.pageTitle(p.Title, state)
	if state == readNot {
		return
	}
	d.body(p)
	for _, m := range content.MoreFor(p, d.traits) {
		if !d.marked || slices.Contains(d.record.Opened, m.ID) {
			d.more(m)
		}
	}
}

// pageTitle is the title of a page with the mark of how it was read at the left.
func (d information) pageTitle(title content.Text, state reading) {
	x, width := d.room()
	k := block{gap: 7, keep: state != readNot}
	head := d.textAt(Heading3, d.main, bolder(d.spans(title, d.main)), d.head, x, width)
	k = k.add(head.items, 0, 0).grow(head.height)
	if d.marked {
		said, h := d.para(d.tag(Paragraph, d.main), bolder(d.said(d.main, "read."+string(state), nothing)), 10.5, d.x+17, x-d.x-19)
		k = k.add(d.readMark(state, d.x+7, 8), 0, 0).add(said, 0, 1)
		k.height = max(k.height, h+1)
	}
	d.push(k)
}

// readMark is a disc: with a tick for what was read, half full for what was passed, empty
// for what was not shown.
func (d information) readMark(state reading, x, y float64) []Item {
	const r = 6.0
	switch state {
	case readWhole:
		return []Item{{Tag{}, circle(inkColour, NoColour, 0, x, y, r)}, {Tag{}, stroke(white, 1.5, x-2.7, y+0.2, x-0.8, y+2.2, x+2.9, y-2.2)}}
	case readPassed:
		return []Item{{Tag{}, circle(white, inkColour, 1.2, x, y, r)}, {Tag{}, halfDisc(x, y, r)}}
	}
	return []Item{{Tag{}, circle(white, inkColour, 1.2, x, y, r)}}
}

// room is where the words of a page stand: right of the marks, if there are any.
func (d information) room() (x, width float64) {
	if !d.marked {
		return d.x, d.width
	}
	if d.large { // there is no room beside them
		return d.x + asideWidth*0.8, d.width - asideWidth*0.8
	}
	return d.x + asideWidth, d.width - asideWidth
}

// body is what a page says, with its picture at the right.
func (d information) body(p content.Page) {
	x, width := d.room()
	clauses := d.shown(p.Clause)
	switch p.Layout {
	case "steps":
		d.steps(p, x, width)
		d.clauses(clauses, x, width)
	case "comparison":
		d.clauses(d.shown(p.Clause), x, width)
		d.compared(p, x, width)
	default:
		d.beside(p.Figure, clauses, x, width)
		d.columns(p.Column, x, width)
		d.arrays(p.Array, x, width)
		d.forest(p.Forest, x, width)
	}
}

// more is what was opened behind a page.
func (d information) more(m content.More) {
	x, width := d.room()
	k := d.textAt(Heading4, d.main, append(bolder(d.said(d.main, "read.more", nothing)), append([]span{{" ", true, inkColour, d.main}}, bolder(d.spans(m.Title, d.main))...)...), d.text, x, width)
	k.gap, k.keep = 5, true
	d.push(k)
	d.beside(m.Figure, d.shown(m.Clause), x, width)
	d.columns(m.Column, x, width)
	d.arrays(m.Array, x, width)
	d.forest(m.Forest, x, width)
}

// beside pushes clauses with a picture at their right, the numbers of its labels on both.
func (d information) beside(id string, clauses []content.Clause, x, width float64) {
	if id == "" {
		d.clauses(clauses, x, width)
		return
	}
	f, own := d.drawing(id)
	if own == nil {
		return
	}
	size := 118.0
	if d.large {
		size = 96
	}
	const space = 10.0
	picture := d.pictured(f, own, x+width-size, 0, size)
	k := block{gap: 3}
	room := width - size - space
	n := 0
	for i, c := range clauses {
		if c.Style == "number" {
			n++
		}
		line := d.clause(c, n, x, room)
		if i > 0 && k.height+line.height > picture.height+24 {
			d.push(d.with(k, picture))
			d.numbered(clauses[i:], n-boolInt(c.Style == "number"), x, width)
			return
		}
		if i > 0 {
			k.height += line.gap
		}
		k = k.add(line.items, 0, k.height).grow(line.height)
	}
	d.push(d.with(k, picture))
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// with sets a picture beside a block of words.
func (d information) with(k, picture block) block {
	k = k.add(picture.items, 0, 0)
	k.height = max(k.height, picture.height)
	return k
}

// clauses pushes clauses one below the other.
func (d information) clauses(all []content.Clause, x, width float64) { d.numbered(all, 0, x, width) }

// numbered is clauses whose numbers go on from n.
func (d information) numbered(all []content.Clause, n int, x, width float64) {
	for _, c := range all {
		if c.Style == "number" {
			n++
		}
		d.push(d.clause(c, n, x, width))
	}
}

// clause is one of them, in its style.
func (d information) clause(c content.Clause, n int, x, width float64) block {
	text := d.spans(c.Text, d.main)
	switch c.Style {
	case "point":
		return d.point(text, x, width)
	case "number":
		var k block
		d.item(d.main, func(label Tag) {
			const inset = 17.0
			items, h := d.para(d.tag(Paragraph, d.main), text, d.text, x+inset, width-inset)
			k = block{items: d.badge(n, 10, x+7, 8, label), gap: 2}.add(items, 0, 0).grow(max(h, 15))
		})
		return k
	case "note", "caution":
		const inset = 9.0
		k := d.textAt(Paragraph, d.main, text, d.text, x+inset, width-inset)
		weight := 1.2
		if c.Style == "caution" {
			weight = 3
		}
		k.items = append(k.items, Item{Tag{}, stroke(inkColour, weight, x+2, 1, x+2, k.height-1)})
		k.gap = 3
		return k
	}
	k := d.textAt(Paragraph, d.main, text, d.text, x, width)
	k.gap = 3
	return k
}

// steps is a procedure as a row of small pictures, each with its sentence.
func (d information) steps(p content.Page, x, width float64) {
	const space = 9.0
	steps := content.StepsFor(p.Step, d.traits)
	n := 3
	if d.large {
		n = 2
	}
	each := (width - float64(n-1)*space) / float64(n)
	for from := 0; from < len(steps); from += n {
		k := block{gap: 5}
		for i, s := range steps[from:min(from+n, len(steps))] {
			at := x + float64(i)*(each+space)
			f, own := d.drawing(s.Figure)
			if own == nil {
				return
			}
			picture := d.pictured(f, own, at, 0, each)
			k = k.add(picture.items, 0, 0)
			d.item(d.main, func(label Tag) {
				k.items = append(k.items, d.badge(from+i+1, 10, at+10, 10, label)...)
				items, h := d.para(d.tag(Paragraph, d.main), d.spans(s.Text, d.main), d.text-1, at, each)
				k = k.add(items, 0, picture.height+2)
				k.height = max(k.height, picture.height+2+h)
			})
		}
		d.push(k)
	}
}

// columns are the sides of a page that gives them equal room.
func (d information) columns(all []content.Column, x, width float64) {
	for _, c := range all {
		k := d.textAt(Heading4, d.main, bolder(d.spans(c.Title, d.main)), d.text, x, width)
		k.gap, k.keep = 4, true
		d.push(k)
		d.clauses(d.shown(c.Clause), x, width)
	}
}

// arrays say in words what pictures of shares show: of how many, and of whom.
func (d information) arrays(all []content.IconArray, x, width float64) {
	for _, a := range all {
		spans := append(bolder(d.spans(a.Title, d.main)), span{" – ", false, inkColour, d.main})
		d.push(d.point(append(spans, d.spans(a.Label, d.main)...), x, width))
	}
}

// point is an item of a list.
func (d information) point(spans []span, x, width float64) block {
	return d.pointIn(spans, d.text, x, width)
}

// pointIn is an item of a list in a size of its own.
func (d information) pointIn(spans []span, size, x, width float64) block {
	const inset = 17.0
	var k block
	d.item(d.main, func(Tag) {
		items, h := d.para(d.tag(Paragraph, d.main), spans, size, x+inset, width-inset)
		k.items = append([]Item{{Tag{}, Box{Rect: Rect{x + 4, size / 2, 4, 4}, Fill: inkColour}}}, items...)
		k.height, k.gap = h, 2
	})
	return k
}

// forest says in words what a scale of ratios shows.
func (d information) forest(all []content.Forest, x, width float64) {
	for _, f := range all {
		d.push(d.textAt(Paragraph, d.main, d.spans(f.Intro, d.main), d.text, x, width))
		for _, s := range f.Study {
			spans := append(bolder(d.spans(s.Label, d.main)), span{": ", false, inkColour, d.main})
			if d.main == consent.French {
				spans[len(spans)-1].text = " : "
			}
			spans = append(spans, d.spans(s.Result, d.main)...)
			if s.Ratio > 0 {
				say := d.words.For(d.main)
				interval := " " + say.Decimal(s.Ratio, 2)
				if s.Low > 0 {
					interval += " (" + say.Decimal(s.Low, 2) + "–" + say.Decimal(s.High, 2) + ")"
				}
				spans = append(spans, words(interval, false, d.main)...)
			}
			d.push(d.point(spans, x, width))
		}
	}
}

// compared is the table with both ways side by side.
func (d information) compared(p content.Page, x, width float64) {
	const pad = 4.0
	topic := width * 0.22
	each := (width - topic) / 2
	at := []float64{x, x + topic, x + topic + each}
	head := block{gap: 5}
	d.within(Table, d.main, func() {
		d.row(func() {
			for i, id := range []string{"way.topic", "way.conservative", "way.vertebroplasty"} {
				items, h := d.para(d.headTag(OfColumn, d.main), words(d.t(d.main, id), true, d.main), d.text-1, at[i]+pad, []float64{topic, each, each}[i]-2*pad)
				head = head.add(items, 0, 3)
				head.height = max(head.height, h+6)
			}
		})
		head = head.on(Box{Rect: Rect{x, 0, width, head.height}, Fill: tint})
		first := head
		first.keep = true
		d.push(first)
		for _, r := range content.RowsFor(p.Row, d.traits) {
			k := block{head: &head}
			d.row(func() {
				items, h := d.para(d.headTag(OfRow, d.main), bolder(d.spans(r.Title, d.main)), d.text-1, at[0]+pad, topic-2*pad)
				k = k.add(items, 0, 3).grow(h + 6)
				for i, side := range [][]content.Clause{r.Conservative, r.Vertebroplasty} {
					cell := d.cell(d.shown(side), at[i+1]+pad, each-2*pad)
					k = k.add(cell.items, 0, 3)
					k.height = max(k.height, cell.height+6)
				}
			})
			k.items = append(k.items, Item{Tag{}, stroke(inkColour, hairline, x, k.height, x+width, k.height)})
			d.push(k)
		}
	})
}

// cell is what one way says to a question.
func (d information) cell(clauses []content.Clause, x, width float64) block {
	var k block
	d.within(TableCell, d.main, func() {
		for _, c := range clauses {
			items, h := d.para(d.tag(Paragraph, d.main), d.spans(c.Text, d.main), d.text-1, x, width)
			k = k.add(items, 0, k.height).grow(h + 1)
		}
	})
	return k
}

// references are the sources of all that stands in the part and in the consent, each once,
// with the chapters that rest on it; A is the consent.
func (d information) references() {
	parts := d.facts()
	var all []string
	for _, p := range parts {
		all = append(all, p.facts...)
	}
	for _, src := range d.lib.Sources(all) {
		var in []string
		for _, p := range parts {
			if slices.ContainsFunc(src.Facts, func(f string) bool { return slices.Contains(p.facts, f) }) {
				in = append(in, p.name)
			}
		}
		k := d.pointIn(append(words(src.In(d.main)+" ", false, ""), words("("+strings.Join(in, ", ")+")", true, "")...), 10.5, d.x, d.width)
		k.gap = 1
		d.push(k)
	}
}

// restingOn are the facts that a chapter, or the consent, rests on.
type restingOn struct {
	name  string
	facts []string
}

// facts are those that the pages printed rest on, chapter by chapter, then those of the
// part's own sections, then those of the consent.
func (d information) facts() (out []restingOn) {
	for i, chapter := range content.Chapters() {
		var facts []string
		for _, p := range d.lib.PagesOf(chapter, d.traits) {
			if !d.marked || d.stateOf(p.ID) != readNot {
				facts = append(facts, d.factsOf(p)...)
			}
		}
		if len(facts) > 0 {
			out = append(out, restingOn{strconv.Itoa(i + 1), facts})
		}
	}
	own := restingOn{name: "D"}
	for _, id := range d.template.Information {
		if s, ok := d.lib.Section(id); ok && s.Holds(d.traits) {
			for _, c := range d.clausesOf(s) {
				own.facts = append(own.facts, c.Facts...)
			}
		}
	}
	signed := restingOn{name: "A"}
	for _, page := range d.template.Consent {
		for _, id := range page {
			if s, ok := d.lib.Section(id); ok && s.Holds(d.traits) {
				for _, c := range d.clausesOf(s) {
					signed.facts = append(signed.facts, c.Facts...)
				}
			}
		}
	}
	return append(out, own, signed)
}

// factsOf are those that a page, and what was opened behind it, rest on.
func (d information) factsOf(p content.Page) (out []string) {
	note := func(all []content.Clause) {
		for _, c := range d.shown(all) {
			out = append(out, c.Facts...)
		}
	}
	arrays := func(all []content.IconArray) {
		for _, a := range all {
			out = append(out, a.Facts...)
		}
	}
	columns := func(all []content.Column) {
		for _, c := range all {
			note(c.Clause)
		}
	}
	note(p.Clause)
	for _, s := range content.StepsFor(p.Step, d.traits) {
		note([]content.Clause{s.Clause})
	}
	for _, r := range content.RowsFor(p.Row, d.traits) {
		note(append(slices.Clone(r.Conservative), r.Vertebroplasty...))
	}
	columns(p.Column)
	arrays(p.Array)
	for _, m := range content.MoreFor(p, d.traits) {
		if d.marked && !slices.Contains(d.record.Opened, m.ID) {
			continue
		}
		note(m.Clause)
		columns(m.Column)
		arrays(m.Array)
		for _, f := range m.Forest {
			for _, s := range f.Study {
				out = append(out, s.Facts...)
			}
		}
	}
	return out
}

// reading pushes how easy the texts read, as the content measures itself.
func (d information) reading() {
	fr, en := d.lib.Reading(d.words, consent.French), d.lib.Reading(d.words, consent.English)
	spans := d.said(d.main, "reading", func(s *locales.Speaker) []any {
		return []any{"LIX", s.Decimal(fr.LIX(), 0), "KandelMoles", s.Decimal(fr.KandelMoles(), 0),
			"Ease", s.Decimal(en.FleschEase(), 0), "Grade", s.Decimal(en.FleschKincaid(), 0)}
	})
	k := d.paragraph(Paragraph, d.main, spans, d.text)
	k.gap = 3
	d.push(k)
}

// questions pushes the patient's own, each with lines to write on.
func (d information) questions(s content.Section) {
	if len(d.record.Questions) == 0 {
		return
	}
	d.heading(d.spans(s.Title, d.main))
	for _, q := range d.record.Questions {
		text := typed(q.Text)
		if p, ok := d.lib.Prompt(q.Prompt); ok {
			text = d.spans(p.Text, d.main)
		}
		k := d.point(bolder(text), d.x, d.width)
		for i := range 2 {
			y := k.height + float64(i+1)*24
			k.items = append(k.items, Item{Tag{}, stroke(inkColour, writingLine, d.x+17, y, d.x+d.width, y)})
		}
		d.push(k.grow(52))
	}
}

// pictured is a picture at x, y, so wide, with the badges of its labels, and below it what
// they mean.
func (st *setter) pictured(f content.Figure, own *figure, x, y, width float64) block {
	const size = 9.0
	tag := st.tag(FigureRole, st.main)
	tag.Alt = st.plain(f.Alt, st.main)
	d := &own.drawing
	p := Picture{Drawing: d, X: x, Y: y, Scale: width / d.Width, shared: own}
	h := d.Height * p.Scale
	k := block{height: y + h, items: []Item{{Tag{}, Box{Rect{x, y, width, h}, white, ruleColour, 0.6}}, {tag, p}}}
	for i, l := range f.Points() {
		a, ok := d.Anchors[l.Anchor]
		if !ok {
			st.unknown("anchor of "+f.ID, l.Anchor)
			continue
		}
		q := p.at(a)
		inside := 0.9 * size // the whole badge lies on the picture
		q.X = min(max(q.X, x+inside), x+width-inside)
		q.Y = min(max(q.Y, y+inside), y+h-inside)
		k = k.add(st.badge(i+1, size, q.X, q.Y, Tag{}), 0, 0)
	}
	for i, l := range f.Points() {
		st.item(st.main, func(label Tag) {
			items, h := st.para(st.tag(Paragraph, st.main), st.spans(l.Text, st.main), 10, x+15, width-15)
			k.items = append(k.items, block{}.add(st.badge(i+1, 9, x+6, 6.5, label), 0, k.height+2).items...)
			k = k.add(items, 0, k.height+2).grow(h + 2)
		})
	}
	return k
}

// begin pushes the title of the part: how, when and where it was read, and what the marks
// mean; without a patient, or for home, the document's title.
func (d information) begin() {
	if !d.marked {
		d.running = passage{main: d.spans(d.titled(), d.main)}
		d.opening(d.spans(d.titled(), d.main))
		if d.forHome() {
			d.home()
		}
		return
	}
	d.running = passage{main: d.said(d.main, "information.title", nothing)}
	d.opening(d.said(d.main, "information.title", nothing), d.sessions()...)
	for _, id := range slices.Concat(d.record.Seen, d.record.Passed) {
		if _, ok := d.lib.Page(id); !ok {
			d.unknown("page", id)
		}
	}
	for _, id := range d.record.Opened {
		if _, ok := d.lib.More(id); !ok {
			d.unknown("more", id)
		}
	}
	counts := map[reading]int{}
	for _, p := range d.lib.PagesFor(d.traits) {
		counts[d.stateOf(p.ID)]++
	}
	k := block{gap: 5}
	x := d.x + 8
	for _, state := range []reading{readWhole, readPassed, readNot} {
		n := counts[state]
		spans := d.said(d.main, "read.count."+string(state), func(s *locales.Speaker) []any { return []any{"Count", s.Integer(n)} })
		items, h := d.para(d.tag(Paragraph, d.main), spans, d.text, x+18, d.width/3-26)
		k = k.add(d.readMark(state, x+6, 13), 0, 0).add(items, 0, 5)
		k.height = max(k.height, h+10)
		x += d.width / 3
	}
	d.push(k.on(Box{Rect{d.x, 0, d.width, k.height}, NoColour, inkColour, 0.9}))
}

func nothing(*locales.Speaker) []any { return nil }

// sessions say when and in which language the information was read, and with which texts.
func (d information) sessions() (out [][]span) {
	for _, m := range d.record.Moments {
		out = append(out, d.said(d.main, "information.read", func(s *locales.Speaker) []any {
			return []any{"Date", s.Date(consent.DateOf(m.Began)), "From", tidy(s.Clock(m.Began)), "To", tidy(s.Clock(m.Ended)), "Zone", locales.Zone(m.Ended),
				"Language", s.T("doc.in." + string(d.main)), "Clinic", d.record.Clinic.Name, "Version", short(m.Content)}
		}))
	}
	return out
}

// home says for whom the pages to read at home are, and that nothing is decided.
func (d information) home() {
	c := d.record.Case
	say := func(id string, args func(*locales.Speaker) []any) {
		k := d.paragraph(Paragraph, d.main, d.said(d.main, id, args), d.text)
		k.gap = 3
		d.push(k)
	}
	say("home.read", nothing)
	say("home.for", func(s *locales.Speaker) []any {
		procedure := s.T("doc.corrected.none")
		if c.Procedure != consent.ProcedureUndecided {
			procedure = s.T("doc.procedures." + string(c.Procedure))
		}
		return []any{"Date", s.Date(consent.DateOf(d.record.Finished)), "Levels", s.Levels(c.ToTreat), "Procedure", procedure}
	})
	for i, was := range d.record.Corrections {
		now := consent.Correction{ToTreat: c.ToTreat, Old: c.Old, Procedure: c.Procedure}
		if i+1 < len(d.record.Corrections) {
			now = d.record.Corrections[i+1]
		}
		say("home.new", func(s *locales.Speaker) []any {
			return []any{"Before", correctable(s, was), "After", correctable(s, now)}
		})
	}
}
