package document

import (
	"reflect"
	"slices"

	"pgregory.net/rapid"

	"eclaire/consent"
	"eclaire/content"
)

// walk is a random way through a session over the shipped texts.
type walk struct {
	t      *rapid.T
	lib    *content.Library
	s      consent.Session
	minute int
}

// pick draws one of several.
func pick[T any](t *rapid.T, of []T) T { return rapid.SampledFrom(of).Draw(t, "of several") }

func (w *walk) yes() bool { return rapid.Bool().Draw(w.t, "yes") }

// some keeps a part of a list.
func (w *walk) some(of []string) (out []string) {
	for _, s := range of {
		if w.yes() {
			out = append(out, s)
		}
	}
	return out
}

// try applies an event; one that is refused changes nothing.
func (w *walk) try(e consent.Event) bool {
	w.minute++
	next, err := consent.Apply(w.s, e)
	if err == nil {
		w.s = next
	}
	return err == nil
}

// randomCase is a case with all that documents say of people.
func (w *walk) randomCase() consent.Case {
	c := caseOf(sample{levels: pick(w.t, []int{1, 2, 4})})
	c.Interpreter, c.InterpreterLanguage, c.TrustedPerson, c.TrustedContact, c.Witness, c.Protector = "", "", "", "", "", ""
	c.Protection = pick(w.t, append(consent.Protections(), consent.ProtectionNotEntered))
	if c.Protection.ByOther() || c.Protection == consent.Curatorship && w.yes() {
		c.Protector = "Gil Garant"
	}
	c.Sex = pick(w.t, []consent.Sex{consent.Female, consent.Male, consent.SexUnknown})
	if w.yes() {
		c.Interpreter, c.InterpreterLanguage = "Ida Interprète", pick(w.t, []string{"", "arabe"})
	}
	if w.yes() {
		c.TrustedPerson, c.TrustedRelation = "Paul Specimen", pick(w.t, []string{"", "fils"})
	}
	if w.yes() {
		c.Witness = "Theo Témoin"
	}
	replies := []consent.Reply{consent.NotEntered, consent.Yes, consent.No}
	c.TrustedOffered, c.Thinners, c.ThinnersName = pick(w.t, replies), pick(w.t, replies), ""
	return c
}

func (w *walk) script(c consent.Case) consent.Script {
	return w.lib.Script(consent.TraitsOf(c, 2, consent.DateOf(at(0))), lot)
}

// prepare begins with a random case.
func (w *walk) prepare() {
	c := w.randomCase()
	script := w.script(c)
	if w.yes() {
		script.Content = "an earlier version"
	}
	w.s = consent.Session{}
	w.try(consent.Speak{Language: pick(w.t, consent.Languages())})
	if !w.try(consent.Prepare{Case: c, Clinic: clinicOf(sample{paper: "A4"}), Script: script, At: at(w.minute)}) {
		w.t.Fatal("no case")
	}
}

// step is one random event of those that happen before a signature.
func (w *walk) step() {
	script := w.s.Script
	if n := rapid.IntRange(0, 5).Draw(w.t, "kind"); n < 3 && len(script.Pages) > 0 {
		w.alone(script)
	} else {
		w.withStaff(script)
	}
}

// alone is an event of the patient's.
func (w *walk) alone(script consent.Script) {
	switch rapid.IntRange(0, 8).Draw(w.t, "alone") {
	case 0:
		w.try(consent.See{Page: pick(w.t, script.Pages)})
	case 1:
		w.try(consent.Pass{Page: pick(w.t, script.Pages)})
	case 2:
		w.try(consent.Open{More: pick(w.t, script.More)})
	case 3: // a whole chapter
		chapter := pick(w.t, content.Chapters())
		for _, p := range script.Pages {
			if script.Chapters[p] == chapter {
				w.try(consent.See{Page: p})
			}
		}
	case 4, 5:
		q, again := pick(w.t, script.Questions), w.yes()
		options := script.Options[q]
		if again {
			options = script.Again[q]
		}
		w.try(consent.Respond{Question: q, Option: pick(w.t, options), Again: again, Together: w.yes(), At: at(w.minute)})
	case 6:
		w.try(consent.Ask{Question: consent.Question{Prompt: pick(w.t, script.Prompts)}})
	case 7:
		w.try(consent.Ask{Question: consent.Question{Text: pick(w.t, []string{"Pourquoi ?", "Et après ?"})}})
	case 8:
		w.try(consent.LeanTo{Lean: pick(w.t, append(consent.Leans(), consent.LeanUnsaid))})
	}
}

