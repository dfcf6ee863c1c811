package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

// ActivityWatcher is a clear sheet for the top of a stack that tells when the
// pointer moves. It is Hoverable and nothing else: the driver looks for things to
// tap, drag and scroll by other interfaces, so these pass to what lies under it.
// Things under it get no hover events.
type ActivityWatcher struct {
	base
	OnActivity func()

	sheet *canvas.Rectangle
}

var _ desktop.Hoverable = (*ActivityWatcher)(nil)

// NewActivityWatcher returns a watcher.
func NewActivityWatcher(activity func()) *ActivityWatcher {
	w := &ActivityWatcher{OnActivity: activity, sheet: canvas.NewRectangle(color.Transparent)}
	w.ExtendBaseWidget(w)
	return w
}

func (w *ActivityWatcher) tell() {
	if w.OnActivity != nil {
		w.OnActivity()
	}
}

// MouseIn implements desktop.Hoverable.
func (w *ActivityWatcher) MouseIn(*desktop.MouseEvent) { w.tell() }

// MouseMoved implements desktop.Hoverable.
func (w *ActivityWatcher) MouseMoved(*desktop.MouseEvent) { w.tell() }

// MouseOut implements desktop.Hoverable.
func (w *ActivityWatcher) MouseOut() { w.tell() }

// CreateRenderer implements fyne.Widget.
func (w *ActivityWatcher) CreateRenderer() fyne.WidgetRenderer { return newRenderer(w) }

func (w *ActivityWatcher) parts() []fyne.CanvasObject { return []fyne.CanvasObject{w.sheet} }
func (w *ActivityWatcher) place(size fyne.Size)       { w.sheet.Resize(size) }
func (w *ActivityWatcher) least() fyne.Size           { return fyne.Size{} }
func (w *ActivityWatcher) style()                     {}
