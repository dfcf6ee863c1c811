package ui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"eclaire/consent/archive"
	"eclaire/consent/document"
	"eclaire/ui/screen"
)

// vault is the staff's hold on the archive. It is emptied as soon as somebody
// else than the staff has the screen.
type vault struct {
	staff *archive.Staff // nil while it is locked
	doc   archive.Document
	drawn *document.Document
	built bool // the index is there

	turn   int                // counts what was asked, so that only the last shows
	wanted *atomic.Int64      // as turn, of searches
	stop   context.CancelFunc // ends what is going on
	away   bool               // nobody is there any more: what is going on ends at the welcome
	pause  func(time.Duration)

	// What is known of the archive as a whole: it names no patient.
	found    []string // the losses
	noted    []string // what is none, as of the last opening
	count    int
	backup   time.Time
	verified time.Time
	whole    bool
}

// searchPause is how long a search waits for more to be typed.
const searchPause = 150 * time.Millisecond

func newVault(found []archive.Finding, pause func(time.Duration)) vault {
	return vault{wanted: new(atomic.Int64), stop: func() {}, pause: pause, found: losses(found), noted: noteworthy(found), count: -1}
}

// losses names each kind of finding that is a loss once.
func losses(found []archive.Finding) []string {
	return kinds(found, func(f archive.Finding) bool { return !f.Harmless() })
}

// noteworthy names each kind of finding that the staff should know of although
// nothing is lost by it.
func noteworthy(found []archive.Finding) []string {
	return kinds(found, func(f archive.Finding) bool {
		switch f.Kind {
		case archive.FoundClock, archive.FoundZone, archive.FoundRekeying, archive.FoundAway, archive.FoundUpgraded, archive.FoundNewer:
			return true
		}
		return false
	})
}

// kinds names the kinds of some findings, each once.
func kinds(found []archive.Finding, wanted func(archive.Finding) bool) []string {
	var out []string
	for _, f := range found {
		if wanted(f) && !slices.Contains(out, string(f.Kind)) {
			out = append(out, string(f.Kind))
		}
	}
	return out
}

// standing is what the staff's screen says of where documents are kept.
func (s *Shell) standing() screen.Standing {
	v := &s.vault
	out := screen.Standing{Kept: s.o.Archive != nil, Unlocked: v.staff != nil, Found: v.found, Noted: v.noted, Count: v.count, Backup: v.backup, Verified: v.verified, Whole: v.whole}
	if s.o.Sending != nil && s.state.Route.Name == screen.Staff {
		sending := s.o.Sending()
		out.Sending = &sending
	}
	return out
}

// countArchive counts the consents for the staff's screen.
func (s *Shell) countArchive() {
	if s.o.Archive == nil {
		return
	}
	n, err := 0, error(nil)
	s.o.Run(func() { n, err = s.o.Archive.Count(context.Background()) }, func() {
		if err == nil && n != s.vault.count {
			s.vault.count = n
			if s.state.Route.Name == screen.Staff && s.question == nil && s.pin.dialog == nil {
				s.Redraw()
			}
		}
	})
}

// work is something done away from the screen while the screen says so.
type work struct {
	what string // locales: archive.working.*
	do   func(ctx context.Context, told func(done, of int64)) error
	show func()
	// dropped undoes what came too late; nil is fine.
	dropped func()
}

// busy does some work. What comes after the staff have left, locked or stopped
// is dropped.
func (s *Shell) busy(w work) {
	if s.state.Archive.Working != "" {
		return
	}
	s.vault.turn++
	turn, state := s.vault.turn, s.state
	ctx, stop := context.WithCancel(context.Background())
	s.vault.stop = stop
	a := &state.Archive
	a.Working, a.Problem, a.Told, a.Done, a.Of = w.what, "", "", 0, 0
	s.Go(state.Route)
	current := func() bool { return s.state == state && s.vault.turn == turn }
	var err error
	s.o.Run(func() { err = w.do(ctx, s.gauge(current)) }, func() {
		stop()
		switch {
		case !current():
			if w.dropped != nil {
				w.dropped()
			}
		case err != nil:
			a.Working = ""
			s.archiveFailed(err)
		default:
			a.Working = ""
			w.show()
		}
	})
}

