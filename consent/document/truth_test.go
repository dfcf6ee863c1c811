package document

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// anyOf tells whether any of a list is so.
func anyOf[T any](of []T, is func(T) bool) bool { return slices.ContainsFunc(of, is) }

// stated are the sentences of documents that claim something, by their ids in the
// locales (behind "doc.") or in the content, each with what the record has to show for
// it: a document says it exactly then.
var stated = map[string]func(r consent.Record) bool{
	"people.spoken": func(r consent.Record) bool {
		return r.With.Interview != nil && (r.OfConsent() || r.With.Interview.By != r.Case.Clinician)
	},
	"people.same": func(r consent.Record) bool {
		return !r.OfConsent() && r.With.Interview != nil && r.With.Interview.By == r.Case.Clinician
	},
	"people.unspoken":  func(r consent.Record) bool { return !r.OfConsent() && r.With.Interview == nil },
	"interview.spoke":  func(r consent.Record) bool { return !r.OfConsent() && r.With.Interview != nil },
	"interview.nobody": func(r consent.Record) bool { return !r.OfConsent() && r.With.Interview == nil },
	"capable": func(r consent.Record) bool {
		return r.With.Capacity.Entered()
	},
	"people.alone": func(r consent.Record) bool { return moments(r, func(m consent.Moment) bool { return m.Met.IsZero() }) },
	"people.met":   func(r consent.Record) bool { return moments(r, func(m consent.Moment) bool { return !m.Met.IsZero() }) },
	"people.differ": func(r consent.Record) bool {
		return moments(r, func(m consent.Moment) bool { return m.Content != r.Moments[0].Content })
	},
	"anaesthesias.open": func(r consent.Record) bool { return r.With.Anaesthesia == "" && r.Outcome == consent.AcceptProcedure },

	"people.no_interpreter":  func(r consent.Record) bool { return !r.OfConsent() && r.Case.Interpreter == "" },
	"people.self.female":     decidesAs(consent.Female),
	"people.self.male":       decidesAs(consent.Male),
	"people.self.unknown":    decidesAs(consent.SexUnknown),
	"protected.open":         protectedBy(consent.ProtectionNotEntered),
	"protected.none":         protectedBy(consent.Unprotected),
	"protected.curatorship":  protectedBy(consent.Curatorship),
	"protected.guardianship": protectedBy(consent.Guardianship),
	"protected.other":        protectedBy(consent.OtherDecides),
	"protected.by": func(r consent.Record) bool {
		return !r.OfConsent() && r.Case.Protector != "" && !r.Case.Protection.ByOther()
	},
	"decided.for":      func(r consent.Record) bool { return r.Case.Protection.ByOther() },
	"own_word.open":    ownWord(consent.WordNotAsked),
	"own_word.agrees":  ownWord(consent.WordAgrees),
	"own_word.refuses": ownWord(consent.WordRefuses),
	"own_word.unclear": ownWord(consent.WordUnclear),
	"own_word.text":    func(r consent.Record) bool { return r.Case.Protection.ByOther() && r.With.WordText != "" },

	"trusted.named": func(r consent.Record) bool { return namesTrusted(r) && r.Case.TrustedPerson != "" },
	"trusted.yes": func(r consent.Record) bool {
		return namesTrusted(r) && r.Case.TrustedPerson == "" && r.Case.TrustedOffered == consent.Yes
	},
	"trusted.no": func(r consent.Record) bool {
		return namesTrusted(r) && r.Case.TrustedPerson == "" && r.Case.TrustedOffered == consent.No
	},
	"trusted.open": func(r consent.Record) bool {
		return namesTrusted(r) && r.Case.TrustedPerson == "" && r.Case.TrustedOffered == ""
	},

	"corrected": func(r consent.Record) bool { return !r.OfConsent() && len(r.Corrections) > 0 },
	"corrected.pages": func(r consent.Record) bool {
		return !r.OfConsent() && anyOf(r.Corrections, func(c consent.Correction) bool { return len(c.Pages) > 0 })
	},

	"unsigned.unable":         func(r consent.Record) bool { return r.Signatures[0].Method == consent.MethodUnable },
	"unsigned.unwilling":      func(r consent.Record) bool { return r.Signatures[0].Method == consent.MethodUnwilling },
	"unsigned.witness":        func(r consent.Record) bool { return !r.Signatures[0].Method.Signed() && signer(r, consent.RoleWitness) },
	"unsigned.vertebroplasty": func(r consent.Record) bool { return r.Outcome == consent.AcceptProcedure && !r.Consents() },
	"unsigned.confirmed":      func(r consent.Record) bool { return r.Outcome == consent.Confirmed && r.Traits()[consent.NoConsent] },
	"no_signature": func(r consent.Record) bool {
		return anyOf(r.Signatures, func(s consent.Signature) bool { return !s.Method.Signed() })
	},
	"method.typed": by(consent.MethodTyped),
	"method.mark":  by(consent.MethodMark),
	"mark_before":  by(consent.MethodMark),
	"typed_differs": func(r consent.Record) bool {
		return anyOf(r.Signatures, func(s consent.Signature) bool { return s.Method == consent.MethodTyped && s.Differs(s.Name) })
	},
	"attest": func(r consent.Record) bool {
		return signer(r, consent.RoleInterpreter) && r.Case.InterpreterLanguage == ""
	},
	"attest.language": func(r consent.Record) bool {
		return signer(r, consent.RoleInterpreter) && r.Case.InterpreterLanguage != ""
	},

	"questions.none": func(r consent.Record) bool {
		return !r.OfConsent() && r.Outcome != consent.DeclineInformation && len(r.Questions) == 0
	},
	"questions.answer":   asks(true, true),
	"questions.answered": asks(true, false),
	"questions.noted":    asks(false, true),
	"questions.open":     asks(false, false),

	"check.none": func(r consent.Record) bool {
		return !r.OfConsent() && r.Outcome != consent.DeclineInformation && len(r.Understanding) == 0
	},
	"check.answer":    ends(func(u consent.Understanding) bool { return u.Last != "" }),
	"check.then":      ends(func(u consent.Understanding) bool { return u.Last != "" && (u.First != u.Last || u.Again) }),
	"check.no_answer": ends(func(u consent.Understanding) bool { return u.Last == "" }),
	"check.together":  ends(func(u consent.Understanding) bool { return u.Together != "" }),
	"check.over":      ends(func(u consent.Understanding) bool { return u.GoneOver && u.GoneOverBy == "" }),
	"check.over_by":   ends(func(u consent.Understanding) bool { return u.GoneOver && u.GoneOverBy != "" }),
	"check.understood": ends(func(u consent.Understanding) bool {
		return u.Together != "" && u.TogetherCorrect || u.Together == "" && u.Correct
	}),
	"check.not_yet": ends(func(u consent.Understanding) bool { return u.GoneOver && u.Together != "" && !u.TogetherCorrect }),
	"check.talked":  ends(func(u consent.Understanding) bool { return u.GoneOver && u.Together == "" && !u.Correct }),
	"check.open": ends(func(u consent.Understanding) bool {
		return !u.GoneOver && (u.Together != "" && !u.TogetherCorrect || u.Together == "" && u.Last != "" && !u.Correct)
	}),
	"check.open_unanswered": ends(func(u consent.Understanding) bool { return !u.GoneOver && u.Last+u.Together == "" }),

	"extras.ticked": func(r consent.Record) bool {
		return extras(r) && anyOf(r.Extras, func(e consent.Extra) bool { return e.Agreed })
	},
	"extras.crossed": func(r consent.Record) bool {
		return extras(r) && anyOf(r.Extras, func(e consent.Extra) bool { return !e.Agreed })
	},

	"values.none":          func(r consent.Record) bool { return values(r) && len(r.Values) == 0 },
	"leant.vertebroplasty": leant(consent.LeanProcedure),
	"leant.conservative":   leant(consent.LeanConservative),
	"leant.unsure":         leant(consent.LeanUnsure),

	"reference.made":   consent.Record.OfConsent, // see TestTimeTakenIsNamed
	"reference.digest": consent.Record.OfConsent,
	"digests.read":     func(r consent.Record) bool { return len(informed(r)) > 0 },
	"copy.mark":        func(consent.Record) bool { return false },
	"home.read":        func(consent.Record) bool { return false },
	"home.new":         func(consent.Record) bool { return false },

	"confirm.vertebroplasty": func(r consent.Record) bool { return r.Consents() },
	"change.vertebroplasty":  func(r consent.Record) bool { return r.Consents() },
	"by_hand.checked":        func(r consent.Record) bool { return r.Consents() },

	"legal.withdraw":                func(r consent.Record) bool { return r.Consents() },
	"legal.withdraw-again":          func(r consent.Record) bool { return r.Outcome == consent.Confirmed && !r.Traits()[consent.NoConsent] },
	"legal.no-consent":              func(r consent.Record) bool { return r.Outcome == consent.AcceptProcedure && !r.Consents() },
	"legal.change":                  chose(consent.ChooseConservative),
	"legal.undecided":               chose(consent.WantTime),
	"legal.informed-later":          chose(consent.DeclineInformation),
	"legal.refusal-again":           chose(consent.ChooseConservative),
	"legal.appointment":             chose(consent.WantTime),
	"legal.reference-confirmed":     func(r consent.Record) bool { return r.Outcome == consent.Confirmed && !r.Traits()[consent.NoConsent] },
	"legal.reference-not-confirmed": func(r consent.Record) bool { return r.Outcome == consent.Confirmed && r.Traits()[consent.NoConsent] },
	"legal.reference-withdrawn":     chose(consent.Withdrawn),
	"withdrawn.conservative":        chose(consent.Withdrawn),
	"legal.told":                    chose(consent.Withdrawn),
	"legal.copy-patient":            chose(consent.AcceptProcedure, consent.ChooseConservative),
	"legal.copy-doctors":            chose(consent.AcceptProcedure, consent.ChooseConservative),
	"legal.trusted":                 func(r consent.Record) bool { return namesTrusted(r) && r.Case.TrustedPerson != "" },
	"take.day":                      func(r consent.Record) bool { return r.Consents() },
}

