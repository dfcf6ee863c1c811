package ui

import (
	"context"
	"time"

	"eclaire/ui/screen"
	"eclaire/ui/widget"
)

// Touched notes that somebody is there.
func (s *Shell) Touched() { s.lastTouch = s.o.Now() }

// Watch looks after an abandoned kiosk until ctx ends: without a touch for a
// while it asks, and without an answer the session rests, or ends if nothing was begun.
func (s *Shell) Watch(ctx context.Context) {
	s.worker.every(ctx, time.Second, s.Tick)
	if s.o.Sight != nil {
		s.worker.every(ctx, 50*time.Millisecond, s.sights.look)
	}
}

// Tick is one look of the watch.
func (s *Shell) Tick() {
	if s.o.Front != nil {
		s.o.Front()
	}
	s.Fit()
	s.desks.cases.tick()
	s.desks.way.stood()
	now := s.o.Now()
	s.desks.rest.watch(now)
	s.desks.aside.tick()
	s.desks.home.tick()
	if resting := s.state.Route.Name; resting == screen.Rest || resting == screen.Call { // nobody is asked whether they are there
		s.lastTouch = now
	}
	s.desks.archive.tick(now, now.Sub(s.lastTouch) >= s.o.Idle)
	s.oblivion.tick(now, s.frame.drawAgain)
	switch {
	case !s.state.HoldsPatient():
		s.asked = time.Time{}
		if s.state.Route.Name != screen.Welcome && now.Sub(s.lastTouch) >= s.o.Idle {
			s.EndSession() // nothing entered: the staff's screen just closes
		}
	case s.Unsaved():
		// A signed consent that is not stored yet is never thrown away; its
		// screen shows nothing of the patient.
	case s.state.Route.Name == screen.Rest:
		s.desks.rest.tick(now)
	case s.asked.IsZero():
		if now.Sub(s.lastTouch) >= s.o.Idle {
			s.askWhetherThere()
		}
	case now.Sub(s.asked) >= s.o.Answer:
		s.left()
	}
	s.sights.look()
}

// left is when nobody answers: what was begun rests, or is locked while staff take part,
// and is never erased. What nobody has touched is.
func (s *Shell) left() {
	if !s.state.CanPutBy() || !s.state.Begun() || s.state.Document.Stored {
		s.EndSession()
		return
	}
	s.closeQuestion()
	s.desks.rest.left()
}

// askWhetherThere puts the question; it can be answered any number of times.
func (s *Shell) askWhetherThere() {
	s.closeQuestion()
	s.asked = s.o.Now()
	say := s.say()
	other := s.o.Words.For(s.state.Session.Language.Other())
	still := func() {
		s.asked, s.question = time.Time{}, nil
		s.Touched()
	}
	d := widget.NewDialog(say.T("idle.title"), say.T("idle.text")+"\n"+other.T("idle.title"), nil,
		widget.DialogButton{ID: "still-here", Text: say.T("idle.here") + " · " + other.T("idle.here"), Kind: widget.Primary, OnTapped: still})
	d.OnCancel = still
	d.OnActivity = s.Touched
	s.pin.close()
	s.question = d
	d.Open(s.o.Window.Canvas())
}

func (s *Shell) closeQuestion() {
	s.asked = time.Time{}
	if s.question != nil {
		s.question.Close()
		s.question = nil
	}
}

// ask shows a question of another kind over the page.
func (s *Shell) ask(d *widget.Dialog) {
	s.closeQuestion()
	d.OnActivity = s.Touched
	d.OnCancel = func() { s.question = nil }
	s.question = d
	d.Open(s.o.Window.Canvas())
}

// asking tells whether a question stands over the page, or the PIN is asked for.
func (s *Shell) asking() bool {
	return s.question != nil && s.question.IsOpen() || s.pin.dialog != nil
}
