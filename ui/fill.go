package ui

import (
	"fyne.io/fyne/v2"

	"eclaire/ui/screen"
	"eclaire/ui/widget"
)

// A page whose words take less of the room than sparse is written larger, by one of
// these factors: the largest with which it takes no more than filled.
const (
	sparse = 0.85
	filled = 0.97
)

var larger = [...]float32{mostLarger, 1.25, 1.15, 1.08}

// mostLarger is how much larger than asked for a sparse page is written at most.
const mostLarger = 1.35

// tightGap is what is left between the passages of a page that is nearly too long for
// the screen.
const tightGap = 7

// looseGap is by how much the gaps of a page grow, where there is room left.
const looseGap = 22

// fill lets the text of a sparse page grow, then its gaps. A page with a field to
// write into keeps its text, since what is written there follows the program's look
// alone.
func (f *frame) fill(s *Shell, v screen.View) {
	if v.Fill {
		return
	}
	size := s.o.Window.Canvas().Size()
	top, bottom := f.bars(size.Width)
	margin := widget.ScrollerPad * f.unit
	width, room := size.Width-2*(bodySide*f.unit+margin), size.Height-top-bottom-2*(bodyEdge*f.unit+margin)
	if f.over != nil {
		in := f.over.room(fyne.NewSize(size.Width, size.Height-top))
		width, room = in.Width-2*margin, in.Height-2*(bodyEdge*f.unit+margin)
	}
	f.grown = 1
	switch need := widget.WantedHeight(v.Body, width); {
	case need > room:
		widget.Tighten(v.Body, tightGap)
	case need < sparse*room && !hasField(v.Body):
		f.enlarge(s, v.Body, need, width, room)
	}
	widget.Loosen(v.Body, looseGap, s.state.Route.Patients() && !v.Steady && v.Parts < 2)
}

// enlarge measures three sizes at most: the square of the size tells which may fit.
func (f *frame) enlarge(s *Shell, body fyne.CanvasObject, need, width, room float32) {
	tried := 0
	for _, factor := range larger {
		if need*factor*factor > 1.25*room || tried == 3 {
			continue
		}
		tried++
		widget.Dress(body, s.look(float32(s.scale)/100*factor))
		if widget.WantedHeight(body, width) <= filled*room {
			f.grown = factor
			return
		}
	}
	widget.Dress(body, s.worn)
}

// Largest tells whether the text of the page grows no more: it grew by all that it
// may, or it is written into.
func (s *Shell) Largest() bool { return s.frame.grown == mostLarger || hasField(s.frame.body) }

func hasField(o fyne.CanvasObject) bool {
	if _, ok := o.(*widget.Field); ok {
		return true
	}
	for _, child := range widget.Children(o) {
		if hasField(child) {
			return true
		}
	}
	return false
}

// Page gives what stands between the bars, to be looked at by tests.
func (s *Shell) Page() fyne.CanvasObject { return s.frame.body }
