package screen

import (
	"image"
	"time"

	"eclaire/consent"
	"eclaire/consent/waiting"
)

// Asked is how far the patient is with one question of the check of
// understanding.
type Asked struct {
	Chosen string // touched, not yet confirmed
	Tries  int    // answers given, of two at most: the second is to the second form
	Told   bool   // the explanation is on the screen
}

// Document is the finished document as the last screen shows it.
type Document struct {
	ID      string
	Working bool
	Failed  consent.Problem // why it could not be kept, or ""
	Stored  bool            // kept durably and read back
	// Unstamped tells that it was sealed without the time stamp that was wanted,
	// which will be asked for again.
	Unstamped bool
	PutBy     time.Time       // until when the session is kept in order to go on; zero if it is not
	NotPutBy  consent.Problem // why it could not be put by, or ""
	Pages     int
	Shown     int         // the page on the screen, from 0
	Image     image.Image // of that page, or nil while it is drawn
	Papers    []Paper     // what it can be printed as, at least one; the first is offered first
	Print     Print
	Printed   Paper // what Print is about
	Home      Print // of what the patient takes home to think it over
}

// Paper is what of a document is printed (locales: paper.*).
type Paper string

// The papers of a document, in the order in which they are offered. A document that is
// not made of parts is printed whole.
const (
	PaperPatient Paper = "patient" // for the patient
	PaperFile    Paper = "file"    // for the patient's file
	PaperLetter  Paper = "letter"  // to the doctors
	PaperAll     Paper = "all"     // the whole document
)

// Print is how far the printing of the document is.
type Print string

// The states of printing, beside the empty one of a document nobody printed.
const (
	Printing    Print = "working"
	PrintSent   Print = "sent"
	PrintFailed Print = "failed"
)

// State is all that the program knows of the patient in front of it. It is
// replaced as a whole when the session ends.
type State struct {
	Session  consent.Session
	Form     consent.Form
	Checked  map[string]bool // steps of the form whose faults are shown
	Route    Route
	Sub      map[Route]int // which part of a screen of several parts
	Slowly   bool          // the comparison comes row after row
	Return   Route         // where reading a page again leads back to
	Asked    map[string]Asked
	Typed    map[string]string // texts being typed outside the form
	Strokes  map[consent.Role][]consent.Stroke
	Aspect   map[consent.Role]float32 // height over width of the pad the strokes were drawn on
	Methods  map[consent.Role]consent.Method
	Refused  map[consent.Role]consent.Problem
	Document Document
	// Prepared is the entry of the waiting list that the form or the session came
	// from; zero if none did.
	Prepared waiting.ID
	Waiting  Waiting
	// Knocked: a language was touched on the welcome before any file was prepared.
	Knocked bool
	// Clinician tells that the staff's door was opened for the clinician to sign.
	Clinician bool
	// Draft is the case as a correction on the day is drafted.
	Draft consent.Case
	// Said is what the patient has already said to the consent that the session
	// refers to; it is not said twice.
	Said    consent.Outcome
	Checks  Checks
	Archive Archive

	Aside   Aside
	TakenUp bool   // the session goes on from another moment
	Code    string // by which the patient came; "" for none
	Rested  Rested
	Called  Called
}

// NewState is the empty state in a language.
func NewState(l consent.Language, clinic consent.Clinic) *State {
	s := &State{
		Form: consent.Form{Texts: map[consent.Field]string{}}, Checked: map[string]bool{}, Route: Route{Name: Welcome},
		Sub: map[Route]int{}, Asked: map[string]Asked{}, Typed: map[string]string{},
		Strokes: map[consent.Role][]consent.Stroke{}, Aspect: map[consent.Role]float32{}, Methods: map[consent.Role]consent.Method{},
		Refused: map[consent.Role]consent.Problem{},
	}
	s.Session.Language, s.Session.Shown, s.Session.Clinic = l, []consent.Language{l}, clinic
	return s
}

// HoldsPatient tells whether anything of a patient is known.
func (s *State) HoldsPatient() bool {
	if s.Checks.Result != nil || len(s.Aside.Rows) > 0 || s.Waiting.Holds() || s.Session.Prepared() || s.Form.ToTreat != 0 || s.Form.Sex != "" {
		return true
	}
	for _, text := range s.Form.Texts {
		if text != "" {
			return true
		}
	}
	return false
}

// StartOver forgets what an earlier case left on the screens.
func (s *State) StartOver() {
	clear(s.Sub)
	clear(s.Asked)
	clear(s.Typed)
	clear(s.Strokes)
	clear(s.Aspect)
	clear(s.Methods)
	clear(s.Refused)
	s.Said, s.Clinician, s.TakenUp, s.Draft = "", false, false, consent.Case{}
	s.Return, s.Document = Route{}, Document{}
}
