package ui_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"eclaire/assets/font"
	"eclaire/consent"
	"eclaire/consent/disk"
	"eclaire/consent/seal"
	"eclaire/content"
	"eclaire/ui"
	"eclaire/ui/play"
	"eclaire/ui/screen"
	"eclaire/ui/theme"
)

// kiosk is a shell in a window of the test driver, with a clock to turn.
type kiosk struct {
	*play.Tour
	now  time.Time
	kept []string
	fail error // what storing a document answers
}

func open(t testing.TB, change func(*ui.Options)) *kiosk {
	t.Helper()
	t.Cleanup(play.Sweep)
	app := test.NewTempApp(t)
	lib, words, err := content.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	k := &kiosk{now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	w := test.NewTempWindow(t, nil)
	w.SetPadded(false)
	o := ui.Options{
		Window: w, Theme: theme.Wear(app.Settings()), Lib: lib, Words: words, Prints: font.Has,
		Clinic: consent.Clinic{Name: "Clinique Modèle", Threshold: 2, Paper: "A4", Letter: true}, Language: consent.French,
		Keep: func(id string, pdf, session []byte, _ bool) error {
			if k.fail == nil {
				k.kept = append(k.kept, id)
			}
			return k.fail
		},
		NewID: func(time.Time) string { return "E-TEST" }, Now: func() time.Time { return k.now },
		Run:  func(work, done func()) { work(); done() },
		Lot:  func() uint64 { return 0 },
		Idle: 2 * time.Minute, Answer: 30 * time.Second,
	}
	if change != nil {
		change(&o)
	}
	shell := ui.New(o)
	w.Resize(fyne.NewSize(1280, 800))
	k.Tour = &play.Tour{Player: play.Player{Window: w, Shell: shell, Rest: func() { k.now = k.now.Add(700 * time.Millisecond) }}, Lib: lib, Words: words,
		Language: consent.French, Outcome: consent.ChooseConservative, Treat: []string{"L1"}}
	return k
}

// wait lets time pass with the watch looking every second.
func (k *kiosk) wait(d time.Duration) {
	for end := k.now.Add(d); k.now.Before(end); {
		k.now = k.now.Add(time.Second)
		k.Shell.Tick()
	}
}

// leap lets time pass in which the watch looks only now and then.
func (k *kiosk) leap(d time.Duration) {
	for end := k.now.Add(d); k.now.Before(end); {
		k.now = k.now.Add(min(time.Minute, end.Sub(k.now)))
		k.Shell.Tick()
	}
}

// until plays until a screen is reached.
// any is the item of a route that stands for each of its name.
const any = "*"

func (k *kiosk) until(t *testing.T, r screen.Route) {
	t.Helper()
	stop := errors.New("reached")
	k.Visit = func(string) error {
		if at := k.Shell.State().Route; at == r || r.Item == any && at.Name == r.Name {
			return stop
		}
		return nil
	}
	if err := k.Play(); !errors.Is(err, stop) {
		t.Fatalf("%v was not reached: %v", r, err)
	}
}

// wiped tells whether nothing of a patient is left in reach.
func wiped(t *testing.T, k *kiosk) {
	t.Helper()
	s := k.Shell.State()
	fresh := screen.NewState(consent.French, s.Session.Clinic)
	if !reflect.DeepEqual(s, fresh) {
		t.Errorf("something is left: %+v", s)
	}
	if text := shown(k.Window.Content()); strings.Contains(text, "EXEMPLE") || strings.Contains(text, "Jeanne") {
		t.Error("the patient's name is still on the screen")
	}
	if top := k.Window.Canvas().Overlays().Top(); top != nil {
		t.Error("a question is still on the screen")
	}
	if held := fmt.Sprintf("%+v", s.Session); strings.Contains(held, "Spécimen") {
		t.Error("the session still holds the name")
	}
}

func TestEndOfSessionLeavesNothing(t *testing.T) {
	k := open(t, nil)
	if err := k.Play(); err != nil {
		t.Fatal(err)
	}
	if len(k.kept) != 1 {
		t.Fatalf("kept %v", k.kept)
	}
	fyne.CurrentApp().Clipboard().SetContent("EXEMPLE")
	old := k.Shell.State()
	k.Shell.EndSession()
	wiped(t, k)
	if !reflect.DeepEqual(*old, screen.State{}) {
		t.Error("the old state still holds the patient")
	}
	if fyne.CurrentApp().Clipboard().Content() != "" {
		t.Error("the clipboard still holds a copied name")
	}
}

func TestAbandonedKioskForgets(t *testing.T) {
	for _, r := range []screen.Route{
		{Name: screen.CaseForm, Item: "fracture"}, {Name: screen.Hello}, {Name: screen.Page, Item: "leak"},
		{Name: screen.Question, Item: any}, {Name: screen.Decision}, {Name: screen.Sign, Item: "staff"}, {Name: screen.Finished},
	} {
		t.Run(r.String(), func(t *testing.T) {
			k := open(t, nil)
			if r.Name == screen.Finished {
				if err := k.Play(); err != nil {
					t.Fatal(err)
				}
			} else {
				k.until(t, r)
				r = k.Shell.State().Route
			}
			say := k.Words.For(consent.French)
			yes := say.T("idle.here") + " · " + k.Words.For(consent.English).T("idle.here")
			for range 3 { // the question can be answered any number of times
				k.wait(121 * time.Second)
				if k.Window.Canvas().Overlays().Top() == nil {
					t.Fatal("nobody asked")
				}
				k.wait(20 * time.Second)
				if err := k.Tap(yes); err != nil {
					t.Fatal(err)
				}
				if k.Shell.State().Route != r {
					t.Fatalf("the answer led to %v", k.Shell.State().Route)
				}
			}
			k.wait(119 * time.Second)
			if k.Window.Canvas().Overlays().Top() != nil {
				t.Fatal("asked too early")
			}
			k.wait(2*time.Second + 31*time.Second)
			if name := r.Name; name == screen.CaseForm || name == screen.Hello || name == screen.Finished {
				wiped(t, k)
				return
			}
			if at := k.Shell.State().Route.Name; at != screen.Rest { // what was begun is never erased
				t.Fatalf("left alone, at %v", at)
			}
			if text := shown(k.Window.Content()); strings.Contains(text, "EXEMPLE") || strings.Contains(text, "Jeanne") {
				t.Error("the calm screen names the patient")
			}
			if k.leap(29 * time.Minute); r.Name == screen.Sign {
				k.leap(time.Hour) // what was signed waits for the staff
			}
			if err := k.TapID("wake"); err != nil {
				t.Fatal(err)
			}
			if k.Shell.State().Route != r {
				t.Errorf("taken up again at %v", k.Shell.State().Route)
			}
		})
	}
}

func TestFullDiskLosesNothing(t *testing.T) {
	for _, c := range []struct {
		fail error
		want consent.Problem
	}{
		{fmt.Errorf("%w: %w", disk.ErrStore, syscall.ENOSPC), "storage_full"},
		{fmt.Errorf("%w: %w", disk.ErrFolder, syscall.EROFS), "storage_folder"},
		{disk.ErrReadBack, "storage"},
	} {
		closed := false
		k := open(t, func(o *ui.Options) { o.Close = func() { closed = true } })
		k.fail = c.fail
		if err := k.Play(); err == nil {
			t.Fatal("the document was said to be stored")
		}
		s := k.Shell.State()
		if s.Document.Failed != c.want || s.Document.Stored || len(s.Session.Signed) != 2 {
			t.Errorf("%v shows as %q, stored %v, %d signatures", c.fail, s.Document.Failed, s.Document.Stored, len(s.Session.Signed))
		}
		if text := shown(k.Window.Content()); strings.Contains(text, "EXEMPLE") || !strings.Contains(text, k.Words.For(consent.French).T("problem."+string(c.want))) {
			t.Errorf("the screen says %q", text)
		}
		k.wait(time.Hour) // a signed consent is never thrown away
		k.Shell.AskToClose()
		if err := k.Tap(k.Words.For(consent.French).T("close.stay")); err != nil {
			t.Fatal(err)
		}
		if closed || len(k.Shell.State().Session.Signed) != 2 {
			t.Error("the program closed over an unsaved document")
		}
		k.fail = nil
		if err := k.Tap(k.Words.For(consent.French).T("finished.retry")); err != nil {
			t.Fatal(err)
		}
		if !k.Shell.State().Document.Stored || len(k.kept) != 1 {
			t.Error("the second try did not store the document")
		}
	}
}

func TestStaffPIN(t *testing.T) {
	k := open(t, func(o *ui.Options) { o.CheckPIN = func(pin string) bool { return pin == "2468" } })
	say := k.Words.For(consent.French)
	enter := func(pin string) {
		t.Helper()
		for _, d := range pin {
			if err := k.Tap(string(d)); err != nil {
				t.Fatal(err)
			}
		}
		if err := k.Tap(say.T("ok")); err != nil {
			t.Fatal(err)
		}
	}
	if err := k.Tap(say.T("staff")); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		enter("1111")
	}
	enter("2468") // shut for a while, even to the right PIN
	if k.Shell.State().Route.Name != screen.Welcome {
		t.Fatal("the door opened during its rest")
	}
	k.now = k.now.Add(31 * time.Second)
	enter("2468")
	if k.Shell.State().Route.Name != screen.Staff {
		t.Fatal("the right PIN did not open the door")
	}
}

