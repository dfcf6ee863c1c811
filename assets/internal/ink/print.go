package ink

import "math"

// NewPrint is an empty drawing of w by h units for paper: lines stay lines
// with a width, what is edged is one path, and outlines have as few points as
// the eye needs. Its coordinates are whole steps of so many units, those of a
// shape counted from its first point, so that equal shapes are equal there too.
func NewPrint(w, h, step float64) *Canvas {
	return &Canvas{w: w / step, h: h / step, unit: 1 / step, paper: true, anchors: map[string]Pt{}}
}

// Paper tells that the drawing is for paper: what is too fine for it can be
// left out.
func (c *Canvas) Paper() bool { return c.paper }

// stray is how far, in steps, a fitted outline may lie from the drawn one.
const stray = 1.25

// simple gives the path that a pen of the width covers, if there is a simpler
// one than p's outline.
func (c *Canvas) simple(p Path) (Path, float64) {
	if k := p.core; k != nil && k.off*c.unit <= 1.25*stray {
		q := Path{Segs: k.segs, Closed: k.closed}
		if k.closed && k.width*c.unit < 2*stray {
			return q, 0
		}
		return q, k.width
	}
	return p, 0
}

// area paints p grown by so much on all sides, on paper.
func (c *Canvas) area(p Path, grow float64, colour string) {
	q, width := c.simple(p)
	s := shape{path: q, width: width + 2*grow}
	if q.Closed {
		s.fill = colour
	}
	if s.width > 0 {
		s.edge = colour
	}
	c.add(s)
}

// edged paints p with its edge centred on it, on paper.
func (c *Canvas) edged(p Path, fill, edge string, width float64) {
	q, pen := c.simple(p)
	if pen > 0 {
		c.area(p, width/2, edge)
		c.area(p, -width/2, fill)
		return
	}
	c.add(shape{path: q, fill: fill, edge: edge, width: width})
}

// line paints along p, on paper.
func (c *Canvas) line(p Path, width float64, colour string) {
	if q, pen := c.simple(p); pen == 0 {
		p = q
	}
	c.add(shape{path: p, edge: colour, width: width})
}

// union paints the edges round all parts and then the parts, on paper. The same
// path twice costs next to nothing once compressed, if each stays alone.
func (c *Canvas) union(fill, edge string, width float64, parts []Path) {
	for _, p := range parts {
		q, pen := c.simple(p)
		c.put(shape{path: q, edge: edge, width: pen + 2*width})
	}
	for _, p := range parts {
		c.area(p, 0, fill)
	}
}

// add puts a shape on top; lines like those of a shape below become part of it
// if all that lies between has their colour.
func (c *Canvas) add(s shape) {
	n := len(c.shapes)
	c.put(s)
	if n == len(c.shapes) || s.fill != "" {
		return
	}
	for i := n - 1; i >= 0 && c.shapes[i].only(s.edge) && c.shapes[i].of == c.of; i-- {
		below := &c.shapes[i]
		if below.fill == "" && below.width == s.width && below.path.Closed == s.path.Closed {
			below.path.Segs = append(below.path.Segs, c.shapes[n].path.Segs...)
			c.shapes = c.shapes[:n]
			return
		}
	}
}

// only tells that a shape has no other colour.
func (s shape) only(colour string) bool {
	return (s.fill == "" || s.fill == colour) && (s.edge == "" || s.edge == colour)
}

// put puts a shape on top that is to be seen.
func (c *Canvas) put(s shape) {
	if len(s.path.Segs) > 0 && (s.fill != "" || s.edge != "") {
		s.path, s.of = c.few(s.path), c.of
		c.shapes = append(c.shapes, s)
	}
}

// few is p with as few curves as follow it nearly.
func (c *Canvas) few(p Path) Path {
	out := Path{Closed: p.Closed}
	tol := stray / c.unit
	for _, part := range subpaths(p.Segs) {
		start := part[0].End
		out.Segs = append(out.Segs, Seg{End: start, Move: true, Straight: true})
		out.Segs = append(out.Segs, refit(part, p.Closed, tol)...)
	}
	return out
}

// subpaths cuts a path at its moves.
func subpaths(segs []Seg) [][]Seg {
	var out [][]Seg
	from := 0
	for i := range segs {
		if i+1 == len(segs) || segs[i+1].Move {
			out = append(out, segs[from:i+1])
			from = i + 1
		}
	}
	return out
}

