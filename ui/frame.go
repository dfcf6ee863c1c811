package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"eclaire/ui/screen"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// barScale bounds the text size in the bars, so that their buttons keep their
// places at every size of the text.
const barScale = 1.25

// frame is what stands around every screen: the place on the way, text size
// and languages above; back and the one primary action below.
type frame struct {
	top, body, bottom *fyne.Container
	keys              *fyne.Container // the on-screen keyboard, above the bottom bar
	cramped           bool            // it takes the place of the bottom bar
	extent            float32         // height of the field that is written into
	scroller          *widget.Scroller
	more              string // what the scroller says while there is more below
	whole             *fyne.Container
	hand              *widget.Hand
	route             screen.Route
	unit              float32           // of the window, see theme.Theme
	grown             float32           // by what the text of the page is larger than asked for
	topRow, bottomRow fyne.CanvasObject // what stands in the bars
	over              *over             // the sheet over the page, which has its own ways out; nil for none
	kept              place             // to which what was opened from a screen leads back
}

// place is how far a screen was scrolled.
type place struct {
	route  screen.Route
	offset float32
}

// The margins inside the bars and around the body.
const (
	barSide, barEdge   = 32, 10
	bodySide, bodyEdge = 32, 18
)

// barHeight is the height of a bar whose row is given.
func barHeight(row fyne.CanvasObject, width, unit float32) float32 {
	if row == nil {
		return 0
	}
	return widget.HeightOf(row, width-2*barSide*unit) + 2*barEdge*unit
}

func newFrame() *frame {
	return &frame{
		top: container.NewStack(), body: container.NewStack(), bottom: container.NewStack(), keys: container.NewStack(),
	}
}

// object gives the frame, with the hand over it through which everything is
// touched.
func (f *frame) object(more ...fyne.CanvasObject) fyne.CanvasObject {
	// The order of the objects is the order in which the keyboard visits them.
	f.whole = container.New(&frameLayout{f}, f.body, f.keys, f.bottom, f.top)
	f.hand = widget.NewHand(f.whole)
	return container.NewStack(append(append([]fyne.CanvasObject{f.whole}, more...), f.hand)...)
}

// mostKeys is how much of the window's height the on-screen keyboard takes at
// most, where a clinic asks for large targets.
const mostKeys = 0.45

// frameLayout puts the bars at the edges and the body between them.
type frameLayout struct{ f *frame }

func (l *frameLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(640, 480) }

func (l *frameLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	f := l.f
	place := func(o fyne.CanvasObject, y, h float32) {
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
	}
	top, bottom := f.bars(size.Width)
	keys := float32(0)
	if len(f.keys.Objects) > 0 {
		keys = min(f.keys.MinSize().Height, mostKeys*size.Height)
	}
	f.bottom.Hidden = f.cramped || f.over != nil
	if f.bottom.Hidden {
		bottom = 0
	}
	place(f.top, 0, top)
	place(f.bottom, size.Height-bottom, bottom)
	place(f.keys, size.Height-bottom-keys, keys)
	place(f.body, top, size.Height-top-bottom-keys)
}

// bars are the heights of the bars in a window of a width.
func (f *frame) bars(width float32) (top, bottom float32) {
	return max(72*f.unit, barHeight(f.topRow, width, f.unit)), max(96*f.unit, barHeight(f.bottomRow, width, f.unit))
}

// show fills the frame and gives the primary button, nil if there is none.
func (f *frame) show(s *Shell, v screen.View) *widget.Button {
	look := s.look(min(float32(s.scale)/100, barScale))
	say := s.say()
	f.unit = s.grown
	var next *widget.Button
	f.topRow, f.over = f.topBar(s, look, v), nil
	if v.Over != nil {
		f.over, next = newOver(v, look, f.unit)
		f.bottomRow = nothing()
	} else {
		f.bottomRow, next = f.bottomBar(v, s.o.Window.Canvas().Size().Width-2*barSide*s.grown, look)
	}
	widget.Dress(f.bottomRow, look)
	f.top.Objects = []fyne.CanvasObject{bar(look, f.topRow)}
	f.bottom.Objects = []fyne.CanvasObject{bar(look, f.bottomRow)}
	offset := f.offset(s.state.Route)
	f.route = s.state.Route
	f.fill(s, v)
	f.put(s, v, look, say.T("more-below"))
	f.whole.Refresh()
	if f.scroller != nil && offset > 0 {
		f.scroller.ScrollTo(offset)
	}
	return next
}

