// Package content is WHAT is said: the clinical pages, the questions, the
// statements and the document templates, as TOML files in which every clause
// stands in French and English side by side with the numbers of its facts, and
// the loader that checks them.
//
// It must never hold a clinical sentence in Go, and never let one through that
// lacks a language or a fact.
package content

import (
	"slices"
	"strings"

	"eclaire/consent"
)

// Text is one passage in both languages. It may hold placeholders in braces
// (see Placeholders); **two stars** set words in bold.
type Text struct {
	FR string `toml:"fr"`
	EN string `toml:"en"`
}

// In gives the passage in one language, placeholders unfilled.
func (t Text) In(l consent.Language) string {
	if l == consent.English {
		return t.EN
	}
	return t.FR
}

// Condition says for which cases an item is shown: every trait of When must
// hold and none of Unless. Empty means always. There is no other expression.
type Condition struct {
	When   []consent.Trait `toml:"when"`
	Unless []consent.Trait `toml:"unless"`
}

// Holds tells whether the item is shown to a case with these traits.
func (c Condition) Holds(t consent.Traits) bool { return consent.Condition(c).Holds(t) }

// split takes the condition apart: into that on the case, and that on what happens in
// the session.
func (c Condition) split() (ofCase Condition, ofSession consent.Condition) {
	take := func(in []consent.Trait, ofCase, ofSession *[]consent.Trait) {
		for _, t := range in {
			if t.OfSession() {
				*ofSession = append(*ofSession, t)
			} else {
				*ofCase = append(*ofCase, t)
			}
		}
	}
	take(c.When, &ofCase.When, &ofSession.When)
	take(c.Unless, &ofCase.Unless, &ofSession.Unless)
	return ofCase, ofSession
}

// Extra is a procedure besides, that may become necessary during the procedure, and
// that a patient agrees to or refuses beforehand.
type Extra struct {
	ID    string   `toml:"id"`
	Facts []string `toml:"facts"`
	Text
	Condition
}

// Fact is one numbered statement of the clinical source. Its text is not
// shown; clauses say it in plain words and carry its id.
//
// A fact from outside the article (X01 …) completes it. It carries its own
// citation, is to be reviewed by the clinic (Review), and can be switched off:
// see Library.Without.
type Fact struct {
	ID     string `toml:"id"`     // F01, W04, R07, X15 …
	Status string `toml:"status"` // see Statuses
	Where  string `toml:"where"`  // section of the source article
	Refs   string `toml:"refs"`   // reference numbers of the article, if any

	Source     string `toml:"source"`     // outside facts: the publication
	SourceFR   string `toml:"source_fr"`  // in French, where it says more than names and titles
	DOI        string `toml:"doi"`        // of it, where it has one
	Population string `toml:"population"` // whom the figures are of, and over what time
	Confidence string `toml:"confidence"` // how surely it was read
	Review     bool   `toml:"review"`     // a clinician of the clinic is to read it before care
}

// SourceIn names the publication in a language.
func (f Fact) SourceIn(l consent.Language) string {
	if l == consent.French && f.SourceFR != "" {
		return f.SourceFR
	}
	return f.Source
}

// Outside tells that the fact does not come from the article.
func (f Fact) Outside() bool { return outside(f.ID) }

func outside(fact string) bool { return strings.HasPrefix(fact, "X") }

// Statuses say to whom a fact is told: P to every patient on the way itself, M to
// every patient one touch away ("Know more"), C when the case makes it relevant,
// S to staff; X is of outside facts, which stand beside any of these.
func Statuses() []string {
	return []string{"P", "M", "C", "S", "X"}
}

// Clause is one short passage with its facts.
//
// It stands either on the way itself (in a page) or behind "Know more" (in a
// More of a page), never in both: moving a clause means moving it in the file.
type Clause struct {
	ID    string   `toml:"id"`
	Style string   `toml:"style"` // see ClauseStyles; "" is plain text
	Role  string   `toml:"role"`  // what it tells of the risk or of the way, see Roles
	Alarm int      `toml:"alarm"` // a warning sign: 1 at once, 2 the same day, 3 soon; else 0
	Count string   `toml:"count"` // what stands beside it on paper: how many of 1,000, as "3", "0 – 9" or "440 / 210"
	Facts []string `toml:"facts"`
	Text
	Condition

	// Instead is what it says when one of its outside facts is switched off. A clause
	// that rests on facts of the article too needs it; one without it vanishes.
	Instead Text `toml:"instead"`
}

