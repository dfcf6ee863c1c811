package content

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"eclaire/assets/font"
	"eclaire/consent"
	"eclaire/content/tomlfile"
)

func shipped(t testing.TB) *Library {
	t.Helper()
	lib, _, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

// reached gives the facts that a case meets on the pages, with or without what
// stands behind "know more".
func reached(lib *Library, traits consent.Traits, more bool) map[string]bool {
	out := map[string]bool{}
	note := func(clauses []Clause) {
		for _, c := range ClausesFor(clauses, traits) {
			for _, f := range c.Facts {
				out[f] = true
			}
		}
	}
	arrays := func(list []IconArray) {
		for _, a := range list {
			for _, f := range a.Facts {
				out[f] = true
			}
		}
	}
	for _, p := range lib.PagesFor(traits) {
		note(p.Clause)
		arrays(p.Array)
		if more {
			for _, m := range MoreFor(p, traits) {
				note(m.Clause)
				arrays(m.Array)
				for _, c := range m.Column {
					note(c.Clause)
				}
				for _, f := range m.Forest {
					for _, r := range f.Study {
						note([]Clause{{Facts: r.Facts}})
					}
				}
			}
		}
		for _, r := range RowsFor(p.Row, traits) {
			note(r.Conservative)
			note(r.Vertebroplasty)
		}
		for _, s := range StepsFor(p.Step, traits) {
			note([]Clause{s.Clause})
		}
		for _, c := range p.Column {
			note(c.Clause)
		}
	}
	return out
}

// anyCase draws a case that a nurse could enter.
func anyCase(t *rapid.T) consent.Case {
	reply := func(name string, r ...consent.Reply) consent.Reply {
		return rapid.SampledFrom(append(r, consent.NotEntered)).Draw(t, name)
	}
	number := func(name string, from, to int) *int {
		n := rapid.IntRange(from-1, to).Draw(t, name)
		if n < from {
			return nil
		}
		return &n
	}
	levels := consent.LevelSet(rapid.Uint32Range(1, 1<<18-1).Draw(t, "levels")) << 1
	c := consent.Case{
		BirthDate: consent.Date{Year: rapid.IntRange(1920, 1990).Draw(t, "year"), Month: 3, Day: 3}, ToTreat: levels,
		Old:        consent.LevelSet(rapid.Uint32Range(0, 1<<18-1).Draw(t, "old")) << 1 &^ levels,
		PainYields: reply("yields", consent.Yes, consent.Partly, consent.No), Oedema: reply("oedema", consent.Yes, consent.No, consent.NotDone),
		Cleft: reply("cleft", consent.Yes, consent.No), BedBound: reply("bed", consent.Yes, consent.No),
		Spontaneous: reply("spontaneous", consent.Yes, consent.No), FamilyHistory: reply("family", consent.Yes, consent.No),
		EarlierFractures: number("earlier", 0, 5),
		Procedure:        rapid.SampledFrom(append(consent.Procedures(), "")).Draw(t, "procedure"),
	}
	return c
}

// sorted lists the traits that hold.
func sorted(t consent.Traits) []consent.Trait {
	return slices.Sorted(maps.Keys(t)) // TraitsOf sets no other
}

func TestEveryPatientMeetsEveryPFact(t *testing.T) {
	lib := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		traits := consent.TraitsOf(anyCase(t), rapid.IntRange(0, 5).Draw(t, "threshold"), consent.Date{Year: 2026, Month: 11, Day: 22})
		met, all := reached(lib, traits, false), reached(lib, traits, true)
		for _, f := range lib.Facts {
			if f.Status == "P" && !met[f.ID] {
				t.Fatalf("the case with %v never meets %s on the way", sorted(traits), f.ID)
			}
			if f.Status == "M" && !all[f.ID] {
				t.Fatalf("the case with %v never meets %s, not even behind “know more”", sorted(traits), f.ID)
			}
		}
		topics := map[string]bool{}
		for _, q := range lib.Draw(traits, rapid.Uint64().Draw(t, "lot")) {
			if topics[q.Topic] {
				t.Fatalf("two questions about %s", q.Topic)
			}
			topics[q.Topic] = true
			if !slices.ContainsFunc(lib.PagesFor(traits), func(p Page) bool { return p.ID == q.Page }) {
				t.Fatalf("the question %s sends %v to a page they never see", q.ID, sorted(traits))
			}
		}
		for _, topic := range Topics() {
			if !topics[topic] {
				t.Fatalf("the case with %v is not asked about %s", sorted(traits), topic)
			}
		}
		for _, o := range consent.Outcomes() {
			if len(lib.StatementsFor(o, traits)) == 0 {
				t.Fatalf("nothing to tick for %s", o)
			}
		}
	})
}

func TestEveryCFactIsMetBySomeCase(t *testing.T) {
	lib := shipped(t)
	met := map[string]bool{}
	for _, trait := range consent.AllTraits() {
		for _, vertebra := range []bool{true, false} {
			for f := range reached(lib, consent.Traits{trait: true, consent.VertebraToTreat: vertebra}, true) {
				met[f] = true
			}
		}
	}
	for _, f := range lib.Facts {
		if f.Status == "C" && !met[f.ID] {
			t.Errorf("no case meets %s", f.ID)
		}
	}
}

