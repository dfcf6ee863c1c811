package widget

import (
	"fyne.io/fyne/v2"

	"eclaire/ui/theme"
)

// boardKey is one key of a keyboard. It gives what the finger does to the
// keyboard.
type boardKey struct {
	cell
	board   *Keyboard
	weight  float32 // its width, in keys
	char    rune    // what it types, as a small letter; 0: nothing
	repeats bool    // it goes on acting while it is held
	offered bool    // it stands in a row of accents
	act     func()
}

var _ grabber = (*boardKey)(nil)

// newKey returns a key; id is without the "key." that all of them share.
func (k *Keyboard) newKey(id, text string, weight float32, act func()) *boardKey {
	c := &boardKey{board: k, weight: weight, act: act}
	c.cell.init(text, nil)
	c.id = "key." + id
	c.quiet, c.shrink, c.holds = true, true, true
	c.textSize = theme.SizeQuiet
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer implements fyne.Widget.
func (c *boardKey) CreateRenderer() fyne.WidgetRenderer { return newRenderer(c) }

// Tapped implements fyne.Tappable, for whoever presses without a finger.
func (c *boardKey) Tapped(*fyne.PointEvent) { c.act() }

// ID names the key by the character that it shows.
func (c *boardKey) ID() string {
	if c.char != 0 {
		return "key." + string(c.shown())
	}
	return c.id
}

// name takes into the key what the keyboard's state makes it show.
func (c *boardKey) name() {
	text, glyph, selected, words := c.text, c.glyph, c.selected, c.words
	switch {
	case c.char != 0:
		text = string(c.shown())
	case c.id == "key.shift":
		glyph, selected, words = GlyphShift, c.board.caps != small, c.board.Words.Shift
		if c.board.caps == held {
			glyph, words = GlyphShiftHeld, c.board.Words.Held
		}
	}
	if text != c.text || glyph != c.glyph || selected != c.selected || words != c.words {
		c.text, c.glyph, c.selected, c.words = text, glyph, selected, words
		c.Refresh()
	}
}

// push shows the key as pressed or not.
func (c *boardKey) push(down bool) {
	if c.down != down {
		c.down = down
		c.Refresh()
	}
}

// grab implements grabber.
func (c *boardKey) grab(h *Hand, at fyne.Position) { c.board.pressed(c, h, at.Add(c.Position())) }

// follow implements grabber.
func (c *boardKey) follow(at fyne.Position) { c.board.moved(at.Add(c.Position())) }

// release implements grabber.
func (c *boardKey) release(kept bool) { c.board.lifted(kept) }

// far is how far outside of the key a place on the keyboard lies; 0 on it.
func (c *boardKey) far(at fyne.Position) float32 {
	p, s := c.Position(), c.Size()
	return max(p.X-at.X, at.X-p.X-s.Width, p.Y-at.Y, at.Y-p.Y-s.Height, 0)
}
