package archive

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"eclaire/consent"
	"eclaire/consent/archive/chain"
)

// DefaultYears is how long a consent is kept if nothing else is said: in French
// law a patient's file is kept for twenty years (code de la santé publique,
// R.1112-7).
const DefaultYears = 20

// Retention gives years by outcome; what it does not name is kept DefaultYears.
type Retention map[consent.Outcome]int

// ends gives when the keeping of a consent ends.
func (r Retention) ends(a chain.About) time.Time {
	years, ok := r[a.Outcome]
	if !ok {
		years = DefaultYears
	}
	return a.Finished.AddDate(years, 0, 0)
}

// The reasons why an entry is not erased.
var (
	ErrHeld   = errors.New("this entry is on legal hold: release it first")
	ErrReason = errors.New("the audit trail needs a reason")
)

// Hold keeps an entry from being erased, until Release.
func (st *Staff) Hold(ctx context.Context, id chain.ID, why string) error {
	return st.refer(ctx, chain.KindHold, "hold", id, why)
}

// Release ends a hold.
func (st *Staff) Release(ctx context.Context, id chain.ID, why string) error {
	return st.refer(ctx, chain.KindRelease, "release", id, why)
}

// refer appends an entry that says something of another.
func (st *Staff) refer(ctx context.Context, k chain.Kind, action string, id chain.ID, why string) error {
	_, e, err := st.target(ctx, id, why)
	if err != nil {
		return err
	}
	return st.say(ctx, k, action, e.ID, why)
}

// say appends what staff say of an entry.
func (st *Staff) say(ctx context.Context, k chain.Kind, action string, id chain.ID, why string) error {
	st.s.mu.Lock()
	defer st.s.mu.Unlock()
	d, err := st.referDraft(k, action, id, why)
	if err != nil {
		return err
	}
	_, err = st.s.append(ctx, nil, d)
	return err
}

func (st *Staff) referDraft(k chain.Kind, action string, id chain.ID, why string) (draft, error) {
	why, err := checkWords(why)
	if err != nil {
		return draft{}, err
	}
	_, word, err := st.private()
	if err != nil {
		return draft{}, err
	}
	d, err := st.s.auditDraft(chain.Act{Action: action, Who: st.who, At: st.s.o.Now(), Entry: id, Why: why})
	d.kind, d.refers, d.word = k, id, word
	return d, err
}

// target finds a consent that is still there.
func (st *Staff) target(ctx context.Context, id chain.ID, why string) (*file, chain.Entry, error) {
	if _, err := st.use(); err != nil {
		return nil, chain.Entry{}, err
	}
	if st.s.o.ReadOnly {
		return nil, chain.Entry{}, ErrReadOnly
	}
	if why == "" {
		return nil, chain.Entry{}, ErrReason
	}
	if _, ok := st.index.elsewhere(id); ok {
		return nil, chain.Entry{}, ErrElsewhere
	}
	r := st.s.read()
	f, e, err := r.find(ctx, id)
	if err != nil {
		return nil, e, err
	}
	if e.Kind != chain.KindConsent {
		return nil, e, ErrNoEntry
	}
	if r.erased(ctx, id) {
		return nil, e, ErrErased
	}
	return st.s.fileOf(f.n), e, nil
}

// Erase removes what an entry holds for good and leaves a tombstone in the
// chain: who, when and why, not whom. Copies in earlier backups stay there.
func (st *Staff) Erase(ctx context.Context, id chain.ID, why string) error {
	f, e, err := st.target(ctx, id, why)
	if err != nil {
		return err
	}
	if held, err := st.s.read().held(ctx, id); err != nil || held {
		if err == nil {
			err = ErrHeld
		}
		return err
	}
	if _, err := st.Search(ctx, Query{Limit: 1}); err != nil { // the index must be open, to be written without the entry
		return err
	}
	st.s.mu.Lock()
	defer st.s.mu.Unlock()
	d, err := st.referDraft(chain.KindTombstone, "erase", id, why)
	if err != nil {
		return err
	}
	here := f == st.s.files[len(st.s.files)-1] && !st.s.fresh
	var also func(context.Context, *sql.Tx) error
	if here {
		also = func(ctx context.Context, tx *sql.Tx) error { return empty(ctx, tx, e.Seq) }
	}
	if _, err := st.s.append(ctx, also, d); err != nil {
		return err
	}
	if !here {
		if err := st.s.emptyIn(ctx, f, e.Seq); err != nil {
			return err
		}
	}
	st.s.settle(ctx, f)
	if err := st.saveIndexLocked(); err != nil {
		_ = st.s.o.Disk.Remove(filepath.Join(st.s.dir, indexFile))
		return err
	}
	return nil
}

type execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// empty removes the content of one entry; the file overwrites it with zeros.
func empty(ctx context.Context, x execer, seq int64) error {
	_, err := x.ExecContext(ctx, "UPDATE sealed SET head = NULL, body = NULL WHERE seq = ?", seq)
	return err
}

// emptyIn is the one case in which an older or damaged file is written to:
// what must be erased must go.
func (s *Store) emptyIn(ctx context.Context, f *file, seq int64) error {
	if err := s.openWriter(ctx, f, nil); err != nil {
		return s.storeError(err)
	}
	if err := empty(ctx, f.w, seq); err != nil {
		s.drop(f)
		return s.storeError(err)
	}
	return nil
}

// settle moves the log into the file and empties it, so that nothing erased
// stays in the log.
func (s *Store) settle(ctx context.Context, f *file) {
	if f.w != nil {
		_, _ = f.w.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	}
}

// finishErasures empties entries that have a tombstone in a later file but are
// still there, since the program was stopped in between. Only what staff signed is obeyed,
// with a key that an unlocking proved.
func (s *Store) finishErasures(ctx context.Context) {
	r := s.reader()
	if s.plain.Format > 1 && (!r.trust.Proved || !s.covered) {
		return
	}
	for _, f := range s.files {
		if f.r == nil || f.first == 0 {
			continue
		}
		said, _ := f.entries(ctx, f.r, "kind = ? ORDER BY seq", string(chain.KindTombstone)) // what cannot be read waits
		var gone []chain.ID
		for _, e := range said {
			if r.counts(e) {
				gone = append(gone, e.Refers)
			}
		}
		for _, g := range s.files {
			if g.n < f.n && g.r != nil && g.first > 0 {
				s.finishIn(ctx, g, gone)
			}
		}
	}
}

func (s *Store) finishIn(ctx context.Context, f *file, gone []chain.ID) {
	for _, id := range gone {
		var seq int64
		err := f.r.QueryRowContext(ctx, "SELECT sealed.seq FROM sealed JOIN entry USING (seq) WHERE id = ? AND body IS NOT NULL", id[:]).Scan(&seq)
		if err == nil && s.emptyIn(ctx, f, seq) == nil {
			s.settle(ctx, f)
		}
	}
}

// Due lists what has been kept long enough and is not on hold, the oldest
// first.
func (st *Staff) Due(ctx context.Context, r Retention) ([]Row, error) {
	rows, err := st.Search(ctx, Query{})
	if err != nil {
		return nil, err
	}
	now := st.s.o.Now()
	var due []Row
	for _, row := range slices.Backward(rows) {
		if row.Archive == (chain.ID{}) && !row.Held && !row.About.Finished.IsZero() && r.ends(row.About).Before(now) {
			due = append(due, row)
		}
	}
	return due, nil
}

// Prune erases what is due. progress, if any, is called after each.
func (st *Staff) Prune(ctx context.Context, r Retention, progress func(done, total int)) ([]Row, error) {
	due, err := st.Due(ctx, r)
	if err != nil {
		return nil, err
	}
	for i, row := range due {
		if err := ctx.Err(); err != nil {
			return due[:i], err
		}
		if err := st.Erase(ctx, row.ID, "the time of keeping is over"); err != nil {
			return due[:i], fmt.Errorf("stopped after %d of %d: %w", i, len(due), err)
		}
		if progress != nil {
			progress(i+1, len(due))
		}
	}
	return due, nil
}
