package waiting

import (
	"context"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/chacha20poly1305"
	"pgregory.net/rapid"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/archive/leaktest"
)

// clock is a time that tests set.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func newClock() *clock { return &clock{time.Date(2026, 11, 25, 8, 0, 0, 0, time.Local)} }

// derive stands for the archive's private key.
func derive(day string) ([]byte, error) {
	sum := sha256.Sum256([]byte("key of " + day))
	return sum[:], nil
}

func open1(t *testing.T, dir string, c *clock, shared Shared) *List {
	t.Helper()
	l, err := Open(dir, Options{Now: c.now, Shared: shared})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Unlock(derive); err != nil {
		t.Fatal(err)
	}
	return l
}

func form(name string) consent.Form {
	pain := 7
	return consent.Form{Texts: map[consent.Field]string{consent.FieldBirthName: name, consent.FieldFirstNames: "Odette"},
		Sex: consent.Female, ToTreat: consent.NewLevelSet(consent.Levels()[3]), Pain: &pain, Oedema: consent.Yes}
}

func add(t *testing.T, l *List, name string) Case {
	t.Helper()
	c, err := l.Add(context.Background(), form(name))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func all(t *testing.T, l *List) []Case {
	t.Helper()
	cases, _, err := l.All(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return cases
}

func files(t *testing.T, dir string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestPreparedAndFoundAgain(t *testing.T) {
	dir, c := t.TempDir(), newClock()
	l := open1(t, dir, c, nil)
	first := add(t, l, "Marchand")
	c.t = c.t.Add(time.Hour)
	add(t, l, "Zola")
	if len(first.Code) != 6 || strings.Trim(first.Code, "0123456789") != "" {
		t.Fatalf("code %q", first.Code)
	}
	again := open1(t, dir, c, nil) // the program was started anew
	got, err := again.Find(context.Background(), first.Code)
	if err != nil {
		t.Fatal(err)
	}
	if got.ID != first.ID || !got.Prepared.Equal(first.Prepared) || !reflect.DeepEqual(got.Form, form("Marchand")) {
		t.Fatalf("got %+v", got)
	}
	if cases := all(t, again); len(cases) != 2 || cases[0].Name() != "Marchand Odette" || cases[1].Name() != "Zola Odette" {
		t.Fatalf("list: %v", cases)
	}
	if err := again.Remove(context.Background(), first.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := again.Find(context.Background(), first.Code); !errors.Is(err, ErrNoCode) {
		t.Fatalf("removed case: %v", err)
	}
	if len(files(t, dir)) != 1 {
		t.Fatalf("files: %v", files(t, dir))
	}
}

// TestEndOfDay asserts that neither the key nor a case outlives its day.
func TestEndOfDay(t *testing.T) {
	dir, c := t.TempDir(), newClock()
	l := open1(t, dir, c, nil)
	add(t, l, "Marchand")
	c.t = time.Date(2026, 11, 25, 23, 59, 0, 0, time.Local)
	if err := l.Sweep(context.Background()); err != nil || len(all(t, l)) != 1 {
		t.Fatal("erased before the end of the day", err)
	}
	c.t = c.t.Add(2 * time.Minute)
	if l.Unlocked() {
		t.Fatal("open on the next day")
	}
	if _, err := l.Add(context.Background(), form("Zola")); !errors.Is(err, ErrLocked) {
		t.Fatalf("added without a key: %v", err)
	}
	if err := l.Sweep(context.Background()); err != nil {
		t.Fatal(err)
	}
	if left := files(t, dir); len(left) != 0 {
		t.Fatalf("left: %v", left)
	}
	// A machine that was off over night erases at its start.
	c.t = c.t.AddDate(0, 0, -1)
	late := open1(t, dir, c, nil)
	add(t, late, "Marchand")
	c.t = c.t.AddDate(0, 0, 3)
	open1(t, dir, c, nil)
	if left := files(t, dir); len(left) != 0 {
		t.Fatalf("left after the start: %v", left)
	}
}

func TestLocked(t *testing.T) {
	l, err := Open(t.TempDir(), Options{Now: newClock().now})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Find(context.Background(), "123456"); !errors.Is(err, ErrLocked) {
		t.Fatal(err)
	}
	if err := l.Unlock(func(string) ([]byte, error) { return nil, archive.ErrLocked }); !errors.Is(err, archive.ErrLocked) {
		t.Fatal(err)
	}
	if l.Unlocked() {
		t.Fatal("open without a key")
	}
	l.Unlock(derive)
	l.Lock()
	if l.Unlocked() {
		t.Fatal("open after Lock")
	}
}

// TestGuessing asserts that wrong codes become slower and a right one ends it.
func TestGuessing(t *testing.T) {
	c := newClock()
	l := open1(t, t.TempDir(), c, nil)
	right := add(t, l, "Marchand").Code
	wrong := "000000"
	if right == wrong {
		wrong = "000001"
	}
	var wait *WaitError
	for i := range freeTries {
		if _, err := l.Find(context.Background(), wrong); !errors.Is(err, ErrNoCode) {
			t.Fatalf("try %d: %v", i, err)
		}
	}
	if _, err := l.Find(context.Background(), right); !errors.As(err, &wait) || wait.Wait != firstWait {
		t.Fatalf("not made to wait: %v", err)
	}
	c.t = c.t.Add(firstWait)
	if _, err := l.Find(context.Background(), wrong); !errors.Is(err, ErrNoCode) {
		t.Fatal(err)
	}
	if _, err := l.Find(context.Background(), right); !errors.As(err, &wait) || wait.Wait != 2*firstWait {
		t.Fatalf("did not become slower: %v", err)
	}
	c.t = c.t.Add(2 * firstWait)
	if _, err := l.Find(context.Background(), right); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Find(context.Background(), wrong); !errors.Is(err, ErrNoCode) {
		t.Fatalf("the count did not begin again: %v", err)
	}
}

// TestTellsNothing looks for what was entered in every byte of every file.
func TestTellsNothing(t *testing.T) {
	dir, c := t.TempDir(), newClock()
	l := open1(t, dir, c, nil)
	const marker = "Zyxwvutsrq"
	code := add(t, l, marker).Code
	for _, name := range files(t, dir) {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		b = append(b, filepath.Base(name)...)
		for _, found := range leaktest.In(b, marker, "Odette", code) {
			t.Fatalf("%s holds %s", filepath.Base(name), found)
		}
		if len(b)-len(filepath.Base(name)) != step+24+16 {
			t.Fatalf("the size tells: %d", len(b))
		}
	}
}

// TestForeign asserts that a file of another day, id or key is not taken for a
// case, and does not hide the others.
func TestForeign(t *testing.T) {
	dir, c := t.TempDir(), newClock()
	l := open1(t, dir, c, nil)
	k := add(t, l, "Marchand")
	b, err := os.ReadFile(files(t, dir)[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"2026-11-25-" + strings.Repeat("ab", 16) + unsent, "2026-11-25-xyz" + unsent, "note.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if cases := all(t, l); len(cases) != 1 || cases[0].ID != k.ID {
		t.Fatalf("list: %v", cases)
	}
}

// place is a Shared place that can be away.
type place struct {
	rows map[[16]byte][]byte
	days map[[16]byte]string
	away bool
}

var errAway = errors.New("away")

func newPlace() *place { return &place{map[[16]byte][]byte{}, map[[16]byte]string{}, false} }

func (p *place) Put(_ context.Context, day string, id [16]byte, b []byte) error {
	if p.away {
		return errAway
	}
	p.rows[id], p.days[id] = b, day
	return nil
}

func (p *place) All(_ context.Context, day string) (map[[16]byte][]byte, error) {
	if p.away {
		return nil, errAway
	}
	out := map[[16]byte][]byte{}
	for id, b := range p.rows {
		if p.days[id] == day {
			out[id] = b
		}
	}
	return out, nil
}

func (p *place) Remove(_ context.Context, id [16]byte) error {
	if p.away {
		return errAway
	}
	delete(p.rows, id)
	return nil
}

func (p *place) Sweep(_ context.Context, day string) error {
	if p.away {
		return errAway
	}
	for id := range p.rows {
		if p.days[id] < day {
			delete(p.rows, id)
		}
	}
	return nil
}

func TestPreparedAtADesk(t *testing.T) {
	c, p := newClock(), newPlace()
	desk, kiosk := open1(t, t.TempDir(), c, p), open1(t, t.TempDir(), c, p)
	k := add(t, desk, "Marchand")
	if got, err := kiosk.Find(context.Background(), k.Code); err != nil || got.Name() != "Marchand Odette" {
		t.Fatalf("at the kiosk: %v, %v", got, err)
	}
	if err := kiosk.Remove(context.Background(), k.ID); err != nil {
		t.Fatal(err)
	}
	if len(all(t, desk)) != 0 || len(p.rows) != 0 {
		t.Fatal("still on the desk's list")
	}
}

// TestAway asserts that an unreachable place costs nothing but delay.
func TestAway(t *testing.T) {
	c, p := newClock(), newPlace()
	desk, kiosk := open1(t, t.TempDir(), c, p), open1(t, t.TempDir(), c, p)
	first := add(t, desk, "Marchand")
	p.away = true
	second := add(t, desk, "Zola")
	cases, alone, err := desk.All(context.Background())
	if err != nil || !alone || len(cases) != 2 {
		t.Fatalf("away: %v, %v, %v", cases, alone, err)
	}
	if err := desk.Remove(context.Background(), first.ID); err != nil {
		t.Fatal(err)
	}
	p.away = false
	if err := desk.Sync(context.Background()); err != nil {
		t.Fatal(err)
	}
	if cases := all(t, kiosk); len(cases) != 1 || cases[0].ID != second.ID {
		t.Fatalf("at the kiosk: %v", cases)
	}
	c.t = c.t.AddDate(0, 0, 1)
	if err := kiosk.Sweep(context.Background()); err != nil || len(p.rows) != 0 {
		t.Fatalf("left at the place: %v, %v", p.rows, err)
	}
}

// TestAnyOrder plays preparing, removing and outages on two machines: what is on
// both lists in the end is what was prepared and not removed.
func TestAnyOrder(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		base, err := os.MkdirTemp("", "")
		if err != nil {
			r.Fatal(err)
		}
		defer os.RemoveAll(base)
		c, p := newClock(), newPlace()
		var machines []*List
		for _, name := range []string{"a", "b"} {
			l, err := Open(filepath.Join(base, name), Options{Now: c.now, Shared: p})
			if err != nil || l.Unlock(derive) != nil {
				r.Fatal(err)
			}
			machines = append(machines, l)
		}
		want := map[ID]bool{}
		for range rapid.IntRange(1, 12).Draw(r, "steps") {
			l := machines[rapid.IntRange(0, 1).Draw(r, "machine")]
			switch rapid.IntRange(0, 3).Draw(r, "step") {
			case 0:
				p.away = !p.away
			case 1:
				cases, _, err := l.All(context.Background())
				if err != nil {
					r.Fatal(err)
				}
				if len(cases) > 0 {
					if err := l.Remove(context.Background(), cases[0].ID); err != nil {
						r.Fatal(err)
					}
					delete(want, cases[0].ID)
				}
			default:
				k, err := l.Add(context.Background(), form("Marchand"))
				if err != nil {
					r.Fatal(err)
				}
				want[k.ID] = true
			}
		}
		p.away = false
		for range 2 {
			for _, l := range machines {
				if err := l.Sweep(context.Background()); err != nil {
					r.Fatal(err)
				}
			}
		}
		for _, l := range machines {
			cases, alone, err := l.All(context.Background())
			if err != nil || alone || len(cases) != len(want) {
				r.Fatalf("%d cases, want %d (%v)", len(cases), len(want), err)
			}
		}
	})
}

func FuzzName(f *testing.F) {
	f.Add("2026-11-25-" + strings.Repeat("ab", 16) + sent)
	f.Add(".case")
	f.Fuzz(func(t *testing.T, name string) {
		if parsed, id, ok := parseName(name); ok && !strings.EqualFold(parsed.day+"-"+id.String()+parsed.state, name) {
			t.Fatalf("%q read as %v %v", name, parsed, id)
		}
	})
}

// FuzzOpen runs in several processes, whose seeds are sealed by the same key and
// under other nonces.
func FuzzOpen(f *testing.F) {
	const day = "2026-11-25"
	secret, _ := derive(day)
	key, err := chacha20poly1305.NewX(secret)
	if err != nil {
		f.Fatal(err)
	}
	want := Case{Code: "123456", Prepared: time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC), Form: form("Marchand")}
	good, err := encrypt(key, day, want)
	if err != nil {
		f.Fatal(err)
	}
	if c, err := decrypt(key, day, ID{}, good); err != nil || !reflect.DeepEqual(c, want) {
		f.Fatalf("a good case is opened as %+v: %v", c, err)
	}
	f.Add(good)
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		if c, err := decrypt(key, day, ID{}, b); err == nil && !reflect.DeepEqual(c, want) {
			t.Fatal("something else was taken for a case")
		}
	})
}

// TestNameOfOne: who has one name only is called by that on the list.
func TestNameOfOne(t *testing.T) {
	for _, c := range []struct{ birth, first, want string }{{"EXEMPLE", "", "EXEMPLE"}, {"", "Odette", "Odette"}, {"EXEMPLE", "Odette", "EXEMPLE Odette"}} {
		k := Case{Form: consent.Form{Texts: map[consent.Field]string{consent.FieldBirthName: c.birth, consent.FieldFirstNames: c.first}}}
		if got := k.Name(); got != c.want {
			t.Errorf("%q %q is called %q", c.birth, c.first, got)
		}
	}
}