func TestSignedSessionChangesOnlyAfterTakingBack(t *testing.T) {
	k := open(t, nil)
	k.until(t, screen.Route{Name: screen.Sign, Item: "staff"})
	k.Shell.Go(screen.Route{Name: screen.Decision})
	other, _ := k.Lib.Choice(consent.WantTime)
	if err := k.Tap(other.Title.FR); err != nil {
		t.Fatal(err)
	}
	if k.Shell.State().Session.Decision != consent.ChooseConservative {
		t.Fatal("a signed decision was changed")
	}
	say := k.Words.For(consent.French)
	if err := k.Tap(say.T("takeback.do")); err != nil {
		t.Fatal(err)
	}
	if err := k.Tap(other.Title.FR); err != nil {
		t.Fatal(err)
	}
	if s := k.Shell.State().Session; s.Decision != consent.WantTime || len(s.Signed) != 0 || len(s.Ticked) != 0 {
		t.Errorf("after taking back: %v, %d signatures, %d ticks", s.Decision, len(s.Signed), len(s.Ticked))
	}
}

func TestComparisonRowByRow(t *testing.T) {
	k := open(t, nil)
	var compare content.Page
	for _, p := range k.Lib.Pages {
		if p.Layout == "comparison" {
			compare = p
			break
		}
	}
	k.until(t, screen.Route{Name: screen.Page, Item: compare.ID})
	say := k.Words.For(consent.French)
	rows := func() (n int) {
		text := shown(k.Shell.Page())
		for _, r := range compare.Row {
			if strings.Contains(text, r.Title.FR) {
				n++
			}
		}
		return n
	}
	all := rows()
	if err := k.Tap(say.T("compare.slowly")); err != nil {
		t.Fatal(err)
	}
	for n := 1; n < all; n++ {
		if got := rows(); got != n {
			t.Fatalf("%d rows after %d touches", got, n-1)
		}
		if err := k.Tap(say.T("page.more", "At", n, "Of", all)); err != nil {
			t.Fatal(err)
		}
	}
	if got := rows(); got != all {
		t.Errorf("%d rows at the end, want %d", got, all)
	}
}

