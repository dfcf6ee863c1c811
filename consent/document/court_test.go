package document

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"eclaire/consent"
)

// partText is what another program reads on the pages of a part, in the order of the file.
func partText(t *testing.T, d *Document, part Part) string {
	t.Helper()
	first, last := 0, 0
	for _, p := range d.Pages {
		if p.Part == part {
			if first == 0 {
				first = p.Number
			}
			last = p.Number
		}
	}
	if first == 0 {
		t.Fatalf("there is no part %s", part)
	}
	return oneLine(tool(t, "pdftotext", "-raw", "-nopgbrk", "-enc", "UTF-8", "-f", fmt.Sprint(first), "-l", fmt.Sprint(last), stored(t, d), "-"))
}

// TestCourtsQuestion asks what a court would: show from this file alone who decided, on
// which level, which risks were told, what was not understood, who went over it and when.
// Part A answers, in each language, on paper as a person reads it.
func TestCourtsQuestion(t *testing.T) {
	lib, words := shipped()
	for _, read := range consent.Languages() {
		for _, o := range []consent.Outcome{consent.AcceptProcedure, consent.ChooseConservative} {
			r := ordinary(t, sample{o, read, 1, "A4", ""})
			text := Bare(partText(t, layout(t, r), ConsentPart))
			u := r.Understanding[notUnderstood]
			question, _ := lib.Question(u.Question)
			template, _ := lib.Document(string(o))
			w := newWording(newSource(template, r, lib, words))
			for _, l := range consent.Languages() {
				s := words.For(l)
				plain := func(id string, args ...any) string { return strings.ReplaceAll(w.t(l, id, args...), "**", "") }
				risks, _ := lib.Section("risks")
				answers := map[string][]string{
					"who": {r.Case.FullName(), r.Case.BirthName, s.Date(r.Case.BirthDate), r.Case.RecordNumber,
						plain("interview.spoke", "Name", "Dr Camille Exemplaire, radiologue", "Patient", r.Case.FullName(), "Moment", tidy(s.ZonedMoment(r.With.Interview.At)))},
					"what was decided": {choiceTitle(t, &w, l), plain("decision.when", "Date", s.Date(consent.DateOf(r.Signatures[0].At)))},
					"what level":       {map[consent.Language]string{consent.French: "la 1re vertèbre lombaire (L1)", consent.English: "the 1st lumbar vertebra (L1)"}[l]},
					"what was not understood": {w.plain(question.Ask, l), w.plain(w.option(question, u.First, false), l),
						plain("check.some", "Count", s.Integer(1), "All", s.Integer(len(r.Understanding)))},
					"who went over it, and when": {plain("check.over_by", "Name", "Dr Camille Exemplaire", "Moment", tidy(s.ZonedMoment(u.GoneOverAt)))},
					"with what result":           {w.plain(w.option(question, u.Together, u.TogetherAgain), l), plain("check.understood")},
				}
				for _, c := range w.clausesOf(risks) {
					answers["which risks"] = append(answers["which risks"], w.plain(c.Text, l), c.Count)
				}
				for _, sig := range r.Signatures {
					answers["who signed, and when"] = append(answers["who signed, and when"], sig.Name, map[bool]string{true: tidy(s.ZonedMoment(sig.At))}[l == read])
				}
				for ask, all := range answers {
					for _, answer := range all {
						if !strings.Contains(text, Bare(answer)) {
							t.Errorf("%s, read in %s: part A does not tell %s in %s: %q", o, read, ask, l, answer)
						}
					}
				}
				if len(answers["which risks"]) < 12 || len(answers["who signed, and when"]) != 6 {
					t.Errorf("%d risks, %d signatures", len(answers["which risks"])/2, len(answers["who signed, and when"])/2)
				}
			}
		}
	}
}

// choiceTitle is the decision in words.
func choiceTitle(t *testing.T, w *wording, l consent.Language) string {
	t.Helper()
	c, ok := w.lib.Choice(w.record.Outcome)
	if !ok {
		t.Fatal("no such choice")
	}
	return w.plain(c.Title, l)
}

