package spine

import (
	"fmt"

	"eclaire/assets/internal/ink"
	"eclaire/assets/vector"
)

// printStep is the grid of the drawing for paper, in units: a tenth of a
// millimetre where the document draws it.
const printStep = 0.5

// Small is the back as a few lines, for where it is no larger than a thumb: the bodies
// alone, in black: outlined where they are healthy, hatched where an old fracture is,
// filled where one is to be treated. Its anchors are the fronts of the bodies, by level.
func Small(s States) vector.Drawing {
	const black, white = "#000000", "#FFFFFF"
	const left, width = 70.0, 130.0 // where the bodies lie within the drawing
	c := ink.NewPrint(width, Height, printStep)
	moved := func(p ink.Path) ink.Path {
		return p.Map(func(q ink.Pt) ink.Pt { return ink.Pt{X: q.X - left, Y: q.Y} })
	}
	for _, n := range nodes {
		v := s.of(n.level)
		rim := shaped(n, v).Outline(0)
		if n.level == sacrumLevel {
			rim, _ = sacrumShape(n)
		}
		front := n.body.At(-1, 0)
		c.Anchor(n.level, front.X-left, front.Y)
		fill := white
		if v == ToTreat {
			fill = black
		}
		c.Draw(moved(rim), fill, black, 2.6)
		if v == OldFracture {
			b := shaped(n, v)
			for i := range 3 {
				u := -0.6 + 0.55*float64(i)
				c.Line(moved(ink.Open(b.At(u-0.2, 0.8), b.At(u+0.3, -0.8))), 2.2, black)
			}
		}
	}
	d, err := vector.ParsePrint(c.SVG())
	if err != nil { // it was written here: a fault of the program
		panic(fmt.Sprintf("the small spine cannot be read: %v", err))
	}
	return d
}
