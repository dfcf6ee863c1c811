package main

import (
	"fmt"
	"os"
	"testing"
	"time"

	"eclaire/ui/play"
	"eclaire/ui/play/window"
)

// hung opens the gallery in a window, and plays an exhibit on the stage.
func hung(t *testing.T, script string, width, height int, scale string, short bool) (*window.Window, *stage) {
	t.Helper()
	need(t, "Xvfb")
	s := &stage{dir: t.TempDir()}
	s.ended = self(t, asProgram, "-soft", s.dir, "-script", script, "-width", fmt.Sprint(width), "-height", fmt.Sprint(height), "-scale", scale, fmt.Sprintf("-short=%v", short))
	w, err := window.Start(window.Options{Program: os.Args[0], Home: t.TempDir(), Env: []string{asProgram + "=1", "FYNE_SCALE=" + scale}, Width: width, Height: height})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	return w, s
}

// visitorIn gives a visitor in a window who compares each state with the stage;
// differs is told of each that is not alike.
func visitorIn(w *window.Window, s *stage, patience time.Duration, differs func(state string, err error)) *visitor {
	v := &visitor{Finger: play.Finger{Hands: slow{w}, Hold: 5 * time.Millisecond}}
	v.see = func(state string) error {
		want, err := s.picture(state)
		if err != nil {
			return err
		}
		got, err := looksLike(w, want, patience)
		if err != nil {
			save(state, want, got)
			differs(state, err)
		}
		return nil
	}
	return v
}

// TestGallery compares each control in each of its states, as the window shows it
// and as the software stage does.
func TestGallery(t *testing.T) {
	t.Parallel()
	brief := os.Getenv("ECLAIRE_SOAK") == ""
	w, s := hung(t, "", 1280, 800, "1", brief)
	states := 0
	v := visitorIn(w, s, settling, func(state string, err error) { t.Errorf("%s: %v", state, err) })
	v.short = brief
	see := v.see
	v.see = func(state string) error { states++; return see(state) }
	if err := v.visit(exhibits); err != nil {
		t.Fatal(err, w.Errors())
	}
	if states < 100 {
		t.Errorf("%d states were compared", states)
	}
}

// TestForgetful tests the test: a picture that is not drawn anew must be noticed.
func TestForgetful(t *testing.T) {
	t.Parallel()
	w, s := hung(t, forgetful.name, 1280, 800, "1", true)
	differ := map[string]bool{}
	v := visitorIn(w, s, 300*time.Millisecond, func(state string, err error) { differ[state] = true })
	if err := v.visit([]exhibit{forgetful}); err != nil {
		t.Fatal(err)
	}
	if differ["forgetful, as it comes"] || !differ["forgetful, turned"] {
		t.Errorf("seen to differ: %v", differ)
	}
}

// alone opens the gallery in a window.
func alone(t *testing.T) *window.Window {
	t.Helper()
	w, err := window.Start(window.Options{Program: os.Args[0], Home: t.TempDir(), Env: []string{asProgram + "=1", "FYNE_SCALE=1"}, Width: 1280, Height: 800})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	return w
}
