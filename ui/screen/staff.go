package screen

import (
	"fyne.io/fyne/v2"

	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// staffIDs names what the staff can do, by its words.
var staffIDs = map[string]string{
	"staff.new": "case.new", "staff.correct": "case.correct", "waiting.resume": "case.resume", "staff.end": "session.end",
	"waiting.list": "prepared", "aside.list": "aside", "archive.open": "archive", "staff.check": "check", "staff.close": "close",
}

// staff is behind the PIN: what the nurse can do.
func (c staffing) staff() View {
	to := func(r Route) func() { return func() { c.Host.Go(r) } }
	actions := []fyne.CanvasObject{widget.NewTitle(c.T("staff.title"))}
	add := func(id string, do func()) {
		actions = append(actions, widget.Name(staffIDs[id], widget.NewButton(widget.Secondary, c.T(id), do)))
	}
	if c.Session.Prepared() {
		actions = append(actions, widget.NewNote(theme.ColorTintB, widget.NewParagraph(c.T("staff.prepared"))))
		if !c.Session.OfConsent() { // the people of an earlier consent are entered anew
			add("staff.correct", to(Route{CaseForm, formSteps[0]}))
		}
		add("staff.new", func() { c.Host.EndSession(); c.Host.Go(Route{CaseForm, formSteps[0]}) })
		add("staff.end", c.Host.EndSession)
	} else {
		if c.isPrepared() { // a correction that could not be saved yet
			add("waiting.resume", to(Route{CaseForm, formSteps[0]}))
		}
		add("staff.new", c.newCase)
		if c.CanWait {
			add("waiting.list", c.cases.OpenList)
		}
		if c.Shelf.Laid+c.Shelf.Cut > 0 || c.Shelf.Lasts {
			add("aside.list", c.aside.OpenAside)
		}
	}
	if c.Standing.Kept && !c.Session.Prepared() {
		add("archive.open", c.archive.OpenArchive)
	}
	if c.CanCheck && !c.Session.Prepared() {
		add("staff.check", func() { c.checking.OpenFolder("") })
	}
	if c.CanClose {
		add("staff.close", c.door.CloseProgram)
	}
	var body fyne.CanvasObject
	notes := append(c.asideNotes(), c.standing()...)
	if c.Updated {
		notes = append([]fyne.CanvasObject{widget.NewNote(theme.ColorNote, widget.NewParagraph(c.T("staff.updated")))}, notes...)
	}
	if len(notes) > 1 { // something is to be known beside what is always said
		body = pair(middle(actions...), middle(notes...))
	} else {
		body = widget.NewNarrow(760, middle(append(actions, notes...)...))
	}
	quiet := c.T("staff.quiet")
	if c.Version != "" {
		quiet += "\n" + c.T("staff.version", "Program", c.Version, "Texts", c.Lib.Version)
	}
	return View{Body: body, Back: c.back(), Progress: c.T("staff"), Quiet: quiet}
}

// newCase opens the nurse's form. What was taken from the list and not saved is
// dropped: another patient must not be put in its place.
func (c staffing) newCase() {
	if c.isPrepared() {
		c.Host.EndSession()
	}
	c.Host.Go(Route{CaseForm, formSteps[0]})
}
