package content

import (
	"slices"
	"strings"
	"testing"

	"eclaire/assets/font"
	"eclaire/consent"
)

// cites tells whether anything said rests on a fact.
func cites(lib *Library, fact string) bool {
	for _, c := range lib.clauses {
		if slices.Contains(c.Facts, fact) {
			return true
		}
	}
	for _, p := range lib.Pages {
		for _, m := range p.More {
			for _, c := range m.Clause {
				if slices.Contains(c.Facts, fact) {
					return true
				}
			}
		}
	}
	return slices.ContainsFunc(lib.arrays(), func(a IconArray) bool { return slices.Contains(a.Facts, fact) }) ||
		slices.ContainsFunc(lib.Questions, func(q Question) bool { return slices.Contains(q.Facts, fact) })
}

// Each outside fact can be switched off, alone and with all others, but for those
// that the warning signs rest on.
func TestWithout(t *testing.T) {
	lib := shipped(t)
	warnings := []string{"X53", "X55", "X56", "X57", "X58"}
	versions := map[string]bool{lib.Version: true}
	var all []string
	for _, id := range lib.OutsideFacts() {
		if !cites(lib, id) {
			t.Errorf("nothing rests on %s", id)
		}
		less, err := lib.Without([]string{id})
		if slices.Contains(warnings, id) {
			if err == nil || !strings.Contains(err.Error(), "never emptied") {
				t.Errorf("%s: the warning signs can be emptied: %v", id, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		all = append(all, id)
		if cites(less, id) || versions[less.Version] {
			t.Errorf("%s is still said, or does not count into the version", id)
		}
		versions[less.Version] = true
	}
	none, err := lib.Without(all)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range none.Facts {
		if f.Outside() && !slices.Contains(warnings, f.ID) {
			t.Errorf("%s is still there", f.ID)
		}
	}
	for _, traits := range []consent.Traits{{consent.VertebraToTreat: true}, {consent.SacrumToTreat: true, consent.SacroplastyPlanned: true}} {
		met := reached(none, traits, false)
		for _, f := range none.Facts {
			if f.Status == "P" && !met[f.ID] {
				t.Errorf("without outside facts, nobody is told %s", f.ID)
			}
		}
		if len(none.QuestionsFor(traits)) != len(Topics()) {
			t.Error("the check of understanding is not whole")
		}
	}
	for _, s := range none.Sections {
		for _, id := range s.Use {
			if _, ok := none.Clause(id); !ok {
				t.Errorf("the section %s uses %s, which is gone", s.ID, id)
			}
		}
	}
	// The order and repetitions do not matter, and nothing off is the same library.
	a, _ := lib.Without([]string{"X01", "X15"})
	b, _ := lib.Without([]string{"X15", "X01", "X01"})
	if same, err := lib.Without(nil); a.Version != b.Version || same != lib || err != nil {
		t.Error("the same facts give another version")
	}
	for id, want := range map[string]string{"X99": "no fact", "F03": "of the article"} {
		if _, err := lib.Without([]string{id}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", id, err)
		}
	}
	if shipped(t).Version != lib.Version || !cites(lib, "X01") {
		t.Error("the library itself has changed")
	}
}

// What a clinic can get wrong is named.
func TestWayIsChecked(t *testing.T) {
	add := func(text string) func(string) string { return func(s string) string { return s + "\n" + text } }
	swap := func(old, now string) func(string) string {
		return func(s string) string {
			if !strings.Contains(s, old) {
				t.Fatalf("there is no %q", old)
			}
			return strings.Replace(s, old, now, 1)
		}
	}
	more := "[[page.more]]\nid = \"x\"\ntitle = { fr = \"a\", en = \"a\" }\n[[page.more.clause]]\n"
	for _, c := range []struct {
		name, file string
		change     func(string) string
		want       string
	}{
		{"core and more", "pages/50-risks.toml", add(more + "id = \"leak.vein\"\nfacts = [\"R02\"]\nfr = \"a\"\nen = \"a\"\n"), "never in both; take one of them out"},
		{"empty chapter", "pages/60-follow-up.toml", func(s string) string { return strings.ReplaceAll(s, `chapter = "afterwards"`, `chapter = "risks"`) }, `the chapter "afterwards" has 0 pages`},
		{"page of the decision", "pages/60-follow-up.toml", swap(`chapter = "afterwards"`, `chapter = "decision"`), `the chapter "decision" has 1 pages`},
		{"unknown chapter", "pages/60-follow-up.toml", swap(`chapter = "afterwards"`, `chapter = "later"`), `the chapter "later" is unknown`},
		{"no chapter title", "chapters.toml", func(s string) string { return strings.Split(s, "[[chapter]]\nid = \"decision\"")[0] }, `the chapter "decision" has no title`},
		{"other times", "pages/20-ways.toml", swap("pair = \"vapour\"\ndays = 14", "pair = \"vapour\"\ndays = 28"), "other denominators (of) or times (days)"},
		{"other denominators", "pages/20-ways.toml", swap("pair = \"vapour\"\ndays = 14\n", "pair = \"vapour\"\ndays = 14\nof = 50\n"), "other denominators (of) or times (days)"},
		{"half a pair", "pages/20-ways.toml", swap("pair = \"vapour\"", "pair = \"other\""), "needs one array for each"},
		{"pair without time", "pages/20-ways.toml", swap("pair = \"vapour\"\ndays = 14\n", "pair = \"vapour\"\n"), "needs its time (days)"},
		{"figure without source", "pages/20-ways.toml", swap("facts = [\"X07\"]\n\n[[page.array]]", "facts = []\n\n[[page.array]]"), "no fact behind it"},
		{"probability above 1", "pages/20-ways.toml", swap("percent = 44.0", "percent = 144.0"), "between 0 and 100"},
		{"long text", "pages/10-fracture.toml", swap("Les **vertèbres** sont", strings.Repeat("Les vertèbres sont les os. ", 30)+"Les **vertèbres** sont"), "or move a part behind"},
		{"emptied warning", "pages/60-follow-up.toml", swap("alarm = 1\n", ""), "no page tells everybody the warning signs of step 1"},
		{"warning left out at home", "documents/sections.toml", func(s string) string { return strings.ReplaceAll(s, `"alarm.now", `, "") }, "the sheets to take home lack the warning signs of step 1"},
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
		{"quality nowhere", "quality/ipdas.toml", swap("clauses = [\"legal.choice\"]\npages = [\"compare\"]\n", ""), "IPDAS 1.1.2 is met nowhere"},
		{"quality of nobody", "quality/ipdas.toml", swap("kind = \"outside\"\nmet = false", "kind = \"outside\"\nmet = true"), "cannot be met from here"},
		{"quality of a clause that is gone", "quality/ipdas.toml", swap("\"legal.choice\"", "\"legal.gone\""), `the clause "legal.gone" is unknown`},
		{"quality of a section that is gone", "quality/ipdas.toml", swap("sections = [\"living\"]", "sections = [\"gone\"]"), `the section "gone" is unknown`},
		{"quality of something else", "quality/pemat.toml", swap("of = \"sheets\"", "of = \"films\""), `the material "films" is unknown`},
		{"quality of another kind", "quality/pemat.toml", swap("kind = \"actionable\"", "kind = \"readable\""), `the kind "readable" is unknown`},
		{"quality met of nothing", "quality/pemat.toml", swap("met = false\nwithout = true", "met = true\nwithout = true"), "PEMAT-P 24 is met, or there is nothing it could be asked of"},
		{"no day", "about.toml", swap("written = \"2026-11-27\"\n", ""), "the texts need their day (written)"},
		{"a day that is none", "about.toml", swap("2026-11-27", "2026-11-31"), "a day is written as"},
		{"to be read again before they were written", "about.toml", swap("2027-11-27", "2026-11-27"), "that day must come later"},
		{"role", "pages/50-risks.toml", swap(`role = "felt"`, `role = "loud"`), `the role "loud" is unknown`},
	} {
		_, err := Load(edited(t, c.file, c.change), Resources{HasGlyph: font.Has, Anchors: shippedPictures().anchors})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}
