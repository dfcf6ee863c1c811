package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/ui/theme"
)

// SpinePicker shows a drawing that is made anew on each change and tells which of
// its places was touched. It knows the places by their names alone.
// Set the fields, then Refresh; Draw is asked again on every Refresh.
type SpinePicker struct {
	base
	// Draw returns the drawing; focus is the level where the keyboard is, or empty.
	Draw func(focus string) Paint
	// At names the level at a place in drawing units.
	At func(x, y float64) (string, bool)
	// Centre gives the middle of a level, likewise.
	Centre func(level string) (x, y float64)
	// Width and Height are the drawing's units.
	Width, Height float64
	// Levels are the names from the top down, for the keyboard and the labels.
	Levels []string
	// Label is where the label of a level ends, in drawing units.
	Label func(level string) (x, y float64)
	// LabelText is what is written there; the level itself when nil.
	LabelText func(level string) string
	// Marked tells which labels are bold.
	Marked func(level string) bool
	OnTap  func(level string)
	// ReadOnly takes neither taps nor focus.
	ReadOnly bool
	// Alt names the drawing for those who do not see it.
	Alt string

	ring   ring
	bed    *canvas.Rectangle
	img    *canvas.Raster
	labels []fyne.CanvasObject
	cursor int
}

var (
	_ fyne.Focusable   = (*SpinePicker)(nil)
	_ fyne.Tappable    = (*SpinePicker)(nil)
	_ fyne.Disableable = (*SpinePicker)(nil)
)

// NewSpinePicker returns a picker for a drawing of width × height units.
func NewSpinePicker(width, height float64, draw func(focus string) Paint) *SpinePicker {
	p := &SpinePicker{Width: width, Height: height, Draw: draw, ring: newRing()}
	p.bed = canvas.NewRectangle(color.Transparent)
	p.img = newPicture()
	p.ExtendBaseWidget(p)
	return p
}

// Enable implements fyne.Disableable.
func (p *SpinePicker) Enable() { p.ReadOnly = false }

// Disable implements fyne.Disableable.
func (p *SpinePicker) Disable() { p.ReadOnly = true }

// Disabled implements fyne.Disableable: what is read only is passed over by the focus.
func (p *SpinePicker) Disabled() bool { return p.ReadOnly }

// Tapped implements fyne.Tappable.
func (p *SpinePicker) Tapped(ev *fyne.PointEvent) {
	if p.ReadOnly || p.At == nil {
		return
	}
	p.ring.touched(p)
	pos, _, k := p.box(p.Size())
	if k <= 0 {
		return
	}
	level, ok := p.At(float64((ev.Position.X-pos.X)/k), float64((ev.Position.Y-pos.Y)/k))
	if !ok {
		return
	}
	p.moveTo(level)
	p.tap(level)
}

func (p *SpinePicker) tap(level string) {
	if p.OnTap != nil {
		p.OnTap(level)
	}
	p.Refresh()
}

func (p *SpinePicker) moveTo(level string) {
	for i, l := range p.Levels {
		if l == level {
			p.cursor = i
		}
	}
}

// focusLevel is where the keyboard is, empty when it is elsewhere.
func (p *SpinePicker) focusLevel() string {
	if !p.ring.marks() || p.cursor < 0 || p.cursor >= len(p.Levels) {
		return ""
	}
	return p.Levels[p.cursor]
}

// FocusGained implements fyne.Focusable.
func (p *SpinePicker) FocusGained() { p.ring.gained(p); p.Refresh() }

// FocusLost implements fyne.Focusable.
func (p *SpinePicker) FocusLost() { p.ring.lost(); p.Refresh() }

// KeyDown implements desktop.Keyable: a keyboard is being used.
func (p *SpinePicker) KeyDown(*fyne.KeyEvent) {
	p.ring.typed(p)
	p.Refresh()
}

// KeyUp implements desktop.Keyable.
func (p *SpinePicker) KeyUp(*fyne.KeyEvent) {}

// TypedRune implements fyne.Focusable.
func (p *SpinePicker) TypedRune(rune) {}

// TypedKey implements fyne.Focusable: up and down move along the levels.
func (p *SpinePicker) TypedKey(ev *fyne.KeyEvent) {
	p.ring.typed(p)
	switch {
	case ev.Name == fyne.KeyUp:
		p.cursor = max(p.cursor-1, 0)
	case ev.Name == fyne.KeyDown:
		p.cursor = min(p.cursor+1, len(p.Levels)-1)
	case isPress(ev.Name) && p.focusLevel() != "" && !p.ReadOnly:
		p.tap(p.focusLevel())
		return
	}
	p.Refresh()
}

// AccessibilityLabel implements fyne.Accessible.
func (p *SpinePicker) AccessibilityLabel() string { return p.Alt }

