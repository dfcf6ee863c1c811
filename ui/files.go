package ui

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"eclaire/consent/inspect"
	"eclaire/ui/screen"
)

// The bounds of what is looked at in folders.
const (
	maxFolders = 40  // listed of a folder
	maxFiles   = 100 // the newest
)

// files are the documents that lie in folders.
type files struct {
	folder  string // of the finished ones
	read    func(path string) ([]byte, error)
	listDir func(dir string) ([]fs.DirEntry, error)
}

// list reads a folder: the folders in it by name, then the documents, the newest
// first.
func (f files) list(dir string) screen.Checks {
	out := screen.Checks{Dir: dir}
	entries, err := f.listDir(dir)
	if err != nil && (dir != f.folder || !errors.Is(err, fs.ErrNotExist)) { // it is made with the first document
		out.Problem = problemFolderRead
		return out
	}
	var folders, files []screen.FileRow
	for _, e := range entries {
		row := screen.FileRow{Name: e.Name(), Path: filepath.Join(dir, e.Name()), Folder: e.IsDir()}
		switch {
		case strings.HasPrefix(e.Name(), "."):
		case row.Folder:
			folders = append(folders, row)
		case strings.EqualFold(filepath.Ext(e.Name()), ".pdf"):
			if info, err := e.Info(); err == nil {
				row.When = info.ModTime()
			}
			files = append(files, row)
		}
	}
	slices.SortFunc(folders, func(a, b screen.FileRow) int { return strings.Compare(a.Name, b.Name) })
	slices.SortStableFunc(files, func(a, b screen.FileRow) int { return b.When.Compare(a.When) })
	out.More = len(folders) > maxFolders || len(files) > maxFiles
	out.Rows = slices.Concat(folders[:min(len(folders), maxFolders)], files[:min(len(files), maxFiles)])
	return out
}

// usual is where the list of folders begins into which a document is written.
func (f files) usual() string {
	if f.folder != "" {
		if _, err := f.listDir(f.folder); !errors.Is(err, fs.ErrNotExist) {
			return f.folder
		}
	}
	if home, err := os.UserHomeDir(); err == nil {
		return home
	}
	return string(os.PathSeparator)
}

// errNoFile says that there would be no end to what is read.
var errNoFile = errors.New("this is not a file")

// readDocument reads a file of a size that a document can have.
func readDocument(path string) ([]byte, error) {
	if info, err := os.Stat(path); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() { // a pipe would never end
		return nil, errNoFile
	}
	return inspect.ReadFile(path)
}
