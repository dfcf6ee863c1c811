package widget

import (
	"image/color"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"eclaire/ui/theme"
)

// KeyLayout is the order of the letters.
type KeyLayout int

const (
	AZERTY KeyLayout = iota
	QWERTY
)

// Typist is what a keyboard writes into: a Field, a Fyne entry.
type Typist interface {
	TypedRune(rune)
	TypedKey(*fyne.KeyEvent)
}

// focusHolder is a target that can look focused while a key is pressed.
// The driver takes the focus away on every press outside of the focused object,
// after MouseDown and before Tapped.
type focusHolder interface {
	hold(bool)
	release()
}

// Keyboard is an on-screen keyboard with a row of digits and a layer of accents.
type Keyboard struct {
	base
	Layout     KeyLayout
	SpaceLabel string
	DoneLabel  string
	OnDone     func()
	// Refocus gives the focus back to the target after a key; nil lets the keyboard do it.
	Refocus func()

	target  Typist
	shift   bool
	accents bool
	rows    [][]*keyCell
	made    keyboardState
	bed     *canvas.Rectangle
}

// keyboardState is what the keys depend on.
type keyboardState struct {
	layout         KeyLayout
	shift, accents bool
	space, done    string
}

type keyCell struct {
	*cell
	weight float32
}

var _ desktop.Mouseable = (*Keyboard)(nil)

// NewKeyboard returns a keyboard without a target.
func NewKeyboard(layout KeyLayout, spaceLabel, doneLabel string, done func()) *Keyboard {
	k := &Keyboard{Layout: layout, SpaceLabel: spaceLabel, DoneLabel: doneLabel, OnDone: done}
	k.bed = canvas.NewRectangle(color.Transparent)
	k.ExtendBaseWidget(k)
	return k
}

// SetTarget changes what the keys write into; nil writes nowhere.
func (k *Keyboard) SetTarget(t Typist) {
	if old, ok := k.target.(focusHolder); ok && k.target != t {
		old.release()
	}
	k.target = t
}

// Drop forgets what the keys write into and what it calls, without telling it,
// for when the keyboard is taken away.
func (k *Keyboard) Drop() { k.target, k.OnDone, k.Refocus = nil, nil, nil }

// SetShift prepares a capital for the next letter.
func (k *Keyboard) SetShift(on bool) {
	k.shift = on
	k.Refresh()
}

