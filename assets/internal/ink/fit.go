package ink

import "math"

// fit gives few cubic curves, or one straight step, that pass no further than
// tol from pts and end where they end. It follows P. Schneider, "An algorithm
// for automatically fitting digitized curves" (1990).
func fit(pts []Pt, tol float64) []Seg {
	pts = dense(distinct(pts, false), 6)
	if len(pts) < 2 {
		return nil
	}
	return fitRun(nil, pts, direction(pts, 1), direction(reversed(pts), 1), tol)
}

// dense adds points so that none is further than step from the next: a curve
// is only held where there are points.
func dense(pts []Pt, step float64) []Pt {
	if len(pts) < 3 {
		return pts
	}
	out := pts[:1:1]
	for i := 1; i < len(pts); i++ {
		a, b := pts[i-1], pts[i]
		n := max(1, int(math.Ceil(a.Dist(b)/step)))
		for j := 1; j <= n; j++ {
			out = append(out, a.Lerp(b, float64(j)/float64(n)))
		}
	}
	return out
}

// direction is the way in which pts set out, taken over a few of them.
func direction(pts []Pt, over int) Pt { return pts[min(over, len(pts)-1)].Sub(pts[0]).Unit() }

func fitRun(dst []Seg, pts []Pt, from, to Pt, tol float64) []Seg {
	s, split, ok := fitOne(pts, from, to, tol)
	if ok {
		return append(dst, s)
	}
	split = min(max(split, 1), len(pts)-2)
	mid := pts[split+1].Sub(pts[split-1]).Unit()
	if mid == (Pt{}) { // the run turns back on itself here
		mid = pts[split].Sub(pts[split-1]).Unit()
	}
	dst = fitRun(dst, pts[:split+1], from, mid.Mul(-1), tol)
	return fitRun(dst, pts[split:], mid, to, tol)
}

// fitOne gives the one step that passes no further than tol from pts, or which
// of them it misses most.
func fitOne(pts []Pt, from, to Pt, tol float64) (s Seg, split int, ok bool) {
	last := len(pts) - 1
	if straight(pts, tol/4) {
		return Seg{End: pts[last], Straight: true}, 0, true
	}
	t := shares(pts)
	split = last / 2
	for range 4 {
		s = solve(pts, t, from, to)
		worst := 0.0
		for i := 1; i < last; i++ {
			if d := bezier(pts[0], s, t[i]).Dist(pts[i]); d > worst {
				worst, split = d, i
			}
		}
		if worst <= tol {
			return s, split, true
		}
		if worst > 12*tol {
			break
		}
		for i := 1; i < last; i++ {
			t[i] = nearer(pts[0], s, pts[i], t[i])
		}
	}
	return s, split, false
}

// straight tells whether all points lie on the way from the first to the last.
func straight(pts []Pt, tol float64) bool {
	a, b := pts[0], pts[len(pts)-1]
	d := b.Sub(a)
	l := d.Len()
	if len(pts) == 2 || l == 0 {
		return len(pts) == 2
	}
	u := d.Mul(1 / l)
	for _, q := range pts[1 : len(pts)-1] {
		along := q.Sub(a).Dot(u)
		if math.Abs(q.Sub(a).Cross(u)) > tol || along < -tol || along > l+tol {
			return false
		}
	}
	return true
}

// shares is each point's share of the whole length.
func shares(pts []Pt) []float64 {
	t := make([]float64, len(pts))
	for i := 1; i < len(pts); i++ {
		t[i] = t[i-1] + pts[i].Dist(pts[i-1])
	}
	for i := range t {
		t[i] /= t[len(t)-1]
	}
	return t
}

// solve is the curve with the given tangents that is nearest to pts at t.
func solve(pts []Pt, t []float64, from, to Pt) Seg {
	a, b := pts[0], pts[len(pts)-1]
	var c00, c01, c11, x0, x1 float64
	for i, q := range pts {
		u, v := 1-t[i], t[i]
		b1, b2 := 3*v*u*u, 3*v*v*u
		p, r := from.Mul(b1), to.Mul(b2)
		c00, c01, c11 = c00+p.Dot(p), c01+p.Dot(r), c11+r.Dot(r)
		rest := q.Sub(a.Mul(u*u*u + b1)).Sub(b.Mul(v*v*v + b2))
		x0, x1 = x0+p.Dot(rest), x1+r.Dot(rest)
	}
	chord := a.Dist(b)
	k0, k1 := chord/3, chord/3
	if det := c00*c11 - c01*c01; math.Abs(det) > 1e-12 {
		m0, m1 := (x0*c11-x1*c01)/det, (c00*x1-c01*x0)/det
		if least := 1e-4 * chord; m0 > least && m1 > least && m0 < 4*chord && m1 < 4*chord {
			k0, k1 = m0, m1
		}
	}
	return Seg{C1: a.Add(from.Mul(k0)), C2: b.Add(to.Mul(k1)), End: b}
}

func bezier(a Pt, s Seg, t float64) Pt {
	u := 1 - t
	return a.Mul(u * u * u).Add(s.C1.Mul(3 * u * u * t)).Add(s.C2.Mul(3 * u * t * t)).Add(s.End.Mul(t * t * t))
}

// nearer improves t, at which the curve should pass q, by one step of Newton.
func nearer(a Pt, s Seg, q Pt, t float64) float64 {
	u := 1 - t
	d1, d2, d3 := s.C1.Sub(a).Mul(3), s.C2.Sub(s.C1).Mul(3), s.End.Sub(s.C2).Mul(3)
	v := d1.Mul(u * u).Add(d2.Mul(2 * u * t)).Add(d3.Mul(t * t))
	w := d2.Sub(d1).Mul(2 * u).Add(d3.Sub(d2).Mul(2 * t))
	off := bezier(a, s, t).Sub(q)
	slope := v.Dot(v) + off.Dot(w)
	if slope == 0 {
		return t
	}
	return min(max(t-off.Dot(v)/slope, 0), 1)
}
