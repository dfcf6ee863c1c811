//go:build unix

package central

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"eclaire/consent/archive/central/pgtest"
	"eclaire/consent/archive/chain"
)

// wholeThere sees that a check of the server finds nothing.
func wholeThere(t testing.TB, s *Server, archives int) []Verified {
	t.Helper()
	got, err := s.Verify(context.Background(), nil, nil)
	if err != nil || len(got) != archives {
		t.Fatalf("%d archives, %v", len(got), err)
	}
	for _, v := range got {
		if len(v.Report.Findings) > 0 {
			t.Errorf("%s: %v", v.Name, v.Report.Findings)
		}
	}
	return got
}

func bodyThere(t testing.TB, dsn string, id chain.ID) bool {
	t.Helper()
	return ask[bool](t, dsn, "SELECT head IS NOT NULL OR body IS NOT NULL FROM eclaire.entry WHERE id = $1", id[:])
}

func erasedHere(k *kiosk, p chain.Parcel) []chain.ID {
	return k.s.Erased(context.Background(), []chain.Parcel{p})
}

// TestErased erases before and after sending: nothing of it is left there, and
// it does not come back.
func TestErased(t *testing.T) {
	_, name, dsn := database(t)
	server := connect(t, dsn, quick)
	k := newKiosk(t)
	early, late, kept := k.put(1).ID, k.put(2).ID, k.put(3).ID
	old, err := k.s.Parcel(context.Background(), 1, 3)
	if err != nil || old.Entry.ID != late {
		t.Fatalf("%+v, %v", old.Entry, err)
	}
	st := k.unlock()
	if err := st.Erase(context.Background(), early, "asked"); err != nil {
		t.Fatal(err)
	}
	k.send(server)
	k.sent()
	if bodyThere(t, dsn, early) || !bodyThere(t, dsn, late) {
		t.Error("what was erased before is there, or what was not is missing")
	}
	if err := errors.Join(st.Erase(context.Background(), late, "asked"), st.Hold(context.Background(), kept, "court")); err != nil {
		t.Fatal(err)
	}
	k.sent()
	if bodyThere(t, dsn, late) || !bodyThere(t, dsn, kept) {
		t.Error("what was erased is there, or what is held is missing")
	}
	k.matches(dsn)
	wholeThere(t, server, 1)
	k.stop()

	// A copy of the entry from before, sent again, does not bring it back.
	err = server.within(context.Background(), 0, func(ctx context.Context, c *pgx.Conn) error {
		taken, err := deliver(ctx, c, k.s.Public().Archive, []chain.Parcel{old}, erasedHere(k, old))
		if len(taken) > 0 {
			t.Error("the same entry is taken for another")
		}
		return errors.Join(err, replace(ctx, c, k.s.Public().Archive, []chain.Parcel{old}))
	})
	if err != nil || bodyThere(t, dsn, late) {
		t.Errorf("what was erased came back, or %v", err)
	}
	// Rows that the server lost come back without what was erased.
	shared.s.Exec(t, name, "ALTER TABLE eclaire.entry DISABLE TRIGGER USER; DELETE FROM eclaire.entry WHERE kind = 'consent'; ALTER TABLE eclaire.entry ENABLE TRIGGER USER")
	err = server.within(context.Background(), 0, func(ctx context.Context, c *pgx.Conn) error {
		_, err := deliver(ctx, c, k.s.Public().Archive, []chain.Parcel{old}, erasedHere(k, old))
		return err
	})
	if err != nil || bodyThere(t, dsn, late) {
		t.Errorf("after its tombstone, the content came back, or %v", err)
	}
	k.send(server)
	k.sent()
	k.matches(dsn)
}

