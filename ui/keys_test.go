package ui_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/ui"
	"eclaire/ui/play"
	"eclaire/ui/screen"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// touching is a kiosk with an on-screen keyboard.
func touching(o *ui.Options) { o.TouchKeyboard = true }

// onScreen tells whether there is a control of a name.
func (k *kiosk) onScreen(id string) bool { return widget.Find(k.Window.Content(), id) != nil }

// fieldIDs gives the names of the fields of the screen.
func fieldIDs(o fyne.CanvasObject) []string {
	var out []string
	if !o.Visible() {
		return nil
	}
	if f, ok := o.(*widget.Field); ok {
		out = append(out, f.ID())
	}
	for _, child := range widget.Children(o) {
		out = append(out, fieldIDs(child)...)
	}
	return out
}

// touchID touches a control by its name, after a moment.
func (k *kiosk) touchID(t testing.TB, ids ...string) {
	t.Helper()
	for _, id := range ids {
		k.now = k.now.Add(time.Second)
		if err := k.TouchField(id); err != nil {
			t.Fatal(err)
		}
	}
}

// eachField opens the keyboard at every field of the screen, at sizes of the
// window and of the text, and looks whether the field is seen whole.
func (k *kiosk) eachField(t *testing.T) int {
	t.Helper()
	ids := fieldIDs(k.Window.Content())
	if len(ids) == 0 {
		return 0
	}
	name := k.Shell.State().Route.String()
	usual := play.Setting{Language: consent.French, Mode: theme.Light, Scale: 100, Size: fyne.NewSize(1280, 800)}
	for _, size := range []fyne.Size{{Width: 1024, Height: 768}, {Width: 1280, Height: 800}} {
		for _, scale := range []int{100, 150, 200} {
			for _, l := range consent.Languages() {
				if l != consent.French && scale != 200 { // its words are shorter
					continue
				}
				s := play.Setting{Language: l, Mode: theme.Light, Scale: scale, Size: size}
				if err := k.Show(s); err != nil {
					t.Fatal(err)
				}
				where := fmt.Sprintf("%s %vx%v at %d%% in %s", name, size.Width, size.Height, scale, l)
				k.wholeFields(t, where, ids)
			}
		}
	}
	if err := k.Show(usual); err != nil {
		t.Fatal(err)
	}
	return len(ids)
}

func (k *kiosk) wholeFields(t *testing.T, where string, ids []string) {
	t.Helper()
	for _, id := range ids {
		if id == "" || k.onScreen("key.done") {
			t.Fatalf("%s: a field without a name, or a keyboard that nobody opened", where)
		}
		k.touchID(t, id)
		if !k.onScreen("key.done") {
			t.Fatalf("%s: no keyboard at %s", where, id)
		}
		if err := k.WholeField(id); err != nil {
			t.Errorf("%s: %v", where, err)
		}
		k.touchID(t, "key.done")
		k.Window.Canvas().Unfocus()
	}
}

// TestFieldStaysInViewOnTheWay looks at every field of a case and of a session.
func TestFieldStaysInViewOnTheWay(t *testing.T) {
	k := open(t, touching)
	k.Detours, k.People = true, true
	seen := map[string]bool{}
	k.Visit = func(string) error {
		name := k.Shell.State().Route.String()
		here := fmt.Sprint(name, fieldIDs(k.Window.Content()))
		if !seen[here] {
			seen[here] = true
			if k.eachField(t) > 0 {
				seen[name] = true
			}
		}
		return nil
	}
	if err := k.Play(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"case:identity", "case:fracture", "case:history", "case:safety", "case:people", "doctor", "sign:patient", "sign:staff"} {
		if !seen[name] {
			t.Errorf("no field was looked at on %s", name)
		}
	}
}

// TestFieldStaysInViewInTheArchive looks at the fields of the staff's area.
func TestFieldStaysInViewInTheArchive(t *testing.T) {
	k, _ := vaulted(t, touching)
	k.Shell.Desks().Archive.OpenArchive()
	fields := func(want ...string) {
		t.Helper()
		if got := fieldIDs(k.Window.Content()); !slices.Equal(got, want) {
			t.Fatalf("the screen %v has the fields %v, want %v", k.Shell.State().Route, got, want)
		}
		k.eachField(t)
	}
	fields("field.who", "field.passphrase")
	k.unlock(t, play.Passphrase)
	fields("field.search")
	k.Shell.State().Archive.Find.Period = screen.PeriodDays
	k.Shell.Go(screen.Route{Name: screen.ArchiveFilter})
	fields("field.from", "field.to", "field.clinician")
	k.first(t)
	k.Shell.Go(screen.Route{Name: screen.ArchiveHold})
	fields("field.reason")
	k.Shell.Go(screen.Route{Name: screen.Staff})
	if err := k.Tap(k.Words.For(consent.French).T("staff.check")); err != nil {
		t.Fatal(err)
	}
	fields("field.code")
}

