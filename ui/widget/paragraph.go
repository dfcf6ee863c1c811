package widget

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/ui/theme"
)

const (
	lineHeight = 1.4
	// fullMeasure is the default number of characters a line, for readers who lose the line.
	fullMeasure = 75
)

// Paragraph is wrapped text with **bold** stretches. It wraps at U+0020 only,
// never at non-breaking spaces. Set the fields, then Refresh.
type Paragraph struct {
	base
	Text     string
	TextSize fyne.ThemeSizeName  // SizeBody when empty
	Color    fyne.ThemeColorName // ColorText when empty
	Bold     bool
	Center   bool
	// Measure is the most characters on a line; 0 means 75, a negative number no limit.
	Measure int
	// NoWrap keeps the text on one line (but for line feeds) and makes the minimum width its own.
	NoWrap bool

	// points, when above 0, is a text size that fits a place rather than the theme.
	points float32
	words  []Word
	widths map[Piece]float32
	lines  map[float32][]Line
	widest float32 // of the unwrapped lines; negative when not measured yet
	shown  []fyne.CanvasObject
	key    paragraphKey
}

// paragraphKey is all that the caches depend on.
type paragraphKey struct {
	text   string
	size   float32
	bold   bool
	nowrap bool
	font   string
}

var _ HeightForWidth = (*Paragraph)(nil)

// NewParagraph returns body text.
func NewParagraph(text string) *Paragraph {
	p := &Paragraph{Text: text}
	p.ExtendBaseWidget(p)
	return p
}

// NewTitle returns the title of a screen.
func NewTitle(text string) *Paragraph {
	p := NewParagraph(text)
	p.TextSize, p.Bold = theme.SizeTitle, true
	return p
}

// NewQuiet returns a quiet remark.
func NewQuiet(text string) *Paragraph {
	p := NewParagraph(text)
	p.TextSize, p.Color = theme.SizeQuiet, theme.ColorQuiet
	return p
}

// SetText changes the text.
func (p *Paragraph) SetText(text string) {
	if p.Text == text {
		return
	}
	p.Text = text
	p.Refresh()
}

// HeightFor implements HeightForWidth.
func (p *Paragraph) HeightFor(width float32) float32 {
	return float32(len(p.wrapped(width))) * p.lineHeight()
}

// NaturalWidth is the width at which no line is wrapped.
func (p *Paragraph) NaturalWidth() float32 {
	p.prepare()
	if p.widest < 0 {
		p.widest = 0
		for _, line := range p.wrapped(-1) {
			p.widest = max(p.widest, ceil(p.lineWidth(line)))
		}
	}
	return p.widest
}

// longestWord is the width under which a word would have to be broken.
func (p *Paragraph) longestWord() float32 {
	p.prepare()
	var most float32
	for _, w := range p.words {
		most = max(most, ceil(w.width(p.measure)))
	}
	return most
}

// AccessibilityLabel implements fyne.Accessible.
func (p *Paragraph) AccessibilityLabel() string { return plain(p.Text) }

// AccessibilityRole implements fyne.Accessible.
func (p *Paragraph) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	p.ExtendBaseWidget(p)
	return newRenderer(p)
}

func (p *Paragraph) textSize() float32 {
	if p.points > 0 {
		return p.points
	}
	if p.TextSize == "" {
		return p.size(theme.SizeBody)
	}
	return p.size(p.TextSize)
}

func (p *Paragraph) color() fyne.ThemeColorName {
	if p.Color == "" {
		return theme.ColorText
	}
	return p.Color
}

func (p *Paragraph) lineHeight() float32 { return ceil(p.textSize() * lineHeight) }

// prepare drops the caches when text, size or font changed.
func (p *Paragraph) prepare() {
	key := paragraphKey{text: p.Text, size: p.textSize(), bold: p.Bold, nowrap: p.NoWrap, font: p.look().Font(fyne.TextStyle{}).Name()}
	if p.widths != nil && key == p.key {
		return
	}
	p.key = key
	p.words = Words(p.Text, p.Bold)
	p.widths = make(map[Piece]float32)
	p.lines = make(map[float32][]Line)
	p.widest = -1
}

func (p *Paragraph) measure(text string, bold bool) float32 {
	piece := Piece{Text: text, Bold: bold}
	if w, ok := p.widths[piece]; ok {
		return w
	}
	w := fyne.MeasureText(text, p.key.size, fyne.TextStyle{Bold: bold}).Width
	p.widths[piece] = w
	return w
}

// limit is the widest line that is still easy to read.
func (p *Paragraph) limit(width float32) float32 {
	chars := p.Measure
	if chars == 0 {
		chars = fullMeasure
	}
	if chars < 0 || width <= 0 {
		return width
	}
	// The average of lower case is near that of running text with its spaces.
	const alphabet = "abcdefghijklmnopqrstuvwxyz "
	return min(width, float32(chars)*p.measure(alphabet, false)/float32(len(alphabet)))
}

func (p *Paragraph) wrapped(width float32) []Line {
	p.prepare()
	if p.NoWrap {
		width = -1
	}
	if width > 0 {
		width = p.limit(width)
	}
	if lines, ok := p.lines[width]; ok {
		return lines
	}
	if len(p.lines) > 16 {
		clear(p.lines)
	}
	lines := Wrap(p.words, width, p.measure)
	p.lines[width] = lines
	return lines
}

func (p *Paragraph) lineWidth(line Line) float32 {
	var sum float32
	for _, run := range line.Runs() {
		sum += p.measure(run.Text, run.Bold)
	}
	return sum
}

func (p *Paragraph) parts() []fyne.CanvasObject { return p.shown }

func (p *Paragraph) style() {
	p.prepare()
	for _, o := range p.shown {
		t := o.(*canvas.Text)
		if ink := p.paint(p.color()); t.Color != ink || t.TextSize != p.key.size {
			t.Color, t.TextSize = ink, p.key.size
			t.Refresh()
		}
	}
}

func (p *Paragraph) least() fyne.Size {
	if p.NoWrap {
		return fyne.NewSize(p.NaturalWidth(), p.HeightFor(-1))
	}
	width := p.BaseWidget.Size().Width
	return fyne.NewSize(min(p.NaturalWidth(), 4*p.textSize()), p.HeightFor(width))
}

func (p *Paragraph) place(size fyne.Size) {
	high := p.lineHeight()
	used := 0
	for i, line := range p.wrapped(size.Width) {
		x := float32(0)
		if p.Center {
			x = max(0, (size.Width-p.lineWidth(line))/2)
		}
		for _, run := range line.Runs() {
			t := p.text(used)
			used++
			width := p.measure(run.Text, run.Bold)
			setBounds(t, x, float32(i)*high, width, high)
			x += width
			if t.Text != run.Text || t.TextStyle.Bold != run.Bold {
				t.Text, t.TextStyle.Bold = run.Text, run.Bold
				t.Refresh()
			}
		}
	}
	p.shown = p.shown[:used]
}

// text returns the i-th text object, making it if needed.
func (p *Paragraph) text(i int) *canvas.Text {
	if i < len(p.shown) {
		return p.shown[i].(*canvas.Text)
	}
	t := canvas.NewText("", p.paint(p.color()))
	t.TextSize = p.key.size
	p.shown = append(p.shown[:i], t)
	return t
}

func plain(text string) string { return strings.ReplaceAll(text, "**", "") }

func ceil(v float32) float32 {
	n := float32(int(v))
	if n < v {
		n++
	}
	return n
}
