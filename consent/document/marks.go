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

// The tick of a statement, and the stroke of an exclamation mark as a part of its
// sign's side: ReadPrint tells them by these widths.
const (
	tickWidth   = 2.0 // points
	exclamation = 0.13
)

// tickBox is a box with a tick drawn in it, or without, for a hand.
func tickBox(x, y, side float64, ticked bool) []Item {
	items := []Item{{Tag{}, Box{Rect{x, y, side, side}, white, inkColour, 1}}}
	if ticked {
		items = append(items, Item{Tag{}, stroke(inkColour, tickWidth, x+side*0.2, y+side*0.52, x+side*0.42, y+side*0.76, x+side*0.82, y+side*0.24)})
	}
	return items
}

// warning is a triangle with an exclamation mark.
func warning(x, y, side float64) []Item {
	return []Item{
		{Tag{}, Outline{Fill: cautionColour, Line: cautionColour, LineWidth: 1.5, Segments: triangle(x, y, side)}},
		{Tag{}, stroke(white, side*exclamation, x+side/2, y+side*0.34, x+side/2, y+side*0.62)},
		{Tag{}, circle(white, NoColour, 0, x+side/2, y+side*0.79, side*0.075)},
	}
}

func triangle(x, y, side float64) []vector.Segment {
	at := func(op vector.Op, px, py float64) vector.Segment {
		return vector.Segment{Op: op, P: [3]vector.Point{{X: px, Y: py}}}
	}
	return []vector.Segment{
		at(vector.Move, x+side/2, y+1), at(vector.Line, x+side-0.5, y+side*0.92), at(vector.Line, x+0.5, y+side*0.92), {Op: vector.Close},
	}
}

// tinted is the ground of a note, or of a caution with its sign.
func tinted(caution bool, x, width, height, pad float64) []Item {
	tint, bar := tintNote, quietColour
	if caution {
		tint, bar = tintCaution, cautionColour
	}
	items := []Item{{Tag{}, Box{Rect: Rect{x, 0, width, height}, Fill: tint}}, {Tag{}, Box{Rect: Rect{x, 0, 3, height}, Fill: bar}}}
	if caution {
		items = append(items, warning(x+pad+2, pad, 16)...)
	}
	return items
}
