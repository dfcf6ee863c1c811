package widget

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

// Press is a finger that came down on something.
type Press struct {
	Target fyne.CanvasObject // what can be touched there; nil for the ground
	ID     string            // the target's, see Name; "" if it has none
	At     fyne.Position     // on the canvas
}

// Hand is a clear sheet over a page or a dialog. It takes every press of the
// pointer and gives it to what lies under it, for three reasons that the driver
// of real windows leaves open: it takes the focus away while the finger is still
// down, so that what the loss of the focus changes would move under the finger;
// it gives no touch once the finger has moved by a tremor; and it knows no
// screen, so that a touch begun on one would act on the next.
//
// What a lost focus sets off waits until the finger lifts, and the mark of the
// focus is shown only while a keyboard is being used.
type Hand struct {
	base
	// Under is what the presses are for, as large as the hand.
	Under fyne.CanvasObject
	// OnActivity is told that somebody is there.
	OnActivity func()
	// May tells whether a press may act; nil: each may. It is asked when the
	// finger comes down.
	May func(Press) bool
	// OnTouched is told of each touch just before it acts.
	OnTouched func(Press)
	// OnSettled is told after each movement, and after each press once what it
	// touched was done.
	OnSettled func(lifted bool)
	// After does something later, on the screen's goroutine; nil: never. It is
	// what long presses are measured with.
	After func(d time.Duration, do func()) (stop func())
	// Now is the clock by which a press that lifts was long enough; nil: none was.
	Now func() time.Time

	sheet *canvas.Rectangle
	press *press
	left  []*entry // lost the focus to the finger that is down
	keys  bool     // a keyboard is being used, not a finger
	ghost bool     // a finger lifts that never came down here, or whose press has ended
}

// press is the finger that is down.
type press struct {
	Press
	inside   fyne.Position // on the target
	allowed  bool
	void     bool // the screen on which it began has gone, or it became a scroll
	scroller *Scroller
	last     fyne.Position
	scrolled bool
	grabbed  grabber
	holding  holder // acts only once the finger has stayed for its time
	began    time.Time
	stop     func() // of the holding
}

// holder is what acts when a finger stays on it for a time, and not when it lifts.
type holder interface {
	held() time.Duration // 0: it acts as everything does
	short()              // the finger lifted too soon
}

// grabber is what follows the finger itself from the moment it comes down: the
// signature pad, the keys of a keyboard.
type grabber interface {
	fyne.CanvasObject
	grab(h *Hand, at fyne.Position)
	follow(at fyne.Position)
	// release ends the press; kept tells that it counts.
	release(kept bool)
}

var (
	_ desktop.Mouseable = (*Hand)(nil)
	_ desktop.Hoverable = (*Hand)(nil)
	_ fyne.Tappable     = (*Hand)(nil)
	_ fyne.Draggable    = (*Hand)(nil)
	_ fyne.Scrollable   = (*Hand)(nil)
)

// NewHand returns a hand over something.
func NewHand(under fyne.CanvasObject) *Hand {
	h := &Hand{Under: under, sheet: canvas.NewRectangle(color.Transparent)}
	h.ExtendBaseWidget(h)
	return h
}

// Down tells whether a finger is down now.
func (h *Hand) Down() bool { return h.press != nil }

// Typed notes that a key of a keyboard was used.
func (h *Hand) Typed() { h.keys = true }

// Forget makes the finger that is down touch nothing: the screen on which it
// came down has gone.
func (h *Hand) Forget() {
	if h.press != nil {
		h.press.void = true
	}
}

func (h *Hand) tell() {
	if h.OnActivity != nil {
		h.OnActivity()
	}
}

// MouseDown implements desktop.Mouseable. The driver calls it before it takes
// the focus away.
func (h *Hand) MouseDown(ev *desktop.MouseEvent) {
	h.tell()
	if other(ev) {
		return
	}
	h.ghost = false
	h.settle(false) // a finger whose end was never told
	h.begin(ev.Position, ev.AbsolutePosition)
}

