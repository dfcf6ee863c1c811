package screen

import (
	"slices"

	"fyne.io/fyne/v2"

	"eclaire/consent"
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

// archiveFilter is what narrows and sorts the list.
func (c searching) archiveFilter() View {
	f := &c.Archive.Find
	outcomes := []widget.Option{{ID: "all", Label: c.T("archive.outcome.all")}}
	for _, o := range consent.AllOutcomes() {
		outcomes = append(outcomes, widget.Option{ID: string(o), Label: c.T("archive.outcome." + string(o))})
	}
	outcome := c.pick("archive.outcome", outcomes, orAll(f.Outcome), func(id string) { f.Outcome = notAll(id) })
	var periods []widget.Option
	for _, p := range []string{PeriodAll, PeriodToday, PeriodWeek, PeriodYear, PeriodDays} {
		periods = append(periods, widget.Option{ID: periodKey(p), Label: c.T("archive.period." + periodKey(p))})
	}
	period := c.pick("archive.period", periods, periodKey(f.Period), func(id string) {
		f.Period = notAll(id)
		c.Host.Redraw()
	})
	order := c.pick("archive.order", []widget.Option{{ID: "new", Label: c.T("archive.order.new")}, {ID: "name", Label: c.T("archive.order.name")}},
		map[bool]string{false: "new", true: "name"}[f.ByName], func(id string) { f.ByName = id == "name" })
	words := []fyne.CanvasObject{widget.NewTitle(c.T("archive.filter.title")), period}
	if f.Period == PeriodDays {
		words = append(words, pair(widget.Name("field.from", c.day("archive.from", &f.From)),
			widget.Name("field.to", c.day("archive.to", &f.To))))
	}
	clinician := widget.Name("field.clinician", c.typed("archive.clinician", &f.Clinician))
	clinician.Kind = widget.Names
	words = append(words, outcome, pair(clinician, order))
	show := func() {
		if f.Period == PeriodDays && slices.ContainsFunc([]string{f.From, f.To}, c.noDay) {
			c.Host.Redraw()
			return
		}
		c.archive.SearchArchive(true)
		c.Host.Go(Route{Name: ArchiveList})
	}
	return View{
		Body: widget.NewStack(gap, words...), Progress: c.T("staff"), Calm: true,
		Next:  &Action{Label: c.T("archive.filter.show"), Do: show},
		Back:  &Action{Label: c.T("back"), Do: func() { c.archive.SearchArchive(true); c.Host.Go(Route{Name: ArchiveList}) }},
		Extra: &Action{Label: c.T("archive.filter.clear"), Do: func() { *f = Find{Text: f.Text}; c.Host.Redraw() }},
	}
}

func orAll(id string) string {
	if id == "" {
		return "all"
	}
	return id
}

func notAll(id string) string {
	if id == "all" {
		return ""
	}
	return id
}

// noDay tells whether a text that is not empty is no day.
func (c searching) noDay(text string) bool {
	_, err := c.Words.ParseDate(text)
	return text != "" && err != nil
}

// day is a field for a day; what is understood is written out.
func (c searching) day(id string, into *string) *widget.Field {
	f := c.typed(id, into)
	f.Kind = widget.Dates
	look := func() {
		f.Hint = c.T("field.date.hint")
		f.SetError("")
		if d, err := c.Words.ParseDate(*into); err == nil {
			f.Hint = c.Say.Date(d)
		}
		f.Refresh()
	}
	look()
	if c.noDay(*into) {
		f.SetError(c.T("problem.not_a_date"))
	}
	keep := f.OnChanged
	f.OnChanged = func(text string) {
		keep(text)
		look()
	}
	return f
}

// pick is a choice of one among a few, with its name above.
func (c archiving) pick(id string, options []widget.Option, selected string, set func(string)) fyne.CanvasObject {
	s := widget.NewSegmented(options, func(o string) { c.Host.Touched(); set(o) })
	s.Label = c.T(id)
	widget.Name(id, s)
	s.SetSelected(selected)
	return widget.NewStack(6, widget.NewQuiet(c.T(id)), s)
}
