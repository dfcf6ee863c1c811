package ui

import (
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// The least window in which everything has its plain size, long and short side.
// In a larger one everything grows with it.
const plainLong, plainShort = 1024, 800

// Dress shows the same screen with another text size, in percent, and other
// colours.
func (s *Shell) Dress(percent int, mode theme.Mode) {
	s.scale, s.o.Mode = percent, mode
	s.applyTheme()
	s.Redraw()
}

// growth is how much larger everything is in a large window.
func (s *Shell) growth() float32 {
	size := s.o.Window.Canvas().Size()
	long, short := max(size.Width, size.Height), min(size.Width, size.Height)
	return max(min(long/plainLong, short/plainShort), 1)
}

// The least height of what can be touched where the screen's width is known,
// and the most of the window's units that it takes on a very small screen.
const (
	targetMM   = 20
	mostTarget = 96
)

// look is the theme at a text size, 1 for plain.
func (s *Shell) look(scale float32) *theme.Theme {
	t := theme.New(s.o.Mode, scale).WithUnit(s.grown)
	if s.o.ScreenWidthMM > 0 {
		t = t.WithTarget(min(targetMM*s.o.Window.Canvas().Size().Width/s.o.ScreenWidthMM, mostTarget*t.Unit()))
	}
	return t
}

// applyTheme takes the text size and the colours into what is shown, where they
// have changed. The page itself is for Redraw.
func (s *Shell) applyTheme() {
	s.grown = s.growth()
	look := s.look(float32(s.scale) / 100)
	if s.worn != nil && s.worn.Equal(look) {
		return
	}
	s.worn = look
	s.o.Theme(look)
	widget.Refresh(s.frame.keys)
	for _, over := range s.o.Window.Canvas().Overlays().List() {
		widget.Refresh(over)
	}
}

// Fit follows a window that has changed its size, once no finger is on it: what
// is being drawn or pressed stays under the finger.
func (s *Shell) Fit() {
	if s.frame.hand.Down() {
		return
	}
	if width := s.o.Window.Canvas().Size().Width; s.grown != s.growth() || s.o.ScreenWidthMM > 0 && s.fitted != width {
		s.fitted = width
		s.applyTheme()
		s.Redraw()
	}
}
