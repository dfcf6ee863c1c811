// Command gallery shows every control of the interface in each of its states. It
// is for tests alone: a script plays it in a real window, by a pointer, and on the
// software stage in another process, and what the two painters show is compared.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/test"

	"eclaire/ui/play"
	"eclaire/ui/theme"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
}

// run opens the gallery in a window, or plays a script without one.
func run(args []string) error {
	flags := flag.NewFlagSet("gallery", flag.ContinueOnError)
	flags.Bool("trace", true, "tell on the standard error output what can be touched, as eclaire does; it always does")
	soft := flags.String("soft", "", "play the script on the software stage, and write its pictures into this folder")
	script := flags.String("script", "", "the exhibit to play; all of them without")
	width := flags.Int("width", 1280, "of the stage, in pixels")
	height := flags.Int("height", 800, "of the stage, in pixels")
	scale := flags.Float64("scale", 1, "pixels of the stage in a unit")
	short := flags.Bool("short", false, "leave the other looks out")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *soft == "" {
		return open()
	}
	return playSoft(exhibitsOf(*script), *soft, fyne.NewSize(float32(float64(*width) / *scale), float32(float64(*height) / *scale)), float32(*scale), *short)
}

// open shows the gallery in a window that fills the screen.
func open() error {
	os.Setenv("FYNE_THEME", "light")
	a := app.NewWithID("org.eclaire.gallery")
	w := a.NewWindow("gallery")
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1280, 800))
	s := newStand(w, theme.Wear(a.Settings()), func(d time.Duration, do func()) func() {
		t := time.AfterFunc(d, func() { fyne.Do(do) })
		return func() { t.Stop() }
	})
	s.tellOn(os.Stderr)
	w.SetFullScreen(true)
	w.ShowAndRun()
	return nil
}

// playSoft plays exhibits on the software stage, and keeps a picture of each
// state.
func playSoft(list []exhibit, dir string, size fyne.Size, scale float32, short bool) error {
	a := test.NewApp()
	w := test.NewWindow(nil)
	w.SetPadded(false)
	if c, ok := w.Canvas().(interface{ SetScale(float32) }); ok {
		c.SetScale(scale)
	}
	w.Resize(size)
	c := &clock{}
	s := newStand(w, theme.Wear(a.Settings()), c.after)
	v := &visitor{short: short, Finger: play.Finger{Hands: play.NewSoft(w, s.sight, c.pass)}}
	v.see = func(state string) error { return keep(dir, state, capture(w.Canvas())) }
	return v.visit(list)
}

// clock is the time on the software stage: it passes when the hand says so.
type clock struct {
	now     time.Duration
	waiting []*alarm
}

type alarm struct {
	at time.Duration
	do func()
}

func (c *clock) after(d time.Duration, do func()) func() {
	a := &alarm{at: c.now + d, do: do}
	c.waiting = append(c.waiting, a)
	return func() { a.do = nil }
}

// pass does what was waiting for the time that passes.
func (c *clock) pass(d time.Duration) {
	end := c.now + d
	for {
		next := -1
		for i, a := range c.waiting {
			if a.at <= end && (next < 0 || a.at < c.waiting[next].at) {
				next = i
			}
		}
		if next < 0 {
			c.now = end
			return
		}
		a := c.waiting[next]
		c.waiting = append(c.waiting[:next], c.waiting[next+1:]...)
		c.now = a.at
		if a.do != nil {
			a.do()
		}
	}
}
