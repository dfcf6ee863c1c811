package window_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"eclaire/content"
	"eclaire/ui"
	"eclaire/ui/play"
	"eclaire/ui/play/window"
)

// TestWholeWayEverywhere goes the patient's whole way, dwelt on, on every size of
// screen, in both languages, with plain and with the largest text: every page is
// then seen.
func TestWholeWayEverywhere(t *testing.T) {
	if !long() {
		t.Skip("takes most of an hour; part of make soak")
	}
	lib, _, err := content.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	type sized struct {
		width, height int
		env           []string
	}
	for i, s := range []sized{{1024, 768, nil}, {1366, 768, nil}, {1920, 1080, nil}, {1080, 1920, nil}, {2560, 1600, []string{"FYNE_SCALE=2"}}} {
		for j, larger := range []int{0, 2} { // times that the text is made larger
			language := []string{"fr", "en"}[(i+j)%2]
			t.Run(fmt.Sprintf("%dx%d %s %d", s.width, s.height, language, 100+50*larger), func(t *testing.T) {
				t.Parallel()
				out := t.TempDir()
				w := open(t, window.Options{Args: []string{"--out", out}, Manager: true, Width: s.width, Height: s.height, Env: s.env})
				dwellOn(t, w, language, larger)
				ends(t, w)
				r := kept(t, out)
				for _, p := range lib.PagesFor(r.Traits()) {
					if !slices.Contains(r.Seen, p.ID) {
						t.Errorf("the page %s is not seen", p.ID)
					}
				}
				if len(r.Passed) != 0 || len(r.Signatures) != 2 {
					t.Errorf("only passed: %v; %d signatures", r.Passed, len(r.Signatures))
				}
			})
		}
	}
}

// dwellOn fills the window's screen and goes the whole way, looking long enough at
// each page for it to count.
func dwellOn(t *testing.T, w *window.Window, language string, larger int) {
	t.Helper()
	p := person(w)
	grow := func() error {
		for range larger {
			if err := p.Touch("text.larger"); err != nil {
				return err
			}
		}
		return nil
	}
	steps(t, w,
		w.Fill,
		pass(w, 2*time.Second),
		func() error { return p.Go("staff", "staff") },
		func() error { return p.Go("case.new", "case:identity") },
		func() error { return p.Fill(play.Invented()) },
		func() error { return p.Go("next", "welcome") },
		func() error { return p.Go("start."+language, "hello") },
		grow)
	p.Dwell = 3300 * time.Millisecond
	p.Look = func(screen string) error {
		if err := unsettled(w, screen); err != nil {
			return err
		}
		return toEnd(w, p, screen)
	}
	steps(t, w,
		func() error { return p.Way("vertebroplasty", "finished") },
		func() error { return (&visitor{Person: p, w: w}).there("page.after") },
		func() error { return p.Go("next", "welcome") })
}

// toEnd reads a page that is longer than the screen to its end: what was not
// scrolled to does not count as seen.
func toEnd(w *window.Window, p *play.Person, screen string) error {
	for range 20 {
		s, err := w.Sight()
		if err != nil {
			return err
		}
		if more, there := play.Control(s, "scroll.down"); !strings.HasPrefix(screen, "page:") || !there || !more.Visible {
			return nil
		}
		if err := p.Touch("scroll.down"); err != nil {
			return err
		}
	}
	return fmt.Errorf("%s has no end", screen)
}

// unsettled finds a page on which nothing can be touched, or where a control
// stands outside of the window.
func unsettled(w *window.Window, screen string) error {
	width, height, err := w.Size()
	if err != nil {
		return err
	}
	_, err = w.Await(func(s ui.Sight) bool {
		for _, c := range s.Controls {
			if c.Visible && c.Enabled && c.X >= 0 && c.Y >= 0 && c.X+c.W <= width && c.Y+c.H <= height {
				return true
			}
		}
		return false
	})
	if err != nil {
		return fmt.Errorf("%s: nothing can be touched: %w", screen, err)
	}
	return nil
}
