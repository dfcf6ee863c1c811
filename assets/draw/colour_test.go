package main

import (
	"image"
	"image/color"
	"math"
	"testing"

	"eclaire/assets/internal/ink"
	"eclaire/assets/vector"
)

// How far colours must lie apart (CIE76 in Lab), as every kind of sight sees
// them: two roles that meet, or a line between them from both.
const (
	roleApart = 11
	lineApart = 20
)

// roles are the colours that say what something is.
var roles = map[string][]string{
	"bone":   {ink.Bone, ink.BoneLight, ink.BoneShade, ink.Arch, ink.OldBone},
	"cement": {ink.Cement, ink.CementLite},
	"leak":   {ink.Leak},
	"nerve":  {ink.Nerve, ink.NerveLight},
	"vein":   {ink.Vein, ink.VeinLight},
	"disc":   {ink.Disc, ink.DiscLight},
	"oedema": {ink.Oedema, ink.OedemaDeep, oedema.light},
}

type rgb [3]float64 // linear light

// sights are the ways a picture is seen: the matrices of Machado, Oliveira and
// Fernandes (2009) for a full lack of one kind of cones, and a grey print.
var sights = map[string][3]rgb{
	"all colours":  {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"grey":         {{0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}},
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

func linear(v uint8) float64 {
	c := float64(v) / 255
	if c <= 0.04045 {
		return c / 12.92
	}
	return math.Pow((c+0.055)/1.055, 2.4)
}

// lab is a colour in CIE Lab (D65) as it is seen.
func lab(c color.RGBA, m [3]rgb) [3]float64 {
	in := rgb{linear(c.R), linear(c.G), linear(c.B)}
	var out rgb
	for i := range out {
		out[i] = min(max(m[i][0]*in[0]+m[i][1]*in[1]+m[i][2]*in[2], 0), 1)
	}
	f := func(t float64) float64 {
		if t > 0.008856 {
			return math.Cbrt(t)
		}
		return 7.787*t + 16.0/116
	}
	x := f((0.4124*out[0] + 0.3576*out[1] + 0.1805*out[2]) / 0.95047)
	y := f(0.2126*out[0] + 0.7152*out[1] + 0.0722*out[2])
	z := f((0.0193*out[0] + 0.1192*out[1] + 0.9505*out[2]) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func apart(a, b [3]float64) float64 {
	return math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2]))
}

func rgba(t testing.TB, hex string) color.RGBA {
	t.Helper()
	d, err := vector.Parse([]byte(`<svg viewBox="0 0 1 1"><path fill="` + hex + `" d="M0 0L1 0L1 1z"/></svg>`))
	if err != nil {
		t.Fatal(err)
	}
	return color.RGBA(d.Shapes[0].Fill)
}

// eye sees pictures in one way and remembers the colours it has seen.
type eye struct {
	sight [3]rgb
	seen  map[color.RGBA][3]float64
}

func (e *eye) lab(c color.RGBA) [3]float64 {
	if known, ok := e.seen[c]; ok {
		return known
	}
	v := lab(c, e.sight)
	e.seen[c] = v
	return v
}

// meeting is a row of pixels from one role's area to another's.
type meeting struct {
	roles [2]string
	row   []color.RGBA // the first and the last are the two areas'
}

// meetings finds all places in a picture where areas of two roles meet, along
// its rows and columns.
func meetings(img *image.RGBA, role map[color.RGBA]string) []meeting {
	const reach = 10 // pixels between two areas that still meet
	var out []meeting
	line := func(n int, at func(int) color.RGBA) {
		last, lastRole := -reach, ""
		for i := range n {
			r := role[at(i)]
			if r == "" {
				continue
			}
			if r != lastRole && i-last <= reach {
				m := meeting{roles: [2]string{min(r, lastRole), max(r, lastRole)}}
				for j := last; j <= i; j++ {
					m.row = append(m.row, at(j))
				}
				out = append(out, m)
			}
			last, lastRole = i, r
		}
	}
	for y := range img.Rect.Dy() {
		line(img.Rect.Dx(), func(x int) color.RGBA { return img.RGBAAt(x, y) })
	}
	for x := range img.Rect.Dx() {
		line(img.Rect.Dy(), func(y int) color.RGBA { return img.RGBAAt(x, y) })
	}
	return out
}

// confusions counts, for each two roles, the places where neither their
// colours nor a line between them keep them apart.
func (e *eye) confusions(list []meeting) map[[2]string]int {
	out := map[[2]string]int{}
	for _, m := range list {
		a, b := e.lab(m.row[0]), e.lab(m.row[len(m.row)-1])
		kept := apart(a, b) >= roleApart
		for _, c := range m.row[1 : len(m.row)-1] {
			between := e.lab(c)
			kept = kept || min(apart(between, a), apart(between, b)) >= lineApart
		}
		if !kept {
			out[m.roles]++
		}
	}
	return out
}

// TestRolesStayApart looks at every figure in full colour, as a grey print and
// with each kind of colour blindness.
func TestRolesStayApart(t *testing.T) {
	role := map[color.RGBA]string{}
	for name, colours := range roles {
		for _, c := range colours {
			role[rgba(t, c)] = name
		}
	}
	for name, paint := range figures {
		d, err := vector.Parse(figure(paint))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		list := meetings(d.Render(width, height), role)
		for sight, m := range sights {
			e := &eye{m, map[color.RGBA][3]float64{}}
			for pair, n := range e.confusions(list) {
				if n > 4 { // a few pixels at the end of a line are no confusion
					t.Errorf("%s, %s: %s and %s run into each other at %d places", name, sight, pair[0], pair[1], n)
				}
			}
		}
	}
}

// TestConfusionIsFound shows that the check sees what it is for.
func TestConfusionIsFound(t *testing.T) {
	role := map[color.RGBA]string{rgba(t, ink.Oedema): "oedema", rgba(t, ink.Bone): "bone", rgba(t, "#C7C489"): "made up"}
	two := func(a, b, line string) *image.RGBA {
		c := ink.NewCanvas(width, height, 1)
		c.Fill(ink.Rect(0, 0, 400, 600, 0.1), a)
		c.Fill(ink.Rect(400, 0, 400, 600, 0.1), b)
		if line != "" {
			c.Line(ink.Open(ink.XY(400, 0, 400, 600)...), 4, line)
		}
		d, err := vector.Parse(c.SVG())
		if err != nil {
			t.Fatal(err)
		}
		return d.Render(width, height)
	}
	tests := []struct {
		name, sight string
		img         *image.RGBA
		found       bool
	}{
		{"two colours of one grey", "grey", two("#C7C489", ink.Oedema, ""), true},
		{"the same seen by all", "all colours", two("#C7C489", ink.Oedema, ""), false},
		{"kept apart by a line", "grey", two("#C7C489", ink.Oedema, ink.BoneEdge), false},
	}
	for _, tt := range tests {
		e := &eye{sights[tt.sight], map[color.RGBA][3]float64{}}
		if got := len(e.confusions(meetings(tt.img, role))) > 0; got != tt.found {
			t.Errorf("%s: found %v", tt.name, got)
		}
	}
}
