package disk

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sys/windows"
)

// Programs that look for viruses, make backups or search hold a new file open for
// moments, and nobody can rename it meanwhile.
const (
	renameTries = 20
	renamePause = 50 * time.Millisecond
)

// rename puts a file in the place of another, and comes back once that is on the
// disk: folders cannot be synced here. Go's own rename leaves it to the system when.
func rename(from, to string) error {
	old, err := systemPath(from)
	if err != nil {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
	}
	name, err := systemPath(to)
	if err != nil {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
	}
	err = patient(func() error {
		return windows.MoveFileEx(old, name, windows.MOVEFILE_REPLACE_EXISTING|windows.MOVEFILE_WRITE_THROUGH)
	}, time.Sleep)
	if err != nil {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
	}
	return nil
}

// patient tries again while another program seems to hold the file. The system says
// "access denied" of that too, so that a folder without rights costs a second.
func patient(try func() error, pause func(time.Duration)) error {
	err := try()
	for n := 1; n < renameTries && held(err); n++ {
		pause(renamePause)
		err = try()
	}
	return err
}

func held(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION) ||
		errors.Is(err, windows.ERROR_ACCESS_DENIED)
}

// shortPath is what the system takes without being asked for long names, in letters.
const shortPath = 248

// systemPath gives a path as the system's own calls want it: a long one begins with
// \\?\ and is whole.
func systemPath(name string) (*uint16, error) {
	if len(name) >= shortPath || !filepath.IsAbs(name) {
		whole, err := filepath.Abs(name)
		if err != nil {
			return nil, err
		}
		name = whole
	}
	switch {
	case len(name) < shortPath || strings.HasPrefix(name, `\\?\`) || strings.HasPrefix(name, `\\.\`):
	case strings.HasPrefix(name, `\\`):
		name = `\\?\UNC` + filepath.Clean(name)[1:]
	default:
		name = `\\?\` + filepath.Clean(name)
	}
	return windows.UTF16PtrFromString(name)
}
