package screen

import (
	"fyne.io/fyne/v2"

	"eclaire/ui/widget"
)

// archivePages shows the document page by page, as it is drawn again.
func (c opening) archivePages() View {
	back := &Action{Label: c.T("back"), Do: func() {
		c.Archive.Pages = Pages{}
		c.Host.Go(Route{Name: ArchiveEntry})
	}}
	p := c.Archive.Pages
	if p.Image == nil {
		v := c.working(c.T("archive.do.pages"))
		if c.Archive.Working == "" {
			v = View{Body: widget.NewTitle(c.T("archive.do.pages")), Progress: c.T("staff"), Back: back}
		}
		return v
	}
	sheet := widget.NewPageView(true)
	where := c.T("finished.sheet", "Page", p.Shown+1, "Pages", p.Count)
	sheet.Alt = where
	sheet.SetImage(p.Image)
	turn := func(n int, id string) fyne.CanvasObject {
		b := widget.Name(turnID(id), widget.NewButton(widget.Secondary, c.T(id), func() { c.archive.ShowPage(n) }))
		if n < 0 || n >= p.Count {
			b.Disable()
		}
		return b
	}
	words := []fyne.CanvasObject{widget.NewTitle(where), widget.NewFlow(12, turn(p.Shown-1, "finished.before"), turn(p.Shown+1, "finished.after")),
		widget.NewQuiet(c.T("archive.pages.drawn"))}
	return View{
		Body: widget.NewSplit(0.62, 28, widget.NewScroller(sheet, ""), widget.NewScroller(widget.NewStack(gap, words...), "")), Fill: true,
		Progress: c.T("staff"), Back: back, Calm: true, Leave: func() { sheet.SetImage(nil) },
	}
}
