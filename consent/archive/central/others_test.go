//go:build unix

package central

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"eclaire/consent/archive"
	"eclaire/consent/archive/central/pgtest"
	"eclaire/consent/archive/chain"
)

// joined makes one more kiosk of the clinic.
func (k *kiosk) joined() *kiosk {
	k.t.Helper()
	j := &kiosk{t: k.t, dir: filepath.Join(k.t.TempDir(), "archive"), o: k.o}
	if err := archive.Join(j.dir, k.dir, passphrase, k.o); err != nil {
		k.t.Fatal(err)
	}
	j.open()
	return j
}

// reopen opens the kiosk's archive with what lies elsewhere.
func (k *kiosk) reopen(place archive.Elsewhere) {
	k.t.Helper()
	k.close()
	k.o.Elsewhere = place
	k.open()
}

func rows(t testing.TB, st *archive.Staff, q archive.Query) []archive.Row {
	t.Helper()
	out, err := st.Search(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestOthers finds, opens and does not erase at one kiosk what another sent.
func TestOthers(t *testing.T) {
	_, name, dsn := database(t)
	server := connect(t, dsn, quick)
	a := newKiosk(t)
	b := a.joined()
	a.put(1)
	erased, held := a.put(2), a.put(3)
	b.put(4)
	st := a.unlock()
	if err := errors.Join(st.Hold(context.Background(), held.ID, "court"), st.Erase(context.Background(), erased.ID, "asked")); err != nil {
		t.Fatal(err)
	}
	a.send(server)
	a.sent()
	b.reopen(server.Others())
	b.send(server)
	b.sent()
	st = b.unlock()
	if err := st.BuildIndex(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	found := rows(t, st, archive.Query{Text: "Jeanne"})
	if len(found) != 3 || len(st.Findings()) > 0 {
		t.Fatalf("%+v, %v", found, st.Findings())
	}
	for _, r := range found {
		far := r.About.Record != recordID(4)
		if far != (r.Archive == a.s.Public().Archive) || far != (r.Kiosk != "") || r.Held != (r.ID == held.ID) {
			t.Errorf("%+v", r)
		}
		d, err := st.Open(context.Background(), r.ID, "show")
		n := int(r.About.Record[len(r.About.Record)-1] - '0')
		if pdf, session := sample(t, n, 1000); err != nil || !bytes.Equal(d.PDF, pdf) || !bytes.Equal(d.Session, session) {
			t.Errorf("%s: %v", r.About.Record, err)
		}
	}
	if found[0].About.Record != recordID(4) {
		t.Error("the newest does not come first")
	}
	all := rows(t, st, archive.Query{Erased: true})
	if len(all) != 4 {
		t.Errorf("%d rows with those erased", len(all))
	}
	for _, r := range all {
		if r.Erased != (r.ID == erased.ID) || r.Erased && r.Archive != a.s.Public().Archive {
			t.Errorf("%+v", r)
		}
	}
	if _, err := st.Open(context.Background(), erased.ID, "show"); !errors.Is(err, archive.ErrErased) {
		t.Errorf("opening what was erased: %v", err)
	}
	for what, err := range map[string]error{"erase": st.Erase(context.Background(), held.ID, "x"), "hold": st.Hold(context.Background(), held.ID, "x"),
		"release": st.Release(context.Background(), held.ID, "x")} {
		if !errors.Is(err, archive.ErrElsewhere) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if due, err := st.Due(context.Background(), archive.Retention{"accept": -1}); err != nil || len(due) > 1 {
		t.Errorf("%d are due here, %v", len(due), err)
	}
	st.Lock()
	st = b.unlock() // from its snapshot, which holds its own only
	if got := rows(t, st, archive.Query{}); len(got) != 3 {
		t.Errorf("%d rows after unlocking again", len(got))
	}
	st.Lock()

	// What was changed on the server is told, and is not shown as a consent.
	server.pool.Reset()
	shared.s.Exec(t, name, "ALTER TABLE eclaire.entry DISABLE TRIGGER USER; UPDATE eclaire.entry SET body = body || '\\x00' WHERE seq = 1; UPDATE eclaire.entry SET day = '2020-01-01' WHERE id = '\\x"+held.ID.String()+"'; ALTER TABLE eclaire.entry ENABLE TRIGGER USER")
	st = b.unlock()
	got := rows(t, st, archive.Query{})
	if len(got) != 2 {
		t.Errorf("%d rows though one was changed", len(got))
	}
	told := false
	for _, f := range st.Findings() {
		told = told || f.Kind == chain.FoundChanged && f.Archive == a.s.Public().Archive
	}
	if !told {
		t.Errorf("the change was not told: %v", st.Findings())
	}
	for _, r := range got {
		if _, err := st.Open(context.Background(), r.ID, "show"); r.Archive != (chain.ID{}) && err == nil {
			t.Error("a changed body was opened")
		}
	}
}

// TestOthersAway goes on with the kiosk's own entries when the server does not
// answer, soon, and finds the others when it does again.
func TestOthersAway(t *testing.T) {
	t.Parallel()
	s, name, dsn := database(t)
	a := newKiosk(t)
	b := a.joined()
	a.put(1)
	b.put(2)
	a.send(connect(t, dsn, quick))
	a.sent()
	p := s.NewProxy(t)
	o := quick
	o.Step = time.Second
	b.reopen(connect(t, s.At(p.Port, name), o).Others())
	for _, mode := range []pgtest.Mode{pgtest.BlackHole, pgtest.Refuse} {
		p.Set(mode)
		if mode == pgtest.Refuse {
			p.Cut()
		}
		st := b.unlock()
		begun := time.Now()
		if got := rows(t, st, archive.Query{}); len(got) == 0 || got[0].Archive != (chain.ID{}) || got[len(got)-1].Archive != (chain.ID{}) {
			t.Errorf("%+v", got)
		}
		if took := time.Since(begun); took > 3*time.Second {
			t.Errorf("it took %s", took)
		}
		if f := st.Findings(); len(f) != 1 || f[0].Kind != chain.FoundAway {
			t.Errorf("%v", f)
		}
		begun = time.Now()
		b.put(3)
		if took := time.Since(begun); took > time.Second {
			t.Errorf("keeping took %s", took)
		}
		p.Set(pgtest.Pass)
		if err := st.BuildIndex(context.Background(), nil); err != nil {
			t.Fatal(err)
		}
		if got := rows(t, st, archive.Query{Text: "jeanne1"}); len(got) != 1 || len(st.Findings()) > 0 {
			t.Errorf("%+v, %v", got, st.Findings())
		}
		st.Lock()
	}
}

// TestNeverWaits keeps documents while the index waits for the server.
func TestNeverWaits(t *testing.T) {
	t.Parallel()
	s, name, _ := database(t)
	k := newKiosk(t)
	p := s.NewProxy(t)
	p.Set(pgtest.BlackHole)
	o := quick
	o.Step, o.Connect = 2*time.Second, 2*time.Second
	server := connect(t, s.At(p.Port, name), o)
	k.reopen(server.Others())
	k.send(server)
	st := k.unlock()
	built := make(chan error)
	go func() { built <- st.BuildIndex(context.Background(), nil) }()
	var longest time.Duration
	for n := 0; ; n++ {
		begun := time.Now()
		k.put(n)
		_ = k.d.Status()
		longest = max(longest, time.Since(begun))
		select {
		case err := <-built:
			if err != nil || n < 3 {
				t.Errorf("%v, %d puts", err, n)
			}
			if longest > time.Second {
				t.Errorf("somebody waited %s", longest)
			}
			return
		default:
		}
	}
}
