package ui_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/consent/waiting"
	"eclaire/ui"
	"eclaire/ui/screen"
)

// deriveDay stands for the archive's private key.
func deriveDay(day string) ([]byte, error) {
	sum := sha256.Sum256([]byte("key of " + day))
	return sum[:], nil
}

// queue is a kiosk with a waiting list that is open today.
type queue struct {
	*kiosk
	list *waiting.List
	dir  string
}

func queueing(t *testing.T, change func(*ui.Options)) *queue {
	t.Helper()
	q := &queue{dir: t.TempDir()}
	now := func() time.Time {
		if q.kiosk == nil {
			return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
		}
		return q.now
	}
	var err error
	if q.list, err = waiting.Open(q.dir, waiting.Options{Now: now}); err != nil {
		t.Fatal(err)
	}
	if err := q.list.Unlock(deriveDay); err != nil {
		t.Fatal(err)
	}
	q.kiosk = open(t, func(o *ui.Options) {
		o.Waiting = q.list
		if change != nil {
			change(o)
		}
	})
	return q
}

// add puts an invented case on the list.
func (q *queue) add(t *testing.T, name string) waiting.Case {
	t.Helper()
	level, err := consent.ParseLevel("L1")
	if err != nil {
		t.Fatal(err)
	}
	c, err := q.list.Add(context.Background(), consent.Form{
		Texts: map[consent.Field]string{consent.FieldBirthName: name, consent.FieldFirstNames: "Jeanne Spécimen",
			consent.FieldBirthDate: "3 mars 1941", consent.FieldNurse: "Camille Fictif"},
		Sex: consent.Female, ToTreat: consent.NewLevelSet(level),
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (q *queue) tap(t *testing.T, words ...string) {
	t.Helper()
	for _, w := range words {
		if err := q.Tap(w); err != nil {
			t.Fatal(err)
		}
	}
}

// begin touches a language on the welcome.
func (q *queue) begin(t *testing.T, l consent.Language) {
	t.Helper()
	if err := q.TapID("start." + string(l)); err != nil {
		t.Fatal(err)
	}
}

// enter types a code at the kiosk, from the welcome.
func (q *queue) enter(t *testing.T, code string) {
	t.Helper()
	say := q.Words.For(consent.French)
	if q.Shell.State().Route.Name != screen.Code {
		q.begin(t, consent.French)
	}
	for _, d := range code {
		q.tap(t, string(d))
	}
	q.tap(t, say.T("next"))
}

func (q *queue) at(t *testing.T, name string) {
	t.Helper()
	if got := q.Shell.State().Route.Name; got != name {
		t.Fatalf("the screen is %s, want %s", got, name)
	}
}

func (q *queue) says(t *testing.T, words string) {
	t.Helper()
	if text := shown(q.Window.Content()); !strings.Contains(text, strings.ReplaceAll(words, "**", "")) {
		t.Fatalf("the screen does not say %q but %q", words, text)
	}
}

// waits gives the cases on the list.
func (q *queue) waits(t *testing.T) []waiting.Case {
	t.Helper()
	cases, _, err := q.list.All(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return cases
}

// clean tells whether nothing of the patient is left in the state.
func (q *queue) clean(t *testing.T) {
	t.Helper()
	wiped(t, q.kiosk)
	for _, secret := range []string{"EXEMPLE", "Jeanne", "Fictif", "1941"} {
		if held := fmt.Sprintf("%+v", q.Shell.State()); strings.Contains(held, secret) {
			t.Errorf("the state still holds %s", secret)
		}
	}
}

// TestPreparedAheadAndUsedUp goes from the nurse's form over the slip of paper to
// the stored document.
func TestPreparedAheadAndUsedUp(t *testing.T) {
	q := queueing(t, nil)
	say := q.Words.For(consent.French)
	q.until(t, screen.Route{Name: screen.CaseForm, Item: "summary"})
	q.tap(t, say.T("waiting.put"))
	q.at(t, screen.WaitingCode)
	cases := q.waits(t)
	if len(cases) != 1 {
		t.Fatalf("%d cases are on the list", len(cases))
	}
	code := cases[0].Code
	q.says(t, code[:3]+"\u00a0"+code[3:])
	q.says(t, "Jeanne Spécimen")
	if s := q.Shell.State(); len(s.Form.Texts) > 0 || s.Session.Prepared() {
		t.Error("the form is still there")
	}
	q.tap(t, say.T("staff.title"))
	if s := q.Shell.State(); s.Waiting.Holds() || strings.Contains(fmt.Sprintf("%+v", s), "EXEMPLE") {
		t.Error("the name is still there after leaving")
	}
	q.tap(t, say.T("back"))
	q.enter(t, code)
	q.at(t, screen.Hello)
	q.says(t, say.T("code.not-me"))
	if len(q.waits(t)) != 1 {
		t.Fatal("the case is gone before its document is stored")
	}
	q.Visit = nil
	if err := q.Go(); err != nil {
		t.Fatal(err)
	}
	if len(q.kept) != 1 || len(q.waits(t)) != 0 {
		t.Errorf("%d documents are stored, %d cases are left", len(q.kept), len(q.waits(t)))
	}
	q.Shell.EndSession()
	q.clean(t)
}

// TestWalkedAwayComesBack leaves the kiosk after the code, and in the middle of
// typing it; the code still works.
func TestWalkedAwayComesBack(t *testing.T) {
	q := queueing(t, nil)
	c := q.add(t, "EXEMPLE")
	for range 2 {
		q.enter(t, c.Code)
		q.at(t, screen.Hello)
		q.wait(121*time.Second + 31*time.Second)
		q.clean(t)
	}
	q.begin(t, consent.French)
	q.tap(t, "1", "2", "3")
	q.wait(121*time.Second + 31*time.Second)
	q.clean(t)
	if text := shown(q.Window.Content()); strings.Contains(text, "123") {
		t.Error("the digits are still there")
	}
	q.enter(t, c.Code)
	q.at(t, screen.Hello)
}

// TestCodeByKeyboardAndBack types with the keyboard, corrects, and leaves.
func TestCodeByKeyboardAndBack(t *testing.T) {
	q := queueing(t, nil)
	c := q.add(t, "EXEMPLE")
	q.begin(t, consent.French)
	typed := func(text string) {
		for _, r := range text {
			q.Window.Canvas().Focused().TypedRune(r)
		}
	}
	key := func(k fyne.KeyName) { q.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k}) }
	typed("12x34")
	q.tap(t, q.Words.For(consent.English).T("language.name")) // keeps what is typed
	if got := q.Shell.State().Waiting.Typed; got != "1234" {
		t.Fatalf("%q is left of what was typed", got)
	}
	if q.Tap(q.Words.For(consent.English).T("next")) == nil {
		t.Error("one can go on with four digits")
	}
	key(fyne.KeyReturn)
	q.at(t, screen.Code)
	q.tap(t, q.Words.For(consent.English).T("back"))
	q.at(t, screen.Welcome)
	if q.Shell.State().Waiting.Typed != "" {
		t.Error("the digits are still there after leaving")
	}
	q.begin(t, consent.English)
	typed("9")
	key(fyne.KeyBackspace)
	typed(c.Code + "0")
	key(fyne.KeyEnter)
	q.at(t, screen.Hello)
	if q.Shell.State().Session.Language != consent.English {
		t.Error("the language has changed")
	}
}

func TestWrongCodesWait(t *testing.T) {
	q := queueing(t, nil)
	c := q.add(t, "EXEMPLE")
	say := q.Words.For(consent.French)
	wrong := "000000"
	if c.Code == wrong {
		wrong = "111111"
	}
	for range 5 {
		q.enter(t, wrong)
		q.at(t, screen.Code)
		q.says(t, say.T("code.refused.wrong"))
	}
	q.Rest = nil
	q.enter(t, c.Code) // not even the right one
	q.at(t, screen.Code)
	q.says(t, say.T("code.wait", "Time", say.N("code.seconds", 30)))
	if q.Tap("1") == nil {
		t.Error("one can type during the wait")
	}
	q.Shell.Desks().Cases.FindCode(c.Code)
	q.at(t, screen.Code)
	q.wait(29 * time.Second)
	q.says(t, say.T("code.wait", "Time", say.N("code.seconds", 1)))
	q.wait(2 * time.Second)
	q.enter(t, c.Code)
	q.at(t, screen.Hello)
}

// TestLockedListLosesNothing tries the form, the list and a code before anybody
// has opened the list, and another day.
func TestLockedListLosesNothing(t *testing.T) {
	q := queueing(t, nil)
	say := q.Words.For(consent.French)
	q.list.Lock()
	q.enter(t, "123456")
	q.at(t, screen.Code)
	q.says(t, say.T("code.refused.locked"))
	q.Shell.EndSession()
	q.until(t, screen.Route{Name: screen.CaseForm, Item: "summary"})
	q.tap(t, say.T("waiting.put"))
	q.at(t, screen.CaseForm)
	q.says(t, say.T("waiting.problem.locked"))
	q.says(t, say.T("waiting.kept"))
	if q.Shell.State().Form.Texts[consent.FieldBirthName] != "EXEMPLE" {
		t.Fatal("the form is lost")
	}
	q.tap(t, say.T("waiting.unlock"))
	if q.Shell.State().Form.Texts[consent.FieldBirthName] != "EXEMPLE" {
		t.Fatal("the form is lost on the way to the unlocking")
	}
	if err := q.list.Unlock(deriveDay); err != nil {
		t.Fatal(err)
	}
	q.Shell.Go(screen.Route{Name: screen.CaseForm, Item: "summary"})
	q.tap(t, say.T("waiting.put"))
	q.at(t, screen.WaitingCode)
	q.list.Lock()
	q.Shell.Desks().Cases.OpenList()
	q.says(t, say.T("waiting.problem.locked"))
	q.says(t, say.T("waiting.unlock"))
}

// TestListOfTheStaff starts, corrects and removes cases.
func TestListOfTheStaff(t *testing.T) {
	q := queueing(t, nil)
	say := q.Words.For(consent.French)
	first := q.add(t, "EXEMPLE")
	q.now = q.now.Add(time.Minute)
	second := q.add(t, "MODELE")
	q.tap(t, say.T("staff"), say.T("waiting.list"))
	q.at(t, screen.WaitingList)
	for _, words := range []string{"EXEMPLE Jeanne Spécimen", "MODELE", "3 mars 1941", first.Code[:3] + "\u00a0" + first.Code[3:]} {
		q.says(t, words)
	}
	q.tap(t, say.T("waiting.remove"), say.T("waiting.remove.keep"))
	if len(q.waits(t)) != 2 {
		t.Fatal("a case was removed though it was to be kept")
	}
	q.tap(t, say.T("waiting.remove"), say.T("waiting.remove.do"))
	if left := q.waits(t); len(left) != 1 || left[0].ID != second.ID {
		t.Fatalf("left on the list: %v", left)
	}
	q.at(t, screen.WaitingList)
	if strings.Contains(shown(q.Window.Content()), "EXEMPLE") {
		t.Error("the removed case is still shown")
	}
	q.tap(t, say.T("waiting.correct"))
	if err := q.Write(say.T("field.required", "Label", say.T("field.birth_name")), "CORRIGE"); err != nil {
		t.Fatal(err)
	}
	for range 6 {
		q.tap(t, say.T("next"))
	}
	q.tap(t, say.T("waiting.save"))
	q.at(t, screen.WaitingCode)
	left := q.waits(t)
	if len(left) != 1 || left[0].Code != second.Code || left[0].Form.Texts[consent.FieldBirthName] != "CORRIGE" {
		t.Fatalf("after correcting: %v", left)
	}
	q.tap(t, say.T("staff.title"), say.T("waiting.list"), say.T("case.hand-over"))
	q.at(t, screen.Welcome)
	if s := q.Shell.State(); s.Session.Case.BirthName != "CORRIGE" || s.Prepared != left[0].ID || s.Waiting.Holds() {
		t.Errorf("handed over: %+v", s.Session.Case)
	}
	q.says(t, say.T("welcome.ready"))
}

// TestDroppedCorrectionTouchesNobody opens a case, leaves it unsaved and prepares
// another patient: the first case must not be replaced.
func TestDroppedCorrectionTouchesNobody(t *testing.T) {
	for _, leave := range [][]string{{"back"}, {"back", "back"}} {
		q := queueing(t, nil)
		say := q.Words.For(consent.French)
		c := q.add(t, "EXEMPLE")
		q.tap(t, say.T("staff"), say.T("waiting.list"), say.T("waiting.correct"))
		for _, id := range leave {
			q.tap(t, say.T(id))
		}
		if q.Shell.State().Route.Name == screen.WaitingList {
			q.tap(t, say.T("back"))
		}
		if s := q.Shell.State(); len(s.Form.Texts) > 0 || s.Prepared != (waiting.ID{}) {
			t.Error("the unsaved form is still there")
		}
		q.tap(t, say.T("staff.new"))
		if s := q.Shell.State(); s.Form.Texts[consent.FieldBirthName] != "" || len(q.waits(t)) != 1 || q.waits(t)[0].ID != c.ID {
			t.Error("the new form is not empty, or the list has changed")
		}
	}
}

// TestCorrectionOfALockedList corrects a case whose list was closed meanwhile: the
// staff can go on after opening it, or begin another case with an empty form.
func TestCorrectionOfALockedList(t *testing.T) {
	q := queueing(t, nil)
	say := q.Words.For(consent.French)
	q.add(t, "EXEMPLE")
	q.tap(t, say.T("staff"), say.T("waiting.list"), say.T("waiting.correct"))
	for range 6 {
		q.tap(t, say.T("next"))
	}
	q.list.Lock()
	q.tap(t, say.T("waiting.save"), say.T("waiting.unlock"))
	q.at(t, screen.Staff)
	q.tap(t, say.T("waiting.resume"))
	if q.Shell.State().Form.Texts[consent.FieldBirthName] != "EXEMPLE" {
		t.Fatal("the correction is lost")
	}
	q.Shell.Go(screen.Route{Name: screen.Staff})
	q.tap(t, say.T("staff.new"))
	if s := q.Shell.State(); len(s.Form.Texts) > 0 || s.Prepared != (waiting.ID{}) {
		t.Error("another case begins with the entries of this one")
	}
}

// TestAbandonedList leaves names or digits on the screen: the question comes
// first, then all is wiped.
func TestAbandonedList(t *testing.T) {
	for name, reach := range map[string]func(q *queue){
		"list":   func(q *queue) { q.Shell.Desks().Cases.OpenList() },
		"digits": func(q *queue) { q.begin(t, consent.French); q.tap(t, "1") },
		"slip": func(q *queue) {
			q.Shell.Desks().Cases.OpenList()
			q.Shell.Desks().Cases.CorrectCase(q.Shell.State().Waiting.Rows[0].ID)
			q.Shell.Desks().Cases.PutOnList()
			q.at(t, screen.WaitingCode)
		},
	} {
		q := queueing(t, nil)
		q.add(t, "EXEMPLE")
		reach(q)
		q.wait(121 * time.Second)
		if q.Window.Canvas().Overlays().Top() == nil {
			t.Errorf("%s: nobody asked", name)
		}
		q.wait(31 * time.Second)
		q.clean(t)
	}
}

// TestCorrectionHandedOverIsKept corrects a case and hands it over at once; the
// patient walks away, and the code leads to what was corrected.
func TestCorrectionHandedOverIsKept(t *testing.T) {
	q := queueing(t, nil)
	say := q.Words.For(consent.French)
	c := q.add(t, "EXEMPLF")
	q.tap(t, say.T("staff"), say.T("waiting.list"), say.T("waiting.correct"))
	if err := q.Write(say.T("field.required", "Label", say.T("field.birth_name")), "EXEMPLE"); err != nil {
		t.Fatal(err)
	}
	for range 6 {
		q.tap(t, say.T("next"))
	}
	q.tap(t, say.T("case.hand-over"))
	q.at(t, screen.Welcome)
	q.wait(153 * time.Second)
	q.clean(t)
	q.enter(t, c.Code)
	q.at(t, screen.Hello)
	if name := q.Shell.State().Session.Case.BirthName; name != "EXEMPLE" || len(q.waits(t)) != 1 {
		t.Errorf("the code leads to %s, %d cases on the list", name, len(q.waits(t)))
	}
}

func TestThatIsNotMe(t *testing.T) {
	q := queueing(t, nil)
	say := q.Words.For(consent.French)
	c := q.add(t, "EXEMPLE")
	q.enter(t, c.Code)
	q.says(t, "EXEMPLE")
	q.tap(t, say.T("code.not-me"))
	q.clean(t)
	if len(q.waits(t)) != 1 {
		t.Error("the case is gone")
	}
}

// TestUsedCaseIsErasedInTheEnd puts something that cannot be removed in the place
// of the case's file while the document is stored.
func TestUsedCaseIsErasedInTheEnd(t *testing.T) {
	q := queueing(t, nil)
	c := q.add(t, "EXEMPLE")
	q.enter(t, c.Code)
	files, err := filepath.Glob(filepath.Join(q.dir, "*.case"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	sealed, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(files[0]); err != nil { // a folder that is not empty cannot be removed
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(files[0], "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := q.Go(); err != nil {
		t.Fatal(err)
	}
	q.Shell.EndSession()
	q.clean(t)
	if err := os.RemoveAll(files[0]); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(files[0], sealed, 0o600); err != nil {
		t.Fatal(err)
	}
	q.enter(t, c.Code) // not erased yet, but used
	q.at(t, screen.Code)
	q.says(t, q.Words.For(consent.French).T("code.refused.wrong"))
	q.Shell.Desks().Cases.OpenList()
	if len(q.Shell.State().Waiting.Rows) != 0 {
		t.Error("the used case is shown")
	}
	q.wait(11 * time.Second)
	if left := q.waits(t); len(left) != 0 {
		t.Error("the used case was not erased")
	}
}

// board is a place that all kiosks reach and that says it removes but does not.
type board struct{ cases map[[16]byte][]byte }

func (b board) Put(_ context.Context, _ string, id [16]byte, sealed []byte) error {
	b.cases[id] = sealed
	return nil
}
func (b board) All(context.Context, string) (map[[16]byte][]byte, error) { return b.cases, nil }
func (b board) Remove(context.Context, [16]byte) error                   { return nil }
func (b board) Sweep(context.Context, string) error                      { return nil }

// TestCodeOfTwoCases corrects a case on a machine whose old one is not taken off
// the shared list: the staff are asked for, and start from their list.
func TestCodeOfTwoCases(t *testing.T) {
	shared := board{map[[16]byte][]byte{}}
	q := queueing(t, func(o *ui.Options) {
		var err error
		now := func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) }
		if o.Waiting, err = waiting.Open(t.TempDir(), waiting.Options{Now: now, Shared: shared}); err != nil {
			t.Fatal(err)
		}
		if err := o.Waiting.Unlock(deriveDay); err != nil {
			t.Fatal(err)
		}
	})
	desk, err := waiting.Open(t.TempDir(), waiting.Options{Now: func() time.Time { return q.now }, Shared: shared})
	if err != nil {
		t.Fatal(err)
	}
	if err := desk.Unlock(deriveDay); err != nil {
		t.Fatal(err)
	}
	q.list = desk
	c := q.add(t, "EXEMPLE")
	if _, err := desk.Replace(context.Background(), c.ID, c.Form); err != nil {
		t.Fatal(err)
	}
	q.enter(t, c.Code)
	q.at(t, screen.Code)
	q.says(t, q.Words.For(consent.French).T("code.refused.twice"))
}
