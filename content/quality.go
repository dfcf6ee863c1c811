package content

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// LeastPEMAT is the aim for each of the shares that PEMAT-P gives, of 100.
const LeastPEMAT = 95

// quality refuses an item that is claimed without showing where it is met, or one
// that only people outside could meet.
func (c *checker) quality(p placed, q Quality) {
	c.oneOf(p, "the kind", q.Kind, QualityKinds())
	c.oneOf(p, "the material", q.Of, Materials())
	for _, id := range q.Clauses {
		if _, ok := c.lib.clauses[id]; !ok {
			c.add(p.file, p.line, "the clause %q is unknown", id)
		}
	}
	for _, id := range q.Pages {
		if !c.ids["Page "+id] && !slices.Contains(ownScreens(), id) {
			c.add(p.file, p.line, "the page %q is unknown", id)
		}
	}
	for _, id := range q.Sections {
		if !c.ids["Section "+id] {
			c.add(p.file, p.line, "the section %q is unknown", id)
		}
	}
	switch {
	case q.Met && q.Kind == "outside":
		c.add(p.file, p.line, "%s %s needs people or a study: it cannot be met from here", q.List, q.Item)
	case q.Met && q.Without:
		c.add(p.file, p.line, "%s %s is met, or there is nothing it could be asked of (without): not both", q.List, q.Item)
	case q.Met && len(q.Clauses)+len(q.Pages)+len(q.Sections) == 0:
		c.add(p.file, p.line, "%s %s is met nowhere: name clauses, pages or sections", q.List, q.Item)
	case !q.Met && q.Why == (Text{}):
		c.add(p.file, p.line, "%s %s is not met: say why", q.List, q.Item)
	}
}

// ownScreens are screens of the program's own that a list of quality can name.
func ownScreens() []string {
	return []string{"welcome", "hello", "chapters", "check", "values", "doctor", "decision"}
}

// unshown names what items of quality are said to be met by, and what nobody is shown:
// clauses that stand neither on a page nor in the booklet, sections that the booklet
// lacks. What is said of the screens or of the sheets has to stand there.
func (l *Library) unshown() (out []Finding) {
	screens := l.onPages()
	booklet, inBooklet := l.inDocument(Booklet)
	sheets, inSheets := l.inDocument(TakeHome)
	for _, q := range l.Quality {
		if !q.Met {
			continue
		}
		clause, sections := func(id string) bool { return screens[id] || booklet[id] }, inBooklet
		switch q.Of {
		case Screens:
			clause, sections = func(id string) bool { return screens[id] }, nil
		case Sheets:
			clause, sections = func(id string) bool { return sheets[id] }, inSheets
		}
		for _, id := range q.Clauses {
			if !clause(id) {
				out = append(out, Finding{q.name(), fmt.Sprintf("nobody is shown the clause %q there", id)})
			}
		}
		for _, id := range q.Sections {
			if !slices.Contains(sections, id) {
				out = append(out, Finding{q.name(), fmt.Sprintf("nobody is shown the section %q there", id)})
			}
		}
	}
	return out
}

// name names an item for who edits the content.
func (q Quality) name() string {
	if q.Of == "" {
		return q.List + " " + q.Item
	}
	return q.List + " " + q.Item + " (" + q.Of + ")"
}

// onPages gives the clauses of the way and behind its "Know more".
func (l *Library) onPages() map[string]bool {
	var g gathering
	for _, p := range l.Pages {
		g.page(p)
	}
	out := map[string]bool{}
	for _, p := range g {
		out[p.where] = true
	}
	return out
}

// inDocument gives the clauses and the sections of a document. The prompts of the
// doctor's screen and the comparison stand on the pages.
func (l *Library) inDocument(id string) (clauses map[string]bool, sections []string) {
	clauses = map[string]bool{}
	d, _ := l.Document(id)
	for _, name := range d.Sections() {
		s, _ := l.Section(name)
		for _, use := range s.Use {
			clauses[use] = true
		}
		for _, c := range s.Clause {
			clauses[c.ID] = true
		}
	}
	return clauses, d.Sections()
}

// tally counts the items of one kind.
type tally struct {
	met, all int
	open     string // those that are not met
	without  string // those that there is nothing to be asked of
}

func (m Measures) tally(list, of, kind string) (t tally) {
	for _, q := range m.Quality {
		switch {
		case q.List != list || q.Of != of || q.Kind != kind:
		case q.Without:
			t.without += " " + q.Item
		case q.Met:
			t.met++
			t.all++
		default:
			t.all++
			t.open += " " + q.Item
		}
	}
	return t
}

// share is how many of 100 items are met.
func (t tally) share() int { return 100 * t.met / max(t.all, 1) }

// qualityLines says what is met of the lists, and how that is counted.
func (m Measures) qualityLines() (out []string) {
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	for _, kind := range QualityKinds() {
		if t := m.tally("IPDAS", "", kind); t.all > 0 {
			say("IPDAS v4, %s: %d of %d met; not met:%s", kind, t.met, t.all, cmp.Or(t.open, " none"))
		}
	}
	say("  (our own judgement; a met item names clauses, pages or sections that the way or the booklet shows; those of kind outside need people or a study)")
	for _, of := range Materials()[1:] {
		var parts []string
		for _, kind := range []string{Understandable, Actionable} {
			if t := m.tally("PEMAT-P", of, kind); t.all > 0 {
				parts = append(parts, fmt.Sprintf("%d %% %s (%d of %d; not met:%s; nothing to ask it of:%s)", t.share(), kind, t.met, t.all,
					cmp.Or(t.open, " none"), cmp.Or(t.without, " none")))
			}
		}
		if parts != nil {
			say("PEMAT-P, %s: %s (aim %d %% at least)", of, strings.Join(parts, ", "), LeastPEMAT)
		}
	}
	say("  (our own judgement, not two raters'; items met of those that apply; one point each; the French by the English instrument)")
	return out
}
