package inspect_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"eclaire/consent"
	"eclaire/consent/document"
	"eclaire/consent/document/documenttest"
	"eclaire/consent/inspect"
	"eclaire/consent/seal"
	"eclaire/content"
	"eclaire/locales"
)

// ofFixture is the record of a fixture, as if it had been read with the texts at
// hand.
func (o office) ofFixture(t testing.TB, name string) consent.Record {
	t.Helper()
	r, err := consent.ParseRecord(read(t, "0/"+name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return o.today(r)
}

// drawn is the document of a record before its seal.
func (o office) drawn(t testing.TB, r consent.Record, lib *content.Library) []byte {
	t.Helper()
	d, err := document.Layout(r, lib, o.words)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := d.WritePDF(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// seal seals what a forger with the key would.
func (o office) seal(t testing.TB, pdf []byte) []byte {
	t.Helper()
	s, err := seal.Seal(context.Background(), pdf, o.key, seal.Options{Now: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	return s.File
}

// forged is the document of a changed record that carries the record itself
// inside and its digest in print, and says that it is of the given drawing.
func (o office) forged(t testing.TB, r consent.Record, drawing string, change func(*consent.Record)) []byte {
	t.Helper()
	b, err := json.Marshal(r)
	var other consent.Record
	if err == nil {
		err = json.Unmarshal(b, &other)
	}
	if err != nil {
		t.Fatal(err)
	}
	change(&other)
	inside, err1 := r.Canonical()
	outside, err2 := other.Canonical()
	digest, err3 := r.Digest()
	wrong, err4 := other.Digest()
	for _, err := range []error{err1, err2, err3, err4} {
		if err != nil {
			t.Fatal(err)
		}
	}
	pdf := documenttest.Rewrite(t, o.drawn(t, other, o.lib), zlib.NoCompression, func(b []byte) []byte {
		b = bytes.Replace(b, []byte(numbered), []byte(drawing), 1)
		if bytes.Equal(b, outside) {
			return inside
		}
		for i := 0; i < len(digest); i += 4 {
			b = bytes.ReplaceAll(b, wide(strings.ToUpper(wrong[i:i+4])), wide(strings.ToUpper(digest[i:i+4])))
		}
		return b
	})
	return o.seal(t, pdf)
}

// wide is a text as pages have it.
func wide(s string) []byte {
	var b []byte
	for _, c := range []byte(s) {
		b = append(b, 0, c)
	}
	return b
}

// reworded are texts in other words than those that the documents are drawn
// with, as a clinic has that edits them: those that a decision, a statement, an
// answer or a scale is put in, and the labels of entries.
func (o office) reworded(t testing.TB) office {
	t.Helper()
	edit := func(files interface{ ReadFile(string) ([]byte, error) }, in string, line *regexp.Regexp, out fstest.MapFS) {
		b, err := files.ReadFile(in)
		if err != nil {
			t.Fatal(err)
		}
		out[in] = &fstest.MapFile{Data: line.ReplaceAll(b, []byte("${1}Autrement ${2}"))}
	}
	type readFS interface{ ReadFile(string) ([]byte, error) }
	texts, words := fstest.MapFS{}, fstest.MapFS{}
	for _, name := range []string{"facts.toml", "figures.toml", "staff.toml", "chapters.toml", "pages/10-fracture.toml", "pages/20-ways.toml",
		"pages/50-risks.toml", "pages/60-follow-up.toml", "documents/sections.toml", "documents/documents.toml", "quality/law.toml",
		"decision.toml", "questions.toml", "values.toml", "about.toml"} {
		line := regexp.MustCompile(`^never()()$`)
		if !strings.Contains(name, "/") {
			line = regexp.MustCompile(`(?m)^((?:[a-z]+\.)?(?:fr|en) *= ")(\w)`)
		}
		edit(content.Files().(readFS), name, line, texts)
	}
	inDoc := regexp.MustCompile(`(?m)^(treat = "|old = "|birth_date = "|right = "|role\.|patient = "|staff = "|sex = "|pain = "|yes = "|typed = "|drawn = ")(\w)`)
	for _, l := range []string{"active.fr.toml", "active.en.toml"} {
		edit(locales.Files().(readFS), l, inDoc, words)
	}
	lib, bundle, err := content.LoadAll(texts, words)
	if err != nil {
		t.Fatal(err)
	}
	if lib.Version == o.lib.Version {
		t.Fatal("the texts are the same")
	}
	o.lib, o.words = lib, bundle
	return o
}

// change is something that a forged print says otherwise than the record.
type change struct {
	name, of string // of the fixture
	change   func(*consent.Record)
	told     told
}

// told is by what a change is noticed.
type told int

// The ways, from the surest. What is told in one is told in those after it, but for marks,
// which only drawings before those with parts have.
const (
	inPrint told = iota // whatever the words at hand
	inWords             // if the words at hand are those of the document, or say something else for sure
	inTexts             // if they are known to be those
	inMarks             // by marks, up to drawing 3; since then as below
	redrawn             // only if this program draws the document anew
)

// changes are one of each kind.
var changes = []change{
	{"level", "vertebroplasty-en", func(r *consent.Record) { r.Case.ToTreat = consent.NewLevelSet(consent.L1) }, inPrint},
	{"one more level", "vertebroplasty-fr", func(r *consent.Record) { r.Case.ToTreat = r.Case.ToTreat.With(consent.L2) }, inPrint},
	{"level of a withdrawal", "withdrawn-en", func(r *consent.Record) { r.Case.ToTreat = consent.NewLevelSet(consent.L1) }, inPrint},
	{"old level", "vertebroplasty-en", func(r *consent.Record) { r.Case.Old = consent.NewLevelSet(consent.T6, consent.T8) }, inPrint},
	{"birth date", "vertebroplasty-en", func(r *consent.Record) { r.Case.BirthDate.Year++ }, inPrint},
	{"month of birth", "withdrawn-en", func(r *consent.Record) { r.Case.BirthDate.Month++ }, inPrint},
	{"birth name", "withdrawn-en", func(r *consent.Record) { r.Case.BirthName = "Autre" }, inPrint},
	{"interpreter", "vertebroplasty-en", func(r *consent.Record) { r.Case.Interpreter = "Autre" }, redrawn},
	{"record number", "vertebroplasty-en", func(r *consent.Record) { r.Case.RecordNumber = "SPEC-0043" }, inPrint},
	{"clinic", "vertebroplasty-en", func(r *consent.Record) { r.Clinic.Name = "Autre" }, inPrint},
	{"onset", "vertebroplasty-en", func(r *consent.Record) { r.Case.PainOnset.Day-- }, inPrint},
	{"T-score", "vertebroplasty-en", func(r *consent.Record) { v := -2.1; r.Case.TScore = &v }, redrawn},
	{"earlier fractures", "vertebroplasty-en", func(r *consent.Record) { v := 3; r.Case.EarlierFractures = &v }, redrawn},
	{"value", "vertebroplasty-en", func(r *consent.Record) { r.Values[1].Value++ }, inMarks},
	{"values exchanged", "vertebroplasty-en", func(r *consent.Record) {
		r.Values[0].Value, r.Values[1].Value = r.Values[1].Value, r.Values[0].Value
	}, inMarks},
	{"no values", "vertebroplasty-en", func(r *consent.Record) { r.Values = nil }, inMarks},
	{"understood", "vertebroplasty-en", func(r *consent.Record) {
		for i, u := range r.Understanding {
			if !u.Correct && u.Last != "" {
				r.Understanding[i].Correct = true
			}
		}
	}, inMarks},
	{"not understood", "conservative-en", func(r *consent.Record) { r.Understanding[0].Correct = false }, inMarks},
	{"another question understood", "conservative-en", func(r *consent.Record) {
		for i, u := range r.Understanding {
			if !u.Correct {
				r.Understanding[i].Correct, r.Understanding[0].Correct = true, false
				return
			}
		}
	}, inMarks},
	{"statement left out", "vertebroplasty-en", func(r *consent.Record) { r.Statements = r.Statements[1:] }, inTexts},
	{"own question", "vertebroplasty-en", func(r *consent.Record) { r.Questions[1].Text = "Une autre ?" }, inPrint},
	{"ended", "withdrawn-en", func(r *consent.Record) { r.Finished = r.Finished.Add(time.Minute) }, redrawn},
	{"signed when", "vertebroplasty-en", func(r *consent.Record) {
		r.Signatures[len(r.Signatures)-1].At = r.Signatures[len(r.Signatures)-1].At.Add(time.Minute)
	}, inPrint},
	{"signed by", "vertebroplasty-en", func(r *consent.Record) { r.Signatures[1].Name = "Autre" }, inPrint},
	{"signed as", "vertebroplasty-en", func(r *consent.Record) { r.Signatures[0].Typed = "Autre"; r.Signatures[1].Typed = "Autre" }, inPrint},
	{"refers", "withdrawn-en", func(r *consent.Record) { r.Refers.ID = "SPEC-OTHER" }, inPrint},
	{"digest of the first", "withdrawn-en", func(r *consent.Record) { r.Refers.SHA256 = strings.Repeat("ab", 32) }, inPrint},
	{"date of the first", "confirmed-fr", func(r *consent.Record) { r.Refers.Finished = r.Refers.Finished.Add(-24 * time.Hour) }, inPrint},
	{"outcome", "conservative-en", func(r *consent.Record) { r.Outcome = consent.WantTime }, inWords},
	{"outcome", "vertebroplasty-en", func(r *consent.Record) { r.Outcome = consent.ChooseConservative }, inWords},
	{"outcome", "confirmed-fr", func(r *consent.Record) { r.Outcome = consent.Withdrawn }, inWords},
	{"outcome", "no_information-fr", func(r *consent.Record) { r.Outcome = consent.AcceptProcedure }, inWords},
	{"another statement", "vertebroplasty-en", func(r *consent.Record) { r.Statements[0] = "legal.say-decline" }, inWords},
	{"pain", "vertebroplasty-en", func(r *consent.Record) { v := 6; r.Case.Pain = &v }, redrawn},
	{"reply", "vertebroplasty-en", func(r *consent.Record) { r.Case.Oedema = consent.No }, redrawn},
	{"sex", "vertebroplasty-en", func(r *consent.Record) { r.Case.Sex = consent.Female }, redrawn},
	{"procedure", "vertebroplasty-en", func(r *consent.Record) { r.Case.Procedure = consent.Implant }, redrawn},
	{"role", "vertebroplasty-en", func(r *consent.Record) { r.Signatures[2].Role = consent.RoleWitness }, inWords},
}

// changesInTwo are of what only records of schema 2 have.
var changesInTwo = []change{
	{"began", "vertebroplasty-en", func(r *consent.Record) {
		r.Started = r.Started.Add(-time.Minute)
		for i := range r.Moments[:min(1, len(r.Moments))] {
			r.Moments[i].Began = r.Started
		}
	}, inPrint},
	{"telephone by night", "vertebroplasty-en", func(r *consent.Record) { r.Clinic.PhoneNight = "02 00 00 00 16" }, inPrint},
	{"page not seen", "vertebroplasty-en", func(r *consent.Record) { r.Seen = r.Seen[1:] }, redrawn},
	{"page passed as seen", "conservative-en", func(r *consent.Record) { r.Seen, r.Passed = append(r.Seen, r.Passed...), nil }, redrawn},
	{"nothing opened", "vertebroplasty-en", func(r *consent.Record) { r.Opened = nil }, redrawn},
	{"first form answered", "vertebroplasty-en", func(r *consent.Record) {
		for i, u := range r.Understanding {
			if u.Again {
				r.Understanding[i].Last, r.Understanding[i].Again = u.First, false
			}
		}
	}, redrawn},
	{"who spoke", "vertebroplasty-en", func(r *consent.Record) { r.With.Interview.By = "Dr Autre" }, inPrint},
	{"spoke when", "vertebroplasty-en", func(r *consent.Record) { r.With.Interview.At = r.With.Interview.At.Add(24 * time.Hour) }, inPrint},
	{"nobody spoke", "conservative-en", func(r *consent.Record) { r.With.Interview = nil }, inPrint},
	{"an answer", "vertebroplasty-en", func(r *consent.Record) { r.Questions[0].Answer = "Non." }, inPrint},
	{"blood thinner", "vertebroplasty-en", func(r *consent.Record) { r.Case.ThinnersName = "Warfarine" }, inPrint},
	{"staff took the screen", "vertebroplasty-en", func(r *consent.Record) { r.Moments[0].Met = r.Moments[0].Met.Add(time.Minute) }, inPrint},
	{"who was there", "vertebroplasty-en", func(r *consent.Record) { r.Moments[0].Present[0].Name = "Dr Autre" }, redrawn},
	{"corrected by", "vertebroplasty-en", func(r *consent.Record) { r.Corrections[0].By = "Dr Autre" }, inPrint},
	{"corrected when", "vertebroplasty-en", func(r *consent.Record) { r.Corrections[0].At = r.Corrections[0].At.Add(time.Minute) }, inPrint},
	{"corrected from", "vertebroplasty-en", func(r *consent.Record) { r.Corrections[0].ToTreat = consent.NewLevelSet(consent.T6) }, redrawn},
	{"anaesthesia", "vertebroplasty-en", func(r *consent.Record) { r.With.Anaesthesia = consent.LocalAnaesthesia }, redrawn},
	{"procedure besides", "vertebroplasty-en", func(r *consent.Record) { r.Extras[0].Agreed = false }, redrawn},
	{"gone over", "vertebroplasty-en", func(r *consent.Record) {
		for i := range r.Understanding {
			u := &r.Understanding[i]
			u.GoneOver, u.GoneOverBy, u.GoneOverAt = false, "", time.Time{}
		}
	}, redrawn},
	{"not signed", "vertebroplasty-en", func(r *consent.Record) {
		r.Signatures[0].Method, r.Signatures[0].Typed, r.Signatures[0].Strokes = consent.MethodUnwilling, "", nil
	}, redrawn},
	{"another decides", "vertebroplasty-en", func(r *consent.Record) { r.Case.Protection, r.Case.Protector = consent.Guardianship, "Gil Garant" }, redrawn},
	{"step", "conservative-en", func(r *consent.Record) { r.Values[0].Value = 0 }, redrawn},
}

// TestPrintThatSaysSomethingElse has forgers with the key draw another record
// than the one inside, with its digest in print.
func TestPrintThatSaysSomethingElse(t *testing.T) {
	o := open(t)
	reworded := o.reworded(t)
	for _, name := range []string{"vertebroplasty-en", "conservative-en", "no_information-fr", "withdrawn-en", "confirmed-fr"} {
		for schema, r := range o.inBoth(t, name) {
			o.agrees(t, reworded, fmt.Sprintf("%s of schema %d", name, schema), r)
		}
	}
	for i, c := range slices.Concat(changes, changesInTwo) {
		for schema, r := range o.inBoth(t, c.of) {
			if schema == 1 && i >= len(changes) {
				continue
			}
			t.Run(fmt.Sprintf("%s of %s of schema %d", c.name, c.of, schema), func(t *testing.T) {
				t.Parallel()
				o.findsChange(t, reworded, c, r)
			})
		}
	}
}

// inBoth is the record of a fixture as records of both schemas have it.
func (o office) inBoth(t testing.TB, name string) map[int]consent.Record {
	r := o.ofFixture(t, name)
	return map[int]consent.Record{1: r, 2: o.inTwo(r)}
}

// agrees has a record's own document read with all kinds of texts.
func (o office) agrees(t *testing.T, reworded office, name string, r consent.Record) {
	t.Helper()
	other := *o.lib
	other.Version = "0123456789ab"
	honest, another := o.forged(t, r, numbered, func(*consent.Record) {}), o.forged(t, r, later, func(*consent.Record) {})
	for what, m := range map[string][2]inspect.Match{
		"drawn by this program":      {o.look(honest, o.lib), inspect.Same},
		"another drawing":            {o.look(another, o.lib), inspect.Consistent},
		"other texts":                {o.look(honest, &other), inspect.Consistent},
		"another and other texts":    {o.look(another, &other), inspect.Consistent},
		"other words":                {reworded.look(honest, reworded.lib), inspect.Consistent},
		"another and in other words": {reworded.look(another, reworded.lib), inspect.Consistent},
	} {
		if m[0] != m[1] {
			t.Errorf("%s, %s: %s, want %s", name, what, m[0], m[1])
		}
	}
}

// numbered is how a file says that it is of this program's drawing, later how it says
// that it is of the next.
var (
	numbered = fmt.Sprintf("<eclaire:drawing>%d</eclaire:drawing>", document.DrawingNumber)
	later    = fmt.Sprintf("<eclaire:drawing>%d</eclaire:drawing>", document.DrawingNumber+1)
)

// look compares a file's print with its record.
func (o office) look(file []byte, lib *content.Library) inspect.Match {
	return inspect.File(file, o.trust, lib, o.words).Text
}

// findsChange has a change found in the last way in which it is told, and with
// ECLAIRE_SOAK=1 in all of them.
func (o office) findsChange(t *testing.T, reworded office, c change, r consent.Record) {
	t.Helper()
	script := o.lib.Script(r.Traits(), 1)
	changed := func(r *consent.Record) {
		was := r.Outcome
		c.change(r)
		if r.Outcome != was {
			r.Statements = script.Statements[r.Outcome]
		}
	}
	file := o.forged(t, r, numbered, changed)
	other := *o.lib
	other.Version = "0123456789ab"
	all := os.Getenv("ECLAIRE_SOAK") != ""
	found := map[string]inspect.Match{}
	if c.told > inTexts || all {
		found["the program that drew it"] = o.look(file, o.lib)
	}
	if c.told == inTexts || c.told < inTexts && all {
		found["the texts that were read, and another drawing,"] = o.look(o.forged(t, r, later, changed), o.lib)
	}
	if c.told == inWords || c.told < inWords && all {
		found["the same words as other texts"] = o.look(file, &other)
	}
	if c.told == inPrint {
		found["other words"] = reworded.look(file, reworded.lib)
	}
	for what, m := range found {
		if m != inspect.Different {
			t.Errorf("with %s at hand: %s", what, m)
		}
	}
}

// TestOlderPrintThatSaysSomethingElse puts another record into documents that earlier
// programs drew, with its digest in print: their pages are read as they were drawn.
func TestOlderPrintThatSaysSomethingElse(t *testing.T) {
	o := open(t)
	tried := map[int]int{}
	for _, f := range fixtures(t) {
		r, err := consent.ParseRecord(f.session)
		if err != nil {
			t.Fatal(err)
		}
		if m := o.look(o.swapped(t, f, r), o.lib); m != inspect.Consistent {
			t.Errorf("%s with its own record: %s", f.name, m)
		}
		for _, c := range changes {
			if (c.told == inPrint || c.told == inMarks) && strings.HasSuffix(f.name, "/"+c.of) {
				tried[f.drawing]++
				again, err := consent.ParseRecord(f.session)
				if err != nil {
					t.Fatal(err)
				}
				c.change(&again)
				if m := o.look(o.swapped(t, f, again), o.lib); m != inspect.Different {
					t.Errorf("%s, %s: %s", f.name, c.name, m)
				}
			}
		}
	}
	if tried[0] < 20 || tried[3] < 5 {
		t.Errorf("tried so often: %v", tried)
	}
}

// swapped is a fixture with another record inside and its digest in print.
func (o office) swapped(t *testing.T, f fixture, r consent.Record) []byte {
	t.Helper()
	report := seal.Verify(f.pdf, seal.Trust{})
	was, err := consent.ParseCanonical(report.Record)
	if err != nil {
		t.Fatal(err)
	}
	old, err1 := was.Digest()
	now, err2 := r.Digest()
	inside, err3 := r.Canonical()
	for _, err := range []error{err1, err2, err3} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return o.seal(t, documenttest.Rewrite(t, report.Original, zlib.NoCompression, func(b []byte) []byte {
		if bytes.Equal(b, report.Record) {
			return inside
		}
		for i := 0; i < len(old); i += 4 {
			b = bytes.ReplaceAll(b, wide(strings.ToUpper(old[i:i+4])), wide(strings.ToUpper(now[i:i+4])))
		}
		return b
	}))
}
