package widget

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// byRunes is a measure where every rune is one wide, and bold ones two.
func byRunes(text string, bold bool) float32 {
	n := float32(utf8.RuneCountInString(text))
	if bold {
		return 2 * n
	}
	return n
}

func flat(lines []Line) string {
	var rows []string
	for _, l := range lines {
		var b strings.Builder
		for _, r := range l.Runs() {
			if r.Bold {
				b.WriteString("<" + r.Text + ">")
				continue
			}
			b.WriteString(r.Text)
		}
		rows = append(rows, b.String())
	}
	return strings.Join(rows, "|")
}

func TestWrap(t *testing.T) {
	tests := []struct {
		name, text string
		width      float32
		want       string
	}{
		{"empty", "", 10, ""},
		{"one line", "a bc d", 10, "a bc d"},
		{"at spaces", "aa bb cc", 5, "aa bb|cc"},
		{"exactly full", "aa bb", 5, "aa bb"},
		{"never at U+00A0", "oui non\u00a0?", 7, "oui|non\u00a0?"},
		{"never at U+202F", "de 3\u202f400 euros", 8, "de 3\u202f400|euros"},
		{"several spaces", "a   b", 9, "a b"},
		{"line feed", "a\nb c", 9, "a|b c"},
		{"empty line", "a\n\nb", 9, "a||b"},
		{"long word broken by runes", "anticonstitutionnellement", 10, "anticonsti|tutionnell|ement"},
		{"long word after a short one", "un abcdefghijk", 5, "un|abcde|fghij|k"},
		{"accents are whole", "éééé", 2, "éé|éé"},
		{"narrower than a rune", "abc", 0.5, "a|b|c"},
		{"no width wraps at feeds only", "a b c\nd", 0, "a b c|d"},
		{"bold", "un **mot** gras", 20, "un <mot >gras"},
		{"bold over words", "**deux mots** là", 30, "<deux mots >là"},
		{"bold inside of a word", "**rare**, oui", 20, "<rare>, oui"},
		{"bold is wider", "a **bb** c", 6, "a <bb>|c"},
		{"bold goes on after a feed", "**a\nb** c", 9, "<a>|<b >c"},
		{"mark without partner", "2 ** 3", 9, "2 ** 3"},
		{"odd mark is written", "**a** b**", 9, "<a >b**"},
		{"long bold word", "**abcdef**", 4, "<ab>|<cd>|<ef>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := flat(Wrap(Words(tt.text, false), tt.width, byRunes))
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func FuzzWrap(f *testing.F) {
	for _, s := range []string{"", "a b", "**a** b", "a\u00a0b", "\n\n", "** **", "long-word-here"} {
		f.Add(s, float32(5))
	}
	f.Fuzz(func(t *testing.T, text string, width float32) {
		if !utf8.ValidString(text) || width < 0 || width > 1e6 {
			t.Skip()
		}
		var got strings.Builder
		for _, l := range Wrap(Words(text, false), width, byRunes) {
			for _, r := range l.Runs() {
				got.WriteString(r.Text)
			}
		}
		bare := strings.NewReplacer(" ", "", "\n", "", "*", "")
		if a, b := bare.Replace(got.String()), bare.Replace(text); a != b {
			t.Errorf("text changed: %q, was %q", a, b)
		}
	})
}
