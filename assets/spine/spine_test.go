package spine

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"eclaire/assets/internal/ink"
	"eclaire/assets/vector"
)

func TestLevelsDescendWithoutOverlap(t *testing.T) {
	for i := 1; i < len(nodes); i++ {
		a, b := nodes[i-1], nodes[i]
		if b.centre.Y <= a.centre.Y {
			t.Errorf("%s is not below %s", b.level, a.level)
		}
		for _, u := range []float64{-1, -0.5, 0, 0.5, 1} {
			// Along the upper body's axis the lower one must start further down.
			axis := a.body.At(0, 1).Sub(a.body.At(0, -1)).Unit()
			if gap := b.body.At(u, -1).Sub(a.body.At(u, 1)).Dot(axis); gap < 1 {
				t.Errorf("%s and %s: gap %.1f at u=%v", a.level, b.level, gap, u)
			}
		}
	}
}

func TestLevelAt(t *testing.T) {
	for _, n := range nodes {
		spots := map[string]ink.Pt{"centre": n.centre, "label": n.label,
			"word": n.label.Sub(ink.Pt{X: 20}), "tip": n.reach[len(n.reach)-1]}
		for name, p := range spots {
			if got, ok := LevelAt(p.X, p.Y); !ok || got != n.level {
				t.Errorf("%s of %s: got %q, %v", name, n.level, got, ok)
			}
		}
	}
	for _, p := range []ink.Pt{{X: 5, Y: 5}, {X: 235, Y: 580}, {X: 1e9, Y: 0}, {X: math.NaN(), Y: 0}} {
		if got, ok := LevelAt(p.X, p.Y); ok {
			t.Errorf("a touch at %v means %q", p, got)
		}
	}
}

func TestLabelsKeepApart(t *testing.T) {
	levels := Levels()
	if len(levels) != 18 || levels[0] != "T1" || levels[16] != "L5" || levels[17] != "S" {
		t.Fatalf("levels: %v", levels)
	}
	for i, l := range levels {
		x, y := Label(l)
		if x < 40 || x > Width || y < 8 || y > Height-8 {
			t.Errorf("label of %s at %.0f, %.0f has no room", l, x, y)
		}
		if i == 0 {
			continue
		}
		if _, above := Label(levels[i-1]); y-above < 15 {
			t.Errorf("labels of %s and %s are %.1f apart", levels[i-1], l, y-above)
		}
	}
}

func TestSVGParsesForAnyStates(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 12 {
		s := States{}
		for _, l := range Levels() {
			s[l] = State(rng.IntN(5)) // 4 is out of range: counts as healthy
		}
		focus := append(Levels(), "", "C7")[rng.IntN(20)]
		svg := SVG(s, focus)
		d, err := vector.Parse(svg)
		if err != nil {
			t.Fatal(err)
		}
		if d.Width != Width || d.Height != Height {
			t.Fatalf("size %v by %v", d.Width, d.Height)
		}
		inside(t, d)
		if !bytes.Equal(svg, SVG(s, focus)) {
			t.Fatal("the same states gave another drawing")
		}
	}
}

func inside(t *testing.T, d vector.Drawing) {
	t.Helper()
	for _, s := range d.Shapes {
		for _, g := range s.Segments {
			if p := g.P[0]; p.X < 0 || p.Y < 0 || p.X > d.Width || p.Y > d.Height {
				t.Fatalf("point %v lies outside", p)
			}
		}
	}
}

// A grey print must tell the states apart, so their outlines and marks differ.
func TestStatesDifferByShape(t *testing.T) {
	for _, l := range Levels() {
		seen := map[string]State{}
		for s := range State(len(looks)) {
			d, err := vector.Parse(SVG(States{l: s}, ""))
			if err != nil {
				t.Fatal(err)
			}
			var shapes []string
			for _, sh := range d.Shapes {
				shapes = append(shapes, fmt.Sprint(sh.Segments))
			}
			key := strings.Join(shapes, "|")
			if other, ok := seen[key]; ok {
				t.Errorf("%s: states %d and %d have the same shapes", l, s, other)
			}
			seen[key] = s
		}
	}
}

func BenchmarkSVG(b *testing.B) {
	s := States{"T12": ToTreat, "L1": Cemented, "S": ToTreat}
	for b.Loop() {
		SVG(s, "T12")
	}
}

func TestDrawingIsTheSVG(t *testing.T) {
	for _, c := range []States{nil, {"L1": ToTreat, "T8": OldFracture}, {"S": ToTreat, "L5": Cemented, "T1": ToTreat}} {
		want, err := vector.Parse(SVG(c, "L1"))
		if err != nil {
			t.Fatal(err)
		}
		if got := Drawing(c, "L1"); !reflect.DeepEqual(got.Shapes, want.Shapes) {
			t.Errorf("%v: the drawing has %d shapes, the SVG %d, or they differ", c, len(got.Shapes), len(want.Shapes))
		}
	}
}

// On paper the spine is small: the same states give the same few lines, inside the
// drawing, with an anchor at the front of each body.
func TestSmall(t *testing.T) {
	for _, s := range []States{nil, {"L1": ToTreat, "T8": OldFracture}, {"S": ToTreat, "L5": Cemented, "T1": ToTreat}} {
		d, again := Small(s), Small(s)
		if !reflect.DeepEqual(d, again) {
			t.Fatalf("%v: the same states gave another drawing", s)
		}
		inside(t, d)
		k := Height / d.Height
		if d.Width*k >= Width || len(d.Anchors) != len(nodes) {
			t.Errorf("%v: size %v by %v, %d anchors", s, d.Width, d.Height, len(d.Anchors))
		}
		above := 0.0
		for _, l := range Levels() {
			a := d.Anchors[l]
			if _, y := Label(l); math.Abs(a.Y*k-y) > 12 || a.Y <= above || a.X < 0 || a.X > d.Width {
				t.Errorf("%v: %s is anchored at %v, and its label at %v", s, l, a, y)
			}
			above = a.Y
		}
		steps := 0
		for _, shape := range d.Shapes {
			steps += len(shape.Segments)
		}
		if steps > 1500 {
			t.Errorf("%v: %d steps", s, steps)
		}
	}
}

// A level to treat and an old one are told apart from a healthy one, by shape too.
func TestSmallShowsStates(t *testing.T) {
	healthy := Small(nil)
	for _, s := range []State{ToTreat, OldFracture} {
		if d := Small(States{"L1": s}); reflect.DeepEqual(d.Shapes, healthy.Shapes) {
			t.Errorf("state %d is drawn as healthy", s)
		}
	}
}

func BenchmarkSmall(b *testing.B) {
	for b.Loop() {
		Small(States{"T12": ToTreat})
	}
}
