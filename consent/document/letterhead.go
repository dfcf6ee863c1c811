package document

import (
	"strings"

	"eclaire/consent"
)

// window is where an envelope shows the address: its left edge and width, and the top of
// the first line, in points; below is where the letter goes on.
type window struct{ x, y, width, below float64 }

// aside is the column beside the window, for what must not be seen through it.
type aside struct{ x, width float64 }

// window is that of a DL envelope on A4, at its right, and of a No. 10 envelope on
// Letter, at its left, both folded twice.
func (l letter) window() (window, aside) {
	right := l.x + l.width
	if l.record.Clinic.Paper == "Letter" {
		return window{30 * mm, 64 * mm, 100 * mm, 93 * mm}, aside{142 * mm, right - 142*mm}
	}
	return window{108 * mm, 58 * mm, right - 108*mm, 91 * mm}, aside{l.x, 98*mm - l.x}
}

// opening is who sends the letter, to whom, when and from what, and who gets a copy.
func (l letter) opening() {
	w, besides := l.window()
	k := l.sender()
	free := k.height + 6
	y := w.y - headTop
	h := 0.0
	if lines := l.addressee(); len(lines) > 0 {
		k, h = l.lines(k, lines, w, y)
	} else {
		k, h = l.blankAddress(k, w, y)
	}
	bottom := max(y+h, w.below-headTop)
	side := block{}
	side, h = l.lines(side, l.about(), window{x: besides.x, width: besides.width}, 0)
	at := max(free, bottom-h-3)
	k = k.add(side.items, 0, at)
	k.height = max(bottom, at+h+3)
	l.push(k)
}

// about is when the letter was written, from what, and who gets a copy.
func (l letter) about() [][]span {
	out := [][]span{l.says("on", "Date", l.day(consent.DateOf(l.record.Finished)))}
	if n := len(l.record.Signatures); n > 0 {
		out = append(out, l.says("drawn", "Moment", kept(tidy(l.say().ZonedMoment(l.record.Signatures[n-1].At)))))
	}
	if number := l.record.Case.RecordNumber; number != "" {
		out = append(out, l.says("paper.number", "Number", number))
	}
	return append(out, l.copies())
}

// sender is the clinic, with how to reach it.
func (l letter) sender() block {
	c := l.record.Clinic
	room := l.width
	if l.record.Specimen {
		room -= 64 // the word stands at the right
	}
	var k block
	add := func(spans []span, lang consent.Language, width float64) {
		items, h := l.para(l.tag(Paragraph, lang), spans, l.text, l.x, width)
		k = k.add(items, 0, k.height).grow(h)
	}
	add(bolder(typed(c.Name)), "", room)
	k.items = append(k.items, Item{Tag{}, stroke(inkColour, sectionRule, l.x, k.height+2, l.x+l.width, k.height+2)})
	k.height += 5
	for _, line := range strings.Split(c.Address, "\n") {
		if line != "" {
			add(typed(line), "", l.width)
		}
	}
	if c.Phone != "" {
		add(l.says("phone", "Number", unbroken(c.Phone)), l.main, l.width)
	}
	if c.PhoneNight != "" && c.PhoneNight != c.Phone {
		add(l.says("night", "Number", unbroken(c.PhoneNight)), l.main, l.width)
	}
	return k
}

// lines sets each line as a paragraph of its own.
func (l letter) lines(k block, lines [][]span, w window, y float64) (block, float64) {
	from := y
	for _, spans := range lines {
		if len(spans) == 0 {
			continue
		}
		items, h := l.para(l.tag(Paragraph, spans[0].lang), spans, l.text, w.x, w.width)
		k = k.add(items, 0, y)
		y += h
	}
	k.height = max(k.height, y)
	return k, y - from
}

// addressee are the lines of who the letter is for, none where nobody is named. What the doctor is
// stands there where the window has room for it.
func (l letter) addressee() (lines [][]span) {
	c := l.record.Case
	name, address, is := c.Doctor, c.DoctorAddress, "doctor"
	if name == "" {
		name, address, is = c.Rheumatologist, c.RheumatologistAddress, "rheumatologist"
	}
	if name == "" {
		return nil
	}
	lines = append(lines, bolder(typed(name)))
	rest := strings.Split(address, "\n")
	if len(rest) < 4 {
		lines = append(lines, l.says(is))
	}
	for _, line := range rest {
		if line != "" {
			lines = append(lines, typed(line))
		}
	}
	return lines
}

// blankAddress is room to write an address.
func (l letter) blankAddress(k block, w window, y float64) (block, float64) {
	const each = 22.0
	first := l.writeOn(l.says("to"), l.text, w.x, w.width)
	k = k.add(first.items, 0, y)
	for i := 1; i < 3; i++ {
		at := y + first.height + float64(i)*each
		k.items = append(k.items, Item{Tag{}, stroke(inkColour, writingLine, w.x, at, w.x+w.width, at)})
	}
	return k, first.height + 2*each + 2
}

// copies says who gets a copy.
func (l letter) copies() []span {
	c := l.record.Case
	if c.Doctor != "" && c.Rheumatologist != "" {
		return l.says(l.sexed("copies"), "Name", c.Rheumatologist)
	}
	return l.says(l.sexed("copy"))
}
