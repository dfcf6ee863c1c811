package main

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"eclaire/consent/archive"
)

// opened is the real program in a real window, as somebody sees it who can only
// look at the display.
type opened struct {
	*exec.Cmd
	display string
	window  string
	errs    bytes.Buffer
}

// open starts the program on a display, without D-Bus and in a home of its own,
// and waits for its window.
func open(t *testing.T, display, home, locale string, args ...string) *opened {
	t.Helper()
	s := &opened{Cmd: exec.Command(binary(t), args...), display: display}
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "DBUS_") && !strings.HasPrefix(v, "LC_") && !strings.HasPrefix(v, "XDG_") {
			s.Env = append(s.Env, v)
		}
	}
	s.Env = append(s.Env, "DISPLAY="+display, "WAYLAND_DISPLAY=", "HOME="+home, "LANG="+locale, "LIBGL_ALWAYS_SOFTWARE=1")
	s.Stderr = &s.errs
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Process.Kill() })
	for range 500 {
		if out, err := s.xdotool("search", "--onlyvisible", "--pid", fmt.Sprint(s.Process.Pid)); err == nil && strings.TrimSpace(out) != "" {
			s.window = strings.Fields(out)[0]
			return s
		}
		time.Sleep(20 * time.Millisecond)
	}
	s.Process.Kill()
	s.Wait()
	t.Fatalf("no window came up:\n%s", &s.errs)
	return nil
}

