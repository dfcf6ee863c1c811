package screen

import (
	"slices"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// checkIntro says what the questions are for: the program is tested, not the
// patient.
func (c quiz) checkIntro() View {
	return View{
		Body: side(c.bareFigure("follow-up"),
			widget.NewTitle(c.T("check.title")), widget.NewParagraph(c.T("check.why")),
			widget.NewParagraph(c.T("check.how", "Count", c.Say.N("questions.count", len(c.Session.Script.Questions)))),
			widget.NewNote(theme.ColorTintB, widget.NewParagraph(c.T("check.free")))),
		Next: c.next(), Back: c.back(),
	}
}

// question is one item of the check of understanding: asked, answered, told,
// and asked once more after a wrong answer.
func (c quiz) question() View {
	q, ok := c.Lib.Question(c.Route.Item)
	if !ok {
		return View{Body: widget.NewParagraph("")}
	}
	asked := c.Asked[q.ID]
	answer, answered := c.Session.Answers[q.ID]
	right := answered && answer.Last == c.Session.Script.Correct[q.ID]
	at := slices.Index(c.Session.Script.Questions, q.ID)
	words := []fyne.CanvasObject{
		widget.NewQuiet(c.T("check.place", "At", at+1, "Of", len(c.Session.Script.Questions))),
		widget.NewTitle(c.Text(q.Ask)),
	}
	v := View{Back: c.back(), Steady: true}
	var options []fyne.CanvasObject
	var note fyne.CanvasObject
	if asked.Told {
		v.Next = c.next()
		said := c.told(q, asked, answer, right)
		words, note = append(words, said...), said[1]
		if !right && asked.Tries < 2 {
			v.Next = &Action{Label: c.T("check.again"), Do: func() {
				c.Asked[q.ID] = Asked{Tries: asked.Tries}
				c.Host.Redraw()
			}}
			v.Extra = &Action{ID: "read-again", Label: c.T("check.read"), Do: func() {
				c.Asked[q.ID] = Asked{Tries: asked.Tries}
				c.State.Return = c.Route
				c.Sub[Route{Page, q.Page}] = 0
				c.Host.Go(Route{Page, q.Page})
			}}
		}
	} else {
		options = c.ask(&v, &words, q, asked)
	}
	body := widget.NewStack(gap, words...)
	share(body, 150, options...)
	if note != nil {
		layout := body.Layout.(*widget.Stack)
		layout.Grow, layout.Most = note, tallNote
	}
	v.Body = body
	return v
}

// tallNote is how high an explanation grows.
const tallNote = 480

// ask offers the options, which it gives, and confirms the one touched.
func (c quiz) ask(v *View, words *[]fyne.CanvasObject, q content.Question, asked Asked) (options []fyne.CanvasObject) {
	if asked.Tries > 0 {
		*words = append(*words, widget.NewQuiet(c.T("check.once-more")))
	}
	confirm := &Action{Label: c.T("check.answer"), Disabled: asked.Chosen == "", Do: func() {
		chosen := c.Asked[q.ID].Chosen
		if chosen == "" || c.way.Do(consent.Respond{Question: q.ID, Option: chosen}) != nil {
			return
		}
		c.Asked[q.ID] = Asked{Tries: asked.Tries + 1, Told: true}
		c.Host.Redraw()
	}}
	var ids, labels []string
	selected := -1
	for i, o := range q.Option {
		ids = append(ids, "option."+q.ID+"-"+o.ID)
		labels = append(labels, c.Text(o.Text))
		if o.ID == asked.Chosen {
			selected = i
		}
	}
	options = c.oneOf(ids, labels, selected, func(i int) bool {
		c.Asked[q.ID] = Asked{Chosen: q.Option[i].ID, Tries: asked.Tries}
		return true
	})
	*words = append(*words, options...)
	v.Focus = options[0]
	v.Next = confirm
	v.Extra = &Action{ID: "skip", Label: c.T("check.skip"), Do: c.way.Next} // nothing blocks the patient
	return options
}

// explained puts the explanation under a verdict, in the middle of the room there is.
func (c quiz) explained(verdict fyne.CanvasObject, q content.Question) fyne.CanvasObject {
	why := widget.NewParagraph(c.Text(q.Explain))
	why.TextSize = theme.SizeHead
	box := widget.NewStack(12, verdict, why)
	box.Layout.(*widget.Stack).Middle = true
	return box
}

// told shows what was answered and the explanation.
func (c quiz) told(q content.Question, asked Asked, answer consent.Answer, right bool) []fyne.CanvasObject {
	chosen, _ := q.Find(answer.Last)
	said := widget.NewQuiet(c.T("check.you-said", "Answer", c.Text(chosen.Text)))
	if right {
		p := widget.NewGlyphBullet(widget.GlyphCheck, c.T("check.right"))
		p.SetSize(theme.SizeHead)
		return []fyne.CanvasObject{said, widget.NewNote(theme.ColorTintB, c.explained(p, q))}
	}
	wrong := widget.NewParagraph("**" + c.T("check.wrong") + "**")
	wrong.TextSize = theme.SizeHead
	out := []fyne.CanvasObject{said, widget.NewNote(theme.ColorNote, c.explained(wrong, q))}
	if asked.Tries >= 2 {
		out = append(out, widget.NewQuiet(c.T("check.nurse")))
	}
	return out
}
