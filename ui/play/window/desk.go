package window

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"
)

// This file holds what can be done to a window beside touching it: keys of a
// keyboard, other buttons of a mouse, and what a window manager does.

// keysyms are the keys that have names, as X numbers them; letters and digits are
// their own number.
var keysyms = map[string]xproto.Keysym{
	"Tab": 0xff09, "Return": 0xff0d, "Escape": 0xff1b, "space": 0x20, "Page_Up": 0xff55, "Page_Down": 0xff56,
	"Home": 0xff50, "End": 0xff57, "Left": 0xff51, "Up": 0xff52, "Right": 0xff53, "Down": 0xff54, "BackSpace": 0xff08,
	"F4": 0xffc1, "F11": 0xffc8, "shift": 0xffe1, "ctrl": 0xffe3, "alt": 0xffe9, "super": 0xffeb,
}

// keycode finds the key that writes a keysym.
func (w *Window) keycode(name string) (byte, error) {
	sym, named := keysyms[name]
	if !named {
		if len(name) != 1 {
			return 0, fmt.Errorf("no key is called %q", name)
		}
		sym = xproto.Keysym(name[0])
	}
	setup := xproto.Setup(w.x)
	count := byte(setup.MaxKeycode - setup.MinKeycode + 1)
	m, err := xproto.GetKeyboardMapping(w.x, setup.MinKeycode, count).Reply()
	if err != nil {
		return 0, err
	}
	for i, s := range m.Keysyms {
		if s == sym {
			return byte(setup.MinKeycode) + byte(i/int(m.KeysymsPerKeycode)), nil
		}
	}
	return 0, fmt.Errorf("this keyboard has no key %q", name)
}

// The kinds of events of keys.
const (
	keyPress   = 2
	keyRelease = 3
)

// Key presses a key of a keyboard that is plugged in, with others held down:
// "Tab", "a", "shift+Tab", "alt+F4".
func (w *Window) Key(chord string) error {
	var codes []byte
	for _, name := range strings.Split(chord, "+") {
		code, err := w.keycode(name)
		if err != nil {
			return err
		}
		codes = append(codes, code)
	}
	for _, c := range codes {
		if err := w.fake(keyPress, c, 0, 0); err != nil {
			return err
		}
	}
	for i := len(codes) - 1; i >= 0; i-- {
		if err := w.fake(keyRelease, codes[i], 0, 0); err != nil {
			return err
		}
	}
	return nil
}

// Button presses or lets go a button of the mouse, where the pointer is, without
// waiting for anything.
func (w *Window) Button(n byte, down bool) error {
	kind := byte(buttonRelease)
	if down {
		kind = buttonPress
	}
	return w.fake(kind, n, 0, 0)
}

// fake makes an event of the pointer or the keyboard.
func (w *Window) fake(kind, detail byte, x, y int) error {
	return xtest.FakeInputChecked(w.x, kind, detail, 0, w.root, int16(x), int16(y), 0).Check()
}

// window finds the program's own window among all there are.
func (w *Window) window() (xproto.Window, error) {
	if w.own != 0 {
		return w.own, nil
	}
	atom, err := w.atom("_NET_WM_PID")
	if err != nil {
		return 0, err
	}
	if w.own = w.search(w.root, atom); w.own == 0 {
		return 0, errors.New("the program has no window")
	}
	return w.own, nil
}

func (w *Window) atom(name string) (xproto.Atom, error) {
	a, err := xproto.InternAtom(w.x, false, uint16(len(name)), name).Reply()
	if err != nil {
		return 0, err
	}
	return a.Atom, nil
}

func (w *Window) search(in xproto.Window, pid xproto.Atom) xproto.Window {
	tree, err := xproto.QueryTree(w.x, in).Reply()
	if err != nil {
		return 0
	}
	for _, child := range tree.Children {
		p, err := xproto.GetProperty(w.x, false, child, pid, xproto.AtomCardinal, 0, 1).Reply()
		a, aerr := xproto.GetWindowAttributes(w.x, child).Reply()
		if err == nil && aerr == nil && len(p.Value) == 4 && int(xgb.Get32(p.Value)) == w.Process.Pid && a.Class == xproto.WindowClassInputOutput {
			return child
		}
		if found := w.search(child, pid); found != 0 {
			return found
		}
	}
	return 0
}

// Shown tells whether the program's window can be seen.
func (w *Window) Shown() bool {
	id, err := w.window()
	if err != nil {
		return false
	}
	a, err := xproto.GetWindowAttributes(w.x, id).Reply()
	return err == nil && a.MapState == xproto.MapStateViewable
}

// Size is how large the program's window is now, without a manager's frame.
func (w *Window) Size() (width, height int, err error) {
	id, err := w.window()
	if err != nil {
		return 0, 0, err
	}
	g, err := xproto.GetGeometry(w.x, xproto.Drawable(id)).Reply()
	if err != nil {
		return 0, 0, err
	}
	return int(g.Width), int(g.Height), nil
}

// Resize gives the program's window another size, as somebody who drags its
// corner.
func (w *Window) Resize(width, height int) error {
	id, err := w.window()
	if err != nil {
		return err
	}
	return xproto.ConfigureWindowChecked(w.x, id, xproto.ConfigWindowWidth|xproto.ConfigWindowHeight,
		[]uint32{uint32(width), uint32(height)}).Check()
}

// Fill gives the window the whole screen, once it has taken its own first size.
func (w *Window) Fill() error {
	for range 10 {
		if err := w.Resize(w.o.Width, w.o.Height); err != nil {
			return err
		}
		w.Pass(500 * time.Millisecond)
		width, height, err := w.Size()
		if err != nil {
			return err
		}
		if width == w.o.Width && height == w.o.Height {
			return nil
		}
	}
	return errors.New("the window does not fill the screen")
}

// Minimise puts the window away, and Restore brings it back, through the window
// manager.
func (w *Window) Minimise() error { return w.ask("WM_CHANGE_STATE", 3) }

// Restore brings the window back.
func (w *Window) Restore() error { return w.ask("_NET_ACTIVE_WINDOW", 2) }

func (w *Window) ask(what string, value uint32) error {
	id, err := w.window()
	if err != nil {
		return err
	}
	atom, err := w.atom(what)
	if err != nil {
		return err
	}
	e := xproto.ClientMessageEvent{Format: 32, Window: id, Type: atom, Data: xproto.ClientMessageDataUnionData32New([]uint32{value, 0, 0, 0, 0})}
	return xproto.SendEventChecked(w.x, false, w.root, xproto.EventMaskSubstructureRedirect|xproto.EventMaskSubstructureNotify, string(e.Bytes())).Check()
}

// Terminate asks the program to end as a shutdown of the machine does, and tells
// what is wrong with how it ended: it must end by itself, and say nothing.
func (w *Window) Terminate() error {
	if err := w.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	if err := w.Ended(15 * time.Second); err != nil {
		return err
	}
	if errs := w.Errors(); errs != "" {
		return fmt.Errorf("on its error output the program says: %s", errs)
	}
	return nil
}

// Alive tells whether the program runs.
func (w *Window) Alive() bool {
	select {
	case <-w.ended:
		return false
	default:
		return true
	}
}

// Vanish takes the program's window from the screen for a time, and brings it back.
func (w *Window) Vanish(d time.Duration) error {
	id, err := w.window()
	if err != nil {
		return err
	}
	if err := xproto.UnmapWindowChecked(w.x, id).Check(); err != nil {
		return err
	}
	time.Sleep(d)
	return xproto.MapWindowChecked(w.x, id).Check()
}
