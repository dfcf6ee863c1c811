package ui

import (
	"bytes"
	"context"
	"time"

	"eclaire/consent"
	"eclaire/consent/document"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui/screen"
	"eclaire/ui/widget"
)

// homePrinter prints what a patient takes home between two moments. Nothing of it is
// written to the disk.
type homePrinter struct {
	lib   *content.Library
	words *locales.Bundle
	to    func(pdf []byte) error // see Options.Print
}

// can tells whether there is a printer, and something to print.
func (p homePrinter) can() bool {
	_, ok := p.lib.Document(content.Home)
	return p.to != nil && ok
}

// print draws the pages of a session and sends them to the printer.
func (p homePrinter) print(s consent.Session, now time.Time) error {
	made, err := document.LayoutHome(s, now, p.lib, p.words)
	if err != nil {
		return err
	}
	var pdf bytes.Buffer
	if err := made.WritePDF(&pdf); err != nil {
		return err
	}
	return p.to(pdf.Bytes())
}

// homeFor is how long after a session was put by its pages for home can be printed: as
// long as the session is known beyond its end.
const homeFor = 5 * time.Minute

// homeDesk tells the staff that a session was put by, and offers to print the pages for
// home. It knows the session until the staff have read that, and no longer than homeFor.
type homeDesk struct {
	host
	printer homePrinter
	line    *line
	session *consent.Session // nil: nothing can be printed any more
	until   time.Time
	told    string // until when the session is kept, in words
	dialog  *widget.Dialog
}

// tell tells that a session was put by.
func (d *homeDesk) tell(s consent.Session, text string) {
	d.told = text
	if d.printer.can() {
		d.session, d.until = &s, d.Now().Add(homeFor)
	}
	d.show("")
}

// show shows how far it is.
func (d *homeDesk) show(how screen.Print) {
	say := d.say()
	text, label := d.told, ""
	switch how {
	case screen.Printing, screen.PrintSent:
		text += "\n" + say.T("home."+string(how))
	case screen.PrintFailed:
		text += "\n" + say.T("home.failed")
		label = "home.retry"
	default:
		label = "home.do"
	}
	var buttons []widget.DialogButton
	if label != "" && d.session != nil {
		if how == "" {
			text += "\n" + say.T("home.text")
		}
		buttons = append(buttons, widget.DialogButton{ID: "home", Text: say.T(label), Kind: widget.Secondary, OnTapped: d.print})
	}
	buttons = append(buttons, widget.DialogButton{ID: "told", Text: say.T("ok"), Kind: widget.Primary, OnTapped: d.forget})
	d.dialog = widget.NewDialog(say.T("aside.done.title"), text, nil, buttons...)
	d.ask(d.dialog)
}

// read tells whether the staff still have it before them.
func (d *homeDesk) read() bool { return d.dialog != nil && d.dialog.IsOpen() }

// print prints the pages of the session that was put by.
func (d *homeDesk) print() {
	if d.session == nil {
		return
	}
	session, now := *d.session, d.Now()
	d.show(screen.Printing)
	var err error
	d.line.do(task{
		work: func(context.Context) { err = d.printer.print(session, now) },
		show: func() {
			switch {
			case !d.read(): // nobody waits for it any more
			case err != nil:
				d.show(screen.PrintFailed)
			default:
				d.session = nil
				d.show(screen.PrintSent)
			}
		},
	})
}

// forget forgets the session.
func (d *homeDesk) forget() { d.session, d.told, d.dialog = nil, "", nil }

// tick forgets it once nobody reads of it, and takes the button away after a while.
func (d *homeDesk) tick() {
	switch {
	case d.session == nil:
	case !d.read():
		d.forget()
	case !d.Now().Before(d.until):
		d.session = nil
		d.show("")
	}
}

// PrintHome prints what the patient takes home to think it over.
func (d *finishDesk) PrintHome() {
	state := d.State()
	if !d.home.can() || state.Document.PutBy.IsZero() || state.Document.Home == screen.Printing {
		return
	}
	d.Touched()
	state.Document.Home = screen.Printing
	d.Redraw()
	session, now := state.Session, d.Now()
	var err error
	d.homeLine.do(task{
		work: func(context.Context) { err = d.home.print(session, now) },
		show: func() {
			state.Document.Home = screen.PrintSent
			if err != nil {
				state.Document.Home = screen.PrintFailed
			}
			d.Touched()
			d.Redraw()
		},
	})
}
