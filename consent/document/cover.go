package document

import (
	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// cover is what a document begins with: the letterhead, the title, and in a box
// what was decided.
type cover struct{ tables }

// set pushes the title of the document and a box that tells a hurried reader
// what was decided.
func (c cover) set() {
	t := c.template
	c.letterhead()
	if t.ID == content.TakeHome {
		return // each sheet has its own title
	}
	tag := c.tag(Heading1, "")
	for i, l := range []consent.Language{c.main, c.other} {
		spans, size := c.spans(c.titled(), l), []float64{23, 16}[i]
		if l == c.main {
			spans = bolder(spans)
		}
		items, h := c.para(tag, spans, size, margin, c.full())
		c.push(block{items: items, height: h, keep: true})
	}
	if c.forAnybody() {
		return
	}
	if c.forHome() {
		home{prose{c.setter}}.set()
		return
	}
	choice, ok := c.lib.Choice(c.record.Outcome)
	if !ok {
		c.unknown("choice", string(c.record.Outcome))
		return
	}
	c.boxed(c.brief(choice))
}

// brief are the entries that say what was decided, understood and asked.
func (c cover) brief(choice content.Choice) []fact {
	if c.record.Schema > 1 {
		return c.told(choice)
	}
	wrong, unanswered := 0, 0
	for _, u := range c.record.Understanding {
		if u.Last == "" {
			unanswered++
		} else if !u.Correct {
			wrong++
		}
	}
	rows := []fact{
		{label: c.label("brief.decision"), value: c.twinText(choice.Title, true), kind: Clinical},
		{label: c.label("levels.treat"), value: c.both(func(s *locales.Speaker) string { return s.Levels(c.record.Case.ToTreat) })},
	}
	if r := c.record.Refers; r != nil {
		rows = append(rows, c.referred(*r)...)
	}
	if n := len(c.record.Understanding); n > 0 && c.record.Outcome != consent.DeclineInformation {
		value := c.both(func(s *locales.Speaker) string {
			return s.T("doc.brief.right", "Right", s.Integer(n-wrong-unanswered), "All", s.Integer(n))
		})
		rows = append(rows, fact{label: c.label("brief.understood"), value: value, kind: Counted})
		if wrong+unanswered > 0 {
			rows = append(rows, fact{label: c.label("brief.again"), kind: Counted, value: c.both(func(s *locales.Speaker) string {
				return s.N("doc.brief.points", wrong+unanswered)
			})})
		}
	}
	if n := len(c.record.Questions); n > 0 {
		rows = append(rows, fact{label: c.label("brief.questions"), kind: Counted, value: c.both(func(s *locales.Speaker) string { return s.N("doc.brief.asked", n) })})
	}
	return rows
}

// told are the entries of brief for records of schema 2 and later: besides, whether
// anybody signed, who states to have spoken with the patient, and what stays open.
func (c cover) told(choice content.Choice) []fact {
	r := c.record
	rows := []fact{
		{label: c.label("brief.decision"), value: c.twinText(choice.Title, true), kind: Clinical},
		{label: c.label("levels.treat"), value: c.both(func(s *locales.Speaker) string { return s.Levels(r.Case.ToTreat) })},
	}
	if r.Case.Protection.ByOther() {
		rows = append(rows, particulars(c).deciding())
	}
	if c.traits[consent.Unsigned] {
		rows = append(rows, fact{label: c.label("brief.signature"), value: c.word("method." + string(r.Signatures[0].Method)), kind: Worded})
	}
	spoke := fact{label: c.label("brief.talk"), value: c.word("brief.unstated"), kind: Worded}
	if i := r.With.Interview; i != nil {
		spoke.value, spoke.kind = append(append(c.word("brief.stated"), span{" ", false, inkColour, ""}), typed(i.By)...), Clinical
	}
	rows = append(rows, spoke)
	if r.Refers != nil {
		rows = append(rows, c.referred(*r.Refers)...)
	}
	return append(rows, c.asked()...)
}

// asked are the entries that count what was understood, gone over and answered.
func (c cover) asked() (rows []fact) {
	r := c.record
	counted := func(id string, say func(s *locales.Speaker) string) {
		rows = append(rows, fact{label: c.label(id), value: c.both(say), kind: Counted})
	}
	points := func(id string, n int) {
		if n > 0 {
			counted(id, func(s *locales.Speaker) string { return s.N("doc.brief.points", n) })
		}
	}
	if n := len(r.Understanding); n > 0 && r.Outcome != consent.DeclineInformation {
		right := count(r.Understanding, func(u consent.Understanding) bool { return u.Correct })
		counted("brief.understood", func(s *locales.Speaker) string {
			return s.T("doc.brief.right", "Right", s.Integer(right), "All", s.Integer(n))
		})
		points("brief.over", count(r.Understanding, func(u consent.Understanding) bool { return u.GoneOver }))
		points("brief.open", len(r.Open()))
	}
	if n := len(r.Questions); n > 0 {
		done := count(r.Questions, func(q consent.Question) bool { return q.Answered })
		counted("brief.questions", func(s *locales.Speaker) string {
			return s.T("doc.brief.answers", "Answered", s.Integer(done), "Open", s.Integer(n-done))
		})
	}
	return rows
}

// count tells how many of a list are so.
func count[T any](of []T, is func(T) bool) int {
	n := 0
	for _, v := range of {
		if is(v) {
			n++
		}
	}
	return n
}

// boxed sets rows of a table in one frame.
func (c cover) boxed(rows []fact) {
	const pad = 9.0
	head := c.text(Heading2, "", c.label("brief.title"), 12, margin+pad, c.full()-2*pad)
	k := block{gap: 12}
	k = k.add(head.items, 0, pad)
	y := pad + head.height + 2
	c.within(Table, "", func() {
		for i := 0; i < len(rows); i += 2 {
			row := c.factLine(2, rows[i:min(i+2, len(rows))], margin+pad, c.full()-2*pad, gutter)
			k = k.add(row.items, 0, y)
			y += row.height
		}
	})
	k.height = y + 5
	c.push(k.on(Box{Rect{margin, 0, c.full(), k.height}, tintNote, inkColour, 1}))
}

// mm is a millimetre in points.
const mm = 72 / 25.4

// letterhead is what the first page begins with: the clinic's logo, and for an
// envelope with a window the patient's name where the window is.
func (c cover) letterhead() {
	logo := c.logo()
	if !c.record.Clinic.FoldMarks || c.forAnybody() {
		if logo.height > 0 {
			c.push(logo)
		}
		return
	}
	// The first page is folded twice for an envelope of 220 by 110 mm (DL), the
	// window on the right, or for a US no. 10, the window on the left. All that
	// the window may show between 40 and 92 mm from the top is the name.
	x, y := 108*mm, 58*mm
	if c.record.Clinic.Paper == "Letter" {
		x, y = 30*mm, 64*mm
	}
	f := c.enlarged()
	top := pager{c.setter}.top()
	at := max(y/f+c.spare(edge)-top, 2) // below a head of very long names
	left := max(x/f+c.spare(margin), margin)
	name, h := c.para(c.tag(Paragraph, ""), bolder(typed(c.record.Case.FullName())), 12, left, min(82*mm/f, c.paper[0]-margin-left))
	k := block{items: logo.items, height: c.whole[1]/3/f + c.spare(edge) - top + 4}
	k = k.add(name, 0, at)
	if at+h > k.height {
		k.height = at + h
	}
	c.push(k)
}

// logo sets the clinic's own picture, if it has one.
func (c cover) logo() block {
	const height, width = 44.0, 180.0
	logo, ok := c.lib.Logo()
	if !ok {
		return block{}
	}
	w, h := logo.Size()
	scale := min(height/h, width/w)
	tag := c.tag(FigureRole, c.main)
	tag.Alt = c.t(c.main, "logo", "Clinic", consent.Normalise(c.record.Clinic.Name))
	var shape Shape
	if logo.Drawing != nil {
		shape = Picture{Drawing: logo.Drawing, X: margin, Scale: scale}
	} else {
		shape = Photo{Rect{margin, 0, w * scale, h * scale}, logo.Image}
	}
	return block{items: []Item{{tag, shape}}, height: h*scale + 8}
}