// Roles are what a clause can tell: a good or a bad side of one of the ways; of a
// risk, what one feels, what is then done, and how often it happens; of a study,
// whether it found a gain with cement, or none that is clear.
func Roles() []string {
	return []string{"", "benefit", "harm", "felt", "done", "often", "gain", "none"}
}

// ClauseStyles are the ways a clause can look: plain text, a bulleted point,
// a numbered point that a badge on the picture repeats, or a framed note.
func ClauseStyles() []string {
	return []string{"", "point", "number", "note", "caution"}
}

// Label names a place on a picture, in words, at an anchor of its SVG.
type Label struct {
	Anchor string `toml:"anchor"`
	Text
}

// Figure is a picture with what it shows in words (for those who cannot see
// it) and the labels placed at its anchors.
type Figure struct {
	ID    string  `toml:"id"` // also the name of the SVG in assets/figures
	Alt   Text    `toml:"alt"`
	Label []Label `toml:"label"`
}

// Here is the anchor of a picture's small body, which shows where in the patient a
// close-up is.
const Here = "here"

// Points are the labels of what the picture shows; their numbers are those of the
// points beside it.
func (f Figure) Points() []Label {
	return slices.DeleteFunc(slices.Clone(f.Label), func(l Label) bool { return l.Anchor == Here })
}

// Here is the label of the picture's small body, if it has one.
func (f Figure) Here() (Label, bool) {
	i := slices.IndexFunc(f.Label, func(l Label) bool { return l.Anchor == Here })
	if i < 0 {
		return Label{}, false
	}
	return f.Label[i], true
}

// Row is a line of the comparison: the same question answered for both ways.
type Row struct {
	ID             string   `toml:"id"`
	Title          Text     `toml:"title"`
	Conservative   []Clause `toml:"conservative"`
	Vertebroplasty []Clause `toml:"vertebroplasty"`
	Condition
}

// Step is one frame of a procedure.
type Step struct {
	Figure string `toml:"figure"`
	Clause
}

// Column is one side of a page that gives equal room to several sides.
type Column struct {
	Title  Text     `toml:"title"`
	Tone   string   `toml:"tone"` // "a", "b" or "" (neutral)
	Clause []Clause `toml:"clause"`
}

// IconArray shows a share of 100 people, or of a few vertebrae, as a picture.
//
// Two arrays with the same Pair show one outcome of one study for both ways, the
// one with tone "a" and the other with tone "b": they belong side by side, at the
// same size, and have the same Of and the same Days.
type IconArray struct {
	ID      string   `toml:"id"`
	Pair    string   `toml:"pair"`    // the name that both arrays of a pair carry, or ""
	Days    int      `toml:"days"`    // after how many days it was counted; 0 where it is of no time
	Percent float64  `toml:"percent"` // the figure as the source gives it, 0 to 100
	To      float64  `toml:"to"`      // the upper end, where the source gives a range; else 0
	Of      int      `toml:"of"`      // how many are drawn, 2 to 100; 0 means 100
	Icon    string   `toml:"icon"`    // see Icons
	Tone    string   `toml:"tone"`    // "a" or "b" for a share that belongs to one of the ways, else ""
	Title   Text     `toml:"title"`   // large, e.g. "24 of 100"
	Label   Text     `toml:"label"`   // who they are, over what time
	Facts   []string `toml:"facts"`
}

// Icons are what an array can draw.
func Icons() []string {
	return []string{"", "person", "vertebra"}
}

// Forest shows the results of several studies of one question on one scale of
// ratios, each as a dot with its interval.
type Forest struct {
	ID    string      `toml:"id"`
	Less  Text        `toml:"less"`  // what lies left of 1
	Same  Text        `toml:"same"`  // what 1 means
	More  Text        `toml:"more"`  // what lies right of 1
	Intro Text        `toml:"intro"` // stands above: how to read it, and what it says as a whole
	Study []ForestRow `toml:"study"`
}

