package ui

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/aside"
	"eclaire/consent/waiting"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui/screen"
	"eclaire/ui/widget"
)

// asideDesk keeps what is going on safe from a power cut, puts sessions by, and takes
// them up again.
type asideDesk struct {
	host
	line   *line // what is asked of the shelf
	saving *line
	shelf  *aside.Shelf
	lib    *content.Library
	words  *locales.Bundle
	clinic consent.Clinic
	staff  func() *archive.Staff                // nil while the archive is locked
	unlock func(then func())                    // has it unlocked
	behind func(do func())                      // asks for the PIN
	useUp  func(waiting.ID)                     // takes a case off the waiting list
	kept   func() []byte                        // the texts, written once
	done   func(s consent.Session, text string) // tells that it was put by

	id     aside.ID // of the session that is going on; zero before anything is kept of it
	next   *saved   // what is to be written, the latest
	busy   bool     // something is being written
	failed bool     // it could not be
	laying bool
}

// saved is a session to be written.
type saved struct {
	id   aside.ID
	kept aside.Kept
}

// newAsideDesk sets the desk up.
func newAsideDesk(h host, w *worker, o Options) *asideDesk {
	d := &asideDesk{host: h, line: w.newLine(), saving: w.newLine(), shelf: o.Shelf, lib: o.Lib, words: o.Words, clinic: o.Clinic}
	d.kept = sync.OnceValue(func() []byte {
		b, _ := o.Lib.Keep() // without them, all pages count as changed
		return b
	})
	return d
}

// standing is what the staff's screen says.
func (d *asideDesk) standing() screen.AsideStanding {
	if r := d.State().Route.Name; r != screen.Staff && r != screen.AsideList {
		return screen.AsideStanding{}
	}
	laid, cut := d.shelf.Count()
	return screen.AsideStanding{Laid: laid, Cut: cut, Lasts: d.shelf.Durable(), Failed: d.failed}
}

// changed comes after each event: what is going on is written again, away from the screen.
func (d *asideDesk) changed() {
	state := d.State()
	if !d.shelf.Durable() || !state.CanPutBy() || state.Session.PutBy() {
		return
	}
	if !state.Begun() {
		d.drop() // a case that was corrected begins anew
		return
	}
	d.next = &saved{d.current(), aside.Kept{Session: state.Session, Record: state.Document.ID}}
	d.write()
}

// current names the session that is going on.
func (d *asideDesk) current() aside.ID {
	if d.id == (aside.ID{}) {
		d.id = aside.NewID()
	}
	return d.id
}

// write writes the latest, one after the other.
func (d *asideDesk) write() {
	if d.busy || d.next == nil {
		return
	}
	now := *d.next
	d.next, d.busy = nil, true
	var err error
	d.saving.do(task{
		work: func(context.Context) {
			now.kept.Texts = d.kept()
			err = d.shelf.Save(now.id, now.kept)
		},
		done: func() {
			d.busy, d.failed = false, err != nil
			d.write()
		},
	})
}

// tick forgets what was put by in memory once the day is over.
func (d *asideDesk) tick() {
	if !d.shelf.Durable() {
		_ = d.shelf.Sweep(context.Background()) // in memory it cannot fail
	}
}

// drop erases what is kept of the session that is going on: it has ended.
func (d *asideDesk) drop() {
	if id := d.release(); id != (aside.ID{}) {
		d.shelf.Drop(id)
	}
}

// release forgets which session is going on, and leaves what is kept of it.
func (d *asideDesk) release() aside.ID {
	id := d.id
	d.id, d.next = aside.ID{}, nil
	return id
}

// leave comes before each screen: the list is wiped once another one is shown.
func (d *asideDesk) leave(to screen.Route) {
	if to.Name != screen.AsideList {
		d.State().Aside = screen.Aside{}
		d.line.drop()
	}
}

// PutByBehind puts the session by, behind the PIN if one is set.
func (d *asideDesk) PutByBehind() { d.behind(d.PutBy) }

