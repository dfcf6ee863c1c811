package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/ui"
)

// need skips a test whose tools are missing; where all tests are wanted, it
// fails instead.
func need(t testing.TB, tools ...string) {
	t.Helper()
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("ECLAIRE_ALL_TESTS") != "" {
				t.Fatalf("%s is missing", tool)
			}
			t.Skipf("%s is missing", tool)
		}
	}
}

// build is the program as users have it, built once for all tests.
var build struct {
	once sync.Once
	dir  string
	err  error
}

func binary(t *testing.T) string {
	t.Helper()
	build.once.Do(func() {
		if build.dir, build.err = os.MkdirTemp("", "eclaire-test-"); build.err != nil {
			return
		}
		if out, err := exec.Command("go", "build", "-o", build.dir, ".").CombinedOutput(); err != nil {
			build.err = fmt.Errorf("go build: %w\n%s", err, out)
		}
	})
	if build.err != nil {
		t.Fatal(build.err)
	}
	return filepath.Join(build.dir, "eclaire")
}

func TestMain(m *testing.M) {
	if order := os.Getenv(windowOrder); order != "" {
		os.Exit(inWindow(order))
	}
	code := m.Run()
	if build.dir != "" {
		os.RemoveAll(build.dir)
	}
	os.Exit(code)
}

// display starts a screen that nobody sees, and gives its name.
func display(t testing.TB) string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset")
	cmd.ExtraFiles = []*os.File{w}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	w.Close()
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("no display: %v", err)
	}
	return ":" + strings.TrimSpace(line)
}

// desk is the real program in a real window, and a hand on the keyboard.
type desk struct {
	t       *testing.T
	display string
	screens chan string
	window  string
	errs    *strings.Builder
	ended   chan error // how the program ended
	home    string
	process *os.Process
}

// sit starts the program in a home of its own, with its screens named on the
// error output.
func sit(t *testing.T, args ...string) *desk {
	t.Helper()
	return sitIn(t, t.TempDir(), args...)
}