// ForestRow is one result. Without a Ratio its Result says it in words.
type ForestRow struct {
	ID     string   `toml:"id"`
	Label  Text     `toml:"label"`
	Result Text     `toml:"result"` // the measure before the number, as "RR", or the whole result
	Ratio  float64  `toml:"ratio"`
	Low    float64  `toml:"low"`
	High   float64  `toml:"high"`
	Facts  []string `toml:"facts"`
}

// The scale of a Forest: ratios beyond it cannot be shown.
const (
	LeastRatio = 0.1
	MostRatio  = 50
)

// Chapter is one of the five parts of the patient's way, as the top bar names it.
type Chapter struct {
	ID    string `toml:"id"` // see Chapters
	Title Text   `toml:"title"`
}

// Chapters are those of the way, in order. The first four have pages. The check of
// understanding ends the fourth; the fifth is made of the screens with the values,
// the questions to the doctor and the decision.
func Chapters() []string {
	return []string{"fracture", "ways", "risks", "afterwards", DecisionChapter}
}

// DecisionChapter is the one without pages.
const DecisionChapter = "decision"

// More is what opens over a page at the touch of "Know more", and closes to the
// same place: details that no patient needs in order to decide, and that every
// patient can have.
//
// A screen offers one "Know more" for a page that has any More that holds for the
// case (see MoreFor), and shows all of them under their titles, in order. Which were
// opened is for the record. The information prints those that were opened, the booklet
// all of them. They count neither as screens nor as words
// of the way.
type More struct {
	ID     string      `toml:"id"`
	Title  Text        `toml:"title"`
	Figure string      `toml:"figure"`
	Clause []Clause    `toml:"clause"`
	Column []Column    `toml:"column"`
	Array  []IconArray `toml:"array"`
	Forest []Forest    `toml:"forest"`
	Condition
}

// Page is one screen of the patient's way: its core, which everybody is shown, and
// what stands behind "Know more".
type Page struct {
	ID      string `toml:"id"`
	Layout  string `toml:"layout"`  // see Layouts
	Chapter string `toml:"chapter"` // see Chapters
	Part    string `toml:"part"`    // see Parts
	Figure  string `toml:"figure"`
	Spine   bool   `toml:"spine"`  // the picture is the patient's own spine
	Motion  string `toml:"motion"` // how the numbered picture moves at a touch, see Motions
	Title   Text   `toml:"title"`
	Quiet   Text   `toml:"quiet"` // a quiet word in the bottom bar, optional
	Condition
	Clause []Clause    `toml:"clause"` // lesson: the text; other layouts: a line above or below
	Row    []Row       `toml:"row"`    // comparison
	Step   []Step      `toml:"step"`   // steps
	Column []Column    `toml:"column"` // columns
	Array  []IconArray `toml:"array"`  // numbers; a lesson shows them under its text
	Forest []Forest    `toml:"forest"` // lesson: each on a part of its own, after the text
	More   []More      `toml:"more"`   // behind "Know more", not on the page itself
}

// Motions are the ways a numbered picture can move: not at all; its numbers
// stand out one after the other; or a dot also goes along the anchors named
// "label.1", "label.2"… of each label, as in "vein.1".
func Motions() []string {
	return []string{"", "places", "path"}
}

// Layouts are the kinds of page.
func Layouts() []string {
	return []string{"lesson", "comparison", "steps", "columns", "numbers"}
}

// Parts name the pages that screens or paper ask for by what they tell: each risk of
// its own, and what studies show. Other pages have none.
func Parts() []string {
	return []string{"", "studies", "risks"}
}

// Option is one answer to a question.
type Option struct {
	ID      string `toml:"id"`
	Correct bool   `toml:"correct"`
	Unsure  bool   `toml:"-"` // "I don't know": added to every question, always last
	Text
}

// Question is one item of the check of understanding (teach-back): a scene, and what
// the patient would do or think in it.
//
// After the explanation it is asked once more in its second form (Again), which has
// answers of its own. Nothing is ever barred by a wrong answer.
type Question struct {
	ID      string   `toml:"id"`
	Topic   string   `toml:"topic"`  // see Topics
	Page    string   `toml:"page"`   // the page to read again
	Figure  string   `toml:"figure"` // of the scene or of its explanation
	Ask     Text     `toml:"ask"`
	Facts   []string `toml:"facts"`
	Option  []Option `toml:"option"`
	Explain Text     `toml:"explain"` // the feedback, on the same screen as the question
	Again   Retry    `toml:"again"`
	Condition
}

