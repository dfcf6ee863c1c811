package content

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"

	"eclaire/consent"
	"eclaire/content/measure"
	"eclaire/locales"
)

// The aims of the way: what is measured beyond them is named by `eclaire check`, and
// kept by the tests of the shipped content. Safety goes before length.
const (
	MostMinutes       = 18
	MostScreens       = 24
	MostWords         = 1400
	MostInSentence    = 20
	MostFleschKincaid = 7
	MostLIX           = 40
	LeastKandelMoles  = 80
)

// ScalesAtOnce is how many of the patient's values stand on one screen.
const ScalesAtOnce = 4

// OrdinaryCase is the one whose way is measured: one level, L1, and vertebroplasty.
func OrdinaryCase() (consent.Case, consent.Clinic) {
	return consent.Case{FirstNames: "Jeanne", BirthName: "Martin", BirthDate: consent.Date{Year: 1942, Month: time.March, Day: 3},
			ToTreat: consent.NewLevelSet(consent.L1), Procedure: consent.Vertebroplasty},
		consent.Clinic{Threshold: 2, Paper: "A4", Country: "FR", Phone: "01\u00a023\u00a045\u00a067\u00a089", PhoneNight: "01\u00a023\u00a045\u00a067\u00a090"}
}

// Finding is one passage that misses an aim.
type Finding struct{ Where, What string }

func (f Finding) String() string { return f.Where + ": " + f.What }

// Readability is that of one page, or of what stands behind its "Know more".
type Readability struct {
	Page     string
	More     bool
	Language consent.Language
	measure.Counts
}

// Measures is what is measured of a library.
type Measures struct {
	Ways     map[consent.Language]measure.Way
	Pages    []Readability
	Long     []Finding // sentences on the way
	Words    []Finding // unwanted, persuasive and frightening words
	Parity   []Finding // figures and negations that differ between the languages
	Balance  []Finding // of the two ways, where they have to be of equal room
	Given    []Finding // questions that tell their right answer by its look
	WholeWay map[consent.Language][2]int
	Quality  []Quality
	Law      string    // how many items of the law the consent answers
	Unshown  []Finding // items of quality that are said to be met by what nobody is shown
}

// Measure measures the texts.
func (l *Library) Measure(words *locales.Bundle) Measures {
	m := Measures{Quality: l.Quality, Law: l.lawLine(), Unshown: l.unshown(), Given: l.givenAway(), Ways: map[consent.Language]measure.Way{}, WholeWay: map[consent.Language][2]int{}}
	for _, lang := range consent.Languages() {
		r := l.reader(words, lang)
		m.Ways[lang] = r.way()
		m.Pages = append(m.Pages, r.pages()...)
		m.Balance = append(m.Balance, r.balance()...)
		m.WholeWay[lang] = r.whole()
	}
	m.Words = l.fixedProcedures()
	for _, p := range l.passages() {
		m.Parity = append(m.Parity, p.parity()...)
		for _, lang := range consent.Languages() {
			m.Words = append(m.Words, p.lists(lang)...)
			if !p.way {
				continue
			}
			for _, s := range measure.LongSentences(p.In(lang), MostInSentence) {
				m.Long = append(m.Long, Finding{p.where, fmt.Sprintf("%d words: %s", len(measure.Words(s)), s)})
			}
		}
	}
	return m
}

// passage is one text of the content. On the way are those that a patient meets
// without touching "Know more".
type passage struct {
	where string
	way   bool
	Text
}

func (p passage) parity() (out []Finding) {
	if !measure.SameDigits(p.FR, p.EN) {
		out = append(out, Finding{p.where, "the two languages have other figures"})
	}
	if a, b := measure.Negations(p.FR, consent.French), measure.Negations(p.EN, consent.English); a != b {
		out = append(out, Finding{p.where, fmt.Sprintf("%d negations in the French, %d in the English", a, b)})
	}
	return out
}

// lawTerms takes out of a passage what is a term of law: a simple electronic signature
// is one that is neither advanced nor qualified (eIDAS).
var lawTerms = strings.NewReplacer("électroniques simples", "électroniques", "électronique simple", "électronique",
	"imple electronic", "n electronic")

func (p passage) lists(l consent.Language) (out []Finding) {
	for _, list := range []struct {
		name  string
		words measure.List
	}{{"unwanted", measure.Unwanted}, {"second", measure.Second}, {"persuasive", measure.Persuasive}, {"frightening", measure.Frightening}} {
		for _, w := range list.words.In(lawTerms.Replace(p.In(l)), l) {
			out = append(out, Finding{p.where, fmt.Sprintf("%s word %q (%s)", list.name, w, l)})
		}
	}
	return out
}

