package ui

import (
	"context"

	"eclaire/ui/screen"
)

// Print sends the finished document to the printer.
func (d *finishDesk) Print() {
	state, file := d.State(), d.sheets.file
	if d.print == nil || file == nil || state.Document.Print == screen.Printing {
		return
	}
	d.Touched()
	state.Document.Print = screen.Printing
	d.Redraw()
	var err error
	d.printer.do(task{
		work: func(context.Context) { err = d.print(file) },
		show: func() {
			state.Document.Print = screen.PrintSent
			if err != nil {
				state.Document.Print = screen.PrintFailed
			}
			d.Touched()
			d.Redraw()
		},
	})
}
