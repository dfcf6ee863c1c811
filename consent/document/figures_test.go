package document

import (
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"eclaire/assets"
)

// TestFiguresAreTheSameOnPaper draws every figure on a page of a PDF, has the
// page painted by another program, and compares it with what the screen shows.
func TestFiguresAreTheSameOnPaper(t *testing.T) {
	lib, _ := shipped()
	const w, h = 400, 300 // points on paper, and pixels at 72 to the inch
	names := assets.FigureNames()
	d := &Document{Title: "figures", Width: w, Height: h, Elements: []Element{{Role: Whole, Lang: "fr"}}, lang: "fr", date: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	for i, name := range names {
		drawing, ok := lib.Drawing(name)
		if !ok {
			t.Fatalf("%s cannot be drawn", name)
		}
		d.Pages = append(d.Pages, Page{Number: i + 1, Width: w, Height: h,
			Items: []Item{{Shape: Picture{Drawing: &drawing, Scale: w / drawing.Width}}}})
	}
	dir := t.TempDir()
	tool(t, "pdftoppm", "-r", "72", "-png", stored(t, d), filepath.Join(dir, "p"))
	pages, err := filepath.Glob(filepath.Join(dir, "p-*.png"))
	if err != nil || len(pages) != len(names) {
		t.Fatalf("%d pages, want %d: %v", len(pages), len(names), err)
	}
	for i, page := range pages {
		drawing, _ := lib.Drawing(names[i])
		screen := onWhite(drawing.Render(w, h))
		if diff := meanDifference(t, screen, page); diff > 3 {
			t.Errorf("%s: screen and paper differ by %.1f of 255 on average", names[i], diff)
		}
	}
	// The measure tells two pictures apart.
	other, _ := lib.Drawing(names[1])
	if diff := meanDifference(t, onWhite(other.Render(w, h)), pages[0]); diff < 6 {
		t.Errorf("two figures differ by %.1f only", diff)
	}
}

func onWhite(img image.Image) *image.RGBA {
	out := image.NewRGBA(img.Bounds())
	draw.Draw(out, out.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(out, out.Bounds(), img, image.Point{}, draw.Over)
	return out
}

// meanDifference compares with a picture in a file, over the colours of each pixel.
func meanDifference(t *testing.T, a *image.RGBA, file string) float64 {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	decoded, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	b := onWhite(decoded)
	if a.Bounds().Size() != b.Bounds().Size() {
		t.Fatalf("sizes %v and %v", a.Bounds(), b.Bounds())
	}
	var sum float64
	for i := range a.Pix {
		d := float64(a.Pix[i]) - float64(b.Pix[i])
		sum += max(d, -d)
	}
	return sum / float64(len(a.Pix)) * 4 / 3 // the fourth is the cover, always full
}
