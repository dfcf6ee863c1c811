package ink

import "math"

// core says an outline in fewer words: it is what a round pen covers that goes
// along segs, with the inside if closed. A width of 0 covers the inside only.
// Print keeps cores, because a page can draw with a pen.
type core struct {
	segs   []Seg
	closed bool
	width  float64
	off    float64 // how far the outline lies from it, at most
}

// dot is the core of a circle.
func dot(c Pt, r float64) *core {
	return &core{segs: []Seg{{End: c, Move: true, Straight: true}, {End: c, Straight: true}}, width: 2 * r}
}

// rounded is the core of a polygon with rounded corners, each cut from so far
// before it to so far behind it: a smaller polygon and a pen that is as wide as
// its corners are round; where they turn both ways, the polygon itself.
func rounded(pts []Pt, cut []float64) *core {
	n := len(pts)
	turn := func(i int) float64 { // half the angle inside the corner, negative where it points inwards
		a, b := pts[(i+n-1)%n].Sub(pts[i]).Unit(), pts[(i+1)%n].Sub(pts[i]).Unit()
		half := math.Acos(min(max(a.Dot(b), -1), 1)) / 2
		return math.Copysign(half, b.Cross(a)*signed(pts))
	}
	radius, convex := math.Inf(1), true
	for i := range pts {
		h := turn(i)
		convex = convex && h > 0
		radius = min(radius, cut[i]*math.Tan(math.Abs(h)))
	}
	if !convex {
		radius = 0
	}
	k := core{closed: true, width: 2 * radius}
	for i, q := range pts {
		h := math.Abs(turn(i))
		k.off = max(k.off, (cut[i]*math.Tan(h)-radius)*(1/math.Sin(h)-1))
		a, b := pts[(i+n-1)%n].Sub(q).Unit(), pts[(i+1)%n].Sub(q).Unit()
		if radius > 0 {
			q = q.Add(a.Add(b).Unit().Mul(radius / math.Sin(h)))
		}
		k.segs = append(k.segs, Seg{End: q, Move: i == 0, Straight: true})
	}
	return &k
}
