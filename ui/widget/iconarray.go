package widget

import (
	"fmt"
	"image/color"
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/ui/theme"
)

// IconArray shows a share of a hundred people, ten by ten.
type IconArray struct {
	base
	Percent float64
	Title   string
	Label   string

	bed   *canvas.Rectangle
	img   *canvas.Image
	title *Paragraph
	label *Paragraph
}

var _ HeightForWidth = (*IconArray)(nil)

// NewIconArray returns an array; title and label are the caller's words for the number.
func NewIconArray(percent float64, title, label string) *IconArray {
	a := &IconArray{Percent: percent, Title: title, Label: label}
	a.bed = canvas.NewRectangle(color.Transparent)
	a.img = &canvas.Image{FillMode: canvas.ImageFillContain}
	a.title, a.label = NewParagraph(""), NewQuiet("")
	a.title.Bold, a.title.TextSize, a.title.Center = true, theme.SizeTitle, true
	a.label.Center = true
	a.ExtendBaseWidget(a)
	return a
}

// Count is the number of people filled in: the percentage rounded, within 0 and 100.
func (a *IconArray) Count() int {
	if math.IsNaN(a.Percent) {
		return 0
	}
	return int(math.Round(min(max(a.Percent, 0), 100)))
}

// AccessibilityLabel implements fyne.Accessible.
func (a *IconArray) AccessibilityLabel() string { return plain(a.Title + " " + a.Label) }

// AccessibilityRole implements fyne.Accessible.
func (a *IconArray) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (a *IconArray) CreateRenderer() fyne.WidgetRenderer { return newRenderer(a) }

const (
	personStepX = 28.6
	personStepY = 30.4
)

// person adds one figure to a path: a head of four curves, and shoulders.
func person(b *strings.Builder, x, y float64) {
	const r, c = 5.4, 5.4 * 0.5523
	head := y + 6
	fmt.Fprintf(b, "M%.1f %.1f ", x-r, head)
	for _, q := range [4][6]float64{
		{-r, -c, -c, -r, 0, -r}, {c, -r, r, -c, r, 0}, {r, c, c, r, 0, r}, {-c, r, -r, c, -r, 0},
	} {
		fmt.Fprintf(b, "C%.1f %.1f %.1f %.1f %.1f %.1f ", x+q[0], head+q[1], x+q[2], head+q[3], x+q[4], head+q[5])
	}
	fmt.Fprintf(b, "Z M%.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f Z ",
		x-8.2, y+26, x-8.2, y+16, x-5, y+12.6, x, y+12.6, x+5, y+12.6, x+8.2, y+16, x+8.2, y+26)
}

// peopleSVG draws the hundred as two paths: the renderer takes as long for each
// path as for the whole picture.
func peopleSVG(count int, counted, others color.Color) []byte {
	var in, out, b strings.Builder
	for i := range 100 {
		to := &out
		if i < count {
			to = &in
		}
		person(to, float64(i%10)*personStepX+personStepX/2, float64(i/10)*personStepY+1)
	}
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.1f %.1f">`, 10*personStepX, 10*personStepY)
	for _, p := range []struct {
		path string
		fill color.Color
	}{{in.String(), counted}, {out.String(), others}} {
		if p.path != "" {
			fmt.Fprintf(&b, `<path fill="%s" d="%s"/>`, hex(p.fill), p.path)
		}
	}
	b.WriteString(`</svg>`)
	return []byte(b.String())
}

func (a *IconArray) pad() float32 { return a.size(theme.SizePad) + 4 }

func (a *IconArray) takeWords() {
	a.title.SetText(a.Title)
	a.label.SetText(a.Label)
}

// wordsHeight is that of title and label with the gap above them.
func (a *IconArray) wordsHeight(width float32) float32 {
	a.takeWords()
	var sum float32
	for _, p := range []*Paragraph{a.title, a.label} {
		if p.Text != "" {
			sum += p.HeightFor(width)
		}
	}
	if sum > 0 {
		sum += 12
	}
	return sum
}

// HeightFor implements HeightForWidth.
func (a *IconArray) HeightFor(width float32) float32 {
	inner := max(width-2*a.pad(), 1)
	people := min(inner, 270) * personStepY / personStepX
	return people + a.wordsHeight(inner) + 2*a.pad()
}

func (a *IconArray) least() fyne.Size {
	const width = 220
	return fyne.NewSize(width, a.wordsHeight(max(a.Size().Width, width)-2*a.pad())+2*a.pad()+160)
}

func (a *IconArray) parts() []fyne.CanvasObject {
	return []fyne.CanvasObject{a.bed, a.img, a.title, a.label}
}

func (a *IconArray) style() {
	a.takeWords()
	a.bed.FillColor, a.bed.StrokeColor, a.bed.StrokeWidth = a.paint(theme.ColorCard), a.paint(theme.ColorHairline), 1
	a.bed.CornerRadius = a.size(theme.SizeCorner)
	setDrawing(a.img, "people", peopleSVG(a.Count(), a.paint(theme.ColorCounted), a.paint(theme.ColorTodo)))
}

func (a *IconArray) place(size fyne.Size) {
	setBounds(a.bed, 0, 0, size.Width, size.Height)
	pad := a.pad()
	inner := max(size.Width-2*pad, 1)
	words := a.wordsHeight(inner)
	pos, box, _ := fitBox(10*personStepX, 10*personStepY, pad, pad, inner, size.Height-words-2*pad)
	setBounds(a.img, pos.X, pos.Y, box.Width, box.Height)
	y := size.Height - pad - words + 12
	for _, p := range []*Paragraph{a.title, a.label} {
		if p.Text == "" {
			continue
		}
		high := p.HeightFor(inner)
		setBounds(p, pad, y, inner, high)
		y += high
	}
}
