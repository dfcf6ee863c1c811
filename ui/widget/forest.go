package widget

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/ui/theme"
)

// ForestRow is one result: words, and a ratio with its interval. Without a
// Ratio the words stand alone.
type ForestRow struct {
	Label, Result    string
	Ratio, Low, High float64
}

// ForestTick is a ratio named below the scale.
type ForestTick struct {
	Ratio float64
	Text  string
}

// Forest shows ratios as dots with their intervals on one logarithmic scale,
// a row each. All dots look alike: where they lie says what there is to say.
type Forest struct {
	base
	Rows  []ForestRow
	Ticks []ForestTick
	// Less, Same and More name what lies left of 1, at 1, and right of it.
	Less, Same, More string
	// Alt says what is drawn for those who do not see it.
	Alt string

	bed    *canvas.Rectangle
	one    *canvas.Line
	ticks  []*Paragraph
	marks  []*canvas.Line
	rows   []forestParts
	less   *Paragraph
	same   *Paragraph
	more   *Paragraph
	low    float64 // the ends of the scale
	high   float64
	styled bool
}

type forestParts struct {
	label, result *Paragraph
	line          *canvas.Line
	dot           *canvas.Circle
	rule          *canvas.Line // between rows
}

var _ HeightForWidth = (*Forest)(nil)

// NewForest returns the results of some studies.
func NewForest(rows []ForestRow, ticks []ForestTick) *Forest {
	f := &Forest{Rows: rows, Ticks: ticks, bed: canvas.NewRectangle(color.Transparent), one: canvas.NewLine(color.Transparent)}
	f.less, f.same, f.more = smallWords(), smallWords(), smallWords()
	f.ExtendBaseWidget(f)
	return f
}

func smallWords() *Paragraph {
	p := NewParagraph("")
	p.TextSize, p.Color, p.Measure = theme.SizeSmall, theme.ColorQuiet, -1
	return p
}

// AccessibilityLabel implements fyne.Accessible.
func (f *Forest) AccessibilityLabel() string { return plain(f.Alt) }

// AccessibilityRole implements fyne.Accessible.
func (f *Forest) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (f *Forest) CreateRenderer() fyne.WidgetRenderer { return newRenderer(f) }

func (f *Forest) parts() []fyne.CanvasObject {
	list := []fyne.CanvasObject{f.bed, f.one}
	for i, t := range f.ticks {
		list = append(list, f.marks[i], t)
	}
	for _, r := range f.rows {
		list = append(list, r.rule, r.label, r.result, r.line, r.dot)
	}
	return append(list, f.less, f.same, f.more)
}

func (f *Forest) style() {
	f.build()
	f.bed.FillColor, f.bed.StrokeColor, f.bed.StrokeWidth = f.paint(theme.ColorCard), f.paint(theme.ColorHairline), units(1)
	f.bed.CornerRadius = f.size(theme.SizeCorner)
	ink, edge := f.paint(theme.ColorText), f.paint(theme.ColorEdge)
	f.one.StrokeColor, f.one.StrokeWidth = ink, units(2)
	for _, m := range f.marks {
		m.StrokeColor, m.StrokeWidth = edge, units(1)
	}
	for _, r := range f.rows {
		r.line.StrokeColor, r.line.StrokeWidth = f.paint(theme.ColorAction), units(4)
		r.dot.FillColor, r.dot.StrokeColor, r.dot.StrokeWidth = f.paint(theme.ColorAction), f.paint(theme.ColorCard), units(2)
		r.rule.StrokeColor, r.rule.StrokeWidth = f.paint(theme.ColorHairline), units(1)
	}
	f.less.SetText(f.Less)
	f.same.SetText(f.Same)
	f.more.SetText(f.More)
	f.same.Center = true
}

// build makes the parts once; what a forest shows does not change.
func (f *Forest) build() {
	if f.styled {
		return
	}
	f.styled = true
	f.low, f.high = 0.8, 1.25
	for _, t := range f.Ticks {
		f.low, f.high = min(f.low, t.Ratio), max(f.high, t.Ratio)
		p := smallWords()
		p.Center, p.NoWrap = true, true
		p.SetText(t.Text)
		f.ticks = append(f.ticks, p)
		f.marks = append(f.marks, canvas.NewLine(color.Transparent))
	}
	for _, r := range f.Rows {
		p := forestParts{label: NewParagraph(r.Label), result: smallWords(), line: canvas.NewLine(color.Transparent),
			dot: canvas.NewCircle(color.Transparent), rule: canvas.NewLine(color.Transparent)}
		p.label.TextSize = theme.SizeQuiet
		p.result.Color = theme.ColorText
		if r.Ratio > 0 {
			f.low, f.high = min(f.low, r.Low), max(f.high, r.High)
		}
		p.line.Hidden, p.dot.Hidden = r.Ratio <= 0, r.Ratio <= 0
		if r.Ratio <= 0 {
			p.result.TextSize, p.result.Bold = theme.SizeQuiet, true
		}
		p.result.SetText(r.Result)
		f.rows = append(f.rows, p)
	}
}

