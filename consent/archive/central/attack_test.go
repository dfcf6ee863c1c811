//go:build unix

package central

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/archive/central/pgtest"
	"eclaire/consent/archive/chain"
)

// admin runs statements as the server's administrator, whom no rule of the tables binds.
func admin(t testing.TB, s *pgtest.Server, name, statements string) {
	t.Helper()
	s.Exec(t, name, "SET session_replication_role = replica; "+statements)
}

// pair gives two kiosks of a clinic that sent three consents each, and of which the first
// saw the second's head.
func pair(t testing.TB, dsn string) (server *Server, a, b *kiosk) {
	t.Helper()
	server = connect(t, dsn, quick)
	a = newKiosk(t)
	b = a.joined()
	for n := range 3 {
		a.put(n)
		b.put(10 + n)
	}
	for _, k := range []*kiosk{b, a} {
		k.send(server)
		k.sent()
	}
	b.stop()
	id := b.s.Public().Archive
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if seen, err := a.s.SeenHeads(); err == nil && seen[id].At.Seq == 6 && seen[id].Name == b.name() {
			break
		}
		if time.Now().After(end) {
			t.Fatal("the other's head is never seen")
		}
	}
	return server, a, b
}

func (k *kiosk) name() string { return "Kiosk " + filepath.Base(filepath.Dir(k.dir)) }

func kinds(list []chain.Finding) (out []chain.Found) {
	for _, f := range list {
		out = append(out, f.Kind)
	}
	return out
}

// TestAttacks does on the server what its administrator can do to the archive of a kiosk
// that is switched off: a check at another kiosk names it, and says what is wrong.
func TestAttacks(t *testing.T) {
	for what, c := range map[string]struct {
		sql    string
		want   chain.Found
		status bool // the other kiosk says so by itself
	}{
		"rows swapped": {"UPDATE eclaire.entry SET seq = 100 WHERE archive = %B AND seq = 1; UPDATE eclaire.entry SET seq = 1 WHERE archive = %B AND seq = 3; UPDATE eclaire.entry SET seq = 3 WHERE archive = %B AND seq = 100",
			chain.FoundChanged, false},
		"contents swapped": {"UPDATE eclaire.entry x SET head = y.head, body = y.body FROM eclaire.entry y WHERE x.archive = %B AND y.archive = %B AND x.kind = 'consent' AND y.kind = 'consent' AND x.seq + y.seq = 4 AND x.seq <> y.seq",
			chain.FoundContent, false},
		"all rows removed": {"DELETE FROM eclaire.entry WHERE archive = %B", chain.FoundSetBack, true},
		"the kiosk removed": {"DELETE FROM eclaire.entry WHERE archive = %B; DELETE FROM eclaire.head WHERE archive = %B OR noter = %B; DELETE FROM eclaire.archive WHERE id = %B",
			chain.FoundGone, true},
		"the kiosk renamed":        {"UPDATE eclaire.archive SET name = 'Room 7' WHERE id = %B", chain.FoundRenamed, false},
		"the tail cut":             {"DELETE FROM eclaire.entry WHERE archive = %B AND seq > 4", chain.FoundSetBack, true},
		"the tail and heads cut":   {"DELETE FROM eclaire.entry WHERE archive = %B AND seq > 4; DELETE FROM eclaire.head WHERE archive = %B", chain.FoundSetBack, true},
		"the heads removed":        {"DELETE FROM eclaire.head WHERE archive = %B", chain.FoundSetBack, false}, // the other notes again what it saw
		"the confirmation taken":   {"UPDATE eclaire.archive SET kiosks = '[]' WHERE id = %B", chain.FoundKiosk, false},
		"signatures taken":         {"UPDATE eclaire.entry SET sign = NULL WHERE archive = %B AND seq = 3", chain.FoundUnsigned, false},
		"made entries of format 1": {"UPDATE eclaire.entry SET form = 1 WHERE archive = %B", chain.FoundUncovered, false},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			s, name, dsn := database(t)
			server, a, b := pair(t, dsn)
			if !c.status {
				a.stop()
			}
			if got, err := server.Verify(context.Background(), a.s, nil); err != nil || len(got) != 2 || !got[0].Report.Whole() || !got[1].Report.Whole() {
				t.Fatalf("before: %+v, %v", got, err)
			}
			id := b.s.Public().Archive
			admin(t, s, name, strings.ReplaceAll(c.sql, "%B", "'\\x"+id.String()+"'"))
			if c.status {
				told := func(st Status) bool {
					return slices.ContainsFunc(st.Findings, func(f chain.Finding) bool { return f.Kind == c.want && f.Archive == id && f.Name == b.name() })
				}
				a.until("told", told)
				a.stop()
			}
			got, err := server.Verify(context.Background(), a.s, nil)
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(got, func(v Verified) bool { return v.Archive == id })
			if i < 0 || got[i].Report.Whole() || !slices.Contains(kinds(got[i].Report.Findings), c.want) {
				t.Errorf("%+v", got)
			}
			if j := slices.IndexFunc(got, func(v Verified) bool { return v.Archive == a.s.Public().Archive }); j < 0 || !got[j].Report.Whole() {
				t.Errorf("the other archive: %+v", got)
			}
			if c.status {
				acknowledged(t, a, c.want, id)
			}
		})
	}
}

