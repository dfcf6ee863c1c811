package document

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// shipped is the content and the words that the program ships with.
var shipped = sync.OnceValues(func() (*content.Library, *locales.Bundle) {
	lib, words, err := content.Shipped()
	if err != nil {
		panic(err)
	}
	return lib, words
})

// sample says which record to make.
type sample struct {
	outcome consent.Outcome
	read    consent.Language
	levels  int
	paper   string
	print   string // "large", or "" for normal
}

func (s sample) name() string {
	return strings.TrimSuffix(fmt.Sprintf("%s-%s-%d-%s-%s", s.outcome, s.read, s.levels, s.paper, s.print), "-")
}

func samples() []sample {
	var out []sample
	for _, o := range consent.AllOutcomes() {
		for _, l := range consent.Languages() {
			for _, n := range []int{1, 2, 4} {
				for _, paper := range []string{"A4", "Letter"} {
					out = append(out, sample{o, l, n, paper, ""})
				}
			}
		}
	}
	return out
}

// sampled are those of the samples that `make test` looks at, two of each outcome
// in each language, other ones from outcome to outcome: every number of levels and
// both papers. With ECLAIRE_SOAK they are all.
func sampled() []sample {
	all := samples()
	if os.Getenv("ECLAIRE_SOAK") != "" {
		return all
	}
	const each = 6 // levels and papers
	var out []sample
	for i := 0; i < len(all); i += each {
		n := i / each
		out = append(out, all[i+2*(n%3)], all[i+2*((n+1)%3)+1])
	}
	return out
}

// lot draws the check and the orders of the samples.
const lot = 7

func ptr[T any](v T) *T { return &v }

// at is the fixed clock of the samples.
func at(minutes int) time.Time {
	return time.Date(2026, time.November, 22, 9, 5, 0, 0, time.FixedZone("CET", 3600)).Add(time.Duration(minutes) * time.Minute)
}

// scribble is a hand's signature, n points long.
func scribble(n int) []consent.Stroke {
	var s consent.Stroke
	for i := range n {
		a := float64(i) / float64(n) * 6 * math.Pi
		s = append(s, consent.Point{X: float32(0.2 + 0.55*a/(6*math.Pi) + 0.05*math.Cos(a)), Y: float32(0.2 + 0.1*math.Sin(a)*math.Cos(a/5))})
	}
	return []consent.Stroke{s, {{X: 0.2, Y: 0.33}, {X: 0.5, Y: 0.34}, {X: 0.8, Y: 0.32}}}
}

func caseOf(s sample) consent.Case {
	all := []consent.Level{consent.L1, consent.T12, consent.L3, consent.T8}
	c := consent.Case{
		BirthName: "Exemple-Dumoulin", FirstNames: "Solange, Aimée", UsedName: "Specimen", BirthDate: consent.Date{Year: 1944, Month: time.March, Day: 3},
		Sex: consent.Female, RecordNumber: "SPEC-0042", ToTreat: consent.NewLevelSet(all[:s.levels]...), Old: consent.NewLevelSet(consent.T6),
		PainOnset: consent.Date{Year: 2026, Month: time.October, Day: 28}, Pain: ptr(7), PainYields: consent.No, Oedema: consent.Yes,
		Cleft: consent.No, BedBound: consent.No, Spontaneous: consent.Yes, EarlierFractures: ptr(1), TScore: ptr(-3.1),
		FamilyHistory: consent.Yes, Procedure: consent.Vertebroplasty, Clinician: "Dr Camille Exemplaire", Nurse: "Noé Modèle",
	}
	if s.levels > 1 {
		c.Interpreter, c.TrustedPerson = "Ida Interprète", "Paul Specimen"
		c.InterpreterLanguage, c.TrustedContact, c.TrustedOffered = "arabe", "02 00 00 00 42", consent.Yes
		c.Thinners, c.ThinnersName, c.Allergy, c.Infection = consent.Yes, "Apixaban", consent.No, consent.No
		c.Function = "radiologue"
	}
	if s.levels > 2 {
		c.Witness, c.Cleft = "Theo Témoin", consent.Yes
		c.Protection, c.Protector = consent.Curatorship, "Carla Curatelle"
	}
	return c
}

