package content

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"eclaire/assets/font"
	"eclaire/consent"
	"eclaire/content/measure"
	"eclaire/locales"
)

// The shipped way keeps its aims: short, easy, even, the same in both languages.
func TestWayKeepsItsAims(t *testing.T) {
	lib, words, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	m := lib.Measure(words)
	for what, list := range map[string][]Finding{"aims": m.beyond(), "long": m.Long, "words": m.Words, "parity": m.Parity, "balance": m.Balance, "unshown": m.Unshown} {
		for _, f := range list {
			t.Errorf("%s: %s", what, f)
		}
	}
	if first := m.Lines()[0]; !regexp.MustCompile(`^the way: \d+ minutes, \d+ screens, \d+ words$`).MatchString(first) {
		t.Errorf("the way is said as %q", first)
	}
}

// What misses an aim is named.
func TestMeasuresNameWhatIsWrong(t *testing.T) {
	_, words, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	files := edited(t, "pages/50-risks.toml", func(s string) string {
		return strings.Replace(s, "[[page.clause]]\n", "[[page.clause]]\nid = \"bad\"\nfacts = [\"R01\"]\nfr = \"Ce geste rapide, fait chez vous, est vraiment sans danger pour 3 personnes sur 100 et il ne dure que quelques petites minutes en tout.\"\nen = \"It is quick, safe for 4 people of 100 and not long.\"\n\n[[page.clause]]\n", 1)
	})
	lib, err := Load(files, Resources{HasGlyph: font.Has, Anchors: shippedPictures().anchors})
	if err != nil {
		t.Fatal(err)
	}
	said := strings.Join(lib.Measure(words).Lines(), "\n")
	for _, want := range []string{`bad: unwanted word "geste"`, `bad: unwanted word "chez vous"`, `bad: persuasive word "rapide"`, `bad: persuasive word "quick"`,
		"bad: the two languages have other figures"} {
		if !strings.Contains(said, want) {
			t.Errorf("nothing says %q in\n%s", want, said)
		}
	}
	if len(lib.Measure(words).Long) == 0 {
		t.Error("a long sentence is not named")
	}
}

// Everything behind "know more" is printed in the information part, and all that the
// way says too.
func TestEverythingIsPrinted(t *testing.T) {
	lib := shipped(t)
	for _, id := range []string{"vertebroplasty", "conservative", "time"} {
		d, _ := lib.Document(id)
		printed := map[string]bool{}
		for _, name := range d.Section {
			s, _ := lib.Section(name)
			for _, use := range s.Use {
				printed[use] = true
			}
		}
		for _, p := range lib.Pages {
			clauses := slices.Clone(p.Clause)
			for _, s := range p.Step {
				clauses = append(clauses, s.Clause)
			}
			for _, m := range p.More {
				clauses = append(clauses, m.Clause...)
				for _, c := range m.Column {
					clauses = append(clauses, c.Clause...)
				}
			}
			for _, c := range clauses {
				if !printed[c.ID] && !onScreenOnly[c.ID] {
					t.Errorf("the document %q never prints %q", id, c.ID)
				}
			}
		}
	}
}

// onScreenOnly are clauses whose place on paper is taken by entries of the record, by
// the comparison, or by the words beside a picture.
var onScreenOnly = map[string]bool{"fracture.one": true, "fracture.several": true, "fracture.names": true, "fracture.sacrum": true, "fracture.old": true, "legal.choice": true}

// No case reads a placeholder, meets an empty chapter or misses a warning.
func TestFiveThousandCases(t *testing.T) {
	lib, words, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	chance := rand.New(rand.NewPCG(13, 5000))
	for range 5000 {
		c := consent.Case{FirstNames: "A", BirthName: "B", BirthDate: consent.Date{Year: 1920 + chance.IntN(70), Month: 3, Day: 3},
			ToTreat: consent.LevelSet(1+chance.Uint32N(1<<18-1)) << 1, Cleft: []consent.Reply{"", consent.Yes, consent.No}[chance.IntN(3)],
			BedBound: []consent.Reply{"", consent.Yes, consent.No}[chance.IntN(3)], Procedure: append(consent.Procedures(), "")[chance.IntN(5)]}
		c.Old = consent.LevelSet(chance.Uint32N(1<<18)) << 1 &^ c.ToTreat
		if n := chance.IntN(5); n > 0 {
			n--
			c.EarlierFractures = &n
		}
		clinic := consent.Clinic{Threshold: chance.IntN(6), Country: []string{"", "FR", "GB"}[chance.IntN(3)]}
		traits := consent.TraitsOf(c, clinic.Threshold, consent.Date{Year: 2026, Month: 11, Day: 22})
		checkCase(t, lib, words, c, clinic, traits)
		if t.Failed() {
			t.Fatalf("case: %v", sorted(traits))
		}
	}
}

