package archive

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"filippo.io/age"
)

// reader is the only way from the rows of the databases to what they hold: which digest
// the content of an entry must have, whether it was erased, and what the signatures are
// worth. It sees the files as they were when it was made.
type reader struct {
	s     *Store
	files []*file // that hold entries and can be read, in order
	plain plain
	trust Trust
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
func (r reader) counts(e Entry) bool {
	switch {
	case !e.Fits():
		return false
	case e.Form > 1 && e.Kind.word():
		return r.trust.Said(e)
	}
	return true
}

// about gives the entries of some kinds that refer to another one, as far as they count,
// in order.
func (r reader) about(ctx context.Context, id ID, kinds ...Kind) (out []Entry, err error) {
	for _, f := range r.files {
		rows, queryErr := f.r.QueryContext(ctx, "SELECT "+f.columns("")+" FROM entry WHERE refers = ? ORDER BY seq", id[:])
		if queryErr != nil {
			err = errors.Join(err, queryErr)
			continue
		}
		for rows.Next() {
			e, scanErr := f.scanEntry(rows)
			if err = errors.Join(err, scanErr); scanErr == nil && slices.Contains(kinds, e.Kind) && r.counts(e) {
				out = append(out, e)
			}
		}
		err = errors.Join(err, rows.Err(), rows.Close())
	}
	return out, err
}

// noted tells whether an entry of a kind with this note is there and counts.
func (r reader) noted(ctx context.Context, k Kind, note string) bool {
	return r.said(ctx, k, "note = ?", note)
}

// said is noted with a condition in SQL.
func (r reader) said(ctx context.Context, k Kind, where string, arg any) bool {
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
func (r reader) erased(ctx context.Context, id ID) bool {
	said, _ := r.about(ctx, id, KindTombstone)
	return len(said) > 0
}

// held tells whether the last word on an entry is a hold.
func (r reader) held(ctx context.Context, id ID) (bool, error) {
	said, err := r.about(ctx, id, KindHold, KindRelease)
	if err != nil {
		return true, err
	}
	return len(said) > 0 && said[len(said)-1].Kind == KindHold, nil
}

// find looks an entry up in all files, the newest first.
func (r reader) find(ctx context.Context, id ID) (*file, Entry, error) {
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
	if bad != nil {
		return nil, Entry{}, r.s.storeError(bad)
	}
	return nil, Entry{}, ErrNoEntry
}

func (f *file) search(ctx context.Context, id ID) (found Entry, err error) {
	err = sql.ErrNoRows
	_, eachErr := f.each(ctx, f.first, f.last.Seq, func(e Entry) {
		if e.ID == id {
			found, err = e, nil
		}
	})
	return found, errors.Join(err, eachErr)
}

// each visits all healthy entries of all files in order.
func (r reader) each(ctx context.Context, visit func(*file, Entry) error) error {
	for _, f := range r.files {
		var stop error
		_, err := f.each(ctx, f.first, f.last.Seq, func(e Entry) {
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
func (r reader) parcel(ctx context.Context, f *file, seq int64) (Parcel, error) {
	p, err := f.parcel(ctx, seq)
	if err == nil {
		p.Damaged = p.Head == nil && !r.erased(ctx, p.Entry.ID)
	}
	return p, err
}

// open opens a consent, with its late time stamp if it has one.
func (r reader) open(ctx context.Context, keys []age.Identity, p Parcel) (d Document, err error) {
	if d, err = p.document(keys); err != nil {
		return d, err
	}
	if d.PDF, err = r.stamped(ctx, keys, p.Entry.ID, d.PDF); err != nil {
		d.Unstamped = true
	}
	return d, nil
}

// Parcel is an entry as it lies: what is readable of it and what is encrypted,
// for who carries it elsewhere. Nothing of it needs a key.
type Parcel struct {
	Entry Entry
	Gen   int    // how often the key was changed before this content was encrypted
	Head  []byte // nil: erased, or damaged
	Body  []byte // nil: there is none, it was erased, or it is damaged
	// HeadNow and BodyNow are the digests of Head and Body if they were encrypted
	// anew after a change of key. Zero: those of the Entry hold.
	HeadNow, BodyNow Hash
	// Damaged tells that the content is not what was written; then it is left out.
	Damaged bool
}

// Whole tells whether the content is there and is what the digests say.
func (p Parcel) Whole() bool {
	head, body := p.sums()
	return p.Head != nil && sumOf(p.Head) == head && sumOf(p.Body) == body
}

// sums gives the digests that the encrypted parts must have: those of the chain, or
// those of the latest change of key.
func (p Parcel) sums() (head, body Hash) {
	if p.HeadNow != (Hash{}) {
		return p.HeadNow, p.BodyNow
	}
	return p.Entry.HeadSum, p.Entry.BodySum
}

// head opens the small part.
func (p Parcel) head(keys []age.Identity) (h head, err error) {
	parts, err := openPart(keys, magicHead, p.Entry.ID, p.Head, p.Entry.HeadText, 1)
	if err != nil {
		return h, err
	}
	return parseHead(parts[0])
}

// document opens a consent, without a late time stamp.
func (p Parcel) document(keys []age.Identity) (d Document, err error) {
	d.Entry = p.Entry
	h, err := p.head(keys)
	if err != nil {
		return d, err
	}
	if h.About == nil {
		return d, errUnpack
	}
	d.About = *h.About
	parts, err := openPart(keys, magicBody, p.Entry.ID, p.Body, p.Entry.BodyText, 2)
	if err != nil {
		return d, err
	}
	d.Session, d.PDF = parts[0], parts[1]
	return d, nil
}

func parseHead(b []byte) (h head, err error) {
	if err := json.Unmarshal(b, &h); err != nil {
		return h, errUnpack
	}
	return h, nil
}

const parcelJoin = `,
		coalesce(sealed.gen, 0), sealed.head, sealed.body, resealed.head_sum, resealed.body_sum
	FROM entry LEFT JOIN sealed USING (seq) LEFT JOIN resealed ON resealed.seq = entry.seq AND resealed.gen = sealed.gen`

// parcels asks for entries with their content.
func (f *file) parcels() string { return "SELECT " + f.columns("entry.") + parcelJoin }

func (f *file) scanParcel(row interface{ Scan(...any) error }) (p Parcel, err error) {
	var headNow, bodyNow []byte
	p.Entry, err = f.scanEntry(row, &p.Gen, &p.Head, &p.Body, &headNow, &bodyNow)
	if err != nil {
		return p, err
	}
	copy(p.HeadNow[:], headNow)
	copy(p.BodyNow[:], bodyNow)
	if !p.Whole() {
		p.Head, p.Body = nil, nil
	}
	return p, nil
}

func (f *file) parcel(ctx context.Context, seq int64) (Parcel, error) {
	if f.r == nil {
		return Parcel{}, sql.ErrConnDone
	}
	return f.parcelBy(ctx, f.r, seq)
}

func (f *file) parcelBy(ctx context.Context, q querier, seq int64) (Parcel, error) {
	p, err := f.scanParcel(q.QueryRowContext(ctx, f.parcels()+" WHERE entry.seq = ?", seq))
	if f.refusedBy(err) {
		return Parcel{}, err
	}
	if err != nil { // the content alone may be damaged
		e, entryErr := f.entry(ctx, seq)
		if entryErr != nil {
			return Parcel{}, entryErr
		}
		p = Parcel{Entry: e}
	}
	return p, nil
}

// headOf gives an entry with the small part alone, for the index.
func (f *file) headOf(ctx context.Context, e Entry) (p Parcel, err error) {
	p.Entry = e
	var now []byte
	err = f.r.QueryRowContext(ctx, `SELECT sealed.gen, sealed.head, resealed.head_sum FROM sealed
		LEFT JOIN resealed ON resealed.seq = sealed.seq AND resealed.gen = sealed.gen WHERE sealed.seq = ?`, e.Seq).Scan(&p.Gen, &p.Head, &now)
	copy(p.HeadNow[:], now)
	if head, _ := p.sums(); err == nil && p.Head != nil && sumOf(p.Head) != head {
		err = errUnpack
	}
	return p, err
}
