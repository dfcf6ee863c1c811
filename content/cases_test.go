package content

import (
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"eclaire/consent"
	"eclaire/content/measure"
	"eclaire/locales"
)

// known is all that a case tells, and what was chosen in it, if anything.
type known struct {
	consent.Case
	clinic consent.Clinic
	chose  consent.Outcome
}

// someCase draws a case that a nurse could enter, at a clinic of some kind, with some
// choice or none yet.
func someCase(chance *rand.Rand) known {
	reply := func(more ...consent.Reply) consent.Reply {
		return append(more, consent.NotEntered, consent.Yes, consent.No)[chance.IntN(len(more)+3)]
	}
	c := consent.Case{FirstNames: "Anne", BirthName: "Noël", BirthDate: consent.Date{Year: 1920 + chance.IntN(70), Month: 3, Day: 3},
		ToTreat: consent.LevelSet(1+chance.Uint32N(1<<18-1)) << 1, Cleft: reply(), BedBound: reply(), Spontaneous: reply(), FamilyHistory: reply(),
		TrustedPerson: []string{"", "Paul"}[chance.IntN(2)], Rheumatologist: []string{"", "Dr Osseux"}[chance.IntN(2)],
		Oedema: reply(consent.NotDone), PainYields: reply(consent.Partly), Procedure: append(consent.Procedures(), "")[chance.IntN(5)]}
	if chance.IntN(2) == 0 { // most have one fracture or two
		c.ToTreat = consent.NewLevelSet(consent.Levels()[chance.IntN(18)], consent.Levels()[chance.IntN(18)])
	}
	c.Old = consent.LevelSet(chance.Uint32N(1<<18)&chance.Uint32N(1<<18)) << 1 &^ c.ToTreat
	if n := chance.IntN(5) - 1; n >= 0 {
		c.EarlierFractures = &n
	}
	return known{c, consent.Clinic{Threshold: chance.IntN(6), Country: []string{"", "FR", "GB"}[chance.IntN(3)]},
		append(consent.AllOutcomes(), "")[chance.IntN(len(consent.AllOutcomes())+1)]}
}

func (k known) traits() consent.Traits {
	t := consent.TraitsOf(k.Case, k.clinic.Threshold, consent.Date{Year: 2026, Month: 11, Day: 22})
	if k.chose != "" {
		t[k.chose.Trait()] = true
	}
	return t
}

// between tells whether a level to treat lies from one to another.
func (k known) between(from, to consent.Level) bool {
	return slices.ContainsFunc(k.ToTreat.Levels(), func(l consent.Level) bool { return from <= l && l <= to })
}

func (k known) general() bool { return k.ToTreat.Len() > k.clinic.Threshold }
func (k known) sacrum() bool  { return k.ToTreat.Has(consent.Sacrum) }
func (k known) earlier(n int) bool {
	return k.EarlierFractures != nil && *k.EarlierFractures >= n
}

// cement tells whether what comes after cement concerns the patient: she chose it, or
// has not chosen yet.
func (k known) cement() bool {
	return k.chose == "" || k.chose == consent.AcceptProcedure || k.chose == consent.Confirmed
}

