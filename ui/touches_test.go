package ui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/ui"
	"eclaire/ui/screen"
)

// touch touches the primary action after a time.
func (k *kiosk) touch(t *testing.T, after time.Duration) {
	t.Helper()
	k.now = k.now.Add(after)
	k.Rest = nil
	if err := k.Tap(k.Words.For(consent.French).T("next")); err != nil {
		t.Fatal(err)
	}
}

// TestTremblingFinger touches twice within the times of a tremor: one page.
func TestTremblingFinger(t *testing.T) {
	k := open(t, nil)
	k.until(t, screen.Route{Name: screen.Page, Item: k.Lib.Pages[0].ID})
	way := k.Shell.State().Way()
	at := func() screen.Route { return k.Shell.State().Route }
	for _, after := range []time.Duration{60, 200, 450, 690} {
		from := slices.Index(way, at())
		k.touch(t, time.Second)
		k.touch(t, after*time.Millisecond)
		if got := slices.Index(way, at()); got != from+1 {
			t.Errorf("a second touch after %d ms: from page %d to %d", after, from, got)
		}
	}
	// Elsewhere on a page that has just come nothing is touched yet but what undoes.
	k.touch(t, time.Second)
	here := at()
	if err := k.Tap(k.Words.For(consent.French).T("back")); err != nil || at() == here {
		t.Errorf("back does not act at once: %v", err)
	}
}

// TestOnlyPagesThatStoodAreSeen: a page that was passed is not in the record.
func TestOnlyPagesThatStoodAreSeen(t *testing.T) {
	k := open(t, nil)
	k.until(t, screen.Route{Name: screen.Page, Item: k.Lib.Pages[0].ID})
	first, second := k.Lib.Pages[0].ID, k.Shell.State().Session.Script.Pages[1]
	seen := func(page string) bool { return slices.Contains(k.Shell.State().Session.Seen, page) }
	k.touch(t, 2900*time.Millisecond)
	if seen(first) {
		t.Error("a page that stood for less than three seconds is seen")
	}
	if r := k.Shell.State().Route; r != (screen.Route{Name: screen.Page, Item: second}) {
		t.Fatalf("at %v", r)
	}
	k.now = k.now.Add(3 * time.Second)
	k.Shell.Tick()
	if !seen(second) {
		t.Error("a page that stood for three seconds is not seen")
	}
}

// TestHalfAPageIsNotSeen: what scrolls must have been scrolled to its end, and
// every part of a page of several must have stood.
func TestHalfAPageIsNotSeen(t *testing.T) {
	k := open(t, nil)
	page := ""
	for _, p := range k.Lib.Pages {
		if p.Layout == "comparison" && page == "" {
			page = p.ID
		}
	}
	k.until(t, screen.Route{Name: screen.Page, Item: page})
	k.Shell.State().Slowly = true // row by row
	k.Shell.Redraw()
	seen := func() bool { return slices.Contains(k.Shell.State().Session.Seen, page) }
	r := k.Shell.State().Route
	for last := false; !last; {
		if seen() {
			t.Fatalf("seen after part %d", k.Shell.State().Sub[r])
		}
		k.now = k.now.Add(4 * time.Second)
		k.Shell.Tick()
		before := k.Shell.State().Sub[r]
		if seen() {
			break
		}
		k.now = k.now.Add(time.Second)
		k.Shell.State().Sub[r] = before + 1
		k.Shell.Redraw()
		last = before > 20
	}
	if !seen() {
		t.Error("all parts stood, and the page is not seen")
	}
	if k.Shell.State().Sub[r] < 2 {
		t.Errorf("seen at part %d", k.Shell.State().Sub[r])
	}
}

// TestKeyboardOpensByATouchAlone: no screen opens one by itself, a touch opens it
// with the whole field in view, and what is typed survives it.
func TestKeyboardOpensByATouchAlone(t *testing.T) {
	k := open(t, func(o *ui.Options) { o.TouchKeyboard = true })
	say := k.Words.For(consent.French)
	keys := func() bool {
		return slices.Contains(strings.Split(shown(k.Window.Content()), "\n"), say.T("keys.done"))
	}
	for _, words := range []string{say.T("staff"), say.T("staff.new")} {
		if err := k.Tap(words); err != nil {
			t.Fatal(err)
		}
	}
	if keys() {
		t.Fatal("the form opens with a keyboard over it")
	}
	for _, id := range []string{"field.birth_name", "field.birth_date", "field.used_name", "field.record_number"} {
		k.now = k.now.Add(time.Second)
		if err := k.TouchField(id); err != nil {
			t.Fatal(err)
		}
		if !keys() {
			t.Fatalf("%s: no keyboard", id)
		}
		if err := k.WholeField(id); err != nil {
			t.Error(err)
		}
		k.now = k.now.Add(time.Second)
		key := "key.1"
		if id == "field.used_name" {
			key = "key.A" // a name begins with a capital by itself
		}
		if err := k.TouchField(key); err != nil {
			t.Fatal(err)
		}
	}
	if got := k.Shell.State().Form.Texts[consent.FieldUsedName]; got != "A" {
		t.Errorf("wrote %q", got)
	}
	k.now = k.now.Add(time.Second)
	if err := k.Tap("English"); err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(strings.Split(shown(k.Window.Content()), "\n"), k.Words.For(consent.English).T("keys.done")) {
		t.Error("the keyboard does not follow the language")
	}
}
