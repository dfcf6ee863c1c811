package main

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// described is the description of the command line.
func described(t *testing.T) *kong.Node {
	t.Helper()
	parser, err := newParser(&cli{}, &program{stdout: io.Discard, stderr: io.Discard, ctx: context.Background()}, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	return parser.Model.Node
}

// TestManualNamesEverything finds each visible command and flag in its page and in
// both completions, and nothing that is hidden.
func TestManualNamesEverything(t *testing.T) {
	app := described(t)
	pages := manualPages(app, "2026-11-22")
	bash, zsh := bashCompletion(app), zshCompletion(app)
	nodes := append([]*kong.Node{app}, below(app)...)
	if len(nodes) < 30 {
		t.Fatalf("only %d commands", len(nodes))
	}
	for _, n := range nodes {
		top := n
		for top.Parent != nil && top.Parent.Parent != nil {
			top = top.Parent
		}
		name := "eclaire-" + top.Name + ".1"
		if n == app {
			name = "eclaire.1"
		}
		page := pages[name]
		if page == "" {
			t.Errorf("%s has no page", n.FullPath())
		}
		if n != app && !strings.Contains(page, plain(n.Path())) && !strings.Contains(page, plain(n.FullPath())) {
			t.Errorf("%s does not tell of %s", name, n.Path())
		}
		for _, f := range visibleFlags(n) {
			if !strings.Contains(page, plain("--"+f.Name)) {
				t.Errorf("%s does not tell of --%s", name, f.Name)
			}
			for shell, text := range map[string]string{"bash": bash, "zsh": zsh} {
				if !offers(text, placeOf(n), "--"+f.Name) {
					t.Errorf("%s does not offer --%s after %s", shell, f.Name, n.FullPath())
				}
			}
		}
		if n != app && (!offers(bash, placeOf(n.Parent), n.Name) || !offers(zsh, placeOf(n.Parent), n.Name)) {
			t.Errorf("%s is not completed", n.Path())
		}
	}
	for name, page := range pages {
		if strings.Contains(page, "eclaire manual") || name == "eclaire-manual.1" {
			t.Errorf("%s tells of what is hidden", name)
		}
	}
	if offers(bash, "", "manual") {
		t.Error("what is hidden is completed")
	}
}

// offers tells whether a completion has a word at a place.
func offers(text, place, word string) bool {
	_, rest, found := strings.Cut(text, "\n\t'"+place+"') list='")
	list, _, _ := strings.Cut(rest, "'")
	return found && strings.Contains(" "+list+" ", " "+word+" ")
}

// TestManualCommand writes the files, which the tools for manual pages and shells take
// without a warning.
func TestManualCommand(t *testing.T) {
	isolate(t)
	dir := t.TempDir()
	if code, _, errs := call(t, "", "manual", "--man", dir, "--completion", filepath.Join(dir, "c"), "--date", "2026-11-22"); code != 0 {
		t.Fatal(errs)
	}
	pages, _ := filepath.Glob(filepath.Join(dir, "*.1"))
	if len(pages) < 10 {
		t.Errorf("%d pages", len(pages))
	}
	for _, page := range pages {
		lint(t, "mandoc", "-Tlint", "-Wwarning", page)
		lint(t, "man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", page)
	}
	lint(t, "bash", "-n", filepath.Join(dir, "c", "eclaire.bash"))
	lint(t, "zsh", "-n", filepath.Join(dir, "c", "eclaire.zsh"))
}

// lint runs a tool that must find nothing; where it is missing, nothing is tried.
func lint(t *testing.T, tool string, args ...string) {
	t.Helper()
	if _, err := exec.LookPath(tool); err != nil {
		t.Logf("%s is missing", tool)
		return
	}
	cmd := exec.Command(tool, args...)
	var errs strings.Builder
	cmd.Stderr = &errs
	if out, err := cmd.Output(); err != nil || errs.Len() > 0 || tool == "mandoc" && len(out) > 0 {
		t.Errorf("%s %v: %v\n%s", tool, args, err, errs.String())
	}
}

// TestBashCompletes asks bash itself.
func TestBashCompletes(t *testing.T) {
	need(t, "bash")
	file := filepath.Join(t.TempDir(), "eclaire.bash")
	if err := os.WriteFile(file, []byte(bashCompletion(described(t))), 0o600); err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]string{
		"eclaire arch": "archive", "eclaire archive ver": "verify", "eclaire --settings x archive server mi": "migrate",
		"eclaire render --part fol": "follow-up", "eclaire --kio": "--kiosk", "eclaire kiosk-session en": "enable", "eclaire man": "",
	} {
		script := `source "$1"; compopt() { :; }; COMP_WORDS=($2); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _eclaire; echo "${COMPREPLY[*]}"`
		out, err := exec.Command("bash", "-c", script, "bash", file, line).CombinedOutput()
		if got := strings.TrimSpace(string(out)); err != nil || got != want {
			t.Errorf("%s: %q, %v", line, got, err)
		}
	}
}
