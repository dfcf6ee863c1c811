package vector

import (
	"image/color"
	"reflect"
	"slices"
	"strings"
	"testing"
)

const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 60">`

func TestParse(t *testing.T) {
	d, err := Parse([]byte(head + `<metadata><anchor id="vein" x="12" y="34.5"/></metadata>
<g fill="#102030"><path d="M1 2l3 4q5 6 7 8c1 1 2 2 3 3z"/></g><path fill="none" stroke="#FF0000" stroke-width="2" d="M0 0L1 1"/></svg>`))
	if err != nil {
		t.Fatal(err)
	}
	want := Drawing{Width: 80, Height: 60, Anchors: map[string]Point{"vein": {12, 34.5}}, Shapes: []Shape{
		{Fill: color.NRGBA{0x10, 0x20, 0x30, 0xFF}, HasFill: true, Segments: []Segment{
			{Op: Move, P: [3]Point{{1, 2}}}, {Op: Line, P: [3]Point{{4, 6}}},
			{Op: Quad, P: [3]Point{{9, 12}, {11, 14}}},
			{Op: Cubic, P: [3]Point{{12, 15}, {13, 16}, {14, 17}}}, {Op: Close}}},
		{Stroke: color.NRGBA{0xFF, 0, 0, 0xFF}, StrokeWidth: 2, Segments: []Segment{
			{Op: Move}, {Op: Line, P: [3]Point{{1, 1}}}}},
	}}
	if !reflect.DeepEqual(d, want) {
		t.Errorf("got %+v\nwant %+v", d, want)
	}
}

var refused = []struct{ name, svg, says string }{
	{"empty", "", "no svg element"},
	{"broken XML", head + `<path`, "failed to read XML"},
	{"open element", head, "failed to read XML"},
	{"not SVG", `<html/>`, "<html> is not supported"},
	{"no viewBox", `<svg/>`, "no viewBox"},
	{"zero viewBox", `<svg viewBox="0 0 0 0"/>`, "empty or too large"},
	{"moved viewBox", `<svg viewBox="1 0 9 9"/>`, "start at 0 0"},
	{"not a number", `<svg viewBox="0 0 NaN 9"/>`, "not a number"},
	{"other height", `<svg viewBox="0 0 9 9" height="8"/>`, "differs from the viewBox"},
	{"two roots", `<svg viewBox="0 0 9 9"/><svg viewBox="0 0 9 9"/>`, "only root"},
	{"nested root", head + `<svg viewBox="0 0 9 9"/></svg>`, "not allowed inside"},
	{"text", head + `<text>a</text></svg>`, "<text> is not supported"},
	{"clipPath", head + `<clipPath/></svg>`, "<clipPath> is not supported"},
	{"mask", head + `<mask/></svg>`, "<mask> is not supported"},
	{"filter", head + `<filter/></svg>`, "<filter> is not supported"},
	{"gradient", head + `<linearGradient/></svg>`, "<linearGradient> is not supported"},
	{"image", head + `<image/></svg>`, "<image> is not supported"},
	{"style element", head + `<style/></svg>`, "<style> is not supported"},
	{"style", head + `<path style="fill:red" d="M0 0"/></svg>`, `"style" of <path>`},
	{"opacity", head + `<g opacity="0.5"/></svg>`, `"opacity" of <g>`},
	{"fill-rule", head + `<path fill-rule="evenodd" d="M0 0"/></svg>`, `"fill-rule" of <path>`},
	{"transform", head + `<g transform="scale(2)"/></svg>`, `"transform" of <g>`},
	{"named colour", head + `<path fill="red" d="M0 0"/></svg>`, "not #RRGGBB"},
	{"colour by url", head + `<path fill="url(#a)" d="M0 0"/></svg>`, "not #RRGGBB"},
	{"bad width", head + `<g stroke-width="-1"/></svg>`, "not a width"},
	{"square ends", head + `<g stroke-linecap="square"/></svg>`, "not round"},
	{"arc", head + `<path d="M0 0A1 1 0 0 0 2 2"/></svg>`, `'A', which is not supported`},
	{"exponent", head + `<path d="M0 1e9"/></svg>`, `'e', which is not supported`},
	{"huge number", head + `<path d="M0 10000000"/></svg>`, "beyond"},
	{"no data", head + `<path/></svg>`, "start with M"},
	{"line first", head + `<path d="L1 1"/></svg>`, "start with M"},
	{"odd numbers", head + `<path d="M1 1L2"/></svg>`, "cannot be read"},
	{"drawing in metadata", head + `<metadata><path d="M0 0"/></metadata></svg>`, "not allowed inside"},
	{"anchor outside", head + `<anchor id="a" x="1" y="1"/></svg>`, "not allowed inside"},
	{"anchor twice", head + `<metadata><anchor id="a" x="1" y="1"/><anchor id="a" x="1" y="1"/></metadata></svg>`, "twice"},
	{"anchor without id", head + `<metadata><anchor x="1" y="1"/></metadata></svg>`, "no id"},
	{"anchor nowhere", head + `<metadata><anchor id="a"/></metadata></svg>`, "not a number"},
	{"document type", `<!DOCTYPE svg>` + head + `</svg>`, "document type"},
	{"deep", head + strings.Repeat("<g>", 40) + strings.Repeat("</g>", 40) + "</svg>", "nest more"},
	{"large", head + strings.Repeat(" ", MaxSize) + "</svg>", "bytes"},
}

func TestParseRefuses(t *testing.T) {
	for _, r := range refused {
		_, err := Parse([]byte(r.svg))
		if err == nil || !strings.Contains(err.Error(), r.says) {
			t.Errorf("%s: got error %v, want one with %q", r.name, err, r.says)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, r := range refused[:len(refused)-1] {
		f.Add([]byte(r.svg))
	}
	f.Add([]byte(head + `<path fill="#102030" d="m1 2 3 4h5v6t1 2s1 2 3 4z"/></svg>`))
	f.Fuzz(func(t *testing.T, svg []byte) {
		d, err := Parse(svg)
		if err != nil {
			return
		}
		if d.Width < 1 || d.Height < 1 || d.Anchors == nil {
			t.Errorf("accepted a drawing without size: %+v", d)
		}
		for _, s := range d.Shapes {
			if len(s.Segments) == 0 || s.Segments[0].Op != Move {
				t.Error("accepted a shape that does not start with a move")
			}
		}
	})
}

// What stands in the group of a person is shown for that person only.
func TestFor(t *testing.T) {
	d, err := Parse([]byte(`<svg viewBox="0 0 9 9"><path fill="#000001" d="M0 0L1 0L1 1z"/><g id="woman"><g id="hair"><path fill="#000002" d="M0 0L1 0L1 1z"/></g></g>
<g id="man"><path fill="#000003" d="M0 0L1 0L1 1z"/></g><path fill="#000004" d="M0 0L1 0L1 1z"/></svg>`))
	if err != nil {
		t.Fatal(err)
	}
	for p, want := range map[Person][]uint8{Woman: {1, 2, 4}, Man: {1, 3, 4}, "": {1, 4}} {
		var got []uint8
		for _, s := range d.For(p).Shapes {
			got = append(got, s.Fill.B)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: shapes %v, want %v", p, got, want)
		}
	}
	if len(d.Shapes) != 4 {
		t.Errorf("the drawing itself has %d shapes left", len(d.Shapes))
	}
}
