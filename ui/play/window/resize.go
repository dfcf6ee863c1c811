package window

import (
	"errors"
	"time"

	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"
)

// Resize gives the program's window another size at the corner of the screen, as
// a window manager does. It needs a screen without one.
func (w *Window) Resize(width, height int) error {
	id, err := w.top()
	if err != nil {
		return err
	}
	return xproto.ConfigureWindowChecked(w.x, id, xproto.ConfigWindowX|xproto.ConfigWindowY|xproto.ConfigWindowWidth|xproto.ConfigWindowHeight,
		[]uint32{0, 0, uint32(width), uint32(height)}).Check()
}

// Vanish takes the program's window from the screen for a time, and brings it back.
func (w *Window) Vanish(d time.Duration) error {
	id, err := w.top()
	if err != nil {
		return err
	}
	if err := xproto.UnmapWindowChecked(w.x, id).Check(); err != nil {
		return err
	}
	time.Sleep(d)
	return xproto.MapWindowChecked(w.x, id).Check()
}

// Button presses (or lifts) another button of the pointer where it is.
func (w *Window) Button(n int, down bool) error {
	kind := byte(buttonRelease)
	if down {
		kind = buttonPress
	}
	return xtest.FakeInputChecked(w.x, kind, byte(n), 0, w.root, 0, 0, 0).Check()
}

// top is the program's window: the largest one that shows.
func (w *Window) top() (xproto.Window, error) {
	tree, err := xproto.QueryTree(w.x, w.root).Reply()
	if err != nil {
		return 0, err
	}
	var found xproto.Window
	most := 0
	for _, id := range tree.Children {
		at, err := xproto.GetGeometry(w.x, xproto.Drawable(id)).Reply()
		if err == nil && int(at.Width)*int(at.Height) > most {
			found, most = id, int(at.Width)*int(at.Height)
		}
	}
	if found == 0 {
		return 0, errors.New("there is no window")
	}
	return found, nil
}