// TestGuard sees that the tables themselves keep the rules, whoever asks.
func TestGuard(t *testing.T) {
	_, _, dsn := database(t)
	k := newKiosk(t)
	k.put(1)
	k.send(connect(t, dsn, quick))
	k.sent()
	c, err := pgx.Connect(context.Background(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	for _, q := range []string{"DELETE FROM eclaire.entry", "TRUNCATE eclaire.entry", "UPDATE eclaire.entry SET day = '2020-01-01'",
		"UPDATE eclaire.entry SET head = NULL, body = NULL", "UPDATE eclaire.entry SET hash = prev", "UPDATE eclaire.entry SET gen = -1"} {
		_, err := c.Exec(context.Background(), q)
		var pg *pgconn.PgError
		if !errors.As(err, &pg) || pg.Code != "23001" {
			t.Errorf("%s: %v", q, err)
		}
	}
	k.matches(dsn)
}

// TestRekeyed changes the key while the archive is on the server, with the line
// cut in between.
func TestRekeyed(t *testing.T) {
	s, name, dsn := database(t)
	p := s.NewProxy(t)
	server := connect(t, s.At(p.Port, name), quick)
	k := newKiosk(t)
	var first chain.ID
	for n := range 12 {
		if id := k.put(n).ID; n == 0 {
			first = id
		}
	}
	k.send(server)
	k.sent()
	p.CutAfter(400 << 10)
	st := k.unlock()
	if _, err := st.Rekey(context.Background(), passphrase, nil); err != nil {
		t.Fatal(err)
	}
	k.put(20)
	if err := st.Erase(context.Background(), first, "asked"); err != nil { // encrypted anew, then erased
		t.Fatal(err)
	}
	k.until("cut or done", func(s Status) bool { return s.Reason == Unreachable || s.Entries == 0 })
	k.sent()
	k.matches(dsn)
	wholeThere(t, server, 1)
	if old := ask[int](t, dsn, "SELECT count(*) FROM eclaire.entry WHERE gen = 0 AND head IS NOT NULL"); old != 0 {
		t.Errorf("%d contents of the old key are there", old)
	}
	if got := ask[string](t, dsn, "SELECT public_key FROM eclaire.archive"); got != k.s.Public().Key {
		t.Error("the server does not know the new key")
	}
	// Again, with the server away in the meantime.
	p.Set(pgtest.Refuse)
	p.Cut()
	if _, err := st.Rekey(context.Background(), passphrase, nil); err != nil {
		t.Fatal(err)
	}
	p.Set(pgtest.Pass)
	k.sent()
	k.matches(dsn)
	wholeThere(t, server, 1)
}

// TestVerify finds what was changed, removed or put back on the server.
func TestVerify(t *testing.T) {
	for change, want := range map[string]chain.Found{
		"UPDATE eclaire.entry SET body = body || '\\x00' WHERE seq = 3":             chain.FoundContent,
		"UPDATE eclaire.entry SET head = body WHERE seq = 3":                        chain.FoundContent,
		"UPDATE eclaire.entry SET head = NULL, body = NULL WHERE seq = 3":           chain.FoundContent,
		"UPDATE eclaire.entry SET day = '2020-01-01' WHERE seq = 3":                 chain.FoundChanged,
		"DELETE FROM eclaire.entry WHERE seq = 3":                                   chain.FoundOrder,
		"UPDATE eclaire.entry SET head = prev, body = prev WHERE id = '\\x%ERASED'": chain.FoundContent,
	} {
		t.Run(string(want), func(t *testing.T) {
			t.Parallel()
			s, name, dsn := database(t)
			server := connect(t, dsn, quick)
			k := newKiosk(t)
			erased := k.put(1).ID
			k.put(2)
			if err := k.unlock().Erase(context.Background(), erased, "asked"); err != nil {
				t.Fatal(err)
			}
			k.send(server)
			k.sent()
			k.stop()
			if got := wholeThere(t, server, 1)[0].Report; got.Consents != 1 || got.Erased != 1 || got.Entries < 6 {
				t.Errorf("%+v", got)
			}
			s.Exec(t, name, "ALTER TABLE eclaire.entry DISABLE TRIGGER USER; "+strings.ReplaceAll(change, "%ERASED", erased.String()))
			got, err := server.Verify(context.Background(), nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			if f := got[0].Report.Findings; len(f) == 0 || f[0].Kind != want {
				t.Errorf("%s: %v", change, f)
			}
			s.Exec(t, name, "ALTER TABLE eclaire.entry ENABLE TRIGGER USER")
		})
	}
}

// TestForeign meets an archive of the same id with another key, and tables that
// only have the same names.
func TestForeign(t *testing.T) {
	s, name, dsn := database(t)
	k := newKiosk(t)
	k.put(1)
	server := connect(t, dsn, quick)
	s.Exec(t, name, "INSERT INTO eclaire.archive (id, name, first_key, public_key, gen) VALUES ('\\x"+k.s.Public().Archive.String()+"', 'x', 'age1other', 'age1other', 0)")
	k.send(server)
	k.reason(Foreign)
	k.stop()
	s, name, dsn = emptyDatabase(t)
	s.Exec(t, name, "CREATE SCHEMA eclaire; CREATE TABLE eclaire.entry (x int)")
	k.send(connect(t, dsn, quick))
	k.reason(Foreign)
}
