package archive

import (
	"context"
	"errors"
	"runtime"
	"sync"

	"filippo.io/age"
)

// Deposit is an archive that lies elsewhere.
type Deposit struct {
	Public
	Name string // of its kiosk
}

// Elsewhere is a place to which all kiosks of a clinic send their archives. Each
// method gives up by itself when the place does not answer.
type Elsewhere interface {
	// Archives lists the archives that lie there.
	Archives(ctx context.Context) ([]Deposit, error)
	// Entries visits the entries of one in order, without their bodies.
	Entries(ctx context.Context, archive ID, visit func(Parcel) error) error
	// Entry gives one entry, with its body.
	Entry(ctx context.Context, archive, id ID) (Parcel, error)
}

// What is different about the entries of other kiosks.
var (
	ErrElsewhere = errors.New("this entry is another kiosk's: do it at that kiosk")
	ErrAway      = errors.New("the server with the entries of the other kiosks does not answer")
	// ErrUpgraded is what an Elsewhere answers to a program that is too old for it.
	ErrUpgraded = errors.New("the clinic's server serves a newer version of the program; it was left as it is. Update this program: " +
		"until then it keeps everything here, and it sends it afterwards")
)

// far is a consent of another kiosk, as the index saw it.
type far struct {
	archive ID
	name    string
	p       Parcel // without content
	stamp   *Parcel
}

// elsewhere gives where a consent of another kiosk lies.
func (x *index) elsewhere(id ID) (far, bool) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	f, ok := x.far[id]
	return f, ok
}

// takeOthers adds the consents of the other kiosks to the index. Meanwhile the
// archive and its own consents can be used. When the place does not answer,
// Findings say so and that is all.
func (st *Staff) takeOthers(ctx context.Context) error {
	place := st.s.o.Elsewhere
	if place == nil {
		return nil
	}
	st.unnotice(FoundAway)
	st.unnotice(FoundUpgraded)
	there, err := place.Archives(ctx)
	if err != nil {
		return st.away(ctx, err)
	}
	own := st.s.Public().Archive
	for _, d := range there {
		if d.Archive == own {
			continue
		}
		if err := st.takeOther(ctx, place, d); err != nil {
			return err
		}
	}
	return nil
}

func (st *Staff) away(ctx context.Context, why error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	kind := FoundAway
	if errors.Is(why, ErrUpgraded) {
		kind = FoundUpgraded
	}
	st.notice(Finding{Kind: kind})
	return nil
}

// takeOther reads one archive, with its chain.
func (st *Staff) takeOther(ctx context.Context, place Elsewhere, d Deposit) error {
	st.unnoticeOf(d.Archive)
	chain := NewChain(d.Archive, d.First)
	other := &otherRows{st: st, d: d}
	found := func(list []Finding) {
		for _, f := range list {
			f.Archive = d.Archive
			st.notice(f)
		}
	}
	err := place.Entries(ctx, d.Archive, func(p Parcel) error {
		odd := chain.Add(p)
		found(odd)
		if len(odd) > 0 && odd[0].Kind != FoundOrder {
			return nil // it is not what was written
		}
		return other.take(p)
	})
	if err == nil {
		found(chain.End())
	}
	if flushed := other.flush(); flushed != nil {
		return flushed
	}
	st.index.mu.Lock()
	st.index.sort()
	st.index.mu.Unlock()
	if other.unread > 0 {
		found([]Finding{{Kind: FoundUnread, Count: other.unread}})
	}
	if errors.Is(err, ErrLocked) {
		return err
	}
	if err != nil {
		return st.away(ctx, err)
	}
	return nil
}

// otherRows collects the rows of one archive.
type otherRows struct {
	st     *Staff
	d      Deposit
	batch  []Parcel
	later  []Entry // what is said of consents
	stamps []Parcel
	unread int64
}

func (o *otherRows) take(p Parcel) error {
	switch p.Entry.Kind {
	case KindConsent:
		o.batch = append(o.batch, p)
	case KindHold, KindRelease, KindTombstone:
		o.later = append(o.later, p.Entry)
	case KindStamp:
		p.Head = nil
		o.stamps = append(o.stamps, p)
	}
	if len(o.batch) >= chunk {
		return o.flush()
	}
	return nil
}

