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
	if !p.Closed {
		out.core = &core{segs: p.Segs, width: (w0 + w1) / 2, off: math.Abs(w0-w1) / 4}
	}
	tol := tolerance(max(w0, w1))
	for _, pts := range p.Flatten(tol / 5) {
		pts = distinct(pts, p.Closed)
		switch {
		case len(pts) == 0:
		case len(pts) == 1:
			out.Segs = append(out.Segs, Circle(pts[0], w0/2).Segs...)
		case p.Closed && len(pts) > 2:
			out.Segs = append(append(out.Segs, ring(pts, w0/2, tol)...), ring(reversed(pts), w0/2, tol)...)
		default:
			r, back := radii(pts, w0/2, w1/2)
			n := pen{tol: tol}
			n.side(pts, false, func(i int) float64 { return r[i] })
			n.cap(pts[len(pts)-1], pts[len(pts)-2], r[len(r)-1])
			n.side(reversed(pts), false, func(i int) float64 { return back[i] })
			n.cap(pts[0], pts[1], r[0])
			out.Segs = append(out.Segs, n.done()...)
		}
	}
	return out
}

// outset is closed paths grown by width on all sides, their holes filled.
func outset(p Path, width float64) Path {
	out := Path{Closed: true}
	tol := tolerance(2 * width)
	for _, pts := range p.Flatten(tol / 5) {
		pts = distinct(pts, true)
		if len(pts) < 3 {
			out.Segs = append(out.Segs, Stroke(Open(pts...), 2*width).Segs...)
			continue
		}
		if signed(pts) < 0 { // the left side must be the outer one
			pts = reversed(pts)
		}
		out.Segs = append(out.Segs, ring(pts, width, tol)...)
	}
	return out
}

// ring is the closed loop to the left of pts.
func ring(pts []Pt, w, tol float64) []Seg {
	n := pen{tol: tol}
	n.side(pts, true, func(int) float64 { return w })
	n.to(n.first)
	return n.done()
}

// tolerance is how far an outline may stray from the true one: less than can
// be seen, and little beside the line's own width.
func tolerance(width float64) float64 { return min(0.25, width/9) }

func signed(pts []Pt) float64 {
	sum := 0.0
	for i, a := range pts {
		sum += a.Cross(pts[(i+1)%len(pts)])
	}
	return sum
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

// pen writes one closed outline: runs of near points become few curves, round
// corners and ends become arcs.
type pen struct {
	tol   float64
	first Pt
	segs  []Seg
	run   []Pt // not yet written; begins where the last segment ends
}

// to goes on smoothly to q.
func (n *pen) to(q Pt) {
	if len(n.segs) == 0 && len(n.run) == 0 {
		n.first = q
		n.segs = append(n.segs, Seg{End: q, Move: true, Straight: true})
	}
	n.run = append(n.run, q)
}

// flush writes the run and starts another at its end.
func (n *pen) flush() {
	if len(n.run) < 2 {
		return
	}
	n.segs = append(n.segs, fit(n.run, n.tol)...)
	n.run = append(n.run[:0:0], n.run[len(n.run)-1])
}

// line goes straight to q.
func (n *pen) line(q Pt) {
	n.flush()
	n.to(q)
	n.flush()
}

// arc goes round the centre q from its normal a by turn radians at radius w.
func (n *pen) arc(q, a Pt, turn, w float64) {
	n.line(q.Add(a.Mul(w)))
	steps := 1
	for 0.0185*w*math.Pow(turn/math.Pi/float64(steps), 6) > n.tol { // one curve strays so far
		steps++
	}
	step := turn / float64(steps)
	k := 4.0 / 3 * math.Tan(step/4)
	for range steps {
		b := a.Turn(step * 180 / math.Pi)
		n.segs = append(n.segs, Seg{
			C1: q.Add(a.Add(Pt{-a.Y, a.X}.Mul(k)).Mul(w)), C2: q.Add(b.Sub(Pt{-b.Y, b.X}.Mul(k)).Mul(w)), End: q.Add(b.Mul(w))})
		a = b
	}
	n.run = append(n.run[:0], q.Add(a.Mul(w)))
}

func (n *pen) done() []Seg { n.flush(); return n.segs }

// side goes along pts, moved to the left by r. Outer corners are rounded;
// inner ones pass through the corner itself, which the non-zero rule fills.
func (n *pen) side(pts []Pt, closed bool, r func(int) float64) {
	count := len(pts)
	for i, q := range pts {
		prev, next := pts[(i+count-1)%count], pts[(i+1)%count]
		w := r(i)
		switch {
		case !closed && i == 0:
			n.to(q.Add(left(q, next).Mul(w)))
		case !closed && i == count-1:
			n.to(q.Add(left(prev, q).Mul(w)))
		default:
			n.corner(q, left(prev, q), left(q, next), w)
		}
	}
}

// left is the normal to the left of the way from a to b.
func left(a, b Pt) Pt { d := b.Sub(a).Unit(); return Pt{d.Y, -d.X} }

// corner goes round q from the normal a to b.
func (n *pen) corner(q, a, b Pt, w float64) {
	turn := math.Atan2(a.Cross(b), a.Dot(b))
	switch {
	case math.Abs(turn) < 0.35: // nearly straight: one mitred point
		n.to(q.Add(a.Add(b).Unit().Mul(w / math.Cos(turn/2))))
	case turn < 0: // inner side
		n.to(q.Add(a.Mul(w)))
		n.line(q)
		n.line(q.Add(b.Mul(w)))
	default:
		if len(n.run) == 0 {
			n.to(q.Add(a.Mul(w)))
		} else {
			n.to(q.Add(a.Mul(w)))
			n.flush()
		}
		n.arc(q, a, turn, w)
	}
}

// cap goes round the end, whose line comes from the point before.
func (n *pen) cap(end, before Pt, w float64) {
	n.flush()
	n.arc(end, left(before, end), math.Pi, w)
}
