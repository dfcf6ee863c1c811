package ui

import (
	"eclaire/consent"
	"eclaire/ui/widget"
)

// wayDesk leads the patient from screen to screen, applies to the session what is
// said on them, and notes which pages were seen.
type wayDesk struct {
	host
	dwell   dwell
	atEnd   func() bool // whether the end of the page is on the screen
	changed func()      // told of each event
	rest    func()      // lets the patient rest
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
	d.apply(next)
	return err
}

// apply puts the session after an event in the place of the one before.
func (d *wayDesk) apply(next consent.Session) {
	d.State().Session = next
	d.changed()
}

// Next goes to the next screen.
func (d *wayDesk) Next() {
	if s := d.State(); s.TakenUp {
		d.Go(s.Onward())
		return
	}
	d.Go(d.State().Neighbour(1))
}

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

// Rest lets the patient rest, until the way goes on.
func (d *wayDesk) Rest() { d.rest() }

// speak changes the language; the screen stays.
func (d *wayDesk) speak(l consent.Language) {
	if d.Do(consent.Speak{Language: l}) == nil {
		d.Redraw()
	}
}
