package ui

import (
	"context"
	"runtime/debug"
	"time"
)

// The window toolkit keeps what it has measured and drawn, words and all, for a
// minute after it was last seen, and lets go of it only when it draws again,
// which nothing makes it do on a welcome that nobody touches.
const (
	forgetting  = 2 * time.Minute  // how long it is made to draw after a session
	forgetEvery = 10 * time.Second // as often as it looks at what it keeps
)

// oblivion is how far what a session left in the toolkit is forgotten.
type oblivion struct {
	line  *line
	until time.Time // zero: there is nothing to forget
	next  time.Time
}

// begin begins to forget, once nothing of ours points to a patient.
func (o *oblivion) begin(now time.Time) {
	o.until, o.next = now.Add(forgetting), now.Add(forgetEvery)
}

// tick has the toolkit draw, and gives the memory back at the beginning and at
// the end of forgetting.
func (o *oblivion) tick(now time.Time, draw func()) {
	if o.until.IsZero() || now.Before(o.next) {
		return
	}
	first, last := o.next.Equal(o.until.Add(forgetEvery-forgetting)), !now.Before(o.until)
	o.next = now.Add(forgetEvery)
	if last {
		o.until, o.next = time.Time{}, time.Time{}
	}
	draw()
	if first || last {
		o.line.do(task{work: func(context.Context) { debug.FreeOSMemory() }})
	}
}
