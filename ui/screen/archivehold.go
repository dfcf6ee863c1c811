package screen

import (
	"fyne.io/fyne/v2"

	"eclaire/ui/widget"
)

// archiveHold asks for the reason of a hold or release.
func (c opening) archiveHold() View {
	e := c.Archive.Entry
	held := e != nil && e.Row.Held
	id := map[bool]string{false: "archive.hold.", true: "archive.release."}[held]
	if c.Archive.Working != "" {
		return c.working(c.T(id + "title"))
	}
	why := widget.Name("field.reason", widget.NewLongField(c.T("archive.hold.why"), 3, nil))
	c.bind(why, &c.Archive.Why)
	words := append([]fyne.CanvasObject{widget.NewTitle(c.T(id + "title"))}, c.troubles()...)
	return View{
		Body:     widget.NewNarrow(760, widget.NewStack(gap, append(words, widget.NewParagraph(c.T(id+"text")), why)...)),
		Progress: c.T("staff"), Focus: why,
		Next: &Action{Label: c.T(id + "do"), Do: c.archive.HoldEntry},
		Back: &Action{Label: c.T("back"), Do: func() { c.Archive.Problem = ""; c.Host.Go(Route{Name: ArchiveEntry}) }},
	}
}
