package main

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

// The toolkit's two painters differ by up to a pixel in two ways that are theirs
// alone, and would hide what is ours: the software painter rounds each place up,
// the window's to the nearest pixel; and it draws half of an outline outside of
// its shape, the window's all of it inside. capture draws with both out of the
// way: what it paints stands where the window would put it. Nothing else is
// changed, and all is put back.

// capture is the picture of a canvas of the software stage, as its painter would
// draw it if it rounded as the window's does.
func capture(c fyne.Canvas) image.Image {
	s := &snap{scale: c.Scale(), lean: -0.5}
	one := s.shoot(c)
	if !s.odd {
		return one
	}
	s.lean = 0.5
	return mean(one, s.shoot(c))
}

// mean is the mean of two pictures.
func mean(a, b image.Image) image.Image {
	x, y := a.(*image.NRGBA), b.(*image.NRGBA) // opaque, as the painter gives them
	out := image.NewNRGBA(x.Rect)
	for i := range out.Pix {
		out.Pix[i] = uint8((int(x.Pix[i]) + int(y.Pix[i])) / 2)
	}
	return out
}

type snap struct {
	scale float32
	// The middle of an outline of 1 or 3 pixels lies between pixels, where the
	// software painter puts none: lean says to which side it leans, and odd that
	// there is one. The mean of both is where it belongs.
	lean float32
	odd  bool
	back []func()
}

func (s *snap) shoot(c fyne.Canvas) image.Image {
	defer s.undo()
	s.walk(c.Content(), fyne.NewPos(0, 0))
	for _, o := range c.Overlays().List() {
		s.walk(o, fyne.NewPos(0, 0))
	}
	return c.Capture()
}

func (s *snap) undo() {
	for i := len(s.back) - 1; i >= 0; i-- {
		s.back[i]()
	}
	s.back = nil
}

// walk goes through all that is drawn; at is where the parent stands.
func (s *snap) walk(o fyne.CanvasObject, at fyne.Position) {
	if o == nil || !o.Visible() {
		return
	}
	at = at.Add(o.Position())
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			s.walk(child, at)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			s.walk(child, at)
		}
	case *canvas.Text:
		s.text(o, at)
	case *canvas.Image:
		s.image(o, at)
	case *canvas.Raster:
		s.box(o, at, s.near(at.X+o.Size().Width)-s.near(at.X), s.near(at.Y+o.Size().Height)-s.near(at.Y), 0)
	case *canvas.Rectangle:
		s.rectangle(o, at)
	case *canvas.Circle:
		s.circle(o, at)
	}
}

// near is the nearest pixel to a place, in units.
func (s *snap) near(v float32) float32 { return float32(math.Round(float64(v*s.scale))) / s.scale }

// hair keeps a place that is to be a whole pixel from being rounded up to the
// next.
const hair = 1.0 / 64

// box puts an object at the nearest pixel, with a size, and an edge taken off on
// all sides.
func (s *snap) box(o fyne.CanvasObject, at fyne.Position, wide, high, edge float32) {
	pos, size := o.Position(), o.Size()
	s.back = append(s.back, func() { o.Resize(size); o.Move(pos) })
	in := edge
	if s.between(edge) {
		in += s.lean / s.scale
	}
	o.Move(pos.Add(fyne.NewPos(s.near(at.X)-at.X+in-hair, s.near(at.Y)-at.Y+in-hair)))
	if want := fyne.NewSize(max(wide-2*edge, 0), max(high-2*edge, 0)); s.pixels(want) != s.pixels(size) || edge > 0 {
		o.Resize(want)
	}
}

// pixels is how large the software painter makes something.
func (s *snap) pixels(size fyne.Size) image.Point {
	up := func(v float32) int { return int(math.Ceil(float64(v * s.scale))) }
	return image.Pt(up(size.Width), up(size.Height))
}

