package screen

import (
	"fmt"

	"fyne.io/fyne/v2"

	"eclaire/assets/vector"
	"eclaire/content"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// film is the button that shows the steps of a procedure one after the other, or nil
// where nothing moves. While it plays, the picture changes in its place, and the
// sentence that belongs to it stands out.
func (c lesson) film(v *View, steps []content.Step, lines []*widget.Bullet, picture fyne.CanvasObject) fyne.CanvasObject {
	if c.Still || len(steps) < 2 {
		return nil
	}
	show := widget.Name("motion", widget.NewAnimation(len(steps), c.T("motion.play"), c.T("motion.stop")))
	show.Whole = true
	frame := func(i int) {
		if next, ok := c.figure(steps[i].Figure, false).(*widget.Figure); ok {
			picture.(*widget.Figure).Swap(next.Paint, next.Alt, next.Labels)
		}
	}
	light := func(at int) {
		for i, line := range lines {
			color := theme.ColorText
			if i != at && at >= 0 {
				color = theme.ColorQuiet
			}
			line.SetColor(color)
		}
	}
	show.OnFrame = func(i int) {
		c.Host.Touched() // nobody has left while it plays
		frame(i)
		light(i)
	}
	show.OnEnd = func(int) {
		frame(0)
		light(-1)
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
	for _, l := range f.Points() {
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
