//go:build unix

package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/archive/central/pgtest"
	"eclaire/ui/screen"
)

// TestTwoKiosks wires two kiosks to a real server by their settings: what one
// keeps the staff at the other find, a case prepared at one starts at the other,
// and neither waits for a server that is down.
func TestTwoKiosks(t *testing.T) {
	isolate(t)
	server := pgtest.Start(t)
	dsn := server.CreateDatabase(t, "clinic")
	if code, out, errs := call(t, "", "archive", "server", "migrate", "--owner", dsn); code != 0 || !strings.Contains(out, "tables") {
		t.Fatalf("making the tables: exit %d\n%s%s", code, out, errs)
	}
	a, b := defaults(), defaults()
	a.Archive.Folder = initArchive(t)
	b.Archive.Folder = t.TempDir()
	if err := archive.Join(b.Archive.Folder, a.Archive.Folder, testPassphrase, archive.Options{WorkFactor: 10}); err != nil {
		t.Fatal(err)
	}
	a.Archive.Postgres, b.Archive.Postgres = dsn, dsn
	a.Archive.Name, b.Archive.Name = "Room 1", "Room 2"
	one, two := openStorage(t, a, ""), openStorage(t, b, "")
	pdf, session, _, finished := drawn(t)
	k := newKeeper(one.place, seals(t, a))
	file, unstamped, err := k.seal(pdf, finished)
	if err != nil {
		t.Fatal(err)
	}
	if err := k.keep("E-TEST", file, session, unstamped); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
	defer stop()
	if err := one.sender.Wait(ctx); err != nil {
		t.Fatal(err, one.sender.Status())
	}
	if got := sending(one.sender.Status()); got.Waiting != 0 || got.Problem != "" || got.Last.IsZero() {
		t.Errorf("the staff's screen says %+v", got)
	}
	var known []string
	for _, who := range []*storage{one, two} {
		st, err := who.store.Unlock(ctx, testPassphrase, "Dr Modèle")
		if err != nil {
			t.Fatal(err)
		}
		if err := who.list.Unlock(st.DayKey); err != nil {
			t.Fatal(err)
		}
		for _, name := range known { // nothing was looked for since the unlocking
			id, err := resolve(ctx, st, name)
			if d, openErr := st.Open(ctx, id, "show"); err != nil || openErr != nil || string(d.PDF) != string(file) {
				t.Errorf("by its id: %v, %v", err, openErr)
			}
		}
		rows, err := st.Search(ctx, archive.Query{Text: "exemple"})
		if err != nil || len(rows) != 1 {
			t.Fatal(rows, err)
		}
		if d, err := st.Open(ctx, rows[0].ID, "show"); err != nil || string(d.PDF) != string(file) {
			t.Errorf("the document: %v", err)
		}
		known = []string{rows[0].ID.String(), rows[0].About.Record}
	}
	prepared, err := one.list.Add(ctx, consent.Form{Texts: map[consent.Field]string{consent.FieldBirthName: "EXEMPLE"}})
	if err != nil {
		t.Fatal(err)
	}
	if c, err := two.list.Find(ctx, prepared.Code); err != nil || c.Name() != "EXEMPLE" {
		t.Errorf("at the other kiosk: %v, %v", c, err)
	}
	if code, out, errs := call(t, "", "--settings", settingsWith(t, "[archive]\npostgres = \""+dsn+"\"\n"), "archive", "server"); code != 0 || !strings.Contains(out, "Room 1") {
		t.Errorf("checking the server: exit %d\n%s%s", code, out, errs)
	}
	own := settingsWith(t, "[archive]\nfolder = \""+a.Archive.Folder+"\"\npostgres = \""+dsn+"\"\n")
	if code, out, errs := call(t, "", "--settings", own, "archive", "server"); code != 0 || !strings.Contains(errs, "owns the server's tables") || strings.Contains(errs, "no archive here") {
		t.Errorf("checking the server beside the kiosk: exit %d\n%s%s", code, out, errs)
	}
	server.Exec(t, "clinic", "UPDATE eclaire.archive SET name = 'Room 7' WHERE name = 'Room 2'")
	if code, out, _ := call(t, "", "--settings", own, "archive", "server"); code != 1 || !strings.Contains(out, "another name on the server") {
		t.Errorf("a kiosk renamed: exit %d\n%s", code, out)
	}
	upgraded(t, ctx, server, settingsWith(t, "[archive]\npostgres = \""+dsn+"\"\n"), one, pdf, session)

	server.Stop(t)
	one.close()
	from := time.Now()
	again := openStorage(t, a, "")
	if err := again.place.put("E-TEST-2", file, session, false); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(from); took > 5*time.Second { // connecting alone may take five
		t.Errorf("with the server down, opening and keeping took %v", took)
	}
	for range 100 {
		if got := sending(again.sender.Status()); got.Problem == "unreachable" && got.Waiting == 1 {
			server.Restart(t)
			if err := again.sender.Wait(ctx); err != nil {
				t.Error(err)
			}
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("the staff's screen says %+v", sending(again.sender.Status()))
}

// upgraded has another kiosk's update make the server's tables newer for a time:
// this one keeps and prepares by itself, says what to do, and sends afterwards.
func upgraded(t *testing.T, ctx context.Context, server *pgtest.Server, settings string, k *storage, pdf, session []byte) {
	t.Helper()
	server.Exec(t, "clinic", "INSERT INTO eclaire.version (version_id, is_applied) VALUES (99, true)")
	if err := k.place.put("E-TEST-NEWER", pdf, session, false); err != nil {
		t.Fatal(err)
	}
	if c, err := k.list.Add(ctx, consent.Form{}); err != nil || c.Code == "" {
		t.Errorf("no case can be prepared: %v", err)
	}
	says := func() screen.Sending { return sending(k.sender.Status()) }
	for end := time.Now().Add(20 * time.Second); says().Problem != "newer" || says().Waiting != 1; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the staff's screen says %+v", says())
		}
	}
	if code, _, errs := call(t, "", "--settings", settings, "archive", "server"); code != 1 || !strings.Contains(errs, "serves a newer version of the program") || !strings.Contains(errs, "Update this program") {
		t.Errorf("checking the server: exit %d\n%s", code, errs)
	}
	server.Exec(t, "clinic", "DELETE FROM eclaire.version WHERE version_id = 99")
	if err := k.sender.Wait(ctx); err != nil || says().Problem != "" || says().Waiting != 0 {
		t.Errorf("not sent after the update: %v, %+v", err, says())
	}
}