// flush decrypts what was collected, and puts it into the index.
func (o *otherRows) flush() error {
	keys, err := o.st.use()
	if err != nil {
		return err
	}
	abouts := decryptHeads(keys, o.batch)
	x := &o.st.index
	x.mu.Lock()
	defer x.mu.Unlock()
	if !x.built { // locked meanwhile
		return ErrLocked
	}
	for i, p := range o.batch {
		r := Row{File: p.Entry.File, Seq: p.Entry.Seq, ID: p.Entry.ID, Day: p.Entry.Day, Archive: o.d.Archive, Kiosk: o.d.Name}
		switch {
		case p.Head == nil:
			r.Erased = true
		case abouts[i] == nil:
			o.unread++
			continue
		default:
			r.About = *abouts[i]
		}
		x.addFar(r, p)
	}
	for _, e := range o.later {
		x.markFar(o.d.Archive, e)
	}
	for i := range o.stamps {
		p := &o.stamps[i]
		if f, ok := x.far[p.Entry.Refers]; ok && f.archive == o.d.Archive && f.stamp == nil {
			f.stamp = p
			x.far[p.Entry.Refers] = f
		}
	}
	o.batch, o.later, o.stamps = nil, nil, nil
	return nil
}

// addFar needs the lock. A row that was read before is read anew.
func (x *index) addFar(r Row, p Parcel) {
	if i, there := x.place[r.ID]; there {
		if x.rows[i].Archive != r.Archive { // never in the place of one of our own
			return
		}
		x.rows[i].Held = false
	} else {
		x.add(r, false)
	}
	p.Head, p.Body = nil, nil
	x.far[r.ID] = far{archive: r.Archive, name: r.Kiosk, p: p}
}

// markFar applies what an entry says of an earlier one of its own archive. It
// needs the lock.
func (x *index) markFar(archive ID, e Entry) {
	i, ok := x.place[e.Refers]
	if !ok || x.rows[i].Archive != archive {
		return
	}
	dirty := x.dirty // our own snapshot is as good as before
	x.mark(e)
	x.dirty = dirty
}

// decryptHeads opens heads on all processors; nil where one cannot be opened.
func decryptHeads(keys []age.Identity, batch []Parcel) []*About {
	out := make([]*About, len(batch))
	next := make(chan int)
	var work sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() {
			for i := range next {
				if h, err := batch[i].head(keys); err == nil {
					out[i] = h.About
				}
			}
		})
	}
	for i := range batch {
		if batch[i].Head != nil {
			next <- i
		}
	}
	close(next)
	work.Wait()
	return out
}

// readFar opens a consent of another kiosk.
func (st *Staff) readFar(ctx context.Context, keys []age.Identity, f far) (Document, error) {
	p, err := st.fetch(ctx, f.archive, f.p)
	if err != nil {
		return Document{}, err
	}
	d, err := p.document(keys)
	if err != nil || f.stamp == nil {
		return d, err
	}
	if s, err := st.fetch(ctx, f.archive, *f.stamp); err != nil {
		d.Unstamped = true
	} else if pdf, err := s.stamped(keys, d.PDF); err != nil {
		d.Unstamped = true
	} else {
		d.PDF = pdf
	}
	return d, nil
}

// fetch gets the content of an entry that the index saw, and compares it with
// what the chain said.
func (st *Staff) fetch(ctx context.Context, archive ID, seen Parcel) (Parcel, error) {
	if st.s.o.Elsewhere == nil {
		return Parcel{}, ErrAway
	}
	p, err := st.s.o.Elsewhere.Entry(ctx, archive, seen.Entry.ID)
	switch {
	case ctx.Err() != nil:
		return p, ctx.Err()
	case errors.Is(err, ErrNoEntry):
		return p, err
	case errors.Is(err, ErrUpgraded):
		return p, ErrUpgraded
	case err != nil:
		return p, ErrAway
	case p.Entry != seen.Entry || !p.Entry.Fits():
		return p, errUnpack
	case p.Head == nil:
		return p, ErrErased
	}
	if p.Gen == seen.Gen { // else it was encrypted anew since
		p.HeadNow, p.BodyNow = seen.HeadNow, seen.BodyNow
	}
	if !p.Whole() {
		return p, errUnpack
	}
	return p, nil
}

// unnotice forgets findings of a kind that are to be found again.
func (st *Staff) unnotice(k Found) {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.found = without(st.found, func(f Finding) bool { return f.Kind == k })
}

func (st *Staff) unnoticeOf(archive ID) {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.found = without(st.found, func(f Finding) bool { return f.Archive == archive })
}

func without(in []Finding, drop func(Finding) bool) (out []Finding) {
	for _, f := range in {
		if !drop(f) {
			out = append(out, f)
		}
	}
	return out
}
