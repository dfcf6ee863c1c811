package ink

import (
	"math"
	"strings"
	"testing"
)

// area is the signed area of all loops, which for a stroke is its ink.
func area(p Path) float64 {
	sum := 0.0
	for _, pts := range p.Flatten(0.01) {
		for i, a := range pts {
			sum += a.Cross(pts[(i+1)%len(pts)]) / 2
		}
	}
	return math.Abs(sum)
}

func TestStrokeArea(t *testing.T) {
	const w = 4.0
	tests := []struct {
		name string
		path Path
		want float64
	}{
		{"line", Open(XY(0, 0, 100, 0)...), 100*w + math.Pi*w*w/4},
		{"point", Open(XY(5, 5)...), math.Pi * w * w / 4},
		{"circle", Circle(Pt{50, 50}, 40), 2 * math.Pi * 40 * w},
		{"ellipse the other way", Ellipse(0, 0, 40, -40), 2 * math.Pi * 40 * w},
	}
	for _, tt := range tests {
		if got := area(Stroke(tt.path, w)); math.Abs(got-tt.want) > tt.want*0.03 {
			t.Errorf("%s: area %.1f, want %.1f", tt.name, got, tt.want)
		}
	}
}

func TestTaper(t *testing.T) {
	got := area(Taper(Open(XY(0, 0, 100, 0)...), 10, 2))
	if want := 600.0; got < want || got > want+60 { // the round ends add a little
		t.Errorf("area %.1f, want %.1f and two ends", got, want)
	}
}

func TestRoundAndBlob(t *testing.T) {
	if got := area(Rect(0, 0, 10, 10, 0.0001)); math.Abs(got-100) > 0.1 {
		t.Errorf("rectangle of area %.2f", got)
	}
	if got := area(Rect(0, 0, 10, 10, 50)); math.Abs(got-math.Pi*25) > 1 {
		t.Errorf("a radius beyond the half gives area %.2f, not a circle's", got)
	}
	if got := area(Blob(XY(1, 0, 0, 1, -1, 0, 0, -1)...)); got < 2 || got > math.Pi {
		t.Errorf("blob of area %.2f", got)
	}
}

