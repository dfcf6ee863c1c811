package content

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"eclaire/consent"
	"eclaire/content/textfile"
	"eclaire/content/tomlfile"
)

//go:embed *.toml pages/*.toml documents/*.toml quality/*.toml
var files embed.FS

// Files holds the content that the program ships with.
func Files() fs.FS { return files }

// Library is all content, checked. It does not change after Load.
type Library struct {
	// Version names the state of all texts and own pictures, of content and interface
	// alike: 12 hexadecimal digits of their SHA-256. A record is bound to it. It is
	// of what they say: line ends, byte-order marks and decomposed accents do not
	// count.
	Version string

	Facts      []Fact      `toml:"fact"`
	Figures    []Figure    `toml:"figure"`
	Chapters   []Chapter   `toml:"chapter"`
	Pages      []Page      `toml:"page"`
	Questions  []Question  `toml:"question"`
	Unsure     Text        `toml:"unsure"` // "I don't know", the last answer to every question
	Aloud      []Aloud     `toml:"aloud"`
	Scales     []Scale     `toml:"scale"`
	Degrees    []Degree    `toml:"degree"`
	Prompts    []Prompt    `toml:"prompt"`
	Statements []Statement `toml:"statement"`
	Extras     []Extra     `toml:"extra"`
	Choices    []Choice    `toml:"choice"`
	Criteria   []Criterion `toml:"criterion"`
	Sections   []Section   `toml:"section"`
	Documents  []Document  `toml:"document"`
	Quality    []Quality   `toml:"quality"`
	Law        []Duty      `toml:"law"`
	About      About       `toml:"about"`

	clauses  map[string]Clause
	drawings pictures
	logo     *Logo
	readings *readings
}

// Resources is what texts are checked against.
type Resources struct {
	HasGlyph func(rune) bool                       // whether the fonts can print a character
	Anchors  func(figure string) ([]string, error) // the anchors of a picture, or why it cannot be used
	Words    map[string]string                     // interface words that count into the version, see locales
	Pictures map[string][]byte                     // pictures of the clinic's own, which count into it too
}

// Load reads every TOML file of fsys and checks all of it. The error is
// tomlfile.Faults, which names each fault with file and line.
func Load(fsys fs.FS, res Resources) (*Library, error) {
	lib := &Library{clauses: map[string]Clause{}, readings: &readings{}}
	c := newChecker(lib, res)
	names, err := tomlNames(fsys)
	if err != nil {
		return nil, tomlfile.Faults{{File: ".", Text: "the content folder cannot be read"}}
	}
	if len(names) == 0 {
		return nil, tomlfile.Faults{{File: ".", Text: "there is no content (*.toml) in this folder"}}
	}
	from := sources{words: res.Words, pictures: res.Pictures}
	for _, file := range names {
		name := norm.NFC.String(file)
		text, err := fs.ReadFile(fsys, file)
		if err != nil {
			c.add(name, 0, "the file cannot be read")
			continue
		}
		if line, err := textfile.Check(text); err != nil {
			c.add(name, line, "%v", err)
			continue
		}
		text = textfile.Normal(text)
		from.files = append(from.files, source{name, text})
		c.read(name, text)
	}
	if len(c.faults) == 0 { // what a file lacks that cannot be read is no fault of the others
		c.finish()
	}
	if len(c.faults) > 0 {
		c.faults.Sort()
		return nil, c.faults
	}
	lib.Version = from.version()
	return lib, nil
}

// sources are all that a library is made of, in normal form (package textfile).
type sources struct {
	files    []source // sorted by name
	words    map[string]string
	pictures map[string][]byte
}

type source struct {
	name string
	text []byte
}

// version names what the sources say. Records are bound to it: the way in which it
// is made must not change.
func (s sources) version() string {
	hash := sha256.New()
	for _, f := range s.files {
		fmt.Fprintf(hash, "%s\x00%d\x00%s", f.name, len(f.text), f.text)
	}
	for _, k := range slices.Sorted(maps.Keys(s.words)) {
		fmt.Fprintf(hash, "%s\x00%s\x00", k, s.words[k])
	}
	for _, k := range slices.Sorted(maps.Keys(s.pictures)) {
		fmt.Fprintf(hash, "%s.svg\x00%d\x00%s", k, len(s.pictures[k]), s.pictures[k])
	}
	return hex.EncodeToString(hash.Sum(nil))[:12]
}

