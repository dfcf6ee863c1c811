package ui

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2/test"
)

// The tests of the screens do all work at once, so that the race detector has
// nothing to find there. These are for it.

func TestInBackground(t *testing.T) {
	test.NewTempApp(t)
	result, ended := 0, make(chan bool)
	new(Shell).inBackground(func() { result = 7 }, func() { ended <- result == 7 })
	if !<-ended {
		t.Error("the end of the work came before its result")
	}
}

func TestEvery(t *testing.T) {
	test.NewTempApp(t)
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		n := 0
		new(Shell).every(ctx, time.Second, func() { n++ })
		time.Sleep(3500 * time.Millisecond)
		synctest.Wait()
		if n != 3 {
			t.Errorf("%d ticks in three and a half seconds", n)
		}
		stop()
		time.Sleep(3 * time.Second)
		synctest.Wait()
		if n != 3 {
			t.Errorf("%d ticks after the end", n-3)
		}
	})
}
