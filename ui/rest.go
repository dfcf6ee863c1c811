package ui

import (
	"context"
	"slices"
	"time"

	"eclaire/ui/screen"
	"eclaire/ui/widget"
)

// Calls lets this kiosk call on the clinic's others, and tells of theirs.
type Calls interface {
	Call(ctx context.Context, since time.Time) error
	Over(ctx context.Context, now time.Time) error
	Others(ctx context.Context, now time.Time) ([]screen.Calling, error)
}

// restDesk lets a patient rest behind a calm screen, and calls somebody.
type restDesk struct {
	host
	behind func(do func()) // asks for the PIN
	lay    func(then func(time.Time), failed func(error))
	length time.Duration // of a rest, before the session is put by

	codes tries

	calls         Calls // nil: there are no other kiosks
	calling, look *line
	others        []screen.Calling
	looked        time.Time
	over          bool // our call is over, and the others may not know
}

// Rest lets the patient rest.
func (d *restDesk) Rest() { d.begin(false) }

// left puts the calm screen before a session whose people have left. Where staff took
// part, they alone go on.
func (d *restDesk) left() { d.begin(d.State().Session.Together()) }

func (d *restDesk) begin(locked bool) {
	state := d.State()
	if !state.CanPutBy() || state.Route.Name == screen.Rest {
		return
	}
	from := state.Route
	if from.Name == screen.Call {
		from = state.Called.From
	}
	state.Called = screen.Called{}
	state.Rested = screen.Rested{From: from, Since: d.Now(), Locked: locked}
	d.Go(screen.Route{Name: screen.Rest})
}

// wake goes on where the session was.
func (d *restDesk) wake() {
	to := d.State().Rested.From
	d.State().Rested = screen.Rested{}
	d.codes.wrong = 0
	d.Go(to)
}

// Wake goes on, behind the PIN if one is set.
func (d *restDesk) Wake() { d.behind(d.wake) }

// AskCode takes the six digits by which the patient came.
func (d *restDesk) AskCode() {
	say := d.say()
	if d.codes.shut(d.Now()) {
		tell(d, "", say.T("pin.rest"))
		return
	}
	var q *widget.Dialog
	pad := widget.NewKeypad(len(d.State().Code), say.T("ok"), func(code string) {
		q.Close()
		d.try(code)
	})
	pad.EraseLabel = say.T("keys.erase")
	q = widget.NewDialog(say.T("calm.code"), "", pad, widget.DialogButton{ID: "cancel", Text: say.T("cancel"), Kind: widget.Secondary})
	d.ask(q)
}

// try takes a code; after several wrong ones the PIN alone opens for a while.
func (d *restDesk) try(code string) {
	state := d.State()
	if code == state.Code && code != "" {
		d.wake()
		return
	}
	d.codes.miss(d.Now())
	state.Rested.Refused = true
	d.Redraw()
}

// again is how long after a failure putting by is tried again.
const again = time.Minute

// tick puts a session by whose rest is over. What was signed waits for the staff.
func (d *restDesk) tick(now time.Time) {
	r := &d.State().Rested
	if now.Sub(r.Since) < d.length || now.Sub(r.Tried) < again || len(d.State().Session.Signed) > 0 {
		return
	}
	r.Tried = now
	d.lay(func(time.Time) {}, func(error) {})
}

// Help offers to rest and to call, as large buttons.
func (d *restDesk) Help() {
	say := d.say()
	rows := []widget.DialogButton{{ID: "help.call", Text: say.T("help.call"), Kind: widget.Tile, OnTapped: d.Call}}
	if d.State().CanPutBy() {
		rows = append([]widget.DialogButton{{ID: "help.rest", Text: say.T("help.rest"), Kind: widget.Tile, OnTapped: d.Rest}}, rows...)
	}
	rows = append(rows, widget.DialogButton{ID: "cancel", Text: say.T("help.back"), Kind: widget.Secondary})
	d.ask(widget.NewDialog(say.T("help.title"), "", nil, rows...))
}

// Call calls somebody: the screen stays until somebody comes.
func (d *restDesk) Call() {
	state := d.State()
	if state.Route.Name == screen.Call {
		return
	}
	state.Called = screen.Called{From: state.Route, Since: d.Now()}
	d.Go(screen.Route{Name: screen.Call})
	if d.calls == nil {
		return
	}
	d.over = false
	since := state.Called.Since
	var err error
	d.calling.do(task{work: func(ctx context.Context) { err = d.calls.Call(ctx, since) }, show: func() {
		if err == nil && state.Called.Since.Equal(since) {
			state.Called.Heard = true
			d.Redraw()
		}
	}, done: func() {
		if d.State().Called.Since.IsZero() {
			d.over = true // it was over before it was heard
		}
	}})
}

// CallOver goes back to where the call was made.
func (d *restDesk) CallOver() {
	to := d.State().Called.From
	d.State().Called = screen.Called{}
	d.end()
	d.Go(to)
}

// end ends the call on the other kiosks, now or as soon as it can be.
func (d *restDesk) end() {
	if d.calls == nil {
		return
	}
	d.over = true
	d.tellOver(d.Now())
}

// forget forgets the patient: a call that stands is over.
func (d *restDesk) forget() {
	d.codes = tries{}
	d.over = d.calls != nil
}

// lookEvery is how often the other kiosks' calls are looked for.
const lookEvery = 10 * time.Second

// watch looks, on the screens that show them, for the calls of the other kiosks.
func (d *restDesk) watch(now time.Time) {
	if d.calls == nil || now.Sub(d.looked) < lookEvery && !now.Before(d.looked) {
		return
	}
	d.looked = now
	if d.over {
		d.tellOver(now)
	}
	if !shows(d.State().Route) {
		return
	}
	var others []screen.Calling
	var err error
	d.look.do(task{work: func(ctx context.Context) { others, err = d.calls.Others(ctx, now) }, done: func() {
		if err != nil {
			others = nil // what is not known is not claimed
		}
		if slices.Equal(others, d.others) {
			return
		}
		if d.others = others; shows(d.State().Route) && !d.asking() {
			d.Redraw()
		}
	}})
}

// shows tells whether a screen shows the calls of others.
func shows(r screen.Route) bool { return r.Name == screen.Welcome || r.Name == screen.Staff }

// tellOver tells the others that our call is over.
func (d *restDesk) tellOver(now time.Time) {
	var err error
	d.calling.do(task{work: func(ctx context.Context) { err = d.calls.Over(ctx, now) }, done: func() {
		if err == nil && d.State().Called.Since.IsZero() {
			d.over = false
		}
	}})
}

// Come is CallOver by the staff, behind the PIN if one is set.
func (d *restDesk) Come() { d.behind(d.CallOver) }
