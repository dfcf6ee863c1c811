package spine

import (
	"fmt"

	"eclaire/assets/internal/ink"
	"eclaire/assets/vector"
)

// printStep is the grid of the drawing for paper, in units: a tenth of a
// millimetre where the document draws it.
const printStep = 0.5

// Print is the drawing for paper, without a focus: few points, and strokes with
// round ends and corners, which the screen cannot draw. Its units are larger
// than those of Drawing; its anchors are the places of Label by level.
func Print(s States) vector.Drawing {
	c := ink.NewPrint(Width, Height, printStep)
	drawArches(c)
	for i, n := range nodes {
		c.Anchor(n.level, n.label.X, n.label.Y)
		if i > 0 {
			above := nodes[i-1]
			drawDisc(c, shaped(above, s.of(above.level)), shaped(n, s.of(n.level)))
		}
	}
	for i := len(nodes) - 1; i >= 0; i-- {
		v := s.of(nodes[i].level)
		drawBone(c, nodes[i], shaped(nodes[i], v), v)
	}
	d, err := vector.ParsePrint(c.SVG())
	if err != nil { // it was written here: a fault of the program
		panic(fmt.Sprintf("the spine for paper cannot be read: %v", err))
	}
	return d
}
