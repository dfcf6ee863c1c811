package content

import (
	"slices"
	"strings"
	"testing"

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
	warnings := []string{"X53", "X54", "X55", "X56", "X57", "X58"}
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
