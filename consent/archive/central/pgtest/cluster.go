//go:build unix

package pgtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Password is that of the user eclaire, who may make databases.
const Password = "geheim-7f3a secret"

// Server is a running cluster.
type Server struct {
	Dir  string // holds data, the log and, with TLS, the certificates
	Port int

	bin  string
	tls  bool
	made bool // the folder
	run  *exec.Cmd
	done chan struct{} // closed when run ended
}

// Option changes how a server is made.
type Option func(*Server)

// WithTLS lets the server take TLS, with a certificate for "localhost" and
// 127.0.0.1 that CA() vouches for.
func WithTLS(s *Server) { s.tls = true }

// WithDir puts the cluster into a folder that is there.
func WithDir(dir string) Option { return func(s *Server) { s.Dir = dir } }

// Start makes a cluster and starts it; it ends with the test. The test is
// skipped when PostgreSQL is not installed, unless ECLAIRE_ALL_TESTS is set.
func Start(t testing.TB, options ...Option) *Server {
	t.Helper()
	s := StartShared(t, options...)
	t.Cleanup(func() {
		s.Kill()
		if s.made {
			_ = os.RemoveAll(s.Dir)
		}
	})
	return s
}

// StartShared is Start for several tests: who calls it ends the server by Kill
// and removes its folder.
func StartShared(t testing.TB, options ...Option) *Server {
	t.Helper()
	s := &Server{bin: Bin(t)}
	for _, o := range options {
		o(s)
	}
	if s.Dir == "" {
		dir, err := os.MkdirTemp("", "eclaire-pg-") // t.TempDir lies below a folder that only root may enter
		if err != nil {
			t.Fatal(err)
		}
		s.Dir, s.made = dir, true
	}
	if err := s.make(); err != nil {
		t.Fatalf("failed to make a PostgreSQL cluster: %v", err)
	}
	s.Restart(t)
	return s
}

// Bin finds the newest PostgreSQL's programs.
func Bin(t testing.TB) string {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	if len(found) == 0 {
		if path, err := exec.LookPath("postgres"); err == nil {
			found = []string{path}
		}
	}
	if len(found) == 0 {
		const missing = "PostgreSQL is not installed (apt-get install postgresql)"
		if os.Getenv("ECLAIRE_ALL_TESTS") != "" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	newest := slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) })
	return filepath.Dir(newest)
}

func version(path string) (n int) {
	_, _ = fmt.Sscanf(strings.TrimPrefix(path, "/usr/lib/postgresql/"), "%d", &n)
	return n
}

func (s *Server) make() error {
	if err := own(s.Dir); err != nil {
		return err
	}
	pw := filepath.Join(s.Dir, "pw")
	if err := errors.Join(os.WriteFile(pw, []byte(Password+"\n"), 0o600), own(pw)); err != nil {
		return err
	}
	if out, err := s.command("initdb", "-D", s.Data(), "-U", "eclaire", "--pwfile", pw, "-A", "scram-sha-256", "-E", "UTF8",
		"--locale=C", "--no-sync").CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	port, err := freePort()
	if err != nil {
		return err
	}
	s.Port = port
	conf := fmt.Sprintf("port = %d\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = off\nmax_connections = 120\nshared_buffers = 32MB\nmax_wal_size = 128MB\nlog_min_messages = log\n", port)
	if s.tls {
		if err := s.makeCertificates(); err != nil {
			return err
		}
		conf += "ssl = on\n"
	}
	return s.Configure(conf)
}

// Configure adds lines to postgresql.conf; they count from the next start on.
func (s *Server) Configure(lines string) error {
	f, err := os.OpenFile(filepath.Join(s.Data(), "postgresql.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString(lines)
	return errors.Join(err, f.Close())
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// Data is the cluster's data folder.
func (s *Server) Data() string { return filepath.Join(s.Dir, "data") }

// Command prepares one of PostgreSQL's programs, as the cluster's owner.
func (s *Server) Command(name string, args ...string) *exec.Cmd {
	cmd := s.command(name, args...)
	cmd.Env = append(os.Environ(), "PGPASSWORD="+Password, "PGHOST=127.0.0.1", fmt.Sprint("PGPORT=", s.Port), "PGUSER=eclaire")
	return cmd
}

func (s *Server) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(s.bin, name), args...)
	cmd.Dir = s.Dir
	asOwner(cmd)
	return cmd
}

// Restart starts a server that does not run, and waits until it answers.
func (s *Server) Restart(t testing.TB) {
	t.Helper()
	log, err := os.OpenFile(filepath.Join(s.Dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	_ = os.Remove(filepath.Join(s.Data(), "postmaster.pid")) // of a server that was killed
	run := s.command("postgres", "-D", s.Data())
	run.Stdout, run.Stderr = log, log
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	s.run, s.done = run, done
	go func() {
		_ = run.Wait()
		close(done)
	}()
	for range 300 {
		select {
		case <-done:
			text, _ := os.ReadFile(log.Name())
			t.Fatalf("PostgreSQL ended: %s", text[max(0, len(text)-2000):])
		case <-time.After(50 * time.Millisecond):
		}
		if s.try() == nil {
			return
		}
	}
	t.Fatal("PostgreSQL does not answer")
}

func (s *Server) try() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	c, err := pgx.Connect(ctx, s.DSN("postgres"))
	if err != nil {
		return err
	}
	return c.Close(ctx)
}

// Stop ends the server in order, cutting connections.
func (s *Server) Stop(t testing.TB) {
	t.Helper()
	if err := s.run.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	<-s.done
}

// Kill ends the server and all its processes at once, as a power cut does.
func (s *Server) Kill() {
	select {
	case <-s.done:
		return
	default:
	}
	for _, pid := range append(children(s.run.Process.Pid), s.run.Process.Pid) {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
	<-s.done
}

// children lists the processes that a process started.
func children(of int) (out []int) {
	found, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, name := range found {
		b, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		var state string
		var pid, parent int
		_, err = fmt.Sscanf(string(b[bytes.LastIndexByte(b, ')')+1:]), "%s %d", &state, &parent)
		if _, pidErr := fmt.Sscanf(string(b), "%d", &pid); err == nil && pidErr == nil && parent == of {
			out = append(out, pid)
		}
	}
	return out
}

// DSN names a database of this server, with the password.
func (s *Server) DSN(database string) string { return s.At(s.Port, database) }

// At is DSN at another port of 127.0.0.1, such as that of a Proxy.
func (s *Server) At(port int, database string) string {
	u := url.URL{Scheme: "postgres", User: url.UserPassword("eclaire", Password), Host: fmt.Sprint("127.0.0.1:", port), Path: "/" + database}
	return u.String() + "?sslmode=disable"
}

// CreateDatabase makes an empty database and gives its DSN.
func (s *Server) CreateDatabase(t testing.TB, name string) string {
	t.Helper()
	s.Exec(t, "postgres", "CREATE DATABASE "+pgx.Identifier{name}.Sanitize())
	return s.DSN(name)
}

// Exec runs statements without parameters.
func (s *Server) Exec(t testing.TB, database, statements string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	c, err := pgx.Connect(ctx, s.DSN(database))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(ctx)
	if _, err := c.PgConn().Exec(ctx, statements).ReadAll(); err != nil {
		t.Fatal(err)
	}
}

// Own gives a folder to who runs the server.
func (s *Server) Own(t testing.TB, dir string) {
	t.Helper()
	if err := own(dir); err != nil {
		t.Fatal(err)
	}
}