// moments tells whether any of the sittings is so, in a document that tells of them.
func moments(r consent.Record, is func(consent.Moment) bool) bool {
	return !r.OfConsent() && anyOf(r.Moments, is)
}

func decidesAs(sex consent.Sex) func(consent.Record) bool {
	return func(r consent.Record) bool {
		return !r.OfConsent() && !r.Case.Protection.ByOther() && r.Case.Sex == sex
	}
}

// protectedBy: what is said later of a consent tells of a protection only if another
// decides.
func protectedBy(p consent.Protection) func(consent.Record) bool {
	return func(r consent.Record) bool {
		return r.Case.Protection == p && (!r.OfConsent() || p.ByOther())
	}
}

func ownWord(w consent.OwnWord) func(consent.Record) bool {
	return func(r consent.Record) bool { return r.Case.Protection.ByOther() && r.With.Word == w }
}

// namesTrusted: the documents that say whether a trusted person was named.
func namesTrusted(r consent.Record) bool { return !r.OfConsent() && r.Outcome != consent.WantTime }

func by(m consent.Method) func(consent.Record) bool {
	return func(r consent.Record) bool {
		return anyOf(r.Signatures, func(s consent.Signature) bool { return s.Method == m })
	}
}

func chose(of ...consent.Outcome) func(consent.Record) bool {
	return func(r consent.Record) bool { return slices.Contains(of, r.Outcome) }
}

