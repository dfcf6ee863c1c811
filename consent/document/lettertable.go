package document

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"eclaire/consent"
	"eclaire/content"
)

// letterRow is a row of a letter's table: what it is about, and what there is to say.
type letterRow struct{ head, text []span }

// table pushes rows between hairlines, each with a head of its own; the column of the
// heads is as wide as two lines of the longest need.
func (l letter) table(rows []letterRow) {
	const pad = 1.2
	head := 82.0
	for _, r := range rows {
		if w := l.lineWidth(r.head, l.text); w > 2*(head-12) {
			head = min(w/2+24, 0.4*l.width)
		}
	}
	if len(rows) == 0 {
		return
	}
	l.within(Table, l.main, func() {
		for i, r := range rows {
			l.row(func() {
				var k block
				label, h1 := l.para(l.headTag(OfRow, l.main), r.head, l.text, l.x, head-6)
				text, h2 := l.para(l.tag(TableCell, l.main), r.text, l.text, l.x+head, l.width-head)
				k = k.add(label, 0, pad).add(text, 0, pad)
				k.height = max(h1, h2) + 2*pad + 0.6
				k.items = append(k.items, l.rule(hairline))
				if i == len(rows)-1 {
					k.items = append(k.items, Item{Tag{}, stroke(inkColour, hairline, l.x, k.height, l.x+l.width, k.height)})
				}
				if i == 0 {
					k.gap = 3
				}
				l.push(k)
			})
		}
	})
}

// findings are the rows of what is known of this patient.
func (l letter) findings() (rows []letterRow) {
	add := func(head, text []span) {
		if len(text) > 0 {
			rows = append(rows, letterRow{bolder(head), capital(text)})
		}
	}
	treat := "row.treat"
	if !l.accepted() {
		treat = "row.fracture"
	}
	add(l.says(treat), l.fresh())
	add(l.says("row.bone"), l.bone())
	add(l.says("row.safety"), l.safety())
	add(l.says("row.information"), l.informed())
	return rows
}

// capital begins words with a capital letter.
func capital(spans []span) []span {
	out := slices.Clone(spans)
	first, n := utf8.DecodeRuneInString(out[0].text)
	out[0].text = string(unicode.ToUpper(first)) + out[0].text[n:]
	return out
}

// fresh is what was entered of the fracture.
func (l letter) fresh() []span {
	c, s := l.record.Case, l.say()
	out := bolder(words(s.Levels(c.ToTreat), true, l.main))
	seen := c.Oedema == consent.Yes || c.Oedema == consent.No
	switch {
	case seen && !c.Imaged.IsZero():
		out = listed(out, l.says("imaged", "Said", l.word("oedema."+string(c.Oedema)), "Date", l.day(c.Imaged)))
	case c.Oedema != consent.NotEntered:
		out = listed(out, l.says("oedema."+string(c.Oedema)))
	case !c.Imaged.IsZero():
		out = listed(out, l.says("imaged.only", "Date", l.day(c.Imaged)))
	}
	switch since := l.day(c.PainOnset); {
	case c.Pain != nil && since != "":
		out = listed(out, l.says("pain.since", "Value", s.Integer(*c.Pain), "Date", since))
	case c.Pain != nil:
		out = listed(out, l.says("pain", "Value", s.Integer(*c.Pain)))
	case since != "":
		out = listed(out, l.says("since", "Date", since))
	}
	if c.PainYields != consent.NotEntered {
		out = listed(out, l.says("yields."+string(c.PainYields)))
	}
	if c.Cleft == consent.Yes {
		out = listed(out, l.says("cleft"))
	}
	return out
}

// bone is what was entered of older fractures, and of the density of bone.
func (l letter) bone() (out []span) {
	c := l.record.Case
	if n := c.Old.Len(); n > 0 {
		out = l.number("old", n, "Levels", l.say().Levels(c.Old))
		if l.accepted() {
			out = append(out, l.says("untreated")...)
		}
	}
	if n := c.EarlierFractures; n != nil {
		said := l.says("earlier.none")
		if *n > 0 {
			said = l.number("earlier", *n)
		}
		out = listed(out, said)
	}
	if t := c.TScore; t != nil {
		out = listed(out, l.says("t_score", "Value", unbroken(l.say().Decimal(*t, 1))))
	}
	return out
}

