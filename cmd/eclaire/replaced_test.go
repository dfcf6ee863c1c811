package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestReplaced notices an update that was installed while the program runs.
func TestReplaced(t *testing.T) {
	path := filepath.Join(t.TempDir(), "eclaire")
	write := func(name, text string) {
		if err := os.WriteFile(name, []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	write(path, "old")
	updated := replacedAt(path)
	if updated() {
		t.Error("nothing was installed")
	}
	write(path+".new", "new")
	if err := os.Rename(path+".new", path); err != nil {
		t.Fatal(err)
	}
	if !updated() {
		t.Error("the update was not noticed")
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if updated() {
		t.Error("a program that was removed is no update")
	}
	if replaced() == nil {
		t.Error("the running program has no place")
	}
}
