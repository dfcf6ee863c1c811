package archive

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
)

const (
	testPassphrase = "quatre mots sans rapport"
	testFactor     = 10
)

var testStart = time.Date(2026, 11, 22, 9, 30, 15, 0, time.FixedZone("CET", 3600))

// testClock is a clock that tests set.
type testClock struct{ at time.Time }

func (c *testClock) now() time.Time { return c.at }

// bench is an archive for a test.
type bench struct {
	t     testing.TB
	dir   string
	clock *testClock
	o     Options
	sheet Sheet
	s     *Store
}

// newArchive makes one and opens it.
func newArchive(t testing.TB) *bench {
	t.Helper()
	b := &bench{t: t, dir: filepath.Join(t.TempDir(), "archive"), clock: &testClock{testStart}}
	b.o = Options{Now: b.clock.now, WorkFactor: testFactor}
	var err error
	if b.sheet, err = Init(b.dir, testPassphrase, b.o); err != nil {
		t.Fatal(err)
	}
	b.open()
	return b
}

func (b *bench) open() chain.Report {
	b.t.Helper()
	b.close()
	s, report, err := Open(context.Background(), b.dir, b.o)
	if err != nil {
		b.t.Fatal(err)
	}
	b.s = s
	b.t.Cleanup(func() { s.Close() })
	return report
}

func (b *bench) close() {
	if b.s != nil {
		if err := b.s.Close(); err != nil {
			b.t.Fatal(err)
		}
		b.s = nil
	}
}

// openRestored opens what was restored: its kiosk has a new key, which staff confirm.
func (b *bench) openRestored() {
	b.t.Helper()
	if report := b.open(); kinds(report) != string(chain.FoundKiosk) {
		b.t.Errorf("restored: %v", report.Findings)
	}
	st := b.unlock()
	for _, k := range b.s.Kiosks() {
		if k.Here == k.Confirmed {
			b.t.Errorf("a key of the kiosk after restoring: %+v", k)
		}
		if !k.Here {
			continue
		}
		if err := st.ConfirmKiosk(b.t.Context(), "0000 0000"); !errors.Is(err, ErrFingerprint) {
			b.t.Errorf("another fingerprint: %v", err)
		}
		if err := st.ConfirmKiosk(b.t.Context(), strings.ToLower(k.Key.Fingerprint())); err != nil {
			b.t.Error(err)
		}
	}
	st.Lock()
	if report := b.open(); kinds(report) != "" {
		b.t.Errorf("confirmed: %v", report.Findings)
	}
}

func (b *bench) put(n int) Receipt {
	b.t.Helper()
	pdf, session := sample(b.t, n, nil)
	r, err := b.s.Put(context.Background(), sampleID(n), pdf, session)
	if err != nil {
		b.t.Fatal(err)
	}
	return r
}

func (b *bench) unlock() *Staff {
	b.t.Helper()
	st, err := b.s.Unlock(context.Background(), testPassphrase, "Dr Modèle")
	if err != nil {
		b.t.Fatal(err)
	}
	return st
}

func sampleID(n int) string { return fmt.Sprintf("E-20261122-%08d", n) }

// sample makes a session file and something in place of its document.
func sample(t testing.TB, n int, change func(*consent.Record)) (pdf, session []byte) {
	t.Helper()
	r := consent.Record{Schema: consent.RecordSchema, ID: sampleID(n), ContentVersion: "test", Read: consent.French,
		Started: testStart.Add(-time.Hour), Finished: testStart.Add(time.Duration(n) * time.Second), Outcome: consent.AcceptProcedure,
		Case: consent.Case{BirthName: "EXEMPLE", FirstNames: "Jeanne", BirthDate: consent.Date{Year: 1941, Month: 3, Day: 3},
			Sex: consent.Female, ToTreat: consent.NewLevelSet(consent.L1), Clinician: "Dr Modèle"},
		Statements: []string{"legal.say-withdraw"}}
	if change != nil {
		change(&r)
	}
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
	if _, err := consent.ParseRecord(session); err != nil {
		t.Fatalf("the sample is no record: %v", err)
	}
	return []byte(fmt.Sprintf("%%PDF-1.7 %d %s", n, strings.Repeat("x", 3000+n%7*20000))), session
}

