package widget

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/assets/vector"
)

// fitBox returns where a drawing of w × h units lies in a box, centred with its
// proportions kept, and the Fyne units in a drawing unit.
func fitBox(w, h float64, x, y, width, height float32) (pos fyne.Position, size fyne.Size, k float32) {
	if w <= 0 || h <= 0 || width <= 0 || height <= 0 {
		return fyne.NewPos(x, y), fyne.Size{}, 0
	}
	k = min(width/float32(w), height/float32(h))
	size = fyne.NewSize(float32(w)*k, float32(h)*k)
	return fyne.NewPos(x+(width-size.Width)/2, y+(height-size.Height)/2), size, k
}

// Paint makes the picture of a drawing at a size in pixels, for a light ground or a
// dark one.
type Paint func(w, h int, dark bool) image.Image

// newPicture is a place for a Paint.
func newPicture() *canvas.Raster {
	return canvas.NewRaster(func(w, h int) image.Image { return image.NewRGBA(image.Rect(0, 0, w, h)) })
}

// setPaint shows a painting on a light ground or a dark one.
func setPaint(img *canvas.Raster, paint Paint, dark bool) {
	img.Hidden = paint == nil
	if paint != nil {
		img.Generator = func(w, h int) image.Image { return paint(w, h, dark) }
		img.Refresh()
	}
}

// picture is a place for a drawing in SVG. It is no canvas.Image, which the toolkit
// refreshes when it first meets one, and then draws the whole window a second time.
type picture struct {
	*canvas.Raster
	svg string // what is shown
}

func newDrawing() picture {
	p := picture{Raster: newPicture()}
	p.Hide()
	return p
}

// set shows a drawing, none where it is empty.
func (p *picture) set(svg string) {
	p.Hidden = svg == ""
	if p.Hidden || svg == p.svg {
		return
	}
	p.svg = svg
	setPaint(p.Raster, func(w, h int, _ bool) image.Image {
		d, err := vector.Parse([]byte(svg))
		if err != nil {
			d = vector.Drawing{} // tests see each drawing that there is
		}
		return d.Render(w, h)
	}, false)
}
