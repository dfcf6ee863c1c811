package content

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// What the lists ask for is met, and stands where it is said to stand.
func TestQuality(t *testing.T) {
	lib, words, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	m := lib.Measure(words)
	for kind, all := range map[string]int{"qualifying": 6, "certifying": 6, "quality": 15} {
		if got := m.tally("IPDAS", "", kind); got.met != all || got.all != all {
			t.Errorf("IPDAS, %s: %d of %d met, want %d; open:%s", kind, got.met, got.all, all, got.open)
		}
	}
	if got := m.tally("IPDAS", "", "outside"); got.met != 0 || got.all != 8 {
		t.Errorf("IPDAS, outside: %d of %d met", got.met, got.all)
	}
	understandable := []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "15", "16", "17", "18", "19"}
	for _, c := range []struct {
		of, kind string
		items    []string
	}{{Screens, Understandable, understandable}, {Sheets, Understandable, understandable},
		{Sheets, Actionable, []string{"20", "21", "22", "23", "24", "25", "26"}}} {
		if got := m.tally("PEMAT-P", c.of, c.kind); got.share() < LeastPEMAT {
			t.Errorf("%s, %s: %d %%; open:%s", c.of, c.kind, got.share(), got.open)
		}
		var items []string
		for _, q := range lib.Quality {
			if q.List == "PEMAT-P" && q.Of == c.of && q.Kind == c.kind {
				items = append(items, q.Item)
			}
		}
		if !slices.Equal(items, c.items) {
			t.Errorf("%s, %s: the items %v, want %v", c.of, c.kind, items, c.items)
		}
	}
	said := strings.Join(m.Lines(), "\n")
	for _, want := range []string{"IPDAS v4, qualifying: 6 of 6 met", "IPDAS v4, certifying: 6 of 6 met", "IPDAS v4, quality: 15 of 15 met",
		"PEMAT-P, screens: 100 % understandable", "100 % actionable (6 of 6; not met: none; nothing to ask it of: 24)"} {
		if !strings.Contains(said, want) {
			t.Errorf("check does not say %q", want)
		}
	}
}

// Of living with each way, body, mind and daily life are told.
func TestLivingWithEachWay(t *testing.T) {
	lib := shipped(t)
	i := slices.IndexFunc(lib.Quality, func(q Quality) bool { return q.List == "IPDAS" && q.Item == "1.2.1" })
	for _, way := range []string{"conservative", "cement"} {
		for _, side := range []string{"body", "mind", "daily"} {
			id := fmt.Sprintf("living.%s.%s", way, side)
			if _, ok := lib.Clause(id); !ok || !slices.Contains(lib.Quality[i].Clauses, id) {
				t.Errorf("nothing says %q", id)
			}
		}
	}
}

// What is claimed and shown to nobody is named.
func TestUnshownIsNamed(t *testing.T) {
	lib := *shipped(t)
	lib.Quality = []Quality{
		{List: "IPDAS", Item: "1", Met: true, Clauses: []string{"legal.withdraw-again"}, Sections: []string{"data"}},
		{List: "IPDAS", Item: "2", Met: true, Clauses: []string{"fracture.one", "legal.about-date"}, Sections: []string{"about"}},
		{List: "IPDAS", Item: "3", Clauses: []string{"legal.withdraw-again"}},
		{List: "PEMAT-P", Item: "4", Of: Screens, Met: true, Clauses: []string{"legal.about-date", "fracture.one"}},
		{List: "PEMAT-P", Item: "5", Of: Sheets, Met: true, Clauses: []string{"fracture.one", "take.short"}, Sections: []string{"about", "take-alarm"}},
	}
	var got []string
	for _, f := range lib.unshown() {
		got = append(got, f.String())
	}
	want := []string{
		`IPDAS 1: nobody is shown the clause "legal.withdraw-again" there`, `IPDAS 1: nobody is shown the section "data" there`,
		`PEMAT-P 4 (screens): nobody is shown the clause "legal.about-date" there`,
		`PEMAT-P 5 (sheets): nobody is shown the clause "fracture.one" there`, `PEMAT-P 5 (sheets): nobody is shown the section "about" there`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
}
