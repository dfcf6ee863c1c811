package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"eclaire/ui/screen"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// over is a sheet over a page: its title and a way out above, what it says in the
// middle, and the other way out below. The top bar stays, so that the text can be made
// larger and the language changed; of the page only the dimmed edge is seen.
type over struct {
	header, footer fyne.CanvasObject
	top, bottom    float32 // between which heights of the window what it says is seen
	unit           float32
}

// The measures of a sheet, in units of a plain window.
const (
	overSide   = 24
	overEdge   = 12
	overRadius = 24
	overIn     = 28 // left and right of its words
	overPad    = 12 // above and below its title and its ways out
)

// newOver makes the sheet of a view and the primary button in its footer.
func newOver(v screen.View, look *theme.Theme, unit float32) (*over, *widget.Button) {
	title := widget.NewStack(0, widget.NewQuiet(v.Over.Kind), widget.NewTitle(v.Over.Title))
	out := widget.Name("close", widget.NewButton(widget.Secondary, v.Over.Close, v.Next.Do))
	out.Leading = widget.GlyphClose
	back := widget.Name("next", widget.NewButton(widget.Primary, v.Next.Label, v.Next.Do))
	back.Leading = widget.GlyphBack
	o := &over{unit: unit, header: container.New(&wayOut{unit}, out, title),
		footer: container.New(&wayOut{unit}, back, helpOr(v))}
	widget.Dress(o.header, look)
	widget.Dress(o.footer, look)
	return o, back
}

// helpOr is the button for what a patient can always do, if there is any.
func helpOr(v screen.View) fyne.CanvasObject {
	if v.Help == nil {
		return nothing()
	}
	return widget.NewFlow(0, helpButton(v))
}

// room is what the sheet leaves for its words in a room.
func (o *over) room(size fyne.Size) fyne.Size {
	in := size.Width - 2*(overSide+overIn)*o.unit
	return fyne.NewSize(in, size.Height-2*overEdge*o.unit-widget.HeightOf(o.header, in)-widget.HeightOf(o.footer, in)-4*overPad*o.unit)
}

// object puts what the sheet says into it, over the dimmed ground.
func (o *over) object(look *theme.Theme, inside fyne.CanvasObject) fyne.CanvasObject {
	rect := func(c color.Color, radius float32) *canvas.Rectangle {
		r := canvas.NewRectangle(c)
		r.CornerRadius = radius
		return r
	}
	card, ground, line := look.Paint(theme.ColorCard), look.Paint(theme.ColorGround), look.Paint(theme.ColorHairline)
	return container.New(&overLayout{o}, rect(look.Paint(theme.ColorScrim), 0), rect(card, overRadius*o.unit), rect(ground, 0),
		rect(line, 0), rect(line, 0), inside, o.footer, o.header)
}

// overLayout lays out what object gives, in its order.
type overLayout struct{ of *over }

func (l *overLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(400, 300) }

func (l *overLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	o, u := l.of, l.of.unit
	side, edge, pad := overSide*u, overEdge*u, overPad*u
	put := func(i int, x, y, w, h float32) {
		objects[i].Move(fyne.NewPos(x, y))
		objects[i].Resize(fyne.NewSize(w, h))
	}
	wide, in := size.Width-2*side, size.Width-2*side-2*overIn*u
	header, footer := widget.HeightOf(o.header, in), widget.HeightOf(o.footer, in)
	top, bottom := edge+header+2*pad, size.Height-edge-footer-2*pad
	put(0, 0, 0, size.Width, size.Height)
	put(1, side, edge, wide, size.Height-2*edge)
	put(2, side, top, wide, bottom-top)
	put(3, side, top, wide, u)
	put(4, side, bottom-u, wide, u)
	put(5, side, top+u, wide, bottom-top-2*u)
	put(6, side+overIn*u, bottom+pad, in, footer)
	put(7, side+overIn*u, edge+pad, in, header)
	o.top, o.bottom = top, bottom
}

// wayOut sets a button at the right, and what stands beside it over the rest.
type wayOut struct{ unit float32 }

func (l *wayOut) sides(objects []fyne.CanvasObject, total float32) (button, beside float32) {
	button = min(width(objects[0]), total*0.6)
	return button, max(total-button-overPad*l.unit, 1)
}

// HeightFor implements widget.MeasuringLayout.
func (l *wayOut) HeightFor(objects []fyne.CanvasObject, total float32) float32 {
	button, beside := l.sides(objects, total)
	return max(widget.HeightOf(objects[0], button), widget.HeightOf(objects[1], beside))
}

func (l *wayOut) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(300, l.HeightFor(objects, 300))
}

func (l *wayOut) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	button, beside := l.sides(objects, size.Width)
	high := widget.HeightOf(objects[0], button)
	objects[0].Move(fyne.NewPos(size.Width-button, (size.Height-high)/2))
	objects[0].Resize(fyne.NewSize(button, high))
	objects[1].Move(fyne.NewPos(0, 0))
	objects[1].Resize(fyne.NewSize(beside, size.Height))
}
