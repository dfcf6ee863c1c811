package content_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"eclaire/consent"
	"eclaire/content"
)

// finished takes a patient through a session in which some pages are seen, some
// questions answered and perhaps gone over, and somebody comes who was not planned.
func finished(t *rapid.T, lib *content.Library) consent.Record {
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	chance := func(name string) bool { return rapid.Bool().Draw(t, name) }
	k := consent.Case{BirthName: "EXEMPLE", FirstNames: "Jeanne", BirthDate: consent.Date{Year: 1946, Month: 11, Day: 22}, Sex: consent.Female,
		ToTreat:   consent.NewLevelSet(rapid.SliceOfNDistinct(rapid.SampledFrom(consent.Levels()), 1, 4, rapid.ID).Draw(t, "levels")...),
		Procedure: rapid.SampledFrom(append(consent.Procedures(), "")).Draw(t, "procedure")}
	if chance("interpreter") {
		k.Interpreter = "Ida"
	}
	script := lib.Script(consent.TraitsOf(k, 2, consent.DateOf(at)), rapid.Uint64().Draw(t, "lot"))
	s := consent.Session{}
	do := func(events ...consent.Event) {
		for _, e := range events {
			next, err := consent.Apply(s, e)
			if err != nil {
				t.Fatalf("%T: %v", e, err)
			}
			s = next
		}
	}
	do(consent.Speak{Language: consent.French}, consent.Prepare{Case: k, Clinic: consent.Clinic{Threshold: 2}, Script: script, At: at})
	all, right := chance("all seen"), chance("all right")
	for _, p := range script.Pages {
		if do(consent.Pass{Page: p}); all || chance("seen") {
			do(consent.See{Page: p})
		}
	}
	do(consent.Meet{At: at})
	for _, q := range script.Questions {
		if right || chance("answered") {
			do(consent.Respond{Question: q, Option: script.Correct[q]})
		} else if chance("gone over") {
			do(consent.GoOver{Question: q, On: true, By: "Dr Modèle", At: at})
		}
	}
	if chance("came") {
		do(consent.Bring{Interpreter: "Ida", TrustedPerson: "Paul", Witness: "Luc"})
	}
	outcome := rapid.SampledFrom(consent.Outcomes()).Draw(t, "outcome")
	if outcome == consent.AcceptProcedure || chance("spoke") {
		do(consent.Talk{By: "Dr Modèle", At: at})
	}
	do(consent.Decide{Outcome: outcome})
	for _, id := range s.Statements() {
		do(consent.Tick{Statement: id, On: true})
	}
	return signed(t, lib, s, at)
}

// signed has everybody sign.
func signed(t *rapid.T, lib *content.Library, s consent.Session, at time.Time) consent.Record {
	for _, role := range s.Roles() {
		sig := consent.Signature{Role: role, Name: "Ida", Method: consent.MethodTyped, Typed: "x", At: at}
		if role == consent.RolePatient {
			sig.Name = s.Case.FullName()
		}
		next, err := consent.Apply(s, consent.Sign{Signature: sig})
		if err != nil {
			t.Fatal(role, err)
		}
		s = next
	}
	r, err := consent.Finish(s, "E-1", lib.Version, at)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestCheckStatements: what any session ends with has its statements, and no statement
// can be left out of it.
func TestCheckStatements(t *testing.T) {
	lib, _, err := content.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		r := finished(t, lib)
		if err := lib.CheckStatements(r); err != nil {
			t.Fatalf("%v: %v", r.Statements, err)
		}
		for i := range r.Statements {
			cut := r
			cut.Statements = slices.Delete(slices.Clone(r.Statements), i, i+1)
			if err := lib.CheckStatements(cut); !errors.Is(err, content.ErrStatements) {
				t.Errorf("without %s: %v", r.Statements[i], err)
			}
		}
		more := r
		more.Statements = append(slices.Clone(r.Statements), "nothing")
		twice := r
		twice.Statements = append(slices.Clone(r.Statements), r.Statements[0])
		for _, bad := range []consent.Record{more, twice} {
			if lib.CheckStatements(bad) == nil {
				t.Errorf("%v is taken", bad.Statements)
			}
		}
		old, other := more, more
		old.Schema, other.ContentVersion = 1, "another"
		if lib.CheckStatements(old) != nil || lib.CheckStatements(other) != nil {
			t.Error("a record is judged by what was not asked of it")
		}
	})
}
