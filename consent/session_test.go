package consent

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var start = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

func sampleCase() Case {
	return Case{
		BirthName: "EXEMPLE", FirstNames: "Jeanne", BirthDate: Date{1944, time.March, 3}, Sex: Female,
		ToTreat: NewLevelSet(L1),
	}
}

func sampleScript() Script {
	return Script{
		Pages: []string{"p1", "p2"}, Questions: []string{"q1", "q2"},
		Options: map[string][]string{"q1": {"a", "b"}, "q2": {"a", "b", "c"}}, Correct: map[string]string{"q1": "a", "q2": "c"},
		Scales: []string{"s1", "s2"}, Prompts: []string{"d1"}, Extras: []string{"x1"},
		Only: map[string]Condition{"v2": {When: []Trait{Spoke}}},
		Statements: map[Outcome][]string{
			AcceptProcedure: {"v1", "v2"}, ChooseConservative: {"c1"}, WantTime: {"t1"}, DeclineInformation: {"n1"},
		},
		Unticked: map[string]Outcome{"v2": WantTime},
	}
}

func prepared(t testing.TB, c Case) Session {
	t.Helper()
	return mustApply(t, Session{}, Speak{French}, Prepare{Case: c, Clinic: Clinic{Threshold: 2}, Script: sampleScript(), At: start}, Pass{"p1"})
}

func mustApply(t testing.TB, s Session, events ...Event) Session {
	t.Helper()
	for _, e := range events {
		var err error
		if s, err = Apply(s, e); err != nil {
			t.Fatalf("%T refused: %v", e, err)
		}
	}
	return s
}

// spoken has a clinician come and say that they spoke with the patient.
func spoken(t testing.TB, s Session) Session {
	t.Helper()
	return mustApply(t, s, Meet{start.Add(time.Minute)}, Talk{By: "Dr Modèle", Function: "radiologue", At: start.Add(2 * time.Minute)})
}

func ink() []Stroke {
	return []Stroke{{{0.1, 0.1}, {0.2, 0.15}, {0.3, 0.05}, {0.4, 0.2}}}
}

func drawn(r Role, name string) Sign {
	return Sign{Signature{Role: r, Name: name, Method: MethodDrawn, Strokes: ink(), At: start.Add(time.Hour)}}
}

