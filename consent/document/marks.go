package document

import "eclaire/assets/vector"

// stroke is a line through points given as x, y, x, y …
func stroke(c Colour, width float64, xy ...float64) Outline {
	o := Outline{Line: c, LineWidth: width}
	for i := 0; i+1 < len(xy); i += 2 {
		op := vector.Line
		if i == 0 {
			op = vector.Move
		}
		o.Segments = append(o.Segments, vector.Segment{Op: op, P: [3]vector.Point{{X: xy[i], Y: xy[i+1]}}})
	}
	return o
}

// circle is a disc around a place.
func circle(fill, line Colour, width, x, y, radius float64) Disc {
	return Disc{x, y, radius, fill, line, width}
}

// The marks of drawings that ReadPrint tells from all else by their measures, in points:
// the tick of a statement; and up to drawing 3 also the tick of a right answer, the sign
// of warning of another with the stroke in it, the number on a scale, and the steps of a
// scale.
const (
	tickWidth   = 2.0
	rightWidth  = 1.8
	wrongSide   = 14.0
	exclamation = 0.13
	valueSize   = 13.0
	stepWidth   = 8.3
)

// boxState is what stands in a box.
type boxState string

// What can stand in it.
const (
	ticked  boxState = "ticked"
	crossed boxState = "crossed"
	open    boxState = "open" // for a pen
)

// tickBox is a box with a tick drawn in it, a cross, or nothing, for a hand.
func tickBox(x, y, side float64, state boxState) []Item {
	items := []Item{{Tag{}, Box{Rect{x, y, side, side}, white, inkColour, 1.1}}}
	at := func(fx, fy float64) (float64, float64) { return x + side*fx, y + side*fy }
	switch state {
	case ticked:
		a, b := at(0.2, 0.52)
		c, d := at(0.42, 0.76)
		e, f := at(0.82, 0.24)
		items = append(items, Item{Tag{}, stroke(inkColour, tickWidth, a, b, c, d, e, f)})
	case crossed:
		a, b := at(0.25, 0.25)
		c, d := at(0.75, 0.75)
		items = append(items, Item{Tag{}, stroke(inkColour, tickWidth, a, b, c, d)}, Item{Tag{}, stroke(inkColour, tickWidth, a, d, c, b)})
	}
	return items
}

// halfDisc is the left half of a disc.
func halfDisc(x, y, r float64) Outline {
	const k = 0.5523 // of the radius: how far the handles of a quarter of a circle reach
	p := func(dx, dy float64) vector.Point { return vector.Point{X: x + dx*r, Y: y + dy*r} }
	return Outline{Fill: inkColour, Segments: []vector.Segment{
		{Op: vector.Move, P: [3]vector.Point{p(0, -1)}},
		{Op: vector.Cubic, P: [3]vector.Point{p(-k, -1), p(-1, -k), p(-1, 0)}},
		{Op: vector.Cubic, P: [3]vector.Point{p(-1, k), p(-k, 1), p(0, 1)}},
		{Op: vector.Close},
	}}
}
