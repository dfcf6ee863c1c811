package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/ui/theme"
)

// cell is one place to touch inside of a larger control, which keeps the focus itself.
type cell struct {
	base
	text     string
	glyph    Glyph
	selected bool
	cursor   bool // the keyboard is here: an inner outline
	quiet    bool
	checked  bool // a selected cell shows a check mark too
	shrink   bool // the words get smaller rather than wrapped: the keys of a keyboard
	textSize fyne.ThemeSizeName
	onTap    func()
	holds    bool   // the focus stays in the field that is written into
	down     bool   // a finger is on it
	corner   bool   // the check mark stands in the corner, over the number
	words    string // what it is called where it shows a sign

	bed   *canvas.Rectangle
	mark  *canvas.Rectangle
	label *Paragraph
	image picture
}

var (
	_ fyne.Tappable  = (*cell)(nil)
	_ HeightForWidth = (*cell)(nil)
)

func newCell(text string, tap func()) *cell {
	c := &cell{}
	c.init(text, tap)
	c.ExtendBaseWidget(c)
	return c
}

// init makes what a cell is drawn with.
func (c *cell) init(text string, tap func()) {
	c.text, c.onTap, c.textSize = text, tap, theme.SizeQuiet
	c.bed = canvas.NewRectangle(color.Transparent)
	c.mark = canvas.NewRectangle(color.Transparent)
	c.label = NewParagraph(text)
	c.label.Center, c.label.Bold, c.label.Measure = true, true, -1
	c.image = newDrawing()
}

func (c *cell) Tapped(*fyne.PointEvent) {
	if c.onTap != nil {
		c.onTap()
	}
}

func (c *cell) keepsFocus() bool                       { return c.holds }
func (c *cell) AccessibilityLabel() string             { return plain(c.called()) }
func (c *cell) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
func (c *cell) CreateRenderer() fyne.WidgetRenderer    { return newRenderer(c) }

func (c *cell) called() string {
	if c.words != "" {
		return c.words
	}
	return c.text
}

func (c *cell) set(selected, cursor bool) {
	if c.selected != selected || c.cursor != cursor {
		c.selected, c.cursor = selected, cursor
		c.Refresh()
	}
}

func (c *cell) checkRoom() float32 {
	if !c.checked || c.corner || c.glyph != GlyphNone {
		return 0
	}
	sign := ceil(c.size(c.textSize))
	if c.shrink {
		sign = min(sign, units(20))
	}
	return sign + units(6)
}

func (c *cell) NaturalWidth() float32 {
	c.take()
	pad := c.size(theme.SizePad)
	if c.glyph != GlyphNone {
		return 2*pad + c.size(c.textSize)
	}
	return max(c.size(theme.SizeTarget), c.label.NaturalWidth()+2*pad+c.checkRoom()+2)
}

// leastWidth is the width under which a word of the cell would be broken.
func (c *cell) leastWidth() float32 {
	c.take()
	return max(c.size(theme.SizeTarget), c.label.longestWord()+units(12)+c.checkRoom()+2)
}

func (c *cell) HeightFor(width float32) float32 {
	c.take()
	room := max(width-units(12)-c.checkRoom(), 1)
	return max(c.size(theme.SizeTarget), c.label.HeightFor(room)+units(12))
}

func (c *cell) parts() []fyne.CanvasObject {
	return []fyne.CanvasObject{c.bed, c.mark, c.image.Raster, c.label}
}

// take hands the words to the label, so that measuring is right before the first drawing.
func (c *cell) take() {
	text := c.text
	if c.glyph != GlyphNone {
		text = ""
	}
	if c.label.Text != text || c.label.TextSize != c.textSize {
		c.label.Text, c.label.TextSize = text, c.textSize
		c.label.Refresh()
	}
}

func (c *cell) style() {
	c.take()
	text := theme.ColorAction
	fill, edge, width := theme.ColorCard, theme.ColorAction, units(2)
	if c.quiet {
		text, edge, width = theme.ColorText, theme.ColorEdge, units(1.5)
	}
	if c.selected {
		text, fill, edge = theme.ColorOnAction, theme.ColorAction, theme.ColorAction
	}
	if c.down {
		edge, width = theme.ColorText, units(5)
		if !c.selected {
			fill = theme.ColorTodo
		}
	}
	radius := c.size(theme.SizeRadius)
	c.bed.FillColor, c.bed.StrokeColor, c.bed.StrokeWidth, c.bed.CornerRadius = c.paint(fill), c.paint(edge), width, radius
	c.mark.StrokeColor, c.mark.StrokeWidth, c.mark.CornerRadius = c.paint(text), units(3), max(radius-units(5), 0)
	c.mark.Hidden = !c.cursor
	if c.label.Color != text {
		c.label.Color = text
		c.label.Refresh()
	}
	glyph := c.glyph
	if glyph == GlyphNone && c.checked && c.selected {
		glyph = GlyphCheck
	}
	setGlyph(&c.image, glyph, c.paint(text))
}

func (c *cell) least() fyne.Size {
	return fyne.NewSize(c.size(theme.SizeTarget), c.HeightFor(max(c.Size().Width, c.NaturalWidth())))
}

func (c *cell) place(size fyne.Size) {
	setBounds(c.bed, 0, 0, size.Width, size.Height)
	in := units(5)
	setBounds(c.mark, in, in, size.Width-2*in, size.Height-2*in)
	glyph := ceil(c.size(c.textSize)) * 1.1
	if c.glyph != GlyphNone {
		setBounds(c.image, (size.Width-glyph)/2, (size.Height-glyph)/2, glyph, glyph)
		return
	}
	c.fit(size)
	check := c.checkRoom()
	words := max(min(c.label.NaturalWidth()+2, size.Width-units(12)-check), 1)
	x := (size.Width - words) / 2
	if check > 0 && c.selected {
		x = (size.Width - words - check) / 2
		sign := check - units(6)
		setBounds(c.image, x, (size.Height-sign)/2, sign, sign)
		x += check
	}
	if c.corner && c.checked {
		c.placeCorner(size, words)
	}
	high := c.label.HeightFor(words)
	setBounds(c.label, x, (size.Height-high)/2, words, high)
}

// placeCorner puts the check mark beside the number where there is room, else
// smaller into the corner.
func (c *cell) placeCorner(size fyne.Size, words float32) {
	sign := ceil(c.size(c.textSize))
	if x := (size.Width+words)/2 + units(2); x+sign+units(4) <= size.Width {
		setBounds(c.image, x, (size.Height-sign)/2, sign, sign)
		return
	}
	sign = ceil(sign * 0.7)
	setBounds(c.image, size.Width-sign-units(4), units(4), sign, sign)
}

// fit makes the words of a key small enough for its place.
func (c *cell) fit(size fyne.Size) {
	if !c.shrink {
		return
	}
	before := c.label.points
	c.label.points, c.label.NoWrap = 0, true
	want := c.label.textSize()
	if natural, room := c.label.NaturalWidth(), size.Width-units(16)-c.checkRoom(); natural > room {
		want *= max(room, 8) / natural
	}
	want = min(want, (size.Height-4)/lineHeight)
	if want != c.label.textSize() {
		c.label.points = want
	}
	if c.label.points != before {
		c.label.Refresh()
	}
}
