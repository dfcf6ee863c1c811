package document

import (
	"fmt"
	"image"
	"math"
	"math/bits"
	"slices"
	"strconv"

	"eclaire/assets/vector"
	"eclaire/consent"
)

// pdfPen writes the content of one page after another.
type pdfPen struct {
	height float64 // of the page: PDF counts upwards
	digits int     // after the point
	buf    []byte
	forms  []*figure // drawings used so far, each once
	photos []*image.RGBA
	used   [2]runeSet // in regular and in bold
	same   []byte     // what every page shows, once it is known

	mark    Tag              // of the marked content that is open
	open    bool             // whether one is
	lang    consent.Language // of the element that it belongs to
	passage consent.Language // of the passage that is open within, "" for none
	words   bool             // whether a text object is open
	style   Text             // what the text state is set to
	at      [2]int64         // where it stands, in tenths of a point
}

// runeSet is a set of characters of the basic plane, which is what the font has.
type runeSet [(0xFFFF + 1) / 64]uint64

func (s *runeSet) add(r rune) { s[uint16(r)/64] |= 1 << (uint16(r) % 64) }

// runes gives the characters in their order, and the space always.
func (s *runeSet) runes() (out []rune) {
	s.add(' ')
	for i, word := range s {
		for ; word != 0; word &= word - 1 {
			out = append(out, rune(i*64+bits.TrailingZeros64(word)))
		}
	}
	return out
}

// marker gives the marks of a page to the structure.
type marker struct {
	*structure
	page int
}

// page gives the content of a page.
// What every page shows is written once, as a form that they share.
func (p *pdfPen) page(page Page, m marker) []byte {
	if p.same == nil && page.Same > 0 {
		p.begun()
		for _, item := range page.Items[:page.Same] {
			p.draw(item.Shape)
		}
		p.endMark()
		p.same = slices.Clone(p.buf)
	}
	p.begun()
	if page.Same > 0 {
		p.buf = append(p.buf, "/Artifact<</Type/Pagination>>BDC /S Do EMC\n"...)
	}
	for _, item := range page.Items[page.Same:] {
		p.within(item.Tag, m)
		p.draw(item.Shape)
	}
	p.endMark()
	return p.buf
}

// begun starts a content of its own.
func (p *pdfPen) begun() {
	p.buf, p.open, p.passage, p.words, p.style = p.buf[:0], false, "", false, Text{}
}

// within opens the marked content that a tag asks for (ISO 32000-1, 14.6 and
// 14.8), if it is not the one that is open. Words in another language than their
// element are a passage within it (14.9.2.3).
func (p *pdfPen) within(t Tag, m marker) {
	if !p.open || t.Element != p.mark.Element || t.Role != p.mark.Role {
		p.endMark()
		p.mark, p.open = t, true
		switch {
		case t.Element > 0:
			p.buf = append(append(append(p.buf, '/'), t.Role.String()...), "<</MCID "...)
			p.buf = strconv.AppendInt(p.buf, int64(m.mark(m.page, t)), 10)
			p.buf = append(p.buf, ">>BDC\n"...)
			p.lang = m.lang(t.Element)
		case t.Role == Pagination:
			p.buf = append(p.buf, "/Artifact<</Type/Pagination>>BDC\n"...)
		default:
			p.buf = append(p.buf, "/Artifact BMC\n"...)
		}
	}
	passage := t.Lang
	if t.Element == 0 || passage == p.lang {
		passage = ""
	}
	if passage == p.passage {
		return
	}
	p.endPassage()
	if p.passage = passage; passage != "" {
		p.endWords()
		p.buf = fmt.Appendf(p.buf, "/Span<</Lang(%s)>>BDC\n", tags[passage])
	}
}

func (p *pdfPen) endPassage() {
	if p.passage != "" {
		p.endWords()
		p.buf = append(p.buf, "EMC\n"...)
		p.passage = ""
	}
}

func (p *pdfPen) endMark() {
	p.endPassage()
	p.endWords()
	if p.open {
		p.buf = append(p.buf, "EMC\n"...)
		p.open = false
	}
}

func (p *pdfPen) endWords() {
	if p.words {
		p.buf = append(p.buf, "ET\n"...)
		p.words = false
	}
}

