package play

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"eclaire/consent"
	"eclaire/consent/inspect"
	"eclaire/ui/screen"
)

// TestLater confirms and withdraws a consent, from the staff's check of its file
// to the second document, in both languages.
func TestLater(t *testing.T) {
	lib, words := texts(t)
	app := test.NewTempApp(t)
	for _, o := range consent.Later() {
		for _, l := range consent.Languages() {
			tour := Stage(app, lib, words, Usual, Filing(lib, words))
			tour.Later, tour.Language = o, l
			var seen []string
			tour.Visit = func(name string) error {
				seen = append(seen, name)
				return nil
			}
			if err := tour.Play(); err != nil {
				t.Fatalf("%s, %s: %v", o, l, err)
			}
			s := tour.Shell.State()
			if s.Session.Decision != o || s.Session.Refers == nil || s.Session.Refers.ID != "E-TEST-1" || s.Document.ID != "E-TEST-2" {
				t.Errorf("%s, %s: %v refers to %v", o, l, s.Session.Decision, s.Session.Refers)
			}
			way := strings.Join(seen, " ")
			if !strings.Contains(way, "check-file check-result case-today welcome-ready-later hello-later decision-later review-later "+
				"statements-later sign-patient-later sign-staff-give-back-later sign-staff-later finished-later") {
				t.Errorf("%s, %s: the way is %s", o, l, way)
			}
			b, err := os.ReadFile(filepath.Join(tour.Shell.Folder(), "E-TEST-2.pdf"))
			if err != nil {
				t.Fatal(err)
			}
			tour.Shell.Desks().Checking.CheckFile(filepath.Join(tour.Shell.Folder(), "E-TEST-2.pdf"))
			if r := s.Checks.Result; r == nil || !r.Good() || r.Text != inspect.Same || r.Record.Refers.ID != "E-TEST-1" || len(b) == 0 {
				t.Errorf("%s, %s: the second document: %+v", o, l, r)
			}
			if tour.Shell.State().Route.Name != screen.CheckResult {
				t.Errorf("the check shows %v", tour.Shell.State().Route)
			}
			tour.Leave()
			tour.Window.Close()
		}
	}
}
