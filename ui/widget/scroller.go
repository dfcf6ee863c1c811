package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/ui/theme"
)

const (
	// slop is how far a finger may move and still tap: hands tremble.
	slop = 24
	// scrollRoom is the width beside the content when it overflows.
	scrollRoom = 26
	barWidth   = 12
	// ScrollerPad is the usual Pad of a Scroller.
	ScrollerPad = 8
)

// Scroller shows a content that may be higher than the screen. It follows the
// finger (see Hand), shows where one is, and says at the bottom that there is more.
type Scroller struct {
	base
	Content fyne.CanvasObject
	// More is the caption of the strip at the bottom while there is more below.
	More string
	// Pad is kept around the content for focus rings; 0 means ScrollerPad, negative none.
	Pad float32
	// Side is the margin that the strip keeps at the left and the right.
	Side     float32
	OnScroll func()

	offset float32
	high   float32 // of the content at the present width
	bar    *canvas.Rectangle
	track  *canvas.Rectangle
	more   *cell
	ground *canvas.Rectangle // under the strip
	arrow  picture
}

// NewScroller returns a scroller at the top of its content.
func NewScroller(content fyne.CanvasObject, more string) *Scroller {
	s := &Scroller{Content: content, More: more}
	s.bar = canvas.NewRectangle(color.Transparent)
	s.track = canvas.NewRectangle(color.Transparent)
	s.ground = canvas.NewRectangle(color.Transparent)
	s.more = Name("scroll.down", newCell(more, s.pageDown))
	s.arrow = newDrawing()
	s.ExtendBaseWidget(s)
	return s
}

// SetContent replaces the content and goes to its top.
func (s *Scroller) SetContent(content fyne.CanvasObject) {
	s.Content, s.offset = content, 0
	s.Refresh()
}

// Offset is how much of the content is above the visible part.
func (s *Scroller) Offset() float32 { return s.offset }

// Overflows tells whether the content is higher than the scroller.
func (s *Scroller) Overflows() bool { return s.limit() > 1 }

// AtEnd tells whether the end of the content is visible.
func (s *Scroller) AtEnd() bool { return s.offset >= s.limit()-1 }

// HandleKey scrolls for Up, Down, PageUp, PageDown, Home and End; it tells
// whether it used the key. Screens pass the keys that nobody wants.
func (s *Scroller) HandleKey(key fyne.KeyName) bool {
	if !s.Overflows() {
		return false
	}
	step := s.size(theme.SizeTarget)
	switch key {
	case fyne.KeyUp:
		s.ScrollTo(s.offset - step)
	case fyne.KeyDown:
		s.ScrollTo(s.offset + step)
	case fyne.KeyPageUp:
		s.ScrollTo(s.offset - s.page())
	case fyne.KeyPageDown:
		s.ScrollTo(s.offset + s.page())
	case fyne.KeyHome:
		s.ScrollTo(0)
	case fyne.KeyEnd:
		s.ScrollTo(s.limit())
	default:
		return false
	}
	return true
}

// Reveal scrolls as little as needed to show an object inside of the content.
func (s *Scroller) Reveal(o fyne.CanvasObject) {
	path := pathTo(s.Content, o)
	if path == nil {
		return
	}
	s.place(s.Size()) // what stands in it may need more room than when it was placed
	top := s.pad()
	for _, step := range path[1:] {
		top += step.Position().Y
	}
	bottom := top + o.Size().Height
	if f, ok := o.(*Field); ok {
		bottom = top + f.Extent()
	}
	view := s.Size().Height
	margin := units(12)
	strip := float32(0)
	if s.More != "" {
		strip = s.stripHeight() + units(12)
	}
	if bottom+margin > s.offset+view-strip {
		s.ScrollTo(bottom + margin - view + strip)
	}
	if top-margin < s.offset {
		s.ScrollTo(top - margin)
	}
}

func (s *Scroller) pageDown() { s.ScrollTo(s.offset + s.page()) }

// page leaves a little of what was read, to find the place again.
func (s *Scroller) page() float32 {
	return max(s.Size().Height-s.stripHeight()-units(40), units(40))
}

func (s *Scroller) limit() float32 { return max(0, s.high-s.Size().Height) }

