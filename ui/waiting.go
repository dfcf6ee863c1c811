package ui

import (
	"context"
	"errors"
	"maps"
	"time"

	"eclaire/consent"
	"eclaire/consent/disk"
	"eclaire/consent/waiting"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui/screen"
)

// casesDesk keeps the prepared cases: it puts the form on the waiting list, and
// gives the screen to the patient of a case on it.
type casesDesk struct {
	host
	worker  *worker
	line    *line // what is asked of the list
	erasing *line
	list    *waiting.List // nil when none is kept
	lib     *content.Library
	words   *locales.Bundle
	prints  func(rune) bool
	apply   func(consent.Event) error // to the session, see screen.Way

	used usedCases
	lot  func() uint64 // see Options
}

// askList does something with the waiting list away from the screen and shows
// what came of it, unless the person has left or asked for something else.
func (d *casesDesk) askList(ask func(context.Context), show func()) {
	state := d.State()
	if d.list == nil || state.Waiting.Working {
		return
	}
	state.Waiting.Working, state.Waiting.Problem, state.Waiting.Refused = true, "", ""
	d.Go(state.Route)
	// What was begun with the list is finished, even if nobody waits for it.
	d.line.do(task{work: func(context.Context) { ask(context.Background()) }, show: func() {
		state.Waiting.Working = false
		d.Touched()
		show()
	}})
}

// leave comes before each screen: one that shows nothing of the list forgets it.
func (d *casesDesk) leave(to screen.Route) {
	if to != d.State().Route && !to.KeepsWaiting() {
		d.State().Waiting = screen.Waiting{}
		d.line.drop()
	}
}

// listProblem puts why the list could not be used (locales: waiting.problem.*).
func listProblem(err error) string {
	switch {
	case errors.Is(err, waiting.ErrLocked):
		return "locked"
	case errors.Is(err, waiting.ErrNoCase):
		return "gone"
	case errors.Is(err, waiting.ErrVersion):
		return "version"
	case keepProblem(err) == problemFull:
		return "full"
	case errors.Is(err, disk.ErrFolder):
		return "folder"
	}
	return "failed"
}

// refuse shows why the list could not be used, on the same screen.
func (d *casesDesk) refuse(err error) {
	d.State().Waiting.Problem = listProblem(err)
	d.Redraw()
}

// copied is a form that the screen cannot change any more.
func copied(f consent.Form) consent.Form {
	f.Texts = maps.Clone(f.Texts)
	return f
}

// keep puts a form on the list, in the place of the case it came from if there
// is one.
func (d *casesDesk) keep(ctx context.Context, form consent.Form, id waiting.ID) (waiting.Case, error) {
	if id == (waiting.ID{}) {
		return d.list.Add(ctx, form)
	}
	return d.list.Replace(ctx, id, form)
}

// PutOnList keeps the form on the waiting list, wipes it from the screen and
// shows its code.
func (d *casesDesk) PutOnList() {
	form, id := copied(d.State().Form), d.State().Prepared
	var c waiting.Case
	var err error
	d.askList(func(ctx context.Context) { c, err = d.keep(ctx, form, id) }, func() {
		if err != nil && c.Code == "" {
			if errors.Is(err, waiting.ErrNoCase) {
				d.State().Prepared = waiting.ID{} // next time it is put on the list anew
			}
			d.refuse(err)
			return
		}
		if err != nil { // kept, but the case it replaces is still there
			d.useUp(id)
		}
		d.fresh()
		r := row(c)
		d.State().Waiting.Added = &r
		d.Go(screen.Route{Name: screen.WaitingCode})
	})
}

// KeepCorrection puts the form in the place of its case on the list while the
// patient begins, so that the code leads to it should they come back later.
func (d *casesDesk) KeepCorrection() {
	if d.list == nil {
		return
	}
	state := d.State()
	form, id := copied(state.Form), state.Prepared
	var c waiting.Case
	var err error
	d.worker.newLine().do(task{ // no correction supersedes another: each may have the case replaced
		work: func(context.Context) { c, err = d.keep(context.Background(), form, id) },
		done: func() {
			if c.Code != "" && err != nil {
				d.useUp(id)
			}
		},
		show: func() {
			if c.Code != "" && state.Prepared == id { // else the case on the list stays as it was
				state.Prepared = c.ID
			}
		},
	})
}

func row(c waiting.Case) screen.PreparedRow {
	return screen.PreparedRow{ID: c.ID, Code: c.Code, Name: c.Name(), Birth: c.Form.Texts[consent.FieldBirthDate], Prepared: c.Prepared, Strange: c.Strange}
}