// Retry is the second form of a question, after its explanation.
type Retry struct {
	Ask    Text     `toml:"ask"`
	Option []Option `toml:"option"`
}

// Aloud is what the nurse asks aloud of a topic, to be answered in the patient's own
// words: one of them is asked, that of the topic that AloudFor gives.
type Aloud struct {
	Topic string `toml:"topic"`
	Text
}

// TopicWarning is the topic of the warning signs.
const TopicWarning = "warning"

// Topics are what the check asks, one question of each, in this order.
func Topics() []string {
	return []string{"benefit", "alternative", "nothing", TopicWarning, "risk", "osteoporosis"}
}

// Scale is one of the patient's values: what matters, and how much (see Degree).
type Scale struct {
	ID   string `toml:"id"`
	Text        // what matters
}

// Degree is one of the five wide steps of a scale, in words, from the least to the
// most: its place among them, 0 to 4, is what is kept.
type Degree struct {
	ID string `toml:"id"`
	Text
}

// Degrees is how many steps a scale has.
const Degrees = 5

// Prompt is a question to the doctor that the patient can pick.
type Prompt struct {
	ID string `toml:"id"`
	Text
	Condition
}

// Statement is a sentence that the patient ticks before signing.
type Statement struct {
	ID      string            `toml:"id"`
	Outcome []consent.Outcome `toml:"outcome"` // the decisions it belongs to
	Facts   []string          `toml:"facts"`
	// Unticked is the decision that a patient is led to who cannot tick it, as "time"
	// for "I had time to think"; "" for a statement that must be ticked.
	Unticked consent.Outcome `toml:"unticked"`
	Text
	Condition
}

// Choice is one decision as it is offered, all with the same weight.
type Choice struct {
	Outcome consent.Outcome `toml:"outcome"`
	Title   Text            `toml:"title"`
	Detail  Text            `toml:"detail"`
	Figure  string          `toml:"figure"` // of one of the two ways; "" for the others
	Review  Text            `toml:"review"` // how the review and the signature screen put it
	About   Text            `toml:"about"`  // what it is of, below the title on paper
}

// Criterion is one line that the article lists for or against, or asks to be
// assessed, shown to staff beside the entered value. It is never advice.
type Criterion struct {
	ID    string        `toml:"id"`
	Side  string        `toml:"side"`  // "for", "against", "assess"
	Field string        `toml:"field"` // the case's entry shown beside it (see CriterionFields), or ""
	Trait consent.Trait `toml:"trait"` // holds when the entry meets the line, or ""
	Facts []string      `toml:"facts"`
	Text
}

// CriterionFields are the entries of the case that a criterion can stand beside.
func CriterionFields() []string {
	return []string{"", "pain_onset", "pain", "pain_yields", "oedema", "cleft", "bed_bound", "spontaneous",
		"earlier_fractures", "t_score", "family_history", "age", "levels", "procedure"}
}

// Section is one piece of a document. Kind names what the program fills in
// (see SectionKinds); Use lists clauses by id, written once elsewhere.
type Section struct {
	ID     string   `toml:"id"`
	Kind   string   `toml:"kind"`
	Title  Text     `toml:"title"`
	Use    []string `toml:"use"`    // clause ids from pages and from documents, in order
	Clause []Clause `toml:"clause"` // clauses of the section's own, after Use
	Condition
}

// SectionKinds are the sections that the program fills from the record or from the
// content as a whole, and "text" and "run", which hold clauses only: each on its own, or one after the other in one paragraph. Those of the consent, of the
// follow-up, of the letter and of the information stand in a row each.
func SectionKinds() []string {
	return []string{"text", "run",
		"planned", "decision", "understanding", "questions", "state", "extras", "values", "statements", "interview", "signatures", "digests",
		"by-hand", "ticks", "trusted", "reference", "who", "appointment",
		"alarm", "tasks", "table",
		"letter", "letter-requests", "letter-alarm", "letter-signed",
		"pages", "my-questions", "reading", "references"}
}

