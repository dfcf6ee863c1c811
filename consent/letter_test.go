package consent

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
)

// letterCase is a case with all that is entered for the letter and the appointments.
func letterCase() Case {
	c := sampleCase()
	c.Imaged, c.Planned, c.AnaesthesiaOn, c.Urgent = Date{2026, 11, 12}, Date{2026, 12, 4}, Date{2026, 11, 30}, No
	c.TrustedPerson, c.TrustedRelation = "Paul EXEMPLE", "son fils"
	c.Address = "3 rue du Modèle\n00000 EXEMPLEVILLE"
	c.Doctor, c.DoctorAddress = "Dr Alix TYPE", "Cabinet médical\n2 place de la Fiction\n00000 EXEMPLEVILLE"
	c.Rheumatologist, c.RheumatologistAddress = "Dr Sacha RENVOI", "1\n2\n3\n4"
	return c
}

func TestLetterOfACase(t *testing.T) {
	if _, err := Apply(Session{}, Prepare{Case: letterCase(), At: start}); err != nil {
		t.Fatal(err)
	}
	in := func(days int) Date { return DateOf(start.AddDate(0, 0, days)) }
	for name, c := range map[string]struct {
		change func(*Case)
		want   Problem
	}{
		"MRI tomorrow":           {func(c *Case) { c.Imaged = in(1) }, ProblemFuture},
		"MRI before birth":       {func(c *Case) { c.Imaged = Date{1943, 1, 1} }, ProblemBeforeBirth},
		"no such day":            {func(c *Case) { c.Planned = Date{2026, 13, 1} }, ProblemNoSuchDay},
		"planned in two years":   {func(c *Case) { c.Planned = in(plannedDays) }, ""},
		"planned too far ahead":  {func(c *Case) { c.Planned = in(plannedDays + 1) }, ProblemTooFar},
		"planned long ago":       {func(c *Case) { c.Planned = in(-5 * 365) }, ""}, // it has gone by since
		"planned before birth":   {func(c *Case) { c.Planned = Date{1943, 1, 1} }, ProblemBeforeBirth},
		"anaesthetist too far":   {func(c *Case) { c.AnaesthesiaOn = in(plannedDays + 1) }, ProblemTooFar},
		"urgent, partly":         {func(c *Case) { c.Urgent = Partly }, ProblemUnknownValue},
		"five lines":             {func(c *Case) { c.Address = "1\n2\n3\n4\n5" }, ProblemTooManyLines},
		"an empty line":          {func(c *Case) { c.Address = "1\n \n3" }, ProblemRequired},
		"a long line":            {func(c *Case) { c.Address = strings.Repeat("é", MaxShort+1) }, ProblemTooManyRunes},
		"a tab":                  {func(c *Case) { c.DoctorAddress = "1\t2" }, ProblemControl},
		"nobody's address":       {func(c *Case) { c.Doctor = "" }, ProblemContradiction},
		"no rheumatologist":      {func(c *Case) { c.Rheumatologist = "" }, ProblemContradiction},
		"nobody's relation":      {func(c *Case) { c.TrustedPerson = "" }, ProblemContradiction},
		"a doctor's name":        {func(c *Case) { c.Doctor = strings.Repeat("a", MaxName+1) }, ProblemTooManyRunes},
		"a rheumatologist's":     {func(c *Case) { c.Rheumatologist = "a\nb" }, ProblemControl},
		"a relation, long":       {func(c *Case) { c.TrustedRelation = strings.Repeat("a", MaxShort+1) }, ProblemTooManyRunes},
		"a rheumatologist's row": {func(c *Case) { c.RheumatologistAddress += "\n" }, ProblemTooManyLines},
	} {
		k := letterCase()
		c.change(&k)
		_, err := Apply(Session{}, Prepare{Case: k, At: start})
		if c.want == "" && err != nil || c.want != "" && !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	if err := CheckPlanned(in(-plannedDays), in(0)); err != nil {
		t.Errorf("an appointment of two years ago: %v", err)
	}
	if err := CheckPlanned(in(-plannedDays-1), in(0)); err != ProblemTooFar {
		t.Errorf("an appointment of longer ago: %v", err)
	}
	if got := NormaliseAddress(" 3  rue\r\n\n \n00000 Ville "); got != "3 rue\n00000 Ville" {
		t.Errorf("an address is kept as %q", got)
	}
}

// TestLetterOfARecord: all of it comes back from a record and from a session that is
// held, and what no session could hold is not read.
func TestLetterOfARecord(t *testing.T) {
	s := prepared(t, letterCase())
	s.Clinic.Letter, s.Clinic.LetterLanguage, s.Clinic.DataContact = true, English, "data@clinic.example"
	held, err := s.Hold(start.Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	if back, err := ParseHeld(held); err != nil || back.Case != s.Case || back.Clinic != s.Clinic {
		t.Errorf("held: %v\n%#v", err, back.Clinic)
	}
	s = mustApply(t, s, Decide{ChooseConservative}, Tick{"c1", true}, drawn(RolePatient, "Jeanne EXEMPLE"), drawn(RoleTrustedPerson, "Paul EXEMPLE"), drawn(RoleStaff, "Dr Modèle"))
	r, err := Finish(s, "E-1", "abc", start.Add(2*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	text, err := r.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	if back, err := ParseCanonical(text); err != nil || !reflect.DeepEqual(back, r) {
		t.Errorf("%v\n%#v", err, back.Clinic)
	}
	for _, edit := range [][2]string{
		{`"imaged":"2026-11-12"`, `"imaged":"2026-11-23"`}, {`"imaged":"2026-11-12"`, `"imaged":"12/11/2026"`}, {`"imaged":"2026-11-12"`, `"imaged":"1940-11-12"`},
		{`"planned":"2026-12-04"`, `"planned":"2028-11-23"`}, {`"anaesthesia_on":"2026-11-30"`, `"anaesthesia_on":"2028-11-23"`},
		{`"urgent":"no"`, `"urgent":"perhaps"`}, {`"trusted_relation":"son fils"`, `"trusted_relation":"` + strings.Repeat("a", 61) + `"`},
		{`\n00000 EXEMPLEVILLE","doctor"`, `\n1\n2\n3\n4","doctor"`}, {`"doctor":"Dr Alix TYPE",`, ``}, {`"rheumatologist":"Dr Sacha RENVOI",`, ``},
		{`"rheumatologist_address":"1\n2`, `"rheumatologist_address":"1\n\n`}, {`"letter_language":"en"`, `"letter_language":"de"`},
		{`"data_contact":"data@clinic.example"`, `"data_contact":"` + strings.Repeat("a", 201) + `"`}, {`"address":"3 rue`, `"address":"3\true`},
	} {
		bad := strings.Replace(string(text), edit[0], edit[1], 1)
		if bad == string(text) {
			t.Errorf("there is no %s", edit[0])
		}
		if _, err := ParseCanonical([]byte(bad)); err == nil {
			t.Errorf("%s is read", edit[1])
		}
	}
}

// TestWhoIsTrustedChanges: what the person of before was to the patient goes with them.
func TestWhoIsTrustedChanges(t *testing.T) {
	s := mustApply(t, prepared(t, letterCase()), Meet{start.Add(time.Minute)}, Bring{TrustedPerson: "Anne", TrustedRelation: " sa  fille "})
	if k := s.Case; k.TrustedRelation != "sa fille" || k.Doctor != "Dr Alix TYPE" {
		t.Errorf("%q", k.TrustedRelation)
	}
	if s = mustApply(t, s, Bring{TrustedRelation: "sa fille"}); s.Case.TrustedRelation != "" {
		t.Errorf("nobody is %q", s.Case.TrustedRelation)
	}
	first := mustApply(t, spoken(t, prepared(t, letterCase())), Decide{AcceptProcedure}, Tick{"v1", true}, Tick{"v2", true}, drawn(RolePatient, "Jeanne EXEMPLE"),
		drawn(RoleTrustedPerson, "Paul EXEMPLE"), drawn(RoleStaff, "Dr Modèle"))
	r, err := Finish(first, "E-1", "abc", start.Add(2*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	years := start.AddDate(5, 0, 0) // what was planned has gone by
	for trusted, want := range map[string]string{"Paul EXEMPLE": "son fils", "Anne": "", "": ""} {
		s := mustApply(t, Session{}, Reopen{First: r, People: People{TrustedPerson: trusted}, Script: sampleScript(), At: years})
		if s.Case.TrustedRelation != want || s.Case.Planned != letterCase().Planned {
			t.Errorf("%q is %q", trusted, s.Case.TrustedRelation)
		}
	}
}

// TestAClockSetBack: a record is not older than what it holds.
func TestAClockSetBack(t *testing.T) {
	late := start.Add(3 * time.Hour)
	s := mustApply(t, prepared(t, sampleCase()), Meet{start}, GoOver{"q1", true, "Dr Modèle", late}, Decide{WantTime}, Tick{"t1", true},
		drawn(RolePatient, "Jeanne EXEMPLE"), drawn(RoleStaff, "Dr Modèle"))
	r, err := Finish(s, "E-1", "abc", start.Add(2*time.Hour))
	if err != nil || !r.Finished.Equal(late) {
		t.Fatalf("%v %v", r.Finished, err)
	}
	text, err := r.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ParseCanonical(text); err != nil {
		t.Error(err)
	}
}
