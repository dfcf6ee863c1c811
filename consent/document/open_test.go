package document

import (
	"image"
	"testing"

	"golang.org/x/image/draw"

	"eclaire/consent"
)

// small is a page as from afar: a file has its places to a tenth of a point.
func small(p Page) image.Image {
	large := p.Image(720)
	img := image.NewRGBA(image.Rect(0, 0, 240, large.Rect.Dy()/3))
	draw.CatmullRom.Scale(img, img.Rect, large, large.Rect, draw.Src, nil)
	return img
}

// TestOpen opens files and finds on their pages what was laid out.
func TestOpen(t *testing.T) {
	for _, s := range []sample{
		{consent.AcceptProcedure, consent.French, 4, "A4", ""},
		{consent.Withdrawn, consent.English, 1, "Letter", "large"},
	} {
		d := layout(t, record(t, s))
		got, err := Open(pdf(t, d))
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Pages) != len(d.Pages) || got.Width != d.Width || got.Height != d.Height {
			t.Fatalf("%s: %d pages of %v by %v", s.name(), len(got.Pages), got.Width, got.Height)
		}
		for i := 0; i < len(d.Pages); i += 3 {
			if worst, at := worstBlock(t, small(got.Pages[i]), small(d.Pages[i])); worst > 24 {
				t.Errorf("%s: page %d looks otherwise around %v (%d of 255)", s.name(), i+1, at, worst)
			}
		}
	}
	if _, err := Open([]byte(header)); err == nil {
		t.Error("a file without pages is opened")
	}
}
