package main

import (
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"os"
	"runtime"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"eclaire/assets"
	"eclaire/assets/font"
	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/inspect"
	"eclaire/ui"
	"eclaire/ui/screen"
	"eclaire/ui/theme"
)

// appID names the program to the desktop; see FyneApp.toml.
const appID = "org.eclaire.kiosk"

type kioskCmd struct {
	Kiosk bool   `help:"Full screen, with no way out but the staff PIN."`
	Out   string `help:"Folder for the finished documents, as plain files. Without it, they go into the archive if there is one." placeholder:"DIR" type:"path"`
	Trace bool   `help:"Name each screen on the standard error output, without patient data."`

	opened func(*ui.Shell, fyne.Window) // told, before the window shows; for tests
}

// errNoDisplay is said before the window toolkit would give up without a word.
var errNoDisplay = errors.New("there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set); start it from a desktop, or run: eclaire demo")

func hasDisplay() bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return true
	}
	return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}

func (k kioskCmd) Run(p *program, c *cli) error {
	s, lib, words, err := c.settled()
	if err != nil {
		return err
	}
	if k.Kiosk && s.Kiosk.StaffPIN == "" {
		return errors.New("--kiosk needs a staff PIN, or nobody could leave it: run `eclaire pin` and put its line into the settings")
	}
	if !hasDisplay() {
		return errNoDisplay
	}
	where, err := s.openKeeping(p, k.Out) // before a key is made: what a newer version left is not touched
	if err != nil {
		return err
	}
	defer where.close()
	sealer, err := s.openSealer(time.Now)
	if err != nil {
		return err
	}
	defer sealer.close()
	trust, err := s.trust()
	if err != nil {
		return err
	}
	kept := newKeeper(where.place, sealer)
	go kept.retry(p.ctx)
	go where.look(p.ctx, func(f archive.Finding) { fmt.Fprintln(p.stderr, "eclaire: archive:", f) })
	a := app.NewWithID(appID)
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon))
	w := a.NewWindow("Éclairé")
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1280, 800))
	wait, answer := s.idle()
	o := ui.Options{
		Window: w, Theme: theme.Wear(a.Settings()), Lib: lib, Words: words, Clinic: s.clinic(),
		Language: consent.Language(s.Kiosk.Language), Prints: font.Has,
		Keep: kept.keep, Seal: kept.seal, Folder: where.folder,
		Check: func(b []byte) inspect.Result {
			t := trust
			t.Now = time.Now()
			return inspect.File(b, t, lib, words)
		},
		NewID: newID, Now: time.Now, Close: a.Quit,
		TouchKeyboard: s.Kiosk.TouchKeyboard, Mode: modes[s.Kiosk.Colours], Still: s.Kiosk.ReducedMotion,
		ScreenWidthMM: float32(s.Kiosk.ScreenWidthMM), Idle: wait, Answer: answer,
		Waiting: where.list, Print: s.printer(), Archive: where.store, Found: where.found,
	}
	if where.list != nil {
		o.Unlocked = func(st *archive.Staff) { _ = where.list.Unlock(st.DayKey) } // where it fails, the list stays closed and says so
	}
	if where.sender != nil {
		o.Sending = func() screen.Sending { return sending(where.sender.Status()) }
	}
	if s.Kiosk.StaffPIN != "" {
		o.CheckPIN = func(pin string) bool { return checkPIN(s.Kiosk.StaffPIN, pin) }
	}
	if k.Trace {
		o.Trace = func(name string) { fmt.Fprintln(p.stderr, "screen:", name) }
	}
	shell := ui.New(o)
	shell.Watch(p.ctx)
	w.SetFullScreen(k.Kiosk)
	w.SetCloseIntercept(func() {
		if k.Kiosk || shell.Unsaved() {
			shell.AskToClose()
		} else {
			shell.CloseProgram()
		}
	})
	go func() { // a signal ends the program like the staff's button
		<-p.ctx.Done()
		fyne.Do(a.Quit)
	}()
	if k.opened != nil {
		k.opened(shell, w)
	}
	return show(a, w)
}

// errDisplay is said when the toolkit gives up on the display before the first
// window is there.
var errDisplay = errors.New("the display cannot be opened; check DISPLAY or WAYLAND_DISPLAY, or run: eclaire demo")

// show opens the window and stays until the program ends.
func show(a fyne.App, w fyne.Window) (err error) {
	started := false
	a.Lifecycle().SetOnStarted(func() { started = true })
	defer func() {
		if r := recover(); r != nil {
			if started {
				panic(r)
			}
			err = errDisplay
		}
	}()
	w.ShowAndRun()
	return nil
}

// newID names a record by its day and chance alone: E-20261122-K7QM3XWA.
func newID(now time.Time) string {
	b := make([]byte, 5)
	if _, err := rand.Read(b); err != nil {
		panic(err) // crypto/rand never fails on a running system
	}
	return "E-" + now.Format("20060102") + "-" + base32.StdEncoding.EncodeToString(b)
}
