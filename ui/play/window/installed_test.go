package window_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"eclaire/ui/play"
	"eclaire/ui/play/window"
)

// backWithin is how soon a program that died stands on the screen again.
const backWithin = 3 * time.Second

// TestInstalled takes the kiosk session of an installed package from the welcome screen
// to a signed document by pointer alone, kills the program, and sees it back. The session
// is the program that ECLAIRE_INSTALLED names; it gets the flags of eclaire, brings its
// own window manager, and may run under an account of its own: see .ci/package/test-deb.
func TestInstalled(t *testing.T) {
	session := os.Getenv("ECLAIRE_INSTALLED")
	if session == "" {
		t.Skip("needs an installed package; see .ci/package/test-deb")
	}
	need(t, "pgrep")
	w := open(t, window.Options{Program: session, Args: []string{"--settings", readableSettings(t)}})
	t.Cleanup(func() { endSession(t, w) })
	p := person(w)
	p.PIN = staffPIN
	steps(t, w,
		func() error { return p.Reach("welcome") },
		func() error { return p.Door("staff") },
		func() error { return p.Reach("staff") },
		func() error { return p.Go("case.new", "case:identity") },
		func() error { return p.Fill(brief()) },
		func() error { return p.Go("next", "welcome") },
		func() error { return p.Go("start.fr", "hello") },
		func() error { return p.Way("vertebroplasty", "finished") },
		func() error { return (&visitor{Person: p, w: w}).there("page.after") })
	keepPicture(t, w)
	again(t, w, p)
	steps(t, w, func() error { return p.Door("staff") }, func() error { return p.Reach("staff") })
	again(t, w, p) // it lived a few seconds only
}

// again kills the program and waits until it is back.
func again(t *testing.T, w *window.Window, p *play.Person) {
	t.Helper()
	if err := killed(w); err != nil {
		t.Fatal(err)
	}
	died := time.Now()
	steps(t, w, func() error { return p.Reach("welcome") })
	took := time.Since(died)
	t.Logf("it was back after %v", took.Round(10*time.Millisecond))
	if took > backWithin {
		t.Errorf("that is more than %v", backWithin)
	}
}

// readableSettings is a file of settings with a PIN that every account can read.
func readableSettings(t *testing.T) string {
	t.Helper()
	pin := exec.Command(program(t, "eclaire"), "pin")
	pin.Stdin = strings.NewReader(staffPIN + "\n")
	line, err := pin.Output()
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "eclaire-settings-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	name := filepath.Join(dir, "eclaire.toml")
	if err := os.WriteFile(name, fmt.Appendf(nil, "%s[kiosk]\n%s", clinicNumbers, line), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return name
}

// killed kills the program in the session, as a fault of its own would.
func killed(w *window.Window) error {
	out, err := exec.Command("pgrep", "-P", strconv.Itoa(w.Process.Pid), "-x", "eclaire").Output()
	if err != nil {
		return fmt.Errorf("no program runs in the session: %w", err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(out)))
	if err != nil {
		return err
	}
	return syscall.Kill(pid, syscall.SIGKILL)
}

// endSession ends the session as systemd does, and the program in it.
func endSession(t *testing.T, w *window.Window) {
	if err := w.Process.Signal(syscall.SIGTERM); err != nil {
		t.Error(err)
	}
	if err := w.Ended(15 * time.Second); err != nil {
		t.Errorf("told to end, the session: %v", err)
	}
}