// player applies events and stops the test at the first that is refused.
type player struct {
	t        testing.TB
	s        consent.Session
	later    int            // minutes after the samples' clock, at which it goes on
	unsigned consent.Method // how the patient decides and does not sign; "" for one who signs
}

func (p *player) do(events ...consent.Event) {
	p.t.Helper()
	for _, e := range events {
		next, err := consent.Apply(p.s, e)
		if err != nil {
			p.t.Fatalf("%T: %v", e, err)
		}
		p.s = next
	}
}

// record plays a whole session and finishes it.
func record(t testing.TB, s sample) consent.Record {
	if slices.Contains(consent.Later(), s.outcome) {
		return later(t, s)
	}
	return play(t, s, caseOf(s), clinicOf(s), func(p *player) {
		for i, q := range p.s.Script.Questions {
			right := p.s.Script.Correct[q]
			wrong := p.s.Script.Options[q][0]
			if wrong == right {
				wrong = p.s.Script.Options[q][1]
			}
			switch {
			case i == 1:
				p.do(consent.Respond{Question: q, Option: wrong}, consent.Respond{Question: q, Option: p.s.Script.RightAgain[q], Again: true})
			case i == 2:
				p.do(consent.Respond{Question: q, Option: content.UnsureID}, consent.Respond{Question: q, Option: content.UnsureID, Again: true})
			case i == 3:
				p.do(consent.Respond{Question: q, Option: wrong})
			case i == 4: // not answered
			default:
				p.do(consent.Respond{Question: q, Option: right})
			}
		}
		for i, id := range p.s.Script.Scales {
			p.do(consent.Weigh{Scale: id, Value: []int{3, 1, 4, 2, 0, 3, 2}[i%7]})
		}
		p.do(consent.Ask{Question: consent.Question{Prompt: p.s.Script.Prompts[0]}},
			consent.Ask{Question: consent.Question{Text: "Pourrai-je porter mon petit-fils à Noël ?"}})
		p.together(s)
	}, scribble(300))
}

// together has the clinician of a sample come and speak with the patient: with more of
// everything the more levels there are.
func (p *player) together(s sample) {
	p.t.Helper()
	script, c := p.s.Script, p.s.Case
	p.do(consent.LeanTo{Lean: consent.Leans()[s.levels%3]}, consent.Meet{At: at(10)},
		consent.Talk{By: c.Clinician, Function: "radiologue", At: at(12)}, consent.GoOver{Question: script.Questions[2], On: true, By: c.Clinician, At: at(13)})
	if s.levels == 1 {
		return
	}
	p.do(consent.Respond{Question: script.Questions[3], Option: script.Correct[script.Questions[3]], Together: true, At: at(13)},
		consent.GoOver{Question: script.Questions[3], On: true, By: c.Clinician, At: at(13)},
		consent.Tell{Question: p.s.Questions[0], Answered: true, Answer: "Oui, après trois mois."}, consent.Anaesthetise{Anaesthesia: consent.Sedation},
		consent.Allow{Extra: script.Extras[0], Reply: consent.Yes}, consent.Allow{Extra: script.Extras[1], Reply: consent.No})
	if s.levels > 2 {
		p.do(consent.Judge{Capacity: consent.Capacity{Understand: consent.Yes, Remember: consent.Yes, Weigh: consent.Yes, Tell: consent.Yes, Support: "Un dessin"}})
	}
}

func clinicOf(s sample) consent.Clinic {
	return consent.Clinic{
		Name: "Hôpital Sainte-Exemple", Address: "12, rue de l’Invention, 35000 Rennes", Phone: "02 00 00 00 00", PhoneNight: "02 00 00 00 15", Threshold: 2, Letter: true,
		Paper: s.paper, Print: s.print, Duplex: s.print != "", FoldMarks: s.print != "",
	}
}

// later confirms or withdraws a consent two days after it was given.
func later(t testing.TB, s sample) consent.Record {
	t.Helper()
	given := s
	given.outcome = consent.AcceptProcedure
	return laterOn(t, s, record(t, given))
}

