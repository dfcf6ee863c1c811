package screen

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"eclaire/content"
	"eclaire/ui/widget"
)

// rowsAtOnce is how many lines of the comparison stand on one screen.
const rowsAtOnce = 4

// page is one page of the education, by its layout.
func (c lesson) page() View {
	p, ok := c.Lib.Page(c.Route.Item)
	if !ok {
		return View{Body: widget.NewParagraph("")}
	}
	v := View{Next: c.next(), Back: c.back()}
	if p.Part != "risks" { // their place among the risks stands above the title
		v.Quiet = c.Text(p.Quiet)
	}
	switch p.Layout {
	case "comparison":
		c.comparison(&v, p)
	case "steps":
		c.steps(&v, p)
	case "columns":
		c.columns(&v, p)
	case "numbers":
		c.numbers(&v, p)
	default:
		c.lesson(&v, p)
	}
	if c.Return != (Route{}) {
		c.readAgain(&v)
	} else {
		c.knowMore(&v, p)
	}
	return v
}

// readAgain makes a page that was opened from a question lead back to it.
func (c lesson) readAgain(v *View) {
	to := c.Return
	leave := func() { c.State.Return = Route{}; c.Host.Go(to) }
	v.Back = nil
	if v.Next.Label == c.T("next") {
		v.Next = &Action{Label: c.T("page.back-to-question"), Do: leave}
	} else { // more parts of the same page follow
		v.Extra = &Action{Label: c.T("page.back-to-question"), Do: leave}
	}
}

// title is the page's title, with the place among the risks above it.
func (c lesson) title(p content.Page) fyne.CanvasObject {
	title := widget.NewTitle(c.Text(p.Title))
	if p.Part != "risks" {
		return title
	}
	var at, of int
	for _, other := range c.Lib.PagesFor(c.Session.Traits()) {
		if other.Part == "risks" {
			of++
			if other.ID == p.ID {
				at = of
			}
		}
	}
	return widget.NewStack(2, widget.NewQuiet(c.T("page.risk", "At", at, "Of", of)), title)
}

func (c lesson) lesson(v *View, p content.Page) {
	if n := len(p.Forest); n > 0 {
		if at := c.parts(v, n+1); at > 0 {
			forest := p.Forest[at-1]
			v.Body = widget.NewStack(gap, c.title(p), widget.NewParagraph(c.Text(forest.Intro)), c.forest(forest))
			return
		}
	}
	var picture fyne.CanvasObject
	switch {
	case p.Spine:
		picture = c.spine()
	case p.Figure != "":
		picture = c.figure(p.Figure, numbered(p.Clause))
	}
	words := append([]fyne.CanvasObject{c.title(p)}, c.clauses(p.Clause)...)
	words = append(words, c.arrays(p.Array)...)
	if picture == nil {
		broad(words[1:])
	}
	if moving := c.pathShown(v, p, picture); moving != nil {
		both := widget.NewStack(gap, picture, moving)
		both.Layout.(*widget.Stack).Grow = picture
		picture = both
	}
	if p.Spine {
		v.Body = widget.NewSplit(0.3, 36, picture, widget.NewStack(gap, words...))
		return
	}
	v.Body = side(picture, words...)
}

// broadMeasure is how many characters a line has where no picture stands beside it.
const broadMeasure = 100

// broad lets the words of a page without a picture take its width.
func broad(words []fyne.CanvasObject) {
	for _, o := range words {
		widget.Broaden(o, broadMeasure)
	}
}

// array draws a share of people.
func (c lesson) array(a content.IconArray) fyne.CanvasObject {
	w := widget.NewIconArray(a.Percent, c.Text(a.Title), c.Text(a.Label))
	w.To, w.Of, w.Vertebrae = a.To, a.Of, a.Icon == "vertebra"
	w.Tone = tones[a.Tone]
	return w
}

// arrays draws shares of people, those of both ways in the order of the lot.
func (c lesson) arrays(list []content.IconArray) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, a := range c.inOrder(list) {
		out = append(out, c.array(a))
	}
	return out
}

// forestTicks are the ratios that are named below a forest's scale.
var forestTicks = []float64{0.5, 1, 2, 5, 10, 20}

// forest draws the results of several studies; the numbers are written as the
// language writes them.
func (c lesson) forest(f content.Forest) fyne.CanvasObject {
	var rows []widget.ForestRow
	var alt []string
	for _, s := range f.Study {
		row := widget.ForestRow{Label: c.Text(s.Label), Result: c.Text(s.Result), Ratio: s.Ratio, Low: s.Low, High: s.High}
		if s.Ratio > 0 {
			number := func(v float64) string { // as the source gives it
				_, decimals, _ := strings.Cut(strconv.FormatFloat(v, 'f', -1, 64), ".")
				return c.Say.Decimal(v, len(decimals))
			}
			row.Result = c.T("numbers.ratio", "Measure", row.Result, "Ratio", number(s.Ratio), "Low", number(s.Low), "High", number(s.High))
		}
		alt = append(alt, row.Label+" "+row.Result)
		rows = append(rows, row)
	}
	var ticks []widget.ForestTick
	for _, t := range forestTicks {
		digits := 0
		if t < 1 {
			digits = 1
		}
		ticks = append(ticks, widget.ForestTick{Ratio: t, Text: c.Say.Decimal(t, digits)})
	}
	w := widget.NewForest(rows, ticks)
	w.Less, w.Same, w.More, w.Alt = c.Text(f.Less), c.Text(f.Same), c.Text(f.More), strings.Join(alt, "\n")
	return w
}

