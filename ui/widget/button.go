package widget

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/ui/theme"
)

// ButtonKind is the weight and shape of a button.
type ButtonKind int

const (
	Primary   ButtonKind = iota // the one action of a screen: filled
	Secondary                   // outlined
	Quiet                       // thin grey edge
	Choice                      // full width, words at the left, can be selected
	Pill                        // small, in bars, can be selected
	Tile                        // large and filled, for two or more of equal weight
	ListRow                     // full width in a list, words at the left
)

// Half is which half of a pair of pills a button is.
type Half int

const (
	Alone Half = iota
	LeftHalf
	RightHalf
)

// Button has whole words, wrapped when narrow. Set the fields, then Refresh.
type Button struct {
	base
	Text     string
	Kind     ButtonKind
	Selected bool  // Choice and Pill only
	Leading  Glyph // drawn before the words
	Trailing Glyph // drawn after the words
	// MinWidth keeps short words from making a small button.
	MinWidth float32
	// Left makes the words begin at the left, as a choice's do.
	Left bool
	// Compact makes a choice that stands in a row with others.
	Compact bool
	// Half makes a pill one half of a joined pair.
	Half Half
	// Hold is how long a finger must stay on it before it acts; 0: it acts when the
	// finger lifts. A key of a keyboard presses it at once.
	Hold time.Duration
	// OnShort is told of a finger that lifted too soon; it may be nil.
	OnShort func()
	// Aside leaves the focus in the field that is being written into.
	Aside    bool
	OnTapped func()

	disabled bool
	ring     ring
	bed      *canvas.Rectangle
	label    *Paragraph
	lead     picture
	mark     *canvas.Circle // of a choice: empty, or filled with a check mark
	trail    picture
	under    *canvas.Rectangle // under the words of a selected pill: not by colour alone
}

var (
	_ fyne.Focusable   = (*Button)(nil)
	_ fyne.Disableable = (*Button)(nil)
	_ fyne.Tappable    = (*Button)(nil)
	_ HeightForWidth   = (*Button)(nil)
	_ fyne.Accessible  = (*Button)(nil)
)

// NewButton returns a button of a kind.
func NewButton(kind ButtonKind, text string, tapped func()) *Button {
	b := &Button{Kind: kind, Text: text, OnTapped: tapped}
	b.build()
	return b
}

// NewBack returns a secondary button with ‹ before the words.
func NewBack(text string, tapped func()) *Button {
	b := NewButton(Secondary, text, tapped)
	b.Leading = GlyphBack
	return b
}

// NewForward returns the primary button of a screen with › after the words.
func NewForward(text string, tapped func()) *Button {
	b := NewButton(Primary, text, tapped)
	b.Trailing = GlyphForward
	return b
}

// NewChoice returns a full-width choice.
func NewChoice(text string, selected bool, tapped func()) *Button {
	b := NewButton(Choice, text, tapped)
	b.Selected = selected
	return b
}

// NewRowButton returns a row of a list that leads somewhere, with › at its end.
func NewRowButton(text string, tapped func()) *Button {
	b := NewButton(ListRow, text, tapped)
	b.Trailing = GlyphForward
	return b
}

func (b *Button) build() {
	if b.label != nil {
		return
	}
	b.ring = newRing()
	b.bed = canvas.NewRectangle(color.Transparent)
	b.label = NewParagraph("")
	b.label.Measure = -1
	b.lead, b.trail = newDrawing(), newDrawing()
	b.mark = canvas.NewCircle(color.Transparent)
	b.under = canvas.NewRectangle(color.Transparent)
	b.ExtendBaseWidget(b)
	b.style()
}

// SetText changes the words.
func (b *Button) SetText(text string) {
	if b.Text != text {
		b.Text = text
		b.Refresh()
	}
}

// SetSelected changes whether a choice or pill is selected.
func (b *Button) SetSelected(selected bool) {
	if b.Selected != selected {
		b.Selected = selected
		b.Refresh()
	}
}

// Enable implements fyne.Disableable.
func (b *Button) Enable() {
	if b.disabled {
		b.disabled = false
		b.Refresh()
	}
}

// Disable implements fyne.Disableable: the words stay readable.
func (b *Button) Disable() {
	if !b.disabled {
		b.disabled = true
		b.Refresh()
	}
}

// Disabled implements fyne.Disableable.
func (b *Button) Disabled() bool { return b.disabled }

// Tapped implements fyne.Tappable.
func (b *Button) Tapped(*fyne.PointEvent) {
	if b.disabled {
		return
	}
	if !b.Aside {
		b.ring.touched(b)
	}
	b.activate()
}

