package widget

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/ui/theme"
)

// PageView shows a page of a document on paper.
type PageView struct {
	base
	// FitWidth makes the page as wide as the view; else the whole page is shown.
	FitWidth bool
	// Alt names the page for those who do not see it.
	Alt string

	paper  *canvas.Rectangle
	img    *canvas.Image
	aspect float32 // height over width of the page
}

// NewPageView returns a view without a page.
func NewPageView(fitWidth bool) *PageView {
	v := &PageView{FitWidth: fitWidth, aspect: 297.0 / 210}
	v.paper = canvas.NewRectangle(color.Transparent)
	v.img = &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleSmooth}
	v.img.Hide()
	v.ExtendBaseWidget(v)
	return v
}

// SetImage shows a page; nil leaves the paper empty.
func (v *PageView) SetImage(img image.Image) {
	v.img.Image = img
	v.img.Hidden = img == nil
	if img != nil && img.Bounds().Dx() > 0 {
		v.aspect = float32(img.Bounds().Dy()) / float32(img.Bounds().Dx())
	}
	v.img.Refresh()
	v.Refresh()
}

// AccessibilityLabel implements fyne.Accessible.
func (v *PageView) AccessibilityLabel() string { return v.Alt }

// AccessibilityRole implements fyne.Accessible.
func (v *PageView) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (v *PageView) CreateRenderer() fyne.WidgetRenderer { return newRenderer(v) }

// paperMargin leaves room for the shadow.
const paperMargin = 14

// HeightFor implements HeightForWidth: the page at full width.
func (v *PageView) HeightFor(width float32) float32 {
	return max(width-2*units(paperMargin), 0)*v.aspect + 2*units(paperMargin)
}

func (v *PageView) least() fyne.Size {
	if v.FitWidth {
		width := max(v.Size().Width, units(200))
		return fyne.NewSize(units(200), v.HeightFor(width))
	}
	return fyne.NewSize(units(200), units(280))
}

func (v *PageView) parts() []fyne.CanvasObject { return []fyne.CanvasObject{v.paper, v.img} }

func (v *PageView) style() {
	v.paper.FillColor = v.paint(theme.ColorPaper)
	v.paper.StrokeColor, v.paper.StrokeWidth = v.paint(theme.ColorHairline), 1
	v.paper.Shadow = canvas.Shadow{Color: color.NRGBA{A: 0x48}, BlurRadius: 10, Offset: fyne.NewPos(0, 3)}
}

func (v *PageView) place(size fyne.Size) {
	width, high := size.Width-2*units(paperMargin), size.Height-2*units(paperMargin)
	pos, box, _ := fitBox(1, float64(v.aspect), paperMargin, paperMargin, width, high)
	if v.FitWidth {
		pos, box = fyne.NewPos(units(paperMargin), units(paperMargin)), fyne.NewSize(width, width*v.aspect)
	}
	setBounds(v.paper, pos.X, pos.Y, box.Width, box.Height)
	setBounds(v.img, pos.X, pos.Y, box.Width, box.Height)
}