func extras(r consent.Record) bool {
	return r.Outcome == consent.AcceptProcedure || r.Outcome == consent.ChooseConservative
}

// values: the documents that say what matters to the patient.
func values(r consent.Record) bool { return extras(r) || len(informed(r)) > 0 }

func leant(to consent.Lean) func(consent.Record) bool {
	return func(r consent.Record) bool { return r.Lean == to && !r.OfConsent() }
}

// informed are the languages in which a document has the information as it was read.
func informed(r consent.Record) []consent.Language {
	if r.OfConsent() || r.Outcome == consent.DeclineInformation && len(r.Seen)+len(r.Passed) == 0 {
		return nil
	}
	return slices.DeleteFunc([]consent.Language{r.Read, r.Read.Other()}, func(l consent.Language) bool {
		return l != r.Read && !slices.Contains(r.Shown, l)
	})
}

// asks tells whether a question of the patient's is answered so, with a line or without.
func asks(answered, line bool) func(consent.Record) bool {
	return func(r consent.Record) bool {
		return !r.OfConsent() && anyOf(r.Questions, func(q consent.Question) bool { return q.Answered == answered && (q.Answer != "") == line })
	}
}

// notAtOnce are the questions of the check that were not understood with the first
// answer. Where none was answered at all, that is said of all of them together.
func notAtOnce(r consent.Record) (out []consent.Understanding) {
	if r.OfConsent() || !anyOf(r.Understanding, answered) {
		return nil
	}
	for _, u := range r.Understanding {
		if !(u.Correct && u.First == u.Last && !u.Again && u.Together == "" && !u.GoneOver) {
			out = append(out, u)
		}
	}
	return out
}

