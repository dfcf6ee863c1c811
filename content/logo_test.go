package content

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"eclaire/assets/vector"
)

// withLogo reads a logo.
func withLogo(t *testing.T, b []byte) Logo {
	t.Helper()
	lib, err := shipped(t).WithLogo(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	logo, ok := lib.Logo()
	if !ok || lib.Version == shipped(t).Version {
		t.Fatal("there is no logo, or it does not count")
	}
	return logo
}

func asPNG(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// noise is an image of which a JPEG is large.
func noise(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	chance := rand.New(rand.NewPCG(1, 2))
	for i := range img.Pix {
		img.Pix[i] = uint8(chance.Uint32())
		if i%4 == 3 {
			img.Pix[i] = 255
		}
	}
	return img
}

// TestLogoJPEG makes a photograph of nearly 10 MB as small as print needs it, and
// refuses a larger file.
func TestLogoJPEG(t *testing.T) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, noise(3180, 2120), &jpeg.Options{Quality: 97}); err != nil {
		t.Fatal(err)
	}
	if b.Len() < 6<<20 || b.Len() > maxLogoFile {
		t.Fatalf("the photograph has %d bytes", b.Len())
	}
	logo := withLogo(t, b.Bytes())
	w, h := logo.Size()
	if h != math.Round(LogoHeight/72*logoDPI) || math.Abs(w/h-1.5) > 0.01 {
		t.Errorf("it is kept at %v by %v", w, h)
	}
	large := append(b.Bytes(), make([]byte, maxLogoFile)...)
	if _, err := shipped(t).WithLogo(bytes.NewReader(large)); !errors.Is(err, ErrLogoTooLarge) {
		t.Errorf("%d bytes: %v", len(large), err)
	}
	for _, text := range []string{"", "rubbish", "\xff\xd8\xff", string(b.Bytes()[:b.Len()/2])} {
		if _, err := shipped(t).WithLogo(strings.NewReader(text)); !errors.Is(err, ErrLogoUnknown) {
			t.Errorf("%.10q: %v", text, err)
		}
	}
}

// TestLogoPixels refuses a small file of too many pixels before it is unpacked.
func TestLogoPixels(t *testing.T) {
	b := asPNG(t, image.NewGray(image.Rect(0, 0, 1, 1)))
	for _, side := range []uint32{6400, 1 << 31} {
		big := slices.Clone(b)
		for i := range 8 { // width and height of the header, whose sum does not hold any more
			big[16+i] = byte(side >> (8 * (3 - i%4)))
		}
		if _, err := shipped(t).WithLogo(bytes.NewReader(big)); err == nil {
			t.Errorf("%d pixels a side are taken", side)
		}
	}
}

// TestLogoFits: whatever the ratio, a logo fills the box in one direction and stays
// within it, and is kept no larger than print needs it there.
func TestLogoFits(t *testing.T) {
	for _, size := range []image.Point{{3000, 30}, {30, 3000}, {9000, 1}, {1, 9000}, {40, 40}, {2000, 2000}, {180, 44}} {
		logo := withLogo(t, asPNG(t, image.NewNRGBA(image.Rectangle{Max: size})))
		w, h := logo.Size()
		if w < 1 || h < 1 || w > LogoWidth/72*logoDPI+1 || h > LogoHeight/72*logoDPI+1 {
			t.Errorf("%v is kept at %v by %v", size, w, h)
		}
		if size.X <= 180 && size.Y <= 44 && (w != float64(size.X) || h != float64(size.Y)) {
			t.Errorf("%v, which is small, is kept at %v by %v", size, w, h)
		}
		checkFit(t, logo)
	}
	for _, box := range []string{"0 0 900 3", "0 0 3 900", "0 0 9 9"} {
		checkFit(t, withLogo(t, []byte(`<svg viewBox="`+box+`"><rect width="3" height="3" fill="#112233"/></svg>`)))
	}
}

func checkFit(t *testing.T, logo Logo) {
	t.Helper()
	for _, box := range [][2]float64{{180, 44}, {44, 180}, {100, 100}} {
		w, h := logo.Fit(box[0], box[1])
		if w > box[0]+1e-9 || h > box[1]+1e-9 || math.Abs(w-box[0]) > 1e-9 && math.Abs(h-box[1]) > 1e-9 || math.Abs(w/h/logo.Ratio()-1) > 1e-9 {
			t.Errorf("a logo of ratio %v is set in %v as %v by %v", logo.Ratio(), box, w, h)
		}
	}
}

// TestLogoColours: what can be seen through lies on white, and a fine pattern becomes
// its mean instead of other stripes.
func TestLogoColours(t *testing.T) {
	clear := image.NewNRGBA(image.Rect(0, 0, 4000, 3000))
	board := image.NewGray(clear.Rect)
	for y := range 3000 {
		for x := range 4000 {
			board.SetGray(x, y, color.Gray{uint8(255 * ((x + y) % 2))})
			if x < 2000 {
				clear.SetNRGBA(x, y, color.NRGBA{255, 0, 0, 128})
			}
		}
	}
	img := withLogo(t, asPNG(t, clear)).Image
	near := func(got, want color.RGBA) bool {
		d := func(a, b uint8) bool { return max(a, b)-min(a, b) <= 3 }
		return d(got.R, want.R) && d(got.G, want.G) && d(got.B, want.B) && got.A == 255
	}
	w, h := img.Rect.Dx(), img.Rect.Dy()
	if a, b := img.RGBAAt(w/4, h/2), img.RGBAAt(w*3/4, h/2); !near(a, color.RGBA{255, 127, 127, 255}) || !near(b, color.RGBA{255, 255, 255, 255}) {
		t.Errorf("half seen through: %v, not at all there: %v", a, b)
	}
	img = withLogo(t, asPNG(t, board)).Image
	for _, p := range []image.Point{{0, 0}, {w / 3, h / 3}, {w - 1, h - 1}} {
		if c := img.RGBAAt(p.X, p.Y); !near(c, color.RGBA{127, 127, 127, 255}) {
			t.Errorf("the board is %v at %v", c, p)
		}
	}
}

// TestLogoSVG takes what drawing programs write, with a word on what is left out, and
// leaves one of our subset as it is.
func TestLogoSVG(t *testing.T) {
	ours := []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#112233" d="M0 0L9 0L9 9z"/></svg>`)
	want, err := vector.Parse(ours)
	if err != nil {
		t.Fatal(err)
	}
	if logo := withLogo(t, ours); !slices.EqualFunc(logo.Drawing.Shapes, want.Shapes, func(a, b vector.Shape) bool { return slices.Equal(a.Segments, b.Segments) }) || logo.Notes != nil {
		t.Errorf("%+v", logo)
	}
	logo := withLogo(t, []byte(`<?xml version="1.0"?><!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg" width="200mm" height="50mm" viewBox="0 0 400 100">
		<linearGradient id="a"><stop stop-color="#fff"/></linearGradient>
		<rect width="80" height="80" rx="8" fill="url(#a)"/><circle cx="200" cy="50" r="40"/></svg>`))
	if !slices.Equal(logo.Notes, []string{vector.NoteGradients}) || len(logo.Drawing.Shapes) != 2 || logo.Ratio() != 4 {
		t.Errorf("%v, %d shapes", logo.Notes, len(logo.Drawing.Shapes))
	}
	_, err = shipped(t).WithLogo(strings.NewReader(`<svg viewBox="0 0 9 9"><text>Clinique</text></svg>`))
	if err == nil || !strings.Contains(err.Error(), "the logo cannot be used: element <text> is not supported: turn it into paths") {
		t.Error(err)
	}
}
