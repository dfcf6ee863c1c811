package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestDataRoot(t *testing.T) {
	home, local := t.TempDir(), t.TempDir()
	old, now := filepath.Join(home, ".local", "share", "eclaire"), filepath.Join(local, "eclaire")
	if got := dataRoot(home, ""); got != old {
		t.Errorf("without a folder of local data: %s", got)
	}
	if got := dataRoot(home, local); got != now {
		t.Errorf("with one: %s", got)
	}
	if err := os.MkdirAll(old, 0o700); err != nil {
		t.Fatal(err)
	}
	if got := dataRoot(home, local); got != old {
		t.Errorf("what an earlier version left is not used: %s", got)
	}
}
