//go:build unix

package central

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/archive/central/pgtest"
	"eclaire/consent/archive/chain"
)

const (
	passphrase = "quatre mots sans rapport"
	factor     = 10
	marker     = "MARQUEURPATIENT"
)

var quick = Options{Connect: 2 * time.Second, Step: 3 * time.Second, FirstWait: 20 * time.Millisecond, LongestWait: 200 * time.Millisecond, Idle: 200 * time.Millisecond}

var start = time.Date(2026, 11, 22, 9, 30, 15, 0, time.FixedZone("CET", 3600))

// kiosk is one archive of a test.
type kiosk struct {
	t   testing.TB
	dir string
	o   archive.Options
	s   *archive.Store
	d   *Sender
}

// newKiosk makes an archive of its own key.
func newKiosk(t testing.TB) *kiosk {
	t.Helper()
	k := &kiosk{t: t, dir: filepath.Join(t.TempDir(), "archive"), o: archive.Options{WorkFactor: factor, CheckFor: -1}}
	if _, err := archive.Init(k.dir, passphrase, k.o); err != nil {
		t.Fatal(err)
	}
	k.open()
	return k
}

func (k *kiosk) open() {
	k.t.Helper()
	s, _, err := archive.Open(context.Background(), k.dir, k.o)
	if err != nil {
		k.t.Fatal(err)
	}
	k.s = s
	k.t.Cleanup(func() {
		k.stop()
		_ = s.Close()
	})
}

func (k *kiosk) stop() {
	if k.d != nil {
		k.d.Stop()
		k.d = nil
	}
}

func (k *kiosk) close() {
	k.t.Helper()
	k.stop()
	if err := k.s.Close(); err != nil {
		k.t.Fatal(err)
	}
}

func recordID(n int) string { return fmt.Sprintf("E-20261122-%08d", n) }

// sample makes a session file and something in place of its document.
func sample(t testing.TB, n, size int) (pdf, session []byte) {
	t.Helper()
	r := consent.Record{Schema: consent.RecordSchema, ID: recordID(n), ContentVersion: "test", Read: consent.French, Statements: []string{"legal.say-time"},
		Started: start.Add(-time.Hour), Finished: start.Add(time.Duration(n) * time.Second), Outcome: consent.AcceptProcedure,
		Case: consent.Case{BirthName: marker, FirstNames: fmt.Sprint("Jeanne", n), BirthDate: consent.Date{Year: 1941, Month: 3, Day: 3},
			Sex: consent.Female, ToTreat: consent.NewLevelSet(consent.L1), Clinician: "Dr Modèle"}}
	r.With.Interview = &consent.Interview{By: "Dr Modèle", At: r.Started}
	r.Moments = []consent.Moment{{Began: r.Started, Met: r.Started, Ended: r.Finished}}
	for _, s := range []struct {
		role consent.Role
		name string
	}{{consent.RolePatient, r.Case.FullName()}, {consent.RoleStaff, "Dr Modèle"}} {
		r.Signatures = append(r.Signatures, consent.Signature{Role: s.role, Name: s.name, Method: consent.MethodTyped, Typed: s.name, At: r.Finished})
	}
	session, err := r.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	return []byte(fmt.Sprintf("%%PDF-1.7 %s %d %s", marker, n, strings.Repeat("x", size))), session
}

func (k *kiosk) put(n int) archive.Receipt { return k.putSized(n, 1000) }

func (k *kiosk) putSized(n, size int) archive.Receipt {
	k.t.Helper()
	pdf, session := sample(k.t, n, size)
	r, err := k.s.Put(context.Background(), recordID(n), pdf, session)
	if err != nil {
		k.t.Fatal(err)
	}
	return r
}

func (k *kiosk) unlock() *archive.Staff {
	k.t.Helper()
	st, err := k.s.Unlock(context.Background(), passphrase, "Dr Modèle")
	if err != nil {
		k.t.Fatal(err)
	}
	return st
}

// send begins to send to a server.
func (k *kiosk) send(s *Server) { k.d = s.Send(k.s, "Kiosk "+filepath.Base(filepath.Dir(k.dir))) }

// sent waits until all is on the server.
func (k *kiosk) sent() {
	k.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if err := k.d.Wait(ctx); err != nil {
		k.t.Fatalf("not all was sent: %+v", k.d.Status())
	}
}

