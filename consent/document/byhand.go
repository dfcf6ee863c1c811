package document

import (
	"slices"

	"eclaire/assets/vector"
	"eclaire/consent"
	"eclaire/content"
)

// confirmation is a form to fill in by hand: what to confirm or to change, the
// levels, the day, and who signs.
func (b *builder) confirmation() {
	outcome := string(b.record.Outcome)
	var parts []block
	for _, id := range []string{"confirm." + outcome, "change." + outcome} {
		k := b.listed(words(b.t(b.main, id), true, inkColour, b.main), words(b.t(b.other, id), false, quietColour, b.other), body, 24,
			func(Tag) []Item { return tickBox(margin+2, 0, 15, false) })
		k.height = max(k.height, 16)
		k.gap = 4
		parts = append(parts, k)
	}
	half := (b.full() - gutter) / 2
	line := func(left, right string, room float64) {
		k := beside(b.blank(b.label(left), body, margin, half, room), b.blank(b.label(right), body, margin+half+gutter, half, room))
		k.gap = 5
		parts = append(parts, k)
	}
	line("by_hand.date", "by_hand.levels", 23)
	line("by_hand.patient_name", "by_hand.patient_signature", 34)
	line("by_hand.staff_name", "by_hand.staff_signature", 34)
	for i := range parts {
		parts[i].keep = i < len(parts)-1
	}
	b.keepLast()
	b.push(parts...)
}

// keepLast keeps what was pushed last with what comes next.
func (b *builder) keepLast() {
	if n := len(b.blocks); n > 0 {
		b.blocks[n-1].keep = true
	}
}

// followUp pushes the sheets to take home: one for each language, the language
// read first, in large print.
func (b *builder) followUp(s content.Section) {
	for _, l := range []consent.Language{b.main, b.other} {
		from := len(b.blocks)
		b.within(Sect, l, func() { b.sheet(s, l) })
		if from < len(b.blocks) {
			b.blocks[from].page, b.blocks[from].leaf = true, true
		}
	}
}

// sheet is the follow-up in one language: what to do on its first page, alarm
// signs and appointments on its second.
func (b *builder) sheet(s content.Section, l consent.Language) {
	title := b.text(Heading1, l, recolour(bolder(b.spans(s.Title, l))), 22, margin, b.full())
	title.keep = true
	b.push(title)
	var alarms, notes []content.Clause
	tasks := 0
	for _, c := range b.clausesOf(s) {
		switch c.Style {
		case "number":
			if tasks++; tasks == 1 && slices.Contains(s.Figure, "follow-up") {
				b.sheetFigure("follow-up", l)
			}
			b.task(c, l)
		case "caution":
			alarms = append(alarms, c)
		case "note":
			notes = append(notes, c)
		default:
			b.sheetText(c, l)
		}
	}
	from := len(b.blocks)
	b.sheetTitle("sheet.alarm", l)
	b.blocks[from].page = true
	if slices.Contains(s.Figure, "alarm") {
		b.sheetFigure("alarm", l)
	}
	for _, c := range alarms {
		b.alarm(c, l)
	}
	b.sheetTitle("sheet.appointments", l)
	for _, c := range notes {
		b.sheetText(c, l)
	}
	b.keepLast()
	b.appointments(l)
	b.contact(l)
}

// recolour puts spans in full ink: on a sheet of its own each language is the
// first.
func recolour(spans []span) []span {
	out := slices.Clone(spans)
	for i := range out {
		out[i].colour = inkColour
	}
	return out
}

func (b *builder) sheetWords(id string, l consent.Language, bold bool) []span {
	return words(b.t(l, id), bold, inkColour, l)
}

func (b *builder) sheetTitle(id string, l consent.Language) {
	k := b.text(Heading2, l, b.sheetWords(id, l, true), 17, margin, b.full())
	k.gap, k.keep = 16, true
	b.push(k)
}

func (b *builder) sheetText(c content.Clause, l consent.Language) {
	k := b.text(Paragraph, l, recolour(b.spans(c.Text, l)), sheetSize, margin, b.full())
	k.gap = 7
	b.pushText(k)
}

// sheetFigure sets a picture and beside it the words at its numbers.
func (b *builder) sheetFigure(id string, l consent.Language) {
	const width = 190.0
	f, d := b.drawing(id)
	if d == nil {
		return
	}
	k := b.pictured(f, d, margin, 0, width, sheetSize)
	for i := range k.items {
		if k.items[i].Tag.Role == FigureRole {
			k.items[i].Tag.Lang, k.items[i].Tag.Alt = l, b.plain(f.Alt, l)
		}
	}
	x, w, y := margin+width+20, b.full()-width-20, 4.0
	for i, label := range f.Label {
		b.item(l, func(number Tag) {
			items, h := b.para(b.tag(Paragraph, l), recolour(bolder(b.spans(label.Text, l))), sheetSize, x+32, w-32)
			k = k.add(b.badge(i+1, sheetSize, x+12, 10, number), 0, y).add(items, 0, y)
			y += max(h, 22) + 5
		})
	}
	if len(f.Label) == 0 {
		items, h := b.para(b.tag(Paragraph, l), recolour(b.spans(f.Alt, l)), sheetSize, x, w)
		k = k.add(items, 0, y)
		y += h
	}
	k.height = max(k.height, y)
	k.gap, k.keep = 10, true
	b.push(k)
}

