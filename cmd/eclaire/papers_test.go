package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestRoomsAreDrawn: the drawing of the rooms in CONTRIBUTING.md names every package
// of the module, and no other.
func TestRoomsAreDrawn(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "CONTRIBUTING.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "## The rooms\n\n```\n")
	block, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("CONTRIBUTING.md has no drawing of the rooms")
	}
	var drawn []string
	for line := range strings.Lines(block) {
		if words := strings.Fields(line); len(words) > 1 && words[0] != "for" {
			drawn = append(drawn, words[0])
		}
	}
	cmd := exec.Command("go", "list", "./...")
	cmd.Dir = filepath.Join("..", "..")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var there []string
	for _, path := range strings.Fields(string(out)) {
		if room, ours := strings.CutPrefix(path, "eclaire/"); ours {
			there = append(there, room)
		}
	}
	for _, room := range there {
		if !slices.Contains(drawn, room) {
			t.Errorf("the package %s is not drawn", room)
		}
	}
	for _, room := range drawn {
		if !slices.Contains(there, room) {
			t.Errorf("%s is drawn, but is no package", room)
		}
	}
}

// TestReadmeIsShort: the README is for people who set the program up and use it.
func TestReadmeIsShort(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), "\n"); n >= 250 {
		t.Errorf("%d lines", n)
	}
}
