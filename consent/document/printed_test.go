package document

import (
	"slices"
	"strings"
	"testing"

	"eclaire/consent"
)

// readPrint reads the print of a record's document.
func readPrint(t testing.TB, r consent.Record) Print {
	t.Helper()
	p, err := ReadPrint(pdf(t, layout(t, r)))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestReadPrint(t *testing.T) {
	r := record(t, sample{consent.AcceptProcedure, consent.French, 2, "A4", ""})
	p := readPrint(t, r)
	digest, _ := r.Digest()
	for _, want := range []string{"Exemple-Dumoulin", "Solange, Aimée", "Pourrai-je porter mon petit-fils à Noël\u00a0?", strings.ToUpper(digest), r.ID, "Œdème à l’IRM"} {
		if !strings.Contains(p.Text, Bare(want)) {
			t.Errorf("the print lacks %q", want)
		}
	}
	for _, want := range []Passage{{"P", Bare(r.Case.FullName())}, {"P", "DrCamilleExemplaire"}, {"P", "radiologue"}, {"TH", "Cequichange"}} {
		if !slices.Contains(p.Passages, want) {
			t.Errorf("the print lacks the passage %v", want)
		}
	}
	if p.Ticks < len(r.Statements) || len(r.Statements) < 6 || p.Spine != r.Case.ToTreat {
		t.Errorf("%d ticks for %d statements, %v on the spine", p.Ticks, len(r.Statements), p.Spine)
	}
	if len(p.Values)+len(p.Right) > 0 {
		t.Errorf("values %v, understood %v: this drawing has no such marks", p.Values, p.Right)
	}
	if !p.Has(ConsentPart) || !p.Has(FollowUpPart) || !p.Has(InformationPart) || p.Has(LetterPart) != r.Clinic.Letter || p.Has("") {
		t.Errorf("the parts are %v", p.Parts)
	}
	for _, bad := range []string{"", "%PDF-1.4\n", "%PDF-1.7\n", header, header + "1 0 obj\n<</Filter/FlateDecode/Length 99>>\nstream\nx"} {
		if _, err := ReadPrint([]byte(bad)); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

// TestPrintSaysWhatTheRecordSays reads each kind of document and finds in it what
// Say says, and nothing of what it says otherwise.
func TestPrintSaysWhatTheRecordSays(t *testing.T) {
	n := 0
	for _, o := range consent.AllOutcomes() {
		for _, l := range consent.Languages() {
			for _, print := range []string{"", "large"} {
				s := sample{o, l, []int{4, 1, 2}[n%3], []string{"A4", "Letter"}[n/2%2], print}
				n++
				t.Run(s.name(), func(t *testing.T) {
					t.Parallel()
					saysItsRecord(t, record(t, s))
				})
			}
		}
	}
	for _, l := range consent.Languages() {
		for name, r := range odd(t, l) {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				saysItsRecord(t, r)
			})
		}
	}
	for _, print := range []string{"", "large"} {
		t.Run("extreme "+print, func(t *testing.T) {
			t.Parallel()
			r := extreme(t, consent.French)
			r.Clinic.Print = print
			saysItsRecord(t, r)
		})
	}
}

func saysItsRecord(t *testing.T, r consent.Record) {
	t.Helper()
	lib, words := shipped()
	p := readPrint(t, r)
	said := Say(r, DrawingNumber, lib, words)
	if p.Spine != said.Spine {
		t.Errorf("the print shows the levels %v, want %v", p.Spine, said.Spine)
	}
	var passages []string
	for _, q := range p.Passages {
		passages = append(passages, q.Text)
	}
	for _, e := range said.Exact {
		if !strings.Contains(p.Text, e) {
			t.Errorf("the print lacks %q", e)
		}
	}
	for _, c := range said.Clinical {
		if !slices.Contains(passages, c) {
			t.Errorf("the print lacks %q", c)
		}
	}
	for _, c := range said.Otherwise {
		if slices.Contains(passages, c) {
			t.Errorf("the print holds %q", c)
		}
	}
	if len(said.Exact) < 4 || len(said.Clinical) < 4 || len(said.Otherwise) < 10 || len(said.Signatures) != len(r.Signatures) {
		t.Errorf("%d exact, %d and %d passages, %d signatures", len(said.Exact), len(said.Clinical), len(said.Otherwise), len(said.Signatures))
	}
}

func FuzzReadPrint(f *testing.F) {
	good := pdf(f, layout(f, record(f, sample{consent.DeclineInformation, consent.French, 1, "A4", ""})))
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add([]byte(header + "1 0 obj\n<</Filter/FlateDecode/Length 3>>\nstream\nabc\nendstream\nendobj\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if p, err := ReadPrint(b); err == nil && p.Text == "" {
			t.Error("nothing is read, and no error")
		}
		if sum, err := Drawn(b); err == nil && sum == [32]byte{} {
			t.Error("no digest, and no error")
		}
		if d, err := Open(b); err == nil && len(d.Pages) == 0 {
			t.Error("no page, and no error")
		}
		if Drawing(b) < 0 {
			t.Error("a negative number")
		}
	})
}

// FuzzTrace follows any content.
func FuzzTrace(f *testing.F) {
	f.Add([]byte("/P<</MCID 0>>BDC\nBT\n/F1 13 Tf 1 1 1 rg 10 20 Td (\\(\x00a)Tj\nET\nEMC\nq 0 g 2 w 1 2 m 3 4 l S Q\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r := printReader{}
		if err := r.read(b); err == nil && len(r.out.Passages) > len(b) {
			t.Error("more passages than bytes")
		}
	})
}
