package document

import (
	"slices"
	"strings"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// followUp lays out part B in one language: whom to call and when, what the patient does
// next, and where to write it down.
type followUp struct{ *setter }

// set pushes the sections of the template.
func (f followUp) set(sections []string) {
	title := content.Text{}
	if d, ok := f.lib.Document(content.TakeHome); ok {
		title = d.Title
	}
	f.running = passage{main: f.spans(title, f.main)}
	k := f.paragraph(Heading1, f.main, bolder(f.spans(title, f.main)), f.measures.title)
	k.keep = true
	f.push(k)
	f.sections(sections, f.section)
	f.helper()
}

func (f followUp) section(s content.Section) {
	switch s.Kind {
	case "alarm":
		f.alarm(s)
	case "tasks":
		f.heading(s.Title)
		for _, c := range f.clausesOf(s) {
			f.task(c)
		}
	case "table":
		f.table(s)
	default:
		f.heading(s.Title)
		for _, c := range f.clausesOf(s) {
			f.plainly(c)
		}
	}
}

// heading is the title of a section.
func (f followUp) heading(t content.Text) {
	k := f.paragraph(Heading2, f.main, bolder(f.spans(t, f.main)), f.head)
	k = f.below(k, 3)
	k.gap, k.keep = 6, true
	f.push(k)
}

// plainly is a clause as a paragraph.
func (f followUp) plainly(c content.Clause) {
	k := f.paragraph(Paragraph, f.main, f.spans(c.Text, f.main), f.text)
	k.gap = 3
	f.push(k)
}

// alarm is the table of the warning signs in three steps, each with whom to call.
func (f followUp) alarm(s content.Section) {
	all := f.clausesOf(s)
	for _, c := range all {
		if c.Alarm == 0 {
			f.plainly(c)
			f.keepLast()
		}
	}
	const number, pad = 30.0, 4.5
	call := 0.33 * f.width
	if f.large {
		call = 0.4 * f.width
	}
	f.within(Table, f.main, func() {
		for step, id := range []string{"sheet.now", "sheet.day", "sheet.soon"} {
			signs := slices.DeleteFunc(slices.Clone(all), func(c content.Clause) bool { return c.Alarm != step+1 })
			if len(signs) == 0 {
				continue
			}
			f.row(func() { f.push(f.step(step+1, id, signs, number, call, pad)) })
		}
	})
}

// step is one row of the table: its number, the signs, and whom to call.
func (f followUp) step(n int, id string, signs []content.Clause, number, call, pad float64) block {
	x, width := f.x+number+pad, f.width-number-call-2*pad
	var k block
	if n == 1 {
		k.gap = 6
	}
	k.height = pad
	head, h := f.para(f.headTag(OfRow, f.main), words(f.t(f.main, id), true, f.main), f.head, x, width)
	k = k.add(head, 0, k.height).grow(h)
	f.within(TableCell, f.main, func() {
		for _, c := range signs {
			f.item(f.main, func(Tag) {
				items, h := f.para(f.tag(Paragraph, f.main), f.spans(c.Text, f.main), f.text, x+14, width-14)
				items = append([]Item{{Tag{}, Box{Rect: Rect{x + 2, 7, 5, 5}, Fill: inkColour}}}, items...)
				k = k.add(items, 0, k.height).grow(h)
			})
		}
	})
	k.height += pad
	f.within(TableCell, f.main, func() {
		y := pad
		for _, l := range f.calls(n) {
			items, h := f.para(f.tag(Paragraph, f.main), l.spans, l.size, f.x+f.width-call+pad, call-2*pad)
			k = k.add(items, 0, y)
			y += h
		}
		k.height = max(k.height, y+pad)
	})
	label := block{items: f.centred(f.words.For(f.main).Integer(n), 22, true, white, f.x+number/2, 0, Tag{})}
	k.items = append([]Item{{Tag{}, Box{Rect: Rect{f.x, 0, number, k.height}, Fill: inkColour}}}, k.items...)
	k = k.add(label.items, 0, pad+13)
	k.items = append(k.items, Item{Tag{}, Box{Rect{f.x, 0, f.width, k.height}, NoColour, inkColour, 1.6}},
		Item{Tag{}, stroke(inkColour, sectionRule, f.x+f.width-call, 0, f.x+f.width-call, k.height)})
	return k
}

// sized is a line of words in a size of its own.
type sized struct {
	spans []span
	size  float64
}

// calls are whom to call in one of the three steps: the emergency numbers, the clinic by
// day and by night, the patient's own doctor.
func (f followUp) calls(step int) (out []sized) {
	plain := func(id string) { out = append(out, sized{f.said(f.main, id, nothing), f.text}) }
	number := func(text string, size float64) { out = append(out, sized{words(text, true, ""), size}) }
	c := f.record.Clinic
	switch step {
	case 1:
		plain("sheet.call")
		number(f.vars[f.main]["emergency"], 17)
	case 2:
		plain("sheet.call_us")
		number(f.vars[f.main]["phone_day"], 17)
		if c.PhoneNight != "" && c.PhoneNight != c.Phone {
			plain("sheet.night")
			number(f.vars[f.main]["phone_night"], 17)
		}
	case 3:
		out = append(out, sized{f.said(f.main, "sheet.call_doctor", func(*locales.Speaker) []any { return []any{"Name", f.vars[f.main]["doctor"]} }), f.text})
	}
	return out
}

// task is one thing to do, with a box to tick; a numbered one has lines for with whom and
// when.
func (f followUp) task(c content.Clause) {
	if c.Style == "" {
		f.plainly(c)
		f.keepLast()
		return
	}
	const inset, side = 24.0, 14.0
	var k block
	k.gap = 4
	f.item(f.main, func(label Tag) {
		f.elements[label.Element].Said = f.t(f.main, "box.open")
		items := tickBox(f.x+1, 2, side, open)
		for i := range items {
			items[i].Tag = label
		}
		text, h := f.para(f.tag(Paragraph, f.main), f.spans(c.Text, f.main), f.text, f.x+inset, f.width-inset)
		k = k.add(items, 0, 0).add(text, 0, 0).grow(max(h, side+4))
		if c.Style == "number" {
			x, width := f.x+inset, f.width-inset
			for i, id := range []string{"sheet.with", "sheet.on", "sheet.at"} {
				from := []float64{0, 0.46, 0.74}[i]
				to := []float64{0.44, 0.72, 1}[i]
				line := f.writeOn(words(f.t(f.main, id), false, f.main), f.text, x+from*width, (to-from)*width)
				k = k.add(line.items, 0, k.height+7)
			}
			k.height += 7 + f.text*f.leading + 1
		}
	})
	f.push(k)
}

// table is one to fill in: its rows are the points of the section, and one more without
// words.
func (f followUp) table(s content.Section) {
	f.heading(s.Title)
	all := f.clausesOf(s)
	heads := []string{"sheet.what", "sheet.when", "sheet.who"}
	share := []float64{0.27, 0.3, 0.43}
	if strings.Contains(s.ID, "medicines") {
		heads = []string{"sheet.for", "sheet.name", "sheet.dose", "sheet.since", "sheet.by"}
		share = []float64{0.18, 0.24, 0.22, 0.18, 0.18}
	}
	var rows []content.Clause
	for _, c := range all {
		switch c.Style {
		case "":
			f.plainly(c)
			f.keepLast()
		case "point":
			rows = append(rows, c)
		}
	}
	f.within(Table, f.main, func() {
		head := f.tableRow(heads, nil, share, true)
		head.gap, head.keep = 4, true
		f.push(head)
		for _, c := range append(rows, content.Clause{}) {
			k := f.tableRow(nil, f.cells(c, len(share)), share, false)
			k.head = &head
			f.push(k)
		}
	})
	for _, c := range all {
		if c.Style == "note" {
			f.plainly(c)
		}
	}
}

// cells are the words of a row: what it is of, and what the record knows of it.
func (f followUp) cells(c content.Clause, n int) [][]span {
	out := make([][]span, n)
	if c.ID == "" {
		return out
	}
	out[0] = f.spans(c.Text, f.main)
	say := f.words.For(f.main)
	day := map[string]consent.Date{"take.when-procedure": f.record.Case.Planned, "take.when-anaesthesia": f.record.Case.AnaesthesiaOn}[c.ID]
	who := map[string]string{"take.when-procedure": f.record.Case.Clinician, "take.when-doctor": f.record.Case.Doctor, "take.when-rheumatologist": f.record.Case.Rheumatologist}[c.ID]
	if !day.IsZero() {
		out[1] = words(say.Date(day), false, f.main)
	}
	if who != "" {
		out[n-1] = typed(who)
	}
	return out
}

// tableRow is a row of a table to fill in.
func (f followUp) tableRow(heads []string, cells [][]span, share []float64, head bool) block {
	const pad = 5.0
	var k block
	k.height = 24
	f.row(func() {
		x := f.x
		for i, part := range share {
			width := part * f.width
			tag, spans := Tag{}, []span(nil)
			switch {
			case head:
				tag, spans = f.headTag(OfColumn, f.main), words(f.t(f.main, heads[i]), true, f.main)
			case i == 0 && len(cells[0]) > 0:
				tag, spans = f.headTag(OfRow, f.main), cells[0]
			default:
				tag, spans = f.tag(TableCell, f.main), cells[i]
				f.elements[tag.Element].Blank = len(spans) == 0
			}
			if len(spans) > 0 {
				items, h := f.para(tag, spans, f.text-1, x+pad, width-2*pad)
				k = k.add(items, 0, 4)
				k.height = max(k.height, h+8)
			}
			x += width
		}
	})
	x := f.x
	for _, part := range share {
		box := Box{Rect{x, 0, part * f.width, k.height}, NoColour, inkColour, 0.7}
		if head {
			box.Fill = tint
		}
		k.items = append([]Item{{Tag{}, box}}, k.items...)
		x += part * f.width
	}
	return k
}

// helper names who can help, if a trusted person was named.
func (f followUp) helper() {
	c := f.record.Case
	if c.TrustedPerson == "" || f.forAnybody() {
		return
	}
	name := c.TrustedPerson
	if c.TrustedContact != "" {
		name += ", " + c.TrustedContact
	}
	k := f.textAt(Paragraph, f.main, f.said(f.main, "sheet.help", func(*locales.Speaker) []any { return []any{"Name", name} }), f.text, f.x+8, f.width-16)
	k = block{height: k.height + 10, gap: 8}.add(k.items, 0, 5)
	k.items = append(k.items, Item{Tag{}, Box{Rect{f.x, 0, f.width, k.height}, NoColour, inkColour, sectionRule}})
	f.push(k)
}
