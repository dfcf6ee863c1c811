package window_test

import (
	"errors"
	"fmt"
	"image"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"eclaire/ui"
	"eclaire/ui/play"
	"eclaire/ui/play/window"
	"eclaire/ui/widget"
)

// staffPIN is long, so that no monkey finds it.
const staffPIN = "314159265358"

// TestMonkey lets a monkey play with the kiosk, with its fingers and on a keyboard:
// with a window manager and without one, in both languages. Nothing crashes,
// nothing leads nowhere, no screen of the staff's opens without the PIN, Welcome
// shows nothing of a patient, and the window is never gone for a second.
//
// ECLAIRE_SEED plays one game again, with a manager and without.
func TestMonkey(t *testing.T) {
	t.Parallel()
	games := []uint64{1, 2}
	count := 100
	if long() {
		games, count = []uint64{rand.Uint64N(1 << 32), rand.Uint64N(1 << 32)}, 2500
	}
	if text := os.Getenv("ECLAIRE_SEED"); text != "" {
		seed, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		games = []uint64{seed, seed}
	}
	for i, seed := range games {
		managed := i%2 == 0
		t.Run(map[bool]string{true: "openbox", false: "no manager"}[managed], func(t *testing.T) {
			t.Parallel()
			play := newMonkey(t, seed, managed)
			for n := range count {
				if err := play.step(); err != nil {
					keepPicture(t, play.w)
					t.Fatalf("seed %d, step %d: %v\n%s\n%s", seed, n+1, err, strings.Join(play.done, "\n"), play.w.Errors())
				}
			}
			ends(t, play.w)
		})
	}
}

// monkey plays with the kiosk.
type monkey struct {
	*play.Person
	w       *window.Window
	r       *rand.Rand
	managed bool
	done    []string    // the last steps
	clean   *image.RGBA // Welcome before any patient
	waited  int         // steps on Welcome since it came
	dull    int         // touches since anything changed
}

// lastSteps is how many steps are told of when the monkey has found something.
const lastSteps = 30

func newMonkey(t *testing.T, seed uint64, managed bool) *monkey {
	t.Helper()
	home := t.TempDir()
	pin := exec.Command(program(t, "eclaire"), "pin")
	pin.Stdin = strings.NewReader(staffPIN + "\n")
	line, err := pin.Output()
	if err != nil {
		t.Fatal(err)
	}
	settings := filepath.Join(home, "eclaire.toml")
	if err := os.WriteFile(settings, fmt.Appendf(nil, "%s[kiosk]\nlanguage = %q\n%s", clinicNumbers, []string{"fr", "en"}[seed%2], line), 0o600); err != nil {
		t.Fatal(err)
	}
	w := open(t, window.Options{Home: home, Manager: managed, Args: []string{"--kiosk", "--settings", settings, "--out", t.TempDir()}})
	m := &monkey{Person: person(w), w: w, r: rand.New(rand.NewPCG(seed, seed)), managed: managed}
	m.Hold = 20 * time.Millisecond
	if m.clean, err = calm(w); err != nil {
		t.Fatal(err)
	}
	steps(t, w, m.nurse)
	return m
}

// nurse prepares a case behind the PIN, as often as the door asks for patience.
func (m *monkey) nurse() error {
	for try := 0; ; try++ {
		if err := m.pin(); err != nil {
			return err
		}
		now := m.until(3*time.Second, "staff")
		if now.Screen == "staff" {
			break
		}
		if try == 20 {
			return errors.New("the PIN opens no door")
		}
		m.Pass(2 * time.Second)
	}
	return do(
		func() error { return m.Go("case.new", "case:identity") },
		func() error { return m.Fill(brief()) },
		func() error { return m.Go("next", "welcome") })
}

// pin types the PIN at the staff's door.
func (m *monkey) pin() error {
	s, err := m.Sight()
	if err != nil {
		return err
	}
	if _, open := play.Control(s, "cancel"); !open {
		if err := m.Touch("staff"); err != nil {
			return err
		}
	}
	for _, d := range staffPIN {
		if err := m.Touch("key." + string(d)); err != nil {
			return err
		}
	}
	return m.Touch("key.done")
}

// until waits for a screen, at most for a time.
func (m *monkey) until(within time.Duration, screen string) ui.Sight {
	s, _ := m.Sight()
	for end := time.Now().Add(within); s.Screen != screen && time.Now().Before(end); {
		s = m.w.Changed(s, time.Until(end))
	}
	return s
}

// step does one thing and looks at what came of it.
func (m *monkey) step() error {
	before, err := m.Sight()
	if err != nil {
		return err
	}
	if m.waited > 8 { // a game that stays on Welcome tells nothing
		if err := m.goOn(); err != nil {
			return fmt.Errorf("to begin anew: %w", err)
		}
		m.waited = 0
		return nil
	}
	picture, err := m.w.Picture()
	if err != nil {
		return err
	}
	told, fair, err := m.anything(before)
	if m.done = append(m.done, before.Screen+": "+told); len(m.done) > lastSteps {
		m.done = m.done[1:]
	}
	if err != nil {
		return err
	}
	m.Pass(40 * time.Millisecond)
	return m.look(before, picture, fair)
}

// goOn begins the patient's way, with another case if there is none.
func (m *monkey) goOn() error {
	s, err := m.Sight()
	if err != nil {
		return err
	}
	for _, id := range []string{"cancel", "close.stay", "still-here"} {
		if c, open := play.Control(s, id); open && c.Visible {
			if err := m.Touch(id); err != nil {
				return err
			}
		}
	}
	if err := m.Touch("start.fr"); err != nil {
		return err
	}
	if m.until(1500*time.Millisecond, "hello").Screen == "hello" {
		return nil
	}
	return do(m.nurse, func() error { return m.Go("start.en", "hello") })
}

