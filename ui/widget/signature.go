package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/ui/theme"
)

// Point is a place in pad units: the pad is 1 wide and SignaturePad.Aspect high,
// Y grows downwards. There is no time in it.
type Point struct{ X, Y float32 }

// Stroke is one line from touching to lifting.
type Stroke []Point

const (
	maxPoints = 20000
	// penWidth is the width of a line in Fyne units.
	penWidth = 4
	// livePoints is how many segments are drawn as objects before they go into the picture.
	livePoints = 200
)

// SignaturePad keeps the points of a signature. New segments are lines; finished
// ones are painted once into a picture, so that long signatures stay quick.
type SignaturePad struct {
	base
	// Caption is written under the base line.
	Caption string
	// Label names the pad for those who do not see it.
	Label     string
	OnChanged func()

	strokes []Stroke
	count   int
	aspect  float32 // height over width when the first point was drawn
	drawing bool

	bed     *canvas.Rectangle
	dots    []fyne.CanvasObject
	caption *Paragraph
	ink     *canvas.Image
	live    []fyne.CanvasObject
	sheet   sheet
}

var _ grabber = (*SignaturePad)(nil)

// NewSignaturePad returns an empty pad.
func NewSignaturePad(caption string, changed func()) *SignaturePad {
	p := &SignaturePad{Caption: caption, OnChanged: changed}
	p.bed = canvas.NewRectangle(color.Transparent)
	p.caption = NewQuiet("")
	p.caption.Measure = -1
	p.ink = &canvas.Image{FillMode: canvas.ImageFillStretch}
	p.ink.Hide()
	p.ExtendBaseWidget(p)
	return p
}

// Strokes returns a copy of what was drawn.
func (p *SignaturePad) Strokes() []Stroke {
	out := make([]Stroke, len(p.strokes))
	for i, s := range p.strokes {
		out[i] = append(Stroke(nil), s...)
	}
	return out
}

// SetStrokes shows strokes drawn before on a pad of that aspect, without calling OnChanged.
// Points above the cap are left out.
func (p *SignaturePad) SetStrokes(strokes []Stroke, aspect float32) {
	p.strokes, p.count, p.aspect = nil, 0, aspect
	for _, s := range strokes {
		room := min(len(s), maxPoints-p.count)
		if room > 0 {
			p.strokes = append(p.strokes, append(Stroke(nil), s[:room]...))
			p.count += room
		}
	}
	p.repaint()
}

// Aspect is the height of the pad over its width, in which the strokes are to be read.
func (p *SignaturePad) Aspect() float32 {
	if p.aspect > 0 {
		return p.aspect
	}
	if s := p.Size(); s.Width > 0 && s.Height > 0 {
		return s.Height / s.Width
	}
	return 0.3
}

// Empty tells whether nothing was drawn.
func (p *SignaturePad) Empty() bool { return len(p.strokes) == 0 }

// Undo removes the last stroke.
func (p *SignaturePad) Undo() {
	p.lift()
	n := len(p.strokes)
	if n == 0 {
		return
	}
	p.count -= len(p.strokes[n-1])
	p.strokes = p.strokes[:n-1]
	if n == 1 {
		p.aspect = 0
	}
	p.repaint()
	p.changed()
}

// Clear removes all strokes.
func (p *SignaturePad) Clear() {
	p.lift()
	if p.Empty() {
		return
	}
	p.strokes, p.count, p.aspect = nil, 0, 0
	p.repaint()
	p.changed()
}

func (p *SignaturePad) changed() {
	if p.OnChanged != nil {
		p.OnChanged()
	}
}

// grab implements grabber: the pen touches. A touch alone is a dot.
func (p *SignaturePad) grab(_ *Hand, at fyne.Position) { p.touch(at) }

// follow implements grabber: the pen moves.
func (p *SignaturePad) follow(at fyne.Position) { p.add(at) }

// release implements grabber: the pen lifts. What was drawn stays, even if the
// finger ended elsewhere.
func (p *SignaturePad) release(bool) { p.finish() }

func (p *SignaturePad) touch(pos fyne.Position) {
	p.lift()
	if p.count >= maxPoints || p.Size().IsZero() {
		return
	}
	if p.aspect == 0 {
		p.aspect = p.Aspect()
	}
	p.drawing = true
	p.strokes = append(p.strokes, Stroke{p.toPad(pos)})
	p.count++
}

func (p *SignaturePad) add(pos fyne.Position) {
	if !p.drawing || p.count >= maxPoints {
		return
	}
	last := len(p.strokes) - 1
	stroke := p.strokes[last]
	at := p.toPad(pos)
	from := stroke[len(stroke)-1]
	if at == from {
		return
	}
	p.strokes[last] = append(stroke, at)
	p.count++
	p.segment(from, at)
	if len(p.live) >= livePoints {
		p.soak()
	}
}

// finish ends the stroke and tells about it once.
func (p *SignaturePad) finish() {
	if p.drawing {
		p.lift()
		p.changed()
	}
}

// lift ends the stroke that is being drawn.
func (p *SignaturePad) lift() {
	if p.drawing {
		p.drawing = false
		p.soak()
	}
}