func (h *Hand) begin(at, abs fyne.Position) {
	h.keys = false
	p := &press{last: at}
	p.At = abs
	p.Target, p.inside = targetAt(h.Under, at)
	p.ID = IDOf(p.Target)
	p.scroller = scrollerAt(h.Under, at)
	p.allowed = h.May == nil || h.May(p.Press)
	h.press = p
	if o, ok := p.Target.(holder); ok && p.allowed && o.held() > 0 {
		if h.Now != nil {
			p.began = h.Now()
		}
		p.holding, p.stop = o, h.later(o.held(), func() { h.heldLong(p) })
	}
	if g, ok := p.Target.(grabber); ok && p.allowed {
		p.grabbed = g
		h.acts(p)
		g.grab(h, p.inside)
	}
}

// heldLong touches what a finger has stayed on for its time. The finger lifts later,
// and touches nothing more.
func (h *Hand) heldLong(p *press) {
	if h.press != p || p.void || p.scrolled {
		return
	}
	h.press = nil
	h.acts(p)
	h.touch(p)
	h.settled(false)
}

func (h *Hand) acts(p *press) {
	if h.OnTouched != nil {
		h.OnTouched(p.Press)
	}
}

// MouseUp implements desktop.Mouseable. The driver takes the focus away once
// more after it, so that nothing is done before Tapped or DragEnd. When a window
// is put away under the finger, the driver ends the press by itself, and the
// finger's own end follows as a second one.
func (h *Hand) MouseUp(ev *desktop.MouseEvent) {
	h.tell()
	if !other(ev) {
		if h.ghost = h.press == nil; h.ghost { // it has done already what it does
			h.settled(true)
		}
	}
}

// other tells of a mouse's buttons that touch nothing.
func other(ev *desktop.MouseEvent) bool {
	return ev.Button == desktop.MouseButtonSecondary || ev.Button == desktop.MouseButtonTertiary
}

// Tapped implements fyne.Tappable: the finger has lifted where it came down.
func (h *Hand) Tapped(ev *fyne.PointEvent) {
	h.tell()
	if h.ghost {
		h.ghost = false
		return
	}
	if h.press == nil { // nobody told of the press
		h.begin(ev.Position, ev.AbsolutePosition)
	}
	h.settle(true)
}

// Dragged implements fyne.Draggable: the finger moves.
func (h *Hand) Dragged(ev *fyne.DragEvent) {
	h.tell()
	if h.press == nil {
		start := fyne.NewPos(ev.Dragged.DX, ev.Dragged.DY)
		h.begin(ev.Position.Subtract(start), ev.AbsolutePosition.Subtract(start))
	}
	p := h.press
	if p.grabbed != nil {
		p.grabbed.follow(p.inside.Add(ev.AbsolutePosition.Subtract(p.At)))
		h.settled(false)
		return
	}
	if far := ev.AbsolutePosition.Subtract(p.At); !p.scrolled && max(abs(far.X), abs(far.Y)) <= slop {
		return
	}
	p.scrolled = true
	if p.scroller != nil && !p.void {
		p.scroller.ScrollTo(p.scroller.offset - (ev.Position.Y - p.last.Y))
	}
	p.last = ev.Position
	h.settled(false)
}

func (h *Hand) settled(lifted bool) {
	if h.OnSettled != nil {
		h.OnSettled(lifted)
	}
}

// DragEnd implements fyne.Draggable.
func (h *Hand) DragEnd() { h.settle(true) }

// settle ends the press: with a touch, if it may be one.
func (h *Hand) settle(lifted bool) {
	p := h.press
	if p == nil {
		return
	}
	h.press = nil
	if p.stop != nil {
		p.stop()
	}
	defer h.settled(true)
	counts := lifted && !p.void && p.allowed
	switch {
	case p.grabbed != nil:
		if keepsFocus(p.Target) {
			h.restore()
		} else {
			h.leave()
		}
		p.grabbed.release(counts)
	case p.holding != nil && (h.Now == nil || h.Now().Sub(p.began) < p.holding.held()):
		h.restore()
		if counts && !p.scrolled {
			p.holding.short()
		}
	case counts && !p.scrolled && p.Target != nil:
		h.acts(p)
		h.touch(p)
	default: // nothing was touched: the focus goes back to where it was
		h.restore()
	}
}

