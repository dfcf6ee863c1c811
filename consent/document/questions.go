package document

import "eclaire/consent"

// asked sets what the patient asks the doctor.
type asked struct{ prose }

// set pushes the patient's questions for the doctor: picked ones in both
// languages, typed ones in the patient's own words, with room for an answer.
func (a asked) set() {
	a.subheading(a.phrase("questions"), 12, 9)
	if len(a.record.Questions) == 0 {
		a.push(a.note("no_questions"))
	}
	for i, q := range a.record.Questions {
		if !a.question(i+1, q) {
			continue
		}
		if a.record.Schema > 1 {
			a.answer(q)
		}
	}
}

// question pushes one of them with its number.
func (a asked) question(n int, q consent.Question) bool {
	if q.Prompt == "" {
		a.own(n, q.Text)
		return true
	}
	p, ok := a.lib.Prompt(q.Prompt)
	if !ok {
		a.unknown("prompt", q.Prompt)
		return false
	}
	a.clinical(a.passage(p.Text))
	a.numbered(n, a.passage(p.Text))
	return true
}

// answer pushes below a question whether it was answered, and what was noted of it.
func (a asked) answer(q consent.Question) {
	id := "question.open"
	switch {
	case q.Answered && q.Answer != "":
		id = "question.answer"
	case q.Answered:
		id = "question.answered"
	case q.Answer != "":
		id = "question.noted"
	}
	said := a.twin(a.t(a.main, id), a.t(a.other, id), true)
	if q.Answer != "" {
		said = append(said, span{" ", false, inkColour, ""})
		said = append(said, typed(q.Answer)...)
	}
	a.keepLast()
	a.pushText(a.text(Paragraph, "", said, body, margin+24, a.full()-24))
}

// own is a question in the patient's own words, in one language only.
func (a asked) own(n int, text string) {
	own := append(typed(text), span{" (", false, quietColour, ""})
	own = append(own, a.twin(a.t(a.main, "own_words"), a.t(a.other, "own_words"), false)...)
	own = append(own, span{")", false, quietColour, ""})
	for j := 1; j < len(own); j++ {
		own[j].colour = quietColour
	}
	a.item("", func(label Tag) {
		items, h := a.para(a.tag(Paragraph, ""), own, body, margin+24, a.full()-24)
		k := block{items: a.badge(n, body, margin+9, 8, label), height: max(h, 18), gap: 5}
		a.pushText(k.add(items, 0, 0))
	})
}
