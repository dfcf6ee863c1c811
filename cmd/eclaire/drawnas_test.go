package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"eclaire/consent"
)

// sheets gives the size of a PDF's pages and how many there are.
func sheets(t *testing.T, path string) (size string, n int) {
	t.Helper()
	text, err := exec.Command("pdfinfo", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	pages := regexp.MustCompile(`Pages: +(\d+)`).FindSubmatch(text)
	points := regexp.MustCompile(`Page size: +([0-9.]+) x ([0-9.]+)`).FindSubmatch(text)
	if n, err = strconv.Atoi(string(pages[1])); err != nil {
		t.Fatal(err)
	}
	return string(points[1]) + "x" + string(points[2]), n
}

// TestRenderObeysOrRefuses: paper, print and duplex that are asked for are followed by
// the sheets to take home, and for a signed document refused with the reason.
func TestRenderObeysOrRefuses(t *testing.T) {
	isolate(t)
	need(t, "pdfinfo")
	session := sessionFile(t, func(r *consent.Record) { r.Clinic.Paper = "A4" })
	dir := t.TempDir()
	settings := filepath.Join(dir, "letter.toml")
	if err := os.WriteFile(settings, []byte("[clinic]\npaper = \"Letter\"\nprint = \"large\"\nduplex = true\nfold_marks = false\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	const a4, letter = "595.28x841.89", "612x792"
	plain := filepath.Join(dir, "plain.pdf")
	if code, _, errs := call(t, "", "render", session, "-o", plain); code != 0 || errs != "" {
		t.Fatal(code, errs)
	}
	out := filepath.Join(dir, "x.pdf")
	code, _, errs := call(t, "", "--settings", settings, "render", session, "-o", out)
	for _, want := range []string{`paper = "Letter" is not followed: a document is drawn as it was signed, with paper = "A4"`, `print = "large"`, "duplex = true"} {
		if code != 0 || !strings.Contains(errs, want) || strings.Contains(errs, "fold_marks") {
			t.Errorf("exit %d, %q is not said: %s", code, want, errs)
		}
	}
	one, _ := os.ReadFile(plain)
	if two, _ := os.ReadFile(out); string(one) != string(two) {
		t.Error("the settings changed a signed document")
	}
	for _, flags := range [][]string{{"--large"}, {"--paper", "Letter"}, {"--duplex"}} {
		code, _, errs := call(t, "", append([]string{"render", session, "-o", out}, flags...)...)
		if code != 2 || !strings.Contains(errs, flags[0]+" goes with --take-home or --copy: a document is printed as it was signed") {
			t.Errorf("%v: exit %d: %s", flags, code, errs)
		}
	}
	pages := map[string]int{}
	for name, args := range map[string][]string{
		a4: {"render", session, "--take-home"}, letter: {"render", session, "--take-home", "--paper", "Letter"},
		"settings": {"--settings", settings, "render", session, "--take-home"},
		"both":     {"--settings", settings, "render", session, "--take-home", "--paper", "A4"},
		"large":    {"render", session, "--take-home", "--large"},
		"duplex":   {"render", session, "--take-home", "--duplex"},
	} {
		out := filepath.Join(dir, "home.pdf")
		if code, _, errs := call(t, "", append(args, "-o", out)...); code != 0 || errs != "" {
			t.Fatalf("%s: exit %d: %s", name, code, errs)
		}
		want := map[string]string{letter: letter, "settings": letter}[name]
		if want == "" {
			want = a4
		}
		size, n := sheets(t, out)
		if pages[name] = n; size != want {
			t.Errorf("%s: drawn on %s", name, size)
		}
	}
	if pages["large"] <= pages[a4] || pages["settings"] <= pages[letter] {
		t.Errorf("large print has as few pages: %v", pages)
	}
	if code, _, errs := call(t, "", "render", session, "--take-home", "--paper", "A3", "-o", out); code != 2 || !strings.Contains(errs, "A4") {
		t.Errorf("on A3: exit %d: %s", code, errs)
	}
}

// TestRenderNamesLetters says all letters that cannot be printed, in the system's
// language, and nothing else of what was entered.
func TestRenderNamesLetters(t *testing.T) {
	isolate(t)
	session := sessionFile(t, func(r *consent.Record) {
		r.Case.BirthName, r.Case.RecordNumber = "ĐỄ-Жан", "Nguyễn"
		r.Signatures[0].Name = r.Case.FullName()
	})
	for locale, want := range map[string]string{"C": "these letters can’t be printed: ", "fr_FR.UTF-8": "ces lettres ne peuvent pas être imprimées\u00a0: "} {
		t.Setenv("LC_ALL", locale)
		out := filepath.Join(t.TempDir(), "x.pdf")
		code, _, errs := call(t, "", "render", session, "-o", out)
		if code != 1 || !strings.Contains(errs, want+"Ж, а, н, Ễ, ễ.") || strings.Contains(errs, "Nguy") || strings.Contains(errs, "Жан") {
			t.Errorf("%s: exit %d: %s", locale, code, errs)
		}
		if _, err := os.Stat(out); err == nil {
			t.Error("something was written")
		}
	}
}
