package play

import (
	"fmt"
	"image/color"
	"math"
	"regexp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/assets/font"
	"eclaire/consent"
	"eclaire/ui/widget"
)

// Finding is one thing on a page that nobody should see.
type Finding struct {
	Kind  Fault
	Words string // what stands there
	More  string // where, how much
}

// Fault is a kind of Finding.
type Fault string

// What an Auditor looks for.
const (
	Outside     Fault = "outside its place"
	Overlap     Fault = "over something else"
	SmallTarget Fault = "target too small"
	Faint       Fault = "too faint"
	WrongTongue Fault = "in the other language"
	Unfilled    Fault = "a placeholder not filled"
	Fontless    Fault = "with a letter that the font lacks"
	Nameless    Fault = "without a name for a screen reader"
)

func (f Finding) String() string { return fmt.Sprintf("%s: %q %s", f.Kind, f.Words, f.More) }

// What an Auditor asks of a page.
const (
	leastTarget   = 60 // height of what can be pressed
	leastContrast = 7
	tolerance     = 1.5 // for rounding
)

// Auditor looks at whole pages.
type Auditor struct {
	Tongues Tongues
	// Allow holds the words that may stand on a page in either language.
	Allow map[string]bool
	// Target is the least height of what can be pressed; 0 for the usual 60.
	Target float32
}

// Audit looks at all that root draws on a canvas of a size, in a language.
func (a *Auditor) Audit(root fyne.CanvasObject, size fyne.Size, language consent.Language) []Finding {
	w := &walk{auditor: a, language: language, window: box{0, 0, size.Width, size.Height}}
	w.visit(root, place{at: fyne.NewPos(0, 0)})
	w.compare()
	return w.found
}

// box is a rectangle on the canvas.
type box struct{ x0, y0, x1, y1 float32 }

func boxOf(at fyne.Position, size fyne.Size) box {
	return box{at.X, at.Y, at.X + size.Width, at.Y + size.Height}
}

func (b box) overlap(o box) (x, y float32) {
	return min(b.x1, o.x1) - max(b.x0, o.x0), min(b.y1, o.y1) - max(b.y0, o.y0)
}

func (b box) meets(o box) bool {
	x, y := b.overlap(o)
	return x > tolerance && y > tolerance
}

func (b box) holds(x, y float32) bool { return x >= b.x0 && x <= b.x1 && y >= b.y0 && y <= b.y1 }

// place is where an object stands: what is around it, and how far it scrolls.
type place struct {
	at       fyne.Position
	parents  []box // up to the nearest scroller
	sides    []box // of all around it: nothing scrolls sideways
	scroller *widget.Scroller
	chapters *widget.Chapters
	target   int // the thing to press it belongs to, from 1; 0 for none
}

// mark is something that must not lie over another.
type mark struct {
	box
	words  string
	where  place
	text   bool
	target int
}

// bed is a painted ground.
type bed struct {
	box
	fill color.NRGBA
}

type walk struct {
	auditor  *Auditor
	language consent.Language
	window   box
	beds     []bed
	marks    []mark
	targets  int
	found    []Finding
}

func (w *walk) add(kind Fault, words, format string, args ...any) {
	w.found = append(w.found, Finding{kind, words, fmt.Sprintf(format, args...)})
}

func (w *walk) visit(o fyne.CanvasObject, p place) {
	if o == nil || !o.Visible() {
		return
	}
	p.at = p.at.Add(o.Position())
	own := boxOf(p.at, o.Size())
	switch o := o.(type) {
	case *canvas.Text:
		w.text(o, p)
		return
	case *canvas.Rectangle:
		w.paint(own, o.FillColor)
		return
	case *canvas.Circle:
		w.paint(own, o.FillColor)
		return
	}
	w.words(o)
	if t, ok := pressable(o); ok {
		w.targets++
		p.target = w.targets
		w.target(t, own, p)
	}
	p.parents = append(p.parents[:len(p.parents):len(p.parents)], own)
	p.sides = append(p.sides[:len(p.sides):len(p.sides)], own)
	if c, ok := o.(*widget.Chapters); ok {
		p.chapters = c
	}
	if s, ok := o.(*widget.Scroller); ok {
		w.scroller(s, p)
		return
	}
	for _, child := range widget.Children(o) {
		w.visit(child, p)
	}
}

// scroller visits what scrolls, free of the heights around it, and then the rest.
func (w *walk) scroller(s *widget.Scroller, p place) {
	inside := p
	at, size := p.at, s.Size() // what scrolls has the same ground above and below
	ground := w.groundAt(at.X+size.Width/2, at.Y+size.Height/2)
	w.beds = append(w.beds, bed{box{at.X, -1e6, at.X + size.Width, 1e6}, ground})
	inside.parents, inside.scroller = nil, s
	for _, child := range widget.Children(s) {
		if child == s.Content {
			w.visit(child, inside)
			continue
		}
		marks := len(w.marks)
		w.visit(child, p)
		w.marks = w.marks[:marks] // its own marks lie over the content on purpose
	}
}

// pressable tells what is pressed where it stands, by a name.
func pressable(o fyne.CanvasObject) (string, bool) {
	if d, ok := o.(fyne.Disableable); ok && d.Disabled() {
		if _, spine := o.(*widget.SpinePicker); spine {
			return "", false
		}
	}
	switch o.(type) {
	case *widget.Dialog, *widget.Scroller, *widget.Hand:
		return "", false
	}
	if _, ok := o.(fyne.Tappable); !ok {
		return "", false
	}
	return label(o), true
}

