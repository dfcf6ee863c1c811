package theme

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// contrast is the WCAG 2 ratio of two opaque colours.
func contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c color.NRGBA) float64 {
	lin := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(c.R) + 0.7152*lin(c.G) + 0.0722*lin(c.B)
}

func TestContrast(t *testing.T) {
	pairs := []struct {
		text    fyne.ThemeColorName
		grounds []fyne.ThemeColorName
		least   float64
	}{
		{ColorText, []fyne.ThemeColorName{ColorGround, ColorCard, ColorTintA, ColorTintB, ColorNote, ColorWash, ColorCautionTint}, 7},
		{ColorQuiet, []fyne.ThemeColorName{ColorGround, ColorCard, ColorTintA, ColorTintB, ColorNote, ColorWash}, 7},
		{ColorAction, []fyne.ThemeColorName{ColorCard, ColorGround}, 7},
		{ColorOnAction, []fyne.ThemeColorName{ColorAction, ColorWayA, ColorWayB}, 7},
		{ColorWayA, []fyne.ThemeColorName{ColorTintA, ColorCard}, 7},
		{ColorWayB, []fyne.ThemeColorName{ColorTintB, ColorCard}, 7},
		{ColorCaution, []fyne.ThemeColorName{ColorCautionTint, ColorCard, ColorGround}, 7},
		{ColorInk, []fyne.ThemeColorName{ColorPaper}, 7},
		{ColorDisabled, []fyne.ThemeColorName{ColorDisabledBed, ColorCard, ColorGround}, 7},
		{ColorFocus, []fyne.ThemeColorName{ColorGround, ColorCard, ColorTintA, ColorTintB}, 3},
		{ColorCounted, []fyne.ThemeColorName{ColorCard}, 4.5},
	}
	for _, mode := range []Mode{Light, Dark, HighContrast} {
		th := New(mode, 1)
		for _, p := range pairs {
			least := p.least
			if mode == HighContrast && least == 4.5 {
				least = 7
			}
			for _, g := range p.grounds {
				if got := contrast(th.colors[p.text], th.colors[g]); got < least {
					t.Errorf("mode %d: %s on %s: %.2f, want %.1f", mode, p.text, g, got, least)
				}
			}
		}
		if got := contrast(th.colors[ColorEdge], th.colors[ColorCard]); mode != Light && got < 3 {
			t.Errorf("mode %d: edge on card %.2f", mode, got)
		}
	}
}

func TestWaysPullEqually(t *testing.T) {
	for _, mode := range []Mode{Light, Dark, HighContrast} {
		th := New(mode, 1)
		a := contrast(th.colors[ColorWayA], th.colors[ColorOnAction])
		b := contrast(th.colors[ColorWayB], th.colors[ColorOnAction])
		if math.Abs(a-b) > 1.2 {
			t.Errorf("mode %d: way A %.1f, way B %.1f", mode, a, b)
		}
	}
}

func TestSizes(t *testing.T) {
	for _, scale := range []float32{0.8, 1, 1.5, 2} {
		th := New(Light, scale)
		if got := th.Size(SizeTarget); got < 60 {
			t.Errorf("scale %v: target %v", scale, got)
		}
		if got := th.Size(SizeSmall); got < 18 {
			t.Errorf("scale %v: small %v", scale, got)
		}
		if got, want := th.Size(base.SizeNameText), th.Size(SizeBody); got != want {
			t.Errorf("scale %v: Fyne text %v, body %v", scale, got, want)
		}
	}
}

func TestEveryModeNamesEveryColour(t *testing.T) {
	light := lightPalette()
	for _, p := range []palette{darkPalette(), contrastPalette()} {
		if len(p) != len(light) {
			t.Errorf("%d colours, want %d", len(p), len(light))
		}
		for name := range light {
			if _, ok := p[name]; !ok {
				t.Errorf("no colour %s", name)
			}
		}
	}
}

func TestFonts(t *testing.T) {
	th := New(Light, 1)
	if th.Font(fyne.TextStyle{Italic: true}) != th.Font(fyne.TextStyle{}) {
		t.Error("italic is not written upright")
	}
	if th.Font(fyne.TextStyle{Bold: true}) == th.Font(fyne.TextStyle{}) {
		t.Error("bold is regular")
	}
	if Of(base.DefaultTheme()) == nil || Of(th) != th {
		t.Error("Of")
	}
}

// wrapped is how one theme stands for another.
type wrapped struct{ fyne.Theme }

func TestOfFindsOursInsideOfAnother(t *testing.T) {
	dark := New(Dark, 1.5)
	if Of(dark) != dark || Of(&wrapped{dark}) != dark {
		t.Error("a theme of ours was not found")
	}
	if Of(base.DefaultTheme()).Mode() != Light {
		t.Error("a foreign theme is not drawn in light")
	}
}

func TestWithTarget(t *testing.T) {
	plain := New(Light, 1)
	if got := plain.WithTarget(76).Size(SizeTarget); got != 76 {
		t.Errorf("the target is %v high", got)
	}
	if got := plain.WithTarget(20).Size(SizeTarget); got != 60 || plain.Size(SizeTarget) != 60 {
		t.Errorf("the target is %v high, the plain one %v", got, plain.Size(SizeTarget))
	}
}

func TestUnit(t *testing.T) {
	plain, large := New(Light, 1.5), New(Light, 1.5).WithUnit(1.35)
	for _, name := range []fyne.ThemeSizeName{SizeTitle, SizeBody, SizeSmall, SizeLevel, SizeTarget, SizePad, SizeGap, SizeRing} {
		if got, want := large.Size(name), plain.Size(name)*1.35; got < want-0.01 || got > want+0.01 {
			t.Errorf("%s is %v, not %v", name, got, want)
		}
	}
	if got := New(Light, 1).WithUnit(1080.0 / 800).Size(SizeBody); got < 29 || got > 30.5 {
		t.Errorf("text on a screen of 1080 is %v", got)
	}
	if plain.Equal(large) || Of(large) != large || large.LeastTarget() != leastTarget*1.35 {
		t.Error("a unit does not tell")
	}
	for asked, got := range map[float32]float32{0.5: 1, 2.7: 2.7, 9: mostUnit} {
		if New(Light, 1).WithUnit(asked).Unit() != got {
			t.Errorf("a unit of %v is %v", asked, New(Light, 1).WithUnit(asked).Unit())
		}
	}
	if a := New(Light, 1).WithUnit(2).WithTarget(90); a.Size(SizeTarget) != 2*leastTarget || a.LeastTarget() != 2*leastTarget {
		t.Errorf("targets are %v high", a.Size(SizeTarget))
	}
}
