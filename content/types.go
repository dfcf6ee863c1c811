// Package content is WHAT is said: the clinical pages, the questions, the
// statements and the document templates, as TOML files in which every clause
// stands in French and English side by side with the numbers of its facts, and
// the loader that checks them.
//
// It must never hold a clinical sentence in Go, and never let one through that
// lacks a language or a fact.
package content

import (
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
func (c Condition) Holds(t consent.Traits) bool {
	for _, w := range c.When {
		if !t[w] {
			return false
		}
	}
	for _, u := range c.Unless {
		if t[u] {
			return false
		}
	}
	return true
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
	DOI        string `toml:"doi"`        // of it, where it has one
	Population string `toml:"population"` // whom the figures are of, and over what time
	Confidence string `toml:"confidence"` // how surely it was read
	Review     bool   `toml:"review"`     // a clinician of the clinic is to read it before care
}

// Outside tells that the fact does not come from the article.
func (f Fact) Outside() bool { return outside(f.ID) }

func outside(fact string) bool { return strings.HasPrefix(fact, "X") }

// Statuses say to whom a fact is told: P to every patient on the way itself, M to
// every patient one touch away ("Know more"), C when the case makes it relevant,
// S to staff; X is of outside facts, which stand beside any of these.
var Statuses = []string{"P", "M", "C", "S", "X"}

// Clause is one short passage with its facts.
type Clause struct {
	ID    string   `toml:"id"`
	Style string   `toml:"style"` // see ClauseStyles; "" is plain text
	Facts []string `toml:"facts"`
	Text
	Condition
}

// ClauseStyles are the ways a clause can look: plain text, a bulleted point,
// a numbered point that a badge on the picture repeats, or a framed note.
var ClauseStyles = []string{"", "point", "number", "note", "caution"}

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
type IconArray struct {
	ID      string   `toml:"id"`
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
var Icons = []string{"", "person", "vertebra"}

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

// Page is one screen of the patient's education.
type Page struct {
	ID     string `toml:"id"`
	Layout string `toml:"layout"` // see Layouts
	Part   string `toml:"part"`   // see Parts
	Figure string `toml:"figure"`
	Spine  bool   `toml:"spine"`  // the picture is the patient's own spine
	Motion string `toml:"motion"` // how the numbered picture moves at a touch, see Motions
	Title  Text   `toml:"title"`
	Quiet  Text   `toml:"quiet"` // a quiet word in the bottom bar, optional
	Condition
	Clause []Clause    `toml:"clause"` // lesson: the text; other layouts: a line above or below
	Row    []Row       `toml:"row"`    // comparison
	Step   []Step      `toml:"step"`   // steps
	Column []Column    `toml:"column"` // columns
	Array  []IconArray `toml:"array"`  // numbers; a lesson shows them under its text
	Forest []Forest    `toml:"forest"` // lesson: each on a part of its own, after the text
}

// Motions are the ways a numbered picture can move: not at all; its numbers
// stand out one after the other; or a dot also goes along the anchors named
// "label.1", "label.2"… of each label, as in "vein.1".
var Motions = []string{"", "places", "path"}

// Layouts are the kinds of page.
var Layouts = []string{"lesson", "comparison", "steps", "columns", "numbers"}

// Parts are the chapters of the education, in order.
var Parts = []string{"fracture", "ways", "procedure", "studies", "risks", "follow-up"}

// Option is one answer to a question.
type Option struct {
	ID      string `toml:"id"`
	Correct bool   `toml:"correct"`
	Text
}

// Question is one item of the check of understanding (teach-back).
type Question struct {
	ID      string   `toml:"id"`
	Topic   string   `toml:"topic"` // see Topics
	Page    string   `toml:"page"`  // the page to read again
	Ask     Text     `toml:"ask"`
	Facts   []string `toml:"facts"`
	Option  []Option `toml:"option"`
	Explain Text     `toml:"explain"` // shown after a wrong answer
	Condition
}

// Topics are what the questions must cover together, for every case.
var Topics = []string{"benefit", "leak", "nerve", "embolism", "infection", "anaesthesia", "neighbour", "alternative", "nothing", "follow-up"}

// Scale is one of the patient's values, from 0 (does not matter) to 10.
type Scale struct {
	ID   string `toml:"id"`
	Text        // what matters
}

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
	Text
	Condition
}

// Choice is one decision as it is offered, all with the same weight.
type Choice struct {
	Outcome consent.Outcome `toml:"outcome"`
	Title   Text            `toml:"title"`
	Detail  Text            `toml:"detail"`
	Review  Text            `toml:"review"` // how the review and the signature screen put it
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
var CriterionFields = []string{"", "pain_onset", "pain", "pain_yields", "oedema", "cleft", "bed_bound", "spontaneous",
	"earlier_fractures", "t_score", "family_history", "age", "levels", "procedure"}

// Section is one part of a document. Kind names what the program fills in
// (see SectionKinds); Use lists clauses by id, written once elsewhere.
type Section struct {
	ID     string   `toml:"id"`
	Kind   string   `toml:"kind"`
	Title  Text     `toml:"title"`
	Use    []string `toml:"use"`    // clause ids from pages and from documents, in order
	Clause []Clause `toml:"clause"` // clauses of the section's own, after Use
	Figure []string `toml:"figure"` // pictures, in order
	Condition
}

// SectionKinds are the sections that the program fills from the record, and
// "text", which holds clauses only.
var SectionKinds = []string{"text", "establishment", "identity", "diagnosis", "understanding", "values", "people", "time",
	"decision", "signatures", "confirmation", "comparison", "evidence", "follow-up", "think-over", "appointment", "reference", "checked"}

// Document is the template of one PDF. That of an outcome has the outcome's
// name as its id; see DocumentIDs for the others.
type Document struct {
	ID      string   `toml:"id"`
	Title   Text     `toml:"title"`
	Section []string `toml:"section"` // ids of sections, in order
}

// The documents that belong to no outcome.
const (
	TakeHome = "take-home" // the sheets to take home alone, of any record
	Booklet  = "booklet"   // the information without any patient, to be read at home before
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
var Placeholders = []string{
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
}