func kinds(r chain.Report) string {
	var out []string
	for _, f := range r.Findings {
		out = append(out, string(f.Kind))
	}
	return strings.Join(out, " ")
}

func TestPutAndRead(t *testing.T) {
	b := newArchive(t)
	ctx := context.Background()
	var receipts []Receipt
	for n := range 5 {
		receipts = append(receipts, b.put(n))
	}
	for i, r := range receipts {
		if len(r.Warnings) > 0 || r.Position.Seq != int64(2*i+1) {
			t.Errorf("receipt %d: %+v", i, r)
		}
	}
	if report := b.open(); !report.Whole() || report.Consents != 5 || report.Entries != 10 || report.Contents != 10 || kinds(report) != "" {
		t.Errorf("after closing: %+v", report)
	}
	st := b.unlock()
	for n, r := range receipts {
		d, err := st.Open(ctx, r.ID, "show")
		if err != nil {
			t.Fatal(err)
		}
		pdf, session := sample(t, n, nil)
		if !bytes.Equal(d.PDF, pdf) || !bytes.Equal(d.Session, session) || d.About.BirthName != "EXEMPLE" || d.Entry.ID != r.ID {
			t.Errorf("document %d came back otherwise: %+v", n, d.About)
		}
	}
	if has, err := b.s.Has(ctx, sampleID(3)); err != nil || !has {
		t.Errorf("Has: %v, %v", has, err)
	}
	if has, err := b.s.Has(ctx, "E-20261122-OTHER"); err != nil || has {
		t.Errorf("Has of another: %v, %v", has, err)
	}
	var acts []string
	if err := st.Trail(ctx, chain.ID{}, func(l Trace) error { acts = append(acts, l.Act.Action); return nil }); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(acts, " "); got != "keep keep keep keep keep unlock show show show show show" {
		t.Errorf("the trail: %s", got)
	}
	report, err := st.Verify(ctx, func(pdf, session []byte) bool { return bytes.HasPrefix(pdf, []byte("%PDF")) }, nil)
	if err != nil || !report.Whole() || report.Decrypted != report.Entries {
		t.Errorf("verify: %v %+v", err, report)
	}
	st.Lock()
	if _, err := st.Open(ctx, receipts[0].ID, "show"); !errors.Is(err, ErrLocked) {
		t.Errorf("locked: %v", err)
	}
}

// TestSecondProgram finds the folder taken, and can read beside the first.
func TestSecondProgram(t *testing.T) {
	b := newArchive(t)
	b.put(1)
	ctx := context.Background()
	if _, _, err := Open(ctx, b.dir, b.o); !errors.Is(err, disk.ErrInUse) {
		t.Fatalf("a second program: %v", err)
	}
	o := b.o
	o.ReadOnly = true
	other, report, err := Open(ctx, b.dir, o)
	if err != nil || !report.Whole() || report.Consents != 1 {
		t.Fatalf("reading beside: %v %+v", err, report)
	}
	defer other.Close()
	if _, err := other.Put(ctx, "x", nil, nil); !errors.Is(err, ErrReadOnly) {
		t.Errorf("a reader wrote: %v", err)
	}
	st, err := other.Unlock(ctx, testPassphrase, "IT")
	if err != nil {
		t.Fatal(err)
	}
	if rows, err := st.Search(ctx, Query{}); err != nil || len(rows) != 1 {
		t.Errorf("%v %v", rows, err)
	}
	b.put(2)
	acts := 0
	if err := b.unlock().Trail(ctx, chain.ID{}, func(l Trace) error {
		if l.Act.Who == "IT" && l.Act.Action == "unlock" {
			acts++
		}
		return nil
	}); err != nil || acts != 1 {
		t.Errorf("the reader's act is in the trail %d times: %v", acts, err)
	}
	if err := other.Close(); err != nil {
		t.Error(err)
	}
	if report := b.open(); !report.Whole() {
		t.Errorf("%+v", report)
	}
}

