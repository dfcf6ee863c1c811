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
	now           func() Sight
	tell          func(Sight) // nil: nobody is told
	drawn, lifted func()      // see Options
	w             *worker
	told          Sight
	mark          *canvas.Raster // painted anew with each thing told
	wanted        bool           // that it is painted must be told
}

// watched gives the objects by which painting is noticed, none where nobody is
// told.
func (v *sights) watched() []fyne.CanvasObject {
	if v.tell == nil {
		return nil
	}
	// The toolkit does not tell when a frame stands on the screen. A raster's
	// picture is asked for while the frame is painted; what is queued then is done
	// after it.
	v.mark = canvas.NewRaster(func(w, h int) image.Image {
		if v.wanted {
			v.wanted = false
			v.w.afterFrame(v.drawn)
		}
		return image.NewRGBA(image.Rect(0, 0, w, h)) // clear
	})
	v.mark.Resize(fyne.NewSize(1, 1))
	return []fyne.CanvasObject{container.NewWithoutLayout(v.mark)}
}

// settled follows a finger that moved or lifted.
func (v *sights) settled(lifted bool) {
	v.look()
	if lifted && v.lifted != nil {
		v.lifted()
	}
}

// look tells what can be seen now if it is not what was told last.
func (v *sights) look() {
	if v.tell == nil {
		return
	}
	now := v.now()
	if reflect.DeepEqual(now, v.told) {
		return
	}
	v.told = now
	v.tell(now)
	if v.drawn != nil {
		v.wanted = true
		v.mark.Refresh()
	}
}

// Sight is what can be touched now.
func (s *Shell) Sight() Sight {
	c := s.o.Window.Canvas()
	return Sight{Screen: s.state.Route.String(), Page: s.pages, Scale: c.Scale(), Controls: widget.Controls(c)}
}
