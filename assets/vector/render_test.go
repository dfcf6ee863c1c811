package vector_test

import (
	"bytes"
	"image"
	"testing"

	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"

	"eclaire/assets"
	"eclaire/assets/spine"
	"eclaire/assets/vector"
)

// TestRenderAgreesWithTheLibrary compares our painter with the SVG library's
// own for every figure.
func TestRenderAgreesWithTheLibrary(t *testing.T) {
	const w, h = 320, 240
	for _, name := range assets.FigureNames() {
		svg, err := assets.Figure(name)
		if err != nil {
			t.Fatal(err)
		}
		d, err := vector.Parse(svg)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		icon, err := oksvg.ReadIconStream(bytes.NewReader(svg))
		if err != nil {
			t.Fatal(err)
		}
		icon.SetTarget(0, 0, w, h)
		want := image.NewRGBA(image.Rect(0, 0, w, h))
		icon.Draw(rasterx.NewDasher(w, h, rasterx.NewScannerGV(w, h, want, want.Bounds())), 1)
		got := d.Render(w, h)
		var sum float64
		for i := range want.Pix {
			diff := float64(want.Pix[i]) - float64(got.Pix[i])
			sum += diff * diff
		}
		if mean := sum / float64(len(want.Pix)); mean > 10 {
			t.Errorf("%s: the two pictures differ by %.1f (mean square)", name, mean)
		}
	}
}

func BenchmarkRender(b *testing.B) {
	svg, _ := assets.Figure("leak")
	d, err := vector.Parse(svg)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		d.Render(600, 450)
	}
}

// BenchmarkFigures paints each figure as it stands beside words on a screen of
// 1920 by 1080.
func BenchmarkFigures(b *testing.B) {
	for _, name := range assets.FigureNames() {
		svg, _ := assets.Figure(name)
		d, err := vector.Parse(svg)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				d.Render(960, 720)
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	svg, _ := assets.Figure("leak")
	for b.Loop() {
		vector.Parse(svg)
	}
}

func BenchmarkSpine(b *testing.B) {
	for b.Loop() {
		d, err := vector.Parse(spine.SVG(spine.States{"L1": spine.ToTreat}, ""))
		if err != nil {
			b.Fatal(err)
		}
		d.Render(240, 588)
	}
}
