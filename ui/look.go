package ui

import "eclaire/ui/theme"

// The window in which text has its plain size, and the most it grows in a
// larger one.
const (
	plainWidth, plainHeight = 1024, 800
	plainPortrait           = 864 // its width when it is taller than wide
	mostGrowth              = 1.25
)

// Dress shows the same screen with another text size, in percent, and other
// colours.
func (s *Shell) Dress(percent int, mode theme.Mode) {
	s.scale, s.o.Mode = percent, mode
	s.applyTheme()
	s.Redraw()
}

// growth is how much larger everything is written in a large window.
func (s *Shell) growth() float32 {
	size := s.o.Window.Canvas().Size()
	plain := float32(plainWidth)
	if size.Height > size.Width {
		plain = plainPortrait
	}
	return min(max(size.Width/plain, 1), max(size.Height/plainHeight, 1), mostGrowth)
}

// Fit follows a window that has changed its size.
func (s *Shell) Fit() {
	if s.grown != s.growth() {
		s.applyTheme()
		s.Redraw()
	}
}
