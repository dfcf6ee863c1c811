package widget

import (
	"fyne.io/fyne/v2"

	"eclaire/ui/theme"
)

// Tone is the colour of a column.
type Tone int

const (
	ToneNeutral Tone = iota
	ToneA
	ToneB
)

// Column is a heading with what stands under it.
type Column struct {
	Heading string
	Tone    Tone
	Items   []fyne.CanvasObject
}

// Columns sets equally wide cards side by side, under each other when narrow.
type Columns struct {
	base
	cards []*Card
}

var _ HeightForWidth = (*Columns)(nil)

// NewColumns returns cards for columns.
func NewColumns(columns []Column) *Columns {
	c := &Columns{}
	for _, col := range columns {
		c.cards = append(c.cards, columnCard(col))
	}
	c.ExtendBaseWidget(c)
	return c
}

func columnCard(col Column) *Card {
	tint, edge, text := theme.ColorCard, theme.ColorHairline, theme.ColorText
	switch col.Tone {
	case ToneA:
		tint, edge, text = theme.ColorTintA, theme.ColorWayA, theme.ColorWayA
	case ToneB:
		tint, edge, text = theme.ColorTintB, theme.ColorWayB, theme.ColorWayB
	}
	var list []fyne.CanvasObject
	if col.Heading != "" {
		head := NewParagraph(col.Heading)
		head.Bold, head.TextSize, head.Color = true, theme.SizeHead, text
		list = append(list, head)
	}
	card := NewCard(NewStack(10, append(list, col.Items...)...))
	card.Tint, card.Edge = tint, edge
	return card
}

// CreateRenderer implements fyne.Widget.
func (c *Columns) CreateRenderer() fyne.WidgetRenderer { return newRenderer(c) }

func (c *Columns) columnWidth(width float32) (each float32, stacked bool) {
	n := float32(max(len(c.cards), 1))
	each = (width - c.gap()*(n-1)) / n
	if len(c.cards) > 1 && each < 12*c.size(theme.SizeBody) {
		return width, true
	}
	return each, false
}

func (c *Columns) gap() float32 { return c.size(theme.SizeGap) }

// HeightFor implements HeightForWidth.
func (c *Columns) HeightFor(width float32) float32 {
	each, stacked := c.columnWidth(width)
	var sum, most float32
	for _, card := range c.cards {
		high := card.HeightFor(each)
		sum += high
		most = max(most, high)
	}
	if stacked {
		return sum + c.gap()*float32(len(c.cards)-1)
	}
	return most
}

func (c *Columns) least() fyne.Size {
	width := 10 * c.size(theme.SizeBody)
	return fyne.NewSize(width, c.HeightFor(max(c.Size().Width, width)))
}

func (c *Columns) parts() []fyne.CanvasObject {
	list := make([]fyne.CanvasObject, len(c.cards))
	for i, card := range c.cards {
		list[i] = card
	}
	return list
}

func (c *Columns) style() {}

func (c *Columns) place(size fyne.Size) {
	each, stacked := c.columnWidth(size.Width)
	at := float32(0)
	high := c.HeightFor(size.Width)
	for _, card := range c.cards {
		if stacked {
			h := card.HeightFor(each)
			setBounds(card, 0, at, each, h)
			at += h + c.gap()
			continue
		}
		setBounds(card, at, 0, each, high)
		at += each + c.gap()
	}
}
