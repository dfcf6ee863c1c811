package content

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"eclaire/consent"
	"eclaire/content/tomlfile"
)

var placeholderPattern = regexp.MustCompile(`\{[a-z_]*\}`)

// checker reads files into a library and collects every fault on the way.
type checker struct {
	lib    *Library
	res    Resources
	faults tomlfile.Faults

	ids     map[string]bool     // "page:leak" … seen so far
	facts   map[string]bool     // known fact ids
	items   []placed            // what is checked once all files are read
	anchors map[string][]string // of each picture, asked once
}

// placed is one item of the content and where it stands.
type placed struct {
	file string
	line int
	path string // as "page[2].title", see tomlfile.Lines
	item any
}

func newChecker(lib *Library, res Resources) *checker {
	return &checker{lib: lib, res: res, ids: map[string]bool{}, facts: map[string]bool{}, anchors: map[string][]string{}}
}

func (c *checker) add(file string, line int, format string, args ...any) {
	c.faults = append(c.faults, tomlfile.Fault{File: file, Line: line, Text: fmt.Sprintf(format, args...)})
}

// read decodes one file and notes all its items.
func (c *checker) read(file string, text []byte) {
	var part Library
	lines, err := tomlfile.Decode(file, text, &part)
	if err != nil {
		var many tomlfile.Faults
		var one tomlfile.Fault
		switch {
		case errors.As(err, &many):
			c.faults = append(c.faults, many...)
		case errors.As(err, &one):
			c.faults = append(c.faults, one)
		}
		return
	}
	for _, f := range part.Facts {
		c.facts[f.ID] = true
	}
	c.walk(file, lines, "", reflect.ValueOf(part))
	c.lib.append(part)
}

// walk visits every struct of the content with its path, so that a kind of
// item added later is checked without a word here.
func (c *checker) walk(file string, lines tomlfile.Lines, path string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			c.walk(file, lines, fmt.Sprintf("%s[%d]", path, i), v.Index(i))
		}
	case reflect.Struct:
		if path != "" {
			c.items = append(c.items, placed{file, lines.At(path), path, v.Interface()})
		}
		for i := range v.NumField() {
			field := v.Type().Field(i)
			if !field.IsExported() {
				continue
			}
			name := field.Tag.Get("toml")
			below := path
			if name != "" {
				below = strings.TrimPrefix(path+"."+name, ".")
			}
			c.walk(file, lines, below, v.Field(i))
		}
	}
}

// finish checks every item against all others.
func (c *checker) finish() {
	for _, p := range c.items {
		if clause, ok := p.item.(Clause); ok {
			c.lib.clauses[clause.ID] = clause
		}
		c.unique(p)
	}
	for _, p := range c.items {
		c.check(p)
	}
	if len(c.faults) == 0 {
		c.whole()
	}
	if len(c.faults) == 0 {
		c.lib.addUnsure()
	}
}

// unique refuses an id that stands twice, or is missing.
func (c *checker) unique(p placed) {
	id := reflect.ValueOf(p.item).FieldByName("ID")
	if !id.IsValid() {
		return
	}
	kind := reflect.TypeOf(p.item).Name()
	if kind == "Step" || kind == "Option" {
		return // a step's id is its clause's; options are unique within their question
	}
	key := kind + " " + id.String()
	if id.String() == "" {
		c.add(p.file, p.line, "this %s has no id", strings.ToLower(kind))
	} else if c.ids[key] && kind == "Clause" {
		c.add(p.file, p.line, "the id %q is used twice: a clause stands on the way or behind “know more”, never in both; take one of them out", id.String())
	} else if c.ids[key] {
		c.add(p.file, p.line, "the id %q is used twice", id.String())
	}
	c.ids[key] = true
}

// oneOf refuses a word that is not among those allowed.
func (c *checker) oneOf(p placed, what, got string, allowed []string) {
	if !slices.Contains(allowed, got) {
		c.add(p.file, p.line, "%s %q is unknown; it can be %s", what, got, strings.Join(allowed, ", "))
	}
}

