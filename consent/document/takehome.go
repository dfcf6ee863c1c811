package document

import (
	"slices"

	"eclaire/consent"
	"eclaire/content"
)

// takeHome is the follow-up to take home in one language, in large print.
type takeHome struct {
	plates
	lang consent.Language
}

// followUp pushes the sheets to take home: one for each language, the language
// read first.
func followUp(p plates, s content.Section) {
	for _, l := range []consent.Language{p.main, p.other} {
		from := len(p.blocks)
		p.within(Sect, l, func() { takeHome{p, l}.set(s) })
		if from < len(p.blocks) {
			p.blocks[from].page, p.blocks[from].leaf = true, true
		}
	}
}

// set is the follow-up in one language: on its first page when to call and whom, on
// its second what to do and the appointments.
func (th takeHome) set(s content.Section) {
	title := th.text(Heading1, th.lang, recolour(bolder(th.spans(s.Title, th.lang))), 22, margin, th.full())
	title.keep = true
	th.push(title)
	var alarms, leads, tasks, notes []content.Clause
	for _, c := range th.clausesOf(s) {
		switch c.Style {
		case "number":
			tasks = append(tasks, c)
		case "point":
			leads = append(leads, c)
		case "caution":
			alarms = append(alarms, c)
		case "note":
			notes = append(notes, c)
		default:
			th.remark(c)
		}
	}
	th.heading("sheet.alarm")
	if slices.Contains(s.Figure, "alarm") {
		th.picture("alarm", 72)
	}
	for _, c := range alarms {
		th.alarm(c)
	}
	th.contact()
	from := len(th.blocks)
	if len(tasks) > 0 {
		th.heading("sheet.tasks")
		if slices.Contains(s.Figure, "follow-up") {
			th.picture("follow-up", 140)
		}
	}
	for _, c := range leads {
		th.remark(c)
		th.keepLast()
	}
	for _, c := range tasks {
		th.task(c)
	}
	th.heading("sheet.appointments")
	th.blocks[from].page = true
	for _, c := range notes {
		th.remark(c)
	}
	th.keepLast()
	th.appointments()
}

func (th takeHome) inked(id string, bold bool) []span {
	return words(th.t(th.lang, id), bold, inkColour, th.lang)
}

func (th takeHome) heading(id string) {
	k := th.text(Heading2, th.lang, th.inked(id, true), 17, margin, th.full())
	k.gap, k.keep = 16, true
	th.push(k)
}

func (th takeHome) remark(c content.Clause) {
	k := th.text(Paragraph, th.lang, recolour(th.spans(c.Text, th.lang)), sheetSize, margin, th.full())
	k.gap = 7
	th.pushText(k)
}

// picture sets a picture, so wide, and beside it the words at its numbers.
func (th takeHome) picture(id string, width float64) {
	f, d := th.drawing(id)
	if d == nil {
		return
	}
	k := th.pictured(f, d, margin, 0, width, sheetSize)
	for i := range k.items {
		if k.items[i].Tag.Role == FigureRole {
			k.items[i].Tag.Lang, k.items[i].Tag.Alt = th.lang, th.plain(f.Alt, th.lang)
		}
	}
	x, w, y := margin+width+20, th.full()-width-20, 4.0
	for i, label := range f.Points() {
		th.item(th.lang, func(number Tag) {
			items, h := th.para(th.tag(Paragraph, th.lang), recolour(bolder(th.spans(label.Text, th.lang))), sheetSize, x+32, w-32)
			k = k.add(th.badge(i+1, sheetSize, x+12, 10, number), 0, y).add(items, 0, y)
			y += max(h, 22) + 5
		})
	}
	if len(f.Points()) == 0 {
		items, h := th.para(th.tag(Paragraph, th.lang), recolour(th.spans(f.Alt, th.lang)), sheetSize, x, w)
		k = k.add(items, 0, y)
		y += h
	}
	k.height = max(k.height, y)
	k.gap, k.keep = 10, true
	th.push(k)
}