// ScrollTo shows the content from an offset on, as far as there is content.
func (s *Scroller) ScrollTo(offset float32) {
	offset = min(max(offset, 0), s.limit())
	if offset == s.offset {
		return
	}
	s.offset = offset
	s.place(s.Size())
	canvas.Refresh(s)
	if s.OnScroll != nil {
		s.OnScroll()
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Scroller) CreateRenderer() fyne.WidgetRenderer { return clipped{newRenderer(s)} }

// clipped is a renderer outside of whose widget nothing is drawn: the toolkit asks
// for the method.
type clipped struct{ fyne.WidgetRenderer }

// IsClip marks it.
func (clipped) IsClip() {}

// HeightFor implements HeightForWidth: the height at which nothing is hidden.
func (s *Scroller) HeightFor(width float32) float32 {
	return HeightOf(s.Content, width-2*s.pad()) + 2*s.pad()
}

func (s *Scroller) pad() float32 {
	switch {
	case s.Pad < 0:
		return 0
	case s.Pad == 0:
		return units(ScrollerPad)
	default:
		return units(s.Pad)
	}
}

// stripHeight is that of the strip, without the ground around it.
func (s *Scroller) stripHeight() float32 {
	return max(s.look().LeastTarget(), s.more.label.lineHeight()+units(12))
}

func (s *Scroller) least() fyne.Size { return fyne.NewSize(units(120), units(120)) }

func (s *Scroller) parts() []fyne.CanvasObject {
	list := make([]fyne.CanvasObject, 0, 6)
	if s.Content != nil {
		list = append(list, s.Content)
	}
	return append(list, s.ground, s.track, s.bar, s.more, s.arrow.Raster)
}

func (s *Scroller) style() {
	s.track.FillColor, s.track.CornerRadius = s.paint(theme.ColorTodo), units(barWidth/2)
	s.ground.FillColor = s.paint(theme.ColorGround)
	s.bar.FillColor, s.bar.CornerRadius = s.paint(theme.ColorAction), units(barWidth/2)
	if s.more.text != s.More {
		s.more.text = s.More
		s.more.Refresh()
	}
	setGlyph(&s.arrow, GlyphDown, s.paint(theme.ColorAction))
}

func (s *Scroller) place(size fyne.Size) {
	if s.Content == nil || size.IsZero() {
		return
	}
	pad := s.pad()
	width := size.Width - 2*pad
	s.high = HeightOf(s.Content, width) + 2*pad
	over := s.high > size.Height+1
	if over {
		width -= units(scrollRoom)
		s.high = HeightOf(s.Content, width) + 2*pad
	}
	s.offset = min(max(s.offset, 0), s.limit())
	setBounds(s.Content, pad, pad-s.offset, width, max(s.high, size.Height)-2*pad)
	s.placeMarks(size, over)
}

func (s *Scroller) placeMarks(size fyne.Size, over bool) {
	below := over && !s.AtEnd()
	show(s.track, over)
	show(s.bar, over)
	show(s.ground, below && s.More != "")
	show(s.more, below && s.More != "")
	show(s.arrow, below && s.More != "")
	if !over {
		return
	}
	x := size.Width - units(barWidth)
	setBounds(s.track, x, 0, units(barWidth), size.Height)
	long := max(size.Height*size.Height/s.high, units(48))
	y := (size.Height - long) * s.offset / max(s.limit(), 1)
	setBounds(s.bar, x, y, units(barWidth), long)
	high := s.stripHeight()
	left := max(units(s.Side), 1)
	width := size.Width - max(units(s.Side), units(scrollRoom)) - left
	setBounds(s.ground, 0, size.Height-high-units(12), size.Width-units(scrollRoom), high+units(12))
	setBounds(s.more, left, size.Height-high-units(6), width, high)
	mark := ceil(s.size(theme.SizeQuiet))
	words := s.more.label.NaturalWidth()
	setBounds(s.arrow, left+(width+words)/2+units(12), size.Height-units(6)-high/2-mark/2, mark, mark)
}

func show(o fyne.CanvasObject, on bool) {
	if on == o.Visible() {
		return
	}
	if on {
		o.Show()
		return
	}
	o.Hide()
}
