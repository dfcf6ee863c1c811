package document

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"eclaire/consent"
)

// longQuestion is a patient's, as long as can be.
var longQuestion = strings.TrimSpace(string([]rune(strings.Repeat("Pourrai-je « porter » mon petit-fils à Noël ? ", 20))[:consent.MaxQuestion]))

// putBy is a session that was put by before any decision, with questions, and corrected
// if asked.
func putBy(t testing.TB, s sample, corrected bool) consent.Session {
	t.Helper()
	lib, _ := shipped()
	c := caseOf(s)
	p := &player{t: t}
	script := lib.Script(consent.TraitsOf(c, 2, consent.DateOf(at(0))), lot)
	p.do(consent.Speak{Language: s.read}, consent.Prepare{Case: c, Clinic: clinicOf(s), Script: script, At: at(0), Sample: true},
		consent.Ask{Question: consent.Question{Prompt: script.Prompts[0]}}, consent.Ask{Question: consent.Question{Text: longQuestion}})
	if corrected {
		c.ToTreat, c.Procedure = consent.NewLevelSet(consent.T11), consent.Kyphoplasty
		now := lib.Script(consent.TraitsOf(c, 2, consent.DateOf(at(0))), lot)
		p.do(consent.Meet{At: at(5)}, consent.Correct{By: c.Clinician, Case: c, Script: now, At: at(6)})
	}
	p.do(consent.Lay{At: at(9)})
	return p.s
}

// homeOf lays out what goes home. With ECLAIRE_LOOK its file is written there.
func homeOf(t *testing.T, s consent.Session, name string) (*Document, []byte) {
	t.Helper()
	lib, words := shipped()
	d, err := LayoutHome(s, at(10), lib, words)
	if err != nil {
		t.Fatal(err)
	}
	file := pdf(t, d)
	if dir := os.Getenv("ECLAIRE_LOOK"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name+".pdf"), file, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return d, file
}

// TestHome reads what a patient takes home before any decision: it says on each page that
// it is not signed, has the questions in full, and no word of a decision or a record.
func TestHome(t *testing.T) {
	lib, words := shipped()
	for _, l := range consent.Languages() {
		for _, print := range []string{"", "large"} {
			s := putBy(t, sample{consent.WantTime, l, 1, "A4", print}, false)
			d, file := homeOf(t, s, "home-"+string(l)+print)
			said, err := ReadPrint(file)
			if err != nil {
				t.Fatal(err)
			}
			template, _ := lib.Document("home")
			prompt, _ := lib.Prompt(s.Questions[0].Prompt)
			for _, in := range consent.Languages() {
				pages := 0
				for _, p := range d.Pages {
					pages += boolInt(p.Lang == in && !blank(p))
					if p.Lang == in && !blank(p) && !strings.Contains(Bare(printed(p)), Bare(template.Title.In(in))) {
						t.Errorf("%s %s: page %d does not say in %s that it is not signed", l, print, p.Number, in)
					}
				}
				if pages < 5 {
					t.Errorf("%s %s: %d pages in %s", l, print, pages, in)
				}
				say := words.For(in)
				for _, want := range []string{prompt.Text.In(in), longQuestion, say.Levels(s.Case.ToTreat), say.T("doc.home.read")} {
					if !strings.Contains(said.Text, Bare(want)) {
						t.Errorf("%s %s: it lacks %q", l, print, want)
					}
				}
				for _, id := range []string{"by_hand.patient_signature", "by_hand.staff_signature", "roles.staff", "digests.record", "questions.none", "interview.nobody", "people.unspoken"} {
					if gone := say.T("doc." + id); has(said, gone) {
						t.Errorf("%s %s: it says %q", l, print, gone)
					}
				}
				for _, choice := range lib.Choices {
					if strings.Contains(said.Text, Bare(choice.Title.In(in))) {
						t.Errorf("%s %s: it tells the choice %s", l, print, choice.Outcome)
					}
				}
				for _, id := range []string{"decision", "signatures", "withdrawal"} {
					if section, _ := lib.Section(id); has(said, section.Title.In(in)) {
						t.Errorf("%s %s: it has the section %s", l, print, id)
					}
				}
			}
			if objects, _, err := readObjects(file); err != nil {
				t.Fatal(err)
			} else {
				for _, o := range objects {
					if strings.Contains(string(o.body), "/EmbeddedFile") {
						t.Errorf("%s %s: there is a record inside", l, print)
					}
				}
			}
		}
	}
}

// has tells whether a passage of what is printed is a text.
func has(p Print, text string) bool {
	for _, passage := range p.Passages {
		if passage.Text == Bare(text) {
			return true
		}
	}
	return false
}

// TestHomeCorrected says what was corrected and is drawn from what holds now.
func TestHomeCorrected(t *testing.T) {
	_, words := shipped()
	for _, l := range consent.Languages() {
		s := putBy(t, sample{consent.WantTime, l, 1, "A4", ""}, true)
		_, file := homeOf(t, s, "corrected-"+string(l))
		said, err := ReadPrint(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{strings.ReplaceAll(words.For(l).T("doc.home.new", "Before", correctable(words.For(l), s.Corrections[0]),
			"After", correctable(words.For(l), consent.Correction{ToTreat: s.Case.ToTreat, Old: s.Case.Old, Procedure: s.Case.Procedure})), "**", ""), words.For(l).Levels(s.Corrections[0].ToTreat), words.For(l).Levels(s.Case.ToTreat),
			words.For(l).T("doc.procedures.kyphoplasty")} {
			if !strings.Contains(said.Text, Bare(want)) {
				t.Errorf("%s: it lacks %q", l, want)
			}
		}
	}
}

// TestHomeWithoutQuestions has no section for them.
func TestHomeWithoutQuestions(t *testing.T) {
	lib, words := shipped()
	s := putBy(t, sample{consent.WantTime, consent.French, 1, "A4", ""}, false)
	s.Questions = nil
	d, err := LayoutHome(s, at(10), lib, words)
	if err != nil {
		t.Fatal(err)
	}
	section, _ := lib.Section("my-questions")
	for _, p := range d.Pages {
		for _, it := range p.Items {
			if text, ok := it.Shape.(Text); ok && it.Tag.Role == Heading2 && strings.Contains(text.String, section.Title.FR) {
				t.Errorf("page %d has the section %q", p.Number, text.String)
			}
		}
	}
}
