package ui_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"eclaire/consent"
	"eclaire/consent/document"
	"eclaire/consent/inspect"
	"eclaire/ui"
	"eclaire/ui/play"
	"eclaire/ui/screen"
)

// checking plays a session whose document is kept in a folder, and ends it.
func checking(t *testing.T) *kiosk {
	t.Helper()
	var k *kiosk
	k = open(t, func(o *ui.Options) {
		lib, words := o.Lib, o.Words
		play.Filing(lib, words)(o)
	})
	k.Outcome = consent.AcceptProcedure
	t.Cleanup(k.Leave)
	if err := k.Play(); err != nil {
		t.Fatal(err)
	}
	k.Shell.EndSession()
	return k
}

func TestCheckHoldsAPatientAndForgets(t *testing.T) {
	k := checking(t)
	path := filepath.Join(k.Shell.Folder(), "E-TEST-1.pdf")
	k.Shell.OpenFolder("")
	k.Shell.CheckFile(path)
	s := k.Shell.State()
	if r := s.Checks.Result; r == nil || !r.Holds || r.Text != inspect.Same {
		t.Fatalf("the document does not hold: %+v", s.Checks)
	}
	if !strings.Contains(shown(k.Window.Content()), "EXEMPLE") {
		t.Error("the staff are not told whose document it is")
	}
	k.wait(121 * time.Second)
	if k.Window.Canvas().Overlays().Top() == nil {
		t.Fatal("nobody asked whether the staff are still there")
	}
	k.wait(31 * time.Second)
	wiped(t, k)
}

func TestCheckByCode(t *testing.T) {
	k := checking(t)
	path := filepath.Join(k.Shell.Folder(), "E-TEST-1.pdf")
	k.Shell.OpenFolder("")
	k.Shell.CheckFile(path)
	code, err := document.Code(*k.Shell.State().Checks.Result.Record)
	if err != nil {
		t.Fatal(err)
	}
	k.Shell.CheckCode(strings.ToLower(code) + "\n")
	if r := k.Shell.State().Checks.Result; r == nil || !r.Holds || r.Belongs == nil || !*r.Belongs {
		t.Errorf("its own code: %+v", r)
	}
	if err := os.Rename(path, filepath.Join(k.Shell.Folder(), "E-OTHER.pdf")); err != nil {
		t.Fatal(err)
	}
	k.Shell.CheckCode(strings.Replace(code, "E-TEST-1", "E-OTHER", 1))
	if r := k.Shell.State().Checks.Result; r == nil || r.Holds || r.Belongs == nil || *r.Belongs {
		t.Errorf("the code of another: %+v", r)
	}
	for code, want := range map[string]consent.Problem{code: "not_here", "hello": "no_code", "": "no_code"} {
		k.Shell.CheckCode(code)
		if c := k.Shell.State().Checks; c.Problem != want || c.Result != nil || k.Shell.State().Route.Name != screen.CheckFile {
			t.Errorf("%q shows %q", code, c.Problem)
		}
		if !strings.Contains(shown(k.Window.Content()), k.Words.For(consent.French).T("problem."+string(want))) {
			t.Errorf("the screen does not say %s", want)
		}
	}
}

func TestCheckOfFilesThatAreNone(t *testing.T) {
	k := checking(t)
	dir := t.TempDir()
	big := filepath.Join(dir, "big.pdf")
	f, err := os.Create(big)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Truncate(21<<20), f.Close()); err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(dir, "foreign.pdf")
	if err := os.WriteFile(foreign, []byte("%PDF-1.4\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	k.Shell.OpenFolder(dir)
	for path, want := range map[string]consent.Problem{big: "file_unreadable", dir: "file_unreadable", filepath.Join(dir, "none.pdf"): "file_unreadable", foreign: ""} {
		k.Shell.CheckFile(path)
		if c := k.Shell.State().Checks; c.Problem != want || (want == "") != (c.Result != nil) {
			t.Errorf("%s shows %q, %v", filepath.Base(path), c.Problem, c.Result)
		}
	}
	if r := k.Shell.State().Checks.Result; r != nil && r.Holds {
		t.Error("a foreign file holds")
	}
	k.Shell.OpenFolder(big) // no folder
	if c := k.Shell.State().Checks; c.Problem != "folder_unreadable" {
		t.Errorf("a file as a folder shows %q", c.Problem)
	}
	for i := range 70 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("E-%02d.pdf", i)), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	k.Shell.OpenFolder(dir)
	if c := k.Shell.State().Checks; len(c.Rows) != 60 || !c.More {
		t.Errorf("%d rows, more %v", len(c.Rows), c.More)
	}
}

func TestDroppedFilesReachTheStaffOnly(t *testing.T) {
	k := checking(t)
	file := []fyne.URI{storage.NewFileURI(filepath.Join(k.Shell.Folder(), "E-TEST-1.pdf"))}
	k.Shell.Dropped(file)
	if s := k.Shell.State(); s.Checks.Result != nil || s.Route.Name != screen.Welcome {
		t.Error("a file dropped on the welcome was opened")
	}
	k.Shell.OpenFolder("")
	k.Shell.Dropped(nil)
	k.Shell.Dropped(file)
	if r := k.Shell.State().Checks.Result; r == nil || !r.Holds {
		t.Errorf("a file dropped on the staff's screen: %+v", r)
	}
}

func TestOnlyAConsentCanBeConfirmed(t *testing.T) {
	k := checking(t)
	k.Shell.OpenFolder("")
	k.Shell.CheckFile(filepath.Join(k.Shell.Folder(), "E-TEST-1.pdf"))
	record := *k.Shell.State().Checks.Result.Record
	say := k.Words.For(consent.French)
	if err := k.Tap(say.T("verify.withdraw")); err != nil {
		t.Fatal(err)
	}
	k.Shell.State().Checks.Result.Record.Outcome = consent.ChooseConservative
	if err := k.Tap(say.T("case.hand-over")); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(shown(k.Window.Content()), say.T("problem.no_consent")) {
		t.Error("a choice of conservative treatment could be withdrawn")
	}
	record.Outcome = consent.AcceptProcedure
	k.Shell.State().Checks.Result.Record = &record
	if err := k.Tap(say.T("case.hand-over")); err != nil {
		t.Fatal(err)
	}
	s := k.Shell.State()
	if s.Session.Refers == nil || s.Checks.Result != nil || s.Session.Decision != consent.Undecided || s.Route.Name != screen.Welcome {
		t.Errorf("the session on the consent: %+v, %v", s.Session.Refers, s.Route)
	}
	if err := consent.ProblemUnknownValue; k.Shell.Do(consent.Decide{Outcome: consent.AcceptProcedure}) != err {
		t.Error("an earlier consent was given again")
	}
}

// TestNamesTheSignsItCannotPrint says which characters of a name are missing.
func TestNamesTheSignsItCannotPrint(t *testing.T) {
	k := open(t, nil)
	k.until(t, screen.Route{Name: screen.CaseForm, Item: "identity"})
	s := k.Shell.State()
	s.Form.Texts[consent.FieldBirthName] = "Жанна שלום 漢字"
	s.Checked["identity"] = true
	k.Shell.Redraw()
	if text := shown(k.Window.Content()); !strings.Contains(text, "Ж, а, н, ש, ל…") {
		t.Errorf("the screen says %q", text)
	}
}