// acknowledged wants a finding of another archive in the trail, until staff acknowledge it:
// one that is gone is missed no more then.
func acknowledged(t *testing.T, k *kiosk, kind chain.Found, of chain.ID) {
	t.Helper()
	told, err := k.s.Told(t.Context())
	i := slices.IndexFunc(told, func(f archive.Told) bool { return f.Finding.Kind == kind && f.Finding.Archive == of })
	if err != nil || i < 0 {
		t.Fatalf("in the chain: %+v, %v", told, err)
	}
	if err := k.unlock().Acknowledge(t.Context(), told[i].ID, "the room was closed"); err != nil {
		t.Fatal(err)
	}
	if told, err = k.s.Told(t.Context()); err != nil || !told[i].Seen {
		t.Errorf("%+v, %v", told, err)
	}
	seen, err := k.s.SeenHeads()
	if _, missed := seen[of]; err != nil || missed == (kind == chain.FoundGone) {
		t.Errorf("after %s: %v, %v", kind, seen, err)
	}
}

// TestOwnRowsCut has the server lose what this kiosk sent: it says so, and sends it again.
func TestOwnRowsCut(t *testing.T) {
	t.Parallel()
	s, name, dsn := database(t)
	server := connect(t, dsn, quick)
	k := newKiosk(t)
	k.put(1)
	k.put(2)
	k.send(server)
	k.sent()
	k.stop()
	admin(t, s, name, "DELETE FROM eclaire.entry WHERE seq > 2")
	if got, err := server.Verify(context.Background(), k.s, nil); err != nil || !slices.Contains(kinds(got[0].Report.Findings), chain.FoundCut) {
		t.Errorf("%+v, %v", got, err)
	}
	k.send(server)
	k.sent()
	k.matches(dsn)
	if st := k.d.Status(); !slices.Contains(kinds(st.Findings), chain.FoundCut) {
		t.Errorf("%+v", st)
	}
	if told, err := k.s.Told(t.Context()); err != nil || len(told) != 1 || told[0].Finding.Kind != chain.FoundCut || told[0].Finding.Seq == 0 {
		t.Errorf("in the chain: %+v, %v", told, err)
	}
}

// TestSetBack puts an older copy of the whole folder, with the kiosk's key, in its place:
// the head on the server shows it, and it is told until staff acknowledge it.
func TestSetBack(t *testing.T) {
	t.Parallel()
	_, _, dsn := database(t)
	server := connect(t, dsn, quick)
	k := newKiosk(t)
	k.put(1)
	k.close()
	copied := filepath.Join(t.TempDir(), "archive")
	copyFolder(t, k.dir, copied)
	k.open()
	k.put(2)
	k.send(server)
	k.sent()
	k.close()
	k.dir = copied
	k.open()
	k.send(server)
	own := func(f chain.Finding) bool { return f.Kind == chain.FoundSetBack && f.Archive == (chain.ID{}) }
	k.until("set back", func(st Status) bool { return slices.ContainsFunc(st.Findings, own) })
	told, err := k.s.Told(context.Background())
	if err != nil || len(told) != 1 || !own(told[0].Finding) || told[0].Seen {
		t.Errorf("in the chain: %+v, %v", told, err)
	}
	k.stop()
	got, err := server.Verify(context.Background(), k.s, nil)
	if err != nil || got[0].Report.Whole() || !slices.Contains(kinds(got[0].Report.Findings), chain.FoundSetBack) {
		t.Errorf("%+v, %v", got, err)
	}
}

