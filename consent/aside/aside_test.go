package aside

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"pgregory.net/rapid"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
	"eclaire/consent/archive/leaktest"
	"eclaire/consent/disk/disktest"
)

const passphrase = "quatre mots sans rapport"

var start = time.Date(2026, 11, 22, 9, 30, 15, 0, time.FixedZone("CET", 3600))

// bench is an archive with sessions beside it, and a clock.
type bench struct {
	t     testing.TB
	dir   string
	now   time.Time
	store *archive.Store
	shelf *Shelf
}

func newBench(t testing.TB, dir string) *bench {
	t.Helper()
	b := &bench{t: t, dir: dir, now: start}
	if _, err := archive.Init(dir, passphrase, b.options()); err != nil {
		t.Fatal(err)
	}
	b.open()
	t.Cleanup(func() { b.store.Close() })
	return b
}

func (b *bench) options() archive.Options {
	return archive.Options{Now: func() time.Time { return b.now }, WorkFactor: 10, OpenFor: time.Hour}
}

// open opens everything as a start of the program does.
func (b *bench) open() {
	b.t.Helper()
	if b.store != nil {
		b.store.Close()
	}
	var err error
	if b.store, _, err = archive.Open(context.Background(), b.dir, b.options()); err != nil {
		b.t.Fatal(err)
	}
	b.shelf = b.another()
}

func (b *bench) another() *Shelf {
	b.t.Helper()
	h, err := Open(context.Background(), b.store, Options{Now: func() time.Time { return b.now }})
	if err != nil {
		b.t.Fatal(err)
	}
	return h
}

func (b *bench) unlock() *archive.Staff {
	b.t.Helper()
	st, err := b.store.Unlock(context.Background(), passphrase, "Dr Modèle")
	if err != nil {
		b.t.Fatal(err)
	}
	return st
}

func (b *bench) lay(k Kept) ID {
	b.t.Helper()
	id := NewID()
	if _, err := b.shelf.Lay(id, k); err != nil {
		b.t.Fatal(err)
	}
	return id
}

// names lists the files of sessions.
func (b *bench) names() []string {
	names, _ := filepath.Glob(filepath.Join(b.dir, archive.BesideName))
	return names
}

// trail counts the lines of the audit trail with an action.
func (b *bench) trail(action string) (n int) {
	b.t.Helper()
	st := b.unlock()
	if err := st.Trail(context.Background(), chain.ID{}, func(tr archive.Trace) error {
		if tr.Act.Action == action {
			n++
		}
		return nil
	}); err != nil {
		b.t.Fatal(err)
	}
	return n
}

func script() consent.Script {
	return consent.Script{
		Lot: 7, Content: "v1", Pages: []string{"p1", "p2", "p3"}, Questions: []string{"q1", "q2"}, Scales: []string{"s1"}, Prompts: []string{"d1"},
		Options: map[string][]string{"q1": {"a", "b"}, "q2": {"a", "b"}}, Correct: map[string]string{"q1": "a", "q2": "b"},
	}
}

func apply(t interface{ Fatalf(string, ...any) }, s consent.Session, events ...consent.Event) consent.Session {
	for _, e := range events {
		var err error
		if s, err = consent.Apply(s, e); err != nil {
			t.Fatalf("%T refused: %v", e, err)
		}
	}
	return s
}

func sample(t interface{ Fatalf(string, ...any) }) consent.Session {
	return apply(t, consent.Session{}, consent.Speak{Language: consent.French}, consent.Prepare{
		Case: consent.Case{BirthName: "ZQEXEMPLE", FirstNames: "Jeanne", BirthDate: consent.Date{Year: 1941, Month: 3, Day: 3}, Sex: consent.Female,
			ToTreat: consent.NewLevelSet(consent.L1)},
		Clinic: consent.Clinic{Threshold: 2}, Script: script(), At: start}, consent.Pass{Page: "p1"}, consent.See{Page: "p1"},
		consent.Respond{Question: "q1", Option: "b"})
}