// until waits for a status.
func (k *kiosk) until(what string, is func(Status) bool) Status {
	k.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if s := k.d.Status(); is(s) {
			return s
		}
	}
	k.t.Fatalf("%s: never; status %+v", what, k.d.Status())
	return Status{}
}

func (k *kiosk) reason(r Reason) Status {
	k.t.Helper()
	return k.until(string(r), func(s Status) bool { return s.Reason == r })
}

func connect(t testing.TB, dsn string, o Options) *Server {
	t.Helper()
	s, err := Open(context.Background(), dsn, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// ask gives the one value of a query.
func ask[T any](t testing.TB, dsn, query string, args ...any) (v T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	c, err := pgx.Connect(ctx, dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(ctx)
	if err := c.QueryRow(ctx, query, args...).Scan(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// matches compares all entries and contents of a kiosk with those on the
// server: none missing, none twice, none changed.
func (k *kiosk) matches(dsn string) {
	k.t.Helper()
	ctx := context.Background()
	c, err := pgx.Connect(ctx, dsn)
	if err != nil {
		k.t.Fatal(err)
	}
	defer c.Close(ctx)
	id := k.s.Public().Archive
	var n int
	for at := (chain.Position{}); ; {
		load, err := k.s.Parcels(ctx, at, archive.Bounds{Count: 100, Bytes: 1 << 20})
		if err != nil {
			k.t.Fatal(err)
		}
		for _, p := range load.Parcels {
			n++
			var hash, head, body []byte
			var gen int
			err := c.QueryRow(ctx, "SELECT hash, gen, head, body FROM eclaire.entry WHERE archive = $1 AND id = $2", id[:], p.Entry.ID[:]).Scan(&hash, &gen, &head, &body)
			if err != nil || string(hash) != string(p.Entry.Hash[:]) || gen != p.Gen || string(head) != string(p.Head) || string(body) != string(p.Body) {
				k.t.Fatalf("entry %d differs on the server: %v, generation %d and %d, %d and %d bytes", p.Entry.Seq, err, p.Gen, gen, len(p.Body), len(body))
			}
		}
		if at = load.Next; !load.More {
			break
		}
	}
	if there := ask[int](k.t, dsn, "SELECT count(*) FROM eclaire.entry WHERE archive = $1", id[:]); there != n {
		k.t.Fatalf("%d entries here, %d there", n, there)
	}
}

// shared is one cluster for all tests that leave it running.
var shared struct {
	mu  sync.Mutex
	dir string
	n   int
	s   *pgtest.Server
}

func TestMain(m *testing.M) {
	code := m.Run()
	if shared.s != nil {
		shared.s.Kill()
		_ = os.RemoveAll(shared.dir)
	}
	os.Exit(code)
}

// server gives the shared cluster.
func server(t testing.TB) *pgtest.Server {
	t.Helper()
	shared.mu.Lock()
	defer shared.mu.Unlock()
	if shared.s == nil {
		pgtest.Bin(t)
		dir, err := os.MkdirTemp("", "eclaire-pg-")
		if err != nil {
			t.Fatal(err)
		}
		shared.dir, shared.s = dir, pgtest.StartShared(t, pgtest.WithDir(dir), pgtest.WithTLS)
	}
	return shared.s
}

// database makes one with the tables in the shared cluster.
func database(t testing.TB) (s *pgtest.Server, name, dsn string) {
	t.Helper()
	s, name, dsn = emptyDatabase(t)
	migrated(t, dsn)
	return s, name, dsn
}

// emptyDatabase makes one without tables.
func emptyDatabase(t testing.TB) (s *pgtest.Server, name, dsn string) {
	t.Helper()
	s = server(t)
	shared.mu.Lock()
	shared.n++
	name = fmt.Sprint("clinic", shared.n)
	shared.mu.Unlock()
	return s, name, s.CreateDatabase(t, name)
}

// migrated makes the tables in the name of their owner.
func migrated(t testing.TB, dsn string) string {
	t.Helper()
	if err := connect(t, dsn, Options{}).Migrate(context.Background(), ""); err != nil {
		t.Fatal(err)
	}
	return dsn
}
