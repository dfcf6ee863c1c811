package vector

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// allowed lists the attributes each element may carry. Colours and stroke
// widths are inherited from g by the renderer as SVG says.
var allowed = map[string][]string{
	"svg":      {"xmlns", "viewBox", "width", "height"},
	"g":        {"id", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"},
	"path":     {"id", "d", "fill", "stroke", "stroke-width"},
	"title":    nil,
	"desc":     nil,
	"metadata": nil,
	"anchor":   {"id", "x", "y"},
}

const (
	maxSide  = 100_000 // drawing units; the renderer's fixed-point numbers end at 2^25
	maxDepth = 32
	pathSet  = "MmLlHhVvQqTtCcSsZz0123456789.-, \t\r\n"
	maxMagn  = 1e6
)

// checker walks the document and holds the first thing to refuse.
type checker struct {
	stack   []string
	of      []Person // of each element of the stack
	persons []Person // of each path
	seen    bool     // the root element was seen
	paths   int
	anchors map[string]Point
}

// check refuses everything outside the subset and collects the anchors and the
// number of paths.
func check(svg []byte) (*checker, error) {
	c := &checker{anchors: map[string]Point{}}
	dec := xml.NewDecoder(bytes.NewReader(svg))
	for {
		t, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("failed to read XML: %w", err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if err := c.start(t); err != nil {
				return nil, err
			}
			c.stack, c.of = append(c.stack, t.Name.Local), append(c.of, c.person(t))
		case xml.EndElement:
			c.stack, c.of = c.stack[:len(c.stack)-1], c.of[:len(c.of)-1]
		case xml.Directive:
			return nil, errors.New("SVG has a document type, which is not supported")
		}
	}
	if !c.seen {
		return nil, errors.New("no svg element found")
	}
	return c, nil
}

// person is whom an element is of: that of its group, or of the one around it.
func (c *checker) person(e xml.StartElement) Person {
	if e.Name.Local == "g" {
		for _, a := range e.Attr {
			if p := Person(a.Value); a.Name.Local == "id" && (p == Woman || p == Man) {
				return p
			}
		}
	}
	if n := len(c.of); n > 0 {
		return c.of[n-1]
	}
	return ""
}

func (c *checker) start(e xml.StartElement) error {
	name := e.Name.Local
	attrs, known := allowed[name]
	if !known {
		return fmt.Errorf("element <%s> is not supported", name)
	}
	if err := c.place(name); err != nil {
		return err
	}
	vals := map[string]string{}
	for _, a := range e.Attr {
		if !slices.Contains(attrs, a.Name.Local) || a.Name.Space != "" {
			return fmt.Errorf("attribute %q of <%s> is not supported", a.Name.Local, name)
		}
		if _, twice := vals[a.Name.Local]; twice {
			return fmt.Errorf("attribute %q of <%s> is given twice", a.Name.Local, name)
		}
		vals[a.Name.Local] = a.Value
	}
	if err := checkPaint(name, vals); err != nil {
		return err
	}
	switch name {
	case "svg":
		return checkRoot(vals)
	case "path":
		c.paths++
		c.persons = append(c.persons, c.person(e))
		return checkData(vals["d"])
	case "anchor":
		return c.anchor(vals)
	}
	return nil
}

// place refuses elements that stand where the renderer would read them in
// another way: a second root, drawings inside metadata, anchors outside it.
func (c *checker) place(name string) error {
	if len(c.stack) >= maxDepth {
		return fmt.Errorf("elements nest more than %d deep", maxDepth)
	}
	if len(c.stack) == 0 {
		if name != "svg" || c.seen {
			return fmt.Errorf("the only root element must be <svg>, found <%s>", name)
		}
		c.seen = true
		return nil
	}
	parent := c.stack[len(c.stack)-1]
	ok := parent == "svg" || parent == "g"
	switch name {
	case "svg":
		ok = false
	case "anchor":
		ok = parent == "metadata"
	}
	if !ok {
		return fmt.Errorf("element <%s> is not allowed inside <%s>", name, parent)
	}
	return nil
}

// checkRoot wants a viewBox that starts at 0 0; width and height, when given,
// must agree with it.
func checkRoot(vals map[string]string) error {
	f := strings.Fields(vals["viewBox"])
	if len(f) != 4 {
		return errors.New("the svg element has no viewBox of four numbers")
	}
	var v [4]float64
	for i := range f {
		n, err := number(f[i])
		if err != nil {
			return fmt.Errorf("viewBox: %w", err)
		}
		v[i] = n
	}
	if v[0] != 0 || v[1] != 0 {
		return errors.New("viewBox must start at 0 0")
	}
	if v[2] < 1 || v[3] < 1 || v[2] > maxSide || v[3] > maxSide {
		return fmt.Errorf("viewBox of %v by %v is empty or too large", v[2], v[3])
	}
	for i, k := range []string{"width", "height"} {
		if s, ok := vals[k]; ok && s != f[2+i] {
			return fmt.Errorf("%s %q differs from the viewBox", k, s)
		}
	}
	return nil
}

// checkPaint wants flat opaque colours, "#RRGGBB" or none, a plain width, and
// ends and corners as the page writer draws them: round.
func checkPaint(name string, vals map[string]string) error {
	for _, k := range []string{"fill", "stroke"} {
		v, ok := vals[k]
		if !ok || v == "none" {
			continue
		}
		if len(v) != 7 || v[0] != '#' || strings.Trim(v[1:], "0123456789abcdefABCDEF") != "" {
			return fmt.Errorf("%s %q of <%s> is not #RRGGBB or none", k, v, name)
		}
	}
	for _, k := range []string{"stroke-linecap", "stroke-linejoin"} {
		if v, ok := vals[k]; ok && v != "round" {
			return fmt.Errorf("%s %q of <%s> is not round", k, v, name)
		}
	}
	if v, ok := vals["stroke-width"]; ok {
		if n, err := number(v); err != nil || n < 0 {
			return fmt.Errorf("stroke-width %q of <%s> is not a width", v, name)
		}
	}
	return nil
}

// checkData refuses arcs, which the renderer misreads when several follow one
// another, exponents, and numbers beyond its fixed-point range.
func checkData(d string) error {
	for _, r := range d {
		if !strings.ContainsRune(pathSet, r) {
			return fmt.Errorf("path data has %q, which is not supported", r)
		}
	}
	if t := strings.TrimLeft(d, " \t\r\n"); t == "" || t[0] != 'M' && t[0] != 'm' {
		return errors.New("path data must start with M")
	}
	digits := 0
	for _, r := range d {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '.':
			digits = -1000 // past the point any number of digits is small
		default:
			digits = 0
		}
		if digits > 6 {
			return errors.New("path data has a number beyond 999999")
		}
	}
	return nil
}

func (c *checker) anchor(vals map[string]string) error {
	id := vals["id"]
	if id == "" {
		return errors.New("an anchor has no id")
	}
	if _, twice := c.anchors[id]; twice {
		return fmt.Errorf("anchor %q is given twice", id)
	}
	x, errX := number(vals["x"])
	y, errY := number(vals["y"])
	if err := errors.Join(errX, errY); err != nil {
		return fmt.Errorf("anchor %q: %w", id, err)
	}
	c.anchors[id] = Point{x, y}
	return nil
}

func number(s string) (float64, error) {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(n) || math.Abs(n) > maxMagn {
		return 0, fmt.Errorf("%q is not a number in range", s)
	}
	return n, nil
}
