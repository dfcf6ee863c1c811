package play

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/ui/widget"
)

// What is found wrong with the use that a page makes of its room.
const (
	Blank        Fault = "much of the page is blank"
	SmallPicture Fault = "a picture smaller than its card"
)

const (
	leastFilled  = 0.6 // of the room between the bars, unless the text is as large as it gets
	leastPicture = 0.7 // of the height of its card
)

// Room is what a page has: from where to where it stands, and whether its text is as
// large as it gets.
type Room struct {
	Top, Bottom float32
	Largest     bool
}

// AuditRoom looks at the use that the body of a page makes of its room.
func AuditRoom(body fyne.CanvasObject, width float32, room Room) []Finding {
	w := &roomWalk{room: room, width: width, top: room.Bottom, bottom: room.Top}
	w.visit(body, fyne.NewPos(0, room.Top))
	if share := (w.bottom - w.top) / (room.Bottom - room.Top); share < leastFilled && !room.Largest {
		w.found = append(w.found, Finding{Kind: Blank, More: percent(share) + " is filled"})
	}
	return w.found
}

type roomWalk struct {
	room        Room
	width       float32
	top, bottom float32 // of all that stands in the room
	found       []Finding
}

func (w *roomWalk) visit(o fyne.CanvasObject, at fyne.Position) {
	if o == nil || !o.Visible() {
		return
	}
	size := o.Size()
	switch o := o.(type) {
	case *canvas.Rectangle:
		if size.Width > w.width-2 { // the ground of the whole page
			return
		}
		_, _, _, a := o.FillColor.RGBA()
		w.mark(a > 0 || o.StrokeWidth > 0, at.Y, size.Height)
	case *canvas.Text:
		w.mark(o.Text != "", at.Y, size.Height)
	case *canvas.Image, *canvas.Raster:
		w.mark(true, at.Y, size.Height)
	case *widget.Figure:
		w.picture(o, o.Alt)
	case *widget.SpinePicker:
		w.picture(o, o.Alt)
	}
	for _, child := range widget.Children(o) {
		w.visit(child, at.Add(child.Position()))
	}
}

func (w *roomWalk) mark(shown bool, y, high float32) {
	if !shown || y > w.room.Bottom || y+high < w.room.Top {
		return
	}
	w.top, w.bottom = min(w.top, max(y, w.room.Top)), max(w.bottom, min(y+high, w.room.Bottom))
}

func (w *roomWalk) picture(card fyne.CanvasObject, alt string) {
	for _, child := range widget.Children(card) {
		if drawn, ok := child.(*canvas.Raster); ok && drawn.Visible() && drawn.Size().Height < leastPicture*card.Size().Height {
			w.found = append(w.found, Finding{SmallPicture, alt, percent(drawn.Size().Height/card.Size().Height) + " of the height"})
		}
	}
}

func percent(share float32) string { return fmt.Sprintf("%.0f %%", share*100) }
