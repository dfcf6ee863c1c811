package ui_test

import (
	"testing"

	"eclaire/consent"
	"eclaire/ui/screen"
	"eclaire/ui/widget"
)

// TestDetailsOfTheForm: a guardian without a name leads back to the step, and each
// detail stands on the screen only while its answer asks for it.
func TestDetailsOfTheForm(t *testing.T) {
	k := open(t, nil)
	k.Shell.State().Form = consent.Form{Texts: map[consent.Field]string{
		consent.FieldBirthName: "EXEMPLE", consent.FieldFirstNames: "Jeanne", consent.FieldBirthDate: "03/03/1941",
	}, Sex: consent.Female, ToTreat: consent.NewLevelSet(consent.L1), Protection: consent.Guardianship}
	say := k.Words.For(consent.French)
	k.Shell.Go(screen.Route{Name: screen.CaseForm, Item: "summary"})
	tap := func(id string) {
		t.Helper()
		if err := k.TapID(id); err != nil {
			t.Fatal(err)
		}
	}
	if err := k.Tap(say.T("case.hand-over")); err != nil {
		t.Fatal(err)
	}
	if r := k.Shell.State().Route; r != (screen.Route{Name: screen.CaseForm, Item: "safety"}) {
		t.Fatalf("it leads to %s", r)
	}
	k.says(t, say.T("field.required", "Label", say.T("case.protector.guardianship")))
	k.says(t, say.T("problem.required"))
	there := func(field consent.Field, want bool) {
		t.Helper()
		if got := widget.Find(k.Window.Content(), "field."+string(field)) != nil; got != want {
			t.Errorf("%s stands there: %v", field, got)
		}
	}
	for id, field := range map[string]consent.Field{"takes_thinners": consent.FieldThinners, "has_allergy": consent.FieldAllergy, "has_infection": consent.FieldInfection} {
		there(field, false)
		tap(id + ".yes")
		there(field, true)
		tap(id + ".no")
		there(field, false)
	}
	tap("protection.none")
	there(consent.FieldProtector, false)
	tap("next")
	for name, detail := range map[consent.Field]consent.Field{consent.FieldInterpreter: consent.FieldInterpreterLanguage, consent.FieldTrustedPerson: consent.FieldTrustedContact} {
		there(detail, false)
		for _, text := range []string{"Ines", " ", "Ines"} {
			if err := k.Write(say.T("field."+string(name)), text); err != nil {
				t.Fatal(err)
			}
			there(detail, text != " ")
		}
	}
	if widget.Find(k.Window.Content(), "trusted_offered.yes") != nil {
		t.Error("it is asked whether naming somebody was offered though somebody is named")
	}
}

// TestLetterStep: whoever is written to is asked for an address, days are written out,
// and a clinic that writes no letter asks for nobody.
func TestLetterStep(t *testing.T) {
	for _, writes := range []bool{true, false} {
		k := open(t, nil)
		k.Shell.State().Session.Clinic.Letter = writes
		say := k.Words.For(consent.French)
		k.Shell.Go(screen.Route{Name: screen.CaseForm, Item: "letter"})
		there := func(field consent.Field, want bool) {
			t.Helper()
			if got := widget.Find(k.Window.Content(), "field."+string(field)) != nil; got != want {
				t.Errorf("letter %v: %s stands there: %v", writes, field, got)
			}
		}
		for _, field := range []consent.Field{consent.FieldPlanned, consent.FieldAnaesthesiaOn, consent.FieldImaged, consent.FieldAddress} {
			there(field, true)
		}
		for name, address := range map[consent.Field]consent.Field{consent.FieldDoctor: consent.FieldDoctorAddress, consent.FieldRheumatologist: consent.FieldRheumatologistAddress} {
			there(name, writes)
			there(address, false)
			if !writes {
				continue
			}
			if err := k.Write(say.T("field."+string(name)), "Dr Type"); err != nil {
				t.Fatal(err)
			}
			there(address, true)
		}
		today := consent.DateOf(k.Shell.Now())
		for _, d := range []struct {
			field consent.Field
			text  string
			says  string
		}{
			{consent.FieldPlanned, "04/12/2026", say.T("field.day.ahead", "Date", say.Date(consent.Date{Year: 2026, Month: 12, Day: 4}), "Days", say.N("days", 12))},
			{consent.FieldAnaesthesiaOn, "22/11/2026", say.T("field.day.today", "Date", say.Date(today))},
			{consent.FieldImaged, "21/11/2026", say.T("field.pain_onset.read", "Date", say.Date(consent.Date{Year: 2026, Month: 11, Day: 21}), "Days", say.N("days", 1))},
		} {
			if err := k.Write(say.T("field."+string(d.field)), d.text); err != nil {
				t.Fatal(err)
			}
			k.says(t, d.says)
		}
		if err := k.Write(say.T("field.imaged"), "23/11/2026"); err != nil {
			t.Fatal(err)
		}
		if err := k.Tap(say.T("next")); err != nil {
			t.Fatal(err)
		}
		k.says(t, say.T("problem.date_in_the_future"))
		if r := k.Shell.State().Route; r.Item != "letter" {
			t.Errorf("it leads on to %s", r)
		}
	}
}
