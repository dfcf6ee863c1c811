package vector

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// errPath says that path data are not those of SVG.
var errPath = errors.New("path data cannot be read")

// pathReader reads path data as SVG has them, of which ours are a part.
type pathReader struct {
	rest    string
	at      Point // the pen
	start   Point // of the part that is being drawn
	control Point // the last one of a curve, see smooth
	curve   byte  // what drew it: C, Q, or 0
	out     []Segment
}

// pathArgs is how many numbers a command takes.
var pathArgs = map[byte]int{'M': 2, 'L': 2, 'H': 1, 'V': 1, 'C': 6, 'S': 4, 'Q': 4, 'T': 2, 'A': 7, 'Z': 0}

// readPath gives the segments of path data, in absolute coordinates.
func readPath(d string) ([]Segment, error) {
	p := &pathReader{rest: d}
	for p.space(); p.rest != ""; p.space() {
		letter := p.rest[0]
		upper := letter &^ 0x20
		n, known := pathArgs[upper]
		if !known || letter < 'A' || len(p.out) == 0 && upper != 'M' {
			return nil, errPath
		}
		p.rest = p.rest[1:]
		for first := true; first || p.more(); first = false {
			args, err := p.numbers(n, upper)
			if err != nil {
				return nil, err
			}
			if upper == 'M' && !first { // further points of a move are lines
				p.step('L', letter != upper, args)
			} else {
				p.step(upper, letter != upper, args)
			}
			if n == 0 {
				break
			}
		}
	}
	if len(p.out) == 0 {
		return nil, errPath
	}
	return p.out, nil
}

// space skips what parts numbers.
func (p *pathReader) space() { p.rest = strings.TrimLeft(p.rest, " ,\t\r\n") }

// more tells whether another number follows.
func (p *pathReader) more() bool {
	p.space()
	return p.rest != "" && strings.IndexByte("+-.0123456789", p.rest[0]) >= 0
}

func (p *pathReader) numbers(n int, command byte) ([]float64, error) {
	out := make([]float64, n)
	for i := range out {
		p.space()
		length := numberLength(p.rest)
		if command == 'A' && (i == 3 || i == 4) && p.rest != "" { // flags need nothing between them
			length = 1
		}
		v, err := number(p.rest[:length])
		if err != nil {
			return nil, errPath
		}
		p.rest, out[i] = p.rest[length:], v
	}
	return out, nil
}

// numberLength is how long the number is that a text begins with.
func numberLength(s string) int {
	i, dot, exponent := 0, false, false
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
		case (c == '-' || c == '+') && (i == 0 || s[i-1]|0x20 == 'e'):
		case c == '.' && !dot && !exponent:
			dot = true
		case c|0x20 == 'e' && !exponent && i > 0:
			exponent = true
		default:
			return i
		}
	}
	return i
}

// step draws one command.
func (p *pathReader) step(command byte, relative bool, v []float64) {
	from := Point{}
	if relative {
		from = p.at
	}
	pt := func(i int) Point { return Point{from.X + v[i], from.Y + v[i+1]} }
	switch command {
	case 'M':
		p.start = pt(0)
		p.add(Move, p.start)
	case 'L':
		p.add(Line, pt(0))
	case 'H':
		p.add(Line, Point{from.X + v[0], p.at.Y})
	case 'V':
		p.add(Line, Point{p.at.X, from.Y + v[0]})
	case 'C':
		p.add(Cubic, pt(0), pt(2), pt(4))
	case 'S':
		p.add(Cubic, p.smooth('C'), pt(0), pt(2))
	case 'Q':
		p.add(Quad, pt(0), pt(2))
	case 'T':
		p.add(Quad, p.smooth('Q'), pt(0))
	case 'A':
		p.arc(v, pt(5))
	case 'Z':
		p.add(Close)
		p.at = p.start
	}
}

// add appends a segment and moves the pen.
func (p *pathReader) add(op Op, points ...Point) {
	s := Segment{Op: op}
	copy(s.P[:], points)
	p.out = append(p.out, s)
	p.curve = 0
	if n := len(points); n > 0 {
		p.at = points[n-1]
		if n > 1 {
			p.control, p.curve = points[n-2], map[Op]byte{Quad: 'Q', Cubic: 'C'}[op]
		}
	}
}

// smooth is the control point that goes on with the last curve, if it was one of
// that kind.
func (p *pathReader) smooth(kind byte) Point {
	if p.curve != kind {
		return p.at
	}
	return Point{2*p.at.X - p.control.X, 2*p.at.Y - p.control.Y}
}

