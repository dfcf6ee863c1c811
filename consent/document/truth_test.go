package document

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"eclaire/consent"
)

// anyOf tells whether any of a list is so.
func anyOf[T any](of []T, is func(T) bool) bool { return slices.ContainsFunc(of, is) }

// stated are the sentences of documents that claim something, by their ids in the
// locales (behind "doc.") or in the content, each with what the record has to show for
// it: a document says it exactly then.
var stated = map[string]func(r consent.Record) bool{
	"talk.spoke":     func(r consent.Record) bool { return r.With.Interview != nil },
	"talk.nobody":    func(r consent.Record) bool { return r.With.Interview == nil },
	"brief.unstated": func(r consent.Record) bool { return r.With.Interview == nil },

	"anaesthesias.open": func(r consent.Record) bool { return r.With.Anaesthesia == "" && !r.OfConsent() },
	"own_words.open":    func(r consent.Record) bool { return r.Case.Protection.ByOther() && r.With.Word == "" },
	"decided.for":       func(r consent.Record) bool { return r.Case.Protection.ByOther() },
	"trusted.yes":       func(r consent.Record) bool { return r.Case.TrustedPerson == "" && r.Case.TrustedOffered == consent.Yes },
	"trusted.no":        func(r consent.Record) bool { return r.Case.TrustedPerson == "" && r.Case.TrustedOffered == consent.No },
	"trusted.open":      func(r consent.Record) bool { return r.Case.TrustedPerson == "" && r.Case.TrustedOffered == "" },
	"capacity":          func(r consent.Record) bool { return r.With.Capacity.Entered() },
	"extras":            func(r consent.Record) bool { return len(r.Extras) > 0 || r.Outcome == consent.AcceptProcedure },

	"unsigned.unable":         func(r consent.Record) bool { return r.Signatures[0].Method == consent.MethodUnable },
	"unsigned.unwilling":      func(r consent.Record) bool { return r.Signatures[0].Method == consent.MethodUnwilling },
	"unsigned.witness":        func(r consent.Record) bool { return !r.Signatures[0].Method.Signed() && signer(r, consent.RoleWitness) },
	"unsigned.vertebroplasty": func(r consent.Record) bool { return r.Outcome == consent.AcceptProcedure && !r.Consents() },
	"unsigned.confirmed":      func(r consent.Record) bool { return r.Outcome == consent.Confirmed && r.Traits()[consent.NoConsent] },
	"attest": func(r consent.Record) bool {
		return signer(r, consent.RoleInterpreter) && r.Case.InterpreterLanguage == ""
	},
	"attest.language": func(r consent.Record) bool {
		return signer(r, consent.RoleInterpreter) && r.Case.InterpreterLanguage != ""
	},

	"question.answer":   func(r consent.Record) bool { return asks(r, true, true) },
	"question.answered": func(r consent.Record) bool { return asks(r, true, false) },
	"question.noted":    func(r consent.Record) bool { return asks(r, false, true) },
	"question.open":     func(r consent.Record) bool { return asks(r, false, false) },

	"understood.together": func(r consent.Record) bool {
		return ends(r, func(u consent.Understanding) bool { return u.Together != "" && u.TogetherCorrect })
	},
	"understood.over": func(r consent.Record) bool {
		return ends(r, func(u consent.Understanding) bool {
			return u.GoneOver && u.Together == "" && u.Last != "" && !u.Correct
		})
	},
	"understood.over_unanswered": func(r consent.Record) bool {
		return ends(r, func(u consent.Understanding) bool { return u.GoneOver && u.Together == "" && u.Last == "" })
	},
	"understood.over_not": func(r consent.Record) bool {
		return ends(r, func(u consent.Understanding) bool { return u.GoneOver && u.Together != "" && !u.TogetherCorrect })
	},
	"understood.over_yes": func(r consent.Record) bool {
		return ends(r, func(u consent.Understanding) bool { return u.GoneOver && u.Together == "" && u.Correct })
	},
	"understood.open": func(r consent.Record) bool {
		return ends(r, func(u consent.Understanding) bool { return !u.GoneOver && !u.Understood() && u.Last+u.Together != "" })
	},
	"understood.open_unanswered": func(r consent.Record) bool {
		return ends(r, func(u consent.Understanding) bool { return !u.GoneOver && u.Last+u.Together == "" })
	},

	"sitting.alone": func(r consent.Record) bool {
		return anyOf(r.Moments, func(m consent.Moment) bool { return m.Met.IsZero() })
	},
	"sitting.nobody": func(r consent.Record) bool {
		return anyOf(r.Moments, func(m consent.Moment) bool { return len(m.Present) == 0 })
	},
	"sitting.differ": func(r consent.Record) bool {
		return anyOf(r.Moments, func(m consent.Moment) bool { return m.Content != r.Moments[0].Content })
	},
	"reference.time": func(r consent.Record) bool { return r.Refers != nil && r.Refers.Time },
	"corrected":      func(r consent.Record) bool { return len(r.Corrections) > 0 },
	"corrected.pages": func(r consent.Record) bool {
		return anyOf(r.Corrections, func(c consent.Correction) bool { return len(c.Pages) > 0 })
	},

	"legal.withdraw": func(r consent.Record) bool {
		return r.Consents() || r.Outcome == consent.Confirmed && !r.Traits()[consent.NoConsent]
	},
	"legal.no-consent":              func(r consent.Record) bool { return r.Traits()[consent.NoConsent] },
	"legal.reference-confirmed":     func(r consent.Record) bool { return r.Outcome == consent.Confirmed && !r.Traits()[consent.NoConsent] },
	"legal.reference-not-confirmed": func(r consent.Record) bool { return r.Outcome == consent.Confirmed && r.Traits()[consent.NoConsent] },
	"legal.reference-withdrawn":     func(r consent.Record) bool { return r.Outcome == consent.Withdrawn },
	"legal.confirm-day":             consent.Record.Consents,
	"legal.undecided":               func(r consent.Record) bool { return r.Outcome == consent.WantTime },
}