// TestFieldStaysInViewWhileTyping types a date, which is then written out under
// it, on a small screen with the largest text.
func TestFieldStaysInViewWhileTyping(t *testing.T) {
	for _, scale := range []int{100, 200} {
		k := open(t, touching)
		k.until(t, screen.Route{Name: screen.CaseForm, Item: "identity"})
		k.Shell.State().Form.Texts[consent.FieldBirthDate] = ""
		if err := k.Show(play.Setting{Language: consent.French, Mode: theme.Light, Scale: scale, Size: fyne.NewSize(1024, 768)}); err != nil {
			t.Fatal(err)
		}
		k.touchID(t, "field.birth_date")
		place := widget.Find(k.Window.Content(), "key.1").Position()
		for _, r := range "12/12/1944" {
			k.touchID(t, "key."+string(r))
			if err := k.WholeField("field.birth_date"); err != nil {
				t.Errorf("%d%%: %v", scale, err)
			}
			if now := widget.Find(k.Window.Content(), "key.1").Position(); now != place {
				t.Fatal("the keyboard moved under the finger")
			}
		}
		k.says(t, k.Words.For(consent.French).Date(consent.Date{Year: 1944, Month: 12, Day: 12}))
	}
}

// TestLargeTargetsLeaveRoom: where a clinic asks for 20 mm, the keys are as high
// as the screen allows.
func TestLargeTargetsLeaveRoom(t *testing.T) {
	k := open(t, func(o *ui.Options) { o.TouchKeyboard, o.ScreenWidthMM = true, 220 })
	k.until(t, screen.Route{Name: screen.CaseForm, Item: "identity"})
	k.touchID(t, "field.used_name")
	if err := k.WholeField("field.used_name"); err != nil {
		t.Error(err)
	}
	if high := widget.Find(k.Window.Content(), "key.done").Size().Height; high < 60 {
		t.Errorf("a key is %v high", high)
	}
}

// TestTypingOutlivesTheScreen: another language, another size of the text and a
// key of a hardware keyboard lose nothing, and one goes on where one was.
func TestTypingOutlivesTheScreen(t *testing.T) {
	k := open(t, touching)
	k.until(t, screen.Route{Name: screen.CaseForm, Item: "identity"})
	typed := func() string { return k.Shell.State().Form.Texts[consent.FieldUsedName] }
	k.Shell.State().Form.Texts[consent.FieldUsedName] = ""
	k.Shell.State().Form.Texts[consent.FieldRecordNumber] = ""
	k.Shell.Redraw()
	k.touchID(t, "field.used_name", "key.A", "key.z", "language.en")
	if !k.onScreen("key.done") || widget.Find(k.Window.Content(), "key.q").Position().X > 100 {
		t.Error("the keyboard does not follow the language")
	}
	k.touchID(t, "key.e", "text.larger", "key.space")
	k.Window.Canvas().Focused().TypedRune('R')
	k.touchID(t, "key.t", "language.fr", "key.erase", "key.u")
	if typed() != "Aze Ru" {
		t.Errorf("wrote %q", typed())
	}
	k.touchID(t, "field.birth_date", "key./", "key.1", "field.record_number", "key.signs", "key.#", "key.done")
	if got := k.Shell.State().Form.Texts[consent.FieldRecordNumber]; got != "#" || k.onScreen("key.done") {
		t.Errorf("wrote %q", got)
	}
}

// TestQuickTyping: neighbouring keys answer at once, a doubled touch of the key
// of another layer does not lead back.
func TestQuickTyping(t *testing.T) {
	k := open(t, touching)
	k.until(t, screen.Route{Name: screen.CaseForm, Item: "identity"})
	k.Shell.State().Form.Texts[consent.FieldRecordNumber] = ""
	k.Shell.Redraw()
	k.touchID(t, "field.record_number")
	k.now = k.now.Add(time.Second)
	k.Rest = func() { k.now = k.now.Add(90 * time.Millisecond) }
	for _, id := range []string{"key.a", "key.z", "key.a", "key.a", "key.accents"} {
		if err := k.TouchField(id); err != nil {
			t.Fatal(err)
		}
	}
	if err := k.TouchField("key.letters"); err != nil || k.onScreen("key.a") {
		t.Errorf("the doubled touch led back: %v", err)
	}
	if got := k.Shell.State().Form.Texts[consent.FieldRecordNumber]; got != "azaa" {
		t.Errorf("wrote %q", got)
	}
}
