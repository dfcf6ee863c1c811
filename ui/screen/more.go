package screen

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// knowMore offers what stands behind a page, if anything does: between the buttons of
// the way, always in the same place.
func (c lesson) knowMore(v *View, p content.Page) {
	if len(content.MoreFor(p, c.Session.Traits())) == 0 {
		return
	}
	v.Extra = &Action{ID: "more", Label: c.T("more.open"), Do: func() {
		for _, m := range content.MoreFor(p, c.Session.Traits()) {
			_ = c.way.Do(consent.Open{More: m.ID}) // a script made before it was there does not know it
		}
		c.Host.Go(Route{More, p.ID})
	}}
}

// more is what stands behind a page, as a sheet over it, with where it comes from at
// the right. It leads back to the page, and nowhere else.
func (c lesson) more() View {
	p, _ := c.Lib.Page(c.Route.Item)
	var words []fyne.CanvasObject
	var facts []string
	for _, m := range content.MoreFor(p, c.Session.Traits()) {
		words = append(words, c.moreOf(m)...)
		facts = append(facts, factsOf(m)...)
	}
	from := widget.NewCard(widget.NewStack(gap, c.sources(facts)...))
	return View{
		Body: container.New(&widget.Split{Ratio: 0.64, Gap: 32, Narrow: 1000}, widget.NewStack(gap, words...), widget.NewStack(0, from)),
		Over: &Over{Kind: c.T("more.open"), Title: c.Text(p.Title), Close: c.T("more.close")},
		Next: &Action{Label: c.T("more.back"), Do: func() { c.Host.Go(Route{Page, p.ID}) }},
	}
}

// moreOf is one passage of what stands behind a page.
func (c lesson) moreOf(m content.More) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	title := widget.NewParagraph("**" + c.Text(m.Title) + "**")
	title.TextSize = theme.SizeHead
	said := append([]fyne.CanvasObject{title}, c.clauses(m.Clause)...)
	if m.Figure != "" {
		out = append(out, side(c.figure(m.Figure, numbered(m.Clause)), said...))
	} else {
		out = append(out, said...)
	}
	if len(m.Column) > 0 {
		out = append(out, c.sides(m.Column))
	}
	if len(m.Array) > 0 {
		out = append(out, widget.NewGrid(16, 420, c.arrays(m.Array)...))
	}
	for _, f := range m.Forest {
		out = append(out, widget.NewParagraph(c.Text(f.Intro)), c.forest(f))
	}
	return out
}

// factsOf lists the facts of what stands behind a page, in order.
func factsOf(m content.More) []string {
	var out []string
	for _, clause := range m.Clause {
		out = append(out, clause.Facts...)
	}
	for _, col := range m.Column {
		for _, clause := range col.Clause {
			out = append(out, clause.Facts...)
		}
	}
	for _, a := range m.Array {
		out = append(out, a.Facts...)
	}
	for _, f := range m.Forest {
		for _, s := range f.Study {
			out = append(out, s.Facts...)
		}
	}
	return out
}

// sources names where facts come from: the article by its sections, and the others.
func (c lesson) sources(facts []string) []fyne.CanvasObject {
	var sections, others []string
	for _, id := range facts {
		f, ok := c.Lib.Fact(id)
		switch {
		case !ok:
		case f.Outside():
			line := f.SourceIn(c.Say.Language)
			if f.DOI != "" && !strings.Contains(line, f.DOI) {
				line += " doi:" + f.DOI
			}
			if !slices.Contains(others, line) {
				others = append(others, line)
			}
		case !slices.Contains(sections, f.Where):
			sections = append(sections, f.Where)
		}
	}
	out := []fyne.CanvasObject{widget.NewParagraph("**" + c.T("more.sources") + "**")}
	if len(sections) > 0 {
		out = append(out, widget.NewQuiet(c.T("more.article", "Sections", strings.Join(sections, "; "))))
	}
	for _, line := range others {
		out = append(out, widget.NewQuiet(line))
	}
	if len(others) > 0 {
		out = append(out, widget.NewQuiet(c.T("more.review")))
	}
	return out
}