// withdrawal makes a record that withdraws another.
func withdrawal(t testing.TB, n, of int) (pdf, session []byte) {
	t.Helper()
	pdf, session = sample(t, n, 100)
	r, err := consent.ParseRecord(session)
	if err != nil {
		t.Fatal(err)
	}
	r.Outcome, r.Refers = consent.Withdrawn, &consent.Reference{ID: recordID(of), SHA256: strings.Repeat("0a", 32), Finished: start.Add(-2 * time.Hour)}
	if session, err = r.Marshal(); err == nil {
		_, err = consent.ParseRecord(session)
	}
	if err != nil {
		t.Fatal(err)
	}
	return pdf, session
}

// TestInventedKiosk has a kiosk that nobody confirmed say that a consent was withdrawn: it
// is shown apart and changes nothing, until staff vouch for that kiosk.
func TestInventedKiosk(t *testing.T) {
	t.Parallel()
	s, name, dsn := database(t)
	server := connect(t, dsn, quick)
	a := newKiosk(t)
	a.put(1)
	room := a.joined()
	pdf, session := withdrawal(t, 7, 1)
	if _, err := room.s.Put(context.Background(), recordID(7), pdf, session); err != nil {
		t.Fatal(err)
	}
	room.d = server.Send(room.s, "Room 7")
	room.sent()
	room.stop()
	id := room.s.Public().Archive
	kiosks := ask[string](t, dsn, "SELECT kiosks FROM eclaire.archive WHERE id = $1", id[:])
	admin(t, s, name, "UPDATE eclaire.archive SET kiosks = '[]'")
	a.reopen(server.Others())
	for _, confirmed := range []bool{false, true, false} {
		text := "[]"
		if confirmed {
			text = kiosks
		}
		admin(t, s, name, "UPDATE eclaire.archive SET kiosks = '"+text+"'")
		st := a.unlock()
		if err := st.BuildIndex(context.Background(), nil); err != nil {
			t.Fatal(err)
		}
		first, err1 := st.RowOf(context.Background(), recordID(1))
		second, err2 := st.RowOf(context.Background(), recordID(7))
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		if (first.Later == consent.Withdrawn) != confirmed || second.Unconfirmed == confirmed || first.Unconfirmed {
			t.Errorf("confirmed %v: %+v, %+v", confirmed, first, second)
		}
		told := slices.ContainsFunc(st.Findings(), func(f chain.Finding) bool { return f.Kind == chain.FoundKiosk && f.Archive == id })
		if told == confirmed {
			t.Errorf("confirmed %v: %v", confirmed, st.Findings())
		}
		st.Lock()
	}
}

// TestForgedErasure has tombstones that staff did not sign: on the kiosk's disk they empty
// nothing on the server, and what was emptied there by one is told.
func TestForgedErasure(t *testing.T) {
	t.Parallel()
	s, name, dsn := database(t)
	server := connect(t, dsn, quick)
	k := newKiosk(t)
	first, second := k.put(1).ID, k.put(2).ID
	k.send(server)
	k.sent()
	k.stop()
	if err := k.unlock().Erase(context.Background(), first, "asked"); err != nil {
		t.Fatal(err)
	}
	k.close()
	db, err := sql.Open("sqlite", filepath.Join(k.dir, "archive-1.db"))
	if err == nil {
		_, err = db.Exec("UPDATE entry SET word = NULL WHERE kind = 'tombstone'")
		err = errors.Join(err, db.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	k.open()
	k.send(server)
	k.sent()
	if !bodyThere(t, dsn, first) {
		t.Error("a tombstone that nobody signed emptied the server's copy")
	}
	k.stop()
	got, err := server.Verify(context.Background(), k.s, nil)
	if err != nil || !slices.Contains(kinds(got[0].Report.Findings), chain.FoundUnsigned) {
		t.Errorf("%+v, %v", got, err)
	}
	admin(t, s, name, "UPDATE eclaire.entry SET head = NULL, body = NULL WHERE id IN ('\\x"+first.String()+"', '\\x"+second.String()+"')")
	got, err = server.Verify(context.Background(), k.s, nil)
	var empty []chain.ID
	for _, f := range got[0].Report.Findings {
		if f.Kind == chain.FoundContent {
			empty = append(empty, f.ID)
		}
	}
	if err != nil || len(empty) != 2 {
		t.Errorf("%v, %v", got[0].Report.Findings, err)
	}
}