func (b *Button) keepsFocus() bool { return b.Aside }

func (b *Button) held() time.Duration { return b.Hold }

func (b *Button) short() {
	if !b.disabled && b.OnShort != nil {
		b.OnShort()
	}
}

func (b *Button) activate() {
	if !b.disabled && b.OnTapped != nil {
		b.OnTapped()
	}
}

// FocusGained implements fyne.Focusable.
func (b *Button) FocusGained() { b.ring.gained(b); b.Refresh() }

// FocusLost implements fyne.Focusable.
func (b *Button) FocusLost() { b.ring.lost(); b.Refresh() }

// KeyDown implements desktop.Keyable: a keyboard is being used.
func (b *Button) KeyDown(*fyne.KeyEvent) {
	b.ring.typed(b)
	b.Refresh()
}

// KeyUp implements desktop.Keyable.
func (b *Button) KeyUp(*fyne.KeyEvent) {}

// TypedRune implements fyne.Focusable.
func (b *Button) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (b *Button) TypedKey(ev *fyne.KeyEvent) {
	b.ring.typed(b)
	if isPress(ev.Name) {
		b.activate()
		return
	}
	b.Refresh()
}

// AccessibilityLabel implements fyne.Accessible.
func (b *Button) AccessibilityLabel() string { return plain(b.Text) }

// AccessibilityRole implements fyne.Accessible.
func (b *Button) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	b.build()
	return newRenderer(b)
}

// HeightFor implements HeightForWidth.
func (b *Button) HeightFor(width float32) float32 {
	b.build()
	v := b.padV()
	inner := width - b.around()
	return max(b.target(), b.label.HeightFor(max(inner, 1))+2*v)
}

// NaturalWidth implements NaturalWidth: the words on one line.
func (b *Button) NaturalWidth() float32 {
	b.build()
	return max(units(b.MinWidth), b.label.NaturalWidth()+b.around()+2)
}

func (b *Button) target() float32 {
	t := b.size(theme.SizeTarget)
	if b.Kind == Tile {
		return max(units(120), t+units(20))
	}
	if b.Kind == Primary || b.Kind == Secondary {
		t += units(8)
	}
	return t
}

func (b *Button) padH() float32 {
	p := b.size(theme.SizePad)
	switch b.Kind {
	case Primary, Secondary:
		return p * 2
	case Pill:
		if b.Half != Alone {
			return p / 2
		}
		return max(p, b.radius()*0.7)
	default:
		return p
	}
}

func (b *Button) padV() float32 { return b.size(theme.SizePad) / 2 }

func (b *Button) glyphSize() float32 { return ceil(b.label.textSize()) }

// glyphRoom is the width a glyph takes with its gap.
func (b *Button) glyphRoom(g Glyph) float32 {
	if g == GlyphNone {
		return 0
	}
	if b.Kind == Choice && !b.Compact {
		return b.glyphSize() + units(18)
	}
	if b.Kind == Choice || b.Left {
		return b.glyphSize() + units(14)
	}
	return b.glyphSize() + units(8)
}

// wide tells whether the words begin at the left of the whole width.
func (b *Button) wide() bool { return b.Kind == Choice || b.Kind == ListRow || b.Left }

// around is the width taken by all but the words.
func (b *Button) around() float32 {
	return 2*b.padH() + b.glyphRoom(b.leading()) + b.glyphRoom(b.Trailing)
}

// leading is the sign before the words: a choice has a circle, with a check mark
// once it is selected.
func (b *Button) leading() Glyph {
	if b.Kind == Choice {
		return GlyphCheck
	}
	return b.Leading
}

func (b *Button) least() fyne.Size {
	natural := b.NaturalWidth()
	width := min(natural, max(units(b.MinWidth), 18*b.label.textSize()))
	if b.wide() {
		width = min(natural, 14*b.label.textSize())
	}
	at := b.Size().Width
	if at <= 0 {
		at = max(width, natural)
	}
	return fyne.NewSize(width, b.HeightFor(at))
}

func (b *Button) parts() []fyne.CanvasObject {
	return []fyne.CanvasObject{b.bed, b.mark, b.lead.Raster, b.trail.Raster, b.under, b.label, b.ring.rect}
}

