package ui_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/ui/screen"
)

// again plays a session, checks its document and gives the screen to the patient,
// who is to confirm or withdraw.
func again(t *testing.T) *kiosk {
	t.Helper()
	k := checking(t)
	say := k.Words.For(consent.French)
	k.Shell.Desks().Checking.OpenFolder("")
	k.Shell.Desks().Checking.CheckFile(filepath.Join(k.Shell.Folder(), "E-TEST-1.pdf"))
	for _, words := range []string{say.T("verify.confirm"), say.T("case.hand-over")} {
		if err := k.Tap(words); err != nil {
			t.Fatal(err)
		}
	}
	return k
}

// TestLaterWayHasNoLessons goes from the greeting to the decision, of which
// nothing is chosen in advance whatever the staff touched.
func TestLaterWayHasNoLessons(t *testing.T) {
	k := again(t)
	s := k.Shell.State()
	var names []string
	for _, r := range s.Way() {
		names = append(names, r.String())
	}
	if want := []string{"hello", "decision", "review", "statements", "sign:patient", "sign:staff", "finished"}; !slices.Equal(names, want) {
		t.Errorf("the way is %v", names)
	}
	say := k.Words.For(consent.French)
	if err := k.TapID("start.fr"); err != nil {
		t.Fatal(err)
	}
	if err := k.Tap(say.T("next")); err != nil {
		t.Fatal(err)
	}
	if s.Route.Name != screen.Decision || s.Session.Decision != consent.Undecided {
		t.Errorf("%v begins with %q", s.Route, s.Session.Decision)
	}
	text := shown(k.Window.Content())
	for _, c := range k.Lib.Choices {
		later := slices.Contains(consent.Later(), c.Outcome)
		if strings.Contains(text, c.Title.FR) != later {
			t.Errorf("%s is offered: %v", c.Outcome, !later)
		}
	}
	if k.Tap(say.T("next")) == nil {
		t.Error("one can go on without a decision")
	}
}

// TestLaterSessionForgets leaves the patient's screen alone at each step.
func TestLaterSessionForgets(t *testing.T) {
	for _, r := range []screen.Route{{Name: screen.Welcome}, {Name: screen.Hello}, {Name: screen.Decision}} {
		k := again(t)
		k.Shell.Go(r)
		k.wait(121 * time.Second)
		if k.Window.Canvas().Overlays().Top() == nil {
			t.Fatalf("%v: nobody asked", r)
		}
		k.wait(31 * time.Second)
		wiped(t, k)
	}
	k := checking(t) // and the staff's form before it
	k.Shell.Desks().Checking.OpenFolder("")
	k.Shell.Desks().Checking.CheckFile(filepath.Join(k.Shell.Folder(), "E-TEST-1.pdf"))
	if err := k.Tap(k.Words.For(consent.French).T("verify.withdraw")); err != nil {
		t.Fatal(err)
	}
	k.wait(153 * time.Second)
	wiped(t, k)
}

// TestLaterDecisionChangesOnlyAfterTakingBack changes from confirming to
// withdrawing after the patient has signed.
func TestLaterDecisionChangesOnlyAfterTakingBack(t *testing.T) {
	k := again(t)
	do := func(e consent.Event) {
		t.Helper()
		if err := k.Shell.Desks().Way.Do(e); err != nil {
			t.Fatal(err)
		}
	}
	do(consent.Decide{Outcome: consent.Confirmed})
	s := k.Shell.State()
	for _, id := range s.Session.MissingStatements() {
		do(consent.Tick{Statement: id, On: true})
	}
	do(consent.Sign{Signature: consent.Signature{Role: consent.RolePatient, Name: s.Session.Case.FullName(), Method: consent.MethodTyped,
		Typed: "Jeanne", At: k.Shell.Now()}})
	k.Shell.Go(screen.Route{Name: screen.Decision})
	choice, _ := k.Lib.Choice(consent.Withdrawn)
	if err := k.Tap(choice.Title.FR); err != nil {
		t.Fatal(err)
	}
	if s.Session.Decision != consent.Confirmed {
		t.Fatal("a signed decision was changed")
	}
	if err := k.Tap(k.Words.For(consent.French).T("takeback.do")); err != nil {
		t.Fatal(err)
	}
	if err := k.Tap(choice.Title.FR); err != nil {
		t.Fatal(err)
	}
	if s.Session.Decision != consent.Withdrawn || len(s.Session.Signed) != 0 || s.Session.Refers == nil {
		t.Errorf("after taking back: %v, %d signatures, refers to %v", s.Session.Decision, len(s.Session.Signed), s.Session.Refers)
	}
}
