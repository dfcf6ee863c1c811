package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/ui/theme"
)

// Progress says how far one is: in words, and by segments that are done, current
// or still to come. Above 30 segments it is a plain bar.
type Progress struct {
	base
	Label   string
	Current int // from 1; 0 before the beginning
	Total   int

	label    *Paragraph
	segments []fyne.CanvasObject
	halo     *canvas.Rectangle
}

const mostSegments = 30

// NewProgress returns a progress; label is the caller's, as in "Page 4 of 21".
func NewProgress(label string, current, total int) *Progress {
	p := &Progress{Label: label, Current: current, Total: total}
	p.label = NewQuiet(label)
	p.halo = canvas.NewRectangle(color.Transparent)
	p.ExtendBaseWidget(p)
	return p
}

// Set changes all of it.
func (p *Progress) Set(label string, current, total int) {
	p.Label, p.Current, p.Total = label, current, total
	p.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer { return newRenderer(p) }

// AccessibilityLabel implements fyne.Accessible.
func (p *Progress) AccessibilityLabel() string { return p.Label }

// AccessibilityRole implements fyne.Accessible.
func (p *Progress) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

const leastBar = 140

func (p *Progress) inRow(width float32) bool {
	return width >= p.label.NaturalWidth()+units(leastBar)+p.size(theme.SizeGap)
}

// HeightFor implements HeightForWidth.
func (p *Progress) HeightFor(width float32) float32 {
	p.label.SetText(p.Label)
	if p.inRow(width) {
		return max(p.label.HeightFor(-1), units(24))
	}
	return p.label.HeightFor(width) + units(24)
}

func (p *Progress) least() fyne.Size {
	return fyne.NewSize(units(leastBar), p.HeightFor(max(p.Size().Width, units(leastBar))))
}

func (p *Progress) parts() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{p.label, p.halo}, p.segments...)
}

func (p *Progress) style() {
	p.label.SetText(p.Label)
	n := p.Total
	if n > mostSegments {
		n = 2
	}
	p.segments = p.segments[:min(len(p.segments), max(n, 0))]
	for len(p.segments) < n {
		p.segments = append(p.segments, canvas.NewRectangle(color.Transparent))
	}
	for i, o := range p.segments {
		r := o.(*canvas.Rectangle)
		r.CornerRadius = units(4)
		r.FillColor = p.paint(theme.ColorTodo)
		if i < p.Current && p.Total <= mostSegments || p.Total > mostSegments && i == 1 {
			r.FillColor = p.paint(theme.ColorAction)
		}
	}
	p.halo.FillColor = color.Transparent
	p.halo.StrokeColor, p.halo.StrokeWidth, p.halo.CornerRadius = p.paint(theme.ColorAction), units(2), units(8)
	p.halo.Hidden = p.Current < 1 || p.Current > p.Total || p.Total > mostSegments
}

func (p *Progress) place(size fyne.Size) {
	if p.inRow(size.Width) {
		words := p.label.NaturalWidth() + 1
		high := p.label.HeightFor(-1)
		setBounds(p.label, 0, (size.Height-high)/2, words, high)
		x := words + p.size(theme.SizeGap)*2
		p.placeBar(x, size.Height/2, max(size.Width-x, units(leastBar-20)))
		return
	}
	high := p.label.HeightFor(size.Width)
	setBounds(p.label, 0, 0, size.Width, high)
	p.placeBar(0, high+units(12), size.Width)
}

// placeBar draws the segments around the height mid.
func (p *Progress) placeBar(x, mid, width float32) {
	thick := units(8)
	n := len(p.segments)
	if n == 0 {
		return
	}
	if p.Total > mostSegments {
		setBounds(p.segments[0], x, mid-thick/2, width, thick)
		setBounds(p.segments[1], x, mid-thick/2, width*float32(p.Current)/float32(p.Total), thick)
		return
	}
	gap, in := units(8), units(4)
	long := max((width-2*in-gap*float32(n-1))/float32(n), 2)
	for i, o := range p.segments {
		left := x + in + float32(i)*(long+gap)
		setBounds(o, left, mid-thick/2, long, thick)
		if i == p.Current-1 {
			setBounds(p.halo, left-in, mid-2*in, long+2*in, 4*in)
		}
	}
}
