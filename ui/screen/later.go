package screen

import (
	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// today is the step of the nurse's form that comes before an earlier consent is
// confirmed or withdrawn.
const today = "today"

// problemWithdrawn refuses a consent that the patient has withdrawn already.
const problemWithdrawn consent.Problem = "withdrawn"

// later begins a session on a consent that was given: first the people of today.
func (c *Context) later(first consent.Record) {
	c.Checks.Problem = ""
	c.Form = consent.Form{Texts: map[consent.Field]string{
		consent.FieldClinician: first.Case.Clinician, consent.FieldNurse: first.Case.Nurse,
	}}
	c.Host.Go(Route{CaseForm, today})
}

// cameFrom is the screen from which an earlier consent was picked.
func (s *State) cameFrom() Route {
	if s.Archive.Entry != nil {
		return Route{Name: ArchiveEntry}
	}
	return Route{Name: CheckResult}
}

// forgetToday empties the form of today's people.
func (s *State) forgetToday() {
	s.Form = consent.Form{Texts: map[consent.Field]string{}}
	delete(s.Checked, today)
}

// today asks who is there, and says whose consent it is.
func (f *form) today() fyne.CanvasObject {
	words := []fyne.CanvasObject{widget.NewTitle(f.T("today.title"))}
	if r := f.Checks.Result; r != nil && r.Record != nil {
		k := r.Record.Case
		whose := f.T("today.whose", "Name", k.FullName(), "Birth", f.Say.Date(k.BirthDate),
			"ID", r.Record.ID, "Date", f.Say.Date(consent.DateOf(r.Record.Finished)))
		words = append(words, widget.NewNote(theme.ColorNote, widget.NewParagraph(whose)))
	}
	if f.Checks.Problem != "" {
		words = append(words, caution(f.T("problem."+string(f.Checks.Problem))))
	}
	return widget.NewStack(gap, append(words, f.everybody()...)...)
}

// reopen begins the session and gives the screen to the patient.
func (f *form) reopen() {
	r := f.Checks.Result
	if r == nil || r.Record == nil {
		f.Host.Go(Route{Name: Staff})
		return
	}
	if r.Later == consent.Withdrawn {
		f.Checks.Problem = problemWithdrawn
		f.Host.Redraw()
		return
	}
	first := *r.Record
	entered, _ := f.Form.Read(f.reading())
	people := consent.People{Clinician: entered.Clinician, Nurse: entered.Nurse, Interpreter: entered.Interpreter,
		TrustedPerson: entered.TrustedPerson, Witness: entered.Witness}
	err := f.way.Do(consent.Reopen{First: first, People: people, Clinic: f.Session.Clinic, Script: f.Lib.Script(first.Traits(), 0), At: f.Host.Now()})
	if err != nil {
		p, ok := consent.ProblemOf(err)
		if !ok {
			p = consent.ProblemNoConsent
		}
		f.Checks.Problem = p
		f.Host.Redraw()
		return
	}
	f.StartOver()
	f.Said = r.Later
	f.forgetToday()
	f.Checks = Checks{}
	f.Host.Go(Route{Name: Welcome})
}
