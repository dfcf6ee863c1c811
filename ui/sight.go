package ui

import (
	"image"
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"eclaire/ui/widget"
)

// Sight is what can be touched on the screen now, in the window's pixels. It
// holds no word of the screen, so nothing of a patient; but what is touched can
// tell a diagnosis.
type Sight struct {
	Screen   string           `json:"screen"`
	Page     int              `json:"page"`  // counts the pages shown: parts of one screen, too
	Scale    float32          `json:"scale"` // pixels in a unit of the toolkit
	Controls []widget.Control `json:"controls"`
}

// sights tells of what can be seen, whenever it has changed, and when it stands
// on the screen.
type sights struct {
	told   Sight
	mark   *canvas.Raster // painted anew with each thing told
	wanted bool           // that it is painted must be told
}

// watched gives the objects by which painting is noticed, none where nobody is
// told.
func (s *Shell) watched() []fyne.CanvasObject {
	if s.o.Sight == nil {
		return nil
	}
	// The toolkit does not tell when a frame stands on the screen. A raster's
	// picture is asked for while the frame is painted; what is queued then is done
	// after it.
	s.seen.mark = canvas.NewRaster(func(w, h int) image.Image {
		if s.seen.wanted {
			s.seen.wanted = false
			s.afterFrame(s.o.Drawn)
		}
		return image.NewRGBA(image.Rect(0, 0, w, h)) // clear
	})
	s.seen.mark.Resize(fyne.NewSize(1, 1))
	return []fyne.CanvasObject{container.NewWithoutLayout(s.seen.mark)}
}

// Sight is what can be touched now.
func (s *Shell) Sight() Sight {
	c := s.o.Window.Canvas()
	return Sight{Screen: s.state.Route.String(), Page: s.pages, Scale: c.Scale(), Controls: widget.Controls(c)}
}

// settled follows a finger that moved or lifted.
func (s *Shell) settled(lifted bool) {
	s.sight()
	if lifted && s.o.Lifted != nil {
		s.o.Lifted()
	}
}

// sight tells what can be seen now if it is not what was told last.
func (s *Shell) sight() {
	if s.o.Sight == nil {
		return
	}
	now := s.Sight()
	if reflect.DeepEqual(now, s.seen.told) {
		return
	}
	s.seen.told = now
	s.o.Sight(now)
	if s.o.Drawn != nil {
		s.seen.wanted = true
		s.seen.mark.Refresh()
	}
}
