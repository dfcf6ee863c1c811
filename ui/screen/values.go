package screen

import (
	"strconv"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/ui/widget"
)

// values asks what matters to the patient, each in five steps in words.
func (c asking) values() View {
	v := View{Next: c.next(), Back: c.back(), Quiet: c.T("values.quiet")}
	count := (len(c.Lib.Scales) + content.ScalesAtOnce - 1) / content.ScalesAtOnce
	at := c.parts(&v, count)
	words := []fyne.CanvasObject{widget.NewTitle(c.T("values.title")), widget.NewQuiet(c.T("values.how"))}
	for _, s := range c.Lib.Scales[at*content.ScalesAtOnce : min(len(c.Lib.Scales), (at+1)*content.ScalesAtOnce)] {
		words = append(words, c.scale(s))
	}
	v.Body = widget.NewStack(gap, words...)
	return v
}

// scale is one line of what matters.
func (c asking) scale(s content.Scale) fyne.CanvasObject {
	var steps []widget.Option
	for i, d := range c.Lib.Degrees {
		steps = append(steps, widget.Option{ID: strconv.Itoa(i), Label: c.Text(d.Text)})
	}
	w := widget.Name("value."+s.ID, widget.NewSegmented(steps, func(id string) {
		n, _ := strconv.Atoi(id)
		_ = c.way.Do(consent.Weigh{Scale: s.ID, Value: n})
	}))
	w.Label = c.Text(s.Text)
	if n, ok := c.Session.Values[s.ID]; ok {
		w.SetSelected(strconv.Itoa(n))
	}
	return widget.NewStack(4, widget.NewParagraph("**"+w.Label+"**"), w)
}
