package consent

import (
	"reflect"
	"testing"
	"time"
)

func TestFullName(t *testing.T) {
	for _, c := range []struct{ birth, used, want string }{
		{"EXEMPLE", "", "Jeanne EXEMPLE"}, {"EXEMPLE", "MODÈLE", "Jeanne MODÈLE"},
	} {
		if got := (Case{FirstNames: "Jeanne", BirthName: c.birth, UsedName: c.used}).FullName(); got != c.want {
			t.Errorf("born %s, using %q: %q", c.birth, c.used, got)
		}
	}
}

// TestNothingIsSaidOutsideItsTime has every event that says something of the
// patient's refused, and nothing changed, before there is a case and once the
// first has signed.
func TestNothingIsSaidOutsideItsTime(t *testing.T) {
	asked := mustApply(t, spoken(t, prepared(t, sampleCase())), Ask{Question{Text: "Pourquoi ?"}}, Decide{AcceptProcedure}, Tick{"v1", true}, Tick{"v2", true})
	signed := mustApply(t, asked, drawn(RolePatient, "Jeanne EXEMPLE"))
	all := mustApply(t, signed, Sign{Signature{Role: RoleStaff, Name: "Dr", Method: MethodTyped, Typed: "Dr", At: start.Add(2 * time.Hour)}})
	events := []Event{
		Respond{Question: "q1", Option: "a"}, Weigh{"s1", 7}, Ask{Question{Prompt: "d1"}}, Unask{Question{Text: "Pourquoi ?"}}, Decide{AcceptProcedure}, Decide{WantTime},
		Tick{"v1", true}, Tick{"v1", false}, Meet{start}, Talk{By: "Dr", At: start.Add(time.Hour)}, Untalk{}, GoOver{"q1", true, "Dr", start.Add(time.Hour)}, Tell{Question: Question{Text: "Pourquoi ?"}, Answered: true},
		Anaesthetise{Sedation}, Allow{"x1", Yes}, Judge{Capacity{Weigh: Yes}}, SayOwn{WordAgrees, ""}, LeanTo{LeanUnsure},
		Correct{By: "Dr", Case: sampleCase(), At: start.Add(time.Hour)}, Continue{},
	}
	for _, c := range []struct {
		name string
		s    Session
		want Problem
	}{
		{"before a case", Session{}, ProblemNotPrepared}, {"once the patient signed", signed, ProblemSealed}, {"once all signed", all, ProblemSealed},
	} {
		for _, e := range events {
			after, err := Apply(c.s, e)
			if err != c.want {
				t.Errorf("%s, %#v: %v, want %v", c.name, e, err, c.want)
			}
			if !reflect.DeepEqual(after, c.s) {
				t.Errorf("%s, %#v changed the session", c.name, e)
			}
		}
	}
}
