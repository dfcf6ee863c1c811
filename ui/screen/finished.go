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
	words := []fyne.CanvasObject{
		widget.NewTitle(c.T("finished.title")),
		widget.NewNote(theme.ColorTintB, widget.NewGlyphBullet(widget.GlyphCheck, c.T("finished.stored", "ID", d.ID))),
		widget.NewParagraph(c.T("finished.look")),
		widget.NewQuiet(c.T("finished.sheet", "Page", d.Shown+1, "Pages", d.Pages)),
		widget.NewFlow(12, turn(d.Shown-1), turn(d.Shown+1)),
	}
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

// turnID names the button that turns a page.
func turnID(words string) string {
	return map[string]string{"finished.before": "page.before", "finished.after": "page.after"}[words]
}

// printing is the way to the printer, and how far the printing is.
type printing struct{ shown, focus fyne.CanvasObject }

// printing gives the button and the sentence of printing, nil without a printer.
func (c finishing) printing() *printing {
	if !c.CanPrint {
		return nil
	}
	return c.printer("print", "print.", c.Document.Print, c.finishing.Print)
}

// printingHome is printing for what the patient takes home to think it over.
func (c finishing) printingHome() *printing {
	if _, ok := c.Lib.Document(content.Home); !ok || !c.CanPrint || c.Document.PutBy.IsZero() {
		return nil
	}
	return c.printer("home", "home.", c.Document.Home, c.finishing.PrintHome)
}

// printer gives the button, by its name, and the sentence for how far a printing is, in
// the words of a family.
func (c finishing) printer(name, family string, how Print, do func()) *printing {
	button := func(id string) *widget.Button {
		return widget.Name(name, widget.NewButton(widget.Secondary, c.T(family+id), do))
	}
	var b *widget.Button
	var said fyne.CanvasObject
	switch how {
	case Printing:
		b = button("working")
		b.Disable()
		return &printing{shown: widget.NewFlow(12, b)}
	case PrintSent:
		b = button("again")
		said = widget.NewNote(theme.ColorTintB, widget.NewGlyphBullet(widget.GlyphCheck, c.T(family+"sent")))
	case PrintFailed:
		b = button("retry")
		said = caution(c.T(family + "failed"))
	default:
		b = button("do")
	}
	return &printing{widget.NewStack(gap, notNil(said, widget.NewFlow(12, b))...), b}
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
