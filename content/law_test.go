package content

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"eclaire/assets/font"
	"eclaire/consent"
)

const (
	templates = "documents/documents.toml"
	pieces    = "documents/sections.toml"
	law       = "quality/law.toml"
)

// Everything that the law wants is said in the consent, and check says how much that is.
func TestLaw(t *testing.T) {
	lib, words, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]int{}
	for _, d := range lib.Law {
		of[d.Country]++
		if !strings.HasPrefix(d.ID, d.Country+".") {
			t.Errorf("%s is of %s", d.ID, d.Country)
		}
	}
	want := fmt.Sprintf("law: %d of %d items answered in the consent (France %d, United Kingdom %d)", len(lib.Law), len(lib.Law), of["fr"], of["gb"])
	if said := lib.Measure(words).Lines(); !slices.Contains(said, want) || of["fr"] < 20 || of["gb"] < 19 {
		t.Errorf("check does not say %q: %s", want, strings.Join(said, "\n"))
	}
	for _, topic := range []string{"trusted", "interpreter", "protection", "proposed", "rays", "cement", "implant", "anaesthetist", "costs", "refusal", "teaching"} {
		if !slices.ContainsFunc(lib.Law, func(d Duty) bool { return d.ID == "fr."+topic }) {
			t.Errorf("nothing is wanted of %q in France", topic)
		}
	}
	for _, topic := range []string{"extras", "photographs", "no-person", "capacity", "on-the-day"} {
		if !slices.ContainsFunc(lib.Law, func(d Duty) bool { return d.ID == "gb."+topic }) {
			t.Errorf("nothing is wanted of %q in the United Kingdom", topic)
		}
	}
}

// moved takes a section out of the consent of one document and puts it into what is only
// read (part D).
func moved(t *testing.T, document, section string) func(string) string {
	return func(s string) string {
		t.Helper()
		before, rest, ok := strings.Cut(s, "id = \""+document+"\"\n")
		own, after, more := strings.Cut(rest, "\n[[document]]")
		consent, other, parts := strings.Cut(own, "\nfollow-up")
		taken := regexp.MustCompile(`"`+section+`", |, "`+section+`"`).ReplaceAllString(consent, "")
		if !ok || !more || !parts || taken == consent {
			t.Fatalf("the consent of %q has no section %q", document, section)
		}
		other = strings.Replace(other, `information = ["pages"`, `information = ["pages", "`+section+`"`, 1)
		return before + "id = \"" + document + "\"\n" + taken + "\nfollow-up" + other + "\n[[document]]" + after
	}
}

// A section that the law wants in the consent cannot be moved out of it; others can.
func TestSectionsAreMoved(t *testing.T) {
	for _, c := range []struct {
		document, section string
		want              []string // what is said of it; nothing, if it can be moved
	}{
		{"vertebroplasty", "values", nil},
		{"vertebroplasty", "state", nil},
		{"vertebroplasty", "digests", nil},
		{"conservative", "later-visit", nil},
		{"vertebroplasty", "planned", []string{"fr.proposed", "fr.protection", "fr.interpreter", "gb.procedure", `a section of the kind "planned" into consent`}},
		{"vertebroplasty", "risks", []string{"fr.risks (France, L.1111-2: ", "gb.risks (United Kingdom, NHS consent form 1", `with the clause "paper.leak" into consent, to be shown to everybody: "risks"`}},
		{"vertebroplasty", "rays", []string{"fr.rays", "fr.cement", "fr.implant", "fr.anaesthetist", "fr.costs", "gb.no-person", "gb.photographs"}},
		{"vertebroplasty", "trusted", []string{"fr.trusted (France, L.1111-6: "}},
		{"vertebroplasty", "interview", []string{"fr.talk", "gb.capacity"}},
		{"vertebroplasty", "extras", []string{"gb.extras"}},
		{"vertebroplasty", "on-the-day", []string{"gb.on-the-day"}},
		{"vertebroplasty", "signatures", []string{"fr.decision", "fr.trusted", "fr.interpreter"}},
		{"conservative", "refusal", []string{"fr.refusal (France, L.1111-4: "}},
		{"conservative", "alternative", []string{"fr.others", "fr.refusing", "gb.others"}},
		{"conservative", "data", []string{"fr.data", "gb.data"}},
		{"no_information", "change-mind", []string{"fr.not-to-know"}},
	} {
		_, err := Load(edited(t, templates, moved(t, c.document, c.section)), Resources{HasGlyph: font.Has, Anchors: shippedPictures().anchors})
		if c.want == nil {
			if err != nil {
				t.Errorf("%s without %q is refused: %v", c.document, c.section, err)
			}
			continue
		}
		for _, want := range c.want {
			named := regexp.MustCompile(fmt.Sprintf(`(?m)^%s:[1-9][0-9]*: the consent \(part A\) of %q .*%s`, templates, c.document, regexp.QuoteMeta(want)))
			if err == nil || !named.MatchString(err.Error()) {
				t.Errorf("%s without %q: got %v, want %s", c.document, c.section, err, want)
			}
		}
	}
}

