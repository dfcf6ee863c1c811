package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/ui/theme"
)

// ComparisonRow says the same thing about two ways.
type ComparisonRow struct {
	Title string
	A, B  []string // paragraphs
}

// Comparison sets two ways side by side on the same rows, equally wide and
// equally strong. When narrow, the title of a row goes above its two cells.
type Comparison struct {
	base
	HeadA, HeadB string
	Rows         []ComparisonRow
	// Swapped has the way in the second column wear the first one's colours: the one
	// that is drawn to stand first.
	Swapped bool

	heads    [2]*Paragraph
	headBeds [2]*canvas.Rectangle
	tints    [2]*canvas.Rectangle
	rows     []comparisonRow
	lines    []fyne.CanvasObject
	bands    []fyne.CanvasObject // under titles that stand above their cells
}

type comparisonRow struct {
	title *Paragraph
	cells [2][]*Paragraph
}

var _ HeightForWidth = (*Comparison)(nil)

// NewComparison returns a comparison.
func NewComparison(headA, headB string, rows []ComparisonRow) *Comparison {
	c := &Comparison{HeadA: headA, HeadB: headB, Rows: rows}
	for i := range 2 {
		c.headBeds[i] = canvas.NewRectangle(color.Transparent)
		c.tints[i] = canvas.NewRectangle(color.Transparent)
		c.heads[i] = NewParagraph("")
		c.heads[i].Bold, c.heads[i].TextSize, c.heads[i].Color = true, theme.SizeHead, theme.ColorOnAction
	}
	c.ExtendBaseWidget(c)
	c.remake()
	return c
}

// Set replaces all words.
func (c *Comparison) Set(headA, headB string, rows []ComparisonRow) {
	c.HeadA, c.HeadB, c.Rows = headA, headB, rows
	c.remake()
	c.Refresh()
}

func (c *Comparison) remake() {
	c.heads[0].SetText(c.HeadA)
	c.heads[1].SetText(c.HeadB)
	c.rows, c.lines, c.bands = nil, nil, nil
	for _, r := range c.Rows {
		title := NewParagraph(r.Title)
		title.Bold, title.TextSize = true, theme.SizeQuiet
		c.rows = append(c.rows, comparisonRow{title, [2][]*Paragraph{cellParagraphs(r.A), cellParagraphs(r.B)}})
		c.lines = append(c.lines, canvas.NewRectangle(color.Transparent))
		c.bands = append(c.bands, canvas.NewRectangle(color.Transparent))
	}
}

// colors are those of the columns: the way's own, and its tint.
func (c *Comparison) colors() [2][2]fyne.ThemeColorName {
	a, b := [2]fyne.ThemeColorName{theme.ColorWayA, theme.ColorTintA}, [2]fyne.ThemeColorName{theme.ColorWayB, theme.ColorTintB}
	if c.Swapped {
		return [2][2]fyne.ThemeColorName{b, a}
	}
	return [2][2]fyne.ThemeColorName{a, b}
}

func cellParagraphs(texts []string) []*Paragraph {
	list := make([]*Paragraph, len(texts))
	for i, t := range texts {
		list[i] = NewParagraph(t)
		list[i].TextSize = theme.SizeQuiet
	}
	return list
}

// CreateRenderer implements fyne.Widget.
func (c *Comparison) CreateRenderer() fyne.WidgetRenderer { return newRenderer(c) }

// AccessibilityLabel implements fyne.Accessible.
func (c *Comparison) AccessibilityLabel() string { return plain(c.HeadA + " / " + c.HeadB) }

// AccessibilityRole implements fyne.Accessible.
func (c *Comparison) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

const (
	columnGap = 6
	cellPadV  = 11
	paraGap   = 8
	looseCell = 28 // above the words of a row, where there is room
)

// grid is where the columns stand for a width.
type grid struct {
	narrow bool
	title  float32 // width of the titles' column
	x      [2]float32
	cell   float32 // width of a cell
	padH   float32
}

func (c *Comparison) grid(width float32) grid {
	g := grid{padH: c.size(theme.SizePad)}
	em := c.size(theme.SizeQuiet)
	g.narrow = width < 40*em
	if !g.narrow {
		g.title = min(max(width*0.175, 9*em), width*0.26)
	}
	g.cell = (width - g.title - units(columnGap)) / 2
	g.x = [2]float32{g.title, g.title + g.cell + units(columnGap)}
	return g
}

func (g grid) inner() float32 { return max(g.cell-2*g.padH, 1) }