// check refuses what one item says wrongly.
func (c *checker) check(p placed) {
	fault := func(format string, args ...any) { c.add(p.file, p.line, format, args...) }
	oneOf := func(what, got string, allowed []string) { c.oneOf(p, what, got, allowed) }
	switch item := p.item.(type) {
	case Text:
		c.text(p, item)
	case Condition:
		for _, t := range slices.Concat(item.When, item.Unless) {
			if !slices.Contains(consent.AllTraits(), t) {
				fault("the trait %q is unknown: correct its spelling, or take it out", t)
			}
		}
	case Clause:
		oneOf("the style", item.Style, ClauseStyles())
		oneOf("the role", item.Role, Roles())
		c.clause(p, item)
	case Fact:
		c.fact(p, item)
	case Figure:
		c.figure(p, item)
	case Page:
		oneOf("the layout", item.Layout, Layouts())
		oneOf("the part", item.Part, Parts())
		oneOf("the chapter", item.Chapter, Chapters())
		oneOf("the motion", item.Motion, Motions())
		c.knownFigure(p, item.Figure)
		if item.Motion != "" && (item.Layout != "lesson" || item.Figure == "") {
			fault("the page %q has no picture that could move", item.ID)
		}
	case Chapter:
		oneOf("the chapter", item.ID, Chapters())
	case More:
		c.knownFigure(p, item.Figure)
		if item.Title == (Text{}) || len(item.Clause)+len(item.Column)+len(item.Array)+len(item.Forest) == 0 {
			fault("“know more” %q needs a title, and clauses, columns, arrays or forests", item.ID)
		}
	case Aloud:
		oneOf("the topic", item.Topic, Topics())
	case Quality:
		c.quality(p, item)
	case Duty:
		c.duty(p, item)
	case Step:
		c.knownFigure(p, item.Figure)
	case IconArray:
		c.knownFacts(p, item.Facts)
		c.array(p, item)
	case Forest:
		if len(item.Study) == 0 || item.Intro == (Text{}) || item.Same == (Text{}) {
			fault("the forest %q needs studies, an introduction (intro) and what 1 means (same)", item.ID)
		}
	case ForestRow:
		c.forestRow(p, item)
	case Question:
		c.question(p, item)
	default:
		c.checkLater(p)
	}
}

// checkLater refuses what is said wrongly of the decision, to staff, and on paper.
func (c *checker) checkLater(p placed) {
	fault := func(format string, args ...any) { c.add(p.file, p.line, format, args...) }
	oneOf := func(what, got string, allowed []string) { c.oneOf(p, what, got, allowed) }
	switch item := p.item.(type) {
	case Statement:
		c.knownFacts(p, item.Facts)
		if len(item.Outcome) == 0 {
			fault("the statement %q belongs to no decision", item.ID)
		}
		for _, o := range item.Outcome {
			c.knownOutcome(p, o)
		}
		if item.Unticked != "" {
			c.knownOutcome(p, item.Unticked)
		}
	case Choice:
		c.knownOutcome(p, item.Outcome)
		c.knownFigure(p, item.Figure)
	case Criterion:
		oneOf("the side", item.Side, []string{"for", "against", "assess"})
		oneOf("the field", item.Field, CriterionFields())
		c.knownFacts(p, item.Facts)
		if item.Trait != "" && !slices.Contains(consent.AllTraits(), item.Trait) {
			fault("the trait %q is unknown", item.Trait)
		}
	case Section:
		c.section(p, item)
		oneOf("the kind", item.Kind, SectionKinds())
	case Document:
		oneOf("the document", item.ID, append(DocumentIDs(), Home))
		for _, id := range item.Sections() {
			if !c.ids["Section "+id] {
				fault("the section %q is unknown", id)
			}
		}
	}
}

// fact refuses an outside fact that could not be found and judged by a clinic.
func (c *checker) fact(p placed, f Fact) {
	switch {
	case !slices.Contains(Statuses(), f.Status):
		c.add(p.file, p.line, "the status %q is unknown; it can be %s", f.Status, strings.Join(Statuses(), ", "))
	case f.Outside() != (f.Status == "X"):
		c.add(p.file, p.line, "the fact %q has the status %q: facts X… have X, and no other has", f.ID, f.Status)
	case f.Outside() && (f.Source == "" || f.Population == ""):
		c.add(p.file, p.line, "the fact %q comes from outside the article: name its source, and of whom it is (population)", f.ID)
	case !f.Outside() && f.Where == "":
		c.add(p.file, p.line, "the fact %q names no section of the article (where)", f.ID)
	}
}

// clause refuses one that rests on nothing, or whose article facts would be lost with
// an outside fact that is switched off.
func (c *checker) clause(p placed, item Clause) {
	if len(item.Facts) == 0 && !strings.HasPrefix(item.ID, "legal.") {
		c.add(p.file, p.line, "the clause %q has no fact behind it: name those that it says (facts)", item.ID)
	}
	c.knownFacts(p, item.Facts)
	from := slices.ContainsFunc(item.Facts, outside)
	article := slices.ContainsFunc(item.Facts, func(f string) bool { return !outside(f) })
	switch {
	case from && article && item.Instead == (Text{}):
		c.add(p.file, p.line, "the clause %q rests on the article and on an outside fact: say with instead what it says without the latter", item.ID)
	case !from && item.Instead != (Text{}):
		c.add(p.file, p.line, "the clause %q rests on no outside fact: instead would never be shown", item.ID)
	case item.Alarm < 0 || item.Alarm > alarmSteps:
		c.add(p.file, p.line, "the warning sign %q belongs to step 1, 2 or 3", item.ID)
	}
}

