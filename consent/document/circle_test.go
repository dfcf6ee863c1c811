package document

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"testing"

	"eclaire/assets/vector"
	"eclaire/consent"
)

// lonely counts the lines without length on the pages of a file: some readers draw
// nothing for them. It counts the circles too.
func lonely(t *testing.T, file []byte) (lines, circles int) {
	t.Helper()
	d, err := Open(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range d.Pages {
		for _, it := range p.Items {
			o, ok := it.Shape.(Outline)
			if !ok {
				continue
			}
			_, places := dots(o.Segments, func(q vector.Point) gridPoint { return onGrid(q, 1e4) })
			if o.Line != NoColour {
				lines += len(places)
			}
			if isCircle(o.Segments) {
				circles++
			}
		}
	}
	return lines, circles
}

// isCircle tells whether an outline is four curves around the middle of its box.
func isCircle(s []vector.Segment) bool {
	if len(s) < 5 || s[0].Op != vector.Move {
		return false
	}
	for _, g := range s[1:5] {
		if g.Op != vector.Cubic {
			return false
		}
	}
	a, b := s[1].P[2], s[3].P[2]
	c, d := s[2].P[2], s[4].P[2]
	return math.Abs(math.Hypot(a.X-b.X, a.Y-b.Y)-math.Hypot(c.X-d.X, c.Y-d.Y)) < 0.2
}

// TestRoundIsACircle finds no dot that is drawn by the cap of a line without
// length, on pages and in pictures, and the circles instead.
func TestRoundIsACircle(t *testing.T) {
	for _, s := range []sample{
		{consent.AcceptProcedure, consent.French, 2, "A4", ""},
		{consent.ChooseConservative, consent.English, 1, "Letter", "large"},
	} {
		r := record(t, s)
		r.Signatures[0].Strokes = append(r.Signatures[0].Strokes, consent.Stroke{{X: 40, Y: 40}}, consent.Stroke{{X: 60, Y: 40}, {X: 60, Y: 40}})
		lines, circles := lonely(t, pdf(t, layout(t, r)))
		if lines > 0 || circles < 30 {
			t.Errorf("%s: %d lines without length, %d circles", s.name(), lines, circles)
		}
	}
	// What is looked for is found: a disc as earlier drawings had it.
	old := painter{tracer: tracer{ink: ink{at: identity(100)}}}
	if err := old.content([]byte("q 1 J 1 0 0 RG 8 w 10 10 m 10 10 l S Q")); err != nil {
		t.Fatal(err)
	}
	o := old.items[0].Shape.(Outline)
	if _, places := dots(o.Segments, func(q vector.Point) gridPoint { return onGrid(q, 1e4) }); len(places) != 1 {
		t.Errorf("the disc of an earlier drawing is read as %v", o.Segments)
	}
}

// TestDiscsStandWhereTheyShould reads discs, framed and not, back from a content,
// and those of a pen and of a picture; drawn, they look as the layout draws them.
func TestDiscsStandWhereTheyShould(t *testing.T) {
	const side = 60
	red := rgb(200, 30, 30)
	dot := vector.Drawing{Width: side, Height: side, Shapes: []vector.Shape{
		{Stroke: color.NRGBA{200, 30, 30, 0xff}, StrokeWidth: 12, Segments: []vector.Segment{
			{Op: vector.Move, P: [3]vector.Point{{X: 10, Y: 12}}}, {Op: vector.Line, P: [3]vector.Point{{X: 10.2, Y: 12}}},
			{Op: vector.Move, P: [3]vector.Point{{X: 30, Y: 12}}}, {Op: vector.Line, P: [3]vector.Point{{X: 50, Y: 12}}},
		}},
	}}
	for name, shapes := range map[string][]Shape{
		"disc":    {Disc{20, 22, 9, red, NoColour, 0}},
		"framed":  {Disc{20, 22, 9, white, red, 3}},
		"ink":     {Ink{Strokes: []consent.Stroke{{{X: 10, Y: 10}}, {{X: 20, Y: 30}, {X: 40, Y: 30}}, {{X: 40, Y: 10}, {X: 40, Y: 10}}}, Scale: 1, LineWidth: 8}},
		"outline": {stroke(red, 9, 30, 30, 30, 30), stroke(red, 4, 10, 10, 40, 10)},
		"picture": {Picture{Drawing: &dot, Scale: 1}},
	} {
		pen := pdfPen{height: side, digits: 1}
		page := Page{Width: side, Height: side}
		for _, s := range shapes {
			pen.draw(s)
			page.Items = append(page.Items, Item{Shape: s})
		}
		p := painter{tracer: tracer{ink: ink{at: identity(side)}}}
		if err := p.content(pen.buf); err != nil {
			t.Fatal(err)
		}
		for _, it := range p.items {
			if o := it.Shape.(Outline); o.Line != NoColour {
				if _, places := dots(o.Segments, func(q vector.Point) gridPoint { return onGrid(q, 1e4) }); len(places) > 0 {
					t.Errorf("%s: a line without length: %s", name, pen.buf)
				}
			}
		}
		got := Page{Width: side, Height: side, Items: p.items}.Image(240)
		if n := unlike(got, page.Image(240)); n > 60 {
			t.Errorf("%s: %d pixels of 57600 look otherwise: %s", name, n, pen.buf)
		}
	}
}

// unlike counts the pixels that differ by half.
func unlike(a, b *image.RGBA) int {
	n := 0
	for i := 0; i < len(a.Pix); i += 4 {
		for c := range 3 {
			if d := int(a.Pix[i+c]) - int(b.Pix[i+c]); d > 127 || d < -127 {
				n++
				break
			}
		}
	}
	return n
}

func TestDots(t *testing.T) {
	at := func(op vector.Op, x, y float64) vector.Segment {
		return vector.Segment{Op: op, P: [3]vector.Point{{X: x, Y: y}}}
	}
	written := func(q vector.Point) gridPoint { return onGrid(q, 10) }
	line := []vector.Segment{at(vector.Move, 1, 1), at(vector.Line, 2, 1)}
	for name, c := range map[string]struct {
		in   []vector.Segment
		rest int
		at   string
	}{
		"a line":           {line, 2, "[]"},
		"a dot":            {[]vector.Segment{at(vector.Move, 1, 1), at(vector.Line, 1.04, 1)}, 0, "[{1 1}]"},
		"a closed dot":     {[]vector.Segment{at(vector.Move, 1, 1), {Op: vector.Close}}, 0, "[{1 1}]"},
		"a move":           {[]vector.Segment{at(vector.Move, 1, 1)}, 1, "[]"},
		"dot, line, dot":   {append(append([]vector.Segment{at(vector.Move, 5, 5), at(vector.Line, 5, 5)}, line...), at(vector.Move, 7, 7), at(vector.Line, 7, 7)), 2, "[{5 5} {7 7}]"},
		"line, dot":        {append(line[:2:2], at(vector.Move, 7, 7), at(vector.Line, 7, 7)), 2, "[{7 7}]"},
		"just seen":        {[]vector.Segment{at(vector.Move, 1, 1), at(vector.Line, 1.06, 1)}, 2, "[]"},
		"nothing":          {nil, 0, "[]"},
		"no move in front": {[]vector.Segment{at(vector.Line, 1, 1), at(vector.Line, 1, 1)}, 2, "[]"},
	} {
		rest, places := dots(c.in, written)
		if len(rest) != c.rest || fmt.Sprint(places) != c.at {
			t.Errorf("%s: %v and %v left", name, places, rest)
		}
	}
}
