package document

import (
	"slices"
	"strings"
	"testing"

	"eclaire/consent"
)

// most are the pages of a part that an ordinary document may have, in each of its
// languages: exactly so many in normal print on A4, but for the information, which may
// have fewer. Of a part that is not named there is none.
type most map[Part]int

// on are those on a paper: a letter page is lower, and what is read at home may take one
// more for it, or two in large print. What is signed takes no more.
func (m most) on(s sample, p Part) int {
	n := m[p]
	if s.paper == "Letter" && n > 0 && p != LetterPart && p != ConsentPart {
		n += 1 + boolInt(n > 2)
	}
	return n
}

// lengths are the pages of the ordinary case, by outcome, in normal and in large print.
var lengths = map[consent.Outcome][2]most{
	consent.AcceptProcedure:    {{ConsentPart: 4, FollowUpPart: 2, LetterPart: 1, InformationPart: 7}, {ConsentPart: 8, FollowUpPart: 4, LetterPart: 1, InformationPart: 14}},
	consent.ChooseConservative: {{ConsentPart: 4, FollowUpPart: 2, LetterPart: 1, InformationPart: 7}, {ConsentPart: 8, FollowUpPart: 4, LetterPart: 1, InformationPart: 14}},
	consent.WantTime:           {{ConsentPart: 2, FollowUpPart: 2, InformationPart: 7}, {ConsentPart: 4, FollowUpPart: 4, InformationPart: 14}},
	consent.DeclineInformation: {{ConsentPart: 2, FollowUpPart: 2, InformationPart: 7}, {ConsentPart: 4, FollowUpPart: 4, InformationPart: 14}},
	consent.Confirmed:          {{ConsentPart: 1}, {ConsentPart: 2}},
	consent.Withdrawn:          {{ConsentPart: 1, FollowUpPart: 2}, {ConsentPart: 2, FollowUpPart: 4}},
}

// languagesOf are those that each part of an ordinary document is in.
func languagesOf(p Part, read consent.Language) []consent.Language {
	switch p {
	case ConsentPart:
		return []consent.Language{""}
	case FollowUpPart:
		return []consent.Language{read, read.Other()}
	}
	return []consent.Language{read}
}

// blank tells whether a page is the empty back of a leaf.
func blank(p Page) bool {
	return !slices.ContainsFunc(p.Items, func(it Item) bool { return it.Tag.Element != 0 })
}

// countOf counts the pages of a document by part and language, without those that are
// the empty back of a leaf.
func countOf(d *Document) map[Part]map[consent.Language]int {
	out := map[Part]map[consent.Language]int{}
	for _, p := range d.Pages {
		if blank(p) {
			continue
		}
		if out[p.Part] == nil {
			out[p.Part] = map[consent.Language]int{}
		}
		out[p.Part][p.Lang]++
	}
	return out
}

// TestLength keeps the paper of the ordinary case short enough to be read, part by part,
// and its file small: for every ending, on both papers, in both prints.
func TestLength(t *testing.T) {
	for _, s := range everyOrdinary() {
		t.Run(s.name(), func(t *testing.T) {
			t.Parallel()
			d := layout(t, ordinary(t, s))
			want := lengths[s.outcome][boolInt(s.print == "large")]
			for part, in := range countOf(d) {
				for l := range in {
					if !slices.Contains(languagesOf(part, s.read), l) || want[part] == 0 {
						t.Errorf("there is a part %s", part.named(l))
					}
				}
			}
			for part := range want {
				n := want.on(s, part)
				for _, l := range languagesOf(part, s.read) {
					got := countOf(d)[part][l]
					if got > n || got < n && (part != InformationPart && s.print == "" && s.paper == "A4" || got == 0) {
						t.Errorf("%s: %d pages, want %d", part.named(l), got, n)
					}
				}
			}
			largest := 150_000
			if s.print == "large" {
				largest = 170_000
			}
			if size := len(pdf(t, d)); size > largest {
				t.Errorf("%d bytes, want at most %d", size, largest)
			}
		})
	}
}

// everyOrdinary are the samples of the ordinary case: every ending, in both languages, on
// both papers and in both prints.
func everyOrdinary() (out []sample) {
	for _, o := range consent.AllOutcomes() {
		for _, l := range consent.Languages() {
			for _, paper := range []string{"A4", "Letter"} {
				for _, print := range []string{"", "large"} {
					out = append(out, sample{o, l, 1, paper, print})
				}
			}
		}
	}
	return out
}

// TestPartsInTheirOrder finds the parts one after the other, each whole: the language read
// first, then the other.
func TestPartsInTheirOrder(t *testing.T) {
	for _, l := range consent.Languages() {
		r := record(t, sample{consent.AcceptProcedure, l, 1, "A4", ""})
		r.Clinic.Letter = true
		d := layout(t, r)
		var got []string
		for i, p := range d.Pages {
			if p.Number != i+1 {
				t.Errorf("%s: page %d has the number %d", l, i+1, p.Number)
			}
			if name := p.Part.named(p.Lang); len(got) == 0 || got[len(got)-1] != name {
				got = append(got, name)
			}
		}
		first, second := string(l), string(l.Other())
		if want := []string{"A", "B " + first, "B " + second, "C " + first, "D " + first, "D " + second}; !slices.Equal(got, want) {
			t.Errorf("%s: the parts are %q, want %q", l, got, want)
		}
	}
}

