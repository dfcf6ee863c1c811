package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Flow puts objects beside each other at their natural width and goes on in the
// next row when the width is used up; one wider than the row gets the whole row.
type Flow struct {
	Gap float32
	// Spread gives every object of a row the same share of the width.
	Spread bool

	width float32
}

var _ MeasuringLayout = (*Flow)(nil)

// NewFlow returns a container with a Flow.
func NewFlow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&Flow{Gap: gap}, objects...)
}

// Natural is the width that the objects take beside each other.
func (f *Flow) Natural(objects []fyne.CanvasObject) float32 {
	total := float32(0)
	for i, o := range visible(objects) {
		if i > 0 {
			total += f.gap()
		}
		total += widthOf(o)
	}
	return total
}

type flowRow struct {
	objects []fyne.CanvasObject
	widths  []float32
	height  float32
}

func (f *Flow) rows(objects []fyne.CanvasObject, width float32) []flowRow {
	var rows []flowRow
	var row flowRow
	used := float32(0)
	for _, o := range visible(objects) {
		w := widthOf(o)
		if width > 0 {
			w = min(w, width)
		}
		if len(row.objects) > 0 && width > 0 && used+f.gap()+w > width+0.5 {
			rows = append(rows, row)
			row, used = flowRow{}, 0
		}
		if len(row.objects) > 0 {
			used += f.gap()
		}
		used += w
		row.objects = append(row.objects, o)
		row.widths = append(row.widths, w)
	}
	if len(row.objects) > 0 {
		rows = append(rows, row)
	}
	for i := range rows {
		f.finish(&rows[i], width)
	}
	return rows
}

func (f *Flow) finish(row *flowRow, width float32) {
	n := float32(len(row.objects))
	for i, o := range row.objects {
		if f.Spread && width > 0 {
			row.widths[i] = (width - f.gap()*(n-1)) / n
		}
		row.height = max(row.height, HeightOf(o, row.widths[i]))
	}
}

// HeightFor implements MeasuringLayout.
func (f *Flow) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	rows := f.rows(objects, width)
	sum := f.gap() * float32(max(len(rows)-1, 0))
	for _, r := range rows {
		sum += r.height
	}
	return sum
}

// MinSize implements fyne.Layout: one object wide.
func (f *Flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := leastWidth(objects)
	return fyne.NewSize(width, f.HeightFor(objects, max(f.width, width)))
}

// Layout implements fyne.Layout.
func (f *Flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	y := float32(0)
	for _, row := range f.rows(objects, size.Width) {
		x := float32(0)
		for i, o := range row.objects {
			setBounds(o, x, y, row.widths[i], row.height)
			x += row.widths[i] + f.gap()
		}
		y += row.height + f.gap()
	}
}