// ends tells whether one of the questions of the check that are told of is so.
func ends(so func(consent.Understanding) bool) func(consent.Record) bool {
	return func(r consent.Record) bool { return anyOf(notAtOnce(r), so) }
}

// in are the languages that a sentence stands in, where it does not in both: the values
// of one who decides nothing stand in the information, and only the translation of a
// question says that there is none.
func in(id string, r consent.Record) []consent.Language {
	if id == "values.none" && !extras(r) {
		return informed(r)
	}
	return consent.Languages()
}

// TestDocumentsClaimWhatTheRecordShows goes random ways through sessions, and finds in
// their documents each sentence that claims something exactly where the record shows it.
func TestDocumentsClaimWhatTheRecordShows(t *testing.T) {
	lib, _ := shipped()
	rapid.Check(t, func(t *rapid.T) {
		for _, r := range (&walk{t: t, lib: lib}).whole() {
			truthful(t, r)
		}
	})
}

func truthful(t *rapid.T, r consent.Record) {
	if (r.Outcome == consent.AcceptProcedure) && r.With.Interview == nil {
		t.Fatal("the procedure is accepted, and no clinician says that they spoke with the patient")
	}
	text, err := r.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	if back, err := consent.ParseCanonical(text); err != nil || !reflect.DeepEqual(back.Traits(), r.Traits()) {
		t.Fatalf("the record is not read back: %v", err)
	}
	lib, words := shipped()
	d, err := Layout(r, lib, words)
	if err != nil {
		t.Fatal(err)
	}
	template, _ := lib.Document(string(r.Outcome))
	w := newWording(newSource(template, r, lib, words))
	said := saidIn(d)
	for id, shown := range stated {
		for _, l := range consent.Languages() {
			want := shown(r) && slices.Contains(in(id, r), l)
			if says(said[l], sentence(&w, id, l)) != want {
				t.Fatalf("%s: the document of %s says %q in %s: %t", id, r.Outcome, sentence(&w, id, l), l, !want)
			}
		}
	}
	for _, l := range consent.Languages() {
		for _, c := range exactly(&w, l) {
			if strings.Contains(said[l], Bare(c.text)) != c.shown {
				t.Fatalf("the document of %s says %q: %t", r.Outcome, c.text, !c.shown)
			}
		}
		marksOfReading(t, &w, l, said[l], headings(d, l))
	}
	if informed := strings.Contains(said[consent.French], Bare("Consentement éclairé")); informed {
		t.Fatal("it is called an informed consent")
	}
	for _, id := range r.Statements {
		if s, ok := lib.Statement(id); !ok || !s.Holds(w.traits) {
			t.Fatalf("ticked, and not so by the record: %s", id)
		}
	}
}

// TestTimeTakenIsNamed: a document that goes on from one in which time was taken names
// that one, by its id and its digest.
func TestTimeTakenIsNamed(t *testing.T) {
	for _, l := range consent.Languages() {
		r := odd(t, l)["two-days-"+string(l)]
		said := saidIn(layout(t, r))[l]
		if !strings.Contains(said, r.Refers.ID) || !strings.Contains(said, strings.ToUpper(r.Refers.SHA256)) {
			t.Errorf("%s: it does not name %s", l, r.Refers.ID)
		}
	}
}

// TestWithoutInterview: what was recorded of the capacity to decide, and what the patient
// leant towards, is told where nobody stated to have spoken with the patient as well.
func TestWithoutInterview(t *testing.T) {
	lib, words := shipped()
	for _, l := range consent.Languages() {
		s := sample{consent.ChooseConservative, l, 1, "A4", ""}
		r := play(t, s, caseOf(s), clinicOf(s), func(p *player) {
			p.do(consent.LeanTo{Lean: consent.LeanUnsure}, consent.Meet{At: at(10)},
				consent.Judge{Capacity: consent.Capacity{Understand: consent.Yes, Remember: consent.No, Weigh: consent.Yes, Tell: consent.Yes, Support: "Un dessin"}})
		}, scribble(50))
		w := newWording(newSource(content.Document{}, r, lib, words))
		said := saidIn(layout(t, r))[l]
		for _, id := range []string{"interview.nobody", "capable", "leant.unsure"} {
			if !strings.Contains(said, Bare(strings.ReplaceAll(w.t(l, id), "**", ""))) {
				t.Errorf("%s: it does not say %q", l, w.t(l, id))
			}
		}
	}
}