// TestReading writes down what a screen reader reads of an ordinary document, as another
// program finds it in the file: each element in its order with its role, what it says in
// place of what is drawn, and changes of language. Read it aloud before it is kept.
func TestReading(t *testing.T) {
	for _, l := range consent.Languages() {
		r := ordinary(t, sample{consent.AcceptProcedure, l, 1, "A4", ""})
		lib, words := shipped()
		fixed := *lib
		fixed.Version = strings.Repeat("0", 12) // else each change of a text changes a foot and the digests
		r.ContentVersion = fixed.Version
		for i := range r.Moments {
			r.Moments[i].Content = fixed.Version
		}
		d, err := Layout(r, &fixed, words)
		if err != nil {
			t.Fatal(err)
		}
		got := readAloud(d)
		golden := filepath.Join("testdata", "reading", "consent-"+string(l)+".txt")
		if *update {
			if err := os.MkdirAll(filepath.Dir(golden), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if line := firstOther(got, string(want)); line != "" {
			t.Errorf("%s is read otherwise: %s\nIf it should, run the test with -update and read it aloud", golden, line)
		}
	}
}

// digits of digests, which change with every byte of the record.
var digests = regexp.MustCompile(`(?:[0-9A-F]{4} ){15}[0-9A-F]{4}`)

// spoken is an element as it is read out.
type spoken struct {
	element    int
	part       string
	text, bare string // with the changes of language; without
	alt        string
}

// spokenOf gives the elements with words or pictures in the order of reading.
func spokenOf(d *Document) (out []spoken) {
	at := map[int]int{}
	var lang consent.Language
	for _, p := range d.Pages {
		for _, it := range p.Items {
			e := it.Tag.Element
			if e == 0 {
				continue
			}
			if _, begun := at[e]; !begun {
				at[e] = len(out)
				out = append(out, spoken{element: e, part: p.Part.named(p.Lang), alt: it.Tag.Alt})
			}
			s := &out[at[e]]
			if now := it.Tag.Lang; now != "" && now != lang {
				lang = now
				s.text += "[" + string(lang) + "] "
			}
			if text, ok := it.Shape.(Text); ok && d.Elements[e].Said == "" {
				s.text += text.String
				s.bare += text.String
			}
		}
	}
	return out
}

// readAloud is the structure of a document in the order of reading, an element a line.
func readAloud(d *Document) string {
	var out strings.Builder
	part, opened := "", map[int]bool{0: true}
	depth := func(e int) (n int) {
		for ; d.Elements[e].Parent != e; e = d.Elements[e].Parent {
			n++
		}
		return n
	}
	var open func(e int)
	open = func(e int) {
		if opened[e] {
			return
		}
		opened[e] = true
		open(d.Elements[e].Parent)
		fmt.Fprintf(&out, "\n%s%s", strings.Repeat("  ", depth(e)-1), d.Elements[e].Role)
		if said := d.Elements[e].Said; said != "" {
			fmt.Fprintf(&out, " says %q", said)
		}
	}
	for _, s := range spokenOf(d) {
		if s.part != part {
			part = s.part
			fmt.Fprintf(&out, "\n\n== %s ==", part)
		}
		open(s.element)
		if s.alt != "" {
			fmt.Fprintf(&out, " shows %q", s.alt)
		}
		if s.text != "" {
			out.WriteString(" " + strings.TrimSpace(s.text))
		}
	}
	return digests.ReplaceAllString(strings.TrimSpace(out.String()), "…") + "\n"
}

// firstOther is the first line in which two texts differ, "" if none.
func firstOther(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(a), len(b)) {
		x, y := "", ""
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			return fmt.Sprintf("line %d: %q, not %q", i+1, x, y)
		}
	}
	return ""
}

