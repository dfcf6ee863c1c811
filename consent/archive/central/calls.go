package central

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"eclaire/consent/archive/chain"
)

// Call is somebody at another kiosk who calls for the team. It tells nothing of a patient.
type Call struct {
	Kiosk string // its name, "" if it has none
	Since time.Time
}

// Calls lets this kiosk call, and tells of the calls of others. Its methods return after a
// few seconds at most.
type Calls struct {
	server *Waiting
	id     chain.ID
	name   string
}

// Calls gives the calls of a kiosk's archive, under the name by which others know it.
func (s *Server) Calls(id chain.ID, name string) *Calls { return &Calls{s.Waiting(), id, name} }

// longestCall is after how long a call that nobody ended is not shown any more.
const longestCall = 12 * time.Hour

// Call shows on the other kiosks that somebody calls here.
func (c *Calls) Call(ctx context.Context, since time.Time) error {
	return c.server.do(ctx, func(ctx context.Context, p *pgx.Conn) error {
		_, err := p.Exec(ctx, "INSERT INTO eclaire.call (archive, name, since) VALUES ($1, $2, $3) ON CONFLICT (archive) DO UPDATE SET name = excluded.name, since = excluded.since",
			c.id[:], c.name, since)
		return err
	})
}

// Over ends the call of this kiosk, if there is one, and those that nobody ended.
func (c *Calls) Over(ctx context.Context, now time.Time) error {
	return c.server.do(ctx, func(ctx context.Context, p *pgx.Conn) error {
		_, err := p.Exec(ctx, "DELETE FROM eclaire.call WHERE archive = $1 OR since < $2", c.id[:], now.Add(-longestCall))
		return err
	})
}

// Others gives the calls of the other kiosks, the oldest first.
func (c *Calls) Others(ctx context.Context, now time.Time) (out []Call, err error) {
	err = c.server.do(ctx, func(ctx context.Context, p *pgx.Conn) error {
		rows, err := p.Query(ctx, "SELECT name, since FROM eclaire.call WHERE archive <> $1 AND since >= $2 ORDER BY since LIMIT 20", c.id[:], now.Add(-longestCall))
		if err != nil {
			return err
		}
		out, err = pgx.CollectRows(rows, func(r pgx.CollectableRow) (call Call, err error) {
			return call, r.Scan(&call.Kiosk, &call.Since)
		})
		return err
	})
	return out, err
}