func TestPutByAndTakenUp(t *testing.T) {
	b := newBench(t, filepath.Join(t.TempDir(), "a"))
	ctx := context.Background()
	s, texts := sample(t), []byte("the texts of then")
	id := b.lay(Kept{Session: s, Texts: texts})
	if laid, cut := b.shelf.Count(); laid != 1 || cut != 0 {
		t.Errorf("%d put by, %d interrupted", laid, cut)
	}
	for _, name := range b.names() {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v %v", info.Mode(), err)
		}
	}
	if found, _ := leaktest.Below(t, []string{"ZQEXEMPLE"}, b.dir); len(found) > 0 {
		t.Error(found)
	}
	if _, err := b.shelf.List(ctx, nil); !errors.Is(err, archive.ErrLocked) {
		t.Errorf("listed while it is locked: %v", err)
	}
	b.now = b.now.Add(48 * time.Hour)
	b.open()
	st := b.unlock()
	list, err := b.shelf.List(ctx, st)
	if err != nil || len(list) != 1 {
		t.Fatalf("%v %v", err, list)
	}
	if e := list[0]; e.ID != id || e.Name != "Jeanne ZQEXEMPLE" || !e.Since.Equal(start) || e.Until.Format(time.DateOnly) != "2026-12-22" || e.Interrupted || e.Err != nil {
		t.Errorf("%+v", e)
	}
	got, err := b.shelf.Take(ctx, st, id)
	if err != nil || !bytes.Equal(got.Texts, texts) || got.Session.Script.Lot != 7 || !reflect.DeepEqual(got.Session.Answers, s.Answers) || !reflect.DeepEqual(got.Session.Seen, s.Seen) {
		t.Fatalf("%v %+v", err, got)
	}
	if list, _ := b.shelf.List(ctx, st); len(list) != 0 {
		t.Errorf("after it was taken up: %v", list)
	}
	b.shelf.Drop(id)
	if err := b.shelf.Save(id, Kept{Session: s}); err != nil || len(b.names()) != 0 {
		t.Errorf("what came late was written: %v %v", err, b.names())
	}
	if b.trail("take up") != 1 {
		t.Error("the trail does not say who took it up")
	}
}

// TestInterrupted: what was going on when the program ended waits at the next start, as
// of the last event that was written.
func TestInterrupted(t *testing.T) {
	b := newBench(t, filepath.Join(t.TempDir(), "a"))
	s, id := sample(t), NewID()
	for _, e := range []consent.Event{consent.See{Page: "p2"}, consent.Weigh{Scale: "s1", Value: 3}} {
		s = apply(t, s, e)
		if err := b.shelf.Save(id, Kept{Session: s}); err != nil {
			t.Fatal(err)
		}
		b.now = b.now.Add(24 * time.Hour) // the day of erasing is another one
	}
	if len(b.names()) != 1 {
		t.Errorf("one session in %v", b.names())
	}
	b.open()
	if laid, cut := b.shelf.Count(); laid != 0 || cut != 1 {
		t.Errorf("%d put by, %d interrupted", laid, cut)
	}
	st := b.unlock()
	list, err := b.shelf.List(t.Context(), st)
	if err != nil || len(list) != 1 || !list[0].Interrupted {
		t.Fatalf("%v %v", err, list)
	}
	got, err := b.shelf.Take(t.Context(), st, id)
	if err != nil || got.Session.Values["s1"] != 3 {
		t.Errorf("%v %v", err, got.Session.Values)
	}
	b.shelf.PutBack(id, got)
	if _, err := b.shelf.Take(t.Context(), st, id); err != nil {
		t.Errorf("put back, and then: %v", err)
	}
}

