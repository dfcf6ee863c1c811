package widget

import (
	"math"
	"testing"

	"fyne.io/fyne/v2"
)

// wave is a stroke of n points across the pad, in pad units.
func wave(n int) Stroke {
	s := make(Stroke, n)
	for i := range s {
		x := float64(i) / float64(n)
		s[i] = Point{float32(0.25 + x*0.5), float32(0.15 + 0.08*math.Sin(x*30))}
	}
	return s
}

func drawOn(p *SignaturePad, points ...fyne.Position) {
	p.grab(nil, points[0])
	for _, at := range points[1:] {
		p.follow(at)
	}
	p.release(true)
}

func pad(t testing.TB) (*SignaturePad, *int) {
	calls := new(int)
	p := NewSignaturePad("nom", func() { *calls++ })
	open(t, p)
	p.Resize(fyne.NewSize(800, 240))
	return p, calls
}

func TestSignatureKeepsStrokes(t *testing.T) {
	p, calls := pad(t)
	drawOn(p, fyne.NewPos(80, 24), fyne.NewPos(160, 48), fyne.NewPos(240, 24))
	drawOn(p, fyne.NewPos(400, 100), fyne.NewPos(480, 120))
	if got := len(p.Strokes()); got != 2 {
		t.Fatalf("%d strokes", got)
	}
	if *calls != 2 {
		t.Errorf("OnChanged called %d times", *calls)
	}
	if got := p.Strokes()[0][0]; abs(got.X-0.1) > 1e-5 || abs(got.Y-0.03) > 1e-5 {
		t.Errorf("first point %v", got)
	}
	p.Undo()
	if got := p.Strokes(); len(got) != 1 || len(got[0]) != 3 {
		t.Errorf("after undo %v", got)
	}
	p.Clear()
	if !p.Empty() || p.count != 0 {
		t.Error("not empty after clear")
	}
}

func TestSignatureTapIsADot(t *testing.T) {
	p, _ := pad(t)
	drawOn(p, fyne.NewPos(100, 100))
	if s := p.Strokes(); len(s) != 1 || len(s[0]) != 1 {
		t.Fatalf("strokes %v", s)
	}
}

func TestSignatureSurvivesResize(t *testing.T) {
	p, _ := pad(t)
	drawOn(p, fyne.NewPos(80, 24), fyne.NewPos(720, 200))
	before := p.Strokes()[0]
	p.Resize(fyne.NewSize(400, 400))
	after := p.Strokes()[0]
	if len(before) != len(after) || before[1] != after[1] {
		t.Errorf("strokes changed: %v, %v", before, after)
	}
	if k, off := p.fit(); k != 400 || off.Y != 140 {
		t.Errorf("factor %v, offset %v", k, off)
	}
	if p.Aspect() != 0.3 {
		t.Errorf("aspect %v", p.Aspect())
	}
}

func TestSignatureCap(t *testing.T) {
	p, _ := pad(t)
	p.SetStrokes([]Stroke{make(Stroke, maxPoints-1), make(Stroke, 10)}, 0.3)
	if p.count != maxPoints {
		t.Errorf("%d points", p.count)
	}
	drawOn(p, fyne.NewPos(1, 1), fyne.NewPos(50, 50))
	if p.count != maxPoints || len(p.Strokes()) != 2 {
		t.Errorf("%d points in %d strokes", p.count, len(p.Strokes()))
	}
}

func BenchmarkSignaturePad10k(b *testing.B) {
	for b.Loop() {
		p, _ := pad(b)
		points := make([]fyne.Position, 10000)
		for i := range points {
			points[i] = fyne.NewPos(float32(i%800), float32(120+100*math.Sin(float64(i)/40)))
		}
		drawOn(p, points...)
	}
}
