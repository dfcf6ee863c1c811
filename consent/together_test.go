package consent

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

// met is a session that staff have taken.
func met(t *testing.T) Session {
	t.Helper()
	return mustApply(t, prepared(t, sampleCase()), Respond{Question: "q1", Option: "b"}, Ask{Question{Text: "Pourquoi ?"}}, Meet{start.Add(time.Minute)})
}

// TestOnlyTogether has what staff enter refused until staff are there.
func TestOnlyTogether(t *testing.T) {
	alone := mustApply(t, prepared(t, sampleCase()), Ask{Question{Text: "Pourquoi ?"}})
	for _, e := range []Event{
		Talk{By: "Dr", At: start}, Untalk{}, GoOver{"q1", true, "Dr", start}, Tell{Question: Question{Text: "Pourquoi ?"}, Answered: true},
		Anaesthetise{Sedation}, Allow{"x1", Yes}, Judge{Capacity{Weigh: Yes}}, SayOwn{WordAgrees, ""},
		Correct{By: "Dr", Case: sampleCase(), Script: sampleScript(), At: start}, Respond{Question: "q1", Option: "a", Together: true},
	} {
		if _, err := Apply(alone, e); err != ProblemNotTogether {
			t.Errorf("%T alone: %v", e, err)
		}
	}
	if _, err := Apply(alone, Decide{AcceptProcedure}); err != ProblemNotSpoken {
		t.Errorf("accepted alone: %v", err)
	}
}

