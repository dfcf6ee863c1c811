package screen

import (
	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// welcome is where everybody begins. Touching a language begins in it: with the
// file that is ready, or with the code of a prepared one; without either it says
// in that language that the staff come first.
func (c welcoming) welcome() View {
	other := c.Words.For(c.Say.Language.Other())
	otherTitle := widget.NewQuiet(other.T("welcome.title"))
	otherTitle.TextSize = theme.SizeHead
	said, tint, early := "welcome.waiting", theme.ColorNote, false
	switch {
	case c.Session.Prepared():
		said, tint = "welcome.ready", theme.ColorTintB
	case c.CanWait:
		said = "welcome.code"
	default:
		early = c.Knocked
	}
	first := c.T(said)
	if early {
		first, tint = "**"+first+"**", theme.ColorTintB
	}
	tiles := c.tongues()
	picture := c.spinePicker(0, 0)
	picture.ReadOnly, picture.Label = true, nil
	title, line := widget.NewTitle(c.T("welcome.title")), widget.NewParagraph(c.T("welcome.line"))
	others := widget.NewStack(2, otherTitle, widget.NewQuiet(other.T("welcome.line")))
	note := widget.NewNote(tint, widget.NewStack(4, widget.NewParagraph(first), widget.NewQuiet(other.T(said))))
	words := []fyne.CanvasObject{widget.NewStack(6, title, line), others, widget.NewGrid(24, 0, tiles...), note}
	if theme.Of(fyne.CurrentApp().Settings().Theme()).Scale() >= largeText { // what is to be touched stays in view
		words = []fyne.CanvasObject{title, widget.NewGrid(24, 0, tiles...), note, line, others}
	}
	words = append(c.callings(), words...)
	if c.Session.Specimen {
		words = append(words, widget.NewQuiet(c.T("welcome.specimen")+" "+other.T("welcome.specimen")))
	}
	quiet := c.written()
	if !c.HasPIN { // staff are told, since anybody can open their screens
		quiet += " · " + c.T("welcome.no-pin")
	}
	return View{
		Body:  widget.NewSplit(0.32, 48, picture, middle(words...)),
		Quiet: quiet,
		Back:  &Action{Label: c.T("staff"), ID: "staff", Do: c.door.StaffDoor, Plain: true},
		Focus: tiles[0],
	}
}

// written says of what day the texts are.
func (c welcoming) written() string {
	if c.Lib.About.Written.IsZero() {
		return ""
	}
	return c.T("welcome.written", "Date", c.Say.Date(c.Lib.About.Written))
}

// largeText is the scale of the text from which the welcome's words no longer fit
// above its buttons.
const largeText = 1.5

// tongues offers both languages, each in its own words, with equal weight.
func (c welcoming) tongues() []fyne.CanvasObject {
	var tiles []fyne.CanvasObject
	for _, l := range consent.Languages() {
		b := widget.NewButton(widget.Tile, c.Words.For(l).T("language.name"), func() { c.begin(l) })
		tiles = append(tiles, widget.Name("start."+string(l), b))
	}
	return tiles
}

// begin goes from the welcome on in a language.
func (c welcoming) begin(l consent.Language) {
	if c.way.Do(consent.Speak{Language: l}) != nil {
		return
	}
	switch {
	case c.Session.Prepared():
		c.Host.Go(Route{Name: Hello})
	case c.CanWait:
		c.Host.Go(Route{Name: Code})
	default:
		c.Knocked = true
		c.Host.Redraw()
	}
}
