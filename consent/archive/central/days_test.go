//go:build unix

package central

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"eclaire/consent/archive"
	"eclaire/consent/archive/central/pgtest"
	"eclaire/consent/archive/chain"
)

// TestDownAtStart lets the server come up after the kiosk, be stopped, be
// killed, and come back each time.
func TestDownAtStart(t *testing.T) {
	t.Parallel()
	s := pgtest.Start(t)
	dsn := migrated(t, s.CreateDatabase(t, "clinic"))
	s.Stop(t)
	k := newKiosk(t)
	k.put(1)
	k.put(2)
	k.send(connect(t, dsn, quick))
	st := k.reason(Unreachable)
	if st.Entries != 4 || st.Consents != 2 || st.Since == "" || !st.LastSuccess.IsZero() || st.Err == nil {
		t.Errorf("%+v", st)
	}
	k.put(3)
	k.until("the third counts", func(s Status) bool { return s.Consents == 3 })
	s.Restart(t)
	k.sent()
	k.matches(dsn)
	s.Stop(t)
	k.put(4)
	k.until("down again", func(s Status) bool { return s.Reason == Unreachable && s.Consents == 1 })
	k.close()
	k.open() // the kiosk is started while the server is down: what waits is known
	k.send(connect(t, dsn, quick))
	if st := k.reason(Unreachable); st.Entries != 2 || st.Consents != 1 {
		t.Errorf("%+v", st)
	}
	s.Restart(t)
	k.sent()
	k.matches(dsn)
	s.Kill()
	k.put(5)
	s.Restart(t)
	k.sent()
	k.matches(dsn)
}

// TestKilledMidTransfer kills the server while much is on its way.
func TestKilledMidTransfer(t *testing.T) {
	t.Parallel()
	s := pgtest.Start(t)
	if err := s.Configure("fsync = on\n"); err != nil {
		t.Fatal(err)
	}
	s.Stop(t)
	s.Restart(t)
	dsn := migrated(t, s.CreateDatabase(t, "clinic"))
	k := newKiosk(t)
	for n := range 16 {
		k.putSized(n, 300<<10)
	}
	k.send(connect(t, dsn, quick))
	for round := range 2 {
		k.until("some is there", func(s Status) bool { return s.Consents < int64(16-6*round) })
		s.Kill()
		k.until("told", func(s Status) bool { return s.Reason == Unreachable })
		if st := k.d.Status(); st.Consents == 0 {
			t.Log("all was sent before the kill")
		}
		s.Restart(t)
	}
	k.sent()
	k.matches(dsn)
}

// TestCutMidTransfer cuts the line after more and more bytes: before an answer,
// after it, within an entry.
func TestCutMidTransfer(t *testing.T) {
	t.Parallel()
	s, name, dsn := database(t)
	p := s.NewProxy(t)
	k := newKiosk(t)
	for n := range 10 {
		k.putSized(n, 100<<10)
	}
	o := quick
	o.FirstWait, o.LongestWait = 2*time.Millisecond, 10*time.Millisecond
	server := connect(t, s.At(p.Port, name), o)
	cuts := 0
	for bytes := int64(1000); bytes < 3<<20; bytes += 150<<10 - 7 {
		p.CutAfter(bytes)
		k.send(server)
		k.until("cut, or all there", func(s Status) bool { return s.Reason == Unreachable || s.Reason == Fine && s.Entries == 0 })
		if k.d.Status().Reason == Unreachable {
			cuts++
		}
		k.stop()
	}
	p.CutAfter(0)
	k.send(server)
	k.sent()
	k.matches(dsn)
	if cuts < 3 {
		t.Errorf("only %d cuts", cuts)
	}
}

// TestSlow sends through a line that is slow, and one that takes all and
// answers nothing: meanwhile nobody at the kiosk waits.
func TestSlow(t *testing.T) {
	t.Parallel()
	s, name, dsn := database(t)
	p := s.NewProxy(t)
	p.Set(pgtest.Slow)
	k := newKiosk(t)
	k.put(1)
	k.send(connect(t, s.At(p.Port, name), Options{Connect: 2 * time.Second, Step: 2 * time.Second, FirstWait: 20 * time.Millisecond, LongestWait: 200 * time.Millisecond, Idle: time.Second}))
	k.sent()
	k.matches(dsn)
	p.Set(pgtest.BlackHole)
	var longest time.Duration
	for n := 2; n < 12; n++ {
		begun := time.Now()
		k.put(n)
		_ = k.d.Status()
		longest = max(longest, time.Since(begun))
		time.Sleep(20 * time.Millisecond)
	}
	if longest > time.Second {
		t.Errorf("somebody waited %s", longest)
	}
	st := k.reason(Unreachable)
	if st.Consents != 10 {
		t.Errorf("%+v", st)
	}
	begun := time.Now()
	k.stop()
	if took := time.Since(begun); took > 2*time.Second {
		t.Errorf("stopping took %s", took)
	}
	k.send(connect(t, s.At(p.Port, name), quick))
	k.reason(Unreachable)
	p.Set(pgtest.Pass)
	k.sent()
	k.matches(dsn)
}

