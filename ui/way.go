package ui

import (
	"time"

	"eclaire/consent"
	"eclaire/ui/widget"
)

// wayDesk leads the patient from screen to screen, applies to the session what is
// said on them, and notes which pages were seen.
type wayDesk struct {
	host
	dwell dwell
	atEnd func() bool // whether the end of the page is on the screen
}

// forget forgets the patient.
func (d *wayDesk) forget() { d.dwell = dwell{} }

// Do applies an event to the session.
func (d *wayDesk) Do(e consent.Event) error {
	d.Touched()
	next, err := consent.Apply(d.State().Session, e)
	if p, ok := consent.ProblemOf(err); ok && p == consent.ProblemSealed {
		d.TakeBack()
		return err
	}
	d.State().Session = next
	return err
}

// Next goes to the next screen.
func (d *wayDesk) Next() { d.Go(d.State().Neighbour(1)) }

// Back goes to the screen before.
func (d *wayDesk) Back() { d.Go(d.State().Neighbour(-1)) }

// TakeBack asks whether all signatures are to be taken back, so that something
// can still be changed.
func (d *wayDesk) TakeBack() {
	say := d.say()
	d.ask(widget.NewDialog(say.T("takeback.title"), say.T("takeback.text"), nil,
		widget.DialogButton{ID: "takeback.keep", Text: say.T("takeback.keep"), Kind: widget.Secondary},
		widget.DialogButton{ID: "takeback.do", Text: say.T("takeback.do"), Kind: widget.Secondary, OnTapped: func() {
			if d.Do(consent.Unsign{}) == nil {
				clear(d.State().Strokes)
				clear(d.State().Typed)
				d.Redraw()
			}
		}}))
}

// RestTime is how long a patient can rest before the kiosk asks whether anybody is
// there.
const RestTime = 10 * time.Minute

// Rest lets the patient rest, until the way goes on.
func (d *wayDesk) Rest() {
	say := d.say()
	d.rest(RestTime)
	back := func() { d.rest(0) }
	q := widget.NewDialog(say.T("rest.title"), say.N("rest.text", int(RestTime/time.Minute)), nil,
		widget.DialogButton{ID: "rested", Text: say.T("rest.over"), Kind: widget.Primary, OnTapped: back})
	d.ask(q)
	forget := q.OnCancel
	q.OnCancel = func() {
		forget()
		back()
	}
}

// speak changes the language; the screen stays.
func (d *wayDesk) speak(l consent.Language) {
	if d.Do(consent.Speak{Language: l}) == nil {
		d.Redraw()
	}
}
