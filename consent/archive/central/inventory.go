package central

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
)

// span is a row of entries without a gap that the server has.
type span struct {
	file     int
	from, to int64
	end      chain.Hash // of the last
}

const inventory = `SELECT s.file, s.low, s.high, e.hash FROM (
		SELECT file, min(seq) AS low, max(seq) AS high FROM (
			SELECT file, seq, seq - row_number() OVER (PARTITION BY file ORDER BY seq) AS run FROM eclaire.entry WHERE archive = $1) r
		GROUP BY file, run) s
	JOIN eclaire.entry e ON e.archive = $1 AND e.file = s.file AND e.seq = s.high ORDER BY s.file, s.low`

// spans asks the server what it has of an archive: after it was restored from
// an older state, that is less than was sent once.
func spans(ctx context.Context, c *pgx.Conn, a chain.ID) (out []span, err error) {
	rows, err := c.Query(ctx, inventory, a[:])
	if err != nil {
		return nil, err
	}
	var s span
	var hash []byte
	_, err = pgx.ForEachRow(rows, []any{&s.file, &s.from, &s.to, &hash}, func() error {
		copy(s.end[:], hash)
		out = append(out, s)
		return nil
	})
	return out, err
}

// compare keeps the spans that the kiosk has in the same way: the hash of the
// last entry covers all before it. The others are sent again, which shows where
// they differ. missing counts entries that the server has and the kiosk lost.
func compare(ctx context.Context, s *archive.Store, there []span) (same []span, missing int64, err error) {
	for _, t := range there {
		p, err := s.Parcel(ctx, t.file, t.to)
		switch {
		case ctx.Err() != nil:
			return nil, 0, ctx.Err()
		case errors.Is(err, archive.ErrNoEntry):
			missing += t.to - max(s.Ends()[t.file], t.from-1)
		case err == nil && p.Entry.Hash == t.end:
			same = append(same, t)
		}
	}
	return same, missing, nil
}

// covering gives the span that a place lies in.
func covering(in []span, file int, seq int64) (span, bool) {
	for _, t := range in {
		if t.file == file && t.from <= seq && seq <= t.to {
			return t, true
		}
	}
	return span{}, false
}
