// Command empty is a window with nothing in it but one colour, which a touch
// changes. It speaks the same trace as the program, so that what the toolkit
// itself needs from a touch to the changed screen can be measured beside what the
// program needs: see BenchmarkReleaseToFrame.
package main

import (
	"encoding/json"
	"image"
	"image/color"
	"io"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"eclaire/ui"
	shown "eclaire/ui/widget"
)

// colours are what a touch changes between.
var colours = [2]color.Color{color.White, color.NRGBA{R: 0xdd, G: 0xe8, B: 0xee, A: 0xff}}

// ground is the colour, and the button on it.
type ground struct {
	widget.BaseWidget
	bed   *canvas.Rectangle
	mark  *canvas.Raster // noticed while it is painted
	tell  *json.Encoder
	pages int
}

// CreateRenderer implements fyne.Widget.
func (g *ground) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(g.bed))
}

// Tapped implements fyne.Tappable.
func (g *ground) Tapped(*fyne.PointEvent) {
	g.pages++
	g.bed.FillColor = colours[g.pages%len(colours)]
	g.bed.Refresh()
	g.sight()
	g.at("lifted")
}

// sight tells of the whole window as the one control there is.
func (g *ground) sight() {
	size := g.Size()
	_ = g.tell.Encode(ui.Sight{Screen: "empty", Page: g.pages, Scale: 1, Controls: []shown.Control{
		{ID: "next", Role: "button", W: int(size.Width), H: int(size.Height), Enabled: true, Visible: true}}})
	g.mark.Refresh()
}

func (g *ground) at(what string) {
	_ = g.tell.Encode(map[string]string{"at": what})
}

func main() {
	a := app.NewWithID("org.eclaire.empty")
	w := a.NewWindow("empty")
	w.SetPadded(false)
	g := newGround(os.Stderr)
	w.SetContent(container.NewStack(g, container.NewWithoutLayout(g.mark)))
	w.Resize(fyne.NewSize(1280, 800))
	a.Lifecycle().SetOnStarted(g.sight)
	w.ShowAndRun()
}

func newGround(to io.Writer) *ground {
	g := &ground{bed: canvas.NewRectangle(colours[0]), tell: json.NewEncoder(to)}
	g.mark = canvas.NewRaster(func(int, int) image.Image {
		go fyne.Do(func() { g.at("drawn") })
		return image.NewUniform(color.Transparent)
	})
	g.mark.Resize(fyne.NewSize(1, 1))
	g.ExtendBaseWidget(g)
	return g
}
