package document

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/jung-kurt/gofpdf"

	"eclaire/assets"
	"eclaire/assets/vector"
)

// family is the name gofpdf knows the font by. It prints "utf8" before it: the
// finisher puts the six capitals and the plus of a subset (ISO 32000-1, 9.6.4)
// in the place of the seven characters "utf8sub".
const family = "subatkinsonhyperlegiblenext"

// WritePDF writes the document as a PDF file. The same document gives the same
// bytes.
func (d *Document) WritePDF(w io.Writer) error {
	pdf := gofpdf.NewCustom(&gofpdf.InitType{
		UnitStr: "pt", Size: gofpdf.SizeType{Wd: d.Width, Ht: d.Height},
	})
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(d.date.UTC())
	pdf.SetModificationDate(d.date.UTC())
	pdf.SetTitle(d.Title, true)
	pdf.SetAuthor(d.author, true)
	pdf.SetCreator("Éclairé", true)
	// gofpdf writes into the fonts it is given.
	pdf.AddUTF8FontFromBytes(family, "", slices.Clone(assets.FontRegular))
	pdf.AddUTF8FontFromBytes(family, "B", slices.Clone(assets.FontBold))
	pdf.SetCompression(false) // the finisher does it
	pen := pdfPen{pdf: pdf, height: d.Height, digits: 2}
	for _, p := range d.Pages {
		pdf.AddPage()
		for _, item := range p.Items {
			pen.item(item)
		}
	}
	var b bytes.Buffer
	if err := pdf.Output(&b); err != nil {
		return fmt.Errorf("failed to write the pages: %w", err)
	}
	finished, err := finish(b.Bytes(), d.lang, pen.forms)
	if err != nil {
		return err
	}
	_, err = w.Write(finished)
	return err
}

// pdfPen draws primitives on the current page of a gofpdf document.
type pdfPen struct {
	pdf    *gofpdf.Fpdf
	height float64 // of the page: PDF counts upwards
	digits int     // after the point
	buf    []byte
	last   Text      // whose style the writer is set to
	forms  []*figure // drawings used so far, each once
}

// item draws one mark. A picture carries what is to be seen on it, in words, for
// those who cannot see it (ISO 32000-1, 14.9.3).
func (p *pdfPen) item(i Item) {
	_, picture := i.Shape.(Picture)
	if !picture || i.Tag.Alt == "" {
		p.draw(i.Shape)
		return
	}
	p.pdf.RawWriteStr(fmt.Sprintf("/Span <</Lang (%s) /Alt <%s>>> BDC", tags[i.Tag.Lang], utf16Hex(i.Tag.Alt)))
	p.draw(i.Shape)
	p.pdf.RawWriteStr("EMC")
}

// utf16Hex writes a text as PDF takes it in any script: big-endian UTF-16 with
// its mark, in hexadecimal digits.
func utf16Hex(s string) string {
	var b strings.Builder
	b.WriteString("FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}

func (p *pdfPen) draw(s Shape) {
	switch s := s.(type) {
	case Text:
		p.text(s)
	case Box:
		p.begin(s.Fill, s.Line, s.LineWidth)
		p.num(s.X, p.height-s.Y-s.H, s.W, s.H).op("re")
		p.paint(s.Fill, s.Line)
	case Outline:
		p.begin(s.Fill, s.Line, s.LineWidth)
		p.segments(s.Segments, s.shift.X, s.shift.Y, 1)
		p.paint(s.Fill, s.Line)
	case Picture:
		p.picture(s)
	case Ink:
		p.begin(NoColour, penColour, s.LineWidth)
		for _, stroke := range s.Strokes {
			for i, q := range stroke {
				p.num(s.X+float64(q.X)*s.Scale, p.height-s.Y-float64(q.Y)*s.Scale)
				p.op(map[bool]string{true: "m", false: "l"}[i == 0])
			}
			if len(stroke) == 1 { // a dot, as the round cap of a line without length
				p.num(s.X+float64(stroke[0].X)*s.Scale, p.height-s.Y-float64(stroke[0].Y)*s.Scale).op("l")
			}
		}
		p.paint(NoColour, penColour)
	}
}

// picture draws in the drawing's own units. A figure of the program stands in
// the file once, however often it is shown.
func (p *pdfPen) picture(s Picture) {
	p.buf = append(p.buf[:0], "q "...)
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
	p.buf = append(p.buf, 'Q')
	p.pdf.RawWriteStr(string(p.buf))
}

// appendDrawing writes the shapes of a drawing in its own units with so many
// digits after the point; y counts downwards.
func appendDrawing(b []byte, d *vector.Drawing, digits int) []byte {
	flip := pdfPen{digits: digits, buf: b}
	flip.op("1 J 1 j")
	was := NoColour
	for _, shape := range d.Shapes {
		fill, line := shapeColours(shape)
		if fill != NoColour && fill != was {
			flip.colour(fill).op("rg")
			was = fill
		}
		if line != NoColour {
			flip.colour(line).op("RG")
			flip.precise(1, shape.StrokeWidth).op("w")
		}
		flip.segments(shape.Segments, 0, 0, -1)
		flip.paintOp(fill, line)
	}
	return flip.buf
}

func (p *pdfPen) text(t Text) {
	if t.Bold != p.last.Bold || t.Size != p.last.Size {
		p.pdf.SetFont(family, map[bool]string{true: "B"}[t.Bold], t.Size)
	}
	if t.Colour != p.last.Colour {
		r, g, b := t.Colour.parts()
		p.pdf.SetTextColor(int(r), int(g), int(b))
	}
	p.last = t
	p.pdf.Text(t.X, t.Baseline, t.String)
}

// begin saves the graphics state and sets the colours.
func (p *pdfPen) begin(fill, line Colour, width float64) {
	p.buf = append(p.buf[:0], "q "...)
	if fill != NoColour {
		p.colour(fill).op("rg")
	}
	if line != NoColour {
		p.colour(line).op("RG")
		p.num(width).op("w")
		p.op("1 J 1 j")
	}
}

func (p *pdfPen) paint(fill, line Colour) {
	p.paintOp(fill, line)
	p.buf = append(p.buf, 'Q')
	p.pdf.RawWriteStr(string(p.buf))
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
