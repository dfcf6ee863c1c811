package inspect_test

import (
	"bytes"
	"compress/zlib"
	"crypto/x509"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"eclaire/assets"
	"eclaire/consent"
	"eclaire/consent/document"
	"eclaire/consent/document/documenttest"
	"eclaire/consent/inspect"
	"eclaire/consent/seal"
	"eclaire/content"
	"eclaire/locales"
)

// fixture is a document that an earlier program made: that of commit 7f0c1ca, whose
// drawing is 0 and whose records are of schema 1, or that of commit ed99cb2, of drawing 3
// and schema 2. See make_test.go.txt beside them.
type fixture struct {
	name         string // "0/vertebroplasty-fr"
	drawing      int
	pdf, session []byte
}

// kept are the drawings that there are fixtures of, each with their number.
var kept = map[int]int{0: 13, 3: 3}

// fixtures gives the documents of all earlier drawings.
func fixtures(t testing.TB) []fixture {
	t.Helper()
	var out []fixture
	for _, drawing := range slices.Sorted(maps.Keys(kept)) {
		files, err := filepath.Glob(fmt.Sprintf("testdata/%d/*.pdf", drawing))
		if err != nil || len(files) != kept[drawing] {
			t.Fatalf("%d fixtures of drawing %d, %v", len(files), drawing, err)
		}
		for _, file := range files {
			name := fmt.Sprintf("%d/%s", drawing, strings.TrimSuffix(filepath.Base(file), ".pdf"))
			out = append(out, fixture{name, drawing, read(t, name+".pdf"), read(t, name+".json")})
		}
	}
	return out
}

// read gives a file of the fixtures.
func read(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// fixtureTrust is who vouches for the fixtures.
func fixtureTrust(t testing.TB) seal.Trust {
	t.Helper()
	trust := seal.Trust{StampRoots: x509.NewCertPool()}
	for drawing := range kept {
		roots, err := seal.ParseCertificates(read(t, fmt.Sprintf("%d/roots.pem", drawing)))
		if err != nil {
			t.Fatal(err)
		}
		trust.Roots = append(trust.Roots, roots...)
		if !trust.StampRoots.AppendCertsFromPEM(read(t, fmt.Sprintf("%d/stamp-roots.pem", drawing))) {
			t.Fatal("no root of the time stamps")
		}
	}
	return trust
}

// stampsOf are the time stamps of fixtures that have any.
var stampsOf = map[string][]seal.Place{
	"3/vertebroplasty-fr": {seal.InSeal},
	"0/vertebroplasty-fr": {seal.InSeal}, "0/vertebroplasty-en": {seal.Appended}, "0/conservative-fr": {seal.InSeal, seal.Appended},
	"0/time-fr": {seal.InSeal}, "0/no_information-fr": {seal.InSeal}, "0/confirmed-fr": {seal.Appended}, "0/withdrawn-fr": {seal.InSeal},
}

// TestFixturesHold looks at every fixture with the texts at hand and with others:
// whatever this program has become, they are sound.
func TestFixturesHold(t *testing.T) {
	o, trust := open(t), fixtureTrust(t)
	other := *o.lib
	other.Version = "0123456789ab"
	for _, f := range fixtures(t) {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			for _, lib := range []*content.Library{o.lib, &other} {
				r := inspect.File(f.pdf, trust, lib, o.words)
				if !r.Holds() || r.Text != inspect.Consistent {
					t.Errorf("read with content %s: %v, %s", lib.Version, r.Findings, r.Text)
				}
				var places []seal.Place
				for _, s := range r.Stamps {
					if s.Trusted {
						places = append(places, s.Where)
					}
				}
				if !slices.Equal(places, stampsOf[f.name]) {
					t.Errorf("the time stamps are %v, want %v", places, stampsOf[f.name])
				}
				if n := document.Drawing(r.Original); n != f.drawing || r.Drawing != n {
					t.Errorf("the number of the drawing is %d", n)
				}
			}
			if !inspect.Sealed(f.pdf, f.session) {
				t.Error("the document is not that of the session file")
			}
		})
	}
}

// TestFixturesAreRead reads every session file, writes it again to the byte, and
// draws what it says with this program's drawing.
func TestFixturesAreRead(t *testing.T) {
	o := open(t)
	seen := map[consent.Outcome]map[consent.Language]bool{}
	for _, f := range fixtures(t) {
		r, err := consent.ParseRecord(f.session)
		if err != nil {
			t.Fatalf("%s: %v", f.name, err)
		}
		if b, err := r.Marshal(); err != nil || !bytes.Equal(b, f.session) {
			t.Errorf("%s: written again it is another file (%v)", f.name, err)
		}
		if !r.Specimen || !strings.Contains(r.Case.BirthName, "Spécimen") {
			t.Errorf("%s: it might be a patient's", f.name)
		}
		if seen[r.Outcome] == nil {
			seen[r.Outcome] = map[consent.Language]bool{}
		}
		seen[r.Outcome][r.Read] = true
		r = o.today(r)
		if again := o.seal(t, o.drawn(t, r, o.lib)); o.look(again, o.lib) != inspect.Same {
			t.Errorf("%s: drawn today, it is not what is drawn today", f.name)
		}
	}
	for _, outcome := range consent.AllOutcomes() {
		if len(seen[outcome]) != 2 {
			t.Errorf("%s: in %v only", outcome, seen[outcome])
		}
	}
}

