// Package window plays the built program in a real window on a screen that
// nobody sees, with a pointer alone: it moves, presses, holds, slides and lifts,
// and finds what to touch by what the program tells with --trace. The tests of
// the real window are made of it; the program never imports it.
package window

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"

	"eclaire/ui"
	"eclaire/ui/play"
)

// Options is what a program is started with.
type Options struct {
	Program string
	Args    []string // after --trace
	Home    string   // the only folder it may write to
	Env     []string // more of it
	Width   int      // of the screen, in pixels
	Height  int
	Manager bool // a window manager (openbox) runs
}

// Window is a running program and the finger on its screen.
type Window struct {
	Display string
	Process *os.Process

	o       Options
	x       *xgb.Conn
	root    xproto.Window
	own     xproto.Window // the program's, once it was found
	closers []func()
	ended   chan struct{}
	exit    error

	mu    sync.Mutex
	now   ui.Sight
	told  int // how many sights came
	drawn int // the last of them that stood on the screen
	lifts int // how often the program said that a finger had lifted
	news  chan struct{}
	since time.Time // when the present page came
	errs  strings.Builder
}

var _ play.Hands = (*Window)(nil)

// Start opens a screen and the program on it, and waits until it stands there.
// The caller must Close it.
func Start(o Options) (*Window, error) {
	w := &Window{o: o, ended: make(chan struct{}), news: make(chan struct{}, 1)}
	if err := w.start(); err != nil {
		w.Close()
		return nil, fmt.Errorf("%w\n%s", err, w.Errors())
	}
	return w, nil
}

func (w *Window) start() error {
	if err := w.openScreen(); err != nil {
		return err
	}
	if w.o.Manager {
		if err := w.openManager(); err != nil {
			return err
		}
	}
	if err := w.openProgram(); err != nil {
		return err
	}
	_, err := w.Await(func(s ui.Sight) bool { return s.Screen != "" })
	return err
}

// openScreen starts an X server of its own, and connects to it.
func (w *Window) openScreen() error {
	r, wr, err := os.Pipe()
	if err != nil {
		return err
	}
	size := fmt.Sprintf("%dx%dx24", w.o.Width, w.o.Height)
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", size, "-nolisten", "tcp", "-noreset", "-nocursor")
	cmd.ExtraFiles = []*os.File{wr}
	if err := cmd.Start(); err != nil {
		return err
	}
	w.atClose(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	wr.Close()
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		return fmt.Errorf("no display: %w", err)
	}
	w.Display = ":" + strings.TrimSpace(line)
	xgb.Logger.SetOutput(io.Discard) // it speaks of what is not needed
	if w.x, err = xgb.NewConnDisplay(w.Display); err != nil {
		return err
	}
	w.atClose(w.x.Close)
	w.root = xproto.Setup(w.x).DefaultScreen(w.x).Root
	return xtest.Init(w.x)
}

// managed are the settings of the window manager: windows without a frame, so that
// one of the screen's size fills it, and the keys that a desktop usually has.
const managed = `<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
<keyboard>
<keybind key="A-F4"><action name="Close"/></keybind>
<keybind key="A-Tab"><action name="NextWindow"/></keybind>
<keybind key="W-d"><action name="ToggleShowDesktop"/></keybind>
</keyboard>
<applications><application class="*"><decor>no</decor><position force="yes"><x>0</x><y>0</y></position></application></applications>
</openbox_config>
`

func (w *Window) openManager() error {
	file := filepath.Join(w.o.Home, "openbox.xml")
	if err := os.WriteFile(file, []byte(managed), 0o600); err != nil {
		return err
	}
	return w.run("openbox", "--sm-disable", "--config-file", file)
}

func (w *Window) run(name string, args ...string) error {
	cmd := w.Command(name, args...)
	if err := cmd.Start(); err != nil {
		return err
	}
	w.atClose(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	return nil
}

// Command is another program on the same screen, not started yet.
func (w *Window) Command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Env = w.env()
	return cmd
}

// env keeps the user's own settings out.
func (w *Window) env() []string {
	env := append(os.Environ(), "DISPLAY="+w.Display, "WAYLAND_DISPLAY=", "HOME="+w.o.Home, "XDG_CONFIG_HOME="+w.o.Home,
		"LANG=C", "LC_ALL=C", "LIBGL_ALWAYS_SOFTWARE=1")
	for _, name := range []string{"XDG_CACHE_HOME", "XDG_DATA_HOME", "TMPDIR"} {
		dir := filepath.Join(w.o.Home, strings.ToLower(name))
		_ = os.MkdirAll(dir, 0o700) // the program says so if it cannot write there
		env = append(env, name+"="+dir)
	}
	return append(env, w.o.Env...)
}

