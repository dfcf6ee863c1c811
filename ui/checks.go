package ui

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/inspect"
	"eclaire/consent/seal"
	"eclaire/ui/screen"
)

// Why a folder or a file cannot be looked at.
const (
	problemFolderRead consent.Problem = "folder_unreadable"
	problemFileRead   consent.Problem = "file_unreadable"
	problemTooLarge   consent.Problem = "file_too_large"
	problemNoCode     consent.Problem = "no_code"
	problemNotHere    consent.Problem = "not_here"
)

// checkDesk examines documents for the staff.
type checkDesk struct {
	host
	line  *line
	files files
	check func(file []byte) inspect.Result // nil: none can be checked
	store *archive.Store                   // nil without an archive
	staff func() *archive.Staff            // who has unlocked it; nil while it is locked
}

// OpenFolder lists a folder for the staff; "" is that of the finished documents.
func (d *checkDesk) OpenFolder(dir string) {
	if d.check == nil {
		return
	}
	if dir == "" {
		dir = d.files.folder
	}
	d.checkWork(func() screen.Checks { return d.files.list(dir) })
}

// CheckFile examines a document for the staff.
func (d *checkDesk) CheckFile(path string) {
	if d.check == nil {
		return
	}
	st := d.staff()
	d.checkWork(func() screen.Checks {
		c := d.examine(path, "")
		if c.Result != nil {
			c.Result.Later = laterOf(st, c.Result.Record)
		}
		return c
	})
}

// CheckCode looks for the document of a sheet's code and examines it.
func (d *checkDesk) CheckCode(code string) {
	if d.check == nil {
		return
	}
	st := d.staff()
	d.checkWork(func() screen.Checks {
		id, _, ok := inspect.ParseCode(code)
		if !ok {
			return screen.Checks{Problem: problemNoCode}
		}
		if d.store != nil {
			if c, found := d.checkInArchive(st, id, code); found {
				return c
			}
		}
		return d.examine(filepath.Join(d.files.folder, id+".pdf"), code)
	})
}

// dropped examines a file dropped on the window, if the staff are at it.
func (d *checkDesk) dropped(uris []fyne.URI) {
	if !d.State().Route.OfChecks() {
		return
	}
	if len(uris) > 0 && uris[0].Scheme() == "file" {
		d.CheckFile(uris[0].Path())
	}
}

// leave comes before each screen: one that is none of the check's shows nothing
// that was asked on it.
func (d *checkDesk) leave(to screen.Route) {
	if !to.OfChecks() {
		d.line.drop()
	}
}

// checkWork looks at something away from the screen and then shows it, unless
// the staff have left or asked for something else meanwhile.
func (d *checkDesk) checkWork(look func() screen.Checks) {
	state := d.State()
	was := state.Checks
	was.Working, was.Problem, was.Result, was.Code = true, "", nil, "" // the next scan starts afresh
	state.Checks = was
	d.Go(screen.Route{Name: screen.CheckFile})
	var found screen.Checks
	d.line.do(task{work: func(context.Context) { found = look() }, show: func() {
		if found.Dir == "" {
			found.Dir, found.Rows, found.More = was.Dir, was.Rows, was.More
		}
		state.Checks = found
		route := screen.Route{Name: screen.CheckFile}
		if found.Result != nil {
			route.Name = screen.CheckResult
		}
		d.Go(route)
	}})
}

// examine reads and examines one file, and whether a sheet's code belongs to it.
func (d *checkDesk) examine(path, code string) screen.Checks {
	b, err := d.files.read(path)
	switch {
	case code != "" && errors.Is(err, fs.ErrNotExist):
		return screen.Checks{Problem: problemNotHere}
	case errors.Is(err, inspect.ErrTooLarge) || len(b) > seal.MaxFile:
		return screen.Checks{Problem: problemTooLarge}
	case err != nil:
		return screen.Checks{Problem: problemFileRead}
	}
	r := d.check(b)
	seen := &screen.Checked{Name: filepath.Base(path), Result: r}
	if code != "" {
		belongs := r.BelongsTo(code)
		seen.Belongs = &belongs
	}
	return screen.Checks{Result: seen}
}
