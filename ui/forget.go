package ui

import (
	"runtime/debug"
	"time"

	"eclaire/ui/screen"
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
	until time.Time // zero: there is nothing to forget
	next  time.Time
}

// forgetSoon begins to forget, once nothing of ours points to a patient.
func (s *Shell) forgetSoon(r screen.Route) {
	if r.Name == screen.Welcome {
		now := s.o.Now()
		s.oblivion = oblivion{until: now.Add(forgetting), next: now.Add(forgetEvery)}
	}
}

// tickForget has the toolkit draw, and gives the memory back at the beginning and
// at the end of forgetting.
func (s *Shell) tickForget(now time.Time) {
	o := &s.oblivion
	if o.until.IsZero() || now.Before(o.next) {
		return
	}
	first, last := o.next.Equal(o.until.Add(forgetEvery-forgetting)), !now.Before(o.until)
	o.next = now.Add(forgetEvery)
	if last {
		*o = oblivion{}
	}
	s.frame.drawAgain()
	if first || last {
		s.o.Run(debug.FreeOSMemory, func() {})
	}
}
