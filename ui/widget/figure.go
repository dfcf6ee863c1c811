package widget

import (
	"image"
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/ui/theme"
)

// FigureLabel is a word on a figure, centred on its anchor in drawing units.
type FigureLabel struct {
	Text string
	X, Y float64
	// Fixed keeps the label at its anchor, on short lines, where others move to
	// where the drawing is empty.
	Fixed bool
}

// FigureBadge is a number on a figure that the words beside it explain.
type FigureBadge struct {
	Number int
	X, Y   float64
}

// Figure is a drawing on a card with labels and numbered badges, all kept
// inside of the card.
type Figure struct {
	base
	Paint Paint
	// Width and Height are the drawing's units.
	Width, Height float64
	Labels        []FigureLabel
	Badges        []FigureBadge
	// Alt says what is drawn for those who do not see it.
	Alt string
	// MaxHeight bounds HeightFor; 0 means 560, more on a tall screen.
	MaxHeight float32

	lit   int // which badge stands out, from 1; 0 for none
	dotAt *FigureDot
	dot   *canvas.Circle
	bed   *canvas.Rectangle
	img   *canvas.Raster
	chips []*chip
	dark  bool // how the drawing is painted
	shown bool
	ink   image.Image // the drawing, small, to find where it is empty
}

// FigureDot is a place in drawing units at which a dot is shown.
type FigureDot struct{ X, Y float64 }

// Light makes the badge at index i stand out, or none when i is negative. The
// drawing is not painted anew.
func (f *Figure) Light(i int) {
	if f.lit == i+1 {
		return
	}
	f.lit = max(i+1, 0)
	f.light()
	canvas.Refresh(f)
}

// ShowDot moves the dot, or takes it away when at is nil.
func (f *Figure) ShowDot(at *FigureDot) {
	f.dotAt = at
	f.placeDot(f.Size())
	f.dot.Refresh()
}

// Swap replaces the drawing by another of the same size, with its description
// and its labels.
func (f *Figure) Swap(paint Paint, alt string, labels []FigureLabel) {
	f.Paint, f.Alt, f.Labels, f.ink = paint, alt, labels, nil
	f.show()
	f.Refresh()
}

// show paints the drawing as the theme wants it.
func (f *Figure) show() {
	f.dark, f.shown = f.look().Mode() == theme.Dark, true
	setPaint(f.img, f.Paint, f.dark)
}

// NewFigure returns a figure of width × height units.
func NewFigure(paint Paint, width, height float64, alt string) *Figure {
	f := &Figure{Paint: paint, Width: width, Height: height, Alt: alt}
	f.bed = canvas.NewRectangle(color.Transparent)
	f.img = newPicture()
	f.dot = canvas.NewCircle(color.Transparent)
	f.dot.Hide()
	f.ExtendBaseWidget(f)
	return f
}

// AccessibilityLabel implements fyne.Accessible.
func (f *Figure) AccessibilityLabel() string { return f.Alt }

// AccessibilityRole implements fyne.Accessible.
func (f *Figure) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (f *Figure) CreateRenderer() fyne.WidgetRenderer { return newRenderer(f) }

func (f *Figure) pad() float32 { return f.size(theme.SizePad) }

// HeightFor implements HeightForWidth: the proportions of the drawing.
func (f *Figure) HeightFor(width float32) float32 {
	most := units(f.MaxHeight)
	if most == 0 {
		most = tallPicture(f, units(560))
	}
	if f.Width <= 0 || f.Height <= 0 {
		return min(width, most)
	}
	return min((width-2*f.pad())*float32(f.Height/f.Width)+2*f.pad(), most)
}

func (f *Figure) least() fyne.Size { return fyne.NewSize(units(200), units(160)) }

func (f *Figure) parts() []fyne.CanvasObject {
	list := []fyne.CanvasObject{f.bed, f.img, f.dot}
	for _, c := range f.chips {
		list = append(list, c)
	}
	return list
}

func (f *Figure) style() {
	f.bed.FillColor, f.bed.StrokeColor, f.bed.StrokeWidth = f.paint(theme.ColorPicture), f.paint(theme.ColorHairline), units(1)
	f.bed.CornerRadius = f.size(theme.SizeCorner)
	if !f.shown || f.dark != (f.look().Mode() == theme.Dark) {
		f.show()
	}
	n := len(f.Labels) + len(f.Badges)
	f.chips = f.chips[:min(len(f.chips), n)]
	for len(f.chips) < n {
		f.chips = append(f.chips, newChip())
	}
	for i, l := range f.Labels {
		f.chips[i].set(l.Text, false)
	}
	for i, b := range f.Badges {
		f.chips[len(f.Labels)+i].set(strconv.Itoa(b.Number), true)
	}
	f.dot.FillColor, f.dot.StrokeColor, f.dot.StrokeWidth = f.paint(theme.ColorCounted), f.paint(theme.ColorOnPicture), units(4)
	f.light()
}

