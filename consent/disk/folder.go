package disk

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
)

// ErrReadBack says that what was written did not read back the same.
var ErrReadBack = errors.New("the file did not read back as it was written")

// Folder keeps each finished session as two files in one folder: the document
// (ID.pdf) and the session (ID.json). Only the owner of the program's account
// may read them; they are not encrypted.
type Folder struct {
	Dir  string
	Disk Disk // nil for the real one
}

var plainID = regexp.MustCompile(`^[A-Za-z0-9-]{1,40}$`)

// Plain tells whether an id can be a file's name everywhere.
func Plain(id string) bool { return plainID.MatchString(id) }

// Keep stores both files durably and reads them back. When it fails, neither
// is left. The folder is made if its parent exists or it can be made.
func (f Folder) Keep(id string, pdf, session []byte) (path string, err error) {
	if !Plain(id) {
		return "", fmt.Errorf("%w: the id is not plain", ErrStore)
	}
	disk := f.Disk
	if disk == nil {
		disk = OS{}
		if err := os.MkdirAll(f.Dir, 0o700); err != nil {
			return "", fmt.Errorf("%w: %w", ErrFolder, Cause(err))
		}
	}
	path = filepath.Join(f.Dir, id+".pdf")
	beside := filepath.Join(f.Dir, id+".json")
	defer func() {
		if err != nil {
			_ = disk.Remove(path)
			_ = disk.Remove(beside)
			path = ""
		}
	}()
	for _, file := range []struct {
		name string
		text []byte
	}{{beside, session}, {path, pdf}} {
		if err := Write(disk, file.name, file.text); err != nil {
			return path, err
		}
		back, err := disk.Read(file.name)
		if err != nil {
			return path, fmt.Errorf("%w: %w", ErrReadBack, Cause(err))
		}
		if !bytes.Equal(back, file.text) {
			return path, ErrReadBack
		}
	}
	return path, nil
}