// withStaff is an event of the staff's, or of the decision.
func (w *walk) withStaff(script consent.Script) {
	replies := []consent.Reply{consent.NotEntered, consent.Yes, consent.No}
	switch rapid.IntRange(0, 13).Draw(w.t, "with staff") {
	case 0, 1:
		w.try(consent.Meet{At: at(w.minute)})
	case 2:
		w.try(consent.Talk{By: "Dr Camille Exemplaire", Function: pick(w.t, []string{"", "radiologue"}), At: at(w.minute)})
	case 3:
		w.try(consent.Untalk{})
	case 4, 5:
		if len(script.Questions) > 0 {
			w.try(consent.GoOver{Question: pick(w.t, script.Questions), On: w.yes(), By: "Dr Camille Exemplaire", At: at(w.minute)})
		}
	case 6:
		if len(w.s.Questions) > 0 {
			w.try(consent.Tell{Question: pick(w.t, w.s.Questions), Answered: w.yes(), Answer: pick(w.t, []string{"", "Parce que."})})
		}
	case 7:
		w.try(consent.Anaesthetise{Anaesthesia: pick(w.t, append(consent.Anaesthesias(), consent.AnaesthesiaOpen))})
	case 8:
		if len(script.Extras) > 0 {
			w.try(consent.Allow{Extra: pick(w.t, script.Extras), Reply: pick(w.t, replies)})
		}
	case 9:
		w.try(consent.Judge{Capacity: consent.Capacity{Understand: pick(w.t, replies), Tell: pick(w.t, replies)}})
	case 10:
		w.try(consent.SayOwn{Word: pick(w.t, append(consent.OwnWords(), consent.WordNotAsked)), Text: pick(w.t, []string{"", "Je ne veux pas."})})
	case 11:
		w.correct(script)
	case 12:
		if w.try(consent.Lay{At: at(w.minute)}) {
			w.minute += 600
			w.try(consent.TakeUp{Clinic: w.s.Clinic, Script: w.script(w.s.Case), Changed: w.some(script.Pages), At: at(w.minute)})
		}
	case 13:
		w.try(consent.Decide{Outcome: pick(w.t, w.s.Decisions())})
	}
}

// correct corrects the levels, and has a part of the pages shown again.
func (w *walk) correct(script consent.Script) {
	c := w.s.Case
	c.ToTreat = consent.NewLevelSet(pick(w.t, []consent.Level{consent.T12, consent.L2, consent.L3}))
	w.try(consent.Correct{By: "Dr Camille Exemplaire", Case: c, Script: w.script(c), Pages: w.some(script.Pages), At: at(w.minute)})
}

// finish decides, ticks, has everybody sign and finishes. While signatures are given
// nothing that is signed may change.
func (w *walk) finish(id string) consent.Record {
	for !w.try(consent.Decide{Outcome: pick(w.t, w.s.Decisions())}) {
	}
	for _, id := range w.s.Statements() {
		w.try(consent.Tick{Statement: id, On: true})
	}
	for len(w.s.MissingRoles()) > 0 {
		w.sign(w.s.MissingRoles()[0])
		before := w.s
		w.step2()
		after := w.s
		after.Language, after.Shown = before.Language, before.Shown
		if !reflect.DeepEqual(before, after) {
			w.t.Fatalf("something changed after it was signed: %+v\n%+v", before, after)
		}
	}
	w.minute++
	r, err := consent.Finish(w.s, id, w.lib.Version, at(w.minute))
	if err != nil {
		w.t.Fatalf("not finished: %v", err)
	}
	return r
}

// step2 is a random event after a signature.
func (w *walk) step2() {
	if w.yes() {
		w.try(consent.Speak{Language: pick(w.t, consent.Languages())})
	}
	script := w.s.Script
	if len(script.Pages) > 0 {
		w.alone(script)
		w.correct(script)
	}
	w.try(consent.Talk{By: "Dr Autre", At: at(w.minute)})
	w.try(consent.Untalk{})
	w.try(consent.Decide{Outcome: pick(w.t, w.s.Decisions())})
	if ids := w.s.Statements(); len(ids) > 0 {
		w.try(consent.Tick{Statement: pick(w.t, ids)})
	}
}

// sign has one person sign, or the patient not sign.
func (w *walk) sign(role consent.Role) {
	c := w.s.Case
	names := map[consent.Role]string{
		consent.RolePatient: c.FullName(), consent.RoleDecider: c.Protector, consent.RoleInterpreter: c.Interpreter,
		consent.RoleTrustedPerson: c.TrustedPerson, consent.RoleWitness: "Theo Témoin", consent.RoleStaff: c.Clinician,
	}
	sig := consent.Signature{Role: role, Name: names[role], Method: consent.MethodTyped, At: at(w.minute)}
	if role == consent.RolePatient {
		sig.Method = pick(w.t, []consent.Method{consent.MethodTyped, consent.MethodDrawn, consent.MethodUnable, consent.MethodUnwilling})
		if c.Witness != "" && w.yes() {
			sig.Method = consent.MethodMark
		}
	}
	switch sig.Method {
	case consent.MethodTyped:
		sig.Typed = pick(w.t, []string{sig.Name, "Quelqu’un d’autre"})
	case consent.MethodDrawn, consent.MethodMark:
		sig.Strokes = scribble(20)
	}
	if role == consent.RoleStaff {
		sig.Function = pick(w.t, []string{"", "infirmier"})
	}
	if !w.try(consent.Sign{Signature: sig}) {
		w.t.Fatalf("%s does not sign", role)
	}
}

// whole is a random session, and at times one that goes on from it or is on its consent.
func (w *walk) whole() []consent.Record {
	w.prepare()
	for range rapid.IntRange(0, 60).Draw(w.t, "steps") {
		w.step()
	}
	first := w.finish("SPEC-1")
	out := []consent.Record{first}
	switch {
	case first.Consents():
		people := consent.People{Clinician: first.Case.Clinician, Interpreter: first.Case.Interpreter}
		if !w.try(consent.Reopen{First: first, People: people, Clinic: first.Clinic, Script: w.s.Script, At: at(w.minute)}) {
			w.t.Fatal("the consent is not reopened")
		}
	case first.Outcome == consent.WantTime && w.try(consent.Unsign{}) && w.try(consent.Continue{First: first}):
	default:
		return out
	}
	for range rapid.IntRange(0, 10).Draw(w.t, "later steps") {
		w.step()
	}
	return append(out, w.finish("SPEC-2"))
}

// signer gives the signature of a role.
func signer(r consent.Record, role consent.Role) bool {
	return slices.ContainsFunc(r.Signatures, func(s consent.Signature) bool { return s.Role == role })
}
