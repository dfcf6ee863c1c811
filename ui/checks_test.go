package ui_test

import (
	"errors"
	"fmt"
	"io/fs"
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
	"eclaire/consent/seal"
	"eclaire/ui"
	"eclaire/ui/play"
	"eclaire/ui/screen"
)

// checking plays a session whose document is kept in a folder, and ends it.
func checking(t *testing.T) *kiosk {
	t.Helper()
	k := open(t, func(o *ui.Options) { play.Filing(o.Lib, o.Words)(o) })
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
	k.Shell.Desks().Checking.OpenFolder("")
	k.Shell.Desks().Checking.CheckFile(path)
	s := k.Shell.State()
	if r := s.Checks.Result; r == nil || !r.Good() || r.Text != inspect.Same {
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
	k.Shell.Desks().Checking.OpenFolder("")
	k.Shell.Desks().Checking.CheckFile(path)
	code, err := document.Code(*k.Shell.State().Checks.Result.Record)
	if err != nil {
		t.Fatal(err)
	}
	k.Shell.Desks().Checking.CheckCode(strings.ToLower(code) + "\n")
	if r := k.Shell.State().Checks.Result; r == nil || !r.Good() || r.Belongs == nil || !*r.Belongs {
		t.Errorf("its own code: %+v", r)
	}
	if err := os.Rename(path, filepath.Join(k.Shell.Folder(), "E-OTHER.pdf")); err != nil {
		t.Fatal(err)
	}
	k.Shell.Desks().Checking.CheckCode(strings.Replace(code, "E-TEST-1", "E-OTHER", 1))
	if r := k.Shell.State().Checks.Result; r == nil || r.Good() || r.Belongs == nil || *r.Belongs {
		t.Errorf("the code of another: %+v", r)
	}
	for code, want := range map[string]consent.Problem{code: "not_here", "hello": "no_code", "": "no_code"} {
		k.Shell.Desks().Checking.CheckCode(code)
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
	if err := errors.Join(f.Truncate(seal.MaxFile+1), f.Close()); err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(dir, "foreign.pdf")
	if err := os.WriteFile(foreign, []byte("%PDF-1.4\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	k.Shell.Desks().Checking.OpenFolder(dir)
	for path, want := range map[string]consent.Problem{big: "file_too_large", dir: "file_unreadable", filepath.Join(dir, "none.pdf"): "file_unreadable", foreign: ""} {
		k.Shell.Desks().Checking.CheckFile(path)
		if c := k.Shell.State().Checks; c.Problem != want || (want == "") != (c.Result != nil) {
			t.Errorf("%s shows %q, %v", filepath.Base(path), c.Problem, c.Result)
		}
	}
	if r := k.Shell.State().Checks.Result; r != nil && r.Good() {
		t.Error("a foreign file holds")
	}
	// The screen says the same as the command: what it is, and what to do.
	say := k.Words.For(consent.French)
	for text, verdict := range map[string]string{"%PDF-1.4\n": "not_ours", "hello": "not_pdf", "%PDF-1.4\n/ByteRange": "signed_elsewhere",
		"%PDF-1.4\n/EclaireSans-Bold /EclaireSans-Regular": "saved_anew"} {
		if err := os.WriteFile(foreign, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		k.Shell.Desks().Checking.CheckFile(foreign)
		if got, want := shown(k.Window.Content()), say.T("verdict."+verdict)+" "+say.T("verdict.do."+verdict); !strings.Contains(got, want) {
			t.Errorf("%s: the screen lacks %q:\n%s", verdict, want, got)
		}
	}
	k.Shell.Desks().Checking.OpenFolder(big) // no folder
	if c := k.Shell.State().Checks; c.Problem != "folder_unreadable" {
		t.Errorf("a file as a folder shows %q", c.Problem)
	}
	for i := range 110 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("E-%03d.pdf", i)), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	k.Shell.Desks().Checking.OpenFolder(dir)
	if c := k.Shell.State().Checks; len(c.Rows) != 100 || !c.More {
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
	k.Shell.Desks().Checking.OpenFolder("")
	k.Shell.Dropped(nil)
	k.Shell.Dropped(file)
	if r := k.Shell.State().Checks.Result; r == nil || !r.Good() {
		t.Errorf("a file dropped on the staff's screen: %+v", r)
	}
}

func TestOnlyAConsentCanBeConfirmed(t *testing.T) {
	k := checking(t)
	k.Shell.Desks().Checking.OpenFolder("")
	k.Shell.Desks().Checking.CheckFile(filepath.Join(k.Shell.Folder(), "E-TEST-1.pdf"))
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
	if err := consent.ProblemUnknownValue; k.Shell.Desks().Way.Do(consent.Decide{Outcome: consent.AcceptProcedure}) != err {
		t.Error("an earlier consent was given again")
	}
}

// TestOnlyTheLastCheckShows has a slow file overtaken by a second one, and the
// staff leave while a third is looked at.
func TestOnlyTheLastCheckShows(t *testing.T) {
	var slow []func()
	k := open(t, func(o *ui.Options) {
		o.Run = func(work, done func()) { slow = append(slow, func() { work(); done() }) }
		o.Check = func(b []byte) inspect.Result { return inspect.Result{Digest: string(b)} }
		o.ReadFile = func(path string) ([]byte, error) { return []byte(path), nil }
		o.ListDir = func(string) ([]fs.DirEntry, error) { return nil, nil }
	})
	k.Shell.Desks().Checking.OpenFolder("/documents")
	k.Shell.Desks().Checking.CheckFile("first")
	elsewhere, err := storage.ParseURI("https://example.org/x.pdf")
	if err != nil {
		t.Fatal(err)
	}
	k.Shell.Dropped([]fyne.URI{elsewhere, storage.NewFileURI("/second")})
	k.Shell.Dropped([]fyne.URI{storage.NewFileURI("/second")})
	if len(slow) != 3 {
		t.Fatalf("%d looks, want 3", len(slow))
	}
	for _, i := range []int{2, 1, 0} {
		slow[i]()
	}
	if r := k.Shell.State().Checks.Result; r == nil || r.Digest != "/second" {
		t.Errorf("shown is %+v", r)
	}
	k.Shell.Desks().Checking.CheckFile("third")
	k.Shell.EndSession()
	slow[3]()
	wiped(t, k)
}

// TestScannersPressNothing scans a code with an Enter too many, and then another
// one over a refused one.
func TestScannersPressNothing(t *testing.T) {
	k := checking(t)
	k.Shell.Desks().Checking.OpenFolder("")
	path := filepath.Join(k.Shell.Folder(), "E-TEST-1.pdf")
	k.Shell.Desks().Checking.CheckFile(path)
	code, err := document.Code(*k.Shell.State().Checks.Result.Record)
	if err != nil {
		t.Fatal(err)
	}
	scan := func(text string) {
		t.Helper()
		for _, r := range text {
			f := k.Window.Canvas().Focused()
			if f == nil {
				if k.Shell.State().Route.Name != screen.CheckResult {
					t.Error("nothing takes what is scanned")
				}
				continue
			}
			if r == '\n' {
				f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			} else {
				f.TypedRune(r)
			}
		}
	}
	k.Shell.Desks().Checking.OpenFolder("")
	scan("4012345678901\n")
	if c := k.Shell.State().Checks; c.Problem != "no_code" || c.Code != "" {
		t.Errorf("another code: %q, left in the field %q", c.Problem, c.Code)
	}
	scan(code + "\n\n")
	if s := k.Shell.State(); s.Route.Name != screen.CheckResult || s.Checks.Result == nil || !s.Checks.Result.Good() {
		t.Errorf("after the scan: %v, %+v", s.Route, s.Checks)
	}
}

// TestPeopleOfTodayAreForgotten goes back from the form of today's people, and
// looks what staff can do while the patient has the screen.
func TestPeopleOfTodayAreForgotten(t *testing.T) {
	k := checking(t)
	say := k.Words.For(consent.French)
	k.Shell.Desks().Checking.OpenFolder("")
	k.Shell.Desks().Checking.CheckFile(filepath.Join(k.Shell.Folder(), "E-TEST-1.pdf"))
	if err := k.Tap(say.T("verify.confirm")); err != nil {
		t.Fatal(err)
	}
	s := k.Shell.State()
	if s.Form.Texts[consent.FieldNurse] != "Camille Fictif" || s.Form.Texts[consent.FieldInterpreter] != "" {
		t.Errorf("the form begins with %v", s.Form.Texts)
	}
	if err := k.Tap(say.T("back")); err != nil {
		t.Fatal(err)
	}
	if s.Route.Name != screen.CheckResult || len(s.Form.Texts) != 0 {
		t.Errorf("back leads to %v with %v", s.Route, s.Form.Texts)
	}
	for _, words := range []string{say.T("verify.confirm"), say.T("case.hand-over"), say.T("staff")} {
		if err := k.Tap(words); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.Form.Texts) != 0 || strings.Contains(shown(k.Window.Content()), say.T("staff.correct")) {
		t.Error("the case of an earlier consent can be corrected with an empty form")
	}
}

func TestFoldersThatCannotBeRead(t *testing.T) {
	k := open(t, func(o *ui.Options) {
		o.Folder = "/documents"
		o.Check = func([]byte) inspect.Result { return inspect.Result{} }
		o.ListDir = func(dir string) ([]fs.DirEntry, error) {
			return nil, map[string]error{"/documents": fs.ErrNotExist, "/gone": fs.ErrNotExist, "/secret": fs.ErrPermission}[dir]
		}
		o.ReadFile = func(string) ([]byte, error) { return make([]byte, seal.MaxFile+1), nil }
	})
	for dir, want := range map[string]consent.Problem{"": "", "/gone": "folder_unreadable", "/secret": "folder_unreadable"} {
		k.Shell.Desks().Checking.OpenFolder(dir)
		if c := k.Shell.State().Checks; c.Problem != want {
			t.Errorf("%q shows %q", dir, c.Problem)
		}
		if want != "" && !strings.Contains(shown(k.Window.Content()), k.Words.For(consent.French).T("problem."+string(want))) {
			t.Errorf("%q: the screen does not say why", dir)
		}
	}
	k.Shell.Desks().Checking.CheckFile("large.pdf")
	if c := k.Shell.State().Checks; c.Problem != "file_too_large" {
		t.Errorf("a large file shows %q", c.Problem)
	}
}
