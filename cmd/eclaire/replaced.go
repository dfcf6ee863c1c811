package main

import "os"

// replaced gives what tells whether another program lies in the place of this one since
// it was started, as after an update; nil where that cannot be told.
func replaced() func() bool {
	path, err := os.Executable()
	if err != nil {
		return nil
	}
	return replacedAt(path)
}

func replacedAt(path string) func() bool {
	then, err := os.Stat(path)
	if err != nil {
		return nil
	}
	return func() bool {
		now, err := os.Stat(path)
		return err == nil && (!os.SameFile(then, now) || !now.ModTime().Equal(then.ModTime()))
	}
}