// PutBy puts the session by, wipes it from the screen, and tells until when it is kept.
func (d *asideDesk) PutBy() {
	session := d.State().Session
	d.lay(func(until time.Time) {
		say := d.say()
		text := say.T("aside.done.memory")
		if d.shelf.Durable() {
			text = say.T("aside.done", "Date", say.Date(consent.DateOf(until)))
		}
		d.done(session, text)
	}, func(err error) {
		tell(d, d.say().T("aside.not.title"), d.say().T("problem."+string(layProblem(err)))+" "+d.say().T("aside.not"))
	})
}

// lay puts the session by and shows the welcome, or tells why not: then it is still there.
func (d *asideDesk) lay(then func(until time.Time), failed func(error)) {
	state := d.State()
	if d.laying || !state.CanPutBy() {
		return
	}
	id, k, prepared := d.current(), aside.Kept{Session: state.Session}, state.Prepared
	d.laying = true
	var until time.Time
	var err error
	d.saving.w.newLine().do(task{
		work: func(context.Context) {
			k.Texts = d.kept()
			until, err = d.shelf.Lay(id, k)
		},
		done: func() {
			d.laying = false
			if err == nil {
				d.useUp(prepared)
			}
		},
		show: func() {
			if err != nil {
				failed(err)
				return
			}
			d.release()
			d.EndSession()
			then(until)
		},
	})
}

// layProblem puts why a session could not be put by.
func layProblem(err error) consent.Problem {
	if p, ok := consent.ProblemOf(err); ok {
		return p
	}
	return keepProblem(err)
}

// asideProblem puts why a session cannot be taken up (locales: aside.problem.*).
func asideProblem(err error) string {
	for _, p := range []struct {
		err error
		id  string
	}{
		{aside.ErrGone, "gone"}, {aside.ErrTaken, "taken"}, {aside.ErrDamaged, "damaged"}, {aside.ErrNewer, "newer"}, {aside.ErrPast, "past"},
		{archive.ErrEarlierKey, "key"}, {archive.ErrLocked, "locked"}, {consent.ErrOlderHeld, "older"}, {consent.ProblemClockBackward, "clock"},
	} {
		if errors.Is(err, p.err) {
			return p.id
		}
	}
	return "failed"
}

// OpenAside shows the sessions that were put by.
func (d *asideDesk) OpenAside() { d.openAside("") }

// openAside shows them, with what could not be done with one of them.
func (d *asideDesk) openAside(problem string) {
	if d.State().Session.Prepared() {
		return
	}
	st := d.staff()
	if st == nil && d.shelf.Durable() {
		d.unlock(d.OpenAside)
		return
	}
	var list []aside.Entry
	var err error
	d.askShelf(func(ctx context.Context) { list, err = d.shelf.List(ctx, st) }, func() {
		if errors.Is(err, archive.ErrLocked) {
			d.unlock(d.OpenAside)
			return
		}
		a := &d.State().Aside
		if a.Problem = problem; err != nil {
			a.Problem = asideProblem(err)
		}
		a.Rows = nil
		for _, e := range list {
			r := screen.AsideRow{ID: screen.AsideID(e.ID), Name: e.Name, Born: e.Born, Since: e.Since, Until: e.Until, Interrupted: e.Interrupted}
			if e.Err != nil {
				r.Problem = asideProblem(e.Err)
			}
			a.Rows = append(a.Rows, r)
		}
		d.Redraw()
	}, nil)
}

// askShelf asks the shelf away from the screen, and shows what came of it unless the staff
// have left; then it comes to dropped.
func (d *asideDesk) askShelf(ask func(context.Context), show, dropped func()) {
	state := d.State()
	state.Aside.Working, state.Aside.Problem = true, ""
	d.Go(screen.Route{Name: screen.AsideList})
	d.line.do(task{work: ask, dropped: dropped, show: func() {
		state.Aside.Working = false
		d.Touched()
		show()
	}})
}

