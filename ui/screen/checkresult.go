package screen

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/consent/inspect"
	"eclaire/locales"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// checkResult says what a document is worth, and offers what can be done with a
// sound consent. The verdict comes first, and nothing has the focus: a scanner
// that sends Enter twice must not press anything here.
func (c checking) checkResult() View {
	r := c.Checks.Result
	if r == nil {
		return c.checkFile()
	}
	words := append([]fyne.CanvasObject{widget.NewTitle(c.T("verify.result")), verdict(c.Say, r)}, standsSo(c.Say, ArchiveRow{Later: r.Later, Unconfirmed: r.Unconfirmed})...)
	words = append(words, reasons(c.Say, r)...)
	key, times, record := fileLines(c.Say, r), timeLines(c.Say, r), said(r.RecordLines(c.Say))
	switch {
	case r.Record == nil:
		words = append(words, key, times)
	case r.canBe(consent.Withdrawn):
		// The patient decides: both ways have the same weight, and lead to the same
		// question.
		later := func() { c.later(*r.Record) }
		buttons := []fyne.CanvasObject{widget.Name("withdraw", widget.NewButton(widget.Secondary, c.T("verify.withdraw"), later))}
		if r.canBe(consent.Confirmed) {
			buttons = append([]fyne.CanvasObject{widget.Name("confirm", widget.NewButton(widget.Secondary, c.T("verify.confirm"), later))}, buttons...)
		}
		ways := widget.NewGrid(12, 0, buttons...)
		words = append(words, pair(record, ways), pair(key, times))
	default:
		words = append(words, pair(record, widget.NewStack(8, key, times)))
	}
	v := View{
		Body: widget.NewStack(gap, words...), Calm: true, Progress: c.T("staff"),
		Back: &Action{Label: c.T("back"), Do: func() { c.checking.OpenFolder(c.Checks.Dir) }},
	}
	if r.Signer != nil {
		v.Quiet = c.T("verify.simple")
	}
	return v
}

// verdict is the sentence that counts, with its sign and what to do about it.
func verdict(say *locales.Speaker, r *Checked) fyne.CanvasObject {
	sentence, way := r.Sentence(say, r.Belongs)
	if r.Good() {
		return widget.NewNote(theme.ColorTintB, widget.NewGlyphBullet(widget.GlyphCheck, sentence))
	}
	return caution(strings.TrimSpace(sentence + " " + way))
}

// reasons are what the verdict does not say: what else was found, and what is to
// be remarked.
func reasons(say *locales.Speaker, r *Checked) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, text := range slices.Concat(r.Reasons(say), r.Noted(say)) {
		out = append(out, widget.NewBullet("", text))
	}
	return out
}

// fileLines are the file, whether it is what was sealed, and the key.
func fileLines(say *locales.Speaker, r *Checked) fyne.CanvasObject {
	return said(r.FileLines(say, r.Name))
}

// timeLines are the times, what was appended, and how text and record agree.
func timeLines(say *locales.Speaker, r *Checked) fyne.CanvasObject {
	return said(r.TimeLines(say, r.Belongs))
}

// said sets lines one below the other, those without a label small.
func said(lines []inspect.Line) fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, l := range lines {
		if l.Label == "" {
			out = append(out, widget.NewQuiet(l.Text))
		} else {
			out = append(out, widget.NewParagraph("**"+l.Label+"** "+l.Text))
		}
	}
	return widget.NewStack(8, out...)
}
