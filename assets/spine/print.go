package spine

import (
	"fmt"
	"sync"

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
	const width = 130.0
	c := ink.NewPrint(width, Height, printStep)
	for i, n := range nodes {
		front := n.body.At(-1, 0)
		c.Anchor(n.level, front.X-smallLeft, front.Y)
		c.Paste(smallPieces[i][s.of(n.level)]())
	}
	d, err := vector.ParsePrint(c.SVG())
	if err != nil { // it was written here: a fault of the program
		panic(fmt.Sprintf("the small spine cannot be read: %v", err))
	}
	return d
}

// smallLeft is where the bodies begin within the whole drawing.
const smallLeft = 70.0

// smallPieces are the bodies of Small by level and state, each drawn when it is first
// asked for.
var smallPieces = func() (out [levels][states]func() []byte) {
	for i := range out {
		for v := range out[i] {
			out[i][v] = sync.OnceValue(func() []byte { return smallPiece(nodes[i], State(v)) })
		}
	}
	return out
}()

func smallPiece(n node, v State) []byte {
	const black, white = "#000000", "#FFFFFF"
	c := ink.NewPrint(0, 0, printStep)
	moved := func(p ink.Path) ink.Path {
		return p.Map(func(q ink.Pt) ink.Pt { return ink.Pt{X: q.X - smallLeft, Y: q.Y} })
	}
	b := shaped(n, v)
	rim := b.Outline(0)
	if n.level == sacrumLevel {
		rim, _ = sacrumShape(n)
	}
	fill := white
	if v == ToTreat {
		fill = black
	}
	c.Draw(moved(rim), fill, black, 2.6)
	if v == OldFracture {
		for i := range 3 {
			u := -0.6 + 0.55*float64(i)
			c.Line(moved(ink.Open(b.At(u-0.2, 0.8), b.At(u+0.3, -0.8))), 2.2, black)
		}
	}
	return c.Fragment()
}
