package ui

import (
	"context"
	"errors"
	"maps"
	"time"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/waiting"
	"eclaire/ui/screen"
)

// askList does something with the waiting list away from the screen and shows
// what came of it, unless the person has left or asked for something else.
func (s *Shell) askList(ask func(context.Context), show func()) {
	if s.o.Waiting == nil || s.state.Waiting.Working {
		return
	}
	s.asking++
	turn, state := s.asking, s.state
	state.Waiting.Working, state.Waiting.Problem, state.Waiting.Refused = true, "", ""
	s.Go(state.Route)
	s.o.Run(func() { ask(context.Background()) }, func() {
		if s.state != state || s.asking != turn || !state.Waiting.Working {
			return
		}
		state.Waiting.Working = false
		s.Touched()
		show()
	})
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
	case errors.Is(err, archive.ErrFolder):
		return "folder"
	}
	return "failed"
}

// refuse shows why the list could not be used, on the same screen.
func (s *Shell) refuse(err error) {
	s.state.Waiting.Problem = listProblem(err)
	s.Redraw()
}

// fresh wipes all that is known of a patient but goes on in the same language.
func (s *Shell) fresh() {
	l := s.state.Session.Language
	s.reset()
	s.state.Session.Language, s.state.Session.Shown = l, []consent.Language{l}
}

// copied is a form that the screen cannot change any more.
func copied(f consent.Form) consent.Form {
	f.Texts = maps.Clone(f.Texts)
	return f
}

// keep puts a form on the list, in the place of the case it came from if there
// is one.
func (s *Shell) keep(ctx context.Context, form consent.Form, id waiting.ID) (waiting.Case, error) {
	if id == (waiting.ID{}) {
		return s.o.Waiting.Add(ctx, form)
	}
	return s.o.Waiting.Replace(ctx, id, form)
}

// PutOnList keeps the form on the waiting list, wipes it from the screen and
// shows its code.
func (s *Shell) PutOnList() {
	form, id := copied(s.state.Form), s.state.Prepared
	var c waiting.Case
	var err error
	s.askList(func(ctx context.Context) { c, err = s.keep(ctx, form, id) }, func() {
		if err != nil && c.Code == "" {
			if errors.Is(err, waiting.ErrNoCase) {
				s.state.Prepared = waiting.ID{} // next time it is put on the list anew
			}
			s.refuse(err)
			return
		}
		if err != nil { // kept, but the case it replaces is still there
			s.useUp(id)
		}
		s.fresh()
		r := row(c)
		s.state.Waiting.Added = &r
		s.Go(screen.Route{Name: screen.WaitingCode})
	})
}

// KeepCorrection puts the form in the place of its case on the list while the
// patient begins, so that the code leads to it should they come back later.
func (s *Shell) KeepCorrection() {
	if s.o.Waiting == nil {
		return
	}
	state, form, id := s.state, copied(s.state.Form), s.state.Prepared
	var c waiting.Case
	var err error
	s.o.Run(func() { c, err = s.keep(context.Background(), form, id) }, func() {
		if c.Code == "" {
			return // the case on the list stays as it was
		}
		if err != nil {
			s.useUp(id)
		}
		if s.state == state && state.Prepared == id {
			state.Prepared = c.ID
		}
	})
}

func row(c waiting.Case) screen.PreparedRow {
	return screen.PreparedRow{ID: c.ID, Code: c.Code, Name: c.Name(), Birth: c.Form.Texts[consent.FieldBirthDate], Prepared: c.Prepared, Strange: c.Strange}
}

