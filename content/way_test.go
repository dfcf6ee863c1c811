package content

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"eclaire/assets/font"
	"eclaire/consent"
	"eclaire/content/measure"
)

// The shipped way keeps its aims: short, easy, even, the same in both languages.
func TestWayKeepsItsAims(t *testing.T) {
	lib, words, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	m := lib.Measure(words)
	for what, list := range map[string][]Finding{"aims": m.beyond(), "long": m.Long, "words": m.Words, "parity": m.Parity, "balance": m.Balance, "questions": m.Given, "unshown": m.Unshown} {
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
		return strings.Replace(s, "[[page.clause]]\n", "[[page.clause]]\nid = \"bad\"\nfacts = [\"R01\"]\nfr = \"Ce geste rapide de la clinique, fait chez vous, est vraiment sans danger pour 3 personnes sur 100 et il ne dure que quelques petites minutes en tout.\"\nen = \"It is quick, safe for 4 people of 100 and not long.\"\n\n[[page.clause]]\n", 1)
	})
	lib, err := Load(files, Resources{HasGlyph: font.Has, Anchors: shippedPictures().anchors})
	if err != nil {
		t.Fatal(err)
	}
	said := strings.Join(lib.Measure(words).Lines(), "\n")
	for _, want := range []string{`bad: second word "clinique"`, `bad: unwanted word "geste"`, `bad: unwanted word "chez vous"`, `bad: persuasive word "rapide"`, `bad: persuasive word "quick"`,
		"bad: the two languages have other figures"} {
		if !strings.Contains(said, want) {
			t.Errorf("nothing says %q in\n%s", want, said)
		}
	}
	if len(lib.Measure(words).Long) == 0 {
		t.Error("a long sentence is not named")
	}
}

// Where the ways have to be of equal room, what one has more of is named: words,
// benefits, harms, figures and pictures, and the room of both answers of the studies.
func TestBalanceIsMeasured(t *testing.T) {
	_, words, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	const ways = "pages/20-ways.toml"
	row := "[[page.row.vertebroplasty]]\nid = \"compare.pain.same\"\n"
	for _, c := range []struct {
		file, old, now, want string
	}{
		{ways, "Du ciment dans l’os cassé, par une aiguille.", strings.Repeat("Du ciment dans l’os cassé, par une aiguille. ", 3), "compare: words: "},
		{ways, row + "role = \"harm\"", row + "role = \"benefit\"", "compare: benefits: 1 without cement, 2 with it"},
		{ways, row + "role = \"harm\"", row, "compare: harms: 2 without cement, 1 with it"},
		{ways, "Certains essais trouvent moins de douleur.", "Certains essais trouvent 44 contre 21.", "compare: figures: "},
		{ways, "tone = \"a\"\ntitle.fr = \"21 sur 100\"", "tone = \"\"\ntitle.fr = \"21 sur 100\"", "studies: pictures: 0 without cement"},
		{ways, "un petit gain.\"\n", "un petit gain. " + strings.Repeat("Encore un gain. ", 8) + "\"\n", "studies: words: "},
		{ways, "L’effet a pu paraître plus petit.", strings.Repeat("Plus petit. ", 20), "studies-limits: words: "},
		{"decision.toml", "title.fr = \"Je choisis le", "title.fr = \"Je préfère le", `"Je préfère le traitement conservateur" does not begin with "Je choisis "`},
		{"decision.toml", "Du ciment dans l’os cassé, avec une aiguille.", "Du ciment.", "choices: words: "},
	} {
		change := replaced(t, c.old, c.now)
		if strings.Contains(c.want, "pictures") { // a picture of no way is of no pair
			change = func(s string) string {
				return strings.ReplaceAll(strings.Replace(s, c.old, c.now, 1), "pair = \"vapour\"\n", "")
			}
		}
		lib, err := Load(edited(t, c.file, change), Resources{HasGlyph: font.Has, Anchors: shippedPictures().anchors})
		if err != nil {
			t.Fatal(err)
		}
		found := lib.reader(words, consent.French).balance()
		if !slices.ContainsFunc(found, func(f Finding) bool { return strings.Contains(f.String(), c.want) }) {
			t.Errorf("nothing says %q: %v", c.want, found)
		}
	}
}