// alarmSteps are: at once, the same day, soon.
const alarmSteps = 3

// mostRunes is how many characters a passage can have, by its key in the files: what
// is longer, nobody reads on a screen. Others can have longestPassage.
var mostRunes = map[string]int{"degree": 40, "title": 100, "label": 100, "option": 100, "scale": 100, "result": 100, "less": 80, "same": 80, "more": 80,
	"detail": 150, "prompt": 150, "review": 200, "conservative": 200, "vertebroplasty": 200, "ask": 250, "aloud": 250,
	"step": 300, "explain": 300, "intro": 300, "statement": 400}

const longestPassage = 600

// key gives the name of the table or key that an item stands under.
func (p placed) key() string {
	name := p.path[strings.LastIndexByte(p.path, '.')+1:]
	name, _, _ = strings.Cut(name, "[")
	return name
}

// length refuses a passage that is too long to be read.
func (c *checker) length(p placed, passage string, l consent.Language) {
	most := cmp.Or(mostRunes[p.key()], longestPassage)
	if n := utf8.RuneCountInString(passage); n > most {
		c.add(p.file, p.line, "the %s of this %s has %d characters: shorten it to %d, or move a part behind “know more”", named(l), p.key(), n, most)
	}
}

// said tells whether an item stands for nothing without its words: one that is its
// own passage, as a clause, or a title.
func (p placed) said() bool {
	return strings.HasSuffix(p.path, "]") || slices.Contains([]string{"title", "ask", "explain"}, p.key())
}

// text refuses a passage that is missing, in one language only or too long, with an
// unknown placeholder or with a character that the fonts lack.
func (c *checker) text(p placed, t Text) {
	if t.FR == "" && t.EN == "" {
		if p.said() {
			c.add(p.file, p.line, "this %s is empty: write it in French (fr) and English (en), or take all of it out", p.key())
		}
		return
	}
	for _, l := range consent.Languages() {
		passage := t.In(l)
		if strings.TrimSpace(passage) == "" {
			c.add(p.file, p.line, "a passage stands in %s only; it needs its %s", named(l.Other()), named(l))
			continue
		}
		c.length(p, passage, l)
		if strings.Count(passage, "**")%2 != 0 {
			c.add(p.file, p.line, "the bold stars ** are not in pairs in the %s", named(l))
		}
		for _, r := range passage {
			if !c.res.HasGlyph(r) {
				c.add(p.file, p.line, "the font lacks the character %q (%U) in the %s", r, r, named(l))
			}
		}
		rest := passage
		for _, found := range placeholderPattern.FindAllString(passage, -1) {
			if !slices.Contains(Placeholders(), found[1:len(found)-1]) {
				c.add(p.file, p.line, "the placeholder %s is unknown", found)
			}
			rest = strings.Replace(rest, found, "", 1)
		}
		if strings.ContainsAny(rest, "{}") {
			c.add(p.file, p.line, "a brace { or } in the %s belongs to no placeholder", named(l))
		}
	}
	if a, b := placeholders(t.FR), placeholders(t.EN); !slices.Equal(a, b) {
		c.add(p.file, p.line, "the two languages have other placeholders: %v and %v", a, b)
	}
}

// named gives a language's name for who edits the content.
func named(l consent.Language) string {
	if l == consent.French {
		return "French"
	}
	return "English"
}

