package central

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Options change how the server is used. The zero value serves.
type Options struct {
	Now         func() time.Time // nil: time.Now
	Connect     time.Duration    // how long connecting may take; 0: five seconds
	Step        time.Duration    // how long one step may take, besides what its bytes need; 0: twenty seconds
	FirstWait   time.Duration    // after the first failure; 0: one second
	LongestWait time.Duration    // after many; 0: five minutes
	Idle        time.Duration    // how often the server is asked when there is nothing to send; 0: one minute
}

func (o Options) filled() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	for _, d := range []struct {
		is    *time.Duration
		usual time.Duration
	}{{&o.Connect, 5 * time.Second}, {&o.Step, 20 * time.Second}, {&o.FirstWait, time.Second}, {&o.LongestWait, 5 * time.Minute}, {&o.Idle, time.Minute}} {
		if *d.is == 0 {
			*d.is = d.usual
		}
	}
	return o
}

// Server is a PostgreSQL database that several kiosks share. Its methods may be
// called from several goroutines.
type Server struct {
	o        Options
	pool     *pgxpool.Pool
	prepared atomic.Bool // the tables were seen as this program knows them
}

// maxConnections of one kiosk: one sends, the others serve staff.
const maxConnections = 3

// The ways in which a postgres:// address can be wrong.
var (
	ErrAddress = errors.New("the address of the server must be like postgres://user@host/database?sslmode=verify-full&passfile=/path")
	ErrTLS     = errors.New("the server is on another machine: its address must say sslmode=verify-full (or verify-ca), and may name the file of its certificate authority as sslrootcert=")
	ErrPass    = errors.New("the file with the password is missing, cannot be read, or can be read by others (chmod 600)")
	ErrRoot    = errors.New("the file of the certificate authority (sslrootcert) is missing or cannot be read")
)

// Open reads the address of a server, a postgres:// URL, without connecting:
// whether the server answers, a Sender's Status tells. The password is best
// given by a file in PostgreSQL's own form (passfile=, see "The Password File"
// in its manual), which is read again for each connection. Errors never hold
// the password.
func Open(ctx context.Context, dsn string, o Options) (*Server, error) {
	s := &Server{o: o.filled()}
	config, err := parse(dsn)
	if err != nil {
		return nil, err
	}
	config.MaxConns = maxConnections
	config.MinConns = 0
	config.MaxConnIdleTime = 5 * time.Minute
	config.ConnConfig.ConnectTimeout = s.o.Connect
	config.ConnConfig.DialFunc = (&net.Dialer{Timeout: s.o.Connect, KeepAlive: 15 * time.Second}).DialContext
	params := config.ConnConfig.RuntimeParams
	params["application_name"] = "eclaire"
	params["lock_timeout"] = "10000"
	params["idle_in_transaction_session_timeout"] = "120000"
	config.BeforeConnect = func(_ context.Context, c *pgx.ConnConfig) error {
		again, err := parse(dsn) // the password may have been changed since
		if err != nil {
			return err
		}
		c.Password = again.ConnConfig.Password
		return nil
	}
	if s.pool, err = pgxpool.NewWithConfig(ctx, config); err != nil {
		return nil, ErrAddress
	}
	return s, nil
}

// Close ends all connections. Senders must be stopped before. It does not wait
// long for a server that does not answer.
func (s *Server) Close() {
	closed := make(chan struct{})
	go func() {
		s.pool.Close()
		close(closed)
	}()
	select {
	case <-closed:
	case <-time.After(time.Second):
	}
}

// parse reads an address; what the library says of it may hold the password and
// is not passed on.
func parse(dsn string) (*pgxpool.Config, error) {
	u, err := url.Parse(dsn)
	if err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql" || u.Host == "" && !u.Query().Has("host") {
		return nil, ErrAddress
	}
	if file := u.Query().Get("passfile"); file != "" {
		if err := checkPassfile(file); err != nil {
			return nil, err
		}
	}
	config, err := pgxpool.ParseConfig(dsn)
	var path *fs.PathError
	switch {
	case err != nil && (errors.As(err, &path) || strings.Contains(err.Error(), "CA file")):
		return nil, ErrRoot
	case err != nil:
		return nil, ErrAddress
	}
	return config, checkTLS(&config.ConnConfig.Config)
}

func checkPassfile(name string) error {
	info, err := os.Stat(name)
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return ErrPass
	}
	f, err := os.Open(name)
	if err != nil {
		return ErrPass
	}
	return f.Close()
}

// checkTLS looks at each way in which a connection may be tried: none to
// another machine may go without checking who answers.
func checkTLS(c *pgconn.Config) error {
	ways := append([]*pgconn.FallbackConfig{{Host: c.Host, Port: c.Port, TLSConfig: c.TLSConfig}}, c.Fallbacks...)
	for _, w := range ways {
		checks := w.TLSConfig != nil && (!w.TLSConfig.InsecureSkipVerify || w.TLSConfig.VerifyPeerCertificate != nil || w.TLSConfig.VerifyConnection != nil)
		if !checks && !local(w.Host) {
			return ErrTLS
		}
	}
	return nil
}

// local tells whether a host is this machine.
func local(host string) bool {
	if strings.HasPrefix(host, "/") || strings.HasPrefix(host, "@") || host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// within runs one step with a connection, bounded in time: Options.Step, and
// more for many bytes, since a line may be slow.
func (s *Server) within(ctx context.Context, bytes int, step func(context.Context, *pgx.Conn) error) error {
	ctx, cancel := context.WithTimeout(ctx, s.o.Step+time.Duration(bytes)*time.Second/slowest)
	defer cancel()
	c, err := s.pool.Acquire(ctx)
	if err != nil {
		return tried(ctx, err)
	}
	defer c.Release()
	return tried(ctx, step(ctx, c.Conn()))
}

// slowest is the least number of bytes a second that a line is expected to carry.
const slowest = 32 << 10

// tried says that it took too long where the library only says that it stopped.
func tried(ctx context.Context, err error) error {
	if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%w: %w", context.DeadlineExceeded, err)
	}
	return err
}
