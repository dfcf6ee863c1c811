package screen

import (
	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// openCorrection begins a correction with what the case has.
func (c meeting) openCorrection() {
	c.State.Draft = c.Session.Case
	c.Host.Go(Route{Name: Correct})
}

// correct changes the levels or the procedure on the day: the pages that depend on it
// are then to be shown again, and the document says who corrected what, and when.
func (c meeting) correct() View {
	v := View{Progress: c.T("together.place"), Back: &Action{Label: c.T("back"), Do: func() { c.Host.Go(Route{Name: Together}) }}}
	v.Next = &Action{Label: c.T("correct.do"), Do: c.applyCorrection}
	draft := &c.State.Draft
	picker := c.spinePicker(draft.ToTreat, draft.Old)
	picker.OnTap = func(name string) {
		l, err := consent.ParseLevel(name)
		if err != nil {
			return
		}
		switch { // none → to treat → old → none
		case draft.ToTreat.Has(l):
			draft.ToTreat, draft.Old = draft.ToTreat.Without(l), draft.Old.With(l)
		case draft.Old.Has(l):
			draft.Old = draft.Old.Without(l)
		default:
			draft.ToTreat = draft.ToTreat.With(l)
		}
		c.Host.Redraw()
	}
	var options []widget.Option
	for _, p := range consent.Procedures() {
		options = append(options, widget.Option{ID: string(p), Label: c.T("reply." + string(p))})
	}
	title := c.T("field.procedure")
	procedure := c.segmented("procedure", title, options, string(draft.Procedure), func(id string) { draft.Procedure = consent.Procedure(id) })
	words := []fyne.CanvasObject{c.who(), widget.NewTitle(c.T("correct.title")), widget.NewParagraph(c.T("correct.how"))}
	if p := c.Typed["correct"+problemSuffix]; p != "" {
		words = append(words, caution(c.T("problem."+p, "Limit", c.Say.Integer(consent.MaxName), "Signs", c.unprintable(c.Typed[typedClinician]))))
	}
	words = append(words, c.line("correct.treat", c.levelsOrNone(draft.ToTreat)), c.line("correct.old", c.levelsOrNone(draft.Old)), widget.NewQuiet(title), procedure,
		widget.NewNote(theme.ColorNote, widget.NewParagraph(c.T("correct.then"))))
	v.Body = widget.NewSplit(0.3, 28, picker, widget.NewStack(gap, words...))
	return v
}

// applyCorrection corrects the case, or says why not.
func (c meeting) applyCorrection() {
	delete(c.Typed, "correct"+problemSuffix)
	old, k := c.Session.Case, c.State.Draft
	then, now := c.Lib.Around(c.Say, old, c.Session.Clinic, c.Session.Today()), c.Lib.Around(c.Say, k, c.Session.Clinic, c.Session.Today())
	by := c.clinician()
	if c.unprintable(by) != "" {
		c.Typed["correct"+problemSuffix] = string(consent.ProblemGlyph)
		c.Host.Redraw()
		return
	}
	err := c.way.Do(consent.Correct{By: by, Case: k, Script: c.Lib.Script(now.Traits, c.Session.Script.Lot),
		Pages: c.Lib.Depending(then, now), At: c.Host.Now()})
	if p, refused := consent.ProblemOf(err); refused {
		if p == consent.ProblemRequired {
			p = "correct_by"
		}
		c.Typed["correct"+problemSuffix] = string(p)
		c.Host.Redraw()
		return
	}
	c.Host.Go(Route{Name: Together})
}
