package central

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
)

// Sender carries the entries of one archive to the server, for as long as it
// runs. It must be stopped before the archive is closed.
type Sender struct {
	server *Server
	store  *archive.Store
	public chain.Public
	name   string
	cancel context.CancelFunc
	ended  chan struct{}
	news   chan struct{}

	mu     sync.Mutex
	status Status
	idle   chan struct{} // closed and renewed whenever nothing waits

	// Of the goroutine alone.
	at       chain.Position // all up to here is there, or cannot be sent
	there    []span         // what the server has behind it
	odd      []chain.Finding
	clashes  archive.Backlog // entries whose place is taken
	lost     int64           // entries that only the server has
	noted    chain.Position
	bounds   archive.Bounds
	rekeying bool            // contents there may be of an older key
	asked    bool            // the server was asked what it has since the last failure
	anchored []chain.Finding // what the noted heads show
	cut      bool            // the server lacked what it had, once since the start
	headed   chain.Position  // the head that was noted there last
}

// The size of one step: small when the line is bad.
var (
	usualBounds = archive.Bounds{Count: 200, Bytes: 4 << 20}
	leastBounds = archive.Bounds{Count: 1, Bytes: 1}
)

// Send begins to send an archive. name is how other kiosks call this one; it is
// readable on the server. Send returns at once.
func (s *Server) Send(store *archive.Store, name string) *Sender {
	ctx, cancel := context.WithCancel(context.Background())
	d := &Sender{server: s, store: store, public: store.Public(), name: name, cancel: cancel, ended: make(chan struct{}),
		news: make(chan struct{}, 1), idle: make(chan struct{}), bounds: usualBounds, status: Status{Reason: Starting}}
	store.Notify(d.news)
	go d.run(ctx)
	return d
}

// Stop ends the sending and waits until nothing of it runs any more, which is
// soon: what is on its way is cut off, and sent again another time.
func (d *Sender) Stop() {
	d.cancel()
	<-d.ended
	d.store.StopNotify(d.news)
}

// Status tells how far the sending is. It returns at once.
func (d *Sender) Status() Status {
	d.mu.Lock()
	defer d.mu.Unlock()
	s := d.status
	s.Findings = append([]chain.Finding(nil), s.Findings...)
	return s
}

