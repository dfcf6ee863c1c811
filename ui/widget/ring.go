package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/ui/theme"
)

// ring is the focus mark: an outline drawn outside of a control, with a gap,
// so that it is seen by its shape and not by its colour alone.
// After a tap the control keeps the focus without the ring: it is for keyboards.
type ring struct {
	rect      *canvas.Rectangle
	focused   bool
	byPointer bool
}

func newRing() ring {
	r := ring{rect: canvas.NewRectangle(color.Transparent)}
	r.rect.Hide()
	return r
}

func (r *ring) style(t *theme.Theme, radius float32) {
	width := t.Size(theme.SizeRing)
	r.rect.StrokeColor = t.Paint(theme.ColorFocus)
	r.rect.StrokeWidth = width
	r.rect.CornerRadius = radius + 2*width
	r.rect.Hidden = !r.focused || r.byPointer
}

// around places the ring outside of a box.
func (r *ring) around(t *theme.Theme, pos fyne.Position, size fyne.Size) {
	out := 2 * t.Size(theme.SizeRing)
	setBounds(r.rect, pos.X-out, pos.Y-out, size.Width+2*out, size.Height+2*out)
}

func (r *ring) gained()  { r.focused = true }
func (r *ring) lost()    { r.focused, r.byPointer = false, false }
func (r *ring) pointed() { r.byPointer = true }
func (r *ring) typed()   { r.byPointer = false }

// shown tells whether the focus is visible now.
func (r *ring) shown() bool { return !r.rect.Hidden }