func paragraphsHeight(list []*Paragraph, width float32) float32 {
	var sum float32
	for i, p := range list {
		if i > 0 {
			sum += units(paraGap)
		}
		sum += p.HeightFor(width)
	}
	return sum
}

func (c *Comparison) headHeight(g grid) float32 {
	return max(c.heads[0].HeightFor(g.inner()), c.heads[1].HeightFor(g.inner())) + 2*units(cellPadV)
}

// rowHeight returns the height of a row and that of a title above its cells.
func (c *Comparison) rowHeight(r comparisonRow, g grid, width float32) (row, above float32) {
	cells := max(paragraphsHeight(r.cells[0], g.inner()), paragraphsHeight(r.cells[1], g.inner()))
	if g.narrow {
		above = r.title.HeightFor(width-2*g.padH) + 2*units(cellPadV)
		return above + cells + 2*units(cellPadV), above
	}
	return max(cells, r.title.HeightFor(max(g.title-units(12), 1))) + 2*units(cellPadV), 0
}

// HeightFor implements HeightForWidth.
func (c *Comparison) HeightFor(width float32) float32 {
	g := c.grid(width)
	sum := c.headHeight(g)
	for _, r := range c.rows {
		row, _ := c.rowHeight(r, g, width)
		sum += row
	}
	return sum
}

func (c *Comparison) least() fyne.Size {
	width := 18 * c.size(theme.SizeQuiet)
	return fyne.NewSize(width, c.HeightFor(max(c.Size().Width, width)))
}

func (c *Comparison) parts() []fyne.CanvasObject {
	list := []fyne.CanvasObject{c.tints[0], c.tints[1], c.headBeds[0], c.headBeds[1], c.heads[0], c.heads[1]}
	list = append(list, c.bands...)
	list = append(list, c.lines...)
	for _, r := range c.rows {
		list = append(list, r.title)
		for _, cell := range r.cells {
			for _, p := range cell {
				list = append(list, p)
			}
		}
	}
	return list
}

func (c *Comparison) style() {
	radius := c.size(theme.SizeCorner) - units(2)
	for i, ways := range c.colors() {
		c.headBeds[i].FillColor = c.paint(ways[0])
		c.headBeds[i].TopLeftCornerRadius, c.headBeds[i].TopRightCornerRadius = radius, radius
		c.tints[i].FillColor = c.paint(ways[1])
	}
	for i, l := range c.lines {
		l.(*canvas.Rectangle).FillColor = c.paint(theme.ColorHairline)
		c.bands[i].(*canvas.Rectangle).FillColor = c.paint(theme.ColorGround)
	}
}

func (c *Comparison) place(size fyne.Size) {
	g := c.grid(size.Width)
	head := c.headHeight(g)
	for i := range 2 {
		setBounds(c.headBeds[i], g.x[i], 0, g.cell, head)
		high := c.heads[i].HeightFor(g.inner())
		setBounds(c.heads[i], g.x[i]+g.padH, (head-high)/2, g.inner(), high)
		setBounds(c.tints[i], g.x[i], head, g.cell, size.Height-head)
	}
	y := head
	more := float32(0) // what each row gets of the room that is left
	if n := len(c.rows); n > 0 {
		more = max(0, size.Height-c.HeightFor(size.Width)) / float32(n)
	}
	for i, r := range c.rows {
		row, above := c.rowHeight(r, g, size.Width)
		row += more
		setBounds(c.lines[i], 0, y, size.Width, units(1))
		setBounds(c.bands[i], 0, y, size.Width, above)
		c.placeRow(r, g, size.Width, y, above, min(more/2, units(looseCell)))
		y += row
	}
}

// placeRow places a row; down is how far its words are moved down.
func (c *Comparison) placeRow(r comparisonRow, g grid, width, y, above, down float32) {
	if above == 0 {
		y += down
	} else {
		above += down
	}
	titleWidth, titleX := max(g.title-units(12), 1), float32(0)
	if g.narrow {
		titleWidth, titleX = width-2*g.padH, g.padH
	}
	setBounds(r.title, titleX, y+units(cellPadV), titleWidth, r.title.HeightFor(titleWidth))
	for i, cell := range r.cells {
		at := y + above + units(cellPadV)
		for _, p := range cell {
			high := p.HeightFor(g.inner())
			setBounds(p, g.x[i]+g.padH, at, g.inner(), high)
			at += high + units(paraGap)
		}
	}
}
