package document

import (
	"strings"

	"eclaire/consent"
)

// span is words in one style; a paragraph is a list of spans.
type span struct {
	text   string
	bold   bool
	colour Colour
	lang   consent.Language
}

// style is what neighbouring runs of a line may differ in.
func (s span) sameStyle(o span) bool {
	return s.bold == o.bold && s.colour == o.colour && s.lang == o.lang
}

// run is a piece of a line in one style, at x from the line's start.
type run struct {
	span
	x, width float64
}

// line is one line of a paragraph.
type line struct {
	runs  []run
	width float64
}

// piece is a part of a word in one style.
type piece struct {
	span
	width float64
}

// split breaks spans into lines of at most width points. It breaks at U+0020
// only, never at a non-breaking space; a word longer than a line is broken
// between runes. Several spaces count as one. No other rune is lost.
func (f faces) split(spans []span, size, width float64) []line {
	s := splitter{faces: f, size: size, max: width}
	for _, sp := range spans {
		for i, word := range strings.Split(sp.text, " ") {
			if i > 0 {
				s.endWord(sp)
			}
			if word != "" {
				sp.text = word
				s.word = append(s.word, piece{sp, f.of(sp.bold).width(word, size)})
			}
		}
	}
	s.endWord(span{})
	return s.finish()
}

// splitter gathers pieces into words and words into lines.
type splitter struct {
	faces
	size, max float64
	word      []piece
	space     span // style of the space before the word
	lines     []line
	current   line
}

// endWord places the word gathered so far; after is the style of the space
// that ends it.
func (s *splitter) endWord(after span) {
	if len(s.word) == 0 {
		return
	}
	width := 0.0
	for _, p := range s.word {
		width += p.width
	}
	gap := 0.0
	if len(s.current.runs) > 0 {
		gap = s.of(s.space.bold).width(" ", s.size)
	}
	const slack = 1e-6
	if len(s.current.runs) > 0 && s.current.width+gap+width > s.max+slack {
		s.lines = append(s.lines, s.current)
		s.current = line{}
	}
	if width > s.max+slack {
		s.breakWord()
	} else {
		if len(s.current.runs) > 0 {
			s.put(piece{span{" ", s.space.bold, s.space.colour, s.space.lang}, gap})
		}
		for _, p := range s.word {
			s.put(p)
		}
	}
	s.word, s.space = s.word[:0], after
}

// breakWord spreads an over-long word over lines, rune by rune.
func (s *splitter) breakWord() {
	for _, p := range s.word {
		for _, r := range p.text {
			one := p
			one.text = string(r)
			one.width = s.of(p.bold).width(one.text, s.size)
			if len(s.current.runs) > 0 && s.current.width+one.width > s.max {
				s.lines = append(s.lines, s.current)
				s.current = line{}
			}
			s.put(one)
		}
	}
}

// put adds a piece to the line, joined to the run before if the style is the
// same.
func (s *splitter) put(p piece) {
	l := &s.current
	if n := len(l.runs); n > 0 && l.runs[n-1].sameStyle(p.span) {
		l.runs[n-1].text += p.text
		l.runs[n-1].width += p.width
	} else {
		l.runs = append(l.runs, run{p.span, l.width, p.width})
	}
	l.width += p.width
}

func (s *splitter) finish() []line {
	if len(s.current.runs) > 0 {
		s.lines = append(s.lines, s.current)
	}
	return s.lines
}

// marked reads **bold** into spans. Only texts of the content hold such marks;
// fill puts the values of placeholders in afterwards, so that nothing a person
// typed can act as a mark.
func marked(text string, lang consent.Language, fill func(string) string) []span {
	var out []span
	for i, part := range strings.Split(text, "**") {
		if part != "" {
			out = append(out, span{tidy(fill(part)), i%2 == 1, inkColour, lang})
		}
	}
	return out
}
