package inspect_test

import (
	"slices"
	"strings"
	"testing"

	"eclaire/consent"
	"eclaire/consent/document"
	"eclaire/consent/inspect"
)

// TestOneName prints a person with one name only: by that, without a label that has
// nothing beside it, and found again in the print.
func TestOneName(t *testing.T) {
	o := open(t)
	other := *o.lib
	other.Version = "0123456789ab"
	for _, c := range []struct{ birth, first string }{{"EXEMPLE-Spécimen", ""}, {"", "Jeanne"}} {
		r := o.inTwo(o.ofFixture(t, "vertebroplasty-en"))
		r.Case.BirthName, r.Case.FirstNames, r.Case.UsedName = c.birth, c.first, ""
		r.Signatures = slices.Clone(r.Signatures)
		for i := range r.Signatures {
			if r.Signatures[i].Role == consent.RolePatient {
				r.Signatures[i].Name = r.Case.FullName()
			}
		}
		file := o.seal(t, o.drawn(t, r, o.lib))
		if m := o.look(file, o.lib); m != inspect.Same {
			t.Errorf("%+v: %s", c, m)
		}
		if m := o.look(file, &other); m != inspect.Consistent {
			t.Errorf("%+v, with other texts: %s", c, m)
		}
		found := inspect.File(file, o.trust, o.lib, o.words)
		if whose := found.Whose(o.words.For(consent.English)); !strings.Contains(whose, "· "+c.birth+c.first+", born") {
			t.Errorf("%+v: %s", c, whose)
		}
		print, err := document.ReadPrint(found.Original)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range print.Passages {
			if c.first == "" && p.Text == document.Bare("Prénoms / First names") || c.birth == "" && p.Text == document.Bare("Nom de naissance / Birth name") {
				t.Errorf("%+v: a label has nothing beside it", c)
			}
		}
	}
}
