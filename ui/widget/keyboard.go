package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

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

// KeyWords are the words on a keyboard, and those by which keys with a sign
// instead of words name themselves.
type KeyWords struct {
	Space, Done             string
	Shift, Held, Erase      string
	Accents, Signs, Letters string
	Line                    string // the key for the next line
	Decimal                 string // the sign between units and tenths
}

// Keyboard is an on-screen keyboard. What it shows follows the Kind of the field
// that it writes into: letters, with a layer of accents and one of signs, or a
// pad of digits. It is as high with either, and no higher when the text grows.
//
// A key acts when the finger lifts from it. A finger that has moved by no more
// than a tremor is still on its key; one that has slid off it types nothing,
// rather than the neighbour. Held for a moment, a letter offers its accents in a
// row above it, to slide onto or to touch afterwards, and the erasing key goes
// on erasing.
//
// Every key is made once and stays: a capital is the same key under another name.
type Keyboard struct {
	base
	Layout KeyLayout
	Words  KeyWords
	OnDone func()
	// OnTyped is told of each character written or erased, by whatever means.
	OnTyped func()

	target Typist
	kind   Kind
	layer  layerName
	caps   caps
	byself bool // the capital came by itself
	layers map[layerOf]*layer
	press  *keyPress
	twice  func() // Shift was touched a moment ago, until this is stopped
	offer  *offer // the row of accents that is open; nil: none
	offers map[rune]*offer
	bed    *canvas.Rectangle
}

// caps is whether letters are capitals.
type caps int

const (
	small caps = iota
	once       // the next letter alone
	held
)

var _ grabber = (*Keyboard)(nil)

// NewKeyboard returns a keyboard without a target.
func NewKeyboard(layout KeyLayout, words KeyWords, done func()) *Keyboard {
	k := &Keyboard{Layout: layout, Words: words, OnDone: done, layers: map[layerOf]*layer{}, offers: map[rune]*offer{}}
	k.bed = canvas.NewRectangle(color.Transparent)
	k.ExtendBaseWidget(k)
	return k
}

// Drop forgets what the keys write into and what is told of them, for when the
// keyboard is taken away: the toolkit keeps it until another comes.
func (k *Keyboard) Drop() {
	k.SetTarget(nil)
	k.OnDone, k.OnTyped = nil, nil
}

// SetTarget changes what the keys write into; nil writes nowhere and lets go of
// the key that is down. Another target begins on the first layer.
func (k *Keyboard) SetTarget(t Typist) {
	if f, ok := k.target.(*Field); ok && t != k.target {
		f.onTyped = nil
	}
	same := t == k.target
	k.target = t
	k.letGo()
	k.offer = nil
	if f, ok := t.(*Field); ok {
		f.onTyped = k.typed
		k.kind = f.Kind
	} else if t != nil {
		k.kind = Plain
	}
	if !same {
		k.caps, k.byself, k.layer = small, false, first(k.kind)
	}
	k.capitalise()
	k.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (k *Keyboard) CreateRenderer() fyne.WidgetRenderer { return newRenderer(k) }

func (k *Keyboard) keepsFocus() bool { return true }

// ID is that of no key: what is pressed between keys counts as the nearest one.
func (k *Keyboard) ID() string { return "key." }

func (k *Keyboard) typeRune(r rune) {
	if k.caps == once {
		k.caps, k.byself = small, false
	}
	if k.target != nil {
		k.target.TypedRune(r)
	}
	k.capitalise()
	k.Refresh()
}

func (k *Keyboard) erase() {
	if k.target != nil {
		k.target.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	}
}

func (k *Keyboard) typed() {
	k.recapital()
	if k.OnTyped != nil {
		k.OnTyped()
	}
}

// recapital follows what was written, by whatever means.
func (k *Keyboard) recapital() {
	if before := k.caps; k.capitalise() != before {
		k.Refresh()
	}
}

// capitalise makes the next letter a capital where the field begins one by
// itself, and takes it back elsewhere. What Shift was touched for stays.
func (k *Keyboard) capitalise() caps {
	f, ok := k.target.(*Field)
	switch {
	case !ok || k.caps == held:
	case k.caps == small && k.kind.capital(f.before()):
		k.caps, k.byself = once, true
	case k.byself && !k.kind.capital(f.before()):
		k.caps, k.byself = small, false
	}
	return k.caps
}

// shift makes the next letter a capital; touched again, all that follow. A
// capital that came by itself is taken back first.
func (k *Keyboard) shift(twice bool) {
	switch {
	case twice && k.caps != held:
		k.caps = held
	case k.caps == small:
		k.caps = once
	case k.caps == once && !k.byself:
		k.caps = held
	default:
		k.caps = small
	}
	k.byself = false
	k.Refresh()
}

func (k *Keyboard) show(name layerName) {
	k.layer, k.offer = name, nil
	k.Refresh()
}

// line begins the next line of a field that has several.
func (k *Keyboard) line() {
	if k.target != nil {
		k.target.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
}

func (k *Keyboard) done() {
	if k.OnDone != nil {
		k.OnDone()
	}
}

// keys are those that are shown, the offered ones last.
func (k *Keyboard) keys() []*boardKey {
	list := k.present().keys()
	if k.offer != nil {
		list = append(list, k.offer.keys...)
	}
	return list
}

// present is the layer that is shown. It is made when it is first shown.
func (k *Keyboard) present() *layer {
	of := layerOf{k.layer, k.kind == Lines}
	l := k.layers[of]
	if l == nil {
		l = k.makeLayer(k.layer)
		k.layers[of] = l
	}
	return l
}

func (k *Keyboard) parts() []fyne.CanvasObject {
	list := []fyne.CanvasObject{k.bed}
	for _, c := range k.present().keys() {
		list = append(list, c)
	}
	if k.offer != nil {
		list = append(list, k.offer.bed)
		for _, c := range k.offer.keys {
			list = append(list, c)
		}
	}
	return list
}

func (k *Keyboard) style() {
	k.bed.FillColor = k.paint(theme.ColorWash)
	for _, c := range k.keys() {
		c.name()
	}
	if k.offer != nil {
		k.offer.style(k)
	}
}