// arc draws a part of an ellipse, by cubic curves of a quarter at most (SVG 1.1,
// appendix F.6).
func (p *pathReader) arc(v []float64, to Point) {
	rx, ry := math.Abs(v[0]), math.Abs(v[1])
	if rx == 0 || ry == 0 || p.at == to {
		p.add(Line, to)
		return
	}
	sin, cos := math.Sincos(v[2] * math.Pi / 180)
	dx, dy := (p.at.X-to.X)/2, (p.at.Y-to.Y)/2
	x, y := cos*dx+sin*dy, cos*dy-sin*dx
	if big := x*x/(rx*rx) + y*y/(ry*ry); big > 1 { // too small to reach: as large as needed
		rx, ry = rx*math.Sqrt(big), ry*math.Sqrt(big)
	}
	part := math.Sqrt(max(0, rx*rx*ry*ry-rx*rx*y*y-ry*ry*x*x) / (rx*rx*y*y + ry*ry*x*x))
	if (v[3] != 0) == (v[4] != 0) {
		part = -part
	}
	cx, cy := part*rx*y/ry, -part*ry*x/rx
	begin := math.Atan2((y-cy)/ry, (x-cx)/rx)
	turn := math.Atan2((-y-cy)/ry, (-x-cx)/rx) - begin
	if v[4] != 0 && turn < 0 {
		turn += 2 * math.Pi
	} else if v[4] == 0 && turn > 0 {
		turn -= 2 * math.Pi
	}
	midX, midY := cos*cx-sin*cy+(p.at.X+to.X)/2, sin*cx+cos*cy+(p.at.Y+to.Y)/2
	place := func(x, y float64) Point {
		return Point{midX + cos*rx*x - sin*ry*y, midY + sin*rx*x + cos*ry*y}
	}
	n := max(math.Ceil(math.Abs(turn)/(math.Pi/2)-1e-9), 1)
	step := turn / n
	k := 4.0 / 3 * math.Tan(step/4)
	for i := range int(n) {
		s1, c1 := math.Sincos(begin + float64(i)*step)
		s2, c2 := math.Sincos(begin + float64(i+1)*step)
		end := place(c2, s2)
		if i == int(n)-1 {
			end = to
		}
		p.add(Cubic, place(c1-k*s1, s1+k*c1), place(c2+k*s2, s2-k*c2), end)
	}
	p.curve = 0
}

// affine is a transformation: x' = a·x + c·y + e, y' = b·x + d·y + f.
type affine [6]float64

// same changes nothing.
var same = affine{1, 0, 0, 1, 0, 0}

// then does m and then t.
func (m affine) then(t affine) affine {
	return affine{
		t[0]*m[0] + t[2]*m[1], t[1]*m[0] + t[3]*m[1],
		t[0]*m[2] + t[2]*m[3], t[1]*m[2] + t[3]*m[3],
		t[0]*m[4] + t[2]*m[5] + t[4], t[1]*m[4] + t[3]*m[5] + t[5],
	}
}

func (m affine) point(p Point) Point {
	return Point{m[0]*p.X + m[2]*p.Y + m[4], m[1]*p.X + m[3]*p.Y + m[5]}
}

// scale is by how much lines become wider.
func (m affine) scale() float64 { return math.Sqrt(math.Abs(m[0]*m[3] - m[1]*m[2])) }

// readTransform reads a transform attribute.
func readTransform(s string) (affine, error) {
	m := same
	for s = strings.TrimLeft(s, " ,\t\r\n"); s != ""; s = strings.TrimLeft(s, " ,\t\r\n") {
		name, rest, ok := strings.Cut(s, "(")
		args, after, closed := strings.Cut(rest, ")")
		if !ok || !closed {
			return same, fmt.Errorf("the transform %.40q cannot be read", s)
		}
		var v []float64
		for _, f := range strings.FieldsFunc(args, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' || r == '\n' || r == '\r' }) {
			n, err := strconv.ParseFloat(f, 64)
			if err != nil || math.IsNaN(n) || math.Abs(n) > maxMagn {
				return same, fmt.Errorf("the transform %.40q cannot be read", s)
			}
			v = append(v, n)
		}
		t, ok := transformOf(strings.TrimSpace(name), v)
		if !ok {
			return same, fmt.Errorf("the transform %.40q cannot be read", s)
		}
		m, s = t.then(m), after
	}
	return m, nil
}

func transformOf(name string, v []float64) (affine, bool) {
	angle := func() (sin, cos float64) { return math.Sincos(v[0] * math.Pi / 180) }
	switch {
	case name == "matrix" && len(v) == 6:
		return affine(v), true
	case name == "translate" && (len(v) == 1 || len(v) == 2):
		return affine{1, 0, 0, 1, v[0], append(v, 0)[1]}, true
	case name == "scale" && (len(v) == 1 || len(v) == 2):
		return affine{v[0], 0, 0, append(v, v[0])[1], 0, 0}, true
	case name == "rotate" && len(v) == 1:
		sin, cos := angle()
		return affine{cos, sin, -sin, cos, 0, 0}, true
	case name == "rotate" && len(v) == 3:
		sin, cos := angle()
		back := affine{1, 0, 0, 1, -v[1], -v[2]}
		return back.then(affine{cos, sin, -sin, cos, v[1], v[2]}), true
	case name == "skewX" && len(v) == 1:
		sin, cos := angle()
		return affine{1, 0, sin / cos, 1, 0, 0}, true
	case name == "skewY" && len(v) == 1:
		sin, cos := angle()
		return affine{1, sin / cos, 0, 1, 0, 0}, true
	}
	return same, false
}
