package archive

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"eclaire/consent/archive/chain"
)

const parcelJoin = `,

		coalesce(sealed.gen, 0), sealed.head, sealed.body, resealed.head_sum, resealed.body_sum
	FROM entry LEFT JOIN sealed USING (seq) LEFT JOIN resealed ON resealed.seq = entry.seq AND resealed.gen = sealed.gen`

// parcels asks for entries with their content.
func (f *file) parcels() string { return "SELECT " + f.columns("entry.") + parcelJoin }

func (f *file) scanParcel(row interface{ Scan(...any) error }) (p chain.Parcel, err error) {
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

func (f *file) parcel(ctx context.Context, seq int64) (chain.Parcel, error) {
	if f.r == nil {
		return chain.Parcel{}, sql.ErrConnDone
	}
	return f.parcelBy(ctx, f.r, seq)
}

func (f *file) parcelBy(ctx context.Context, q querier, seq int64) (chain.Parcel, error) {
	p, err := f.scanParcel(q.QueryRowContext(ctx, f.parcels()+" WHERE entry.seq = ?", seq))
	if f.refusedBy(err) {
		return chain.Parcel{}, err
	}
	if err != nil { // the content alone may be damaged
		e, entryErr := f.entry(ctx, seq)
		if entryErr != nil {
			return chain.Parcel{}, entryErr
		}
		p = chain.Parcel{Entry: e}
	}
	return p, nil
}

// headOf gives an entry with the small part alone, for the index.
func (f *file) headOf(ctx context.Context, e chain.Entry) (p chain.Parcel, err error) {
	p.Entry = e
	var now []byte
	err = f.r.QueryRowContext(ctx, `SELECT sealed.gen, sealed.head, resealed.head_sum FROM sealed
		LEFT JOIN resealed ON resealed.seq = sealed.seq AND resealed.gen = sealed.gen WHERE sealed.seq = ?`, e.Seq).Scan(&p.Gen, &p.Head, &now)
	copy(p.HeadNow[:], now)
	if head, _ := p.Sums(); err == nil && p.Head != nil && chain.SumOf(p.Head) != head {
		err = chain.ErrUnpack
	}
	return p, err
}

func (f *file) search(ctx context.Context, id chain.ID) (found chain.Entry, err error) {
	err = sql.ErrNoRows
	_, eachErr := f.each(ctx, f.first, f.last.Seq, func(e chain.Entry) {
		if e.ID == id {
			found, err = e, nil
		}
	})
	return found, errors.Join(err, eachErr)
}

// columns are those of an entry, in the order that scanEntry reads; of names the table
// where others are joined.
func (f *file) columns(of string) string {
	c := "{}seq, {}id, kind, day, zone, refers, tag, note, {}head_sum, {}body_sum, prev, hash, "
	if f.form > 1 {
		c += "head_text, body_text, sign, word"
	} else {
		c += "NULL, NULL, NULL, NULL"
	}
	return strings.ReplaceAll(c, "{}", of)
}

// scanEntry reads one row of columns, and further columns into more.
func (f *file) scanEntry(row interface{ Scan(...any) error }, more ...any) (e chain.Entry, err error) {
	var id, refers, tag, head, body, prev, hash, headText, bodyText, sign, word []byte
	e.File, e.Form = f.n, f.form
	into := append([]any{&e.Seq, &id, &e.Kind, &e.Day, &e.Zone, &refers, &tag, &e.Note, &head, &body, &prev, &hash, &headText, &bodyText, &sign, &word}, more...)
	if err := row.Scan(into...); err != nil {
		return e, err
	}
	copy(e.ID[:], id)
	copy(e.Refers[:], refers)
	copy(e.Tag[:], tag)
	copy(e.HeadSum[:], head)
	copy(e.BodySum[:], body)
	copy(e.Prev[:], prev)
	copy(e.Hash[:], hash)
	copy(e.HeadText[:], headText)
	copy(e.BodyText[:], bodyText)
	copy(e.Sign[:], sign)
	copy(e.Word[:], word)
	return e, nil
}

// entries gives the entries of a condition in SQL, as far as they can be read.
func (f *file) entries(ctx context.Context, q querier, where string, args ...any) (out []chain.Entry, err error) {
	rows, err := q.QueryContext(ctx, "SELECT "+f.columns("")+" FROM entry WHERE "+where, args...)
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		e, scanErr := f.scanEntry(rows)
		if err = errors.Join(err, scanErr); scanErr == nil {
			out = append(out, e)
		}
	}
	return out, errors.Join(err, rows.Err(), rows.Close())
}
