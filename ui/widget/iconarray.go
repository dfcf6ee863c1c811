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

// IconArray shows a share of a hundred people, ten by ten, or of a few
// vertebrae in a row. The counted are filled, those up to the end of a range
// are outlines, the others pale.
type IconArray struct {
	base
	Percent float64
	// To is the upper end of a range; 0 when there is none.
	To float64
	// Of is how many are drawn; 0 means 100.
	Of int
	// Vertebrae draws vertebrae, the counted ones broken, instead of people.
	Vertebrae bool
	// Tone is the way that the share belongs to, if any.
	Tone  Tone
	Title string
	Label string

	bed   *canvas.Rectangle
	img   picture
	title *Paragraph
	label *Paragraph
}

var _ HeightForWidth = (*IconArray)(nil)

// NewIconArray returns an array; title and label are the caller's words for the number.
func NewIconArray(percent float64, title, label string) *IconArray {
	a := &IconArray{Percent: percent, Title: title, Label: label}
	a.bed = canvas.NewRectangle(color.Transparent)
	a.img = newDrawing()
	a.title, a.label = NewParagraph(""), NewQuiet("")
	a.title.Bold, a.title.TextSize, a.title.Center = true, theme.SizeTitle, true
	a.label.Center = true
	a.ExtendBaseWidget(a)
	return a
}

// Count is the number of people filled in: the percentage rounded, within 0 and 100.
func (a *IconArray) Count() int { return a.share(a.Percent) }

// CountTo is the number up to the end of the range: Count without a range.
func (a *IconArray) CountTo() int { return max(a.Count(), a.share(a.To)) }

func (a *IconArray) of() int {
	if a.Of < 1 || a.Of > 100 {
		return 100
	}
	return a.Of
}

func (a *IconArray) share(percent float64) int {
	if math.IsNaN(percent) {
		return 0
	}
	return int(math.Round(min(max(percent, 0), 100) * float64(a.of()) / 100))
}

// grid is how many stand in a row, and how many rows there are.
func (a *IconArray) grid() (across, down int) {
	across = min(a.of(), 10)
	return across, (a.of() + across - 1) / across
}

// units is the size of the picture in its own units.
func (a *IconArray) units() (w, h float64) {
	across, down := a.grid()
	return float64(across) * personStepX, float64(down) * personStepY
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

// silhouette is the outline of a person around the middle of the shoulders: the
// radius of the head, half the width of the body, and the heights of its foot,
// the side of its shoulders and their top.
type silhouette struct{ head, body, foot, side, top, bend float64 }

var (
	whole = silhouette{5.4, 8.2, 26, 16, 12.6, 5}
	inner = silhouette{3.2, 5.9, 23.8, 17, 14.9, 3.6} // what makes an outline of a whole one
)

// person adds a silhouette to a path: a head of four curves, and shoulders.
func person(b *strings.Builder, x, y float64, s silhouette) {
	r, c := s.head, s.head*0.5523
	head := y + 6
	fmt.Fprintf(b, "M%.1f %.1f ", x-r, head)
	for _, q := range [4][6]float64{
		{-r, -c, -c, -r, 0, -r}, {c, -r, r, -c, r, 0}, {r, c, c, r, 0, r}, {-c, r, -r, c, -r, 0},
	} {
		fmt.Fprintf(b, "C%.1f %.1f %.1f %.1f %.1f %.1f ", x+q[0], head+q[1], x+q[2], head+q[3], x+q[4], head+q[5])
	}
	fmt.Fprintf(b, "Z M%.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f Z ",
		x-s.body, y+s.foot, x-s.body, y+s.side, x-s.bend, y+s.top, x, y+s.top,
		x+s.bend, y+s.top, x+s.body, y+s.side, x+s.body, y+s.foot)
}

// vertebra adds a body from the side and its spinous process; broken, its
// front is flattened.
func vertebra(b *strings.Builder, x, y float64, broken bool) {
	front := 5.0
	if broken {
		front = 14
	}
	fmt.Fprintf(b, "M%.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f Z ",
		x-13, y+front, x-9, y+front+1, x-3, y+6.5, x+3, y+5, x+2.2, y+11, x+2.2, y+19, x+3, y+25,
		x-3, y+23.8, x-8, y+23.8, x-13, y+25, x-12.2, y+21, x-12.2, y+front+4, x-13, y+front)
	fmt.Fprintf(b, "M%.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f Z ",
		x+1, y+8.5, x+6, y+8, x+10, y+11, x+13, y+17, x+14.2, y+19.6, x+12, y+22.4, x+9.4, y+20.6, x+6.5, y+18, x+4, y+15.5, x+1, y+15)
}

// picture draws all as three paths: the renderer takes as long for each path
// as for the whole picture.
func (a *IconArray) picture(counted, others, ground color.Color) string {
	var in, gaps, out, b strings.Builder
	across, _ := a.grid()
	for i := range a.of() {
		x, y := float64(i%across)*personStepX+personStepX/2, float64(i/across)*personStepY+1
		to := &out
		if i < a.CountTo() {
			to = &in
		}
		switch {
		case a.Vertebrae:
			vertebra(to, x, y, i < a.Count())
		default:
			person(to, x, y, whole)
			if i >= a.Count() && i < a.CountTo() {
				person(&gaps, x, y, inner)
			}
		}
	}
	w, h := a.units()
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.1f %.1f">`, w, h)
	for _, p := range []struct {
		path string
		fill color.Color
	}{{in.String(), counted}, {out.String(), others}, {gaps.String(), ground}} {
		if p.path != "" {
			fmt.Fprintf(&b, `<path fill="%s" d="%s"/>`, hex(p.fill), p.path)
		}
	}
	b.WriteString(`</svg>`)
	return b.String()
}

func (a *IconArray) pad() float32 { return a.size(theme.SizePad) + units(4) }

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
		sum += units(12)
	}
	return sum
}

