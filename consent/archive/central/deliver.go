package central

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"eclaire/consent/archive/chain"
)

const insertArchive = `INSERT INTO eclaire.archive (id, name, first_key, public_key, gen, kiosks, name_sign) VALUES ($1, $2, $3, $4, $5, $6, $7)
	ON CONFLICT (id) DO UPDATE SET name = excluded.name, public_key = excluded.public_key, gen = excluded.gen, kiosks = excluded.kiosks, name_sign = excluded.name_sign
	WHERE archive.first_key = excluded.first_key AND archive.gen <= excluded.gen
		AND (archive.name, archive.public_key, archive.gen, archive.kiosks, archive.name_sign)
			IS DISTINCT FROM (excluded.name, excluded.public_key, excluded.gen, excluded.kiosks, excluded.name_sign)`

// register makes the kiosk known, and finds out whether its id is somebody
// else's there.
func register(ctx context.Context, c *pgx.Conn, d chain.Deposit) error {
	p := d.Public
	if _, err := c.Exec(ctx, insertArchive, p.Archive[:], d.Name, p.First, p.Key, p.Gen, p.Kiosks, chain.OrNil(d.NameSign[:])); err != nil {
		return err
	}
	var first string
	if err := c.QueryRow(ctx, "SELECT first_key FROM eclaire.archive WHERE id = $1", p.Archive[:]).Scan(&first); err != nil {
		return err
	}
	if first != p.First {
		return fmt.Errorf("%w: the archive of this id has another key", ErrForeign)
	}
	return nil
}

const insertEntry = `INSERT INTO eclaire.entry (archive, file, seq, id, kind, day, zone, refers, tag, note, head_sum, body_sum, prev, hash, gen, head, body, head_now, body_now,
		form, head_text, body_text, sign, word)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24) ON CONFLICT DO NOTHING`

// empty takes away the content of entries that have a tombstone, wherever both
// stand in what was just sent.
const empty = `UPDATE eclaire.entry e SET head = NULL, body = NULL
	WHERE archive = $1 AND id = ANY($2) AND (head IS NOT NULL OR body IS NOT NULL)
		AND eclaire.erased(archive, id) AND NOT eclaire.held(archive, id)`

// begin starts the transaction of one step and sees that the server is still
// what it was. Two programs with the same archive wait for each other.
func begin(ctx context.Context, c *pgx.Conn, a chain.ID) (pgx.Tx, error) {
	tx, err := c.Begin(ctx)
	if err != nil {
		return nil, err
	}
	v, err := version(ctx, tx)
	if err == nil && v > schema {
		err = ErrNewer
	}
	if err == nil {
		var there int
		err = tx.QueryRow(ctx, "SELECT 1 FROM eclaire.archive WHERE id = $1 FOR UPDATE", a[:]).Scan(&there)
	}
	if err != nil {
		_ = tx.Rollback(ctx)
		return nil, err
	}
	return tx, nil
}

// deliver sends parcels in one transaction. What is there already is left as it
// is; those whose place or id another entry has are given back. erased are the ids of
// entries that staff erased, as far as parcels are these or erase them.
func deliver(ctx context.Context, c *pgx.Conn, a chain.ID, parcels []chain.Parcel, erased []chain.ID) (taken []chain.Parcel, err error) {
	tx, err := begin(ctx, c, a)
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	there, err := insertAll(ctx, tx, a, parcels)
	if err != nil {
		return nil, err
	}
	if len(there) > 0 {
		if taken, err = others(ctx, tx, a, there); err != nil {
			return nil, err
		}
	}
	if err := emptyErased(ctx, tx, a, erased, taken); err != nil {
		return nil, err
	}
	return taken, tx.Commit(ctx)
}

// insertAll gives the parcels that were not inserted.
func insertAll(ctx context.Context, tx pgx.Tx, a chain.ID, parcels []chain.Parcel) (there []chain.Parcel, err error) {
	var b pgx.Batch
	for _, p := range parcels {
		e := p.Entry
		b.Queue(insertEntry, a[:], e.File, e.Seq, e.ID[:], string(e.Kind), e.Day, e.Zone, chain.OrNil(e.Refers[:]), chain.OrNil(e.Tag[:]), e.Note,
			e.HeadSum[:], chain.OrNil(e.BodySum[:]), e.Prev[:], e.Hash[:], p.Gen, p.Head, p.Body, chain.OrNil(p.HeadNow[:]), chain.OrNil(p.BodyNow[:]),
			e.Form, chain.OrNil(e.HeadText[:]), chain.OrNil(e.BodyText[:]), chain.OrNil(e.Sign[:]), chain.OrNil(e.Word[:]))
	}
	r := tx.SendBatch(ctx, &b)
	defer func() { err = errors.Join(err, r.Close()) }()
	for _, p := range parcels {
		tag, err := r.Exec()
		if err != nil {
			return nil, err
		}
		if tag.RowsAffected() == 0 {
			there = append(there, p)
		}
	}
	return there, nil
}

// others gives those that are not there under their own id, place and hash.
func others(ctx context.Context, tx pgx.Tx, a chain.ID, parcels []chain.Parcel) (taken []chain.Parcel, err error) {
	ids := make([][]byte, len(parcels))
	for i := range parcels {
		ids[i] = parcels[i].Entry.ID[:]
	}
	rows, err := tx.Query(ctx, "SELECT id, file, seq, hash FROM eclaire.entry WHERE archive = $1 AND id = ANY($2)", a[:], ids)
	if err != nil {
		return nil, err
	}
	there := map[chain.ID]chain.Position{}
	var id, hash []byte
	var at chain.Position
	_, err = pgx.ForEachRow(rows, []any{&id, &at.File, &at.Seq, &hash}, func() error {
		copy(at.Hash[:], hash)
		there[chain.ID(id)] = at
		return nil
	})
	for _, p := range parcels {
		if there[p.Entry.ID] != (chain.Position{File: p.Entry.File, Seq: p.Entry.Seq, Hash: p.Entry.Hash}) {
			taken = append(taken, p)
		}
	}
	return taken, err
}

// emptyErased empties what staff erased, but for what stands in another place there.
func emptyErased(ctx context.Context, tx pgx.Tx, a chain.ID, erased []chain.ID, not []chain.Parcel) error {
	var ids [][]byte
	for _, id := range erased {
		if !slices.ContainsFunc(not, func(n chain.Parcel) bool { return n.Entry.ID == id || n.Entry.Refers == id }) {
			ids = append(ids, id[:])
		}
	}
	if len(ids) == 0 {
		return nil
	}
	_, err := tx.Exec(ctx, empty, a[:], ids)
	return err
}