// TestAsOfAnEventBefore: wherever a session is interrupted, what is taken up is the
// session as of an event before, and of the last one that was written.
func TestAsOfAnEventBefore(t *testing.T) {
	b := newBench(t, filepath.Join(t.TempDir(), "a"))
	rapid.Check(t, func(r *rapid.T) {
		s, id := sample(r), NewID()
		if err := b.shelf.Save(id, Kept{Session: s}); err != nil {
			r.Fatal(err)
		}
		written := s
		for range rapid.IntRange(0, 12).Draw(r, "events") {
			e := rapid.SampledFrom([]consent.Event{
				consent.See{Page: "p2"}, consent.Pass{Page: "p3"}, consent.Respond{Question: "q1", Option: "a"}, consent.Respond{Question: "q2", Option: "b"},
				consent.Weigh{Scale: "s1", Value: 2}, consent.Ask{Question: consent.Question{Text: "Pourquoi ?"}},
				consent.Unask{Question: consent.Question{Text: "Pourquoi ?"}}, consent.LeanTo{Lean: consent.LeanUnsure}, consent.Speak{Language: consent.English},
				consent.Meet{At: start.Add(time.Minute)},
			}).Draw(r, "event")
			next, err := consent.Apply(s, e)
			if err != nil {
				continue
			}
			if s = next; rapid.Bool().Draw(r, "written") {
				if err := b.shelf.Save(id, Kept{Session: s}); err != nil {
					r.Fatal(err)
				}
				written = s
			}
		}
		b.shelf = b.another() // the program was killed
		got, err := b.shelf.Take(context.Background(), b.unlock(), id)
		if err != nil {
			r.Fatal(err)
		}
		defer b.shelf.Drop(id)
		want, err := written.Hold(b.now.Add(time.Hour))
		if err != nil {
			r.Fatal(err)
		}
		h, err := consent.ParseHeld(want)
		if err != nil {
			r.Fatal(err)
		}
		h.Moments, got.Session.Moments = nil, nil // the end of the sitting is when it was written
		if !reflect.DeepEqual(got.Session, h) {
			r.Fatalf("taken up: %+v\nwritten: %+v", got.Session, h)
		}
	})
}

func TestTwoTakers(t *testing.T) {
	b := newBench(t, filepath.Join(t.TempDir(), "a"))
	st := b.unlock()
	for range 20 {
		id := b.lay(Kept{Session: sample(t)})
		takers := []*Shelf{b.another(), b.another()}
		errs := make([]error, len(takers))
		var both sync.WaitGroup
		for i, h := range takers {
			both.Go(func() { _, errs[i] = h.Take(context.Background(), st, id) })
		}
		both.Wait()
		if won := errs[0] == nil; won == (errs[1] == nil) || !errors.Is(errors.Join(errs...), ErrTaken) {
			t.Fatalf("two take it up: %v", errs)
		}
		takers[0].Drop(id)
	}
	if _, err := b.shelf.Take(t.Context(), st, NewID()); !errors.Is(err, ErrGone) {
		t.Errorf("one that was never there: %v", err)
	}
}