// laterOn confirms or withdraws that consent two days after it was given.
func laterOn(t testing.TB, s sample, first consent.Record) consent.Record {
	t.Helper()
	lib, _ := shipped()
	const days = 2 * 24 * 60
	p := &player{t: t}
	p.do(consent.Speak{Language: s.read}, consent.Reopen{
		First: first, People: consent.People{Clinician: first.Case.Clinician, Nurse: first.Case.Nurse, Witness: first.Case.Witness}, Clinic: first.Clinic,
		Script: lib.Script(first.Traits(), lot), At: at(days),
	}, consent.Decide{Outcome: s.outcome})
	return p.sign(s, "SPEC-8G4L-30RN-B2", scribble(300), days)
}

func play(t testing.TB, s sample, c consent.Case, clinic consent.Clinic, between func(*player), ink []consent.Stroke) consent.Record {
	t.Helper()
	p := &player{t: t}
	p.do(consent.Speak{Language: s.read.Other()})
	return p.play(s, c, clinic, between, ink)
}

// play goes on from the language chosen first.
func (p *player) play(s sample, c consent.Case, clinic consent.Clinic, between func(*player), ink []consent.Stroke) consent.Record {
	p.t.Helper()
	lib, _ := shipped()
	p.do(consent.Speak{Language: s.read})
	script := lib.Script(consent.TraitsOf(c, clinic.Threshold, consent.DateOf(at(0))), lot)
	p.do(consent.Prepare{Case: c, Clinic: clinic, Script: script, At: at(0), Sample: true})
	for i, id := range script.Pages[:len(script.Pages)-1] {
		p.do(consent.Pass{Page: id})
		if i != 3 {
			p.do(consent.See{Page: id})
		}
	}
	p.do(consent.Open{More: script.More[0]}, consent.Open{More: script.More[len(script.More)-1]})
	if s.outcome != consent.DeclineInformation {
		between(p)
	}
	p.do(consent.Decide{Outcome: s.outcome})
	return p.sign(s, "SPEC-7F3K-29QM-A1", ink, p.later)
}

// sign ticks and signs what there is, so many minutes after the samples' clock,
// and finishes.
func (p *player) sign(s sample, id string, ink []consent.Stroke, minutes int) consent.Record {
	p.t.Helper()
	lib, _ := shipped()
	c := p.s.Case
	for _, id := range p.s.Statements() {
		p.do(consent.Tick{Statement: id, On: true})
	}
	for i := 0; len(p.s.MissingRoles()) > 0; i++ {
		role := p.s.MissingRoles()[0]
		sig := consent.Signature{Role: role, Method: consent.MethodDrawn, Strokes: ink, At: at(minutes + 20 + i)}
		switch role {
		case consent.RolePatient:
			sig.Name = c.FullName()
			if p.unsigned != "" {
				sig.Method, sig.Strokes = p.unsigned, nil
			} else if s.levels == 4 {
				sig.Method, sig.Strokes = consent.MethodMark, []consent.Stroke{{{X: 0.3, Y: 0.1}, {X: 0.5, Y: 0.3}}, {{X: 0.5, Y: 0.1}, {X: 0.3, Y: 0.3}}}
			}
		case consent.RoleInterpreter:
			sig.Name = c.Interpreter
			sig.Method, sig.Strokes, sig.Typed = consent.MethodTyped, nil, c.Interpreter
		case consent.RoleTrustedPerson:
			sig.Name = c.TrustedPerson
		case consent.RoleWitness:
			sig.Name = c.Witness
		case consent.RoleStaff:
			sig.Name, sig.Function = c.Clinician, "radiologue"
		case consent.RoleDecider:
			sig.Name = c.Protector
		}
		p.do(consent.Sign{Signature: sig})
	}
	r, err := consent.Finish(p.s, id, lib.Version, at(minutes+30))
	if err != nil {
		p.t.Fatal(err)
	}
	return r
}