// About is what the texts are as a whole: the day they are of, until when they can be
// left as they are, and what they rest on.
type About struct {
	Written consent.Date `toml:"written"`       // the day of the texts
	Review  consent.Date `toml:"review_before"` // the day before which they are to be read again
	Article Text         `toml:"article"`       // the review article, as the list of references names it
}

// Document is the template of one PDF: the ids of its sections, in order, for each of its
// parts. That of an outcome has the outcome's name as its id; see DocumentIDs for the
// others.
type Document struct {
	ID    string `toml:"id"`
	Title Text   `toml:"title"`
	Name  Text   `toml:"name"` // in large print on the first page, where it is shorter

	// Unsigned is the title where the decision is noted and no consent comes of it,
	// because who decides did not sign.
	Unsigned Text `toml:"unsigned"`

	Consent     [][]string `toml:"consent"`     // page by page; what is signed stands on the third, or on the last of fewer
	FollowUp    []string   `toml:"follow-up"`   //
	Letter      []string   `toml:"letter"`      //
	Information []string   `toml:"information"` //
}

// Sections lists the sections of all parts.
func (d Document) Sections() []string {
	return slices.Concat(slices.Concat(d.Consent...), d.FollowUp, d.Letter, d.Information)
}

// Quality is one item of a list of what a decision aid has to do, and where this one
// does it. What is not met is said openly, with the reason.
type Quality struct {
	List     string   `toml:"list"`
	Item     string   `toml:"item"`
	Of       string   `toml:"of"`   // see Materials
	Kind     string   `toml:"kind"` // see QualityKinds
	Met      bool     `toml:"met"`
	Without  bool     `toml:"without"` // there is nothing here that it could be asked of
	Clauses  []string `toml:"clauses"`
	Pages    []string `toml:"pages"`    // of the content, or screens of the program's own
	Sections []string `toml:"sections"` // of the documents
	Why      Text     `toml:"why"`
	Text
}

// QualityKinds are the kinds of items: of IPDAS, of which "outside" needs people or a
// study, and of PEMAT-P.
func QualityKinds() []string {
	return []string{"qualifying", "certifying", "quality", "outside", Understandable, Actionable}
}

// The kinds of PEMAT-P: whether one understands what is said, and whether one can act
// on it.
const (
	Understandable = "understandable"
	Actionable     = "actionable"
)

// Materials are what an item is asked of: the aid as a whole, the screens of the way, or
// the sheets to take home.
func Materials() []string { return []string{"", Screens, Sheets} }

// The materials of PEMAT-P.
const (
	Screens = "screens"
	Sheets  = "sheets"
)

// The documents that belong to no outcome.
const (
	TakeHome = "take-home" // the sheets to take home alone, of any record
	Booklet  = "booklet"   // the information without any patient, to be read at home before
	Home     = "home"      // that of one patient's case, to be read between two moments; content may lack it
)

// DocumentIDs lists every document that there must be.
func DocumentIDs() []string {
	var out []string
	for _, o := range consent.AllOutcomes() {
		out = append(out, string(o))
	}
	return append(out, TakeHome, Booklet)
}

// Placeholders are the names that texts may hold in braces; the program fills
// each from the case, the clinic's settings and the locale.
func Placeholders() []string {
	return []string{
		"levels",         // the levels to treat, short: T12 et L1 / T12 and L1
		"levels_named",   // in words: la 12e vertèbre thoracique (T12, parfois notée D12) / the 12th thoracic vertebra (T12, also written D12)
		"old_levels",     // the old ones, likewise
		"level_count",    // 1 vertèbre / 2 vertèbres / 1 vertebra …
		"threshold",      // the clinic's number of levels above which general anaesthesia is needed
		"patient",        // full name
		"clinician",      // responsible clinician, or "your doctor"
		"clinic",         // the establishment
		"procedure",      // the procedure considered, in words: la vertébroplastie / vertebroplasty
		"interpreter",    // name
		"trusted_person", // name
		"witness",        // name
		"emergency",      // the emergency numbers: of the clinic, of its country, or of both countries with their names
		"phone_day",      // the clinic's telephone by day, or "the clinic's number"
		"phone_night",    // and by night
		"written",        // the day of the texts
		"doctor",         // the patient's own doctor by name, or "your doctor"
		"data_contact",   // who answers about data, or "the hospital"
		"review_before",  // the day before which they are to be read again
	}
}
