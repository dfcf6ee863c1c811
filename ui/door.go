package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/ui/screen"
	"eclaire/ui/widget"
)

// How often a wrong PIN is taken before the door stays shut for a while.
const (
	triesBeforeRest = 5
	rest            = 30 * time.Second
)

// tries makes guessing slow.
type tries struct {
	wrong int       // since the last right one
	until time.Time // shut until then
}

func (t *tries) shut(now time.Time) bool { return now.Before(t.until) }

// miss counts a wrong one; after several it stays shut for a while.
func (t *tries) miss(now time.Time) {
	if t.wrong++; t.wrong%triesBeforeRest == 0 {
		t.until = now.Add(rest)
	}
}

// pinDoor asks for the staff's PIN and makes guessing slow.
type pinDoor struct {
	host
	line   *line
	canvas func() fyne.Canvas
	right  func(pin string) bool // nil when none is set
	dialog *widget.Dialog
	tries  tries
	busy   bool
}

func (p *pinDoor) close() {
	if p.dialog != nil {
		p.dialog.Close()
		p.dialog = nil
	}
}

// StaffDoor leads to the staff's screen, behind the PIN if one is set.
func (s *Shell) StaffDoor() {
	s.pin.behind(func() { s.Go(screen.Route{Name: screen.Staff}) })
}

// Meet leads to the clinician's page of the session, behind the PIN if one is set.
func (s *Shell) Meet() {
	s.pin.behind(func() {
		if s.desks.way.Do(consent.Meet{At: s.o.Now()}) == nil {
			s.Go(screen.Route{Name: screen.Together})
		}
	})
}

// Countersign lets the clinician sign, behind the PIN if one is set.
func (s *Shell) Countersign() {
	s.pin.behind(func() {
		s.state.Clinician = true
		s.Redraw()
	})
}

// Unsaved tells that everybody has signed and the document is not stored yet.
func (s *Shell) Unsaved() bool { return s.desks.finish.unsaved() }

// AskToClose ends the program, behind the PIN if one is set. While a signed
// document is not stored, it first asks whether that is to be lost.
func (s *Shell) AskToClose() {
	if !s.Unsaved() {
		s.pin.behind(s.CloseProgram)
		return
	}
	say := s.say()
	s.ask(widget.NewDialog(say.T("close.title"), say.T("close.text"), nil,
		widget.DialogButton{ID: "close.stay", Text: say.T("close.stay"), Kind: widget.Primary},
		widget.DialogButton{ID: "close.anyway", Text: say.T("close.anyway"), Kind: widget.Quiet, OnTapped: func() { s.pin.behind(s.CloseProgram) }}))
}

// behind does what is behind the door once the PIN is right.
func (p *pinDoor) behind(do func()) {
	p.Touched()
	if p.right == nil {
		do()
		return
	}
	p.show("", do)
}

func (p *pinDoor) show(remark string, do func()) {
	p.close()
	say := p.say()
	pad := widget.NewKeypad(0, say.T("ok"), nil)
	pad.EraseLabel = say.T("keys.erase")
	pad.OnDone = func(pin string) { p.try(pin, do) }
	d := widget.NewDialog(say.T("pin.title"), remark, pad,
		widget.DialogButton{ID: "cancel", Text: say.T("cancel"), Kind: widget.Secondary, OnTapped: func() { p.dialog = nil }})
	d.OnCancel = func() { p.dialog = nil }
	d.OnActivity = p.Touched
	p.dialog = d
	d.Open(p.canvas())
	p.canvas().Focus(pad)
}

// try checks a PIN away from the screen, since the check is slow on purpose.
func (p *pinDoor) try(pin string, do func()) {
	if p.busy {
		return
	}
	if p.tries.shut(p.Now()) {
		p.show(p.say().T("pin.rest"), do)
		return
	}
	p.busy = true
	right := false
	p.line.do(task{work: func(context.Context) { right = p.right(pin) }, done: func() {
		p.busy = false
		if p.dialog == nil {
			return // given up meanwhile
		}
		if right {
			p.close()
			p.tries.wrong = 0
			do()
			return
		}
		p.tries.miss(p.Now())
		p.show(p.say().T("pin.wrong"), do)
	}})
}
