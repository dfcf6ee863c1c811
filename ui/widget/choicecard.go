package widget

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/ui/theme"
)

// ChoiceCard is one of two ways as a tall card in the colour of its way: a head with
// its name, a picture beside a sentence, and below what somebody said of themselves.
// The whole card is the target. It can be selected.
type ChoiceCard struct {
	base
	Tone     Tone
	Selected bool
	// Twin is the card beside it: both heads are equally high.
	Twin     *ChoiceCard
	OnTapped func()

	ring       ring
	bed, head  *canvas.Rectangle
	edge, rule *canvas.Rectangle
	mark       *canvas.Circle
	check      picture
	title      *Paragraph
	picture    fyne.CanvasObject // may be nil
	words      *Paragraph
	below      *fyne.Container // nil where nothing was said
}

var (
	_ fyne.Focusable = (*ChoiceCard)(nil)
	_ fyne.Tappable  = (*ChoiceCard)(nil)
	_ HeightForWidth = (*ChoiceCard)(nil)
)

// NewChoiceCard returns a card that is not selected. picture may be nil, and below
// empty.
func NewChoiceCard(tone Tone, title string, picture fyne.CanvasObject, words string, below ...fyne.CanvasObject) *ChoiceCard {
	c := &ChoiceCard{Tone: tone, picture: picture, ring: newRing()}
	for _, r := range []**canvas.Rectangle{&c.bed, &c.head, &c.edge, &c.rule} {
		*r = canvas.NewRectangle(color.Transparent)
	}
	c.mark, c.check = canvas.NewCircle(color.Transparent), newDrawing()
	c.title, c.words = NewParagraph(title), NewParagraph(words)
	c.title.Bold, c.title.TextSize, c.title.Measure = true, theme.SizeHead, -1
	if len(below) > 0 {
		c.below = NewStack(4, below...)
	}
	c.ExtendBaseWidget(c)
	return c
}

// SetSelected changes whether the card is selected.
func (c *ChoiceCard) SetSelected(selected bool) {
	if c.Selected != selected {
		c.Selected = selected
		c.Refresh()
	}
}

// Tapped implements fyne.Tappable.
func (c *ChoiceCard) Tapped(*fyne.PointEvent) {
	c.ring.touched(c)
	c.activate()
}

func (c *ChoiceCard) activate() {
	if c.OnTapped != nil {
		c.OnTapped()
	}
}

// FocusGained implements fyne.Focusable.
func (c *ChoiceCard) FocusGained() { c.ring.gained(c); c.Refresh() }

// FocusLost implements fyne.Focusable.
func (c *ChoiceCard) FocusLost() { c.ring.lost(); c.Refresh() }

// KeyDown implements desktop.Keyable: a keyboard is being used.
func (c *ChoiceCard) KeyDown(*fyne.KeyEvent) {
	c.ring.typed(c)
	c.Refresh()
}

// KeyUp implements desktop.Keyable.
func (c *ChoiceCard) KeyUp(*fyne.KeyEvent) {}

// TypedRune implements fyne.Focusable.
func (c *ChoiceCard) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (c *ChoiceCard) TypedKey(ev *fyne.KeyEvent) {
	c.ring.typed(c)
	if isPress(ev.Name) {
		c.activate()
		return
	}
	c.Refresh()
}

// AccessibilityLabel implements fyne.Accessible.
func (c *ChoiceCard) AccessibilityLabel() string {
	return strings.Join([]string{plain(c.title.Text), plain(c.words.Text)}, "\n")
}

// AccessibilityRole implements fyne.Accessible.
func (c *ChoiceCard) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (c *ChoiceCard) CreateRenderer() fyne.WidgetRenderer { return newRenderer(c) }

func (c *ChoiceCard) isSelected() bool { return c.Selected }

// The measures of the card, in units.
const (
	choiceEdge    = 3
	choiceRadius  = 22
	choicePad     = 26
	choicePicture = 120 // least height of the picture
	choiceTall    = 190
	choiceGap     = 12
)

// circle is the size of the mark in the head.
func (c *ChoiceCard) circle() float32 { return max(units(40), ceil(c.size(theme.SizeHead)*1.4)) }

// headHeight is the height of the head at a width.
func (c *ChoiceCard) headHeight(width float32) float32 {
	title := c.title.HeightFor(c.titleWidth(width))
	if c.Twin != nil {
		title = max(title, c.Twin.title.HeightFor(c.titleWidth(width)))
	}
	return max(title, c.circle()) + 2*units(18)
}

func (c *ChoiceCard) titleWidth(width float32) float32 {
	return max(width-2*units(choicePad)-c.circle()-units(18), 1)
}

// beside tells whether there is room for words beside the picture.
func (c *ChoiceCard) beside(width float32) bool {
	return width-2*units(choicePad) >= 17*c.size(theme.SizeBody)
}

// wordsWidth is what the words have of the width.
func (c *ChoiceCard) wordsWidth(width float32) float32 {
	inner := width - 2*units(choicePad)
	if c.picture != nil && c.beside(width) {
		return inner*0.58 - units(choiceGap)
	}
	return max(inner, 1)
}

