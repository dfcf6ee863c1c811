package screen

import (
	"strings"

	"fyne.io/fyne/v2"

	"eclaire/ui/widget"
)

// archiveTrail is who did what when, the newest first.
func (c tracing) archiveTrail() View {
	a := c.Archive
	title, back := c.T("archive.trail.title"), Route{Name: ArchiveList}
	if c.Route.Item == ofEntry {
		title, back = c.T("archive.trail.entry"), Route{Name: ArchiveEntry}
	}
	if a.Working != "" {
		return c.working(title)
	}
	words := append([]fyne.CanvasObject{widget.NewTitle(title)}, c.troubles()...)
	for _, r := range a.Trail.Rows[:min(a.Trail.Shown, len(a.Trail.Rows))] {
		words = append(words, c.trailRow(r))
	}
	switch {
	case len(a.Trail.Rows) == 0 && a.Problem == "":
		words = append(words, widget.NewParagraph(c.T("archive.trail.none")))
	case a.Trail.Shown < len(a.Trail.Rows):
		words = append(words, widget.NewFlow(12, widget.Name("more", widget.NewButton(widget.Secondary, c.T("archive.more"), func() {
			c.Archive.Trail.Shown += ArchivePage
			c.Host.Touched()
			c.Host.Redraw()
		}))))
	case a.Trail.More:
		words = append(words, widget.NewQuiet(c.T("archive.trail.older")))
	}
	return View{Body: widget.NewStack(10, words...), Progress: c.T("staff"), Calm: true,
		Back: &Action{Label: c.T("back"), Do: func() {
			c.Archive.Trail, c.Archive.Problem = TrailView{}, ""
			c.Host.Go(back)
		}}}
}

// trailRow is one line of the audit trail: what and by whom, then when and why.
func (c tracing) trailRow(r TrailRow) fyne.CanvasObject {
	head := "**" + c.trailWord(r.Action) + "** – " + plainStars(c.trailWho(r.Who))
	under := c.Say.Moment(r.At)
	if r.Record != "" && c.Route.Item != ofEntry {
		under += " · " + c.T("archive.trail.document", "Number", r.Record)
	}
	if r.Why != "" {
		under += " · " + c.T("archive.trail.why", "Why", plainStars(r.Why))
	}
	if r.Detail != "" {
		under += " · " + c.trailDetail(r)
	}
	return widget.NewCard(widget.NewStack(2, widget.NewParagraph(head), widget.NewQuiet(under)))
}

// trailWord puts an act into words; one that is not known stays as it is.
func (c tracing) trailWord(action string) string {
	id := "trail." + strings.ReplaceAll(action, " ", "_")
	if c.Words.Knows(id) {
		return c.T(id)
	}
	return plainStars(action)
}

// trailDetail says what of a document was printed, in words; any other detail stays as it
// is.
func (c tracing) trailDetail(r TrailRow) string {
	if id := "paper." + r.Detail; r.Action == Reprinting && c.Words.Knows(id) {
		return c.T(id)
	}
	return plainStars(r.Detail)
}

func (c tracing) trailWho(who string) string {
	if who == "kiosk" {
		return c.T("archive.trail.kiosk")
	}
	return who
}