func TestWayThrough(t *testing.T) {
	s := prepared(t, sampleCase())
	s = mustApply(t, spoken(t, s), See{"p1"}, Respond{Question: "q1", Option: "b"}, Respond{Question: "q1", Option: "a"}, Respond{Question: "q2", Option: "a"}, Weigh{"s1", 3},
		Ask{Question{Text: " Puis-je  marcher ? "}}, Decide{AcceptProcedure}, Tick{"v1", true}, Tick{"v2", true},
		drawn(RolePatient, "Jeanne EXEMPLE"), drawn(RoleStaff, "Dr Modèle"))
	r, err := Finish(s, "E-1", "abc", start.Add(2*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Understanding; !reflect.DeepEqual(got, []Understanding{{Question: "q1", First: "b", Last: "a", Correct: true}, {Question: "q2", First: "a", Last: "a"}}) {
		t.Errorf("understanding: %+v", got)
	}
	if r.Questions[0].Text != "Puis-je marcher ?" {
		t.Errorf("question kept as %q", r.Questions[0].Text)
	}
	b, err := r.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	back, err := ParseRecord(b)
	if err != nil {
		t.Fatal(err)
	}
	one, _ := r.Canonical()
	two, _ := back.Canonical()
	if string(one) != string(two) {
		t.Errorf("the record came back otherwise:\n%s\n%s", one, two)
	}
	if strings.Contains(string(b), "time\":\"2026-11-22T09:00:00.") {
		t.Error("times are kept finer than the second")
	}
}

func TestMisunderstood(t *testing.T) {
	s := mustApply(t, prepared(t, sampleCase()), Respond{Question: "q1", Option: "b"})
	if got := s.Misunderstood(); !reflect.DeepEqual(got, []string{"q1", "q2"}) {
		t.Errorf("a wrong and a missing answer: %v", got)
	}
	s = mustApply(t, s, Respond{Question: "q1", Option: "a"}, Respond{Question: "q2", Option: "c"})
	if got := s.Misunderstood(); got != nil {
		t.Errorf("all right: %v", got)
	}
	s = mustApply(t, prepared(t, sampleCase()), Decide{DeclineInformation})
	if got := s.Misunderstood(); got != nil {
		t.Errorf("nothing was asked: %v", got)
	}
}

func TestRefusedOrder(t *testing.T) {
	base := spoken(t, prepared(t, sampleCase()))
	decided := mustApply(t, base, Decide{AcceptProcedure})
	ticked := mustApply(t, decided, Tick{"v1", true}, Tick{"v2", true})
	signed := mustApply(t, ticked, drawn(RolePatient, "Jeanne EXEMPLE"))
	with := func(f func(*Signature)) Event {
		e := drawn(RolePatient, "Jeanne EXEMPLE")
		f(&e.Signature)
		return e
	}
	for _, c := range []struct {
		name string
		s    Session
		e    Event
		want Problem
	}{
		{"sign before a case", Session{}, drawn(RolePatient, "x"), ProblemNotPrepared},
		{"sign before a decision", base, drawn(RolePatient, "Jeanne EXEMPLE"), ProblemUndecided},
		{"sign before the statements", decided, drawn(RolePatient, "Jeanne EXEMPLE"), ProblemStatements},
		{"staff first", ticked, drawn(RoleStaff, "Dr"), ProblemOrder},
		{"another patient", ticked, drawn(RolePatient, "Marie"), ProblemWrongSigner},
		{"a witness nobody named", ticked, drawn(RoleWitness, "X"), ProblemWrongSigner},
		{"twice", signed, drawn(RolePatient, "Jeanne EXEMPLE"), ProblemSealed},
		{"answer after signing", signed, Respond{Question: "q1", Option: "a"}, ProblemSealed},
		{"decide after signing", signed, Decide{WantTime}, ProblemSealed},
		{"tick before deciding", base, Tick{"v1", true}, ProblemUndecided},
		{"tick of another decision", decided, Tick{"c1", true}, ProblemUnknownValue},
		{"unknown option", base, Respond{Question: "q1", Option: "z"}, ProblemUnknownValue},
		{"unknown page", base, See{"nowhere"}, ProblemUnknownValue},
		{"value out of range", base, Weigh{"s1", 11}, ProblemOutOfRange},
		{"blank pad", ticked, with(func(s *Signature) { s.Strokes = nil }), ProblemBlank},
		{"a dot", ticked, with(func(s *Signature) { s.Strokes = []Stroke{{{0.5, 0.5}}} }), ProblemDot},
		{"a short line", ticked, with(func(s *Signature) { s.Strokes = []Stroke{{{0.5, 0.5}, {0.55, 0.5}}} }), ProblemTooShort},
		{"no number", ticked, with(func(s *Signature) { s.Strokes = []Stroke{{{float32(math.NaN()), 0}}} }), ProblemBlank},
		{"typed nothing", ticked, with(func(s *Signature) { s.Method, s.Strokes = MethodTyped, nil }), ProblemTypedName},
		{"clock back", ticked, with(func(s *Signature) { s.At = start.Add(-time.Minute) }), ProblemClockBackward},
		{"too many points", ticked, with(func(s *Signature) { s.Strokes = []Stroke{make(Stroke, MaxPoints+1)} }), ProblemTooLong},
	} {
		after, err := Apply(c.s, c.e)
		if err != c.want {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if !reflect.DeepEqual(after, c.s) {
			t.Errorf("%s: the refused event changed the session", c.name)
		}
	}
}

func TestMarkNeedsWitness(t *testing.T) {
	s := mustApply(t, prepared(t, sampleCase()), Decide{WantTime}, Tick{"t1", true})
	mark := Sign{Signature{Role: RolePatient, Name: "Jeanne EXEMPLE", Method: MethodMark, At: start,
		Strokes: []Stroke{{{0.5, 0.5}, {0.52, 0.52}}, {{0.52, 0.5}, {0.5, 0.52}}}}}
	s = mustApply(t, s, mark)
	if got := s.MissingRoles(); !reflect.DeepEqual(got, []Role{RoleWitness, RoleStaff}) {
		t.Fatalf("after a mark these still sign: %v", got)
	}
	if _, err := Apply(s, drawn(RoleStaff, "Dr")); err != ProblemOrder {
		t.Errorf("staff signed before the witness of the mark: %v", err)
	}
}

func TestLongestNameCanSign(t *testing.T) {
	c := sampleCase()
	c.FirstNames, c.UsedName = strings.Repeat("a", MaxName), strings.Repeat("b", MaxName)
	s := mustApply(t, prepared(t, c), Decide{WantTime}, Tick{"t1", true})
	mustApply(t, s, drawn(RolePatient, c.FullName()))
}

func TestCaseRefused(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Case)
		want   Problem
	}{
		{"a name of spaces", func(c *Case) { c.BirthName = " " }, ProblemRequired},
		{"first names of spaces", func(c *Case) { c.FirstNames = "\u00a0" }, ProblemRequired},
		{"no name", func(c *Case) { c.BirthName, c.FirstNames = "", "" }, ProblemRequired},
		{"a used name alone", func(c *Case) { c.BirthName, c.FirstNames, c.UsedName = "", "", "EXEMPLE" }, ProblemRequired},
		{"long name", func(c *Case) { c.BirthName = strings.Repeat("x", 10000) }, ProblemTooManyRunes},
		{"control", func(c *Case) { c.FirstNames = "a\x00b" }, ProblemControl},
		{"direction mark", func(c *Case) { c.FirstNames = "a\u202eb" }, ProblemControl},
		{"not utf-8", func(c *Case) { c.UsedName = "\xff" }, ProblemNotUTF8},
		{"born tomorrow", func(c *Case) { c.BirthDate = Date{2026, 11, 23} }, ProblemFuture},
		{"born before 1900", func(c *Case) { c.BirthDate = Date{1899, 12, 31} }, ProblemTooOld},
		{"31 February", func(c *Case) { c.BirthDate = Date{1944, 2, 31} }, ProblemNoSuchDay},
		{"pain before birth", func(c *Case) { c.PainOnset = Date{1940, 1, 1} }, ProblemBeforeBirth},
		{"no level", func(c *Case) { c.ToTreat = 0 }, ProblemNoLevel},
		{"level both ways", func(c *Case) { c.Old = c.ToTreat }, ProblemLevelTwice},
		{"level that is none", func(c *Case) { c.ToTreat = 1 << 25 }, ProblemUnknownValue},
		{"sex", func(c *Case) { c.Sex = "" }, ProblemRequired},
		{"reply", func(c *Case) { c.Cleft = NotDone }, ProblemUnknownValue},
		{"pain", func(c *Case) { n := 11; c.Pain = &n }, ProblemOutOfRange},
		{"T-score", func(c *Case) { f := math.NaN(); c.TScore = &f }, ProblemOutOfRange},
	} {
		bad := sampleCase()
		c.change(&bad)
		if _, err := Apply(Session{}, Prepare{Case: bad, At: start}); err != c.want {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func TestGeneralAnaesthesiaFollowsThreshold(t *testing.T) {
	c := sampleCase()
	for _, levels := range []LevelSet{NewLevelSet(L1), NewLevelSet(T12, L1), NewLevelSet(T11, T12, L1), NewLevelSet(Sacrum, L4, L5)} {
		c.ToTreat = levels
		for threshold := 1; threshold < 5; threshold++ {
			if got, want := TraitsOf(c, threshold, DateOf(start))[GeneralAnaesthesia], levels.Len() > threshold; got != want {
				t.Errorf("%v above %d: %v", levels, threshold, got)
			}
		}
	}
}

// anyEvent draws an event, sensible or not.
func anyEvent(t *rapid.T) Event {
	pick := func(words ...string) string { return rapid.SampledFrom(words).Draw(t, "word") }
	role := rapid.SampledFrom([]Role{RolePatient, RoleStaff, RoleWitness, RoleInterpreter, RoleTrustedPerson, RoleDecider, "nobody"}).Draw(t, "role")
	at := start.Add(time.Duration(rapid.IntRange(-1, 90).Draw(t, "minute")) * time.Minute)
	yes := rapid.Bool().Draw(t, "yes")
	switch rapid.IntRange(0, 22).Draw(t, "event") {
	case 0:
		return Speak{rapid.SampledFrom([]Language{French, English, "de"}).Draw(t, "language")}
	case 1:
		return See{pick("p1", "p2", "p3")}
	case 2:
		return Respond{Question: pick("q1", "q2", "q3"), Option: pick("a", "b", "c", "d")}
	case 3:
		return Weigh{pick("s1", "s9"), rapid.IntRange(-1, 12).Draw(t, "value")}
	case 4:
		return Ask{Question{Prompt: pick("", "d1", "d9"), Text: rapid.StringN(0, 30, -1).Draw(t, "text")}}
	case 5, 6:
		return Decide{rapid.SampledFrom(append(Outcomes(), "other")).Draw(t, "outcome")}
	case 7, 8:
		return Tick{pick("v1", "v2", "c1", "t1", "n1", "x"), rapid.IntRange(0, 5).Draw(t, "on") > 0}
	case 9:
		e := drawn(role, "Jeanne EXEMPLE")
		if rapid.Bool().Draw(t, "blank") {
			e.Signature.Strokes = nil
			e.Signature.Method = rapid.SampledFrom([]Method{MethodDrawn, MethodUnable, MethodUnwilling}).Draw(t, "method")
		}
		return e
	case 10, 11:
		return Meet{at}
	case 12, 13:
		return Talk{By: pick("", "Dr Modèle"), Function: "radiologue", At: at}
	case 14:
		if yes {
			return Untalk{}
		}
		return Respond{Question: pick("q1", "q2"), Option: pick("a", "b"), Together: true, At: at}
	case 15:
		return GoOver{pick("q1", "q2", "q9"), yes, pick("", "Dr Modèle"), at}
	case 16:
		return Tell{Question{Prompt: "d1"}, yes, pick("", "Oui")}
	case 17:
		return Anaesthetise{Anaesthesia(pick("", "local", "other"))}
	case 18:
		return Allow{pick("x1", "x9"), Reply(pick("yes", "no", "", "partly"))}
	case 19:
		return LeanTo{Lean(pick("", "unsure", "other"))}
	case 20:
		return Lay{at}
	case 21:
		return TakeUp{Clinic{Threshold: 2}, sampleScript(), []string{"p1"}, at}
	}
	return Unsign{}
}

func TestRandomSessions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := sampleCase()
		if rapid.Bool().Draw(t, "interpreter") {
			c.Interpreter = "I"
		}
		if rapid.Bool().Draw(t, "guardian") {
			c.Protection, c.Protector = Guardianship, "Jeanne EXEMPLE"
		}
		anyLetter(t, &c)
		s, err := Apply(Session{}, Prepare{Case: c, Clinic: Clinic{Threshold: 2}, Script: sampleScript(), At: start})
		if err != nil {
			t.Fatal(err)
		}
		for range rapid.IntRange(0, 60).Draw(t, "length") {
			e := anyEvent(t)
			before := s.clone()
			next, err := Apply(s, e)
			if !reflect.DeepEqual(s.clone(), before) {
				t.Fatalf("%T wrote into the session before it", e)
			}
			if err != nil {
				if _, ok := ProblemOf(err); !ok {
					t.Fatalf("%T refused without a problem: %v", e, err)
				}
			}
			if _, ok := e.(Speak); ok {
				same := next.clone()
				same.Language, same.Shown = before.Language, before.Shown
				if !reflect.DeepEqual(same, before) {
					t.Fatal("the language changed an answer")
				}
			}
			s = next
			checkInvariants(t, s)
		}
	})
}

// anyLetter draws what is entered for the letter and the appointments.
func anyLetter(t *rapid.T, c *Case) {
	line := rapid.StringMatching(`[A-Z][a-zé0-9,]{0,20}( [a-z]{1,9})?`)
	address := func(of string) string {
		if of == "" {
			return ""
		}
		return strings.Join(rapid.SliceOfN(line, 0, MaxAddressLines).Draw(t, "address"), "\n")
	}
	someDay := func(until int) Date {
		if rapid.Bool().Draw(t, "no day") {
			return Date{}
		}
		return DateOf(start.AddDate(0, 0, rapid.IntRange(-900, until).Draw(t, "day")))
	}
	name := rapid.SampledFrom([]string{"", "Dr Alix TYPE"})
	c.Imaged, c.Planned, c.AnaesthesiaOn = someDay(0), someDay(plannedDays), someDay(plannedDays)
	c.Urgent = rapid.SampledFrom([]Reply{NotEntered, Yes, No}).Draw(t, "urgent")
	c.Doctor, c.Rheumatologist, c.TrustedPerson = name.Draw(t, "doctor"), name.Draw(t, "rheumatologist"), name.Draw(t, "trusted")
	c.Address, c.DoctorAddress, c.RheumatologistAddress = address("the patient"), address(c.Doctor), address(c.Rheumatologist)
	if c.TrustedPerson != "" {
		c.TrustedRelation = rapid.SampledFrom([]string{"", "son fils"}).Draw(t, "relation")
	}
}

func checkInvariants(t *rapid.T, s Session) {
	if len(s.Signed) > 0 && (s.Decision == Undecided || len(s.MissingStatements()) > 0 || s.Signed[0].Role != s.Case.Decides()) {
		t.Fatal("signed without decision, statements or who decides")
	}
	if s.Decision == AcceptProcedure && (s.With.Interview == nil || len(s.Moments) == 0) {
		t.Fatal("the procedure is accepted, and no clinician says that they spoke with the patient")
	}
	checkHeldAgain(t, s)
	for _, sig := range s.Signed {
		if sig.Method == MethodDrawn && CheckInk(sig.Strokes, MethodDrawn) != nil {
			t.Fatal("a blank signature was taken")
		}
	}
	if len(s.Questions) > MaxQuestions {
		t.Fatal("too many questions")
	}
	checkInstead(t, s)
	r, err := Finish(s, "id", "v", start.Add(time.Hour))
	complete := !s.PutBy() && s.Decision != Undecided && len(s.MissingStatements()) == 0 && len(s.MissingRoles()) == 0
	if (err == nil) != complete {
		t.Fatalf("finish: %v, complete: %v", err, complete)
	}
	if err == nil && s.Language != "" {
		b, _ := r.Marshal()
		if _, err := ParseRecord(b); err != nil {
			t.Fatalf("a finished record does not come back: %v", err)
		}
	}
}

// checkHeldAgain holds the session and takes it up: nothing of what was read, answered
// or entered is lost.
func checkHeldAgain(t *rapid.T, s Session) {
	if s.Language == "" {
		return
	}
	b, err := s.Hold(start.Add(2 * time.Hour))
	if err != nil {
		t.Fatalf("cannot be held: %v", err)
	}
	h, err := ParseHeld(b)
	if err != nil {
		t.Fatalf("what was held does not come back: %v", err)
	}
	back, err := Apply(h, TakeUp{s.Clinic, s.Script, nil, start.Add(3 * time.Hour)})
	if err != nil {
		t.Fatalf("cannot be taken up: %v", err)
	}
	want := s.clone()
	want.Decision, want.Ticked, want.Signed, want.Moments = back.Decision, back.Ticked, back.Signed, back.Moments
	want.Read = back.Read
	if len(want.Seen)+len(back.Seen) == 0 {
		want.Seen = back.Seen
	}
	if len(want.Questions)+len(back.Questions) == 0 {
		want.Questions = back.Questions
	}
	if !reflect.DeepEqual(back, want) {
		t.Fatalf("taken up otherwise:\n%+v\n%+v", want, back)
	}
	more := 1
	if len(back.Moments) != len(s.Moments)+more || back.Decision != Undecided || len(back.Signed) > 0 {
		t.Fatalf("%d moments, decision %q, %d signatures", len(back.Moments), back.Decision, len(back.Signed))
	}
}

// checkInstead: whoever leaves only "v2" unticked is led to more time, and nobody else
// is; on that way the record has the ticks given for it and none of before.
func checkInstead(t *rapid.T, s Session) {
	leads := s.Decision == AcceptProcedure && s.Ticked["v1"] && !s.Ticked["v2"]
	if to := s.Instead(); (to == WantTime) != leads || !leads && to != Undecided {
		t.Fatalf("decided %q with %v ticked leads to %q", s.Decision, s.Ticked, to)
	}
	if !leads {
		return
	}
	if _, err := Apply(s, drawn(RolePatient, "Jeanne EXEMPLE")); err == nil {
		t.Fatal("signed without having had time")
	}
	led, err := Apply(s, Decide{s.Instead()})
	if err != nil || led.Decision != WantTime || len(led.Ticked) > 0 {
		t.Fatalf("led to %q with %v ticked: %v", led.Decision, led.Ticked, err)
	}
	back, err := Apply(s, Tick{"v2", true})
	if err != nil || back.Decision != AcceptProcedure || len(back.MissingStatements()) > 0 {
		t.Fatalf("back with %v missing: %v", back.MissingStatements(), err)
	}
}

func TestInsteadNeedsOneWay(t *testing.T) {
	s := mustApply(t, spoken(t, prepared(t, sampleCase())), Decide{AcceptProcedure})
	for _, c := range []struct {
		unticked map[string]Outcome
		want     Outcome
	}{
		{nil, Undecided},
		{map[string]Outcome{"v1": WantTime}, Undecided},
		{map[string]Outcome{"v1": WantTime, "v2": WantTime}, WantTime},
		{map[string]Outcome{"v1": WantTime, "v2": DeclineInformation}, Undecided},
		{map[string]Outcome{"v1": Withdrawn, "v2": Withdrawn}, Undecided}, // not offered in this session
	} {
		s.Script.Unticked = c.unticked
		if got := s.Instead(); got != c.want {
			t.Errorf("%v leads to %q, want %q", c.unticked, got, c.want)
		}
	}
}

func TestParseRecordRefuses(t *testing.T) {
	s := mustApply(t, prepared(t, sampleCase()), Decide{WantTime}, Tick{"t1", true}, drawn(RolePatient, "Jeanne EXEMPLE"), drawn(RoleStaff, "Dr"))
	r, err := Finish(s, "E-1", "abc", start)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := r.Marshal()
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "cut short"}, {"truncated", string(b[:len(b)/2]), "cut short"}, {"trailing", string(b) + "{}", "cut short"},
		{"edited", strings.Replace(string(b), "EXEMPLE", "EXAMPLE", 1), "changed after"},
		{"unknown key", strings.Replace(string(b), `"schema"`, `"x":1,"schema"`, 1), "cut short"},
	} {
		if _, err := ParseRecord([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		} else if strings.Contains(err.Error(), "EX") {
			t.Errorf("%s: the error holds patient data", c.name)
		}
	}
	r.Signatures = r.Signatures[:1]
	b, _ = r.Marshal()
	if _, err := ParseRecord(b); err == nil {
		t.Error("a record without the staff's signature was read")
	}
}

