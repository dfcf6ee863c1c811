package document

import (
	"image"
	"math"

	"eclaire/assets/vector"
	"eclaire/consent"
)

// Page is one laid out page: what stands on it, from back to front, in points
// (1/72 inch) from the top left corner. It does not change after Layout.
type Page struct {
	Number        int              // from 1
	Part          Part             // what the page belongs to; "" in a document without parts
	Lang          consent.Language // of all that stands on the page; "" for both
	Width, Height float64
	Items         []Item
	Same          int // so many items, the first ones, are those of every page
}

// Tag says what an item belongs to. The zero Tag is for an artifact: what
// repeats on pages or only decorates.
type Tag struct {
	Role    Role
	Element int              // of Document.Elements; 0 for an artifact
	Lang    consent.Language // of the item; "" where it is in none
	Alt     string           // figures: what is to be seen, in Lang
}

// Item is one mark on a page with its meaning.
type Item struct {
	Tag   Tag
	Shape Shape
}

// Shape is a primitive of the page: Text, Box, Disc, Outline, Picture, Photo, Matrix or Ink.
type Shape interface {
	moved(dx, dy float64) Shape
	scaled(f float64) Shape
	bounds() Rect
}

// Rect is an upright rectangle in points.
type Rect struct{ X, Y, W, H float64 }

func (r Rect) overlaps(o Rect) bool {
	const touch = 0.01 // points; neighbours may touch
	return r.X+touch < o.X+o.W && o.X+touch < r.X+r.W && r.Y+touch < o.Y+o.H && o.Y+touch < r.Y+r.H
}

func (r Rect) within(o Rect) bool {
	const slack = 0.05
	return r.X >= o.X-slack && r.Y >= o.Y-slack && r.X+r.W <= o.X+o.W+slack && r.Y+r.H <= o.Y+o.H+slack
}

// Text is a run in one style, X to the left end of its Baseline. A space at
// the end only parts the words of extracted text and has no width here.
type Text struct {
	X, Baseline float64
	Size        float64 // points
	Width       float64 // without the space at the end
	Bold        bool
	Colour      Colour
	String      string
}

func (t Text) moved(dx, dy float64) Shape { t.X += dx; t.Baseline += dy; return t }

// bounds is the box of capitals and common descenders.
func (t Text) bounds() Rect {
	return Rect{t.X, t.Baseline - 0.72*t.Size, t.Width, 0.92 * t.Size}
}

// Box is a rectangle with square corners, filled, framed or both.
type Box struct {
	Rect
	Fill, Line Colour  // NoColour for none
	LineWidth  float64 // points
}

func (b Box) moved(dx, dy float64) Shape { b.X += dx; b.Y += dy; return b }
func (b Box) bounds() Rect               { return b.Rect }

// Disc is a circle around X, Y, filled, framed or both.
type Disc struct {
	X, Y, Radius float64
	Fill, Line   Colour
	LineWidth    float64
}

func (d Disc) moved(dx, dy float64) Shape { d.X += dx; d.Y += dy; return d }

func (d Disc) bounds() Rect {
	r := d.Radius
	if d.Line != NoColour {
		r += d.LineWidth / 2
	}
	return Rect{d.X - r, d.Y - r, 2 * r, 2 * r}
}

// Outline is a path, filled or stroked with round ends.
type Outline struct {
	Segments   []vector.Segment
	Fill, Line Colour
	LineWidth  float64
	shift      vector.Point
}

func (o Outline) moved(dx, dy float64) Shape { o.shift.X += dx; o.shift.Y += dy; return o }

func (o Outline) bounds() Rect {
	b := newBound()
	for _, s := range o.Segments {
		for i := range pointsOf(s.Op) {
			b.add(s.P[i].X+o.shift.X, s.P[i].Y+o.shift.Y)
		}
	}
	r := b.rect()
	if o.Line != NoColour {
		r = Rect{r.X - o.LineWidth/2, r.Y - o.LineWidth/2, r.W + o.LineWidth, r.H + o.LineWidth}
	}
	return r
}

// Picture is a drawing placed on the page; Scale is in points per unit.
type Picture struct {
	Drawing *vector.Drawing
	X, Y    float64
	Scale   float64
	shared  *figure // where the drawing comes from, if the program ships it
}

func (p Picture) moved(dx, dy float64) Shape { p.X += dx; p.Y += dy; return p }

func (p Picture) bounds() Rect {
	return Rect{p.X, p.Y, p.Drawing.Width * p.Scale, p.Drawing.Height * p.Scale}
}

// at gives the place on the page of a point of the drawing.
func (p Picture) at(q vector.Point) vector.Point {
	return vector.Point{X: p.X + q.X*p.Scale, Y: p.Y + q.Y*p.Scale}
}

// Photo is an image placed on the page.
type Photo struct {
	Rect
	image *image.RGBA // opaque
}

func (p Photo) moved(dx, dy float64) Shape { p.X += dx; p.Y += dy; return p }
func (p Photo) bounds() Rect               { return p.Rect }

// Ink is the strokes of a hand: X and Y of the origin, Scale in points per unit
// of the pad.
type Ink struct {
	Strokes   []consent.Stroke
	X, Y      float64
	Scale     float64
	LineWidth float64
}

func (k Ink) moved(dx, dy float64) Shape { k.X += dx; k.Y += dy; return k }

func (k Ink) bounds() Rect {
	b := newBound()
	for _, s := range k.Strokes {
		for _, p := range s {
			b.add(k.X+float64(p.X)*k.Scale, k.Y+float64(p.Y)*k.Scale)
		}
	}
	r := b.rect()
	return Rect{r.X - k.LineWidth/2, r.Y - k.LineWidth/2, r.W + k.LineWidth, r.H + k.LineWidth}
}

// bound grows to hold points.
type bound struct{ minX, minY, maxX, maxY float64 }

func newBound() bound {
	return bound{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
}

func (b *bound) add(x, y float64) {
	b.minX, b.maxX = min(b.minX, x), max(b.maxX, x)
	b.minY, b.maxY = min(b.minY, y), max(b.maxY, y)
}

func (b *bound) rect() Rect {
	if b.maxX < b.minX {
		return Rect{}
	}
	return Rect{b.minX, b.minY, b.maxX - b.minX, b.maxY - b.minY}
}

// pointsOf counts the points that a step of an outline uses.
func pointsOf(op vector.Op) int {
	switch op {
	case vector.Move, vector.Line:
		return 1
	case vector.Quad:
		return 2
	case vector.Cubic:
		return 3
	}
	return 0
}
