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

// everySecond calls f on the screen's own goroutine until ctx ends.
func everySecond(ctx context.Context, f func()) {
	ticker := time.NewTicker(time.Second)
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
