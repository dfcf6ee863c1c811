package vector

import (
	"fmt"
	"math"
	"strings"
)

// outline gives the outline of an element, nil for one without any.
func (f *foreign) outline(name string, attrs map[string]string) ([]Segment, error) {
	var lacks error
	size := func(key string, of float64) float64 {
		if attrs[key] == "" || attrs[key] == "auto" {
			return 0
		}
		v, err := length(attrs[key], of)
		if err != nil && lacks == nil {
			lacks = fmt.Errorf("%s of <%s>: %w", key, name, err)
		}
		return v
	}
	w, h := f.out.Width, f.out.Height
	across := math.Hypot(w, h) / math.Sqrt2
	var out []Segment
	switch name {
	case "path":
		if attrs["d"] == "" || attrs["d"] == "none" {
			return nil, nil
		}
		return readPath(attrs["d"])
	case "rect":
		rx, ry := size("rx", w), size("ry", h)
		if attrs["ry"] == "" || attrs["ry"] == "auto" {
			ry = rx
		}
		if attrs["rx"] == "" || attrs["rx"] == "auto" {
			rx = ry
		}
		out = rectangle(size("x", w), size("y", h), size("width", w), size("height", h), rx, ry)
	case "circle":
		r := size("r", across)
		out = ellipse(size("cx", w), size("cy", h), r, r)
	case "ellipse":
		out = ellipse(size("cx", w), size("cy", h), size("rx", w), size("ry", h))
	case "line":
		out = []Segment{
			{Op: Move, P: [3]Point{{size("x1", w), size("y1", h)}}},
			{Op: Line, P: [3]Point{{size("x2", w), size("y2", h)}}},
		}
	case "polyline", "polygon":
		d := fields(attrs["points"])
		if len(d) < 4 {
			return nil, nil
		}
		path := "M" + strings.Join(d[:len(d)/2*2], " ")
		if name == "polygon" {
			path += "Z"
		}
		return readPath(path)
	default:
		return nil, fmt.Errorf("element <%s> is not supported: turn it into paths", name)
	}
	return out, lacks
}

// rectangle is one with round corners; nil for none.
func rectangle(x, y, w, h, rx, ry float64) []Segment {
	if !(w > 0) || !(h > 0) {
		return nil
	}
	p := &pathReader{}
	if rx, ry = min(rx, w/2), min(ry, h/2); !(rx > 0) || !(ry > 0) {
		p.add(Move, Point{x, y})
		p.add(Line, Point{x + w, y})
		p.add(Line, Point{x + w, y + h})
		p.add(Line, Point{x, y + h})
		p.add(Close)
		return p.out
	}
	corner := func(to Point) { p.arc([]float64{rx, ry, 0, 0, 1}, to) }
	p.add(Move, Point{x + rx, y})
	p.add(Line, Point{x + w - rx, y})
	corner(Point{x + w, y + ry})
	p.add(Line, Point{x + w, y + h - ry})
	corner(Point{x + w - rx, y + h})
	p.add(Line, Point{x + rx, y + h})
	corner(Point{x, y + h - ry})
	p.add(Line, Point{x, y + ry})
	corner(Point{x + rx, y})
	p.add(Close)
	return p.out
}

func ellipse(cx, cy, rx, ry float64) []Segment {
	if !(rx > 0) || !(ry > 0) {
		return nil
	}
	return rectangle(cx-rx, cy-ry, 2*rx, 2*ry, rx, ry)
}

// length reads a length in the picture's own units; of is what per cents are of.
func length(s string, of float64) (float64, error) {
	if p, ok := strings.CutSuffix(s, "%"); ok && of > 0 {
		v, err := number(p)
		return v * of / 100, err
	}
	for unit, px := range map[string]float64{"px": 1, "pt": 96.0 / 72, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96} {
		if v, ok := strings.CutSuffix(s, unit); ok {
			n, err := number(v)
			return n * px, err
		}
	}
	return number(s)
}
