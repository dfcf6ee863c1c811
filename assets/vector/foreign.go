package vector

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
)

// Notes of what Foreign leaves out of a picture.
const (
	NoteGradients = "gradients are drawn in one colour each"
	NoteClips     = "clip paths, masks and filters are not followed"
	NoteEvenOdd   = "holes by the even-odd rule may be filled"
	NoteOutside   = "shapes outside the picture's box are not drawn"
)

// Foreign reads an SVG as other programs write it, as far as it is made of plain
// shapes: paths, rectangles, circles, ellipses, lines and polygons, moved and turned, in
// flat colours. What it leaves out is told in notes; an SVG that would be another
// picture without what it cannot draw (text, images) is refused, with the reason. It
// never panics.
func Foreign(svg []byte) (Drawing, []string, error) {
	if len(svg) > MaxSize {
		return Drawing{}, nil, fmt.Errorf("SVG has %d bytes, more than %d", len(svg), MaxSize)
	}
	f := &foreign{notes: map[string]bool{}}
	var err error
	if f.gradients, f.rules, err = readDefinitions(svg); err != nil {
		return Drawing{}, nil, err
	}
	if err := walk(svg, f.open, f.close); err != nil {
		return Drawing{}, nil, err
	}
	if f.out.Width == 0 {
		return Drawing{}, nil, errors.New("no svg element found")
	}
	if len(f.out.Shapes) == 0 {
		return Drawing{}, nil, errors.New("SVG has no shape that can be drawn")
	}
	f.out.Anchors = map[string]Point{}
	return f.out, slices.Sorted(maps.Keys(f.notes)), nil
}

// walk reads XML, element by element. What belongs to other programs is left out.
func walk(svg []byte, open func(name string, attrs map[string]string) error, close func(text string)) error {
	dec := xml.NewDecoder(bytes.NewReader(svg))
	var text []string // of each open element
	foreign := 0      // how deep in an element of another program's
	for {
		t, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("failed to read XML: %w", err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if foreign > 0 || t.Name.Space != "" && t.Name.Space != "http://www.w3.org/2000/svg" {
				foreign++
				continue
			}
			if len(text) >= maxDepth {
				return fmt.Errorf("elements nest more than %d deep", maxDepth)
			}
			attrs := map[string]string{}
			for _, a := range t.Attr {
				if a.Name.Space == "" || a.Name.Local == "href" {
					attrs[a.Name.Local] = strings.TrimSpace(a.Value)
				}
			}
			text = append(text, "")
			if err := open(t.Name.Local, attrs); err != nil {
				return err
			}
		case xml.EndElement:
			if foreign > 0 {
				foreign--
				continue
			}
			close(text[len(text)-1])
			text = text[:len(text)-1]
		case xml.CharData:
			if n := len(text); n > 0 && foreign == 0 && len(t) < MaxSize {
				text[n-1] += string(t)
			}
		}
	}
}

// foreign is a drawing while it is read.
type foreign struct {
	out       Drawing
	gradients map[string]ink
	rules     []rule
	notes     map[string]bool
	stack     []frame
}

// frame is what an element gives to those within it.
type frame struct {
	style
	hidden bool // nothing within is drawn: definitions, what is not displayed
}

// unseenElements hold nothing that is drawn where they stand.
var unseenElements = []string{"defs", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "filter", "pattern", "symbol", "marker",
	"style", "title", "desc", "metadata"}

func (f *foreign) open(name string, attrs map[string]string) error {
	above := frame{style: initial}
	if n := len(f.stack); n > 0 {
		above = f.stack[n-1]
	}
	here := frame{style: above.style, hidden: above.hidden || slices.Contains(unseenElements, name) || strings.HasPrefix(name, "fe")}
	f.stack = append(f.stack, here)
	if here.hidden {
		return nil
	}
	top := &f.stack[len(f.stack)-1]
	if err := f.dress(top, name, attrs); err != nil {
		return err
	}
	if top.hidden {
		return nil
	}
	switch name {
	case "svg":
		if len(f.stack) > 1 {
			return errors.New("an <svg> within another is not supported")
		}
		return f.root(top, attrs)
	case "g", "a", "switch":
		return nil
	}
	outline, err := f.outline(name, attrs)
	if err != nil || outline == nil {
		return err
	}
	return f.draw(outline, top.style)
}

func (f *foreign) close(string) { f.stack = f.stack[:len(f.stack)-1] }

// root takes the picture's box, whose corner becomes 0 0.
func (f *foreign) root(top *frame, attrs map[string]string) error {
	var v [4]float64
	if box := fields(attrs["viewBox"]); len(box) == 4 {
		for i := range v {
			n, err := number(box[i])
			if err != nil {
				return fmt.Errorf("viewBox: %w", err)
			}
			v[i] = n
		}
	} else {
		var err1, err2 error
		v[2], err1 = length(attrs["width"], 0)
		v[3], err2 = length(attrs["height"], 0)
		if errors.Join(err1, err2) != nil {
			return errors.New("the svg element has neither a viewBox nor width and height")
		}
	}
	if !(v[2] > 0) || !(v[3] > 0) || v[2] > maxSide || v[3] > maxSide {
		return fmt.Errorf("the picture of %v by %v is empty or too large", v[2], v[3])
	}
	f.out.Width, f.out.Height = v[2], v[3]
	top.to = affine{1, 0, 0, 1, -v[0], -v[1]}
	return nil
}

// draw adds a shape as it looks on white paper.
func (f *foreign) draw(outline []Segment, s style) error {
	shape := Shape{Segments: make([]Segment, len(outline))}
	low, high := Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	parts := 0
	for i, step := range outline {
		shape.Segments[i].Op = step.Op
		if step.Op == Move {
			parts++
		}
		for j := range points[step.Op] {
			p := s.to.point(step.P[j])
			if !(math.Abs(p.X) <= maxMagn && math.Abs(p.Y) <= maxMagn) {
				return errors.New("SVG has a place that is out of range")
			}
			shape.Segments[i].P[j] = p
			low, high = Point{min(low.X, p.X), min(low.Y, p.Y)}, Point{max(high.X, p.X), max(high.Y, p.Y)}
		}
	}
	if high.X < 0 || high.Y < 0 || low.X > f.out.Width || low.Y > f.out.Height {
		f.notes[NoteOutside] = true
		return nil
	}
	shape.Fill, shape.HasFill = s.fill.on(s.opacity * s.fillOpacity)
	if c, ok := s.stroke.on(s.opacity * s.strokeOpacity); ok && s.width > 0 {
		shape.Stroke, shape.StrokeWidth = c, s.width*s.to.scale()
	}
	if shape.HasFill && s.evenOdd && parts > 1 {
		f.notes[NoteEvenOdd] = true
	}
	if s.fill.mixed && shape.HasFill || s.stroke.mixed && shape.StrokeWidth > 0 {
		f.notes[NoteGradients] = true
	}
	if shape.HasFill || shape.StrokeWidth > 0 {
		f.out.Shapes = append(f.out.Shapes, shape)
	}
	return nil
}

// fields parts a list of numbers.
func fields(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,\t\r\n", r) })
}
