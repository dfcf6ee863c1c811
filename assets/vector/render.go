package vector

import (
	"image"
	"math"

	raster "golang.org/x/image/vector"
)

// Render paints the drawing into a picture of w by h pixels, keeping its
// proportions and centring it; what it does not cover stays clear. Each shape
// touches only the pixels around it, which makes a figure of hundreds of
// shapes a matter of milliseconds.
func (d Drawing) Render(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, max(w, 1), max(h, 1)))
	if d.Width <= 0 || d.Height <= 0 {
		return img
	}
	k := min(float64(w)/d.Width, float64(h)/d.Height)
	at := Point{(float64(w) - d.Width*k) / 2, (float64(h) - d.Height*k) / 2}
	var z raster.Rasterizer
	for _, s := range d.Shapes {
		if s.HasFill {
			fill(img, &z, s, k, at)
		}
	}
	return img
}

// fill paints one shape, scaled by k and moved to at.
func fill(img *image.RGBA, z *raster.Rasterizer, s Shape, k float64, at Point) {
	box := s.bounds(k, at).Intersect(img.Bounds())
	if box.Empty() {
		return
	}
	z.Reset(box.Dx(), box.Dy())
	to := func(p Point) (x, y float32) {
		return float32(p.X*k+at.X) - float32(box.Min.X), float32(p.Y*k+at.Y) - float32(box.Min.Y)
	}
	for _, g := range s.Segments {
		ax, ay := to(g.P[0])
		bx, by := to(g.P[1])
		cx, cy := to(g.P[2])
		switch g.Op {
		case Move:
			z.ClosePath()
			z.MoveTo(ax, ay)
		case Line:
			z.LineTo(ax, ay)
		case Quad:
			z.QuadTo(ax, ay, bx, by)
		case Cubic:
			z.CubeTo(ax, ay, bx, by, cx, cy)
		case Close:
			z.ClosePath()
		}
	}
	z.ClosePath()
	z.Draw(img, box, image.NewUniform(s.Fill), image.Point{})
}

// bounds is the box of pixels around a shape; control points count, so that it
// may be larger than the shape.
func (s Shape) bounds(k float64, at Point) image.Rectangle {
	minX, minY, maxX, maxY := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, g := range s.Segments {
		for _, p := range g.P[:points[g.Op]] {
			x, y := p.X*k+at.X, p.Y*k+at.Y
			minX, maxX = min(minX, x), max(maxX, x)
			minY, maxY = min(minY, y), max(maxY, y)
		}
	}
	if minX > maxX {
		return image.Rectangle{}
	}
	const far = 1 << 20 // keeps the conversion to whole pixels defined
	cut := func(v float64) int { return int(max(-far, min(far, v))) }
	return image.Rect(cut(math.Floor(minX)), cut(math.Floor(minY)), cut(math.Ceil(maxX)), cut(math.Ceil(maxY)))
}

// points is how many points of a segment each Op uses.
var points = [...]int{Move: 1, Line: 1, Quad: 2, Cubic: 3, Close: 0}
