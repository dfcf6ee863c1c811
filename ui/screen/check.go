package screen

import (
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/consent/inspect"
	"eclaire/consent/seal"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// Checks is what the staff are looking at when they check documents. A Result
// holds a patient's data.
type Checks struct {
	Dir     string
	Rows    []FileRow
	More    bool // the folder holds more than is listed
	Working bool
	Problem consent.Problem
	Code    string // of a sheet, as typed
	Result  *Checked
}

// FileRow is a document or a folder in a list.
type FileRow struct {
	Name, Path string
	Folder     bool
	When       time.Time // it was changed last
}

// Checked is a document that was examined.
type Checked struct {
	inspect.Result
	Name    string // of the file, without its folder
	Holds   bool
	Belongs *bool // whether the sheet with the code belongs to it; nil without a code
}

// checkFile lets the staff pick a document, drop one on the window, or scan the
// code of a sheet.
func checkFile(c *Context) View {
	k := c.Checks
	v := View{Progress: c.T("staff"), Back: &Action{Label: c.T("back"), Do: func() {
		c.Checks = Checks{}
		c.Host.Go(Route{Name: Staff})
	}}, Quiet: c.T("verify.drop")}
	if k.Working {
		v.Body = widget.NewStack(gap, widget.NewTitle(c.T("verify.title")), widget.NewParagraph(c.T("verify.working")))
		return v
	}
	code := widget.NewField(c.T("verify.code"), nil)
	code.Hint = c.T("verify.code.hint")
	code.SetText(k.Code)
	code.OnChanged = func(text string) { c.Checks.Code = text; c.Host.Touched() }
	code.OnFocus = func(f *widget.Field) { c.Host.Keys(f) }
	code.OnBlur = func(*widget.Field) { c.Host.Keys(nil) }
	search := func() { c.Host.CheckCode(c.Checks.Code) }
	code.OnSubmit = func(*widget.Field) { search() }
	rows := []fyne.CanvasObject{widget.NewTitle(c.T("verify.title"))}
	if k.Problem != "" {
		rows = append(rows, caution(c.T("problem."+string(k.Problem))))
	}
	rows = append(rows, code, widget.NewFlow(12, widget.NewButton(widget.Secondary, c.T("verify.code.find"), search)),
		widget.NewQuiet(c.T("verify.folder", "Folder", k.Dir)))
	up := filepath.Dir(k.Dir)
	if k.Dir != "" && up != k.Dir {
		rows = append(rows, widget.NewButton(widget.Secondary, c.T("verify.up"), func() { c.Host.OpenFolder(up) }))
	}
	for _, r := range k.Rows {
		rows = append(rows, c.fileRow(r))
	}
	if len(k.Rows) == 0 && k.Problem == "" {
		rows = append(rows, widget.NewParagraph(c.T("verify.empty")))
	}
	if k.More {
		rows = append(rows, widget.NewQuiet(c.T("verify.more", "Count", len(k.Rows))))
	}
	v.Body = widget.NewStack(10, rows...)
	v.Focus = code
	return v
}

func (c *Context) fileRow(r FileRow) fyne.CanvasObject {
	if r.Folder {
		return widget.NewButton(widget.Secondary, c.T("verify.subfolder", "Name", r.Name), func() { c.Host.OpenFolder(r.Path) })
	}
	label := r.Name
	if !r.When.IsZero() {
		label += " · " + c.Say.Moment(r.When)
	}
	return widget.NewButton(widget.Secondary, label, func() { c.Host.CheckFile(r.Path) })
}

// checkResult says what a document is worth, and offers what can be done with a
// sound consent.
func checkResult(c *Context) View {
	r := c.Checks.Result
	if r == nil {
		return checkFile(c)
	}
	v := View{Progress: c.T("staff"), Back: &Action{Label: c.T("verify.other"), Do: func() { c.Host.OpenFolder(c.Checks.Dir) }},
		Quiet: c.T("verify.simple")}
	verdict := fyne.CanvasObject(widget.NewNote(theme.ColorTintB, widget.NewGlyphBullet(widget.GlyphCheck, c.T("verify.good"))))
	if !r.Holds {
		verdict = caution(c.T("verify.bad"))
	}
	words := []fyne.CanvasObject{widget.NewTitle(c.T("verify.result", "Name", r.Name)), verdict}
	for _, f := range r.Findings {
		words = append(words, widget.NewBullet("", c.T("finding."+string(f))))
	}
	var record []fyne.CanvasObject
	if r.Record != nil {
		record = c.recordLines(r)
	}
	if r.Holds && r.Record != nil && r.Record.Outcome == consent.AcceptProcedure {
		// The patient decides; both lead to the same question.
		later := func() { c.later(*r.Record) }
		record = append(record, widget.NewButton(widget.Secondary, c.T("verify.confirm"), later),
			widget.NewButton(widget.Secondary, c.T("verify.withdraw"), later))
	}
	seal := widget.NewStack(10, c.sealLines(r)...)
	if len(record) == 0 {
		words = append(words, seal)
	} else {
		words = append(words, pair(seal, widget.NewStack(10, record...)))
	}
	v.Body = widget.NewStack(10, words...)
	return v
}

// sealLines are the key, the times, what was appended, and how text and record
// agree.
func (c *Context) sealLines(r *Checked) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	state := "verify.file.changed"
	if r.Unchanged() {
		state = "verify.file.unchanged"
	}
	out = append(out, c.line("verify.file", c.T(state)))
	if r.Signer != nil {
		known := "verify.key.unknown"
		if r.Trusted {
			known = "verify.key.known"
		}
		out = append(out, c.line("verify.key", c.T(known, "Name", r.Signer.Subject.CommonName)),
			widget.NewQuiet(c.T("verify.fingerprint", "Digits", r.Fingerprint)),
			c.line("verify.when", c.T("verify.when.kiosk", "Moment", c.Say.Moment(r.Claimed.Local()))))
	}
	for _, s := range r.Stamps {
		out = append(out, c.line("verify.stamp", c.T("verify.stamp.by", "Moment", c.Say.Moment(s.Time.Local()), "Authority", s.Authority)))
	}
	appended := c.T("verify.appended.nothing")
	for i, a := range r.Appended {
		what := c.T("verify.appended.unknown")
		if a.Kind == seal.TimeStamp {
			what = c.T("verify.appended.stamp")
		}
		if i == 0 {
			appended = what
		} else {
			appended += ", " + what
		}
	}
	out = append(out, c.line("verify.appended", appended), c.line("verify.text", c.T("verify.text."+string(r.Text))))
	if r.Belongs != nil {
		id := "verify.sheet.no"
		if *r.Belongs {
			id = "verify.sheet.yes"
		}
		out = append(out, c.line("verify.sheet", c.T(id)))
	}
	return out
}