// OpenList shows the prepared cases to the staff. A form that came from the list
// and was not saved is dropped.
func (s *Shell) OpenList() {
	if s.state.Prepared != (waiting.ID{}) && !s.state.Session.Prepared() {
		s.fresh()
	}
	s.state.Waiting = screen.Waiting{}
	s.state.Route = screen.Route{Name: screen.WaitingList}
	var cases []waiting.Case
	var alone bool
	var err error
	s.askList(func(ctx context.Context) { cases, alone, err = s.o.Waiting.All(ctx) }, func() {
		if err != nil {
			s.refuse(err)
			return
		}
		s.state.Waiting.Alone = alone
		for _, c := range cases {
			if !s.used.has(c.ID) {
				s.state.Waiting.Rows = append(s.state.Waiting.Rows, row(c))
			}
		}
		s.Redraw()
	})
}

// take gets a case of the list and hands it to show.
func (s *Shell) take(id waiting.ID, show func(waiting.Case)) {
	var found waiting.Case
	var err error
	s.askList(func(ctx context.Context) {
		var cases []waiting.Case
		if cases, _, err = s.o.Waiting.All(ctx); err != nil {
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
		case err == nil && s.used.has(id):
			err = waiting.ErrNoCase
		case err == nil && found.Strange:
			err = waiting.ErrVersion
		}
		if err != nil {
			s.refuse(err)
			return
		}
		show(found)
	})
}

// load fills the state with a case of the list and nothing else.
func (s *Shell) load(c waiting.Case) {
	s.fresh()
	s.state.Form, s.state.Prepared = c.Form, c.ID
}

// StartCase gives the screen to the patient of a case on the list. Entries that
// cannot be taken any more are shown to the staff.
func (s *Shell) StartCase(id waiting.ID) {
	s.take(id, func(c waiting.Case) {
		s.load(c)
		to := screen.Route{Name: screen.Welcome}
		if refused, _ := s.begin(); refused != "" {
			to = screen.Route{Name: screen.CaseForm, Item: refused}
		}
		s.Go(to)
	})
}

// CorrectCase opens the form of a case on the list.
func (s *Shell) CorrectCase(id waiting.ID) {
	s.take(id, func(c waiting.Case) {
		s.load(c)
		s.Go(screen.Route{Name: screen.CaseForm, Item: screen.FirstStep})
	})
}

// FindCode greets the patient whose case has a code, or says why it cannot.
func (s *Shell) FindCode(code string) {
	if s.state.Waiting.Seconds(s.o.Now()) > 0 {
		return
	}
	var c waiting.Case
	var err error
	s.askList(func(ctx context.Context) { c, err = s.o.Waiting.Find(ctx, code) }, func() {
		if err == nil && s.used.has(c.ID) {
			err = waiting.ErrNoCode
		}
		if err != nil {
			s.refuseCode(err)
			return
		}
		s.load(c)
		if _, done := s.begin(); !done {
			s.fresh()
			s.state.Waiting.Refused = "unreadable"
			s.Go(screen.Route{Name: screen.Code})
			return
		}
		s.Go(screen.Route{Name: screen.Hello})
	})
}

// refuseCode says why a code leads nowhere; the digits are wiped.
func (s *Shell) refuseCode(err error) {
	w := screen.Waiting{Refused: "unreadable"}
	var wait *archive.WaitError
	switch {
	case errors.As(err, &wait):
		w.Refused, w.Until = "", s.o.Now().Add(wait.Wait)
	case errors.Is(err, waiting.ErrNoCode):
		w.Refused = "wrong"
	case errors.Is(err, waiting.ErrTwice):
		w.Refused = "twice"
	case errors.Is(err, waiting.ErrVersion):
		w.Refused = "version"
	case errors.Is(err, waiting.ErrLocked):
		w.Refused = "locked"
	}
	s.state.Waiting = w
	s.Redraw()
}

// tickWaiting is the watch's look at what the waiting list left to do: the
// seconds until the next code is taken, and cases still to be erased.
func (s *Shell) tickWaiting() {
	if w := s.state.Waiting; !w.Until.IsZero() && s.state.Route.Name == screen.Code && (s.question == nil || !s.question.IsOpen()) {
		if w.Seconds(s.o.Now()) == 0 {
			s.state.Waiting.Until = time.Time{}
		}
		s.Redraw()
	}
	s.eraseUsed()
}
