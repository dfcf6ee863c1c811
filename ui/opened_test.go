package ui_test

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/ui/screen"
	"eclaire/ui/widget"
)

// scrolled gives what scrolls on the page, nil where nothing does.
func scrolled(o fyne.CanvasObject) *widget.Scroller {
	if s, ok := o.(*widget.Scroller); ok {
		return s
	}
	for _, child := range widget.Children(o) {
		if s := scrolled(child); s != nil {
			return s
		}
	}
	return nil
}

// TestMoreClosesToTheSamePlace: both ways out of a sheet lead to the page, which stands
// where it stood; from another page it begins at its top.
func TestMoreClosesToTheSamePlace(t *testing.T) {
	k := open(t, nil)
	page := screen.Route{Name: screen.Page, Item: "leak"}
	k.until(t, page)
	k.Window.Resize(fyne.NewSize(800, 600))
	k.Shell.Fit()
	k.Shell.Redraw()
	for _, out := range []string{"close", "next"} {
		s := scrolled(k.Shell.Page())
		s.ScrollTo(60)
		at := s.Offset()
		if at == 0 {
			t.Fatal("the page does not scroll")
		}
		if err := k.TapID("more"); err != nil {
			t.Fatal(err)
		}
		if s := scrolled(k.Shell.Page()); s.Offset() != 0 {
			t.Error("the sheet does not begin at its top")
		}
		if err := k.TapID(out); err != nil {
			t.Fatal(err)
		}
		if r, now := k.Shell.State().Route, scrolled(k.Shell.Page()).Offset(); r != page || now != at {
			t.Errorf("%s leads to %v at %v, not to %v at %v", out, r, now, page, at)
		}
	}
	k.Shell.Go(screen.Route{Name: screen.Page, Item: "embolism"})
	k.Shell.Go(page)
	if now := scrolled(k.Shell.Page()).Offset(); now != 0 {
		t.Errorf("from another page it begins at %v", now)
	}
}

// TestTalkDecidesNothing: to ask for somebody changes nothing of the session, and leads
// back to where it was asked.
func TestTalkDecidesNothing(t *testing.T) {
	for _, at := range []screen.Route{{Name: screen.Break, Item: any}, {Name: screen.Decision}} {
		k := open(t, nil)
		k.until(t, at)
		from, before := k.Shell.State().Route, k.Shell.State().Session
		if err := k.TapID("talk"); err != nil {
			t.Fatal(err)
		}
		if r := k.Shell.State().Route; r.Name != screen.Call {
			t.Errorf("from %v it leads to %v", from, r)
		}
		if err := k.TapID("call.over"); err != nil {
			t.Fatal(err)
		}
		if s := k.Shell.State(); s.Route != from || !reflect.DeepEqual(s.Session, before) {
			t.Errorf("back at %v with another session", s.Route)
		}
	}
}

// TestClinicianSignsBehindTheKey: the staff's key opens the clinician's pad once, not
// for whoever comes to that screen later.
func TestClinicianSignsBehindTheKey(t *testing.T) {
	k := open(t, nil)
	k.until(t, screen.Route{Name: screen.Sign, Item: string(consent.RoleStaff)})
	for _, id := range []string{"countersign", "back", "next"} {
		if widget.Find(k.Window.Content(), "pad") != nil && id == "countersign" {
			t.Fatal("the pad is open before the key")
		}
		if err := k.TapID(id); err != nil {
			t.Fatal(err)
		}
		if open := widget.Find(k.Window.Content(), "pad") != nil; open != (id == "countersign") {
			t.Errorf("after %s the pad is open: %v", id, open)
		}
	}
}

// TestUntickedLeadsToTime: who leaves only "I had time to think" unticked is asked, is
// never held up, and decides for more time only by saying so.
func TestUntickedLeadsToTime(t *testing.T) {
	const late = "legal.say-time"
	k := open(t, nil)
	k.until(t, screen.Route{Name: screen.Statements})
	lib, _, err := content.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	decided := k.Shell.State().Session.Decision
	tick := func() { // all but one, on every part of the screen
		for range 9 {
			s := k.Shell.State()
			if s.Route.Name != screen.Statements {
				return
			}
			for _, id := range s.Session.MissingStatements() {
				if id != late && widget.Find(k.Window.Content(), "statement."+id) != nil {
					if err := k.TapID("statement." + id); err != nil {
						t.Fatal(err)
					}
				}
			}
			if err := k.TapID("next"); err != nil {
				t.Fatal(err)
			}
		}
	}
	tick()
	s := k.Shell.State()
	if s.Route.Name != screen.Instead || s.Session.Decision != decided || s.Session.Ticked[late] {
		t.Fatalf("at %v, decided %s", s.Route, s.Session.Decision)
	}
	choice, _ := lib.Choice(consent.WantTime)
	if said := shown(k.Window.Content()); !strings.Contains(said, choice.Title.In(consent.French)) {
		t.Errorf("it does not say %q", choice.Title.In(consent.French))
	}
	if err := k.TapID("instead.tick"); err != nil {
		t.Fatal(err)
	}
	if s = k.Shell.State(); s.Route.Name != screen.Statements || s.Session.Decision != decided || len(s.Session.MissingStatements()) != 1 {
		t.Fatalf("back at %v with %v missing", s.Route, s.Session.MissingStatements())
	}
	tick()
	if err := k.TapID("instead.take"); err != nil {
		t.Fatal(err)
	}
	if s = k.Shell.State(); s.Route.Name != screen.Review || s.Session.Decision != consent.WantTime || len(s.Session.Ticked) != 0 {
		t.Fatalf("at %v, decided %s with %v ticked", s.Route, s.Session.Decision, s.Session.Ticked)
	}
	k.Visit = nil
	if err := k.Go(); err != nil { // and that way comes to its end
		t.Fatal(err)
	}
	if got := k.Shell.State().Session; !slices.Equal(slices.Sorted(maps.Keys(got.Ticked)), slices.Sorted(slices.Values(got.Statements()))) {
		t.Errorf("ticked: %v", got.Ticked)
	}
}
