package screen

import (
	"strings"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// typedQuestion is the Typed key of the question being written.
const typedQuestion = "doctor.question"

// doctor collects the patient's questions: picked on the first part of the screen,
// from which one can go on, typed on the second.
func (c asking) doctor() View {
	v := View{Back: c.back(), Quiet: c.T("doctor.quiet"), Parts: 2}
	words := []fyne.CanvasObject{widget.NewTitle(c.T("doctor.title"))}
	part := func(n int) func() {
		return func() {
			c.Sub[c.Route] = n
			c.Host.Redraw()
		}
	}
	var prompts []fyne.CanvasObject
	if c.Sub[c.Route] == 0 {
		prompts = c.prompts()
		words = append(append(words, widget.NewQuiet(c.T("doctor.pick"))), prompts...)
		v.Extra = &Action{ID: "question.own", Label: c.T("doctor.write"), Do: part(1)}
		if n := c.typedQuestions(); n > 0 {
			v.Extra.Label = c.Say.N("doctor.written", n)
		}
	} else {
		v.Part = 1
		words = append(words, c.ownQuestions()...)
		v.Back = &Action{Label: c.T("back"), Do: part(0)}
	}
	v.Next = &Action{Label: c.T("next"), Do: c.keepQuestion}
	body := widget.NewStack(10, words...)
	share(body, 110, prompts...)
	v.Body = body
	return v
}

// typedQuestions counts those in the patient's own words.
func (c asking) typedQuestions() int {
	n := 0
	for _, q := range c.Session.Questions {
		if q.Text != "" {
			n++
		}
	}
	return n
}

// prompts are the ready questions, two in a row.
func (c asking) prompts() []fyne.CanvasObject {
	var cards, rows []fyne.CanvasObject
	for _, p := range c.Lib.PromptsFor(c.Session.Traits()) {
		q := consent.Question{Prompt: p.ID}
		card := widget.Name("prompt."+p.ID, widget.NewCheckCard(c.Text(p.Text), nil))
		card.SetChecked(c.asks(q))
		card.OnChanged = func(on bool) {
			var e consent.Event = consent.Unask{Question: q}
			if on {
				e = consent.Ask{Question: q}
			}
			if err := c.way.Do(e); err != nil {
				c.refuseQuestion(err)
				c.Host.Redraw()
			}
		}
		cards = append(cards, card)
	}
	for i := 0; i < len(cards); i += 2 {
		if i+1 == len(cards) {
			rows = append(rows, pair(cards[i], widget.NewQuiet("")))
		} else {
			rows = append(rows, pair(cards[i], cards[i+1]))
		}
	}
	return rows
}

// asks tells whether a question is already on the list.
func (c asking) asks(q consent.Question) bool {
	for _, other := range c.Session.Questions {
		if other == q {
			return true
		}
	}
	return false
}

// ownQuestions is the field for the patient's own words and what was written.
func (c asking) ownQuestions() []fyne.CanvasObject {
	field := widget.Name("field.question", widget.NewLongField(c.T("doctor.own"), 4, nil))
	field.Fold = consent.Plain
	field.SetText(c.Typed[typedQuestion])
	field.SetError(c.problemAt(typedQuestion))
	field.OnChanged = func(text string) {
		c.Typed[typedQuestion] = text
		c.Host.Touched()
	}
	field.OnTouch, field.OnBlur = c.Host.Keys, c.Host.NoKeys
	add := widget.Name("question.add", widget.NewButton(widget.Secondary, c.T("doctor.add"), func() {
		c.addQuestion()
		c.Host.Redraw()
	}))
	out := []fyne.CanvasObject{field, widget.NewFlow(12, add)}
	for i, q := range c.Session.Questions {
		if q.Text == "" {
			continue
		}
		out = append(out, widget.NewNote(theme.ColorNote, widget.NewStack(6, widget.NewParagraph(q.Text),
			widget.Name(listed("question.remove", i), widget.NewButton(widget.Quiet, c.T("doctor.remove"), func() {
				if c.way.Do(consent.Unask{Question: q}) == nil {
					c.Host.Redraw()
				}
			})))))
	}
	return out
}

// keepQuestion goes on with what was typed on the list: nothing that was typed
// is lost because Add was not touched.
func (c asking) keepQuestion() {
	if strings.TrimSpace(c.Typed[typedQuestion]) == "" || c.addQuestion() {
		c.way.Next()
		return
	}
	c.Sub[c.Route] = 1 // where it can be mended
	c.Host.Redraw()
}

// addQuestion puts what was typed on the list, or notes why not.
func (c asking) addQuestion() bool {
	text := c.Typed[typedQuestion]
	for _, r := range consent.Entered(text) {
		if !c.Prints(r) && r != '\n' {
			c.refuseQuestion(consent.ProblemGlyph)
			return false
		}
	}
	if err := c.way.Do(consent.Ask{Question: consent.Question{Text: oneLine(text)}}); err != nil {
		c.refuseQuestion(err)
		return false
	}
	delete(c.Typed, typedQuestion)
	delete(c.Typed, typedQuestion+problemSuffix)
	return true
}

func (c asking) refuseQuestion(err error) {
	if p, ok := consent.ProblemOf(err); ok && p != consent.ProblemSealed {
		c.Typed[typedQuestion+problemSuffix] = string(p)
	}
}

// problemSuffix marks the Typed entries that hold why a text was refused.
const problemSuffix = ".problem"

// problemAt is the sentence for the text refused under a key.
func (c asking) problemAt(key string) string {
	p := c.Typed[key+problemSuffix]
	if p == "" {
		return ""
	}
	if p == string(consent.ProblemGlyph) {
		return c.T("problem.glyph.patient", "Signs", c.unprintable(c.Typed[key]))
	}
	return c.T("problem."+p, "Limit", c.Say.Integer(consent.MaxQuestion))
}

// oneLine puts the lines of a text into one.
func oneLine(s string) string {
	out := []rune(s)
	for i, r := range out {
		if r == '\n' || r == '\r' || r == '\t' {
			out[i] = ' '
		}
	}
	return string(out)
}