func (w *Window) openProgram() error {
	ctx, stop := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, w.o.Program, append([]string{"--trace"}, w.o.Args...)...)
	cmd.Env = w.env()
	errs, err := cmd.StderrPipe()
	if err != nil {
		stop()
		return err
	}
	if err := cmd.Start(); err != nil {
		stop()
		return err
	}
	w.Process = cmd.Process
	go func() {
		w.listen(errs)
		w.exit = cmd.Wait()
		close(w.ended)
	}()
	w.atClose(func() { stop(); <-w.ended })
	return nil
}

// listen reads what the program tells.
func (w *Window) listen(r io.Reader) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		w.take(lines.Bytes())
	}
}

func (w *Window) take(line []byte) {
	var told struct {
		ui.Sight
		At string `json:"at"`
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	switch err := json.Unmarshal(line, &told); {
	case err != nil:
		w.errs.Write(append(line, '\n'))
	case told.At == "drawn":
		w.drawn = w.told
	case told.At == "lifted":
		w.lifts++
	default:
		if told.Page != w.now.Page {
			w.since = time.Now()
		}
		w.now, w.told = told.Sight, w.told+1
	}
	select {
	case w.news <- struct{}{}:
	default:
	}
}

func (w *Window) atClose(f func()) { w.closers = append(w.closers, f) }

// Close ends the program and the screen.
func (w *Window) Close() {
	for i := len(w.closers) - 1; i >= 0; i-- {
		w.closers[i]()
	}
	w.closers = nil
}

// Errors is what the program wrote on its error output beside what it told.
func (w *Window) Errors() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.errs.String()
}

// Ended waits until the program has ended by itself, and tells how.
func (w *Window) Ended(within time.Duration) error {
	select {
	case <-w.ended:
		return w.exit
	case <-time.After(within):
		return errors.New("the program has not ended")
	}
}

// patience is how long the program may take to show something.
const patience = 20 * time.Second

// Sight is what stands on the screen now.
func (w *Window) Sight() (ui.Sight, error) { return w.Await(func(ui.Sight) bool { return true }) }

// Await waits until what stands on the screen fulfils ok.
func (w *Window) Await(ok func(ui.Sight) bool) (ui.Sight, error) {
	return w.await(ok, patience)
}

func (w *Window) await(ok func(ui.Sight) bool, within time.Duration) (ui.Sight, error) {
	late := time.After(within)
	for {
		w.mu.Lock()
		now, stands := w.now, w.told > 0 && w.drawn == w.told
		w.mu.Unlock()
		if stands && ok(now) {
			return now, nil
		}
		select {
		case <-w.news:
		case <-w.ended:
			return now, fmt.Errorf("the program has ended: %v", w.exit)
		case <-late:
			return now, fmt.Errorf("what was waited for did not come; the screen is %s", now.Screen)
		}
	}
}

// Changed waits until the screen is another than before, at most for a time.
func (w *Window) Changed(before ui.Sight, within time.Duration) ui.Sight {
	now, _ := w.await(func(s ui.Sight) bool { return !play.SameSight(s, before) }, within)
	return now
}

// Pass lets time pass.
func (w *Window) Pass(d time.Duration) { time.Sleep(d) }

// Stood tells for how long the present screen has been there.
func (w *Window) Stood() time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	return time.Since(w.since)
}

// The kinds of events of the X test extension.
const (
	buttonPress   = 4
	buttonRelease = 5
	motion        = 6
)

// Press brings the finger down.
func (w *Window) Press(x, y int) error {
	if err := w.Move(x, y); err != nil {
		return err
	}
	return w.fake(buttonPress, 1, 0, 0)
}

// Move moves the finger.
func (w *Window) Move(x, y int) error { return w.fake(motion, 0, x, y) }

// Lift lifts the finger, and waits until the program has done what it touched.
func (w *Window) Lift() error {
	w.mu.Lock()
	before := w.lifts
	w.mu.Unlock()
	if err := w.fake(buttonRelease, 1, 0, 0); err != nil {
		return err
	}
	_, err := w.await(func(ui.Sight) bool { return w.lifted() > before }, patience)
	return err
}

func (w *Window) lifted() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.lifts
}

// Picture is what stands on the screen, read through X.
func (w *Window) Picture() (*image.RGBA, error) {
	reply, err := xproto.GetImage(w.x, xproto.ImageFormatZPixmap, xproto.Drawable(w.root), 0, 0,
		uint16(w.o.Width), uint16(w.o.Height), 0xffffffff).Reply()
	if err != nil {
		return nil, err
	}
	img := image.NewRGBA(image.Rect(0, 0, w.o.Width, w.o.Height))
	for i := 0; i+3 < len(reply.Data) && i+3 < len(img.Pix); i += 4 {
		img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3] = reply.Data[i+2], reply.Data[i+1], reply.Data[i], 0xff
	}
	return img, nil
}