// saidIn is all that stands in a document in a language, and what is in none, bare, in
// the order of reading.
func saidIn(d *Document) map[consent.Language]string {
	out := map[consent.Language]*strings.Builder{consent.French: {}, consent.English: {}}
	for _, p := range d.Pages {
		for _, it := range p.Items {
			text, ok := it.Shape.(Text)
			if !ok || it.Tag.Element == 0 {
				continue
			}
			for l, s := range out {
				if it.Tag.Lang == l || it.Tag.Lang == "" && (p.Lang == "" || p.Lang == l) {
					s.WriteString(Bare(text.String))
				}
			}
		}
	}
	return map[consent.Language]string{consent.French: out[consent.French].String(), consent.English: out[consent.English].String()}
}

// headings counts the small titles of a document in a language, bare.
func headings(d *Document, l consent.Language) map[string]int {
	of := map[int]string{}
	for _, p := range d.Pages {
		for _, it := range p.Items {
			if text, ok := it.Shape.(Text); ok && it.Tag.Role == Heading4 && it.Tag.Lang == l {
				of[it.Tag.Element] += Bare(text.String)
			}
		}
	}
	out := map[string]int{}
	for _, text := range of {
		out[text]++
	}
	return out
}

// claim is a sentence with what people entered in it, and whether it stands there.
type claim struct {
	text  string
	shown bool
}

// exactly are the claims that are true only with their numbers and names: who spoke, when,
// how much stays open, who signed when, which procedure besides was agreed to.
func exactly(w *wording, l consent.Language) (out []claim) {
	r, say := w.record, w.words.For(l)
	add := func(shown bool, text string) { out = append(out, claim{strings.ReplaceAll(text, "**", ""), shown}) }
	plain := func(id string, args ...any) string { return w.t(l, id, args...) }
	if i := r.With.Interview; i != nil {
		by, at := withFunction(i.By, i.Function), tidy(say.ZonedMoment(i.At))
		add(r.OfConsent() || i.By != r.Case.Clinician, plain("people.spoken", "Name", by, "Moment", at))
		add(!r.OfConsent() && i.By == r.Case.Clinician, plain("people.same", "Name", by, "Moment", at))
		add(!r.OfConsent(), plain("interview.spoke", "Name", by, "Patient", r.Case.FullName(), "Moment", at))
	}
	if k := r.Case; k.Interpreter != "" {
		add(!r.OfConsent() && k.InterpreterLanguage == "", plain("people.interpreter", "Name", k.Interpreter))
		add(!r.OfConsent() && k.InterpreterLanguage != "", plain("people.interpreter_of", "Name", k.Interpreter, "Language", k.InterpreterLanguage))
	}
	over, left, open := 0, 0, 0
	for _, u := range r.Understanding {
		over += boolInt(u.GoneOver)
		left += boolInt(!u.GoneOver && !(u.Together != "" && u.TogetherCorrect || u.Together == "" && u.Correct))
	}
	for _, q := range r.Questions {
		open += boolInt(!q.Answered)
	}
	for id, n := range map[string]int{"interview.over": over, "interview.left": left, "interview.questions": open} {
		for m := range 7 {
			add(m == n && n > 0 && !r.OfConsent() && r.With.Interview != nil, say.N("doc."+id, m))
		}
	}
	for _, u := range notAtOnce(r) {
		if u.GoneOver {
			add(true, plain("check.over_by", "Name", u.GoneOverBy, "Moment", tidy(say.ZonedMoment(u.GoneOverAt))))
		}
	}
	n := len(r.Understanding)
	understanding, _ := w.lib.Section("understanding")
	for m := range 8 {
		add(m > 0 && m == len(notAtOnce(r)), w.plain(understanding.Title, l)+plain("check.some", "Count", say.Integer(m), "All", say.Integer(n)))
	}
	add(!r.OfConsent() && n > 0 && anyOf(r.Understanding, answered) && len(notAtOnce(r)) == 0, say.N("doc.check.all", n))
	add(!r.OfConsent() && r.Outcome != consent.DeclineInformation && n > 0 && !anyOf(r.Understanding, answered), say.N("doc.check.unanswered", n))
	return append(out, signedAndBesides(w, l, say)...)
}

