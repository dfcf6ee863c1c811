package offscreen_test

import (
	"bytes"
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/ui/play"
	"eclaire/ui/play/offscreen"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// newApp makes a program whose toolkit writes nothing into the user's own folders.
func newApp(t *testing.T) *offscreen.App {
	t.Helper()
	for _, name := range []string{"HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "LocalAppData", "AppData"} {
		t.Setenv(name, t.TempDir())
	}
	before := fyne.CurrentApp()
	t.Cleanup(func() { fyne.SetCurrentApp(before) })
	t.Setenv("FYNE_THEME", "light") // the desktop is not asked
	return offscreen.NewApp(app.NewWithID(""))
}

// TestDrawnAsByTheTestDriver compares screens with those of the toolkit's own driver
// for tests, with which all others are drawn.
func TestDrawnAsByTheTestDriver(t *testing.T) {
	lib, words, err := content.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	pictures := func(a fyne.App) map[string]image.Image {
		out := map[string]image.Image{}
		tour := play.Stage(a, lib, words, play.Usual, nil)
		defer tour.Window.Close()
		tour.Language = consent.English
		tour.Visit = func(name string) error {
			if _, seen := out[name]; !seen && len(out) < 12 {
				out[name] = tour.Picture()
			}
			return nil
		}
		if err := tour.Play(); err != nil {
			t.Error(err)
		}
		return out
	}
	want := pictures(test.NewTempApp(t))
	got := pictures(newApp(t))
	if len(want) < 12 || len(got) != len(want) {
		t.Errorf("%d pictures, and %d by the test driver", len(got), len(want))
	}
	for name, picture := range want {
		a, _ := got[name].(*image.NRGBA)
		b, _ := picture.(*image.NRGBA)
		if a == nil || b == nil || a.Rect != b.Rect || !bytes.Equal(a.Pix, b.Pix) {
			t.Errorf("%s is drawn otherwise", name)
		}
	}
}

func TestApp(t *testing.T) {
	a := newApp(t)
	w := a.NewWindow("Éclairé")
	w.SetPadded(false)
	b := widget.NewButton(widget.Primary, "Continue", nil)
	page := widget.NewStack(20, canvas.NewRectangle(nil), b)
	w.SetContent(page)
	w.Resize(fyne.NewSize(400, 300))
	a.Settings().SetTheme(theme.New(theme.Dark, 1))
	if at := a.Driver().AbsolutePositionForObject(b); at.Y != b.Position().Y || at.Y < 20 {
		t.Errorf("the button stands at %v, not at %v", at, b.Position())
	}
	b.Hide()
	if at := a.Driver().AbsolutePositionForObject(b); at != (fyne.Position{}) {
		t.Errorf("a hidden button stands at %v", at)
	}
	var shown []float32
	fyne.NewAnimation(canvas.DurationShort, func(at float32) { shown = append(shown, at) }).Start()
	if len(shown) != 1 || shown[0] != 1 {
		t.Errorf("an animation shows %v", shown)
	}
	done := false
	if fyne.Do(func() { done = true }); !done {
		t.Error("what is to be done waits")
	}
	a.Clipboard().SetContent("L1")
	if a.Clipboard().Content() != "L1" {
		t.Error("what was copied is lost")
	}
	closed := false
	w.SetOnClosed(func() { closed = true })
	if a.Quit(); !closed || len(a.Driver().AllWindows()) != 0 || a.Driver().CanvasForObject(b) != nil {
		t.Error("a window stays")
	}
}
