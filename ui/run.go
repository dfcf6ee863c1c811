package ui

import (
	"context"
	"runtime"
	"time"

	"fyne.io/fyne/v2"
)

// This file is the only place of the interface that starts goroutines; what
// they bring back to the screen goes through onScreen.

// End lets nothing more of what goes on in the background come to the screen. It
// is called before the program leaves the toolkit's loop, from any goroutine.
func (s *Shell) End() { s.ended.Store(true) }

// onScreen does something on the screen's own goroutine, unless the program has
// ended before.
func (s *Shell) onScreen(do func()) {
	defer func() {
		// The toolkit closes its queue while others may still be writing to it.
		if r := recover(); r != nil {
			if err, ok := r.(runtime.Error); !ok || err.Error() != "send on closed channel" {
				panic(r)
			}
		}
	}()
	if s.ended.Load() {
		return
	}
	fyne.Do(func() {
		if !s.ended.Load() {
			do()
		}
	})
}

// inBackground does work in a goroutine and then done on the screen's own.
func (s *Shell) inBackground(work, done func()) {
	go func() {
		work()
		s.onScreen(done)
	}()
}

// later does something on the screen's own goroutine after a time, unless it is
// stopped before.
func (s *Shell) later(d time.Duration, do func()) (stop func()) {
	t := time.AfterFunc(d, func() { s.onScreen(do) })
	return func() { t.Stop() }
}

// afterFrame does something once the frame that is being painted stands on the
// screen.
func (s *Shell) afterFrame(do func()) { go s.onScreen(do) }

// every calls f on the screen's own goroutine, once in each period, until ctx ends.
func (s *Shell) every(ctx context.Context, period time.Duration, f func()) {
	ticker := time.NewTicker(period)
	go func() {
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
				s.onScreen(f)
			}
		}
	}()
}