func TestSVG(t *testing.T) {
	c := NewCanvas(80, 60, 1)
	c.Fill(Poly(XY(1, 2, 3.04, 4, -5, 6)...), "#102030")
	c.Fill(Path{}, "#102030")
	c.Anchor("b", 1, 2.5)
	c.Anchor("a", 3, 4)
	c.Paste([]byte("<g/>\n"))
	want := `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 60">
<metadata>
<anchor id="a" x="3" y="4"/>
<anchor id="b" x="1" y="2.5"/>
</metadata>
<path fill="#102030" d="M1 2l2 2-8 2z"/>
<g/>
</svg>
`
	if got := string(c.SVG()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestUnionPaintsEdgesFirst(t *testing.T) {
	c := NewCanvas(9, 9, 1)
	c.Union("#111111", "#222222", 1, Circle(Pt{3, 3}, 2), Circle(Pt{5, 5}, 2))
	var fills []string
	for _, s := range strings.Split(string(c.Fragment()), `fill="`)[1:] {
		fills = append(fills, s[:7])
	}
	if got := strings.Join(fills, " "); got != "#222222 #222222 #111111 #111111" {
		t.Errorf("order %s", got)
	}
}

func TestFit(t *testing.T) {
	const tol = 0.2
	curve := Curve(XY(0, 0, 40, 60, 90, 10, 160, 80, 200, 0)...)
	pts := curve.Flatten(0.01)[0]
	segs := fit(pts, tol)
	if len(segs) > 15 {
		t.Errorf("%d points became %d curves", len(pts), len(segs))
	}
	again := Path{Segs: append([]Seg{{End: pts[0], Move: true, Straight: true}}, segs...)}.Flatten(0.005)[0]
	again = dense(again, 0.1)
	for _, p := range pts {
		nearest := math.Inf(1)
		for _, q := range again {
			nearest = min(nearest, p.Dist(q))
		}
		if nearest > tol+0.05 {
			t.Errorf("%v is %.2f away from the curves", p, nearest)
		}
	}
	if got := fit(XY(0, 0, 5, 5, 9, 9), tol); len(got) != 1 || !got[0].Straight {
		t.Errorf("a straight run became %v", got)
	}
	if got := fit(XY(3, 3, 3, 3), tol); got != nil {
		t.Errorf("a point became %v", got)
	}
}

// On paper, lines and edges are strokes, round things are what a pen leaves, and
// equal shapes are written equally wherever they stand.
func TestPrint(t *testing.T) {
	const a, b = "#111111", "#222222"
	tests := []struct {
		name  string
		paint func(*Canvas)
		want  string
	}{
		{"fill", func(c *Canvas) { c.Fill(Poly(XY(0, 0, 10, 0, 10, 10)...), a) }, `<path fill="#111111" d="M0 0l10 0 0 10z"/>`},
		{"nothing", func(c *Canvas) {
			c.Fill(Path{}, a)
			c.Line(Path{}, 1, a)
			c.Draw(Path{}, a, b, 1)
			c.Union(a, b, 1, Path{})
		}, ""},
		{"lines", func(c *Canvas) { c.Line(Open(XY(0, 0, 10, 0)...), 2, a); c.Line(Open(XY(0, 5, 10, 5)...), 2, a) },
			`<path fill="none" stroke="#111111" stroke-width="2" d="M0 0l10 0M0 5l10 0"/>`},
		{"edge", func(c *Canvas) { c.Draw(Poly(XY(0, 0, 10, 0, 10, 10)...), a, b, 3) },
			`<path fill="#111111" stroke="#222222" stroke-width="3" d="M0 0l10 0 0 10z"/>`},
		{"disc", func(c *Canvas) { c.Draw(Circle(Pt{9, 9}, 4), a, b, 2) },
			`<path fill="none" stroke="#222222" stroke-width="10" d="M9 9l0 0"/><path fill="none" stroke="#111111" stroke-width="6" d="M9 9l0 0"/>`},
		{"rounded", func(c *Canvas) { c.Fill(Rect(0, 0, 40, 30, 5), a) },
			`<path fill="#111111" stroke="#111111" stroke-width="10" d="M5 5l30 0 0 20-30 0z"/>`},
		{"near taper", func(c *Canvas) { c.Fill(Taper(Open(XY(5, 5, 50, 5)...), 8, 6), a) },
			`<path fill="none" stroke="#111111" stroke-width="7" d="M5 5l45 0"/>`},
		{"union", func(c *Canvas) { c.Union(a, b, 2, Poly(XY(0, 0, 10, 0, 10, 10)...)) },
			`<path fill="none" stroke="#222222" stroke-width="4" d="M0 0l10 0 0 10z"/><path fill="#111111" d="M0 0l10 0 0 10z"/>`},
		{"off the grid", func(c *Canvas) {
			c.Fill(Poly(XY(0.4, 0, 10.8, 0, 10.8, 10)...), a)
			c.Fill(Poly(XY(20.3, 7.7, 30.7, 7.7, 30.7, 17.7)...), b)
		},
			`<path fill="#111111" d="M0 0l10 0 0 10z"/><path fill="#222222" d="M20 8l10 0 0 10z"/>`},
	}
	for _, tt := range tests {
		c := NewPrint(80, 60, 1)
		tt.paint(c)
		if got := strings.ReplaceAll(string(c.Fragment()), "\n", ""); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// What is fitted for paper stays near what was drawn.
func TestFewStaysNear(t *testing.T) {
	c := NewPrint(800, 600, 1)
	for _, p := range []Path{
		Blob(XY(30, 20, 160, 40, 300, 20, 280, 120, 300, 220, 160, 200, 30, 220, 60, 120)...),
		Taper(Curve(XY(40, 40, 120, 90, 200, 60, 300, 200)...), 60, 20),
		Ellipse(200, 200, 120, 60), Rect(20, 20, 300, 200, 30),
	} {
		few := c.few(p)
		if len(few.Segs) > len(p.Segs)+1 {
			t.Errorf("%d steps became %d", len(p.Segs), len(few.Segs))
		}
		drawn, fitted := dense(closed(p), 1), dense(closed(few), 1)
		for _, q := range drawn {
			nearest := math.Inf(1)
			for _, r := range fitted {
				nearest = min(nearest, q.Dist(r))
			}
			if nearest > stray+0.75 { // the points compared are a step apart
				t.Errorf("%v is %.2f away from the fitted outline", q, nearest)
				break
			}
		}
	}
}

func closed(p Path) []Pt { f := p.Flatten(0.05)[0]; return append(f, f[0]) }