// concerns says of everything that is not shown to all for whom it is, from the case
// itself. What stands here and is shown otherwise, and what is shown to some and does
// not stand here, is a fault.
var concerns = func() map[string]func(known) bool {
	out := map[string]func(known) bool{}
	for _, group := range []struct {
		holds func(known) bool
		ids   string
	}{
		{func(k known) bool { return k.ToTreat.Len() == 1 }, "fracture.one"},
		{func(k known) bool { return k.ToTreat.Len() > 1 }, "fracture.several"},
		{known.sacrum, "fracture.sacrum steps.sacrum-only"},
		{func(k known) bool { return k.Old.Len() > 0 }, "fracture.old"},
		{func(k known) bool { return k.between(consent.T11, consent.L2) }, "worse.junction"},
		{func(k known) bool { return k.between(consent.T1, consent.T10) && !k.between(consent.T11, consent.L2) }, "worse.thoracic"},
		{func(k known) bool { return k.Cleft == consent.Yes }, "cleft nothing.cleft"},
		{func(k known) bool { return k.BedBound == consent.Yes }, "bed.you bed"},
		{func(k known) bool { return k.Procedure == consent.Kyphoplasty }, "kyphoplasty steps.balloons leak.less leak.balloons"},
		{func(k known) bool { return k.Procedure == consent.Implant }, "implant steps.implant legal.implant"},
		{func(k known) bool { return k.Procedure == consent.Sacroplasty || k.sacrum() }, "sacrum"},
		{func(k known) bool { return k.between(consent.T1, consent.L5) }, "shape"},
		{known.general, "compare.anaesthesia.general anaesthesia.general say.anaesthesia-general say.anaesthesia-other-general risk-anaesthesia"},
		{func(k known) bool { return !k.general() }, "anaesthesia.local say.anaesthesia-local"},
		{func(known) bool { return false }, "anaesthesia.anybody"}, // of the booklet, which has no case
		{func(k known) bool {
			return slices.ContainsFunc(k.ToTreat.Levels(), func(l consent.Level) bool { return l < consent.L5 && k.ToTreat.Has(l+1) })
		}, "neighbour.extra"},
		{func(k known) bool { return k.earlier(1) && !k.earlier(2) }, "cluster.you-one"},
		{func(k known) bool { return k.earlier(2) }, "cluster.you-two"},
		{known.cement, "alarm.needle alarm.after alarm.infection take.day-needle"},
		{func(k known) bool { return k.chose == consent.ChooseConservative }, "legal.change letter.day-conservative"},
		{func(k known) bool { return k.chose == consent.AcceptProcedure }, "on-the-day take.day take.when-procedure take.when-anaesthesia letter.neighbour letter.day"},
		{func(k known) bool { return k.chose == consent.WantTime }, "legal.undecided"},
		{func(k known) bool { return k.chose == consent.DeclineInformation }, "legal.informed-later"},
		{func(k known) bool { return k.cement() || k.chose == consent.Withdrawn }, "legal.withdraw"},
		{func(k known) bool { return k.TrustedPerson != "" }, "legal.trusted"},
		{func(k known) bool { return k.Rheumatologist == "" }, "letter.refer"},
	} {
		for _, id := range strings.Fields(group.ids) {
			out[id] = group.holds
		}
	}
	return out
}()

// conditions gives the condition of every item of the content that has one: pages, what
// stands behind "Know more", rows, clauses, questions, statements, prompts, sections.
func conditions(lib *Library) map[string]Condition {
	out := map[string]Condition{}
	var walk func(reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Struct:
			if own := v.FieldByName("Condition"); own.IsValid() && v.FieldByName("ID").IsValid() {
				c, _ := own.Interface().(Condition).split() // what happens in a session is another matter
				if len(c.When)+len(c.Unless) > 0 {
					out[v.FieldByName("ID").String()] = c
				}
			}
			for i := range v.NumField() {
				if f := v.Type().Field(i); f.IsExported() && f.Type != reflect.TypeFor[Condition]() {
					walk(v.Field(i))
				}
			}
		}
	}
	walk(reflect.ValueOf(*lib))
	return out
}

// What concerns a case is shown to it and nothing else is; no placeholder is left; both
// languages say the same figures and deny the same; nobody misses a chapter, a warning
// or a question.
func TestFiveThousandCases(t *testing.T) {
	lib, words, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	conditional := conditions(lib)
	if a, b := slices.Sorted(maps.Keys(conditional)), slices.Sorted(maps.Keys(concerns)); !slices.Equal(a, b) {
		t.Fatalf("shown to some:\n%v\nof whom it is said here to whom:\n%v", a, b)
	}
	filled := withPlaceholders(lib)
	chance := rand.New(rand.NewPCG(13, 5000))
	seen := map[string][2]bool{}
	for range 5000 {
		k := someCase(chance)
		traits := k.traits()
		for id, c := range conditional {
			holds := c.Holds(traits)
			if want := concerns[id](k); holds != want {
				t.Fatalf("%s is shown: %v, want %v, to %+v", id, holds, want, k)
			}
			both := seen[id]
			both[map[bool]int{true: 1}[holds]] = true
			seen[id] = both
		}
		wholeFor(t, lib, k, traits)
		filledFor(t, lib, words, k, traits, filled)
		if t.Failed() {
			t.Fatalf("the case: %+v", k)
		}
	}
	for id, both := range seen {
		if both != [2]bool{true, true} && id != "anaesthesia.anybody" {
			t.Errorf("%s was never both shown and left out", id)
		}
	}
}