func TestPassword(t *testing.T) {
	s, name, dsn := database(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "pass")
	write := func(password string) {
		t.Helper()
		if err := os.WriteFile(file, []byte("127.0.0.1:*:*:eclaire:"+password+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("wrong-secret-9")
	k := newKiosk(t)
	k.put(1)
	k.send(connect(t, fmt.Sprintf("postgres://eclaire@127.0.0.1:%d/%s?sslmode=disable&passfile=%s", s.Port, name, file), quick))
	st := k.reason(Password)
	if strings.Contains(st.Err.Error(), "wrong-secret-9") || st.Consents != 1 {
		t.Errorf("%+v", st)
	}
	write(pgtest.Password)
	k.sent()
	k.matches(dsn)
}

func TestCertificate(t *testing.T) {
	s, name, dsn := database(t)
	k := newKiosk(t)
	k.put(1)
	k.send(connect(t, s.TLS(name, "verify-full", s.OtherCA()), quick))
	k.reason(Certificate)
	k.stop()
	k.send(connect(t, s.TLS(name, "verify-full", s.CA()), quick))
	k.sent()
	k.matches(dsn)
}

func TestNoDatabase(t *testing.T) {
	s, _, _ := database(t)
	k := newKiosk(t)
	k.send(connect(t, s.DSN("nowhere"), quick))
	k.reason(NoDatabase)
}

// TestRestoredServer sends again what a server lost that was restored from an
// older state: rows at the end, a gap, or all.
func TestRestoredServer(t *testing.T) {
	s, name, dsn := database(t)
	k := newKiosk(t)
	for n := range 10 {
		k.put(n)
	}
	k.send(connect(t, dsn, quick))
	k.sent()
	for _, lost := range []string{"seq > 9", "seq BETWEEN 4 AND 6 OR seq = 11", "true"} {
		s.Exec(t, name, "ALTER TABLE eclaire.entry DISABLE TRIGGER USER; DELETE FROM eclaire.entry WHERE "+lost+"; ALTER TABLE eclaire.entry ENABLE TRIGGER USER")
		id := k.s.Public().Archive
		for end := time.Now().Add(10 * time.Second); ask[int](t, dsn, "SELECT count(*) FROM eclaire.entry WHERE archive = $1", id[:]) != int(k.s.Ends()[1]); time.Sleep(20 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("%s: not sent again; %+v", lost, k.d.Status())
			}
		}
		k.sent()
		k.matches(dsn)
	}
	s.Exec(t, name, "DROP SCHEMA eclaire CASCADE") // another disk, an empty database
	if st := k.reason(Tables); !strings.Contains(st.Err.Error(), "archive server migrate") {
		t.Errorf("%+v", st)
	}
	migrated(t, dsn)
	k.sent()
	k.matches(dsn)
}

// TestRestoredKiosk puts an older copy of the kiosk's own archive in its place:
// what it writes then has places that the server knows otherwise.
func TestRestoredKiosk(t *testing.T) {
	_, _, dsn := database(t)
	k := newKiosk(t)
	k.put(1)
	backup, err := k.s.Backup(context.Background(), t.TempDir(), "Dr Modèle")
	if err != nil {
		t.Fatal(err)
	}
	k.put(2)
	k.put(3)
	server := connect(t, dsn, quick)
	k.send(server)
	k.sent()
	before := ask[string](t, dsn, "SELECT string_agg(encode(hash, 'hex') || encode(sha256(body), 'hex'), ',' ORDER BY seq) FROM eclaire.entry WHERE kind = 'consent'")
	k.close()
	k.dir = filepath.Join(t.TempDir(), "archive")
	if _, err := archive.Restore(context.Background(), backup.Dir, k.dir, "Dr Modèle", k.o); err != nil {
		t.Fatal(err)
	}
	k.open()
	k.put(4)
	k.send(server)
	st := k.reason(Conflict)
	if st.Consents != 1 || len(st.Findings) == 0 || st.Findings[0].Kind != chain.FoundRewrite {
		t.Errorf("%+v", st)
	}
	if after := ask[string](t, dsn, "SELECT string_agg(encode(hash, 'hex') || encode(sha256(body), 'hex'), ',' ORDER BY seq) FROM eclaire.entry WHERE kind = 'consent'"); after != before {
		t.Error("an entry was overwritten")
	}
}

// TestTwice sends from two senders at once, as two programs with a copied
// folder would.
func TestTwice(t *testing.T) {
	_, _, dsn := database(t)
	k := newKiosk(t)
	for n := range 20 {
		k.put(n)
	}
	a, b := connect(t, dsn, quick).Send(k.s, "a"), connect(t, dsn, quick).Send(k.s, "b")
	defer a.Stop()
	defer b.Stop()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	for _, d := range []*Sender{a, b} {
		if err := d.Wait(ctx); err != nil {
			t.Fatalf("%v: %+v", err, d.Status())
		}
		if s := d.Status(); s.Reason != Fine || len(s.Findings) > 0 {
			t.Errorf("%+v", s)
		}
	}
	k.matches(dsn)
}
