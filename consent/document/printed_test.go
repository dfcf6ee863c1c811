package document

import (
	"strings"
	"testing"

	"eclaire/consent"
)

func TestPrinted(t *testing.T) {
	r := record(t, sample{consent.AcceptProcedure, consent.French, 2, "A4", ""})
	text, err := Printed(pdf(t, layout(t, r)))
	if err != nil {
		t.Fatal(err)
	}
	digest, _ := r.Digest()
	for _, want := range []string{"Exemple-Dumoulin", "Solange, Aimée", "Pourrai-je porter mon petit-fils à Noël\u00a0?", strings.ToUpper(digest), r.ID, "(œdème à l’IRM)"} {
		if !strings.Contains(text, Bare(want)) {
			t.Errorf("the print lacks %q", want)
		}
	}
	for _, bad := range []string{"", "%PDF-1.4\n", "%PDF-1.7\n", "%PDF-1.7\n1 0 obj\n<</Filter/FlateDecode/Length 99>>\nstream\nx"} {
		if _, err := Printed([]byte(bad)); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

func FuzzPrinted(f *testing.F) {
	good := pdf(f, layout(f, record(f, sample{consent.DeclineInformation, consent.French, 1, "A4", ""})))
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add([]byte("%PDF-1.7\n1 0 obj\n<</Filter/FlateDecode/Length 3>>\nstream\nabc\nendstream\nendobj\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if text, err := Printed(b); err == nil && text == "" {
			t.Error("nothing is read, and no error")
		}
	})
}