// All pages of the way are printed by one section of the information, which has what was
// opened behind them as well; the booklet has all of it. What of a page is printed at all,
// the tests of the documents look at.
func TestEverythingIsPrinted(t *testing.T) {
	lib := shipped(t)
	for _, id := range []string{"vertebroplasty", "conservative", "time", "no_information", Booklet, Home} {
		d, ok := lib.Document(id)
		if !ok {
			t.Fatalf("no document %s", id)
		}
		of := 0
		for _, name := range d.Information {
			if s, _ := lib.Section(name); s.Kind == "pages" && len(s.When)+len(s.Unless) == 0 {
				of++
			}
		}
		if of != 1 {
			t.Errorf("the document %q prints the pages %d times", id, of)
		}
	}
	for _, id := range []string{"confirmed", "withdrawn", TakeHome} {
		if d, _ := lib.Document(id); len(d.Information) > 0 {
			t.Errorf("the document %q prints %v", id, d.Information)
		}
	}
}

// explained are hard words, and what has to stand in the passage that says them first
// on the way. Where it is empty, the way never says them.
var explained = map[consent.Language]map[string]string{
	consent.French: {"L1": "vertèbre lombaire (L1)", "IRM": "un examen par aimant", "niveau": "vertèbre ou sacrum", "embolie": "du ciment dans le poumon",
		"complications": "problèmes dus", "cyphose": "se courbe", "ostéoporose": "os fragiles", "rhumatologue": "médecin des os",
		"moelle": "cordon de nerfs", "anesthésie générale": "on dort", "fausse intervention": "sans ciment", "traitement conservateur": "sans ciment",
		"vertèbres": "les os empilés", "étai": "", "pédicule": "", "antalgique": "", "procubitus": "", "fluoroscopie": ""},
	consent.English: {"L1": "lumbar vertebra (L1)", "MRI": "a scan with a magnet", "level": "vertebra or sacrum", "embolism": "cement in the lung",
		"complications": "problems due", "kyphosis": "bends", "osteoporosis": "weak bones", "rheumatologist": "bone doctor",
		"cord": "bundle of nerves", "general anaesthesia": "you sleep", "sham": "without cement", "conservative treatment": "without cement",
		"vertebrae": "stacked bones", "strut": "", "pedicle": "", "analgesic": "", "prone": "", "fluoroscopy": ""},
}

// first gives the passage of some pages that says a word first, or "".
func (r reader) first(pages []Page, word string) string {
	said := regexp.MustCompile(`(?i)(^|[^\pL])` + regexp.QuoteMeta(word))
	for _, p := range pages {
		for _, s := range slices.Concat(r.headings(p), r.body(p)) {
			if said.MatchString(s) {
				return s
			}
		}
	}
	return ""
}

// A hard word is explained where the way first says it.
func TestWordsAreExplainedAtFirst(t *testing.T) {
	lib, words, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	for lang, terms := range explained {
		r := lib.reader(words, lang)
		for term, meaning := range terms {
			switch text := r.first(lib.PagesFor(r.traits), term); {
			case meaning == "" && text != "":
				t.Errorf("%s: %q is said as %q", lang, term, text)
			case meaning != "" && !strings.Contains(strings.ToLower(text), strings.ToLower(meaning)):
				t.Errorf("%s: %q is first said as %q", lang, term, text)
			}
		}
	}
}

// The page that first names a procedure says what it is, whichever is considered.
func TestProceduresAreExplainedAtFirst(t *testing.T) {
	lib, words, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	for procedure, want := range map[consent.Procedure]map[consent.Language][2]string{
		consent.Vertebroplasty: {consent.French: {"vertébroplastie", "On injecte lentement"}, consent.English: {"vertebroplasty", "is injected slowly"}},
		consent.Kyphoplasty:    {consent.French: {"cyphoplastie", "des ballonnets dans l’os"}, consent.English: {"kyphoplasty", "balloons in the bone"}},
		consent.Implant:        {consent.French: {"implant", "un petit support"}, consent.English: {"implant", "a small support"}},
		consent.Sacroplasty:    {consent.French: {"sacroplastie", "Pour le sacrum, le ciment"}, consent.English: {"sacroplasty", "In the sacrum, the cement"}},
	} {
		c, clinic := OrdinaryCase()
		c.Procedure = procedure
		if procedure == consent.Sacroplasty {
			c.ToTreat = consent.NewLevelSet(consent.Sacrum)
		}
		for lang, said := range want {
			r := lib.reader(words, lang)
			r.traits = consent.TraitsOf(c, clinic.Threshold, consent.Date{Year: 2026, Month: 11, Day: 22})
			r.vars["procedure"] = r.say.T("procedure.the." + string(procedure))
			for _, p := range lib.PagesFor(r.traits) {
				if r.first([]Page{p}, said[0]) == "" {
					continue
				}
				if whole := strings.Join(r.body(p), " "); !strings.Contains(whole, said[1]) {
					t.Errorf("%s: the page %s names %q first, and does not say what it is: %s", lang, p.ID, said[0], whole)
				}
				break
			}
		}
	}
}

