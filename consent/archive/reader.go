package archive

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"filippo.io/age"

	"eclaire/consent/archive/chain"
)

// reader is the only way from the rows of the databases to what they hold: which digest
// the content of an entry must have, whether it was erased, and what the signatures are
// worth. It sees the files as they were when it was made.
type reader struct {
	s     *Store
	files []*file // that hold entries and can be read, in order
	plain plain
	trust chain.Trust
}

// reader needs the store's lock.
func (s *Store) reader() reader {
	r := reader{s: s, plain: s.plain, trust: s.trust}
	for _, f := range s.files {
		if f.r == nil || f.first == 0 {
			continue
		}
		g := &file{n: f.n, form: f.form, path: f.path, r: f.r, first: f.first, last: f.last, bad: f.bad}
		g.last.Seq = max(g.last.Seq, s.marker.upTo(f.n))
		r.files = append(r.files, g)
	}
	return r
}

// read gives a reader of this moment.
func (s *Store) read() reader {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.reader()
}

// counts tells whether an entry says what its kind says: where only staff may say it,
// they must have signed. Entries of format 1 are not signed one by one: where no
// signature covers them, the check tells so, and nothing is erased because of them.
func (r reader) counts(e chain.Entry) bool {
	switch {
	case !e.Fits():
		return false
	case e.Form > 1 && e.Kind.StaffOnly():
		return r.trust.Said(e)
	}
	return true
}

// about gives the entries of some kinds that refer to another one, as far as they count,
// in order.
func (r reader) about(ctx context.Context, id chain.ID, kinds ...chain.Kind) (out []chain.Entry, err error) {
	for _, f := range r.files {
		said, readErr := f.entries(ctx, f.r, "refers = ? ORDER BY seq", id[:])
		err = errors.Join(err, readErr)
		for _, e := range said {
			if slices.Contains(kinds, e.Kind) && r.counts(e) {
				out = append(out, e)
			}
		}
	}
	return out, err
}

// noted tells whether an entry of a kind with this note is there and counts.
func (r reader) noted(ctx context.Context, k chain.Kind, note string) bool {
	return r.said(ctx, k, "note = ?", note)
}

// said is noted with a condition in SQL.
func (r reader) said(ctx context.Context, k chain.Kind, where string, arg any) bool {
	for _, f := range r.files {
		e, err := f.scanEntry(f.r.QueryRowContext(ctx, "SELECT "+f.columns("")+" FROM entry WHERE kind = ? AND "+where+" ORDER BY seq DESC LIMIT 1", string(k), arg))
		if err == nil && r.counts(e) {
			return true
		}
	}
	return false
}

// erased tells whether staff erased an entry. All files are looked at: a damaged one gets
// no tombstone of its own.
func (r reader) erased(ctx context.Context, id chain.ID) bool {
	said, _ := r.about(ctx, id, chain.KindTombstone)
	return len(said) > 0
}

// held tells whether the last word on an entry is a hold.
func (r reader) held(ctx context.Context, id chain.ID) (bool, error) {
	said, err := r.about(ctx, id, chain.KindHold, chain.KindRelease)
	if err != nil {
		return true, err
	}
	return len(said) > 0 && said[len(said)-1].Kind == chain.KindHold, nil
}

// find looks an entry up in all files, the newest first.
func (r reader) find(ctx context.Context, id chain.ID) (*file, chain.Entry, error) {
	var bad error
	for _, f := range slices.Backward(r.files) {
		e, err := f.scanEntry(f.r.QueryRowContext(ctx, "SELECT "+f.columns("")+" FROM entry WHERE id = ?", id[:]))
		if err != nil && !errors.Is(err, sql.ErrNoRows) { // the index of ids may be damaged where the entry is not
			e, err = f.search(ctx, id)
		}
		if err == nil {
			return f, e, nil
		}
		if !errors.Is(err, sql.ErrNoRows) {
			bad = err
		}
	}
	for _, f := range r.files { // nor is an index of a damaged file to be believed that has no error
		if !f.bad {
			continue
		}
		if e, err := f.search(ctx, id); err == nil {
			return f, e, nil
		}
	}
	if bad != nil {
		return nil, chain.Entry{}, r.s.storeError(bad)
	}
	return nil, chain.Entry{}, ErrNoEntry
}

// each visits all healthy entries of all files in order.
func (r reader) each(ctx context.Context, visit func(*file, chain.Entry) error) error {
	for _, f := range r.files {
		var stop error
		_, err := f.each(ctx, f.first, f.last.Seq, func(e chain.Entry) {
			if stop == nil && e.Fits() {
				stop = visit(f, e)
			}
		})
		if err := errors.Join(stop, err); err != nil {
			return err
		}
	}
	return nil
}

// parcel gives an entry with its content, as far as that is what was written.
func (r reader) parcel(ctx context.Context, f *file, seq int64) (chain.Parcel, error) {
	p, err := f.parcel(ctx, seq)
	if err == nil {
		p.Damaged = p.Head == nil && !r.erased(ctx, p.Entry.ID)
	}
	return p, err
}

// open opens a consent, with its late time stamp if it has one.
func (r reader) open(ctx context.Context, keys []age.Identity, p chain.Parcel) (d chain.Document, err error) {
	if d, err = p.Document(keys); err != nil {
		return d, err
	}
	if d.PDF, err = r.stamped(ctx, keys, p.Entry.ID, d.PDF); err != nil {
		d.Unstamped = true
	}
	return d, nil
}
