package widget

import (
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
}

// FigureBadge is a number on a figure that the words beside it explain.
type FigureBadge struct {
	Number int
	X, Y   float64
}

// Figure is a drawing on a white card with labels and numbered badges, all kept
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
	// MaxHeight bounds HeightFor; 0 means 560.
	MaxHeight float32

	bed   *canvas.Rectangle
	img   *canvas.Raster
	chips []*chip
}

// NewFigure returns a figure of width × height units.
func NewFigure(paint Paint, width, height float64, alt string) *Figure {
	f := &Figure{Paint: paint, Width: width, Height: height, Alt: alt}
	f.bed = canvas.NewRectangle(color.Transparent)
	f.img = newPicture()
	setPaint(f.img, paint)
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
	most := f.MaxHeight
	if most == 0 {
		most = 560
	}
	if f.Width <= 0 || f.Height <= 0 {
		return min(width, most)
	}
	return min((width-2*f.pad())*float32(f.Height/f.Width)+2*f.pad(), most)
}

func (f *Figure) least() fyne.Size { return fyne.NewSize(200, 160) }

func (f *Figure) parts() []fyne.CanvasObject {
	list := []fyne.CanvasObject{f.bed, f.img}
	for _, c := range f.chips {
		list = append(list, c)
	}
	return list
}

func (f *Figure) style() {
	f.bed.FillColor, f.bed.StrokeColor, f.bed.StrokeWidth = f.paint(theme.ColorPaper), f.paint(theme.ColorHairline), 1
	f.bed.CornerRadius = f.size(theme.SizeCorner)
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
}

func (f *Figure) place(size fyne.Size) {
	setBounds(f.bed, 0, 0, size.Width, size.Height)
	pad := f.pad()
	pos, box, k := fitBox(f.Width, f.Height, pad, pad, size.Width-2*pad, size.Height-2*pad)
	setBounds(f.img, pos.X, pos.Y, box.Width, box.Height)
	for i, c := range f.chips {
		var x, y float64
		if i < len(f.Labels) {
			x, y = f.Labels[i].X, f.Labels[i].Y
		} else {
			x, y = f.Badges[i-len(f.Labels)].X, f.Badges[i-len(f.Labels)].Y
		}
		f.placeChip(c, size, fyne.NewPos(pos.X+float32(x)*k, pos.Y+float32(y)*k))
	}
}

// placeChip centres a chip on its anchor and pushes it back inside of the card.
func (f *Figure) placeChip(c *chip, size fyne.Size, at fyne.Position) {
	const inside = 6
	width := min(c.NaturalWidth(), size.Width-2*inside)
	high := c.HeightFor(width)
	x := min(max(at.X-width/2, inside), max(size.Width-width-inside, 0))
	y := min(max(at.Y-high/2, inside), max(size.Height-high-inside, 0))
	setBounds(c, x, y, width, high)
}

// chip is a word or a number on a light ground.
type chip struct {
	base
	round bool
	bed   *canvas.Rectangle
	label *Paragraph
}

func newChip() *chip {
	c := &chip{bed: canvas.NewRectangle(color.Transparent), label: NewParagraph("")}
	c.label.TextSize, c.label.Color, c.label.Center, c.label.Measure = theme.SizeSmall, theme.ColorInk, true, -1
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

func (c *chip) CreateRenderer() fyne.WidgetRenderer { return newRenderer(c) }

// NaturalWidth implements NaturalWidth.
func (c *chip) NaturalWidth() float32 {
	width := c.label.NaturalWidth() + 16
	if c.round {
		return max(width-2, c.HeightFor(width))
	}
	return width
}

// HeightFor implements HeightForWidth.
func (c *chip) HeightFor(width float32) float32 {
	return c.label.HeightFor(max(width-14, 1)) + 8
}

func (c *chip) parts() []fyne.CanvasObject { return []fyne.CanvasObject{c.bed, c.label} }

func (c *chip) least() fyne.Size {
	width := c.NaturalWidth()
	return fyne.NewSize(width, c.HeightFor(width))
}

func (c *chip) style() {
	c.bed.FillColor = c.paint(theme.ColorPaper)
	c.bed.CornerRadius = 8
	c.bed.StrokeColor, c.bed.StrokeWidth = c.paint(theme.ColorEdge), 1
	if c.round {
		c.bed.StrokeColor, c.bed.StrokeWidth = c.paint(theme.ColorInk), 2.5
		c.bed.CornerRadius = c.HeightFor(100) / 2
	}
}

func (c *chip) place(size fyne.Size) {
	setBounds(c.bed, 0, 0, size.Width, size.Height)
	high := c.label.HeightFor(size.Width)
	setBounds(c.label, 0, (size.Height-high)/2, size.Width, high)
}
