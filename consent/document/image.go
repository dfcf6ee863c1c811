package document

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	drawing "eclaire/assets/vector"
)

// Image draws the page for the screen, width pixels wide and as high as the
// paper asks. It shares nothing that changes: any goroutine may call it.
func (p Page) Image(width int) *image.RGBA {
	width = max(width, 1)
	scale := float64(width) / p.Width
	img := image.NewRGBA(image.Rect(0, 0, width, max(int(math.Round(p.Height*scale)), 1)))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	b := brush{img: img, scale: scale, masks: map[glyphKey]glyphMask{}, sized: map[faceKey]font.Face{}}
	for _, item := range p.Items {
		b.draw(item.Shape)
	}
	return img
}

// brush draws primitives on an image; scale is in pixels per point.
type brush struct {
	img   *image.RGBA
	scale float64
	masks map[glyphKey]glyphMask
	sized map[faceKey]font.Face
	fill  vector.Rasterizer
}

type faceKey struct {
	bold bool
	size float64
}

// glyphKey is a glyph at a quarter of a pixel.
type glyphKey struct {
	faceKey
	r     rune
	phase int
}

type glyphMask struct {
	mask   *image.Alpha
	origin image.Point // of the mask from the pixel of the pen
}

func (b *brush) draw(s Shape) {
	switch s := s.(type) {
	case Text:
		b.text(s)
	case Box:
		b.outline(rectangle(s.Rect), 0, 0, 1, s.Fill, s.Line, s.LineWidth)
	case Disc:
		r := s.bounds().W / 2
		if s.Line != NoColour {
			b.disc(s.X, s.Y, r, s.Line)
			r = s.Radius - s.LineWidth/2
		}
		b.disc(s.X, s.Y, r, s.Fill)
	case Photo:
		at := func(x, y float64) image.Point {
			return image.Pt(int(math.Round(x*b.scale)), int(math.Round(y*b.scale)))
		}
		xdraw.ApproxBiLinear.Scale(b.img, image.Rectangle{Min: at(s.X, s.Y), Max: at(s.X+s.W, s.Y+s.H)}, s.image, s.image.Rect, draw.Over, nil)
	case Matrix:
		m := s.module()
		s.runs(func(x, y, length int) {
			b.outline(rectangle(Rect{s.X + float64(x)*m, s.Y + float64(y)*m, float64(length) * m, m}), 0, 0, 1, opaque, NoColour, 0)
		})
	case Outline:
		b.outline(s.Segments, s.shift.X, s.shift.Y, 1, s.Fill, s.Line, s.LineWidth)
	case Picture:
		for _, shape := range s.Drawing.Shapes {
			fill, line := shapeColours(shape)
			b.outline(shape.Segments, s.X, s.Y, s.Scale, fill, line, shape.StrokeWidth*s.Scale)
		}
	case Ink:
		for _, stroke := range s.Strokes {
			points := make([]drawing.Point, len(stroke))
			for i, q := range stroke {
				points[i] = b.pixel(s.X+float64(q.X)*s.Scale, s.Y+float64(q.Y)*s.Scale)
			}
			b.stroke(points, s.LineWidth, penColour)
		}
	}
}

func (b *brush) pixel(x, y float64) drawing.Point {
	return drawing.Point{X: x * b.scale, Y: y * b.scale}
}

func rectangle(r Rect) []drawing.Segment {
	at := func(x, y float64) [3]drawing.Point { return [3]drawing.Point{{X: x, Y: y}} }
	return []drawing.Segment{
		{Op: drawing.Move, P: at(r.X, r.Y)}, {Op: drawing.Line, P: at(r.X+r.W, r.Y)},
		{Op: drawing.Line, P: at(r.X+r.W, r.Y+r.H)}, {Op: drawing.Line, P: at(r.X, r.Y+r.H)}, {Op: drawing.Close},
	}
}

// text draws glyph by glyph at the widths that the PDF has.
func (b *brush) text(t Text) {
	faces, err := loadFaces()
	if err != nil {
		return // Layout has failed before
	}
	key := faceKey{t.Bold, t.Size}
	x, y := t.X*b.scale, int(math.Round(t.Baseline*b.scale))
	src := image.NewUniform(t.Colour.rgba())
	for _, r := range t.String {
		whole := math.Floor(x)
		m := b.glyph(faces, glyphKey{key, r, int((x - whole) * 4)})
		if m.mask != nil {
			at := m.mask.Rect.Add(m.origin).Add(image.Pt(int(whole), y))
			draw.DrawMask(b.img, at, src, image.Point{}, m.mask, m.mask.Rect.Min, draw.Over)
		}
		x += faces.of(t.Bold).advances[r] * t.Size / 1000 * b.scale
	}
}

func (b *brush) glyph(f faces, k glyphKey) glyphMask {
	if m, ok := b.masks[k]; ok {
		return m
	}
	sized, ok := b.sized[k.faceKey]
	if !ok {
		var err error
		sized, err = opentype.NewFace(f.of(k.bold).font, &opentype.FaceOptions{Size: k.size * b.scale, DPI: 72, Hinting: font.HintingNone})
		if err != nil {
			return glyphMask{}
		}
		b.sized[k.faceKey] = sized
	}
	var m glyphMask
	dot := fixed.Point26_6{X: fixed.Int26_6(k.phase*16 + 8)}
	if rect, mask, at, _, ok := sized.Glyph(dot, k.r); ok && !rect.Empty() {
		own := image.NewAlpha(image.Rect(0, 0, rect.Dx(), rect.Dy())) // the face uses its mask again
		draw.Draw(own, own.Rect, mask, at, draw.Src)
		m = glyphMask{own, rect.Min}
	}
	b.masks[k] = m
	return m
}