// TestFixturesAreConfirmedAndWithdrawn has patients say something to consents
// that an earlier program made.
func TestFixturesAreConfirmedAndWithdrawn(t *testing.T) {
	o, trust := open(t), fixtureTrust(t)
	for _, f := range fixtures(t) {
		if !strings.Contains(f.name, "/"+string(consent.AcceptProcedure)) {
			continue
		}
		first := inspect.File(f.pdf, trust, o.lib, o.words)
		if !first.Holds() {
			t.Fatalf("%s does not hold", f.name)
		}
		for _, outcome := range consent.Later() {
			r := o.later(t, *first.Record, outcome)
			if r.Refers.SHA256 != first.Digest {
				t.Errorf("%s of %s refers to another record", outcome, f.name)
			}
			found := inspect.File(o.seal(t, o.drawn(t, r, o.lib)), o.trust, o.lib, o.words)
			if !found.Holds() || found.Text != inspect.Same || found.Record.Refers.ID != first.Record.ID {
				t.Errorf("%s of %s: %v, %s", outcome, f.name, found.Findings, found.Text)
			}
		}
	}
}

// today is a record of the fixtures as if it had been read with the texts at hand: its
// questions and pages, which have other names by now, are some that those have.
func (o office) today(r consent.Record) consent.Record {
	r.ContentVersion = o.lib.Version
	if r.Schema > 1 {
		r.Statements = o.asked(r)
		return r
	}
	r.Seen, r.Understanding = slices.Clone(r.Seen), slices.Clone(r.Understanding)
	for i := range r.Seen {
		r.Seen[i] = o.lib.Pages[i%len(o.lib.Pages)].ID
	}
	for i, u := range r.Understanding {
		q := o.lib.Questions[i]
		right := slices.IndexFunc(q.Option, func(a content.Option) bool { return a.Correct })
		answer := func(was string) string {
			switch {
			case was == "":
				return ""
			case was == u.Last && u.Correct:
				return q.Option[right].ID
			}
			return q.Option[(right+1)%len(q.Option)].ID
		}
		r.Understanding[i].Question, r.Understanding[i].First, r.Understanding[i].Last = q.ID, answer(u.First), answer(u.Last)
	}
	return r
}

// inTwo is a record as one of schema 2 would have it.
func (o office) inTwo(r consent.Record) consent.Record {
	r.Schema, r.Values, r.Understanding = 2, slices.Clone(r.Values), slices.Clone(r.Understanding)
	for i, v := range r.Values {
		r.Values[i].Value = v.Value * consent.MaxValue / 10
	}
	r.Clinic.PhoneNight = "02 00 00 00 15"
	for i, u := range r.Understanding {
		if u.Last != "" && u.First != u.Last {
			q, _ := o.lib.Question(u.Question)
			for _, a := range q.Again.Option {
				if a.Correct == u.Correct {
					r.Understanding[i].Last, r.Understanding[i].Again = a.ID, true
				}
			}
		}
	}
	pages := o.lib.PagesFor(r.Traits())
	r.Seen, r.Passed = nil, []string{pages[0].ID} // and the second was not shown
	for _, p := range pages[2:] {
		r.Seen = append(r.Seen, p.ID)
	}
	for _, p := range pages {
		for _, m := range content.MoreFor(p, r.Traits()) {
			r.Opened = append(r.Opened, m.ID)
		}
	}
	r = o.talked(r)
	r.Statements = o.asked(r)
	return r
}

// asked are the statements that who decides so is asked for.
func (o office) asked(r consent.Record) (ids []string) {
	t := r.Traits()
	for _, p := range o.lib.PagesFor(t) {
		chapter := consent.ReadTrait(p.Chapter)
		if _, begun := t[chapter]; !begun {
			t[chapter] = true
		}
		t[chapter] = t[chapter] && slices.Contains(r.Seen, p.ID)
	}
	for _, s := range o.lib.StatementsFor(r.Outcome, t) {
		ids = append(ids, s.ID)
	}
	return ids
}

