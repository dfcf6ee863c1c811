package consent

import (
	"testing"
	"time"
)

// TestOneName takes a person with one name only through a session, to a record that is
// read again.
func TestOneName(t *testing.T) {
	for _, c := range []struct{ birth, first, used, want string }{
		{"EXEMPLE", "", "", "EXEMPLE"}, {"", "Jeanne", "", "Jeanne"}, {"", "Jeanne", "MODÈLE", "Jeanne MODÈLE"},
		{"EXEMPLE", "", "MODÈLE", "MODÈLE"}, {"EXEMPLE", "Jeanne", "", "Jeanne EXEMPLE"},
	} {
		k := sampleCase()
		k.BirthName, k.FirstNames, k.UsedName = c.birth, c.first, c.used
		if got := k.FullName(); got != c.want {
			t.Errorf("%+v is called %q", c, got)
		}
		s := mustApply(t, prepared(t, k), Decide{WantTime}, Tick{"t1", true}, drawn(RolePatient, c.want), drawn(RoleStaff, "Dr Modèle"))
		r, err := Finish(s, "E-1", "abc", start.Add(2*time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		text, err := r.Canonical()
		if err != nil {
			t.Fatal(err)
		}
		if back, err := ParseCanonical(text); err != nil || back.Case.FullName() != c.want {
			t.Errorf("%+v: the record is read as of %q, %v", c, back.Case.FullName(), err)
		}
		r.Case.BirthName, r.Case.FirstNames = "", ""
		r.Signatures[0].Name = r.Case.FullName()
		if text, err = r.Canonical(); err != nil {
			t.Fatal(err)
		}
		if _, err := ParseCanonical(text); err == nil {
			t.Errorf("%+v: a record of nobody is read", c)
		}
	}
}

// TestDiffers: what was typed is the same name however it was typed.
func TestDiffers(t *testing.T) {
	for _, c := range []struct {
		typed, name string
		want        bool
	}{
		{"Jeanne EXEMPLE", "Jeanne EXEMPLE", false}, {"jeanne exemple", "Jeanne EXEMPLE", false}, {" Jeanne  Exemple ", "Jeanne EXEMPLE", false},
		{"Jean Luc Lefevre", "Jean-Luc LEFÈVRE", false}, {"darc", "d’Arc", false}, {"Coeur", "CŒUR", false}, {"STRASSE", "Straße", false},
		{"ﬁlle", "FILLE", false}, {"Lukasz", "Łukasz", false}, {"Nguyen", "Nguyễn", false},
		{"J. Exemple", "Jeanne EXEMPLE", true}, {"Jeanne", "Jeanne EXEMPLE", true}, {"Exemple Jeanne", "Jeanne EXEMPLE", true},
		{"Paul Exemple", "Jeanne EXEMPLE", true}, {"x", "", true}, {"-", "", false},
	} {
		if got := (Signature{Method: MethodTyped, Typed: c.typed, Name: c.name}).Differs(c.name); got != c.want {
			t.Errorf("%q typed for %q: %v", c.typed, c.name, got)
		}
	}
	for _, m := range []Method{MethodDrawn, MethodMark, MethodUnable, MethodUnwilling} {
		if (Signature{Method: m}).Differs("Jeanne EXEMPLE") {
			t.Errorf("%s differs from a name", m)
		}
	}
}
