package screen

import (
	"fmt"

	"fyne.io/fyne/v2"

	"eclaire/assets/vector"
	"eclaire/content"
	"eclaire/ui/widget"
)

// stepsShown is the caption of a procedure's step with the button that plays
// all of them. While it plays, picture and caption change in their places; the
// screen is drawn anew only when it ends.
func (c lesson) stepsShown(v *View, steps []content.Step, at int, picture fyne.CanvasObject) fyne.CanvasObject {
	show := widget.Name("motion", widget.NewAnimation(len(steps), c.T("motion.play"), c.T("motion.stop")))
	show.At, show.Still = at, c.Still || len(steps) < 2
	for i, s := range steps {
		show.Steps = append(show.Steps, c.T("page.step", "At", i+1, "Of", len(steps)))
		show.Captions = append(show.Captions, c.Text(s.Text))
	}
	show.OnFrame = func(i int) {
		c.Sub[c.Route] = i
		c.Host.Touched() // nobody has left while it plays
		if next, ok := c.figure(steps[i].Figure, false).(*widget.Figure); ok {
			picture.(*widget.Figure).Swap(next.Paint, next.Alt, next.Labels)
		}
	}
	show.OnEnd = func(int) { c.Host.Redraw() }
	if at < len(steps)-1 { // the count on the button would be wrong while it plays
		v.Next = &Action{Label: c.T("motion.next"), Do: func() {
			c.Sub[c.Route] = min(c.Sub[c.Route]+1, len(steps)-1)
			c.Host.Redraw()
		}}
	}
	if at > 0 || !show.Still {
		back := c.way.Back
		v.Back = &Action{Label: c.T("back"), Do: func() {
			if c.Sub[c.Route] <= 0 {
				back()
				return
			}
			c.Sub[c.Route] = min(c.Sub[c.Route], len(steps)-1) - 1
			c.Host.Redraw()
		}}
	}
	v.Leave = show.Cancel
	return show
}

// pathShown is the button that makes the numbers of a picture stand out one
// after the other, or nil where nothing moves.
func (c lesson) pathShown(v *View, p content.Page, picture fyne.CanvasObject) fyne.CanvasObject {
	pic, ok := picture.(*widget.Figure)
	if !ok || p.Motion == "" || c.Still || len(pic.Badges) < 2 {
		return nil
	}
	show := widget.Name("motion", widget.NewAnimation(len(pic.Badges), c.T("motion.path"), c.T("motion.stop")))
	show.Whole = true
	show.OnFrame = pic.Light
	if p.Motion == "path" {
		ways := c.ways(p.Figure)
		show.OnMove = func(i int, share float64) {
			at := along(ways[i], share)
			pic.ShowDot(&at)
		}
	}
	show.OnEnd = func(int) {
		pic.Light(-1)
		pic.ShowDot(nil)
	}
	v.Leave = show.Cancel
	return show
}

// ways gives, for each label of a picture, the anchors "label.1", "label.2"…
// that a dot follows; a label without any is a way of its own anchor.
func (c lesson) ways(figure string) [][]vector.Point {
	f, _ := c.Lib.Figure(figure)
	d, _ := c.Lib.Drawing(figure)
	var out [][]vector.Point
	for _, l := range f.Label {
		var way []vector.Point
		for i := 1; ; i++ {
			at, ok := d.Anchors[fmt.Sprintf("%s.%d", l.Anchor, i)]
			if !ok {
				break
			}
			way = append(way, at)
		}
		if way == nil {
			way = []vector.Point{d.Anchors[l.Anchor]}
		}
		out = append(out, way)
	}
	return out
}

// along is the place on a way after a share of it, each of its stretches
// taking as long as the others. It arrives early and rests there.
func along(way []vector.Point, share float64) widget.FigureDot {
	const moving = 0.7
	at := min(max(share/moving, 0), 1) * float64(len(way)-1)
	i := min(int(at), len(way)-1)
	a, b, t := way[i], way[min(i+1, len(way)-1)], at-float64(i)
	return widget.FigureDot{X: a.X + (b.X-a.X)*t, Y: a.Y + (b.Y-a.Y)*t}
}