// At is where a ratio lies on the scale, from 0 at its left end to 1.
func (f *Forest) At(ratio float64) float64 {
	f.build()
	lo, hi := math.Log(f.low), math.Log(f.high)
	return min(max((math.Log(ratio)-lo)/(hi-lo), 0), 1)
}

const (
	forestGap = 2  // above and below the words of a row
	forestDot = 18 // across
)

func (f *Forest) pad() float32 { return f.size(theme.SizePad) }

// split gives the width of the words and where the scale starts and ends.
func (f *Forest) split(width float32) (words, from, to float32) {
	inner := width - 2*f.pad()
	words = inner * 0.46
	return words, f.pad() + words + units(24), width - f.pad() - units(16)
}

func (p forestParts) height(words float32) float32 {
	return p.label.HeightFor(words) + p.result.HeightFor(words) + 2*units(forestGap)
}

// foot is the height of the names of the scale.
func (f *Forest) foot(width float32) float32 {
	_, from, to := f.split(width)
	third := (to - from) / 2
	high := max(f.less.HeightFor(third), f.more.HeightFor(third))
	if len(f.ticks) > 0 {
		high += f.ticks[0].HeightFor(-1) + units(4)
	}
	return high + f.same.HeightFor(to-from)
}

// HeightFor implements HeightForWidth.
func (f *Forest) HeightFor(width float32) float32 {
	f.style()
	words, _, _ := f.split(width)
	sum := 2*f.pad() + f.foot(width)
	for _, r := range f.rows {
		sum += r.height(words)
	}
	return sum
}

func (f *Forest) least() fyne.Size {
	width := units(420)
	return fyne.NewSize(width, f.HeightFor(max(f.Size().Width, width)))
}

func setLine(l *canvas.Line, x1, y1, x2, y2 float32) {
	l.Position1, l.Position2 = fyne.NewPos(x1, y1), fyne.NewPos(x2, y2)
}

func (f *Forest) place(size fyne.Size) {
	setBounds(f.bed, 0, 0, size.Width, size.Height)
	words, from, to := f.split(size.Width)
	at := func(ratio float64) float32 { return from + (to-from)*float32(f.At(ratio)) }
	top := f.pad() + f.same.HeightFor(to-from)
	y := top
	for i, r := range f.rows {
		high := r.height(words)
		first := r.label.HeightFor(words)
		setLine(r.rule, f.pad(), y, size.Width-f.pad(), y)
		r.rule.Hidden = i == 0
		if n := f.Rows[i]; n.Ratio <= 0 { // its words stand where the others have their dot
			start := at(1) + units(14)
			resultHigh := r.result.HeightFor(to - start)
			setBounds(r.label, f.pad(), y+(high-first)/2, words, first)
			setBounds(r.result, start, y+(high-resultHigh)/2, to-start, resultHigh)
		} else {
			setBounds(r.label, f.pad(), y+units(forestGap), words, first)
			setBounds(r.result, f.pad(), y+units(forestGap)+first, words, high-first-2*units(forestGap))
			middle, dot := y+high/2, units(forestDot)
			setLine(r.line, at(n.Low), middle, at(n.High), middle)
			setBounds(r.dot, at(n.Ratio)-dot/2, middle-dot/2, dot, dot)
		}
		y += high
	}
	setLine(f.one, at(1), top, at(1), y+units(6))
	sameWidth := min(f.same.NaturalWidth()+units(4), to-from)
	setBounds(f.same, min(max(at(1)-sameWidth/2, from-units(16)), to-sameWidth), f.pad(), sameWidth, f.same.HeightFor(to-from))
	for i, t := range f.Ticks {
		setLine(f.marks[i], at(t.Ratio), y, at(t.Ratio), y+units(6))
		wide := f.ticks[i].NaturalWidth() + units(2)
		setBounds(f.ticks[i], at(t.Ratio)-wide/2, y+units(6), wide, f.ticks[i].HeightFor(-1))
		if i == len(f.Ticks)-1 {
			y += f.ticks[i].HeightFor(-1) + units(4)
		}
	}
	half := (to - from) / 2
	setBounds(f.less, from-units(16), y+units(4), half, f.less.HeightFor(half))
	wide := min(f.more.NaturalWidth()+units(4), half)
	setBounds(f.more, to+units(16)-wide, y+units(4), wide, f.more.HeightFor(wide))
}
