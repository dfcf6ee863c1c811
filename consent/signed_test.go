package consent

import (
	"testing"
	"time"
)

// TestWhatIsSignedStays has nothing change that a signature rests on: no page is seen,
// and the language read is that of the first signature.
func TestWhatIsSignedStays(t *testing.T) {
	s := mustApply(t, prepared(t, sampleCase()), Decide{WantTime}, Tick{"t1", true}, drawn(RolePatient, "Jeanne EXEMPLE"))
	for _, e := range []Event{See{"p2"}, Pass{"p2"}, LeanTo{LeanUnsure}} {
		if _, err := Apply(s, e); err != ProblemSealed {
			t.Errorf("%T after a signature: %v", e, err)
		}
	}
	s = mustApply(t, s, Speak{English}, drawn(RoleStaff, "Dr Modèle"))
	r, err := Finish(s, "E-1", "abc", start.Add(2*time.Hour))
	if err != nil || r.Read != French {
		t.Errorf("read in %q, %v", r.Read, err)
	}
}

// TestOnAConsent has what belongs to somebody of the first day go with them, and refuses
// to correct what was consented to, or to put it by.
func TestOnAConsent(t *testing.T) {
	c := sampleCase()
	c.Clinician, c.Function = "Dr Modèle", "radiologue"
	c.Interpreter, c.InterpreterLanguage, c.TrustedPerson, c.TrustedContact = "Ida", "arabe", "Paul", "02 00"
	first := mustApply(t, spoken(t, prepared(t, c)), Decide{AcceptProcedure}, Tick{"v1", true}, Tick{"v2", true}, drawn(RolePatient, c.FullName()),
		drawn(RoleInterpreter, "Ida"), drawn(RoleTrustedPerson, "Paul"), drawn(RoleStaff, "Dr Modèle"))
	r, err := Finish(first, "E-1", "abc", start.Add(2*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	later := start.Add(48 * time.Hour)
	s := mustApply(t, first, Reopen{First: r, People: People{Clinician: "Dr Autre"}, Clinic: r.Clinic, Script: sampleScript(), At: later}, Meet{later})
	if k := s.Case; k.InterpreterLanguage != "" || k.TrustedContact != "" || k.Function != "" {
		t.Errorf("left of those of the first day: %q, %q, %q", k.InterpreterLanguage, k.TrustedContact, k.Function)
	}
	k := s.Case
	k.ToTreat = NewLevelSet(T12)
	if _, err := Apply(s, Correct{By: "Dr Autre", Case: k, Script: sampleScript(), At: later}); err != ProblemUnknownValue {
		t.Errorf("corrected: %v", err)
	}
	if _, err := Apply(s, Lay{later}); err != ProblemNotPrepared {
		t.Errorf("put by: %v", err)
	}
}

// TestAnswered counts what there is an answer to, alone or together.
func TestAnswered(t *testing.T) {
	r := Record{Understanding: []Understanding{{Question: "q1"}, {Question: "q2", GoneOver: true}}}
	if n := r.Answered(); n != 0 {
		t.Errorf("%d answered of blanks", n)
	}
	r.Understanding = append(r.Understanding, Understanding{Last: "a"}, Understanding{Together: "b"})
	if n := r.Answered(); n != 2 {
		t.Errorf("%d answered", n)
	}
}

// TestTraitsOfARecord derives what the record itself shows.
func TestTraitsOfARecord(t *testing.T) {
	r := Record{Schema: 2, Outcome: AcceptProcedure, Case: sampleCase(), Understanding: []Understanding{{Question: "q1"}, {Question: "q2", GoneOver: true}}}
	r.Signatures = []Signature{{Role: RolePatient, Method: MethodUnable}}
	if got := r.Traits(); !got[Unsigned] || !got[NoConsent] || !got[PointsOpen] || got[Spoke] || r.Consents() {
		t.Errorf("not signed and not gone over: %v", got)
	}
	r.Signatures = append(r.Signatures, Signature{Role: RoleWitness, Method: MethodDrawn})
	r.With.Interview, r.Understanding = &Interview{By: "Dr Modèle"}, r.Understanding[1:]
	if got := r.Traits(); !got[Unsigned] || got[NoConsent] || got[PointsOpen] || !got[Spoke] || !r.Consents() {
		t.Errorf("before a witness: %v", got)
	}
	r.Schema = 1
	if got := r.Traits(); got[Spoke] || got[Unsigned] {
		t.Errorf("schema 1: %v", got)
	}
}
