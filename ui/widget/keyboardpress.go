package widget

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/ui/theme"
)

// How long a finger rests on a key for more than its letter, and how often the
// erasing key acts while it is held.
const (
	longPress   = 450 * time.Millisecond
	repeatFirst = 400 * time.Millisecond
	repeatEach  = 80 * time.Millisecond
	twicePress  = 500 * time.Millisecond
)

// keyPress is the key that is down.
type keyPress struct {
	key   *boardKey
	at    fyne.Position // where on the keyboard the finger came down
	hand  *Hand
	stop  func()    // of what a longer press would do; nil: nothing waits
	off   bool      // the finger has slid off
	acted bool      // the key has acted already, being held
	offer *offer    // what this press has opened
	over  *boardKey // which of it the finger is on
}

// offer is a row of the accents of a letter.
type offer struct {
	from *boardKey
	keys []*boardKey
	bed  *canvas.Rectangle
}

// after does something unless the press ends before.
func (p *keyPress) after(d time.Duration, do func()) {
	p.wait()
	p.stop = p.hand.later(d, do)
}

func (p *keyPress) wait() {
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
}

// grab implements grabber: between the keys the nearest one is meant.
func (k *Keyboard) grab(h *Hand, at fyne.Position) {
	var nearest *boardKey
	best := units(2 * keyGap)
	for _, c := range k.keys() {
		if far := c.far(at); far <= best {
			nearest, best = c, far
		}
	}
	if nearest != nil {
		k.pressed(nearest, h, at)
	}
}

// follow implements grabber.
func (k *Keyboard) follow(at fyne.Position) { k.moved(at) }

// release implements grabber.
func (k *Keyboard) release(kept bool) { k.lifted(kept) }

// pressed begins a press.
func (k *Keyboard) pressed(c *boardKey, h *Hand, at fyne.Position) {
	k.letGo()
	if k.offer != nil && !c.offered {
		k.closeOffer()
	}
	p := &keyPress{key: c, at: at, hand: h}
	k.press = p
	c.push(true)
	switch {
	case c.repeats:
		p.after(repeatFirst, func() { k.repeat(p) })
	case !c.offered && accentsOf(c.char) != "":
		p.after(longPress, func() { k.open(p) })
	}
}

// repeat acts now and again until the finger lifts.
func (k *Keyboard) repeat(p *keyPress) {
	if k.press != p || p.off {
		return
	}
	p.acted = true
	p.key.act()
	p.after(repeatEach, func() { k.repeat(p) })
}

// open shows the accents of the letter that is held.
func (k *Keyboard) open(p *keyPress) {
	if k.press != p || p.off {
		return
	}
	p.stop = nil
	p.offer = k.offerOf(p.key)
	k.offer = p.offer
	k.Refresh()
}

// offerOf gives the row of a letter, made when it is first offered.
func (k *Keyboard) offerOf(c *boardKey) *offer {
	o := k.offers[c.char]
	if o == nil {
		o = &offer{keys: k.runes(accentsOf(c.char)), bed: canvas.NewRectangle(color.Transparent)}
		for _, each := range o.keys {
			each.offered = true
		}
		k.offers[c.char] = o
	}
	o.from = c
	return o
}

func (k *Keyboard) closeOffer() {
	k.offer = nil
	k.Refresh()
}

// moved follows the finger. What it slides off does nothing.
func (k *Keyboard) moved(at fyne.Position) {
	p := k.press
	if p == nil {
		return
	}
	if p.offer != nil {
		p.slide(at)
	}
	far := at.Subtract(p.at)
	on := p.over == nil && (max(abs(far.X), abs(far.Y)) <= slop || p.key.far(at) == 0)
	if p.off = !on; p.off {
		p.wait()
	}
	p.key.push(on)
}

// slide finds the accent on which the finger is now.
func (p *keyPress) slide(at fyne.Position) {
	p.over = nil
	for _, c := range p.offer.keys {
		on := p.over == nil && c.far(at) <= units(keyGap)
		if on {
			p.over = c
		}
		c.push(on)
	}
}

// lifted ends the press. A letter whose accents were opened and not taken leaves
// them open, to be touched.
func (k *Keyboard) lifted(kept bool) {
	p := k.press
	if p == nil {
		return
	}
	k.letGo()
	switch {
	case p.offer != nil && kept && p.over != nil:
		k.take(p.over)
	case p.offer != nil && (p.off || !kept):
		k.closeOffer()
	case p.offer != nil || p.acted || p.off || !kept:
	case p.key.offered:
		k.take(p.key)
	default:
		p.key.act()
		if p.key.id == "key.shift" && k.twice == nil {
			k.twice = p.hand.later(twicePress, func() { k.twice = nil })
		}
	}
}

// recent tells whether Shift was touched a moment ago.
func (k *Keyboard) recent() bool { return k.twice != nil }

// take types an accent that was offered.
func (k *Keyboard) take(c *boardKey) {
	k.offer = nil
	c.act()
}

// letGo ends the press without anything being typed.
func (k *Keyboard) letGo() {
	p := k.press
	if p == nil {
		return
	}
	k.press = nil
	p.wait()
	p.key.push(false)
	if p.over != nil {
		p.over.push(false)
	}
}

func (o *offer) style(k *Keyboard) {
	o.bed.FillColor, o.bed.StrokeColor = k.paint(theme.ColorCard), k.paint(theme.ColorText)
	o.bed.StrokeWidth, o.bed.CornerRadius = units(3), k.size(theme.SizeRadius)+units(keyGap)
}
