package offscreen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
)

// window has a canvas; all that a desktop would do for it is left out.
type window struct {
	driver  *driver
	canvas  software.WindowlessCanvas
	title   string
	onClose func()
}

func newWindow(d *driver, title string) *window {
	return &window{driver: d, canvas: software.NewCanvas(), title: title}
}

func (w *window) Canvas() fyne.Canvas                          { return w.canvas }
func (w *window) Content() fyne.CanvasObject                   { return w.canvas.Content() }
func (w *window) SetContent(o fyne.CanvasObject)               { w.canvas.SetContent(o) }
func (w *window) Padded() bool                                 { return w.canvas.Padded() }
func (w *window) SetPadded(padded bool)                        { w.canvas.SetPadded(padded) }
func (w *window) Resize(size fyne.Size)                        { w.canvas.Resize(size) }
func (w *window) Title() string                                { return w.title }
func (w *window) SetTitle(title string)                        { w.title = title }
func (w *window) SetOnClosed(f func())                         { w.onClose = f }
func (w *window) Clipboard() fyne.Clipboard                    { return fyne.CurrentApp().Clipboard() }
func (w *window) Icon() fyne.Resource                          { return nil }
func (w *window) MainMenu() *fyne.MainMenu                     { return nil }
func (w *window) FullScreen() bool                             { return false }
func (w *window) FixedSize() bool                              { return false }
func (w *window) SetFullScreen(bool)                           {}
func (w *window) SetFixedSize(bool)                            {}
func (w *window) SetIcon(fyne.Resource)                        {}
func (w *window) SetMainMenu(*fyne.MainMenu)                   {}
func (w *window) SetMaster()                                   {}
func (w *window) SetCloseIntercept(func())                     {}
func (w *window) SetOnDropped(func(fyne.Position, []fyne.URI)) {}
func (w *window) CenterOnScreen()                              {}
func (w *window) RequestFocus()                                {}
func (w *window) Show()                                        {}
func (w *window) Hide()                                        {}
func (w *window) ShowAndRun()                                  {}

// Close implements fyne.Window.
func (w *window) Close() {
	if w.onClose != nil {
		w.onClose()
	}
	w.driver.remove(w)
}
