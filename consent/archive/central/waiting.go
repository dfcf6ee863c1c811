package central

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// Waiting keeps the prepared cases of a day for all kiosks. It sees days, ids
// and encrypted bytes. Its methods return after a few seconds at most.
type Waiting struct{ server *Server }

// Waiting gives the server's list of prepared cases.
func (s *Server) Waiting() *Waiting { return &Waiting{s} }

// prompt is how long somebody at the kiosk waits at most.
const prompt = 4 * time.Second

// maxEncrypted bounds one prepared case.
const maxEncrypted = 1 << 20

func (w *Waiting) do(ctx context.Context, step func(context.Context, *pgx.Conn) error) error {
	ctx, cancel := context.WithTimeout(ctx, prompt)
	defer cancel()
	if err := w.server.prepare(ctx); err != nil {
		return err
	}
	return w.server.within(ctx, 0, func(ctx context.Context, c *pgx.Conn) error {
		if err := known(ctx, c); err != nil {
			return err
		}
		return step(ctx, c)
	})
}

// Put keeps a case, in place of what was there under its id.
func (w *Waiting) Put(ctx context.Context, day string, id [16]byte, encrypted []byte) error {
	return w.do(ctx, func(ctx context.Context, c *pgx.Conn) error {
		_, err := c.Exec(ctx, "INSERT INTO eclaire.waiting (id, day, body) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET day = excluded.day, body = excluded.body",
			id[:], day, encrypted)
		return err
	})
}

// All gives the cases of a day.
func (w *Waiting) All(ctx context.Context, day string) (map[[16]byte][]byte, error) {
	out := map[[16]byte][]byte{}
	err := w.do(ctx, func(ctx context.Context, c *pgx.Conn) error {
		rows, err := c.Query(ctx, "SELECT id, body FROM eclaire.waiting WHERE day = $1 AND octet_length(body) <= $2", day, maxEncrypted)
		if err != nil {
			return err
		}
		var id, body []byte
		_, err = pgx.ForEachRow(rows, []any{&id, &body}, func() error {
			out[[16]byte(id)] = append([]byte(nil), body...)
			return nil
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Remove takes a case off the list. It may be gone already.
func (w *Waiting) Remove(ctx context.Context, id [16]byte) error {
	return w.do(ctx, func(ctx context.Context, c *pgx.Conn) error {
		_, err := c.Exec(ctx, "DELETE FROM eclaire.waiting WHERE id = $1", id[:])
		return err
	})
}

// Sweep removes the cases of earlier days.
func (w *Waiting) Sweep(ctx context.Context, day string) error {
	return w.do(ctx, func(ctx context.Context, c *pgx.Conn) error {
		_, err := c.Exec(ctx, "DELETE FROM eclaire.waiting WHERE day < $1", day)
		return err
	})
}