func (p *pdfPen) draw(s Shape) {
	if t, ok := s.(Text); ok {
		p.text(t)
		return
	}
	p.endWords()
	switch s := s.(type) {
	case Box:
		p.begin(s.Fill, s.Line, s.LineWidth)
		p.num(s.X, p.height-s.Y-s.H, s.W, s.H).op("re")
		p.paint(s.Fill, s.Line)
	case Disc:
		p.disc(s)
	case Photo:
		i := slices.Index(p.photos, s.image)
		if i < 0 {
			i = len(p.photos)
			p.photos = append(p.photos, s.image)
		}
		p.buf = append(p.buf, "q "...)
		p.num(s.W, 0, 0, s.H, s.X, p.height-s.Y-s.H).op("cm")
		p.buf = fmt.Appendf(p.buf, "/I%d Do Q\n", i)
	case Matrix:
		p.buf = append(p.buf, "q 0 g "...)
		p.precise(5, s.module(), 0, 0, -s.module(), s.X, p.height-s.Y).op("cm")
		s.runs(func(x, y, length int) {
			for _, n := range [3]int{x, y, length} {
				p.buf = append(strconv.AppendInt(p.buf, int64(n), 10), ' ')
			}
			p.buf = append(p.buf, "1 re "...)
		})
		p.buf = append(p.buf, "f Q\n"...)
	case Outline:
		p.outline(s)
	case Picture:
		p.picture(s)
	case Ink:
		p.ink(s)
	}
}

// disc draws a circle, its frame as a larger one below it.
func (p *pdfPen) disc(d Disc) {
	radius := d.Radius
	if d.Line != NoColour {
		p.dots([]vector.Point{{X: d.X, Y: p.height - d.Y}}, radius+d.LineWidth/2, d.Line)
		radius -= d.LineWidth / 2
	}
	p.dots([]vector.Point{{X: d.X, Y: p.height - d.Y}}, radius, d.Fill)
}

// outline draws a path; what has no length is a dot of the pen.
func (p *pdfPen) outline(o Outline) {
	segments, places := o.Segments, []vector.Point(nil)
	at := func(q vector.Point) vector.Point {
		return vector.Point{X: o.shift.X + q.X, Y: p.height - (o.shift.Y + q.Y)}
	}
	if o.Line != NoColour {
		segments, places = dots(segments, func(q vector.Point) gridPoint { return onGrid(at(q), math.Pow10(p.digits)) })
	}
	if len(segments) > 0 {
		p.begin(o.Fill, o.Line, o.LineWidth)
		p.segments(segments, o.shift.X, o.shift.Y, 1)
		p.paint(o.Fill, o.Line)
	}
	for i := range places {
		places[i] = at(places[i])
	}
	p.dots(places, o.LineWidth/2, o.Line)
}

// dots draws filled circles around points as PDF counts.
func (p *pdfPen) dots(places []vector.Point, radius float64, c Colour) {
	for _, at := range places {
		p.begin(c, NoColour, 0)
		p.precise(2, radius, 0, 0, radius, at.X, at.Y).op("cm")
		p.buf = append(p.buf, unitCircle...)
		p.buf = append(p.buf, "f Q\n"...)
	}
}

// ink draws the strokes of a hand.
func (p *pdfPen) ink(k Ink) {
	var places []vector.Point
	lines := false
	for _, stroke := range k.Strokes {
		points := p.points(k, stroke)
		if isPoint(points, p.digits) {
			places = append(places, points[0])
			continue
		}
		for i, at := range points {
			if !lines {
				p.begin(NoColour, penColour, k.LineWidth)
				lines = true
			}
			p.num(at.X, at.Y).op(map[bool]string{true: "m", false: "l"}[i == 0])
		}
	}
	if lines {
		p.paint(NoColour, penColour)
	}
	p.dots(places, k.LineWidth/2, penColour)
}

// points are those of one movement of a hand, as PDF counts. Those that the paper
// cannot tell apart are left out.
func (p *pdfPen) points(k Ink, stroke consent.Stroke) []vector.Point {
	var out []vector.Point
	for i, q := range stroke {
		at := vector.Point{X: k.X + float64(q.X)*k.Scale, Y: p.height - k.Y - float64(q.Y)*k.Scale}
		if last := len(out) - 1; i > 0 && i < len(stroke)-1 && math.Hypot(at.X-out[last].X, at.Y-out[last].Y) < 0.25 {
			continue
		}
		out = append(out, at)
	}
	return out
}

// isPoint tells whether all points are written as one.
func isPoint(points []vector.Point, digits int) bool {
	for _, q := range points {
		if unit := math.Pow10(digits); onGrid(q, unit) != onGrid(points[0], unit) {
			return false
		}
	}
	return len(points) > 0
}

// picture draws in the drawing's own units. A figure of the program stands in
// the file once, however often it is shown.
func (p *pdfPen) picture(s Picture) {
	p.buf = append(p.buf, "q "...)
	p.precise(5, s.Scale, 0, 0, -s.Scale, s.X, p.height-s.Y).op("cm")
	if s.shared == nil {
		p.buf = appendDrawing(p.buf, s.Drawing, 1)
	} else {
		i := slices.Index(p.forms, s.shared)
		if i < 0 {
			i = len(p.forms)
			p.forms = append(p.forms, s.shared)
		}
		p.buf = fmt.Appendf(p.buf, "/P%d Do ", i)
	}
	p.buf = append(p.buf, "Q\n"...)
}

