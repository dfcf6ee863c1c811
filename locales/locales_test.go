package locales

import (
	"io/fs"
	"maps"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/text/unicode/norm"

	"eclaire/consent"
)

func all(rune) bool { return true }

func load(t testing.TB) *Bundle {
	t.Helper()
	b, err := Load(Files(), all)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestFormats(t *testing.T) {
	b := load(t)
	fr, en := b.For(consent.French), b.For(consent.English)
	day := consent.Date{Year: 2026, Month: time.November, Day: 22}
	first := consent.Date{Year: 1944, Month: time.March, Day: 1}
	moment := time.Date(2026, 11, 22, 9, 5, 0, 0, time.UTC)
	levels := consent.NewLevelSet(consent.T12, consent.L1, consent.Sacrum)
	for _, c := range []struct{ got, want string }{
		{fr.Date(day), "22 novembre 2026"}, {en.Date(day), "22 November 2026"},
		{fr.Date(first), "1er mars 1944"}, {en.Date(first), "1 March 1944"},
		{fr.Decimal(3.4, 1), "3,4"}, {en.Decimal(3.4, 1), "3.4"},
		{fr.Decimal(-2.5, 1), "−2,5"}, {en.Decimal(-2.5, 1), "−2.5"},
		{fr.Integer(40000), "40 000"}, {en.Integer(40000), "40,000"},
		{fr.Levels(levels), "T12, L1 et le sacrum"}, {en.Levels(levels), "T12, L1 and the sacrum"},
		{fr.N("levels.count", 1), "1 niveau"}, {fr.N("levels.count", 4), "4 niveaux"}, {en.N("levels.count", 2), "2 levels"},
		{fr.Moment(moment), "22 novembre 2026 à 09 h 05"}, {en.Moment(moment), "22 November 2026 at 09:05"},
	} {
		if got := strings.ReplaceAll(c.got, "\u00a0", " "); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// What is made of the texts of a bundle speaks as that bundle does.
func TestFromTexts(t *testing.T) {
	want := load(t)
	got := FromTexts(want.Texts())
	if !maps.Equal(got.Texts(), want.Texts()) {
		t.Error("the texts are others")
	}
	for _, l := range consent.Languages() {
		a, b := got.For(l), want.For(l)
		if a.Language != l || !maps.Equal(a.known, b.known) {
			t.Errorf("%s has other messages", l)
		}
		for id := range b.known {
			if x, y := a.T(id), b.T(id); x != y {
				t.Errorf("%s says %q, not %q", id, x, y)
			}
			for _, n := range []int{0, 1, 2, 1_000_000} {
				if x, y := a.N(id, n), b.N(id, n); x != y {
					t.Errorf("%s says of %d %q, not %q", id, n, x, y)
				}
			}
		}
	}
}

func TestParseDate(t *testing.T) {
	b := load(t)
	for _, text := range []string{"3/3/1944", "03.03.1944", "03031944", "3 mars 1944", "3 March 1944", " 3rd march 1944 ", "1944-03-03", "3 MAR 1944"} {
		if d, err := b.ParseDate(text); err != nil || d.String() != "1944-03-03" {
			t.Errorf("%q reads as %v, %v", text, d, err)
		}
	}
	for text, want := range map[string]string{"1er février 2026": "2026-02-01", "15 aout 1930": "1930-08-15", "7 déc 1950": "1950-12-07", "12/11/2026": "2026-11-12"} {
		if d, err := b.ParseDate(text); err != nil || d.String() != want {
			t.Errorf("%q reads as %v, %v; want %s", text, d, err, want)
		}
	}
	for text, want := range map[string]consent.Problem{
		"31/02/1944": consent.ProblemNoSuchDay, "31 février 1944": consent.ProblemNoSuchDay, "12/31/1944": consent.ProblemNoSuchDay,
		"0/0/1944": consent.ProblemNoSuchDay, "": consent.ProblemNotADate, "yesterday": consent.ProblemNotADate,
		"3/3/44": consent.ProblemNotADate, "3 ju 1944": consent.ProblemNotADate, "3 jui 1944": consent.ProblemNotADate,
		"3/3/1944/5": consent.ProblemNotADate, "99999999999999999999/1/1944": consent.ProblemNotADate,
	} {
		if _, err := b.ParseDate(text); err != want {
			t.Errorf("%q: %v, want %v", text, err, want)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	b := load(f)
	for _, s := range []string{"3/3/1944", "31 février 2026", "1er mai 2020", "\xff/1/2000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := b.ParseDate(s); err == nil && !d.Valid() {
			t.Fatalf("%q gave the impossible day %v", s, d)
		}
	})
}

// Words are the same, whatever editor saved them.
func TestLineEndsAndAccents(t *testing.T) {
	save := func(change func(string) string) fstest.MapFS {
		out := fstest.MapFS{}
		for _, l := range consent.Languages() {
			name := "active." + string(l) + ".toml"
			text, err := fs.ReadFile(Files(), name)
			if err != nil {
				t.Fatal(err)
			}
			out[name] = &fstest.MapFile{Data: []byte(change(string(text)))}
		}
		return out
	}
	want := load(t).Texts()
	for name, change := range map[string]func(string) string{
		"CRLF": func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"CR":   func(s string) string { return strings.ReplaceAll(s, "\n", "\r") },
		"mark": func(s string) string { return "\ufeff" + s },
		"NFD":  norm.NFD.String,
	} {
		b, err := Load(save(change), all)
		if err != nil || !maps.Equal(b.Texts(), want) {
			t.Errorf("%s: other words, %v", name, err)
			continue
		}
		if got := b.For(consent.French).Month(time.February); got != "février" {
			t.Errorf("%s: the program says %q", name, got)
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	ok := "a = \"x {{.N}}\"\n"
	for _, c := range []struct{ name, fr, en, want string }{
		{"one language", ok + "b = \"y\"\n", ok, "active.fr.toml:2: b stands in this language only"},
		{"placeholder", ok, "a = \"x {{.M}}\"\n", "other placeholders"},
		{"glyph", "a = \"☃ {{.N}}\"\n", ok, "active.fr.toml:1: a has a character that the font lacks"},
		{"broken", "a = \n", ok, "active.fr.toml:1:"},
		{"not utf-8", "a = \"\xff\"\n", ok, "active.fr.toml:1: the file is not UTF-8"},
		{"not utf-8", ok, "\xff\xfea\x00", "active.en.toml: the file is not UTF-8 text, it looks like UTF-16"},
		{"delimiters", "[a]\nother = \"x <<.N>>\"\nleftDelim = \"<<\"\nrightDelim = \">>\"\n", ok, "active.fr.toml:1: a has a key that is not used here"},
		{"unused plural", "[a]\nother = \"x {{.N}}\"\ntwo = \"y {{.N}}\"\n", ok, "active.fr.toml:1: a has a key that is not used here"},
		{"twice", ok + "\"b.c\" = \"y\"\n[b]\nc = \"z\"\n", ok, "b.c stands twice"},
	} {
		_, err := Load(fstest.MapFS{"active.fr.toml": file(c.fr), "active.en.toml": file(c.en)}, func(r rune) bool { return r != '☃' })
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
	if _, err := Load(fstest.MapFS{"active.fr.toml": file(ok)}, all); err == nil || !strings.Contains(err.Error(), "active.en.toml: the file is missing") {
		t.Errorf("a missing file gave %v", err)
	}
}

// TestFrenchSpaces finds signs of French without their non-breaking space, which
// would stand alone at the start of a line.
func TestFrenchSpaces(t *testing.T) {
	wrong := regexp.MustCompile(`[^\x{00A0}][;:!?»]|«[^\x{00A0}]`)
	for key, text := range load(t).Texts() {
		if strings.HasPrefix(key, "active.fr.") && wrong.MatchString(text) {
			t.Errorf("%s: %q", key, wrong.FindString(text))
		}
	}
}