func TestNothingBlocksThePatient(t *testing.T) {
	k := open(t, nil)
	k.until(t, screen.Route{Name: screen.Question, Item: any})
	say := k.Words.For(consent.French)
	for range k.Shell.State().Session.Script.Questions {
		if err := k.Tap(say.T("check.skip")); err != nil {
			t.Fatal(err)
		}
	}
	if err := k.Tap(say.T("next")); err != nil { // the card at the end of the chapter
		t.Fatal(err)
	}
	if s := k.Shell.State(); s.Route.Name != screen.Values || len(s.Session.Answers) != 0 || len(s.Session.Misunderstood()) != len(s.Session.Script.Questions) {
		t.Errorf("after skipping all: %v, %d answers, %d to go over", s.Route, len(s.Session.Answers), len(s.Session.Misunderstood()))
	}
}

// shown gives all words on the screen.
func shown(o fyne.CanvasObject) string { return strings.Join(play.Words(o), "\n") }

// BenchmarkPageChange is our own work at a change of page: drawing the screen
// from the state, without painting it.
func BenchmarkPageChange(b *testing.B) {
	k := open(b, nil)
	reachPages(b, k)
	pages := k.Shell.State().Session.Script.Pages
	for i := 0; b.Loop(); i++ {
		k.Shell.Go(screen.Route{Name: screen.Page, Item: pages[i%len(pages)]})
	}
}