func (c lesson) comparison(v *View, p content.Page) {
	rows := content.RowsFor(p.Row, c.Session.Traits())
	step := rowsAtOnce
	if c.Slowly {
		step = 1
	}
	count := (len(rows) + step - 1) / step
	at := c.parts(v, count)
	end := min(len(rows), (at+1)*step)
	rows = rows[(end-1)/rowsAtOnce*rowsAtOnce : end]
	var lines []widget.ComparisonRow
	for _, r := range rows {
		lines = append(lines, widget.ComparisonRow{Title: c.Text(r.Title), A: c.plain(r.Conservative), B: c.plain(r.Vertebroplasty)})
	}
	a, b := c.T("way.conservative"), c.T("way.vertebroplasty")
	if c.cementFirst() {
		a, b = b, a
		for i, line := range lines {
			lines[i].A, lines[i].B = line.B, line.A
		}
	}
	table := widget.NewComparison(a, b, lines)
	table.Swapped = c.cementFirst()
	title := c.Text(p.Title)
	if count > 1 {
		title += " " + c.T("page.part", "At", at+1, "Of", count)
	}
	words := append([]fyne.CanvasObject{widget.NewTitle(title), table}, c.clauses(p.Clause)...)
	if at < count-1 {
		words = words[:2]
	}
	words = append(words, c.pace())
	body := widget.NewStack(gap, words...)
	body.Layout.(*widget.Stack).Grow = table
	v.Body = body
}

// cementFirst tells whether the lot has cement stand first where both ways stand side
// by side.
func (c *Context) cementFirst() bool {
	ways := c.Session.Script.Ways
	return len(ways) > 0 && ways[0] == content.WayB
}

// inOrder puts arrays of both ways into the order of the lot.
func (c lesson) inOrder(arrays []content.IconArray) []content.IconArray {
	if !c.cementFirst() {
		return arrays
	}
	out := slices.Clone(arrays)
	for i := 1; i < len(out); i++ {
		if out[i].Pair != "" && out[i].Pair == out[i-1].Pair {
			out[i-1], out[i] = out[i], out[i-1]
		}
	}
	return out
}

// pace lets the patient have the comparison row after row, or all at once.
func (c lesson) pace() fyne.CanvasObject {
	id := "compare.slowly"
	if c.Slowly {
		id = "compare.all"
	}
	return widget.NewFlow(12, widget.Name("pace", widget.NewButton(widget.Quiet, c.T(id), func() {
		c.Slowly = !c.Slowly
		c.Sub[c.Route] = 0
		c.Host.Redraw()
	})))
}

// plain gives the passages of a cell as texts.
func (c lesson) plain(list []content.Clause) []string {
	var out []string
	for _, clause := range content.ClausesFor(list, c.Session.Traits()) {
		out = append(out, c.Text(clause.Text))
	}
	return out
}

// steps shows a procedure as a film: its sentences stand beside the picture, and each
// frame lights its own.
func (c lesson) steps(v *View, p content.Page) {
	steps := content.StepsFor(p.Step, c.Session.Traits())
	if len(steps) == 0 {
		c.lesson(v, p)
		return
	}
	picture := c.figure(steps[0].Figure, false)
	words := []fyne.CanvasObject{c.title(p)}
	var lines []*widget.Bullet
	for i, s := range steps {
		line := widget.NewBullet(c.Say.Integer(i+1), c.Text(s.Text))
		lines, words = append(lines, line), append(words, line)
	}
	words = append(words, c.clauses(p.Clause)...)
	both := widget.NewStack(gap, notNil(picture, c.film(v, steps, lines, picture))...)
	both.Layout.(*widget.Stack).Grow = picture
	v.Body = side(both, words...)
}

var tones = map[string]widget.Tone{"a": widget.ToneA, "b": widget.ToneB, "": widget.ToneNeutral}

// sides sets columns beside each other.
func (c lesson) sides(list []content.Column) fyne.CanvasObject {
	var cols []widget.Column
	for _, col := range list {
		cols = append(cols, widget.Column{Heading: c.Text(col.Title), Tone: tones[col.Tone], Items: c.clauses(col.Clause)})
	}
	return widget.NewColumns(cols)
}

func (c lesson) columns(v *View, p content.Page) {
	words := []fyne.CanvasObject{c.title(p), c.sides(p.Column)}
	said := c.clauses(p.Clause)
	broad(said)
	v.Body = widget.NewStack(gap, append(words, said...)...)
}

func (c lesson) numbers(v *View, p content.Page) {
	cols := c.arrays(p.Array)
	words := append([]fyne.CanvasObject{c.title(p)}, c.clauses(p.Clause)...)
	switch len(cols) {
	case 1:
		v.Body = container.New(&widget.Split{Ratio: 0.44, Gap: 36, Picture: true}, cols[0], widget.NewStack(gap, words...))
		return
	case 2:
		v.Body = container.New(&widget.Split{Ratio: 0.44, Gap: 36, Picture: true}, widget.NewGrid(16, 480, cols...), widget.NewStack(gap, words...))
		return
	default:
		words = append(words, cols...)
	}
	v.Body = widget.NewStack(gap, words...)
}
