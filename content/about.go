package content

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"

	"eclaire/consent"
	"eclaire/content/measure"
	"eclaire/locales"
)

// The clauses in whose place a clinic can put words of its own: who paid for the
// texts, and who has read them.
const (
	FundingClause = "legal.about-funding"
	ReviewClause  = "legal.about-reviewed"
)

// WithWords gives the library with a clinic's own words in the place of clauses, by
// their ids. It counts into the version. An empty text changes nothing.
func (l *Library) WithWords(own map[string]Text) (*Library, error) {
	out := *l
	out.readings = &readings{}
	var said []string
	for id, t := range own {
		if t == (Text{}) {
			continue
		}
		if _, ok := l.clauses[id]; !ok {
			return nil, fmt.Errorf("the texts have no clause %q to say it in", id)
		}
		said = append(said, id+"\x00"+t.FR+"\x00"+t.EN)
	}
	if len(said) == 0 {
		return l, nil
	}
	slices.Sort(said)
	replaced := func(c Clause) Clause {
		if t := own[c.ID]; t != (Text{}) {
			c.Text = t
		}
		return c
	}
	out.clauses = map[string]Clause{}
	for id, c := range l.clauses {
		out.clauses[id] = replaced(c)
	}
	out.Sections = slices.Clone(l.Sections)
	for i := range out.Sections {
		p := &out.Sections[i]
		p.Clause = slices.Clone(p.Clause)
		for j := range p.Clause {
			p.Clause[j] = replaced(p.Clause[j])
		}
	}
	sum := sha256.Sum256([]byte(l.Version + "\x00words\x00" + strings.Join(said, "\x00")))
	out.Version = hex.EncodeToString(sum[:])[:len(l.Version)]
	return &out, nil
}

// Reading is how easy the pages of the way read, as a whole, in one language, for an
// ordinary case.
func (l *Library) Reading(words *locales.Bundle, lang consent.Language) measure.Counts {
	return l.readings.of(readingKey{words, lang}, func() measure.Counts { return l.measured(words, lang) })
}

func (l *Library) measured(words *locales.Bundle, lang consent.Language) measure.Counts {
	var all measure.Counts
	for _, p := range l.reader(words, lang).pages() {
		if !p.More {
			all = all.Plus(p.Counts)
		}
	}
	return all
}

// readings remembers how easy the pages of one library read: every document says so,
// and to count takes longer than much of the rest of it. Without one, all is counted
// anew.
type readings struct {
	mutex sync.Mutex
	known map[readingKey]measure.Counts
}

type readingKey struct {
	words *locales.Bundle
	lang  consent.Language
}

func (r *readings) of(k readingKey, count func() measure.Counts) measure.Counts {
	if r == nil {
		return count()
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	c, ok := r.known[k]
	if !ok {
		c = count()
		if r.known == nil {
			r.known = map[readingKey]measure.Counts{}
		}
		r.known[k] = c
	}
	return c
}

// Source is one entry of a list of references: a publication, or several that stand
// together, and what rests on it.
type Source struct {
	Text  // the review article has a text in each language, others the same in both
	Facts []string
}

// Sources gives the sources of some facts, each once, the review article first and the
// others in the order of their facts.
func (l *Library) Sources(facts []string) []Source {
	var out []Source
	for _, f := range l.Facts {
		if !slices.Contains(facts, f.ID) {
			continue
		}
		text := Text{f.Source, f.Source}
		if !f.Outside() {
			text = l.About.Article
		}
		i := slices.IndexFunc(out, func(s Source) bool { return s.Text == text })
		if i < 0 {
			i = len(out)
			out = append(out, Source{Text: text})
		}
		out[i].Facts = append(out[i].Facts, f.ID)
	}
	return out
}

// aboutKind is the kind of what is lacking there.
const aboutKind = "About"

// aboutFaults names what the texts as a whole lack to be dated and referred to.
func (l *Library) aboutFaults() (faults lacks) {
	refers := slices.ContainsFunc(l.Sections, func(s Section) bool { return s.Kind == "references" || s.Kind == "reading" })
	switch a := l.About; {
	case a == About{} && !refers:
	case a.Written.IsZero() || a.Review.IsZero() || a.Article == (Text{}):
		faults.add(aboutKind, "", "the texts need their day (written), the day of the next reading (review_before) and the review article (article) under [about]")
	case !a.Written.Before(a.Review):
		faults.add(aboutKind, "", "under [about], the texts are of %v and to be read again before %v: that day must come later", a.Written, a.Review)
	}
	return faults
}
