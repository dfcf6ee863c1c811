package content

import (
	"errors"
	"fmt"
	"maps"
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
			c.items = append(c.items, placed{file, lines.At(path), v.Interface()})
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
				fault("the trait %q is unknown", t)
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
		oneOf("the document", item.ID, DocumentIDs())
		for _, id := range item.Section {
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

// longestClause is how many characters a clause can have: what is longer, nobody
// reads on a screen.
const longestClause = 600

// clause refuses one that rests on nothing, that is too long, or whose article facts
// would be lost with an outside fact that is switched off.
func (c *checker) clause(p placed, item Clause) {
	if len(item.Facts) == 0 && !strings.HasPrefix(item.ID, "legal.") {
		c.add(p.file, p.line, "the clause %q has no fact behind it", item.ID)
	}
	c.knownFacts(p, item.Facts)
	for _, l := range consent.Languages() {
		if n := utf8.RuneCountInString(item.In(l)); n > longestClause {
			c.add(p.file, p.line, "the %s of %q has %d characters: shorten it to %d, or move a part behind “know more”", named(l), item.ID, n, longestClause)
		}
	}
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

// quality refuses an item that is claimed without showing where it is met, or one
// that only people outside could meet.
func (c *checker) quality(p placed, q Quality) {
	if !slices.Contains(QualityKinds(), q.Kind) {
		c.add(p.file, p.line, "the kind %q is unknown; it can be %s", q.Kind, strings.Join(QualityKinds(), ", "))
	}
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
	switch {
	case q.Met && q.Kind == "outside":
		c.add(p.file, p.line, "%s %s needs people or a study: it cannot be met from here", q.List, q.Item)
	case q.Met && len(q.Clauses)+len(q.Pages) == 0:
		c.add(p.file, p.line, "%s %s is met nowhere: name clauses or pages", q.List, q.Item)
	case !q.Met && q.Why == (Text{}):
		c.add(p.file, p.line, "%s %s is not met: say why", q.List, q.Item)
	}
}

// ownScreens are screens of the program's own that a list of quality can name.
func ownScreens() []string {
	return []string{"chapters", "check", "values", "doctor", "decision"}
}

// text refuses a passage in one language only, with an unknown placeholder or
// with a character that the fonts lack. An entirely empty passage is optional.
func (c *checker) text(p placed, t Text) {
	if t.FR == "" && t.EN == "" {
		return
	}
	for _, l := range consent.Languages() {
		passage := t.In(l)
		if strings.TrimSpace(passage) == "" {
			c.add(p.file, p.line, "a passage stands in %s only; it needs its %s", named(l.Other()), named(l))
			continue
		}
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
			c.add(p.file, p.line, "the fact %q is unknown", id)
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
		c.add(p.file, p.line, "a share of 100 people lies between 0 and 100")
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
		c.add(p.file, p.line, "the array %q has no fact behind it", a.ID)
	case a.Title == (Text{}) || a.Label == (Text{}):
		c.add(p.file, p.line, "the array %q needs its number in words (title) and who they are (label)", a.ID)
	}
}

func (c *checker) forestRow(p placed, r ForestRow) {
	c.knownFacts(p, r.Facts)
	switch {
	case len(r.Facts) == 0:
		c.add(p.file, p.line, "the result %q has no fact behind it", r.ID)
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
		c.add(p.file, p.line, "the question %q has no fact behind it", q.ID)
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
	for _, f := range s.Figure {
		c.knownFigure(p, f)
	}
}

// whole checks what only the content as a whole can lack.
func (c *checker) whole() {
	for _, id := range DocumentIDs() {
		if _, ok := c.lib.Document(id); !ok {
			c.add("documents", 0, "there is no document %q", id)
		}
	}
	for _, o := range consent.AllOutcomes() {
		if _, ok := c.lib.Choice(o); !ok {
			c.add(".", 0, "there is no choice for the outcome %q", o)
		}
		if len(c.lib.StatementsFor(o, consent.Traits{})) == 0 {
			c.add(".", 0, "there is no statement for the outcome %q", o)
		}
	}
	if len(c.lib.Pages) == 0 || len(c.lib.Questions) == 0 || len(c.lib.Scales) == 0 {
		c.add(".", 0, "pages, questions or scales are missing")
	}
	if len(c.lib.Degrees) != Degrees {
		c.add(".", 0, "a scale has %d steps in words ([[degree]]), not %d", Degrees, len(c.lib.Degrees))
	}
	for _, fault := range slices.Concat(c.lib.chapterFaults(), c.lib.pairFaults(), c.lib.checkFaults(), c.lib.alarmFaults()) {
		c.add(".", 0, "%s", fault)
	}
}

// chapterFaults names chapters that the way would lack.
func (l *Library) chapterFaults() (faults []string) {
	for _, id := range Chapters() {
		if _, ok := l.Chapter(id); !ok {
			faults = append(faults, fmt.Sprintf("the chapter %q has no title: add a [[chapter]]", id))
		}
		if n := len(l.PagesOf(id, consent.Traits{consent.VertebraToTreat: true})); (n == 0) != (id == DecisionChapter) {
			faults = append(faults, fmt.Sprintf("the chapter %q has %d pages: each has one for everybody, except %q, which has none", id, n, DecisionChapter))
		}
	}
	return faults
}

// pairFaults names figures that cannot be compared.
func (l *Library) pairFaults() (faults []string) {
	pairs := map[string][]IconArray{}
	for _, a := range l.arrays() {
		if a.Pair != "" {
			pairs[a.Pair] = append(pairs[a.Pair], a)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(pairs)) {
		p := pairs[name]
		switch {
		case len(p) != 2 || p[0].Tone == p[1].Tone:
			faults = append(faults, fmt.Sprintf("the pair %q needs one array for each of the two ways (tone a and b)", name))
		case p[0].Of != p[1].Of || p[0].Days != p[1].Days:
			faults = append(faults, fmt.Sprintf("the two ways of the pair %q have other denominators (of) or times (days): they cannot be compared", name))
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
func (l *Library) checkFaults() (faults []string) {
	if l.Unsure == (Text{}) {
		faults = append(faults, "the questions need the answer “I don’t know” (unsure)")
	}
	for _, topic := range Topics() {
		if !slices.ContainsFunc(l.Questions, func(q Question) bool {
			return q.Topic == topic && len(q.When)+len(q.Unless) == 0
		}) {
			faults = append(faults, fmt.Sprintf("there is no question about %q that everybody can be asked", topic))
		}
		if _, ok := l.AloudFor(topic); !ok {
			faults = append(faults, fmt.Sprintf("there is no question about %q to ask aloud ([[aloud]])", topic))
		}
	}
	return faults
}

// alarmFaults names steps of the warning signs that some patient would not be told,
// on the way or on the sheets to take home.
func (l *Library) alarmFaults() (faults []string) {
	told := func(step int, clauses []Clause) bool {
		return slices.ContainsFunc(clauses, func(c Clause) bool { return c.Alarm == step && len(c.When)+len(c.Unless) == 0 })
	}
	var home []Clause
	if d, ok := l.Document(TakeHome); ok {
		for _, id := range d.Section {
			s, _ := l.Section(id)
			home = append(home, s.Clause...)
			for _, use := range s.Use {
				home = append(home, l.clauses[use])
			}
		}
	}
	for step := 1; step <= alarmSteps; step++ {
		if !slices.ContainsFunc(l.Pages, func(p Page) bool { return len(p.When)+len(p.Unless) == 0 && told(step, p.Clause) }) {
			faults = append(faults, fmt.Sprintf("no page tells everybody the warning signs of step %d (a clause with alarm = %d): they can be replaced, never emptied", step, step))
		}
		if !told(step, home) {
			faults = append(faults, fmt.Sprintf("the sheets to take home lack the warning signs of step %d (a clause with alarm = %d): they can be replaced, never emptied", step, step))
		}
	}
	return faults
}
