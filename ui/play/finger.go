package play

import (
	"fmt"
	"reflect"
	"strings"
	"time"
	"unicode"

	"eclaire/ui"
	"eclaire/ui/widget"
)

// Hands is a finger and eyes: on the software stage, or in a real window. The same
// script drives both, so that nothing is proved in one alone. Places are in the
// window's pixels.
type Hands interface {
	// Sight is what stands on the screen.
	Sight() (ui.Sight, error)
	// Await waits until what stands on the screen fulfils ok.
	Await(ok func(ui.Sight) bool) (ui.Sight, error)
	// Changed waits until the screen is another than before, at most for a time.
	Changed(before ui.Sight, within time.Duration) ui.Sight
	// Stood tells for how long the present screen has been there.
	Stood() time.Duration
	Press(x, y int) error
	Move(x, y int) error
	Lift() error
	Pass(time.Duration)
}

// SameSight tells whether two sights are the same.
func SameSight(a, b ui.Sight) bool { return reflect.DeepEqual(a, b) }

// Control gives a control of a sight.
func Control(s ui.Sight, id string) (widget.Control, bool) {
	for _, c := range s.Controls {
		if c.ID == id {
			return c, true
		}
	}
	return widget.Control{}, false
}

// Finger does with Hands what a person does.
type Finger struct {
	Hands
	// Hold is how long the finger stays down.
	Hold time.Duration
	// Dwell is how long a person looks at each of the patient's screens before
	// touching it; at least as long as the screen needs to take a touch.
	Dwell time.Duration
}

// SettleTime is how long a screen must have been there to take a touch, with
// what a slow machine adds.
const SettleTime = 760 * time.Millisecond

// tries is how often the finger looks for something that is not in view.
const tries = 12

// Touch touches a control, scrolling to it first.
func (f *Finger) Touch(id string) error {
	c, err := f.find(id)
	if err != nil {
		return err
	}
	if !c.Enabled {
		return fmt.Errorf("%s cannot be pressed", id)
	}
	return f.tap(c.X+c.W/2, c.Y+c.H/2)
}

// TouchLong keeps the finger on a control for a time.
func (f *Finger) TouchLong(id string, hold time.Duration) error {
	was := f.Hold
	f.Hold = hold
	defer func() { f.Hold = was }()
	return f.Touch(id)
}

func (f *Finger) tap(x, y int) error {
	if wait := max(f.Dwell, SettleTime) - f.Stood(); wait > 0 {
		f.Pass(wait)
	}
	if err := f.Press(x, y); err != nil {
		return err
	}
	f.Pass(f.Hold)
	return f.Lift()
}

// Show brings a control into view.
func (f *Finger) Show(id string) error {
	_, err := f.find(id)
	return err
}

// find gives a control in view.
func (f *Finger) find(id string) (widget.Control, error) {
	var s ui.Sight
	for range tries {
		var err error
		if s, err = f.Sight(); err != nil {
			return widget.Control{}, err
		}
		c, there := Control(s, id)
		if there && c.Visible {
			return c, nil
		}
		if !there {
			s = f.Changed(s, time.Second)
			continue
		}
		if err := f.scroll(s, c); err != nil {
			return c, err
		}
	}
	return widget.Control{}, fmt.Errorf("there is no %s in view on the screen %s: %s", id, s.Screen, strings.Join(names(s), " "))
}

func names(s ui.Sight) []string {
	var out []string
	for _, c := range s.Controls {
		out = append(out, c.ID)
	}
	return out
}

// scroll moves the page towards a control that is not in view: by the strip that
// says there is more, else by dragging.
func (f *Finger) scroll(s ui.Sight, to widget.Control) error {
	top, bottom := f.Room(s)
	if more, there := Control(s, "scroll.down"); there && more.Visible && to.Y+to.H/2 > more.Y {
		err := f.tap(more.X+more.W/2, more.Y+more.H/2)
		f.Changed(s, 300*time.Millisecond)
		return err
	}
	x := to.X + to.W/2
	from, by := (top+bottom)/2, (bottom-top)/3
	if to.Y+to.H/2 > from {
		by = -by
	}
	if err := f.Press(x, from); err != nil {
		return err
	}
	for i := 1; i <= 8; i++ {
		f.Pass(8 * time.Millisecond)
		if err := f.Move(x, from+by*i/8); err != nil {
			return err
		}
	}
	if err := f.Lift(); err != nil {
		return err
	}
	f.Changed(s, 300*time.Millisecond)
	return nil
}

// Room is what is seen of a page: between the bars, and above the keyboard.
func (f *Finger) Room(s ui.Sight) (top, bottom int) {
	bottom = 1 << 30
	for _, c := range s.Controls {
		switch {
		case strings.HasPrefix(c.ID, "language.") || strings.HasPrefix(c.ID, "text."):
			top = max(top, c.Y+c.H)
		case c.ID == "next" || c.ID == "back" || strings.HasPrefix(c.ID, "key."):
			bottom = min(bottom, c.Y)
		}
	}
	return top, bottom
}

// Go touches a control and waits for another screen.
func (f *Finger) Go(id, screen string) error {
	if err := f.Touch(id); err != nil {
		return err
	}
	if _, err := f.Await(func(s ui.Sight) bool { return s.Screen == screen }); err != nil {
		return fmt.Errorf("after %s: %w", id, err)
	}
	return nil
}

// Reach waits for a screen.
func (f *Finger) Reach(screen string) error {
	_, err := f.Await(func(s ui.Sight) bool { return s.Screen == screen })
	return err
}

// Write touches a field and types a text on the on-screen keyboard.
func (f *Finger) Write(field, text string) error {
	if err := f.Touch(field); err != nil {
		return err
	}
	if _, err := f.Await(func(s ui.Sight) bool { _, open := Control(s, "key.done"); return open }); err != nil {
		return fmt.Errorf("no keyboard at %s: %w", field, err)
	}
	for _, r := range text {
		if err := f.key(r); err != nil {
			return fmt.Errorf("%s: %w", field, err)
		}
	}
	return nil
}

// layers are the keys that bring others, in the order in which they are tried.
var layers = []string{"key.shift", "key.letters", "key.accents", "key.signs", "key.letters"}

// key presses the key of a character, on the layer that has it.
func (f *Finger) key(r rune) error {
	id := "key." + string(r)
	switch r {
	case ' ':
		id = "key.space"
	case '\n':
		id = "key.line"
	}
	for _, layer := range append([]string{""}, layers...) {
		s, err := f.Sight()
		if err != nil {
			return err
		}
		if layer != "" {
			c, there := Control(s, layer)
			if !there || layer == "key.shift" && unicode.IsUpper(r) == c.Selected {
				continue
			}
			if err := f.Touch(layer); err != nil {
				return err
			}
			if s, err = f.Sight(); err != nil {
				return err
			}
		}
		if _, there := Control(s, id); there {
			return f.Touch(id)
		}
	}
	if r == ',' { // in a number the sign is that of the screen's language
		return f.key('.')
	}
	return fmt.Errorf("no key writes %q", r)
}

// Stroke draws one line on the pad, through points in parts of its width and
// height.
func (f *Finger) Stroke(points ...[2]float64) error {
	c, err := f.find("pad")
	if err != nil {
		return err
	}
	for i, p := range points {
		x, y := c.X+int(p[0]*float64(c.W)), c.Y+int(p[1]*float64(c.H))
		step := f.Move
		if i == 0 {
			step = f.Press
		}
		if err := step(x, y); err != nil {
			return err
		}
		f.Pass(12 * time.Millisecond)
	}
	return f.Lift()
}