// BenchmarkStart is from nothing to the welcome: texts, pictures, the first
// screen drawn.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		k := open(b, nil)
		k.Window.Canvas().Capture()
	}
}

// BenchmarkFirstFrame is each screen from the state to its first painted frame.
func BenchmarkFirstFrame(b *testing.B) {
	k := open(b, nil)
	reachPages(b, k)
	routes := []screen.Route{{Name: screen.Welcome}, {Name: screen.Staff}}
	for _, step := range []string{"identity", "fracture", "history", "safety", "people", "letter", "summary"} {
		routes = append(routes, screen.Route{Name: screen.CaseForm, Item: step})
	}
	way := k.Shell.State().Way()
	for _, r := range append(routes, way[:len(way)-1]...) { // the last one needs a document
		b.Run(r.String(), func(b *testing.B) {
			for b.Loop() {
				k.Shell.Go(r)
				k.Window.Canvas().Capture()
			}
		})
	}
}

// BenchmarkFullRedraw paints a whole screen of 1920 by 1080 anew, by software.
func BenchmarkFullRedraw(b *testing.B) {
	k := open(b, nil)
	reachPages(b, k)
	k.Window.Resize(fyne.NewSize(1920, 1080))
	k.Shell.Fit()
	for b.Loop() {
		k.Shell.Redraw()
		k.Window.Canvas().Capture()
	}
}

func reachPages(b *testing.B, k *kiosk) {
	b.Helper()
	stop := errors.New("reached")
	k.Visit = func(string) error {
		if k.Shell.State().Route.Name == screen.Page {
			return stop
		}
		return nil
	}
	if err := k.Play(); !errors.Is(err, stop) {
		b.Fatal(err)
	}
}

// TestSealThatFailsLosesNothing tries each reason why a document cannot be
// sealed; the session stays, and the next try succeeds.
func TestSealThatFailsLosesNothing(t *testing.T) {
	var now error = seal.ErrExpired
	var kept []byte
	k := open(t, func(o *ui.Options) {
		o.Seal = func(pdf []byte, _ time.Time) ([]byte, bool, error) { return append(pdf, "sealed"...), true, now }
		o.Keep = func(_ string, pdf, _ []byte, _ bool) error { kept = pdf; return nil }
	})
	if err := k.Play(); err == nil {
		t.Fatal("the document was said to be stored")
	}
	s, say := k.Shell.State(), k.Words.For(consent.French)
	for fail, want := range map[error]consent.Problem{
		seal.ErrExpired: "seal_expired", seal.ErrNotYetValid: "seal_not_yet", seal.ErrClock: "seal_clock",
		seal.ErrKeyMismatch: "seal_key", seal.ErrKeyUnreadable: "seal_key", seal.ErrUsage: "seal_key", seal.ErrToken: "seal_key",
		seal.ErrShape: "document", fmt.Errorf("seal: %w", seal.ErrExpired): "seal_expired", errors.New("anything"): "seal_key",
	} {
		now = fail
		if err := k.Tap(say.T("finished.retry")); err != nil {
			t.Fatal(err)
		}
		if s.Document.Failed != want || s.Document.Stored || len(s.Session.Signed) != 2 || kept != nil {
			t.Errorf("%v shows as %q, stored %v, %d signatures", fail, s.Document.Failed, s.Document.Stored, len(s.Session.Signed))
		}
		if text := shown(k.Window.Content()); !strings.Contains(text, say.T("problem."+string(want))) || strings.Contains(text, "EXEMPLE") {
			t.Errorf("%v: the screen says %q", fail, text)
		}
	}
	k.wait(time.Hour) // a signed consent is never thrown away
	now = nil
	if err := k.Tap(say.T("finished.retry")); err != nil {
		t.Fatal(err)
	}
	if !s.Document.Stored || !strings.HasSuffix(string(kept), "sealed") {
		t.Error("the last try did not store the sealed document")
	}
	if !strings.Contains(shown(k.Window.Content()), say.T("finished.unstamped")) {
		t.Error("the screen does not say that the time stamp is missing")
	}
}
