package archive

import "context"

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
		c, err := f.content(ctx, seq)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil || c.head == nil {
			continue
		}
		b, err := decrypt(keys, c.head)
		var id ID
		if err != nil || len(b) < len(magicHead)+len(id) {
			continue
		}
		copy(id[:], b[len(magicHead):])
		h, err := unpackHead(id, b)
		if err != nil || h.About == nil {
			continue
		}
		st.index.add(Row{File: f.n, Seq: seq, ID: id, About: *h.About, Stray: true}, false)
		st.index.strays[id] = stray{f, seq}
	}
	return nil
}

// stray gives an entry in place of one whose row is damaged.
func (x *index) stray(id ID) (*file, Entry, bool) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	s, ok := x.strays[id]
	if !ok {
		return nil, Entry{}, false
	}
	return s.f, Entry{File: s.f.n, Seq: s.seq, ID: id, Kind: KindConsent}, true
}
