package night

import (
	"image/color"
	"math"
	"testing"

	"eclaire/assets"
	"eclaire/assets/internal/ink"
	"eclaire/assets/vector"
)

func luminance(c color.NRGBA) float64 {
	part := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

func contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// What says something stands out from the card, at least 3 to 1.
func TestRolesStandOut(t *testing.T) {
	for _, c := range []string{ink.Text, ink.Quiet, ink.Field, ink.Hair, ink.Action, ink.WayA, ink.Caution, ink.Bone, ink.BoneLight, ink.Arch, ink.OldBone,
		ink.Oedema, ink.Leak, ink.Nerve, ink.VeinEdge, ink.Vein, ink.CementEdge, ink.Disc, ink.Skin, ink.Cloth, ink.Steel} {
		if got := contrast(Tone(hex(c)), Ground); got < 3 {
			t.Errorf("%s is %.2f to 1 by night", c, got)
		}
	}
	for _, pair := range [][2]string{{ink.CementEdge, ink.Bone}, {ink.Leak, ink.LeakEdge}, {ink.White, ink.Text}, {ink.White, ink.Quiet}, {ink.TintA, ink.WayA}} {
		if got := contrast(Tone(hex(pair[0])), Tone(hex(pair[1]))); got < 1.5 {
			t.Errorf("%s and %s are %.2f to 1 by night", pair[0], pair[1], got)
		}
	}
}

// No picture glares by night: its paint is on average much darker than by day, and
// none of it large and white.
func TestNothingGlares(t *testing.T) {
	for _, name := range assets.FigureNames() {
		svg, err := assets.Figure(name)
		if err != nil {
			t.Fatal(err)
		}
		d, err := vector.Parse(svg)
		if err != nil {
			t.Fatal(err)
		}
		bright, n := 0, 0
		img := Drawing(d.For(vector.Woman)).Render(200, 150)
		for i := 0; i < len(img.Pix); i += 4 {
			if c := (color.NRGBA{R: img.Pix[i], G: img.Pix[i+1], B: img.Pix[i+2], A: 255}); img.Pix[i+3] == 255 {
				n++
				if luminance(c) > 0.5 {
					bright++
				}
			}
		}
		if bright*8 > n { // lines may be bright
			t.Errorf("%s: %d of %d pixels glare", name, bright, n)
		}
	}
}