// TakeUp gives the screen to the patient of a session that was put by.
func (d *asideDesk) TakeUp(which screen.AsideID) {
	if d.State().Session.Prepared() || d.State().Aside.Working {
		return
	}
	id, st := aside.ID(which), d.staff()
	var t aside.Taken
	var next consent.Session
	var err error
	back := func() {
		if err == nil {
			d.shelf.PutBack(id, t)
		}
	}
	d.askShelf(func(ctx context.Context) {
		if t, err = d.shelf.Take(ctx, st, id); err != nil {
			return
		}
		if next, err = d.goOn(t); err != nil {
			d.shelf.PutBack(id, t)
		}
	}, func() {
		if err != nil {
			d.openAside(asideProblem(err))
			return
		}
		d.fresh()
		d.id = id
		d.State().Resume(next)
		d.Go(screen.Route{Name: screen.Welcome})
		d.changed()
	}, back)
}

// goOn applies to a session that it is taken up now, with the texts and at the clinic of
// now: what has changed since is shown again.
func (d *asideDesk) goOn(t aside.Taken) (consent.Session, error) {
	s := t.Session
	say := d.words.For(s.Language)
	then, now := d.lib.Around(say, s.Case, s.Clinic, s.Today()), d.lib.Around(say, s.Case, d.clinic, s.Today())
	changed := d.lib.Depending(then, now)
	if s.Script.Content != d.lib.Version {
		earlier, err := content.Kept(t.Texts)
		if err != nil {
			earlier = nil // nothing is known to be the same
		}
		for _, p := range d.lib.Changed(earlier) {
			if !slices.Contains(changed, p) {
				changed = append(changed, p)
			}
		}
	}
	return consent.Apply(s, consent.TakeUp{Clinic: d.clinic, Script: d.lib.Script(now.Traits, s.Script.Lot), Changed: changed, At: d.Now()})
}

// EraseAside erases a session that was put by, after asking.
func (d *asideDesk) EraseAside(which screen.AsideID) {
	say := d.say()
	name := ""
	for _, r := range d.State().Aside.Rows {
		if r.ID == which {
			name = r.Name
		}
	}
	text := say.T("aside.erase.text", "Name", name)
	if name == "" {
		text = say.T("aside.erase.unread")
	}
	d.ask(widget.NewDialog(say.T("aside.erase.title"), text, nil,
		widget.DialogButton{ID: "erase.keep", Text: say.T("aside.erase.keep"), Kind: widget.Secondary},
		widget.DialogButton{ID: "erase.do", Text: say.T("aside.erase.do"), Kind: widget.Secondary, OnTapped: func() { d.erase(aside.ID(which)) }}))
}

func (d *asideDesk) erase(id aside.ID) {
	st := d.staff()
	var err error
	d.askShelf(func(ctx context.Context) { err = d.shelf.Erase(ctx, st, id) }, func() {
		problem := ""
		if err != nil {
			problem = asideProblem(err)
		}
		d.openAside(problem)
	}, nil)
}

// closing is what becomes of the kept session while its document is made, away from the
// screen.
type closing struct {
	shelf   *aside.Shelf
	id      aside.ID
	session consent.Session
	texts   func() []byte
}

// closing begins to finish the session.
func (d *asideDesk) closing() closing {
	d.next = nil
	return closing{d.shelf, d.current(), d.State().Session, d.kept}
}

// made notes which document is being made: once it is stored, the session is finished.
func (c closing) made(record string) {
	if !c.session.OfConsent() {
		_ = c.shelf.Save(c.id, aside.Kept{Session: c.session, Texts: c.texts(), Record: record}) // the document is what counts
	}
}

// end ends what was kept once the document is stored. Where the patient took more time,
// the session is put by instead, to go on from that record.
func (c closing) end(r consent.Record) (until time.Time, err error) {
	if r.Outcome != consent.WantTime || c.session.OfConsent() {
		c.shelf.Drop(c.id)
		return until, nil
	}
	s, err := consent.Apply(c.session, consent.Unsign{})
	if err != nil {
		return until, err
	}
	if next, err := consent.Apply(s, consent.Continue{First: r}); err == nil { // else it goes on from an earlier one already
		s = next
	}
	return c.shelf.Lay(c.id, aside.Kept{Session: s, Texts: c.texts()})
}
