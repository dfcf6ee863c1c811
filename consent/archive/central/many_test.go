//go:build unix

package central

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"eclaire/consent/archive/central/pgtest"
	"eclaire/consent/archive/leaktest"
)

// TestMany lets fifty kiosks begin at once and send together: none is lost, and none is
// there twice.
func TestMany(t *testing.T) {
	const kiosks = 50
	each := 6
	if os.Getenv("ECLAIRE_SOAK") != "" {
		each = 200
	}
	s, name, dsn := database(t)
	first := newKiosk(t)
	all := []*kiosk{first}
	for len(all) < kiosks {
		all = append(all, first.joined())
	}
	samples := make([][2][]byte, each)
	for n := range samples {
		samples[n][0], samples[n][1] = sample(t, n, 1000)
	}
	begun := time.Now()
	var work sync.WaitGroup
	errs := make([]error, kiosks)
	for i, k := range all {
		server := connect(t, dsn, Options{FirstWait: 20 * time.Millisecond, LongestWait: time.Second, Connect: 20 * time.Second, Step: time.Minute})
		work.Go(func() {
			k.d = server.Send(k.s, fmt.Sprint("Kiosk ", i))
			for n := range each {
				if _, err := k.s.Put(context.Background(), recordID(n), samples[n][0], samples[n][1]); err != nil {
					errs[i] = err
					return
				}
			}
			ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
			defer cancel()
			errs[i] = k.d.Wait(ctx)
		})
	}
	work.Wait()
	took := time.Since(begun)
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	for _, k := range all {
		if st := k.d.Status(); st.Reason != Fine || st.Entries != 0 || len(st.Findings) > 0 {
			t.Errorf("%+v", st)
		}
		k.stop()
	}
	want := kiosks * each
	if n := ask[int](t, dsn, "SELECT count(*) FROM eclaire.entry WHERE kind = 'consent'"); n != want {
		t.Errorf("%d consents are there, %d were put", n, want)
	}
	if n := ask[int](t, dsn, "SELECT count(DISTINCT id) FROM eclaire.entry WHERE kind = 'consent' AND body IS NOT NULL"); n != want {
		t.Errorf("%d different consents are there, %d were put", n, want)
	}
	if n := ask[int](t, dsn, "SELECT count(*) FROM eclaire.version WHERE version_id = 1"); n != 1 {
		t.Errorf("the tables were made %d times", n)
	}
	got, err := connect(t, dsn, Options{}).Verify(context.Background(), nil, nil)
	if err != nil || len(got) != kiosks {
		t.Fatalf("%d archives, %v", len(got), err)
	}
	for _, v := range got {
		if !v.Report.Whole() || int(v.Report.Consents) != each {
			t.Errorf("%s: %+v", v.Name, v.Report)
		}
	}
	for _, k := range []*kiosk{all[0], all[kiosks-1]} {
		k.matches(dsn)
	}
	t.Logf("%d kiosks sent %d documents in %s: %.0f a second, with putting them", kiosks, want, took.Round(time.Millisecond), float64(want)/took.Seconds())
	secret(t, s, name)
}

// secret looks for the patients' names in a dump and in the cluster's files.
func secret(t *testing.T, s *pgtest.Server, name string) {
	t.Helper()
	s.Exec(t, name, "CHECKPOINT")
	look := func(where string, b []byte) {
		for _, found := range leaktest.In(b, marker) {
			t.Errorf("%s holds a patient's name: %s", where, found)
		}
	}
	dump, err := s.Command("pg_dump", "-d", name).Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		t.Fatalf("pg_dump: %s", exit.Stderr)
	}
	if err != nil || len(dump) < 100<<10 || !strings.Contains(string(dump), "eclaire.entry") {
		t.Fatalf("the dump has %d bytes, %v", len(dump), err)
	}
	look("the dump", dump)
	read := int64(0)
	err = filepath.WalkDir(s.Dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil // temporary files come and go
		}
		b, err := os.ReadFile(path)
		if err == nil {
			read += int64(len(b))
			look(filepath.Base(path), b)
		}
		return nil
	})
	if err != nil || read < 1<<20 {
		t.Errorf("only %d bytes were read, %v", read, err)
	}
}

// TestFull fills the server's disk: a small file system when this may mount
// one, else the server's own answer from a trigger.
func TestFull(t *testing.T) {
	dir, err := os.MkdirTemp("", "eclaire-full-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	pgtest.Bin(t)
	k := newKiosk(t)
	for n := range 60 { // more than what is left in the server's files
		k.put(n)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=24m,mode=0777", "eclaire-full", dir).CombinedOutput(); err != nil {
		t.Logf("no small file system (%v: %s): by a trigger", err, strings.TrimSpace(string(out)))
		fullByTrigger(t, k)
		return
	}
	t.Cleanup(func() { _ = exec.Command("umount", "-l", dir).Run() })
	t.Log("on a file system of 24 MB")
	s := pgtest.Start(t) // its own: a full disk is felt by the whole cluster
	s.Own(t, dir)
	s.Exec(t, "postgres", "CREATE TABLESPACE small LOCATION '"+dir+"'")
	s.Exec(t, "postgres", "CREATE DATABASE small TABLESPACE small")
	fullThenRoom(t, k, s.DSN("small"), func() {
		if err := os.WriteFile(filepath.Join(dir, "fill"), make([]byte, 32<<20), 0o600); err == nil {
			t.Fatal("the small file system is not small")
		}
	}, func() { _ = os.Remove(filepath.Join(dir, "fill")) })
}

func fullByTrigger(t *testing.T, k *kiosk) {
	s, name, dsn := database(t)
	fullThenRoom(t, k, dsn, func() {
		s.Exec(t, name, `CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$;
			CREATE TRIGGER full_disk BEFORE INSERT ON eclaire.entry EXECUTE FUNCTION full_disk()`)
	}, func() { s.Exec(t, name, "DROP TRIGGER full_disk ON eclaire.entry") })
}

func fullThenRoom(t *testing.T, k *kiosk, dsn string, fill, free func()) {
	t.Helper()
	migrated(t, dsn)
	server := connect(t, dsn, quick)
	fill()
	k.send(server)
	if st := k.reason(Full); st.Consents == 0 {
		t.Errorf("%+v", st)
	}
	k.put(100)
	free()
	k.sent()
	k.matches(dsn)
	k.stop()
	server.Close()
}

// BenchmarkSend sends entries with documents of 200 kB.
func BenchmarkSend(b *testing.B) {
	_, _, dsn := database(b)
	k := newKiosk(b)
	server := connect(b, dsn, Options{})
	k.send(server)
	pdf, session := sample(b, 0, 200<<10)
	b.SetBytes(int64(len(pdf)))
	b.ResetTimer()
	for n := range b.N {
		if _, err := k.s.Put(context.Background(), recordID(n), pdf, session); err != nil {
			b.Fatal(err)
		}
	}
	k.sent()
}