// recordLines are whose document it is and what was decided.
func (c *Context) recordLines(r *Checked) []fyne.CanvasObject {
	k := r.Record.Case
	out := []fyne.CanvasObject{
		c.line("verify.record", r.Record.ID),
		c.line("verify.patient", c.T("verify.patient.line", "Name", k.FullName(), "Date", c.Say.Date(k.BirthDate))),
		c.line("verify.outcome", c.T("outcome."+string(r.Record.Outcome))+", "+c.Say.Moment(r.Record.Finished)),
	}
	if r.Record.Refers != nil {
		out = append(out, c.line("verify.refers", r.Record.Refers.ID))
	}
	return out
}

// later begins a session on a consent that was given: first the people of today.
func (c *Context) later(first consent.Record) {
	c.Form = consent.Form{Texts: map[consent.Field]string{
		consent.FieldClinician: first.Case.Clinician, consent.FieldNurse: first.Case.Nurse, consent.FieldInterpreter: first.Case.Interpreter,
	}}
	c.Host.Go(Route{CaseForm, today})
}

// today is the step of the nurse's form that comes before an earlier consent is
// confirmed or withdrawn.
const today = "today"

// today asks who is there.
func (f *form) today() fyne.CanvasObject {
	words := []fyne.CanvasObject{widget.NewTitle(f.T("today.title")), widget.NewParagraph(f.T("today.text"))}
	if f.Checks.Problem != "" {
		words = append(words, caution(f.T("problem."+string(f.Checks.Problem))))
	}
	return widget.NewStack(gap, append(words,
		pair(f.text(consent.FieldClinician), f.text(consent.FieldNurse)),
		widget.NewQuiet(f.T("case.people.others")),
		pair(f.text(consent.FieldInterpreter), f.text(consent.FieldTrustedPerson)),
		pair(f.text(consent.FieldWitness), widget.NewQuiet(f.T("case.people.quiet"))))...)
}

// reopen begins the session and gives the screen to the patient.
func (f *form) reopen() {
	r := f.Checks.Result
	if r == nil || r.Record == nil {
		f.Host.Go(Route{Name: Staff})
		return
	}
	first := *r.Record
	entered, _ := f.Form.Read(f.reading())
	people := consent.People{Clinician: entered.Clinician, Nurse: entered.Nurse, Interpreter: entered.Interpreter,
		TrustedPerson: entered.TrustedPerson, Witness: entered.Witness}
	err := f.Host.Do(consent.Reopen{First: first, People: people, Clinic: f.Session.Clinic, Script: f.Lib.Script(first.Traits()), At: f.Host.Now()})
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
	f.Form = consent.Form{Texts: map[consent.Field]string{}}
	f.Checks = Checks{}
	f.Host.Go(Route{Name: Welcome})
}
