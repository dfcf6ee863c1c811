package tomlfile

import (
	"fmt"
	"strings"
	"testing"
)

// TestManyUnknownKeys names some of very many unknown keys.
func TestManyUnknownKeys(t *testing.T) {
	var b strings.Builder
	b.WriteString("[[page]]\nid = \"a\"\n")
	const n = 3_000
	for i := range n {
		fmt.Fprintf(&b, "k%d=1\n", i)
	}
	var d doc
	_, err := Decode("a.toml", []byte(b.String()), &d)
	lines := strings.Split(fmt.Sprint(err), "\n")
	if len(lines) != mostUnknown+1 || lines[0] != `a.toml:3: unknown key "page.k0": correct its spelling, or take it out` ||
		lines[mostUnknown] != fmt.Sprintf("a.toml: and %d more unknown keys", n-mostUnknown) {
		t.Errorf("%d lines: %q", len(lines), lines)
	}
}

// TestUnknownKeysWhereTheyStand names those in tables, arrays and inline tables.
func TestUnknownKeysWhereTheyStand(t *testing.T) {
	var d doc
	_, err := Decode("a.toml", []byte("other = 1\n[[page]]\nID = \"case does not matter\"\n[[page]]\nlayout = { x = 1 }\n[[page.clause]]\nid = \"x\"\nidd = 1\n[more]\nx = 1\n"), &d)
	want := `a.toml:1: unknown key "other": correct its spelling, or take it out
a.toml:5: unknown key "page.layout": correct its spelling, or take it out
a.toml:8: unknown key "page.clause.idd": correct its spelling, or take it out
a.toml:9: unknown key "more": correct its spelling, or take it out`
	if fmt.Sprint(err) != want {
		t.Errorf("%v", err)
	}
}
