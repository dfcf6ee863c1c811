package content

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"eclaire/consent"
)

// lack is something that only the content as a whole lacks, and the item at which it
// is to be mended: by its type and its id, or the last of the type.
type lack struct {
	kind, id string
	text     string
}

// lacks gathers them.
type lacks []lack

func (l *lacks) add(kind, id, format string, args ...any) {
	*l = append(*l, lack{kind, id, fmt.Sprintf(format, args...)})
}

// missing lists what the library lacks as a whole, so that some patient would meet
// less than the truth.
func (l *Library) missing() lacks {
	return slices.Concat(l.chapterFaults(), l.pairFaults(), l.checkFaults(), l.alarmFaults(), l.aboutFaults(), l.lawFaults())
}

// whole checks what only the content as a whole can lack.
func (c *checker) whole() {
	var found lacks
	for _, id := range DocumentIDs() {
		if _, ok := c.lib.Document(id); !ok {
			found.add("Document", id, "there is no document %q: add it as a [[document]]", id)
		}
	}
	for _, o := range consent.AllOutcomes() {
		if _, ok := c.lib.Choice(o); !ok {
			found.add("Choice", "", "there is no choice for the outcome %q: add it as a [[choice]]", o)
		}
		if len(c.lib.StatementsFor(o, consent.Traits{})) == 0 {
			found.add("Statement", "", "there is no statement for the outcome %q: add it to the outcomes of one that everybody ticks", o)
		}
	}
	if len(c.lib.Pages) == 0 || len(c.lib.Questions) == 0 || len(c.lib.Scales) == 0 {
		found.add("", "", "pages, questions or scales are missing: copy their files from the shipped content")
	}
	if len(c.lib.Degrees) != Degrees {
		found.add("Degree", "", "a scale has %d steps in words ([[degree]]), not %d: add or take out steps", Degrees, len(c.lib.Degrees))
	}
	for _, f := range append(found, c.lib.missing()...) {
		file, line := c.place(f.kind, f.id)
		c.add(file, line, "%s", f.text)
	}
}

// place finds the item of a type with an id, or else the last of the type; without
// one it is the folder.
func (c *checker) place(kind, id string) (file string, line int) {
	if kind == aboutKind { // one table for all texts, in a file of its own
		return "about.toml", 1
	}
	file = "."
	for _, p := range c.items {
		v := reflect.ValueOf(p.item)
		if v.Type().Name() != kind {
			continue
		}
		file, line = p.file, p.line
		if own := v.FieldByName("ID"); id != "" && own.IsValid() && own.String() == id {
			return file, line
		}
	}
	return file, line
}

// chapterFaults names chapters that the way would lack.
func (l *Library) chapterFaults() (faults lacks) {
	for _, id := range Chapters() {
		if _, ok := l.Chapter(id); !ok {
			faults.add("Chapter", "", "the chapter %q has no title: add a [[chapter]] with it", id)
		}
		pages := l.PagesOf(id, consent.Traits{consent.VertebraToTreat: true})
		switch {
		case id == DecisionChapter && len(pages) > 0:
			faults.add("Page", pages[0].ID, "the chapter %q has %d pages, and can have none: give the page another chapter", id, len(pages))
		case id != DecisionChapter && len(pages) == 0:
			faults.add("Chapter", id, "the chapter %q has 0 pages: give it one for everybody (a [[page]] with this chapter, without when)", id)
		}
	}
	return faults
}

// pairFaults names figures that cannot be compared.
func (l *Library) pairFaults() (faults lacks) {
	pairs := map[string][]IconArray{}
	for _, a := range l.arrays() {
		if a.Pair != "" {
			pairs[a.Pair] = append(pairs[a.Pair], a)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(pairs)) {
		p := pairs[name]
		at := p[len(p)-1].ID
		switch {
		case len(p) != 2 || p[0].Tone == p[1].Tone:
			faults.add("IconArray", at, "the pair %q needs one array for each of the two ways (tone a and b): add the other, or take pair out", name)
		case p[0].Of != p[1].Of || p[0].Days != p[1].Days:
			faults.add("IconArray", at, "the two ways of the pair %q have other denominators (of) or times (days): they cannot be compared; use figures counted alike, or take pair out", name)
		}
	}
	return faults
}

// arrays lists every array of the content.
func (l *Library) arrays() (out []IconArray) {
	for _, p := range l.Pages {
		out = append(out, p.Array...)
		for _, m := range p.More {
			out = append(out, m.Array...)
		}
	}
	return out
}

// checkFaults names what the check of understanding would lack for some case.
func (l *Library) checkFaults() (faults lacks) {
	if l.Unsure == (Text{}) {
		faults.add("Question", "", "the questions need the answer “I don’t know”: add it as unsure.fr and unsure.en")
	}
	for _, topic := range Topics() {
		if !slices.ContainsFunc(l.Questions, func(q Question) bool {
			return q.Topic == topic && len(q.When)+len(q.Unless) == 0
		}) {
			faults.add("Question", "", "there is no question about %q that everybody can be asked: add one, without when and unless", topic)
		}
		if _, ok := l.AloudFor(topic); !ok {
			faults.add("Aloud", "", "there is no question about %q to ask aloud: add it as an [[aloud]]", topic)
		}
	}
	return faults
}

// alarmFaults names steps of the warning signs that some patient would not be told,
// on the way or on the sheets to take home, or that name nobody to call.
func (l *Library) alarmFaults() (faults lacks) {
	page, section := "", ""
	var core, home []Clause
	for _, p := range l.Pages {
		if slices.ContainsFunc(p.Clause, func(c Clause) bool { return c.Alarm > 0 }) {
			page = p.ID
		}
		if len(p.When)+len(p.Unless) == 0 {
			core = append(core, p.Clause...)
		}
	}
	if d, ok := l.Document(TakeHome); ok {
		for _, id := range d.Sections() {
			s, _ := l.Section(id)
			if section == "" || s.Kind == "alarm" {
				section = s.ID
			}
			home = append(home, s.Clause...)
			for _, use := range s.Use {
				home = append(home, l.clauses[use])
			}
		}
	}
	for step := 1; step <= alarmSteps; step++ {
		told := ofStep(step, core)
		if len(told) == 0 {
			faults.add("Page", page, "no page tells everybody the warning signs of step %d (a clause with alarm = %d): they can be replaced, never emptied", step, step)
		} else if number := alarmNumber[step]; number != "" && !slices.ContainsFunc(told, func(c Clause) bool { return names(c, number) }) {
			faults.add("Page", page, "the warning signs of step %d say no number to call: write %s into them, or the number itself", step, number)
		}
		if len(ofStep(step, home)) == 0 {
			faults.add("Section", section, "the sheets to take home lack the warning signs of step %d (a clause with alarm = %d): they can be replaced, never emptied", step, step)
		}
	}
	return faults
}

// alarmNumber is what the warning signs of a step say to call.
var alarmNumber = map[int]string{1: "{emergency}", 2: "{phone_day}"}

// ofStep keeps the warning signs of one step that everybody is told.
func ofStep(step int, clauses []Clause) (out []Clause) {
	for _, c := range clauses {
		if c.Alarm == step && len(c.When)+len(c.Unless) == 0 {
			out = append(out, c)
		}
	}
	return out
}

// names tells whether a clause says the number of a placeholder, or one of its own, in
// both languages.
func names(c Clause, placeholder string) bool {
	for _, l := range consent.Languages() {
		if text := c.In(l); !strings.Contains(text, placeholder) && !strings.ContainsAny(text, "0123456789") {
			return false
		}
	}
	return true
}
