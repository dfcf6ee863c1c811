package main

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"os"
	"runtime"
	"time"

	"fyne.io/fyne/v2"

	"eclaire/assets/font"
	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
	"eclaire/consent/inspect"
	"eclaire/consent/seal"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui"
	"eclaire/ui/screen"
)

// appID names the program to the desktop; see FyneApp.toml.
const appID = "org.eclaire.kiosk"

type kioskCmd struct {
	Kiosk bool   `help:"Full screen, with no way out but the staff PIN."`
	Out   string `help:"Folder for the finished documents, as plain files. Without it, they go into the archive if there is one." placeholder:"DIR" type:"path"`
	Trace bool   `help:"For tests: tell on the standard error output, in lines of JSON, what can be touched on each screen and when it is drawn. Every session is then a SPECIMEN, with the same questions in the same order."`

	// For tests:
	opened func(*ui.Shell, fyne.Window) // told, before the window shows
	now    func() time.Time             // the kiosk's clock; nil for the machine's
}

// errNoDisplay is said before the window toolkit would give up without a word.
var errNoDisplay = errors.New("there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set); start it from a desktop, or run: eclaire demo")

// errNoPIN is said of a kiosk that could never be closed.
var errNoPIN = errors.New("--kiosk needs a staff PIN, or nobody could leave it: run `eclaire pin` and put its line into the settings")

func hasDisplay() bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return true
	}
	return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}

// kiosk is what a kiosk works with.
type kiosk struct {
	settings settings
	lib      *content.Library
	words    *locales.Bundle
	storage  *storage
	sealer   *sealer
	trust    seal.Trust
	keeper   *keeper
}

// ready opens what a kiosk works with; whoever gets it closes it.
func (k kioskCmd) ready(p *program, c *cli) (*kiosk, error) {
	s, lib, words, err := c.settled()
	if err != nil {
		return nil, faulty(faultSettings, err)
	}
	if k.Kiosk && s.Kiosk.StaffPIN == "" {
		return nil, faulty(faultSettings, errNoPIN)
	}
	if !hasDisplay() {
		return nil, errNoDisplay
	}
	if err := s.rightClock(lib.About.Written, time.Now()); err != nil {
		return nil, faulty(faultClock, err)
	}
	where, err := s.openStorage(p, k.Out) // before a key is made: what a newer version left is not touched
	if err != nil {
		return nil, faulty(faultArchive, err)
	}
	sealer, err := s.openSealer(time.Now)
	if err != nil {
		where.close()
		return nil, faulty(faultSeal, err)
	}
	if where.store != nil {
		if err := where.store.Certify(sealer.key.Certify); err != nil { // of the next start
			fmt.Fprintln(p.stderr, "eclaire: archive: the seal's key could not sign for the kiosk's:", err)
		}
	}
	trust, err := s.trust()
	if err != nil {
		sealer.close()
		where.close()
		return nil, faulty(faultSeal, err)
	}
	return &kiosk{settings: s, lib: lib, words: words, storage: where, sealer: sealer, trust: trust,
		keeper: newKeeper(where.place, sealer)}, nil
}

func (r *kiosk) close() {
	r.sealer.close()
	r.storage.close()
}

// options is what the interface is made of, but for its window.
func (r *kiosk) options() ui.Options {
	s, where := r.settings, r.storage
	wait, answer := s.idle()
	o := ui.Options{
		Lib: r.lib, Words: r.words, Clinic: s.clinic(),
		Language: consent.Language(s.Kiosk.Language), Prints: font.Has,
		Keep: r.keeper.keep, Seal: r.keeper.seal, Folder: where.folder, Check: r.check,
		NewID: newID, Now: time.Now, Version: version, Updated: replaced(),
		TouchKeyboard: s.Kiosk.TouchKeyboard, Mode: modes[s.Kiosk.Colours], Still: s.Kiosk.ReducedMotion,
		ScreenWidthMM: float32(s.Kiosk.ScreenWidthMM), Idle: wait, Answer: answer,
		Waiting: where.list, Print: s.printer(), Archive: where.store, Found: where.found,
		Shelf: where.shelf, RestFor: time.Duration(s.Kiosk.RestMinutes) * time.Minute,
	}
	if where.list != nil {
		o.Unlocked = func(st *archive.Staff) { _ = where.list.Unlock(st.DayKey) } // where it fails, the list stays closed and says so
	}
	if where.sender != nil {
		o.Sending = func() screen.Sending { return sending(where.sender.Status()) }
	}
	if where.server != nil {
		id, _ := where.store.Archive()
		o.Calls = calls{where.server.Calls(id, s.Archive.Name)}
	}
	if s.Kiosk.StaffPIN != "" {
		o.CheckPIN = func(pin string) bool { return checkPIN(s.Kiosk.StaffPIN, pin) }
	}
	return o
}

// check examines the file of a document.
func (r *kiosk) check(file []byte) inspect.Result {
	t := r.trust
	t.Now = time.Now()
	return inspect.File(file, t, r.lib, r.words)
}

func (k kioskCmd) Run(p *program, c *cli) error {
	calm := hurry()
	defer calm()
	fonts := readFonts()
	defer fonts.wait()
	r, err := k.ready(p, c)
	if err != nil {
		return err
	}
	defer r.close()
	for _, warning := range []string{r.settings.missingNumbers(), r.settings.readablePassword(), undrawn(r.lib)} {
		if warning != "" {
			fmt.Fprintln(p.stderr, "eclaire: warning:", warning)
		}
	}
	go r.keeper.retry(p.ctx)
	go r.storage.tend(p.ctx, func(f chain.Finding) { fmt.Fprintln(p.stderr, "eclaire: archive:", f) })
	leaving, leave := context.WithCancel(p.ctx)
	defer leave()
	a := fonts.app
	w := a.NewWindow(windowTitle)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1280, 800))
	o := r.options()
	o.Window, o.Theme, o.Close = w, fonts.wear, leave
	if k.now != nil {
		o.Now = k.now
	}
	if k.Trace {
		o.Version = ""                     // pictures must not differ from build to build
		o.Specimen = true                  // what is touched tells a diagnosis
		o.Lot = func() uint64 { return 0 } // a script finds the same in each session
		o.Sight, o.Drawn, o.Lifted = tracing(p.stderr)
	}
	inFront := false
	if k.Kiosk {
		o.Front = func() {
			if !inFront {
				w.RequestFocus()
			}
		}
	}
	fonts.wait()
	shell := ui.New(o)
	shell.Watch(leaving)
	w.SetFullScreen(k.Kiosk)
	w.SetCloseIntercept(func() {
		if k.Kiosk || shell.Unsaved() {
			shell.AskToClose()
		} else {
			shell.CloseProgram()
		}
	})
	if k.opened != nil {
		k.opened(shell, w)
	}
	return show(leaving, a, w, stage{
		signal: p.ctx, end: shell.End,
		opened: func() {
			calm()
			inFront = k.Kiosk && keepFront(leaving, w)
		},
	})
}

// newID names a record by its day and chance alone: E-20261122-K7QM3XWA.
func newID(now time.Time) string {
	b := make([]byte, 5)
	if _, err := rand.Read(b); err != nil {
		panic(err) // crypto/rand never fails on a running system
	}
	return "E-" + now.Format("20060102") + "-" + base32.StdEncoding.EncodeToString(b)
}
