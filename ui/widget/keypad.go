package widget

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/ui/theme"
)

// Keypad takes a PIN and shows dots, or a code and shows its digits.
type Keypad struct {
	base
	// Length ends the entry when that many digits are there; 0 waits for the done key.
	Length    int
	DoneLabel string
	// EraseLabel names the erasing key, which shows a sign.
	EraseLabel string
	OnDone     func(pin string)
	// OnChanged is told of each change of a code.
	OnChanged func(code string)

	code   bool // the digits are shown, stay after the done key, and end nothing
	boxes  codeBoxes
	digits string
	keys   []*cell
	dots   []fyne.CanvasObject
	ring   ring
}

var _ fyne.Focusable = (*Keypad)(nil)

// mostKey is how high the keys of a code get, in heights of a target.
const mostKey = 2.2

// maxPIN bounds what is kept of an entry without a length.
const maxPIN = 12

// NewKeypad returns an empty keypad.
func NewKeypad(length int, doneLabel string, done func(pin string)) *Keypad {
	k := &Keypad{Length: length, DoneLabel: doneLabel, OnDone: done, ring: newRing()}
	for _, d := range []int{1, 2, 3, 4, 5, 6, 7, 8, 9} {
		k.keys = append(k.keys, k.digit(d))
	}
	erase := Name("key.erase", newCell("", func() { k.tap(k.erase) }))
	erase.glyph, erase.quiet, erase.textSize = GlyphErase, true, theme.SizeButton
	finish := Name("key.done", newCell(doneLabel, func() { k.tap(k.finish) }))
	finish.selected, finish.shrink = true, true
	k.keys = append(k.keys, erase, k.digit(0), finish)
	k.ExtendBaseWidget(k)
	return k
}

func (k *Keypad) digit(d int) *cell {
	c := Name("key."+strconv.Itoa(d), newCell(strconv.Itoa(d), func() { k.tap(func() { k.add(rune('0' + d)) }) }))
	c.textSize = theme.SizeButton
	return c
}

func (k *Keypad) tap(do func()) {
	k.ring.touched(k)
	do()
}

func (k *Keypad) most() int {
	if k.Length > 0 {
		return k.Length
	}
	return maxPIN
}

func (k *Keypad) add(r rune) {
	if len(k.digits) >= k.most() {
		return
	}
	k.digits += string(r)
	k.Refresh()
	k.changed()
	if !k.code && k.Length > 0 && len(k.digits) == k.Length {
		k.finish()
	}
}

func (k *Keypad) changed() {
	if k.OnChanged != nil {
		k.OnChanged(k.digits)
	}
}

func (k *Keypad) erase() {
	if len(k.digits) > 0 {
		k.digits = k.digits[:len(k.digits)-1]
		k.Refresh()
		k.changed()
	}
}

// finish forgets the digits of a PIN before it tells them.
func (k *Keypad) finish() {
	if k.code {
		if len(k.digits) == k.Length && k.OnDone != nil {
			k.OnDone(k.digits)
		}
		return
	}
	pin := k.digits
	k.Clear()
	if pin != "" && k.OnDone != nil {
		k.OnDone(pin)
	}
}

// Clear forgets the digits.
func (k *Keypad) Clear() {
	k.digits = ""
	k.Refresh()
}

// FocusGained implements fyne.Focusable.
func (k *Keypad) FocusGained() { k.ring.gained(k); k.Refresh() }

// FocusLost implements fyne.Focusable.
func (k *Keypad) FocusLost() { k.ring.lost(); k.Refresh() }

// KeyDown implements desktop.Keyable: a keyboard is being used.
func (k *Keypad) KeyDown(*fyne.KeyEvent) {
	k.ring.typed(k)
	k.Refresh()
}

// KeyUp implements desktop.Keyable.
func (k *Keypad) KeyUp(*fyne.KeyEvent) {}

// TypedRune implements fyne.Focusable.
func (k *Keypad) TypedRune(r rune) {
	k.ring.typed(k)
	if r >= '0' && r <= '9' {
		k.add(r)
	}
}

