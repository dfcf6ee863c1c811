package screen

import (
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/consent/inspect"
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
	Code    string // of a sheet, as far as it is typed
	Kept    string // the code of a sheet whose document lies in the locked archive
	Result  *Checked
}

// ProblemInArchive says that a sheet's document lies in the archive, which is
// locked.
const ProblemInArchive consent.Problem = "in_archive"

// FileRow is a document or a folder in a list.
type FileRow struct {
	Name, Path string
	Folder     bool
	When       time.Time // it was changed last
}

// Checked is a document that was examined.
type Checked struct {
	inspect.Result
	Name    string          // of the file, without its folder
	Later   consent.Outcome // what the archive says was said to it since, or ""
	Belongs *bool           // whether the sheet with the code belongs to it; nil without a code
	// Unconfirmed tells that it lies in the archive, and nobody vouches for its origin.
	Unconfirmed bool
}

// Good tells whether all of it holds, and the sheet belongs to it if there is one.
func (r *Checked) Good() bool { return r.Holds() && (r.Belongs == nil || *r.Belongs) }

// canBe tells whether the patient can still be asked to say something to the
// consent: nothing after a withdrawal, the same not twice, and nothing to one whose origin
// is not confirmed. r may be nil.
func (r *Checked) canBe(o consent.Outcome) bool {
	return r != nil && r.Record != nil && r.Good() && !r.Unconfirmed && r.Record.Outcome == consent.AcceptProcedure &&
		r.Later != consent.Withdrawn && r.Later != o
}

// checkFile lets the staff pick a document, drop one on the window, or scan the
// code of a sheet.
func (c checking) checkFile() View {
	k := c.Checks
	v := View{Progress: c.T("staff"), Back: &Action{Label: c.T("back"), Do: func() {
		c.Checks = Checks{}
		c.Host.Go(Route{Name: Staff})
	}}}
	if k.Working {
		v.Body, v.Calm = widget.NewStack(gap, widget.NewTitle(c.T("verify.title")), widget.NewParagraph(c.T("verify.working"))), true
		return v
	}
	rows := []fyne.CanvasObject{widget.NewTitle(c.T("verify.title"))}
	if k.Problem != "" {
		rows = append(rows, caution(c.T("problem."+string(k.Problem))))
	}
	if k.Problem == ProblemInArchive {
		rows = append(rows, widget.NewFlow(12, widget.Name("archive", widget.NewButton(widget.Secondary, c.T("archive.unlock.do"), func() {
			code := c.Checks.Kept
			c.Checks = Checks{}
			c.Archive.Code = code
			c.archive.OpenArchive()
		}))))
	}
	search := func() { c.checking.CheckCode(c.Checks.Code) }
	code := c.codeField(search)
	v.Body = widget.NewStack(10, append(append(rows, code), c.folder()...)...)
	v.Next = &Action{Label: c.T("verify.code.find"), Do: search, Disabled: k.Code == ""}
	v.Quiet, v.Focus = c.T("verify.drop"), code
	return v
}

// codeField takes what a scanner types, or a finger where there is none.
func (c checking) codeField(search func()) *widget.Field {
	f := widget.Name("field.code", widget.NewField(c.T("verify.code"), nil))
	f.Hint = c.T("verify.code.hint")
	f.SetText(c.Checks.Code)
	f.OnChanged = func(text string) {
		c.Checks.Code = text
		c.Host.SetNext(text != "")
		c.Host.Touched()
	}
	f.OnTouch, f.OnBlur = c.Host.Keys, c.Host.NoKeys
	f.OnSubmit = func(*widget.Field) { search() }
	return f
}

// folder lists the folder that is open.
func (c checking) folder() []fyne.CanvasObject {
	k := c.Checks
	out := []fyne.CanvasObject{widget.NewQuiet(c.T("verify.folder", "Folder", k.Dir))}
	if up := filepath.Dir(k.Dir); k.Dir != "" && up != k.Dir {
		out = append(out, widget.Name("folder.up", widget.NewRowButton(c.T("verify.up"), func() { c.checking.OpenFolder(up) })))
	}
	for i, r := range k.Rows {
		out = append(out, c.fileRow(i, r))
	}
	switch {
	case k.More:
		out = append(out, widget.NewQuiet(c.T("verify.more")))
	case len(k.Rows) == 0 && k.Problem == "":
		out = append(out, widget.NewParagraph(c.T("verify.empty")))
	}
	return out
}

func (c checking) fileRow(i int, r FileRow) fyne.CanvasObject {
	if r.Folder {
		return widget.Name(listed("folder", i), widget.NewRowButton(c.T("verify.subfolder", "Name", r.Name), func() { c.checking.OpenFolder(r.Path) }))
	}
	label := r.Name
	if !r.When.IsZero() {
		// A row is bold throughout; the stars take the day back to plain.
		label += " **– " + c.Say.Moment(r.When) + "**"
	}
	return widget.Name(listed("file", i), widget.NewRowButton(label, func() { c.checking.CheckFile(r.Path) }))
}
