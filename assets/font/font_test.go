package font

import (
	"testing"
	"unicode"
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
