package archive

import (
	"cmp"
	"context"
	"errors"
	"runtime"
	"sync"

	"filippo.io/age"

	"eclaire/consent/archive/chain"
)

// Elsewhere is a place to which all kiosks of a clinic send their archives. Each
// method gives up by itself when the place does not answer.
type Elsewhere interface {
	// Archives lists the archives that lie there.
	Archives(ctx context.Context) ([]chain.Deposit, error)
	// Entries visits the entries of one in order, without their bodies.
	Entries(ctx context.Context, archive chain.ID, visit func(chain.Parcel) error) error
	// Entry gives one entry, with its body.
	Entry(ctx context.Context, archive, id chain.ID) (chain.Parcel, error)
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
	archive chain.ID
	name    string
	p       chain.Parcel // without content
	stamp   *chain.Parcel
}

// elsewhere gives where a consent of another kiosk lies.
func (x *index) elsewhere(id chain.ID) (far, bool) {
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
	st.unnotice(chain.FoundAway)
	st.unnotice(chain.FoundUpgraded)
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
	kind := chain.FoundAway
	if errors.Is(why, ErrUpgraded) {
		kind = chain.FoundUpgraded
	}
	st.notice(chain.Finding{Kind: kind})
	return nil
}

// takeOther reads one archive, with its chain. What nobody vouches for is shown, but says
// nothing of other entries.
func (st *Staff) takeOther(ctx context.Context, place Elsewhere, d chain.Deposit) error {
	st.unnoticeOf(d.Archive)
	from := st.foreign(d)
	check := chain.NewCheck(from)
	other := &otherRows{st: st, from: from, name: st.nameOf(from), chain: check}
	found := func(list []chain.Finding) {
		for _, f := range list {
			f.Archive = d.Archive
			st.notice(f)
		}
	}
	found(from.Findings())
	err := place.Entries(ctx, d.Archive, func(p chain.Parcel) error {
		odd := check.Add(p)
		found(odd)
		if len(odd) > 0 && odd[0].Kind != chain.FoundOrder {
			return nil // it is not what was written
		}
		return other.take(p)
	})
	if err == nil {
		found(check.End())
	}
	if flushed := other.end(); flushed != nil {
		return flushed
	}
	if other.unread > 0 {
		found([]chain.Finding{{Kind: chain.FoundUnread, Count: other.unread}})
	}
	if errors.Is(err, ErrLocked) {
		return err
	}
	if err != nil {
		return st.away(ctx, err)
	}
	return nil
}

// nameOf gives the name that a kiosk signed: the one on the server, or the last one seen.
func (st *Staff) nameOf(f chain.Foreign) string {
	if !f.Renamed() {
		return f.Name
	}
	seen, _ := st.s.SeenHeads()
	return cmp.Or(seen[f.Archive].Name, f.Archive.String()[:8])
}

// otherRows collects the rows of one archive.
type otherRows struct {
	st     *Staff
	from   chain.Foreign
	name   string
	chain  *chain.Check
	batch  []otherRow
	bare   []chain.Parcel // consents without content
	later  []chain.Parcel // what is said of consents, in order, by what counts or may count in the end
	unread int64
}

type otherRow struct {
	chain.Parcel
	counts bool
}

// take needs that the parcel was just added to the chain.
func (o *otherRows) take(p chain.Parcel) error {
	counts := o.chain.Counts()
	switch p.Entry.Kind {
	case chain.KindConsent:
		if p.Head == nil {
			o.bare = append(o.bare, p)
			return nil
		}
		o.batch = append(o.batch, otherRow{p, counts})
	case chain.KindHold, chain.KindRelease, chain.KindTombstone, chain.KindStamp:
		if p.Head = nil; counts || p.Entry.Form < 2 {
			o.later = append(o.later, p)
		}
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
		if abouts[i] == nil {
			o.unread++
			continue
		}
		r := o.row(p.Parcel)
		r.About, r.Unconfirmed = *abouts[i], !p.counts
		x.addFar(r, p.Parcel)
	}
	o.batch = nil
	return nil
}

func (o *otherRows) row(p chain.Parcel) Row {
	return Row{File: p.Entry.File, Seq: p.Entry.Seq, ID: p.Entry.ID, Day: p.Entry.Day, Archive: o.from.Archive, Kiosk: o.name}
}

// end applies what was said of consents, once it is known what counts.
func (o *otherRows) end() error {
	if err := o.flush(); err != nil {
		return err
	}
	x := &o.st.index
	x.mu.Lock()
	defer x.mu.Unlock()
	if !x.built {
		return ErrLocked
	}
	covered := o.chain.Covered()
	if covered {
		x.confirmFar(o.from.Archive)
	}
	for _, p := range o.bare {
		if r := o.row(p); o.chain.Erased(p.Entry.ID) { // else its content is missing, which is told
			r.Erased = true
			x.addFar(r, p)
		}
	}
	for i := range o.later {
		p := &o.later[i]
		f, ok := x.far[p.Entry.Refers]
		switch {
		case p.Entry.Form < 2 && !covered:
		case p.Entry.Kind != chain.KindStamp:
			x.markFar(o.from.Archive, p.Entry)
		case ok && f.archive == o.from.Archive && f.stamp == nil:
			f.stamp = p
			x.far[p.Entry.Refers] = f
		}
	}
	x.sort()
	return nil
}

