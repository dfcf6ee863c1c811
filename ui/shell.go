// Package ui is the shell around the screens: the window's frame, the way from
// screen to screen, the watch over an abandoned kiosk, and the staff's door. It
// must never keep anything of a patient past the end of the session.
package ui

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
	"eclaire/consent/aside"
	"eclaire/consent/inspect"
	"eclaire/consent/waiting"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui/screen"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// Options is what the shell is made of. All of it is injected, so that tests
// and the demo play the real screens.
type Options struct {
	Window   fyne.Window
	Theme    func(fyne.Theme) // changes the program's look: see theme.Wear
	Lib      *content.Library
	Words    *locales.Bundle
	Clinic   consent.Clinic
	Language consent.Language // at the start of each session
	Prints   func(rune) bool  // whether the document's font has a character
	// Seal seals a finished document, finished then; unstamped tells that a time
	// stamp was wanted and could not be had now. nil leaves documents unsealed.
	Seal func(pdf []byte, finished time.Time) (file []byte, unstamped bool, err error)
	// Check examines the file of a document.
	Check func(file []byte) inspect.Result
	// Folder is where finished documents are kept.
	Folder string
	// ReadFile and ListDir are how the staff's check reaches files; nil for the
	// system's own.
	ReadFile func(path string) ([]byte, error)
	ListDir  func(dir string) ([]fs.DirEntry, error)
	// Keep stores a finished document durably and reads it back. unstamped: it waits
	// for its time stamp.
	Keep  func(id string, pdf, session []byte, unstamped bool) error
	NewID func(time.Time) string
	// Lot draws the order of the ways and the questions of a session; nil for chance.
	Lot func() uint64
	Now func() time.Time
	// Version is the program's own; "" where nobody asks, as in a demo.
	Version string
	// Updated tells whether a newer program was installed since this one started; nil:
	// that cannot be told.
	Updated func() bool
	// Run does work away from the screen and then done on it; nil for a goroutine.
	Run func(work, done func())
	// After does something later, on the screen's goroutine; nil for a timer.
	After func(d time.Duration, do func()) (stop func())
	// CheckPIN tells whether a PIN is the staff's; nil when none is set.
	CheckPIN func(string) bool
	// Waiting is the list of prepared cases; nil when none is kept.
	Waiting *waiting.List
	// Shelf is where sessions are put by; nil: in memory.
	Shelf *aside.Shelf
	// Calls are those of the clinic's kiosks; nil: there is one alone.
	Calls Calls
	// RestFor is how long a patient can rest before the session is put by; 0: half an hour.
	RestFor time.Duration
	// Print sends a document to the clinic's printer; nil when none is set up. It
	// may take seconds.
	Print func(pdf []byte) error
	// Archive keeps the documents, encrypted; nil: they are plain files in Folder.
	// Found is what opening it found.
	Archive *archive.Store
	Found   []chain.Finding
	// Sending tells how far the consents are on their way to the clinic's server,
	// without waiting; nil without a server.
	Sending func() screen.Sending
	// Unlocked is told, away from the screen, of each unlocking; it may be nil.
	Unlocked func(*archive.Staff)
	Close    func() // ends the program; nil when it must not be offered
	// Front brings the window to the front, every second; nil where it stays there.
	Front func()

	Mode  theme.Mode // the colours: light, dark or high contrast
	Still bool       // no moving pictures (reduced motion)
	// ScreenWidthMM is the width of the screen that the window fills, where it is
	// known: what can be touched is then at least 20 mm high.
	ScreenWidthMM float32
	TouchKeyboard bool          // show the on-screen keyboard at every field
	Idle          time.Duration // without a touch, before the question
	Answer        time.Duration // for the answer to it
	Specimen      bool          // plainly invented patients only
	// Sight is told what can be touched whenever that has changed, Drawn once it
	// stands on the screen, and Lifted when a finger has lifted and what it touched
	// was done; all may be nil.
	Sight         func(Sight)
	Drawn, Lifted func()
}

