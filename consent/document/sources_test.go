package document

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"eclaire/consent"
	"eclaire/content"
)

// bookletText is what the booklet prints, as Bare gives it.
func bookletText(t *testing.T, l consent.Language) string {
	t.Helper()
	lib, words := shipped()
	d, err := LayoutBooklet(l, consent.Clinic{Paper: "A4"}, lib, words)
	if err != nil {
		t.Fatal(err)
	}
	p, err := ReadPrint(pdf(t, d))
	if err != nil {
		t.Fatal(err)
	}
	return p.Text
}

// What is said to be met in the booklet is printed there, in both languages.
func TestBookletPrintsWhatQualityNames(t *testing.T) {
	lib, words := shipped()
	for _, l := range consent.Languages() {
		text := bookletText(t, l)
		for _, q := range lib.Quality {
			if q.List != "IPDAS" || !q.Met {
				continue
			}
			for _, id := range q.Sections {
				s, _ := lib.Section(id)
				if !strings.Contains(text, Bare(s.Title.FR)) || !strings.Contains(text, Bare(s.Title.EN)) {
					t.Errorf("%s %s: the booklet has no section %q", q.List, q.Item, id)
				}
			}
			for _, id := range q.Clauses {
				if !strings.HasPrefix(id, "legal.about") && !strings.HasPrefix(id, "legal.sure") && !strings.HasPrefix(id, "sure.") && !strings.HasPrefix(id, "living.") {
					continue // on the screens
				}
				c, _ := lib.Clause(id)
				for _, in := range consent.Languages() {
					said := content.Fill(strings.ReplaceAll(c.In(in), "**", ""), lib.Vars(words.For(in), consent.Case{}, consent.Clinic{}))
					if !strings.Contains(text, Bare(said)) {
						t.Errorf("%s %s: the booklet lacks %q in %s: %s", q.List, q.Item, id, in, said)
					}
				}
			}
		}
	}
}

// The booklet prints all that the way says and all that stands behind "Know more", in both
// languages, but for what only a case can bring in; a record's information prints of it
// what was opened.
func TestBookletPrintsEverything(t *testing.T) {
	lib, words := shipped()
	text := bookletText(t, consent.French)
	template, _ := lib.Document(content.Booklet)
	w := newWording(newSource(template, consent.Record{Read: consent.French, Clinic: consent.Clinic{Paper: "A4"}}, lib, words))
	looked := 0
	for _, p := range lib.PagesFor(w.traits) {
		clauses := w.shown(p.Clause)
		for _, s := range content.StepsFor(p.Step, w.traits) {
			clauses = append(clauses, s.Clause)
		}
		for _, r := range content.RowsFor(p.Row, w.traits) {
			clauses = append(clauses, w.shown(append(slices.Clone(r.Conservative), r.Vertebroplasty...))...)
		}
		columns := slices.Clone(p.Column)
		for _, m := range content.MoreFor(p, w.traits) {
			clauses = append(clauses, w.shown(m.Clause)...)
			columns = append(columns, m.Column...)
		}
		for _, c := range columns {
			clauses = append(clauses, w.shown(c.Clause)...)
		}
		for _, c := range clauses {
			for _, l := range consent.Languages() {
				looked++
				if !strings.Contains(text, Bare(w.plain(c.Text, l))) {
					t.Errorf("the booklet never prints %q of %s in %s", c.ID, p.ID, l)
				}
			}
		}
	}
	if looked < 200 {
		t.Errorf("only %d clauses", looked)
	}
}

// Each fact of each clause that is printed has its source in the list of references,
// which names the part that the clause stands in.
func TestEachFactHasItsReference(t *testing.T) {
	lib, words := shipped()
	for _, s := range []sample{{consent.AcceptProcedure, consent.French, 2, "A4", ""}, {consent.ChooseConservative, consent.English, 1, "A4", ""},
		{consent.AcceptProcedure, consent.English, 4, "Letter", "large"}} {
		r := record(t, s)
		template, _ := lib.Document(string(r.Outcome))
		p, err := ReadPrint(pdf(t, layout(t, r)))
		if err != nil {
			t.Fatal(err)
		}
		src := newSource(template, r, lib, words)
		checked := 0
		for _, id := range slices.Concat(template.Consent...) {
			section, _ := lib.Section(id)
			if !section.Holds(src.traits) {
				continue
			}
			for _, c := range src.clausesOf(section) {
				for _, source := range lib.Sources(c.Facts) {
					checked++
					if !slices.Contains(partsAfter(p.Text, Bare(source.In(r.Read))), "A") {
						t.Errorf("%s: nothing refers %q of the consent (%s) to %q", s.name(), c.ID, id, source.FR)
					}
				}
			}
		}
		if checked < 15 {
			t.Errorf("%s: only %d facts", s.name(), checked)
		}
	}
}

// partsPattern is the list of parts after a source.
var partsPattern = regexp.MustCompile(`^\(([0-9AD](?:,[0-9AD])*)\)`)

// partsAfter gives the chapters that stand after a source somewhere in a text.
func partsAfter(text, source string) []string {
	for rest := text; ; {
		_, after, found := strings.Cut(rest, source)
		if !found {
			return nil
		}
		if m := partsPattern.FindStringSubmatch(after); m != nil {
			return strings.Split(m[1], ",")
		}
		rest = after
	}
}

// The list is of what is printed alone: what a clinic switched off is no source.
func TestNoSourceOfWhatIsNotSaid(t *testing.T) {
	lib, words := shipped()
	fact, _ := lib.Fact("X62")
	if !strings.Contains(bookletText(t, consent.French), Bare(fact.Source)) {
		t.Fatal("the source of X62 is not printed")
	}
	without, err := lib.Without([]string{"X62"})
	if err != nil {
		t.Fatal(err)
	}
	d, err := LayoutBooklet(consent.French, consent.Clinic{Paper: "A4"}, without, words)
	if err != nil {
		t.Fatal(err)
	}
	if p, err := ReadPrint(pdf(t, d)); err != nil || strings.Contains(p.Text, Bare(fact.Source)) {
		t.Errorf("the source of a fact that is switched off is printed (%v)", err)
	}
}
