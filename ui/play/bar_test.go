package play

import (
	"math"
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// pairs are the controls of the top bar that never move.
var pairs = []string{"text.smaller", "text.larger", "language.fr", "language.en"}

// spot is where a control lies on the screen.
type spot struct {
	at   fyne.Position
	size fyne.Size
}

// TestPairsNeverMove looks at the first of each kind of screen in every text size
// and language: text size and languages stay where they are in a window of one
// size, whole and touching each other in pairs.
func TestPairsNeverMove(t *testing.T) {
	app := test.NewTempApp(t)
	lib, words, err := content.LoadAll(content.Files(), locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	tour := Stage(app, lib, words, sizes[1], nil)
	first := map[fyne.Size]map[string]spot{}
	visited := map[string]bool{}
	tour.Visit = func(string) error {
		name := tour.Shell.State().Route.Name
		if visited[name] {
			return nil
		}
		visited[name] = true
		for i, size := range sizes {
			for j, scale := range scales {
				for k, l := range consent.Languages() {
					if (i+j+k+len(visited))%2 == 0 && os.Getenv("ECLAIRE_SOAK") == "" {
						continue // every second one is enough to notice
					}
					if err := tour.Show(Setting{Language: l, Mode: theme.Light, Scale: scale, Size: size}); err != nil {
						return err
					}
					comparePlaces(t, tour, first, size)
				}
			}
		}
		return tour.Show(Setting{Language: tour.Language, Mode: theme.Light, Scale: 100, Size: sizes[1]})
	}
	if err := tour.Play(); err != nil {
		t.Fatal(err)
	}
	if len(visited) < 10 || len(first) != len(sizes) {
		t.Errorf("only %d screens in %d sizes were looked at", len(visited), len(first))
	}
}

func comparePlaces(t *testing.T, tour *Tour, first map[fyne.Size]map[string]spot, size fyne.Size) {
	t.Helper()
	now := map[string]spot{}
	for _, id := range pairs {
		o := widget.Find(tour.Window.Content(), id)
		if o == nil {
			t.Fatalf("%s is not on the screen %s", id, tour.Shell.State().Route)
		}
		now[id] = spot{fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size()}
	}
	if first[size] == nil {
		first[size] = now
		for i := 0; i < len(pairs); i += 2 {
			left, right := now[pairs[i]], now[pairs[i+1]]
			if math.Abs(float64(left.at.X+left.size.Width-right.at.X)) > 0.01 || left.size.Width < 60 || right.size.Width < 60 || left.size.Height < 60 {
				t.Errorf("%v: the pair of %s is not joined or too small: %v %v", size, pairs[i], left, right)
			}
		}
		if end := now["language.en"]; end.at.X+end.size.Width > size.Width {
			t.Errorf("%v: the pairs end at %v", size, end.at.X+end.size.Width)
		}
	}
	for _, id := range pairs {
		if now[id] != first[size][id] {
			t.Errorf("%v, %s: %s has moved from %v to %v", size, tour.Shell.State().Route, id, first[size][id], now[id])
		}
	}
}
