package archive

import (
	"context"
	"errors"

	"eclaire/consent"
	"eclaire/consent/archive/chain"
)

// Records reads every record that is not erased, those of other kiosks too, for what
// is counted of all (see package numbers). The audit trail keeps that it was done.
// What cannot be read is left out, and counted. progress may be nil.
func (st *Staff) Records(ctx context.Context, visit func(consent.Record), progress func(done, total int64)) (unread int, err error) {
	if err := st.Act(ctx, "numbers", chain.ID{}, ""); err != nil {
		return 0, err
	}
	rows, err := st.Search(ctx, Query{})
	if err != nil {
		return 0, err
	}
	for i, row := range rows {
		d, err := st.read(ctx, row.ID)
		if errors.Is(err, ErrLocked) || ctx.Err() != nil {
			return unread, errors.Join(err, ctx.Err())
		}
		if r, parseErr := consent.ParseRecord(d.Session); err == nil && parseErr == nil {
			visit(r)
		} else if !errors.Is(err, ErrErased) {
			unread++
		}
		if progress != nil {
			progress(int64(i+1), int64(len(rows)))
		}
	}
	return unread, nil
}