// signedAndBesides are the claims of the strip of signatures, of each signature, of the
// procedures besides and of the questions.
func signedAndBesides(w *wording, l consent.Language, say *locales.Speaker) (out []claim) {
	r := w.record
	signed := 0
	for _, s := range r.Signatures {
		role, hour := w.t(l, "roles."+string(s.Role)), tidy(say.Clock(s.At))
		if s.Role == consent.RoleStaff && s.Function != "" {
			role = s.Function
		}
		signed += boolInt(s.Method.Signed())
		out = append(out, claim{w.t(l, "state.signed", "Role", role, "Hour", hour), extras(r)},
			claim{w.t(l, "state.unsigned", "Role", role, "Hour", hour), extras(r) && !s.Method.Signed()})
		if l == r.Read {
			out = append(out, claim{tidy(say.ZonedMoment(s.At)), true})
		}
		if s.Role == consent.RoleInterpreter {
			out = append(out, claim{w.t(l, "attest.language", "Name", s.Name, "Language", r.Case.InterpreterLanguage), r.Case.InterpreterLanguage != ""})
		}
	}
	out = append(out, claim{Bare(w.t(l, "state.count", "Signed", say.Integer(signed), "All", say.Integer(len(r.Signatures)))) +
		Bare(w.t(l, "roles."+string(r.Signatures[0].Role))), extras(r)})
	if !extras(r) {
		return out
	}
	var by [3][]string // agreed to, refused, not asked
	for _, e := range w.lib.Extras {
		i := slices.IndexFunc(r.Extras, func(x consent.Extra) bool { return x.ID == e.ID })
		asked := slices.ContainsFunc(w.lib.ExtrasFor(w.traits), func(x content.Extra) bool { return x.ID == e.ID })
		switch text := w.plain(e.Text, l); {
		case i >= 0 && r.Extras[i].Agreed:
			by[0] = append(by[0], text)
		case i >= 0:
			by[1] = append(by[1], text)
		case asked && r.Outcome == consent.AcceptProcedure:
			by[2] = append(by[2], text)
		}
	}
	for i, id := range []string{"ticked", "crossed", "open"} {
		out = append(out, claim{w.t(l, "extras."+id), len(by[i]) > 0})
		if len(by[i]) > 0 {
			out = append(out, claim{w.t(l, "extras."+id) + strings.Join(by[i], "; "), true})
		}
	}
	for _, q := range r.Questions {
		if q.Text != "" {
			out = append(out, claim{q.Text, l == r.Read}, claim{w.t(l, "questions.untranslated"), l != r.Read})
		}
	}
	return out
}

// marksOfReading: each page of the way is marked as it was read, with its title, and
// counted so; what was not shown is there by its title alone.
func marksOfReading(t *rapid.T, w *wording, l consent.Language, said string, headings map[string]int) {
	r := w.record
	counts, more := map[string]int{}, map[string]int{}
	for _, p := range w.lib.PagesFor(w.traits) {
		state := "not_shown"
		switch {
		case slices.Contains(r.Seen, p.ID):
			state = "read"
		case slices.Contains(r.Passed, p.ID):
			state = "passed"
		}
		counts[state]++
		for _, as := range []string{"read", "passed", "not_shown"} {
			want := slices.Contains(informed(r), l) && as == state && (r.Outcome != consent.DeclineInformation || as != "not_shown")
			marked := Bare(w.plain(p.Title, l)) + Bare(w.t(l, "read."+as))
			if strings.Contains(said, marked) != want {
				t.Fatalf("%s: the information in %s says that the page %s is %s: %t", r.Outcome, l, p.ID, as, !want)
			}
		}
		for _, m := range content.MoreFor(p, w.traits) {
			title := Bare(w.t(l, "read.more")) + Bare(w.plain(m.Title, l)) // some share one
			more[title] += boolInt(slices.Contains(r.Opened, m.ID) && state != "not_shown" && slices.Contains(informed(r), l))
		}
	}
	for title, n := range more {
		if got := headings[title]; got != n {
			t.Fatalf("%s: the information in %s has %q %d times, want %d", r.Outcome, l, title, got, n)
		}
	}
	if !slices.Contains(informed(r), l) {
		return
	}
	var all string
	for _, state := range []string{"read", "passed", "not_shown"} {
		all += Bare(strings.ReplaceAll(w.t(l, "read.count."+state, "Count", fmt.Sprint(counts[state])), "**", ""))
	}
	if !strings.Contains(said, all) {
		t.Fatalf("%s: the information in %s does not count %v", r.Outcome, l, counts)
	}
}

