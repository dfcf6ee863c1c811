package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"eclaire/consent/inspect"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui"
	"eclaire/ui/play"
	"eclaire/ui/play/window"
)

// asStage makes the test's own binary play the program on the software stage, in
// the other process.
const asStage = "ECLAIRE_STAGE"

// showing is one way in which the program's screens are compared.
type showing struct {
	width, height int // of the screen, in pixels
	scale         float64
	language      string
	whole         bool // the whole way, else a part
}

func (s showing) String() string {
	return fmt.Sprintf("%dx%d, scale %v, %s", s.width, s.height, s.scale, s.language)
}

func (s showing) args(dir string) []string {
	return []string{"-dir", dir, "-width", fmt.Sprint(s.width), "-height", fmt.Sprint(s.height), "-scale", fmt.Sprint(s.scale),
		"-language", s.language, fmt.Sprintf("-whole=%v", s.whole)}
}

// onStage plays a showing on the software stage, and keeps a picture of each
// screen.
func onStage(args []string) error {
	var s showing
	flags := flag.NewFlagSet("stage", flag.ContinueOnError)
	dir := flags.String("dir", "", "")
	flags.IntVar(&s.width, "width", 0, "")
	flags.IntVar(&s.height, "height", 0, "")
	flags.Float64Var(&s.scale, "scale", 1, "")
	flags.StringVar(&s.language, "language", "", "")
	flags.BoolVar(&s.whole, "whole", false, "")
	if err := flags.Parse(args); err != nil {
		return err
	}
	lib, words, err := content.LoadAll(content.Files(), locales.Files())
	if err != nil {
		return err
	}
	size := fyne.NewSize(float32(float64(s.width)/s.scale), float32(float64(s.height)/s.scale))
	stage := play.Stage(test.NewApp(), lib, words, size, func(o *ui.Options) {
		o.TouchKeyboard, o.Clinic.Name, o.Close = true, "", func() {}
		o.Check = func([]byte) inspect.Result { return inspect.Result{} }
		now := time.Now() // the screens tell the day
		o.Now = func() time.Time { now = now.Add(time.Second); return now }
		if c, ok := o.Window.Canvas().(interface{ SetScale(float32) }); ok {
			c.SetScale(float32(s.scale))
			o.Window.Resize(size)
		}
	})
	p := &play.Person{Finger: play.Finger{Hands: stage.Hands()}}
	return s.play(p, func(screen string) error { return keep(*dir, screen, capture(stage.Window.Canvas())) })
}

// play is the same script for the stage and the window. see is told of each
// screen, before anything on it is touched.
func (s showing) play(p *play.Person, see func(screen string) error) error {
	n := 0
	look := func(screen string) error {
		if screen == "together" { // it shows which pages were seen, and both clocks run differently
			return nil
		}
		if screen == "finished" { // it shows the document itself, with its own number and minute
			return nil
		}
		n++
		return see(fmt.Sprintf("%03d %s", n, screen))
	}
	p.Look = look
	form := play.Form{Birth: "Exemple", First: "J", Date: "03/03/1941", Used: "E", Number: "1", Levels: []string{"L1"}, Clinician: "Dr E", Nurse: "C"}
	steps := []step{
		func() error { return look("welcome") },
		func() error { return p.Go("staff", "staff") }, func() error { return look("staff") },
		func() error { return p.Go("case.new", "case:identity") }, func() error { return p.Fill(form) },
		func() error { return look("case:summary") }, func() error { return p.Go("next", "welcome") },
		func() error { return look("welcome") }, func() error { return p.Go("start."+s.language, "hello") },
	}
	if s.whole {
		steps = append(steps, func() error { return p.Way("vertebroplasty", "finished") })
	} else {
		steps = append(steps, func() error { return look("hello") }, func() error { return s.leaf(p, look) },
			func() error { return p.Go("decline", "declined") }, func() error { return p.Way("no_information", "finished") })
	}
	return (&visitor{}).do(steps...)
}

// leaves is how many of the lesson's pages a part of the way shows.
const leaves = 4

// leaf looks at the first pages and goes back.
func (s showing) leaf(p *play.Person, look func(string) error) error {
	for _, id := range []string{"next", "back"} {
		for range leaves {
			before, err := p.Sight()
			if err != nil {
				return err
			}
			if err := p.Touch(id); err != nil {
				return err
			}
			now, err := p.Await(func(s ui.Sight) bool { return s.Page != before.Page })
			if err != nil {
				return err
			}
			if id == "next" {
				if err := look(now.Screen); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// program builds the program once.
func program(t *testing.T) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "eclaire")
	if out, err := exec.Command("go", "build", "-o", to, "eclaire/cmd/eclaire").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return to
}

// TestScreens compares the program's screens, as the window shows them and as the
// software stage does.
func TestScreens(t *testing.T) {
	need(t, "Xvfb")
	t.Parallel()
	showings := []showing{{1280, 800, 1, "fr", false}}
	if os.Getenv("ECLAIRE_SOAK") != "" {
		showings = []showing{{1280, 800, 1, "fr", true}, {1280, 800, 1, "en", true}, {1024, 768, 1, "fr", true}, {1024, 768, 1, "en", true},
			{1920, 1080, 1, "fr", true}, {1920, 1080, 1, "en", true}, {1080, 1920, 1, "fr", true}, {1080, 1920, 1, "en", true}, {2560, 1600, 2, "fr", true}}
	}
	eclaire := program(t)
	for _, s := range showings {
		t.Run(s.String(), func(t *testing.T) { s.compare(t, eclaire) })
	}
}

// fill makes the window as large as the screen. It has a size of its own at
// first, and takes it again while it opens.
func (s showing) fill(t *testing.T, w *window.Window) {
	t.Helper()
	for range 20 {
		if err := w.Resize(s.width, s.height); err != nil {
			t.Fatal(err)
		}
		time.Sleep(300 * time.Millisecond)
		img, err := w.Picture()
		if err != nil {
			t.Fatal(err)
		}
		if img.RGBAAt(s.width-1, s.height-1).R > 0 { // what no window covers is black
			return
		}
	}
	t.Fatal("the window does not fill the screen")
}

// manyDiffer is when a showing is given up.
const manyDiffer = 8

func (s showing) compare(t *testing.T, eclaire string) {
	st := &stage{dir: t.TempDir()}
	st.ended = self(t, asStage, s.args(st.dir)...)
	w, err := window.Start(window.Options{Program: eclaire, Args: []string{"--out", t.TempDir()}, Home: t.TempDir(),
		Env: []string{fmt.Sprintf("FYNE_SCALE=%v", s.scale)}, Width: s.width, Height: s.height})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	s.fill(t, w)
	n, differ := 0, 0
	p := &play.Person{Finger: play.Finger{Hands: slow{w}, Hold: 5 * time.Millisecond}}
	err = s.play(p, func(screen string) error {
		want, err := st.picture(screen)
		if err != nil {
			return err
		}
		n++
		got, err := looksLike(w, want, settling)
		if err != nil {
			save(screen+" "+s.String(), want, got)
			t.Errorf("%s: %v", screen, err)
			if differ++; differ == manyDiffer {
				return errors.New("the others are not looked at")
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err, w.Errors())
	}
	if err := st.ended(); err != nil && !errors.Is(err, errRunning) {
		t.Error(err)
	}
	if n < 12 {
		t.Errorf("%d screens were compared", n)
	}
}
