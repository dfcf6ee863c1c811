package document

import (
	"bytes"
	"image/color"
	"math"
	"slices"
	"strconv"

	"eclaire/assets/vector"
)

// appendDrawing writes the shapes of a drawing in its own units with so many
// digits after the point; y counts downwards. It moves the origin to the first
// point of each shape: numbers get short, and shapes that are alike become the
// same bytes, which the compressor finds. The caller saves and restores the
// graphics state.
func appendDrawing(b []byte, d *vector.Drawing, digits int) []byte {
	p := drawingPen{buf: append(b, "1 J 1 j "...), unit: math.Pow10(digits)}
	for _, s := range d.Shapes {
		var places []vector.Point
		if s.StrokeWidth > 0 {
			s.Segments, places = dots(s.Segments, func(q vector.Point) gridPoint { return onGrid(q, p.unit) })
		}
		if len(s.Segments) > 0 {
			p.shape(s)
		}
		for _, at := range places { // of the pen
			p.dot(at, s.StrokeWidth/2, s.Stroke)
		}
	}
	return p.buf
}

// drawingPen writes shapes on a grid of units to one.
type drawingPen struct {
	buf    []byte
	unit   float64
	origin [2]int64 // in steps of the grid
	first  vector.Point
	fill   color.NRGBA // as last set; the zero value is never a shape's colour
	stroke color.NRGBA
	width  float64
}

func (p *drawingPen) shape(s vector.Shape) {
	stroked := s.StrokeWidth > 0
	if s.HasFill {
		p.filled(s.Fill)
	}
	if stroked && s.Stroke != p.stroke {
		p.colour(s.Stroke, "RG ")
		p.stroke = s.Stroke
	}
	if stroked && s.StrokeWidth != p.width {
		p.number(int64(math.Round(s.StrokeWidth*10)), 10)
		p.buf = append(p.buf, "w "...)
		p.width = s.StrokeWidth
	}
	p.from(s.Segments[0].P[0])
	closed := p.outline(s.Segments)
	p.buf = append(p.buf, paintOperator(s.HasFill, stroked, closed)...)
}

// dot draws a filled circle, its radius in tenths of a unit: it may be small.
func (p *drawingPen) dot(at vector.Point, radius float64, c color.NRGBA) {
	p.filled(c)
	p.buf = append(p.buf, "q "...)
	r := int64(math.Round(radius * 10))
	p.number(r, 10)
	p.buf = append(p.buf, "0 0 "...)
	p.number(r, 10)
	p.number(p.steps(at.X)-p.origin[0], p.unit)
	p.number(p.steps(at.Y)-p.origin[1], p.unit)
	p.buf = append(append(append(p.buf, "cm "...), unitCircle...), "f Q "...)
}

// filled sets the colour of areas.
func (p *drawingPen) filled(c color.NRGBA) {
	if c != p.fill {
		p.colour(c, "rg ")
		p.fill = c
	}
}

// from moves the origin to the first point of what comes.
func (p *drawingPen) from(first vector.Point) {
	p.first = first
	at := [2]int64{p.steps(first.X), p.steps(first.Y)}
	if at != p.origin {
		p.buf = append(p.buf, "1 0 0 1 "...)
		p.number(at[0]-p.origin[0], p.unit)
		p.number(at[1]-p.origin[1], p.unit)
		p.buf = append(p.buf, "cm "...)
		p.origin = at
	}
}

// paintOperator ends a path; closed tells that its last step has yet to be
// closed.
func paintOperator(fill, stroke, closed bool) string {
	switch {
	case fill && stroke && closed:
		return "b "
	case fill && stroke:
		return "B "
	case fill:
		return "f "
	case stroke && closed:
		return "s "
	case stroke:
		return "S "
	default:
		return "n "
	}
}

// outline writes a path but for the closing of its last part, and tells whether
// that is to be closed.
func (p *drawingPen) outline(segments []vector.Segment) (closed bool) {
	if w, h, ok := rectangular(segments); ok {
		p.buf = append(p.buf, "0 0 "...)
		p.point(vector.Point{X: p.first.X + w, Y: p.first.Y + h})
		p.buf = append(p.buf, "re "...)
		return false
	}
	var pen vector.Point
	for i, s := range segments {
		switch s.Op {
		case vector.Move:
			p.point(s.P[0])
			p.buf = append(p.buf, "m "...)
		case vector.Line:
			p.point(s.P[0])
			p.buf = append(p.buf, "l "...)
		case vector.Quad: // PDF knows cubic curves only
			c, end := s.P[0], s.P[1]
			p.curve(pen, toward(pen, c), toward(end, c), end)
		case vector.Cubic:
			p.curve(pen, s.P[0], s.P[1], s.P[2])
		case vector.Close:
			if i == len(segments)-1 {
				return true
			}
			p.buf = append(p.buf, "h "...)
		}
		if n := pointsOf(s.Op); n > 0 {
			pen = s.P[n-1]
		}
	}
	return false
}

// curve writes a cubic curve; one whose control point is an end needs two
// points only.
func (p *drawingPen) curve(from, c, d, to vector.Point) {
	switch {
	case c == from:
		p.point(d)
		p.point(to)
		p.buf = append(p.buf, "v "...)
	case d == to:
		p.point(c)
		p.point(to)
		p.buf = append(p.buf, "y "...)
	default:
		p.point(c)
		p.point(d)
		p.point(to)
		p.buf = append(p.buf, "c "...)
	}
}

// rectangular tells whether a path is one upright rectangle, and its size.
func rectangular(s []vector.Segment) (w, h float64, ok bool) {
	if len(s) != 5 || s[4].Op != vector.Close {
		return 0, 0, false
	}
	for _, q := range s[1:4] {
		if q.Op != vector.Line {
			return 0, 0, false
		}
	}
	a, b, c, d := s[0].P[0], s[1].P[0], s[2].P[0], s[3].P[0]
	ok = a.Y == b.Y && b.X == c.X && c.Y == d.Y && d.X == a.X
	return c.X - a.X, c.Y - a.Y, ok
}

func (p *drawingPen) steps(v float64) int64 { return int64(math.Round(v * p.unit)) }

func (p *drawingPen) point(q vector.Point) {
	p.number(p.steps(q.X-p.first.X), p.unit)
	p.number(p.steps(q.Y-p.first.Y), p.unit)
}

// number writes n of so many steps to one, and a space; a half as ".5".
func (p *drawingPen) number(n int64, unit float64) {
	at := len(p.buf)
	p.buf = strconv.AppendFloat(p.buf, float64(n)/unit, 'f', -1, 64)
	if n < 0 {
		at++
	}
	if bytes.HasPrefix(p.buf[at:], []byte("0.")) {
		p.buf = slices.Delete(p.buf, at, at+1)
	}
	p.buf = append(p.buf, ' ')
}

// colour writes a colour to a hundredth: no eye sees what is lost.
func (p *drawingPen) colour(c color.NRGBA, op string) {
	for _, v := range []uint8{c.R, c.G, c.B} {
		p.number(int64(math.Round(float64(v)*100/255)), 100)
	}
	p.buf = append(p.buf, op...)
}

// toward is two thirds of the way from a to b.
func toward(a, b vector.Point) vector.Point {
	return vector.Point{X: a.X + (b.X-a.X)*2/3, Y: a.Y + (b.Y-a.Y)*2/3}
}
