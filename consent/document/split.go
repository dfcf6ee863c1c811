package document

import (
	"slices"
	"strings"
	"unicode/utf8"

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

// piece is a part of a word in one style: where it stands in one of the spans.
type piece struct {
	of, from, to int
	width        float64
}

// split breaks spans into lines of at most width points. It breaks at U+0020
// only, never at a non-breaking space; a word longer than a line is broken
// between runes. Several spaces count as one. No other rune is lost.
func (f faces) split(spans []span, size, width float64) []line {
	return new(splitter).split(f, spans, size, width)
}

// split is split of faces. The lines hold until the splitter is used again.
func (s *splitter) split(f faces, spans []span, size, width float64) []line {
	*s = splitter{
		faces: f, size: size, max: width, spans: spans, of: mixed,
		word: s.word[:0], lines: s.lines[:0], runs: s.runs[:0],
	}
	s.reserve()
	for i, sp := range spans {
		face := f.of(sp.bold)
		for from := 0; ; {
			to := strings.IndexByte(sp.text[from:], ' ')
			last := to < 0
			if last {
				to = len(sp.text)
			} else {
				to += from
			}
			if to > from {
				s.word = append(s.word, piece{i, from, to, face.width(sp.text[from:to], size)})
			}
			if last {
				break
			}
			s.endWord(piece{of: i, from: to, to: to + 1})
			from = to + 1
		}
	}
	s.endWord(piece{})
	s.endLine()
	return s.lines
}

// splitter gathers pieces into words and words into lines. The text of a run is a
// part of its span's, and not a copy, as long as the run goes on within one span.
type splitter struct {
	faces
	size, max float64
	spans     []span
	word      []piece
	space     piece // before the word
	lines     []line
	runs      []run   // of all lines, one behind the other
	first     int     // where those of the line begin
	width     float64 // of the line
	of        int     // the span that the last run is of, or mixed
	from, to  int     // and where in it
}

// mixed stands for a run that is of several spans, or of one with a gap.
const mixed = -1

// reserve makes room for as many lines as the text will probably take.
func (s *splitter) reserve() {
	letters := 0
	for _, sp := range s.spans {
		letters += len(sp.text)
	}
	const wide = 0.45 // of the size: what letters mostly have
	lines := 1 + int(float64(letters)*wide*s.size/max(s.max, s.size))
	s.lines = slices.Grow(s.lines, lines)
	s.runs = slices.Grow(s.runs, lines+len(s.spans))
}

// empty tells whether nothing stands on the line.
func (s *splitter) empty() bool { return len(s.runs) == s.first }

// endLine begins another line.
func (s *splitter) endLine() {
	if !s.empty() {
		s.lines = append(s.lines, line{s.runs[s.first:len(s.runs):len(s.runs)], s.width})
		s.first, s.width = len(s.runs), 0
	}
}

// endWord places the word gathered so far; after is the space that ends it.
func (s *splitter) endWord(after piece) {
	if len(s.word) == 0 {
		return
	}
	width := 0.0
	for _, p := range s.word {
		width += p.width
	}
	if !s.empty() {
		s.space.width = s.faces.of(s.spans[s.space.of].bold).width(" ", s.size)
	}
	const slack = 1e-6
	if !s.empty() && s.width+s.space.width+width > s.max+slack {
		s.endLine()
	}
	if width > s.max+slack {
		s.breakWord()
	} else {
		if !s.empty() {
			s.put(s.space)
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
		text, face := s.spans[p.of].text, s.faces.of(s.spans[p.of].bold)
		for from := p.from; from < p.to; {
			_, n := utf8.DecodeRuneInString(text[from:])
			one := piece{p.of, from, from + n, face.width(text[from:from+n], s.size)}
			if !s.empty() && s.width+one.width > s.max {
				s.endLine()
			}
			s.put(one)
			from += n
		}
	}
}

// put adds a piece to the line, joined to the run before if the style is the
// same.
func (s *splitter) put(p piece) {
	sp := s.spans[p.of]
	sp.text = sp.text[p.from:p.to]
	switch n := len(s.runs); {
	case s.empty() || !s.runs[n-1].sameStyle(sp):
		s.runs = append(s.runs, run{sp, s.width, p.width})
		s.of, s.from = p.of, p.from
	case s.of == p.of && s.to == p.from: // it goes on
		s.runs[n-1].text = s.spans[p.of].text[s.from:p.to]
		s.runs[n-1].width += p.width
	default:
		s.runs[n-1].text += sp.text
		s.runs[n-1].width += p.width
		s.of = mixed
	}
	s.to = p.to
	s.width += p.width
}

// marked reads **bold** into spans. Only texts of the content hold such marks;
// fill puts the values of placeholders in afterwards, so that nothing a person
// typed can act as a mark.
func marked(text string, lang consent.Language, fill func(string) string) []span {
	out := make([]span, 0, 1+strings.Count(text, "**"))
	for bold := false; text != ""; bold = !bold {
		var part string
		if part, text, _ = strings.Cut(text, "**"); part != "" {
			out = append(out, span{tidy(fill(part)), bold, inkColour, lang})
		}
	}
	return out
}