func TestAnaesthesiaFollowsTheCase(t *testing.T) {
	lib := shipped(t)
	// A case on each side of the threshold reads something else about T06.
	texts := func(general bool) string {
		var out []string
		for id, c := range lib.clauses {
			if slices.Contains(c.Facts, "T06") && c.Holds(consent.Traits{consent.GeneralAnaesthesia: general}) {
				out = append(out, id)
			}
		}
		slices.Sort(out)
		return strings.Join(out, " ")
	}
	if texts(true) == texts(false) {
		t.Error("the clauses on anaesthesia do not follow the case")
	}
}

// edited gives the shipped content with one file changed.
func edited(t *testing.T, name string, change func(string) string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(Files(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(Files(), path)
		if path == name {
			text = []byte(change(string(text)))
		}
		out[path] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestLoadNamesFileAndLine(t *testing.T) {
	add := func(text string) func(string) string { return func(s string) string { return text + s } }
	page := "[[page]]\nid = \"x\"\nlayout = \"lesson\"\nchapter = \"risks\"\ntitle = { fr = \"a\", en = \"a\" }\n"
	clause := page + "[[page.clause]]\nid = \"x.c\"\nfacts = [\"F01\"]\n"
	for _, c := range []struct {
		name, text string
		line       int
		want       string
	}{
		{"one language", clause + "fr = \"seulement\"\n", 6, "a passage stands in French only"},
		{"unknown fact", strings.Replace(clause, "F01", "F99", 1) + "fr = \"a\"\nen = \"a\"\n", 6, "the fact \"F99\" is unknown"},
		{"no fact", strings.Replace(clause, `"F01"`, "", 1) + "fr = \"a\"\nen = \"a\"\n", 6, "no fact behind it"},
		{"duplicate id", clause + "fr = \"a\"\nen = \"a\"\n[[page.clause]]\nid = \"x.c\"\nfacts = [\"F01\"]\nfr = \"b\"\nen = \"b\"\n", 11, "used twice"},
		{"unknown trait", clause + "when = [\"tall\"]\nfr = \"a\"\nen = \"a\"\n", 6, "the trait \"tall\" is unknown"},
		{"unknown figure", page + "figure = \"nowhere\"\n", 1, "the figure \"nowhere\" is unknown"},
		{"unknown placeholder", clause + "fr = \"a {age}\"\nen = \"a {age}\"\n", 6, "the placeholder {age} is unknown"},
		{"placeholders differ", clause + "fr = \"a {levels}\"\nen = \"a\"\n", 6, "other placeholders"},
		{"glyph", clause + "fr = \"a ☃\"\nen = \"a\"\n", 6, "the font lacks the character"},
		{"stars", clause + "fr = \"a **b\"\nen = \"a\"\n", 6, "not in pairs"},
		{"unknown key", page + "colour = \"red\"\n", 6, "unknown key"},
		{"unknown layout", strings.Replace(page, "lesson", "dance", 1), 1, "the layout \"dance\" is unknown"},
		{"broken", "[[page]]\nid = \n", 2, ""},
		{"not utf-8", "# \xff\n", 1, "not UTF-8 text: save it as UTF-8"},
	} {
		const file = "pages/50-risks.toml"
		_, err := Load(edited(t, file, add(c.text)), Resources{HasGlyph: font.Has, Anchors: shippedPictures().anchors})
		var faults tomlfile.Faults
		if !errors.As(err, &faults) {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if want := fmt.Sprintf("%s:%d: ", file, c.line); !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s… %s", c.name, err, want, c.want)
		}
	}
	if _, err := Load(fstest.MapFS{}, Resources{}); err == nil {
		t.Error("an empty folder was taken as content")
	}
	missing := edited(t, "", nil)
	delete(missing, "facts.toml")
	if _, err := Load(missing, Resources{HasGlyph: font.Has, Anchors: shippedPictures().anchors}); err == nil {
		t.Error("content without its facts was taken")
	}
}

func TestFrenchTypography(t *testing.T) {
	for id, c := range shipped(t).clauses {
		for _, bad := range []string{" ;", " :", " !", " ?", "« ", " »", "'", " %", "oeu", "\u202f"} {
			if strings.Contains(c.FR, bad) {
				t.Errorf("%s: %q in the French", id, bad)
			}
		}
		if strings.Contains(c.EN, "'") || strings.Contains(c.EN, " %") {
			t.Errorf("%s: apostrophe or space before %% in the English", id)
		}
	}
}

// TestSourcesSpeakFrench: what a source says in words, beside names and titles, it says
// in French too, without the numbers that facts have here.
func TestSourcesSpeakFrench(t *testing.T) {
	said := regexp.MustCompile(`\b(pages?|sheet|advice|patient|recommendations)\b`)
	number := regexp.MustCompile(`\(X\d+\)`)
	for _, f := range shipped(t).Facts {
		for _, l := range consent.Languages() {
			if number.MatchString(f.SourceIn(l)) {
				t.Errorf("%s, %s: %q", f.ID, l, f.SourceIn(l))
			}
		}
		if said.MatchString(f.Source) && f.SourceFR == "" {
			t.Errorf("%s is in English alone: %q", f.ID, f.Source)
		}
	}
}
