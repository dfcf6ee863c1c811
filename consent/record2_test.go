package consent

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

// lotted is a session whose script has second forms, more to know, and orders.
func lotted(t *testing.T) Session {
	t.Helper()
	s := prepared(t, sampleCase())
	s.Script.Ways = []string{"b", "a"}
	s.Script.More = []string{"m1", "m2"}
	s.Script.Again = map[string][]string{"q1": {"y", "x"}}
	s.Script.RightAgain = map[string]string{"q1": "x"}
	return s
}

func TestWhatWasOnlyPassedOrOpened(t *testing.T) {
	s := mustApply(t, lotted(t), Pass{"p1"}, See{"p1"}, Pass{"p2"}, Pass{"p2"}, Open{"m2"}, Open{"m2"})
	if !reflect.DeepEqual(s.Passed, []string{"p1", "p2"}) || !reflect.DeepEqual(s.Opened, []string{"m2"}) {
		t.Errorf("passed %v, opened %v", s.Passed, s.Opened)
	}
	for _, e := range []Event{Pass{"p9"}, Open{"m9"}, Respond{Question: "q1", Option: "x"}, Respond{Question: "q2", Option: "x", Again: true}} {
		if _, err := Apply(s, e); err == nil {
			t.Errorf("%#v is taken", e)
		}
	}
}

func TestSecondForm(t *testing.T) {
	s := lotted(t)
	wrong := s.Script.Options["q1"][0]
	if wrong == s.Script.Correct["q1"] {
		wrong = s.Script.Options["q1"][1]
	}
	s = mustApply(t, s, Respond{Question: "q1", Option: wrong}, Respond{Question: "q1", Option: "x", Again: true})
	if a := s.Answers["q1"]; a != (Answer{First: wrong, Last: "x", Again: true}) || !s.Script.Right("q1", a) {
		t.Errorf("the answer is %+v", a)
	}
	s = mustApply(t, s, Respond{Question: "q1", Option: "y", Again: true})
	if s.Script.Right("q1", s.Answers["q1"]) {
		t.Error("a wrong answer to the second form is right")
	}
}

func TestRecord2(t *testing.T) {
	s := lotted(t)
	s.Clinic.PhoneNight, s.Clinic.Country = "00 11", "GB"
	s = mustApply(t, s, Pass{"p1"}, Pass{"p2"}, See{"p1"}, Open{"m1"}, Weigh{"s1", MaxValue},
		Respond{Question: "q1", Option: s.Script.Options["q1"][0]}, Respond{Question: "q1", Option: "x", Again: true},
		Decide{ChooseConservative})
	for _, id := range s.MissingStatements() {
		s = mustApply(t, s, Tick{id, true})
	}
	s = mustApply(t, s, drawn(RolePatient, "Jeanne EXEMPLE"), drawn(RoleStaff, "Dr Modèle"))
	r, err := Finish(s, "E-1", "abc", start.Add(2*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(r.Passed, []string{"p2"}) || !reflect.DeepEqual(r.Opened, []string{"m1"}) ||
		r.Orders[0].Of != OrderWays || r.Orders[2].Of != "q1"+OrderAgain || r.MaxValue() != 4 || !r.Understanding[0].Correct {
		t.Errorf("the record: %+v", r)
	}
	text, err := r.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	back, err := ParseCanonical(text)
	if err != nil || !reflect.DeepEqual(back, r) {
		t.Errorf("%v\n%+v\n%+v", err, back, r)
	}
	for _, edit := range [][2]string{
		{`"value":4`, `"value":5`},
		{`"pages_passed":["p2"]`, `"pages_passed":["p1"]`},
		{`"ids":["b","a"]`, `"ids":["b","b"]`},
		{`"opened":["m1"]`, `"opened":["m1"],"more":1`},
		{`"again":true`, `"again":false`},
	} {
		bad := strings.Replace(string(text), edit[0], edit[1], 1)
		if bad == string(text) {
			t.Errorf("there is no %s", edit[0])
		}
		if _, err := ParseCanonical([]byte(bad)); err == nil {
			t.Errorf("%s is read", edit[1])
		}
	}
	r.Schema = 1
	if _, err := r.Canonical(); err == nil {
		t.Error("schema 1 has no place for it, and it is written")
	}
}

// TestRecord2ForEver reads records of schema 2 as they were when it was frozen, and writes
// them again to the byte. They are never written anew.
func TestRecord2ForEver(t *testing.T) {
	readForEver(t, "record2")
	r, err := ParseRecord(goldenOf(t, "record2")["accepted"])
	if err != nil {
		t.Fatal(err)
	}
	u := r.Understanding[3]
	if u.GoneOverBy != "Dr Camille Exemplaire" || u.GoneOverAt.IsZero() || !u.TogetherCorrect || r.Case.TrustedRelation != "son fils" || r.Case.Planned.IsZero() ||
		len(r.Extras) != 3 || r.With.Anaesthesia != Sedation || r.Signatures[2].Function != "radiologue" {
		t.Errorf("read as %+v", r)
	}
}
