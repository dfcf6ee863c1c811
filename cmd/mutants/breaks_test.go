//go:build unix

package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestChanges breaks every line of a small file in every way.
func TestChanges(t *testing.T) {
	const src = `package p

import "errors"

const most = 3

func f(a, b int, ok bool) (int, error) {
	if ok {
		return 0, errors.New("no")
	}
	if a < b && !ok {
		return a - b, errShort
	}
	a++
	b = 7
	return a, nil
}
`
	name := filepath.Join(t.TempDir(), "p.go")
	if err := os.WriteFile(name, []byte(src), 0o600); err != nil {
		t.Fatal(err)
	}
	found, err := changes(name)
	if err != nil {
		t.Fatal(err)
	}
	want := map[int][]string{
		5:  {"3 became 4", "3 became 2"},
		8:  {" became !"},
		9:  {"0 became 1"},
		11: {"&& became ||", "< became <=", "! became  "},
		12: {"errShort became nil", "- became +"},
		14: {"a++ became {}"},
		15: {"b = 7 became {}", "7 became 8", "7 became 6"},
	}
	for line, list := range want {
		var got []string
		for _, c := range found[line] {
			got = append(got, c.what)
		}
		if !slices.Equal(got, list) {
			t.Errorf("line %d: %q, want %q", line, got, list)
		}
	}
	if len(found) != len(want) {
		t.Errorf("%d lines can be broken, want %d", len(found), len(want))
	}
}