// put puts what a view says into the body.
func (f *frame) put(s *Shell, v screen.View, look *theme.Theme, more string) {
	side := float32(bodySide)
	if f.over != nil {
		side = overIn
	}
	inside := widget.NewInset(side, bodyEdge, v.Body)
	if v.Fill {
		f.scroller = nil
		f.body.Objects = []fyne.CanvasObject{ground(), inside}
		return
	}
	f.more = more
	f.scroller = widget.NewScroller(inside, f.more)
	f.scroller.Side = side
	f.scroller.OnScroll = s.desks.way.reachedEnd
	f.body.Objects = []fyne.CanvasObject{ground(), f.scroller}
	if f.over != nil {
		f.body.Objects[1] = f.over.object(look, f.scroller)
	}
}

// offset is how far the screen of a route is to be scrolled: as far as it is now, or
// as it was when something was opened from it.
func (f *frame) offset(r screen.Route) float32 {
	switch {
	case f.scroller != nil && f.route == r:
		return f.scroller.Offset()
	case f.kept.route == r:
		return f.kept.offset
	}
	return 0
}

// atEnd tells whether the end of the page is on the screen.
func (f *frame) atEnd() bool { return f.scroller == nil || f.scroller.AtEnd() }

// drawAgain has the window drawn anew, as it is.
func (f *frame) drawAgain() {
	if len(f.body.Objects) > 0 {
		f.body.Objects[0].Refresh() // the ground
	}
}

// leave forgets how far the last screen was scrolled, unless the next one was opened
// from it and leads back.
func (f *frame) leave(from, to screen.Route) {
	f.route = screen.Route{}
	switch {
	case to.OpenedFrom(from) && f.scroller != nil:
		f.kept = place{from, f.scroller.Offset()}
	case !from.OpenedFrom(to):
		f.kept = place{}
	}
}

// key scrolls the body for the keys that nobody else takes.
func (f *frame) key(name fyne.KeyName) {
	if f.scroller == nil {
		return
	}
	switch name {
	case fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd:
		f.scroller.HandleKey(name)
	}
}

// bottomBar puts back at the left and the one primary action at the right,
// at the same place on every screen; a quiet word or button stands between.
func (f *frame) bottomBar(v screen.View, total float32, look *theme.Theme) (fyne.CanvasObject, *widget.Button) {
	var next *widget.Button
	var right, left, middle fyne.CanvasObject = nothing(), nothing(), nothing()
	if v.Next != nil {
		next = widget.NewForward(v.Next.Label, v.Next.Do)
		next.MinWidth = 240
		if v.Next.Plain {
			next.Trailing = widget.GlyphNone
		}
		widget.Name("next", next)
		if v.Next.Disabled {
			next.Disable()
		}
		right = next
	}
	if v.Corner != nil {
		right = v.Corner
	}
	if v.Back != nil {
		b := widget.NewBack(v.Back.Label, v.Back.Do)
		if v.Back.Plain {
			b = widget.NewButton(widget.Quiet, v.Back.Label, v.Back.Do)
		}
		left = widget.Name(named(v.Back.ID, "back"), b)
	}
	if v.Return != nil {
		left = v.Return
	}
	switch {
	case v.Extra != nil:
		middle = widget.Name(named(v.Extra.ID, "extra"), widget.NewButton(widget.Quiet, v.Extra.Label, v.Extra.Do))
	case v.Quiet != "":
		p := widget.NewQuiet(v.Quiet)
		p.Center = true
		middle = p
	}
	middle, left = f.helps(v, total, look, right, middle, left)
	// Drawn left to right, visited from the primary action on.
	return container.New(&bottomLayout{f.unit}, right, middle, left), next
}

// helps puts what a patient can always do in the middle of the bar, or, where there is no
// room, one button for all of it beside the way back.
func (f *frame) helps(v screen.View, total float32, look *theme.Theme, right, middle, left fyne.CanvasObject) (fyne.CanvasObject, fyne.CanvasObject) {
	if v.Help == nil {
		return middle, left
	}
	row := widget.NewFlow(helpGap)
	for _, a := range v.Helps {
		b := widget.Name(a.ID, widget.NewButton(widget.Quiet, a.Label, a.Do))
		b.Leading = a.Glyph
		b.Refresh()
		row.Add(b)
	}
	_, empty := middle.(*canvas.Rectangle)
	for _, o := range []fyne.CanvasObject{row, left, right} {
		widget.Dress(o, look)
	}
	if empty && width(row)+width(left)+width(right)+2*helpGap*f.unit <= total {
		return row, left
	}
	help := helpButton(v)
	if _, none := left.(*canvas.Rectangle); none {
		return middle, help
	}
	return middle, widget.NewFlow(12, left, help)
}

