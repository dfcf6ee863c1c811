package document

import (
	"math"
	"slices"

	"eclaire/assets/vector"
)

// fine is how far a simplified outline of a clinic's picture may lie from the
// drawn one, in units of which the picture is 800 wide: on paper, a twenty-fifth
// of a millimetre.
const fine = 0.5

// simplified takes out the points of straight runs that the eye cannot tell.
// Curves stay as they are.
func simplified(in []vector.Segment, tolerance float64) []vector.Segment {
	out := make([]vector.Segment, 0, len(in)/4)
	var runs []vector.Point // from where the run starts
	flush := func() {
		for _, p := range thin(runs, tolerance)[min(1, len(runs)):] {
			out = append(out, vector.Segment{Op: vector.Line, P: [3]vector.Point{p}})
		}
		runs = runs[:0]
	}
	var pen vector.Point
	for _, s := range in {
		if s.Op == vector.Line {
			if len(runs) == 0 {
				runs = append(runs, pen)
			}
			runs = append(runs, s.P[0])
		} else {
			flush()
			out = append(out, s)
		}
		if n := pointsOf(s.Op); n > 0 {
			pen = s.P[n-1]
		}
	}
	flush()
	return slices.Clip(out)
}

// thin is the line of Douglas and Peucker: the ends stay, and of the points
// between them those that the straight line misses by more than tolerance.
func thin(p []vector.Point, tolerance float64) []vector.Point {
	if len(p) < 3 {
		return p
	}
	keep := make([]bool, len(p))
	keep[0], keep[len(p)-1] = true, true
	stack := [][2]int{{0, len(p) - 1}}
	for len(stack) > 0 {
		from, to := stack[len(stack)-1][0], stack[len(stack)-1][1]
		stack = stack[:len(stack)-1]
		far, worst := 0, tolerance
		for i := from + 1; i < to; i++ {
			if d := distance(p[i], p[from], p[to]); d > worst {
				far, worst = i, d
			}
		}
		if far > 0 {
			keep[far] = true
			stack = append(stack, [2]int{from, far}, [2]int{far, to})
		}
	}
	var out []vector.Point
	for i, k := range keep {
		if k {
			out = append(out, p[i])
		}
	}
	return out
}

// distance is from p to the piece of line between a and b.
func distance(p, a, b vector.Point) float64 {
	dx, dy := b.X-a.X, b.Y-a.Y
	t := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		t = min(max(((p.X-a.X)*dx+(p.Y-a.Y)*dy)/l, 0), 1)
	}
	return math.Hypot(p.X-a.X-t*dx, p.Y-a.Y-t*dy)
}