// talked adds to a record of schema 2 what staff noted in the talk, each of it by another
// person and at another minute.
func (o office) talked(r consent.Record) consent.Record {
	at := func(minutes int) time.Time { return r.Started.Add(time.Duration(minutes) * time.Minute) }
	r.With = consent.With{Interview: &consent.Interview{By: "Dr Modèle", Function: "radiologue", At: at(5)}, Anaesthesia: consent.Sedation}
	r.Moments = []consent.Moment{{Began: r.Started, Met: at(2), Ended: r.Finished, Content: r.ContentVersion, Present: []consent.Person{{Role: consent.RoleStaff, Name: "Nina Présente"}}}}
	r.Extras = []consent.Extra{{ID: o.lib.Extras[0].ID, Agreed: true}}
	r.Case.Thinners, r.Case.ThinnersName, r.Case.Function = consent.Yes, "Apixaban", "radiologue"
	r.Questions = slices.Clone(r.Questions)
	for i := range r.Questions {
		r.Questions[i].Answered, r.Questions[i].Answer = true, fmt.Sprintf("Oui, après %d mois.", i+3)
	}
	for i, u := range r.Understanding {
		if !u.Correct {
			r.Understanding[i].GoneOver, r.Understanding[i].GoneOverBy, r.Understanding[i].GoneOverAt = true, "Dr Reprise", at(6)
		}
	}
	r.Corrections = []consent.Correction{{By: "Dr Correcteur", At: at(3), ToTreat: consent.NewLevelSet(consent.T5), Pages: []string{}}}
	return r
}

// later confirms or withdraws a consent on the day after.
func (o office) later(t *testing.T, first consent.Record, outcome consent.Outcome) consent.Record {
	t.Helper()
	at := first.Finished.Add(24 * time.Hour)
	s := consent.Session{Language: first.Read}
	do := func(e consent.Event) {
		t.Helper()
		next, err := consent.Apply(s, e)
		if err != nil {
			t.Fatalf("%T: %v", e, err)
		}
		s = next
	}
	do(consent.Reopen{First: first, People: consent.People{Clinician: "Dr Modèle"}, Clinic: first.Clinic, Script: o.lib.Script(first.Traits(), 1), At: at})
	do(consent.Decide{Outcome: outcome})
	for _, id := range s.Script.Statements[outcome] {
		do(consent.Tick{Statement: id, On: true})
	}
	for _, sig := range []consent.Signature{{Role: consent.RolePatient, Name: first.Case.FullName()}, {Role: consent.RoleStaff, Name: "Dr Modèle"}} {
		sig.Method, sig.Typed, sig.At = consent.MethodTyped, sig.Name, at
		do(consent.Sign{Signature: sig})
	}
	r, err := consent.Finish(s, "E-20261201-TESTTEST", o.lib.Version, at)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestOtherBuilds has a build with another zlib and one with another picture
// judge what this one makes, and this one what they make.
func TestOtherBuilds(t *testing.T) {
	o, trust := open(t), fixtureTrust(t)
	r := o.ofFixture(t, "vertebroplasty-fr")
	plain := o.drawn(t, r, o.lib)
	for _, level := range []int{zlib.BestSpeed, zlib.BestCompression, zlib.HuffmanOnly} {
		packed := documenttest.Repack(t, plain, level)
		if bytes.Equal(packed, plain) {
			t.Fatalf("level %d packs alike", level)
		}
		if m := o.look(o.seal(t, packed), o.lib); m != inspect.Same {
			t.Errorf("packed at level %d: %s", level, m)
		}
	}
	drawn := o.picture(t, r)
	if bytes.Equal(o.drawn(t, r, drawn), plain) {
		t.Fatal("the other picture is not drawn")
	}
	for _, f := range fixtures(t) {
		today, then := inspect.File(f.pdf, trust, o.lib, o.words), inspect.File(f.pdf, trust, drawn, o.words)
		if !then.Holds() || then.Text != today.Text || then.Digest != today.Digest || !slices.Equal(then.Findings, today.Findings) {
			t.Errorf("%s: with another picture %v, %s; today %v, %s", f.name, then.Findings, then.Text, today.Findings, today.Text)
		}
	}
	// Such a build has another number. With the same one it would be a forgery.
	if m := o.look(o.seal(t, o.drawn(t, r, drawn)), o.lib); m != inspect.Different {
		t.Errorf("another picture with the same number: %s", m)
	}
}

// picture is the content with another picture of a page that a record has as read, as a
// build has that touched it up: the texts and their version are the same.
func (o office) picture(t *testing.T, r consent.Record) *content.Library {
	t.Helper()
	name := ""
	for _, p := range o.lib.PagesFor(r.Traits()) {
		if p.Figure != "" && slices.Contains(r.Seen, p.ID) {
			name = p.Figure
		}
	}
	if _, ok := o.lib.Figure(name); !ok {
		t.Fatal("the record shows no picture")
	}
	files := fstest.MapFS{"figures/" + name + ".svg": &fstest.MapFile{Data: figure(t, name)}}
	err := fs.WalkDir(content.Files(), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			var b []byte
			b, err = fs.ReadFile(content.Files(), name)
			files[name] = &fstest.MapFile{Data: b}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	lib, _, err := content.LoadAll(files, locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	lib.Version = o.lib.Version
	return lib
}

// figure is a shipped picture with one more stroke.
func figure(t *testing.T, name string) []byte {
	t.Helper()
	svg, err := assets.Figure(name)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Replace(svg, []byte("</svg>"), []byte(`<path fill="#112233" d="M0 0L9 0L9 9z"/></svg>`), 1)
}