// passages lists all that is said to patients, screens and paper alike.
func (l *Library) passages() []passage {
	var g gathering
	for _, p := range l.Pages {
		g.page(p)
	}
	for _, q := range l.Questions {
		g.question(q)
	}
	for _, s := range l.Scales {
		g.add(s.ID, true, s.Text)
	}
	for _, p := range l.Prompts {
		g.add(p.ID, true, p.Text)
	}
	for _, c := range l.Choices {
		g.add(string(c.Outcome), true, c.Title, c.Detail)
	}
	for _, s := range l.Statements {
		g.add(s.ID, false, s.Text)
	}
	for _, s := range l.Sections {
		g.clauses(false, s.Clause)
	}
	g.labels(l)
	return g
}

// labels gathers what is no sentence of the way: headings, the words of pictures and
// steps, what the nurse asks aloud.
func (g *gathering) labels(l *Library) {
	g.add("unsure", false, l.Unsure)
	for _, c := range l.Chapters {
		g.add(c.ID, false, c.Title)
	}
	for _, d := range l.Degrees {
		g.add(d.ID, false, d.Text)
	}
	for _, a := range l.Aloud {
		g.add(a.Topic, false, a.Text)
	}
	for _, c := range l.Choices {
		g.add(string(c.Outcome), false, c.Review)
	}
	for _, s := range l.Sections {
		g.add(s.ID, false, s.Title)
	}
	for _, d := range l.Documents {
		g.add(d.ID, false, d.Title)
	}
	for _, f := range l.Figures {
		g.add(f.ID, false, f.Alt)
		for _, label := range f.Label {
			g.add(f.ID+"."+label.Anchor, false, label.Text)
		}
	}
}

// gathering is what passages gathers; way tells what stands on the way itself.
type gathering []passage

func (g *gathering) add(where string, way bool, texts ...Text) {
	for _, t := range texts {
		if t != (Text{}) {
			*g = append(*g, passage{where, way, t})
		}
	}
}

func (g *gathering) page(p Page) {
	g.add(p.ID, true, p.Title)
	g.clauses(true, p.Clause)
	for _, r := range p.Row {
		g.add(r.ID, true, r.Title)
		g.clauses(true, slices.Concat(r.Conservative, r.Vertebroplasty))
	}
	for _, s := range p.Step {
		g.clauses(true, []Clause{s.Clause})
	}
	g.columns(p.ID, true, p.Column)
	g.arrays(true, p.Array)
	for _, m := range p.More {
		g.add(m.ID, false, m.Title)
		g.clauses(false, m.Clause)
		g.columns(m.ID, false, m.Column)
		g.arrays(false, m.Array)
		for _, f := range m.Forest {
			g.add(f.ID, false, f.Intro, f.Less, f.Same, f.More)
			for _, r := range f.Study {
				g.add(r.ID, false, r.Label, r.Result)
			}
		}
	}
}

func (g *gathering) question(q Question) {
	g.add(q.ID, true, q.Ask, q.Explain, q.Again.Ask)
	for _, o := range slices.Concat(q.Option, q.Again.Option) {
		g.add(q.ID+"."+o.ID, true, o.Text)
	}
}

func (g *gathering) clauses(way bool, list []Clause) {
	for _, c := range list {
		g.add(c.ID, way, c.Text)
		g.add(c.ID+" (instead)", way, c.Instead)
	}
}

func (g *gathering) columns(where string, way bool, list []Column) {
	for _, c := range list {
		g.add(where, way, c.Title)
		g.clauses(way, c.Clause)
	}
}

func (g *gathering) arrays(way bool, list []IconArray) {
	for _, a := range list {
		g.add(a.ID, way, a.Title, a.Label)
	}
}

// reader reads the texts as one case does, in one language.
type reader struct {
	lib    *Library
	say    *locales.Speaker
	traits consent.Traits
	vars   map[string]string
	lang   consent.Language
}

func (l *Library) reader(words *locales.Bundle, lang consent.Language) reader {
	c, clinic := OrdinaryCase()
	if lang == consent.English {
		clinic.Country = "GB"
	}
	say := words.For(lang)
	traits := consent.TraitsOf(c, clinic.Threshold, consent.Date{Year: 2026, Month: time.November, Day: 22})
	return reader{l, say, traits, l.Vars(say, c, clinic), lang}
}

