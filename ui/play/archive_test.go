package play

import (
	"os"
	"testing"

	"fyne.io/fyne/v2/test"

	"eclaire/ui/theme"
)

// TestArchiveScreens goes through the staff's area of the archive and looks at
// every screen in one setting, or all when ECLAIRE_SOAK is set.
func TestArchiveScreens(t *testing.T) {
	lib, words := texts(t)
	audit := auditor(lib, words)
	tour := archiveStage(test.NewTempApp(t), lib, words)
	t.Cleanup(tour.Leave)
	whole := os.Getenv("ECLAIRE_SOAK") != ""
	n := 0
	tour.Visit = func(name string) error {
		n++
		for i, s := range Settings() {
			over := tour.Window.Canvas().Overlays().Top() != nil // a question stays in its language
			if !whole && (i+17*n)%len(Settings()) != 0 || over && s.Language != tour.Language {
				continue
			}
			if err := tour.Show(s); err != nil {
				return err
			}
			for _, f := range audit.Audit(tour.root(), s.Size, s.Language) {
				t.Errorf("%s, %.0f×%.0f, %d %%, %s, mode %d: %s", name, s.Size.Width, s.Size.Height, s.Scale, s.Language, s.Mode, f)
			}
		}
		return tour.Show(Setting{tour.Language, theme.Light, 100, Usual})
	}
	if err := tour.Play(); err != nil {
		t.Fatal(err)
	}
}
