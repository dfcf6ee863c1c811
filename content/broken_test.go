package content

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"eclaire/assets/font"
	"eclaire/locales"
)

// replaced gives a change that puts one text for another, once.
func replaced(t *testing.T, old, now string) func(string) string {
	return func(s string) string {
		t.Helper()
		if !strings.Contains(s, old) {
			t.Fatalf("there is no %q", old)
		}
		return strings.Replace(s, old, now, 1)
	}
}

// A clinic's own folder with one thing wrong: the file, the line and what to do are
// named.
func TestBrokenFolder(t *testing.T) {
	const ways, risks, after, sections = "pages/20-ways.toml", "pages/50-risks.toml", "pages/60-follow-up.toml", "documents/sections.toml"
	more := "[[page.more]]\nid = \"own\"\ntitle = { fr = \"a\", en = \"a\" }\n[[page.more.clause]]\n"
	alarm := between(t, after, "id = \"alarm.now\"", "[[page.clause]]\nid = \"alarm.same-day\"")
	for _, c := range []struct {
		name, file string
		change     func(string) string
		at         string // what stands first on the line that is named
		want       string // what is wrong, and what to do
	}{
		{"a figure without source", ways, replaced(t, "facts = [\"X07\"]\n\n[[page.array]]", "facts = []\n\n[[page.array]]"),
			"[[page.array]]\nid = \"vapour-without\"", `the array "vapour-without" has no fact behind it: name those that its figure comes from (facts)`},
		{"a result without source", risks, replaced(t, "high = 4.56\nfacts = [\"R07\"]", "high = 4.56\nfacts = []"),
			"[[page.more.forest.study]]\nid = \"neighbour-next\"", `the result "neighbour-next" has no fact behind it: name those that its figure comes from (facts)`},
		{"a probability above 1", ways, replaced(t, "percent = 44.0", "percent = 144.0"),
			"[[page.array]]\nid = \"vapour-with\"", `the share 144 of "vapour-with" is not of 100 people: it lies between 0 and 100; correct percent`},
		{"core and more", risks, func(s string) string {
			return s + "\n" + more + "id = \"leak.vein\"\nfacts = [\"R02\"]\nfr = \"a\"\nen = \"a\"\n"
		},
			"[[page.more.clause]]\nid = \"leak.vein\"", "a clause stands on the way or behind “know more”, never in both; take one of them out"},
		{"a chapter without a page", after, func(s string) string { return strings.ReplaceAll(s, `chapter = "afterwards"`, `chapter = "risks"`) },
			"chapters.toml|[[chapter]]\nid = \"afterwards\"", `the chapter "afterwards" has 0 pages: give it one for everybody`},
		{"other denominators", ways, replaced(t, "pair = \"vapour\"\ndays = 14\n", "pair = \"vapour\"\ndays = 14\nof = 50\n"),
			"[[page.array]]\nid = \"vapour-with\"", `the pair "vapour" have other denominators (of) or times (days): they cannot be compared; use figures counted alike, or take pair out`},
		{"other times", ways, replaced(t, "pair = \"height\"\ndays = 365", "pair = \"height\"\ndays = 180"),
			"[[page.more.array]]\nid = \"height-with\"", "use figures counted alike, or take pair out"},
		{"a clause ten times as long", risks, replaced(t, "fr = \"Du ciment sort de la **vertèbre**.\"", "fr = \""+strings.Repeat("Du ciment sort de la **vertèbre**. Il va plus loin, par les veines, et s’arrête là-bas. ", 10)+"\""),
			"[[page.clause]]\nid = \"embolism.vertebra\"", "the French of this clause has 880 characters: shorten it to 600, or move a part behind “know more”"},
		{"a title ten times as long", risks, replaced(t, "title.en = \"A neighbouring fracture\"", "title.en = \""+strings.Repeat("A neighbouring fracture", 10)+"\""),
			"title.fr = \"Une fracture voisine\"", "the English of this title has 230 characters: shorten it to 100"},
		{"an emergency box taken out", after, replaced(t, alarm, "id = \"alarm.now\"\nfacts = [\"O06\"]\nfr = \"a\"\nen = \"a\"\n\n"),
			"[[page]]\nid = \"alarm\"", "no page tells everybody the warning signs of step 1 (a clause with alarm = 1): they can be replaced, never emptied"},
		{"an emergency box emptied", after, replaced(t, alarm, "id = \"alarm.now\"\nalarm = 1\nfacts = [\"X53\", \"X55\", \"X57\"]\nfr = \"\"\nen = \"\"\n\n"),
			"[[page.clause]]\nid = \"alarm.now\"", "this clause is empty: write it in French (fr) and English (en), or take all of it out"},
		{"an emergency box without a number", after, func(s string) string { return strings.ReplaceAll(s, "{emergency}", "") },
			"[[page]]\nid = \"alarm\"", "the warning signs of step 1 say no number to call: write {emergency} into them, or the number itself"},
		{"an emergency box not taken home", sections, func(s string) string { return strings.ReplaceAll(s, "alarm = 1\n", "") },
			"[[section]]\nid = \"take-alarm\"", "the sheets to take home lack the warning signs of step 1 (a clause with alarm = 1): they can be replaced, never emptied"},
		{"an unknown key", risks, replaced(t, "motion = \"places\"", "colour = \"red\""),
			"colour = \"red\"", `unknown key "page.colour": correct its spelling, or take it out`},
		{"an unknown fact", risks, replaced(t, "facts = [\"R05\"]", "facts = [\"R99\"]"),
			"[[page.clause]]\nid = \"infection.what\"", `the fact "R99" is unknown: correct its number, or add it to the facts`},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, Files()); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(dir, c.file), c.change)
			file, at := c.file, c.at
			if before, after, ok := strings.Cut(c.at, "|"); ok {
				file, at = before, after
			}
			text, _ := os.ReadFile(filepath.Join(dir, file))
			before, _, ok := cutLast(string(text), at)
			if !ok {
				t.Fatalf("there is no %q in %s", at, file)
			}
			want := fmt.Sprintf("%s:%d: ", file, 1+strings.Count(before, "\n"))
			_, _, err := LoadAll(os.DirFS(dir), locales.Files())
			named := regexp.MustCompile("(?m)^" + regexp.QuoteMeta(want) + ".*" + regexp.QuoteMeta(c.want))
			if err == nil || !named.MatchString(err.Error()) {
				t.Errorf("got %v\nwant %s… %s", err, want, c.want)
			}
		})
	}
}

