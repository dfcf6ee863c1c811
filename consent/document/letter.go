package document

import (
	"slices"
	"strings"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// letter lays out part C in one language: to the patient's own doctor, or to the
// rheumatologist where only that one is named. What was not entered is left out.
type letter struct {
	*setter
	left leftOut
}

// leftOut is what a letter leaves out to stay on one page.
type leftOut struct {
	points  bool // points gone over are counted
	address bool // the patient's
	notes   int  // so many of the notes to the requests, from the last
	levels  bool // long names of levels; many are counted in the title
}

// set pushes the sections of the template: in full if they stand on one page, or else as
// short as it takes. Where that is never short enough, there is room on the second page
// for all of it.
func (l letter) set(sections []string) {
	if s, ok := l.lib.Section(sections[0]); ok {
		l.running = passage{main: l.spans(s.Title, l.main)}
	}
	before := l.tagger
	for _, left := range append(l.steps(sections), leftOut{}) {
		l.left, l.blocks, l.tagger = left, nil, before
		l.elements = slices.Clone(before.elements)
		l.sections(sections, l.section)
		if l.failed() || l.fits() {
			return
		}
	}
}

// steps are what is left out, more from one to the next: nothing at first.
func (l letter) steps(sections []string) []leftOut {
	left := leftOut{}
	out := []leftOut{left}
	left.points = true
	out = append(out, left)
	left.address = true
	out = append(out, left)
	notes := 0
	for _, id := range sections {
		s, _ := l.lib.Section(id)
		for _, c := range l.clausesOf(s) {
			if c.Style == "note" {
				notes++
			}
		}
	}
	for left.notes < notes {
		left.notes++
		out = append(out, left)
	}
	left.levels = true
	return append(out, left)
}

// fits tells whether what was pushed stands on one page.
func (l letter) fits() bool {
	p := pager{l.setter}
	top := headTop / l.factor
	return len(flow(l.blocks, frame{first: top + p.letterHead().height, top: top + p.head(false).height, bottom: p.bottom()})) <= 1
}

func (l letter) section(s content.Section) {
	switch s.Kind {
	case "letter":
		l.opening()
		l.subject()
		for _, c := range l.clausesOf(s) {
			l.sentence(l.spans(c.Text, l.main), 3)
		}
		l.story()
		l.table(l.findings())
	case "letter-requests":
		l.heading(s.Title)
		l.requests(l.clausesOf(s))
	case "letter-alarm":
		l.heading(s.Title)
		l.table(l.alarms(l.clausesOf(s)))
	case "letter-signed":
		l.signed(l.clausesOf(s))
	default:
		if all := l.clausesOf(s); len(all) > 0 {
			l.heading(s.Title)
			for _, c := range all {
				l.sentence(l.spans(c.Text, l.main), 2)
			}
		}
	}
}

// sentence pushes a paragraph, so far below the one before.
func (l letter) sentence(spans []span, gap float64) {
	k := l.paragraph(Paragraph, l.main, spans, l.text)
	k.gap = gap
	l.push(k)
}

func (l letter) heading(t content.Text) {
	k := l.paragraph(Heading2, l.main, bolder(l.spans(t, l.main)), l.head)
	k.gap, k.keep = 4, true
	l.push(k)
}

// kept is what a word of the interface keeps as it is: with spaces that break no line.
type kept string

// day is a day on one line.
func (l letter) day(d consent.Date) kept { return kept(l.say().Date(d)) }

// unbroken keeps words on one line.
func unbroken(s string) kept {
	return kept(strings.ReplaceAll(strings.ReplaceAll(consent.Normalise(s), "**", "*"), " ", "\u00a0"))
}

// says is a word of the interface for the letter, in its language.
func (l letter) says(id string, args ...any) []span {
	return l.said(l.main, "letter."+id, func(*locales.Speaker) []any { return args })
}

// word is says without marks.
func (l letter) word(id string, args ...any) string { return joined(l.says(id, args...)) }

// number is a word that depends on a number.
func (l letter) number(id string, n int, args ...any) []span {
	return marked(tidy(l.words.For(l.main).N("doc.letter."+id, n, args...)), l.main, func(s string) string { return s })
}

// say speaks the letter's language.
func (l letter) say() *locales.Speaker { return l.words.For(l.main) }

// subject is the title: who it is about and what was decided, and below it how else to
// know the patient.
func (l letter) subject() {
	c, s := l.record.Case, l.say()
	levels := unbroken(s.Levels(c.ToTreat))
	if c.ToTreat.Len() > 4 {
		levels = kept(s.Levels(c.ToTreat))
	}
	if l.left.levels && c.ToTreat.Len() > 3 {
		levels = unbroken(s.N("levels.count", c.ToTreat.Len()))
	}
	patient := l.word(l.sexed("called"), "Name", c.FullName(), "Date", l.day(c.BirthDate))
	title := l.says("subject."+string(l.record.Outcome), "Patient", kept(patient), "Levels", levels, "Procedure", s.T("doc.procedures."+string(c.Considered())))
	k := l.paragraph(Heading1, l.main, bolder(title), l.measures.title)
	k = block{items: []Item{l.rule(sectionRule)}, height: 2}.add(k.items, 0, 2).grow(k.height)
	if c.Address != "" && !l.left.address {
		items, h := l.para(l.tag(Paragraph, l.main), l.says("living", "Address", strings.ReplaceAll(c.Address, "\n", ", ")), l.text, l.x, l.width)
		k = k.add(items, 0, k.height).grow(h)
	}
	k.height += 3
	k.items = append(k.items, Item{Tag{}, stroke(inkColour, sectionRule, l.x, k.height, l.x+l.width, k.height)})
	l.push(k.grow(1))
}

// story is what happened, in one paragraph: the fracture, the information, the talk and
// the decision.
func (l letter) story() {
	c, s := l.record.Case, l.say()
	levels := content.LevelsNamed(s, c.ToTreat)
	if l.left.levels {
		levels = s.Levels(c.ToTreat)
	}
	out := l.says("what", "Who", l.word(l.sexed("whose")), "Fracture", joined(l.number(l.fracture(), c.ToTreat.Len())), "Levels", levels)
	out = spaceBetween(out, l.informing())
	out = spaceBetween(out, l.decision())
	l.sentence(out, 3)
	if l.accepted() && c.Planned.IsZero() {
		k := l.writeOn(l.says("day"), l.text, l.x, l.width*0.62)
		k.gap = 3
		l.push(k)
	}
}

// informing says when the patient had the information, and who spoke with them.
func (l letter) informing() (out []span) {
	days, i := l.days(), l.record.With.Interview
	read := len(l.record.Seen) > 0 && len(days) > 0
	who := l.word(l.sexed("who"))
	if i == nil {
		if read {
			out = l.says("told", "Who", who, "Days", kept(l.say().List(days)))
		}
		return out
	}
	by, day := i.By, l.day(consent.DateOf(i.At))
	if i.Function != "" {
		by += " (" + i.Function + ")"
	}
	if read && slices.Equal(days, []string{string(day)}) {
		return l.says("met", "Who", who, "Name", by, "Date", day)
	}
	if read {
		out = l.says("told", "Who", who, "Days", kept(l.say().List(days)))
	}
	return spaceBetween(out, l.says("spoke", "Name", by, "Date", day))
}

// fracture is the id of what the fracture is called.
func (l letter) fracture() string {
	if l.record.Case.ToTreat.Has(consent.Sacrum) {
		return "fracture.sacrum"
	}
	return "fracture"
}

// days are those of the sittings.
func (l letter) days() (out []string) {
	for _, m := range l.record.Moments {
		if day := l.say().Date(consent.DateOf(m.Began)); !slices.Contains(out, day) {
			out = append(out, day)
		}
	}
	return out
}

// accepted tells whether the procedure was.
func (l letter) accepted() bool { return l.record.Outcome == consent.AcceptProcedure }

// decision says who decided what, and what is planned.
func (l letter) decision() []span {
	c, s := l.record.Case, l.say()
	who := l.word(l.sexed("who"))
	if c.Protection.ByOther() {
		who = l.word("place."+string(c.Protection), "Name", c.Protector)
	}
	var out []span
	if l.accepted() {
		out = l.says("accepts", "Who", who, "Procedure", s.T("procedure.the."+string(c.Considered())))
		if !c.Planned.IsZero() {
			out = append(out, l.says("planned", "Date", l.day(c.Planned))...)
		}
		if c.Urgent == consent.Yes {
			out = append(out, l.says("urgent")...)
		}
	} else {
		out = l.says("chooses", "Who", who)
	}
	out = append(out, words(".", false, l.main)...)
	if w := l.record.With.Word; c.Protection.ByOther() && w != consent.WordNotAsked {
		out = spaceBetween(out, l.says("word."+string(w), "Who", l.word(l.sexed("whose"))))
	}
	if !l.accepted() {
		return out
	}
	a, on := l.record.With.Anaesthesia, l.day(c.AnaesthesiaOn)
	kind := s.T("doc.anaesthesias." + string(a))
	switch {
	case a != consent.AnaesthesiaOpen && on != "":
		out = spaceBetween(out, l.says("anaesthesia.seen", "Kind", kind, "Date", on))
	case a != consent.AnaesthesiaOpen:
		out = spaceBetween(out, l.says("anaesthesia", "Kind", kind))
	case on != "":
		out = spaceBetween(out, l.says("anaesthetist", "Date", on))
	}
	return out
}

// requests pushes what is asked for as a numbered list. A clause without a number belongs
// to the one before it.
func (l letter) requests(all []content.Clause) {
	const inset = 22.0
	var items [][]span
	notes := 0
	for _, c := range all {
		if c.Style == "note" {
			notes++
		}
	}
	notes -= l.left.notes
	for _, c := range all {
		if c.Style == "note" {
			notes--
		}
		switch {
		case c.Style == "number" || len(items) == 0:
			items = append(items, l.spans(c.Text, l.main))
		case c.Style == "note" && notes < 0:
		default:
			items[len(items)-1] = spaceBetween(items[len(items)-1], l.spans(c.Text, l.main))
		}
	}
	for i, spans := range items {
		l.item(l.main, func(label Tag) {
			n, _ := l.para(label, words(l.say().Integer(i+1), true, l.main), l.text, l.x, inset)
			k := l.textAt(Paragraph, l.main, spans, l.text, l.x+inset, l.width-inset)
			k.items = append(n, k.items...)
			k.gap = 2
			l.push(k)
		})
	}
}

// alarms are the rows of the warning signs: whom the patient calls, and for what.
func (l letter) alarms(all []content.Clause) (rows []letterRow) {
	c := l.record.Clinic
	for step, head := range []string{l.vars[l.main]["emergency"], l.word("row.us"), l.word("row.you")} {
		var signs []span
		for _, k := range all {
			if k.Alarm == step+1 {
				signs = listed(signs, l.spans(k.Text, l.main))
			}
		}
		if len(signs) == 0 {
			continue
		}
		if step == 1 && c.Phone != "" {
			signs = append(signs, words(". ", false, l.main)...)
			signs = append(signs, l.says("call", "Number", unbroken(l.vars[l.main]["phone_day"]))...)
			if c.PhoneNight != "" && c.PhoneNight != c.Phone {
				signs = spaceBetween(signs, l.says("call.night", "Number", unbroken(l.vars[l.main]["phone_night"])))
			}
		}
		rows = append(rows, letterRow{capital(words(head, true, l.main)), signs})
	}
	return rows
}

// signed pushes the end: whom to ask, the greeting, and beside them who writes, with a line
// to sign. No ink is copied here: it was given for the consent.
func (l letter) signed(all []content.Clause) {
	c := l.record.Case
	const space = 14.0
	half := (l.width - space) / 2
	var left block
	add := func(k *block, spans []span, lang consent.Language, x, gap float64) {
		items, h := l.para(l.tag(Paragraph, lang), spans, l.text, x, half)
		*k = k.add(items, 0, k.height+gap).grow(gap + h)
	}
	for _, clause := range all {
		add(&left, l.spans(clause.Text, l.main), l.main, l.x, 0)
	}
	var right block
	x := l.x + half + space
	if c.Clinician != "" {
		name := bolder(typed(c.Clinician))
		if c.Function != "" {
			name = append(name, typed(", "+c.Function)...)
		}
		add(&right, name, "", x, 0)
	} else {
		line := l.writeOn(l.says("name"), l.text, x, half)
		right = right.add(line.items, 0, 0).grow(line.height)
	}
	line := l.writeOn(l.says("signature"), l.text, x, half)
	right = right.add(line.items, 0, right.height+14).grow(14 + line.height)
	k := beside(left, right)
	k.gap = 5
	l.keepLast()
	l.push(k)
}
