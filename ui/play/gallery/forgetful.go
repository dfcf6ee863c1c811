package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fw "fyne.io/fyne/v2/widget"

	"eclaire/ui/widget"
)

// forgetful is no part of the gallery: a page whose picture is not drawn anew
// when it changes, in the way in which a signature once was not. The window goes
// on showing the old picture, the software stage shows the new one: the
// comparison must say so.
var forgetful = exhibit{"forgetful", makeForgetful, func(v *visitor) error { return v.touch("do.second", "turned")() }}

type forgetfulPage struct {
	fw.BaseWidget
	img *canvas.Image
}

func makeForgetful(s *stand) fyne.CanvasObject {
	p := &forgetfulPage{img: canvas.NewImageFromImage(sheetPage(0))}
	p.ExtendBaseWidget(p)
	c := container.New(&padSize{})
	c.Objects = []fyne.CanvasObject{widget.NewFlow(14, s.button("do.second", "second", func() {
		p.img.Image = sheetPage(2)
		p.Refresh() // and not p.img.Refresh()
	})), p}
	return c
}

// CreateRenderer implements fyne.Widget.
func (p *forgetfulPage) CreateRenderer() fyne.WidgetRenderer { return &forgetfulRenderer{p} }

type forgetfulRenderer struct{ p *forgetfulPage }

func (r *forgetfulRenderer) Destroy()                     {}
func (r *forgetfulRenderer) Layout(size fyne.Size)        { r.p.img.Resize(size) }
func (r *forgetfulRenderer) MinSize() fyne.Size           { return fyne.NewSize(100, 100) }
func (r *forgetfulRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.p.img} }
func (r *forgetfulRenderer) Refresh()                     { canvas.Refresh(r.p) }
