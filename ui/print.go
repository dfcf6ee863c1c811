package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"eclaire/consent/document"
	"eclaire/ui/screen"
	"eclaire/ui/widget"
)

// errPart says that a part could not be taken out of a document.
var errPart = errors.New("the document does not give this part")

// papersOf tells what a document can be printed as: whole, if it has no parts or only one.
func papersOf(file []byte) []screen.Paper {
	offered, err := document.SelectionsOf(file)
	more := func(s document.Selection) bool {
		return s == document.SelectFollowUp || s == document.SelectLetter || s == document.SelectInformation
	}
	if err != nil || !slices.ContainsFunc(offered, more) {
		return []screen.Paper{screen.PaperAll}
	}
	papers := []screen.Paper{screen.PaperPatient, screen.PaperFile, screen.PaperLetter, screen.PaperAll}
	return slices.DeleteFunc(papers, func(p screen.Paper) bool { return !slices.Contains(offered, document.Selection(p)) })
}

// printPaper sends of a document what is asked for to a printer: its own pages.
func printPaper(to func(pdf []byte) error, file []byte, what screen.Paper) error {
	if what == screen.PaperAll {
		return to(file)
	}
	pages, err := document.Select(file, document.Selection(what))
	if err != nil {
		return fmt.Errorf("%w: %w", errPart, err)
	}
	return to(pages)
}

// askPaper asks which of some papers to print.
func askPaper(h host, papers []screen.Paper, do func(screen.Paper)) {
	say := h.say()
	var buttons []widget.DialogButton
	for _, p := range papers {
		buttons = append(buttons, widget.DialogButton{ID: "paper." + string(p), Text: say.T("paper." + string(p)), Kind: widget.Secondary, OnTapped: func() { do(p) }})
	}
	buttons = append(buttons, widget.DialogButton{ID: "cancel", Text: say.T("cancel"), Kind: widget.Quiet})
	h.ask(widget.NewDialog(say.T("print.which"), "", nil, buttons...))
}

// Print sends the finished document, or a part of it, to the printer.
func (d *finishDesk) Print(what screen.Paper) {
	state, file := d.State(), d.sheets.file
	if d.print == nil || file == nil || state.Document.Print == screen.Printing || !slices.Contains(state.Document.Papers, what) {
		return
	}
	d.Touched()
	state.Document.Print, state.Document.Printed = screen.Printing, what
	d.Redraw()
	var err error
	d.printer.do(task{
		work: func(context.Context) { err = printPaper(d.print, file, what) },
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

// PrintOther asks what of the finished document to print, besides what the screen offers
// by itself.
func (d *finishDesk) PrintOther() {
	doc := d.State().Document
	if d.print == nil || d.sheets.file == nil || len(doc.Papers) < 2 {
		return
	}
	offered := doc.Papers[0]
	if doc.Print == screen.PrintFailed {
		offered = doc.Printed
	}
	d.Touched()
	askPaper(d, slices.DeleteFunc(slices.Clone(doc.Papers), func(p screen.Paper) bool { return p == offered }), d.Print)
}
