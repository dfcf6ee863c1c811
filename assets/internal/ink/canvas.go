package ink

import (
	"bytes"
	"math"
	"sort"
	"strconv"
)

// Canvas collects shapes from back to front and writes them as an SVG, of
// filled paths unless it is for paper. The zero value is not usable: see
// NewCanvas and NewPrint.
type Canvas struct {
	w, h    float64
	unit    float64 // finest step written, as steps per drawing unit
	paper   bool    // see NewPrint
	shapes  []shape
	of      string // see Of
	anchors map[string]Pt
}

type shape struct {
	path  Path
	fill  string
	edge  string // colour of the line along the path, on paper only
	width float64
	of    string // whom it is of, "" for everybody
	done  []byte // already written, see Paste
}

// NewCanvas is an empty drawing of w by h units, written with the given
// number of decimal places.
func NewCanvas(w, h float64, decimals int) *Canvas {
	return &Canvas{w: w, h: h, unit: math.Pow10(decimals), anchors: map[string]Pt{}}
}

// Fill paints p in one colour, "#RRGGBB".
func (c *Canvas) Fill(p Path, colour string) {
	if c.paper {
		c.area(p, 0, colour)
		return
	}
	if len(p.Segs) == 0 || colour == "" {
		return
	}
	c.shapes = append(c.shapes, shape{path: p, fill: colour, of: c.of})
}

// Of marks what paint paints as belonging to one kind of person only: it is
// written as a group of that name.
func (c *Canvas) Of(who string, paint func()) {
	was := c.of
	c.of = who
	paint()
	c.of = was
}

// Line paints p as a line of the given width with round ends and corners.
func (c *Canvas) Line(p Path, width float64, colour string) {
	if c.paper {
		c.line(p, width, colour)
		return
	}
	c.Fill(Stroke(p, width), colour)
}

// Draw paints p and then its edge, centred on the path.
func (c *Canvas) Draw(p Path, fill, edge string, width float64) {
	if c.paper {
		c.edged(p, fill, edge, width)
		return
	}
	c.Fill(p, fill)
	c.Line(p, width, edge)
}

// Union paints several paths as one thing: the edge runs round their outside
// only. The edge is width wide and lies outside the paths.
func (c *Canvas) Union(fill, edge string, width float64, parts ...Path) {
	if c.paper {
		c.union(fill, edge, width, parts)
		return
	}
	for _, p := range parts {
		if p.Closed {
			c.Fill(outset(p, width), edge)
		} else {
			c.Line(p, 2*width, edge)
		}
	}
	for _, p := range parts {
		c.Fill(p, fill)
	}
}

// Anchor names a spot where the program may put a number or a word.
func (c *Canvas) Anchor(id string, x, y float64) {
	if c.paper {
		x, y = x*c.unit, y*c.unit
	}
	c.anchors[id] = Pt{x, y}
}

// SVG writes the drawing; the same calls give the same bytes.
func (c *Canvas) SVG() []byte {
	var b bytes.Buffer
	b.Grow(64 * 1024)
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 `)
	b.WriteString(num(c.w) + " " + num(c.h) + "\">\n")
	c.writeAnchors(&b)
	if c.paper {
		b.WriteString("<g stroke-linecap=\"round\" stroke-linejoin=\"round\">\n")
	}
	c.writeShapes(&b)
	if c.paper {
		b.WriteString("</g>\n")
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// Fragment is the shapes as written, without the frame, for Paste.
func (c *Canvas) Fragment() []byte {
	var b bytes.Buffer
	c.writeShapes(&b)
	return b.Bytes()
}

// Paste adds the fragment of another canvas of the same precision. The canvas
// keeps the slice and does not change it.
func (c *Canvas) Paste(fragment []byte) {
	c.shapes = append(c.shapes, shape{done: fragment})
}

func (c *Canvas) writeShapes(b *bytes.Buffer) {
	buf := make([]byte, 0, 4096)
	of := ""
	group := func(next string) {
		if of != "" && of != next {
			b.WriteString("</g>\n")
		}
		if next != "" && of != next {
			b.WriteString(`<g id="` + next + "\">\n")
		}
		of = next
	}
	defer func() { group("") }()
	for _, s := range c.shapes {
		group(s.of)
		if s.done != nil {
			b.Write(s.done)
			continue
		}
		if c.paper {
			buf = c.appendPrint(buf[:0], s)
		} else {
			buf = append(append(append(buf[:0], `<path fill="`...), s.fill...), `" d="`...)
			buf = append(c.appendPath(buf, s.path), 'z')
		}
		buf = append(buf, "\"/>\n"...)
		b.Write(buf)
	}
}

func (c *Canvas) writeAnchors(b *bytes.Buffer) {
	if len(c.anchors) == 0 {
		return
	}
	ids := make([]string, 0, len(c.anchors))
	for id := range c.anchors {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	b.WriteString("<metadata>\n")
	for _, id := range ids {
		p := c.anchors[id]
		b.WriteString(`<anchor id="` + id + `" x="` + num(p.X) + `" y="` + num(p.Y) + "\"/>\n")
	}
	b.WriteString("</metadata>\n")
}

func num(v float64) string { return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64) }

// appendPath writes moves in absolute and all else in relative numbers, on the
// canvas' grid so that rounding does not add up.
func (c *Canvas) appendPath(b []byte, p Path) []byte {
	var x, y int64 // where the pen is, in grid steps
	op, open := byte(0), false
	point := func(q Pt, from bool) (int64, int64) {
		nx, ny := int64(math.Round(q.X*c.unit)), int64(math.Round(q.Y*c.unit))
		dx, dy := nx, ny
		if from {
			dx, dy = nx-x, ny-y
		}
		b = c.appendNum(c.appendNum(b, dx), dy)
		return nx, ny
	}
	for _, s := range p.Segs {
		next := byte('c')
		if s.Straight {
			next = 'l'
		}
		if s.Move {
			if open && p.Closed {
				b = append(b, 'z')
			}
			next, open = 'M', true
		}
		if next != op || s.Move {
			b = append(b, next)
			op = next
		}
		if next == 'c' {
			point(s.C1, true)
			point(s.C2, true)
		}
		x, y = point(s.End, !s.Move)
	}
	return b
}

// appendNum writes n grid steps in drawing units, as short as can be: a minus
// sign separates numbers by itself, else a space does, and ".5" is a half.
func (c *Canvas) appendNum(b []byte, n int64) []byte {
	if last := b[len(b)-1]; n >= 0 && (last == '.' || last >= '0' && last <= '9') {
		b = append(b, ' ')
	}
	at := len(b)
	b = strconv.AppendFloat(b, float64(n)/c.unit, 'f', -1, 64)
	for _, zero := range []string{"0.", "-0."} {
		if bytes.HasPrefix(b[at:], []byte(zero)) {
			cut := at + len(zero) - 2
			b = append(b[:cut], b[cut+1:]...)
		}
	}
	return b
}
