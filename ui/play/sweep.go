package play

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
)

// Sweep has the toolkit forget what it remembers of windows that were closed: it
// does so only while it paints in a real window or on a canvas without one, never
// in the test driver. What was used within the time that FYNE_CACHE names (a
// minute without it) is kept, and it sweeps once in ten seconds at most. No window
// may be open.
func Sweep() {
	c := software.NewCanvas()
	c.SetPadded(false)
	c.Resize(fyne.NewSize(1, 1))
	c.Capture()
}
