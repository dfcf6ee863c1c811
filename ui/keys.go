package ui

import (
	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/ui/widget"
)

// Keys shows the on-screen keyboard for a field, or hides it (nil).
func (s *Shell) Keys(field *widget.Field) {
	if !s.o.TouchKeyboard {
		return
	}
	if field == nil {
		if keys := s.keys; keys != nil {
			s.keys = nil
			s.frame.setKeys(nil)
			keys.Drop() // the toolkit keeps the keyboard until another comes
		}
		return
	}
	if s.keys == nil {
		say := s.say()
		layout := widget.AZERTY
		if say.Language == consent.English {
			layout = widget.QWERTY
		}
		s.keys = widget.NewKeyboard(layout, say.T("keys.space"), say.T("keys.done"), func() { s.Keys(nil) })
		s.frame.setKeys(s.keys)
	}
	s.keys.SetTarget(field)
	s.Touched()
	s.frame.reveal(field)
}

func (f *frame) setKeys(keys fyne.CanvasObject) {
	f.keys.Objects = nil
	if keys != nil {
		f.keys.Objects = []fyne.CanvasObject{keys}
	}
	f.whole.Refresh()
}

// reveal scrolls to what is written in.
func (f *frame) reveal(o fyne.CanvasObject) {
	if f.scroller != nil {
		f.scroller.Reveal(o)
	}
}