// addFar needs the lock. A row that was read before is read anew. None takes the place of
// one of our own, nor of one that is better vouched for.
func (x *index) addFar(r Row, p chain.Parcel) {
	i, there := x.place[r.ID]
	switch {
	case !there:
		x.add(r, false)
	case x.rows[i].Archive == (chain.ID{}), x.rows[i].Archive != r.Archive && (r.Unconfirmed || !x.rows[i].Unconfirmed):
		return
	case x.rows[i].Archive == r.Archive && x.rows[i].Unconfirmed == r.Unconfirmed:
		x.rows[i].Held, x.rows[i].Kiosk = false, r.Kiosk
	default:
		x.rows[i] = x.names.row(r)
		x.note(r)
	}
	p.Head, p.Body = nil, nil
	x.far[r.ID] = far{archive: r.Archive, name: r.Kiosk, p: p}
}

// confirmFar lets the rows of format 1 of an archive count: staff signed for them. It needs
// the lock.
func (x *index) confirmFar(archive chain.ID) {
	for i := range x.rows {
		r := &x.rows[i]
		if r.Unconfirmed && r.Archive == archive && x.far[r.ID].p.Entry.Form < 2 {
			r.Unconfirmed = false
			x.note(r.Row)
		}
	}
}

// markFar applies what an entry says of an earlier one of its own archive. It
// needs the lock.
func (x *index) markFar(archive chain.ID, e chain.Entry) {
	i, ok := x.place[e.Refers]
	if !ok || x.rows[i].Archive != archive {
		return
	}
	dirty := x.dirty // our own snapshot is as good as before
	x.mark(e)
	x.dirty = dirty
}

// onAllCores does something for each number below n, on all processors.
func onAllCores(n int, do func(i int)) {
	next := make(chan int)
	var work sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	work.Wait()
}

// decryptHeads opens heads on all processors; nil where one cannot be opened.
func decryptHeads(keys []age.Identity, batch []otherRow) []*chain.About {
	out := make([]*chain.About, len(batch))
	onAllCores(len(batch), func(i int) {
		if h, err := batch[i].Inside(keys); err == nil {
			out[i] = h.About
		}
	})
	return out
}

// readFar opens a consent of another kiosk.
func (st *Staff) readFar(ctx context.Context, keys []age.Identity, f far) (chain.Document, error) {
	p, err := st.fetch(ctx, f.archive, f.p)
	if err != nil {
		return chain.Document{}, err
	}
	d, err := p.Document(keys)
	if err != nil || f.stamp == nil {
		return d, err
	}
	if s, err := st.fetch(ctx, f.archive, *f.stamp); err != nil {
		d.Unstamped = true
	} else if pdf, err := placeStamp(s, keys, d.PDF); err != nil {
		d.Unstamped = true
	} else {
		d.PDF = pdf
	}
	return d, nil
}

// fetch gets the content of an entry that the index saw, and compares it with
// what the chain said.
func (st *Staff) fetch(ctx context.Context, archive chain.ID, seen chain.Parcel) (chain.Parcel, error) {
	if st.s.o.Elsewhere == nil {
		return chain.Parcel{}, ErrAway
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
		return p, chain.ErrUnpack
	case p.Head == nil:
		return p, ErrErased
	}
	if p.Gen == seen.Gen { // else it was encrypted anew since
		p.HeadNow, p.BodyNow = seen.HeadNow, seen.BodyNow
	}
	if !p.Whole() {
		return p, chain.ErrUnpack
	}
	return p, nil
}

// unnotice forgets findings of a kind that are to be found again.
func (st *Staff) unnotice(k chain.Found) {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.found = without(st.found, func(f chain.Finding) bool { return f.Kind == k })
}

func (st *Staff) unnoticeOf(archive chain.ID) {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.found = without(st.found, func(f chain.Finding) bool { return f.Archive == archive })
}

func without(in []chain.Finding, drop func(chain.Finding) bool) (out []chain.Finding) {
	for _, f := range in {
		if !drop(f) {
			out = append(out, f)
		}
	}
	return out
}

// Foreign tells whose signatures count in an archive that lies elsewhere, be it a copy of
// this one.
func (s *Store) Foreign(d chain.Deposit) chain.Foreign {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case d.Archive == s.plain.Archive && s.plain.Format > 1:
		return chain.Foreign{Deposit: d, Trust: s.trust}
	case s.plain.Format < 2 && s.trust.Staff == nil:
		return chain.NoArchive(d)
	}
	return chain.Foreign{Deposit: d, Trust: s.trust.Of(d), Old: s.plain.Format < 2}
}

// foreign is Store.Foreign while the archive is unlocked: then the staff's key is known,
// whatever the format here.
func (st *Staff) foreign(d chain.Deposit) chain.Foreign {
	f := st.s.Foreign(d)
	if !f.Blind {
		return f
	}
	keys, _, err := st.private()
	if err != nil {
		return f
	}
	word, err := chain.StaffSigner(keys[0].text)
	if err != nil {
		return f
	}
	t := chain.Trust{Staff: []chain.SigningKey{word.Public()}, Proved: true}
	return chain.Foreign{Deposit: d, Trust: t.Of(d), Old: true}
}

// SignName signs how this kiosk is called. In format 1 nothing is signed.
func (s *Store) SignName(name string) chain.Signature {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.kiosk.Sign(chain.SignsName, s.plain.Archive[:], []byte(name))
}