func (w *walk) target(words string, own box, p place) {
	if words == "" {
		w.add(Nameless, words, "at %.0f, %.0f", own.x0, own.y0)
	}
	if high := own.y1 - own.y0; high < max(leastTarget, w.auditor.Target)-0.5 {
		w.add(SmallTarget, words, "%.0f high", high)
	}
	if wide := own.x1 - own.x0; wide < leastTarget*0.6 {
		w.add(SmallTarget, words, "%.0f wide", wide)
	}
	w.inside(own, words, p)
	w.marks = append(w.marks, mark{own, words, p, false, p.target})
}

// inside tells of what leaves the window or what stands around it.
func (w *walk) inside(b box, words string, p place) {
	for _, side := range append(p.sides[:len(p.sides):len(p.sides)], w.window) {
		if b.x0 < side.x0-tolerance || b.x1 > side.x1+tolerance {
			w.add(Outside, words, "from %.0f to %.0f in %.0f to %.0f, sideways", b.x0, b.x1, side.x0, side.x1)
			return
		}
	}
	around := p.parents
	if p.scroller == nil {
		around = append(around[:len(around):len(around)], w.window)
	}
	for _, parent := range around {
		if b.y0 < parent.y0-tolerance || b.y1 > parent.y1+tolerance {
			w.add(Outside, words, "from %.0f to %.0f in %.0f to %.0f, in height", b.y0, b.y1, parent.y0, parent.y1)
			return
		}
	}
}

// text looks at one piece of writing on one line.
func (w *walk) text(t *canvas.Text, p place) {
	if strings.TrimSpace(t.Text) == "" {
		return
	}
	w.letters(t.Text)
	need := fyne.MeasureText(t.Text, t.TextSize, t.TextStyle)
	x := p.at.X
	switch t.Alignment {
	case fyne.TextAlignTrailing:
		x += t.Size().Width - need.Width
	case fyne.TextAlignCenter:
		x += (t.Size().Width - need.Width) / 2
	}
	middle := p.at.Y + t.Size().Height/2
	half := t.TextSize * 0.55 // from the top of a capital to the foot of a p
	b := box{x, middle - half, x + need.Width, middle + half}
	w.inside(b, t.Text, p)
	w.contrast(t, b)
	w.marks = append(w.marks, mark{b, t.Text, p, true, p.target})
}

// letters tells of what another font would have to draw, if this machine has one. Letters
// that a field refused are named as they are, each between marks of its direction.
func (w *walk) letters(words string) {
	if strings.ContainsRune(words, '\u200e') {
		return
	}
	if i := strings.IndexFunc(words, func(r rune) bool { return !font.Has(r) }); i >= 0 {
		w.add(Fontless, words, "%q", words[i:])
	}
}

func (w *walk) contrast(t *canvas.Text, b box) {
	ground := w.groundAt((b.x0+b.x1)/2, (b.y0+b.y1)/2)
	if c := contrast(over(toNRGBA(t.Color), ground), ground); c < leastContrast-0.005 {
		w.add(Faint, t.Text, "%.2f : 1", c)
	}
}

func (w *walk) paint(b box, c color.Color) {
	if fill := toNRGBA(c); fill.A > 0 {
		w.beds = append(w.beds, bed{b, fill})
	}
}

// groundAt is the colour painted last at a place, white where nothing is.
func (w *walk) groundAt(x, y float32) color.NRGBA {
	ground := color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF}
	for _, b := range w.beds {
		if b.holds(x, y) {
			ground = over(b.fill, ground)
		}
	}
	return ground
}

// words looks at the language of what an object says, and at what was not filled.
func (w *walk) words(o fyne.CanvasObject) {
	said := label(o)
	if p, ok := o.(*widget.Paragraph); ok {
		said = strings.ReplaceAll(p.Text, "**", "")
	}
	if said == "" {
		return
	}
	if hole.MatchString(said) {
		w.add(Unfilled, said, "")
	}
	if w.auditor.Allow[said] {
		return
	}
	if foreign := w.auditor.Tongues.Foreign(said, w.language); foreign != "" {
		w.add(WrongTongue, said, "(%s)", foreign)
	}
}

var hole = regexp.MustCompile(`\{[\pL_.]*\}|\{\{|‹\S*›|<no value>|%!|<nil>`)

// compare tells of writing over writing, targets over targets, and writing over
// a target that is not its own.
func (w *walk) compare() {
	for i, a := range w.marks {
		for _, b := range w.marks[i+1:] {
			if a.where.scroller != b.where.scroller || !a.meets(b.box) {
				continue
			}
			if c := a.where.chapters; c != nil && c == b.where.chapters && a.text != b.text {
				continue // the place on the way is written across the bars of all chapters
			}
			if !a.text && !b.text && a.target != b.target || a.text && b.text || a.text != b.text && a.target != b.target {
				x, y := a.overlap(b.box)
				w.add(Overlap, a.words, "and %q by %.0f × %.0f", b.words, x, y)
			}
		}
	}
}

func toNRGBA(c color.Color) color.NRGBA {
	if c == nil {
		return color.NRGBA{}
	}
	return color.NRGBAModel.Convert(c).(color.NRGBA)
}

// over mixes a colour over an opaque ground.
func over(c, ground color.NRGBA) color.NRGBA {
	mix := func(a, b uint8) uint8 { return uint8((int(a)*int(c.A) + int(b)*(255-int(c.A))) / 255) }
	return color.NRGBA{mix(c.R, ground.R), mix(c.G, ground.G), mix(c.B, ground.B), 0xFF}
}

// contrast is that of WCAG 2.
func contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c color.NRGBA) float64 {
	part := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}