func (b *Button) style() {
	look := b.colors()
	b.bed.FillColor, b.bed.StrokeColor, b.bed.StrokeWidth = look.fill, look.edge, look.width
	b.bed.CornerRadius = b.radius()
	if square := float32(0.01); b.Half == LeftHalf { // 0 would mean the corner radius
		b.bed.TopRightCornerRadius, b.bed.BottomRightCornerRadius = square, square
	} else if b.Half == RightHalf {
		b.bed.TopLeftCornerRadius, b.bed.BottomLeftCornerRadius = square, square
	}
	b.label.Text, b.label.Color = b.Text, look.text
	b.label.Bold = true
	b.label.TextSize = theme.SizeButton
	if b.Kind != Primary && b.Kind != Secondary && b.Kind != Tile {
		b.label.TextSize = theme.SizeQuiet
	}
	if b.Kind == Choice && !b.Compact || b.Kind == ListRow {
		b.label.TextSize = theme.SizeBody
	}
	b.label.Center = !b.wide()
	b.label.Refresh()
	glyph := b.leading()
	if b.Kind == Choice && !b.Selected {
		glyph = GlyphNone
	}
	signed := look.text
	b.mark.Hidden = b.Kind != Choice
	if b.Kind == Choice {
		b.mark.FillColor, b.mark.StrokeColor, b.mark.StrokeWidth = color.Transparent, b.paint(theme.ColorAction), units(2.5)
		if b.Selected {
			signed = theme.ColorAction
			b.mark.FillColor, b.mark.StrokeColor = b.paint(theme.ColorOnAction), b.paint(theme.ColorOnAction)
		}
	}
	b.under.Hidden = b.Kind != Pill || !b.Selected
	b.under.FillColor, b.under.CornerRadius = b.paint(look.text), units(1.5)
	setGlyph(&b.lead, glyph, b.paint(signed))
	setGlyph(&b.trail, b.Trailing, b.paint(look.text))
	b.ring.style(b.look(), b.bed.CornerRadius)
}

func (b *Button) radius() float32 {
	if b.Kind == Pill {
		return b.size(theme.SizeTarget) / 2
	}
	return b.size(theme.SizeRadius)
}

type buttonLook struct {
	fill, edge color.Color
	width      float32
	text       fyne.ThemeColorName
}

func (b *Button) colors() buttonLook {
	filled := b.Kind == Primary || b.Kind == Tile || (b.Selected && (b.Kind == Choice || b.Kind == Pill))
	switch {
	case b.disabled:
		return buttonLook{fill: b.paint(theme.ColorDisabledBed), edge: b.paint(theme.ColorEdge), width: units(1), text: theme.ColorDisabled}
	case filled:
		return buttonLook{fill: b.paint(theme.ColorAction), edge: b.paint(theme.ColorAction), width: units(2), text: theme.ColorOnAction}
	case b.Kind == ListRow:
		return buttonLook{fill: b.paint(theme.ColorCard), edge: b.paint(theme.ColorEdge), width: units(1.5), text: theme.ColorText}
	case b.Kind == Quiet:
		return buttonLook{fill: b.paint(theme.ColorCard), edge: b.paint(theme.ColorEdge), width: units(1.5), text: theme.ColorQuiet}
	case b.Kind == Choice && b.Compact:
		return buttonLook{fill: b.paint(theme.ColorCard), edge: b.paint(theme.ColorEdge), width: units(2), text: theme.ColorText}
	case b.Kind == Choice:
		return buttonLook{fill: b.paint(theme.ColorCard), edge: b.paint(theme.ColorAction), width: units(2), text: theme.ColorText}
	default:
		return buttonLook{fill: b.paint(theme.ColorCard), edge: b.paint(theme.ColorAction), width: units(2), text: theme.ColorAction}
	}
}

func (b *Button) place(size fyne.Size) {
	setBounds(b.bed, 0, 0, size.Width, size.Height)
	b.ring.around(b.look(), fyne.NewPos(0, 0), size)
	lead, trail := b.glyphRoom(b.leading()), b.glyphRoom(b.Trailing)
	inner := max(size.Width-b.around(), 1)
	words := inner
	x := b.padH()
	if !b.wide() {
		words = min(inner, b.label.NaturalWidth()+2)
		x += (inner - words) / 2
	}
	high := b.label.HeightFor(words)
	mid := size.Height / 2
	glyph := b.glyphSize()
	if b.Kind == Choice { // the check mark stands inside of its circle
		round := glyph + units(6)
		setBounds(b.mark, x, mid-round/2, round, round)
		sign := glyph * 0.75
		setBounds(b.lead, x+(round-sign)/2, mid-sign/2, sign, sign)
	} else {
		setBounds(b.lead, x, mid-glyph/2, glyph, glyph)
	}
	setBounds(b.label, x+lead, mid-high/2, words, high)
	setBounds(b.under, x+lead, mid+high/2-units(1), words, units(3))
	setBounds(b.trail, x+lead+words+trail-glyph, mid-glyph/2, glyph, glyph)
}
