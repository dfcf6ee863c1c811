package content

import (
	"slices"
	"testing"

	"eclaire/consent"
	"eclaire/locales"
)

func spoken(t *testing.T) *locales.Bundle {
	t.Helper()
	words, err := locales.Load(locales.Files(), func(rune) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	return words
}

func circumstances(lib *Library, say *locales.Speaker, c consent.Case) Circumstances {
	return lib.Around(say, c, consent.Clinic{Threshold: 2}, consent.Date{Year: 2026, Month: 11, Day: 26})
}

// TestDepending corrects a level and a procedure: pages that name them are to be shown
// again, others are not.
func TestDepending(t *testing.T) {
	lib, words := shipped(t), spoken(t)
	say := words.For(consent.French)
	l1 := consent.Case{ToTreat: consent.NewLevelSet(consent.L1), BirthDate: consent.Date{Year: 1944, Month: 3, Day: 3}}
	t12 := l1
	t12.ToTreat = consent.NewLevelSet(consent.T12)
	if got := lib.Depending(circumstances(lib, say, l1), circumstances(lib, say, l1)); got != nil {
		t.Errorf("nothing changed: %v", got)
	}
	level := lib.Depending(circumstances(lib, say, l1), circumstances(lib, say, t12))
	if !slices.Contains(level, "your-fracture") {
		t.Errorf("another level: %v", level)
	}
	kypho := l1
	kypho.Procedure = consent.Kyphoplasty
	procedure := lib.Depending(circumstances(lib, say, l1), circumstances(lib, say, kypho))
	if len(procedure) == 0 || len(procedure) >= len(lib.Pages) {
		t.Errorf("another procedure: %v", procedure)
	}
}

func TestChanged(t *testing.T) {
	lib := shipped(t)
	if got := lib.Changed(lib); got != nil {
		t.Errorf("the same texts: %v", got)
	}
	if got := lib.Changed(nil); len(got) != len(lib.Pages) {
		t.Errorf("unknown texts: %d of %d pages", len(got), len(lib.Pages))
	}
	other := *lib
	other.Pages = slices.Clone(lib.Pages)
	other.Pages[2].Title.FR += " !"
	if got := lib.Changed(&other); !slices.Equal(got, []string{lib.Pages[2].ID}) {
		t.Errorf("one title: %v", got)
	}
}
