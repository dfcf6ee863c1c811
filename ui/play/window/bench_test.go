package window_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"eclaire/ui"
	"eclaire/ui/play"
	"eclaire/ui/play/window"
)

// pageChanges is how many changes of the page are measured.
const pageChanges = 100

// BenchmarkReleaseToFrame measures how long the real window takes from the moment
// the finger lifts until the changed page stands on the screen, in milliseconds,
// beside what a window takes that has nothing in it.
func BenchmarkReleaseToFrame(b *testing.B) {
	b.Run("empty window", func(b *testing.B) {
		w := open(b, window.Options{Program: program(b, "empty"), Manager: true})
		var times []time.Duration
		for range pageChanges {
			took, err := turn(w, "next", 50*time.Millisecond)
			if err != nil {
				b.Fatal(err)
			}
			times = append(times, took)
		}
		report(b, times)
	})
	b.Run("the patient's pages", func(b *testing.B) {
		w := open(b, window.Options{Args: []string{"--out", b.TempDir()}, Manager: true})
		p := person(w)
		steps(b, w,
			func() error { return p.Go("staff", "staff") },
			func() error { return p.Go("case.new", "case:identity") },
			func() error { return p.Fill(play.Invented()) },
			func() error { return p.Go("next", "welcome") },
			func() error { return p.Go("start.fr", "hello") })
		times, err := leaf(w, pageChanges)
		if err != nil {
			b.Fatal(err)
		}
		report(b, times)
	})
}

// leaf turns pages forward and back again.
func leaf(w *window.Window, n int) ([]time.Duration, error) {
	var times []time.Duration
	for id := "next"; len(times) < n; {
		s, err := w.Sight()
		if err != nil {
			return nil, err
		}
		switch s.Screen {
		case "check": // the last before the questions
			id = "back"
		case "hello":
			id = "next"
		}
		took, err := turn(w, id, play.SettleTime)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.Screen, err)
		}
		times = append(times, took)
	}
	return times, nil
}

// turn touches a control once the page has settled, and gives the time until
// another page is drawn.
func turn(w *window.Window, id string, settle time.Duration) (time.Duration, error) {
	s, err := w.Sight()
	if err != nil {
		return 0, err
	}
	c, there := play.Control(s, id)
	if !there || !c.Enabled {
		return 0, fmt.Errorf("there is no %s to touch", id)
	}
	w.Pass(settle - w.Stood())
	if err := w.Press(c.X+c.W/2, c.Y+c.H/2); err != nil {
		return 0, err
	}
	w.Pass(60 * time.Millisecond)
	if err := w.Button(1, false); err != nil {
		return 0, err
	}
	lifted := time.Now()
	_, err = w.Await(func(now ui.Sight) bool { return now.Page != s.Page })
	return time.Since(lifted), err
}

func report(b *testing.B, times []time.Duration) {
	slices.Sort(times)
	at := func(part float64) float64 {
		return float64(times[min(int(part*float64(len(times))), len(times)-1)].Microseconds()) / 1000
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(at(.5), "ms-median")
	b.ReportMetric(at(.9), "ms-p90")
	b.ReportMetric(at(.99), "ms-p99")
	b.ReportMetric(at(1), "ms-max")
	b.Logf("%d changes: median %.0f ms, p90 %.0f, p99 %.0f, max %.0f", len(times), at(.5), at(.9), at(.99), at(1))
}