// sharp is the turn, in radians, from which a corner is one on purpose.
const sharp = 0.5

// refit follows one subpath with as few steps as stay near it. Corners and long
// straight steps stay as they are.
func refit(part []Seg, closed bool, tol float64) []Seg {
	at := part[0].End
	steps := part[1:]
	if closed && len(steps) > 0 && steps[len(steps)-1].End.Dist(at) > 1e-6 {
		steps = append(steps[:len(steps):len(steps)], Seg{End: at, Straight: true})
	}
	var out []Seg
	for len(steps) > 0 {
		s, taken := longest(at, steps, tol)
		out = append(out, s)
		at, steps = s.End, steps[taken:]
	}
	if n := len(out); closed && n > 1 && out[n-1].Straight { // closing draws it
		out = out[:n-1]
	}
	return out
}

// longest is one step that stands for as many of the steps from a as it can.
func longest(a Pt, steps []Seg, tol float64) (best Seg, taken int) {
	run, from := []Pt{a}, a // where the step in question starts
	for i, s := range steps {
		if i > 0 && (corner(from, steps[i-1], s) || long(from, steps[i-1], tol)) {
			break
		}
		from = run[len(run)-1]
		if i > 0 && long(from, s, tol) {
			break
		}
		if s.Straight {
			run = append(run, s.End)
		} else {
			run = flattenCubic(run, from, s, tol/6)
		}
		pts := dense(distinct(run, false), 6*tol)
		if len(pts) < 2 { // a dot so far
			best, taken = Seg{End: s.End, Straight: true}, i+1
			continue
		}
		fitted, _, ok := fitOne(pts, setting(a, steps[0]), leaving(s, from).Mul(-1), tol)
		switch {
		case ok:
			fitted.End = s.End
			best, taken = fitted, i+1
		case i == 0:
			best, taken = s, 1
		case i > taken: // two in a row could not be had
			return best, taken
		}
	}
	return best, taken
}

// corner tells whether there is one between s, which starts at a, and t.
func corner(a Pt, s, t Seg) bool {
	in, on := leaving(s, a), setting(s.End, t)
	return math.Abs(math.Atan2(in.Cross(on), in.Dot(on))) > sharp
}

// long tells whether a step from a is straight and long enough to be seen so.
func long(a Pt, s Seg, tol float64) bool { return s.Straight && a.Dist(s.End) > 12*tol }

// setting is the way in which s sets out from a, leaving the one in which it ends.
func setting(a Pt, s Seg) Pt {
	if d := s.C1.Sub(a); !s.Straight && d.Len() > 1e-6 {
		return d.Unit()
	}
	return s.End.Sub(a).Unit()
}

func leaving(s Seg, a Pt) Pt {
	if d := s.End.Sub(s.C2); !s.Straight && d.Len() > 1e-6 {
		return d.Unit()
	}
	return s.End.Sub(a).Unit()
}

// appendPrint writes a shape but for the end of its path.
func (c *Canvas) appendPrint(b []byte, s shape) []byte {
	fill := s.fill
	if fill == "" {
		fill = "none"
	}
	b = append(append(append(b, `<path fill="`...), fill...), '"')
	if s.edge != "" {
		b = append(append(append(b, ` stroke="`...), s.edge...), `" stroke-width="`...)
		b = append(append(b, num(s.width*c.unit)...), '"')
	}
	b = (&Canvas{unit: 1}).appendPath(append(b, ` d="`...), c.snapped(s.path))
	if s.path.Closed {
		b = append(b, 'z')
	}
	return b
}

// snapped puts a path on the canvas' steps, counted from its first point, and
// leaves out what has no length there.
func (c *Canvas) snapped(p Path) Path {
	first := p.Segs[0].End
	origin := Pt{math.Round(first.X * c.unit), math.Round(first.Y * c.unit)}
	out := p.Map(func(q Pt) Pt {
		d := q.Sub(first).Mul(c.unit)
		return Pt{math.Round(d.X), math.Round(d.Y)}.Add(origin)
	})
	kept := out.Segs[:0]
	for i, s := range out.Segs {
		alone := i > 0 && p.Segs[i-1].Move && (i+1 == len(p.Segs) || p.Segs[i+1].Move)
		if n := len(kept); s.Move || alone || !s.Straight || kept[n-1].End != s.End {
			kept = append(kept, s)
		}
	}
	out.Segs = kept
	return out
}