// HeightFor implements HeightForWidth.
func (a *IconArray) HeightFor(width float32) float32 {
	inner := max(width-2*a.pad(), 1)
	w, h := a.units()
	most := units(27)
	if a.of() < 10 { // few are drawn larger
		most = units(60)
	}
	people := min(inner, most*float32(w/personStepX)) * float32(h/w)
	return people + a.wordsHeight(inner) + 2*a.pad()
}

func (a *IconArray) least() fyne.Size {
	width := units(220)
	return fyne.NewSize(width, a.leastHeight(max(a.Size().Width, width)))
}

// leastHeight is the height at a width with the people as small as they get.
func (a *IconArray) leastHeight(width float32) float32 {
	least := units(160)
	if a.of() < 10 {
		least = units(60)
	}
	return a.wordsHeight(max(width-2*a.pad(), 1)) + 2*a.pad() + least
}

// counted is the colour of those that count: a warning unless it is a result
// of one of the two ways.
func (a *IconArray) counted() fyne.ThemeColorName {
	switch a.Tone {
	case ToneA:
		return theme.ColorWayA
	case ToneB:
		return theme.ColorWayB
	default:
		return theme.ColorCounted
	}
}

func (a *IconArray) parts() []fyne.CanvasObject {
	return []fyne.CanvasObject{a.bed, a.img.Raster, a.title, a.label}
}

func (a *IconArray) style() {
	a.takeWords()
	a.bed.FillColor, a.bed.StrokeColor, a.bed.StrokeWidth = a.paint(theme.ColorCard), a.paint(theme.ColorHairline), units(1)
	a.bed.CornerRadius = a.size(theme.SizeCorner)
	a.img.set(a.picture(a.paint(a.counted()), a.paint(theme.ColorTodo), a.paint(theme.ColorCard)))
}

func (a *IconArray) place(size fyne.Size) {
	setBounds(a.bed, 0, 0, size.Width, size.Height)
	pad := a.pad()
	inner := max(size.Width-2*pad, 1)
	words := a.wordsHeight(inner)
	w, h := a.units()
	pos, box, _ := fitBox(w, h, pad, pad, inner, size.Height-words-2*pad)
	// Arrays beside each other start at the same height.
	setBounds(a.img, pos.X, pad, box.Width, box.Height)
	y := size.Height - pad - words + units(12)
	for _, p := range []*Paragraph{a.title, a.label} {
		if p.Text == "" {
			continue
		}
		high := p.HeightFor(inner)
		setBounds(p, pad, y, inner, high)
		y += high
	}
}
