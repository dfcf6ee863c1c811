package ink

import "math"

// Flatten gives each subpath as points no further than tol from the curve.
func (p Path) Flatten(tol float64) [][]Pt {
	var out [][]Pt
	var cur []Pt
	for _, s := range p.Segs {
		switch {
		case s.Move:
			if len(cur) > 0 {
				out = append(out, cur)
			}
			cur = []Pt{s.End}
		case s.Straight:
			cur = append(cur, s.End)
		default:
			cur = flattenCubic(cur, cur[len(cur)-1], s, tol)
		}
	}
	if len(cur) > 0 {
		out = append(out, cur)
	}
	return out
}

// flattenCubic splits the curve evenly; the second differences of the control
// points bound how far a chord strays from it.
func flattenCubic(dst []Pt, a Pt, s Seg, tol float64) []Pt {
	d1 := a.Sub(s.C1.Mul(2)).Add(s.C2).Len()
	d2 := s.C1.Sub(s.C2.Mul(2)).Add(s.End).Len()
	n := int(math.Ceil(math.Sqrt(0.75 * max(d1, d2) / tol)))
	n = min(max(n, 1), 64)
	for i := 1; i <= n; i++ {
		t := float64(i) / float64(n)
		u := 1 - t
		q := a.Mul(u * u * u).Add(s.C1.Mul(3 * u * u * t)).Add(s.C2.Mul(3 * u * t * t)).Add(s.End.Mul(t * t * t))
		dst = append(dst, q)
	}
	return dst
}

// Stroke is the outline of p drawn with a round pen of the given width.
func Stroke(p Path, width float64) Path {
	return Taper(p, width, width)
}

// Taper is Stroke with a width that goes evenly from w0 to w1 along each
// subpath. A closed path keeps w0 all round.
func Taper(p Path, w0, w1 float64) Path {
	out := Path{Closed: true}
	tol := min(0.15, max(w0, w1)/10)
	for _, pts := range p.Flatten(tol) {
		pts = distinct(pts, p.Closed)
		switch {
		case len(pts) == 0:
		case len(pts) == 1:
			out.Segs = append(out.Segs, Circle(pts[0], w0/2).Segs...)
		case p.Closed && len(pts) > 2:
			left := side(pts, true, func(int) float64 { return w0 / 2 })
			right := side(reversed(pts), true, func(int) float64 { return w0 / 2 })
			out.Segs = append(append(out.Segs, Poly(left...).Segs...), Poly(right...).Segs...)
		default:
			r, back := radii(pts, w0/2, w1/2)
			loop := side(pts, false, func(i int) float64 { return r[i] })
			loop = arc(loop, pts[len(pts)-1], pts[len(pts)-2], r[len(r)-1])
			loop = append(loop, side(reversed(pts), false, func(i int) float64 { return back[i] })...)
			loop = arc(loop, pts[0], pts[1], r[0])
			out.Segs = append(out.Segs, Poly(loop...).Segs...)
		}
	}
	return out
}

func distinct(pts []Pt, closed bool) []Pt {
	out := pts[:0:0]
	for _, q := range pts {
		if len(out) == 0 || q.Dist(out[len(out)-1]) > 1e-3 {
			out = append(out, q)
		}
	}
	if closed && len(out) > 1 && out[0].Dist(out[len(out)-1]) < 1e-3 {
		out = out[:len(out)-1]
	}
	return out
}

func reversed(pts []Pt) []Pt {
	out := make([]Pt, len(pts))
	for i, q := range pts {
		out[len(pts)-1-i] = q
	}
	return out
}

// radii gives the half width at each point by its share of the length, and
// the same list from the far end.
func radii(pts []Pt, r0, r1 float64) (r, back []float64) {
	total := 0.0
	for i := 1; i < len(pts); i++ {
		total += pts[i].Dist(pts[i-1])
	}
	r, back = make([]float64, len(pts)), make([]float64, len(pts))
	run := 0.0
	for i := range pts {
		if i > 0 {
			run += pts[i].Dist(pts[i-1])
		}
		r[i] = r0 + (r1-r0)*run/total
		back[len(pts)-1-i] = r[i]
	}
	return r, back
}

// side is pts moved to the left by r. Outer corners are rounded; inner ones
// pass through the corner itself, which the non-zero rule fills.
func side(pts []Pt, closed bool, r func(int) float64) []Pt {
	n := len(pts)
	var out []Pt
	left := func(a, b Pt) Pt { d := b.Sub(a).Unit(); return Pt{d.Y, -d.X} }
	for i, q := range pts {
		prev, next := pts[(i+n-1)%n], pts[(i+1)%n]
		w := r(i)
		switch {
		case !closed && i == 0:
			out = append(out, q.Add(left(q, next).Mul(w)))
		case !closed && i == n-1:
			out = append(out, q.Add(left(prev, q).Mul(w)))
		default:
			out = corner(out, q, left(prev, q), left(q, next), w)
		}
	}
	return out
}

// corner adds the points at q between the normals a and b.
func corner(dst []Pt, q, a, b Pt, w float64) []Pt {
	turn := math.Atan2(a.Cross(b), a.Dot(b))
	switch {
	case math.Abs(turn) < 0.35: // nearly straight: one mitred point
		m := a.Add(b).Unit()
		return append(dst, q.Add(m.Mul(w/math.Cos(turn/2))))
	case turn < 0: // inner side
		return append(dst, q.Add(a.Mul(w)), q, q.Add(b.Mul(w)))
	}
	n := max(2, int(math.Ceil(float64(steps180(w))*turn/math.Pi)))
	for i := 0; i <= n; i++ {
		dst = append(dst, q.Add(a.Turn(turn*180/math.Pi*float64(i)/float64(n)).Mul(w)))
	}
	return dst
}

// steps180 is how many chords make a half circle of radius w look round.
func steps180(w float64) int { return min(max(5, int(math.Ceil(2.2*math.Sqrt(w)))+3), 24) }

// arc adds the round cap at end, whose line comes from the point before.
func arc(dst []Pt, end, before Pt, w float64) []Pt {
	d := end.Sub(before).Unit()
	a := Pt{d.Y, -d.X}
	n := steps180(w)
	for i := 1; i < n; i++ {
		dst = append(dst, end.Add(a.Turn(180*float64(i)/float64(n)).Mul(w)))
	}
	return dst
}
