package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/ui/theme"
)

// Card is a rounded ground with an edge around a content.
type Card struct {
	base
	Content fyne.CanvasObject
	Tint    fyne.ThemeColorName // ColorCard when empty
	Edge    fyne.ThemeColorName // ColorHairline when empty
	Pad     float32             // the theme's when 0; negative for none

	bed *canvas.Rectangle
}

var _ HeightForWidth = (*Card)(nil)

// NewCard returns a white card.
func NewCard(content fyne.CanvasObject) *Card {
	c := &Card{Content: content}
	c.build()
	return c
}

// NewNote returns a card with a tint; its ground must be one that ColorText can be read on.
func NewNote(tint fyne.ThemeColorName, content fyne.CanvasObject) *Card {
	c := NewCard(content)
	c.Tint = tint
	return c
}

func (c *Card) build() {
	if c.bed == nil {
		c.bed = canvas.NewRectangle(color.Transparent)
		c.ExtendBaseWidget(c)
	}
}

// CreateRenderer implements fyne.Widget.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	c.build()
	return newRenderer(c)
}

// AccessibilityLabel implements fyne.Accessible.
func (c *Card) AccessibilityLabel() string { return "" }

// AccessibilityRole implements fyne.Accessible.
func (c *Card) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// HeightFor implements HeightForWidth.
func (c *Card) HeightFor(width float32) float32 {
	return HeightOf(c.Content, width-2*c.pad()) + 2*c.pad()
}

func (c *Card) pad() float32 {
	switch {
	case c.Pad < 0:
		return 0
	case c.Pad == 0:
		return c.size(theme.SizePad) + units(2)
	default:
		return units(c.Pad)
	}
}

func (c *Card) parts() []fyne.CanvasObject {
	if c.Content == nil {
		return []fyne.CanvasObject{c.bed}
	}
	return []fyne.CanvasObject{c.bed, c.Content}
}

func (c *Card) style() {
	tint, edge := c.Tint, c.Edge
	if tint == "" {
		tint = theme.ColorCard
	}
	if edge == "" {
		edge = theme.ColorHairline
	}
	c.bed.FillColor, c.bed.StrokeColor, c.bed.StrokeWidth = c.paint(tint), c.paint(edge), units(1)
	c.bed.CornerRadius = c.size(theme.SizeCorner)
}

func (c *Card) least() fyne.Size {
	pad := 2 * c.pad()
	width := pad
	if c.Content != nil {
		width += c.Content.MinSize().Width
	}
	return fyne.NewSize(width, c.HeightFor(max(c.Size().Width, width)))
}

func (c *Card) place(size fyne.Size) {
	setBounds(c.bed, 0, 0, size.Width, size.Height)
	if c.Content != nil {
		pad := c.pad()
		setBounds(c.Content, pad, pad, size.Width-2*pad, size.Height-2*pad)
	}
}