// Wait returns when all that was appended before the call is on the server, or
// ctx ends.
func (d *Sender) Wait(ctx context.Context) error {
	for range 2 { // the first round may have begun before the call
		d.mu.Lock()
		idle := d.idle
		d.mu.Unlock()
		d.wake()
		select {
		case <-idle:
		case <-d.ended:
			return context.Canceled
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func (d *Sender) wake() {
	select {
	case d.news <- struct{}{}:
	default:
	}
}

func (d *Sender) run(ctx context.Context) {
	defer close(d.ended)
	d.start(ctx)
	for failures := 0; ctx.Err() == nil; {
		err := d.all(ctx)
		if ctx.Err() != nil {
			return
		}
		d.tell(ctx, err)
		if err == nil {
			failures = 0
			d.rest(ctx)
			continue
		}
		failures++
		d.asked = false
		pause(ctx, backOff(d.server.o, failures))
		d.tell(ctx, err) // what came while it waited
	}
}

// start tells how many wait, as far as the kiosk alone knows.
func (d *Sender) start(ctx context.Context) {
	if at, err := d.store.Sent(); err == nil {
		if p, err := d.store.Parcel(ctx, at.File, at.Seq); err == nil && p.Entry.Hash == at.Hash {
			d.at, d.noted = at, at
		}
	}
	d.count(ctx)
}

// rest waits for something to send. From time to time it lets the server be
// asked again, which may have been restored meanwhile.
func (d *Sender) rest(ctx context.Context) {
	d.note()
	d.mu.Lock()
	close(d.idle)
	d.idle = make(chan struct{})
	d.mu.Unlock()
	timer := time.NewTimer(d.server.o.Idle)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-d.news:
	case <-timer.C:
		d.asked = false
	}
}

// backOff grows with each failure and differs from kiosk to kiosk, so that a
// server that comes back is not asked by all at once.
func backOff(o Options, failures int) time.Duration {
	wait := o.LongestWait
	if n := failures - 1; n < 30 {
		wait = min(wait, o.FirstWait<<n)
	}
	return wait/2 + rand.N(wait/2+1)
}

func pause(ctx context.Context, wait time.Duration) {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// all sends until nothing is left, or something fails.
func (d *Sender) all(ctx context.Context) error {
	for {
		if !d.asked {
			if err := d.ask(ctx); err != nil {
				return err
			}
		}
		if d.rekeying {
			if err := d.refresh(ctx); err != nil {
				return err
			}
		}
		more, err := d.step(ctx)
		if err != nil {
			return err
		}
		if !more && d.asked && !d.rekeying {
			return d.noteHead(ctx)
		}
	}
}

// ask learns what the server is and has.
func (d *Sender) ask(ctx context.Context) error {
	if err := d.server.within(ctx, 0, ready); err != nil {
		return err
	}
	d.public = d.store.Public()
	if err := d.look(ctx); err != nil { // before anything is sent that hides what is missing
		return err
	}
	var there []span
	err := d.server.within(ctx, 0, func(ctx context.Context, c *pgx.Conn) (err error) {
		if err := known(ctx, c); err != nil {
			return err
		}
		self := chain.Deposit{Public: d.public, Name: d.name, NameSign: d.store.SignName(d.name)}
		if err := register(ctx, c, self); err != nil {
			return err
		}
		there, err = spans(ctx, c, d.public.Archive)
		return err
	})
	if err != nil {
		return err
	}
	same, missing, err := compare(ctx, d.store, there)
	if err != nil {
		return fmt.Errorf("%w: %w", errLocal, err)
	}
	d.there, d.lost, d.odd, d.clashes, d.at = same, missing, nil, archive.Backlog{}, chain.Position{}
	d.rekeying, d.asked, d.headed = true, true, chain.Position{}
	return nil
}

// step sends one load.
func (d *Sender) step(ctx context.Context) (more bool, err error) {
	if t, ok := d.next(); ok {
		d.at = chain.Position{File: t.file, Seq: t.to, Hash: t.end}
		return true, nil
	}
	b := d.bounds
	load, err := d.store.Parcels(ctx, d.at, b)
	if err != nil {
		return false, fmt.Errorf("%w: %w", errLocal, err)
	}
	load = d.cutAtSpan(load)
	var taken []chain.Parcel
	if len(load.Parcels) > 0 {
		erased := d.store.Erased(ctx, load.Parcels)
		err = d.server.within(ctx, sizeOf(load.Parcels), func(ctx context.Context, c *pgx.Conn) (err error) {
			taken, err = deliver(ctx, c, d.public.Archive, load.Parcels, erased)
			return err
		})
		if d.adapt(err); err != nil {
			return false, err
		}
	}
	d.passed(ctx, load, taken)
	return load.More || len(load.Parcels) > 0, nil
}

// next gives the span that begins right behind the place where we are.
func (d *Sender) next() (span, bool) {
	for _, t := range d.there {
		if t.file == d.at.File && t.from <= d.at.Seq+1 && d.at.Seq < t.to {
			return t, true
		}
	}
	return span{}, false
}

// cutAtSpan leaves out of a load what the server has.
func (d *Sender) cutAtSpan(load archive.Load) archive.Load {
	for i, p := range load.Parcels {
		t, ok := covering(d.there, p.Entry.File, p.Entry.Seq)
		if !ok {
			continue
		}
		load.Parcels, load.More = load.Parcels[:i], true
		load.Next = chain.Position{File: t.file, Seq: t.to, Hash: t.end}
		break
	}
	return load
}

func sizeOf(parcels []chain.Parcel) (n int) {
	for _, p := range parcels {
		n += len(p.Head) + len(p.Body) + 500
	}
	return n
}

// adapt makes steps smaller when they fail, since the line may be bad, and
// larger again when they succeed.
func (d *Sender) adapt(err error) {
	if err == nil {
		d.bounds.Count, d.bounds.Bytes = min(d.bounds.Count*2, usualBounds.Count), min(d.bounds.Bytes*2, usualBounds.Bytes)
	} else if reasonOf(err) == Unreachable {
		d.bounds.Count, d.bounds.Bytes = max(d.bounds.Count/2, leastBounds.Count), max(d.bounds.Bytes/2, leastBounds.Bytes)
	}
}

// passed notes what became of a load.
func (d *Sender) passed(ctx context.Context, load archive.Load, taken []chain.Parcel) {
	d.at = load.Next
	for _, f := range load.Skipped {
		if !slices.Contains(d.odd, f) {
			d.odd = append(d.odd, f)
		}
	}
	for _, p := range taken {
		d.clashes.Entries++
		if p.Entry.Kind == chain.KindConsent {
			d.clashes.Consents++
		}
		d.clashes.Day = cmp.Or(d.clashes.Day, p.Entry.Day)
		d.odd = append(d.odd, chain.Finding{Kind: chain.FoundRewrite, File: p.Entry.File, Seq: p.Entry.Seq, ID: p.Entry.ID})
	}
	for _, p := range load.Parcels {
		switch p.Entry.Kind {
		case chain.KindRekey:
			d.rekeying, d.asked = true, false
		case chain.KindTombstone: // what it erases may be of an older key there: a refresh before it could not say so
			d.rekeying = true
		}
	}
	d.tell(ctx, nil)
	d.note()
}

// note keeps how far the sending is, for the status after a restart. What could
// not be noted is tried again.
func (d *Sender) note() {
	if d.at != d.noted && d.clashes.Entries == 0 && d.store.NoteSent(d.at) == nil {
		d.noted = d.at
	}
}

// tell brings the status up to date.
func (d *Sender) tell(ctx context.Context, err error) {
	d.count(ctx)
	d.mu.Lock()
	defer d.mu.Unlock()
	s := &d.status
	s.Reason, s.Err = reasonOf(err), err
	if err == nil {
		s.LastSuccess = d.server.o.Now()
		if d.clashes.Entries > 0 {
			s.Reason = Conflict
		}
	}
	s.Findings = d.odd[:min(len(d.odd), 1000):min(len(d.odd), 1000)]
	if d.lost > 0 {
		s.Findings = append(s.Findings, chain.Finding{Kind: chain.FoundLost, Count: d.lost})
	}
	s.Findings = append(s.Findings, d.anchored...)
	if d.cut && !slices.ContainsFunc(d.anchored, func(f chain.Finding) bool { return f.Kind == chain.FoundCut }) {
		s.Findings = append(s.Findings, chain.Finding{Kind: chain.FoundCut})
	}
}

// count tells how many wait.
func (d *Sender) count(ctx context.Context) {
	left, err := d.store.After(ctx, d.at)
	if err != nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.status.Entries, d.status.Consents = left.Entries+d.clashes.Entries, left.Consents+d.clashes.Consents
	d.status.Since = cmp.Or(d.clashes.Day, left.Day)
}