// SetLayout changes the order of the letters.
func (k *Keyboard) SetLayout(layout KeyLayout) {
	k.Layout = layout
	k.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (k *Keyboard) CreateRenderer() fyne.WidgetRenderer { return newRenderer(k) }

// MouseDown keeps the focus of the target when the finger misses the keys.
func (k *Keyboard) MouseDown(*desktop.MouseEvent) { k.pressed() }

// MouseUp gives the focus back.
func (k *Keyboard) MouseUp(*desktop.MouseEvent) { k.refocus() }

// Tapped swallows taps between the keys.
func (k *Keyboard) Tapped(*fyne.PointEvent) { k.refocus() }

func (k *Keyboard) pressed() {
	if h, ok := k.target.(focusHolder); ok {
		h.hold(true)
	}
}

func (k *Keyboard) refocus() {
	switch {
	case k.Refocus != nil:
		k.Refocus()
	default:
		k.focusTarget()
	}
}

func (k *Keyboard) focusTarget() {
	switch t := k.target.(type) {
	case interface{ Focus() }:
		t.Focus()
	case interface {
		fyne.Focusable
		fyne.CanvasObject
	}:
		focusOn(t)
	}
}

func (k *Keyboard) typeRune(r rune) {
	if k.target != nil {
		k.target.TypedRune(r)
	}
	k.refocus()
	if k.shift {
		k.SetShift(false)
	}
}

func (k *Keyboard) erase() {
	if k.target != nil {
		k.target.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	}
	k.refocus()
}

func (k *Keyboard) toggleShift() {
	k.shift = !k.shift
	k.refocus()
	k.Refresh()
}

func (k *Keyboard) toggleAccents() {
	k.accents = !k.accents
	k.refocus()
	k.Refresh()
}

func (k *Keyboard) done() {
	if k.OnDone != nil {
		k.OnDone()
	}
}

// letterRows gives three rows of runes.
func (k *Keyboard) letterRows() [3]string {
	switch {
	case k.accents:
		return [3]string{"éèêëàâäçîï", "ôöùûüÿœæñß", ".,:/@()?+"}
	case k.Layout == QWERTY:
		return [3]string{"qwertyuiop", "asdfghjkl", "zxcvbnm'"}
	default:
		return [3]string{"azertyuiop", "qsdfghjklm", "wxcvbn'"}
	}
}

// remake builds the keys when something that they show has changed.
func (k *Keyboard) remake() {
	state := keyboardState{k.Layout, k.shift, k.accents, k.SpaceLabel, k.DoneLabel}
	if k.rows != nil && state == k.made {
		return
	}
	k.made = state
	letters := k.letterRows()
	last := k.runes(letters[2])
	last = append([]*keyCell{k.glyph(GlyphShift, k.shift, 1.5, k.toggleShift)}, last...)
	last = append(last, k.glyph(GlyphErase, false, 1.5, k.erase))
	k.rows = [][]*keyCell{
		k.runes("1234567890"),
		k.runes(letters[0]),
		k.runes(letters[1]),
		last,
		k.bottom(),
	}
}

func (k *Keyboard) runes(set string) []*keyCell {
	var row []*keyCell
	for _, r := range set {
		if k.shift {
			r = unicode.ToUpper(r)
		}
		row = append(row, k.key(string(r), 1, func() { k.typeRune(r) }))
	}
	return row
}

func (k *Keyboard) bottom() []*keyCell {
	layer := "éàç"
	if k.accents {
		layer = "abc"
	}
	done := k.key(k.DoneLabel, 2.5, k.done)
	done.selected = true
	return []*keyCell{
		k.key(layer, 1.5, k.toggleAccents),
		k.key("-", 1, func() { k.typeRune('-') }),
		k.key(",", 1, func() { k.typeRune(',') }),
		k.key(k.SpaceLabel, 5, func() { k.typeRune(' ') }),
		done,
	}
}

func (k *Keyboard) key(text string, weight float32, tap func()) *keyCell {
	c := newCell(text, tap)
	c.quiet, c.shrink = true, true
	c.textSize = theme.SizeBody
	if len([]rune(text)) > 3 {
		c.textSize = theme.SizeQuiet
	}
	c.onDown, c.onUp = k.pressed, k.refocus
	return &keyCell{cell: c, weight: weight}
}

func (k *Keyboard) glyph(g Glyph, selected bool, weight float32, tap func()) *keyCell {
	c := k.key("", weight, tap)
	c.cell.glyph, c.selected = g, selected
	return c
}

// find returns the key that shows text; tests press it.
func (k *Keyboard) find(text string) *cell {
	k.remake()
	for _, row := range k.rows {
		for _, c := range row {
			if strings.EqualFold(c.text, text) && c.cell.glyph == GlyphNone {
				return c.cell
			}
		}
	}
	return nil
}

const keyGap = 6

// HeightFor implements HeightForWidth.
func (k *Keyboard) HeightFor(float32) float32 {
	return 5*k.size(theme.SizeTarget) + 6*keyGap
}

func (k *Keyboard) least() fyne.Size {
	return fyne.NewSize(10*44+11*keyGap, k.HeightFor(0))
}

func (k *Keyboard) parts() []fyne.CanvasObject {
	k.remake()
	list := []fyne.CanvasObject{k.bed}
	for _, row := range k.rows {
		for _, c := range row {
			list = append(list, c.cell)
		}
	}
	return list
}

func (k *Keyboard) style() {
	k.bed.FillColor = k.paint(theme.ColorWash)
	k.remake()
}

// place keeps every key as wide as the widest row allows and centres short rows.
func (k *Keyboard) place(size fyne.Size) {
	setBounds(k.bed, 0, 0, size.Width, size.Height)
	k.remake()
	high := (size.Height - keyGap*float32(len(k.rows)+1)) / float32(len(k.rows))
	// Wide screens do not make keys wider than a hand can see at once.
	room := min(size.Width, 1100)
	unit := (room - 11*keyGap) / 10
	y := float32(keyGap)
	for _, row := range k.rows {
		var weights float32
		for _, c := range row {
			weights += c.weight
		}
		used := weights*unit + float32(len(row)-1)*keyGap
		u := unit
		if used > room-2*keyGap {
			u = (room - keyGap*float32(len(row)+1)) / weights
			used = room - 2*keyGap
		}
		x := (size.Width - used) / 2
		for _, c := range row {
			setBounds(c.cell, x, y, u*c.weight, high)
			x += u*c.weight + keyGap
		}
		y += high + keyGap
	}
}
