package ui

import (
	"time"

	"eclaire/ui/screen"
	"eclaire/ui/widget"
)

// How often a wrong PIN is taken before the door stays shut for a while.
const (
	triesBeforeRest = 5
	rest            = 30 * time.Second
)

// pinDoor asks for the staff's PIN and makes guessing slow.
type pinDoor struct {
	dialog *widget.Dialog
	wrong  int
	until  time.Time // shut until then
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
	s.behindPIN(func() { s.Go(screen.Route{Name: screen.Staff}) })
}

// Unsaved tells that everybody has signed and the document is not stored yet.
func (s *Shell) Unsaved() bool { return s.finishing || s.state.Document.Failed != "" }

// AskToClose ends the program, behind the PIN if one is set. While a signed
// document is not stored, it first asks whether that is to be lost.
func (s *Shell) AskToClose() {
	if !s.Unsaved() {
		s.behindPIN(s.CloseProgram)
		return
	}
	say := s.say()
	s.ask(widget.NewDialog(say.T("close.title"), say.T("close.text"), nil,
		widget.DialogButton{ID: "close.stay", Text: say.T("close.stay"), Kind: widget.Primary},
		widget.DialogButton{ID: "close.anyway", Text: say.T("close.anyway"), Kind: widget.Quiet, OnTapped: func() { s.behindPIN(s.CloseProgram) }}))
}

// behindPIN does what is behind the door once the PIN is right.
func (s *Shell) behindPIN(do func()) {
	s.Touched()
	if s.o.CheckPIN == nil {
		do()
		return
	}
	s.showPIN("", do)
}

func (s *Shell) showPIN(remark string, do func()) {
	s.pin.close()
	say := s.say()
	pad := widget.NewKeypad(0, say.T("ok"), nil)
	pad.EraseLabel = say.T("keys.erase")
	pad.OnDone = func(pin string) { s.tryPIN(pin, do) }
	d := widget.NewDialog(say.T("pin.title"), remark, pad,
		widget.DialogButton{ID: "cancel", Text: say.T("cancel"), Kind: widget.Secondary, OnTapped: func() { s.pin.dialog = nil }})
	d.OnCancel = func() { s.pin.dialog = nil }
	d.OnActivity = s.Touched
	s.pin.dialog = d
	d.Open(s.o.Window.Canvas())
	s.o.Window.Canvas().Focus(pad)
}

// tryPIN checks a PIN away from the screen, since the check is slow on purpose.
func (s *Shell) tryPIN(pin string, do func()) {
	if s.pin.busy {
		return
	}
	if s.o.Now().Before(s.pin.until) {
		s.showPIN(s.say().T("pin.rest"), do)
		return
	}
	s.pin.busy = true
	right := false
	s.o.Run(func() { right = s.o.CheckPIN(pin) }, func() {
		s.pin.busy = false
		if s.pin.dialog == nil {
			return // given up meanwhile
		}
		if right {
			s.pin.close()
			s.pin.wrong = 0
			do()
			return
		}
		s.pin.wrong++
		if s.pin.wrong%triesBeforeRest == 0 {
			s.pin.until = s.o.Now().Add(rest)
		}
		s.showPIN(s.say().T("pin.wrong"), do)
	})
}
