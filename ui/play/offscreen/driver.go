package offscreen

import (
	"slices"

	"fyne.io/fyne/v2"

	"eclaire/ui/widget"
)

// driver keeps the windows. From the toolkit's own, which is never run, it has the
// measure of words.
type driver struct {
	fyne.Driver
	windows []fyne.Window
}

func (d *driver) CreateWindow(title string) fyne.Window {
	w := newWindow(d, title)
	d.windows = append(d.windows, w)
	return w
}

func (d *driver) remove(w *window) {
	d.windows = slices.DeleteFunc(d.windows, func(o fyne.Window) bool { return o == fyne.Window(w) })
}

func (d *driver) AllWindows() []fyne.Window { return slices.Clone(d.windows) }

// CanvasForObject gives the canvas of the last window: there is one at a time.
func (d *driver) CanvasForObject(fyne.CanvasObject) fyne.Canvas {
	if len(d.windows) == 0 {
		return nil
	}
	return d.windows[len(d.windows)-1].Canvas()
}

// AbsolutePositionForObject gives 0, 0 for what cannot be seen.
func (d *driver) AbsolutePositionForObject(o fyne.CanvasObject) fyne.Position {
	c := d.CanvasForObject(o)
	if c == nil {
		return fyne.Position{}
	}
	for _, tree := range trees(c) {
		if at, found := within(tree, o, fyne.Position{}); found {
			return at
		}
	}
	return fyne.Position{}
}

// within gives the place of an object in a tree whose parent stands at a place.
func within(tree, wanted fyne.CanvasObject, at fyne.Position) (fyne.Position, bool) {
	if !tree.Visible() {
		return fyne.Position{}, false
	}
	at = at.Add(tree.Position())
	if tree == wanted {
		return at, true
	}
	for _, child := range widget.Children(tree) {
		if child == nil {
			continue
		}
		if found, ok := within(child, wanted, at); ok {
			return found, true
		}
	}
	return fyne.Position{}, false
}

// trees lists all that a canvas shows, the page first.
func trees(c fyne.Canvas) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if page := c.Content(); page != nil {
		out = append(out, page)
	}
	return append(out, c.Overlays().List()...)
}

func (d *driver) Device() fyne.Device { return device{} }
func (d *driver) Run()                {}
func (d *driver) Quit()               {}

// StartAnimation shows at once how an animation ends.
func (d *driver) StartAnimation(a *fyne.Animation) {
	if a.AutoReverse {
		a.Tick(0)
		return
	}
	a.Tick(1)
}

func (d *driver) StopAnimation(*fyne.Animation)        {}
func (d *driver) SetDisableScreenBlanking(bool)        {}
func (d *driver) DoFromGoroutine(do func(), wait bool) { do() }

// device is a screen without a keyboard, whose units are pixels.
type device struct{}

func (device) Orientation() fyne.DeviceOrientation      { return fyne.OrientationVertical }
func (device) IsMobile() bool                           { return false }
func (device) IsBrowser() bool                          { return false }
func (device) HasKeyboard() bool                        { return false }
func (device) SystemScaleForWindow(fyne.Window) float32 { return 1 }
func (device) Locale() fyne.Locale                      { return "en" }
