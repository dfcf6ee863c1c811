package main

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// machineSettings gives the settings of a machine, for all of its accounts:
// %ProgramData%\eclaire\eclaire.toml. They serve where an account has none of its
// own. "" if the system does not say where that is.
//
// It asks the system and not the environment, which whoever starts the program can
// change.
func machineSettings() string {
	dir, err := windows.KnownFolderPath(windows.FOLDERID_ProgramData, windows.KF_FLAG_DEFAULT)
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "eclaire", "eclaire.toml")
}
