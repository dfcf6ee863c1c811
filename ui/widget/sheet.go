package widget

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"fyne.io/fyne/v2"
	"golang.org/x/image/vector"
)

// sheet is the picture of finished strokes, at the pixels of the screen.
type sheet struct {
	size  fyne.Size
	k     float32 // Fyne units in a pad unit
	scale float32 // pixels in a Fyne unit
	off   fyne.Position
	ink   color.Color
	img   *image.RGBA

	stroke int // strokes before this one are painted
	point  int // so are the points of this one before this index
}

func newSheet(size fyne.Size, k float32, off fyne.Position, scale float32, ink color.Color) sheet {
	return sheet{size: size, k: k, off: off, scale: scale, ink: ink}
}

// draw adds what is new in strokes; closed says that the last stroke is finished.
func (s *sheet) draw(strokes []Stroke, closed bool) {
	width, height := int(s.size.Width*s.scale), int(s.size.Height*s.scale)
	if width <= 0 || height <= 0 || width > 8192 || height > 8192 {
		return
	}
	if s.img == nil {
		s.img = image.NewRGBA(image.Rect(0, 0, width, height))
	}
	for s.stroke < len(strokes) {
		stroke := strokes[s.stroke]
		last := s.stroke == len(strokes)-1
		s.drawStroke(stroke)
		if last && !closed {
			s.point = len(stroke)
			return
		}
		s.stroke, s.point = s.stroke+1, 0
	}
}

// drawStroke paints a stroke from the last painted point as a smooth line
// through the middles of its segments.
func (s *sheet) drawStroke(stroke Stroke) {
	from := max(s.point-2, 0)
	pts := make([]fyne.Position, 0, len(stroke)-from)
	for _, p := range stroke[from:] {
		pts = append(pts, fyne.NewPos((s.off.X+p.X*s.k)*s.scale, (s.off.Y+p.Y*s.k)*s.scale))
	}
	if len(pts) == 0 {
		return
	}
	pen := newPen(s.img, units(penWidth)*s.scale/2, pts)
	if len(stroke) == 1 {
		pen.radius *= 1.4 // a dot alone is as heavy as a line
	}
	pen.dot(pts[0])
	at := pts[0]
	for i := 1; i < len(pts); i++ {
		end := pts[i]
		if i < len(pts)-1 {
			end = middle(pts[i], pts[i+1])
			pen.curve(at, pts[i], end)
		} else {
			pen.line(at, end)
		}
		at = end
	}
	pen.finish(s.ink)
}

func middle(a, b fyne.Position) fyne.Position {
	return fyne.NewPos((a.X+b.X)/2, (a.Y+b.Y)/2)
}

// pen collects the outline of round-ended lines in the smallest box that holds them.
type pen struct {
	img    *image.RGBA
	box    image.Rectangle
	radius float32
	r      *vector.Rasterizer
}

func newPen(img *image.RGBA, radius float32, pts []fyne.Position) *pen {
	lo, hi := pts[0], pts[0]
	for _, p := range pts {
		lo = fyne.NewPos(min(lo.X, p.X), min(lo.Y, p.Y))
		hi = fyne.NewPos(max(hi.X, p.X), max(hi.Y, p.Y))
	}
	out := int(radius*1.4) + 2
	box := image.Rect(int(lo.X)-out, int(lo.Y)-out, int(hi.X)+out+1, int(hi.Y)+out+1).Intersect(img.Bounds())
	return &pen{img: img, box: box, radius: radius, r: vector.NewRasterizer(box.Dx(), box.Dy())}
}

func (p *pen) local(pos fyne.Position) (x, y float32) {
	return pos.X - float32(p.box.Min.X), pos.Y - float32(p.box.Min.Y)
}

// dot adds a disc; its turn is that of line's quads, so that overlaps add up.
func (p *pen) dot(at fyne.Position) {
	const sides = 12
	x, y := p.local(at)
	for i := range sides {
		sin, cos := math.Sincos(-2 * math.Pi * float64(i) / sides)
		px, py := x+p.radius*float32(cos), y+p.radius*float32(sin)
		if i == 0 {
			p.r.MoveTo(px, py)
			continue
		}
		p.r.LineTo(px, py)
	}
	p.r.ClosePath()
}

func (p *pen) line(from, to fyne.Position) {
	dx, dy := to.X-from.X, to.Y-from.Y
	long := float32(math.Hypot(float64(dx), float64(dy)))
	if long < 0.01 {
		return
	}
	nx, ny := -dy/long*p.radius, dx/long*p.radius
	ax, ay := p.local(from)
	bx, by := p.local(to)
	p.r.MoveTo(ax+nx, ay+ny)
	p.r.LineTo(bx+nx, by+ny)
	p.r.LineTo(bx-nx, by-ny)
	p.r.LineTo(ax-nx, ay-ny)
	p.r.ClosePath()
	p.dot(to)
}

func (p *pen) curve(from, by, to fyne.Position) {
	long := abs(by.X-from.X) + abs(by.Y-from.Y) + abs(to.X-by.X) + abs(to.Y-by.Y)
	n := min(max(int(long/6), 1), 24)
	at := from
	for i := 1; i <= n; i++ {
		t := float32(i) / float32(n)
		u := 1 - t
		next := fyne.NewPos(u*u*from.X+2*u*t*by.X+t*t*to.X, u*u*from.Y+2*u*t*by.Y+t*t*to.Y)
		p.line(at, next)
		at = next
	}
}

func (p *pen) finish(ink color.Color) {
	if p.box.Empty() {
		return
	}
	p.r.DrawOp = draw.Over
	p.r.Draw(p.img, p.box, image.NewUniform(ink), image.Point{})
}
