// Package play uses the real screens as a person does: it finds things by their
// words, brings them into view and touches them where they stand. The demo and
// the tests of the whole way are made of it. It needs no display.
package play

import (
	"fmt"
	"image"
	"strings"

	"fyne.io/fyne/v2"

	"eclaire/assets/spine"
	"eclaire/ui"
	"eclaire/ui/widget"
)

// Player is a person in front of one window.
type Player struct {
	Window fyne.Window
	Shell  *ui.Shell
	// Keyboard reaches what has the focus by Tab and presses it by Enter and
	// Space in turn, instead of touching it.
	Keyboard bool
	// Rest lets a moment pass before each touch, as a person does; nil where the
	// clock runs by itself.
	Rest func()
	// Act does one movement of the hand: in a real window on the goroutine that
	// draws it, waiting until the window has drawn what came of it. nil does it at
	// once.
	Act func(move func())

	pressed int
}

// act does one movement of the hand.
func (p *Player) act(move func() error) (err error) {
	if p.Act == nil {
		return move()
	}
	p.Act(func() { err = move() })
	return err
}

// root is what can be touched now: the question on top, or the page.
func (p *Player) root() fyne.CanvasObject {
	if top := p.Window.Canvas().Overlays().Top(); top != nil {
		return top
	}
	return p.Window.Content()
}

// find gives the first visible object for which ok holds, in depth.
func find(o fyne.CanvasObject, ok func(fyne.CanvasObject) bool) fyne.CanvasObject {
	if o == nil || !o.Visible() {
		return nil
	}
	if ok(o) {
		return o
	}
	for _, child := range widget.Children(o) {
		if found := find(child, ok); found != nil {
			return found
		}
	}
	return nil
}

// label is how an object names itself, without the marks of bold type.
func label(o fyne.CanvasObject) string {
	if a, ok := o.(fyne.Accessible); ok {
		return strings.ReplaceAll(a.AccessibilityLabel(), "**", "")
	}
	return ""
}

// Tap touches the thing with the words given, whole or as their first line.
func (p *Player) Tap(words string) error {
	return p.act(func() error { return p.tapIn(p.root(), words) })
}

// TapID touches the control of a name.
func (p *Player) TapID(id string) error {
	o := widget.Find(p.root(), id)
	if o == nil {
		return fmt.Errorf("there is no %s on the screen %s", id, p.Shell.State().Route)
	}
	if d, ok := o.(fyne.Disableable); ok && d.Disabled() {
		return fmt.Errorf("%s cannot be pressed on the screen %s", id, p.Shell.State().Route)
	}
	return p.touch(o)
}

// TapIn touches a thing inside the group with the given name: a number of a
// scale, one of a few answers.
func (p *Player) TapIn(group, words string) error {
	return p.act(func() error { return p.tapInGroup(group, words) })
}

func (p *Player) tapInGroup(group, words string) error {
	g := find(p.root(), func(o fyne.CanvasObject) bool {
		_, tappable := o.(fyne.Tappable)
		return !tappable && label(o) == group && find(o, touchable) != nil
	})
	if g == nil {
		return fmt.Errorf("there is nothing named %q on the screen %s", group, p.Shell.State().Route)
	}
	return p.tapIn(g, words)
}

// touchable tells whether something can be touched.
func touchable(o fyne.CanvasObject) bool {
	_, ok := o.(fyne.Tappable)
	return ok
}

func (p *Player) tapIn(root fyne.CanvasObject, words string) error {
	o := find(root, func(o fyne.CanvasObject) bool {
		_, tappable := o.(fyne.Tappable)
		l := label(o)
		return tappable && (l == words || strings.HasPrefix(l, words+"\n"))
	})
	if o == nil {
		return fmt.Errorf("there is nothing to touch named %q on the screen %s", words, p.Shell.State().Route)
	}
	if d, ok := o.(fyne.Disableable); ok && d.Disabled() {
		return fmt.Errorf("%q cannot be pressed on the screen %s", words, p.Shell.State().Route)
	}
	return p.touch(o)
}

// touch brings an object into view and taps its middle on the canvas, so that
// something lying over it would be noticed.
func (p *Player) touch(o fyne.CanvasObject) error {
	if f, ok := o.(fyne.Focusable); ok && p.Keyboard {
		return p.press(f, label(o))
	}
	widget.Reveal(o)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	middle := at.Add(fyne.NewPos(o.Size().Width/2, o.Size().Height/2))
	size := p.Window.Canvas().Size()
	if middle.X < 0 || middle.Y < 0 || middle.X > size.Width || middle.Y > size.Height {
		return fmt.Errorf("%q lies outside the screen %s", label(o), p.Shell.State().Route)
	}
	if b, ok := o.(*widget.Button); ok && b.Hold > 0 {
		return p.holdAt(middle, b)
	}
	p.tapAt(middle)
	return nil
}

// holdAt keeps the finger on a place until a button has been held for long enough by
// the shell's clock.
func (p *Player) holdAt(at fyne.Position, b *widget.Button) error {
	p.rest()
	finger := pointer{canvas: p.Window.Canvas()}
	finger.press(at)
	for begun, n := p.Shell.Now(), 0; p.Shell.Now().Sub(begun) < b.Hold; n++ {
		if n > 1000 {
			return fmt.Errorf("the clock stands still while %q is held", b.Text)
		}
		p.rest()
	}
	finger.release()
	return nil
}

