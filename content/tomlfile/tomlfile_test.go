package tomlfile

import (
	"maps"
	"reflect"
	"strings"
	"testing"
)

const sample = `# a comment
[[page]]
id = "a"
title = { fr = "x", en = "y" }

  [[page.clause]]
  id = "c1"
  [[page.clause]]
  id = "c2"

[[page]]
id = "b"
  [[page.clause]]
  id = "c3"
`

type doc struct {
	Page []struct {
		ID     string            `toml:"id"`
		Title  map[string]string `toml:"title"`
		Clause []struct {
			ID string `toml:"id"`
		} `toml:"clause"`
	} `toml:"page"`
}

func TestLines(t *testing.T) {
	var d doc
	lines, err := Decode("a.toml", []byte(sample), &d)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]int{
		"page[0]": 2, "page[0].id": 3, "page[0].title": 4, "page[0].clause[0]": 6, "page[0].clause[1].id": 9,
		"page[1].clause[0].id": 14, "page[1].nothing": 11, "nowhere": 0,
	} {
		if got := lines.At(path); got != want {
			t.Errorf("%s stands on line %d, want %d", path, got, want)
		}
	}
}

// A key may be written in quotes, with escapes in it.
func TestLinesOfQuotedKeys(t *testing.T) {
	var v any
	lines, err := Decode("a.toml", []byte("'x' = 1\n\n\"a\\tb\" = 2\n[\"c\\u0064\"]\ny = 3\n"), &v)
	want := Lines{"x": 1, "a\tb": 3, "cd": 4, "cd.y": 5}
	if err != nil || !maps.Equal(lines, want) {
		t.Errorf("%v, %v; want %v", lines, err, want)
	}
}

// A file reads the same, whatever editor saved it.
func TestLineEndsAndMark(t *testing.T) {
	for _, text := range []string{"\ufeff" + sample, strings.ReplaceAll(sample, "\n", "\r\n"), strings.ReplaceAll(sample, "\n", "\r")} {
		var want, got doc
		lines, err := Decode("a.toml", []byte(sample), &want)
		if err != nil {
			t.Fatal(err)
		}
		others, err := Decode("a.toml", []byte(text), &got)
		if err != nil || !reflect.DeepEqual(got, want) || !maps.Equal(lines, others) {
			t.Errorf("%.20q: %v\n%v\n%v", text, err, lines, others)
		}
	}
}

func TestDecodeNamesFileAndLine(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"unknown key", "[[page]]\nid = \"a\"\ncolour = 1\n", "f.toml:3: unknown key"},
		{"not toml", "[[page]]\nid = \n", "f.toml:2:"},
		{"wrong type", "[[page]]\nid = 3\n", "f.toml:2:"},
		{"not utf-8", "[[page]]\nid = \"é\xff\"\n", "f.toml:2: the file is not UTF-8 text: save it as UTF-8"},
		{"Windows", "[[page]]\r\nid = \"\xe9\"\r\n", "f.toml:2: the file is not UTF-8 text, it looks like Windows-1252 (\"ANSI\"): save it as UTF-8"},
		{"UTF-16", "\xff\xfe[\x00[\x00p\x00", "f.toml: the file is not UTF-8 text, it looks like UTF-16: save it as UTF-8"},
	} {
		var d doc
		_, err := Decode("f.toml", []byte(c.text), &d)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s…", c.name, err, c.want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte("\"a\\tb\" = 1\n"))
	f.Add([]byte("a.b.c = 1\n[x]\n[x.y]\n[[x.z]]"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var v any
		lines, err := Decode("f", b, &v)
		if err == nil && lines == nil {
			t.Fatal("no fault and no lines")
		}
	})
}