// said is the height of picture and words at a width, the picture no higher than need
// be.
func (c *ChoiceCard) said(width float32) float32 {
	words := c.words.HeightFor(c.wordsWidth(width))
	switch {
	case c.picture == nil:
		return words
	case c.beside(width):
		return max(words, units(choicePicture))
	}
	return units(choicePicture) + units(choiceGap) + words
}

// belowHeight is the height of what stands below, with its rule.
func (c *ChoiceCard) belowHeight(width float32) float32 {
	if c.below == nil {
		return 0
	}
	return 2*units(choiceGap) + HeightOf(c.below, width-2*units(choicePad))
}

// HeightFor implements HeightForWidth.
func (c *ChoiceCard) HeightFor(width float32) float32 {
	return c.headHeight(width) + 2*units(choiceGap+4) + c.said(width) + c.belowHeight(width)
}

func (c *ChoiceCard) least() fyne.Size {
	width := 2*units(choicePad) + c.circle() + units(18) + c.title.longestWord() + 2
	return fyne.NewSize(width, c.HeightFor(max(c.Size().Width, width)))
}

func (c *ChoiceCard) parts() []fyne.CanvasObject {
	list := []fyne.CanvasObject{c.bed, c.head, c.mark, c.check.Raster, c.title, c.words, c.rule}
	if c.picture != nil {
		list = append(list, c.picture)
	}
	if c.below != nil {
		list = append(list, c.below)
	}
	return append(list, c.edge, c.ring.rect)
}

func (c *ChoiceCard) style() {
	way, tint := theme.ColorWayA, theme.ColorTintA
	if c.Tone == ToneB {
		way, tint = theme.ColorWayB, theme.ColorTintB
	}
	radius, edge := units(choiceRadius), units(choiceEdge)
	c.bed.FillColor, c.bed.CornerRadius = c.paint(tint), radius
	c.head.FillColor, c.head.CornerRadius = c.paint(way), radius
	c.head.BottomLeftCornerRadius, c.head.BottomRightCornerRadius = 0.01, 0.01 // 0 would mean the corner radius
	if c.Selected {
		edge *= 2
	}
	c.edge.StrokeColor, c.edge.StrokeWidth, c.edge.CornerRadius = c.paint(way), edge, radius
	c.rule.FillColor = c.paint(theme.ColorHairline)
	c.rule.Hidden = c.below == nil
	c.title.Color = theme.ColorOnAction
	c.title.Refresh()
	c.mark.FillColor, c.mark.StrokeColor, c.mark.StrokeWidth = color.Transparent, c.paint(theme.ColorOnAction), edge
	glyph := GlyphNone
	if c.Selected {
		c.mark.FillColor, glyph = c.paint(theme.ColorOnAction), GlyphCheck
	}
	setGlyph(&c.check, glyph, c.paint(way))
	c.ring.style(c.look(), radius)
}

func (c *ChoiceCard) place(size fyne.Size) {
	size.Height = float32(int(size.Height)) // its edge is sharp
	pad, gap := units(choicePad), units(choiceGap)
	setBounds(c.bed, 0, 0, size.Width, size.Height)
	setBounds(c.edge, 0, 0, size.Width, size.Height)
	c.ring.around(c.look(), fyne.Position{}, size)
	head, circle := c.headHeight(size.Width), c.circle()
	setBounds(c.head, 0, 0, size.Width, head)
	setBounds(c.mark, pad, (head-circle)/2, circle, circle)
	setBounds(c.check, pad+circle*0.2, (head-circle*0.6)/2, circle*0.6, circle*0.6)
	title := c.titleWidth(size.Width)
	high := c.title.HeightFor(title)
	setBounds(c.title, pad+circle+units(18), (head-high)/2, title, high)
	bottom := size.Height - gap
	if c.below != nil {
		high := HeightOf(c.below, size.Width-2*pad)
		setBounds(c.below, pad, bottom-high, size.Width-2*pad, high)
		bottom -= high + gap
		setBounds(c.rule, pad, bottom, size.Width-2*pad, units(1))
	}
	c.placeSaid(size.Width, head+gap, bottom-gap)
}

// placeSaid puts picture and words in the middle between two heights.
func (c *ChoiceCard) placeSaid(width, top, bottom float32) {
	pad, words := units(choicePad), c.wordsWidth(width)
	high := c.words.HeightFor(words)
	switch {
	case c.picture == nil:
		setBounds(c.words, pad, top+max(bottom-top-high, 0)/2, words, high)
	case c.beside(width):
		tall := min(bottom-top, units(choiceTall))
		setBounds(c.picture, pad, top+(bottom-top-tall)/2, width-2*pad-words-2*units(choiceGap), tall)
		setBounds(c.words, width-pad-words, top+max(bottom-top-high, 0)/2, words, high)
	default:
		tall := max(min(bottom-top-high-units(choiceGap), units(choiceTall)), units(choicePicture))
		y := top + max(bottom-top-tall-units(choiceGap)-high, 0)/2
		setBounds(c.picture, pad, y, width-2*pad, tall)
		setBounds(c.words, pad, y+tall+units(choiceGap), words, high)
	}
}
