package central

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// migrationTime is how long making or growing the tables may take.
const migrationTime = 10 * time.Minute

// Migrate makes the tables, or brings those of an older program to the form that this one
// knows; tables of a newer program are not touched. It is done in the name of their owner,
// never by a kiosk. kiosk, unless it is empty, is the role of the kiosks, which gets the
// rights that they need and no more.
func (s *Server) Migrate(ctx context.Context, kiosk string) error {
	ctx, cancel := context.WithTimeout(ctx, migrationTime)
	defer cancel()
	c, err := s.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer c.Release()
	if err := migrateWith(ctx, c.Conn(), migrations); err != nil {
		return err
	}
	if kiosk == "" {
		return nil
	}
	return grant(ctx, c.Conn(), kiosk)
}

// grants are the rights of a kiosk; %s is its role. It changes no entry but for its
// encrypted content, and removes prepared cases and calls alone.
var grants = []string{
	"REVOKE ALL ON ALL TABLES IN SCHEMA eclaire FROM %s",
	"GRANT USAGE ON SCHEMA eclaire TO %s",
	"GRANT SELECT ON ALL TABLES IN SCHEMA eclaire TO %s",
	"GRANT INSERT ON eclaire.archive, eclaire.entry, eclaire.head, eclaire.waiting, eclaire.call TO %s",
	"GRANT UPDATE (name, public_key, gen, kiosks, name_sign) ON eclaire.archive TO %s",
	"GRANT UPDATE (gen, head, body, head_now, body_now) ON eclaire.entry TO %s",
	"GRANT UPDATE (file, seq, hash, day, sign) ON eclaire.head TO %s",
	"GRANT UPDATE, DELETE ON eclaire.waiting, eclaire.call TO %s",
}

func grant(ctx context.Context, c *pgx.Conn, kiosk string) error {
	tx, err := c.Begin(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	for _, g := range grants {
		if _, err := tx.Exec(ctx, fmt.Sprintf(g, pgx.Identifier{kiosk}.Sanitize())); err != nil {
			return fmt.Errorf("failed to give the kiosks' role its rights: %w", err)
		}
	}
	return tx.Commit(ctx)
}

// Owns tells whether this program's own role could change the tables and their rules, since
// it owns them or is an administrator.
func (s *Server) Owns(ctx context.Context) (owns bool, err error) {
	err = s.within(ctx, 0, func(ctx context.Context, c *pgx.Conn) error {
		return c.QueryRow(ctx, "SELECT coalesce(bool_or(pg_has_role(relowner, 'USAGE')), false) FROM pg_class WHERE oid = to_regclass('eclaire.entry')").Scan(&owns)
	})
	return owns, err
}
