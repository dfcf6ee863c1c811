package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"eclaire/consent"
)

// pairs makes sealed documents with their sessions, as the kiosk left them in
// a plain folder.
func pairs(t *testing.T) string {
	t.Helper()
	t.Setenv("HOME", t.TempDir())
	dir := t.TempDir()
	for n, name := range []string{"EXEMPLE", "ÉLÉMENT", "Œuvrard"} {
		session := sessionFile(t, func(r *consent.Record) {
			r.ID, r.Case.BirthName = fmt.Sprintf("E-20261122-AAAAAAA%d", n+2), name
			for i := range r.Signatures {
				if r.Signatures[i].Role == consent.RolePatient {
					r.Signatures[i].Name, r.Signatures[i].Typed = r.Case.FullName(), r.Case.FullName()
				}
			}
		})
		r, err := readSession(session)
		if err != nil {
			t.Fatal(err)
		}
		plain := filepath.Join(t.TempDir(), "plain.pdf")
		if code, _, errs := call(t, "", "render", session, "-o", plain); code != 0 {
			t.Fatal(errs)
		}
		pdf, err := os.ReadFile(plain)
		if err != nil {
			t.Fatal(err)
		}
		sealed, _, err := seals(t, defaults()).seal(pdf, r.Finished)
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(session)
		if err != nil {
			t.Fatal(err)
		}
		for ext, b := range map[string][]byte{".pdf": sealed, ".json": text} {
			if err := os.WriteFile(filepath.Join(dir, r.ID+ext), b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

// TestArchiveScripts drives the built program through testdata/archive.
func TestArchiveScripts(t *testing.T) {
	need(t, "sh")
	program, plain := binary(t), pairs(t)
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "archive"),
		Setup: func(e *testscript.Env) error {
			e.Setenv("PATH", filepath.Dir(program)+string(os.PathListSeparator)+os.Getenv("PATH"))
			e.Setenv("HOME", filepath.Join(e.WorkDir, "home"))
			e.Setenv("DISPLAY", "")
			return os.CopyFS(filepath.Join(e.WorkDir, "plain"), os.DirFS(plain))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"keep": keepMatch, "hold-open": holdOpen,
		},
	})
}

// keepMatch puts what a pattern finds in a file into a variable: keep NAME FILE
// PATTERN.
func keepMatch(ts *testscript.TestScript, not bool, args []string) {
	if not || len(args) != 3 {
		ts.Fatalf("usage: keep NAME FILE PATTERN")
	}
	found := regexp.MustCompile(args[2]).FindStringSubmatch(ts.ReadFile(args[1]))
	if found == nil {
		ts.Fatalf("%q is not found", args[2])
	}
	ts.Setenv(args[0], strings.TrimSpace(found[len(found)-1]))
}

// holdOpen lets another program have an archive until the script ends: hold-open
// DIR.
func holdOpen(ts *testscript.TestScript, not bool, args []string) {
	p := &program{stdin: strings.NewReader(""), stdout: os.Stderr, stderr: os.Stderr, ctx: context.Background()}
	a := &archiveCmd{Folder: ts.MkAbs(args[0])}
	s, err := a.open(p, writing)
	ts.Check(err)
	ts.Defer(func() { s.Close() })
}

// TestArchivePassphraseIsAsked refuses to run without a place to read it from.
func TestArchivePassphraseIsAsked(t *testing.T) {
	isolate(t)
	dir := filepath.Join(t.TempDir(), "a")
	code, _, errs := call(t, "", "archive", "--archive", dir, "init")
	if code != exitUsage || !strings.Contains(errs, "--passphrase-fd") {
		t.Errorf("exit %d: %s", code, errs)
	}
	if code, _, errs := call(t, "", "archive", "--archive", dir, "--passphrase", "secret words here", "init"); code != exitUsage {
		t.Errorf("a passphrase on the command line: exit %d: %s", code, errs)
	}
	if code, _, errs := call(t, "", "archive", "--archive", dir, "verify"); code != exitFailed || !strings.Contains(errs, "there is no archive") {
		t.Errorf("exit %d: %s", code, errs)
	}
	for _, args := range [][]string{{"list", "--from", "22.11.2026"}, {"export", "-o", dir}, {"verify", "--head", "x"}, {"prune", "--years", "bogus=3"}} {
		if code, _, errs := call(t, "", append([]string{"archive", "--archive", dir}, args...)...); code != exitUsage {
			t.Errorf("%v: exit %d: %s", args, code, errs)
		}
	}
}