func (r reader) text(t Text) string { return Fill(t.In(r.lang), r.vars) }

func (r reader) clauses(list []Clause) (out []string) {
	for _, c := range ClausesFor(list, r.traits) {
		out = append(out, r.text(c.Text))
	}
	return out
}

// body is the running text of a page without its title.
func (r reader) body(p Page) (out []string) {
	for _, row := range RowsFor(p.Row, r.traits) {
		out = append(out, r.clauses(row.Conservative)...)
		out = append(out, r.clauses(row.Vertebroplasty)...)
	}
	for _, s := range StepsFor(p.Step, r.traits) {
		out = append(out, r.text(s.Text))
	}
	for _, c := range p.Column {
		out = append(out, r.clauses(c.Clause)...)
	}
	return append(out, r.clauses(p.Clause)...)
}

// headings are what stands on a page beside its running text.
func (r reader) headings(p Page) []string {
	out := []string{r.text(p.Title)}
	for _, row := range RowsFor(p.Row, r.traits) {
		out = append(out, r.text(row.Title))
	}
	if len(p.Row) > 0 {
		out = append(out, r.say.T("way.conservative"), r.say.T("way.vertebroplasty"))
	}
	for _, c := range p.Column {
		out = append(out, r.text(c.Title))
	}
	for _, a := range p.Array {
		out = append(out, r.text(a.Title), r.text(a.Label))
	}
	return out
}

func (r reader) words(texts ...string) int {
	n := 0
	for _, t := range texts {
		n += measure.Count(t, r.lang).Words
	}
	return n
}

// way measures from Hello to the end of "my questions". Of each topic the check asks
// its longest question.
func (r reader) way() measure.Way {
	c, _ := OrdinaryCase()
	w := measure.Way{Screens: 1, Words: r.words(r.say.T("hello.title", "Name", c.FullName()), r.say.T("hello.you", "Date", r.say.Date(c.BirthDate)),
		r.say.T("hello.explain"), r.say.T("hello.check"), r.say.T("hello.decide"), r.say.T("hello.free"))}
	for _, p := range r.lib.PagesFor(r.traits) {
		w.Screens++
		w.Words += r.words(r.headings(p)...) + r.words(r.body(p)...)
		w.Pictures += len(StepsFor(p.Step, r.traits)) + len(p.Array)
		if p.Spine || p.Figure != "" {
			w.Pictures++
		}
	}
	for _, topic := range Topics() {
		longest := 0
		for _, q := range r.lib.BankFor(r.traits) {
			if q.Topic == topic {
				longest = max(longest, r.question(q))
			}
		}
		w.Screens++
		w.Questions++
		w.Words += longest
	}
	w.Screens += (len(r.lib.Scales) + ScalesAtOnce - 1) / ScalesAtOnce
	w.Scales = len(r.lib.Scales)
	w.Words += r.words(r.say.T("values.title"), r.say.T("values.how"))
	for _, s := range r.lib.Scales {
		w.Words += r.words(r.text(s.Text))
	}
	w.Screens++
	w.Words += r.words(r.say.T("doctor.title"), r.say.T("doctor.pick"))
	for _, p := range r.lib.PromptsFor(r.traits) {
		w.Words += r.words(r.text(p.Text))
	}
	return w
}

// question counts one question with its answers and its explanation.
func (r reader) question(q Question) int {
	n := r.words(r.text(q.Ask), r.text(q.Explain))
	for _, o := range q.Option {
		n += r.words(r.text(o.Text))
	}
	return n
}

// pages measures how easy each page is, and what stands behind its "Know more".
func (r reader) pages() (out []Readability) {
	for _, p := range r.lib.Pages {
		var core, more measure.Counts
		for _, t := range r.body(p) {
			core = core.Plus(measure.Count(t, r.lang))
		}
		for _, m := range p.More {
			for _, t := range r.clauses(m.Clause) {
				more = more.Plus(measure.Count(t, r.lang))
			}
			for _, c := range m.Column {
				for _, t := range r.clauses(c.Clause) {
					more = more.Plus(measure.Count(t, r.lang))
				}
			}
		}
		out = append(out, Readability{p.ID, false, r.lang, core})
		if more.Words > 0 {
			out = append(out, Readability{p.ID, true, r.lang, more})
		}
	}
	return out
}

