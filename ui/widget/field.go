package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	fw "fyne.io/fyne/v2/widget"

	"eclaire/ui/theme"
)

// Field is a labelled entry with a hint or an error sentence under it.
type Field struct {
	base
	Label string
	Hint  string
	// Kind is what it takes, for the on-screen keyboard.
	Kind Kind
	// Fold gives what stands in the entry in place of what was written or pasted; nil
	// leaves all as it is. Folded again it stays the same.
	Fold      func(string) string
	OnChanged func(string)
	// OnTouch is called when a finger touches the entry, which then has the focus.
	OnTouch func(*Field)
	// OnBlur is called when the entry is left. Keys of a Keyboard do not count.
	OnBlur   func(*Field)
	OnSubmit func(*Field)

	entry *entry
	label *Paragraph
	under *Paragraph
	mark  picture
	ring  ring
	err   string
	rows  int     // of a long field
	room  float32 // what it may take, see Fit; 0: what it needs
	// onTyped tells the keyboard that writes into the field of what was written.
	onTyped func()
	// dressed is the theme the entry was last drawn in: Fyne's entry does not ask again.
	dressed *theme.Theme
}

var _ HeightForWidth = (*Field)(nil)

// NewField returns an empty field of one line.
func NewField(label string, changed func(string)) *Field {
	return newField(label, changed, &fw.Entry{})
}

// NewLongField returns an empty field of several lines.
func NewLongField(label string, rows int, changed func(string)) *Field {
	f := newField(label, changed, &fw.Entry{MultiLine: true, Wrapping: fyne.TextWrapWord})
	f.rows = max(rows, fewRows)
	f.show(f.rows)
	f.Kind = Sentences
	return f
}

// NewSecretField returns a field that shows dots.
func NewSecretField(label string, changed func(string)) *Field {
	f := newField(label, changed, &fw.Entry{Password: true})
	f.Kind = Secret
	return f
}

func newField(label string, changed func(string), like *fw.Entry) *Field {
	f := &Field{Label: label, OnChanged: changed, ring: newRing()}
	f.entry = &entry{field: f}
	f.entry.MultiLine, f.entry.Wrapping, f.entry.Password = like.MultiLine, like.Wrapping, like.Password
	f.entry.ExtendBaseWidget(f.entry)
	f.entry.OnChanged = f.changed
	f.entry.OnSubmitted = func(string) {
		if f.OnSubmit != nil {
			f.OnSubmit(f)
		}
	}
	f.label, f.under, f.mark = NewQuiet(label), NewQuiet(""), newDrawing()
	f.ExtendBaseWidget(f)
	return f
}

func (f *Field) changed(text string) {
	if f.Fold != nil {
		if folded := f.Fold(text); folded != text {
			place := len([]rune(f.Fold(f.before())))
			f.entry.SetText(folded) // comes here again
			f.SetPlace(place)
			return
		}
	}
	if f.OnChanged != nil {
		f.OnChanged(text)
	}
}

// Text returns what is written.
func (f *Field) Text() string { return f.entry.Text }

// SetText replaces what is written; OnChanged is called if it differs.
func (f *Field) SetText(text string) { f.entry.SetText(text) }

// SetError shows an error sentence in place of the hint; an empty one removes it.
func (f *Field) SetError(sentence string) {
	if f.err != sentence {
		f.err = sentence
		f.Refresh()
	}
}

// Error returns the error sentence shown.
func (f *Field) Error() string { return f.err }

// Entry is the Fyne entry inside, for what Field does not offer.
func (f *Field) Entry() *fw.Entry { return &f.entry.Entry }

// Place is where the next character goes, counted in characters from the
// beginning.
func (f *Field) Place() int { return f.entry.CursorTextOffset() }

// SetPlace changes that, as far as there is text.
func (f *Field) SetPlace(offset int) {
	row, column := 0, 0
	for i, r := range []rune(f.entry.Text) {
		if i == offset {
			break
		}
		column++
		if r == '\n' {
			row, column = row+1, 0
		}
	}
	f.entry.CursorRow, f.entry.CursorColumn = row, column
	f.entry.Refresh()
}

// before is what stands before the next character.
func (f *Field) before() string {
	text := []rune(f.entry.Text)
	return string(text[:min(f.Place(), len(text))])
}

// Focus gives the focus to the entry.
func (f *Field) Focus() { focusOn(f.entry) }

// TypedRune writes into the entry, with or without focus, as a Keyboard does.
func (f *Field) TypedRune(r rune) { f.entry.TypedRune(r) }

// TypedKey passes a key to the entry.
func (f *Field) TypedKey(ev *fyne.KeyEvent) { f.entry.TypedKey(ev) }

// Enable lets one write.
func (f *Field) Enable() { f.entry.Enable() }

// Disable keeps the text as it is.
func (f *Field) Disable() { f.entry.Disable() }

func (f *Field) gained() {
	f.ring.gained(f)
	f.Refresh()
}

func (f *Field) lost() {
	f.ring.lost()
	f.Refresh()
	if f.OnBlur != nil {
		f.OnBlur(f)
	}
}

// CreateRenderer implements fyne.Widget.
func (f *Field) CreateRenderer() fyne.WidgetRenderer { return newRenderer(f) }

// AccessibilityLabel implements fyne.Accessible.
func (f *Field) AccessibilityLabel() string { return f.Label }

// AccessibilityRole implements fyne.Accessible.
func (f *Field) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

func (f *Field) entryHeight() float32 {
	return max(f.entry.MinSize().Height, f.size(theme.SizeTarget))
}