// safety is what a doctor looks for, entered or not.
func (l letter) safety() (out []span) {
	c := l.record.Case
	if c.Thinners == consent.NotEntered && c.Allergy == consent.NotEntered && c.Infection == consent.NotEntered {
		return l.says("safety.open")
	}
	for _, d := range []struct {
		id     string
		reply  consent.Reply
		detail string
	}{{"thinners", c.Thinners, c.ThinnersName}, {"allergy", c.Allergy, c.AllergyTo}, {"infection", c.Infection, c.InfectionKind}} {
		reply := "open"
		if d.reply != consent.NotEntered {
			reply = string(d.reply)
		}
		said := l.word("reply." + reply)
		if d.detail != "" {
			said = l.word("reply.named", "Reply", said, "Name", d.detail)
		}
		out = listed(out, l.says(d.id, "Reply", said))
	}
	return out
}

// informed is how much was seen and understood, and what was gone over.
func (l letter) informed() []span {
	s := l.say()
	pages := l.lib.PagesFor(l.traits)
	seen := 0
	alarm := ""
	for _, p := range pages {
		is := slices.Contains(l.record.Seen, p.ID)
		if is {
			seen++
		}
		if slices.ContainsFunc(p.Clause, func(c content.Clause) bool { return c.Alarm > 0 }) {
			alarm = map[bool]string{true: "alarm.seen", false: "alarm.unseen"}[is]
		}
	}
	out := l.says("seen", "Seen", s.Integer(seen), "All", s.Integer(len(pages)))
	if alarm != "" {
		out = listed(out, l.says(alarm))
	}
	if all := l.record.Understanding; l.record.Answered() > 0 {
		right := 0
		for _, u := range all {
			if u.Understood() {
				right++
			}
		}
		out = listed(out, l.says("right", "Right", s.Integer(right), "All", s.Integer(len(all))))
	} else if len(all) > 0 {
		out = listed(out, l.says("unanswered"))
	}
	if l.left.points {
		return append(l.counts(out), words(".", false, l.main)...)
	}
	return l.points(append(out, words(".", false, l.main)...))
}

// counts adds how many points were gone over, and how many were not.
func (l letter) counts(out []span) []span {
	over := 0
	for _, u := range l.record.Understanding {
		if u.GoneOver {
			over++
		}
	}
	if over > 0 {
		out = listed(out, l.number("over", over))
	}
	if n := len(l.record.Open()); n > 0 {
		out = listed(out, l.number("left", n))
	}
	return out
}

// points adds what was gone over, by whom, when and with what result, and what was not.
func (l letter) points(out []span) []span {
	type talk struct {
		by  string
		day consent.Date
	}
	var talks []talk
	over := map[talk][]string{}
	var open []string
	for _, u := range l.record.Understanding {
		q, ok := l.lib.Question(u.Question)
		if !ok {
			l.unknown("question", u.Question)
			continue
		}
		topic := l.word("topic." + q.Topic)
		switch {
		case u.GoneOver:
			t := talk{u.GoneOverBy, consent.DateOf(u.GoneOverAt)}
			if len(over[t]) == 0 {
				talks = append(talks, t)
			}
			over[t] = append(over[t], l.word("point.one", "Topic", topic, "Result", l.word("point."+outcome(u))))
		case slices.Contains(l.record.Open(), u.Question) && !slices.Contains(open, topic):
			open = append(open, topic)
		}
	}
	for _, t := range talks {
		points := l.say().List(over[t])
		if t.by == "" {
			out = spaceBetween(out, l.says("point.unnamed", "Points", points))
		} else {
			out = spaceBetween(out, l.says("point", "Name", t.by, "Date", l.day(t.day), "Points", points))
		}
	}
	if len(open) > 0 {
		out = spaceBetween(out, l.says("open", "Topics", l.say().List(open)))
	}
	return out
}
