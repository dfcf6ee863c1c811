package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/ui/theme"
)

// ring is the focus mark: an outline drawn outside of a control, with a gap,
// so that it is seen by its shape and not by its colour alone.
// It is for keyboards: under a finger a control has the focus without the ring,
// or the first answer would look chosen.
type ring struct {
	rect    *canvas.Rectangle
	focused bool
	seen    bool // a keyboard is being used
	finger  bool // the focus comes by a finger just now
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
	r.rect.Hidden = !r.marks()
}

// around places the ring outside of a box.
func (r *ring) around(t *theme.Theme, pos fyne.Position, size fyne.Size) {
	out := 2 * t.Size(theme.SizeRing)
	setBounds(r.rect, pos.X-out, pos.Y-out, size.Width+2*out, size.Height+2*out)
}

// gained notes that o has the focus, and brings it into view where a keyboard
// led there: under a finger nothing moves.
func (r *ring) gained(o fyne.CanvasObject) {
	h := handOver(o)
	r.focused, r.seen = true, !r.finger && (h == nil || h.keys)
	if r.seen {
		revealOnCanvas(o)
	}
}

func (r *ring) lost() { r.focused, r.seen = false, false }

// touched gives o the focus under a finger, without the mark.
func (r *ring) touched(o interface {
	fyne.Focusable
	fyne.CanvasObject
}) {
	r.finger = true
	focusOn(o)
	r.finger = false
	if r.seen {
		r.seen = false
		o.Refresh()
	}
}

// typed notes that o was reached by a key.
func (r *ring) typed(o fyne.CanvasObject) {
	r.seen = true
	if h := handOver(o); h != nil {
		h.keys = true
	}
}

// marks tells whether the place of the keyboard is to be seen.
func (r *ring) marks() bool { return r.focused && r.seen }
