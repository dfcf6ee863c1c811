package document

import (
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"eclaire/consent"
)

var update = flag.Bool("update", false, "write the pictures of pages anew; look at them before they are kept")

// TestPagesLookAsTheyDid compares each page of some documents, painted by another
// program, with the picture of it that somebody has looked at.
func TestPagesLookAsTheyDid(t *testing.T) {
	lib, words := shipped()
	fixed := *lib
	fixed.Version = "000000000000" // else each change of a text would change every page's foot
	for _, s := range []sample{
		{consent.AcceptProcedure, consent.French, 1, "A4", ""},
		{consent.Withdrawn, consent.English, 2, "A4", ""}, {consent.Confirmed, consent.French, 2, "A4", "large"},
	} {
		r := record(t, s)
		r.ContentVersion = fixed.Version
		if r.Refers != nil {
			r.Refers.SHA256 = fmt.Sprintf("%064x", 0)
		}
		d, err := Layout(r, &fixed, words)
		if err != nil {
			t.Fatal(err)
		}
		if *update { // there may be fewer pages now
			stale, _ := filepath.Glob(filepath.Join("testdata", "pages", s.name()+"-[0-9][0-9].png"))
			for _, old := range stale {
				if err := os.Remove(old); err != nil {
					t.Fatal(err)
				}
			}
		}
		dir := t.TempDir()
		tool(t, "pdftoppm", "-r", "28", "-gray", "-png", stored(t, d), filepath.Join(dir, "p"))
		for i := range d.Pages {
			painted := filepath.Join(dir, fmt.Sprintf("p-%0*d.png", len(fmt.Sprint(len(d.Pages))), i+1))
			golden := filepath.Join("testdata", "pages", fmt.Sprintf("%s-%02d.png", s.name(), i+1))
			if *update {
				b, err := os.ReadFile(painted)
				if err == nil {
					err = os.WriteFile(golden, b, 0o644)
				}
				if err != nil {
					t.Fatal(err)
				}
				continue
			}
			if worst, at := worstBlock(t, picture(t, painted), picture(t, golden)); worst > 24 {
				t.Errorf("page %d of %s looks otherwise around %v (%d of 255): %s; if it should, run the test with -update and look at it", i+1, s.name(), at, worst, golden)
			}
		}
		if stale, _ := filepath.Glob(filepath.Join("testdata", "pages", s.name()+"-[0-9][0-9].png")); len(stale) != len(d.Pages) {
			t.Errorf("%s has %d pages and %d pictures", s.name(), len(d.Pages), len(stale))
		}
	}
}

func picture(t *testing.T, path string) image.Image {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// worstBlock is the largest mean difference over a block of 9 by 9 pixels,
// and where it is.
func worstBlock(t *testing.T, a, b image.Image) (worst int, at image.Point) {
	t.Helper()
	if a.Bounds() != b.Bounds() {
		return 255, a.Bounds().Max
	}
	const side = 9
	for y := 0; y+side <= a.Bounds().Dy(); y += side {
		for x := 0; x+side <= a.Bounds().Dx(); x += side {
			sum := 0
			for dy := range side {
				for dx := range side {
					p, _, _, _ := a.At(x+dx, y+dy).RGBA()
					q, _, _, _ := b.At(x+dx, y+dy).RGBA()
					sum += max(int(p>>8)-int(q>>8), int(q>>8)-int(p>>8))
				}
			}
			if sum/(side*side) > worst {
				worst, at = sum/(side*side), image.Pt(x, y)
			}
		}
	}
	return worst, at
}
