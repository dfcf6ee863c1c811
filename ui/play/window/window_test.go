package window_test

import (
	"fmt"
	"image/png"
	"os"
	"testing"
	"time"

	"eclaire/ui"
	"eclaire/ui/play"
	"eclaire/ui/play/window"
)

func TestTry(t *testing.T) {
	w, err := window.Start(window.Options{Program: os.Getenv("ECLAIRE"), Args: []string{"--out", t.TempDir()}, Home: t.TempDir(), Width: 1280, Height: 800, Manager: false})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	begun := time.Now()
	p := play.Person{Finger: play.Finger{Hands: w, Hold: 60 * time.Millisecond}}
	p.Look = func(s string) error { fmt.Println(time.Since(begun).Round(time.Millisecond), s); return nil }
	for _, step := range []func() error{
		func() error { return p.Go("staff", "staff") },
		func() error { return p.Go("case.new", "case:identity") },
		func() error { return p.Fill(play.Invented()) },
		func() error { return p.Go("next", "welcome") },
		func() error { return p.Go("start.fr", "hello") },
		func() error { return p.Way("vertebroplasty", "finished") },
	} {
		if err := step(); err != nil {
			img, _ := w.Picture()
			fh, _ := os.Create("/tmp/fail.png")
			png.Encode(fh, img)
			fh.Close()
			t.Fatal(err, w.Errors())
		}
	}
	s, err := w.Await(func(s ui.Sight) bool { _, ok := play.Control(s, "page.after"); return ok })
	fmt.Println(s, err)
	fmt.Println(time.Since(begun), w.Errors())
}