// AccessibilityRole implements fyne.Accessible.
func (p *SpinePicker) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer implements fyne.Widget.
func (p *SpinePicker) CreateRenderer() fyne.WidgetRenderer { return newRenderer(p) }

// labelGap keeps the names off the bones, in Fyne units.
const labelGap = 12

// spinePad is kept between the edge of the card and the drawing.
const spinePad = 12

func (p *SpinePicker) box(size fyne.Size) (fyne.Position, fyne.Size, float32) {
	return fitBox(p.Width, p.Height, units(spinePad), units(spinePad), size.Width-2*units(spinePad), size.Height-2*units(spinePad))
}

func (p *SpinePicker) least() fyne.Size { return fyne.NewSize(units(200), units(420)) }

// HeightFor implements HeightForWidth: the height of the drawing at the width,
// within what a screen can show.
func (p *SpinePicker) HeightFor(width float32) float32 {
	if p.Width <= 0 {
		return units(420)
	}
	return min(max((width-2*units(spinePad))*float32(p.Height/p.Width)+2*units(spinePad), units(420)), tallPicture(p, units(640)))
}

func (p *SpinePicker) parts() []fyne.CanvasObject {
	list := append([]fyne.CanvasObject{p.bed, p.img}, p.labels...)
	return append(list, p.ring.rect)
}

func (p *SpinePicker) style() {
	p.bed.FillColor, p.bed.StrokeColor, p.bed.StrokeWidth = p.paint(theme.ColorPicture), p.paint(theme.ColorHairline), units(1)
	p.bed.CornerRadius = p.size(theme.SizeCorner)
	p.ring.style(p.look(), p.bed.CornerRadius)
	if p.Draw != nil {
		setPaint(p.img, p.Draw(p.focusLevel()), p.look().Mode() == theme.Dark)
	}
	p.styleLabels()
}

func (p *SpinePicker) styleLabels() {
	if p.Label == nil {
		p.labels = nil
		return
	}
	p.labels = p.labels[:min(len(p.labels), len(p.Levels))]
	for len(p.labels) < len(p.Levels) {
		p.labels = append(p.labels, canvas.NewText("", color.Black))
	}
	for i, level := range p.Levels {
		t := p.labels[i].(*canvas.Text)
		t.Text = level
		if p.LabelText != nil {
			t.Text = p.LabelText(level)
		}
		t.Color = p.paint(theme.ColorOnPicture)
		t.Alignment = fyne.TextAlignTrailing
		t.TextStyle.Bold = p.Marked != nil && p.Marked(level) || level == p.focusLevel()
	}
}

func (p *SpinePicker) place(size fyne.Size) {
	setBounds(p.bed, 0, 0, size.Width, size.Height)
	p.ring.around(p.look(), fyne.NewPos(0, 0), size)
	pos, box, k := p.box(size)
	setBounds(p.img, pos.X, pos.Y, box.Width, box.Height)
	for i, o := range p.labels {
		t := o.(*canvas.Text)
		if size := p.labelSize(k); t.TextSize != size {
			t.TextSize = size
			t.Refresh()
		}
		x, y := p.Label(p.Levels[i])
		least := t.MinSize()
		right := max(pos.X+float32(x)*k-units(labelGap), least.Width+units(2))
		top := pos.Y + float32(y)*k - least.Height/2
		setBounds(t, right-least.Width, min(max(top, 0), size.Height-least.Height), least.Width, least.Height)
	}
}

// labelSize keeps neighbours apart: as large as the theme wants, as small as the
// closest two levels need, never under 13.
func (p *SpinePicker) labelSize(k float32) float32 {
	want := p.size(theme.SizeLevel)
	for i := 1; i < len(p.Levels); i++ {
		_, a := p.Label(p.Levels[i-1])
		_, b := p.Label(p.Levels[i])
		want = min(want, abs(float32(b-a))*k*0.9)
	}
	return max(want, units(13))
}

// spots are the levels, each a small place around its middle.
func (p *SpinePicker) spots() []spot {
	if p.Centre == nil {
		return nil
	}
	half := units(6)
	var out []spot
	for _, level := range p.Levels {
		at := p.PlaceOf(p.Centre(level)).SubtractXY(half, half)
		out = append(out, spot{id: partOf(p.id, level), role: "level", pos: at, size: fyne.NewSize(2*half, 2*half),
			selected: p.Marked != nil && p.Marked(level)})
	}
	return out
}

// PlaceOf gives the place on the widget of a point in drawing units.
func (p *SpinePicker) PlaceOf(x, y float64) fyne.Position {
	pos, _, k := p.box(p.Size())
	return pos.Add(fyne.NewPos(float32(x)*k, float32(y)*k))
}
