package widget

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Stack puts objects under each other, each as high as it needs at the full width.
// A layout remembers the last width it was given: use one for each container.
type Stack struct {
	Gap float32
	// Fill gives the height that is left to the last object that is shown.
	Fill bool
	// Grow gives it to this one instead; a picture also gives what is missing.
	Grow fyne.CanvasObject
	// Share makes these equally high, as high as the room allows.
	Share []fyne.CanvasObject
	// Most is the height to which Grow and Share let something grow; 0 for no limit.
	Most float32
	// Middle centres the whole vertically when there is room.
	Middle bool
	// Loose is by how much the gaps grow when there is room that nothing else takes.
	Loose float32

	width float32
}

var _ MeasuringLayout = (*Stack)(nil)

// NewStack returns a container with a Stack.
func NewStack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&Stack{Gap: gap}, objects...)
}

// HeightFor implements MeasuringLayout.
func (s *Stack) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	shown := visible(objects)
	var sum float32
	for _, o := range shown {
		sum += HeightOf(o, width)
	}
	return sum + s.gap()*float32(max(len(shown)-1, 0))
}

// MinSize implements fyne.Layout: the height at the last width.
func (s *Stack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := leastWidth(objects)
	return fyne.NewSize(width, s.HeightFor(objects, max(s.width, width)))
}

// Layout implements fyne.Layout.
func (s *Stack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	s.width = size.Width
	shown := visible(objects)
	total := s.HeightFor(objects, size.Width)
	shared := s.shared(size, total)
	for _, o := range s.Share {
		total += max(0, shared-HeightOf(o, size.Width))
	}
	y, gap := float32(0), s.gap()
	if n := float32(len(shown) - 1); n > 0 && s.Grow == nil && !s.Fill {
		loose := min(units(s.Loose), max(0, size.Height-total)*0.7/n)
		gap, total = gap+loose, total+loose*n
	}
	if s.Middle {
		y = max(0, (size.Height-total)/2)
	}
	for i, o := range shown {
		high := HeightOf(o, size.Width)
		if s.Fill && i == len(shown)-1 {
			high = max(high, size.Height-y)
		}
		if o == s.Grow {
			grown := high + size.Height - total
			if s.Most > 0 {
				grown = min(grown, max(s.most(o), high))
			}
			high = max(grown, min(high, leastHeight(o, size.Width)))
		}
		if slices.Contains(s.Share, o) {
			high = max(high, shared)
		}
		setBounds(o, 0, y, size.Width, high)
		y += high + gap
	}
}

// atOnce is how much of what a screen shows at once something may take: where the page
// scrolls, a strip at its end takes the rest.
const atOnce = 0.8

// most is the height to which something grows: what is drawn on must be seen whole.
func (s *Stack) most(o fyne.CanvasObject) float32 {
	if screen := screenHeight(o); screen > 0 {
		return min(units(s.Most), screen*atOnce)
	}
	return units(s.Most)
}

// shared is the height that each of the sharing objects gets at least: those
// that need more keep what they need, and the others share the rest.
func (s *Stack) shared(size fyne.Size, total float32) float32 {
	var heights []float32
	room := size.Height - total
	for _, o := range s.Share {
		h := HeightOf(o, size.Width)
		heights = append(heights, h)
		room += h
	}
	slices.Sort(heights)
	for n := len(heights); n > 0; n-- {
		if each := room / float32(n); each >= heights[n-1] {
			if s.Most > 0 {
				each = min(each, roomy(s.Share[0], s.Most))
			}
			return each
		}
		room -= heights[n-1]
	}
	return 0
}

// Grid gives all its objects the same size: two in a row on a wide screen, one
// on a tall or narrow one, as high as the room allows but no higher than Most.
type Grid struct {
	Gap, Most float32

	width float32
}

var _ MeasuringLayout = (*Grid)(nil)

// NewGrid returns a container with a Grid.
func NewGrid(gap, most float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&Grid{Gap: gap, Most: most}, objects...)
}

// cell gives the number of columns and the least size of a cell.
func (g *Grid) cell(objects []fyne.CanvasObject, width float32, high func(fyne.CanvasObject, float32) float32) (columns int, size fyne.Size) {
	columns = 2
	half := (width - g.gap()) / 2
	tooWide := func(o fyne.CanvasObject) bool { return o.MinSize().Width > half }
	if len(objects) < 2 || isPortrait(objects[0]) || slices.ContainsFunc(objects, tooWide) {
		columns = 1
	}
	size.Width = (width - g.gap()*float32(columns-1)) / float32(columns)
	for _, o := range objects {
		size.Height = max(size.Height, high(o, size.Width))
	}
	return columns, size
}

// HeightFor implements MeasuringLayout.
func (g *Grid) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	return g.heightOf(visible(objects), width, HeightOf)
}