func (s *opened) xdotool(args ...string) (string, error) {
	cmd := exec.Command("xdotool", args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+s.display)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// end waits for the program's end and gives its exit code.
func (s *opened) end(t *testing.T) int {
	t.Helper()
	ended := make(chan struct{})
	go func() { s.Wait(); close(ended) }()
	select {
	case <-ended:
		return s.ProcessState.ExitCode()
	case <-time.After(15 * time.Second):
		s.Process.Signal(syscall.SIGQUIT) // its goroutines tell why
		<-ended
		t.Fatalf("the program does not end:\n%s", &s.errs)
		return 0
	}
}

// numbers are settings of which the start has nothing to say.
const numbers = "[clinic]\nphone = '1'\nphone_night = '2'\ncountry = 'FR'\n"

// TestSignalsEndItCleanly starts the window over and over, under languages of the
// desktop that it does not speak and without D-Bus, and sends a signal at any
// moment: it ends with exit code 0, and says nothing.
func TestSignalsEndItCleanly(t *testing.T) {
	need(t, "Xvfb", "xdotool")
	times := 6
	if os.Getenv("ECLAIRE_SOAK") != "" {
		times = 60
	}
	at, home := display(t), t.TempDir()
	settings := filepath.Join(home, "numbers.toml")
	if err := os.WriteFile(settings, []byte(numbers), 0o600); err != nil {
		t.Fatal(err)
	}
	for i := range times {
		s := open(t, at, home, []string{"C", "ar", "tr_TR.UTF-8"}[i%3], "--settings", settings)
		after := rand.N(1200 * time.Millisecond)
		time.Sleep(after)
		s.Process.Signal([]os.Signal{syscall.SIGTERM, os.Interrupt}[i%2])
		if code := s.end(t); code != 0 || s.errs.Len() > 0 {
			t.Fatalf("a signal after %v: exit code %d\n%s", after, code, &s.errs)
		}
	}
}

// eyes look at a display.
type eyes struct {
	conn *xgb.Conn
	root xproto.Window
}

func look(t *testing.T, display string) eyes {
	t.Helper()
	xgb.Logger.SetOutput(io.Discard)
	conn, err := xgb.NewConnDisplay(display)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	return eyes{conn, xproto.Setup(conn).DefaultScreen(conn).Root}
}

// at gives the windows at a place, from the one that a manager put there to the
// one that is looked at.
func (e eyes) at(x, y int16) map[xproto.Window]bool {
	all := map[xproto.Window]bool{}
	for w := e.root; ; {
		r, err := xproto.TranslateCoordinates(e.conn, e.root, w, x, y).Reply()
		if err != nil || r.Child == 0 {
			return all
		}
		w = r.Child
		all[w] = true
	}
}

// whole tells whether a window is all that can be seen of a screen of 1280×800.
func (e eyes) whole(w xproto.Window) bool {
	for _, p := range []xproto.Point{{X: 2, Y: 2}, {X: 1277, Y: 2}, {X: 640, Y: 400}, {X: 2, Y: 797}, {X: 1277, Y: 797}} {
		if !e.at(p.X, p.Y)[w] {
			return false
		}
	}
	return true
}

// cover puts a full window above everything.
func (e eyes) cover(t *testing.T) func() {
	t.Helper()
	w, err := xproto.NewWindowId(e.conn)
	if err != nil {
		t.Fatal(err)
	}
	xproto.CreateWindow(e.conn, 0, w, e.root, 0, 0, 1280, 800, 0, xproto.WindowClassInputOutput, 0,
		xproto.CwBackPixel|xproto.CwOverrideRedirect, []uint32{0x993333, 1})
	xproto.MapWindow(e.conn, w)
	xproto.ConfigureWindow(e.conn, w, xproto.ConfigWindowStackMode, []uint32{xproto.StackModeAbove})
	return func() { xproto.DestroyWindow(e.conn, w) }
}

// TestKioskStaysInFront hides, covers and shrinks the kiosk's window in every way
// that a desktop has, with a window manager and without one: within a second it
// is back, whole and in front.
func TestKioskStaysInFront(t *testing.T) {
	need(t, "Xvfb", "xdotool", "openbox")
	line, err := hashPIN("2468")
	if err != nil {
		t.Fatal(err)
	}
	settings := filepath.Join(t.TempDir(), "eclaire.toml")
	if err := os.WriteFile(settings, fmt.Appendf(nil, numbers+"[kiosk]\nstaff_pin = %q\n", line), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, manager := range []string{"", "openbox"} {
		t.Run("manager "+manager, func(t *testing.T) {
			at := display(t)
			if manager != "" {
				cmd := exec.Command(manager, "--sm-disable")
				cmd.Env = append(os.Environ(), "DISPLAY="+at, "HOME="+t.TempDir())
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
				time.Sleep(500 * time.Millisecond)
			}
			e := look(t, at)
			s := open(t, at, t.TempDir(), "C", "--kiosk", "--settings", settings, "--out", t.TempDir())
			var id uint32
			fmt.Sscan(s.window, &id)
			back := func(what string) {
				t.Helper()
				hidden := time.Now()
				time.Sleep(50 * time.Millisecond)
				for !e.whole(xproto.Window(id)) {
					if time.Since(hidden) > time.Second {
						t.Fatalf("%s: the kiosk is not back after a second\n%s", what, &s.errs)
					}
					time.Sleep(10 * time.Millisecond)
				}
				t.Logf("%s: back after %v", what, time.Since(hidden).Round(time.Millisecond))
			}
			time.Sleep(time.Second)
			back("the start")
			do := func(args ...string) {
				t.Helper()
				if out, err := s.xdotool(args...); err != nil {
					t.Fatalf("%v: %v\n%s", args, err, out)
				}
				back(args[0])
			}
			do("windowunmap", s.window)
			do("windowsize", s.window, "600", "400")
			xproto.ConfigureWindow(e.conn, xproto.Window(id), xproto.ConfigWindowStackMode, []uint32{xproto.StackModeBelow})
			e.conn.Sync()
			back("put below the others")
			gone := e.cover(t)
			e.conn.Sync()
			back("a window above")
			gone()
			if manager != "" {
				do("windowminimize", s.window)
				do("set_desktop", "1")
				do("key", "super+d")
			}
			s.Process.Signal(syscall.SIGTERM)
			if code := s.end(t); code != 0 || s.errs.Len() > 0 {
				t.Errorf("exit code %d\n%s", code, &s.errs)
			}
		})
	}
}

// TestFaultsAtTheStartAreShown starts the kiosk on an archive that another program
// is using, and with settings that make no sense: it says why in a window, which a
// touch closes, and ends as it would without a display.
func TestFaultsAtTheStartAreShown(t *testing.T) {
	need(t, "Xvfb", "xdotool")
	at, home := display(t), t.TempDir()
	folder, broken := filepath.Join(home, "archive"), filepath.Join(home, "broken.toml")
	for name, text := range map[string]string{broken: "[kiosk]\ncolours = \"plaid\"\n",
		filepath.Join(home, "good.toml"): numbers + fmt.Sprintf("[archive]\nfolder = %q\n", folder)} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := archive.Init(folder, testPassphrase, archive.Options{WorkFactor: 10}); err != nil {
		t.Fatal(err)
	}
	e := look(t, at)
	first := open(t, at, home, "C", "--settings", filepath.Join(home, "good.toml"))
	for want, settings := range map[string]string{"another program is using": "good.toml", "the colours are": "broken.toml"} {
		s := open(t, at, home, "C", "--settings", filepath.Join(home, settings))
		time.Sleep(300 * time.Millisecond)
		s.touchClose(t, e)
		if code := s.end(t); code != exitFailed || strings.Count(s.errs.String(), "\n") != 1 || !strings.Contains(s.errs.String(), want) {
			t.Errorf("%s: exit code %d\n%s", settings, code, &s.errs)
		}
	}
	first.Process.Signal(syscall.SIGTERM)
	if code := first.end(t); code != 0 || first.errs.Len() > 0 {
		t.Errorf("the first: exit code %d\n%s", code, &first.errs)
	}
}

// touchClose touches the large button at the window's foot.
func (s *opened) touchClose(t *testing.T, e eyes) {
	t.Helper()
	var id uint32
	fmt.Sscan(s.window, &id)
	g, err := xproto.GetGeometry(e.conn, xproto.Drawable(id)).Reply()
	if err != nil {
		t.Fatal(err)
	}
	if out, err := s.xdotool("mousemove", "--window", s.window, fmt.Sprint(g.Width/2), fmt.Sprint(g.Height-50), "sleep", "0.1", "click", "1"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}
