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
const schema = 3

// versionTable is where goose notes what was done to the tables.
const versionTable = "eclaire.version"

// lockKey keeps two programs from making tables at the same time.
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

// ErrTables says that the tables are missing, or those of an older program. Kiosks make
// none: they go on by themselves until somebody does.
var ErrTables = errors.New("the clinic's server has no tables for this program yet, or older ones: run eclaire archive server migrate --owner URL " +
	"on any kiosk. Until then everything is kept here, and it is sent afterwards")

// ready refuses tables that this program does not know.
func ready(ctx context.Context, c *pgx.Conn) error {
	v, err := version(ctx, c)
	switch {
	case err != nil:
		return err
	case v > schema:
		return ErrNewer
	case v == 0:
		return notOurs(ctx, c)
	case v < schema:
		return ErrTables
	}
	return nil
}

// notOurs tells tables that are missing from others under the same names.
func notOurs(ctx context.Context, c *pgx.Conn) error {
	var there bool
	if err := c.QueryRow(ctx, "SELECT to_regclass('eclaire.entry') IS NOT NULL OR to_regclass('eclaire.archive') IS NOT NULL").Scan(&there); err != nil {
		return err
	}
	if there {
		return ErrForeign
	}
	return ErrTables
}

// prepare is ready for who reads or writes a little: once it succeeded, it is not tried
// again by this Server.
func (s *Server) prepare(ctx context.Context) error {
	if s.prepared.Load() {
		return nil
	}
	err := s.within(ctx, 0, ready)
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
