package main

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestDemo plays the whole demo as a user does, without a display, and reads
// what it leaves.
func TestDemo(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes a minute")
	}
	need(t, "pdftotext")
	out := filepath.Join(t.TempDir(), "demo")
	cmd := exec.Command(binary(t), "demo", "--out", out)
	cmd.Env = append(os.Environ(), "DISPLAY=", "WAYLAND_DISPLAY=", "HOME="+t.TempDir(), "XDG_CONFIG_HOME="+t.TempDir())
	text, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if !strings.Contains(string(text), "[28/28]") || !strings.Contains(string(text), "28 sessions played") {
		t.Errorf("the demo tells its progress otherwise:\n%s", text)
	}
	pdfs, err := filepath.Glob(filepath.Join(out, "*.pdf"))
	if err != nil || len(pdfs) != 6 {
		t.Fatalf("documents: %v, %v", pdfs, err)
	}
	for _, pdf := range pdfs {
		if out, err := exec.Command(binary(t), "verify", pdf, "--ca", filepath.Join(out, demoCertificate)).CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		text, err := exec.Command("pdftotext", pdf, "-").CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		for page, words := range strings.Split(strings.TrimRight(string(text), "\f\n"), "\f") {
			if !strings.Contains(words, "SPECIMEN") {
				t.Errorf("page %d of %s does not say SPECIMEN", page+1, filepath.Base(pdf))
			}
		}
	}
	screens := map[string]map[string]bool{"fr": {}, "en": {}}
	pictures, err := filepath.Glob(filepath.Join(out, "*.png"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pictures {
		name := strings.TrimSuffix(filepath.Base(p), ".png")
		i := strings.LastIndexByte(name, '-')
		screens[name[i+1:]][name[:i]] = true
	}
	for _, name := range []string{"welcome", "welcome-ready", "staff", "case-identity", "case-fracture", "case-history", "case-people",
		"case-summary", "hello", "page-leak", "page-infection", "break-ways", "check", "values", "doctor", "decision", "review",
		"statements", "check-file", "check-result", "case-today", "sign-patient", "sign-interpreter", "sign-trusted_person", "sign-staff", "finished"} {
		for l, seen := range screens {
			if !seen[name] {
				t.Errorf("there is no picture of %s in %s", name, l)
			}
		}
	}
	for l, seen := range screens {
		names := slices.Collect(maps.Keys(seen))
		if n := len(names); n < 40 || !slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(name, "question-") }) {
			t.Errorf("%d pictures in %s", n, l)
		}
	}
	for name := range screens["fr"] {
		if !screens["en"][name] {
			t.Errorf("%s has a picture in French only", name)
		}
	}
}
