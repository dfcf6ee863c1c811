//go:build unix

package central

import (
	"context"
	"crypto/sha256"
	"errors"
	"strings"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
	"eclaire/consent/waiting"
)

// contents gives a digest of all that is on the server.
func contents(t testing.TB, dsn string) string {
	t.Helper()
	return ask[string](t, dsn, `SELECT md5(concat(
		(SELECT string_agg(a::text, ',' ORDER BY a::text) FROM eclaire.archive a), (SELECT string_agg(e::text, ',' ORDER BY e::text) FROM eclaire.entry e),
		(SELECT string_agg(w::text, ',' ORDER BY w::text) FROM eclaire.waiting w), (SELECT string_agg(v::text, ',' ORDER BY v::text) FROM eclaire.version v)))`)
}

// TestNewer has another kiosk's update make the server's tables newer while an
// older program runs: that one goes on by itself, writes nothing there, says why,
// and sends everything once it knows the tables.
func TestNewer(t *testing.T) {
	s, name, dsn := database(t)
	server := connect(t, dsn, quick)
	k := newKiosk(t)
	other := k.joined()
	other.put(7)
	other.send(server)
	other.sent()
	other.stop()
	k.reopen(server.Others())
	k.put(1)
	k.send(server)
	k.sent()
	ctx := context.Background()
	list, err := waiting.Open(t.TempDir(), waiting.Options{Shared: server.Waiting()})
	if err != nil {
		t.Fatal(err)
	}
	key := func(day string) ([]byte, error) { sum := sha256.Sum256([]byte(day)); return sum[:], nil }
	if err := list.Unlock(key); err != nil {
		t.Fatal(err)
	}
	form := consent.Form{Texts: map[consent.Field]string{consent.FieldBirthName: marker}}
	if _, err := list.Add(ctx, form); err != nil || ask[int](t, dsn, "SELECT count(*) FROM eclaire.waiting") != 1 {
		t.Fatal("a prepared case is not at the server", err)
	}

	s.Exec(t, name, "INSERT INTO eclaire.version (version_id, is_applied) VALUES (99, true)")
	before := contents(t, dsn)
	k.put(2)
	if st := k.reason(Newer); st.Consents != 1 || !strings.Contains(st.Err.Error(), "Update this program") {
		t.Errorf("status %+v", st)
	}
	staff := k.unlock()
	if err := staff.BuildIndex(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if got := rows(t, staff, archive.Query{}); len(got) != 2 {
		t.Errorf("%d of its own consents are found", len(got))
	}
	if f := staff.Findings(); len(f) != 1 || f[0].Kind != chain.FoundUpgraded || !f[0].Harmless() {
		t.Errorf("findings: %v", f)
	}
	o, id := server.Others(), other.s.Public().Archive
	_, listed := o.Archives(ctx)
	_, fetched := o.Entry(ctx, id, chain.ID{})
	_, verified := server.Verify(ctx, nil, nil)
	for what, err := range map[string]error{"archives": listed, "an entry": fetched, "verify": verified,
		"entries": o.Entries(ctx, id, func(chain.Parcel) error { return nil }), "a case": server.Waiting().Put(ctx, "2026-11-25", [16]byte{1}, []byte("x")),
		"removing": server.Waiting().Remove(ctx, [16]byte{1}), "the end of a day": server.Waiting().Sweep(ctx, "2999-01-01")} {
		if !errors.Is(err, ErrNewer) {
			t.Errorf("%s: %v", what, err)
		}
	}
	second, err := list.Add(ctx, form)
	if err != nil {
		t.Fatal("no case can be prepared", err)
	}
	if cases, alone, err := list.All(ctx); err != nil || !alone || len(cases) != 2 {
		t.Errorf("%d prepared cases, alone %v, %v", len(cases), alone, err)
	}
	if c, err := list.Find(ctx, second.Code); err != nil || c.Name() != marker {
		t.Errorf("the code leads to %v, %v", c.ID, err)
	}
	time.Sleep(2 * quick.LongestWait)
	if contents(t, dsn) != before {
		t.Error("something was written into newer tables")
	}

	s.Exec(t, name, "DELETE FROM eclaire.version WHERE version_id = 99")
	k.sent()
	k.matches(dsn)
	if err := list.Sync(ctx); err != nil || ask[int](t, dsn, "SELECT count(*) FROM eclaire.waiting") != 2 {
		t.Errorf("the case prepared meanwhile is not at the server: %v", err)
	}
	if err := staff.BuildIndex(ctx, nil); err != nil || len(rows(t, staff, archive.Query{})) != 3 || len(staff.Findings()) > 0 {
		t.Errorf("the other kiosk's consents are not found again: %v, %v", err, staff.Findings())
	}
}