// Miss says which aim the page misses, or "".
func (p Readability) Miss() string {
	switch {
	case p.Counts.Words == 0:
		return ""
	case p.Language == consent.English && p.FleschKincaid() > MostFleschKincaid:
		return fmt.Sprintf("Flesch–Kincaid %.1f", p.FleschKincaid())
	case p.Language == consent.French && p.LIX() > MostLIX:
		return fmt.Sprintf("LIX %.1f", p.LIX())
	case p.Language == consent.French && p.KandelMoles() < LeastKandelMoles:
		return fmt.Sprintf("Kandel–Moles %.1f", p.KandelMoles())
	}
	return ""
}

// side is what one of the ways says where both must have equal room.
type side struct{ words, pictures, benefits, harms, figures int }

func (r reader) side(texts []string, clauses []Clause, pictures int) side {
	s := side{words: r.words(texts...), pictures: pictures}
	for _, t := range texts {
		s.figures += len(figurePattern.FindAllString(t, -1))
	}
	for _, c := range ClausesFor(clauses, r.traits) {
		switch c.Role {
		case "benefit":
			s.benefits++
		case "harm":
			s.harms++
		}
	}
	return s
}

// balance compares both ways in the comparison, on the studies' screen and among the
// choices, and there both answers of the studies.
func (r reader) balance() (out []Finding) {
	for _, p := range r.lib.PagesFor(r.traits) {
		if p.Layout == "comparison" {
			var a, b []Clause
			for _, row := range RowsFor(p.Row, r.traits) {
				a, b = append(a, row.Conservative...), append(b, row.Vertebroplasty...)
			}
			out = append(out, r.compare(p.ID, r.side(r.clauses(a), a, 0), r.side(r.clauses(b), b, 0))...)
		}
		if p.Part == "studies" {
			out = append(out, r.studies(p)...)
		}
	}
	choice := func(o consent.Outcome) side {
		c, _ := r.lib.Choice(o)
		return r.side([]string{r.text(c.Title), r.text(c.Detail)}, nil, 0)
	}
	out = append(out, r.compare("choices", choice(consent.ChooseConservative), choice(consent.AcceptProcedure))...)
	verb := map[consent.Language]string{consent.French: "Je choisis ", consent.English: "I choose "}[r.lang]
	for _, c := range r.lib.Choices {
		if !strings.HasPrefix(c.Title.In(r.lang), verb) {
			out = append(out, Finding{"choices", fmt.Sprintf("%q does not begin with %q", c.Title.In(r.lang), verb)})
		}
	}
	return out
}

// compare names what one way has more of than the other.
func (r reader) compare(where string, a, b side) (out []Finding) {
	for _, c := range []struct {
		what string
		a, b int
	}{{"words", a.words, b.words}, {"pictures", a.pictures, b.pictures}, {"benefits", a.benefits, b.benefits},
		{"harms", a.harms, b.harms}, {"figures", a.figures, b.figures}} {
		if !measure.Balanced(c.a, c.b) {
			out = append(out, Finding{where, fmt.Sprintf("%s: %d without cement, %d with it (%s)", c.what, c.a, c.b, r.lang)})
		}
	}
	return out
}

// studies compares the pictures of both ways, and the room of the studies that found a
// gain with that of those that found none, on the page and behind "Know more". A
// picture counts to the study that it is of.
func (r reader) studies(p Page) (out []Finding) {
	var ways, answers [2][]string
	for _, a := range p.Array {
		if i := strings.Index("ab", a.Tone); a.Tone != "" && i >= 0 {
			ways[i] = append(ways[i], r.text(a.Title), r.text(a.Label))
		}
	}
	out = r.compare(p.ID, r.side(ways[0], nil, len(ways[0])), r.side(ways[1], nil, len(ways[1])))
	for i, role := range []string{"gain", "none"} {
		for _, c := range ClausesFor(p.Clause, r.traits) {
			if c.Role != role {
				continue
			}
			answers[i] = append(answers[i], r.text(c.Text))
			for _, a := range p.Array {
				if slices.Equal(a.Facts, c.Facts) {
					answers[i] = append(answers[i], r.text(a.Title), r.text(a.Label))
				}
			}
		}
	}
	room := func(where string, gain, none []string) {
		if a, b := r.words(gain...), r.words(none...); !measure.Balanced(a, b) {
			out = append(out, Finding{where, fmt.Sprintf("words: %d of studies with a gain, %d of those without a clear one (%s)", a, b, r.lang)})
		}
	}
	room(p.ID, answers[0], answers[1])
	for _, m := range MoreFor(p, r.traits) {
		if len(m.Column) == 2 {
			room(m.ID, r.clauses(m.Column[0].Clause), r.clauses(m.Column[1].Clause))
		}
	}
	return out
}