func (f *Figure) light() {
	for i := range f.Badges {
		f.chips[len(f.Labels)+i].stress(i+1 == f.lit)
	}
}

// placeDot moves the dot of a moving picture.
func (f *Figure) placeDot(size fyne.Size) {
	f.dot.Hidden = f.dotAt == nil
	if f.dotAt == nil {
		return
	}
	radius := units(15)
	pad := f.pad()
	pos, _, k := fitBox(f.Width, f.Height, pad, pad, size.Width-2*pad, size.Height-2*pad)
	setBounds(f.dot, pos.X+float32(f.dotAt.X)*k-radius, pos.Y+float32(f.dotAt.Y)*k-radius, 2*radius, 2*radius)
}

func (f *Figure) place(size fyne.Size) {
	setBounds(f.bed, 0, 0, size.Width, size.Height)
	pad := f.pad()
	pos, box, k := fitBox(f.Width, f.Height, pad, pad, size.Width-2*pad, size.Height-2*pad)
	setBounds(f.img, pos.X, pos.Y, box.Width, box.Height)
	f.placeDot(size)
	f.placeChips(size, pos, k)
}

// chip is a word or a number on a light ground.
type chip struct {
	base
	round bool
	lit   bool // stands out: light on dark, with a ring around it
	ring  *canvas.Rectangle
	bed   *canvas.Rectangle
	label *Paragraph
}

// ringRoom is how far the ring of a number that stands out lies outside of it.
const ringRoom = 8

func newChip() *chip {
	c := &chip{bed: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent), label: NewParagraph("")}
	c.label.TextSize, c.label.Color, c.label.Center, c.label.Measure = theme.SizeSmall, theme.ColorOnPicture, true, -1
	c.ExtendBaseWidget(c)
	return c
}

func (c *chip) set(text string, round bool) {
	if c.label.Text == text && c.round == round {
		return
	}
	c.label.Text, c.label.Bold, c.round = text, round, round
	c.label.Refresh()
	c.Refresh()
}

// stress makes the number stand out, or not.
func (c *chip) stress(on bool) {
	if c.lit != on {
		c.lit = on
		c.Refresh()
	}
}

func (c *chip) CreateRenderer() fyne.WidgetRenderer { return newRenderer(c) }

// NaturalWidth implements NaturalWidth.
func (c *chip) NaturalWidth() float32 {
	width := c.label.NaturalWidth() + units(16)
	if c.round {
		return max(width-units(2), c.HeightFor(width))
	}
	return width
}

// HeightFor implements HeightForWidth.
func (c *chip) HeightFor(width float32) float32 {
	return c.label.HeightFor(max(width-units(14), 1)) + units(8)
}

func (c *chip) parts() []fyne.CanvasObject { return []fyne.CanvasObject{c.ring, c.bed, c.label} }

func (c *chip) least() fyne.Size {
	width := c.NaturalWidth()
	return fyne.NewSize(width, c.HeightFor(width))
}

func (c *chip) style() {
	c.bed.FillColor = c.paint(theme.ColorPicture)
	c.bed.CornerRadius = units(8)
	c.bed.StrokeColor, c.bed.StrokeWidth = c.paint(theme.ColorEdge), units(1)
	if c.round {
		c.bed.StrokeColor, c.bed.StrokeWidth = c.paint(theme.ColorOnPicture), units(2.5)
		c.bed.CornerRadius = c.HeightFor(units(100)) / 2
	}
	c.label.Color = theme.ColorOnPicture
	c.ring.Hidden = !c.lit
	if c.lit {
		c.label.Color = theme.ColorPicture
		c.bed.FillColor = c.paint(theme.ColorOnPicture)
		c.ring.FillColor, c.ring.StrokeColor, c.ring.StrokeWidth = c.paint(theme.ColorPicture), c.paint(theme.ColorOnPicture), units(4)
		c.ring.CornerRadius = c.bed.CornerRadius + units(ringRoom)
	}
	c.label.Refresh()
}

func (c *chip) place(size fyne.Size) {
	setBounds(c.bed, 0, 0, size.Width, size.Height)
	room := units(ringRoom)
	setBounds(c.ring, -room, -room, size.Width+2*room, size.Height+2*room)
	high := c.label.HeightFor(size.Width)
	setBounds(c.label, 0, (size.Height-high)/2, size.Width, high)
}
