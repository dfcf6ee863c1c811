package ui

import (
	"time"

	"eclaire/consent/archive"
	"eclaire/locales"
	"eclaire/ui/screen"
	"eclaire/ui/widget"
)

// host is what a desk may ask of the shell around it.
type host interface {
	State() *screen.State
	Now() time.Time
	Go(screen.Route)
	Redraw()
	redrawInPlace()     // draws what has come into the same controls where the screen can
	Touched()           // somebody is there
	EndSession()        // wipes everything of the patient
	fresh()             // too, but goes on in the same language
	ask(*widget.Dialog) // puts a question over the page
	asking() bool       // whether one stands there
	say() *locales.Speaker
}

// tell says something over the page.
func tell(h host, title, text string) {
	h.ask(widget.NewDialog(title, text, nil, widget.DialogButton{ID: "told", Text: h.say().T("ok"), Kind: widget.Primary}))
}

// desks are the desks behind the screens. Each knows the shell as a host, keeps
// its own state, and reaches another desk only through what New gave it.
type desks struct {
	way     *wayDesk
	finish  *finishDesk
	cases   *casesDesk
	checks  *checkDesk
	archive *archiveDesk
	aside   *asideDesk
	rest    *restDesk
	home    *homeDesk
}

// newDesks sets the desks up, and tells those of each other that work together.
func newDesks(h host, w *worker, o Options) desks {
	at := files{folder: o.Folder, read: o.ReadFile, listDir: o.ListDir}
	d := desks{
		way: &wayDesk{host: h},
		finish: &finishDesk{host: h, line: w.newLine(), pages: w.newLine(), printer: w.newLine(),
			lib: o.Lib, words: o.Words, newID: o.NewID, seal: o.Seal, keep: o.Keep, print: o.Print},
		cases: &casesDesk{host: h, worker: w, line: w.newLine(), erasing: w.newLine(), list: o.Waiting,
			lib: o.Lib, words: o.Words, prints: o.Prints, lot: o.Lot},
		checks: &checkDesk{host: h, line: w.newLine(), files: at, check: o.Check, store: o.Archive},
		archive: &archiveDesk{host: h, line: w.newLine(), search: w.newLine(), counting: w.newLine(), locking: w.newLine(),
			store: o.Archive, opened: o.Found, unlocked: o.Unlocked, sending: o.Sending,
			files: at, words: o.Words, lib: o.Lib, check: o.Check, print: o.Print, pause: w.pause,
			vault: vault{found: losses(o.Found), noted: noteworthy(o.Found), count: -1}},
	}
	d.aside = newAsideDesk(h, w, o)
	d.finish.home, d.finish.homeLine = homePrinter{o.Lib, o.Words, o.Print}, w.newLine()
	d.home = &homeDesk{host: h, line: w.newLine(), printer: d.finish.home}
	d.aside.done = d.home.tell
	d.rest = &restDesk{host: h, length: o.RestFor, lay: d.aside.lay, calls: o.Calls, calling: w.newLine(), look: w.newLine(), over: o.Calls != nil}
	d.aside.useUp = d.cases.useUp
	d.aside.staff = func() *archive.Staff { return d.archive.vault.staff }
	d.aside.unlock = d.archive.unlockThen
	d.way.changed, d.way.rest = d.aside.changed, d.rest.Rest
	d.finish.closing, d.finish.release = d.aside.closing, func() { d.aside.release() }
	d.finish.useUp = d.cases.useUp
	d.cases.apply = d.way.Do
	d.checks.staff = func() *archive.Staff { return d.archive.vault.staff }
	d.archive.checkCode = d.checks.CheckCode
	return d
}

// leave tells the desks that another screen comes, before it does.
func (d desks) leave(to screen.Route) {
	d.way.stood()
	d.cases.leave(to)
	d.checks.leave(to)
	d.archive.leave(to)
	d.aside.leave(to)
}

// forget has the desks forget the patient, whose state is gone.
func (d desks) forget() {
	d.way.forget()
	d.finish.forget()
	d.aside.release()
	d.rest.forget()
	d.home.forget()
}
