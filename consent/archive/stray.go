package archive

import (
	"context"

	"eclaire/consent/archive/chain"
)

// stray is where the content of a consent lies whose own row is damaged. What
// was encrypted says itself which entry it is.
type stray struct {
	f   *file
	seq int64
}

// findStrays looks through a damaged file for contents without a healthy row.
// It needs the store's and the index's lock.
func (st *Staff) findStrays(ctx context.Context, f *file, healthy map[int64]bool) error {
	keys, err := st.use()
	if err != nil {
		return err
	}
	for seq := f.first; seq <= max(f.last.Seq, st.s.marker.upTo(f.n)); seq++ {
		if healthy[seq] {
			continue
		}
		p, err := f.stray(ctx, chain.ID{}, seq)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil || p.Head == nil {
			continue
		}
		b, err := chain.Decrypt(keys, p.Head)
		var id chain.ID
		if err != nil || len(b) < len(chain.MagicHead)+1+len(id) {
			continue
		}
		copy(id[:], b[len(chain.MagicHead)+1:])
		p.Entry.ID = id
		h, err := p.Inside(keys)
		if err != nil || h.About == nil {
			continue
		}
		st.index.add(Row{File: f.n, Seq: seq, ID: id, About: *h.About, Stray: true}, false)
		st.index.strays[id] = stray{f, seq}
	}
	return nil
}

// stray gives an entry in place of one whose row is damaged.
func (x *index) stray(id chain.ID) (*file, int64, bool) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	s, ok := x.strays[id]
	return s.f, s.seq, ok
}

// stray gives the content of an entry whose row is damaged: no digest says what it must
// be, only what was encrypted itself.
func (f *file) stray(ctx context.Context, id chain.ID, seq int64) (chain.Parcel, error) {
	p := chain.Parcel{Entry: chain.Entry{File: f.n, Seq: seq, ID: id, Kind: chain.KindConsent, Form: f.form}}
	err := f.r.QueryRowContext(ctx, "SELECT gen, head, body FROM sealed WHERE seq = ?", seq).Scan(&p.Gen, &p.Head, &p.Body)
	return p, err
}
