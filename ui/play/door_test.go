package play

import (
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"eclaire/ui"
	"eclaire/ui/screen"
)

// TestStaffDoor touches every patient's screen at random: where no PIN is set the
// staff's button has to be held, so that no touch leads to a screen of the staff's.
func TestStaffDoor(t *testing.T) {
	lib, words := texts(t)
	app := test.NewTempApp(t)
	seen := map[string]bool{}
	for { // another screen each time
		now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
		tour := Stage(app, lib, words, Usual, func(o *ui.Options) { o.Now = func() time.Time { return now } })
		tour.Rest = func() { now = now.Add(time.Second) }
		here := errors.New("here")
		tour.Visit = func(string) error {
			if r := tour.Shell.State().Route; r.Patients() && !seen[r.Name] {
				seen[r.Name] = true
				return here
			}
			return nil
		}
		if err := tour.Play(); err == nil {
			break
		} else if !errors.Is(err, here) {
			t.Fatal(err)
		}
		tour.Rest = nil // the clock stands still: no touch is a long one
		touchAround(t, tour)
	}
	for _, name := range []string{screen.Hello, screen.Page, screen.Question, screen.Thanks, screen.Decision, screen.Sign, screen.Finished} {
		if !seen[name] {
			t.Errorf("%s was not tried", name)
		}
	}
}

// touchAround touches what is on the screen at random.
func touchAround(t *testing.T, tour *Tour) {
	t.Helper()
	from := tour.Shell.State().Route
	r := rand.New(rand.NewPCG(14, uint64(len(from.Name))))
	size := tour.Window.Canvas().Size()
	for range 60 {
		at := fyne.NewPos(r.Float32()*size.Width, r.Float32()*size.Height)
		if s := tour.Shell.Sight(); len(s.Controls) > 0 && r.IntN(4) > 0 { // what can be touched, mostly
			c := s.Controls[r.IntN(len(s.Controls))]
			at = fyne.NewPos(float32(c.X+c.W/2)/s.Scale, float32(c.Y+c.H/2)/s.Scale)
		}
		was := tour.Shell.State().Route
		tour.tapAt(at)
		now := tour.Shell.State().Route
		if now.OfTogether() || now.Name == screen.Staff || now.Name == screen.CaseForm {
			if was.OfTogether() { // the door was opened before
				return
			}
			t.Fatalf("from %s a touch led from %s to %s", from, was, now)
		}
		if now.Name == screen.Welcome { // where a touch opens the staff's screen
			return
		}
	}
}