// TestNewerIsLeftAlone compares every file before and after an older program
// tried.
func TestNewerIsLeftAlone(t *testing.T) {
	for name, change := range map[string]func(t *testing.T, dir string){
		"folder": func(t *testing.T, dir string) {
			p := filepath.Join(dir, plainFile)
			b, _ := os.ReadFile(p)
			if err := os.WriteFile(p, bytes.Replace(b, []byte(`"format": 2`), []byte(`"format": 3`), 1), 0o600); err != nil {
				t.Fatal(err)
			}
		},
		"database": func(t *testing.T, dir string) {
			db, err := sql.Open("sqlite", filePath(dir, 1))
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if _, err := db.Exec("PRAGMA user_version=3"); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newArchive(t)
			b.put(1)
			b.close()
			change(t, b.dir)
			before := snapshotOf(t, b.dir)
			if _, _, err := Open(context.Background(), b.dir, b.o); !errors.Is(err, ErrNewer) {
				t.Fatalf("a newer archive: %v", err)
			}
			if after := snapshotOf(t, b.dir); after != before {
				t.Errorf("it was touched:\n%s\n%s", before, after)
			}
		})
	}
}

// snapshotOf lists names, sizes and digests.
func snapshotOf(t *testing.T, dir string) string {
	t.Helper()
	var out strings.Builder
	found, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		b, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&out, f.Name(), len(b), chain.SumOf(b))
	}
	return out.String()
}

func TestClock(t *testing.T) {
	b := newArchive(t)
	b.put(1)
	b.clock.at = b.clock.at.Add(-48 * time.Hour)
	if r := b.put(2); len(r.Warnings) != 1 || r.Warnings[0] != chain.FoundClock || r.Position.Seq != 3 {
		t.Errorf("clock set back: %+v", r)
	}
	if report := b.open(); kinds(report) != "clock" || !report.Whole() {
		t.Errorf("clock set back: %+v", report)
	}
	b.clock.at = testStart.Add(time.Hour).In(time.FixedZone("JST", 9*3600))
	if report := b.open(); kinds(report) != "zone" || !report.Whole() {
		t.Errorf("another zone: %+v", report)
	}
	if r := b.put(3); len(r.Warnings) != 1 || r.Warnings[0] != chain.FoundZone || r.Position.Seq != 5 {
		t.Errorf("another zone: %+v", r)
	}
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	c := newArchive(t)
	c.clock.at = time.Date(2026, 3, 20, 9, 0, 0, 0, paris)
	c.put(1)
	c.clock.at = time.Date(2026, 4, 20, 9, 0, 0, 0, paris)
	if r := c.put(2); len(r.Warnings) > 0 {
		t.Errorf("summer time was taken for another zone: %v", r.Warnings)
	}
}

