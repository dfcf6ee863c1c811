package screen

import (
	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// finished shows the document page by page, or why it could not be kept. It
// says "signed" only once the document is stored and read back.
func (c finishing) finished() View {
	d := c.Document
	switch {
	case d.Failed != "":
		return c.failed(d.Failed)
	case !d.Stored:
		return View{Body: side(nil, widget.NewTitle(c.T("finished.working")), widget.NewParagraph(c.T("finished.wait")))}
	}
	sheet := widget.NewPageView(true)
	sheet.Alt = c.T("finished.sheet", "Page", d.Shown+1, "Pages", d.Pages)
	if d.Image != nil {
		sheet.SetImage(d.Image)
	}
	turn := func(n int) *widget.Button {
		id := "finished.before"
		if n > d.Shown {
			id = "finished.after"
		}
		b := widget.Name(turnID(id), widget.NewButton(widget.Secondary, c.T(id), func() { c.finishing.ShowSheet(n) }))
		if n < 0 || n >= d.Pages {
			b.Disable()
		}
		return b
	}
	words := []fyne.CanvasObject{widget.NewTitle(c.T("finished.title")), c.whatWasDone()}
	print, home := c.printing(), c.printingHome()
	if print != nil {
		words = append(words, print.shown)
	}
	switch {
	case d.NotPutBy != "":
		words = append(words, caution(c.T("aside.not-kept")+" "+c.T("problem."+string(d.NotPutBy))))
	case !d.PutBy.IsZero():
		words = append(words, widget.NewNote(theme.ColorNote, widget.NewParagraph(c.T("aside.goes-on", "Date", c.Say.Date(consent.DateOf(d.PutBy))))))
	}
	if home != nil {
		words = append(words, home.shown)
	}
	words = append(words, widget.NewQuiet(c.T("finished.sheet", "Page", d.Shown+1, "Pages", d.Pages)),
		widget.NewFlow(12, turn(d.Shown-1), turn(d.Shown+1)))
	if d.Unstamped {
		words = append(words, widget.NewQuiet(c.T("finished.unstamped")))
	}
	v := View{
		Body: widget.NewSplit(0.62, 28, widget.NewScroller(sheet, ""), widget.NewScroller(widget.NewStack(gap, words...), "")), Fill: true,
		Next: &Action{Label: c.T("finished.leave"), Do: c.Host.EndSession}, Quiet: c.T("finished.end"),
		Leave: func() { sheet.SetImage(nil) }, // a page takes more than all else on the screen
	}
	if print != nil && d.Print != "" { // whoever pressed "Print" must not end the session by a second press
		v.Focus, v.Calm = print.focus, d.Print == Printing
	}
	if home != nil && d.Home != "" {
		v.Focus, v.Calm = home.focus, d.Home == Printing || d.Print == Printing
	}
	return v
}

// whatWasDone says that the document is stored, and how far its printing is.
func (c finishing) whatWasDone() fyne.CanvasObject {
	d := c.Document
	if d.Print == PrintFailed {
		return caution(c.T("print.failed")) // it says that the document is stored, too
	}
	done := []fyne.CanvasObject{widget.NewGlyphBullet(widget.GlyphCheck, c.T("finished.stored", "ID", d.ID))}
	if d.Print == PrintSent {
		done = append(done, widget.NewGlyphBullet(widget.GlyphCheck, c.T("print.sent", "Paper", c.T("paper."+string(d.Printed)))))
	}
	return widget.NewNote(theme.ColorTintB, widget.NewStack(8, done...))
}

// turnID names the button that turns a page.
func turnID(words string) string {
	return map[string]string{"finished.before": "page.before", "finished.after": "page.after"}[words]
}

// printing is the way to the printer, and how far the printing is.
type printing struct{ shown, focus fyne.CanvasObject }

// printing gives the buttons of printing, nil without a printer: what is printed most, and behind a quieter button all else. After a failure it is tried again.
func (c finishing) printing() *printing {
	d := c.Document
	if !c.CanPrint || len(d.Papers) == 0 {
		return nil
	}
	what, label := d.Papers[0], "print.do"
	if what == PaperPatient {
		label = "print.patient"
	}
	switch d.Print {
	case Printing:
		label = "print.working"
	case PrintFailed:
		what, label = d.Printed, "print.retry"
	}
	var other *widget.Button
	if len(d.Papers) > 1 {
		other = widget.Name("print.other", widget.NewButton(widget.Quiet, c.T("print.other"), c.finishing.PrintOther))
	}
	return c.printer("print", d.Print, c.T(label), "", func() { c.finishing.Print(what) }, other)
}

// printingHome is printing for what the patient takes home to think it over.
func (c finishing) printingHome() *printing {
	if _, ok := c.Lib.Document(content.Home); !ok || !c.CanPrint || c.Document.PutBy.IsZero() {
		return nil
	}
	label, said := "home.do", ""
	switch c.Document.Home {
	case Printing:
		label = "home.working"
	case PrintSent:
		label, said = "home.again", c.T("home.sent")
	case PrintFailed:
		label, said = "home.retry", c.T("home.failed")
	}
	return c.printer("home", c.Document.Home, c.T(label), said, c.finishing.PrintHome, nil)
}

// printer gives the button, by its name, another one if there is any, and what is said of
// how far a printing is, if anything.
func (c finishing) printer(name string, how Print, label, said string, do func(), other *widget.Button) *printing {
	b := widget.Name(name, widget.NewButton(widget.Secondary, label, do))
	buttons := widget.NewFlow(12, b)
	if other != nil {
		buttons.Add(other)
	}
	if how == Printing {
		b.Disable()
		if other != nil {
			other.Disable()
		}
		return &printing{shown: buttons}
	}
	var note fyne.CanvasObject
	switch {
	case said == "":
	case how == PrintSent:
		note = widget.NewNote(theme.ColorTintB, widget.NewGlyphBullet(widget.GlyphCheck, said))
	case how == PrintFailed:
		note = caution(said)
	}
	return &printing{widget.NewStack(gap, notNil(note, buttons)...), b}
}

// failed says that nothing is lost and offers to try again. It shows nothing of
// the patient, since it may stand for a while.
func (c finishing) failed(p consent.Problem) View {
	return View{
		Body: widget.NewStack(gap, widget.NewTitle(c.T("finished.failed")),
			caution(c.T("problem."+string(p))), widget.NewParagraph(c.T("finished.kept"))),
		Next: &Action{Label: c.T("finished.retry"), Do: c.finishing.Finish},
	}
}