// markRoom is the width of the error sign with its gap.
func (f *Field) markRoom() float32 {
	if f.err == "" {
		return 0
	}
	return ceil(f.under.textSize()*1.2) + units(8)
}

func (f *Field) underHeight(width float32) float32 {
	if f.under.Text == "" {
		return 0
	}
	return f.under.HeightFor(max(width-f.markRoom(), 1)) + units(4)
}

func (f *Field) labelHeight(width float32) float32 {
	if f.Label == "" {
		return 0
	}
	return f.label.HeightFor(width) + units(4)
}

// HeightFor implements HeightForWidth.
func (f *Field) HeightFor(width float32) float32 {
	f.take()
	f.squeeze(width)
	return f.high(width)
}

func (f *Field) high(width float32) float32 {
	return f.labelHeight(width) + f.entryHeight() + f.underHeight(width)
}

func (f *Field) least() fyne.Size {
	width := f.size(theme.SizeBody) * 6
	return fyne.NewSize(width, f.HeightFor(max(f.Size().Width, width)))
}

func (f *Field) parts() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.label, f.entry, f.mark.Raster, f.under, f.ring.rect}
}

func (f *Field) take() {
	f.label.SetText(f.Label)
	text, tint := f.Hint, theme.ColorQuiet
	if f.err != "" {
		text, tint = f.err, theme.ColorCaution
	}
	if f.under.Text != text || f.under.Color != tint {
		f.under.Text, f.under.Color = text, tint
		f.under.Refresh()
	}
}

func (f *Field) style() {
	f.take()
	if now := f.look(); f.dressed != now {
		f.dressed = now
		f.entry.Refresh()
	}
	glyph := GlyphNone
	if f.err != "" {
		glyph = GlyphCaution
	}
	setGlyph(&f.mark, glyph, f.paint(theme.ColorCaution))
	f.ring.style(f.look(), f.look().Size("inputRadius"))
}

func (f *Field) place(size fyne.Size) {
	f.squeeze(size.Width)
	y := f.labelHeight(size.Width)
	setBounds(f.label, 0, 0, size.Width, max(y-units(4), 0))
	under := f.underHeight(size.Width)
	high := max(f.entryHeight(), size.Height-y-under)
	if !f.entry.MultiLine {
		high = f.entryHeight()
	}
	setBounds(f.entry, 0, y, size.Width, high)
	f.ring.around(f.look(), fyne.NewPos(0, y), fyne.NewSize(size.Width, high))
	y += high + units(4)
	room := f.markRoom()
	sign := max(room-units(8), 0)
	setBounds(f.mark, 0, y+(f.under.lineHeight()-sign)/2, sign, sign)
	setBounds(f.under, room, y, size.Width-room, max(under-units(4), 0))
}

// entry is Fyne's entry that tells about its focus and has no menu, which would
// speak the system's language.
type entry struct {
	fw.Entry
	field *Field
	blind bool // the focus is elsewhere while a finger is down, though the entry still looks focused
}

// ID gives the entry the field's name.
func (e *entry) ID() string { return e.field.ID() }

// AcceptsTab implements fyne.Tabbable: Tab leaves a field of several lines too, which a
// keyboard would never get out of else.
func (e *entry) AcceptsTab() bool { return false }

// KeyDown implements desktop.Keyable: a keyboard is being used.
func (e *entry) KeyDown(ev *fyne.KeyEvent) {
	e.field.ring.typed(e.field)
	e.Entry.KeyDown(ev)
}

// TypedRune implements fyne.Focusable.
func (e *entry) TypedRune(r rune) {
	e.Entry.TypedRune(r)
	e.typed()
}

// TypedKey implements fyne.Focusable.
func (e *entry) TypedKey(ev *fyne.KeyEvent) {
	e.Entry.TypedKey(ev)
	e.typed()
}

func (e *entry) typed() {
	if e.field.onTyped != nil {
		e.field.onTyped()
	}
}

// FocusGained implements fyne.Focusable.
func (e *entry) FocusGained() {
	e.Entry.FocusGained()
	seen := e.blind || e.field.ring.focused
	e.blind = false
	if !seen {
		e.field.gained()
	}
}

// FocusLost implements fyne.Focusable. While a finger is down nothing is done
// yet: what it changes would move under the finger, and a key of the on-screen
// keyboard gives the focus back.
func (e *entry) FocusLost() {
	if h := handOver(e); h != nil && h.Down() {
		e.blind = true
		h.wait(e)
		return
	}
	e.leave()
}

// leave is the true loss of the focus.
func (e *entry) leave() {
	e.blind = false
	e.Entry.FocusLost()
	e.field.lost()
}

// Tapped implements fyne.Tappable: the focus comes when the finger lifts, and the
// cursor to where it was.
func (e *entry) Tapped(ev *fyne.PointEvent) {
	if e.Disabled() {
		return
	}
	focusOn(e)
	at := &desktop.MouseEvent{PointEvent: *ev, Button: desktop.MouseButtonPrimary}
	e.Entry.MouseDown(at)
	e.Entry.MouseUp(at)
	if e.field.OnTouch != nil {
		e.field.OnTouch(e.field)
	}
}

// TappedSecondary hides Fyne's menu.
func (e *entry) TappedSecondary(*fyne.PointEvent) {}

// AccessibilityLabel implements fyne.Accessible: the entry goes by the field's
// name. What is written in it is not told.
func (e *entry) AccessibilityLabel() string { return e.field.Label }

// AccessibilityRole implements fyne.Accessible.
func (e *entry) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
