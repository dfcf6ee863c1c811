package main

import (
	"runtime/debug"
	"sync"

	"fyne.io/fyne/v2"

	"eclaire/ui/theme"
)

// haste is how far the memory may grow between two collections while the program
// starts, in percent: next to nothing of what it holds then is garbage.
const haste = 400

// hurry lets the start go on without the collector for longer; calm ends that.
func hurry() (calm func()) {
	usual := debug.SetGCPercent(haste)
	return sync.OnceFunc(func() { debug.SetGCPercent(usual) })
}

// fonts is the toolkit's program, which reads its fonts, and the system's for other
// scripts, while all else of the start goes on: that takes a quarter of it.
type fonts struct {
	app  fyne.App // nil without a display
	wear func(fyne.Theme)
	wait func() // until they are read: nothing may be measured or drawn before
}

func readFonts() fonts {
	if !hasDisplay() {
		return fonts{wait: func() {}}
	}
	f := fonts{app: newApp()}
	f.wear = theme.Wear(f.app.Settings())
	f.wear(theme.New(theme.Light, 1)) // every look has the same fonts
	read := make(chan struct{})
	go func() {
		defer close(read)
		for _, bold := range []bool{false, true} {
			fyne.MeasureText(" ", 1, fyne.TextStyle{Bold: bold})
		}
	}()
	f.wait = func() { <-read }
	return f
}
