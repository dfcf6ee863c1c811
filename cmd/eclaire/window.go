package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"eclaire/assets"
)

// windowTitle names the window to the desktop.
const windowTitle = "Éclairé"

// newApp makes the toolkit's program. Colours are ours: the toolkit is kept from
// asking the desktop for its own over D-Bus, which it would complain of where
// there is none.
func newApp() fyne.App {
	setenv("FYNE_THEME", "light")
	if os.Getenv("DISPLAY") != "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		setenv("FYNE_PLATFORM", "x11") // nor is Wayland looked for where there is none
	}
	if dir, err := os.UserCacheDir(); err == nil {
		_ = os.MkdirAll(dir, 0o700) // the toolkit makes its own folder in it, but not this one
	}
	a := app.NewWithID(appID)
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon))
	// As its loop ends, the toolkit would save preferences (we have none) through
	// a queue that it closes at the same time: now and then it crashed, or hung.
	if l, ok := a.Lifecycle().(interface{ SetOnStoppedHookExecuted(func()) }); ok {
		l.SetOnStoppedHookExecuted(nil)
	}
	return a
}

// setenv sets a variable of the environment unless somebody has.
func setenv(name, value string) {
	if os.Getenv(name) == "" {
		os.Setenv(name, value)
	}
}

// errDisplay is said when the toolkit gives up on the display before the first
// window is there.
var errDisplay = errors.New("the display cannot be opened; check DISPLAY or WAYLAND_DISPLAY, or run: eclaire demo")

// stage is what happens around an open window.
type stage struct {
	signal context.Context // ends when the program was sent a signal
	opened func()          // the window is there; on the screen's goroutine
	end    func()          // it goes: nothing may come to the screen any more
}

// toolkitPatience is how long the toolkit has to leave by itself after a signal.
// It listens to signals too; were both to make it leave, one of them could come
// too late and crash.
const toolkitPatience = time.Second

// show opens the window and stays until leaving ends, which a signal does too.
func show(leaving context.Context, a fyne.App, w fyne.Window, s stage) (err error) {
	if s.signal.Err() != nil {
		return nil
	}
	started := false
	gone := make(chan struct{})
	defer close(gone)
	a.Lifecycle().SetOnStarted(func() {
		started = true
		if s.opened != nil {
			s.opened()
		}
		go quit(leaving, s, a, gone)
	})
	defer func() {
		if r := recover(); r != nil {
			if started {
				panic(r)
			}
			err = errDisplay
		}
	}()
	w.ShowAndRun()
	s.end()
	return nil
}

// quit waits for the end and makes the toolkit leave, once.
func quit(leaving context.Context, s stage, a fyne.App, gone <-chan struct{}) {
	select {
	case <-gone:
		return
	case <-leaving.Done():
	}
	s.end()
	if s.signal.Err() != nil {
		select {
		case <-gone:
			return
		case <-time.After(toolkitPatience): // it was not listening yet
		}
	}
	signal.Ignore(os.Interrupt, syscall.SIGTERM)
	fyne.Do(a.Quit)
}
