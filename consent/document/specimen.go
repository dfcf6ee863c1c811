package document

import (
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"eclaire/assets/vector"
)

// specimen is the word set large along the diagonal of a page, as outlines: it
// lies behind the text and is no text itself.
func (p pager) specimen() Outline {
	const word, size = "SPECIMEN", 108.0
	outline, width := p.bold.outline(word, size)
	return Outline{Line: specimenGrey, LineWidth: 0.9, Segments: turned(outline, -0.95, vector.Point{X: p.paper[0] / 2, Y: p.paper[1] / 2},
		vector.Point{X: width / 2, Y: -size * 0.34})}
}

// outline gives the shapes of a word's letters from its baseline, and its
// width, in points.
func (f *face) outline(word string, size float64) ([]vector.Segment, float64) {
	var buf sfnt.Buffer
	var out []vector.Segment
	x := 0.0
	for _, r := range word {
		i, err := f.font.GlyphIndex(&buf, r)
		if err != nil {
			continue
		}
		glyph, err := f.font.LoadGlyph(&buf, i, fixed.I(1000), nil)
		if err != nil {
			continue
		}
		at := func(p fixed.Point26_6) vector.Point {
			return vector.Point{X: x + float64(p.X)/64*size/1000, Y: float64(p.Y) / 64 * size / 1000}
		}
		for j, s := range glyph {
			op := map[sfnt.SegmentOp]vector.Op{sfnt.SegmentOpMoveTo: vector.Move, sfnt.SegmentOpLineTo: vector.Line,
				sfnt.SegmentOpQuadTo: vector.Quad, sfnt.SegmentOpCubeTo: vector.Cubic}[s.Op]
			if op == vector.Move && j > 0 {
				out = append(out, vector.Segment{Op: vector.Close})
			}
			out = append(out, vector.Segment{Op: op, P: [3]vector.Point{at(s.Args[0]), at(s.Args[1]), at(s.Args[2])}})
		}
		out = append(out, vector.Segment{Op: vector.Close})
		x += f.advances[r] * size / 1000
	}
	return out, x
}

// turned moves the point middle of an outline to centre and turns it there by
// an angle in radians.
func turned(segments []vector.Segment, angle float64, centre, middle vector.Point) []vector.Segment {
	sin, cos := math.Sincos(angle)
	for i := range segments {
		for j := range segments[i].P {
			p := segments[i].P[j]
			dx, dy := p.X-middle.X, p.Y-middle.Y
			segments[i].P[j] = vector.Point{X: centre.X + dx*cos - dy*sin, Y: centre.Y + dx*sin + dy*cos}
		}
	}
	return segments
}