// task is one thing to do, with lines for whom to see and by when.
func (th takeHome) task(c content.Clause) {
	const inset, pad, side = 44.0, 8.0, 22.0
	x, width := margin+inset, th.full()-inset-pad
	k := block{gap: 8}
	th.item(th.lang, func(Tag) {
		items, h := th.para(th.tag(Paragraph, th.lang), recolour(th.spans(c.Text, th.lang)), sheetSize, x, width)
		k = k.add(items, 0, pad)
		k.items = append(k.items, tickBox(margin+pad+1, pad, side, false)...)
		const room = 17.0 // above a word to write after
		whom := th.writeOn("sheet.whom", x, width*0.58)
		when := th.writeOn("sheet.when", x+width*0.61, width*0.39)
		y := pad + h + room
		k = k.add(whom.items, 0, y).add(when.items, 0, y)
		k.height = y + max(whom.height, when.height) + pad
	})
	th.push(k.on(Box{Rect{margin + 0.5, 0, th.full() - 1, k.height}, NoColour, edgeColour, 1}))
}

// writeOn is a word and a line after it to write on.
func (th takeHome) writeOn(id string, x, width float64) block {
	text := th.t(th.lang, id)
	items, h := th.para(th.tag(Paragraph, th.lang), words(text, false, inkColour, th.lang), sheetSize, x, width)
	from := x + th.regular.width(text, sheetSize) + 6
	items = append(items, Item{Tag{}, stroke(edgeColour, 0.9, from, h+3, x+width, h+3)})
	return block{items: items, height: h + 6}
}

// alarm frames a sign that asks for a doctor.
func (th takeHome) alarm(c content.Clause) {
	const pad, side, size = 12.0, 34.0, sheetSize + 1
	inset := 2*pad + side
	items, h := th.para(th.tag(Paragraph, th.lang), recolour(th.spans(c.Text, th.lang)), size, margin+inset, th.full()-inset-pad)
	k := block{height: max(h, side) + 2*pad, gap: 9}
	k.items = append(k.items, Item{Tag{}, Box{Rect{margin + 1, 0, th.full() - 2, k.height}, tintCaution, cautionColour, 2}})
	k.items = append(k.items, warning(margin+pad, (k.height-side)/2, side)...)
	th.push(k.add(items, 0, (k.height-h)/2))
}

// appointments is a table with room to write.
func (th takeHome) appointments() {
	const row, head, rows = 33.0, 26.0, 4
	widths := []float64{0.34, 0.36, 0.30}
	k := block{height: head + row*rows, gap: 8}
	k.items = append(k.items, Item{Tag{}, Box{Rect: Rect{margin, 0, th.full(), head}, Fill: tintNote}})
	x := margin
	th.within(Table, th.lang, func() {
		th.row(func() {
			for i, id := range []string{"sheet.day", "sheet.person", "sheet.place"} {
				items, _ := th.para(th.headTag(OfColumn, th.lang), th.inked(id, true), sheetSize, x+6, th.full()*widths[i]-8)
				k = k.add(items, 0, 3)
				k.items = append(k.items, Item{Tag{}, stroke(edgeColour, 0.8, x, 0, x, k.height)})
				x += th.full() * widths[i]
			}
		})
		for range rows {
			th.row(func() {
				for range widths {
					th.elements[th.tag(TableCell, th.lang).Element].Blank = true
				}
			})
		}
	})
	k.items = append(k.items, Item{Tag{}, stroke(edgeColour, 0.8, x, 0, x, k.height)})
	for y := 0.0; y <= k.height; y += row {
		k.items = append(k.items, Item{Tag{}, stroke(edgeColour, 0.8, margin, y, margin+th.full(), y)})
		if y == 0 {
			y = head - row
		}
	}
	th.push(k)
}

// contact says how to reach the clinic.
func (th takeHome) contact() {
	c := th.record.Clinic
	if c.Name == "" && c.Phone == "" && c.PhoneNight == "" {
		return
	}
	const pad = 10.0
	k := block{gap: 14}
	y := pad
	add := func(spans []span) {
		items, h := th.para(th.tag(Paragraph, th.lang), spans, sheetSize, margin+pad, th.full()-2*pad)
		k = k.add(items, 0, y)
		y += h + 1
	}
	add(append(words(th.t(th.lang, "sheet.contact")+" ", true, inkColour, th.lang), typed(c.Name)...))
	if c.Address != "" {
		add(typed(c.Address))
	}
	for _, line := range []struct{ id, number string }{{"phone", c.Phone}, {"phone_night", c.PhoneNight}} {
		if line.number != "" {
			add(append(words(th.t(th.lang, line.id)+" ", false, inkColour, th.lang), bolder(typed(line.number))...))
		}
	}
	k.height = y + pad
	th.push(k.on(Box{Rect{margin + 0.5, 0, th.full() - 1, k.height}, white, inkColour, 1}))
}