// image keeps a picture's proportions before it rounds, as the window does.
func (s *snap) image(img *canvas.Image, at fyne.Position) {
	size := img.Size()
	if aspect := img.Aspect(); img.FillMode == canvas.ImageFillContain && aspect > 0 && size.Height > 0 {
		s.back = append(s.back, func() { img.FillMode = canvas.ImageFillContain })
		img.FillMode = canvas.ImageFillStretch
		inner := fyne.NewSize(min(size.Width, size.Height*aspect), min(size.Height, size.Width/aspect))
		pos := img.Position()
		s.back = append(s.back, func() { img.Move(pos) })
		by := fyne.NewPos((size.Width-inner.Width)/2, (size.Height-inner.Height)/2)
		img.Move(pos.Add(by))
		at, size = at.Add(by), inner
	}
	s.box(img, at, s.near(at.X+size.Width)-s.near(at.X), s.near(at.Y+size.Height)-s.near(at.Y), 0)
}

// between tells whether the middle of an outline lies between pixels.
func (s *snap) between(edge float32) bool {
	half := float64(edge * s.scale)
	odd := half != math.Trunc(half)
	s.odd = s.odd || odd
	return odd
}

func (s *snap) text(t *canvas.Text, at fyne.Position) {
	least, size := t.MinSize(), t.Size()
	switch t.Alignment {
	case fyne.TextAlignTrailing:
		at.X += size.Width - least.Width
	case fyne.TextAlignCenter:
		at.X += (size.Width - least.Width) / 2
	}
	if size.Height > least.Height {
		at.Y += (size.Height - least.Height) / 2
	}
	pos := t.Position()
	s.back = append(s.back, func() { t.Move(pos) })
	t.Move(pos.Add(fyne.NewPos(s.near(at.X)-at.X-hair, s.near(at.Y)-at.Y-hair)))
}

// edge makes an outline whole pixels wide, as the window does, and tells how much
// of it the software painter would draw outside.
func (s *snap) edge(ink color.Color, width *float32) float32 {
	was := *width
	if ink == nil || was == 0 {
		return 0
	}
	*width = s.near(was)
	s.back = append(s.back, func() { *width = was })
	return *width / 2
}

func (s *snap) rectangle(r *canvas.Rectangle, at fyne.Position) {
	edge := s.edge(r.StrokeColor, &r.StrokeWidth)
	corners := []*float32{&r.CornerRadius, &r.TopLeftCornerRadius, &r.TopRightCornerRadius, &r.BottomLeftCornerRadius, &r.BottomRightCornerRadius}
	for _, c := range corners {
		was := *c
		s.back = append(s.back, func() { *c = was })
		if was > 0 {
			*c = max(was-edge, hair)
		}
	}
	s.box(r, at, s.near(r.Size().Width), s.near(r.Size().Height), edge)
}

// circle: the software painter knows whole pixels alone for middle and radius.
func (s *snap) circle(c *canvas.Circle, at fyne.Position) {
	s.edge(c.StrokeColor, &c.StrokeWidth)
	across := int(math.Round(float64(s.near(min(c.Size().Width, c.Size().Height)) * s.scale)))
	ink := 0
	if c.StrokeColor != nil {
		ink = int(math.Round(float64(c.StrokeWidth * s.scale)))
	}
	middle, radius := across/2, (across-ink)/2
	switch {
	case across%2 == 1:
		s.odd = true
		if s.lean > 0 {
			middle++
		}
	case ink%2 == 1:
		s.odd = true
		if s.lean > 0 {
			radius++
		}
	}
	pos, size := c.Position(), c.Size()
	s.back = append(s.back, func() { c.Resize(size); c.Move(pos) })
	off := float32(middle-radius)/s.scale - hair
	c.Resize(fyne.NewSquareSize(float32(2*radius) / s.scale))
	c.Move(pos.Add(fyne.NewPos(s.near(at.X)-at.X+off, s.near(at.Y)-at.Y+off)))
}
