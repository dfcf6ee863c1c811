package screen

import (
	"slices"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/ui/widget"
)

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
