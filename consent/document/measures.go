package document

import "eclaire/consent"

// measures are the widths and heights that a page has room for, in points.
type measures struct {
	first consent.Language // which stands in the left column
	large bool             // print for weak eyes: the languages stand below each other
	whole [2]float64       // the paper
	paper [2]float64       // the same as it is laid out: smaller for large print, which is enlarged at the end
}

// newMeasures are those of a clinic's paper and print.
func newMeasures(first consent.Language, clinic consent.Clinic) measures {
	m := measures{first: first, large: clinic.Print == "large", whole: papers["A4"]}
	if clinic.Paper == "Letter" {
		m.whole = papers["Letter"]
	}
	m.paper = [2]float64{m.whole[0]/m.enlarged() + 2*m.spare(margin), m.whole[1]/m.enlarged() + 2*m.spare(edge)}
	return m
}

// Measures of the page, in points.
const (
	margin    = 45.0 // 16 mm, at the sides
	edge      = 31.0 // 11 mm, above and below
	gutter    = 18.0 // between the two languages
	body      = 11.0 // size of text
	sheetSize = 14.0 // size on the sheets to take home
	leading   = 1.21 // line height as a part of the size
)

// largeBody is the size of text in large print.
const largeBody = 16.0

// The sizes of paper, in points.
var papers = map[string][2]float64{"A4": {595.28, 841.89}, "Letter": {612, 792}}

// enlarged is by how much all that is laid out grows on the paper.
func (m *measures) enlarged() float64 {
	if m.large {
		return largeBody / body
	}
	return 1
}

// spare is how much of a margin enlarging would make too much: the margins of
// large print are those of normal print.
func (m *measures) spare(margin float64) float64 { return margin - margin/m.enlarged() }

// columns is how many columns there are room for, of so many in normal print.
func (m *measures) columns(n int) int {
	if m.large {
		return max(n-1, 1)
	}
	return n
}

// full is the width between the margins.
func (m *measures) full() float64 { return m.paper[0] - 2*margin }

// column is the width of one language: French needs more room for the same
// words, so that both end at about the same height.
func (m *measures) column(l consent.Language) float64 {
	const more = 0.024 // of the room
	if l == consent.French {
		return (m.full() - gutter) * (0.5 + more)
	}
	return (m.full() - gutter) * (0.5 - more)
}

// rightX is where the right column begins.
func (m *measures) rightX() float64 { return margin + m.column(m.first) + gutter }

// sides are where the marks of a pair stand: at the left of each language.
func (m *measures) sides() []float64 {
	if m.large {
		return []float64{margin}
	}
	return []float64{margin, m.rightX()}
}
