package content

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"eclaire/consent"
	"eclaire/content/measure"
)

// What the answers of the check of understanding may look like: nobody should be right
// who has not understood.
const (
	MostUneven  = 1.5 // the longest answer against the shortest
	MostCopied  = 0.6 // of a question with its right answer, what stands so on the page
	copiedWords = 3   // as runs of so many words
)

// givenAway names questions of which the right answer can be told from its look, whose
// stem denies, or that only repeat what was read.
func (l *Library) givenAway() (out []Finding) {
	for _, lang := range consent.Languages() {
		longest, all := 0, 0
		for _, q := range l.Questions {
			page, _ := l.Page(q.Page)
			for _, form := range []Retry{{q.Ask, q.Option}, q.Again} {
				f := newForm(form, lang)
				all++
				if f.longest() {
					longest++
				}
				for _, fault := range f.faults(l.read(page, lang)) {
					out = append(out, Finding{q.ID, fmt.Sprintf("%s (%s): %s", fault, lang, form.Ask.In(lang))})
				}
			}
		}
		if 3*longest > all {
			out = append(out, Finding{"questions", fmt.Sprintf("the right answer is the longest in %d of %d (%s)", longest, all, lang)})
		}
	}
	return out
}

// read gives all that the core of a page says, whatever the case.
func (l *Library) read(p Page, lang consent.Language) string {
	var g gathering
	p.More = nil
	g.page(p)
	var said []string
	for _, passage := range g {
		said = append(said, passage.In(lang))
	}
	return strings.Join(said, "\n")
}

// form is one form of a question in one language, without "I don't know".
type form struct {
	lang    consent.Language
	ask     string
	answers []string
	right   int
}

func newForm(r Retry, lang consent.Language) form {
	f := form{lang: lang, ask: r.Ask.In(lang)}
	for _, o := range r.Option {
		if o.Unsure {
			continue
		}
		if o.Correct {
			f.right = len(f.answers)
		}
		f.answers = append(f.answers, o.In(lang))
	}
	return f
}

// of counts something in every answer.
func (f form) of(count func(string) int) (counts []int) {
	for _, a := range f.answers {
		counts = append(counts, count(a))
	}
	return counts
}

// longest tells whether no answer is longer than the right one.
func (f form) longest() bool {
	n := f.of(utf8.RuneCountInString)
	return n[f.right] == slices.Max(n)
}

func (f form) faults(page string) (out []string) {
	lengths := f.of(utf8.RuneCountInString)
	hedges := f.of(func(s string) int { return measure.Hedges(s, f.lang) })
	absolutes := f.of(func(s string) int { return measure.Absolutes(s, f.lang) })
	if slices.Min(hedges) != slices.Max(hedges) && hedges[f.right] == slices.Max(hedges) {
		out = append(out, "the right answer is the one that hedges")
	}
	if slices.Max(absolutes) > 0 && absolutes[f.right] == 0 {
		out = append(out, "absolute words stand in wrong answers only")
	}
	if float64(slices.Max(lengths)) > MostUneven*float64(slices.Min(lengths)) {
		out = append(out, fmt.Sprintf("the answers have %d to %d characters", slices.Min(lengths), slices.Max(lengths)))
	}
	if measure.Denials(f.ask, f.lang) > 0 {
		out = append(out, "the question denies")
	}
	if share := measure.Copied(f.ask+" "+f.answers[f.right], page, copiedWords); share >= MostCopied {
		out = append(out, fmt.Sprintf("%.0f of 100 runs of words stand on the page", 100*share))
	}
	return out
}