func checkCase(t *testing.T, lib *Library, words *locales.Bundle, c consent.Case, clinic consent.Clinic, traits consent.Traits) {
	t.Helper()
	steps := map[int]bool{}
	said := map[string]bool{}
	for _, lang := range consent.Languages() {
		r := reader{lib, words.For(lang), traits, lib.Vars(words.For(lang), c, clinic), lang}
		for _, p := range lib.PagesFor(traits) {
			for _, text := range slices.Concat(r.headings(p), r.body(p)) {
				if strings.ContainsAny(text, "{}‹") || text == "" {
					t.Errorf("%s (%s): %q", p.ID, lang, text)
				}
			}
			if len(r.body(p)) == 0 {
				t.Errorf("the page %s is empty", p.ID)
			}
			for _, clause := range ClausesFor(p.Clause, traits) {
				steps[clause.Alarm] = true
				said[clause.ID] = true
			}
		}
	}
	for _, chapter := range Chapters()[:4] {
		if len(lib.PagesOf(chapter, traits)) == 0 {
			t.Errorf("the chapter %s is empty", chapter)
		}
	}
	for step := 1; step <= alarmSteps; step++ {
		if !steps[step] {
			t.Errorf("no warning of step %d", step)
		}
	}
	for id, want := range map[string]bool{"anaesthesia.general": c.ToTreat.Len() > clinic.Threshold, "anaesthesia.local": c.ToTreat.Len() <= clinic.Threshold,
		"cleft.seen": c.Cleft == consent.Yes, "nothing.cleft": c.Cleft == consent.Yes, "bed.you": c.BedBound == consent.Yes,
		"fracture.one": c.ToTreat.Len() == 1, "fracture.several": c.ToTreat.Len() > 1, "fracture.old": c.Old.Len() > 0, "fracture.sacrum": c.ToTreat.Has(consent.Sacrum)} {
		if said[id] != want {
			t.Errorf("%s said: %v", id, said[id])
		}
	}
}

// A hard word is explained where the way first says it.
func TestWordsAreExplainedAtFirst(t *testing.T) {
	lib, words, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	for lang, terms := range map[consent.Language]map[string]string{
		consent.French: {"L1": "vertèbre lombaire (L1)", "IRM": "un examen par aimant", "niveau": "vertèbre ou sacrum", "mbolie": "du ciment dans le poumon",
			"complications": "problèmes dus", "cyphose": "se courbe", "ostéoporose": "os fragiles", "rhumatologue": "médecin des os",
			"moelle": "cordon de nerfs", "nesthésie générale": "on dort", "fausse intervention": "sans ciment"},
		consent.English: {"L1": "lumbar vertebra (L1)", "MRI": "a scan with a magnet", "level": "vertebra or sacrum", "mbolism": "cement in the lung",
			"omplications": "problems due", "kyphosis": "bends", "steoporosis": "weak bones", "rheumatologist": "bone doctor",
			"cord": "bundle of nerves", "eneral anaesthesia": "you sleep", "sham": "without cement"},
	} {
		r := lib.reader(words, lang)
		for term, meaning := range terms {
			text := ""
			for _, p := range lib.PagesFor(r.traits) {
				for _, s := range slices.Concat(r.headings(p), r.body(p)) {
					if text == "" && regexp.MustCompile(`(^|[^\pL])`+regexp.QuoteMeta(term)).MatchString(s) || text == "" && len(term) > 5 && strings.Contains(s, term) {
						text = s
					}
				}
			}
			if !strings.Contains(text, meaning) {
				t.Errorf("%s: %q is first said as %q", lang, term, text)
			}
		}
	}
}