// TestFeet: the foot of each page says the part, the page of how many, and the document.
func TestFeet(t *testing.T) {
	_, words := shipped()
	for _, print := range []string{"", "large"} {
		r := ordinary(t, sample{consent.AcceptProcedure, consent.French, 1, "A4", print})
		d := layout(t, r)
		counts, at := countOf(d), map[string]int{}
		for _, p := range d.Pages {
			if blank(p) {
				continue
			}
			name := p.Part.named(p.Lang)
			at[name]++
			say := words.For(consent.French)
			if p.Lang != "" {
				say = words.For(p.Lang)
			}
			want := name + " " + say.Integer(at[name]) + "/" + say.Integer(counts[p.Part][p.Lang])
			if text := printed(p); !strings.Contains(text, want) || !strings.Contains(text, r.ID) || !strings.Contains(text, r.Clinic.Name) {
				t.Errorf("page %d lacks %q, the id or the clinic: %s", p.Number, want, text[max(0, len(text)-120):])
			}
		}
	}
}

// TestSignedOnOnePage finds what is signed on one page: what four signers declare and the
// clinician's statement, their signatures and what the interpreter attests. The digests may
// follow. A fifth signer beside a capacity that was judged needs more than a page has in
// this size of type: there the signatures go on to the next, and the attestation with them.
func TestSignedOnOnePage(t *testing.T) {
	lib, _ := shipped()
	for _, o := range consent.Outcomes() {
		for _, levels := range []int{2, 4} {
			for _, paper := range []string{"A4", "Letter"} {
				s := sample{o, consent.French, levels, paper, ""}
				r := record(t, s)
				d := layout(t, r)
				on := func(text string) int {
					return slices.IndexFunc(d.Pages, func(p Page) bool { return p.Part == ConsentPart && strings.Contains(printed(p), text) })
				}
				title := func(id string) int {
					k, _ := lib.Section(id)
					return on(k.Title.EN)
				}
				attested := on(r.Case.Interpreter + ", interprète (" + r.Case.InterpreterLanguage + ")")
				figures := 0
				for _, it := range d.Pages[title("signatures")].Items {
					if _, ok := it.Shape.(Ink); ok {
						figures++
					}
				}
				if drawn := len(r.Signatures) - 1; attested != title("signatures") || figures != drawn { // the interpreter types
					t.Errorf("%s: of %d signatures %d stand on page %d, and the attestation on page %d", s.name(), drawn, figures, title("signatures")+1, attested+1)
				}
				if levels == 2 && (title("statements") != attested || title("interview") != attested) {
					t.Errorf("%s: page %d has the statements, %d the interview, %d the signatures", s.name(), title("statements")+1, title("interview")+1, attested+1)
				}
			}
		}
	}
}

// TestNoPageIsHalfEmpty: in normal and in large print no page but the last of a part is under half full.
func TestNoPageIsHalfEmpty(t *testing.T) {
	for _, o := range consent.AllOutcomes() {
		for _, print := range []string{"", "large"} {
			d := layout(t, ordinary(t, sample{o, consent.French, 1, "A4", print}))
			for i, p := range d.Pages {
				if i+1 == len(d.Pages) || blank(d.Pages[i+1]) || d.Pages[i+1].Part != p.Part || d.Pages[i+1].Lang != p.Lang {
					continue // the last of its part
				}
				lowest := 0.0
				for _, it := range p.Items {
					if it.Tag.Element != 0 {
						b := it.Shape.bounds()
						lowest = max(lowest, b.Y+b.H)
					}
				}
				if lowest < p.Height/2 {
					t.Errorf("%s %s: page %d (%s) ends at %.0f of %.0f", o, print, p.Number, p.Part.named(p.Lang), lowest, p.Height)
				}
			}
		}
	}
}

// printed is the text of a page in the order of its items.
func printed(p Page) string {
	var s strings.Builder
	for _, it := range p.Items {
		if text, ok := it.Shape.(Text); ok {
			s.WriteString(text.String)
		}
	}
	return oneLine(s.String())
}

// TestPicturesSpeakOnlyToScreenReaders finds the words for what a picture shows
// in its tag and nowhere in print.
func TestPicturesSpeakOnlyToScreenReaders(t *testing.T) {
	seen := 0
	for _, o := range consent.Outcomes() {
		d := layout(t, record(t, sample{o, consent.French, 2, "A4", ""}))
		all := ""
		for _, p := range d.Pages {
			all += printed(p) + " "
		}
		for _, p := range d.Pages {
			for _, it := range p.Items {
				alt := oneLine(it.Tag.Alt)
				if len(alt) > 60 {
					seen++
				}
				if len(alt) > 60 && strings.Contains(all, alt) {
					t.Errorf("%s: page %d prints %q", o, p.Number, alt)
				}
			}
		}
	}
	if seen < 20 {
		t.Errorf("%d pictures with words only", seen)
	}
}