// staffs are the screens that only the staff may see, by how they begin.
var staffs = []string{"staff", "case:", "archive", "waiting", "check-"}

// look finds what must never be.
func (m *monkey) look(before ui.Sight, picture *image.RGBA, fair bool) error {
	for gone := time.Now(); !m.w.Shown(); m.Pass(20 * time.Millisecond) {
		if !m.w.Alive() {
			return errors.New("the program has ended")
		}
		if time.Since(gone) > time.Second {
			return errors.New("the window is gone for more than a second")
		}
	}
	now, err := m.Sight()
	if err != nil {
		return err
	}
	if text := m.w.Errors(); text != "" {
		return fmt.Errorf("the program says %s", text)
	}
	for _, s := range staffs {
		if strings.HasPrefix(now.Screen, s) {
			return fmt.Errorf("%s opened without the PIN", now.Screen)
		}
	}
	if now.Screen != "welcome" {
		m.waited = 0
	} else if m.waited++; before.Screen != "welcome" && before.Screen != "hello" { // from hello one comes back to one's own case
		return m.bare()
	}
	return m.leads(before, now, picture, fair)
}

// bare fails if Welcome, after a session has ended, is not what it was before any.
func (m *monkey) bare() error {
	img, err := calm(m.w)
	if err != nil {
		return err
	}
	if s, err := m.Sight(); err != nil || s.Screen != "welcome" || hasKeys(s) {
		return err
	}
	if n := differing(img, m.clean); n > 0 {
		return fmt.Errorf("Welcome differs in %d pixels from what it was before any patient", n)
	}
	return nil
}

// deadEnd is how many fair touches in a row may change nothing.
const deadEnd = 15

// leads fails where nothing leads on.
func (m *monkey) leads(before, now ui.Sight, picture *image.RGBA, fair bool) error {
	img, err := m.w.Picture()
	if err != nil {
		return err
	}
	switch {
	case !play.SameSight(before, now) || differing(img, picture) > 0:
		m.dull = 0
	case fair:
		m.dull++
	}
	if m.dull > deadEnd {
		return fmt.Errorf("%s: %d touches have changed nothing", now.Screen, m.dull)
	}
	return nil
}

// keys are what is typed on a keyboard.
var keys = []string{"Tab", "Tab", "Tab", "shift+Tab", "Return", "Return", "space", "Escape", "a", "shift+z", "7", "BackSpace",
	"Page_Up", "Page_Down", "Home", "End", "Left", "Right", "Up", "Down", "alt+F4", "super+d", "F11", "ctrl+c", "ctrl+v", "alt+Tab"}

// anything does one of the things that a hand does, and tells what; fair: it was
// a touch that may be expected to change something.
func (m *monkey) anything(s ui.Sight) (told string, fair bool, err error) {
	at := image.Pt(m.r.IntN(1280), m.r.IntN(800))
	what := "the place"
	var can []widget.Control
	for _, c := range s.Controls {
		if c.Visible && c.Enabled {
			can = append(can, c)
		}
	}
	control := len(can) > 0 && m.r.IntN(5) > 0
	if control {
		c := can[m.r.IntN(len(can))]
		if next, ok := play.Control(s, "next"); ok && next.Visible && next.Enabled && m.r.IntN(3) == 0 {
			c = next // or it would turn in circles
		}
		at, what, fair = image.Pt(c.X+c.W/2, c.Y+c.H/2), c.ID, !c.Selected
	}
	settled := m.r.IntN(2) == 0
	if settled {
		m.Pass(play.SettleTime - m.Stood())
	}
	to := image.Pt(m.r.IntN(1280), m.r.IntN(800))
	switch n := m.r.IntN(100); {
	case n < 60:
		return fmt.Sprintf("touch %s at %v, settled %v", what, at, settled), fair && settled, m.press(at, at, 20*time.Millisecond)
	case n < 68:
		gap := time.Duration(20+m.r.IntN(400)) * time.Millisecond
		err := m.press(at, at, 20*time.Millisecond)
		m.Pass(gap)
		return fmt.Sprintf("touch %s twice at %v, %v apart", what, at, gap), false, errors.Join(err, m.press(at, at, 20*time.Millisecond))
	case n < 72:
		long := time.Duration(400+m.r.IntN(800)) * time.Millisecond
		return fmt.Sprintf("hold %s at %v for %v", what, at, long), false, m.press(at, at, long)
	case n < 82:
		return fmt.Sprintf("drag %s from %v to %v", what, at, to), false, m.press(at, to, 20*time.Millisecond)
	}
	key := keys[m.r.IntN(len(keys))]
	return "key " + key, false, m.w.Key(key)
}

// press comes down at a place and lifts at another, without waiting for what
// comes of it.
func (m *monkey) press(from, to image.Point, hold time.Duration) error {
	if err := m.Press(from.X, from.Y); err != nil {
		return err
	}
	m.Pass(hold)
	for i := 1; from != to && i <= 6; i++ {
		if err := m.Move(from.X+(to.X-from.X)*i/6, from.Y+(to.Y-from.Y)*i/6); err != nil {
			return err
		}
		m.Pass(8 * time.Millisecond)
	}
	return m.w.Button(1, false)
}
