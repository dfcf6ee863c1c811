package ui

import (
	"fyne.io/fyne/v2"

	"eclaire/ui/widget"
)

// How a page that would leave much of its room blank is written larger: under
// which share of the room its words stand, by how much they grow at most, tried
// from the largest on, and up to which share of the room.
const (
	sparse = 0.6
	filled = 0.97
)

var larger = [...]float32{1.35, 1.18}

// fill lets the text of a sparse page grow. inside is the body with its margins. A
// page with a field to write into stays as it is, since what is written there
// follows the program's look alone.
func (f *frame) fill(s *Shell, body, inside fyne.CanvasObject) {
	size := s.o.Window.Canvas().Size()
	top, bottom := f.bars(size.Width)
	room := size.Height - top - bottom
	if widget.HeightOf(inside, size.Width) >= sparse*room || hasField(body) {
		return
	}
	for _, factor := range larger {
		widget.Dress(body, s.look(float32(s.scale)/100*factor))
		if widget.HeightOf(inside, size.Width) <= filled*room {
			return
		}
	}
	widget.Dress(body, s.worn)
}

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