func FuzzParseRecord(f *testing.F) {
	f.Add([]byte(`{"record":{},"sha256":""}`))
	f.Fuzz(func(t *testing.T, b []byte) { ParseRecord(b) })
}

func FuzzForm(f *testing.F) {
	f.Add("Dupont", "03/03/1944", "2", "-2,5")
	f.Add("\u202e👵", "31/02/1944", "-1", "NaN")
	f.Fuzz(func(t *testing.T, name, date, count, score string) {
		form := Form{Texts: map[Field]string{FieldBirthName: name, FieldFirstNames: name, FieldBirthDate: date, FieldEarlier: count, FieldTScore: score},
			Sex: Female, ToTreat: NewLevelSet(L1)}
		r := Reading{Today: DateOf(start), Prints: func(r rune) bool { return r < 0x250 }, Date: func(string) (Date, error) { return Date{1944, 3, 3}, nil }}
		c, problems := form.Read(r)
		if len(problems) == 0 {
			if _, err := Apply(Session{}, Prepare{Case: c, At: start}); err != nil {
				t.Fatalf("the form took what the domain refuses: %v", err)
			}
			if _, err := json.Marshal(c); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestCasePrintsNothing(t *testing.T) {
	for _, text := range []string{sampleCase().String(), sampleCase().GoString()} {
		if strings.Contains(text, "EXEMPLE") {
			t.Errorf("printing a case shows the patient: %s", text)
		}
	}
}

// TestStrokesAreRounded keeps a record small, and reads it back as it was.
func TestStrokesAreRounded(t *testing.T) {
	got := rounded([]Stroke{{{0.123456, 0.5}, {0.99999, 0.00004}}})
	if want := []Stroke{{{0.1235, 0.5}, {1, 0}}}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if again := rounded(got); !reflect.DeepEqual(again, got) {
		t.Errorf("rounded again: %v", again)
	}
}
