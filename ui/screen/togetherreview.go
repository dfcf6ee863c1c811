package screen

import (
	"slices"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/ui/widget"
)

// toReview has a line for each question of the check that was not understood alone.
// Nothing was asked of a patient who wants no information.
func (c meeting) toReview() fyne.CanvasObject {
	if c.declined() {
		return nil
	}
	var lines []fyne.CanvasObject
	answered := false
	for _, id := range c.Session.Script.Questions {
		a := c.Session.Answers[id]
		answered = answered || a.Last != "" || a.Together != ""
		if c.Session.Script.Right(id, a) {
			continue
		}
		lines = append(lines, c.reviewed(id, a))
	}
	title := c.Say.N("together.review", len(lines))
	if len(lines) == 0 {
		return card(title, widget.NewGlyphBullet(widget.GlyphCheck, c.T("together.all-right")))
	}
	if !answered {
		lines = append([]fyne.CanvasObject{widget.NewParagraph(c.T("together.none-answered"))}, lines...)
	}
	return card(title, lines...)
}

// reviewed is one such question: what was answered, and what is done about it.
func (c meeting) reviewed(id string, a consent.Answer) fyne.CanvasObject {
	q, _ := c.Lib.Question(id)
	said := []fyne.CanvasObject{bold(c.Text(q.Ask))}
	answered := func(word, option string, again bool) {
		if option != "" {
			said = append(said, widget.NewQuiet(c.T(word, "Answer", c.optionText(q, option, again))))
		}
	}
	answered("together.first", a.First, false)
	if a.Last != a.First || a.Again {
		answered("together.then", a.Last, a.Again)
	}
	answered("together.now", a.Together, a.TogetherAgain)
	if a.First == "" {
		said = append(said, widget.NewQuiet(c.T("together.unanswered")))
	}
	if a.Together != "" && c.Session.Script.Understood(id, a) {
		said = append(said, widget.NewGlyphBullet(widget.GlyphCheck, c.T("together.understood")))
	}
	ask := widget.Name("ask."+id, widget.NewButton(widget.Secondary, c.T("together.ask"), func() {
		c.Asked[id] = Asked{}
		c.Host.Go(Route{AskAgain, id})
	}))
	over := widget.Name("over."+id, widget.NewCheckCard(c.T("together.over"), nil))
	over.SetChecked(a.GoneOver)
	over.OnChanged = func(on bool) {
		c.goOver(id, on)
		c.Host.Redraw()
	}
	lines := []fyne.CanvasObject{widget.NewStack(2, said...), pair(ask, over)}
	if a.GoneOver {
		lines = append(lines, widget.NewQuiet(c.T("together.over-by", "Name", plainStars(a.GoneOverBy), "Moment", c.Say.Moment(a.GoneOverAt))))
	}
	if p := c.Typed["over."+id+problemSuffix]; p != "" {
		lines = append(lines, caution(c.T("problem."+p, "Limit", c.Say.Integer(consent.MaxName), "Signs", "")))
	}
	return widget.NewStack(8, lines...)
}

// goOver notes that the clinician of the page went over a point, or takes that back; or
// why that is refused.
func (c meeting) goOver(id string, on bool) {
	key := "over." + id + problemSuffix
	delete(c.Typed, key)
	p, refused := consent.ProblemOf(c.way.Do(consent.GoOver{Question: id, On: on, By: c.clinician(), At: c.Host.Now()}))
	switch {
	case refused && p == consent.ProblemRequired:
		c.Typed[key] = "correct_by"
	case refused && p != consent.ProblemSealed:
		c.Typed[key] = string(p)
	}
}

// optionText is an answer in words.
func (c meeting) optionText(q content.Question, option string, again bool) string {
	options := q.Option
	if again {
		options = q.Again.Option
	}
	for _, o := range options {
		if o.ID == option {
			return c.Text(o.Text)
		}
	}
	return option
}

// askAgain asks a question of the check once more, with the clinician there.
func (c meeting) askAgain() View {
	id := c.Route.Item
	q, ok := c.Lib.Question(id)
	if !ok {
		return View{Body: widget.NewParagraph("")}
	}
	back := func() { c.Host.Go(Route{Name: Together}) }
	a := c.Session.Answers[id]
	second := !a.Again && len(c.Session.Script.Again[id]) > 0 // the form that was not asked last
	ask, options, order := q.Ask, q.Option, c.Session.Script.Options[id]
	if second {
		ask, options, order = q.Again.Ask, q.Again.Option, c.Session.Script.Again[id]
	}
	var ids, labels []string
	for _, o := range order {
		ids = append(ids, "option."+id+"-"+o)
		labels = append(labels, c.optionText(content.Question{Option: options}, o, false))
	}
	selected := slices.Index(order, c.Asked[id].Chosen)
	v := View{Progress: c.T("together.place"), Back: &Action{Label: c.T("back"), Do: back}}
	v.Next = &Action{Label: c.T("together.keep"), Disabled: selected < 0, Do: func() {
		if c.way.Do(consent.Respond{Question: id, Option: c.Asked[id].Chosen, Again: second, Together: true, At: c.Host.Now()}) == nil {
			back()
		}
	}}
	cards := c.oneOf(ids, labels, selected, func(i int) bool {
		c.Asked[id] = Asked{Chosen: order[i]}
		return true
	})
	body := widget.NewStack(gap, append([]fyne.CanvasObject{widget.NewQuiet(c.T("together.once-more")), widget.NewTitle(c.Text(ask))}, cards...)...)
	share(body, 130, cards...)
	v.Body, v.Focus = body, cards[0]
	return v
}

// herQuestions are the patient's questions in full, each to be answered.
func (c meeting) herQuestions() fyne.CanvasObject {
	var lines []fyne.CanvasObject
	for i, q := range c.Session.Questions {
		text := plainStars(q.Text)
		if p, ok := c.Lib.Prompt(q.Prompt); ok {
			text = c.Text(p.Text)
		}
		lines = append(lines, c.herQuestion(i, q, text))
	}
	title := c.Say.N("together.questions", len(lines))
	if len(lines) == 0 {
		lines = append(lines, widget.NewQuiet(c.T("together.no-questions")))
	}
	return card(title, lines...)
}

func (c meeting) herQuestion(i int, q consent.Question, text string) fyne.CanvasObject {
	key := "answer:" + q.Prompt + q.Text // by the question: another may come to stand in its place
	answer := func() string { return c.typedOr(key, q.Answer) }
	tick := widget.Name(listed("answered", i), widget.NewCheckCard(c.T("together.answered"), nil))
	tick.SetChecked(q.Answered)
	keep := func(on bool) { c.keepLine(key, answer(), consent.Tell{Question: q, Answered: on, Answer: answer()}) }
	tick.OnChanged = func(on bool) {
		keep(on)
		c.Host.Redraw()
	}
	field := c.entry(listed("answer", i), key, c.T("together.answer"), answer(), func() { keep(tick.Checked) })
	return widget.NewStack(6, widget.NewParagraph(c.T("quoted", "Text", text)), pair(field, tick))
}
