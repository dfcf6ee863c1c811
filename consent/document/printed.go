package document

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"eclaire/consent"
	"eclaire/content"
)

// ErrNotDrawn says that a file is none that WritePDF wrote.
var ErrNotDrawn = errors.New("this is no file of a document")

// maxPrinted bounds what a file unpacks to, in bytes.
const maxPrinted = 64 << 20

// Print is what the pages of a file show, in their order: its words without any
// white space, as Bare gives them, and the marks that say something without
// words. It reads the drawings 0 to DrawingNumber: a drawing with other marks
// needs a reading of its own here.
type Print struct {
	Text     string
	Passages []Passage
	Values   []int            // on the scales of what matters; less than 0 for one of steps of which not just one is chosen
	Right    []bool           // of each question of the check: a tick, or a sign of warning
	Ticks    int              // before statements
	Spine    consent.LevelSet // to treat, as the drawn spine says
	Parts    []Part           // that the file has, in their order; none before there were parts
}

// Has tells whether the file has a part.
func (p Print) Has(part Part) bool { return slices.Contains(p.Parts, part) }

// Passage is the text of one element of the structure, as far as it stands
// together. Role is "P", "TH" and so on.
type Passage struct{ Role, Text string }

// ReadPrint reads the pages of a file of WritePDF.
func ReadPrint(file []byte) (Print, error) {
	pages, err := readPages(file)
	if err != nil {
		return Print{}, err
	}
	r := printReader{}
	contents := [][]byte{pages[0].forms["/S"].data} // what every page shows is read once
	for _, p := range pages {
		contents = append(contents, p.content)
		if p.part != "" && !r.out.Has(p.part) {
			r.out.Parts = append(r.out.Parts, p.part)
		}
	}
	for _, c := range contents {
		if err := r.read(c); err != nil {
			return Print{}, err
		}
	}
	r.out.Text = r.text.String()
	if r.out.Text == "" {
		return Print{}, ErrNotDrawn
	}
	return r.out, nil
}

// printReader gathers what contents show.
type printReader struct {
	out   Print
	text  strings.Builder
	steps int // of scales, so far
}

// read reads one content.
func (r *printReader) read(content []byte) error {
	t := tracer{run: r.run, stroke: r.stroke}
	return t.trace(content, t.operator)
}

// run takes a run of text. A passage goes on as long as its mark is open.
func (r *printReader) run(s textRun) {
	bare := Bare(s.text)
	r.text.WriteString(bare)
	if s.mark > 0 {
		if s.first || len(r.out.Passages) == 0 {
			r.out.Passages = append(r.out.Passages, Passage{Role: s.role})
		}
		r.out.Passages[len(r.out.Passages)-1].Text += bare
	}
	if !s.bold || s.colour != white {
		return
	}
	if printedAt(s.size, valueSize) {
		if n, err := strconv.Atoi(s.text); err == nil {
			r.out.Values = append(r.out.Values, n)
		}
	} else if l, err := consent.ParseLevel(s.text); err == nil {
		r.out.Spine = r.out.Spine.With(l)
	}
}

// stroke takes a line drawn with a pen, given by its width and points.
func (r *printReader) stroke(s strokeRun) {
	switch {
	case s.points == 3 && inked(s.colour) && printedAt(s.width, tickWidth):
		r.out.Ticks++
	case s.points == 3 && inked(s.colour) && printedAt(s.width, rightWidth):
		r.out.Right = append(r.out.Right, true)
	case s.points == 2 && s.colour == white && printedAt(s.width, wrongSide*exclamation):
		r.out.Right = append(r.out.Right, false)
	case s.points == 2 && printedAt(s.width, stepWidth):
		r.step(inked(s.colour))
	}
}

// inked tells whether a colour is that of words, in any drawing.
func inked(c Colour) bool { return c == inkColour || c == inkBefore }

// What a scale reads as that has no chosen step, or several.
const (
	noStep   = -1
	twoSteps = -2
)

// step takes a step of a scale.
func (r *printReader) step(chosen bool) {
	at := r.steps % content.Degrees
	r.steps++
	if at == 0 {
		r.out.Values = append(r.out.Values, noStep)
	}
	switch last := &r.out.Values[len(r.out.Values)-1]; {
	case chosen && *last == noStep:
		*last = at
	case chosen:
		*last = twoSteps
	}
}

// largeBefore is by how much large print enlarged up to drawing 3.
const largeBefore = 16.0 / 11

// printedAt tells whether a measure on paper is that of the layout, in normal or
// in large print, as exactly as it is written.
func printedAt(measure, layout float64) bool {
	const written = 0.01 // a size is written to a tenth, a width to a hundredth
	return math.Abs(measure-layout) < written || math.Abs(measure-layout*largeBefore) < written
}

// Bare is a text as it is printed, without any white space: what stays the same
// wherever its lines are broken.
func Bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, tidy(s))
}

// decode reads a string as pdfPen.text writes it: two bytes a character.
func decode(plain []byte) string {
	var s strings.Builder
	for i := 0; i+1 < len(plain); i += 2 {
		s.WriteRune(rune(plain[i])<<8 | rune(plain[i+1]))
	}
	return s.String()
}

// unescape reads the escapes of a string, up to its end.
func unescape(b []byte) (plain []byte, end int) {
	depth := 0
	for i := 0; i < len(b); i++ {
		switch c := b[i]; c {
		case '\\':
			if i++; i < len(b) {
				plain = append(plain, bytes.Replace(b[i:i+1], []byte("r"), []byte("\r"), 1)...)
			}
		case '(':
			depth++
			plain = append(plain, c)
		case ')':
			if depth == 0 {
				return plain, i
			}
			depth--
			plain = append(plain, c)
		default:
			plain = append(plain, c)
		}
	}
	return plain, len(b)
}
