package content

import (
	"slices"
	"strings"
	"testing"

	"eclaire/consent"
	"eclaire/content/measure"
)

// A clinic's own words stand in the place of a clause, and count into the version.
func TestWithWords(t *testing.T) {
	lib := shipped(t)
	if same, err := lib.WithWords(map[string]Text{FundingClause: {}}); err != nil || same != lib {
		t.Errorf("nothing said: %v", err)
	}
	own := Text{"La fondation a payé.", "The foundation paid."}
	said, err := lib.WithWords(map[string]Text{FundingClause: own, ReviewClause: {}})
	if err != nil {
		t.Fatal(err)
	}
	s, _ := said.Section("about")
	i := slices.IndexFunc(s.Clause, func(c Clause) bool { return c.ID == FundingClause })
	if c, _ := said.Clause(FundingClause); c.Text != own || s.Clause[i].Text != own {
		t.Errorf("%q and %q", c.FR, s.Clause[i].FR)
	}
	if c, _ := lib.Clause(FundingClause); c.Text == own {
		t.Error("the library itself was changed")
	}
	other, err := lib.WithWords(map[string]Text{ReviewClause: own})
	if err != nil || said.Version == lib.Version || other.Version == said.Version || len(other.Version) != len(lib.Version) {
		t.Errorf("versions %s, %s, %s: %v", lib.Version, said.Version, other.Version, err)
	}
	if _, err := lib.WithWords(map[string]Text{"legal.none": own}); err == nil || !strings.Contains(err.Error(), `"legal.none"`) {
		t.Errorf("a clause that there is not: %v", err)
	}
}

// Every fact has one source, the same publication stands once, and a fact that is
// switched off has none.
func TestSources(t *testing.T) {
	lib := shipped(t)
	var all []string
	for _, f := range lib.Facts {
		all = append(all, f.ID)
	}
	of := map[string]int{}
	texts := map[Text]bool{}
	for i, s := range lib.Sources(all) {
		if texts[s.Text] || s.FR == "" || s.EN == "" || (i == 0) != (s.Text == lib.About.Article) {
			t.Errorf("source %d: %q", i, s.FR)
		}
		texts[s.Text] = true
		for _, f := range s.Facts {
			of[f]++
		}
	}
	for _, f := range lib.Facts {
		if of[f.ID] != 1 {
			t.Errorf("%s has %d sources", f.ID, of[f.ID])
		}
		if f.Outside() && strings.Contains(f.Source, "(X") {
			t.Errorf("%s: the source refers to a fact: %q", f.ID, f.Source)
		}
		for d := range strings.SplitSeq(f.DOI, ", ") {
			if d != "" && (strings.Count(d, "(") != strings.Count(d, ")") || !strings.Contains(f.Source, d)) {
				t.Errorf("%s: %q is no identifier of %q", f.ID, d, f.Source)
			}
		}
	}
	if got := lib.Sources([]string{"X01", "F01", "X02"}); len(got) != 2 || !slices.Equal(got[1].Facts, []string{"X01", "X02"}) {
		t.Errorf("%v", got)
	}
	without, err := lib.Without([]string{"X07"})
	if err != nil {
		t.Fatal(err)
	}
	if got := without.Sources([]string{"X07"}); got != nil {
		t.Errorf("%v", got)
	}
}

// The paper says how easy the texts read: what is printed is what check measures.
// TestReadingIsRemembered: what is counted once is not counted again, and a library
// that lacks pages has its own count.
func TestReadingIsRemembered(t *testing.T) {
	lib, words, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	whole := lib.Reading(words, consent.French)
	counted := false
	key := readingKey{words, consent.French}
	if again := lib.readings.of(key, func() measure.Counts { counted = true; return measure.Counts{} }); again != whole || counted {
		t.Errorf("%+v, then %+v; counted again: %v", whole, again, counted)
	}
	part := lib.filtered(switched{})
	part.Pages = part.Pages[:len(part.Pages)/2]
	if got := part.Reading(words, consent.French); got.Words >= whole.Words || got != part.measured(words, consent.French) {
		t.Errorf("half the pages have %d words of %d", got.Words, whole.Words)
	}
	if got := lib.Reading(words, consent.English); got == whole {
		t.Error("both languages have the same counts")
	}
	if none := (&Library{}).Reading(words, consent.French); none.Words != 0 {
		t.Errorf("a library without pages has %d words", none.Words)
	}
}

func TestReading(t *testing.T) {
	lib, words, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	fr, en := lib.Reading(words, consent.French), lib.Reading(words, consent.English)
	if fr.Words < 800 || fr.LIX() > MostLIX || fr.KandelMoles() < LeastKandelMoles || en.FleschKincaid() > MostFleschKincaid {
		t.Errorf("fr %+v, en %+v", fr, en)
	}
}