// No heading, statement or answer says one procedure where another can be considered,
// and one that did would be named.
func TestNoProcedureIsFixed(t *testing.T) {
	lib, words, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range lib.fixedProcedures() {
		t.Error(f)
	}
	files := edited(t, "decision.toml", replaced(t, "Je choisis {procedure}\"\ntitle.en = \"I choose {procedure}", "Je choisis la vertébroplastie\"\ntitle.en = \"I choose vertebroplasty"))
	wrong, err := Load(files, Resources{HasGlyph: font.Has, Anchors: shippedPictures().anchors})
	if err != nil {
		t.Fatal(err)
	}
	if said := strings.Join(wrong.Measure(words).Lines(), "\n"); !strings.Contains(said, `vertebroplasty: says "vertebroplasty" where any procedure can be the one considered: write {procedure}`) {
		t.Errorf("nothing names a choice of one procedure in\n%s", said)
	}
	for key, text := range words.Texts() {
		key = key[strings.IndexByte(key, ' ')+1:]
		for _, n := range procedureNames {
			if n.fr != "" && (strings.Contains(strings.ToLower(text), n.fr) || strings.Contains(strings.ToLower(text), n.en)) && !namesProcedures(key) {
				t.Errorf("%s says %q", key, text)
			}
		}
	}
}

// namesProcedures tells whether a word of the interface is the name of a procedure.
func namesProcedures(key string) bool {
	return regexp.MustCompile(`(procedure\.the|reply|doc\.procedures)\.[a-z]+`).MatchString(key)
}

// Words that patients hear wrongly stand nowhere in the interface either.
func TestNoWrongWordsInTheInterface(t *testing.T) {
	_, words, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	list := measure.List{consent.French: {"geste", "chez vous", "chez moi", "sous radiographie", "tassement"}, consent.English: {"exceptional", "keep it for", "establishment", "collapse"}}
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

// No right answer can be told from the others by its length, its hedging or an absolute
// word, and one that could is named.
func TestRightAnswersAreNotToBeGuessed(t *testing.T) {
	for _, f := range shipped(t).givenAway() {
		t.Error(f)
	}
	for want, change := range map[string]func(string) string{
		"is the one that hedges": replaced(t, "fr = \"Elles se contredisent.\"", "fr = \"Parfois contraires.\""),
		"absolute words":         replaced(t, "fr = \"Elles lui donnent tort.\"", "fr = \"Jamais elles ne disent oui.\""),
		"the question denies":    replaced(t, "ask.en = \"For now, you wait.", "ask.en = \"For now, you do not act."),
		"characters (fr)":        replaced(t, "fr = \"Dans une veine.\"", "fr = \"Dans une veine, puis dans un poumon.\""),
		"runs of words stand":    replaced(t, "ask.en = \"A doctor speaks of cement embolism. What is meant?\"", "ask.en = \"Cement comes out of the vertebra. It travels in the veins. It passes through the heart. It reaches a lung.\""),
		"answer is the longest in ": func(s string) string {
			return strings.ReplaceAll(s, "correct = true\nfr = \"", "correct = true\nfr = \"Ceci, bien plus long que le reste : ")
		},
	} {
		lib, err := Load(edited(t, "questions.toml", change), Resources{HasGlyph: font.Has, Anchors: shippedPictures().anchors})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(lib.givenAway(), func(f Finding) bool { return strings.Contains(f.What, want) }) {
			t.Errorf("nothing says %q: %v", want, lib.givenAway())
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
