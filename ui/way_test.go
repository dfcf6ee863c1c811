package ui_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/ui"
	"eclaire/ui/screen"
)

// chapters lists the chapters in the top bar that lead back.
func chapters(k *kiosk) []string {
	var out []string
	for _, c := range k.Shell.Sight().Controls {
		if strings.HasPrefix(c.ID, "chapter.") && c.Enabled {
			out = append(out, c.ID)
		}
	}
	return out
}

// TestFinishedLeadsNowhereBack: once the document is there, no chapter can be gone back
// to; before, those that are finished can.
func TestFinishedLeadsNowhereBack(t *testing.T) {
	k := open(t, nil)
	before := 0
	k.Visit = func(string) error {
		if k.Shell.State().Route.Name == screen.Decision {
			before = len(chapters(k))
		}
		return nil
	}
	if err := k.Play(); err != nil {
		t.Fatal(err)
	}
	if k.Shell.State().Route.Name != screen.Finished {
		t.Fatalf("at %v", k.Shell.State().Route)
	}
	if before != 4 {
		t.Errorf("from the decision, %d chapters lead back", before)
	}
	if open := chapters(k); len(open) != 0 {
		t.Errorf("from the finished document one can go back to %v", open)
	}
}

// TestRest: a patient who rests is not asked for ten minutes, and whoever ends the rest
// by a button or a key is watched over as before.
func TestRest(t *testing.T) {
	asked := func(k *kiosk) bool {
		return strings.Contains(shown(k.Window.Canvas().Overlays().Top()), k.Words.For(consent.French).T("idle.title"))
	}
	for name, end := range map[string]func(*testing.T, *kiosk){
		"button": func(t *testing.T, k *kiosk) {
			if err := k.Tap(k.Words.For(consent.French).T("rest.over")); err != nil {
				t.Fatal(err)
			}
		},
		"key": func(_ *testing.T, k *kiosk) {
			k.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		},
		"time": nil,
	} {
		t.Run(name, func(t *testing.T) {
			k := open(t, nil)
			k.until(t, screen.Route{Name: screen.Break, Item: any})
			if err := k.Tap(k.Words.For(consent.French).T("break.rest")); err != nil {
				t.Fatal(err)
			}
			k.wait(9 * time.Minute)
			if asked(k) || !k.Shell.State().HoldsPatient() {
				t.Fatal("the rest was disturbed")
			}
			if end != nil {
				end(t, k)
				if k.wait(119 * time.Second); k.Window.Canvas().Overlays().Top() != nil {
					t.Fatal("asked too soon after the rest")
				}
				k.wait(2 * time.Second)
			} else {
				k.wait(ui.RestTime - 9*time.Minute + 121*time.Second)
			}
			if !asked(k) {
				t.Error("after the rest nobody asks")
			}
			k.wait(31 * time.Second)
			wiped(t, k)
		})
	}
}
