package document

import "eclaire/consent"

// mm is a millimetre in points.
const mm = 72 / 25.4

// style is how a part is set: the size of its text and of its headings, in points, and
// the distance of lines as a part of the size.
type style struct {
	text, head, title, leading float64
}

// styles are those of the parts. The consent has to hold much on four pages, the sheets
// to take home are read at the kitchen table.
var styles = map[Part]style{
	ConsentPart:     {11, 12.5, 20, 13.0 / 11},
	recoveryPart:    {11, 12.5, 17, 13.0 / 11},
	FollowUpPart:    {14, 17, 24, 18.0 / 14},
	LetterPart:      {11.5, 12.5, 14, 15.0 / 11.5},
	InformationPart: {12, 13.5, 24, 16.0 / 12},
}

// The sizes of text in large print, in points: in general, and on the sheets to take home.
const (
	largeSize   = 16.0
	largeSheets = 18.0
)

// measures are the widths and heights that a page of a part has room for, in points.
// Large print is laid out on smaller paper, and enlarged at the end.
type measures struct {
	style
	part   Part
	only   consent.Language // the part's one language, or "" for both
	large  bool
	factor float64    // by which all that is laid out grows on the paper
	whole  [2]float64 // the paper
	paper  [2]float64 // the same as it is laid out
	x      float64    // of the left margin
	width  float64    // between the margins
}

// newMeasures are those of a part on a clinic's paper, in its print. A letter between
// doctors is never large.
func newMeasures(part Part, only consent.Language, clinic consent.Clinic) measures {
	m := measures{style: styles[part], part: part, only: only, factor: 1, whole: papers["A4"]}
	if clinic.Paper == "Letter" {
		m.whole = papers["Letter"]
	}
	if clinic.Print == "large" && part != LetterPart {
		m.large, m.factor = true, largeSize/m.text
		if part == FollowUpPart { // larger than the others in normal print already
			m.factor = largeSheets / m.text
		}
	}
	const left, right = 17 * mm, 11 * mm
	m.paper = [2]float64{m.whole[0] / m.factor, m.whole[1] / m.factor}
	m.x = left / m.factor
	m.width = m.paper[0] - (left+right)/m.factor
	return m
}

// The sizes of paper, in points.
var papers = map[string][2]float64{"A4": {595.28, 841.89}, "Letter": {612, 792}}

// Where the head of a page begins and where its foot does, from the edges of the paper.
const (
	headTop    = 8.5 * mm
	footBottom = 12.7 * mm
)

// The columns of the consent: what needs no language, then both languages.
const (
	markWidth = 14 * mm
	gutter    = 2.5 * mm
)

// text1 is where the column of the first language begins.
func (m *measures) text1() float64 { return m.x + m.marks() + gutter }

// marks is the width of the column of what needs no language.
func (m *measures) marks() float64 {
	if m.large {
		return 10.5 * mm
	}
	return markWidth
}

// column is the width of one language in the consent.
func (m *measures) column() float64 {
	if m.large || m.only != "" {
		return m.width - m.marks() - gutter
	}
	return (m.width - m.marks() - 2*gutter) / 2
}

// text2 is where the column of the second language begins; in large print it stands
// below the first.
func (m *measures) text2() float64 {
	if m.large || m.only != "" {
		return m.text1()
	}
	return m.text1() + m.column() + gutter
}
