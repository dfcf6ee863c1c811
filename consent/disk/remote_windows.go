package disk

import (
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

// Remote tells whether a folder lies on another machine: locks do not hold there as they
// must.
func Remote(dir string) bool {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return false
	}
	root := filepath.VolumeName(dir)
	if strings.HasPrefix(root, `\\`) && !strings.HasPrefix(root, `\\?\`) && !strings.HasPrefix(root, `\\.\`) {
		return true
	}
	name, err := windows.UTF16PtrFromString(root + `\`)
	return err == nil && windows.GetDriveType(name) == windows.DRIVE_REMOTE
}