// touch taps the target. A field that was left hears of it before anything else
// acts, but not while another field takes its place or a key writes into it.
func (h *Hand) touch(p *press) {
	_, field := p.Target.(*entry)
	switch {
	case keepsFocus(p.Target):
		h.restore()
	case !field:
		h.leave()
	}
	p.Target.(fyne.Tappable).Tapped(&fyne.PointEvent{Position: p.inside, AbsolutePosition: p.At})
	h.leave()
}

// keepsFocus tells of what is pressed while the focus stays in a field: the keys
// of the on-screen keyboard.
func keepsFocus(o fyne.CanvasObject) bool {
	k, ok := o.(interface{ keepsFocus() bool })
	return ok && k.keepsFocus()
}

// later does something after a time unless it is stopped; never where nothing
// measures time.
func (h *Hand) later(d time.Duration, do func()) (stop func()) {
	if h == nil || h.After == nil {
		return nil
	}
	return h.After(d, do)
}

// wait keeps a field's loss of the focus until the finger lifts.
func (h *Hand) wait(e *entry) { h.left = append(h.left, e) }

// leave tells the fields that they were left, but for the one that has the focus
// again.
func (h *Hand) leave() {
	left := h.left
	h.left = nil
	for _, e := range left {
		if c := canvasOf(e); c == nil || c.Focused() != fyne.Focusable(e) {
			e.leave()
		}
	}
}

// restore gives the focus back to the field that had it.
func (h *Hand) restore() {
	left := h.left
	h.left = nil
	for _, e := range left {
		focusOn(e)
	}
}

// Scrolled implements fyne.Scrollable: the wheel of a mouse.
func (h *Hand) Scrolled(ev *fyne.ScrollEvent) {
	h.tell()
	if s := scrollerAt(h.Under, ev.Position); s != nil {
		s.ScrollTo(s.offset - ev.Scrolled.DY*2)
		h.settled(false)
	}
}

// MouseIn implements desktop.Hoverable.
func (h *Hand) MouseIn(*desktop.MouseEvent) { h.tell() }

// MouseMoved implements desktop.Hoverable.
func (h *Hand) MouseMoved(*desktop.MouseEvent) { h.tell() }

// MouseOut implements desktop.Hoverable.
func (h *Hand) MouseOut() { h.tell() }

// CreateRenderer implements fyne.Widget.
func (h *Hand) CreateRenderer() fyne.WidgetRenderer { return newRenderer(h) }

func (h *Hand) parts() []fyne.CanvasObject { return []fyne.CanvasObject{h.sheet} }
func (h *Hand) place(size fyne.Size)       { h.sheet.Resize(size) }
func (h *Hand) least() fyne.Size           { return fyne.Size{} }
func (h *Hand) style()                     {}

// targetAt gives the topmost thing to touch at a place relative to root, and the
// place on it.
func targetAt(root fyne.CanvasObject, at fyne.Position) (fyne.CanvasObject, fyne.Position) {
	if !within(root, at) {
		return nil, at
	}
	list := children(root)
	for i := len(list) - 1; i >= 0; i-- {
		if o, pos := targetAt(list[i], at.Subtract(list[i].Position())); o != nil {
			return o, pos
		}
	}
	switch root.(type) {
	case fyne.Tappable, grabber:
		return root, at
	}
	return nil, at
}

// scrollerAt gives the innermost scroller at a place relative to root.
func scrollerAt(root fyne.CanvasObject, at fyne.Position) *Scroller {
	if !within(root, at) {
		return nil
	}
	list := children(root)
	for i := len(list) - 1; i >= 0; i-- {
		if s := scrollerAt(list[i], at.Subtract(list[i].Position())); s != nil {
			return s
		}
	}
	s, _ := root.(*Scroller)
	return s
}

func within(o fyne.CanvasObject, at fyne.Position) bool {
	if o == nil || !o.Visible() {
		return false
	}
	size := o.Size()
	return at.X >= 0 && at.Y >= 0 && at.X < size.Width && at.Y < size.Height
}