// structureLine begins an element in what pdfinfo tells of a structure.
var structureLine = regexp.MustCompile(`^ *([A-Z][A-Za-z0-9]*)(?: \((?:block|inline)\))?:?$`)

// TestReadingOfTheFile: another program finds the same elements with the same words in the
// file, in the same order.
func TestReadingOfTheFile(t *testing.T) {
	for _, l := range []consent.Language{consent.French} { // pdfinfo takes its time
		lib, words := shipped()
		s, err := newSet(string(consent.AcceptProcedure), ordinary(t, sample{consent.AcceptProcedure, l, 1, "A4", ""}), lib, words)
		if err != nil {
			t.Fatal(err)
		}
		d, err := s.layOut([]*plan{s.consentPart("", nil)})
		if err != nil {
			t.Fatal(err)
		}
		inTheFile(t, d)
	}
}

func inTheFile(t *testing.T, d *Document) {
	t.Helper()
	type element struct{ role, words string }
	var found, want []element
	for line := range strings.Lines(tool(t, "pdfinfo", "-struct-text", stored(t, d))) {
		line = strings.TrimRight(line, "\n")
		if m := structureLine.FindStringSubmatch(line); m != nil && m[1] == "Span" {
			continue // words in another language, within their element
		} else if m != nil {
			found = append(found, element{role: m[1]})
		} else if len(found) > 0 && !strings.HasPrefix(strings.TrimSpace(line), "/") { // which is an attribute
			found[len(found)-1].words += Bare(strings.Trim(strings.TrimSpace(line), `"`))
		}
	}
	found = slices.DeleteFunc(found, func(e element) bool { return e.words == "" || e.role == "Form" })
	for _, s := range spokenOf(d) {
		if words := Bare(strings.Trim(strings.TrimSpace(s.bare), `"`)); words != "" {
			want = append(want, element{d.Elements[s.element].Role.String(), words})
		}
	}
	exact := 0
	for i := range min(len(found), len(want)) {
		exact += boolInt(found[i] == want[i])
		if found[i].role != want[i].role || !strings.HasPrefix(want[i].words, found[i].words) { // poppler drops what follows a passage in another language
			t.Errorf("element %d is read as %q by another program, want %q", i, found[i], want[i])
			return
		}
	}
	if len(found) != len(want) || len(want) < 150 || exact < len(want)-10 {
		t.Errorf("another program reads %d elements, %d of them whole, want %d", len(found), exact, len(want))
	}
}

// TestConfirmationSaysWhatWasAsked finds on a confirmation what its record holds of the
// capacity to decide and of what the procedure can harm by, and nothing that it doesn't.
func TestConfirmationSaysWhatWasAsked(t *testing.T) {
	s := sample{consent.Confirmed, consent.English, 1, "A4", ""}
	r := ordinary(t, s)
	r.Case.Thinners, r.Case.ThinnersName, r.Case.Allergy, r.Case.Infection = consent.Yes, "Apixaban", consent.No, consent.NotEntered
	r.With.Capacity = consent.Capacity{Understand: consent.Yes, Remember: consent.Yes, Weigh: consent.Yes, Tell: consent.Yes}
	asked := []string{"Blood thinner: yes, Apixaban.", "Allergy: no.", "Capacity to decide, as the team says."}
	for _, outcome := range []string{"asked", "not asked"} {
		if outcome == "not asked" {
			r.Case.Thinners, r.Case.ThinnersName, r.Case.Allergy = consent.NotEntered, "", consent.NotEntered
			r.With.Capacity = consent.Capacity{}
		}
		d := layout(t, r)
		if n := countOf(d)[ConsentPart][""]; n != 1 {
			t.Errorf("%s: %d pages", outcome, n)
		}
		text := printed(d.Pages[0])
		for _, words := range asked {
			if strings.Contains(text, words) != (outcome == "asked") {
				t.Errorf("%s: %q in %s", outcome, words, text)
			}
		}
		if strings.Contains(text, "infection") {
			t.Errorf("%s: an infection that nobody asked about", outcome)
		}
	}
}
