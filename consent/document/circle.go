package document

import (
	"math"

	"eclaire/assets/vector"
)

// unitCircle is the path of a circle around the origin with the radius of one unit:
// scaled to its size, each circle is the same bytes, which the compressor finds. What
// is round is drawn so, and never as the round cap of a line without length: some
// readers draw nothing for that.
const unitCircle = "1 0 m 1 .5523 .5523 1 0 1 c -.5523 1 -1 .5523 -1 0 c -1 -.5523 -.5523 -1 0 -1 c .5523 -1 1 -.5523 1 0 c "

// gridPoint is a point as it is written.
type gridPoint [2]int64

// onGrid is a point written in so many steps to the unit.
func onGrid(p vector.Point, steps float64) gridPoint {
	return gridPoint{int64(math.Round(p.X * steps)), int64(math.Round(p.Y * steps))}
}

// dots parts an outline from those of its lines that have no length when they are
// written, which a pen draws as dots. Outlines without any come back as they are.
func dots(segments []vector.Segment, written func(vector.Point) gridPoint) (rest []vector.Segment, at []vector.Point) {
	rest = segments
	parted := false
	for from := 0; from < len(segments); {
		to := from + 1
		for to < len(segments) && segments[to].Op != vector.Move {
			to++
		}
		is := isDot(segments[from:to], written)
		if is && !parted {
			parted, rest = true, append([]vector.Segment{}, segments[:from]...)
		}
		switch {
		case is:
			at = append(at, segments[from].P[0])
		case parted:
			rest = append(rest, segments[from:to]...)
		}
		from = to
	}
	return rest, at
}

// isDot tells whether a part of an outline goes nowhere. A move alone draws nothing
// and is none.
func isDot(part []vector.Segment, written func(vector.Point) gridPoint) bool {
	if len(part) < 2 || part[0].Op != vector.Move {
		return false
	}
	start := written(part[0].P[0])
	for _, s := range part[1:] {
		for _, q := range s.P[:pointsOf(s.Op)] {
			if written(q) != start {
				return false
			}
		}
	}
	return true
}
