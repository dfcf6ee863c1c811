package screen

import (
	"fyne.io/fyne/v2"

	"eclaire/ui/widget"
)

// ArchivePage is how many rows of a list are drawn at once.
const ArchivePage = 50

// archiveList is where the staff look for a document.
func (c searching) archiveList() View {
	if c.Archive.Working != "" {
		return c.working(c.T("archive.title"))
	}
	search := widget.Name("field.search", c.typed("archive.find", &c.Archive.Find.Text))
	search.Hint = c.T("archive.find.hint")
	keep := search.OnChanged
	search.OnChanged = func(text string) {
		keep(text)
		c.archive.SearchArchive(false)
	}
	search.OnSubmit = func(*widget.Field) { c.archive.SearchArchive(true) }
	list := widget.NewStack(10)
	fill := func() {
		list.Objects = c.found()
		list.Refresh()
	}
	fill()
	go_ := func(r Route) func() { return func() { c.Host.Go(r) } }
	ways := widget.NewFlow(12,
		widget.Name("archive.filter", widget.NewButton(widget.Quiet, c.T("archive.filter", "Filters", c.filters()), go_(Route{Name: ArchiveFilter}))),
		widget.Name("archive.trail", widget.NewButton(widget.Quiet, c.T("archive.trail"), func() { c.archive.OpenTrail(false) })),
		widget.Name("archive.numbers", widget.NewButton(widget.Quiet, c.T("numbers.open"), c.archive.OpenNumbers)),
		widget.Name("archive.verify", widget.NewButton(widget.Quiet, c.T("archive.verify"), go_(Route{Name: ArchiveVerify}))),
		widget.Name("archive.lock", widget.NewButton(widget.Quiet, c.T("archive.lock"), c.archive.LockArchive)))
	words := append([]fyne.CanvasObject{widget.NewTitle(c.T("archive.title"))}, c.troubles()...)
	for _, f := range c.Standing.Found {
		words = append(words, caution(c.T("archive.found."+f)))
	}
	words = append(words, c.noted()...)
	return View{
		Body: widget.NewStack(gap, append(words, pair(search, ways), list)...), Progress: c.T("staff"), Focus: search, Refill: fill,
		Back: &Action{Label: c.T("back"), Do: go_(Route{Name: Staff})}, Quiet: c.T("staff.quiet"),
	}
}

// filters says in a few words what the list is narrowed to.
func (c searching) filters() string {
	f := c.Archive.Find
	words := []string{c.T("archive.period." + periodKey(f.Period))}
	if f.Outcome != "" {
		words = append(words, c.T("outcome."+f.Outcome))
	}
	if f.Clinician != "" {
		words = append(words, plainStars(f.Clinician))
	}
	if f.ByName {
		words = append(words, c.T("archive.order.name"))
	}
	out := words[0]
	for _, w := range words[1:] {
		out += " · " + w
	}
	return out
}

func periodKey(p string) string {
	if p == PeriodAll {
		return "all"
	}
	return p
}

// found are the rows drawn, and how many more there are.
func (c searching) found() []fyne.CanvasObject {
	a := c.Archive
	var out []fyne.CanvasObject
	for i, r := range a.Rows[:min(a.Shown, len(a.Rows))] {
		out = append(out, c.archiveRow(i, r))
	}
	switch {
	case len(a.Rows) == 0:
		out = append(out, widget.NewParagraph(c.T("archive.none")))
	case a.Shown < len(a.Rows):
		out = append(out, widget.NewFlow(12, widget.Name("more", widget.NewButton(widget.Secondary, c.T("archive.more"), func() {
			c.Archive.Shown += ArchivePage
			c.Host.Touched()
			c.Host.Redraw()
		}))))
	case a.More:
		out = append(out, widget.NewQuiet(c.T("archive.too-many", "Count", c.Say.Integer(len(a.Rows)))))
	}
	return out
}

// archiveRow is one document: who, what, when, and what must be known of it.
func (c searching) archiveRow(i int, r ArchiveRow) fyne.CanvasObject {
	if r.Erased {
		return widget.NewCard(widget.NewQuiet(c.T("archive.row.erased", "Date", c.Say.Date(r.Day))))
	}
	label := plainStars(r.Name)
	if label == "" {
		label = r.Record
	}
	if !r.Born.IsZero() {
		label += " **– " + c.T("archive.row.born", "Date", c.Say.Date(r.Born)) + "**"
	}
	what := r.Record
	if r.Outcome != "" {
		what = c.T("outcome." + string(r.Outcome))
	}
	label += "\n**" + what + ", " + c.Say.Moment(r.When)
	for _, m := range c.marks(r) {
		label += " · " + m
	}
	return widget.Name(listed("entry", i), widget.NewRowButton(label+"**", func() { c.archive.OpenEntry(r.ID) }))
}

// marks are what must be known of a document beside its own words.
func (c searching) marks(r ArchiveRow) []string {
	var out []string
	if r.Unconfirmed {
		out = append(out, c.T("archive.mark.unconfirmed"))
	}
	if r.Later != "" {
		out = append(out, c.T("archive.mark."+string(r.Later)))
	}
	if r.Held {
		out = append(out, c.T("archive.mark.held"))
	}
	if r.Damaged {
		out = append(out, c.T("archive.mark.damaged"))
	}
	return out
}