// Words that patients hear wrongly stand nowhere in the interface either.
func TestNoWrongWordsInTheInterface(t *testing.T) {
	_, words, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	list := measure.List{consent.French: {"geste", "chez vous", "chez moi", "sous radiographie"}, consent.English: {"exceptional", "keep it for", "establishment"}}
	for key, text := range words.Texts() {
		lang := consent.French
		if strings.HasPrefix(key, "active.en") {
			lang = consent.English
		}
		if found := list.In(text, lang); len(found) > 0 {
			t.Errorf("%s: %q", key, found)
		}
	}
}

// forms lists both forms of every question.
func forms(lib *Library) (out []Retry) {
	for _, q := range lib.Questions {
		out = append(out, Retry{q.Ask, q.Option}, q.Again)
	}
	return out
}

// No right answer can be told from the others by its length, its hedging, its place
// or an absolute word.
func TestRightAnswersAreNotToBeGuessed(t *testing.T) {
	lib := shipped(t)
	for _, lang := range consent.Languages() {
		longest, all := 0, forms(lib)
		for _, f := range all {
			var right int
			var lengths, hedges, absolutes []int
			for i, o := range f.Option[:len(f.Option)-1] {
				if o.Correct {
					right = i
				}
				text := o.In(lang)
				lengths = append(lengths, len([]rune(text)))
				hedges, absolutes = append(hedges, measure.Hedges(text, lang)), append(absolutes, measure.Absolutes(text, lang))
			}
			if lengths[right] == slices.Max(lengths) {
				longest++
			}
			if slices.Min(hedges) != slices.Max(hedges) && hedges[right] == slices.Max(hedges) {
				t.Errorf("%q: the right answer is the one that hedges", f.Ask.In(lang))
			}
			if slices.Max(absolutes) > 0 && absolutes[right] == 0 {
				t.Errorf("%q: absolute words stand in wrong answers only", f.Ask.In(lang))
			}
			if n := len(f.Option); !f.Option[n-1].Unsure || f.Option[n-1].Correct {
				t.Errorf("%q: “I don’t know” is not the last answer", f.Ask.In(lang))
			}
		}
		if 3*longest > len(all) {
			t.Errorf("%s: the right answer is the longest in %d of %d", lang, longest, len(all))
		}
	}
}

// The lot puts every right answer in each place about as often, and is repeatable.
func TestDraw(t *testing.T) {
	lib := shipped(t)
	traits := consent.Traits{consent.VertebraToTreat: true}
	place := map[int]int{}
	asked := map[string]bool{}
	for lot := range uint64(600) {
		drawn := lib.Draw(traits, lot)
		if len(drawn) != len(Topics()) {
			t.Fatalf("%d questions", len(drawn))
		}
		if a, b := fmt.Sprint(drawn), fmt.Sprint(lib.Draw(traits, lot)); a != b {
			t.Fatal("the same lot gives another check")
		}
		for i, q := range drawn {
			if q.Topic != Topics()[i] {
				t.Fatalf("the question %s is the %dth", q.ID, i+1)
			}
			asked[q.ID] = true
			place[slices.IndexFunc(q.Option, func(o Option) bool { return o.Correct })]++
			if !q.Option[len(q.Option)-1].Unsure || !q.Again.Option[len(q.Again.Option)-1].Unsure {
				t.Fatal("“I don’t know” is not last")
			}
		}
	}
	for at := range 3 {
		if n := place[at]; n < 1080 || n > 1320 {
			t.Errorf("the right answer is in place %d in %d of 3600", at, n)
		}
	}
	if len(asked) != len(lib.BankFor(traits)) {
		t.Errorf("%d of %d questions are ever asked", len(asked), len(lib.BankFor(traits)))
	}
	first := 0
	for lot := range uint64(1000) {
		if Ways(lot)[0] == WayA {
			first++
		}
	}
	if first < 430 || first > 570 {
		t.Errorf("the conservative way is first in %d of 1000", first)
	}
	script := lib.Script(traits, 7)
	for i, q := range lib.Draw(traits, 7) {
		if script.Questions[i] != q.ID || script.Options[q.ID][0] != q.Option[0].ID || script.Correct[q.ID] == UnsureID {
			t.Errorf("the script does not follow the draw at %s", q.ID)
		}
	}
	if lib.QuestionsFor(traits)[0].Option[0].ID != lib.Questions[0].Option[0].ID {
		t.Error("without a lot, the order is not that of the file")
	}
}