func TestWrongPassphrases(t *testing.T) {
	b := newArchive(t)
	ctx := context.Background()
	var wait *WaitError
	for i := range freeAttempts {
		if _, err := b.s.Unlock(ctx, "not the passphrase", "x"); !errors.Is(err, ErrPassphrase) {
			t.Fatalf("try %d: %v", i, err)
		}
	}
	longest := time.Duration(0)
	for i := range 14 {
		b.open() // starting again does not help
		if _, err := b.s.Unlock(ctx, testPassphrase, "x"); !errors.As(err, &wait) {
			t.Fatalf("try %d: no wait: %v", i, err)
		}
		if wait.Wait < longest {
			t.Errorf("the wait became shorter: %v after %v", wait.Wait, longest)
		}
		longest = wait.Wait
		b.clock.at = b.clock.at.Add(wait.Wait)
		if _, err := b.s.Unlock(ctx, "not the passphrase", "x"); !errors.Is(err, ErrPassphrase) {
			t.Fatalf("try %d: %v", i, err)
		}
	}
	if longest != longestWait {
		t.Errorf("the longest wait is %v", longest)
	}
	b.clock.at = b.clock.at.Add(-24 * time.Hour) // setting the clock back does not help either
	if _, err := b.s.Unlock(ctx, testPassphrase, "x"); !errors.As(err, &wait) || wait.Wait != longestWait {
		t.Errorf("clock set back: %v", err)
	}
	b.clock.at = b.clock.at.Add(longestWait)
	b.unlock().Lock()
	if _, err := b.s.Unlock(ctx, "not the passphrase", "x"); !errors.Is(err, ErrPassphrase) {
		t.Errorf("after a right one: %v", err)
	}
}

// testAlarm is a timer that rings when a test says so.
type testAlarm struct {
	ring func()
	set  time.Duration // 0: stopped
}

func (a *testAlarm) after(d time.Duration, f func()) alarm { a.ring, a.set = f, d; return a }
func (a *testAlarm) Stop() bool                            { a.set = 0; return true }
func (a *testAlarm) Reset(d time.Duration) bool            { a.set = d; return true }

// TestLocksItself lets time pass by the clock alone, as when the machine slept,
// and then by the timer alone, as when nobody comes back.
func TestLocksItself(t *testing.T) {
	b := newArchive(t)
	var timer testAlarm
	b.o.OpenFor, b.o.after = time.Minute, timer.after
	b.open()
	b.put(1)
	search := func(st *Staff) error {
		_, err := st.Search(context.Background(), Query{})
		return err
	}
	st := b.unlock()
	for range 5 {
		b.clock.at = b.clock.at.Add(time.Minute - time.Nanosecond)
		timer.set /= 2 // half of it has passed
		if err := search(st); err != nil || timer.set != time.Minute {
			t.Fatalf("in use: %v, the timer set to %v", err, timer.set)
		}
	}
	b.clock.at = b.clock.at.Add(time.Minute)
	if err := search(st); !errors.Is(err, ErrLocked) {
		t.Errorf("after a minute: %v", err)
	}
	b.clock.at = b.clock.at.Add(-time.Minute)
	if err := search(st); !errors.Is(err, ErrLocked) || st.keys != nil || timer.set != 0 {
		t.Errorf("after the clock was set back: %v, %d keys, the timer set to %v", err, len(st.keys), timer.set)
	}
	st = b.unlock()
	if err := search(st); err != nil {
		t.Fatal(err)
	}
	timer.ring()
	if st.keys != nil {
		t.Error("the key was kept after a minute")
	}
	if err := search(st); !errors.Is(err, ErrLocked) {
		t.Errorf("after the timer: %v", err)
	}
	b.put(2)
}

func TestInitRefuses(t *testing.T) {
	b := newArchive(t)
	b.put(1)
	b.close()
	if _, err := Init(b.dir, testPassphrase, b.o); !errors.Is(err, ErrThere) {
		t.Errorf("a second time: %v", err)
	}
	if _, err := Init(t.TempDir(), "12345678901", b.o); !errors.Is(err, ErrWeak) {
		t.Errorf("a short passphrase: %v", err)
	}
	if _, _, err := Open(context.Background(), t.TempDir(), b.o); !errors.Is(err, ErrNone) {
		t.Errorf("an empty folder: %v", err)
	}
	os.Remove(filepath.Join(b.dir, plainFile))
	if _, err := Init(b.dir, testPassphrase, b.o); !errors.Is(err, ErrThere) {
		t.Errorf("without its file: %v", err)
	}
}