// wholeFor checks that the way of a case is whole: chapters, pages, warnings, the check.
func wholeFor(t *testing.T, lib *Library, k known, traits consent.Traits) {
	t.Helper()
	steps := map[int]bool{}
	for _, p := range lib.PagesFor(traits) {
		clauses := ClausesFor(p.Clause, traits)
		for _, c := range clauses {
			steps[c.Alarm] = true
		}
		if len(clauses)+len(StepsFor(p.Step, traits))+len(RowsFor(p.Row, traits))+len(p.Column) == 0 {
			t.Errorf("the page %s is empty", p.ID)
		}
	}
	for _, chapter := range Chapters()[:4] {
		if len(lib.PagesOf(chapter, traits)) == 0 {
			t.Errorf("the chapter %s is empty", chapter)
		}
	}
	for step := 1; step <= alarmSteps; step++ {
		if !steps[step] {
			t.Errorf("no warning of step %d", step)
		}
	}
	drawn := lib.Draw(traits, uint64(k.ToTreat)*31+uint64(k.BirthDate.Year))
	if len(drawn) != len(Topics()) {
		t.Errorf("%d questions", len(drawn))
	}
	for _, q := range drawn {
		for _, options := range [][]Option{q.Option, q.Again.Option} {
			right := 0
			for _, o := range options {
				if o.Correct {
					right++
				}
			}
			if last := options[len(options)-1]; right != 1 || !last.Unsure {
				t.Errorf("%s has %d right answers, and %q is its last", q.ID, right, last.ID)
			}
		}
	}
}

// conditioned is a passage with placeholders, and to whom it is shown.
type conditioned struct {
	where string
	Text
	Condition
}

// withPlaceholders gathers them: the others are the same in every case, and are
// measured once (TestWayKeepsItsAims).
func withPlaceholders(lib *Library) (out []conditioned) {
	add := func(where string, c Condition, texts ...Text) {
		for _, t := range texts {
			if strings.Contains(t.FR+t.EN, "{") {
				out = append(out, conditioned{where, t, c})
			}
		}
	}
	for _, c := range lib.clauses {
		add(c.ID, c.Condition, c.Text, c.Instead)
	}
	for _, s := range lib.Statements {
		add(s.ID, s.Condition, s.Text)
	}
	for _, q := range lib.Questions {
		add(q.ID, q.Condition, q.Ask, q.Explain, q.Again.Ask)
		for _, o := range slices.Concat(q.Option, q.Again.Option) {
			add(q.ID, q.Condition, o.Text)
		}
	}
	for _, c := range lib.Choices {
		add(string(c.Outcome), Condition{}, c.Title, c.Detail, c.Review)
	}
	for _, p := range lib.Pages {
		add(p.ID, p.Condition, p.Title)
	}
	for _, s := range lib.Sections {
		add(s.ID, s.Condition, s.Title)
	}
	for _, d := range lib.Documents {
		add(d.ID, Condition{}, d.Title)
	}
	return out
}

// filledFor checks what a case reads where something of it is filled in.
func filledFor(t *testing.T, lib *Library, words *locales.Bundle, k known, traits consent.Traits, passages []conditioned) {
	t.Helper()
	fr, en := words.For(consent.French), words.For(consent.English)
	inFrench, inEnglish := lib.Vars(fr, k.Case, k.clinic), lib.Vars(en, k.Case, k.clinic)
	for _, p := range passages {
		if !p.Holds(traits) {
			continue
		}
		a, b := Fill(p.FR, inFrench), Fill(p.EN, inEnglish)
		if strings.ContainsAny(a+b, "{}‹›") || strings.Contains(a+b, "  ") {
			t.Errorf("%s: %q, %q", p.where, a, b)
		}
		if !measure.SameDigits(a, b) {
			t.Errorf("%s: other figures in %q and %q", p.where, a, b)
		}
		if measure.Negations(a, consent.French) != measure.Negations(b, consent.English) {
			t.Errorf("%s: other negations in %q and %q", p.where, a, b)
		}
	}
}
