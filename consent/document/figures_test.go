package document

import (
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"eclaire/assets"
	"eclaire/assets/spine"
	"eclaire/assets/vector"
	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// TestFiguresAreTheSameOnPaper draws every figure on a page of a PDF, has the
// page painted by another program, and compares it with what the screen shows
// and with our own picture of the page. The figure for paper has fewer points:
// a difference is allowed that nobody sees at its size.
func TestFiguresAreTheSameOnPaper(t *testing.T) {
	lib, _ := shipped()
	const w, h = 400, 300 // points on paper, and pixels at 72 to the inch
	names := assets.FigureNames()
	d := &Document{Title: "figures", Width: w, Height: h, Elements: []Element{{Role: Whole, Lang: "fr"}}, lang: "fr", date: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	for i, name := range names {
		f, err := shippedFigure(lib, name, vector.Woman)
		if err != nil {
			t.Fatal(err)
		}
		d.Pages = append(d.Pages, Page{Number: i + 1, Width: w, Height: h,
			Items: []Item{{Shape: Picture{Drawing: &f.drawing, Scale: w / f.drawing.Width, shared: f}}}})
	}
	dir := t.TempDir()
	tool(t, "pdftoppm", "-r", "72", "-png", stored(t, d), filepath.Join(dir, "p"))
	pages, err := filepath.Glob(filepath.Join(dir, "p-*.png"))
	if err != nil || len(pages) != len(names) {
		t.Fatalf("%d pages, want %d: %v", len(pages), len(names), err)
	}
	for i, page := range pages {
		drawing, _ := lib.DrawingFor(names[i], consent.Female)
		screen, paper := onWhite(drawing.Render(w, h)), onPaper(t, page)
		without(drawing, screen, paper)
		if diff := meanDifference(t, screen, paper); diff > 3 {
			t.Errorf("%s: screen and paper differ by %.1f of 255 on average", names[i], diff)
		}
		if diff := meanDifference(t, d.Pages[i].Image(w), onPaper(t, page)); diff > 3 {
			t.Errorf("%s: the page and its picture differ by %.1f of 255 on average", names[i], diff)
		}
	}
	// The measure tells two pictures apart.
	other, _ := lib.DrawingFor(names[1], consent.Female)
	if diff := meanDifference(t, onWhite(other.Render(w, h)), onPaper(t, pages[0])); diff < 6 {
		t.Errorf("two figures differ by %.1f only", diff)
	}
}

// TestFiguresAreSmallOnPaper bounds what the pictures take in a document, as
// compressed: together the larger part of it.
func TestFiguresAreSmallOnPaper(t *testing.T) {
	lib, _ := shipped()
	total := 0
	for _, name := range assets.FigureNames() {
		f, err := shippedFigure(lib, name, vector.Woman)
		if err != nil {
			t.Fatal(err)
		}
		total += len(f.form)
		if len(f.form) > 3_500 {
			t.Errorf("%s takes %d bytes", name, len(f.form))
		}
	}
	if mean := total / len(assets.FigureNames()); mean > 2_100 {
		t.Errorf("a picture takes %d bytes on average", mean)
	}
	for _, s := range []spine.States{{"L1": spine.ToTreat}, {"T8": spine.OldFracture, "L1": spine.ToTreat, "L2": spine.ToTreat, "S": spine.ToTreat}} {
		f, err := newFigure(spine.Small(s))
		if err != nil {
			t.Fatal(err)
		}
		if len(f.form) > 5_000 {
			t.Errorf("the spine with %v takes %d bytes", s, len(f.form))
		}
	}
}

// A clinic's picture stands in the document as it is on the screen, and does
// not take the place of the program's picture elsewhere.
func TestOwnPictureOnPaper(t *testing.T) {
	text := fstest.MapFS{"figures/leak.svg": &fstest.MapFile{Data: []byte(`<svg viewBox="0 0 80 60"><metadata><anchor id="vein" x="10" y="9"/><anchor id="disc" x="20" y="9"/>
<anchor id="soft-tissue" x="30" y="9"/><anchor id="canal" x="40" y="9"/><anchor id="foramen" x="50" y="9"/></metadata><path fill="#102030" d="M1.5 2L9.5 2L9.5 8.5z"/></svg>`)}}
	err := fs.WalkDir(content.Files(), ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(content.Files(), path)
		text[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	own, _, err := content.LoadAll(text, locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	lib, _ := shipped()
	mine, err := shippedFigure(own, "leak", vector.Woman)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := shippedFigure(lib, "leak", vector.Woman)
	if err != nil {
		t.Fatal(err)
	}
	if len(mine.drawing.Shapes) != 1 || len(theirs.drawing.Shapes) < 30 {
		t.Errorf("%d shapes of the clinic's, %d of the program's", len(mine.drawing.Shapes), len(theirs.drawing.Shapes))
	}
	if got := string(appendDrawing(nil, &mine.drawing, 1)); !strings.Contains(got, "1 0 0 1 1.5 2 cm 0 0 m 8 0 l 8 6.5 l f") {
		t.Errorf("drawn as %s", got)
	}
}

func onWhite(img image.Image) *image.RGBA {
	out := image.NewRGBA(img.Bounds())
	draw.Draw(out, out.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(out, out.Bounds(), img, image.Point{}, draw.Over)
	return out
}

// without blanks the small body beside a close-up, which is a sketch on paper.
func without(d vector.Drawing, pictures ...*image.RGBA) {
	here, ok := d.Anchors[content.Here]
	if !ok {
		return
	}
	body := image.Rect(0, 0, 130, 61) // of one who lies, above the close-up
	if here.Y > d.Height/2 {
		body = image.Rect(0, 0, 78, 300)
	}
	for _, p := range pictures {
		draw.Draw(p, body, image.NewUniform(color.White), image.Point{}, draw.Src)
	}
}

// onPaper reads the picture of a page.
func onPaper(t *testing.T, file string) *image.RGBA {
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
	return onWhite(decoded)
}

// meanDifference compares two pictures, over the colours of each pixel.
func meanDifference(t *testing.T, a, b *image.RGBA) float64 {
	t.Helper()
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

// The patient in the pictures is of the recorded sex, a woman where it is not known.
func TestPatientOfTheRecordedSex(t *testing.T) {
	lib, _ := shipped()
	drawn := func(sex consent.Sex) string {
		src := source{lib: lib, record: consent.Record{Case: consent.Case{Sex: sex}}}
		_, f := src.drawing("vp-1")
		if f == nil {
			t.Fatal(src.err)
		}
		return f.form
	}
	if drawn(consent.Male) == drawn(consent.Female) || drawn(consent.SexUnknown) != drawn(consent.Female) {
		t.Error("a man is drawn as a woman, or somebody unknown otherwise than a woman")
	}
}