// gauge shows how far a work is, as often as the screen has time for it.
func (s *Shell) gauge(current func() bool) func(done, of int64) {
	var done, of atomic.Int64
	var pending atomic.Bool
	return func(d, o int64) {
		done.Store(d)
		of.Store(o)
		if pending.Swap(true) {
			return
		}
		s.o.Run(func() {}, func() {
			pending.Store(false)
			if current() {
				s.state.Archive.Done, s.state.Archive.Of = done.Load(), of.Load()
				s.redrawInPlace()
			}
		})
	}
}

// redrawInPlace draws what has come into the same controls where the screen can.
func (s *Shell) redrawInPlace() {
	if s.refill == nil {
		s.Redraw()
		return
	}
	s.refill()
	s.sight()
	s.Relayout()
}

// withArchive is busy with the unlocked archive; a locked one asks for the
// passphrase.
func (s *Shell) withArchive(what string, do func(context.Context, *archive.Staff, func(done, of int64)) error, show func()) {
	st := s.vault.staff
	if st == nil {
		s.askPassphrase("locked")
		return
	}
	s.busy(work{what: what, do: func(ctx context.Context, told func(done, of int64)) error { return do(ctx, st, told) }, show: show})
}

// archiveFailed says why something could not be done.
func (s *Shell) archiveFailed(err error) {
	a := &s.state.Archive
	var wait *archive.WaitError
	switch {
	case errors.Is(err, archive.ErrLocked):
		s.askPassphrase("locked")
		return
	case errors.As(err, &wait):
		a.Problem, a.Until = "wait", s.o.Now().Add(wait.Wait)
	default:
		a.Problem = archiveProblem(err)
	}
	s.Redraw()
}

// archiveProblem puts why the archive did not do what was asked (locales:
// archive.problem.*).
func archiveProblem(err error) string {
	for _, p := range []struct {
		err error
		id  string
	}{
		{archive.ErrPassphrase, "passphrase"}, {archive.ErrKeyFile, "key_file"}, {archive.ErrExchanged, "exchanged"},
		{archive.ErrErased, "erased"}, {archive.ErrNoEntry, "gone"}, {archive.ErrReason, "why"}, {errPrinter, "print"}, {errDrawn, "drawn"},
	} {
		if errors.Is(err, p.err) {
			return p.id
		}
	}
	switch {
	case keepProblem(err) == problemFull:
		return "full"
	case errors.Is(err, archive.ErrFolder), errors.Is(err, archive.ErrReadBack):
		return "folder"
	}
	return "failed"
}

// OpenArchive shows the list, or asks for the passphrase.
func (s *Shell) OpenArchive() {
	if s.o.Archive == nil || s.state.Session.Prepared() {
		return
	}
	if s.vault.staff == nil {
		s.askPassphrase("")
		return
	}
	s.openList()
}

// askPassphrase shows where the archive is unlocked. Nothing of a patient stays,
// but for a sheet's code that waits.
func (s *Shell) askPassphrase(problem string) {
	code := s.state.Archive.Code
	s.lock()
	s.state.Archive.Problem, s.state.Archive.Code = problem, code
	s.Go(screen.Route{Name: screen.ArchiveUnlock})
}

// Unlock opens the archive with what is typed, and makes it searchable.
func (s *Shell) Unlock() {
	a := &s.state.Archive
	who, secret := strings.TrimSpace(a.Who), a.Secret
	if a.Working != "" || s.o.Archive == nil {
		return
	}
	switch {
	case who == "":
		a.Problem = "who"
	case secret == "":
		a.Problem = "secret"
	}
	if who == "" || secret == "" {
		s.Redraw()
		return
	}
	a.Secret, a.Bare = "", false
	var st *archive.Staff
	s.busy(work{
		what: screen.Unlocking,
		do: func(ctx context.Context, _ func(done, of int64)) (err error) {
			if st, err = s.o.Archive.Unlock(ctx, secret, who); err == nil && s.o.Unlocked != nil {
				s.o.Unlocked(st)
			}
			return err
		},
		show: func() {
			s.vault.staff = st
			s.openIndex()
		},
		dropped: func() {
			if st != nil {
				s.o.Run(st.Lock, func() {})
			}
		},
	})
}