// Shell shows one screen at a time: it has the frame, the route, the idle watch,
// the on-screen keyboard, the look and the staff's door. All else is done at the
// desks.
type Shell struct {
	o      Options
	worker *worker
	desks  desks
	state  *screen.State
	scale  int     // of the text, in percent
	grown  float32 // what the window's size adds to it, as a factor
	worn   *theme.Theme
	fitted float32 // width of the window for which the targets were made
	frame  *frame
	next   *widget.Button
	leave  func() // stops what moves on the screen shown
	refill func() // draws what has come of slow work into it
	keys   *widget.Keyboard
	typing *widget.Field // what the keyboard writes into
	touch  touches
	pages  int // shown since the start
	sights sights

	lastTouch time.Time
	asked     time.Time // when the question "are you still there" was put; zero if not
	question  *widget.Dialog
	pin       pinDoor
	oblivion  oblivion
}

// The text sizes a person can choose, in percent.
var scales = []int{100, 150, 200}

// New makes a shell that shows the welcome.
func New(o Options) *Shell {
	w := &worker{run: o.Run, pause: func(time.Duration) {}} // whoever plays the screens does not wait for more to be typed
	if w.run == nil {
		w.run, w.pause = w.inBackground, time.Sleep
	}
	if o.After == nil {
		o.After = w.later
	}
	if o.Lot == nil {
		o.Lot = rand.Uint64
	}
	if o.Shelf == nil {
		o.Shelf = aside.InMemory(aside.Options{Now: o.Now})
	}
	if o.RestFor == 0 {
		o.RestFor = 30 * time.Minute
	}
	if o.ReadFile == nil {
		o.ReadFile = readDocument
	}
	if o.ListDir == nil {
		o.ListDir = os.ReadDir
	}
	s := &Shell{o: o, worker: w, scale: scales[0], lastTouch: o.Now(), frame: newFrame(), oblivion: oblivion{line: w.newLine()}}
	s.desks = newDesks(s, w, o)
	s.desks.way.atEnd = s.frame.atEnd
	s.desks.aside.behind, s.desks.rest.behind = s.pin.behind, s.pin.behind
	s.pin = pinDoor{host: s, line: w.newLine(), canvas: o.Window.Canvas, right: o.CheckPIN}
	s.sights = sights{now: s.Sight, tell: o.Sight, drawn: o.Drawn, lifted: o.Lifted, w: w}
	s.reset()
	s.open()
	s.applyTheme()
	s.Redraw()
	return s
}

// open puts the frame into the window, and listens to what is done to it.
func (s *Shell) open() {
	w := s.o.Window
	w.SetContent(s.frame.object(s.sights.watched()...))
	hand := s.frame.hand
	hand.OnActivity, hand.May, hand.After, hand.Now = s.Touched, s.may, s.o.After, s.o.Now
	hand.OnTouched = func(p widget.Press) { s.touch.last, s.touch.at = p, s.o.Now() } // just before it acts
	hand.OnSettled = s.sights.settled
	if c, ok := w.Canvas().(desktop.Canvas); ok {
		c.SetOnKeyDown(func(e *fyne.KeyEvent) { // what the focused control does not take
			s.Touched()
			hand.Typed()
			s.frame.key(e.Name)
		})
	}
	w.SetOnDropped(func(_ fyne.Position, uris []fyne.URI) { s.Dropped(uris) })
}

// reset replaces everything that is known of a patient. The old state is emptied
// too, since the toolkit keeps the controls of past screens for a minute, and
// they point to it.
func (s *Shell) reset() {
	if s.state != nil {
		*s.state = screen.State{}
	}
	s.worker.session++
	s.state = screen.NewState(s.o.Language, s.o.Clinic)
	s.state.Session.Specimen = s.o.Specimen
	s.desks.forget()
	s.touch = touches{}
}

// fresh wipes all that is known of a patient but goes on in the same language.
func (s *Shell) fresh() {
	l := s.state.Session.Language
	s.desks.aside.drop()
	s.reset()
	s.state.Session.Language, s.state.Session.Shown = l, []consent.Language{l}
}

// Desks gives the desks behind the screens.
func (s *Shell) Desks() screen.Desks {
	d := s.desks
	return screen.Desks{Door: s, Way: d.way, Finishing: d.finish, Cases: d.cases, Checking: d.checks, Archive: d.archive, Aside: d.aside, Rest: d.rest}
}

// Dropped examines a file dropped on the window, if the staff are at it.
func (s *Shell) Dropped(uris []fyne.URI) { s.desks.checks.dropped(uris) }

// End lets nothing more of what goes on in the background come to the screen. It
// is called before the program leaves the toolkit's loop, from any goroutine.
func (s *Shell) End() { s.worker.ended.Store(true) }

// Folder is where finished documents are kept.
func (s *Shell) Folder() string { return s.o.Folder }

