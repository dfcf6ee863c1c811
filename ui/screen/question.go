package screen

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// checkIntro says what the questions are for: the program is tested, not the
// patient.
func (c quiz) checkIntro() View {
	return View{
		Body: side(c.bareFigure("question"),
			widget.NewTitle(c.T("check.title")), widget.NewParagraph(c.T("check.why")),
			widget.NewParagraph(c.T("check.how", "Count", c.Say.N("questions.count", len(c.Session.Script.Questions)))),
			widget.NewNote(theme.ColorTintB, widget.NewParagraph(c.T("check.free")))),
		Next: c.next(), Back: c.back(),
	}
}

// question is a question as it is asked now: at first a scene, and after a wrong answer
// and the explanation another one of the same topic.
type question struct {
	content.Question
	ask     content.Text
	options []content.Option
	again   bool
}

// asked gives a question as it is asked now, its answers in the order of the lot.
func (c quiz) asked(id string) (question, bool) {
	drawn := c.Lib.Draw(c.Session.Traits(), c.Session.Script.Lot)
	i := slices.IndexFunc(drawn, func(q content.Question) bool { return q.ID == id })
	if i < 0 {
		return question{}, false
	}
	q := question{Question: drawn[i], ask: drawn[i].Ask, options: drawn[i].Option}
	state := c.Asked[id]
	if tries := state.Tries; tries > 1 || tries == 1 && !state.Told {
		q.ask, q.options, q.again = q.Again.Ask, q.Again.Option, true
	}
	return q, true
}

// question is one item of the check of understanding: asked, answered, told on the
// same screen, and asked once more in another form after a wrong answer.
func (c quiz) question() View {
	q, ok := c.asked(c.Route.Item)
	if !ok {
		return View{Body: widget.NewParagraph("")}
	}
	asked := c.Asked[q.ID]
	at := slices.Index(c.Session.Script.Questions, q.ID)
	words := []fyne.CanvasObject{
		widget.NewQuiet(c.T("check.place", "At", at+1, "Of", len(c.Session.Script.Questions))),
		widget.NewTitle(c.Text(q.ask)),
	}
	v := View{Back: c.back(), Steady: true}
	if asked.Told {
		c.told(&v, &words, q, asked)
	} else {
		c.ask(&v, &words, q, asked)
	}
	return v
}

// ask offers the options and confirms the one touched.
func (c quiz) ask(v *View, words *[]fyne.CanvasObject, q question, asked Asked) {
	if q.again {
		*words = append(*words, widget.NewQuiet(c.T("check.once-more")))
	}
	v.Next = &Action{Label: c.T("check.answer"), Disabled: asked.Chosen == "", Do: func() {
		chosen := c.Asked[q.ID].Chosen
		if chosen == "" || c.way.Do(consent.Respond{Question: q.ID, Option: chosen, Again: q.again}) != nil {
			return
		}
		c.Asked[q.ID] = Asked{Tries: asked.Tries + 1, Told: true}
		c.Host.Redraw()
	}}
	var ids, labels []string
	selected := -1
	for i, o := range q.options {
		ids = append(ids, "option."+q.ID+"-"+o.ID)
		labels = append(labels, c.Text(o.Text))
		if o.ID == asked.Chosen {
			selected = i
		}
	}
	options := c.oneOf(ids, labels, selected, func(i int) bool {
		c.Asked[q.ID] = Asked{Chosen: q.options[i].ID, Tries: asked.Tries}
		return true
	})
	v.Body, v.Focus = c.besideScene(*words, options, c.scene(q)), options[0]
	v.Extra = &Action{ID: "skip", Label: c.T("check.skip"), Do: c.way.Next} // nothing blocks the patient
}

// told shows beside the answers what was answered, what is right, and why. Nothing
// moves: the answers stay where they were.
func (c quiz) told(v *View, words *[]fyne.CanvasObject, q question, asked Asked) {
	answer := c.Session.Answers[q.ID]
	right := c.Session.Script.Right(q.ID, answer)
	var cards []fyne.CanvasObject
	for _, o := range q.options {
		cards = append(cards, c.answerTold(o, answer))
	}
	last := right || asked.Tries >= 2
	v.Body, v.Next = c.besideScene(*words, cards, c.verdict(q, right, last)), c.next()
	if last {
		return
	}
	again := func() { c.Asked[q.ID] = Asked{Tries: asked.Tries} }
	v.Next = &Action{Label: c.T("check.again"), Do: func() {
		again()
		c.Host.Redraw()
	}}
	v.Extra = &Action{ID: "read-again", Label: c.T("check.read"), Do: func() {
		again()
		c.State.Return = c.Route
		c.Sub[Route{Page, q.Page}] = 0
		c.Host.Go(Route{Page, q.Page})
	}}
}

// besideScene sets the answers under what is asked, at the left, in the same place
// before and after they are told; at the right stands the scene, and then what is said
// of the answer.
func (c quiz) besideScene(words, answers []fyne.CanvasObject, right fyne.CanvasObject) fyne.CanvasObject {
	left := widget.NewStack(gap, answers...)
	share(left, 124, answers...)
	both := container.New(&widget.Split{Ratio: 0.55, Gap: 28}, left, right)
	body := widget.NewStack(gap, append(words, both)...)
	body.Layout.(*widget.Stack).Grow = both
	return body
}

// scene is the picture of a question, nothing where it has none.
func (c quiz) scene(q question) fyne.CanvasObject {
	f := c.bareFigure(q.Figure)
	if f == nil {
		return widget.NewQuiet("")
	}
	f.MaxHeight = sceneHeight
	return widget.NewStack(0, f)
}

// sceneHeight is how high the picture of a question is at most.
const sceneHeight = 240

// verdict says whether the answer was right, and why; after the last wrong one, that
// somebody will talk about it.
func (c quiz) verdict(q question, right, last bool) fyne.CanvasObject {
	why := widget.NewParagraph(c.Text(q.Explain))
	if right {
		p := widget.NewGlyphBullet(widget.GlyphCheck, c.T("check.right"))
		p.SetSize(theme.SizeHead)
		return widget.NewStack(gap, c.scene(q), widget.NewNote(theme.ColorTintB, widget.NewStack(12, p, why)))
	}
	p := widget.NewParagraph("**" + c.T("check.wrong") + "**")
	p.TextSize = theme.SizeHead
	lines := []fyne.CanvasObject{p, why}
	if last {
		lines = append(lines, widget.NewQuiet(c.T("check.nurse")))
	}
	return widget.NewStack(gap, c.scene(q), widget.NewNote(theme.ColorNote, widget.NewStack(12, lines...)))
}

// answerTold is one answer after it was told: chosen or not, right or not, in words
// and signs.
func (c quiz) answerTold(o content.Option, answer consent.Answer) fyne.CanvasObject {
	text := widget.NewParagraph(c.Text(o.Text))
	lines := []fyne.CanvasObject{text}
	ground := theme.ColorCard
	if o.ID == answer.Last {
		lines = append([]fyne.CanvasObject{widget.NewQuiet(c.T("check.your-answer"))}, lines...)
	}
	if o.Correct {
		ground = theme.ColorTintB
		lines[len(lines)-1] = widget.NewGlyphBullet(widget.GlyphCheck, c.Text(o.Text))
	}
	return widget.NewNote(ground, widget.NewStack(2, lines...))
}
