package widget

import (
	"fyne.io/fyne/v2"

	"eclaire/ui/theme"
)

// Sign is a drawn sign as a picture: large enough to be seen from afar.
type Sign struct {
	base
	glyph Glyph
	side  float32 // in units
	alt   string
	sign  picture
}

var _ HeightForWidth = (*Sign)(nil)

// NewSign returns a sign of a height in units; alt says what it shows.
func NewSign(g Glyph, side float32, alt string) *Sign {
	s := &Sign{glyph: g, side: side, alt: alt, sign: newDrawing()}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer implements fyne.Widget.
func (s *Sign) CreateRenderer() fyne.WidgetRenderer { return newRenderer(s) }

// AccessibilityLabel implements fyne.Accessible.
func (s *Sign) AccessibilityLabel() string { return s.alt }

// AccessibilityRole implements fyne.Accessible.
func (s *Sign) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// HeightFor implements HeightForWidth.
func (s *Sign) HeightFor(width float32) float32 { return min(units(s.side), width) }

func (s *Sign) parts() []fyne.CanvasObject { return []fyne.CanvasObject{s.sign.Raster} }
func (s *Sign) style()                     { setGlyph(&s.sign, s.glyph, s.paint(theme.ColorAction)) }
func (s *Sign) least() fyne.Size {
	return fyne.NewSize(units(40), s.HeightFor(max(s.Size().Width, units(40))))
}

// place draws it as large as it is meant to be, in the middle of its room.
func (s *Sign) place(size fyne.Size) {
	side := min(units(s.side), size.Width, size.Height)
	setBounds(s.sign, (size.Width-side)/2, (size.Height-side)/2, side, side)
}
