package content

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Without gives the library with outside facts switched off, as a clinic's setting
// facts_off asks for. What rests on one of them is gone: clauses (or they say what
// they say instead, see Clause.Instead), arrays (both of a pair), results, questions,
// and "know more" of which nothing is left. It counts into the version.
//
// It refuses facts that are unknown or of the article, and whatever would leave the
// library without a part that it needs: the warning signs can be replaced in the
// content, never emptied.
func (l *Library) Without(ids []string) (*Library, error) {
	off := slices.Compact(slices.Sorted(slices.Values(ids)))
	if len(off) == 0 {
		return l, nil
	}
	var refused []error
	for _, id := range off {
		if !slices.ContainsFunc(l.Facts, func(f Fact) bool { return f.ID == id }) {
			refused = append(refused, fmt.Errorf("there is no fact %q", id))
		} else if !outside(id) {
			refused = append(refused, fmt.Errorf("the fact %q is of the article: only outside facts (X…) can be switched off", id))
		}
	}
	if err := errors.Join(refused...); err != nil {
		return nil, err
	}
	out := l.filtered(switched(off))
	if lacking := append(out.missing(), l.silenced(out)...); len(lacking) > 0 {
		var why []string
		for _, f := range lacking {
			why = append(why, f.text)
		}
		return nil, fmt.Errorf("without %s: %s", strings.Join(off, ", "), strings.Join(why, "; "))
	}
	sum := sha256.Sum256([]byte(l.Version + "\x00facts off\x00" + strings.Join(off, "\x00")))
	out.Version = hex.EncodeToString(sum[:])[:len(l.Version)]
	return out, nil
}

// silenced names warning signs that are gone in another library.
func (l *Library) silenced(out *Library) (faults lacks) {
	for _, id := range slices.Sorted(maps.Keys(l.clauses)) {
		if _, left := out.clauses[id]; l.clauses[id].Alarm > 0 && !left {
			faults.add("Clause", id, "the warning sign %q would be gone: warning signs can be replaced, never emptied", id)
		}
	}
	return faults
}

// filtered gives a library of what is left.
func (l *Library) filtered(s switched) *Library {
	out := *l
	out.readings = &readings{}
	out.clauses = map[string]Clause{}
	for id, c := range l.clauses {
		if c, ok := s.clause(c); ok {
			out.clauses[id] = c
		}
	}
	out.Facts = slices.DeleteFunc(slices.Clone(l.Facts), func(f Fact) bool { return s.off([]string{f.ID}) })
	out.Questions = slices.DeleteFunc(slices.Clone(l.Questions), func(q Question) bool { return s.off(q.Facts) })
	out.Criteria = slices.DeleteFunc(slices.Clone(l.Criteria), func(c Criterion) bool { return s.off(c.Facts) })
	out.Statements = slices.DeleteFunc(slices.Clone(l.Statements), func(t Statement) bool { return s.off(t.Facts) })
	out.Pages = slices.Clone(l.Pages)
	for i := range out.Pages {
		s.page(&out.Pages[i])
	}
	out.Sections = slices.Clone(l.Sections)
	for i := range out.Sections {
		p := &out.Sections[i]
		p.Clause = s.kept(p.Clause)
		p.Use = slices.DeleteFunc(slices.Clone(p.Use), func(id string) bool { _, ok := out.clauses[id]; return !ok })
	}
	out.Quality = slices.Clone(l.Quality)
	for i := range out.Quality {
		q := &out.Quality[i]
		q.Clauses = slices.DeleteFunc(slices.Clone(q.Clauses), func(id string) bool { _, ok := out.clauses[id]; return !ok })
		q.Met = q.Met && len(q.Clauses)+len(q.Pages)+len(q.Sections) > 0
	}
	return &out
}

// switched are facts that are switched off.
type switched []string

// off tells whether one of the facts is.
func (s switched) off(facts []string) bool {
	return slices.ContainsFunc(facts, func(f string) bool { return slices.Contains(s, f) })
}

// clause gives what is left of a clause, if anything.
func (s switched) clause(c Clause) (Clause, bool) {
	if !s.off(c.Facts) {
		return c, true
	}
	if c.Instead == (Text{}) {
		return c, false
	}
	c.Text, c.Instead = c.Instead, Text{}
	c.Facts = slices.DeleteFunc(slices.Clone(c.Facts), outside)
	return c, true
}

func (s switched) kept(clauses []Clause) []Clause {
	var out []Clause
	for _, c := range clauses {
		if c, ok := s.clause(c); ok {
			out = append(out, c)
		}
	}
	return out
}

// arrays leaves out those that rest on a fact that is off, with the other of a pair.
func (s switched) arrays(all []IconArray) []IconArray {
	gone := map[string]bool{}
	for _, a := range all {
		if s.off(a.Facts) {
			gone[a.Pair] = true
		}
	}
	delete(gone, "")
	return slices.DeleteFunc(slices.Clone(all), func(a IconArray) bool { return s.off(a.Facts) || gone[a.Pair] })
}

func (s switched) forests(all []Forest) []Forest {
	var out []Forest
	for _, f := range all {
		f.Study = slices.DeleteFunc(slices.Clone(f.Study), func(r ForestRow) bool { return s.off(r.Facts) })
		if len(f.Study) > 0 {
			out = append(out, f)
		}
	}
	return out
}

func (s switched) columns(all []Column) []Column {
	var out []Column
	for _, c := range all {
		if c.Clause = s.kept(c.Clause); len(c.Clause) > 0 {
			out = append(out, c)
		}
	}
	return out
}

func (s switched) page(p *Page) {
	p.Clause, p.Array, p.Forest, p.Column = s.kept(p.Clause), s.arrays(p.Array), s.forests(p.Forest), s.columns(p.Column)
	p.Row = slices.Clone(p.Row)
	for i := range p.Row {
		p.Row[i].Conservative, p.Row[i].Vertebroplasty = s.kept(p.Row[i].Conservative), s.kept(p.Row[i].Vertebroplasty)
	}
	p.Row = slices.DeleteFunc(p.Row, func(r Row) bool { return len(r.Conservative) == 0 || len(r.Vertebroplasty) == 0 })
	p.Step = slices.Clone(p.Step)
	for i := range p.Step {
		p.Step[i].Clause, _ = s.clause(p.Step[i].Clause) // a frame stays: it rests on the article
	}
	var more []More
	for _, m := range p.More {
		m.Clause, m.Array, m.Forest, m.Column = s.kept(m.Clause), s.arrays(m.Array), s.forests(m.Forest), s.columns(m.Column)
		if len(m.Clause)+len(m.Array)+len(m.Forest)+len(m.Column) > 0 {
			more = append(more, m)
		}
	}
	p.More = more
}

// OutsideFacts lists the facts that can be switched off, sorted.
func (l *Library) OutsideFacts() []string {
	ids := map[string]bool{}
	for _, f := range l.Facts {
		if f.Outside() {
			ids[f.ID] = true
		}
	}
	return slices.Sorted(maps.Keys(ids))
}
