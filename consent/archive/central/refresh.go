package central

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"eclaire/consent/archive/chain"
)

// place is where an entry stands.
type place struct {
	file int
	seq  int64
}

// stale lists entries whose content on the server is of an older key, or is not
// there without having been erased.
const stale = `SELECT file, seq FROM eclaire.entry WHERE archive = $1 AND (file, seq) > ($2, $3)
	AND (gen < $4 OR head IS NULL AND NOT eclaire.erased(archive, id))
	ORDER BY file, seq LIMIT 200`

// refill puts the content of an entry in. It never brings back what was erased,
// nor replaces a newer key's.
const refill = `UPDATE eclaire.entry SET gen = $4, head = $5, body = $6, head_now = $7, body_now = $8
	WHERE archive = $1 AND id = $2 AND hash = $3 AND (head IS NOT NULL AND gen < $4 OR head IS NULL AND gen <= $4 AND NOT eclaire.erased(archive, id))`

// regen notes the digests of what was encrypted anew and then erased: those of
// its file are checked together.
const regen = `UPDATE eclaire.entry SET gen = $4, head_now = $5, body_now = $6
	WHERE archive = $1 AND id = $2 AND hash = $3 AND head IS NULL AND gen < $4`

// refresh replaces what was encrypted anew after a change of key, and fills in
// what could not be read here when the entry was sent. It can be stopped at any
// moment: what is done is seen by what lies there.
func (d *Sender) refresh(ctx context.Context) error {
	var after place
	for {
		var places []place
		err := d.server.within(ctx, 0, func(ctx context.Context, c *pgx.Conn) (err error) {
			places, err = staleAfter(ctx, c, d.public, after)
			return err
		})
		if err != nil {
			return err
		}
		if len(places) == 0 {
			d.rekeying = false
			return nil
		}
		for len(places) > 0 {
			n, err := d.refreshSome(ctx, places)
			if err != nil {
				return err
			}
			after, places = places[n-1], places[n:]
		}
	}
}

func staleAfter(ctx context.Context, c *pgx.Conn, p chain.Public, after place) (out []place, err error) {
	rows, err := c.Query(ctx, stale, p.Archive[:], after.file, after.seq, p.Gen)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (at place, err error) {
		err = row.Scan(&at.file, &at.seq)
		return at, err
	})
}

// refreshSome replaces some in one transaction, and gives how many it looked at.
func (d *Sender) refreshSome(ctx context.Context, places []place) (n int, err error) {
	var parcels []chain.Parcel
	for _, at := range places {
		p, err := d.store.Parcel(ctx, at.file, at.seq)
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
		n++
		if anew := p.HeadNow != (chain.Hash{}); err == nil && (p.Whole() || anew && !p.Damaged) {
			parcels = append(parcels, p)
		}
		if sizeOf(parcels) >= d.bounds.Bytes {
			break
		}
	}
	if len(parcels) == 0 {
		return n, nil
	}
	err = d.server.within(ctx, sizeOf(parcels), func(ctx context.Context, c *pgx.Conn) error {
		return replace(ctx, c, d.public.Archive, parcels)
	})
	d.adapt(err)
	return n, err
}

func replace(ctx context.Context, c *pgx.Conn, a chain.ID, parcels []chain.Parcel) error {
	tx, err := begin(ctx, c, a)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	for _, p := range parcels {
		if p.Head == nil {
			if _, err := tx.Exec(ctx, regen, a[:], p.Entry.ID[:], p.Entry.Hash[:], p.Gen, chain.OrNil(p.HeadNow[:]), chain.OrNil(p.BodyNow[:])); err != nil {
				return fmt.Errorf("failed to note the digests of an erased entry: %w", err)
			}
			continue
		}
		if _, err := tx.Exec(ctx, refill, a[:], p.Entry.ID[:], p.Entry.Hash[:], p.Gen, p.Head, p.Body, chain.OrNil(p.HeadNow[:]), chain.OrNil(p.BodyNow[:])); err != nil {
			return fmt.Errorf("failed to replace the content of an entry: %w", err)
		}
	}
	return tx.Commit(ctx)
}
