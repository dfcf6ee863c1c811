// Package ink holds the geometry that the drawings are made of: paths, their
// widened outlines and a canvas that writes them as flat SVG.
//
// For the screen everything leaves it as opaque filled paths, because there
// stroke widths do not scale; on paper lines stay lines. Neither has clips or
// masks.
package ink

import "math"

// Pt is a point or a vector in drawing units, y downwards.
type Pt struct{ X, Y float64 }

func (a Pt) Add(b Pt) Pt        { return Pt{a.X + b.X, a.Y + b.Y} }
func (a Pt) Sub(b Pt) Pt        { return Pt{a.X - b.X, a.Y - b.Y} }
func (a Pt) Mul(k float64) Pt   { return Pt{a.X * k, a.Y * k} }
func (a Pt) Len() float64       { return math.Hypot(a.X, a.Y) }
func (a Pt) Dist(b Pt) float64  { return a.Sub(b).Len() }
func (a Pt) Dot(b Pt) float64   { return a.X*b.X + a.Y*b.Y }
func (a Pt) Cross(b Pt) float64 { return a.X*b.Y - a.Y*b.X }

// Lerp is the point at share t of the way from a to b.
func (a Pt) Lerp(b Pt, t float64) Pt { return Pt{a.X + (b.X-a.X)*t, a.Y + (b.Y-a.Y)*t} }

// Unit is a at length 1; the zero vector stays zero.
func (a Pt) Unit() Pt {
	if l := a.Len(); l > 0 {
		return a.Mul(1 / l)
	}
	return a
}

// Turn is a turned by deg degrees, clockwise as seen with y downwards.
func (a Pt) Turn(deg float64) Pt {
	s, c := math.Sincos(deg * math.Pi / 180)
	return Pt{a.X*c - a.Y*s, a.X*s + a.Y*c}
}

// Seg is one step of a Path: a cubic curve to End, or a straight line when
// Straight is set. Move starts a new subpath.
type Seg struct {
	C1, C2, End    Pt
	Move, Straight bool
}

// Path is a sequence of subpaths; Closed tells for all of them.
type Path struct {
	Segs   []Seg
	Closed bool
	core   *core // nil if there is none
}

// Poly is the closed polygon through pts.
func Poly(pts ...Pt) Path { p := Open(pts...); p.Closed = true; return p }

// Open is the broken line through pts.
func Open(pts ...Pt) Path {
	var p Path
	for i, q := range pts {
		p.Segs = append(p.Segs, Seg{End: q, Move: i == 0, Straight: true})
	}
	return p
}

// XY is Poly's argument from bare numbers: x1, y1, x2, y2…
func XY(v ...float64) []Pt {
	pts := make([]Pt, 0, len(v)/2)
	for i := 0; i+1 < len(v); i += 2 {
		pts = append(pts, Pt{v[i], v[i+1]})
	}
	return pts
}

// Blob is a smooth closed curve through pts.
func Blob(pts ...Pt) Path {
	n := len(pts)
	p := Path{Closed: true, Segs: []Seg{{End: pts[0], Move: true, Straight: true}}}
	for i := range pts {
		p.Segs = append(p.Segs, catmull(pts[(i+n-1)%n], pts[i], pts[(i+1)%n], pts[(i+2)%n]))
	}
	return p
}

// Curve is a smooth open curve through pts.
func Curve(pts ...Pt) Path {
	p := Path{Segs: []Seg{{End: pts[0], Move: true, Straight: true}}}
	for i := 0; i+1 < len(pts); i++ {
		p.Segs = append(p.Segs, catmull(pts[max(i-1, 0)], pts[i], pts[i+1], pts[min(i+2, len(pts)-1)]))
	}
	return p
}

// catmull is the cubic from b to c whose tangents follow the neighbours; the
// tangents are held shorter than the chord so that uneven points do not loop.
func catmull(a, b, c, d Pt) Seg {
	chord := b.Dist(c)
	t1, t2 := c.Sub(a).Mul(1./6), d.Sub(b).Mul(1./6)
	if l := t1.Len(); l > chord*0.4 {
		t1 = t1.Mul(chord * 0.4 / l)
	}
	if l := t2.Len(); l > chord*0.4 {
		t2 = t2.Mul(chord * 0.4 / l)
	}
	return Seg{C1: b.Add(t1), C2: c.Sub(t2), End: c}
}

// Round is the closed polygon through pts with its corners rounded by r.
func Round(r float64, pts ...Pt) Path {
	n := len(pts)
	p := Path{Closed: true}
	cuts := make([]float64, n)
	for i, q := range pts {
		a, b := pts[(i+n-1)%n], pts[(i+1)%n]
		k := min(r, q.Dist(a)/2, q.Dist(b)/2)
		cuts[i] = k
		from, to := q.Add(a.Sub(q).Unit().Mul(k)), q.Add(b.Sub(q).Unit().Mul(k))
		p.Segs = append(p.Segs, Seg{End: from, Move: i == 0, Straight: true},
			Seg{C1: from.Lerp(q, 0.56), C2: to.Lerp(q, 0.56), End: to})
	}
	p.core = rounded(pts, cuts)
	return p
}

// Rect is a rectangle with corners rounded by r.
func Rect(x, y, w, h, r float64) Path {
	return Round(r, Pt{x, y}, Pt{x + w, y}, Pt{x + w, y + h}, Pt{x, y + h})
}

// Ellipse is an ellipse from four cubic quarters.
func Ellipse(cx, cy, rx, ry float64) Path {
	const k = 0.5523
	p := Path{Closed: true, Segs: []Seg{{End: Pt{cx + rx, cy}, Move: true, Straight: true}}}
	a := Pt{1, 0}
	for range 4 {
		b := Pt{-a.Y, a.X}
		c1, c2 := a.Add(b.Mul(k)), b.Add(a.Mul(k))
		at := func(q Pt) Pt { return Pt{cx + q.X*rx, cy + q.Y*ry} }
		p.Segs = append(p.Segs, Seg{C1: at(c1), C2: at(c2), End: at(b)})
		a = b
	}
	return p
}

// Circle is Ellipse with one radius.
func Circle(c Pt, r float64) Path {
	p := Ellipse(c.X, c.Y, r, r)
	p.core = dot(c, r)
	return p
}

// Map applies f to every point, for the outline only; exact for affine f, near enough for bends
// that are gentle over one segment.
func (p Path) Map(f func(Pt) Pt) Path {
	out := Path{Closed: p.Closed, Segs: make([]Seg, len(p.Segs))}
	for i, s := range p.Segs {
		out.Segs[i] = Seg{f(s.C1), f(s.C2), f(s.End), s.Move, s.Straight}
	}
	return out
}