// TypedKey implements fyne.Focusable.
func (k *Keypad) TypedKey(ev *fyne.KeyEvent) {
	k.ring.typed(k)
	switch ev.Name {
	case fyne.KeyBackspace, fyne.KeyDelete:
		k.erase()
	case fyne.KeyReturn, fyne.KeyEnter:
		k.finish()
	}
}

// CreateRenderer implements fyne.Widget.
func (k *Keypad) CreateRenderer() fyne.WidgetRenderer { return newRenderer(k) }

// HeightFor implements HeightForWidth.
func (k *Keypad) HeightFor(float32) float32 {
	return 4*(k.keyHeight()+units(10)) + k.dotsHeight()
}

func (k *Keypad) keyHeight() float32 {
	if k.code {
		return units(leastKey)
	}
	return k.size(theme.SizeTarget) + units(8)
}

func (k *Keypad) dotsHeight() float32 {
	if k.code {
		return k.boxes.high(k) + units(20)
	}
	return units(44)
}

func (k *Keypad) width() float32 {
	return 3*min(max(units(110), k.keys[len(k.keys)-1].NaturalWidth()), units(190)) + units(20)
}

func (k *Keypad) least() fyne.Size {
	return fyne.NewSize(k.width(), k.HeightFor(0))
}

// NaturalWidth implements NaturalWidth.
func (k *Keypad) NaturalWidth() float32 { return k.width() }

func (k *Keypad) parts() []fyne.CanvasObject {
	list := append([]fyne.CanvasObject(nil), k.dots...)
	list = append(list, k.boxes.parts()...)
	for _, c := range k.keys {
		list = append(list, c)
	}
	return append(list, k.ring.rect)
}

// style makes a dot for each place: filled when a digit is there.
func (k *Keypad) style() {
	k.ring.style(k.look(), k.size(theme.SizeRadius))
	if k.code {
		k.boxes.style(k)
		return
	}
	k.keys[9].words = k.EraseLabel
	last := k.keys[len(k.keys)-1]
	if last.text != k.DoneLabel {
		last.text = k.DoneLabel
		last.Refresh()
	}
	n := len(k.digits)
	if k.Length > 0 {
		n = k.Length
	}
	k.dots = k.dots[:min(len(k.dots), n)]
	for len(k.dots) < n {
		k.dots = append(k.dots, canvas.NewCircle(color.Transparent))
	}
	for i, o := range k.dots {
		dot := o.(*canvas.Circle)
		dot.StrokeColor, dot.StrokeWidth = k.paint(theme.ColorText), units(2.5)
		dot.FillColor = color.Transparent
		if i < len(k.digits) {
			dot.FillColor = k.paint(theme.ColorText)
		}
	}
}

func (k *Keypad) place(size fyne.Size) {
	width := min(size.Width, k.width()*1.4)
	high := k.keyHeight()
	if k.code { // as large as the room allows
		width = min(size.Width, k.size(theme.SizeTarget)*9)
		high = max(high, min((size.Height-k.dotsHeight())/4-units(10), k.size(theme.SizeTarget)*mostKey))
	}
	left := (size.Width - width) / 2
	dot, step := units(18), units(32)
	x := (size.Width - (float32(len(k.dots))*step - (step - dot))) / 2
	for i, o := range k.dots {
		setBounds(o, x+float32(i)*step, units(12), dot, dot)
	}
	k.boxes.place(k, left, width)
	top := k.dotsHeight()
	gap := units(10)
	cell := (width - 2*gap) / 3
	for i, c := range k.keys {
		if k.code && i >= 9 {
			i++ // the last row begins with the place under 7 empty
		}
		setBounds(c, left+float32(i%3)*(cell+gap), top+float32(i/3)*(high+gap), cell, high)
	}
	k.ring.around(k.look(), fyne.NewPos(left, top), fyne.NewSize(width, 4*(high+gap)-gap))
}
