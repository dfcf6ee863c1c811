package ui

import "eclaire/ui/screen"

// Print sends the finished document to the printer.
func (s *Shell) Print() {
	state, file := s.state, s.sheets.file
	if s.o.Print == nil || file == nil || state.Document.Print == screen.Printing {
		return
	}
	s.Touched()
	state.Document.Print = screen.Printing
	s.Redraw()
	var err error
	s.o.Run(func() { err = s.o.Print(file) }, func() {
		if s.state != state {
			return
		}
		state.Document.Print = screen.PrintSent
		if err != nil {
			state.Document.Print = screen.PrintFailed
		}
		s.Touched()
		s.Redraw()
	})
}
