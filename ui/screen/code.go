package screen

import (
	"fyne.io/fyne/v2"

	"eclaire/ui/widget"
)

// codeLength is how many digits a code has.
const codeLength = 6

// code takes the code of a prepared case from the patient.
func (c codeEntry) code() View {
	v := View{Back: c.back()}
	words := []fyne.CanvasObject{widget.NewTitle(c.T("code.title"))}
	wait := c.waitSeconds()
	switch {
	case c.Waiting.Working:
		words = append(words, widget.NewParagraph(c.T("code.working")))
	case wait > 0:
		words = append(words, caution(c.T("code.wait", "Time", c.Say.N("code.seconds", wait))))
	case c.Waiting.Refused != "":
		words = append(words, caution(c.T("code.refused."+c.Waiting.Refused)))
	default:
		words = append(words, widget.NewParagraph(c.T("code.how")), widget.NewQuiet(c.T("code.help")))
	}
	text := widget.NewStack(gap, words...)
	if c.Waiting.Working || wait > 0 {
		v.Body, v.Calm = text, true
		return v
	}
	search := func() { c.cases.FindCode(c.Waiting.Typed) }
	pad := widget.NewCodepad(codeLength, c.T("code.erase"), c.Waiting.Typed, func(digits string) {
		c.Waiting.Typed = digits
		c.Host.Touched()
		c.Host.SetNext(len(digits) == codeLength)
	})
	pad.OnDone = func(string) { search() }
	v.Body, v.Fill = widget.NewPair(36, widget.NewScroller(text, c.T("more-below")), pad), true
	v.Next = &Action{Label: c.T("next"), Do: search, Disabled: len(c.Waiting.Typed) != codeLength}
	v.Focus = pad
	return v
}

// waitSeconds is how long no code is taken, after too many wrong ones.
func (c codeEntry) waitSeconds() int { return c.Waiting.Seconds(c.Host.Now()) }
