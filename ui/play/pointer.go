package play

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"eclaire/ui/widget"
)

// pointer is a finger on a canvas of the test driver. It gives what it does in
// the order of the driver of real windows: the press, then the focus taken away,
// then movements, the release, the focus taken away once more, and last the tap
// or the end of the drag.
type pointer struct {
	canvas fyne.Canvas
	hand   *widget.Hand // under the finger
	at     fyne.Position
	moved  bool
}

// top is the hand of what is on top of the canvas.
func (p *pointer) top() *widget.Hand { return widget.HandOf(p.canvas) }

func (p *pointer) press(at fyne.Position) {
	p.at, p.moved, p.hand = at, false, p.top()
	if p.hand == nil {
		return
	}
	p.hand.MouseDown(p.mouse())
	p.unfocus()
}

func (p *pointer) move(to fyne.Position) {
	if p.hand == nil || to == p.at {
		return
	}
	by := to.Subtract(p.at)
	p.at, p.moved = to, true
	p.hand.Dragged(&fyne.DragEvent{PointEvent: p.point(), Dragged: fyne.NewDelta(by.X, by.Y)})
}

func (p *pointer) release() {
	if p.hand == nil {
		return
	}
	over := p.top()
	if p.moved {
		over = p.hand
	}
	over.MouseUp(p.mouse())
	p.unfocus()
	switch {
	case p.moved:
		p.hand.DragEnd()
	case over == p.hand:
		point := p.point()
		p.hand.Tapped(&point)
	}
	p.hand = nil
}

func (p *pointer) point() fyne.PointEvent {
	return fyne.PointEvent{Position: p.at, AbsolutePosition: p.at}
}

func (p *pointer) mouse() *desktop.MouseEvent {
	return &desktop.MouseEvent{PointEvent: p.point(), Button: desktop.MouseButtonPrimary}
}

// unfocus does what the driver does at each press and each release outside of
// what has the focus.
func (p *pointer) unfocus() {
	if o, ok := p.canvas.Focused().(fyne.CanvasObject); ok && o != nil {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
		d := p.at.Subtract(at)
		if d.X >= 0 && d.Y >= 0 && d.X < o.Size().Width && d.Y < o.Size().Height {
			return
		}
	}
	p.canvas.Unfocus()
}