// helpButton leads to what a patient can always do.
func helpButton(v screen.View) *widget.Button {
	return widget.Name(v.Help.ID, widget.NewButton(widget.Quiet, v.Help.Label, v.Help.Do))
}

// helpGap is between what a patient can always do.
const helpGap = 28

// named is the name of a button of the bottom bar.
func named(id, usual string) string {
	if id == "" {
		return usual
	}
	return id
}

func nothing() fyne.CanvasObject { return canvas.NewRectangle(color.Transparent) }

// bar is a row on the card's colour.
func bar(look *theme.Theme, row fyne.CanvasObject) fyne.CanvasObject {
	bed := canvas.NewRectangle(look.Paint(theme.ColorCard))
	return container.NewStack(bed, widget.NewInset(barSide, barEdge, row))
}

func ground() fyne.CanvasObject {
	return canvas.NewRectangle(theme.Of(fyne.CurrentApp().Settings().Theme()).Paint(theme.ColorGround))
}

func width(o fyne.CanvasObject) float32 {
	if n, ok := o.(widget.NaturalWidth); ok {
		return n.NaturalWidth()
	}
	if c, ok := o.(*fyne.Container); ok {
		if f, ok := c.Layout.(*widget.Flow); ok {
			return f.Natural(c.Objects)
		}
	}
	return o.MinSize().Width
}

// bottomLayout places right, middle, left (the order in which they are
// visited) from the right edge.
type bottomLayout struct{ unit float32 }

func (*bottomLayout) sides(objects []fyne.CanvasObject, total float32) (right, left float32) {
	most := total * 0.3
	if _, several := objects[2].(*fyne.Container); several { // the way back, and help
		most = total * 0.4
	}
	if _, empty := objects[1].(*canvas.Rectangle); empty {
		most = total * 0.5
	}
	return min(width(objects[0]), total*0.42), min(width(objects[2]), most)
}

// above tells whether the quiet word stands above the buttons: there is no room for
// it between them.
func (b *bottomLayout) above(objects []fyne.CanvasObject, total float32) bool {
	p, ok := objects[1].(*widget.Paragraph)
	right, left := b.sides(objects, total)
	return ok && total-right-left-48*b.unit < min(p.NaturalWidth(), leastWords*b.unit)
}

const (
	leastWords = 300 // between the buttons
	wordGap    = 6   // above them
)

// HeightFor implements widget.MeasuringLayout.
func (b *bottomLayout) HeightFor(objects []fyne.CanvasObject, total float32) float32 {
	right, left := b.sides(objects, total)
	buttons := max(68*b.unit, widget.HeightOf(objects[0], right), widget.HeightOf(objects[2], left))
	if b.above(objects, total) {
		return widget.HeightOf(objects[1], total) + wordGap*b.unit + buttons
	}
	return max(buttons, widget.HeightOf(objects[1], total-right-left-48*b.unit))
}

func (b *bottomLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(480, 68*b.unit)
}

func (b *bottomLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	right, left := b.sides(objects, size.Width)
	top := float32(0)
	if b.above(objects, size.Width) {
		words := widget.HeightOf(objects[1], size.Width)
		objects[1].Move(fyne.NewPos(0, 0))
		objects[1].Resize(fyne.NewSize(size.Width, words))
		top = words + wordGap*b.unit
	}
	put := func(o fyne.CanvasObject, x, w float32) {
		h := min(size.Height-top, widget.HeightOf(o, w))
		o.Move(fyne.NewPos(x, top+(size.Height-top-h)/2))
		o.Resize(fyne.NewSize(w, h))
	}
	put(objects[0], size.Width-right, right)
	put(objects[2], 0, left)
	if top > 0 {
		return
	}
	room := size.Width - right - left - 48*b.unit
	w := room
	switch objects[1].(type) {
	case *widget.Button, *fyne.Container:
		w = min(room, width(objects[1]))
	}
	put(objects[1], left+24*b.unit+(room-w)/2, w)
}

// Body tells between which heights of the window the screen's own room lies: what
// the bars and the on-screen keyboard leave.
func (s *Shell) Body() (top, bottom float32) {
	b := s.frame.body
	if o := s.frame.over; o != nil {
		return b.Position().Y + o.top, b.Position().Y + o.bottom
	}
	return b.Position().Y, b.Position().Y + b.Size().Height
}
