package central

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// schema is the version of the tables that this program knows: the number of
// the last migration.
const schema = 2

// versionTable is where goose notes what was done to the tables.
const versionTable = "eclaire.version"

// lockKey keeps two kiosks from making tables at the same time.
const lockKey = 0x45636c4d // "EclM"

// version gives the version of the tables that are there, 0 for none.
func version(ctx context.Context, q interface {
	QueryRow(context.Context, string, ...any) pgx.Row
}) (v int64, err error) {
	err = q.QueryRow(ctx, "SELECT coalesce(max(version_id), 0) FROM "+versionTable+" WHERE is_applied").Scan(&v)
	var pg *pgconn.PgError
	if errors.As(err, &pg) && (pg.Code == "42P01" || pg.Code == "3F000") {
		return 0, nil
	}
	return v, err
}

// migrate brings the tables to the version of this program. Only one kiosk does
// it; the others wait for it, or fail and try again. Tables of a newer program
// are not touched.
func (s *Server) migrate(ctx context.Context) error {
	return s.within(ctx, migrationBytes, func(ctx context.Context, c *pgx.Conn) error { return migrateWith(ctx, c, migrations) })
}

// migrationBytes stands for the many small steps that making tables takes over
// a slow line.
const migrationBytes = 20 * slowest

// prepare is migrate for who reads or writes a little: once it succeeded, it is
// not tried again by this Server.
func (s *Server) prepare(ctx context.Context) error {
	if s.prepared.Load() {
		return nil
	}
	err := s.migrate(ctx)
	if err == nil {
		s.prepared.Store(true)
	}
	return err
}

func migrateWith(ctx context.Context, c *pgx.Conn, from fs.FS) error {
	done, err := upToDate(ctx, c)
	if err != nil || done {
		return err
	}
	if err := holdLock(ctx, c); err != nil {
		return err
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
		defer cancel()
		if _, err := c.Exec(ctx, "SELECT pg_advisory_unlock($1)", lockKey); err != nil {
			_ = c.Close(ctx) // the lock goes with the connection
		}
	}()
	if done, err = upToDate(ctx, c); err != nil || done {
		return err
	}
	return makeTables(ctx, c, from)
}

func upToDate(ctx context.Context, c *pgx.Conn) (bool, error) {
	v, err := version(ctx, c)
	if v > schema {
		return false, ErrNewer
	}
	return v == schema, err
}

// known refuses tables of a newer program. It is asked before every step, since
// another kiosk may be updated while this program runs.
func known(ctx context.Context, c *pgx.Conn) error {
	v, err := version(ctx, c)
	if err == nil && v > schema {
		err = ErrNewer
	}
	return err
}

// holdLock waits for the lock without blocking in the server, where waiting
// would hold back others.
func holdLock(ctx context.Context, c *pgx.Conn) error {
	for {
		var mine bool
		if err := c.QueryRow(ctx, "SELECT pg_try_advisory_lock($1)", lockKey).Scan(&mine); err != nil || mine {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func makeTables(ctx context.Context, c *pgx.Conn, from fs.FS) error {
	if _, err := c.Exec(ctx, "CREATE SCHEMA IF NOT EXISTS eclaire"); err != nil {
		return err
	}
	db := stdlib.OpenDB(*c.Config())
	defer db.Close()
	db.SetMaxOpenConns(2)
	sub, err := fs.Sub(from, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectPostgres, db, sub, goose.WithTableName(versionTable), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("failed to read the migrations: %w", err)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("failed to make the tables: %w", err)
	}
	return nil
}
