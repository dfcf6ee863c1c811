package content

import (
	"encoding/json"
	"slices"
	"strings"

	"eclaire/consent"
	"eclaire/locales"
)

// Circumstances are what the texts that a patient sees depend on: the traits of the
// case, and the values of the placeholders.
type Circumstances struct {
	Traits consent.Traits
	Vars   map[string]string
	Levels [2]consent.LevelSet // to treat, and old: what the spine shows
}

// Around gives the circumstances of a case at a clinic, on a day.
func (l *Library) Around(say *locales.Speaker, c consent.Case, clinic consent.Clinic, today consent.Date) Circumstances {
	return Circumstances{Traits: consent.TraitsOf(c, clinic.Threshold, today), Vars: l.Vars(say, c, clinic),
		Levels: [2]consent.LevelSet{c.ToTreat, c.Old}}
}

// Depending lists the pages that differ between two circumstances: a placeholder that
// stands on them has another value, a passage on them depends on a trait that has
// changed, or they show the spine and a level has changed.
func (l *Library) Depending(a, b Circumstances) []string {
	var signs []string
	for name, v := range b.Vars {
		if a.Vars[name] != v {
			signs = append(signs, "{"+name+"}")
		}
	}
	for _, t := range consent.AllTraits() {
		if a.Traits[t] != b.Traits[t] {
			signs = append(signs, `"`+string(t)+`"`)
		}
	}
	var out []string
	for _, p := range l.PagesFor(b.Traits) {
		text := written(p)
		depends := p.Spine && a.Levels != b.Levels || slices.ContainsFunc(signs, func(sign string) bool { return strings.Contains(text, sign) })
		if depends {
			out = append(out, p.ID)
		}
	}
	return out
}

// Changed lists the pages that are otherwise in a library of other texts, or not there.
// earlier is nil where it is not to be had: then nothing is known to be the same.
func (l *Library) Changed(earlier *Library) []string {
	var out []string
	for _, p := range l.Pages {
		if earlier != nil {
			if old, ok := earlier.Page(p.ID); ok && written(old) == written(p) && earlier.pictured(p) == l.pictured(p) {
				continue
			}
		}
		out = append(out, p.ID)
	}
	return out
}

// pictured is what a page's picture says of itself, in both languages.
func (l *Library) pictured(p Page) string {
	f, _ := l.Figure(p.Figure)
	return written(f)
}

// written is all that an item says, in both languages, with its conditions.
func written(item any) string {
	b, _ := json.Marshal(item) // plain values: it cannot fail
	return string(b)
}
