package play

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"eclaire/consent"
	"eclaire/ui/screen"
	"eclaire/ui/widget"
)

// turnOver changes language and text size by the buttons of the top bar, does
// look, and changes them back.
func turnOver(t *testing.T, tour *Tour, look func()) {
	t.Helper()
	look()
	for _, id := range []string{"language.en", "text.larger", "text.larger", "language.fr", "text.smaller", "text.smaller"} {
		if err := tour.TapID(id); err != nil {
			t.Fatal(err)
		}
		look()
	}
}

// seen gives the objects on the screen for which ok holds.
func seen(tour *Tour, ok func(fyne.CanvasObject) bool) int {
	n := 0
	find(tour.root(), func(o fyne.CanvasObject) bool {
		if ok(o) {
			n++
		}
		return false
	})
	return n
}

// TestNothingIsLostByLanguageOrTextSize leaves things half done on the screens
// and changes language and text size there.
func TestNothingIsLostByLanguageOrTextSize(t *testing.T) {
	lib, words := texts(t)
	tour := Stage(test.NewTempApp(t), lib, words, Usual, nil)
	defer tour.Window.Close()
	expect := func(what string, want int, ok func(fyne.CanvasObject) bool) {
		t.Helper()
		turnOver(t, tour, func() {
			t.Helper()
			if got := seen(tour, ok); got != want {
				t.Errorf("%s: %s: %d on the screen instead of %d", tour.Shell.State().Route, what, got, want)
			}
		})
	}
	written := func(text string) func(fyne.CanvasObject) bool {
		return func(o fyne.CanvasObject) bool { f, ok := o.(*widget.Field); return ok && f.Text() == text }
	}
	selected := func(o fyne.CanvasObject) bool {
		b, ok := o.(*widget.Button)
		return ok && b.Kind == widget.Choice && b.Selected
	}
	visited := map[string]bool{}
	tour.Visit = func(name string) error {
		if tour.Shell.State().Route.Name == screen.Question {
			name = "question"
		}
		first := !visited[name]
		visited[name] = true
		say := words.For(consent.French)
		switch name {
		case "case-identity":
			expect("the name", 1, written("EXEMPLE"))
		case "case-fracture":
			expect("the pain", 1, func(o fyne.CanvasObject) bool { s, ok := o.(*widget.Scale); return ok && s.Value == 7 })
		case "values":
			if err := tour.TapIn(tour.text(lib.Scales[0].Text), tour.text(lib.Degrees[3].Text)); err != nil {
				return err
			}
			expect("the value", 1, func(o fyne.CanvasObject) bool { s, ok := o.(*widget.Segmented); return ok && s.Selected == "3" })
		case "doctor-2":
			if err := tour.Write(say.T("doctor.own"), "Qui peut m’ai"); err != nil {
				return err
			}
			expect("the half question", 1, written("Qui peut m’ai"))
		case "decision":
			choice, _ := lib.Choice(consent.WantTime)
			if err := tour.Tap(tour.text(choice.Title)); err != nil {
				return err
			}
			expect("the choice", 1, selected)
		case "question":
			q, _ := lib.Question(tour.Shell.State().Route.Item)
			if !first {
				return nil
			}
			if err := tour.Tap(tour.text(q.Option[0].Text)); err != nil {
				return err
			}
			expect("the option", 1, selected)
		case "statements":
			id := tour.Shell.State().Session.MissingStatements()[0]
			statement, _ := lib.Statement(id)
			if err := tour.Tap(tour.text(statement.Text)); err != nil {
				return err
			}
			expect("the tick", 1, func(o fyne.CanvasObject) bool { c, ok := o.(*widget.CheckCard); return ok && c.Checked })
		case "sign-patient":
			if err := tour.Draw(Scrawl(0)...); err != nil {
				return err
			}
			expect("the strokes", 1, func(o fyne.CanvasObject) bool {
				p, ok := o.(*widget.SignaturePad)
				return ok && len(p.Strokes()) == len(Scrawl(0))
			})
		}
		return nil
	}
	if err := tour.Play(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"case-identity", "case-fracture", "values", "doctor-2", "decision", "question", "statements", "sign-patient"} {
		if !visited[name] {
			t.Errorf("%s was not on the way", name)
		}
	}
}

// TestEverythingIsReachedByTheKeyboard goes the whole way with Tab, Enter and
// Space, and looks on every screen that Tab comes to all that can be used.
func TestEverythingIsReachedByTheKeyboard(t *testing.T) {
	lib, words := texts(t)
	for tour := range Grand(test.NewTempApp(t), lib, words) {
		tour.Keyboard = true
		tour.Visit = func(name string) error {
			if missed := tour.Unreached(); len(missed) > 0 {
				t.Errorf("%s: Tab does not reach %v", name, missed)
			}
			return nil
		}
		if err := tour.Play(); err != nil {
			t.Fatal(err)
		}
		if tour.Store == nil && tour.Shell.State().Route.Name != screen.Finished { // the staff look on after it
			t.Error("the way does not end at the document")
		}
	}
}