// write changes a file.
func write(t *testing.T, path string, change func(string) string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(change(string(text))), 0o600); err != nil {
		t.Fatal(err)
	}
}

// between gives what stands in a shipped file from one text up to another.
func between(t *testing.T, file, from, to string) string {
	t.Helper()
	text, err := files.ReadFile(file)
	_, rest, ok := strings.Cut(string(text), from)
	inside, _, end := strings.Cut(rest, to)
	if err != nil || !ok || !end {
		t.Fatalf("%s: %v", file, err)
	}
	return from + inside
}

// cutLast cuts a text around the last place of another.
func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// What a clinic can get wrong is named.
func TestWayIsChecked(t *testing.T) {
	swap := func(old, now string) func(string) string { return replaced(t, old, now) }
	for _, c := range []struct {
		name, file string
		change     func(string) string
		want       string
	}{
		{"page of the decision", "pages/60-follow-up.toml", swap(`chapter = "afterwards"`, `chapter = "decision"`), `the chapter "decision" has 1 pages`},
		{"unknown chapter", "pages/60-follow-up.toml", swap(`chapter = "afterwards"`, `chapter = "later"`), `the chapter "later" is unknown`},
		{"no chapter title", "chapters.toml", func(s string) string { return strings.Split(s, "[[chapter]]\nid = \"decision\"")[0] }, `the chapter "decision" has no title`},
		{"other times", "pages/20-ways.toml", swap("pair = \"vapour\"\ndays = 14", "pair = \"vapour\"\ndays = 28"), "other denominators (of) or times (days)"},
		{"half a pair", "pages/20-ways.toml", swap("pair = \"vapour\"", "pair = \"other\""), "needs one array for each"},
		{"pair without time", "pages/20-ways.toml", swap("pair = \"vapour\"\ndays = 14\n", "pair = \"vapour\"\n"), "needs its time (days)"},
		{"warning for some", "pages/60-follow-up.toml", swap("alarm = 1\nfacts = [\"X53\", \"X55\", \"X57\"]", "alarm = 1\nfacts = [\"X53\", \"X55\", \"X57\"]\nwhen = [\"cleft\"]"), "the warning signs of step 1"},
		{"unknown step", "pages/60-follow-up.toml", swap("alarm = 1\n", "alarm = 4\n"), "belongs to step 1, 2 or 3"},
		{"mixed without instead", "pages/50-risks.toml", swap("instead.fr = \"C’est **exceptionnel**.\"\ninstead.en = \"This is **extremely rare**.\"\n", ""), "say with instead"},
		{"instead of nothing", "pages/50-risks.toml", swap("id = \"leak.vein\"\n", "id = \"leak.vein\"\ninstead = { fr = \"a\", en = \"a\" }\n"), "would never be shown"},
		{"outside fact without source", "facts.toml", func(s string) string {
			i := strings.Index(s, "id = \"X01\"")
			j := i + strings.Index(s[i:], "source")
			k := j + strings.Index(s[j:], "\n")
			return s[:j] + s[k+1:]
		}, "name its source"},
		{"status of an outside fact", "facts.toml", swap("id = \"X01\"\nstatus = \"X\"", "id = \"X01\"\nstatus = \"P\""), "facts X… have X"},
		{"topic without question", "questions.toml", func(s string) string {
			return strings.ReplaceAll(s, "topic = \"nothing\"\npage", "topic = \"risk\"\npage")
		}, `no question about "nothing"`},
		{"no second form", "questions.toml", func(s string) string {
			return strings.Replace(strings.Replace(s, "again.ask.fr", "#", 1), "again.ask.en", "#", 1)
		}, "needs a second form"},
		{"four steps", "values.toml", func(s string) string {
			i := strings.Index(s, "[[degree]]")
			j := i + 1 + strings.Index(s[i+1:], "[[degree]]")
			return s[:i] + s[j:]
		}, "5 steps in words"},
		{"quality of a section that is gone", "quality/ipdas.toml", swap("sections = [\"sure\"]", "sections = [\"gone\"]"), `the section "gone" is unknown`},
		{"quality of something else", "quality/pemat.toml", swap("of = \"sheets\"", "of = \"films\""), `the material "films" is unknown`},
		{"quality of another kind", "quality/pemat.toml", swap("kind = \"actionable\"", "kind = \"readable\""), `the kind "readable" is unknown`},
		{"quality met of nothing", "quality/pemat.toml", swap("met = false\nwithout = true", "met = true\nwithout = true"), "PEMAT-P 18 is met, or there is nothing it could be asked of"},
		{"no day", "about.toml", swap("written = \"2026-11-27\"\n", ""), "the texts need their day (written)"},
		{"a day that is none", "about.toml", swap("2026-11-27", "2026-11-31"), "a day is written as"},
		{"to be read again before they were written", "about.toml", swap("2027-11-27", "2026-11-27"), "that day must come later"},
		{"quality nowhere", "quality/ipdas.toml", swap("clauses = [\"legal.choice\"]\npages = [\"compare\"]\n", ""), "IPDAS 1.1.2 is met nowhere"},
		{"quality of nobody", "quality/ipdas.toml", swap("kind = \"outside\"\nmet = false", "kind = \"outside\"\nmet = true"), "cannot be met from here"},
		{"quality of a clause that is gone", "quality/ipdas.toml", swap("\"legal.choice\"", "\"legal.gone\""), `the clause "legal.gone" is unknown`},
		{"role", "pages/50-risks.toml", swap(`role = "felt"`, `role = "loud"`), `the role "loud" is unknown`},
	} {
		_, err := Load(edited(t, c.file, c.change), Resources{HasGlyph: font.Has, Anchors: shippedPictures().anchors})
		named := regexp.MustCompile("(?m)^" + regexp.QuoteMeta(c.file) + ":[1-9][0-9]*: .*" + regexp.QuoteMeta(c.want))
		if err == nil || !named.MatchString(err.Error()) {
			t.Errorf("%s: got %v, want a line of %s with %s", c.name, err, c.file, c.want)
		}
	}
}
