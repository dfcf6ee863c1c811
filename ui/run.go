package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
)

// This file is the only place of the interface that starts goroutines; what
// they bring back to the screen goes through fyne.Do.

// inBackground does work in a goroutine and then done on the screen's own.
func inBackground(work, done func()) {
	go func() {
		work()
		fyne.Do(done)
	}()
}

// later does something on the screen's own goroutine after a time, unless it is
// stopped before.
func later(d time.Duration, do func()) (stop func()) {
	t := time.AfterFunc(d, func() { fyne.Do(do) })
	return func() { t.Stop() }
}

// afterFrame does something once the frame that is being painted stands on the
// screen.
func afterFrame(f func()) { go fyne.Do(f) }

// every calls f on the screen's own goroutine, once in each period, until ctx ends.
func every(ctx context.Context, period time.Duration, f func()) {
	ticker := time.NewTicker(period)
	go func() {
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
				fyne.Do(f)
			}
		}
	}()
}