// State gives what the screens draw from, to be read by tests and the demo.
func (s *Shell) State() *screen.State { return s.state }

// Go shows another screen.
func (s *Shell) Go(r screen.Route) {
	s.Touched()
	s.closeKeys()
	s.desks.leave(r)
	s.frame.leave(s.state.Route, r)
	s.state.Route, s.state.Clinician = r, false // the door opened for the clinician leads to one screen
	if r.Name == screen.Welcome {
		s.oblivion.begin(s.o.Now())
	}
	s.Redraw()
}

// SetNext says whether the primary action can be pressed.
func (s *Shell) SetNext(on bool) {
	if s.next == nil {
		return
	}
	if on {
		s.next.Enable()
	} else {
		s.next.Disable()
	}
}

// Now is the shell's clock.
func (s *Shell) Now() time.Time { return s.o.Now() }

// CloseProgram ends the program, for staff.
func (s *Shell) CloseProgram() {
	s.closeQuestion()
	s.desks.archive.close()
	s.reset()
	if s.o.Close != nil {
		s.o.Close()
	}
}

// EndSession wipes everything of the patient and shows the welcome.
func (s *Shell) EndSession() {
	s.desks.aside.drop()
	s.reset()
	s.scale = scales[0]
	s.closeKeys()
	s.closeQuestion()
	s.pin.close()
	if app := fyne.CurrentApp(); app != nil && app.Clipboard() != nil {
		app.Clipboard().SetContent("") // a field's text may have been copied
	}
	s.applyTheme()
	s.Go(screen.Route{Name: screen.Welcome})
}

// say speaks the language spoken now.
func (s *Shell) say() *locales.Speaker { return s.o.Words.For(s.state.Session.Language) }

// Redraw draws the screen of the present route from the state.
func (s *Shell) Redraw() {
	if s.leave != nil {
		s.leave()
	}
	view := screen.Build(s.context(), s.Desks())
	s.leave, s.refill = view.Leave, view.Refill
	s.next = s.frame.show(s, view)
	if s.touch.turned(pageKey(s.state), s.o.Now()) {
		s.pages++
		s.frame.hand.Forget() // a finger that is down on a page that has gone touches nothing
	}
	s.desks.way.watchPage(view)
	if !s.resumeTyping() {
		s.focus(view)
	}
	s.sights.look()
}

// redrawInPlace draws what has come into the same controls where the screen can.
func (s *Shell) redrawInPlace() {
	if s.refill == nil {
		s.Redraw()
		return
	}
	s.refill()
	s.sights.look()
	s.Relayout()
}

// Relayout gives controls that have grown the room they need.
func (s *Shell) Relayout() { s.frame.whole.Refresh() }

func (s *Shell) context() *screen.Context {
	say := s.say()
	return &screen.Context{
		State: s.state, Host: s, Lib: s.o.Lib, Words: s.o.Words, Say: say, Prints: s.o.Prints, CanClose: s.o.Close != nil, CanCheck: s.o.Check != nil,
		CanWait: s.o.Waiting != nil, CanPrint: s.o.Print != nil, HasPIN: s.o.CheckPIN != nil, Standing: s.desks.archive.standing(), Shelf: s.desks.aside.standing(), Calls: s.desks.rest.others, Still: s.o.Still, Lot: s.o.Lot,
		Version: s.o.Version, Updated: s.o.Updated != nil && s.state.Route.Name == screen.Staff && s.o.Updated(),
		Vars: s.o.Lib.Vars(say, s.state.Session.Case, s.o.Clinic),
	}
}

// focus puts the keyboard where the screen wants it, else on the primary action.
func (s *Shell) focus(v screen.View) {
	switch f := v.Focus.(type) {
	case *widget.Field:
		f.Focus()
	case fyne.Focusable:
		s.o.Window.Canvas().Focus(f)
	default:
		c := s.o.Window.Canvas()
		if v.Calm {
			c.Unfocus()
		} else if s.next != nil && !s.next.Disabled() {
			c.Focus(s.next)
		} else { // the first thing on the screen
			c.Unfocus()
			c.FocusNext()
		}
	}
}

// zoom changes the text size by one step.
func (s *Shell) zoom(step int) {
	for i, v := range scales {
		if v == s.scale && i+step >= 0 && i+step < len(scales) {
			s.scale = scales[i+step]
			s.applyTheme()
			s.Redraw()
			return
		}
	}
}
