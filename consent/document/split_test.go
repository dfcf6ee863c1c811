package document

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func lines(t testing.TB, text string, width float64) []line {
	t.Helper()
	f, err := loadFaces()
	if err != nil {
		t.Fatal(err)
	}
	return f.split(words(text, false, ""), 10, width)
}

func lineText(l line) string {
	s := ""
	for _, r := range l.runs {
		s += r.text
	}
	return s
}

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		text  string
		width float64
		want  []string
	}{
		{"", 100, nil},
		{"   ", 100, nil},
		{"un deux", 100, []string{"un deux"}},
		{"un deux", 25, []string{"un", "deux"}},
		{"un  deux ", 100, []string{"un deux"}},
		{"Vraiment\u00a0?", 30, []string{"Vraim", "ent\u00a0?"}},
		{"Oui, vraiment\u00a0?", 60, []string{"Oui,", "vraiment\u00a0?"}},
		{"a bbbbbbbbbbbb c", 40, []string{"a", "bbbbbbb", "bbbbb c"}},
	} {
		var got []string
		for _, l := range lines(t, c.text, c.width) {
			got = append(got, lineText(l))
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%q in %v points: %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func TestMarked(t *testing.T) {
	spans := marked("un **{x}** trois", "fr", func(s string) string { return strings.ReplaceAll(s, "{x}", "**2**") })
	if len(spans) != 3 || spans[1].text != "**2**" || !spans[1].bold || spans[2].bold {
		t.Errorf("got %+v", spans)
	}
}

// FuzzSplit: no rune but spaces is lost, none is added, and no line with more
// than one rune is too wide.
func FuzzSplit(f *testing.F) {
	for _, s := range []string{"un deux trois", "Vraiment\u00a0?", "  ", strings.Repeat("W", 200), "a\u00a0b c", "é e\u0301", "\xff"} {
		f.Add(s, 40.0)
	}
	f.Fuzz(func(t *testing.T, s string, width float64) {
		if !(width >= 1 && width < 2000) {
			return
		}
		var got strings.Builder
		for _, l := range lines(t, s, width) {
			text := lineText(l)
			if l.width > width+0.01 && utf8.RuneCountInString(text) > 1 {
				t.Fatalf("a line of %v points in %v: %q", l.width, width, text)
			}
			got.WriteString(text)
		}
		plain := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if plain(got.String()) != plain(tidy(s)) {
			t.Fatalf("%q became %q", s, got.String())
		}
	})
}
