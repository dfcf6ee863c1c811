package document

import (
	"strconv"
	"strings"

	"eclaire/consent"
	"eclaire/content"
)

// answers sets the check of what was understood.
type answers struct{ *setter }

// The measures by which ReadPrint tells marks from all else that is drawn, in
// points: the number on a scale, the tick of a right answer, the sign of
// warning of another.
const (
	valueSize  = 13.0
	rightWidth = 1.8
	wrongSide  = 14.0
)

// set pushes what was asked and answered, question by question.
func (a answers) set() {
	if len(a.record.Understanding) == 0 {
		a.push(a.note("nothing_asked"))
		return
	}
	for _, u := range a.record.Understanding {
		a.says.Right = append(a.says.Right, u.Understood())
	}
	a.within(Table, "", func() {
		for i, u := range a.record.Understanding {
			q, ok := a.lib.Question(u.Question)
			if !ok {
				a.unknown("question", u.Question)
				continue
			}
			a.row(func() { a.understood(i+1, q, u) })
		}
	})
}

// understood is one question: its words, the first and the last answer, and
// whether it was understood, by sign and word.
func (a answers) understood(n int, q content.Question, u consent.Understanding) {
	const inset, pad = 24.0, 4.0
	x, width := margin+inset, a.full()-inset-pad
	head := a.headTag(OfRow, "")
	ask, h1 := a.para(head, a.twinText(q.Ask, true), body, x, width)
	said := append(a.verdict(u, a.main), a.given(q, u, a.main)...)
	said = append(said, span{"· ", false, quietColour, ""})
	said = append(append(said, a.verdict(u, a.other)...), a.given(q, u, a.other)...)
	a.claim(fact{label: append(typed(strconv.Itoa(n)), a.twinText(q.Ask, true)...), value: said, kind: Clinical})
	answer, h2 := a.para(a.tag(TableCell, ""), said, body, x+18, width-18)
	k := block{height: 2*pad + h1 + 1 + h2}
	if u.Understood() {
		k.items = []Item{{Tag{}, stroke(ruleColour, 0.6, margin, k.height, margin+a.full(), k.height)}}
	} else {
		k.items = []Item{{Tag{}, Box{Rect{margin, 1, a.full(), k.height - 2}, tintCaution, cautionColour, 1}}}
	}
	k = k.add(a.badge(n, body, margin+12, pad+7, head), 0, 0)
	k = k.add(ask, 0, pad).add(a.mark(u, x, pad+h1), 0, 0).add(answer, 0, pad+h1+1)
	k.gap = 1
	a.push(k)
}

// verdict says whether the question was understood.
func (a answers) verdict(u consent.Understanding, l consent.Language) []span {
	colour := a.ink(l)
	if !u.Understood() {
		colour = cautionColour
	}
	return words(a.t(l, "understood."+a.outcome(u))+". ", true, colour, l)
}

// outcome is how a question ended: what was understood and when, what was gone over,
// and what stays open.
func (a answers) outcome(u consent.Understanding) string {
	old, unanswered := a.record.Schema == 1, u.Last == "" && u.Together == ""
	switch {
	case old && u.Last == "":
		return "unanswered"
	case old && !u.Correct:
		return "no"
	case u.Together != "" && u.Understood():
		return "together"
	case u.Understood() && u.GoneOver:
		return "over_yes"
	case u.Understood():
		return "yes"
	case u.GoneOver && u.Together != "":
		return "over_not"
	case u.GoneOver && unanswered:
		return "over_unanswered"
	case u.GoneOver:
		return "over"
	case unanswered:
		return "open_unanswered"
	}
	return "open"
}

// mark is a drawn tick or a sign of warning before the verdict.
func (a answers) mark(u consent.Understanding, x, y float64) []Item {
	if !u.Understood() {
		return warning(x, y, wrongSide)
	}
	return []Item{
		{Tag{}, circle(white, inkColour, 1, x+7, y+7, 6.5)},
		{Tag{}, stroke(inkColour, rightWidth, x+3.6, y+7.2, x+6.2, y+9.8, x+10.6, y+4.4)},
	}
}

// given puts the first and the last answer in words, each as the form of the
// question had it that it answers.
func (a answers) given(q content.Question, u consent.Understanding, l consent.Language) []span {
	if u.Last == "" && u.Together == "" {
		return nil
	}
	say := func(id string, t content.Text) []span {
		out := append(words(a.t(l, id)+" ", false, a.ink(l), l), a.spans(t, l)...)
		return append(out, span{ending(t.In(l)), false, a.ink(l), l})
	}
	out := a.first(q, u, l, say)
	if u.Together == "" {
		return out
	}
	if u.TogetherAgain {
		out = append(out, say("answer.again", q.Again.Ask)...)
	}
	return append(out, say("answer.together", a.option(q, u.Together, u.TogetherAgain))...)
}

// first are the answers before staff asked once more.
func (a answers) first(q content.Question, u consent.Understanding, l consent.Language, say func(string, content.Text) []span) []span {
	switch {
	case u.Last == "":
		return words(a.t(l, "answer.none")+" ", false, a.ink(l), l)
	case u.First == u.Last && !u.Again:
		return say("answer.only", a.option(q, u.Last, false))
	}
	out := say("answer.first", a.option(q, u.First, false))
	if u.Again {
		out = append(out, say("answer.again", q.Again.Ask)...)
	}
	return append(out, say("answer.last", a.option(q, u.Last, u.Again))...)
}

// option gives the words of an answer to one of the forms of a question.
func (a answers) option(q content.Question, id string, again bool) content.Text {
	if again {
		q.Option = q.Again.Option
	}
	o, ok := q.Find(id)
	if !ok {
		a.unknown("answer of "+q.ID, id)
	}
	return o.Text
}

// ending is what parts a text from the next: a full stop where it has no end of its
// own, and a space.
func ending(text string) string {
	if strings.HasSuffix(text, ".") || strings.HasSuffix(text, "?") || strings.HasSuffix(text, "!") {
		return " "
	}
	return ". "
}
