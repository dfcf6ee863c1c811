package play

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/ui"
)

// stage opens a shell in a window of the test driver.
func stage(t testing.TB, size fyne.Size, change func(*ui.Options)) *Tour {
	t.Helper()
	t.Cleanup(Sweep)
	app := test.NewTempApp(t)
	lib, words, err := content.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	tour := Stage(app, lib, words, size, change)
	t.Cleanup(tour.Window.Close)
	return tour
}

// pictures keeps every screen as a PNG in the folder named by ECLAIRE_PICTURES.
func pictures(t *testing.T, tour *Tour, prefix string) {
	dir := os.Getenv("ECLAIRE_PICTURES")
	if dir == "" {
		return
	}
	tour.Visit = func(name string) error {
		f, err := os.Create(filepath.Join(dir, prefix+name+".png"))
		if err != nil {
			return err
		}
		defer f.Close()
		return png.Encode(f, tour.Picture())
	}
}

func TestEveryOutcomeInBothLanguages(t *testing.T) {
	levels := [][]string{{"L1"}, {"T12", "L1"}, {"T11", "T12", "L1", "L3"}, {"S"}}
	for i, o := range consent.Outcomes() {
		for j, l := range consent.Languages() {
			t.Run(string(o)+"-"+string(l), func(t *testing.T) {
				tour := stage(t, fyne.NewSize(1280, 800), nil)
				tour.Language, tour.Outcome, tour.Treat, tour.Old = l, o, levels[(i+j)%4], []string{"T8"}
				tour.Mistakes, tour.People = i == 0, i == 0
				pictures(t, tour, string(o)+"-"+string(l)+"-")
				if err := tour.Play(); err != nil {
					t.Fatal(err)
				}
			})
		}
	}
}

// TestTargetsOfTwentyMillimetres plays a session on a screen whose width is
// known and measures everything that can be touched.
func TestTargetsOfTwentyMillimetres(t *testing.T) {
	const width, target = 340, 20.0 * 1280 / 340
	tour := stage(t, fyne.NewSize(1280, 800), func(o *ui.Options) { o.ScreenWidthMM = width })
	tour.Shell.Fit()
	audit := auditor(tour.Lib, tour.Words)
	audit.Target = target
	tour.Visit = func(name string) error {
		for _, f := range audit.Audit(tour.root(), fyne.NewSize(1280, 800), tour.Language) {
			t.Errorf("%s: %s", name, f)
		}
		return nil
	}
	if err := tour.Play(); err != nil {
		t.Fatal(err)
	}
}

// TestManyLevels plays the longest cases, the sacrum together with vertebrae,
// and looks at every screen on the way.
func TestManyLevels(t *testing.T) {
	for _, levels := range [][]string{
		{"T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9", "T10", "T11", "S"},
		{"T12", "L1", "S"},
	} {
		for _, l := range consent.Languages() {
			size := fyne.NewSize(1280, 800)
			tour := stage(t, size, nil)
			tour.Language, tour.Treat, tour.Old, tour.People = l, levels, []string{"L5"}, true
			audit := auditor(tour.Lib, tour.Words)
			tour.Visit = func(name string) error {
				for _, f := range audit.Audit(tour.root(), size, l) {
					t.Errorf("%d levels, %s: %s", len(levels), name, f)
				}
				return nil
			}
			if err := tour.Play(); err != nil {
				t.Fatal(err)
			}
			if got := tour.Shell.State().Session.Case.ToTreat.Len(); got != len(levels) {
				t.Errorf("%d levels were kept, want %d", got, len(levels))
			}
		}
	}
}
