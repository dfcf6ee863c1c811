package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// dataFolder gives the folder of a name among the program's own data: below
// %LocalAppData% on Windows, below ~/.local/share elsewhere.
func dataFolder(name string) (string, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	var local string
	if runtime.GOOS == "windows" {
		local = os.Getenv("LocalAppData")
	}
	return filepath.Join(dataRoot(home, local), name), nil
}

// dataRoot chooses between the folder of local data, if the system has one, and
// that in the home folder, where earlier versions kept everything: what is there
// goes on being used.
func dataRoot(home, local string) string {
	old := filepath.Join(home, ".local", "share", "eclaire")
	if local == "" {
		return old
	}
	if _, err := os.Stat(old); !errors.Is(err, fs.ErrNotExist) {
		return old
	}
	return filepath.Join(local, "eclaire")
}
