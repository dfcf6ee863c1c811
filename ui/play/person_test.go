package play_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui"
	"eclaire/ui/play"
)

// TestPersonOnTheStage plays the script of the real window on the software stage.
func TestPersonOnTheStage(t *testing.T) {
	app := test.NewTempApp(t)
	lib, words, err := content.LoadAll(content.Files(), locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	stage := play.Stage(app, lib, words, fyne.NewSize(1280, 800), func(o *ui.Options) { o.TouchKeyboard = true })
	p := play.Person{Finger: play.Finger{Hands: stage.Hands()}}
	for _, step := range []func() error{
		func() error { return p.Go("staff", "staff") },
		func() error { return p.Go("case.new", "case:identity") },
		func() error { return p.Fill(play.Invented()) },
		func() error { return p.Go("next", "welcome") },
		func() error { return p.Go("start.fr", "hello") },
		func() error { return p.Way("vertebroplasty", "finished") },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	s := stage.Shell.State()
	if k := s.Session.Case; k.Address != "1 rue A\nVille" || k.Doctor != "Dr Type" || k.Urgent != consent.No {
		t.Errorf("the letter: %q, %q, %q", k.Address, k.Doctor, k.Urgent)
	}
	if !s.Document.Stored || len(s.Session.Signed) != 2 {
		t.Errorf("the document is not stored: %+v", s.Document)
	}
}
