package ui

import "fyne.io/fyne/v2"

// inBackground does work in a goroutine and then done on the screen's own. It
// is the only place of the interface that starts one, besides the idle watch.
func inBackground(work, done func()) {
	go func() {
		work()
		fyne.Do(done)
	}()
}
