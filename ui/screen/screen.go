// Package screen draws the screens, one file each, from the state of the
// session. A screen holds nothing of its own: what it must remember stands in
// State, so that a change of language or text size redraws the same screen and
// the end of a session leaves nothing.
package screen

import (
	"fyne.io/fyne/v2"

	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui/widget"
)

// Route names one screen. It is comparable.
type Route struct {
	Name string // one of the names below
	Item string // page, question, step of the form, role
}

// The names of routes.
const (
	Welcome    = "welcome"
	Staff      = "staff"
	CaseForm   = "case"
	Hello      = "hello"
	Page       = "page"
	More       = "more"  // what stands behind "Know more" of a page
	Break      = "break" // a card at the end of a chapter
	CheckIntro = "check"
	Question   = "question"
	Values     = "values"
	Doctor     = "doctor"
	Decision   = "decision"
	Review     = "review"
	Statements = "statements"
	Instead    = "instead" // another decision, to which a statement left unticked leads
	Sign       = "sign"
	Finished   = "finished"

	Declined = "declined" // the patient wants no information
	Lean     = "lean"     // what the patient leans towards
	Thanks   = "thanks"   // the patient has gone the way alone: the team comes
	Together = "together" // the clinician with the patient
	AskAgain = "again"    // a question asked once more, together
	Entries  = "entries"  // what else the clinician enters
	Correct  = "correct"  // the levels or the procedure, corrected on the day

	Code        = "code"         // the patient's way to a prepared case
	WaitingList = "waiting"      // staff: the prepared cases
	WaitingCode = "waiting-code" // and the code of the one just prepared

	AsideList = "aside" // staff: the sessions that were put by
	Rest      = "rest"  // the calm screen while a patient rests
	Call      = "call"  // somebody is called

	CheckFile   = "check-file"   // staff: which document to check
	CheckResult = "check-result" // and what it is worth
)

// Patients tells whether the screen is one that the patient reads and touches.
func (r Route) Patients() bool {
	switch r.Name {
	case Hello, Page, More, Break, CheckIntro, Question, Values, Doctor, Decision, Review, Statements, Instead, Sign, Finished,
		Declined, Lean, Thanks:
		return true
	}
	return false
}

// OfTogether tells whether it is a screen of the clinician with the patient.
func (r Route) OfTogether() bool {
	switch r.Name {
	case Together, AskAgain, Entries, Correct:
		return true
	}
	return false
}

// OfChecks tells whether it is a screen of the check of documents.
func (r Route) OfChecks() bool { return r.Name == CheckFile || r.Name == CheckResult }

// OpenedFrom tells whether the screen is one that was opened from another and leads
// back to it.
func (r Route) OpenedFrom(from Route) bool {
	return r.Name == More && from == Route{Page, r.Item}
}

// String writes the route for traces: it holds no patient data.
func (r Route) String() string {
	if r.Item == "" {
		return r.Name
	}
	return r.Name + ":" + r.Item
}

// Context is what the drawing of any screen needs; each family of screens holds it
// beside its desks.
type Context struct {
	*State
	Host  Host
	Lib   *content.Library
	Words *locales.Bundle
	Say   *locales.Speaker // of the language spoken now
	Vars  map[string]string
	// Prints tells whether the document's font has a character.
	Prints func(rune) bool
	// CanClose tells whether staff may close the program from the staff screen.
	CanClose bool
	// CanCheck tells whether staff may check documents from the staff screen.
	CanCheck bool
	// CanWait tells whether a waiting list is kept.
	CanWait bool
	// HasPIN tells whether the staff have a PIN.
	HasPIN bool
	// CanPrint tells whether there is a printer.
	CanPrint bool
	// Standing is what the staff are told of where documents are kept.
	Standing Standing
	// Shelf is what the staff are told of sessions that were put by.
	Shelf AsideStanding
	// Calls are those of the clinic's other kiosks, and our own.
	Calls []Calling
	// Still tells that pictures must not move of themselves.
	Still bool
	// Lot draws what differs between sessions.
	Lot func() uint64
	// Version is the program's own. Updated tells, on the staff's screen, that a newer one
	// was installed meanwhile.
	Version string
	Updated bool
}

// Text gives a passage of the content in the language spoken, filled.
func (c *Context) Text(t content.Text) string {
	return content.Fill(t.In(c.Say.Language), c.Vars)
}

// T gives a word of the interface.
func (c *Context) T(id string, args ...any) string { return c.Say.T(id, args...) }

// Action is a button of the bottom bar.
type Action struct {
	Label    string
	ID       string // by which it is found; "" for next, back and extra
	Do       func()
	Disabled bool
	Plain    bool // of Back: not the primary look and no arrow; of Next: no arrow, as it stays here
	Glyph    widget.Glyph
}

// View is a drawn screen: what stands between the bars, and what the bars hold.
type View struct {
	Body     fyne.CanvasObject
	Next     *Action
	Back     *Action
	Corner   *widget.Button    // in the place of Next: the staff's way on
	Return   *widget.Button    // in the place of Back: the staff's way back
	Quiet    string            // a quiet word between the buttons
	Extra    *Action           // a quiet button between them, instead of the word
	Helps    []Action          // what a patient can always do: between them, or behind one button
	Help     *Action           // that button
	Focus    fyne.CanvasObject // where the keyboard starts: a focusable or a field; the primary action if nil
	Calm     bool              // nothing has the focus: a key that comes too late presses nothing
	Chapters []widget.Chapter  // the parts of the way, where it has some
	Progress string            // place on the way, in words
	Done     int               // segments done, of
	Of       int
	Part     int    // of the page, from 0, of
	Parts    int    // so many; 0 means one
	Steady   bool   // nothing on it moves when it is drawn anew
	Over     *Over  // the view is a sheet over a page; Next then leads back to it
	Fill     bool   // the body fills the room instead of scrolling
	Leave    func() // stops what moves, before another screen is drawn; may be nil
	// Refill draws what has come of slow work into the same controls, so that
	// nobody who is typing is disturbed; nil: the whole screen is drawn anew.
	Refill func()
}

// Over is what stands above the words of a sheet.
type Over struct {
	Kind, Title string
	Close       string // a second way out, which does what Next does
}

// Build draws the screen of the state's route, which asks of the desks those that
// it needs.
func Build(c *Context, d Desks) View {
	v := builders[c.Route.Name](c, d)
	if v.Progress == "" {
		c.chapters(&v)
	}
	if v.Helps = c.helps(d.Rest); len(v.Helps) > 0 {
		v.Help = &Action{ID: "help", Label: c.T("help"), Do: d.Rest.Help}
	}
	return v
}

// notNil leaves out what is not there.
func notNil(objects ...fyne.CanvasObject) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, o := range objects {
		if o != nil {
			out = append(out, o)
		}
	}
	return out
}
