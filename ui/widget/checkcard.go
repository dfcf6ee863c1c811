package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/ui/theme"
)

// CheckCard is a statement to tick; the whole card is the target.
type CheckCard struct {
	base
	Text      string
	Checked   bool
	OnChanged func(bool)

	ring  ring
	bed   *canvas.Rectangle
	box   *canvas.Rectangle
	tick  picture
	label *Paragraph
}

var (
	_ fyne.Focusable = (*CheckCard)(nil)
	_ fyne.Tappable  = (*CheckCard)(nil)
	_ HeightForWidth = (*CheckCard)(nil)
)

// NewCheckCard returns a card that is not ticked.
func NewCheckCard(text string, changed func(bool)) *CheckCard {
	c := &CheckCard{Text: text, OnChanged: changed}
	c.build()
	return c
}

func (c *CheckCard) build() {
	if c.bed != nil {
		return
	}
	c.ring = newRing()
	c.bed = canvas.NewRectangle(color.Transparent)
	c.box = canvas.NewRectangle(color.Transparent)
	c.tick = newDrawing()
	c.label = NewParagraph(c.Text)
	c.ExtendBaseWidget(c)
}

// SetChecked changes the tick without calling OnChanged.
func (c *CheckCard) SetChecked(checked bool) {
	if c.Checked != checked {
		c.Checked = checked
		c.Refresh()
	}
}

// Tapped implements fyne.Tappable.
func (c *CheckCard) Tapped(*fyne.PointEvent) {
	c.ring.touched(c)
	c.toggle()
}

func (c *CheckCard) toggle() {
	c.Checked = !c.Checked
	c.Refresh()
	if c.OnChanged != nil {
		c.OnChanged(c.Checked)
	}
}

// FocusGained implements fyne.Focusable.
func (c *CheckCard) FocusGained() { c.ring.gained(c); c.Refresh() }

// FocusLost implements fyne.Focusable.
func (c *CheckCard) FocusLost() { c.ring.lost(); c.Refresh() }

// KeyDown implements desktop.Keyable: a keyboard is being used.
func (c *CheckCard) KeyDown(*fyne.KeyEvent) {
	c.ring.typed(c)
	c.Refresh()
}

// KeyUp implements desktop.Keyable.
func (c *CheckCard) KeyUp(*fyne.KeyEvent) {}

// TypedRune implements fyne.Focusable.
func (c *CheckCard) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (c *CheckCard) TypedKey(ev *fyne.KeyEvent) {
	c.ring.typed(c)
	if isPress(ev.Name) {
		c.toggle()
		return
	}
	c.Refresh()
}

// AccessibilityLabel implements fyne.Accessible.
func (c *CheckCard) AccessibilityLabel() string { return plain(c.Text) }

// AccessibilityRole implements fyne.Accessible.
func (c *CheckCard) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (c *CheckCard) CreateRenderer() fyne.WidgetRenderer {
	c.build()
	return newRenderer(c)
}

func (c *CheckCard) boxSize() float32 {
	return max(units(36), ceil(c.size(theme.SizeBody)*1.5))
}

// cardPadV is kept above and below the words, together.
const cardPadV = 20

// around is what the card takes beside the words.
func (c *CheckCard) around() float32 {
	return 3*c.size(theme.SizePad) + c.boxSize()
}

// HeightFor implements HeightForWidth.
func (c *CheckCard) HeightFor(width float32) float32 {
	c.build()
	c.label.SetText(c.Text)
	words := c.label.HeightFor(max(width-c.around(), 1))
	return max(words, c.boxSize(), c.size(theme.SizeTarget)-units(cardPadV)) + units(cardPadV)
}

func (c *CheckCard) least() fyne.Size {
	width := c.around() + c.label.MinSize().Width
	return fyne.NewSize(width, c.HeightFor(max(c.Size().Width, width)))
}

func (c *CheckCard) parts() []fyne.CanvasObject {
	return []fyne.CanvasObject{c.bed, c.box, c.tick.Raster, c.label, c.ring.rect}
}

func (c *CheckCard) style() {
	c.label.SetText(c.Text)
	radius := c.size(theme.SizeRadius)
	edge, width, fill := theme.ColorEdge, units(1.5), theme.ColorCard
	box := theme.ColorCard
	glyph := GlyphNone
	if c.Checked {
		edge, width, fill = theme.ColorAction, units(2.5), theme.ColorTintB
		box, glyph = theme.ColorAction, GlyphCheck
	}
	c.bed.FillColor, c.bed.StrokeColor, c.bed.StrokeWidth, c.bed.CornerRadius = c.paint(fill), c.paint(edge), width, radius
	c.box.FillColor, c.box.StrokeColor, c.box.StrokeWidth, c.box.CornerRadius = c.paint(box), c.paint(theme.ColorAction), units(2.5), units(8)
	setGlyph(&c.tick, glyph, c.paint(theme.ColorOnAction))
	c.ring.style(c.look(), radius)
}

func (c *CheckCard) place(size fyne.Size) {
	pad, box := c.size(theme.SizePad), c.boxSize()
	setBounds(c.bed, 0, 0, size.Width, size.Height)
	c.ring.around(c.look(), fyne.NewPos(0, 0), size)
	words := max(size.Width-c.around(), 1)
	high := c.label.HeightFor(words)
	y := (size.Height - high) / 2
	// The box stands beside the first line.
	boxY := min(max(y+(c.label.lineHeight()-box)/2, units(10)), (size.Height-box)/2)
	setBounds(c.box, pad, boxY, box, box)
	setBounds(c.tick, pad+box*0.15, boxY+box*0.15, box*0.7, box*0.7)
	setBounds(c.label, 2*pad+box, y, words, high)
}