// whole counts the words of each way as a whole: they are printed only, as cement has
// more to explain.
func (r reader) whole() (words [2]int) {
	for _, p := range r.lib.PagesFor(r.traits) {
		n := r.words(r.body(p)...)
		switch {
		case p.ID == "conservative":
			words[0] += n
		case p.ID == "steps" || p.ID == "day" || p.Chapter == "risks":
			words[1] += n
		}
	}
	return words
}

// Lines says the measures in words: the way, how easy it is, and what misses an aim.
func (m Measures) Lines() []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	longest := m.Longest()
	say("the way: %d minutes, %d screens, %d words", longest.WholeMinutes(), longest.Screens, longest.Words)
	for _, l := range consent.Languages() {
		w := m.Ways[l]
		say("  %s: %.1f minutes, %d screens, %d words, %d pictures, %d questions, %d scales", l, w.Minutes(), w.Screens, w.Words, w.Pictures, w.Questions, w.Scales)
	}
	say("  (one level L1, vertebroplasty; Hello to my questions; 140 words a minute, 3 s a screen, 5 s a picture, 15 s a question, 7 s a scale)")
	for _, l := range consent.Languages() {
		say("%s", m.readability(l))
	}
	say("  (%s)", measure.Conventions)
	for _, l := range consent.Languages() {
		say("words of each way as a whole, %s: %d without cement, %d with it", l, m.WholeWay[l][0], m.WholeWay[l][1])
	}
	out = append(out, m.qualityLines()...)
	say("%s", m.Law)
	for _, group := range []struct {
		name string
		of   []Finding
	}{{"beyond the aims of the way", m.beyond()}, {fmt.Sprintf("sentences of more than %d words on the way", MostInSentence), m.Long},
		{"unwanted, persuasive or frightening words", m.Words}, {"differences between the languages", m.Parity}, {"ways out of balance", m.Balance}, {"questions that give their answer away", m.Given},
		{"items of quality met where nobody sees it", m.Unshown}} {
		say("%s: %d", group.name, len(group.of))
		for _, f := range group.of {
			say("  %s", f)
		}
	}
	return out
}

// Longest gives the way of the language that takes longer.
func (m Measures) Longest() measure.Way {
	longest := m.Ways[consent.French]
	if w := m.Ways[consent.English]; w.Words > longest.Words {
		longest = w
	}
	return longest
}

// beyond names what is longer or harder than the aims.
func (m Measures) beyond() (out []Finding) {
	for _, l := range consent.Languages() {
		w := m.Ways[l]
		for _, c := range []struct {
			what      string
			got, most int
		}{{"minutes", w.WholeMinutes(), MostMinutes}, {"screens", w.Screens, MostScreens}, {"words", w.Words, MostWords}} {
			if c.got > c.most {
				out = append(out, Finding{string(l), fmt.Sprintf("%d %s, the aim is %d at most", c.got, c.what, c.most)})
			}
		}
	}
	for _, p := range m.Pages {
		if miss := p.Miss(); miss != "" {
			out = append(out, Finding{p.name(), miss})
		}
	}
	return out
}

func (p Readability) name() string {
	if p.More {
		return p.Page + ", know more (" + string(p.Language) + ")"
	}
	return p.Page + " (" + string(p.Language) + ")"
}

// readability says the mean and the hardest page of the way in one language.
func (m Measures) readability(l consent.Language) string {
	var all measure.Counts
	worstLIX, worstKM, worstFK := 0.0, math.Inf(1), math.Inf(-1)
	for _, p := range m.Pages {
		if p.Language != l || p.More || p.Counts.Words == 0 {
			continue
		}
		all = all.Plus(p.Counts)
		worstLIX, worstKM, worstFK = max(worstLIX, p.LIX()), min(worstKM, p.KandelMoles()), max(worstFK, p.FleschKincaid())
	}
	if l == consent.English {
		return fmt.Sprintf("en: Flesch–Kincaid %.1f, hardest page %.1f (aim %d at most); LIX %.1f", all.FleschKincaid(), worstFK, MostFleschKincaid, all.LIX())
	}
	return fmt.Sprintf("fr: LIX %.1f, hardest page %.1f (aim %d at most); Kandel–Moles %.1f, hardest page %.1f (aim %d at least)",
		all.LIX(), worstLIX, MostLIX, all.KandelMoles(), worstKM, LeastKandelMoles)
}

// figurePattern finds the figures of a passage.
var figurePattern = regexp.MustCompile(`[0-9]+(?:[\x{00a0},.][0-9]+)*`)
