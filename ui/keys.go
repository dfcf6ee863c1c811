package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/locales"
	"eclaire/ui/widget"
)

// Keys shows the on-screen keyboard for a field that was touched. Nothing else
// opens it: where there is a hardware keyboard it is not needed.
func (s *Shell) Keys(field *widget.Field) {
	if !s.o.TouchKeyboard {
		return
	}
	if s.keys == nil {
		say := s.say()
		layout := widget.AZERTY
		if say.Language == consent.English {
			layout = widget.QWERTY
		}
		s.keys = widget.NewKeyboard(layout, keyWords(say), s.closeKeys)
		s.keys.OnTyped = func() { s.frame.follow(s.typing) }
		s.frame.setKeys(s.keys)
	}
	if s.typing != nil && s.typing != field {
		s.frame.roomFor(s.typing, 0)
	}
	s.typing = field
	s.keys.SetTarget(field)
	s.Touched()
	s.frame.fit(field)
	s.frame.reveal(field)
}

// keyWords are the words on the keyboard in the language of the screen.
func keyWords(say *locales.Speaker) widget.KeyWords {
	return widget.KeyWords{
		Space: say.T("keys.space"), Done: say.T("keys.done"),
		Shift: say.T("keys.shift"), Held: say.T("keys.shift-held"), Erase: say.T("keys.erase"),
		Accents: say.T("keys.accents"), Signs: say.T("keys.signs"), Letters: say.T("keys.letters"),
		Line: say.T("keys.line"), Decimal: strings.Trim(say.Decimal(1.5, 1), "15"),
	}
}

// NoKeys hides the keyboard if it writes into a field that was left.
func (s *Shell) NoKeys(field *widget.Field) {
	if s.typing == field {
		s.closeKeys()
	}
}

func (s *Shell) closeKeys() {
	if s.typing != nil {
		s.frame.roomFor(s.typing, 0)
	}
	s.typing = nil
	if s.keys != nil {
		s.keys.Drop()
		s.keys = nil
		s.frame.setKeys(nil)
	}
}

// resumeTyping gives the keyboard to the field of the same name after the screen
// was drawn anew, in another language perhaps. It tells whether it did.
func (s *Shell) resumeTyping() bool {
	if s.typing == nil {
		return false
	}
	id, place := s.typing.ID(), s.typing.Place()
	s.closeKeys()
	field, ok := widget.Find(s.frame.body, id).(*widget.Field)
	if !ok || id == "" {
		return false
	}
	field.SetPlace(place)
	field.Focus()
	s.Keys(field)
	return true
}

func (f *frame) setKeys(keys fyne.CanvasObject) {
	f.keys.Objects, f.cramped = nil, false
	more := f.more
	if keys != nil {
		f.keys.Objects = []fyne.CanvasObject{keys}
		more = "" // the keys leave no room for the strip; the bar beside the page stays
	}
	if f.scroller != nil {
		f.scroller.More = more
		f.scroller.Refresh()
	}
	f.whole.Refresh()
}

// fit makes room for the field that is written into, so that it is seen whole
// above the keyboard: where there is too little, the bottom bar gives way until
// the keyboard is closed, and then the field gets smaller.
func (f *frame) fit(field *widget.Field) {
	if f.scroller == nil {
		return
	}
	f.roomFor(field, 0)
	f.cramped = false
	f.whole.Refresh()
	if f.cramped = field.Extent() > f.room(); f.cramped {
		f.whole.Refresh()
		f.roomFor(field, f.room())
	}
	f.extent = field.Extent()
}

// room is the height for a field that is to be seen whole.
func (f *frame) room() float32 { return f.body.Size().Height - 2*revealMargin*f.unit }

// follow keeps the field in view when its hint has grown by what was typed. The
// keyboard stays where it is, since a finger is on it.
func (f *frame) follow(field *widget.Field) {
	if field == nil || f.scroller == nil || field.Extent() == f.extent {
		return
	}
	field.Fit(f.room())
	f.scroller.Content.Refresh()
	f.scroller.Refresh()
	f.extent = field.Extent()
	f.reveal(field)
}

// roomFor gives the field a room, and the screen another layout if that changes
// anything.
func (f *frame) roomFor(field *widget.Field, room float32) {
	if field.Fit(room) && f.scroller != nil {
		f.scroller.Content.Refresh()
		f.scroller.Refresh()
	}
}

// revealMargin is what is kept above and below of what is brought into view.
const revealMargin = 14

// reveal scrolls to what is written in.
func (f *frame) reveal(o fyne.CanvasObject) {
	if f.scroller != nil {
		f.scroller.Reveal(o)
	}
}