func placeholders(s string) []string {
	found := placeholderPattern.FindAllString(s, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func (c *checker) knownFacts(p placed, ids []string) {
	for _, id := range ids {
		if !c.facts[id] {
			c.add(p.file, p.line, "the fact %q is unknown: correct its number, or add it to the facts", id)
		}
	}
}

func (c *checker) knownFigure(p placed, id string) {
	if id != "" && !c.ids["Figure "+id] {
		c.add(p.file, p.line, "the figure %q is unknown", id)
	}
}

func (c *checker) knownOutcome(p placed, o consent.Outcome) {
	if !slices.Contains(consent.AllOutcomes(), o) {
		c.add(p.file, p.line, "the outcome %q is unknown", o)
	}
}

// figure refuses a picture that cannot be drawn, or a label at an anchor that
// the picture does not name.
func (c *checker) figure(p placed, f Figure) {
	if f.Alt == (Text{}) {
		c.add(p.file, p.line, "the figure %q has no description (alt)", f.ID)
	}
	anchors, err := c.res.Anchors(f.ID)
	if err != nil {
		c.add(p.file, p.line, "the picture %q cannot be used: %v", f.ID, err)
		return
	}
	for _, l := range f.Label {
		if !slices.Contains(anchors, l.Anchor) && l.Anchor != Here { // a picture may do without the small body
			c.add(p.file, p.line, "the picture %q has no anchor %q", f.ID, l.Anchor)
		}
	}
}

// array refuses a share that no picture of people could show, or one that
// rests on nothing.
func (c *checker) array(p placed, a IconArray) {
	switch {
	case !(a.Percent >= 0 && a.Percent <= 100):
		c.add(p.file, p.line, "the share %v of %q is not of 100 people: it lies between 0 and 100; correct percent", a.Percent, a.ID)
	case a.To != 0 && !(a.To > a.Percent && a.To <= 100):
		c.add(p.file, p.line, "the range of %q must go up, to 100 at most", a.ID)
	case a.Of != 0 && (a.Of < 2 || a.Of > 100):
		c.add(p.file, p.line, "%q can draw 2 to 100, not %d", a.ID, a.Of)
	case !slices.Contains(Icons(), a.Icon):
		c.add(p.file, p.line, "the icon %q is unknown; it can be %s", a.Icon, strings.Join(Icons()[1:], ", "))
	case !slices.Contains([]string{"", "a", "b"}, a.Tone):
		c.add(p.file, p.line, "the tone %q is unknown; it can be a or b", a.Tone)
	case a.Days < 0:
		c.add(p.file, p.line, "%q is counted after a number of days, from 1 upwards", a.ID)
	case a.Pair != "" && (a.Days == 0 || a.Tone == ""):
		c.add(p.file, p.line, "%q of the pair %q needs its time (days) and the way it belongs to (tone a or b)", a.ID, a.Pair)
	case len(a.Facts) == 0:
		c.add(p.file, p.line, "the array %q has no fact behind it: name those that its figure comes from (facts)", a.ID)
	case a.Title == (Text{}) || a.Label == (Text{}):
		c.add(p.file, p.line, "the array %q needs its number in words (title) and who they are (label)", a.ID)
	}
}

func (c *checker) forestRow(p placed, r ForestRow) {
	c.knownFacts(p, r.Facts)
	switch {
	case len(r.Facts) == 0:
		c.add(p.file, p.line, "the result %q has no fact behind it: name those that its figure comes from (facts)", r.ID)
	case r.Label == (Text{}) || r.Result == (Text{}):
		c.add(p.file, p.line, "the result %q needs a label and its measure in words (result)", r.ID)
	case r.Ratio == 0 && r.Low == 0 && r.High == 0: // said in words only
	case !(r.Low >= LeastRatio && r.Low <= r.Ratio && r.Ratio <= r.High && r.High <= MostRatio):
		c.add(p.file, p.line, "the result %q needs low ≤ ratio ≤ high, between %v and %v", r.ID, LeastRatio, float64(MostRatio))
	}
}

func (c *checker) question(p placed, q Question) {
	c.knownFacts(p, q.Facts)
	if len(q.Facts) == 0 {
		c.add(p.file, p.line, "the question %q has no fact behind it: name those that it asks about (facts)", q.ID)
	}
	if !slices.Contains(Topics(), q.Topic) {
		c.add(p.file, p.line, "the topic %q is unknown", q.Topic)
	}
	if !c.ids["Page "+q.Page] {
		c.add(p.file, p.line, "the page %q is unknown", q.Page)
	}
	c.knownFigure(p, q.Figure)
	if q.Again.Ask == (Text{}) {
		c.add(p.file, p.line, "the question %q needs a second form (again), asked after the explanation", q.ID)
	}
	seen := map[string]bool{UnsureID: true}
	for _, options := range [][]Option{q.Option, q.Again.Option} {
		right := 0
		for _, o := range options {
			if o.Correct {
				right++
			}
			if o.ID == "" || seen[o.ID] {
				c.add(p.file, p.line, "the options of %q need an id each", q.ID)
			}
			seen[o.ID] = true
		}
		if right != 1 || len(options) < 2 {
			c.add(p.file, p.line, "each form of the question %q needs at least two options, one of them correct", q.ID)
		}
	}
}

// UnsureID is the id of the answer "I don't know".
const UnsureID = "unsure"

// addUnsure gives every question its last answer.
func (l *Library) addUnsure() {
	unsure := Option{ID: UnsureID, Unsure: true, Text: l.Unsure}
	for i := range l.Questions {
		q := &l.Questions[i]
		q.Option, q.Again.Option = append(q.Option, unsure), append(q.Again.Option, unsure)
	}
}

func (c *checker) section(p placed, s Section) {
	for _, id := range s.Use {
		if _, ok := c.lib.clauses[id]; !ok {
			c.add(p.file, p.line, "the clause %q is unknown", id)
		}
	}
}
