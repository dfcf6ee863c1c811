package screen

import (
	"slices"

	"fyne.io/fyne/v2"

	"eclaire/ui/widget"
)

// archiveVerify checks everything, and says what was found and what to do.
func (c tracing) archiveVerify() View {
	if c.Archive.Working != "" {
		return c.working(c.T("archive.verify.title"))
	}
	r := c.Archive.Report
	words := append([]fyne.CanvasObject{widget.NewTitle(c.T("archive.verify.title"))}, c.troubles()...)
	v := View{Progress: c.T("staff"), Calm: true, Back: &Action{Label: c.T("back"), Do: func() {
		c.Archive.Report, c.Archive.Problem = nil, ""
		c.Host.Go(Route{Name: ArchiveList})
	}}}
	v.Next = &Action{Label: c.T("archive.verify.do"), Do: c.archive.VerifyArchive}
	if r == nil {
		words = append(words, widget.NewParagraph(c.T("archive.verify.text")), widget.NewQuiet(c.T("archive.verify.time")))
		v.Body = widget.NewStack(gap, words...)
		return v
	}
	switch {
	case r.Whole:
		words = append(words, done(c.T("archive.verify.whole")))
	case r.Damaged:
		words = append(words, caution(c.T("archive.verify.not-whole")),
			widget.NewBullet("1", c.T("archive.verify.step.keep")), widget.NewBullet("2", c.T("archive.verify.step.call")),
			widget.NewBullet("3", c.T("archive.verify.step.backup")))
	case slices.ContainsFunc(r.Findings, FoundView.unread):
		words = append(words, caution(c.T("archive.verify.not-read")), widget.NewBullet("1", c.T("archive.verify.step.call")))
	default:
		words = append(words, caution(c.T("archive.verify.waits")))
	}
	words = append(words, widget.NewParagraph(c.T("archive.verify.counts", "Entries", c.Say.Integer(int(r.Entries)),
		"Consents", c.Say.Integer(int(r.Consents)), "Erased", c.Say.Integer(int(r.Erased)), "Opened", c.Say.Integer(int(r.Checked)))))
	for i, f := range r.Findings {
		if i == mostFindings {
			words = append(words, widget.NewQuiet(c.T("archive.verify.more", "Count", c.Say.Integer(len(r.Findings)-i))))
			break
		}
		words = append(words, c.findingRow(f))
	}
	v.Next.Label, v.Next.Plain = c.T("archive.verify.again"), true
	v.Body = widget.NewStack(gap, words...)
	return v
}

// mostFindings is how many findings are named one by one.
const mostFindings = 30

func (f FoundView) unread() bool { return !f.Harmless && !f.Waits && !f.Damage }

// findingRow is one finding with its place.
func (c tracing) findingRow(f FoundView) fyne.CanvasObject {
	words := c.T("archive.found." + f.Kind)
	switch { // what is said elsewhere leads to this screen
	case f.Was != "":
		words = c.T("archive.verify.earlier") + " " + c.T("archive.found."+f.Was)
	case f.Print != "":
		words = c.T("archive.verify.kiosk")
	}
	switch {
	case f.Record != "":
		words += " (" + c.T("archive.trail.document", "Number", f.Record) + ")"
	case f.Seq > 0:
		words += " " + c.T("archive.found-at", "File", f.File, "Entry", c.Say.Integer(int(f.Seq)))
	}
	row := []fyne.CanvasObject{widget.NewBullet("", words)}
	do := func(id string, do func()) {
		row = append(row, widget.NewFlow(12, widget.Name(id, widget.NewButton(widget.Secondary, c.T(id), do))))
	}
	switch {
	case f.Told != EntryID{}:
		do("archive.verify.seen.do", func() { c.archive.Acknowledge(f.Told) })
	case f.Print != "":
		row = append(row, widget.NewQuiet(c.T("archive.verify.kiosk.print", "Print", f.Print)))
		do("archive.verify.kiosk.do", func() { c.archive.ConfirmKiosk(f.Print) })
	}
	return widget.NewStack(8, row...)
}
