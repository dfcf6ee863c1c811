package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// archiveUnlock asks for a name, for the audit trail, and the passphrase.
func (c archiving) archiveUnlock() View {
	if c.Archive.Working != "" {
		return c.working(c.T("archive.unlock.title"))
	}
	who := widget.Name("field.who", c.typed("archive.unlock.who", &c.Archive.Who))
	who.Kind = widget.Names
	secret := c.passphrase()
	who.OnSubmit = func(*widget.Field) { secret.Focus() }
	trouble := widget.NewStack(gap)
	fill := func() {
		trouble.Objects = c.troubles()
		trouble.Refresh()
	}
	fill()
	show := widget.Name("passphrase.show", widget.NewButton(widget.Quiet, "", nil))
	dress := func() {
		show.SetText(c.T(map[bool]string{false: "archive.unlock.show", true: "archive.unlock.hide"}[c.Archive.Bare]))
		secret.Entry().Password = !c.Archive.Bare
		secret.Entry().Refresh()
	}
	show.OnTapped = func() {
		c.Archive.Bare = !c.Archive.Bare
		c.Host.Touched()
		dress()
	}
	dress()
	words := []fyne.CanvasObject{
		widget.NewTitle(c.T("archive.unlock.title")), trouble, widget.NewParagraph(c.T("archive.unlock.text")),
		who, secret, widget.NewFlow(12, show),
	}
	v := View{
		Body: widget.NewNarrow(760, widget.NewStack(gap, words...)), Progress: c.T("staff"), Focus: who, Refill: fill,
		Next: &Action{Label: c.T("archive.unlock.do"), Do: c.archive.Unlock},
		Back: &Action{Label: c.T("back"), Do: func() { c.Host.Go(Route{Name: Staff}) }},
	}
	if c.Archive.Who != "" {
		v.Focus = secret
	}
	return v
}

// passphrase is the field of the passphrase. What is typed is wiped as soon as
// it was tried.
func (c archiving) passphrase() *widget.Field {
	f := widget.Name("field.passphrase", widget.NewSecretField(c.T("archive.unlock.secret"), nil))
	f.Entry().ActionItem = canvas.NewRectangle(theme.Of(fyne.CurrentApp().Settings().Theme()).Paint(theme.ColorCard)) // no eye: the button below has words
	c.bind(f, &c.Archive.Secret)
	f.OnSubmit = func(*widget.Field) { c.archive.Unlock() }
	return f
}