// sitIn starts it in a given home, which holds all it may write to.
func sitIn(t *testing.T, home string, args ...string) *desk {
	t.Helper()
	d := &desk{t: t, display: display(t), screens: make(chan string, 1000), errs: &strings.Builder{}}
	ctx, stop := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, binary(t), append([]string{"--trace"}, args...)...)
	d.home = home
	cmd.Env = append(os.Environ(), "DISPLAY="+d.display, "WAYLAND_DISPLAY=", "HOME="+home, "XDG_CONFIG_HOME="+home, "LANG=C", "LC_ALL=C", "LIBGL_ALWAYS_SOFTWARE=1")
	for _, name := range []string{"XDG_CACHE_HOME", "XDG_DATA_HOME", "TMPDIR"} {
		dir := filepath.Join(home, strings.ToLower(name))
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		cmd.Env = append(cmd.Env, name+"="+dir)
	}
	errs, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	d.process = cmd.Process
	done := make(chan struct{})
	go func() {
		defer close(done)
		page := 0
		for s := bufio.NewScanner(errs); s.Scan(); {
			var told struct {
				ui.Sight
				At string `json:"at"`
			}
			switch err := json.Unmarshal(s.Bytes(), &told); {
			case err != nil:
				fmt.Fprintln(d.errs, s.Text())
			case told.At == "" && told.Page != page:
				page = told.Page
				d.screens <- told.Screen
			}
		}
	}()
	d.ended = make(chan error, 1)
	go func() { <-done; d.ended <- cmd.Wait() }()
	t.Cleanup(func() { stop(); <-done })
	d.see("welcome")
	for range 100 {
		if out, err := d.xdotool("search", "--onlyvisible", "--name", "clair"); err == nil && out != "" {
			d.window = strings.Fields(out)[0]
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if d.window == "" {
		t.Fatalf("no window came up:\n%s", d.errs)
	}
	if out, err := d.xdotool("windowfocus", "--sync", d.window); err != nil {
		t.Fatalf("the window takes no keyboard: %v\n%s", err, out)
	}
	return d
}

// callAt runs a command of the program in another home.
func callAt(t *testing.T, home string, args ...string) (code int, out, errs string) {
	t.Helper()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", home)
	return call(t, "", args...)
}

func (d *desk) xdotool(args ...string) (string, error) {
	cmd := exec.Command("xdotool", args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+d.display)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// press presses keys one after the other; text in quotes is typed.
func (d *desk) press(keys ...string) {
	d.t.Helper()
	for _, k := range keys {
		args := []string{"key", "--delay", "15", k}
		if text, ok := strings.CutPrefix(k, "'"); ok {
			args = []string{"type", "--delay", "15", text}
		}
		if out, err := d.xdotool(args...); err != nil {
			d.t.Fatalf("%s: %v\n%s", k, err, out)
		}
	}
}

// next waits for the next screen to be drawn.
func (d *desk) next() string {
	d.t.Helper()
	select {
	case name := <-d.screens:
		return name
	case <-time.After(20 * time.Second):
		d.t.Fatalf("no other screen came:\n%s", d.errs)
	}
	return ""
}

// see waits for one screen.
func (d *desk) see(want string) {
	d.t.Helper()
	for {
		if d.next() == want {
			return
		}
	}
}

// TestRealWindowByKeyboard takes a real window from the welcome to the PDF on
// the disk, with the keyboard alone.
func TestRealWindowByKeyboard(t *testing.T) {
	need(t, "Xvfb", "xdotool", "pdftotext")
	lib, _, err := content.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	d := sit(t, "--out", out)
	d.prepare("'EXEMPLE", "'Jeanne", "'Dr Modele")
	d.way(lib)
	pdfs, err := filepath.Glob(filepath.Join(out, "*.pdf"))
	if err != nil || len(pdfs) != 1 {
		t.Fatalf("documents: %v, %v", pdfs, err)
	}
	text, err := exec.Command("pdftotext", "-layout", pdfs[0], "-").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	for _, want := range []string{"EXEMPLE", "Jeanne", "L1", "Dr Modele"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the document lacks %q", want)
		}
	}
	// The session kept beside it gives the same document again, byte for byte.
	again := filepath.Join(t.TempDir(), "again.pdf")
	if code, _, errs := call(t, "", "render", strings.TrimSuffix(pdfs[0], ".pdf")+".json", "-o", again); code != 0 {
		t.Error(errs)
	}
	kept, _ := os.ReadFile(pdfs[0])
	if drawn, _ := os.ReadFile(again); len(drawn) == 0 || !bytes.HasPrefix(kept, drawn) {
		t.Errorf("the document drawn again has %d bytes, the kept and sealed one %d, or they differ", len(drawn), len(kept))
	}
	if code, out, errs := callAt(t, d.home, "verify", pdfs[0]); code != 0 || !strings.Contains(out, "EXEMPLE") {
		t.Errorf("the sealed document: exit %d\n%s%s", code, out, errs)
	}
	if info, err := os.Stat(pdfs[0]); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others can read the document: %v, %v", info, err)
	}
	d.press("Return") // the end of the session
	d.see("welcome")
	if log := d.errs.String(); strings.Contains(log, "EXEMPLE") || strings.Contains(log, "Jeanne") {
		t.Errorf("the log names the patient:\n%s", log)
	}
}

