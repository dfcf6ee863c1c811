package screen

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// values asks what matters to the patient, each in five steps in words.
func (c asking) values() View {
	v := View{Next: c.next(), Back: c.back(), Quiet: c.T("values.quiet")}
	count := (len(c.Lib.Scales) + content.ScalesAtOnce - 1) / content.ScalesAtOnce
	at := c.parts(&v, count)
	words := []fyne.CanvasObject{widget.NewTitle(c.T("values.title")), widget.NewQuiet(c.T("values.how"))}
	var cards []fyne.CanvasObject
	for _, s := range c.Lib.Scales[at*content.ScalesAtOnce : min(len(c.Lib.Scales), (at+1)*content.ScalesAtOnce)] {
		cards = append(cards, c.scale(s))
	}
	v.Body = widget.NewStack(gap, append(words, cards...)...)
	share(v.Body.(*fyne.Container), 124, cards...)
	return v
}

// scale is one line of what matters: what it is, and its steps beside it, or below where
// there is no room.
func (c asking) scale(s content.Scale) fyne.CanvasObject {
	var steps []widget.Option
	for i, d := range c.Lib.Degrees {
		steps = append(steps, widget.Option{ID: strconv.Itoa(i), Label: c.Text(d.Text)})
	}
	w := widget.Name("value."+s.ID, widget.NewSegmented(steps, func(id string) {
		n, _ := strconv.Atoi(id)
		_ = c.way.Do(consent.Weigh{Scale: s.ID, Value: n})
	}))
	w.Label, w.Equal, w.High = c.Text(s.Text), 174, 76
	if n, ok := c.Session.Values[s.ID]; ok {
		w.SetSelected(strconv.Itoa(n))
	}
	line := container.New(&widget.Split{Ratio: 0.21, Gap: 24, Narrow: 1000}, middle(bold(w.Label)), middle(w))
	if theme.Of(fyne.CurrentApp().Settings().Theme()).Scale() >= largeText {
		line = widget.NewStack(8, bold(w.Label), w)
	}
	card := widget.NewCard(line)
	card.Pad = 16
	return card
}
