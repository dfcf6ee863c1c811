package spine

import (
	_ "embed"
	"encoding/binary"
	"image/color"
	"sync/atomic"

	"eclaire/assets/vector"
)

//go:generate go test -run TestPiecesAreDrawnSo -update .

// shipped holds all pieces as they are drawn, since to draw them takes longer than
// all else of the program's start: where each ends, as 32 bits, and then the pieces
// (see reader).
//
//go:embed pieces.bin
var shipped []byte

// known remembers the pieces that have been read: a spine is put together from the
// same few again and again.
var known [pieces]atomic.Pointer[[]vector.Shape]

// Drawing is what SVG gives, as the flat model, without drawing it anew.
func Drawing(s States, focus string) vector.Drawing {
	d := vector.Drawing{Width: Width, Height: Height, Anchors: map[string]vector.Point{}}
	eachPiece(s, focus, func(p piece) { d.Shapes = append(d.Shapes, p.shapes()...) })
	return d
}

// shapes gives the piece as it is shipped.
func (p piece) shapes() []vector.Shape {
	if s := known[p].Load(); s != nil {
		return *s
	}
	start := 4 * int(pieces)
	if p > 0 {
		start = int(binary.LittleEndian.Uint32(shipped[4*(p-1):]))
	}
	r := reader{left: shipped[start:binary.LittleEndian.Uint32(shipped[4*p:])]}
	s := r.shapes()
	known[p].Store(&s)
	return s
}

// perUnit is how fine the coordinates of an SVG are read.
const perUnit = 64

// points is how many points a segment has.
var points = [...]int{vector.Move: 1, vector.Line: 1, vector.Quad: 2, vector.Cubic: 3, vector.Close: 0}

// reader reads one piece: the number of shapes; of each the colour of its fill and
// the number of segments; of each the operation and its points, as steps from the
// point before, in parts of a unit. The bytes are the program's own, so that a
// fault in them is a fault of the build.
type reader struct {
	left []byte
	x, y int64 // the last point
}

func (r *reader) shapes() []vector.Shape {
	out := make([]vector.Shape, r.count())
	for i := range out {
		c := r.left[:4]
		r.left = r.left[4:]
		out[i] = vector.Shape{Fill: color.NRGBA{R: c[0], G: c[1], B: c[2], A: c[3]}, HasFill: true, Segments: r.segments()}
	}
	return out
}

func (r *reader) segments() []vector.Segment {
	out := make([]vector.Segment, r.count())
	for i := range out {
		out[i].Op = vector.Op(r.left[0])
		r.left = r.left[1:]
		for j := range points[out[i].Op] {
			r.x += r.step()
			r.y += r.step()
			out[i].P[j] = vector.Point{X: float64(r.x) / perUnit, Y: float64(r.y) / perUnit}
		}
	}
	return out
}

func (r *reader) count() uint64 {
	n, size := binary.Uvarint(r.left)
	r.left = r.left[size:]
	return n
}

func (r *reader) step() int64 {
	n, size := binary.Varint(r.left)
	r.left = r.left[size:]
	return n
}
