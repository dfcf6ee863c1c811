package widget

import "strings"

// Piece is a part of a word in one weight.
type Piece struct {
	Text string
	Bold bool
}

// Word is what U+0020 separates; non-breaking spaces stay inside of it.
type Word struct {
	Pieces []Piece
	// Break starts a new line before the word.
	Break bool
}

// Measure returns the width of a text in one weight.
type Measure func(text string, bold bool) float32

// Line is the words on one line.
type Line []Word

// Words splits a text at spaces and line feeds; **marks** switch to bold and
// back. Marks without a partner are written as they are.
func Words(text string, bold bool) []Word {
	marks := strings.Count(text, "**") / 2 * 2
	var words []Word
	for i, row := range strings.Split(text, "\n") {
		words = append(words, rowWords(row, &bold, &marks, i > 0)...)
	}
	return words
}

func rowWords(row string, bold *bool, marks *int, brk bool) []Word {
	var words []Word
	for _, chunk := range strings.Split(row, " ") {
		w := Word{Pieces: pieces(chunk, bold, marks)}
		if len(w.Pieces) == 0 {
			continue
		}
		w.Break = brk && len(words) == 0
		words = append(words, w)
	}
	if len(words) == 0 && brk {
		words = append(words, Word{Break: true})
	}
	return words
}

func pieces(chunk string, bold *bool, marks *int) []Piece {
	var out []Piece
	for chunk != "" {
		head, tail := chunk, ""
		toggle := false
		if at := strings.Index(chunk, "**"); at >= 0 && *marks > 0 {
			head, tail, toggle = chunk[:at], chunk[at+2:], true
			*marks--
		}
		if head != "" {
			out = append(out, Piece{Text: head, Bold: *bold})
		}
		if toggle {
			*bold = !*bold
		}
		chunk = tail
	}
	return out
}

func (w Word) width(m Measure) float32 {
	var sum float32
	for _, p := range w.Pieces {
		sum += m(p.Text, p.Bold)
	}
	return sum
}

// Wrap breaks words into lines no wider than width, at U+0020 only.
// A word wider than the line is broken between runes rather than cut;
// a line holds at least one rune. A width of 0 or less wraps only at breaks.
func Wrap(words []Word, width float32, m Measure) []Line {
	var lines []Line
	var line Line
	var used float32
	flush := func() {
		lines = append(lines, line)
		line, used = nil, 0
	}
	for _, w := range words {
		if w.Break {
			flush()
		}
		need, space := w.width(m), line.space(m)
		if len(line) > 0 && width > 0 && used+space+need > width {
			flush()
		}
		if width > 0 && need > width {
			broken := breakWord(w, width, m)
			for _, part := range broken[:len(broken)-1] {
				line = append(line, part)
				flush()
			}
			w = broken[len(broken)-1]
			need = w.width(m)
		}
		used += line.space(m) + need
		line = append(line, w)
	}
	flush()
	return lines
}

// space is the width of a space after the line: it has the weight of the last word.
func (l Line) space(m Measure) float32 {
	if len(l) == 0 {
		return 0
	}
	last := l[len(l)-1].Pieces
	return m(" ", len(last) > 0 && last[len(last)-1].Bold)
}

// breakWord cuts a word between runes into parts no wider than width.
func breakWord(w Word, width float32, m Measure) []Word {
	var parts []Word
	var part Word
	for _, p := range w.Pieces {
		rest := []rune(p.Text)
		for len(rest) > 0 {
			n := fitting(rest, p.Bold, width-part.width(m), m)
			if n == 0 && len(part.Pieces) == 0 {
				n = 1
			}
			if n > 0 {
				part.Pieces = append(part.Pieces, Piece{Text: string(rest[:n]), Bold: p.Bold})
				rest = rest[n:]
			}
			if len(rest) > 0 {
				parts = append(parts, part)
				part = Word{}
			}
		}
	}
	return append(parts, part)
}

// fitting counts the leading runes that fit in width.
func fitting(runes []rune, bold bool, width float32, m Measure) int {
	n := 0
	for n < len(runes) && m(string(runes[:n+1]), bold) <= width {
		n++
	}
	return n
}

// Run is a stretch of a line in one weight.
type Run struct {
	Text string
	Bold bool
}

// Runs joins the words of a line into as few stretches as weights allow.
func (l Line) Runs() []Run {
	var runs []Run
	add := func(text string, bold bool) {
		if n := len(runs); n > 0 && (runs[n-1].Bold == bold || text == " ") {
			runs[n-1].Text += text
			return
		}
		runs = append(runs, Run{Text: text, Bold: bold})
	}
	for i, w := range l {
		if i > 0 {
			add(" ", false)
		}
		for _, p := range w.Pieces {
			add(p.Text, p.Bold)
		}
	}
	return runs
}
