package screen

import (
	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/ui/widget"
)

// scalesAtOnce is how many scales stand on one screen.
const scalesAtOnce = 4

// values asks what matters to the patient.
func (c asking) values() View {
	v := View{Next: c.next(), Back: c.back(), Quiet: c.T("values.quiet")}
	count := (len(c.Lib.Scales) + scalesAtOnce - 1) / scalesAtOnce
	at := c.parts(&v, count)
	words := []fyne.CanvasObject{widget.NewTitle(c.T("values.title")), widget.NewQuiet(c.T("values.how"))}
	for _, s := range c.Lib.Scales[at*scalesAtOnce : min(len(c.Lib.Scales), (at+1)*scalesAtOnce)] {
		label := c.Text(s.Text)
		w := widget.NewScale(10, "", "", func(n int) {
			c.way.Do(consent.Weigh{Scale: s.ID, Value: n})
		})
		widget.Name("value."+s.ID, w)
		w.Label = label
		if n, ok := c.Session.Values[s.ID]; ok {
			w.SetValue(n)
		}
		words = append(words, widget.NewStack(4, widget.NewParagraph("**"+label+"**"), w))
	}
	v.Body = widget.NewStack(gap-2, words...)
	return v
}