// What the law wants of everybody cannot be shown to some only, be taken away, or be
// struck off the list; a clinic can add to the list.
func TestLawIsChecked(t *testing.T) {
	for _, c := range []struct {
		name, file string
		change     func(string) string
		want       string // "" if it is taken
	}{
		{"shown to some", pieces, replaced(t, "id = \"legal.costs\"\nfacts = []\n", "id = \"legal.costs\"\nfacts = []\nwhen = [\"over_80\"]\n"), `show the clause "legal.costs" to everybody`},
		{"hidden from some", pieces, replaced(t, "id = \"legal.costs\"\nfacts = []\n", "id = \"legal.costs\"\nfacts = []\nunless = [\"over_80\"]\n"), `show the clause "legal.costs" to everybody`},
		{"a section for some", pieces, replaced(t, "id = \"trusted\"\nkind = \"trusted\"\n", "id = \"trusted\"\nkind = \"trusted\"\nwhen = [\"trusted_person\"]\n"), "fr.trusted"},
		{"of another country", pieces, replaced(t, "id = \"legal.costs\"\nfacts = []\n", "id = \"legal.costs\"\nfacts = []\nwhen = [\"in_britain\"]\n"), "fr.costs"},
		{"of the country", pieces, replaced(t, "id = \"legal.costs\"\nfacts = []\n", "id = \"legal.costs\"\nfacts = []\nwhen = [\"in_france\"]\n"), ""},
		{"a clause in another section", pieces, func(s string) string {
			return strings.Replace(s, "id = \"copies\"\nkind = \"ticks\"\n", "id = \"copies\"\nkind = \"ticks\"\nuse = [\"legal.trusted\"]\n", 1)
		}, ""},
		{"no list of a country", law, func(s string) string { return strings.ReplaceAll(s, "country = \"gb\"", "country = \"fr\"") },
			"nothing says what the law wants of a consent (United Kingdom)"},
		{"one more", law, func(s string) string {
			return s + "\n[[law]]\nid = \"fr.own\"\ncountry = \"fr\"\nlaw = \"L.1\"\noutcome = [\"time\"]\nkinds = [\"appointment\"]\nfr = \"a\"\nen = \"a\"\n"
		}, ""},
		{"one more that is not answered", law, func(s string) string {
			return s + "\n[[law]]\nid = \"fr.own\"\ncountry = \"fr\"\nlaw = \"L.1\"\noutcome = [\"time\"]\nkinds = [\"extras\"]\nfr = \"a\"\nen = \"a\"\n"
		}, `the consent (part A) of "time" does not say what the law wants of it, fr.own (France, L.1: "a"): put a section of the kind "extras" into consent, to be shown to everybody: "extras"`},
		{"another country", law, replaced(t, "country = \"fr\"", "country = \"de\""), `the country "de" is unknown`},
		{"another kind", law, replaced(t, "kinds = [\"interview\"]", "kinds = [\"dance\"]"), `the kind "dance" is unknown`},
		{"another clause", law, replaced(t, "\"legal.costs\"", "\"legal.gone\""), `the clause "legal.gone" is unknown`},
		{"another outcome", law, replaced(t, "outcome = [\"no_information\"]", "outcome = [\"dance\"]"), `the outcome "dance" is unknown`},
		{"another trait", law, replaced(t, "when = [\"implant\"]", "when = [\"dance\"]"), `the trait "dance" is unknown`},
		{"no law", law, replaced(t, "law = \"L.1111-6\"", "law = \"\""), `the item "fr.trusted" needs the law`},
		{"of no decision", law, replaced(t, "outcome = [\"no_information\"]", "outcome = []"), `the item "fr.not-to-know" belongs to no decision`},
		{"answered by nothing", law, replaced(t, "clauses = [\"legal.costs\"]\n", ""), `nothing could answer the item "fr.costs"`},
	} {
		_, err := Load(edited(t, c.file, c.change), Resources{HasGlyph: font.Has, Anchors: shippedPictures().anchors})
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

// A fact that what the law wants rests on cannot be switched off.
func TestLawWithoutFacts(t *testing.T) {
	lib := *shipped(t)
	lib.Law = append(slices.Clone(lib.Law), Duty{ID: "fr.death", Country: "fr", Law: "L.1", Outcome: []consent.Outcome{consent.AcceptProcedure}, Clauses: []string{"paper.death"}})
	if faults := lib.lawFaults(); len(faults) > 0 {
		t.Fatal(faults)
	}
	if _, err := lib.Without([]string{"X40"}); err == nil || !strings.Contains(err.Error(), `fr.death`) || !strings.Contains(err.Error(), `leave the facts of the clause "paper.death" switched on`) {
		t.Errorf("got %v", err)
	}
}