// TestKioskHasNoWayOutButThePIN tries the staff's door of a kiosk with a wrong
// PIN, and leaves with the right one.
func TestKioskHasNoWayOutButThePIN(t *testing.T) {
	need(t, "Xvfb", "xdotool")
	line, err := hashPIN("2468")
	if err != nil {
		t.Fatal(err)
	}
	settings := filepath.Join(t.TempDir(), "eclaire.toml")
	if err := os.WriteFile(settings, fmt.Appendf(nil, "[kiosk]\nstaff_pin = %q\n", line), 0o600); err != nil {
		t.Fatal(err)
	}
	d := sit(t, "--kiosk", "--settings", settings, "--out", t.TempDir())
	if out, err := d.xdotool("getwindowgeometry", d.window); err != nil || !strings.Contains(out, "1280x800") {
		t.Errorf("the kiosk does not fill the screen: %v\n%s", err, out)
	}
	d.press("Tab", "Tab", "Return", "'1357", "Return") // the staff's button, a wrong PIN
	select {
	case name := <-d.screens:
		t.Fatalf("a wrong PIN led to %s", name)
	case err := <-d.ended:
		t.Fatalf("a wrong PIN closed the kiosk: %v", err)
	case <-time.After(2 * time.Second):
	}
	d.press("'2468", "Return")
	d.see("staff")
	d.press("Tab", "Tab", "Return") // past the new file and the check to the end of the program
	select {
	case err := <-d.ended:
		if err != nil {
			t.Errorf("the kiosk ended with %v", err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("the staff could not close the kiosk")
	}
}

// TestDisplayThatIsNotThere gets a sentence and exit code 1, not a stack trace.
func TestDisplayThatIsNotThere(t *testing.T) {
	cmd := exec.Command(binary(t))
	home := t.TempDir()
	cmd.Env = append(os.Environ(), "DISPLAY=:4711", "WAYLAND_DISPLAY=", "HOME="+home, "XDG_CONFIG_HOME="+home)
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState.ExitCode() != 1 || !strings.Contains(string(out), "the display cannot be opened") || strings.Contains(string(out), "goroutine") {
		t.Errorf("%v:\n%s", err, out)
	}
}

// prepare enters a case and hands over to the patient, past the greeting.
func (d *desk) prepare(birthName, firstNames, clinician string) {
	d.t.Helper()
	d.press("Tab", "Tab", "Return") // past the two languages to the staff's button
	d.see("staff")
	d.press("Return")
	d.see("case:identity")
	d.press(birthName, "Tab", firstNames, "Tab", "'03031941", "Tab", "Tab", "space", "Tab", "'42", "Return")
	d.see("case:fracture")
	for range 12 { // from T1 down to L1
		d.press("Down")
	}
	d.press("space", "Tab", "Tab", "'28102026", "Return")
	d.see("case:history")
	d.press("Return")
	d.see("case:safety")
	d.press("Return")
	d.see("case:people")
	d.press(clinician, "Return")
	d.see("case:letter")
	d.press("Return")
	d.see("case:summary")
	d.press("Return")
	d.see("welcome")
	d.press("Return")
	d.see("hello")
	d.press("Return")
}

// way goes through the patient's screens.
func (d *desk) way(lib *content.Library) {
	d.t.Helper()
	k := consent.Case{BirthDate: consent.Date{Year: 1941, Month: 3, Day: 3}, ToTreat: consent.NewLevelSet(consent.L1)}
	left := d.toTick(lib, k)
	told, gave := map[string]bool{}, false
	for {
		name := d.next()
		route, item, _ := strings.Cut(name, ":")
		switch route {
		case "question":
			if told[item] = !told[item]; told[item] { // it is asked: the first option, then the primary action
				q, _ := lib.Question(item)
				d.press("Return")
				for range q.Option {
					d.press("Tab")
				}
			}
			d.press("Return")
		case "thanks": // past the call and what puts by
			d.press("Tab", "Tab", "Tab", "Return")
			d.see("together")
			d.press(append(slices.Repeat([]string{"shift+Tab"}, 8), "space")...) // the talk is stated
			d.press(append(slices.Repeat([]string{"shift+Tab"}, 5), "Return")...)
		case "decision":
			d.press("Tab", "Return")                             // the second of the two ways
			d.press("Tab", "Tab", "Tab", "Tab", "Tab", "Return") // past it and the quiet choices
		case "statements":
			n := min(left, 4)
			left -= n
			for range n {
				d.press("space", "Tab")
			}
			d.press("Return")
		case "sign":
			if item == "staff" && !gave { // the screen is given back
				gave = true
				d.press("Tab", "Return")
				continue
			}
			d.sign(item)
		case "finished":
			d.see("finished") // once while it works, once when it is stored
			return
		default:
			d.press("Return")
		}
	}
}

// toTick counts the statements of a patient who passes every page and does not
// understand all, and with whom a clinician spoke.
func (d *desk) toTick(lib *content.Library, k consent.Case) int {
	t := consent.TraitsOf(k, 2, consent.DateOf(time.Now()))
	script := lib.Script(t, 0)
	t[consent.Spoke], t[consent.PointsOpen] = true, true
	n := 0
	for _, id := range script.Statements[consent.AcceptProcedure] {
		if script.Only[id].Holds(t) {
			n++
		}
	}
	return n
}

// sign types the name, since a keyboard draws nothing.
func (d *desk) sign(role string) {
	d.t.Helper()
	back := []string{"shift+Tab", "shift+Tab", "shift+Tab"} // past the mark, and not to sign, to the typed name
	if role == "staff" {
		back = back[:1]
	}
	d.press(append(back, "Return")...)
	d.see("sign:" + role)
	d.press("'Jeanne EXEMPLE", "Return")
}

// kill cuts the power.
func (d *desk) kill() {
	d.t.Helper()
	if err := d.process.Kill(); err != nil {
		d.t.Fatal(err)
	}
	<-d.ended
}