// text sets a run, at a place told from that of the run before.
func (p *pdfPen) text(t Text) {
	if !p.words {
		p.buf = append(p.buf, "BT\n"...)
		p.words, p.at = true, [2]int64{}
	}
	if t.Bold != p.style.Bold || t.Size != p.style.Size {
		p.buf = append(p.buf, map[bool]string{true: "/F1 ", false: "/F0 "}[t.Bold]...)
		p.num(t.Size).op("Tf")
	}
	if t.Colour != p.style.Colour {
		p.colour(t.Colour).op("rg")
	}
	p.style = t
	at := [2]int64{int64(math.Round(t.X * 10)), int64(math.Round((p.height - t.Baseline) * 10))}
	p.num(float64(at[0]-p.at[0])/10, float64(at[1]-p.at[1])/10).op("Td")
	p.at = at
	p.buf = append(p.buf, '(')
	used := &p.used[0]
	if t.Bold {
		used = &p.used[1]
	}
	for _, r := range t.String {
		used.add(r)
		for _, c := range [2]byte{byte(r >> 8), byte(r)} { // the font has the basic plane only
			switch c {
			case '(', ')', '\\':
				p.buf = append(p.buf, '\\', c)
			case '\r':
				p.buf = append(p.buf, "\\r"...)
			default:
				p.buf = append(p.buf, c)
			}
		}
	}
	p.buf = append(p.buf, ")Tj\n"...)
}

// begin saves the graphics state and sets the colours.
func (p *pdfPen) begin(fill, line Colour, width float64) {
	p.buf = append(p.buf, "q "...)
	if fill != NoColour {
		p.colour(fill).op("rg")
	}
	if line != NoColour {
		p.colour(line).op("RG")
		p.precise(2, width).op("w")
		p.op("1 J 1 j")
	}
}

func (p *pdfPen) paint(fill, line Colour) {
	p.paintOp(fill, line)
	p.buf = append(p.buf, "Q\n"...)
}

func (p *pdfPen) paintOp(fill, line Colour) {
	switch {
	case fill != NoColour && line != NoColour:
		p.op("B")
	case fill != NoColour:
		p.op("f")
	case line != NoColour:
		p.op("S")
	default:
		p.op("n")
	}
}

// segments writes an outline moved to x, y; flip is 1 where y counts upwards
// from the page's foot, as PDF has it, and -1 where it counts downwards.
func (p *pdfPen) segments(segments []vector.Segment, x, y, flip float64) {
	at := func(q vector.Point) { p.num(x+q.X, p.height-flip*(y+q.Y)) }
	var pen vector.Point
	for _, s := range segments {
		switch s.Op {
		case vector.Move:
			at(s.P[0])
			p.op("m")
		case vector.Line:
			at(s.P[0])
			p.op("l")
		case vector.Quad: // PDF knows cubic curves only
			c := s.P[0]
			at(vector.Point{X: pen.X + (c.X-pen.X)*2/3, Y: pen.Y + (c.Y-pen.Y)*2/3})
			at(vector.Point{X: s.P[1].X + (c.X-s.P[1].X)*2/3, Y: s.P[1].Y + (c.Y-s.P[1].Y)*2/3})
			at(s.P[1])
			p.op("c")
		case vector.Cubic:
			at(s.P[0])
			at(s.P[1])
			at(s.P[2])
			p.op("c")
		case vector.Close:
			p.op("h")
		}
		if n := pointsOf(s.Op); n > 0 {
			pen = s.P[n-1]
		}
	}
}

func (p *pdfPen) num(values ...float64) *pdfPen { return p.precise(p.digits, values...) }

// precise writes numbers with so many digits after the point, less the zeros
// at the end.
func (p *pdfPen) precise(digits int, values ...float64) *pdfPen {
	scale := int64(math.Pow10(digits))
	for _, v := range values {
		n := int64(math.Round(v * float64(scale)))
		if n < 0 {
			p.buf = append(p.buf, '-')
			n = -n
		}
		p.buf = strconv.AppendInt(p.buf, n/scale, 10)
		if rest := n % scale; rest > 0 {
			p.buf = append(p.buf, '.')
			for unit := scale / 10; rest > 0; unit /= 10 {
				p.buf = append(p.buf, byte('0'+rest/unit))
				rest %= unit
			}
		}
		p.buf = append(p.buf, ' ')
	}
	return p
}

func (p *pdfPen) colour(c Colour) *pdfPen {
	r, g, b := c.parts()
	return p.precise(3, float64(r)/255, float64(g)/255, float64(b)/255)
}

func (p *pdfPen) op(name string) {
	p.buf = append(p.buf, name...)
	p.buf = append(p.buf, ' ')
}

// shapeColours are the colours of a drawing's shape.
func shapeColours(s vector.Shape) (fill, line Colour) {
	if s.HasFill {
		fill = rgb(s.Fill.R, s.Fill.G, s.Fill.B)
	}
	if s.StrokeWidth > 0 {
		line = rgb(s.Stroke.R, s.Stroke.G, s.Stroke.B)
	}
	return fill, line
}
