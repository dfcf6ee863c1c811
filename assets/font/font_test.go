package font

import (
	"testing"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

func TestHas(t *testing.T) {
	for _, r := range "Aéàçœæ’«»–−\u00a0ŁŐşñ0123456789‹›·…" {
		if !Has(r) {
			t.Errorf("the font lacks %q (%U)", r, r)
		}
	}
	for _, r := range "\u202f👵שع中\u0300\u2011☃" {
		if Has(r) {
			t.Errorf("the font is said to have %q (%U)", r, r)
		}
	}
}

// What is remembered is what the faces say, of every character there is.
func TestHasRemembersTheFaces(t *testing.T) {
	for range 2 {
		for r := rune(-1); r <= unicode.MaxRune+1; r++ {
			if Has(r) != ask(r) {
				t.Fatalf("%U is remembered otherwise than the faces say", r)
			}
		}
	}
}

// The zero is a plain ring, as wide as upstream made it, and still told from the
// letter O: narrower by a seventh at least. The font bears a name of its own.
func TestZeroHasNoSlash(t *testing.T) {
	for i, f := range faces() {
		for _, r := range "08O" { // the 8 and the O show that contours are counted
			want := map[rune]int{'0': 2, '8': 3, 'O': 2}[r]
			if n, _ := contours(t, f, r); n != want {
				t.Errorf("face %d: %q has %d contours", i, r, n)
			}
		}
		_, zero := contours(t, f, '0')
		if _, o := contours(t, f, 'O'); zero > o*6/7 {
			t.Errorf("face %d: the zero is %d wide, the O %d", i, zero, o)
		}
		g, err := f.GlyphIndex(nil, '0')
		if err != nil {
			t.Fatal(err)
		}
		if a, err := f.GlyphAdvance(nil, g, fixed.I(1000), font.HintingNone); err != nil || a.Round() != []int{648, 659}[i] {
			t.Errorf("face %d: the zero advances by %d, %v", i, a.Round(), err)
		}
		want := "EclaireSans-" + []string{"Regular", "Bold"}[i]
		if name, err := f.Name(nil, sfnt.NameIDPostScript); err != nil || name != want {
			t.Errorf("face %d is named %q, %v", i, name, err)
		}
	}
}

// contours counts the contours of a glyph, and measures its width in units of the font.
func contours(t *testing.T, f *sfnt.Font, r rune) (n, width int) {
	t.Helper()
	g, err := f.GlyphIndex(nil, r)
	if err != nil {
		t.Fatal(err)
	}
	outline, err := f.LoadGlyph(new(sfnt.Buffer), g, fixed.I(int(f.UnitsPerEm())), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range outline {
		if s.Op == sfnt.SegmentOpMoveTo {
			n++
		}
	}
	b := outline.Bounds()
	return n, (b.Max.X - b.Min.X).Round()
}