// tomlNames lists the TOML files in the order in which they are read: by path.
// Folders named locales are left to package locales; names that begin with a dot
// are what systems and editors leave behind.
func tomlNames(fsys fs.FS) ([]string, error) {
	var names []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := name != "." && strings.HasPrefix(d.Name(), ".")
		if d.IsDir() && (hidden || d.Name() == "locales") {
			return fs.SkipDir
		}
		if !d.IsDir() && !hidden && path.Ext(name) == ".toml" {
			names = append(names, name)
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(strings.Compare(norm.NFC.String(a), norm.NFC.String(b)), strings.Compare(a, b))
	})
	return names, err
}

// append adds what one file holds.
func (l *Library) append(part Library) {
	l.Facts = append(l.Facts, part.Facts...)
	l.Figures = append(l.Figures, part.Figures...)
	l.Chapters = append(l.Chapters, part.Chapters...)
	l.Pages = append(l.Pages, part.Pages...)
	l.Questions = append(l.Questions, part.Questions...)
	if part.Unsure != (Text{}) {
		l.Unsure = part.Unsure
	}
	l.Aloud = append(l.Aloud, part.Aloud...)
	l.Scales = append(l.Scales, part.Scales...)
	l.Degrees = append(l.Degrees, part.Degrees...)
	l.Prompts = append(l.Prompts, part.Prompts...)
	l.Statements = append(l.Statements, part.Statements...)
	l.Extras = append(l.Extras, part.Extras...)
	l.Choices = append(l.Choices, part.Choices...)
	l.Criteria = append(l.Criteria, part.Criteria...)
	l.Sections = append(l.Sections, part.Sections...)
	l.Documents = append(l.Documents, part.Documents...)
	l.Quality = append(l.Quality, part.Quality...)
	l.Law = append(l.Law, part.Law...)
	if part.About != (About{}) {
		l.About = part.About
	}
}

// find gives the item whose key is wanted.
func find[T any, K comparable](items []T, key func(T) K, wanted K) (T, bool) {
	for _, item := range items {
		if key(item) == wanted {
			return item, true
		}
	}
	var none T
	return none, false
}

// Clause finds a clause anywhere in the content.
func (l *Library) Clause(id string) (Clause, bool) {
	c, ok := l.clauses[id]
	return c, ok
}

// Figure finds a picture.
func (l *Library) Figure(id string) (Figure, bool) {
	return find(l.Figures, func(f Figure) string { return f.ID }, id)
}

// Page finds a page of the education.
func (l *Library) Page(id string) (Page, bool) {
	return find(l.Pages, func(p Page) string { return p.ID }, id)
}

// Chapter finds one of the five parts of the way.
func (l *Library) Chapter(id string) (Chapter, bool) {
	return find(l.Chapters, func(c Chapter) string { return c.ID }, id)
}

// PagesOf lists the pages of a chapter for a case, in order.
func (l *Library) PagesOf(chapter string, t consent.Traits) []Page {
	return shown(l.Pages, func(p Page) Condition { return p.Condition }, t, func(p Page) bool { return p.Chapter == chapter })
}

// MoreFor lists what stands behind "Know more" of a page for a case, in order.
func MoreFor(p Page, t consent.Traits) []More {
	return shown(p.More, func(m More) Condition { return m.Condition }, t)
}

// More finds what stands behind "Know more".
func (l *Library) More(id string) (More, bool) {
	for _, p := range l.Pages {
		if m, ok := find(p.More, func(m More) string { return m.ID }, id); ok {
			return m, true
		}
	}
	return More{}, false
}

// AloudFor gives what the nurse asks aloud of a topic.
func (l *Library) AloudFor(topic string) (Aloud, bool) {
	return find(l.Aloud, func(a Aloud) string { return a.Topic }, topic)
}

// Fact finds a fact of the sources.
func (l *Library) Fact(id string) (Fact, bool) {
	return find(l.Facts, func(f Fact) string { return f.ID }, id)
}

// Question finds a question of the check of understanding.
func (l *Library) Question(id string) (Question, bool) {
	return find(l.Questions, func(q Question) string { return q.ID }, id)
}

// Find gives one answer of the question.
func (q Question) Find(id string) (Option, bool) {
	return find(q.Option, func(o Option) string { return o.ID }, id)
}

