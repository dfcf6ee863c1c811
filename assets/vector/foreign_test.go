package vector

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// look draws an SVG with a box of 100 by 100, a pixel to a unit.
func look(t *testing.T, body string) (*image.RGBA, []string) {
	t.Helper()
	d, notes, err := Foreign([]byte(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 100">` + body + `</svg>`))
	if err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	return onWhite(d), notes
}

func onWhite(d Drawing) *image.RGBA {
	img := d.Render(100, 100)
	for i := 0; i < len(img.Pix); i += 4 {
		for j := range 3 {
			img.Pix[i+j] = uint8(min(int(img.Pix[i+j])+255-int(img.Pix[i+3]), 255))
		}
		img.Pix[i+3] = 255
	}
	return img
}

// TestForeignShapes draws the same thing in two ways: as other programs write it, and by
// plain paths.
func TestForeignShapes(t *testing.T) {
	for _, c := range []struct{ svg, plain string }{
		{`<rect x="10" y="20" width="60" height="30" fill="#ff0000"/>`, `<path fill="#ff0000" d="M10 20H70V50H10Z"/>`},
		{`<rect x="10" y="20" width="60" height="30" rx="0" fill="red"/>`, `<path fill="#ff0000" d="M10 20H70V50H10Z"/>`},
		{`<rect x="10%" y="10" width="50%" height="50%" fill="#f00"/>`, `<path fill="#ff0000" d="M10 10H60V60H10Z"/>`},
		{`<rect x="10" y="10" width="40" height="40" rx="99" fill="blue"/>`, `<circle cx="30" cy="30" r="20" fill="#0000ff"/>`},
		{`<rect x="10" y="10" width="60" height="40" ry="20" fill="blue"/>`, `<path fill="#0000ff" d="M30 10H50A20 20 0 0 1 50 50H30A20 20 0 0 1 30 10Z"/>`},
		{`<rect x="10" y="10" width="80" height="40" rx="10"/>`, `<path d="M20 10H80A10 10 0 0 1 90 20V40A10 10 0 0 1 80 50H20A10 10 0 0 1 10 40V20A10 10 0 0 1 20 10Z"/>`},
		{`<circle cx="50" cy="50" r="40"/>`, `<path d="M10 50a40 40 0 1 1 80 0 40 40 0 0 1-80 0z"/>`},
		{`<ellipse cx="50" cy="50" rx="40" ry="20" transform="rotate(90 50 50)"/>`, `<ellipse cx="50" cy="50" rx="20" ry="40"/>`},
		{`<circle cx="50" cy="50" r="40"/>`, `<path d="M10 50a40 40 0 1180 0a40 40 0 01-80 0"/>`}, // flags without spaces
		{`<path d="M50 10A40 40 30 0 0 50 90"/>`, `<path d="M50 10A1 1 30 0 0 50 90"/>`},          // a radius that is too small
		{`<polygon points="10,10 90,10 50,90"/>`, `<path d="M10 10 90 10 50 90z"/>`},
		{`<polyline points="10 10 90 10 50 90 7" fill="green"/>`, `<path fill="#008000" d="M10 10 90 10 50 90"/>`},
		{`<path d="M10 10 h 40 v 40 H 10 V 10"/>`, `<path d="M10 10L50 10L50 50L10 50L10 10"/>`},
		{`<path d="m10 10 40 0 0 40-40 0zm50 0l20 0 0 20"/>`, `<path d="M10 10H50V50H10ZM60 10H80V30"/>`},
		{`<path d="M1e1,5e1Q.3e2.1e2 50 50T90 50"/>`, `<path d="M10 50Q30 10 50 50Q70 90 90 50"/>`},
		{`<path d="M10 50C20 10 40 10 50 50S80 90 90 50"/>`, `<path d="M10 50C20 10 40 10 50 50C60 90 80 90 90 50"/>`},
		{`<path d="M10 50S40 10 50 50T90 50V90"/>`, `<path d="M10 50C10 50 40 10 50 50L90 50V90"/>`},
		{`<g transform="translate(10 20)"><g transform="scale(2)"><rect width="20" height="10"/></g></g>`, `<path d="M10 20H50V40H10Z"/>`},
		{`<rect width="20" height="10" transform="translate(10,20) scale(2)"/>`, `<path d="M10 20H50V40H10Z"/>`},
		{`<rect width="20" height="10" transform="matrix(2 0 0 2 10 20)"/>`, `<path d="M10 20H50V40H10Z"/>`},
		{`<rect x="10" width="20" height="20" transform="skewX(45)"/>`, `<path d="M10 0H30L50 20H30Z"/>`},
		{`<rect y="10" width="20" height="20" transform="skewY(45)"/>`, `<path d="M0 10L20 30V50L0 30Z"/>`},
		{`<g fill="red" style="fill:blue"><rect width="50" height="50"/></g>`, `<rect width="50" height="50" fill="#00f"/>`},
		{`<style>/* red */ .a, #b {fill: #00F} rect{fill:lime}</style><rect class="z a" width="50" height="50"/><rect id="b" x="50" width="50" height="50"/>` +
			`<rect y="50" width="50" height="50"/>`, `<g fill="#0000ff"><rect width="50" height="50"/><rect x="50" width="50" height="50"/></g><rect y="50" width="50" height="50" fill="#00ff00"/>`},
		{`<g color="#123456"><rect width="50" height="50" fill="currentColor"/></g>`, `<rect width="50" height="50" fill="rgb(18,52,86)"/>`},
		{`<rect width="50" height="50" fill="rgb(100%, 0%, 50%)"/>`, `<rect width="50" height="50" fill="#ff0080"/>`},
		{`<g opacity=".5"><rect width="50" height="50" fill="red" fill-opacity="50%"/></g>`, `<rect width="50" height="50" fill="#ffbfbf"/>`},
		{`<rect width="50" height="50" fill="#ff000080"/>`, `<rect width="50" height="50" fill="rgba(255 0 0 / 50%)"/>`},
		{`<defs><rect width="99" height="99"/></defs><rect width="50" height="50"/><rect width="99" height="99" display="none"/>`, `<rect width="50" height="50"/>`},
		{`<rect width="50" height="50"/><rect width="99" height="99" fill="none"/><rect width="0" height="99"/>`, `<rect width="50" height="50"/>`},
		{`<sodipodi:namedview xmlns:sodipodi="x"><rect/><text/></sodipodi:namedview><rect width="50" height="50"/>`, `<rect width="50" height="50"/>`},
	} {
		one, notes := look(t, c.svg)
		other, _ := look(t, c.plain)
		if slices.Max(one.Pix) == 0 || reflect.DeepEqual(one.Pix, onWhite(Drawing{Width: 100, Height: 100}).Pix) {
			t.Errorf("%s draws nothing", c.svg)
		}
		if at, far := farthest(one, other); far > 24 || len(notes) > 0 {
			t.Errorf("%s is drawn otherwise than %s at %v by %d; %v", c.svg, c.plain, at, far, notes)
		}
	}
}

// TestForeignStrokes has lines as wide as they are turned and stretched to be.
func TestForeignStrokes(t *testing.T) {
	for svg, want := range map[string]Shape{
		`<line x1="10" y1="50" x2="90" y2="50" stroke="red" stroke-width="10"/>`:             {Stroke: color.NRGBA{255, 0, 0, 255}, StrokeWidth: 10},
		`<line x1="5" x2="45" stroke="red" stroke-width="4" transform="scale(2)"/>`:          {Stroke: color.NRGBA{255, 0, 0, 255}, StrokeWidth: 8},
		`<g stroke="#00f" stroke-opacity=".5"><circle r="9" cx="9" cy="9" fill="none"/></g>`: {Stroke: color.NRGBA{128, 128, 255, 255}, StrokeWidth: 1},
		`<rect width="9" height="9" stroke="red" stroke-width="0"/>`:                         {},
	} {
		d, _, err := Foreign([]byte(`<svg viewBox="0 0 100 100">` + svg + `</svg>`))
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Shapes[0]; got.Stroke != want.Stroke || math.Abs(got.StrokeWidth-want.StrokeWidth) > 1e-9 {
			t.Errorf("%s: %v, %v wide", svg, got.Stroke, got.StrokeWidth)
		}
	}
}

// farthest is where two pictures differ most.
func farthest(a, b *image.RGBA) (at image.Point, by int) {
	for i := range a.Pix {
		if d := max(a.Pix[i], b.Pix[i]) - min(a.Pix[i], b.Pix[i]); int(d) > by {
			by, at = int(d), image.Pt(i/4%100, i/400)
		}
	}
	return at, by
}

// TestForeignNotes tells what is left out, and draws the rest.
func TestForeignNotes(t *testing.T) {
	const gradient = `<defs><linearGradient id="a"><stop stop-color="#ff0000"/><stop offset="1" style="stop-color:#0000ff"/></linearGradient>` +
		`<radialGradient id="b" xlink:href="#a"/></defs>`
	for _, c := range []struct {
		svg  string
		want []string
		is   color.RGBA // at 25, 25
	}{
		{gradient + `<rect width="50" height="50" fill="url(#a)"/>`, []string{NoteGradients}, color.RGBA{127, 0, 127, 255}},
		{gradient + `<rect width="50" height="50" style="fill:url('#b')"/>`, []string{NoteGradients}, color.RGBA{127, 0, 127, 255}},
		{`<rect width="50" height="50" fill="url(#b)"/>` + gradient, []string{NoteGradients}, color.RGBA{127, 0, 127, 255}},
		{gradient + `<rect width="50" height="50" fill="red"/>`, nil, color.RGBA{255, 0, 0, 255}},
		{`<rect width="50" height="50" fill="url(#gone) red"/>`, nil, color.RGBA{255, 0, 0, 255}},
		{`<g clip-path="url(#c)"><rect width="50" height="50" fill="red"/></g>`, []string{NoteClips}, color.RGBA{255, 0, 0, 255}},
		{`<rect width="50" height="50" fill="red"/><rect x="200" width="50" height="50"/>`, []string{NoteOutside}, color.RGBA{255, 0, 0, 255}},
		{`<path fill-rule="evenodd" fill="red" d="M0 0H50V50H0ZM60 60H70V70"/>`, []string{NoteEvenOdd}, color.RGBA{255, 0, 0, 255}},
		{`<path fill-rule="evenodd" fill="red" d="M0 0H50V50H0Z"/>`, nil, color.RGBA{255, 0, 0, 255}},
	} {
		img, notes := look(t, c.svg)
		if got := img.RGBAAt(25, 25); !slices.Equal(notes, c.want) || got != c.is {
			t.Errorf("%s: %v, %v", c.svg, notes, got)
		}
	}
}

// TestForeignRefuses says why an SVG cannot be used.
func TestForeignRefuses(t *testing.T) {
	in := func(body string) string { return `<svg viewBox="0 0 9 9">` + body + `</svg>` }
	for svg, want := range map[string]string{
		"": "no svg element", "rubbish": "no svg element", "<svg": "XML", in("") + "x": "no shape",
		in(`<text>x</text>`):                                       "<text> is not supported: turn it into paths",
		in(`<image href="x.png"/>`):                                "<image> is not supported",
		in(`<use href="#a"/>`):                                     "<use> is not supported",
		in(`<rect width="1" height="1" fill="url(#p)"/>`):          "patterns are not supported",
		in(`<rect width="1" height="1" fill="hsl(1,2,3)"/>`):       "no colour",
		in(`<rect width="1em" height="1"/>`):                       "width of <rect>",
		in(`<path d="L1 1"/>`):                                     "path data",
		in(`<path d="M1"/>`):                                       "path data",
		in(`<path d="M1 1 X"/>`):                                   "path data",
		in(`<path d="M1 1A1 1 0 2"/>`):                             "path data",
		in(`<path d="M0 0H1" transform="turn(1)"/>`):               "transform",
		in(`<path d="M0 0H9" transform="scale(1e6) scale(1e6)"/>`): "out of range",
		in(`<svg viewBox="0 0 1 1"/>`):                             "within another",
		`<svg><rect width="1" height="1"/></svg>`:                  "neither a viewBox",
		`<svg viewBox="0 0 0 9"/>`:                                 "empty or too large",
		`<svg viewBox="0 0 NaN 9"/>`:                               "viewBox",
		strings.Repeat(" ", MaxSize+1):                             "bytes",
		in(strings.Repeat("<g>", 99)):                              "deep",
	} {
		_, _, err := Foreign([]byte(svg))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60q: %v, want %q", svg, err, want)
		}
	}
}

// TestForeignBox takes the picture's box wherever it lies, and lengths with units.
func TestForeignBox(t *testing.T) {
	for svg, want := range map[string][4]float64{
		`<svg viewBox="-50,-50 100 200"><rect x="-50" y="-50" width="10" height="10"/></svg>`:     {100, 200, 0, 0},
		`<svg width="100px" height="2in"><rect x="5" y="1pc" width="10" height="10"/></svg>`:      {100, 192, 5, 16},
		`<svg width="50mm" height="9" viewBox="0 0 5 1"><rect x="1" width="1" height="1"/></svg>`: {5, 1, 1, 0},
	} {
		d, _, err := Foreign([]byte(svg))
		if err != nil {
			t.Errorf("%s: %v", svg, err)
			continue
		}
		p := d.Shapes[0].Segments[0].P[0]
		if got := [4]float64{d.Width, d.Height, p.X, p.Y}; got != want {
			t.Errorf("%s: %v", svg, got)
		}
	}
}

// TestForeignReadsOurs reads the program's own pictures as the strict reader does.
func TestForeignReadsOurs(t *testing.T) {
	files, _ := filepath.Glob("../figures/*.svg")
	if len(files) < 10 {
		t.Fatalf("%d pictures", len(files))
	}
	for _, file := range files {
		svg, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want, err1 := Parse(svg)
		got, notes, err2 := Foreign(svg)
		if err1 != nil || err2 != nil || len(notes) > 0 || len(got.Shapes) != len(want.Shapes) || got.Width != want.Width || got.Height != want.Height {
			t.Errorf("%s: %v, %v, %v, %d shapes, want %d", file, err1, err2, notes, len(got.Shapes), len(want.Shapes))
			continue
		}
		for i, s := range want.Shapes {
			if err := near(got.Shapes[i], s); err != nil {
				t.Errorf("%s, shape %d: %v", file, i, err)
				break
			}
		}
	}
}

func near(a, b Shape) error {
	if a.Fill != b.Fill || a.HasFill != b.HasFill || a.Stroke != b.Stroke || a.StrokeWidth != b.StrokeWidth || len(a.Segments) != len(b.Segments) {
		return fmt.Errorf("looks otherwise: %v %v, %d and %d segments", a.Fill, b.Fill, len(a.Segments), len(b.Segments))
	}
	for i, s := range a.Segments {
		if s.Op != b.Segments[i].Op {
			return fmt.Errorf("step %d is another", i)
		}
		for j, p := range s.P {
			if q := b.Segments[i].P[j]; math.Abs(p.X-q.X) > 0.1 || math.Abs(p.Y-q.Y) > 0.1 {
				return fmt.Errorf("step %d goes to %v, not %v", i, p, q)
			}
		}
	}
	return nil
}

func FuzzForeign(f *testing.F) {
	for _, s := range []string{`<svg viewBox="0 0 9 9"><path d="M0 0A1 2 3 01 4 5z"/></svg>`, `<svg viewBox="0 0 9 9"><rect width="1" height="1" rx="1" transform="skewX(90)"/></svg>`,
		`<svg viewBox="0 0 9 9"><style>*{fill:red}.a{}</style><circle r="1e-9" class="a"/></svg>`, `<svg viewBox="0 0 9 9"><linearGradient id="a" href="#a"/><rect width="1" height="1" fill="url(#a)"/></svg>`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, svg []byte) {
		d, _, err := Foreign(svg)
		if err != nil {
			return
		}
		if !(d.Width > 0) || !(d.Height > 0) || len(d.Shapes) == 0 {
			t.Errorf("a picture of %v by %v with %d shapes", d.Width, d.Height, len(d.Shapes))
		}
		for _, s := range d.Shapes {
			if s.Segments[0].Op != Move || s.HasFill && s.Fill.A != 255 {
				t.Error("a shape that cannot be replayed")
			}
			for _, step := range s.Segments {
				for _, p := range step.P[:points[step.Op]] {
					if !(math.Abs(p.X) <= maxMagn && math.Abs(p.Y) <= maxMagn) {
						t.Errorf("it goes to %v", p)
					}
				}
			}
		}
	})
}
