package screen

import (
	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// hello greets the patient, says what will happen, and lets them decline.
func (c greeting) hello() View {
	k := c.Session.Case
	if r := c.Session.Refers; c.Session.OfConsent() {
		return View{
			Body: side(c.figure("balance", false),
				widget.NewTitle(c.T("hello.title", "Name", k.FullName())),
				widget.NewParagraph(c.T("hello.you", "Date", c.Say.Date(k.BirthDate))),
				widget.NewParagraph(c.T("hello.earlier", "Date", c.Say.Date(consent.DateOf(r.Finished)))),
				widget.NewParagraph(c.T("hello.both")),
				widget.NewNote(theme.ColorTintB, widget.NewParagraph(c.T("hello.free")))),
			Next: c.next(), Back: c.back(),
		}
	}
	words := []fyne.CanvasObject{
		widget.NewTitle(c.T("hello.title", "Name", k.FullName())),
		c.isItYou(),
		widget.NewBullet("1", c.T("hello.explain")), widget.NewBullet("2", c.T("hello.check")),
		widget.NewBullet("3", c.T("hello.decide")),
		widget.NewNote(theme.ColorTintB, widget.NewParagraph(c.T("hello.free"))),
	}
	return View{
		Body: side(c.figure("balance", false), words...),
		Next: c.next(), Back: c.back(),
		Extra: &Action{ID: "decline", Label: c.T("hello.decline"), Do: func() { c.Host.Go(Route{Name: Declined}) }},
	}
}

// isItYou lets the patients see that the case is theirs. One who came by a code,
// perhaps alone, can say that it is not, until the first answer is given.
func (c greeting) isItYou() fyne.CanvasObject {
	born := c.Say.Date(c.Session.Case.BirthDate)
	s := c.Session
	if !c.isPrepared() || len(s.Answers) > 0 || len(s.Values) > 0 || len(s.Signed) > 0 || s.Decision != consent.Undecided {
		return widget.NewParagraph(c.T("hello.you", "Date", born))
	}
	not := widget.Name("not-me", widget.NewButton(widget.Secondary, c.T("code.not-me"), c.Host.EndSession))
	return widget.NewStack(8, widget.NewParagraph(c.T("code.you", "Date", born)), widget.NewFlow(12, not))
}
