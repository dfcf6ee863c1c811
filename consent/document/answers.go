package document

import (
	"strconv"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// The measures by which ReadPrint tells marks from all else that is drawn, in
// points: the number on a scale, the tick of a right answer, the sign of
// warning of another.
const (
	valueSize  = 13.0
	rightWidth = 1.8
	wrongSide  = 14.0
)

// understanding pushes what was asked and answered, question by question.
func (b *builder) understanding() {
	if len(b.record.Understanding) == 0 {
		b.push(b.note("nothing_asked"))
		return
	}
	for _, u := range b.record.Understanding {
		b.says.Right = append(b.says.Right, u.Correct)
	}
	b.within(Table, "", func() {
		for i, u := range b.record.Understanding {
			q, ok := b.lib.Question(u.Question)
			if !ok {
				b.unknown("question", u.Question)
				continue
			}
			b.row(func() { b.understood(i+1, q, u) })
		}
	})
}

// understood is one question: its words, the first and the last answer, and
// whether it was understood, by sign and word.
func (b *builder) understood(n int, q content.Question, u consent.Understanding) {
	const inset, pad = 24.0, 4.0
	x, width := margin+inset, b.full()-inset-pad
	head := b.headTag(OfRow, "")
	ask, h1 := b.para(head, b.twinText(q.Ask, true), body, x, width)
	said := append(b.verdict(u, b.main), b.answers(q, u, b.main)...)
	said = append(said, span{"· ", false, quietColour, ""})
	said = append(append(said, b.verdict(u, b.other)...), b.answers(q, u, b.other)...)
	b.claim(fact{label: append(typed(strconv.Itoa(n)), b.twinText(q.Ask, true)...), value: said, kind: Clinical})
	answer, h2 := b.para(b.tag(TableCell, ""), said, body, x+18, width-18)
	k := block{height: 2*pad + h1 + 1 + h2}
	if u.Correct {
		k.items = []Item{{Tag{}, stroke(ruleColour, 0.6, margin, k.height, margin+b.full(), k.height)}}
	} else {
		k.items = []Item{{Tag{}, Box{Rect{margin, 1, b.full(), k.height - 2}, tintCaution, cautionColour, 1}}}
	}
	k = k.add(b.badge(n, body, margin+12, pad+7, head), 0, 0)
	k = k.add(ask, 0, pad).add(b.mark(u, x, pad+h1), 0, 0).add(answer, 0, pad+h1+1)
	k.gap = 1
	b.push(k)
}

// verdict says whether the question was understood.
func (b *builder) verdict(u consent.Understanding, l consent.Language) []span {
	id, colour := "understood.yes", b.ink(l)
	switch {
	case u.Last == "":
		id, colour = "understood.unanswered", cautionColour
	case !u.Correct:
		id, colour = "understood.no", cautionColour
	}
	return words(b.t(l, id)+". ", true, colour, l)
}

// mark is a drawn tick or a sign of warning before the verdict.
func (b *builder) mark(u consent.Understanding, x, y float64) []Item {
	if !u.Correct {
		return warning(x, y, wrongSide)
	}
	return []Item{
		{Tag{}, circle(white, inkColour, 1, x+7, y+7, 6.5)},
		{Tag{}, stroke(inkColour, rightWidth, x+3.6, y+7.2, x+6.2, y+9.8, x+10.6, y+4.4)},
	}
}

// answers puts the first and the last answer in words.
func (b *builder) answers(q content.Question, u consent.Understanding, l consent.Language) []span {
	if u.Last == "" {
		return nil
	}
	say := func(id, option string) []span {
		o, ok := q.Find(option)
		if !ok {
			b.unknown("answer of "+q.ID, option)
		}
		out := append(words(b.t(l, id)+" ", false, b.ink(l), l), b.spans(o.Text, l)...)
		return append(out, span{". ", false, b.ink(l), l})
	}
	if u.First == u.Last {
		return say("answer.only", u.Last)
	}
	return append(say("answer.first", u.First), say("answer.last", u.Last)...)
}

// values pushes what matters to the patient, each on a drawn scale.
func (b *builder) values() {
	if len(b.record.Values) == 0 {
		b.push(b.note("no_values"))
		return
	}
	for _, v := range b.record.Values {
		b.says.Values = append(b.says.Values, v.Value)
	}
	head := b.valueHead()
	first := head
	first.keep, first.gap = true, 6
	b.push(first)
	b.within(Table, "", func() {
		for _, v := range b.record.Values {
			s, ok := b.lib.Scale(v.Scale)
			if !ok {
				b.unknown("scale", v.Scale)
				continue
			}
			b.row(func() {
				b.claim(fact{label: b.twinText(s.Text, false), value: typed(strconv.Itoa(v.Value))})
				label, h := b.para(b.headTag(OfRow, ""), b.twinText(s.Text, false), body, margin, b.scaleX()-16)
				k := block{head: &head, height: max(h, 19) + 7}.add(label, 0, 3.5+max(0, 19-h)/2)
				k = k.add(b.scale(v.Value, margin+b.scaleX(), k.height/2), 0, 0)
				k.items = append(k.items, Item{Tag{}, stroke(ruleColour, 0.6, margin, k.height, margin+b.full(), k.height)})
				b.push(k)
			})
		}
	})
}

// scaleX is where the scales begin, from the margin.
func (b *builder) scaleX() float64 { return 0.544 * b.full() }

// valueHead says what the ends of the scales mean.
func (b *builder) valueHead() block {
	ends := b.twin(b.t(b.main, "scale.ends"), b.t(b.other, "scale.ends"), false)
	return b.text(Paragraph, "", ends, body, margin, b.full())
}

// scale draws 0 to 10 with a disc at the value, its number in it.
func (b *builder) scale(value int, x, y float64) []Item {
	width := b.full() - b.scaleX() - 24
	at := func(v int) float64 { return x + 12 + width*float64(v)/10 }
	items := []Item{{Tag{}, stroke(quietColour, 1.2, at(0), y, at(10), y)}}
	for v := range 11 {
		items = append(items, Item{Tag{}, stroke(quietColour, 0.9, at(v), y-3, at(v), y+3)})
	}
	tag := b.tag(TableCell, "")
	for _, end := range []int{0, 10} {
		if value != end {
			items = append(items, Item{Tag{}, circle(white, NoColour, 0, at(end), y, 8)})
			items = append(items, b.centred(strconv.Itoa(end), body, false, quietColour, at(end), y, Tag{})...)
		}
	}
	items = append(items, Item{Tag{}, circle(inkColour, white, 1.5, at(value), y, 11)})
	return append(items, b.centred(strconv.Itoa(value), valueSize, true, white, at(value), y, tag)...)
}

// questions pushes the patient's questions for the doctor: picked ones in both
// languages, typed ones in the patient's own words, with room for an answer.
func (b *builder) questions() {
	b.subheading(words(b.t(b.main, "questions"), true, inkColour, b.main), words(b.t(b.other, "questions"), false, quietColour, b.other))
	if len(b.record.Questions) == 0 {
		b.push(b.note("no_questions"))
	}
	for i, q := range b.record.Questions {
		if q.Prompt != "" {
			p, ok := b.lib.Prompt(q.Prompt)
			if !ok {
				b.unknown("prompt", q.Prompt)
				continue
			}
			b.clinical(b.spans(p.Text, b.main), b.spans(p.Text, b.other))
			b.numbered(i+1, b.spans(p.Text, b.main), b.spans(p.Text, b.other))
			continue
		}
		b.ownQuestion(i+1, q.Text)
	}
}

// ownQuestion is a question in the patient's own words, in one language only.
func (b *builder) ownQuestion(n int, text string) {
	own := append(typed(text), span{" (", false, quietColour, ""})
	own = append(own, b.twin(b.t(b.main, "own_words"), b.t(b.other, "own_words"), false)...)
	own = append(own, span{")", false, quietColour, ""})
	for j := 1; j < len(own); j++ {
		own[j].colour = quietColour
	}
	b.item("", func(label Tag) {
		items, h := b.para(b.tag(Paragraph, ""), own, body, margin+24, b.full()-24)
		k := block{items: b.badge(n, body, margin+9, 8, label), height: max(h, 18), gap: 5}
		b.pushText(k.add(items, 0, 0))
	})
}

// decision boxes the choice and ticks the statements that were ticked.
func (b *builder) decision() {
	const pad = 12.0
	b.says.Ticks = len(b.record.Statements) * len(b.sides())
	choice, ok := b.lib.Choice(b.record.Outcome)
	if !ok {
		return // noted on the front already
	}
	b.clinical(b.spans(choice.Review, b.main), b.spans(choice.Review, b.other))
	inside := b.duo(duo{[2]Tag{b.tag(Paragraph, b.main), b.tag(Paragraph, b.other)},
		bolder(b.spans(choice.Review, b.main)), b.spans(choice.Review, b.other), [2]float64{14, 13}, pad, pad})
	k := block{height: inside.height + 2*pad, gap: 8, keep: true}
	k.items = append(k.items, Item{Tag{}, Box{Rect{margin + 1, 0, b.full() - 2, k.height}, white, inkColour, 2}})
	b.push(k.add(inside.items, 0, pad))
	for i, id := range b.record.Statements {
		s, ok := b.lib.Statement(id)
		if !ok {
			b.unknown("statement", id)
			continue
		}
		b.clinical(b.spans(s.Text, b.main), b.spans(s.Text, b.other))
		k := b.listed(b.spans(s.Text, b.main), b.spans(s.Text, b.other), body, 24, b.ticked)
		k.height = max(k.height, 16)
		k.gap, k.keep = 4, i == 0
		b.push(k)
	}
}

// ticked are the ticks before a statement, read out as a word.
func (b *builder) ticked(label Tag) []Item {
	b.elements[label.Element].Said = b.t(b.main, "ticked")
	var items []Item
	for i, x := range b.sides() {
		for _, it := range tickBox(x+2, 1, 14, true) {
			items = append(items, Item{[]Tag{label, {}}[i], it.Shape})
		}
	}
	return items
}

// signatures pushes one box for each signature, in the order of signing.
func (b *builder) signatures() {
	b.keepLast()
	for _, sig := range b.record.Signatures {
		b.signature(sig)
	}
}

func (b *builder) signature(sig consent.Signature) {
	const pad, low = 8.0, 58.0
	right := 170.0
	width := b.full() - right - 3*pad
	if b.large { // the box stands below the words
		right, width = b.full()-2*pad, b.full()-2*pad
	}
	lines := [][]span{
		b.label("role." + string(sig.Role)),
		bolder(typed(sig.Name)),
		b.methodWords(sig),
		b.both(func(s *locales.Speaker) string { return s.Moment(sig.At) }),
	}
	b.signs(lines, sig)
	k := block{gap: 6}
	y := pad
	for _, l := range lines {
		items, h := b.para(b.tag(Paragraph, ""), l, body, margin+pad, width)
		k = k.add(items, 0, y)
		y += h + 1
	}
	box := Rect{margin + b.full() - right - pad, pad, right, max(y-pad, low)}
	if b.large {
		box.Y, box.H = y+2, low
	}
	k.height = box.Y + box.H + pad
	frame := []Item{
		{Tag{}, Box{Rect{margin, 0, b.full(), k.height}, NoColour, inkColour, 1}},
		{Tag{}, Box{box, white, ruleColour, 0.6}},
	}
	k.items = append(frame, k.items...)
	if sig.Method == consent.MethodTyped {
		items, h := b.para(b.tag(Paragraph, ""), bolder(typed(sig.Typed)), 13, box.X+8, box.W-16)
		box.H = max(box.H, h+2*pad)
		k.height = box.Y + box.H + pad
		k.items[0].Shape = Box{Rect{margin, 0, b.full(), k.height}, NoColour, inkColour, 1}
		k.items[1].Shape = Box{box, white, ruleColour, 0.6}
		k = k.add(items, 0, box.Y+(box.H-h)/2)
	} else {
		tag := b.tag(FigureRole, b.main)
		tag.Alt = b.t(b.main, "role."+string(sig.Role)) + ", " + b.t(b.main, "method."+string(sig.Method))
		k.items = append(k.items, Item{tag, signed(sig.Strokes, Rect{box.X + 6, box.Y + 6, box.W - 12, box.H - 12})})
	}
	b.push(k)
}

// methodWords says how a person signed; a mark names its witness.
func (b *builder) methodWords(sig consent.Signature) []span {
	if sig.Method != consent.MethodMark {
		return b.word("method." + string(sig.Method))
	}
	witness := b.record.Case.Witness
	for _, s := range b.record.Signatures {
		if s.Role == consent.RoleWitness {
			witness = s.Name
		}
	}
	witness = consent.Normalise(witness)
	return b.twin(b.t(b.main, "method.mark_before", "Witness", witness), b.t(b.other, "method.mark_before", "Witness", witness), false)
}
