package inspect_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"crypto/x509"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/consent/document"
	"eclaire/consent/document/documenttest"
	"eclaire/consent/inspect"
	"eclaire/consent/seal"
	"eclaire/consent/seal/sealtest"
	"eclaire/content"
	"eclaire/locales"
)

var start = time.Now().Add(-time.Hour).Truncate(time.Second)

// record is a short finished session for some content.
func record(t testing.TB, lib *content.Library) consent.Record {
	t.Helper()
	k := consent.Case{BirthName: "EXEMPLE", FirstNames: "Jeanne", BirthDate: consent.Date{Year: 1941, Month: 3, Day: 3},
		Sex: consent.Female, ToTreat: consent.NewLevelSet(consent.L1), Clinician: "Dr Modèle"}
	script := lib.Script(consent.TraitsOf(k, 2, consent.DateOf(start)), 1)
	s := consent.Session{Language: consent.French}
	do := func(e consent.Event) {
		t.Helper()
		next, err := consent.Apply(s, e)
		if err != nil {
			t.Fatalf("%T: %v", e, err)
		}
		s = next
	}
	do(consent.Prepare{Case: k, Clinic: consent.Clinic{Name: "Clinique Modèle", Threshold: 2, Paper: "A4"}, Script: script, At: start, Sample: true})
	do(consent.Ask{Question: consent.Question{Text: "Et après\u00a0? " + strings.Repeat("Pourquoi donc ? ", 20)}})
	do(consent.Pass{Page: script.Pages[0]})
	do(consent.Meet{At: start})
	do(consent.Talk{By: "Dr Modèle", Function: "radiologue", At: start})
	do(consent.Decide{Outcome: consent.AcceptProcedure})
	for _, id := range s.Statements() {
		do(consent.Tick{Statement: id, On: true})
	}
	do(consent.Sign{Signature: consent.Signature{Role: consent.RolePatient, Name: k.FullName(), Method: consent.MethodTyped, Typed: "Jeanne", At: start}})
	do(consent.Sign{Signature: consent.Signature{Role: consent.RoleStaff, Name: "Dr Modèle", Method: consent.MethodTyped, Typed: "Dr Modèle", At: start}})
	r, err := consent.Finish(s, "E-20261125-TESTTEST", lib.Version, start)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// office is what makes and checks documents.
type office struct {
	lib   *content.Library
	words *locales.Bundle
	key   seal.Key
	trust seal.Trust
}

func open(t testing.TB) office {
	t.Helper()
	lib, words, err := content.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	ca := sealtest.NewCA(t)
	return office{lib, words, ca.Issue(t, nil), seal.Trust{Roots: []*x509.Certificate{ca.Certificate}}}
}

// sealed is the document of a record, drawn with a library and sealed.
func (o office) sealed(t testing.TB, lib *content.Library) []byte {
	t.Helper()
	d, err := document.Layout(record(t, lib), lib, o.words)
	if err != nil {
		t.Fatal(err)
	}
	return o.finished(t, d)
}

func TestFile(t *testing.T) {
	o := open(t)
	good := o.sealed(t, o.lib)
	r := inspect.File(good, o.trust, o.lib, o.words)
	if !r.Holds() || r.Text != inspect.Same || r.Record == nil || r.Record.ID != "E-20261125-TESTTEST" {
		t.Errorf("a good file: %v, %v, %v", r.Findings, r.Text, r.Record)
	}
	if code, err := document.Code(*r.Record); err != nil || !r.BelongsTo(code) || !r.BelongsTo(strings.ToLower(code)) || r.BelongsTo(strings.Replace(code, "TESTTEST", "OTHEROTH", 1)) {
		t.Errorf("the code %q, %v", code, err)
	}
	if r := inspect.File(good, seal.Trust{}, o.lib, o.words); r.Holds() || !r.Unchanged() || r.Text != inspect.Same {
		t.Error("without anybody who vouches for the key it must not hold")
	}
	// Read with other texts than it was drawn with, as years later.
	later := *o.lib
	later.Version = "0123456789ab"
	if r := inspect.File(good, o.trust, &later, o.words); !r.Holds() || r.Text != inspect.Consistent {
		t.Errorf("with other texts at hand: %v, %v", r.Findings, r.Text)
	}
	if r := inspect.File([]byte("%PDF-1.4\nnothing"), o.trust, o.lib, o.words); r.Holds() || r.Record != nil || r.Text != inspect.Unchecked {
		t.Errorf("a foreign file: %+v", r)
	}
}

// TestTextThatIsNotTheRecords seals documents whose pages say something else
// than the record inside, as a forger with the key could.
func TestTextThatIsNotTheRecords(t *testing.T) {
	o := open(t)
	forged := *o.lib
	forged.Choices = slices.Clone(o.lib.Choices)
	for i := range forged.Choices {
		forged.Choices[i].Title = content.Text{FR: "Je refuse.", EN: "I refuse."}
	}
	if r := inspect.File(o.sealed(t, &forged), o.trust, o.lib, o.words); r.Holds() || !r.Unchanged() || r.Text != inspect.Different {
		t.Errorf("other words than the record's: %v", r.Text)
	}
	// Where the texts are not at hand, what was entered must at least stand there.
	forged = *o.lib
	forged.Documents = slices.Clone(o.lib.Documents)
	for i, d := range forged.Documents {
		forged.Documents[i].Consent = slices.Clone(d.Consent)
		for j, page := range d.Consent {
			forged.Documents[i].Consent[j] = slices.DeleteFunc(slices.Clone(page), func(id string) bool { return id == "questions" })
		}
	}
	forged.Version = "0123456789ab"
	if r := inspect.File(o.sealed(t, &forged), o.trust, o.lib, o.words); r.Holds() || r.Text != inspect.Different {
		t.Errorf("without the patient's questions: %v", r.Text)
	}
}

// TestPartsWithOtherTexts reads documents that have all parts, with all that can be entered
// for them, with other texts at hand: what they print is found, and what is printed of the
// information is not what another digest says.
func TestPartsWithOtherTexts(t *testing.T) {
	o := open(t)
	other := *o.lib
	other.Version = "0123456789ab"
	for _, outcome := range []string{"vertebroplasty-en", "conservative-en", "time-fr", "no_information-fr", "withdrawn-en", "confirmed-fr"} {
		r := o.inTwo(o.ofFixture(t, outcome))
		r.Clinic.Letter = true
		if r.Case.TrustedPerson != "" {
			r.Case.TrustedRelation, r.Case.TrustedContact = "fils", "02 00 00 00 42"
		}
		r.Case.Doctor, r.Case.DoctorAddress = "Dr Odile Traitante", "3, place de l’Exemple\n35000 Rennes"
		r.Case.Rheumatologist, r.Case.RheumatologistAddress = "Dr Rémi Osseux", "9, quai de l’Exemple\n35000 Rennes"
		file := o.drawn(t, r, o.lib)
		if m := o.look(o.seal(t, file), &other); m != inspect.Consistent {
			t.Errorf("%s: %s", outcome, m)
		}
		sum, err := document.PartDigest(file, document.InformationPart)
		if err != nil {
			t.Fatal(err)
		}
		if sum == "" {
			continue
		}
		first := strings.ToUpper(sum[:4])
		wrong := "0000"
		forged := documenttest.Rewrite(t, file, zlib.NoCompression, func(b []byte) []byte {
			return bytes.ReplaceAll(b, wide(first+" "+strings.ToUpper(sum[4:8])), wide(wrong+" "+strings.ToUpper(sum[4:8])))
		})
		if m := o.look(o.seal(t, forged), &other); m != inspect.Different {
			t.Errorf("%s with another digest of the information: %s", outcome, m)
		}
	}
}

// TestEveryChangeIsNoticed changes single bytes at random.
func TestEveryChangeIsNoticed(t *testing.T) {
	o := open(t)
	good := o.sealed(t, o.lib)
	n := 2000
	if testing.Short() {
		n = 200
	}
	rng := rand.New(rand.NewPCG(7, 11))
	for range n {
		b := slices.Clone(good)
		at := rng.IntN(len(b))
		b[at] ^= byte(1 + rng.IntN(255))
		if r := inspect.File(b, o.trust, o.lib, o.words); r.Holds() || r.Unchanged() {
			t.Fatalf("the byte at %d of %d became %#x, and nobody noticed", at, len(b), b[at])
		}
	}
}

func BenchmarkFile(b *testing.B) {
	o := open(b)
	good := o.sealed(b, o.lib)
	for b.Loop() {
		if !inspect.File(good, o.trust, o.lib, o.words).Holds() {
			b.Fatal("it does not hold")
		}
	}
}

// BenchmarkSealedDocument is the ordinary case from the record to the sealed
// file, and of it the part that finishes and seals.
func BenchmarkSealedDocument(b *testing.B) {
	o := open(b)
	r := record(b, o.lib)
	o.sealed(b, o.lib) // fonts and drawings are read once in a program's life
	b.Run("whole", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			d, err := document.Layout(r, o.lib, o.words)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(len(o.finished(b, d))), "bytes")
		}
	})
	d, err := document.Layout(r, o.lib, o.words)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("written, finished, sealed", func(b *testing.B) {
		for b.Loop() {
			o.finished(b, d)
		}
	})
	// A thousand in a row must not grow: what stays in use at the end is told.
	b.Run("thousand", func(b *testing.B) {
		if b.N > 1 {
			b.Skip("once is enough")
		}
		before := inUse()
		for range 1000 {
			d, err := document.Layout(r, o.lib, o.words)
			if err != nil {
				b.Fatal(err)
			}
			o.finished(b, d)
		}
		b.ReportMetric(float64(inUse()-before)/1024, "kB-grown")
	})
}

// finished writes and seals a document.
func (o office) finished(t testing.TB, d *document.Document) []byte {
	var b bytes.Buffer
	if err := d.WritePDF(&b); err != nil {
		t.Fatal(err)
	}
	s, err := seal.Seal(context.Background(), b.Bytes(), o.key, seal.Options{Now: time.Now(), NotBefore: start})
	if err != nil {
		t.Fatal(err)
	}
	return s.File
}

// inUse is the memory in use after a collection, in bytes.
func inUse() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// TestManyDocumentsLeaveNothing makes documents in a row and looks at what stays
// in memory.
func TestManyDocumentsLeaveNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes a while")
	}
	o := open(t)
	r := record(t, o.lib)
	make := func(n int) {
		for range n {
			d, err := document.Layout(r, o.lib, o.words)
			if err != nil {
				t.Fatal(err)
			}
			o.finished(t, d)
		}
	}
	make(3)
	before := inUse()
	make(30)
	if grown := inUse() - before; grown > 1<<20 {
		t.Errorf("30 documents left %d bytes in memory", grown)
	}
}
