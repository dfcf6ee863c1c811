package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/ui/theme"
)

// Bullet is a paragraph with a mark before it: a number in a circle as on the
// picture beside it, a drawn sign, or a dot.
type Bullet struct {
	base
	number string
	glyph  Glyph
	text   *Paragraph
	badge  *Paragraph
	circle *canvas.Circle
	sign   picture
}

var _ HeightForWidth = (*Bullet)(nil)

// NewBullet returns a numbered point, or one with a dot when number is empty.
func NewBullet(number, text string) *Bullet { return newBullet(number, GlyphNone, text) }

// NewGlyphBullet returns a point with a drawn sign; GlyphNone leaves its room
// with a dash, so that points under each other line up.
func NewGlyphBullet(g Glyph, text string) *Bullet {
	p := newBullet("", g, text)
	if g == GlyphNone {
		p.number = "–"
		p.Refresh()
	}
	return p
}

func newBullet(number string, g Glyph, text string) *Bullet {
	p := &Bullet{number: number, glyph: g, text: NewParagraph(text), badge: NewParagraph(""),
		circle: canvas.NewCircle(color.Transparent), sign: newDrawing()}
	p.badge.Center, p.badge.Bold = true, true
	p.ExtendBaseWidget(p)
	return p
}

// SetSize changes the size of the words.
func (p *Bullet) SetSize(name fyne.ThemeSizeName) {
	p.text.TextSize = name
	p.Refresh()
}

// SetColor changes the colour of words and sign.
func (p *Bullet) SetColor(name fyne.ThemeColorName) {
	p.text.Color = name
	p.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (p *Bullet) CreateRenderer() fyne.WidgetRenderer { return newRenderer(p) }

// AccessibilityLabel implements fyne.Accessible.
func (p *Bullet) AccessibilityLabel() string { return p.number + " " + p.text.AccessibilityLabel() }

// AccessibilityRole implements fyne.Accessible.
func (p *Bullet) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// HeightFor implements HeightForWidth.
func (p *Bullet) HeightFor(width float32) float32 {
	return max(p.text.HeightFor(max(width-p.room(), 1)), p.mark())
}

// mark is the side of the mark, room the width it takes with its space.
func (p *Bullet) mark() float32 {
	if p.numbered() {
		return p.line() * 1.15
	}
	return p.line()
}

func (p *Bullet) room() float32 { return p.mark() + units(12) }
func (p *Bullet) line() float32 { return p.text.lineHeight() }

// numbered tells whether the mark is a number in a circle.
func (p *Bullet) numbered() bool { return p.number != "" && p.number != "–" }

func (p *Bullet) parts() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.circle, p.badge, p.sign.Raster, p.text}
}

func (p *Bullet) style() {
	ink := p.text.Color
	if ink == "" {
		ink = theme.ColorText
	}
	p.circle.FillColor, p.circle.StrokeWidth = color.Transparent, 0
	p.badge.Text, p.badge.TextSize, p.badge.Color = p.number, theme.SizeSmall, ink
	switch {
	case p.numbered():
		p.circle.FillColor, p.circle.StrokeColor, p.circle.StrokeWidth = p.paint(theme.ColorPicture), p.paint(theme.ColorOnPicture), units(2.5)
		p.badge.Color = theme.ColorOnPicture
	case p.glyph == GlyphNone && p.number == "":
		p.circle.FillColor = p.paint(ink)
	}
	p.badge.Refresh()
	p.sign.Hidden = p.glyph == GlyphNone
	if p.glyph != GlyphNone {
		setGlyph(&p.sign, p.glyph, p.paint(ink))
	}
	p.text.Refresh()
}

func (p *Bullet) least() fyne.Size {
	width := p.room() + p.text.MinSize().Width
	return fyne.NewSize(width, p.HeightFor(max(p.Size().Width, width)))
}

func (p *Bullet) place(size fyne.Size) {
	m, line := p.mark(), p.line()
	if p.numbered() {
		setBounds(p.circle, 1, 0, m-2, m-2)
		high := p.badge.HeightFor(m)
		setBounds(p.badge, 0, (m-2-high)/2, m, high)
	} else {
		dot := line * 0.26
		setBounds(p.circle, (line-dot)/2, (line-dot)/2, dot, dot)
		setBounds(p.badge, 0, 0, m, line)
	}
	inset := line * 0.12
	setBounds(p.sign, inset, inset, line-2*inset, line-2*inset)
	top := max(0, (m-line)/2)
	setBounds(p.text, p.room(), top, size.Width-p.room(), size.Height-top)
}
