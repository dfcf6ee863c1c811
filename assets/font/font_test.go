package font

import "testing"

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