// FindAgain gives one answer of the question's second form.
func (q Question) FindAgain(id string) (Option, bool) {
	return find(q.Again.Option, func(o Option) string { return o.ID }, id)
}

// Scale finds one of the patient's values.
func (l *Library) Scale(id string) (Scale, bool) {
	return find(l.Scales, func(s Scale) string { return s.ID }, id)
}

// Prompt finds a ready question for the doctor.
func (l *Library) Prompt(id string) (Prompt, bool) {
	return find(l.Prompts, func(p Prompt) string { return p.ID }, id)
}

// Statement finds a statement to tick.
func (l *Library) Statement(id string) (Statement, bool) {
	return find(l.Statements, func(s Statement) string { return s.ID }, id)
}

// Choice finds how a decision is put.
func (l *Library) Choice(o consent.Outcome) (Choice, bool) {
	return find(l.Choices, func(c Choice) consent.Outcome { return c.Outcome }, o)
}

// ChoicesOf gives how each of some decisions is put.
func (l *Library) ChoicesOf(outcomes []consent.Outcome) []Choice {
	var out []Choice
	for _, o := range outcomes {
		if c, ok := l.Choice(o); ok {
			out = append(out, c)
		}
	}
	return out
}

// Section finds a section of the documents.
func (l *Library) Section(id string) (Section, bool) {
	return find(l.Sections, func(s Section) string { return s.ID }, id)
}

// Document finds the template of a document.
func (l *Library) Document(id string) (Document, bool) {
	return find(l.Documents, func(d Document) string { return d.ID }, id)
}

// shown keeps the items whose condition holds, and which a further test keeps.
func shown[T any](items []T, condition func(T) Condition, t consent.Traits, also ...func(T) bool) []T {
	var out []T
	for _, item := range items {
		if condition(item).Holds(t) && (len(also) == 0 || also[0](item)) {
			out = append(out, item)
		}
	}
	return out
}

// PagesFor lists the pages of the education for a case, in order.
func (l *Library) PagesFor(t consent.Traits) []Page {
	return shown(l.Pages, func(p Page) Condition { return p.Condition }, t)
}

// BankFor lists all questions that a case can be asked.
func (l *Library) BankFor(t consent.Traits) []Question {
	return shown(l.Questions, func(q Question) Condition { return q.Condition }, t)
}

// QuestionsFor gives the check of understanding of a case without a lot: of each
// topic the first question, its answers in the order of the file.
func (l *Library) QuestionsFor(t consent.Traits) []Question {
	return l.drawn(t, func(int) int { return 0 }, func(int, func(i, j int)) {})
}

// Draw draws the check of understanding of a case by lot: one question of each
// topic, and the order of the answers of both its forms, "I don't know" always last.
// The same lot gives the same check.
func (l *Library) Draw(t consent.Traits, lot uint64) []Question {
	c := chance(lot)
	return l.drawn(t, c.below, c.shuffle)
}

// chance is a row of numbers that look drawn, the same for the same start
// (SplitMix64).
type chance uint64