// heightOf is the height at a width where high gives that of each cell.
func (g *Grid) heightOf(shown []fyne.CanvasObject, width float32, high func(fyne.CanvasObject, float32) float32) float32 {
	columns, cell := g.cell(shown, width, high)
	rows := float32((len(shown) + columns - 1) / columns)
	return rows*cell.Height + g.gap()*max(rows-1, 0)
}

// MinSize implements fyne.Layout.
func (g *Grid) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := leastWidth(objects)
	return fyne.NewSize(width, g.HeightFor(objects, max(g.width, width)))
}

// Layout implements fyne.Layout.
func (g *Grid) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	g.width = size.Width
	shown := visible(objects)
	columns, cell := g.cell(shown, size.Width, HeightOf)
	rows := float32((len(shown) + columns - 1) / columns)
	_, least := g.cell(shown, size.Width, leastHeight)
	each := (size.Height - g.gap()*(rows-1)) / rows
	cell.Height = max(least.Height, min(max(cell.Height, roomy(objects[0], g.Most)), each))
	for i, o := range shown {
		setBounds(o, float32(i%columns)*(cell.Width+g.gap()), float32(i/columns)*(cell.Height+g.gap()), cell.Width, cell.Height)
	}
}

// roomy is a limit of height, larger on a tall screen.
func roomy(o fyne.CanvasObject, most float32) float32 {
	if isPortrait(o) {
		return units(most) * 1.4
	}
	return units(most)
}

// Narrow keeps its object no wider than Width, in the middle.
type Narrow struct {
	Width float32

	width float32
}

var _ MeasuringLayout = (*Narrow)(nil)

// NewNarrow returns a container with a Narrow.
func NewNarrow(width float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(&Narrow{Width: width}, object)
}

// HeightFor implements MeasuringLayout.
func (n *Narrow) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	var high float32
	for _, o := range visible(objects) {
		high = max(high, HeightOf(o, min(width, units(n.Width))))
	}
	return high
}

// MinSize implements fyne.Layout.
func (n *Narrow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := leastWidth(objects)
	return fyne.NewSize(width, n.HeightFor(objects, max(n.width, width)))
}

// Layout implements fyne.Layout.
func (n *Narrow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	n.width = size.Width
	width := min(size.Width, units(n.Width))
	for _, o := range visible(objects) {
		setBounds(o, (size.Width-width)/2, 0, width, size.Height)
	}
}

// Reserve keeps for its paragraph the room that a longer text would take, so that
// nothing moves when the text changes.
type Reserve struct{ For string }

var _ MeasuringLayout = (*Reserve)(nil)

// NewReserve returns a container with a Reserve.
func NewReserve(longest string, p *Paragraph) *fyne.Container {
	return container.New(&Reserve{For: longest}, p)
}

// HeightFor implements MeasuringLayout.
func (r *Reserve) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	p := objects[0].(*Paragraph)
	long := NewParagraph(r.For)
	long.own, long.TextSize, long.Bold, long.Measure = p.own, p.TextSize, p.Bold, p.Measure
	return max(long.HeightFor(width), p.HeightFor(width))
}

// MinSize implements fyne.Layout.
func (r *Reserve) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := leastWidth(objects)
	return fyne.NewSize(width, r.HeightFor(objects, max(objects[0].Size().Width, width)))
}

// Layout implements fyne.Layout.
func (r *Reserve) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	setBounds(objects[0], 0, 0, size.Width, size.Height)
}

func leastWidth(objects []fyne.CanvasObject) float32 {
	var width float32
	for _, o := range visible(objects) {
		width = max(width, o.MinSize().Width)
	}
	return width
}

// Inset keeps a margin around its objects, which share the room.
type Inset struct {
	Top, Right, Bottom, Left float32

	width float32
}

var _ MeasuringLayout = (*Inset)(nil)

// NewInset returns a container with the same margins left and right, above and below.
func NewInset(horizontal, vertical float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(&Inset{Top: vertical, Right: horizontal, Bottom: vertical, Left: horizontal}, object)
}

// HeightFor implements MeasuringLayout.
func (p *Inset) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	var high float32
	for _, o := range visible(objects) {
		high = max(high, HeightOf(o, width-units(p.Left)-units(p.Right)))
	}
	return high + units(p.Top) + units(p.Bottom)
}

// MinSize implements fyne.Layout.
func (p *Inset) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := leastWidth(objects) + units(p.Left) + units(p.Right)
	return fyne.NewSize(width, p.HeightFor(objects, max(p.width, width)))
}

// Layout implements fyne.Layout.
func (p *Inset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	p.width = size.Width
	for _, o := range visible(objects) {
		setBounds(o, units(p.Left), units(p.Top), size.Width-units(p.Left)-units(p.Right), size.Height-units(p.Top)-units(p.Bottom))
	}
}