// tapAt touches a place on the canvas, once the page has been there for a while.
func (p *Player) tapAt(at fyne.Position) {
	p.rest()
	finger := pointer{canvas: p.Window.Canvas()}
	finger.press(at)
	finger.release()
}

func (p *Player) rest() {
	if p.Rest != nil {
		p.Rest()
	}
}

// press goes to a control by Tab and presses it.
func (p *Player) press(f fyne.Focusable, name string) error {
	c := p.Window.Canvas()
	for range mostTabs {
		if c.Focused() == f {
			p.pressed++
			f.TypedKey(&fyne.KeyEvent{Name: []fyne.KeyName{fyne.KeyReturn, fyne.KeySpace}[p.pressed%2]})
			return nil
		}
		c.FocusNext()
	}
	return fmt.Errorf("%q is not reached by the keyboard on the screen %s", name, p.Shell.State().Route)
}

// mostTabs is more than any screen needs.
const mostTabs = 80

// Unreached gives the controls that Tab does not come to, by name.
func (p *Player) Unreached() []string {
	c := p.Window.Canvas()
	reached := map[fyne.Focusable]bool{}
	for range mostTabs {
		c.FocusNext()
		reached[c.Focused()] = true
	}
	var out []string
	find(p.root(), func(o fyne.CanvasObject) bool {
		f, ok := o.(fyne.Focusable)
		d, can := o.(fyne.Disableable)
		if ok && (!can || !d.Disabled()) && !reached[f] && o != p.root() {
			out = append(out, fmt.Sprintf("%T %q", o, label(o)))
		}
		return false
	})
	return out
}

// Write types into the field with the given label.
func (p *Player) Write(name, text string) error {
	return p.act(func() error { return p.writeIn(name, text) })
}

func (p *Player) writeIn(name, text string) error {
	o := find(p.root(), func(o fyne.CanvasObject) bool {
		f, ok := o.(*widget.Field)
		return ok && f.Label == name
	})
	if o == nil {
		return fmt.Errorf("there is no field %q on the screen %s", name, p.Shell.State().Route)
	}
	f := o.(*widget.Field)
	f.Focus()
	f.SetText("")
	for _, r := range text {
		f.TypedRune(r)
	}
	return nil
}

// Draw signs on the pad with strokes of its own, in parts of the pad's width.
func (p *Player) Draw(strokes ...[]fyne.Position) error {
	return p.act(func() error { return p.draw(strokes) })
}

func (p *Player) draw(strokes [][]fyne.Position) error {
	o := find(p.root(), func(o fyne.CanvasObject) bool { _, ok := o.(*widget.SignaturePad); return ok })
	if o == nil {
		return fmt.Errorf("there is no pad on the screen %s", p.Shell.State().Route)
	}
	pad := o.(*widget.SignaturePad)
	widget.Reveal(pad)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(pad)
	w := pad.Size().Width
	p.rest()
	finger := pointer{canvas: p.Window.Canvas()}
	for _, s := range strokes {
		for i, to := range s {
			place := at.Add(fyne.NewPos(to.X*w, to.Y*w))
			if i == 0 {
				finger.press(place)
			}
			finger.move(place)
		}
		finger.release()
	}
	return nil
}

// TapSpine touches levels on the drawn spine.
func (p *Player) TapSpine(levels ...string) error {
	return p.act(func() error { return p.tapSpine(levels) })
}

func (p *Player) tapSpine(levels []string) error {
	o := find(p.root(), func(o fyne.CanvasObject) bool { s, ok := o.(*widget.SpinePicker); return ok && !s.ReadOnly })
	if o == nil {
		return fmt.Errorf("there is no spine to touch on the screen %s", p.Shell.State().Route)
	}
	picker := o.(*widget.SpinePicker)
	widget.Reveal(picker)
	for _, l := range levels {
		abs := fyne.CurrentApp().Driver().AbsolutePositionForObject(picker)
		p.tapAt(abs.Add(picker.PlaceOf(spine.Centre(l))))
	}
	return nil
}

// Picture is what the screen shows.
func (p *Player) Picture() image.Image { return p.Window.Canvas().Capture() }

// Words lists what is written on o, from back to front.
func Words(o fyne.CanvasObject) []string {
	var out []string
	find(o, func(o fyne.CanvasObject) bool {
		if l := label(o); l != "" {
			out = append(out, l)
		}
		if f, ok := o.(*widget.Field); ok {
			out = append(out, f.Label, f.Text())
		}
		return false
	})
	return out
}

// TouchField touches the field of a name in its middle, wherever it lies in view.
func (p *Player) TouchField(id string) error {
	o := widget.Find(p.root(), id)
	if o == nil {
		return fmt.Errorf("there is no field %s on the screen %s", id, p.Shell.State().Route)
	}
	entry := find(o, func(o fyne.CanvasObject) bool { _, ok := o.(fyne.Tappable); return ok })
	return p.touch(entry)
}

// WholeField tells whether the field of a name can be seen, with its label and
// its hint, between the bars and the keyboard.
func (p *Player) WholeField(id string) error {
	o := widget.Find(p.root(), id)
	if o == nil {
		return fmt.Errorf("there is no field %s on the screen %s", id, p.Shell.State().Route)
	}
	high := o.Size().Height
	if f, ok := o.(*widget.Field); ok {
		high = f.Extent()
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	top, bottom := p.Shell.Body()
	if at.Y < top || at.Y+high > bottom {
		return fmt.Errorf("%s stands from %v to %v, outside of %v to %v", id, at.Y, at.Y+high, top, bottom)
	}
	return nil
}
