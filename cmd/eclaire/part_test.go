package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"eclaire/consent"
	"eclaire/consent/document"
)

// partsOf counts the pages of a file by their part and language.
func partsOf(t *testing.T, path string) map[string]int {
	t.Helper()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d, err := document.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int{}
	for _, p := range d.Pages {
		out[string(p.Part)+string(p.Lang)]++
	}
	return out
}

// TestRenderPart takes the parts of a session and of its sealed document: the same pages.
func TestRenderPart(t *testing.T) {
	isolate(t)
	pdf, _, _, finished := drawn(t)
	session := sessionFile(t, nil)
	file, _, err := seals(t, settings{}).seal(pdf, finished)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	sealed := filepath.Join(dir, "sealed.pdf")
	if err := os.WriteFile(sealed, file, 0o600); err != nil {
		t.Fatal(err)
	}
	whole := partsOf(t, sealed)
	out := filepath.Join(dir, "x.pdf")
	for _, in := range []string{sealed, session} {
		for part, has := range map[string]string{
			"consent": "A", "file": "A", "follow-up": "Bfr Ben", "patient": "A Bfr", "information": "Dfr Den", "all": "A Bfr Ben C Dfr Den",
		} {
			if code, _, errs := call(t, "", "render", in, "--part", part, "-o", out); code != 0 {
				t.Fatalf("%s: exit %d: %s", part, code, errs)
			}
			got := partsOf(t, out)
			for id, n := range whole {
				want := 0
				for _, p := range strings.Fields(has) {
					if p == id || p == "C" && id[0] == 'C' {
						want = n
					}
				}
				if got[id] != want {
					t.Errorf("%s of %s: %d pages of %s, want %d", part, filepath.Ext(in), got[id], id, want)
				}
			}
		}
	}
	if code, _, errs := call(t, "", "render", sealed, "--part", "all", "-o", out); code != 0 {
		t.Error(errs)
	}
	if b, _ := os.ReadFile(out); !bytes.Equal(b, file) {
		t.Error("the whole is something else than the sealed file")
	}
}

// TestRenderPartRefuses says in words, in the system's language, what has no parts or not
// this one, and takes nothing from a file that was changed.
func TestRenderPartRefuses(t *testing.T) {
	isolate(t)
	old := filepath.Join("..", "..", "consent", "inspect", "testdata", "0", "vertebroplasty-fr.pdf")
	session := sessionFile(t, func(r *consent.Record) { r.Clinic.Letter = false })
	dir := t.TempDir()
	changed := filepath.Join(dir, "changed.pdf")
	b, err := os.ReadFile(old)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	if err := os.WriteFile(changed, b, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		locale, file, part, want string
	}{
		{"C", old, "file", "it can only be taken whole"}, {"fr_FR.UTF-8", old, "letter", "ne peut être pris qu’en entier"},
		{"C", session, "letter", "has no part “letter”"}, {"fr_FR.UTF-8", session, "letter", "n’a pas de partie «\u00a0letter\u00a0»"},
		{"C", changed, "all", "no unchanged sealed document"},
	} {
		t.Setenv("LC_ALL", c.locale)
		out := filepath.Join(t.TempDir(), "x.pdf")
		if code, _, errs := call(t, "", "render", c.file, "--part", c.part, "-o", out); code != 1 || !strings.Contains(errs, c.want) {
			t.Errorf("%s of %s: exit %d: %s", c.part, c.file, code, errs)
		}
		if _, err := os.Stat(out); err == nil {
			t.Error("something was written")
		}
	}
	t.Setenv("LC_ALL", "C")
	out := filepath.Join(dir, "x.pdf")
	if code, _, errs := call(t, "", "render", old, "--part", "all", "-o", out); code != 0 {
		t.Errorf("an old document as a whole: %s", errs)
	}
	for flags, want := range map[string]string{
		"--part consent --copy fr": "do not go together", "--copy fr --take-home": "do not go together", "--part all --large": "goes with --take-home or --copy",
		"--part E": "consent", "--copy de": "fr",
	} {
		if code, _, errs := call(t, "", append([]string{"render", session, "-o", out}, strings.Fields(flags)...)...); code != 2 || !strings.Contains(errs, want) {
			t.Errorf("%s: exit %d: %s", flags, code, errs)
		}
	}
}

// TestRenderCopy draws copies to read, in each language, also in large print, from a
// session and from the sealed document.
func TestRenderCopy(t *testing.T) {
	isolate(t)
	need(t, "pdftotext")
	session := sessionFile(t, nil)
	dir := t.TempDir()
	out := filepath.Join(dir, "copy.pdf")
	r, err := readSession(session)
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{"fr": "Copie à lire.", "en": "Copy to read."} {
		pages := 0
		for _, large := range []bool{false, true} {
			args := []string{"render", session, "--copy", lang, "-o", out}
			if large {
				args = append(args, "--large")
			}
			if code, _, errs := call(t, "", args...); code != 0 || errs != "" {
				t.Fatalf("exit %d: %s", code, errs)
			}
			got := partsOf(t, out)
			n := got["A"+lang]
			if len(got) != 1 || n == 0 || large && n < pages {
				t.Errorf("%s, large %v: %v", lang, large, got)
			}
			pages = n
			text, err := exec.Command("pdftotext", out, "-").Output()
			if err != nil {
				t.Fatal(err)
			}
			if text := string(text); strings.Count(text, want) != n || !strings.Contains(text, r.ID) {
				t.Errorf("%s: of %d pages not each says that it is a copy:\n%s", lang, n, text)
			}
		}
	}
}

// readSession reads the record of a session file or of a document.
func readSession(name string) (consent.Record, error) {
	text, err := readInput(name)
	if err != nil {
		return consent.Record{}, err
	}
	return parseSession(name, text)
}
