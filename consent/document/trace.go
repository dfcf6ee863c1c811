package document

import (
	"bytes"
	"strconv"
)

// textRun is one run of text with its looks and the mark that it stands in.
type textRun struct {
	text   string
	size   float64
	bold   bool
	colour Colour
	role   string
	mark   int  // of the element's marked content, from 1; 0 for none
	first  bool // of its mark
}

// strokeRun is one open line in the units of the page.
type strokeRun struct {
	width  float64
	colour Colour
	points int
}

// ink is what q saves and Q brings back.
type ink struct {
	fill, line Colour
	width      float64
	scaled     bool   // the units are not those of the page
	at         matrix // to the page, kept by a painter
}

// tracer follows a content as the pen of this package writes it (ISO 32000-1,
// 8 and 9), and tells what it shows.
type tracer struct {
	run    func(textRun)
	stroke func(strokeRun)

	ink    ink
	saved  []ink
	size   float64
	bold   bool
	points int // of the line so far; -1 for other paths
	marks  []markRun
	last   int // the mark that was opened last

	numbers []float64
	names   []string
	text    []byte
}

// markRun is marked content that is open: of an element, or nested in one.
type markRun struct {
	role  string
	mark  int
	empty bool
}

// most operands and open marks: far more than the pen writes.
const (
	mostOperands = 64
	mostNested   = 64
)

// trace reads a content to its end. do is told each operator; the operands stand
// in t until it returns.
func (t *tracer) trace(b []byte, do func(op string)) error {
	for i := 0; i < len(b); {
		switch c := b[i]; {
		case c == ' ' || c == '\n' || c == '\r' || c == '\t':
			i++
		case c == '(':
			var n int
			t.text, n = unescape(b[i+1:])
			i += n + 2
		case c == '/':
			n := 1 + wordEnd(b[i+1:])
			t.names = append(t.names, string(b[i:i+n]))
			i += n
		case bytes.IndexByte([]byte("<>[])"), c) >= 0:
			i++
		default:
			n := max(wordEnd(b[i:]), 1)
			word := string(b[i : i+n])
			i += n
			if v, err := strconv.ParseFloat(word, 64); err == nil {
				t.numbers = append(t.numbers, v)
			} else {
				do(word)
				t.numbers, t.names, t.text = t.numbers[:0], t.names[:0], nil
			}
		}
		if len(t.numbers) > mostOperands || len(t.names) > mostOperands || len(t.saved) > mostNested || len(t.marks) > mostNested {
			return ErrNotDrawn
		}
	}
	return nil
}

func wordEnd(b []byte) int {
	if n := bytes.IndexAny(b, " \n\r\t()<>[]/"); n >= 0 {
		return n
	}
	return len(b)
}

// number gives an operand, counted from the last one; 0 where there is none.
func (t *tracer) number(back int) float64 {
	if back >= len(t.numbers) {
		return 0
	}
	return t.numbers[len(t.numbers)-1-back]
}

func (t *tracer) colour() Colour {
	part := func(v float64) uint8 { return uint8(min(max(v, 0), 1)*255 + 0.5) }
	return rgb(part(t.number(2)), part(t.number(1)), part(t.number(0)))
}

func (t *tracer) operator(op string) {
	switch op {
	case "q":
		t.saved = append(t.saved, t.ink)
	case "Q":
		if n := len(t.saved); n > 0 {
			t.ink, t.saved = t.saved[n-1], t.saved[:n-1]
		}
	case "cm":
		t.ink.scaled = true
	case "rg":
		t.ink.fill = t.colour()
	case "RG":
		t.ink.line = t.colour()
	case "w":
		t.ink.width = t.number(0)
	case "m":
		t.points = map[bool]int{true: 1, false: -1}[t.points == 0]
	case "l":
		if t.points > 0 {
			t.points++
		}
	case "c", "v", "y", "h", "re":
		t.points = -1
	case "S":
		if t.points > 1 && !t.ink.scaled {
			t.stroke(strokeRun{t.ink.width, t.ink.line, t.points})
		}
		t.points = 0
	case "s", "f", "B", "b", "n":
		t.points = 0
	case "Tf":
		t.size, t.bold = t.number(0), len(t.names) > 0 && t.names[0] == "/F1"
	case "Tj":
		t.show()
	case "BDC", "BMC":
		t.open()
	case "EMC":
		if n := len(t.marks); n > 0 {
			t.marks = t.marks[:n-1]
		}
	}
}

// open begins marked content. What is nested belongs to the element around it.
func (t *tracer) open() {
	m := markRun{empty: true}
	switch n := len(t.marks); {
	case len(t.names) > 1 && t.names[1] == "/MCID":
		t.last++
		m.role, m.mark = t.names[0][1:], t.last
	case n > 0:
		m = t.marks[n-1]
	}
	t.marks = append(t.marks, m)
}

// show tells a run of text.
func (t *tracer) show() {
	run := textRun{text: decode(t.text), size: t.size, bold: t.bold, colour: t.ink.fill}
	if n := len(t.marks); n > 0 {
		run.role, run.mark, run.first = t.marks[n-1].role, t.marks[n-1].mark, t.marks[n-1].empty
		for i := range t.marks {
			if t.marks[i].mark == run.mark {
				t.marks[i].empty = false
			}
		}
	}
	t.run(run)
}