// openIndex makes the archive searchable, and goes on to what was asked for.
func (s *Shell) openIndex() {
	s.withArchive(screen.Indexing, func(ctx context.Context, st *archive.Staff, told func(done, of int64)) error {
		return st.BuildIndex(ctx, func(done, total int) { told(int64(done), int64(total)) })
	}, func() {
		v := &s.vault
		v.built = true
		v.noted = noteworthy(slices.Concat(s.o.Found, v.staff.Findings()))
		for _, f := range losses(v.staff.Findings()) {
			if !slices.Contains(v.found, f) {
				v.found = append(v.found, f)
			}
		}
		if code := s.state.Archive.Code; code != "" {
			s.state.Archive.Code = ""
			s.CheckCode(code)
			return
		}
		s.openList()
	})
}

// StopArchive stops what is going on. Before the index is there, that is to lock.
func (s *Shell) StopArchive() {
	v := &s.vault
	v.stop()
	v.turn++
	s.state.Archive.Working = ""
	switch r := s.state.Route; {
	case v.away:
		s.EndSession()
	case v.staff == nil || !v.built:
		s.LockArchive()
	case r.Name == screen.ArchiveTrail && r.Item == "":
		s.Go(screen.Route{Name: screen.ArchiveList})
	case r.Name == screen.ArchiveTrail, r.Name == screen.ArchivePages:
		s.Go(screen.Route{Name: screen.ArchiveEntry})
	default:
		s.Redraw()
	}
}

// LockArchive locks and shows the staff's screen.
func (s *Shell) LockArchive() {
	s.lock()
	s.Go(screen.Route{Name: screen.Staff})
}

// lock forgets the keys and all that was read.
func (s *Shell) lock() {
	v := &s.vault
	v.stop()
	st := v.staff
	v.staff, v.doc, v.drawn, v.built, v.away = nil, archive.Document{}, nil, false, false
	v.turn++
	v.wanted.Add(1)
	s.state.Archive = screen.Archive{}
	if st != nil {
		s.o.Run(st.Lock, func() {})
	}
}

// closeArchive is lock before the program ends: it waits until all is written.
func (s *Shell) closeArchive() {
	st := s.vault.staff
	s.vault.staff = nil
	s.lock()
	if st != nil {
		st.Lock()
	}
}

// leaveArchive comes before each screen: what is not behind the staff's door locks
// the archive, and the staff's own screen forgets what was read of it.
func (s *Shell) leaveArchive(to screen.Route) {
	switch {
	case !to.OfStaff():
		s.lock()
	case to.Name == screen.Staff:
		v := &s.vault
		if v.staff != nil && !v.built { // it is not left half open
			s.lock()
			break
		}
		v.stop()
		v.turn++
		v.doc, v.drawn = archive.Document{}, nil
		s.state.Archive = screen.Archive{}
		if s.state.Route.Name != screen.Staff {
			s.countArchive()
		}
	}
}

// tickArchive is the watch's look at the archive: it has locked itself, or nobody
// is there any more.
func (s *Shell) tickArchive(now time.Time) {
	v, r := &s.vault, s.state.Route
	if r.Name == screen.ArchiveUnlock && s.state.Archive.Problem == "wait" && s.state.Archive.Working == "" {
		if !now.Before(s.state.Archive.Until) {
			s.state.Archive.Problem = ""
		}
		s.redrawInPlace()
	}
	if v.staff != nil && v.staff.Locked() {
		s.lock()
		if r.OfArchive() || r.Name == screen.CheckResult {
			s.EndSession()
		}
		return
	}
	if !r.OfArchive() || now.Sub(s.lastTouch) < s.o.Idle {
		return
	}
	if s.state.Archive.Working == screen.Verifying { // it shows no patient, and takes its time
		v.away = true
		return
	}
	if s.lock(); s.holdsPatient() { // a form was begun: it is asked for where it is
		s.state.Route = screen.Route{Name: screen.Staff}
		s.Redraw()
		return
	}
	s.EndSession()
}
