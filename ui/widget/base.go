// Package widget owns the controls of the interface. They have no clinical
// knowledge and speak no language: every word comes from the caller.
// They must never start goroutines, keep state outside themselves, or reach
// the packages above them.
package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fw "fyne.io/fyne/v2/widget"

	"eclaire/ui/theme"
)

// element is what a widget of this package gives to its renderer.
type element interface {
	fyne.Widget
	// parts lists what is drawn, back to front.
	parts() []fyne.CanvasObject
	// place lays the parts out in a size.
	place(size fyne.Size)
	// least is the minimum size at the present width.
	least() fyne.Size
	// style takes state and theme into the parts.
	style()
	// look is the theme that applies now.
	look() *theme.Theme
}

// renderer styles its element anew when the theme has changed since, which Fyne
// tells only to what is on a canvas.
type renderer struct {
	e      element
	styled *theme.Theme
}

func newRenderer(e element) fyne.WidgetRenderer {
	r := &renderer{e: e}
	r.restyle()
	return r
}

func (r *renderer) restyle() {
	r.styled = r.e.look()
	r.e.style()
}

func (r *renderer) current() {
	if r.styled != r.e.look() {
		r.restyle()
	}
}

// Destroy implements fyne.WidgetRenderer.
func (r *renderer) Destroy() {}

// Layout implements fyne.WidgetRenderer.
func (r *renderer) Layout(size fyne.Size) {
	r.current()
	r.e.place(size)
}

// MinSize implements fyne.WidgetRenderer.
func (r *renderer) MinSize() fyne.Size {
	r.current()
	return r.e.least()
}

// Objects implements fyne.WidgetRenderer.
func (r *renderer) Objects() []fyne.CanvasObject { return r.e.parts() }

// Refresh implements fyne.WidgetRenderer.
func (r *renderer) Refresh() {
	r.restyle()
	r.e.place(r.e.Size())
	canvas.Refresh(r.e)
}

// base is embedded by every widget of this package.
type base struct {
	fw.BaseWidget
	id  string
	own *theme.Theme // see Dress; nil for the program's
}

func (b *base) setID(id string) { b.id = id }

// ID is what Name gave the control; "" if nothing did.
func (b *base) ID() string { return b.id }

// Name gives a control the name by which it is found on its screen, whatever the
// language: "next", "field.birth_name". It holds nothing of a patient. It returns
// the control.
func Name[T interface{ setID(string) }](id string, control T) T {
	control.setID(id)
	return control
}

// partOf names a part of a control; a part of one without a name has none.
func partOf(id, part string) string {
	if id == "" {
		return ""
	}
	return id + "." + part
}

// IDOf is the name of a control, or "".
func IDOf(o fyne.CanvasObject) string {
	if named, ok := o.(interface{ ID() string }); ok {
		return named.ID()
	}
	return ""
}

func (b *base) dress(look *theme.Theme) { b.own = look }

func (b *base) look() *theme.Theme {
	if b.own != nil {
		return b.own
	}
	return theme.Of(b.Theme())
}

func (b *base) size(name fyne.ThemeSizeName) float32 { return b.look().Size(name) }

func (b *base) paint(name fyne.ThemeColorName) color.Color { return b.look().Paint(name) }

// canvasOf returns the canvas that shows o, nil when none does. The driver of
// real windows knows an object only after its first painting; before that, the
// canvas of the only window is meant.
func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	app := fyne.CurrentApp()
	if app == nil {
		return nil
	}
	if c := app.Driver().CanvasForObject(o); c != nil {
		return c
	}
	if windows := app.Driver().AllWindows(); len(windows) == 1 {
		return windows[0].Canvas()
	}
	return nil
}

// focusOn asks for the focus if o is on a canvas.
func focusOn(o interface {
	fyne.Focusable
	fyne.CanvasObject
}) {
	if c := canvasOf(o); c != nil && c.Focused() != fyne.Focusable(o) {
		c.Focus(o)
	}
}

// handOver is the hand over what o is on: the page's, or that of the question on
// top; nil where there is none.
func handOver(o fyne.CanvasObject) *Hand {
	if c := canvasOf(o); c != nil {
		return HandOf(c)
	}
	return nil
}

// HandOf is the hand over what is on top of a canvas; nil where there is none.
func HandOf(c fyne.Canvas) *Hand {
	root := c.Overlays().Top()
	if root == nil {
		root = c.Content()
	}
	switch root := root.(type) {
	case *Dialog:
		return root.hand
	case *fyne.Container:
		if n := len(root.Objects); n > 0 {
			h, _ := root.Objects[n-1].(*Hand)
			return h
		}
	}
	return nil
}

func isPress(key fyne.KeyName) bool {
	return key == fyne.KeyReturn || key == fyne.KeyEnter || key == fyne.KeySpace
}

// setBounds puts an object in its place. Where it is there already nothing is told to
// the toolkit, which would draw the whole window once more.
func setBounds(o fyne.CanvasObject, x, y, w, h float32) {
	const near = 1.0 / 128 // a circle's size is the difference of two places
	if now := o.Size(); abs(now.Width-max(w, 0)) > near || abs(now.Height-max(h, 0)) > near {
		o.Resize(fyne.NewSize(max(w, 0), max(h, 0)))
	}
	if now := o.Position(); abs(now.X-x) > near || abs(now.Y-y) > near {
		o.Move(fyne.NewPos(x, y))
	}
}