func (c *chance) next() uint64 {
	*c += 0x9e3779b97f4a7c15
	z := uint64(*c)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below gives a number from 0 to n-1.
func (c *chance) below(n int) int { return int(c.next() % uint64(n)) } // n is small: none is seen more often

// shuffle brings n things into an order of chance.
func (c *chance) shuffle(n int, swap func(i, j int)) {
	for i := n - 1; i > 0; i-- {
		swap(i, c.below(i+1))
	}
}

func (l *Library) drawn(t consent.Traits, pick func(int) int, shuffle func(int, func(i, j int))) []Question {
	bank := l.BankFor(t)
	var out []Question
	for _, topic := range Topics() {
		var of []Question
		for _, q := range bank {
			if q.Topic == topic {
				of = append(of, q)
			}
		}
		if len(of) == 0 {
			continue
		}
		q := of[pick(len(of))]
		q.Option, q.Again.Option = slices.Clone(q.Option), slices.Clone(q.Again.Option)
		for _, options := range [][]Option{q.Option, q.Again.Option} {
			shuffle(max(len(options)-1, 0), func(i, j int) { options[i], options[j] = options[j], options[i] })
		}
		out = append(out, q)
	}
	return out
}

// PromptsFor lists the ready questions for the doctor.
func (l *Library) PromptsFor(t consent.Traits) []Prompt {
	return shown(l.Prompts, func(p Prompt) Condition { return p.Condition }, t)
}

// ClausesFor keeps the clauses shown to a case.
func ClausesFor(clauses []Clause, t consent.Traits) []Clause {
	return shown(clauses, func(c Clause) Condition { return c.Condition }, t)
}

// StepsFor keeps the steps shown to a case.
func StepsFor(steps []Step, t consent.Traits) []Step {
	return shown(steps, func(s Step) Condition { return s.Clause.Condition }, t)
}

// RowsFor keeps the rows of a comparison shown to a case.
func RowsFor(rows []Row, t consent.Traits) []Row {
	return shown(rows, func(r Row) Condition { return r.Condition }, t)
}

// ExtrasFor lists the procedures besides that are asked about.
func (l *Library) ExtrasFor(t consent.Traits) []Extra {
	return shown(l.Extras, func(e Extra) Condition { return e.Condition }, t)
}

// Extra finds a procedure besides.
func (l *Library) Extra(id string) (Extra, bool) {
	return find(l.Extras, func(e Extra) string { return e.ID }, id)
}

// StatementsFor lists the statements of a decision, in order.
func (l *Library) StatementsFor(o consent.Outcome, t consent.Traits) []Statement {
	return shown(l.Statements, func(s Statement) Condition { return s.Condition }, t, func(s Statement) bool {
		return slices.Contains(s.Outcome, o)
	})
}

// Ways gives the two ways in the order in which a lot puts them side by side.
func Ways(lot uint64) []string {
	ways := []string{WayA, WayB}
	c := chance(^lot) // not the one that draws the check
	if c.below(2) == 1 {
		slices.Reverse(ways)
	}
	return ways
}

// The two ways, by the tones that columns and arrays have.
const (
	WayA = "conservative"
	WayB = "cement"
)

// Script derives what the domain needs to know of the content for one case. The lot
// draws the check of understanding and all orders.
func (l *Library) Script(t consent.Traits, lot uint64) consent.Script {
	s := consent.Script{
		Lot: lot, Ways: Ways(lot),
		Options: map[string][]string{}, Correct: map[string]string{}, Again: map[string][]string{}, RightAgain: map[string]string{},
		Chapters: map[string]string{}, Statements: map[consent.Outcome][]string{}, Unticked: map[string]consent.Outcome{}, Only: map[string]consent.Condition{},
		Content: l.Version,
	}
	for _, p := range l.PagesFor(t) {
		s.Pages, s.Chapters[p.ID] = append(s.Pages, p.ID), p.Chapter
		for _, m := range MoreFor(p, t) {
			s.More = append(s.More, m.ID)
		}
	}
	for _, q := range l.Draw(t, lot) {
		s.Questions = append(s.Questions, q.ID)
		s.Options[q.ID], s.Correct[q.ID] = answers(q.Option)
		s.Again[q.ID], s.RightAgain[q.ID] = answers(q.Again.Option)
	}
	for _, scale := range l.Scales {
		s.Scales = append(s.Scales, scale.ID)
	}
	for _, p := range l.PromptsFor(t) {
		s.Prompts = append(s.Prompts, p.ID)
	}
	for _, statement := range l.Statements {
		ofCase, ofSession := statement.split()
		for _, o := range statement.Outcome {
			if ofCase.Holds(t) {
				s.Statements[o] = append(s.Statements[o], statement.ID)
			}
		}
		if statement.Unticked != "" {
			s.Unticked[statement.ID] = statement.Unticked
		}
		if len(ofSession.When)+len(ofSession.Unless) > 0 {
			s.Only[statement.ID] = ofSession
		}
	}
	for _, e := range l.ExtrasFor(t) {
		s.Extras = append(s.Extras, e.ID)
	}
	return s
}

// answers lists the ids of options, and the right one.
func answers(options []Option) (ids []string, right string) {
	for _, o := range options {
		ids = append(ids, o.ID)
		if o.Correct {
			right = o.ID
		}
	}
	return ids, right
}

// Fill puts the values of the placeholders into a text.
func Fill(text string, vars map[string]string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	return placeholderPattern.ReplaceAllStringFunc(text, func(p string) string {
		if v, ok := vars[p[1:len(p)-1]]; ok {
			return v
		}
		return p
	})
}
