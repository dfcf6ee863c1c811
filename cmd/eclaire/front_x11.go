//go:build linux || freebsd || openbsd || netbsd

package main

import (
	"context"
	"io"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// frontEvery is how often the kiosk's window is looked after.
const frontEvery = 250 * time.Millisecond

// front keeps one X window mapped, whole and above all others, with a window
// manager or without one. It speaks to the display over a connection of its own,
// since the toolkit has no words for it.
type front struct {
	conn    *xgb.Conn
	root    xproto.Window
	window  xproto.Window
	managed bool             // there is a window manager that speaks EWMH
	full    xproto.Rectangle // the largest that the window has been
	atoms   map[string]xproto.Atom
}

// The names that window managers know (EWMH).
const (
	netCheck      = "_NET_SUPPORTING_WM_CHECK"
	netState      = "_NET_WM_STATE"
	netFullScreen = "_NET_WM_STATE_FULLSCREEN"
	netAbove      = "_NET_WM_STATE_ABOVE"
	netDesktop    = "_NET_WM_DESKTOP"
	netActive     = "_NET_ACTIVE_WINDOW"
)

const (
	stateAdd    = 1          // of _NET_WM_STATE
	allDesktops = 0xFFFFFFFF // of _NET_WM_DESKTOP
	asPager     = 2          // the user wants it: no manager holds such a request back
)

// keepFront keeps the window of a running kiosk in front until ctx ends. Under
// Wayland no program can do that: there it tells false and does nothing.
func keepFront(ctx context.Context, w fyne.Window) bool {
	native, ok := w.(driver.NativeWindow)
	if !ok {
		return false
	}
	var id uintptr
	native.RunNative(func(c any) {
		if x, ok := c.(driver.X11WindowContext); ok {
			id = x.WindowHandle
		}
	})
	if id == 0 {
		return false
	}
	f, err := newFront(xproto.Window(id))
	if err != nil {
		return false
	}
	go f.watch(ctx)
	return true
}

func newFront(window xproto.Window) (*front, error) {
	xgb.Logger.SetOutput(io.Discard) // what it cannot do now it tries again
	conn, err := xgb.NewConn()
	if err != nil {
		return nil, err
	}
	f := &front{conn: conn, window: window, atoms: map[string]xproto.Atom{}}
	f.root = xproto.Setup(conn).DefaultScreen(conn).Root
	for _, name := range []string{netCheck, netState, netFullScreen, netAbove, netDesktop, netActive} {
		a, err := xproto.InternAtom(conn, false, uint16(len(name)), name).Reply()
		if err != nil {
			conn.Close()
			return nil, err
		}
		f.atoms[name] = a.Atom
	}
	return f, nil
}

func (f *front) watch(ctx context.Context) {
	defer f.conn.Close()
	tick := time.NewTicker(frontEvery)
	defer tick.Stop()
	for {
		f.look()
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// look brings the window back if it is hidden, covered, or not whole.
func (f *front) look() {
	for e, err := f.conn.PollForEvent(); e != nil || err != nil; e, err = f.conn.PollForEvent() {
		// nothing is asked for; what comes all the same must not pile up
	}
	attributes, err := xproto.GetWindowAttributes(f.conn, f.window).Reply()
	if err != nil {
		return // the window is gone: the program ends
	}
	f.managed = len(f.values(f.root, netCheck)) > 0
	switch {
	case attributes.MapState != xproto.MapStateViewable:
		xproto.MapWindow(f.conn, f.window)
		f.raise()
	case f.covered():
		f.raise()
	case f.managed && !f.stated():
		f.state()
	}
	f.fill()
}

// values gives a property of 32-bit values, empty if there is none.
func (f *front) values(w xproto.Window, name string) []uint32 {
	p, err := xproto.GetProperty(f.conn, false, w, f.atoms[name], xproto.GetPropertyTypeAny, 0, 64).Reply()
	if err != nil || p.Format != 32 {
		return nil
	}
	out := make([]uint32, 0, p.ValueLen)
	for b := p.Value; len(b) >= 4; b = b[4:] {
		out = append(out, xgb.Get32(b))
	}
	return out
}

// stated tells whether the manager holds the window for a full one, above the
// others, on every desktop.
func (f *front) stated() bool {
	var full, above bool
	for _, a := range f.values(f.window, netState) {
		full = full || xproto.Atom(a) == f.atoms[netFullScreen]
		above = above || xproto.Atom(a) == f.atoms[netAbove]
	}
	desktop := f.values(f.window, netDesktop)
	return full && above && (len(desktop) == 0 || desktop[0] == allDesktops)
}

// state asks the manager for that.
func (f *front) state() {
	f.ask(netState, stateAdd, uint32(f.atoms[netFullScreen]), uint32(f.atoms[netAbove]), asPager)
	f.ask(netDesktop, allDesktops, asPager)
}

// raise puts the window above all others and gives it the keyboard.
func (f *front) raise() {
	xproto.ConfigureWindow(f.conn, f.window, xproto.ConfigWindowStackMode, []uint32{xproto.StackModeAbove})
	if f.managed {
		f.state()
		f.ask(netActive, asPager)
		return
	}
	xproto.SetInputFocus(f.conn, xproto.InputFocusPointerRoot, f.window, xproto.TimeCurrentTime)
}

// ask sends the manager a wish for the window.
func (f *front) ask(what string, values ...uint32) {
	data := make([]uint32, 5)
	copy(data, values)
	e := xproto.ClientMessageEvent{Format: 32, Window: f.window, Type: f.atoms[what], Data: xproto.ClientMessageDataUnionData32New(data)}
	xproto.SendEvent(f.conn, false, f.root, xproto.EventMaskSubstructureRedirect|xproto.EventMaskSubstructureNotify, string(e.Bytes()))
}

// outer gives the child of the root that holds the window: its manager's frame,
// or the window itself.
func (f *front) outer() xproto.Window {
	top := f.window
	for {
		tree, err := xproto.QueryTree(f.conn, top).Reply()
		if err != nil || tree.Parent == f.root || tree.Parent == 0 {
			return top
		}
		top = tree.Parent
	}
}

// covered tells whether any other window that can be seen lies over ours. Those
// that no manager stacks are put under it at once.
func (f *front) covered() bool {
	top := f.outer()
	all, err := xproto.QueryTree(f.conn, f.root).Reply()
	if err != nil {
		return false
	}
	ours, err := f.place(top)
	if err != nil {
		return false
	}
	covered := false
	for i := len(all.Children) - 1; i >= 0 && all.Children[i] != top; i-- { // from the topmost down
		seen, unmanaged := f.seen(all.Children[i], ours)
		covered = covered || seen
		if seen && unmanaged && f.managed {
			xproto.ConfigureWindow(f.conn, all.Children[i], xproto.ConfigWindowSibling|xproto.ConfigWindowStackMode,
				[]uint32{uint32(top), xproto.StackModeBelow})
		}
	}
	return covered
}

// seen tells whether a window shows on a part of the screen, and whether no
// manager has a say in it.
func (f *front) seen(w xproto.Window, on xproto.Rectangle) (seen, unmanaged bool) {
	a, err := xproto.GetWindowAttributes(f.conn, w).Reply()
	if err != nil || a.MapState != xproto.MapStateViewable || a.Class != xproto.WindowClassInputOutput {
		return false, false
	}
	r, err := f.place(w)
	return err == nil && overlap(r, on), a.OverrideRedirect
}

func (f *front) place(w xproto.Window) (xproto.Rectangle, error) {
	g, err := xproto.GetGeometry(f.conn, xproto.Drawable(w)).Reply()
	if err != nil {
		return xproto.Rectangle{}, err
	}
	return xproto.Rectangle{X: g.X, Y: g.Y, Width: g.Width, Height: g.Height}, nil
}

func overlap(a, b xproto.Rectangle) bool {
	meet := func(p, q int16, long, other uint16) bool {
		return int(p) < int(q)+int(other) && int(q) < int(p)+int(long)
	}
	return meet(a.X, b.X, a.Width, b.Width) && meet(a.Y, b.Y, a.Height, b.Height)
}

// fill gives the window its whole size again where no manager does.
func (f *front) fill() {
	r, err := f.place(f.window)
	if err != nil || f.managed {
		return
	}
	if area(r) >= area(f.full) {
		f.full = r
	}
	if r != f.full {
		xproto.ConfigureWindow(f.conn, f.window, xproto.ConfigWindowX|xproto.ConfigWindowY|xproto.ConfigWindowWidth|xproto.ConfigWindowHeight,
			[]uint32{uint32(f.full.X), uint32(f.full.Y), uint32(f.full.Width), uint32(f.full.Height)})
	}
}

func area(r xproto.Rectangle) int { return int(r.Width) * int(r.Height) }
