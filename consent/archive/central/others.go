package central

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
)

// Others serves archive.Options.Elsewhere: what all kiosks sent.
type Others struct{ server *Server }

// Others gives what all kiosks sent. Its methods give up by themselves when the
// server does not answer.
func (s *Server) Others() *Others { return &Others{s} }

var _ archive.Elsewhere = (*Others)(nil)

// Archives lists the archives of all kiosks, the one registered first at the
// beginning.
func (o *Others) Archives(ctx context.Context) (out []chain.Deposit, err error) {
	if err := o.server.seen(ctx); err != nil {
		return nil, err
	}
	err = o.server.within(ctx, 0, func(ctx context.Context, c *pgx.Conn) (err error) {
		out, err = deposits(ctx, c)
		return err
	})
	return out, err
}

// deposits lists the archives that are on the server.
func deposits(ctx context.Context, q interface {
	Query(context.Context, string, ...any) (pgx.Rows, error)
}) (out []chain.Deposit, err error) {
	rows, err := q.Query(ctx, "SELECT id, name, first_key, public_key, gen, kiosks, name_sign FROM eclaire.archive ORDER BY registered, id")
	if err != nil {
		return nil, err
	}
	var id, sign []byte
	var d chain.Deposit
	_, err = pgx.ForEachRow(rows, []any{&id, &d.Name, &d.First, &d.Key, &d.Gen, &d.Kiosks, &sign}, func() error {
		d.Archive, d.NameSign = chain.ID(id), chain.Signature{}
		copy(d.NameSign[:], sign)
		out = append(out, d)
		return nil
	})
	return out, err
}

// seen refuses tables that this program does not know.
func (s *Server) seen(ctx context.Context) error { return s.within(ctx, 0, ready) }

const parcelColumns = `file, seq, id, kind, day, zone, refers, tag, note, head_sum, body_sum, prev, hash, gen, head, head_now, body_now,
	form, head_text, body_text, sign, word`

// scan reads parcelColumns, and further columns into more.
func scan(row pgx.CollectableRow, more ...any) (p chain.Parcel, err error) {
	var id, refers, tag, headSum, bodySum, prev, hash, headNow, bodyNow, headText, bodyText, sign, word []byte
	e := &p.Entry
	into := append([]any{&e.File, &e.Seq, &id, &e.Kind, &e.Day, &e.Zone, &refers, &tag, &e.Note, &headSum, &bodySum, &prev, &hash,
		&p.Gen, &p.Head, &headNow, &bodyNow, &e.Form, &headText, &bodyText, &sign, &word}, more...)
	if err := row.Scan(into...); err != nil {
		return p, err
	}
	for _, b := range []struct{ to, from []byte }{{e.ID[:], id}, {e.Refers[:], refers}, {e.Tag[:], tag}, {e.HeadSum[:], headSum},
		{e.BodySum[:], bodySum}, {e.Prev[:], prev}, {e.Hash[:], hash}, {p.HeadNow[:], headNow}, {p.BodyNow[:], bodyNow},
		{e.HeadText[:], headText}, {e.BodyText[:], bodyText}, {e.Sign[:], sign}, {e.Word[:], word}} {
		copy(b.to, b.from)
	}
	return p, nil
}

// page is how many entries are asked for at once.
const page = 1000

// Entries visits the entries of an archive in order, without their bodies.
func (o *Others) Entries(ctx context.Context, a chain.ID, visit func(chain.Parcel) error) error {
	for at := (place{}); ; {
		var got []chain.Parcel
		err := o.server.within(ctx, page*1500, func(ctx context.Context, c *pgx.Conn) error {
			if err := known(ctx, c); err != nil {
				return err
			}
			rows, err := c.Query(ctx, "SELECT "+parcelColumns+" FROM eclaire.entry WHERE archive = $1 AND (file, seq) > ($2, $3) ORDER BY file, seq LIMIT $4",
				a[:], at.file, at.seq, page)
			if err != nil {
				return err
			}
			got, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (chain.Parcel, error) { return scan(row) })
			return err
		})
		if err != nil {
			return err
		}
		for _, p := range got {
			if err := visit(p); err != nil {
				return err
			}
		}
		if len(got) < page {
			return nil
		}
		last := got[len(got)-1].Entry
		at = place{last.File, last.Seq}
	}
}

// usualBody is how large a body is expected to be, to know how long to wait.
const usualBody = 1 << 20

// Entry gives one entry with its body, or archive.ErrNoEntry.
func (o *Others) Entry(ctx context.Context, a, id chain.ID) (p chain.Parcel, err error) {
	err = o.server.within(ctx, usualBody, func(ctx context.Context, c *pgx.Conn) error {
		if err := known(ctx, c); err != nil {
			return err
		}
		p, err = entry(ctx, c, "archive = $1 AND id = $2", a[:], id[:])
		return err
	})
	return p, err
}

func entry(ctx context.Context, c *pgx.Conn, which string, args ...any) (p chain.Parcel, err error) {
	rows, err := c.Query(ctx, "SELECT "+parcelColumns+", body FROM eclaire.entry WHERE "+which, args...)
	if err != nil {
		return p, err
	}
	p, err = pgx.CollectExactlyOneRow(rows, func(row pgx.CollectableRow) (chain.Parcel, error) {
		var body []byte
		p, err := scan(row, &body)
		p.Body = body
		return p, err
	})
	if errors.Is(err, pgx.ErrNoRows) {
		err = archive.ErrNoEntry
	}
	return p, err
}
