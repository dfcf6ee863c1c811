package widget

import "fyne.io/fyne/v2"

// HeightForWidth is implemented by what takes more height in less width.
type HeightForWidth interface {
	// HeightFor returns the height needed when laid out in width.
	HeightFor(width float32) float32
}

// MeasuringLayout is a layout that knows its height at a width.
type MeasuringLayout interface {
	fyne.Layout
	HeightFor(objects []fyne.CanvasObject, width float32) float32
}

// NaturalWidth is implemented by what knows the width at which it takes one line.
type NaturalWidth interface {
	NaturalWidth() float32
}

// HeightOf returns the height that o needs in width: 0 when hidden or nil, its
// minimum height when it does not depend on the width.
func HeightOf(o fyne.CanvasObject, width float32) float32 {
	if o == nil || !o.Visible() {
		return 0
	}
	if m, ok := o.(HeightForWidth); ok {
		return m.HeightFor(width)
	}
	if c, ok := o.(*fyne.Container); ok {
		if l, ok := c.Layout.(MeasuringLayout); ok {
			return l.HeightFor(c.Objects, width)
		}
	}
	return o.MinSize().Height
}

// widthOf returns the width at which o takes one line, its minimum width if it does not know.
func widthOf(o fyne.CanvasObject) float32 {
	if n, ok := o.(NaturalWidth); ok {
		return n.NaturalWidth()
	}
	return o.MinSize().Width
}

func visible(objects []fyne.CanvasObject) []fyne.CanvasObject {
	shown := make([]fyne.CanvasObject, 0, len(objects))
	for _, o := range objects {
		if o != nil && o.Visible() {
			shown = append(shown, o)
		}
	}
	return shown
}
