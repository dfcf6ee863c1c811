package ui

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/consent/inspect"
	"eclaire/consent/seal"
	"eclaire/ui/screen"
)

// The bounds of the staff's check of documents.
const (
	maxRows     = 60       // of a folder's list: the newest
	maxDocument = 20 << 20 // bytes of a file
)

// Why a folder or a file cannot be looked at.
const (
	problemFolderRead consent.Problem = "folder_unreadable"
	problemFileRead   consent.Problem = "file_unreadable"
	problemNoCode     consent.Problem = "no_code"
	problemNotHere    consent.Problem = "not_here"
)

// OpenFolder lists a folder for the staff; "" is that of the finished documents.
func (s *Shell) OpenFolder(dir string) {
	if s.o.Check == nil {
		return
	}
	if dir == "" {
		dir = s.o.Folder
	}
	s.checkWork(func() screen.Checks { return list(dir) }, screen.Route{Name: screen.CheckFile})
}

// checkWork looks at something away from the screen and then shows it.
func (s *Shell) checkWork(look func() screen.Checks, route screen.Route) {
	s.Touched()
	state := s.state
	was := state.Checks
	was.Working, was.Problem, was.Result = true, "", nil
	state.Checks = was
	s.Go(screen.Route{Name: screen.CheckFile})
	var found screen.Checks
	s.o.Run(func() { found = look() }, func() {
		if s.state != state || !state.Checks.Working {
			return // the staff have left meanwhile
		}
		found.Code = was.Code
		if found.Dir == "" {
			found.Dir, found.Rows, found.More = was.Dir, was.Rows, was.More
		}
		state.Checks = found
		if found.Result == nil {
			route = screen.Route{Name: screen.CheckFile}
		}
		s.Go(route)
	})
}

// list reads a folder: the folders in it by name, then the documents, the newest
// first.
func list(dir string) screen.Checks {
	out := screen.Checks{Dir: dir}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		out.Problem = problemFolderRead
		return out
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		row := screen.FileRow{Name: e.Name(), Path: filepath.Join(dir, e.Name()), Folder: e.IsDir()}
		if !row.Folder && !strings.EqualFold(filepath.Ext(e.Name()), ".pdf") {
			continue
		}
		if info, err := e.Info(); err == nil {
			row.When = info.ModTime()
		}
		out.Rows = append(out.Rows, row)
	}
	slices.SortStableFunc(out.Rows, func(a, b screen.FileRow) int {
		switch {
		case a.Folder != b.Folder:
			return map[bool]int{true: -1, false: 1}[a.Folder]
		case a.Folder:
			return strings.Compare(a.Name, b.Name)
		}
		return b.When.Compare(a.When)
	})
	if len(out.Rows) > maxRows {
		out.Rows, out.More = out.Rows[:maxRows], true
	}
	return out
}

// CheckFile examines a document for the staff.
func (s *Shell) CheckFile(path string) {
	if s.o.Check == nil {
		return
	}
	s.state.Checks.Code = ""
	s.checkWork(func() screen.Checks { return s.examine(path, "") }, screen.Route{Name: screen.CheckResult})
}

// CheckCode looks for the document of a sheet's code and examines it.
func (s *Shell) CheckCode(code string) {
	if s.o.Check == nil {
		return
	}
	s.state.Checks.Code = code
	s.checkWork(func() screen.Checks {
		id, _, ok := inspect.ParseCode(code)
		if !ok {
			return screen.Checks{Problem: problemNoCode}
		}
		path := filepath.Join(s.o.Folder, id+".pdf")
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return screen.Checks{Problem: problemNotHere}
		}
		return s.examine(path, code)
	}, screen.Route{Name: screen.CheckResult})
}

// Dropped examines a file dropped on the window, if the staff are at it.
func (s *Shell) Dropped(uris []fyne.URI) {
	if r := s.state.Route.Name; len(uris) > 0 && (r == screen.CheckFile || r == screen.CheckResult) {
		s.CheckFile(uris[0].Path())
	}
}

// examine reads and examines one file.
func (s *Shell) examine(path, code string) screen.Checks {
	b, err := readBounded(path)
	if err != nil {
		return screen.Checks{Problem: problemFileRead}
	}
	r := s.o.Check(b)
	seen := &screen.Checked{Name: filepath.Base(path), Result: r, Holds: r.Holds()}
	if code != "" {
		belongs := r.BelongsTo(code)
		seen.Belongs = &belongs
		seen.Holds = seen.Holds && belongs
	}
	return screen.Checks{Result: seen}
}

func readBounded(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxDocument+1))
	if err == nil && len(b) > maxDocument {
		err = seal.ErrShape
	}
	return b, err
}
