package ui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
	"eclaire/consent/document"
	"eclaire/consent/inspect"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui/screen"
)

// archiveDesk is where the staff look into the archive.
type archiveDesk struct {
	host
	line, search      *line // what is done with the archive, and what is looked for in it
	counting, locking *line
	store             *archive.Store // nil without an archive
	opened            []chain.Finding
	unlocked          func(*archive.Staff)  // see Options
	sending           func() screen.Sending // see Options
	files             files
	words             *locales.Bundle
	lib               *content.Library
	check             func(file []byte) inspect.Result
	print             func(pdf []byte) error
	pause             func(time.Duration) // waits for more to be typed
	then              func()              // what the archive is unlocked for; nil: its list
	checkCode         func(code string)   // has the document of a sheet's code examined

	vault vault
}

// vault is the staff's hold on the archive. It is emptied as soon as somebody
// else than the staff has the screen.
type vault struct {
	staff *archive.Staff // nil while it is locked
	doc   chain.Document
	drawn *document.Document
	built bool // the index is there
	away  bool // nobody is there any more: what is going on ends at the welcome

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

// losses names each kind of finding that is a loss once.
func losses(found []chain.Finding) []string {
	return kinds(found, chain.Finding.Damage)
}

// noteworthy names each kind of finding that the staff should know of although
// nothing is lost by it.
func noteworthy(found []chain.Finding) []string {
	return kinds(found, func(f chain.Finding) bool {
		if f.Waits() {
			return true
		}
		switch f.Kind {
		case chain.FoundClock, chain.FoundZone, chain.FoundRekeying, chain.FoundAway, chain.FoundUpgraded, chain.FoundNewer,
			chain.FoundAlien, chain.FoundNoKey, chain.FoundSystem, chain.FoundOld, chain.FoundRemote:
			return true
		}
		return false
	})
}

// kinds names the kinds of some findings, each once.
func kinds(found []chain.Finding, wanted func(chain.Finding) bool) []string {
	var out []string
	for _, f := range found {
		if id := foundID(f); wanted(f) && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// foundID names what the screens say of a finding (locales: archive.found.*). Some is said
// otherwise of another kiosk.
func foundID(f chain.Finding) string {
	if f.Archive != (chain.ID{}) && (f.Kind == chain.FoundKiosk || f.Kind == chain.FoundUncovered) {
		return string(f.Kind) + "-elsewhere"
	}
	return string(f.Kind)
}

// note gathers what the staff should know of, from opening the archive and unlocking it.
func (d *archiveDesk) note() {
	found := d.opened
	if st := d.vault.staff; st != nil { // not locked meanwhile
		found = slices.Concat(found, st.Findings())
	}
	d.vault.noted = noteworthy(found)
}

// standing is what the staff's screen says of where documents are kept.
func (d *archiveDesk) standing() screen.Standing {
	v := &d.vault
	out := screen.Standing{Kept: d.store != nil, Unlocked: v.staff != nil, Found: v.found, Noted: v.noted, Count: v.count, Backup: v.backup, Verified: v.verified, Whole: v.whole}
	if d.sending != nil && d.State().Route.Name == screen.Staff {
		sending := d.sending()
		out.Sending = &sending
	}
	return out
}

// countArchive counts the consents for the staff's screen.
func (d *archiveDesk) countArchive() {
	if d.store == nil {
		return
	}
	n, err := 0, error(nil)
	d.counting.do(task{work: func(context.Context) { n, err = d.store.Count(context.Background()) }, done: func() {
		if err == nil && n != d.vault.count {
			d.vault.count = n
			if d.State().Route.Name == screen.Staff && !d.asking() {
				d.Redraw()
			}
		}
	}})
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
func (d *archiveDesk) busy(w work) {
	state := d.State()
	a := &state.Archive
	if a.Working != "" {
		return
	}
	t := d.line.next()
	a.Working, a.Problem, a.Told, a.Done, a.Of = w.what, "", "", 0, 0
	d.Go(state.Route)
	var err error
	t.do(task{work: func(ctx context.Context) { err = w.do(ctx, d.gauge(t)) }, dropped: w.dropped, show: func() {
		if a.Working = ""; err != nil {
			d.archiveFailed(err)
			return
		}
		w.show()
	}})
}

// gauge shows how far a work is, as often as the screen has time for it.
func (d *archiveDesk) gauge(t turn) func(done, of int64) {
	var done, of atomic.Int64
	var pending atomic.Bool
	return func(n, all int64) {
		done.Store(n)
		of.Store(all)
		if pending.Swap(true) {
			return
		}
		t.tell(func() { pending.Store(false) }, func() {
			d.State().Archive.Done, d.State().Archive.Of = done.Load(), of.Load()
			d.redrawInPlace()
		})
	}
}

// withArchive is busy with the unlocked archive; a locked one asks for the
// passphrase.
func (d *archiveDesk) withArchive(what string, do func(context.Context, *archive.Staff, func(done, of int64)) error, show func()) {
	st := d.vault.staff
	if st == nil {
		d.askPassphrase("locked")
		return
	}
	d.busy(work{what: what, do: func(ctx context.Context, told func(done, of int64)) error { return do(ctx, st, told) }, show: show})
}

// archiveFailed says why something could not be done.
func (d *archiveDesk) archiveFailed(err error) {
	a := &d.State().Archive
	var wait *archive.WaitError
	switch {
	case errors.Is(err, archive.ErrLocked):
		d.askPassphrase("locked")
		return
	case errors.As(err, &wait):
		a.Problem, a.Until = "wait", d.Now().Add(wait.Wait)
	default:
		a.Problem = archiveProblem(err)
	}
	d.Redraw()
}

// archiveProblem puts why the archive did not do what was asked (locales:
// archive.problem.*).
func archiveProblem(err error) string {
	for _, p := range []struct {
		err error
		id  string
	}{
		{archive.ErrPassphrase, "passphrase"}, {archive.ErrKeyFile, "key_file"}, {archive.ErrExchanged, "exchanged"},
		{archive.ErrErased, "erased"}, {archive.ErrNoEntry, "gone"}, {archive.ErrReason, "why"}, {errPart, "part"}, {errPrinter, "print"}, {errDrawn, "drawn"},
	} {
		if errors.Is(err, p.err) {
			return p.id
		}
	}
	switch {
	case keepProblem(err) == problemFull:
		return "full"
	case errors.Is(err, disk.ErrFolder), errors.Is(err, disk.ErrReadBack):
		return "folder"
	}
	return "failed"
}

// OpenArchive shows the list, or asks for the passphrase.
func (d *archiveDesk) OpenArchive() {
	if d.store == nil || d.State().Session.Prepared() {
		return
	}
	if d.vault.staff == nil {
		d.askPassphrase("")
		return
	}
	d.openList()
}

// unlockThen asks for the passphrase in order to do something else than to show the list.
func (d *archiveDesk) unlockThen(do func()) {
	d.askPassphrase("")
	d.then = do
}

// askPassphrase shows where the archive is unlocked. Nothing of a patient stays,
// but for a sheet's code that waits.
func (d *archiveDesk) askPassphrase(problem string) {
	code := d.State().Archive.Code
	d.lock()
	d.State().Archive.Problem, d.State().Archive.Code = problem, code
	d.Go(screen.Route{Name: screen.ArchiveUnlock})
}

// Unlock opens the archive with what is typed, and makes it searchable.
func (d *archiveDesk) Unlock() {
	a := &d.State().Archive
	who, secret := strings.TrimSpace(a.Who), a.Secret
	if a.Working != "" || d.store == nil {
		return
	}
	switch {
	case who == "":
		a.Problem = "who"
	case secret == "":
		a.Problem = "secret"
	}
	if who == "" || secret == "" {
		d.Redraw()
		return
	}
	a.Secret, a.Bare = "", false
	var st *archive.Staff
	d.busy(work{
		what: screen.Unlocking,
		do: func(ctx context.Context, _ func(done, of int64)) (err error) {
			if st, err = d.store.Unlock(ctx, secret, who); err == nil && d.unlocked != nil {
				d.unlocked(st)
			}
			return err
		},
		show: func() {
			d.vault.staff = st
			d.openIndex()
		},
		dropped: func() {
			if st != nil {
				d.lockAway(st)
			}
		},
	})
}

// openIndex makes the archive searchable, and goes on to what was asked for.
func (d *archiveDesk) openIndex() {
	d.withArchive(screen.Indexing, func(ctx context.Context, st *archive.Staff, told func(done, of int64)) error {
		return st.BuildIndex(ctx, func(done, total int) { told(int64(done), int64(total)) })
	}, func() {
		v := &d.vault
		v.built = true
		d.note()
		for _, f := range losses(v.staff.Findings()) {
			if !slices.Contains(v.found, f) {
				v.found = append(v.found, f)
			}
		}
		if code := d.State().Archive.Code; code != "" {
			d.State().Archive.Code = ""
			d.checkCode(code)
			return
		}
		if then := d.then; then != nil {
			d.then = nil
			then()
			return
		}
		d.openList()
	})
}

// StopArchive stops what is going on. Before the index is there, that is to lock.
func (d *archiveDesk) StopArchive() {
	v := &d.vault
	d.line.drop()
	d.State().Archive.Working = ""
	switch r := d.State().Route; {
	case v.away:
		d.EndSession()
	case v.staff == nil || !v.built:
		d.LockArchive()
	case r.Name == screen.ArchiveTrail && r.Item == "", r.Name == screen.ArchiveNumbers && d.State().Archive.Numbers == nil:
		d.Go(screen.Route{Name: screen.ArchiveList})
	case r.Name == screen.ArchiveTrail, r.Name == screen.ArchivePages:
		d.Go(screen.Route{Name: screen.ArchiveEntry})
	default:
		d.Redraw()
	}
}

// LockArchive locks and shows the staff's screen.
func (d *archiveDesk) LockArchive() {
	d.lock()
	d.Go(screen.Route{Name: screen.Staff})
}

// lock forgets the keys and all that was read.
func (d *archiveDesk) lock() {
	v := &d.vault
	d.line.drop()
	d.search.drop()
	st := v.staff
	d.then = nil
	v.staff, v.doc, v.drawn, v.built, v.away = nil, chain.Document{}, nil, false, false
	d.State().Archive = screen.Archive{}
	if st != nil {
		d.lockAway(st)
	}
}

// lockAway locks what is not in our hands any more.
func (d *archiveDesk) lockAway(st *archive.Staff) {
	d.locking.do(task{work: func(context.Context) { st.Lock() }})
}

// close is lock before the program ends: it waits until all is written.
func (d *archiveDesk) close() {
	st := d.vault.staff
	d.vault.staff = nil
	d.lock()
	if st != nil {
		st.Lock()
	}
}

// leave comes before each screen: what is not behind the staff's door locks
// the archive, and the staff's own screen forgets what was read of it.
func (d *archiveDesk) leave(to screen.Route) {
	switch {
	case !to.OfStaff():
		d.lock()
	case to.Name == screen.Staff:
		v := &d.vault
		if v.staff != nil && !v.built { // it is not left half open
			d.lock()
			break
		}
		d.line.drop()
		d.search.drop()
		v.doc, v.drawn = chain.Document{}, nil
		d.State().Archive = screen.Archive{}
		if d.State().Route.Name != screen.Staff {
			d.countArchive()
		}
	}
}

// tick is the watch's look at the archive: it has locked itself, or nobody is
// there any more.
func (d *archiveDesk) tick(now time.Time, idle bool) {
	v, r := &d.vault, d.State().Route
	if r.Name == screen.ArchiveUnlock && d.State().Archive.Problem == "wait" && d.State().Archive.Working == "" {
		if !now.Before(d.State().Archive.Until) {
			d.State().Archive.Problem = ""
		}
		d.redrawInPlace()
	}
	if v.staff != nil && v.staff.Locked() {
		d.lock()
		if r.OfArchive() || r.Name == screen.CheckResult || r.Name == screen.AsideList {
			d.EndSession()
		}
		return
	}
	if !r.OfArchive() || !idle {
		return
	}
	switch d.State().Archive.Working { // it shows no patient, and takes its time
	case screen.Counting:
		return
	case screen.Verifying:
		v.away = true
		return
	}
	if d.lock(); d.State().HoldsPatient() { // a form was begun: it is asked for where it is
		d.State().Route = screen.Route{Name: screen.Staff}
		d.Redraw()
		return
	}
	d.EndSession()
}