// sentence are the fixed parts of a sentence in one language, bare.
func sentence(w *wording, id string, l consent.Language) []string {
	if c, ok := w.lib.Clause(id); ok {
		return []string{Bare(w.plain(c.Text, l))}
	}
	const gap = "\x1f"
	var args []any
	for _, name := range []string{"Patient", "Date", "Name", "Language", "By", "Moment", "Hour", "Text", "Count", "All", "Witness", "Typed", "Before", "After", "ID", "Digest", "Levels", "Names"} {
		args = append(args, name, gap)
	}
	var parts []string
	for _, p := range strings.Split(strings.ReplaceAll(w.t(l, id, args...), "**", ""), gap) {
		if p = Bare(p); p != "" {
			parts = append(parts, p)
		}
	}
	return parts
}

// says tells whether all parts stand in a text, one after the other: at most a line or two
// of what was entered stands between them.
func says(text string, parts []string) bool {
	const between = 700
	for from := 0; ; {
		i := strings.Index(text[from:], parts[0])
		if i < 0 {
			return false
		}
		from += i + len(parts[0])
		at, all := from, true
		for _, p := range parts[1:] {
			j := strings.Index(text[at:min(len(text), at+between)], p)
			if all = all && j >= 0; !all {
				break
			}
			at += j + len(p)
		}
		if all {
			return true
		}
	}
}

// claiming finds words by which a text says that something was done for the patient.
var claiming = regexp.MustCompile(`(?i)expliqué|explained|ai parlé|avoir parlé|a parlé|spoke|had time|eu le temps|avez lu|have read|j’ai lu|I read about|` +
	`\bwas given|a reçu|avez reçu|received|remis |a copy|une copie|was told|a répondu|doctor answered|éclairé|informed (consent|choice)|information donnée|information given|je reçois|I receive`)

// TestNoTextClaimsUnnoticed reads all that documents can say besides the clinical text,
// and finds no words of a claim but in sentences that are tied to the record.
func TestNoTextClaimsUnnoticed(t *testing.T) {
	lib, words := shipped()
	read := 0
	for id, text := range words.Texts() {
		_, name, _ := strings.Cut(id, ":") // behind the file's name
		name, ours := strings.CutPrefix(name[:strings.LastIndexByte(name, '.')], "doc.")
		read += boolInt(ours)
		if !ours || !claiming.MatchString(text) {
			continue
		}
		if _, tied := stated[name]; !tied {
			t.Errorf("%s says %q, and nothing ties it to the record", id, text)
		}
	}
	for _, s := range lib.Sections {
		for _, c := range s.Clause {
			if _, tied := stated[c.ID]; !tied && claiming.MatchString(strings.ReplaceAll(c.FR+c.EN, "Éclairé", "")) {
				t.Errorf("%s says %q, and nothing ties it to the record", c.ID, c.EN)
			}
		}
		if s.Kind != "ticks" && claiming.MatchString(s.Title.FR+s.Title.EN) { // boxes are ticked by hand
			t.Errorf("the section %s is called %q", s.ID, s.Title.EN)
		}
	}
	if read < 300 {
		t.Errorf("only %d words of documents", read)
	}
	for id := range stated {
		_, clause := lib.Clause(id)
		if !clause && strings.Contains(words.For(consent.French).T("doc."+id), "‹") {
			t.Errorf("%s is tied to the record, and there is no such sentence", id)
		}
	}
	for _, s := range lib.Statements {
		tied := slices.Contains(s.When, consent.Spoke) || anyOf(s.When, func(t consent.Trait) bool { return strings.HasPrefix(string(t), "read_") })
		if !tied && s.Unticked == "" && claiming.MatchString(s.FR+s.EN) {
			t.Errorf("the statement %s says %q, and nothing ties it to the session", s.ID, s.EN)
		}
	}
}