// fit returns the factor and offset from pad units to Fyne units: the strokes keep
// their proportions whatever the pad has become.
func (p *SignaturePad) fit() (k float32, off fyne.Position) {
	size := p.Size()
	aspect := p.Aspect()
	k = min(size.Width, size.Height/aspect)
	return k, fyne.NewPos((size.Width-k)/2, (size.Height-k*aspect)/2)
}

// toPad turns a place on the widget into pad units, kept within the pad.
func (p *SignaturePad) toPad(pos fyne.Position) Point {
	k, off := p.fit()
	if k <= 0 {
		return Point{}
	}
	return Point{
		X: min(max((pos.X-off.X)/k, 0), 1),
		Y: min(max((pos.Y-off.Y)/k, 0), p.Aspect()),
	}
}

func (p *SignaturePad) segment(from, to Point) {
	k, off := p.fit()
	line := canvas.NewLine(p.paint(theme.ColorInk))
	line.StrokeWidth = units(penWidth)
	line.Position1 = fyne.NewPos(off.X+from.X*k, off.Y+from.Y*k)
	line.Position2 = fyne.NewPos(off.X+to.X*k, off.Y+to.Y*k)
	p.live = append(p.live, line)
	line.Refresh()
	if c := canvasOf(p); c != nil {
		c.Refresh(line)
	}
}

// soak paints what is not yet in the picture and drops the lines.
func (p *SignaturePad) soak() {
	p.live = nil
	p.sheet.draw(p.strokes, !p.drawing)
	p.showSheet()
}

// repaint paints all strokes anew, after an undo or for a new size.
func (p *SignaturePad) repaint() {
	p.live = nil
	size := p.Size()
	k, off := p.fit()
	p.sheet = newSheet(size, k, off, p.pixels(), p.paint(theme.ColorInk))
	p.sheet.draw(p.strokes, !p.drawing)
	p.showSheet()
}

// pixels is how many of the screen's pixels are in a Fyne unit.
func (p *SignaturePad) pixels() float32 {
	if c := canvasOf(p); c != nil {
		return c.Scale()
	}
	return 1
}

func (p *SignaturePad) showSheet() {
	p.ink.Hidden = p.sheet.img == nil || p.Empty()
	if p.sheet.img != nil {
		p.ink.Image = p.sheet.img
	}
	p.ink.Refresh() // the driver keeps an image's texture until the image itself is refreshed
	canvas.Refresh(p)
}

// AccessibilityLabel implements fyne.Accessible.
func (p *SignaturePad) AccessibilityLabel() string { return p.Label + " " + p.Caption }

// AccessibilityRole implements fyne.Accessible.
func (p *SignaturePad) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer implements fyne.Widget.
func (p *SignaturePad) CreateRenderer() fyne.WidgetRenderer { return newRenderer(p) }

func (p *SignaturePad) least() fyne.Size { return fyne.NewSize(units(320), units(240)) }

func (p *SignaturePad) parts() []fyne.CanvasObject {
	list := make([]fyne.CanvasObject, 0, len(p.dots)+len(p.live)+3)
	list = append(list, p.bed)
	list = append(list, p.dots...)
	list = append(list, p.caption, p.ink)
	return append(list, p.live...)
}

func (p *SignaturePad) style() {
	p.bed.FillColor, p.bed.StrokeColor = p.paint(theme.ColorPaper), p.paint(theme.ColorAction)
	p.bed.StrokeWidth, p.bed.CornerRadius = units(3), p.size(theme.SizeCorner)
	p.caption.Color = theme.ColorInk
	p.caption.SetText(p.Caption)
	for _, d := range p.dots {
		d.(*canvas.Circle).FillColor = p.paint(theme.ColorEdge)
	}
}

// place draws the base line above the caption and fits the strokes.
func (p *SignaturePad) place(size fyne.Size) {
	setBounds(p.bed, 0, 0, size.Width, size.Height)
	setBounds(p.ink, 0, 0, size.Width, size.Height)
	side := min(max(size.Width*0.05, units(24)), units(64))
	words := max(size.Width-2*side, 1)
	high := p.caption.HeightFor(words)
	base := size.Height - high - units(30)
	setBounds(p.caption, side, base+units(14), words, high)
	p.dotLine(side, base, words)
	k, _ := p.fit()
	if s := p.sheet; s.size != size || s.k != k || s.scale != p.pixels() || s.ink != p.paint(theme.ColorInk) {
		p.repaint()
	}
}

func (p *SignaturePad) dotLine(x, y, width float32) {
	step, dot := units(12), units(2.5)
	n := int(width / step)
	p.dots = p.dots[:min(len(p.dots), n)]
	for len(p.dots) < n {
		p.dots = append(p.dots, canvas.NewCircle(p.paint(theme.ColorEdge)))
	}
	for i, d := range p.dots {
		setBounds(d, x+float32(i)*step, y, dot, dot)
	}
}

func abs(v float32) float32 {
	if v < 0 {
		return -v
	}
	return v
}
