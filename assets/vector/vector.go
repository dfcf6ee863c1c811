// Package vector reads our SVG drawings into one flat model that a page writer
// can replay. It reads them with the renderer the screen uses, and refuses
// whatever that renderer would draw differently or drop without a word.
package vector

import (
	"bytes"
	"errors"
	"fmt"
	"image/color"

	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"
)

// MaxSize is the largest SVG that Parse reads, in bytes.
const MaxSize = 1 << 20

// Point is a place in drawing units, y downwards, origin at the top left.
type Point struct{ X, Y float64 }

// Op tells what a Segment does.
type Op uint8

// The number of points used: Move and Line one, Quad two, Cubic three (the
// last is where the segment ends), Close none.
const (
	Move Op = iota
	Line
	Quad
	Cubic
	Close
)

// Segment is one step of an outline, in absolute coordinates.
type Segment struct {
	Op Op
	P  [3]Point
}

// Shape is one outline, filled by the non-zero rule when HasFill is set.
// StrokeWidth is zero when there is no stroke. Our own figures for the screen
// carry none, because its renderer does not scale it; those for paper do, and
// the ends and corners of a stroke are round.
type Shape struct {
	Segments    []Segment
	Fill        color.NRGBA
	HasFill     bool
	Stroke      color.NRGBA
	StrokeWidth float64
	Of          Person
}

// Person is a kind of person of whom a shape is; the empty one is everybody. In
// an SVG it is the name of a group.
type Person string

// The persons that a picture can tell apart.
const (
	Woman Person = "woman"
	Man   Person = "man"
)

// For gives the drawing without what belongs to another person.
func (d Drawing) For(p Person) Drawing {
	var kept []Shape
	for i, s := range d.Shapes {
		other := s.Of != "" && s.Of != p
		if other && kept == nil {
			kept = append(make([]Shape, 0, len(d.Shapes)), d.Shapes[:i]...)
		}
		if !other && kept != nil {
			kept = append(kept, s)
		}
	}
	if kept != nil {
		d.Shapes = kept
	}
	return d
}

// Drawing is a whole picture, its shapes from back to front. Anchors are the
// named spots where the program may put a number or a word; never nil.
type Drawing struct {
	Width, Height float64
	Shapes        []Shape
	Anchors       map[string]Point
}

// Parse reads an SVG of our subset: svg, g, path, title, desc and metadata
// with anchors; flat opaque colours; no transforms. It fails on anything else
// and never panics.
func Parse(svg []byte) (d Drawing, err error) {
	defer func() {
		if r := recover(); r != nil { // the renderer's reader indexes without checks
			d, err = Drawing{}, fmt.Errorf("failed to read SVG: %v", r)
		}
	}()
	if len(svg) > MaxSize {
		return Drawing{}, fmt.Errorf("SVG has %d bytes, more than %d", len(svg), MaxSize)
	}
	found, err := check(svg)
	if err != nil {
		return Drawing{}, err
	}
	icon, err := oksvg.ReadIconStream(bytes.NewReader(svg))
	if err != nil {
		return Drawing{}, fmt.Errorf("failed to read SVG: %w", err)
	}
	if len(icon.SVGPaths) != found.paths { // the reader drops what it cannot read
		return Drawing{}, errors.New("path data cannot be read")
	}
	d = Drawing{Width: icon.ViewBox.W, Height: icon.ViewBox.H, Anchors: found.anchors}
	for i := range icon.SVGPaths {
		s, err := flat(&icon.SVGPaths[i])
		if err != nil {
			return Drawing{}, fmt.Errorf("path %d: %w", i+1, err)
		}
		s.Of = found.persons[i]
		d.Shapes = append(d.Shapes, s)
	}
	return d, nil
}

func flat(p *oksvg.SvgPath) (Shape, error) {
	segments, err := steps(p.Path)
	if err != nil {
		return Shape{}, err
	}
	s := Shape{Segments: segments}
	// Without a colour the reader answers black as color.RGBA; a colour that
	// was set is always color.NRGBA.
	s.Fill, s.HasFill = p.GetFillColor().(color.NRGBA)
	if c, ok := p.GetLineColor().(color.NRGBA); ok && p.LineWidth > 0 {
		s.Stroke, s.StrokeWidth = c, p.LineWidth
	}
	return s, nil
}

// steps turns the renderer's path, a list of commands and 1/64 units, into
// segments.
func steps(p rasterx.Path) ([]Segment, error) {
	counts := map[rasterx.PathCommand]struct {
		op Op
		n  int
	}{
		rasterx.PathMoveTo: {Move, 1}, rasterx.PathLineTo: {Line, 1},
		rasterx.PathQuadTo: {Quad, 2}, rasterx.PathCubicTo: {Cubic, 3},
		rasterx.PathClose: {Close, 0},
	}
	var out []Segment
	for i := 0; i < len(p); {
		c, ok := counts[rasterx.PathCommand(p[i])]
		if !ok || i+2*c.n >= len(p) {
			return nil, errors.New("path data is cut short")
		}
		s := Segment{Op: c.op}
		for j := range c.n {
			s.P[j] = Point{float64(p[i+1+2*j]) / 64, float64(p[i+2+2*j]) / 64}
		}
		out = append(out, s)
		i += 1 + 2*c.n
	}
	if len(out) == 0 || out[0].Op != Move {
		return nil, errors.New("path does not start with a move")
	}
	return out, nil
}
