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
	"eclaire/locales"
	"eclaire/ui"
)

// stage opens a shell in a window of the test driver.
func stage(t testing.TB, size fyne.Size, change func(*ui.Options)) *Tour {
	t.Helper()
	app := test.NewTempApp(t)
	lib, words, err := content.LoadAll(content.Files(), locales.Files())
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