// OpenList shows the prepared cases to the staff. A form that came from the list
// and was not saved is dropped.
func (d *casesDesk) OpenList() {
	if d.State().Prepared != (waiting.ID{}) && !d.State().Session.Prepared() {
		d.fresh()
	}
	d.State().Waiting = screen.Waiting{}
	d.State().Route = screen.Route{Name: screen.WaitingList}
	var cases []waiting.Case
	var alone bool
	var err error
	d.askList(func(ctx context.Context) { cases, alone, err = d.list.All(ctx) }, func() {
		if err != nil {
			d.refuse(err)
			return
		}
		d.State().Waiting.Alone = alone
		for _, c := range cases {
			if !d.used.has(c.ID) {
				d.State().Waiting.Rows = append(d.State().Waiting.Rows, row(c))
			}
		}
		d.Redraw()
	})
}

// take gets a case of the list and hands it to show.
func (d *casesDesk) take(id waiting.ID, show func(waiting.Case)) {
	var found waiting.Case
	var err error
	d.askList(func(ctx context.Context) {
		var cases []waiting.Case
		if cases, _, err = d.list.All(ctx); err != nil {
			return
		}
		err = waiting.ErrNoCase
		for _, c := range cases {
			if c.ID == id {
				found, err = c, nil
			}
		}
	}, func() {
		switch {
		case err == nil && d.used.has(id):
			err = waiting.ErrNoCase
		case err == nil && found.Strange:
			err = waiting.ErrVersion
		}
		if err != nil {
			d.refuse(err)
			return
		}
		show(found)
	})
}

// load fills the state with a case of the list and nothing else.
func (d *casesDesk) load(c waiting.Case) {
	d.fresh()
	d.State().Form, d.State().Prepared = c.Form, c.ID
}

// begin begins the session on the case of the form.
func (d *casesDesk) begin() (refused string, done bool) {
	now := d.Now()
	return d.State().Begin(screen.Beginning{Lib: d.lib, Reading: screen.Reading(now, d.words, d.prints), At: now, Do: d.apply, Lot: d.lot()})
}

// StartCase gives the screen to the patient of a case on the list. Entries that
// cannot be taken any more are shown to the staff.
func (d *casesDesk) StartCase(id waiting.ID) {
	d.take(id, func(c waiting.Case) {
		d.load(c)
		to := screen.Route{Name: screen.Welcome}
		if refused, _ := d.begin(); refused != "" {
			to = screen.Route{Name: screen.CaseForm, Item: refused}
		}
		d.Go(to)
	})
}

// CorrectCase opens the form of a case on the list.
func (d *casesDesk) CorrectCase(id waiting.ID) {
	d.take(id, func(c waiting.Case) {
		d.load(c)
		d.Go(screen.Route{Name: screen.CaseForm, Item: screen.FirstStep})
	})
}

// FindCode greets the patient whose case has a code, or says why it cannot.
func (d *casesDesk) FindCode(code string) {
	if d.State().Waiting.Seconds(d.Now()) > 0 {
		return
	}
	var c waiting.Case
	var err error
	d.askList(func(ctx context.Context) { c, err = d.list.Find(ctx, code) }, func() {
		if err == nil && d.used.has(c.ID) {
			err = waiting.ErrNoCode
		}
		if err != nil {
			d.refuseCode(err)
			return
		}
		d.load(c)
		d.State().Code = code
		if _, done := d.begin(); !done {
			d.fresh()
			d.State().Waiting.Refused = "unreadable"
			d.Go(screen.Route{Name: screen.Code})
			return
		}
		d.Go(screen.Route{Name: screen.Hello})
	})
}

// refuseCode says why a code leads nowhere; the digits are wiped.
func (d *casesDesk) refuseCode(err error) {
	w := screen.Waiting{Refused: "unreadable"}
	var wait *waiting.WaitError
	switch {
	case errors.As(err, &wait):
		w.Refused, w.Until = "", d.Now().Add(wait.Wait)
	case errors.Is(err, waiting.ErrNoCode):
		w.Refused = "wrong"
	case errors.Is(err, waiting.ErrTwice):
		w.Refused = "twice"
	case errors.Is(err, waiting.ErrVersion):
		w.Refused = "version"
	case errors.Is(err, waiting.ErrLocked):
		w.Refused = "locked"
	}
	d.State().Waiting = w
	d.Redraw()
}

// tick is the watch's look at what the waiting list left to do: the seconds until
// the next code is taken, and cases still to be erased.
func (d *casesDesk) tick() {
	if w := d.State().Waiting; !w.Until.IsZero() && d.State().Route.Name == screen.Code && !d.asking() {
		if w.Seconds(d.Now()) == 0 {
			d.State().Waiting.Until = time.Time{}
		}
		d.Redraw()
	}
	d.eraseUsed()
}