// TestCannotBeRead tells apart why a file cannot be taken up, and leaves it.
func TestCannotBeRead(t *testing.T) {
	b := newBench(t, filepath.Join(t.TempDir(), "a"))
	sealed := func(plain string) func(string, ID) {
		return func(name string, id ID) {
			c, err := b.store.Encrypt(id, []byte(plain))
			if err != nil {
				t.Fatal(err)
			}
			replace(t, name, c)
		}
	}
	for name, c := range map[string]struct {
		harm func(name string, id ID)
		want error
	}{
		"cut short": {func(name string, _ ID) { replace(t, name, read(t, name)[:300]) }, ErrDamaged},
		"one byte": {func(name string, _ ID) {
			c := read(t, name)
			c[len(c)-40] ^= 1
			replace(t, name, c)
		}, ErrDamaged},
		"empty": {func(name string, _ ID) { replace(t, name, nil) }, ErrDamaged},
		"of another": {func(name string, _ ID) {
			c, _ := b.store.Encrypt(NewID(), []byte(`{"version":1}`))
			replace(t, name, c)
		}, ErrDamaged},
		"newer":         {sealed(`{"version":2,"session":7}`), ErrNewer},
		"newer session": {sealed(`{"version":1,"session":{"held":99}}`), ErrNewer},
		"no session":    {sealed(`{"version":1,"session":{}}`), ErrDamaged},
		"no envelope":   {sealed(`hello`), ErrDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			id := b.lay(Kept{Session: sample(t)})
			names := b.names()
			c.harm(names[0], id)
			st := b.unlock()
			list, err := b.shelf.List(t.Context(), st)
			if err != nil || len(list) != 1 || !errors.Is(list[0].Err, c.want) || list[0].Name != "" {
				t.Errorf("%v %+v", err, list)
			}
			if _, err := b.shelf.Take(t.Context(), st, id); !errors.Is(err, c.want) {
				t.Errorf("taken up: %v, want %v", err, c.want)
			}
			if again := b.names(); !reflect.DeepEqual(again, names) {
				t.Errorf("the file is not where it was: %v", again)
			}
			if err := b.shelf.Erase(t.Context(), st, id); err != nil || len(b.names()) > 0 {
				t.Errorf("erased: %v, %v", err, b.names())
			}
		})
	}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func replace(t *testing.T, name string, b []byte) {
	t.Helper()
	if err := os.WriteFile(name, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestAfterAChangeOfKey: sessions follow the key; one that comes back from before the
// change is told from a damaged one.
func TestAfterAChangeOfKey(t *testing.T) {
	b := newBench(t, filepath.Join(t.TempDir(), "a"))
	id := b.lay(Kept{Session: sample(t)})
	name := b.names()[0]
	old := read(t, name)
	if _, err := b.unlock().Rekey(t.Context(), passphrase, nil); err != nil {
		t.Fatal(err)
	}
	renewed := read(t, name)
	if bytes.Equal(old, renewed) {
		t.Fatal("it is encrypted to the old key")
	}
	st := b.unlock()
	replace(t, name, old)
	if _, err := b.shelf.Take(t.Context(), st, id); !errors.Is(err, archive.ErrEarlierKey) {
		t.Errorf("of an earlier key: %v", err)
	}
	replace(t, name, renewed)
	if _, err := b.shelf.Take(t.Context(), st, id); err != nil {
		t.Error(err)
	}
}

func TestAfterItsDay(t *testing.T) {
	b := newBench(t, filepath.Join(t.TempDir(), "a"))
	id := b.lay(Kept{Session: sample(t)})
	b.now = start.AddDate(0, 0, 30)
	if err := b.shelf.Sweep(t.Context()); err != nil || len(b.names()) != 1 {
		t.Fatalf("on its last day: %v, %v", err, b.names())
	}
	b.now = start.AddDate(0, 0, 31)
	if _, err := b.shelf.Take(t.Context(), b.unlock(), id); !errors.Is(err, ErrPast) {
		t.Errorf("taken up after its day: %v", err)
	}
	if list, err := b.shelf.List(t.Context(), b.unlock()); err != nil || len(list) > 0 {
		t.Errorf("%v %v", err, list)
	}
	if err := b.shelf.Sweep(t.Context()); err != nil || len(b.names()) != 0 {
		t.Errorf("after its day: %v, %v", err, b.names())
	}
	if n := b.trail("erase put by"); n != 1 {
		t.Errorf("%d lines in the trail", n)
	}
	if _, err := b.shelf.Take(t.Context(), b.unlock(), id); !errors.Is(err, ErrGone) {
		t.Errorf("after it was erased: %v", err)
	}
}

// TestClockSetBack: it is put by all the same, and what is taken up too early is refused
// by the session itself.
func TestClockSetBack(t *testing.T) {
	b := newBench(t, filepath.Join(t.TempDir(), "a"))
	s := apply(t, sample(t), consent.Meet{At: start.Add(time.Hour)})
	b.now = start.Add(-24 * time.Hour)
	id := b.lay(Kept{Session: s})
	got, err := b.shelf.Take(t.Context(), b.unlock(), id)
	if err != nil {
		t.Fatal(err)
	}
	up := consent.TakeUp{Clinic: consent.Clinic{Threshold: 2}, Script: script(), At: b.now}
	if _, err := consent.Apply(got.Session, up); err != consent.ProblemClockBackward {
		t.Errorf("with the clock set back: %v", err)
	}
	b.shelf.PutBack(id, got)
	b.now = start.Add(2 * time.Hour)
	if got, err = b.shelf.Take(t.Context(), b.unlock(), id); err != nil {
		t.Fatal(err)
	}
	up.At = b.now
	if _, err := consent.Apply(got.Session, up); err != nil {
		t.Error(err)
	}
}

func TestDiskFull(t *testing.T) {
	disk := disktest.Small(t, "4m")
	if disk == "" {
		return
	}
	b := newBench(t, filepath.Join(disk, "a"))
	s, id := sample(t), NewID()
	if err := b.shelf.Save(id, Kept{Session: s}); err != nil {
		t.Fatal(err)
	}
	filler, err := os.Create(filepath.Join(disk, "filler"))
	if err != nil {
		t.Fatal(err)
	}
	for page := make([]byte, 4096); err == nil; _, err = filler.Write(page) {
	}
	filler.Close()
	if _, err := b.shelf.Lay(id, Kept{Session: apply(t, s, consent.See{Page: "p2"})}); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("put by on a full disk: %v", err)
	}
	if names := b.names(); len(names) != 1 || !strings.HasSuffix(names[0], "-now.age") {
		t.Errorf("what was written before: %v", names)
	}
	if err := os.Remove(filler.Name()); err != nil {
		t.Fatal(err)
	}
	if _, err := b.shelf.Lay(id, Kept{Session: s}); err != nil || len(b.names()) != 1 {
		t.Errorf("with room again: %v, %v", err, b.names())
	}
}

// TestInTheBackup: what is put by is restored with the archive, with its texts.
func TestInTheBackup(t *testing.T) {
	b := newBench(t, filepath.Join(t.TempDir(), "a"))
	if err := b.store.Keep("E-1", []byte("%PDF"), []byte("{}")); err != nil {
		t.Fatal(err)
	}
	id := b.lay(Kept{Session: sample(t), Texts: []byte("texts")})
	copied, err := b.store.Backup(t.Context(), t.TempDir(), "Dr Modèle")
	if err != nil {
		t.Fatal(err)
	}
	b.dir = filepath.Join(t.TempDir(), "restored")
	if _, err := archive.Restore(t.Context(), copied.Dir, b.dir, "Dr Modèle", b.options()); err != nil {
		t.Fatal(err)
	}
	b.open()
	if got, err := b.shelf.Take(t.Context(), b.unlock(), id); err != nil || string(got.Texts) != "texts" {
		t.Errorf("%v %q", err, got.Texts)
	}
}

// TestFinished: a session whose document was stored just before the program was killed is
// finished, and not taken up again.
func TestFinished(t *testing.T) {
	b := newBench(t, filepath.Join(t.TempDir(), "a"))
	stored, lost := NewID(), NewID()
	for id, record := range map[ID]string{stored: "E-1", lost: "E-2"} {
		if err := b.shelf.Save(id, Kept{Session: sample(t), Record: record}); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.store.Keep("E-1", []byte("%PDF"), []byte("{}")); err != nil {
		t.Fatal(err)
	}
	b.open()
	list, err := b.shelf.List(t.Context(), b.unlock())
	if err != nil || len(list) != 1 || list[0].ID != lost || len(b.names()) != 1 {
		t.Errorf("%v %+v %v", err, list, b.names())
	}
}

func TestInMemory(t *testing.T) {
	now := start
	h := InMemory(Options{Now: func() time.Time { return now }})
	id := NewID()
	if err := h.Save(id, Kept{Session: sample(t)}); err != nil {
		t.Fatal(err)
	}
	if list, _ := h.List(t.Context(), nil); len(list) != 0 {
		t.Errorf("what is going on is kept: %v", list)
	}
	for range 2 {
		if _, err := h.Lay(id, Kept{Session: sample(t), Texts: []byte("x")}); err != nil {
			t.Fatal(err)
		}
		if list, err := h.List(t.Context(), nil); err != nil || len(list) != 1 || list[0].Name != "Jeanne ZQEXEMPLE" {
			t.Fatalf("%v %v", err, list)
		}
		if got, err := h.Take(t.Context(), nil, id); err != nil || got.Session.Answers["q1"].Last != "b" || string(got.Texts) != "x" {
			t.Fatalf("%v %+v", err, got)
		}
		if _, err := h.Take(t.Context(), nil, id); !errors.Is(err, ErrGone) {
			t.Errorf("taken up twice: %v", err)
		}
	}
	if _, err := h.Lay(id, Kept{Session: sample(t)}); err != nil {
		t.Fatal(err)
	}
	now = now.Add(24 * time.Hour)
	if n, _ := h.Count(); n != 0 {
		t.Errorf("%d the next day", n)
	}
}

func FuzzParseName(f *testing.F) {
	f.Add(file{NewID(), "20261222", putBy}.name())
	f.Add("aside-x-y-z.age")
	f.Fuzz(func(t *testing.T, name string) {
		if got, ok := parseName(name); ok && got.name() != name {
			t.Errorf("%q is read as %q", name, got.name())
		}
	})
}