// extreme is everything at once, as long as the domain lets it be.
func extreme(t testing.TB, read consent.Language) consent.Record {
	name := func(seed string) string {
		return string([]rune(strings.Repeat(seed, 101))[:consent.MaxName])
	}
	s := sample{consent.AcceptProcedure, read, 4, "A4", ""}
	c := caseOf(s)
	c.BirthName = name("Wagnérœ-Mûller ")
	c.BirthName, c.FirstNames, c.UsedName = strings.TrimSpace(c.BirthName), "Éléonore", strings.Repeat("W", 80)
	c.RecordNumber = strings.Repeat("W", consent.MaxShort)
	c.Clinician, c.Nurse, c.Interpreter = strings.TrimSpace(name("Docteur ")), strings.TrimSpace(name("Nurse ")), strings.TrimSpace(name("Interprète "))
	c.TrustedPerson, c.Witness = strings.TrimSpace(name("Confiance ")), strings.TrimSpace(name("M"))
	c.ToTreat = consent.NewLevelSet(consent.T1, consent.T2, consent.T3, consent.T4, consent.T5, consent.T7, consent.T9, consent.T11, consent.T12, consent.L2, consent.L5, consent.Sacrum)
	c.Old = consent.NewLevelSet(consent.T6, consent.T8, consent.L1, consent.L3)
	clinic := consent.Clinic{Name: name("Centre hospitalier "), Address: strings.Repeat("12, rue de l’Invention ", 8), Phone: "02 00 00 00 00", Threshold: 2, Paper: "A4"}
	r := play(t, s, c, clinic, func(p *player) {
		for i := range consent.MaxQuestions {
			text := fmt.Sprintf("%d ", i) + strings.Repeat("Pourquoi donc « cela » ? ", 40)
			if i%3 == 0 {
				text = fmt.Sprintf("%d", i) + strings.Repeat("W", 600)
			}
			p.do(consent.Ask{Question: consent.Question{Text: string([]rune(text)[:consent.MaxQuestion])}})
		}
		for _, id := range p.s.Script.Scales {
			p.do(consent.Weigh{Scale: id, Value: consent.MaxValue})
		}
		line := func(of string) string { return string([]rune(strings.Repeat(of, consent.MaxLine))[:consent.MaxLine]) }
		p.do(consent.Meet{At: at(10)}, consent.Talk{By: strings.TrimSpace(name("Docteur ")), Function: strings.Repeat("W", consent.MaxShort), At: at(12)},
			consent.Judge{Capacity: consent.Capacity{Understand: consent.No, Support: strings.TrimSpace(line("dessin "))}})
		for _, q := range p.s.Questions {
			p.do(consent.Tell{Question: q, Answered: true, Answer: line("W")})
		}
	}, scribble(consent.MaxPoints-3))
	// A session takes a signer's name of MaxName runes; a record from elsewhere may hold more.
	r.Case.FirstNames, r.Case.UsedName = strings.TrimSpace(name("Éléonore ")), name("W")
	r.Signatures[0].Name = r.Case.FullName()
	return r
}

// odd are records of what seldom happens, by name: a patient who does not sign, somebody
// else who decides, a session of two days that goes on from more time and was corrected
// meanwhile, and one to whom nobody spoke.
func odd(t testing.TB, read consent.Language) map[string]consent.Record {
	t.Helper()
	s := sample{consent.AcceptProcedure, read, 1, "A4", ""}
	c := caseOf(s)
	out := map[string]consent.Record{}
	note := func(name string, s sample, c consent.Case, between func(*player)) {
		out[name+"-"+string(read)] = play(t, s, c, clinicOf(s), between, scribble(50))
	}
	note("unwilling", s, c, func(p *player) {
		p.together(s)
		p.unsigned = consent.MethodUnwilling
	})
	witnessed := c
	witnessed.Witness = "Theo Témoin"
	note("unable", s, witnessed, func(p *player) {
		p.together(s)
		p.unsigned = consent.MethodUnable
	})
	guarded := c
	guarded.Protection, guarded.Protector = consent.Guardianship, "Gil Garant"
	conservative := sample{consent.ChooseConservative, read, 1, "A4", ""}
	note("guardian", conservative, guarded, func(p *player) {
		p.together(s)
		p.do(consent.SayOwn{Word: consent.WordRefuses, Text: "Je ne veux pas rester couchée."},
			consent.Judge{Capacity: consent.Capacity{Understand: consent.Yes, Remember: consent.No, Weigh: consent.No, Tell: consent.Yes, Support: "Un dessin"}})
	})
	think := sample{consent.WantTime, read, 1, "A4", ""}
	note("alone", think, c, func(*player) {})
	first := out["alone-"+string(read)]
	note("two-days", s, c, func(p *player) {
		lib, _ := shipped()
		p.later = 2 * 24 * 60
		p.s.Moments[0].Content = "0123456789abcdef" // the texts of the first day were others
		p.do(consent.Continue{First: first}, consent.Lay{At: at(31)},
			consent.TakeUp{Clinic: p.s.Clinic, Script: p.s.Script, Changed: p.s.Script.Pages[:1], At: at(p.later)}, consent.Meet{At: at(p.later + 2)})
		k := p.s.Case
		k.ToTreat, k.Procedure = consent.NewLevelSet(consent.T12), consent.Kyphoplasty
		script := lib.Script(consent.TraitsOf(k, 2, consent.DateOf(at(0))), lot)
		p.do(consent.Correct{By: k.Clinician, Case: k, Script: script, Pages: script.Pages[4:6], At: at(p.later + 4)},
			consent.Talk{By: k.Clinician, Function: "radiologue", At: at(p.later + 9)})
	})
	return out
}

