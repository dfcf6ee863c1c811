//go:build unix

package central

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/jackc/pgx/v5"

	"eclaire/consent/archive/central/pgtest"
)

// copyFolder copies the files of a folder.
func copyFolder(t testing.TB, from, to string) {
	t.Helper()
	if err := os.MkdirAll(to, 0o700); err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadDir(from)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if f.IsDir() {
			continue
		}
		b, err := os.ReadFile(filepath.Join(from, f.Name()))
		if err == nil {
			err = os.WriteFile(filepath.Join(to, f.Name()), b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestKiosksRole gives the kiosks a role that owns nothing: it can send, erase and prepare,
// and can change neither the tables nor their rules.
func TestKiosksRole(t *testing.T) {
	t.Parallel()
	s := pgtest.Start(t)
	dsn := s.CreateDatabase(t, "clinic")
	s.Exec(t, "clinic", "CREATE ROLE kiosk LOGIN PASSWORD 'kiosk secret 5'")
	k := newKiosk(t)
	gone := k.put(1).ID
	as := fmt.Sprintf("postgres://kiosk:kiosk%%20secret%%205@127.0.0.1:%d/clinic?sslmode=disable", s.Port)
	server := connect(t, as, quick)
	k.send(server)
	k.reason(Tables)
	if err := server.Migrate(context.Background(), ""); err == nil {
		t.Error("the kiosks' role made the tables")
	}
	owner := connect(t, dsn, quick)
	for range 2 {
		if err := owner.Migrate(context.Background(), "kiosk"); err != nil {
			t.Fatal(err)
		}
	}
	k.sent()
	k.put(2)
	if err := k.unlock().Erase(context.Background(), gone, "asked"); err != nil {
		t.Fatal(err)
	}
	k.sent()
	k.matches(dsn)
	if bodyThere(t, dsn, gone) {
		t.Error("what was erased is there")
	}
	w := server.Waiting()
	if err := errors.Join(w.Put(context.Background(), "2026-11-22", [16]byte{1}, []byte("x")), w.Remove(context.Background(), [16]byte{1})); err != nil {
		t.Error(err)
	}
	k.stop()
	for who, want := range map[*Server]bool{server: false, owner: true} {
		if owns, err := who.Owns(context.Background()); err != nil || owns != want {
			t.Errorf("owns %v, %v", owns, err)
		}
	}
	c, err := pgx.Connect(context.Background(), as)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	for _, q := range []string{"ALTER TABLE eclaire.entry DISABLE TRIGGER USER", "DELETE FROM eclaire.entry", "UPDATE eclaire.entry SET sign = NULL",
		"DELETE FROM eclaire.archive", "DELETE FROM eclaire.head", "INSERT INTO eclaire.version (version_id, is_applied) VALUES (99, true)"} {
		if _, err := c.Exec(context.Background(), q); err == nil {
			t.Errorf("the kiosks' role may %s", q)
		}
	}
}