// task is one thing to do, with lines for whom to see and by when.
func (b *builder) task(c content.Clause, l consent.Language) {
	const inset, pad, side = 44.0, 10.0, 22.0
	x, width := margin+inset, b.full()-inset-pad
	k := block{gap: 10}
	b.item(l, func(Tag) {
		items, h := b.para(b.tag(Paragraph, l), recolour(b.spans(c.Text, l)), sheetSize, x, width)
		k = k.add(items, 0, pad)
		k.items = append(k.items, tickBox(margin+pad+1, pad, side, false)...)
		const room = 20.0 // above a word to write after
		whom := b.writeOn("sheet.whom", l, x, width*0.58)
		when := b.writeOn("sheet.when", l, x+width*0.61, width*0.39)
		y := pad + h + room
		k = k.add(whom.items, 0, y).add(when.items, 0, y)
		k.height = y + max(whom.height, when.height) + pad
	})
	frame := Item{Tag{}, Box{Rect{margin + 0.5, 0, b.full() - 1, k.height}, NoColour, edgeColour, 1}}
	k.items = append([]Item{frame}, k.items...)
	b.push(k)
}

func (b block) grow(h float64) block {
	b.height += h
	return b
}

// writeOn is a word and a line after it to write on.
func (b *builder) writeOn(id string, l consent.Language, x, width float64) block {
	text := b.t(l, id)
	items, h := b.para(b.tag(Paragraph, l), words(text, false, inkColour, l), sheetSize, x, width)
	from := x + b.regular.width(text, sheetSize) + 6
	items = append(items, Item{Tag{}, stroke(edgeColour, 0.9, from, h+3, x+width, h+3)})
	return block{items: items, height: h + 6}
}

// alarm frames a sign that asks for a doctor.
func (b *builder) alarm(c content.Clause, l consent.Language) {
	const pad, side, size = 12.0, 34.0, sheetSize + 1
	inset := 2*pad + side
	items, h := b.para(b.tag(Paragraph, l), recolour(b.spans(c.Text, l)), size, margin+inset, b.full()-inset-pad)
	k := block{height: max(h, side) + 2*pad, gap: 9}
	k.items = append(k.items, Item{Tag{}, Box{Rect{margin + 1, 0, b.full() - 2, k.height}, tintCaution, cautionColour, 2}})
	k.items = append(k.items, warning(margin+pad, (k.height-side)/2, side)...)
	b.push(k.add(items, 0, (k.height-h)/2))
}

// appointments is a table with room to write.
func (b *builder) appointments(l consent.Language) {
	const row, head, rows = 38.0, 26.0, 4
	widths := []float64{0.34, 0.36, 0.30}
	k := block{height: head + row*rows, gap: 8}
	k.items = append(k.items, Item{Tag{}, Box{Rect: Rect{margin, 0, b.full(), head}, Fill: tintNote}})
	x := margin
	b.within(Table, l, func() {
		b.row(func() {
			for i, id := range []string{"sheet.day", "sheet.person", "sheet.place"} {
				items, _ := b.para(b.headTag(OfColumn, l), b.sheetWords(id, l, true), sheetSize, x+6, b.full()*widths[i]-8)
				k = k.add(items, 0, 3)
				k.items = append(k.items, Item{Tag{}, stroke(edgeColour, 0.8, x, 0, x, k.height)})
				x += b.full() * widths[i]
			}
		})
		for range rows {
			b.row(func() {
				for range widths {
					b.elements[b.tag(TableCell, l).Element].Blank = true
				}
			})
		}
	})
	k.items = append(k.items, Item{Tag{}, stroke(edgeColour, 0.8, x, 0, x, k.height)})
	for y := 0.0; y <= k.height; y += row {
		k.items = append(k.items, Item{Tag{}, stroke(edgeColour, 0.8, margin, y, margin+b.full(), y)})
		if y == 0 {
			y = head - row
		}
	}
	b.push(k)
}

// contact says how to reach the clinic.
func (b *builder) contact(l consent.Language) {
	c := b.record.Clinic
	if c.Name == "" && c.Phone == "" {
		return
	}
	const pad = 10.0
	k := block{gap: 14}
	y := pad
	add := func(spans []span) {
		items, h := b.para(b.tag(Paragraph, l), spans, sheetSize, margin+pad, b.full()-2*pad)
		k = k.add(items, 0, y)
		y += h + 1
	}
	add(append(words(b.t(l, "sheet.contact")+" ", true, inkColour, l), typed(c.Name)...))
	if c.Address != "" {
		add(typed(c.Address))
	}
	if c.Phone != "" {
		add(append(words(b.t(l, "phone")+" ", false, inkColour, l), bolder(typed(c.Phone))...))
	}
	k.height = y + pad
	frame := Item{Tag{}, Box{Rect{margin + 0.5, 0, b.full() - 1, k.height}, white, inkColour, 1}}
	k.items = append([]Item{frame}, k.items...)
	b.push(k)
}

// specimen is the word set large along the diagonal of a page, as outlines: it
// lies behind the text and is no text itself.
func (b *builder) specimen() Outline {
	const word, size = "SPECIMEN", 108.0
	outline, width := b.bold.outline(word, size)
	return Outline{Line: specimenGrey, LineWidth: 0.9, Segments: turned(outline, -0.95, vector.Point{X: b.paper[0] / 2, Y: b.paper[1] / 2},
		vector.Point{X: width / 2, Y: -size * 0.34})}
}