func layout(t testing.TB, r consent.Record) *Document {
	t.Helper()
	lib, words := shipped()
	d, err := Layout(r, lib, words)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// ordinary is what most sessions are: a woman with one fracture who read it all in one
// language and names a trusted person; one point of the check was not understood and was
// gone over with her; of two picked questions one is answered; all three sign.
func ordinary(t testing.TB, s sample) consent.Record {
	t.Helper()
	s.levels = 1
	if slices.Contains(consent.Later(), s.outcome) {
		given := s
		given.outcome = consent.AcceptProcedure
		return laterOn(t, s, ordinary(t, given))
	}
	c, clinic := caseOf(s), clinicOf(s)
	c.Function, c.Old = "radiologue", 0
	c.TrustedPerson, c.TrustedRelation, c.TrustedContact, c.TrustedOffered = "Paul Specimen", "fils", "02 00 00 00 42", consent.Yes
	c.Thinners, c.Allergy, c.Infection, c.Protection, c.Urgent = consent.No, consent.No, consent.No, consent.Unprotected, consent.No
	c.Imaged, c.Planned = consent.Date{Year: 2026, Month: time.November, Day: 12}, consent.Date{Year: 2026, Month: time.December, Day: 1}
	c.AnaesthesiaOn, c.Doctor, c.Rheumatologist = consent.Date{Year: 2026, Month: time.November, Day: 27}, "Dr Odile Traitante", "Dr Rémi Osseux"
	clinic.Letter, clinic.Country, clinic.DataContact = true, "FR", "donnees@sainte-exemple.example"
	return (&player{t: t}).play(s, c, clinic, func(p *player) {
		script := p.s.Script
		for _, id := range script.Pages {
			p.do(consent.See{Page: id})
		}
		for i, q := range script.Questions {
			if i == notUnderstood {
				p.do(consent.Respond{Question: q, Option: content.UnsureID}, consent.Respond{Question: q, Option: content.UnsureID, Again: true})
				continue
			}
			p.do(consent.Respond{Question: q, Option: script.Correct[q]})
		}
		for i, id := range script.Scales {
			p.do(consent.Weigh{Scale: id, Value: []int{3, 1, 4, 2, 0, 3, 2}[i%7]})
		}
		p.do(consent.LeanTo{Lean: consent.Leans()[0]}, consent.Ask{Question: consent.Question{Prompt: script.Prompts[0]}}, consent.Ask{Question: consent.Question{Prompt: script.Prompts[1]}})
		p.do(consent.Meet{At: at(10)}, consent.Talk{By: c.Clinician, Function: c.Function, At: at(12)},
			consent.GoOver{Question: script.Questions[notUnderstood], On: true, By: c.Clinician, At: at(13)},
			consent.Respond{Question: script.Questions[notUnderstood], Option: script.Correct[script.Questions[notUnderstood]], Together: true, At: at(14)},
			consent.Tell{Question: p.s.Questions[0], Answered: true, Answer: "Oui, après trois mois."},
			consent.Anaesthetise{Anaesthesia: consent.Sedation}, consent.Allow{Extra: script.Extras[0], Reply: consent.Yes})
	}, scribble(300))
}

// notUnderstood is the question of the check that the ordinary patient did not
// understand at once.
const notUnderstood = 2