// outline fills and strokes a path scaled and moved to x, y in points.
func (b *brush) outline(segments []drawing.Segment, x, y, scale float64, fill, line Colour, width float64) {
	var parts [][]drawing.Point
	var part []drawing.Point
	at := func(q drawing.Point) drawing.Point { return b.pixel(x+q.X*scale, y+q.Y*scale) }
	for _, s := range segments {
		switch s.Op {
		case drawing.Move:
			if len(part) > 0 {
				parts = append(parts, part)
			}
			part = []drawing.Point{at(s.P[0])}
		case drawing.Line:
			part = append(part, at(s.P[0]))
		case drawing.Quad:
			part = flatten(part, at(s.P[0]), at(s.P[0]), at(s.P[1]), true)
		case drawing.Cubic:
			part = flatten(part, at(s.P[0]), at(s.P[1]), at(s.P[2]), false)
		case drawing.Close:
			if len(part) > 0 {
				part = append(part, part[0])
			}
		}
	}
	parts = append(parts, part)
	if fill != NoColour {
		b.polygons(parts, fill.rgba())
	}
	if line != NoColour {
		for _, p := range parts {
			b.stroke(p, width, line)
		}
	}
}

// flatten adds a curve as short lines. A quadratic one names its control point
// twice.
func flatten(part []drawing.Point, c, d, end drawing.Point, quad bool) []drawing.Point {
	if len(part) == 0 {
		return append(part, end)
	}
	p := part[len(part)-1]
	span := math.Hypot(c.X-p.X, c.Y-p.Y) + math.Hypot(d.X-c.X, d.Y-c.Y) + math.Hypot(end.X-d.X, end.Y-d.Y)
	n := min(max(int(math.Sqrt(span)*1.5), 2), 64)
	for i := 1; i <= n; i++ {
		t := float64(i) / float64(n)
		u := 1 - t
		var q drawing.Point
		if quad {
			q = drawing.Point{X: u*u*p.X + 2*u*t*c.X + t*t*end.X, Y: u*u*p.Y + 2*u*t*c.Y + t*t*end.Y}
		} else {
			q = drawing.Point{
				X: u*u*u*p.X + 3*u*u*t*c.X + 3*u*t*t*d.X + t*t*t*end.X,
				Y: u*u*u*p.Y + 3*u*u*t*c.Y + 3*u*t*t*d.Y + t*t*t*end.Y,
			}
		}
		part = append(part, q)
	}
	return part
}

// polygons fills closed polygons by the non-zero rule, within their own box.
func (b *brush) polygons(parts [][]drawing.Point, c color.RGBA) {
	box := newBound()
	for _, p := range parts {
		for _, q := range p {
			box.add(q.X, q.Y)
		}
	}
	area := image.Rect(int(math.Floor(box.minX)), int(math.Floor(box.minY)), int(math.Ceil(box.maxX)), int(math.Ceil(box.maxY)))
	if box.maxX < box.minX || area.Intersect(b.img.Rect).Empty() {
		return
	}
	area = area.Intersect(b.img.Rect)
	b.fill.Reset(area.Dx(), area.Dy())
	b.fill.DrawOp = draw.Over
	for _, p := range parts {
		for i, q := range p {
			x, y := float32(q.X-float64(area.Min.X)), float32(q.Y-float64(area.Min.Y))
			if i == 0 {
				b.fill.MoveTo(x, y)
			} else {
				b.fill.LineTo(x, y)
			}
		}
		if len(p) > 0 {
			b.fill.ClosePath()
		}
	}
	b.fill.Draw(b.img, area, image.NewUniform(c), image.Point{})
}

// stroke draws a line with round ends and corners, width in points, through
// points in pixels. Each piece turns the same way, so that pieces that overlap
// add up to one fill.
func (b *brush) stroke(points []drawing.Point, width float64, c Colour) {
	half := max(width*b.scale, 0.7) / 2
	var parts [][]drawing.Point
	for i, p := range points {
		if i > 0 {
			parts = append(parts, bar(points[i-1], p, half))
		}
		if half > 0.6 {
			parts = append(parts, disc(p, half))
		}
	}
	b.polygons(parts, c.rgba())
}

// bar is the rectangle around a line.
func bar(p, q drawing.Point, half float64) []drawing.Point {
	dx, dy := q.X-p.X, q.Y-p.Y
	length := math.Hypot(dx, dy)
	if length == 0 {
		return nil
	}
	nx, ny := -dy/length*half, dx/length*half
	return []drawing.Point{{X: p.X + nx, Y: p.Y + ny}, {X: p.X - nx, Y: p.Y - ny}, {X: q.X - nx, Y: q.Y - ny}, {X: q.X + nx, Y: q.Y + ny}}
}

// disc fills a circle, in points.
func (b *brush) disc(x, y, radius float64, c Colour) {
	b.polygons([][]drawing.Point{disc(b.pixel(x, y), radius*b.scale)}, c.rgba())
}

// disc is a circle, turning the way that bar does.
func disc(p drawing.Point, radius float64) []drawing.Point {
	n := min(max(int(radius*6), 8), 64)
	out := make([]drawing.Point, n)
	for i := range out {
		s, c := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		out[i] = drawing.Point{X: p.X + radius*c, Y: p.Y + radius*s}
	}
	return out
}
