package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// packaged is the folder that packages are made from.
const packaged = "../../.ci/package"

// TestPackagedSettings: the file of settings that the package brings changes nothing as
// it is; without its comment signs it is one that the program takes; and it has every
// entry there is.
func TestPackagedSettings(t *testing.T) {
	isolate(t)
	text, err := os.ReadFile(filepath.Join(packaged, "eclaire.toml"))
	if err != nil {
		t.Fatal(err)
	}
	asIs, err := readSettings(settingsWith(t, string(text)))
	if err != nil {
		t.Fatal(err)
	}
	want := defaults()
	asIs.file, asIs.lines, asIs.factsOff = want.file, want.lines, want.factsOff
	if !reflect.DeepEqual(asIs, want) {
		t.Errorf("it changes the defaults: %+v", asIs)
	}
	line, err := hashPIN("4821")
	if err != nil {
		t.Fatal(err)
	}
	password := filepath.ToSlash(filepath.Join(t.TempDir(), "pgpass"))
	if err := os.WriteFile(password, []byte("*:*:*:*:invented\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	set := strings.NewReplacer("$argon2id$v=19$...", line, "/etc/eclaire/pgpass", password).Replace(string(text))
	on := regexp.MustCompile(`(?m)^#([a-z_]+ = )`).ReplaceAllString(set, "$1")
	if _, err := readSettings(settingsWith(t, on)); err != nil {
		t.Errorf("without its comment signs: %v", err)
	}
	token := regexp.MustCompile(`(?m)^key = .*$`).ReplaceAllString(on, "")
	token = regexp.MustCompile(`(?m)^##([a-z_]+ = )`).ReplaceAllString(token, "$1")
	if _, err := readSettings(settingsWith(t, token)); err != nil {
		t.Errorf("with a token: %v", err)
	}
	sections := reflect.TypeFor[settings]()
	for i := range sections.NumField() {
		section := sections.Field(i)
		name := section.Tag.Get("toml")
		if name == "" {
			continue
		}
		_, inside, found := strings.Cut(token, "\n["+name+"]\n")
		inside, _, _ = strings.Cut(inside, "\n[")
		if !found {
			t.Errorf("it has no [%s]", name)
		}
		for j := range section.Type.NumField() {
			key := section.Type.Field(j).Tag.Get("toml")
			if key != "key" && !strings.Contains(inside, "\n"+key+" = ") {
				t.Errorf("under [%s] there is no %s", name, key)
			}
		}
	}
}

// session is the script of the kiosk session with programs of the test's own in place of
// the real ones.
type session struct {
	dir string
	cmd *exec.Cmd
}

// startSession starts the script; program is what stands for eclaire.
func startSession(t *testing.T, program string) session {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("the kiosk session is Linux's")
	}
	script, err := filepath.Abs(filepath.Join(packaged, "kiosk-session"))
	if err != nil {
		t.Fatal(err)
	}
	s := session{dir: t.TempDir()}
	for name, text := range map[string]string{
		"xset": `test ! -e "$DIR/gone"`, "openbox": "exec sleep 60",
		"eclaire": "date +%s.%N >>\"$DIR/starts\"\necho \"$@\" >\"$DIR/args\"\n" + program,
	} {
		if err := os.WriteFile(filepath.Join(s.dir, name), []byte("#!/bin/sh\n"+text+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	s.cmd = exec.Command(script, "--trace", "--settings", "a b.toml")
	s.cmd.Env = append(os.Environ(), "PATH="+s.dir+":"+os.Getenv("PATH"), "DIR="+s.dir, "DISPLAY=:77", "RUNTIME_DIRECTORY="+s.dir)
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.cmd.Process.Kill() })
	return s
}

// ended waits for the script's end and gives its exit code.
func (s session) ended(t *testing.T) int {
	t.Helper()
	late := time.AfterFunc(30*time.Second, func() { _ = s.cmd.Process.Kill() })
	_ = s.cmd.Wait() // the code says it
	if !late.Stop() {
		t.Fatal("the session did not end")
	}
	return s.cmd.ProcessState.ExitCode()
}

// starts gives when the program was started, in seconds.
func (s session) starts(t *testing.T) []float64 {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(s.dir, "starts"))
	if err != nil {
		t.Fatal(err)
	}
	var out []float64
	for _, line := range strings.Fields(string(text)) {
		at, err := strconv.ParseFloat(line, 64)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, at)
	}
	return out
}

func (s session) has(name string) bool {
	_, err := os.Stat(filepath.Join(s.dir, name))
	return err == nil
}

// TestSessionStartsAgain: the program that died is there again at once, then after a
// pause that grows; when staff leave it, the session ends.
func TestSessionStartsAgain(t *testing.T) {
	s := startSession(t, `case $(wc -l <"$DIR/starts") in 1) kill -KILL $$ ;; 2 | 3) exit 1 ;; esac`)
	if code := s.ended(t); code != 0 || !s.has("left") {
		t.Errorf("exit %d, staff left: %v", code, s.has("left"))
	}
	at := s.starts(t)
	if len(at) != 4 {
		t.Fatalf("it was started %d times", len(at))
	}
	if first, second, third := at[1]-at[0], at[2]-at[1], at[3]-at[2]; first > 0.9 || second < 1 || second > 3 || third < 2 || third > 4 {
		t.Errorf("the pauses: %.1f, %.1f, %.1f s", first, second, third)
	}
	if args, _ := os.ReadFile(filepath.Join(s.dir, "args")); string(args) != "--kiosk --trace --settings a b.toml\n" {
		t.Errorf("called with %s", args)
	}
}

// TestSessionIsStopped: told to end, it ends the program and does not start it again;
// nobody has left it.
func TestSessionIsStopped(t *testing.T) {
	s := startSession(t, "trap 'kill %1; sleep 1; touch \"$DIR/kept\"; exit 0' TERM\nsleep 60 &\nwait")
	for range 100 {
		if time.Sleep(50 * time.Millisecond); s.has("args") {
			break
		}
	}
	time.Sleep(200 * time.Millisecond)
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if code := s.ended(t); code != 0 || s.has("left") || !s.has("kept") || len(s.starts(t)) != 1 {
		t.Errorf("exit %d, left %v, the program ended by itself: %v, started %d times", code, s.has("left"), s.has("kept"), len(s.starts(t)))
	}
}

// TestSessionWithoutScreen: when the screen goes, so does the session.
func TestSessionWithoutScreen(t *testing.T) {
	s := startSession(t, `touch "$DIR/gone"; exit 1`)
	if code := s.ended(t); code != 1 || s.has("left") || len(s.starts(t)) != 1 {
		t.Errorf("exit %d, left %v, started %d times", code, s.has("left"), len(s.starts(t)))
	}
}
