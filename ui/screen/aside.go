package screen

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// AsideID names a session that was put by.
type AsideID [16]byte

// Aside is the staff's list of sessions that were put by. It names patients, and is
// wiped as soon as another screen is shown.
type Aside struct {
	Working bool
	Problem string // why something could not be done (locales: aside.problem.*), or ""
	Rows    []AsideRow
}

// AsideRow is one session on the list.
type AsideRow struct {
	ID           AsideID
	Name         string
	Born         consent.Date
	Since, Until time.Time
	Interrupted  bool
	Problem      string // why it cannot be taken up (locales: aside.problem.*); then nothing is known of the patient
}

// AsideStanding is what the staff's screen says of sessions that were put by. It names no
// patient.
type AsideStanding struct {
	Laid, Cut int  // put by, and interrupted
	Lasts     bool // they outlive the program
	Failed    bool // what is going on could not be written
}

// Shelving is what screens may ask of the sessions that are put by.
type Shelving interface {
	PutBy()             // puts the session by, and tells until when it is kept
	PutByBehind()       // asks for the PIN, then does so
	OpenAside()         // shows the list, after the passphrase if the archive is locked
	TakeUp(AsideID)     // gives the screen to the patient of a session on it
	EraseAside(AsideID) // erases one, after asking
}

// CanPutBy tells whether the session can be put by.
func (s *State) CanPutBy() bool { return s.Session.Prepared() && !s.Session.OfConsent() }

// Begun tells whether anything was shown, said or entered in the session.
func (s *State) Begun() bool {
	x := s.Session
	return x.Prepared() && (x.Told() || len(x.Answers)+len(x.Values)+len(x.Questions) > 0 || len(x.Moments) > 1 ||
		x.Lean != consent.LeanUnsaid || x.Together() || x.Decision != consent.Undecided)
}

// Resume makes the state go on with a session that was taken up: what was answered is not
// asked again.
func (s *State) Resume(session consent.Session) {
	s.Session, s.TakenUp = session, true
	for id, a := range session.Answers {
		tries := 1
		if a.Again {
			tries = 2
		}
		s.Asked[id] = Asked{Tries: tries, Told: true}
	}
}

// Onward gives the next screen of a session that was taken up: what is missing, and then
// the end of what the patient does alone.
func (s *State) Onward() Route {
	way := s.Way()
	at, end := slices.Index(way, s.Route), slices.Index(way, Route{Name: Thanks})
	if at < 0 || at >= end || s.Route.Name == Values || s.Route.Name == Doctor {
		return s.Neighbour(1)
	}
	for _, r := range way[at+1 : end] {
		if s.lacks(r) {
			return r
		}
	}
	return Route{Name: Thanks}
}

// lacks tells whether a screen of the way has not been gone through.
func (s *State) lacks(r Route) bool {
	x := s.Session
	unanswered := func(q string) bool { return x.Answers[q].First == "" }
	switch r.Name {
	case Page:
		return !slices.Contains(x.Seen, r.Item)
	case CheckIntro:
		return len(x.Answers) == 0
	case Question:
		return unanswered(r.Item)
	case Values, Doctor, Lean:
		return len(x.Values) == 0 && len(x.Questions) == 0 && x.Lean == consent.LeanUnsaid
	}
	return false
}

// shelf is the family of the list.
type shelf struct {
	*Context
	aside Shelving
}

func shelves(c *Context, d Desks) shelf { return shelf{c, d.Aside} }

// list shows the sessions that were put by.
func (c shelf) list() View {
	v := View{Progress: c.T("staff"), Quiet: c.T("staff.quiet"), Calm: true,
		Back: &Action{Label: c.T("back"), Do: func() { c.Host.Go(Route{Name: Staff}) }}}
	words := []fyne.CanvasObject{widget.NewTitle(c.T("aside.title"))}
	a := c.Aside
	if a.Problem != "" {
		words = append(words, caution(c.T("aside.problem."+a.Problem)))
	}
	if a.Working {
		v.Body = widget.NewStack(gap, append(words, widget.NewParagraph(c.T("aside.working")))...)
		return v
	}
	if !c.Shelf.Lasts {
		words = append(words, widget.NewNote(theme.ColorNote, widget.NewParagraph(c.T("aside.memory"))))
	}
	for i, r := range a.Rows {
		words = append(words, c.row(i, r))
	}
	if len(a.Rows) == 0 && a.Problem == "" {
		words = append(words, widget.NewParagraph(c.T("aside.none")))
	}
	v.Body = widget.NewStack(gap, words...)
	return v
}

// row is one session with what can be done with it.
func (c shelf) row(i int, r AsideRow) fyne.CanvasObject {
	id := listed("aside", i)
	until := widget.NewQuiet(c.T("aside.until", "Date", c.Say.Date(consent.DateOf(r.Until))))
	erase := widget.Name(id+".erase", widget.NewButton(widget.Quiet, c.T("aside.erase"), func() { c.aside.EraseAside(r.ID) }))
	if r.Problem != "" {
		return widget.NewCard(pair(widget.NewStack(4, widget.NewParagraph(c.T("aside.problem."+r.Problem)), until), widget.NewFlow(12, erase)))
	}
	since := "aside.since"
	if r.Interrupted {
		since = "aside.cut"
	}
	who := widget.NewStack(4,
		widget.NewParagraph("**"+plainStars(r.Name)+"**"),
		widget.NewParagraph(c.T("aside.born", "Date", c.Say.Date(r.Born))),
		widget.NewQuiet(c.T(since, "Moment", c.Say.Moment(r.Since.Local()))), until)
	take := widget.Name(id, widget.NewButton(widget.Secondary, c.T("aside.take"), func() { c.aside.TakeUp(r.ID) }))
	return widget.NewCard(pair(who, widget.NewFlow(12, take, erase)))
}

// asideNotes say what of the sessions that were put by the staff should know.
func (c staffing) asideNotes() []fyne.CanvasObject {
	out := c.callings()
	if c.Shelf.Failed {
		out = append(out, caution(c.T("aside.failed")))
	}
	if c.Shelf.Cut > 0 {
		out = append(out, widget.NewNote(theme.ColorNote, widget.NewParagraph(c.Say.N("aside.interrupted", c.Shelf.Cut))))
	}
	return out
}
