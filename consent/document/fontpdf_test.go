package document

import "testing"

// TestSubsetsKept finds the last used subsets again, and only so many.
func TestSubsetsKept(t *testing.T) {
	var k subsetKeeper
	get := func(face int, runes string) *fontSubset {
		t.Helper()
		s, err := k.get(face, []rune(runes))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	first := get(0, " a")
	if get(0, " a") != first {
		t.Error("a subset is made twice")
	}
	if other := get(1, " a"); other == first || other.name == first.name {
		t.Error("regular and bold are one subset")
	}
	for r := 'b'; r < 'b'+mostSubsets-1; r++ {
		get(0, " "+string(r))
		get(0, " a")
	}
	if len(k.kept) != mostSubsets {
		t.Errorf("%d subsets are kept, want %d", len(k.kept), mostSubsets)
	}
	if k.use(0, " a") != first {
		t.Error("the subset that was used last is gone")
	}
	if k.use(1, " a") != nil {
		t.Error("the subset that was used first is still there")
	}
}