// asks tells whether a question of the patient's is answered so, with a line or without.
func asks(r consent.Record, answered, line bool) bool {
	return anyOf(r.Questions, func(q consent.Question) bool { return q.Answered == answered && (q.Answer != "") == line })
}

// ends tells whether a question of the check ends so. A patient who wants no information
// has the check in print only if anything of it was answered.
func ends(r consent.Record, so func(consent.Understanding) bool) bool {
	return anyOf(r.Understanding, so) && (r.Outcome != consent.DeclineInformation || anyOf(r.Understanding, answered))
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
	f, _ := loadFaces()
	template, _ := lib.Document(string(r.Outcome))
	b := newBuilder(template, r, lib, words, f)
	b.all()
	if b.err != nil {
		t.Fatal(b.err)
	}
	said := laidOut(b)
	for id, shown := range stated {
		for _, l := range consent.Languages() {
			if says(said, sentence(b, id, l)) != shown(r) {
				t.Fatalf("%s: the document of %s says %q in %s: %t", id, r.Outcome, sentence(b, id, l), l, !shown(r))
			}
		}
	}
	if informed := says(said, []string{Bare("Consentement éclairé")}); informed != r.Consents() {
		t.Fatalf("the title of a consent: %t", informed)
	}
	for _, id := range r.Statements {
		if s, ok := lib.Statement(id); !ok || !s.Holds(b.traits) {
			t.Fatalf("ticked, and not so by the record: %s", id)
		}
	}
}

// laidOut is all that is set of a document, bare.
func laidOut(b *builder) string {
	var s strings.Builder
	for _, k := range b.blocks {
		for _, it := range k.items {
			if text, ok := it.Shape.(Text); ok {
				s.WriteString(Bare(text.String))
			}
		}
	}
	return s.String()
}

// sentence are the fixed parts of a sentence in one language, bare.
func sentence(b *builder, id string, l consent.Language) []string {
	if c, ok := b.lib.Clause(id); ok {
		return []string{Bare(b.plain(c.Text, l))}
	}
	const gap = "\x1f"
	text := b.t(l, id, "Patient", gap, "Date", gap, "Name", gap, "Language", gap, "By", gap)
	var parts []string
	for _, p := range strings.Split(strings.ReplaceAll(text, "**", ""), gap) {
		if p = Bare(p); p != "" {
			parts = append(parts, p)
		}
	}
	return parts
}

// says tells whether all parts stand in a text, one after the other.
func says(text string, parts []string) bool {
	for _, p := range parts {
		i := strings.Index(text, p)
		if i < 0 {
			return false
		}
		text = text[i+len(p):]
	}
	return true
}

// claiming finds words by which a text says that something was done for the patient.
var claiming = regexp.MustCompile(`(?i)expliqué|explained|ai parlé|avoir parlé|a parlé|spoke|had time|eu le temps|avez lu|have read|j’ai lu|I read about|` +
	`\bwas given|a reçu|avez reçu|received|remis |a copy|une copie|was told|a répondu|doctor answered|éclairé|informed (consent|choice)|information donnée|information given|je reçois|I receive`)

// TestNoTextClaimsUnnoticed reads all that documents can say besides the clinical text,
// and finds no words of a claim but in sentences that are tied to the record.
func TestNoTextClaimsUnnoticed(t *testing.T) {
	lib, words := shipped()
	for id, text := range words.Texts() {
		name, ours := strings.CutPrefix(id, "doc.")
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
		if claiming.MatchString(s.Title.FR + s.Title.EN) {
			t.Errorf("the section %s is called %q", s.ID, s.Title.EN)
		}
	}
	for _, s := range lib.Statements {
		tied := slices.Contains(s.When, consent.Spoke) || anyOf(s.When, func(t consent.Trait) bool { return strings.HasPrefix(string(t), "read_") })
		if !tied && s.Unticked == "" && claiming.MatchString(s.FR+s.EN) {
			t.Errorf("the statement %s says %q, and nothing ties it to the session", s.ID, s.EN)
		}
	}
}