func TestTalk(t *testing.T) {
	s := mustApply(t, met(t), GoOver{"q1", true, " Dr  Modèle ", start.Add(2*time.Minute + time.Millisecond)},
		Respond{Question: "q1", Option: "a", Together: true, At: start.Add(3 * time.Minute)},
		Tell{Question{Text: "Pourquoi ?"}, true, " Parce  que. "}, Anaesthetise{Sedation}, Allow{"x1", No},
		Judge{Capacity{Yes, Yes, Yes, Yes, "Un dessin"}}, LeanTo{LeanUnsure})
	if p := s.Pending(); !reflect.DeepEqual(p, Pending{Check: []string{"q2"}, Interview: true}) || p.Count() != 2 {
		t.Errorf("open: %+v", p)
	}
	s = mustApply(t, s, Talk{By: "Dr Modèle", Function: "radiologue", At: start.Add(5 * time.Minute)}, Decide{AcceptProcedure})
	if again := mustApply(t, s, Untalk{}); again.Decision != Undecided {
		t.Error("the decision stands without the talk that it rests on")
	}
	s = mustApply(t, s, Tick{"v1", true}, Tick{"v2", true}, drawn(RolePatient, "Jeanne EXEMPLE"),
		Sign{Signature{Role: RoleStaff, Name: "Dr Modèle", Function: "radiologue", Method: MethodDrawn, Strokes: ink(), At: start.Add(time.Hour)}})
	r, err := Finish(s, "E-1", "abc", start.Add(2*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	u := r.Understanding[0]
	if !u.GoneOver || u.GoneOverBy != "Dr Modèle" || !u.GoneOverAt.Equal(start.Add(2*time.Minute)) || !u.TogetherAt.Equal(start.Add(3*time.Minute)) || u.Together != "a" || !u.TogetherCorrect || u.Correct || !u.Understood() || r.Understanding[1].Understood() {
		t.Errorf("understanding: %+v", r.Understanding)
	}
	if q := r.Questions[0]; !q.Answered || q.Answer != "Parce que." || !reflect.DeepEqual(r.Extras, []Extra{{"x1", false}}) {
		t.Errorf("%+v, %+v", q, r.Extras)
	}
	if m := r.Moments; len(m) != 1 || m[0].Alone() != time.Minute || m[0].With() != 119*time.Minute || !reflect.DeepEqual(m[0].Present, []Person{{RoleStaff, "Dr Modèle"}}) {
		t.Errorf("moments: %+v", m)
	}
	text, err := r.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	if back, err := ParseCanonical(text); err != nil || !reflect.DeepEqual(back, r) {
		t.Errorf("%v\n%+v\n%+v", err, back, r)
	}
	for _, edit := range [][2]string{
		{`"interview":{"by":"Dr Modèle","function":"radiologue","at":"2026-11-22T09:05:00Z"},`, ""},
		{`"anaesthesia":"sedation"`, `"anaesthesia":"gas"`}, {`"understand":"yes"`, `"understand":"perhaps"`},
		{`"gone_over_by":"Dr Modèle",`, ""}, {`"gone_over_by":"Dr Modèle"`, `"gone_over_by":" "`}, {`"gone_over":true,`, ""},
		{`"gone_over_at":"2026-11-22T09:02:00Z",`, ""}, {`"gone_over_at":"2026-11-22T09:02:00Z"`, `"gone_over_at":"2026-11-22T08:59:59Z"`},
		{`"gone_over_at":"2026-11-22T09:02:00Z"`, `"gone_over_at":"2026-11-22T11:00:01Z"`}, {`"gone_over_at":"2026-11-22T09:02:00Z"`, `"gone_over_at":"2026-11-22T09:02:00.5Z"`},
		{`,"together_at":"2026-11-22T09:03:00Z"`, ""}, {`"together":"a",`, ""},
		{`"lean":"unsure"`, `"lean":"surely"`}, {`"ended":"2026-11-22T11:00:00Z"`, `"ended":"2026-11-22T10:59:59Z"`},
		{`"answer":"Parce que."`, `"answer":"` + strings.Repeat("a", MaxLine+1) + `"`},
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

func TestWhoDecides(t *testing.T) {
	c := sampleCase()
	c.Protection, c.Protector = Guardianship, "Anne Tutrice"
	s := mustApply(t, spoken(t, prepared(t, c)), SayOwn{WordRefuses, "Je ne veux pas."}, Decide{ChooseConservative}, Tick{"c1", true})
	if got := s.Roles(); !reflect.DeepEqual(got, []Role{RoleDecider, RoleStaff}) {
		t.Fatalf("signing: %v", got)
	}
	if _, err := Apply(s, drawn(RoleDecider, "Paul Autre")); err != ProblemWrongSigner {
		t.Errorf("another signs: %v", err)
	}
	s = mustApply(t, s, drawn(RoleDecider, "Anne Tutrice"), drawn(RoleStaff, "Dr Modèle"))
	r, err := Finish(s, "E-1", "abc", start.Add(2*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	text, _ := r.Canonical()
	if back, err := ParseCanonical(text); err != nil || back.With.Word != WordRefuses || back.With.WordText != "Je ne veux pas." {
		t.Errorf("%v %+v", err, back.With)
	}
	c.Protector = ""
	if _, err := Apply(Session{}, Prepare{Case: c, Script: sampleScript(), At: start}); err != ProblemRequired {
		t.Errorf("a guardian without a name: %v", err)
	}
}

func TestCannotOrWillNotSign(t *testing.T) {
	for _, c := range []struct {
		method   Method
		witness  string
		consents bool
	}{{MethodUnable, "Luc Témoin", true}, {MethodUnable, "", false}, {MethodUnwilling, "Luc Témoin", false}} {
		k := sampleCase()
		k.Witness = c.witness
		s := mustApply(t, spoken(t, prepared(t, k)), Decide{AcceptProcedure}, Tick{"v1", true}, Tick{"v2", true},
			Sign{Signature{Role: RolePatient, Name: k.FullName(), Method: c.method, At: start.Add(time.Hour)}})
		if c.witness != "" {
			s = mustApply(t, s, drawn(RoleWitness, c.witness))
		}
		s = mustApply(t, s, drawn(RoleStaff, "Dr Modèle"))
		r, err := Finish(s, "E-1", "abc", start.Add(2*time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		text, _ := r.Canonical()
		back, err := ParseCanonical(text)
		if err != nil || back.Consents() != c.consents {
			t.Errorf("%v: %v, consents: %v", c, err, back.Consents())
		}
		if _, err := Apply(Session{}, Reopen{First: r, Script: sampleScript(), At: start.Add(3 * time.Hour)}); (err == nil) != c.consents {
			t.Errorf("%v: confirmed or withdrawn: %v", c, err)
		}
	}
}

func TestTwoMoments(t *testing.T) {
	s := mustApply(t, met(t), See{"p1"}, See{"p2"}, Lay{start.Add(10 * time.Minute)})
	for _, e := range []Event{See{"p1"}, Respond{Question: "q1", Option: "a"}, Lay{start.Add(time.Hour)}, Decide{WantTime}} {
		if _, err := Apply(s, e); err != ProblemPutBy {
			t.Errorf("%T while it is put by: %v", e, err)
		}
	}
	b, err := s.Hold(start)
	if err != nil {
		t.Fatal(err)
	}
	h, err := ParseHeld(b)
	if err != nil {
		t.Fatal(err)
	}
	script := sampleScript()
	script.Content = "later"
	if _, err := Apply(h, TakeUp{Clinic{Threshold: 2}, script, nil, start}); err != ProblemClockBackward {
		t.Errorf("taken up before it was put by: %v", err)
	}
	later := start.Add(48 * time.Hour)
	s = mustApply(t, h, TakeUp{Clinic{Threshold: 2}, script, []string{"p2"}, later})
	if !reflect.DeepEqual(s.Seen, []string{"p1"}) || s.Answers["q1"].Last != "b" || s.Together() {
		t.Errorf("seen %v, answers %v, together %v", s.Seen, s.Answers, s.Together())
	}
	if _, err := Apply(s, Decide{AcceptProcedure}); err != ProblemNotSpoken {
		t.Errorf("accepted: %v", err)
	}
	for _, bad := range []string{"", "{}", `{"held":2}`, strings.Replace(string(b), `"held":1`, `"held":7`, 1), string(b[:len(b)/2]),
		strings.Replace(string(b), `"birth_date":"1944`, `"birth_date":"2044`, 1)} {
		if _, err := ParseHeld([]byte(bad)); err == nil || strings.Contains(err.Error(), "EXEMPLE") {
			t.Errorf("%.30q: %v", bad, err)
		}
	}
}

func TestContinue(t *testing.T) {
	first := mustApply(t, prepared(t, sampleCase()), Decide{WantTime}, Tick{"t1", true}, drawn(RolePatient, "Jeanne EXEMPLE"), drawn(RoleStaff, "Dr"))
	r, err := Finish(first, "E-1", "abc", start.Add(2*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	s := mustApply(t, first, Unsign{}, Continue{r}, Lay{start.Add(3 * time.Hour)}, TakeUp{Clinic{Threshold: 2}, sampleScript(), nil, start.Add(30 * time.Hour)})
	if s.Refers == nil || !s.Refers.Time || s.Refers.ID != "E-1" || s.OfConsent() {
		t.Fatalf("refers to %+v", s.Refers)
	}
	s = mustApply(t, s, Decide{ChooseConservative}, Tick{"c1", true})
	at := func(role Role, name string) Event {
		e := drawn(role, name)
		e.Signature.At = start.Add(31 * time.Hour)
		return e
	}
	if _, err := Apply(s, drawn(RolePatient, "Jeanne EXEMPLE")); err != ProblemClockBackward {
		t.Errorf("signed before it was taken up: %v", err)
	}
	s = mustApply(t, s, at(RolePatient, "Jeanne EXEMPLE"), at(RoleStaff, "Dr"))
	second, err := Finish(s, "E-2", "abc", start.Add(32*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	text, _ := second.Canonical()
	if back, err := ParseCanonical(text); err != nil || !back.Refers.Time || len(back.Moments) != 2 {
		t.Errorf("%v %+v", err, back.Refers)
	}
}

func TestCorrect(t *testing.T) {
	c := sampleCase()
	c.ToTreat = NewLevelSet(T12)
	s := mustApply(t, met(t), See{"p1"}, See{"p2"}, Correct{By: "Dr Modèle", Case: c, Script: sampleScript(), Pages: []string{"p2", "gone"}, At: start.Add(time.Hour)})
	want := []Correction{{By: "Dr Modèle", At: start.Add(time.Hour), ToTreat: NewLevelSet(L1), Pages: []string{"p2"}}}
	if !reflect.DeepEqual(s.Corrections, want) || !reflect.DeepEqual(s.Seen, []string{"p1"}) || s.Case.ToTreat != NewLevelSet(T12) {
		t.Errorf("%+v, seen %v", s.Corrections, s.Seen)
	}
	c.FirstNames = "Marie"
	if _, err := Apply(s, Correct{By: "Dr Modèle", Case: c, Script: sampleScript(), At: start.Add(2 * time.Hour)}); err != ProblemUnknownValue {
		t.Errorf("another patient: %v", err)
	}
}

func TestStatementsThatAreTrue(t *testing.T) {
	s := prepared(t, sampleCase())
	s.Script.Statements = map[Outcome][]string{ChooseConservative: {"spoke", "read", "not-read"}}
	s.Script.Chapters = map[string]string{"p1": "risks", "p2": "risks"}
	s.Script.Only = map[string]Condition{
		"spoke": {When: []Trait{Spoke}}, "read": {When: []Trait{ReadRisks}}, "not-read": {Unless: []Trait{ReadRisks}},
	}
	s = mustApply(t, s, Decide{ChooseConservative}, See{"p1"})
	if got := s.Statements(); !reflect.DeepEqual(got, []string{"not-read"}) {
		t.Errorf("one page of two read: %v", got)
	}
	s = mustApply(t, spoken(t, mustApply(t, s, See{"p2"})))
	if got := s.Statements(); !reflect.DeepEqual(got, []string{"spoke", "read"}) {
		t.Errorf("read, and spoken: %v", got)
	}
}
