package document

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/consent/seal"
	"eclaire/consent/seal/sealtest"
)

// every calls f with each document there is: all templates, in both orders of
// languages, on both papers, in normal and in large print.
func every(t *testing.T, f func(name string, d *Document)) {
	t.Helper()
	lib, words := shipped()
	for _, l := range consent.Languages() {
		for _, paper := range []string{"A4", "Letter"} {
			for _, print := range []string{"", "large"} {
				for i, o := range consent.AllOutcomes() {
					s := sample{o, l, []int{1, 2, 4}[i%3], paper, print}
					f(s.name(), layout(t, record(t, s)))
				}
				s := sample{consent.AcceptProcedure, l, 2, paper, print}
				home, err := LayoutTakeHome(record(t, s), lib, words)
				if err != nil {
					t.Fatal(err)
				}
				s.outcome = "take-home"
				f(s.name(), home)
				booklet, err := LayoutBooklet(l, clinicOf(s), lib, words)
				if err != nil {
					t.Fatal(err)
				}
				s.outcome = "booklet"
				f(s.name(), booklet)
				if print != "" {
					continue // the sheet has one size
				}
				sheet, err := LayoutRecovery(sampleRecovery(), l, clinicOf(s), lib, words)
				if err != nil {
					t.Fatal(err)
				}
				s.outcome = "recovery"
				f(s.name(), sheet)
				if sheet, err = LayoutHead(sampleHead(), l, clinicOf(s), lib, words); err != nil {
					t.Fatal(err)
				}
				s.outcome = "head"
				f(s.name(), sheet)
			}
		}
	}
}

// TestWriteConformanceSet writes every document for `make conformance` into the
// folder that ECLAIRE_CONFORMANCE names, and two that must be found wanting.
func TestWriteConformanceSet(t *testing.T) {
	dir := os.Getenv("ECLAIRE_CONFORMANCE")
	if dir == "" {
		t.Skip("ECLAIRE_CONFORMANCE names no folder")
	}
	write := func(name string, b []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	ca := sealtest.NewCA(t)
	key := ca.Issue(t, nil)
	write("ca.pem", sealtest.CertificatePEM(ca.Certificate))
	every(t, func(name string, d *Document) {
		s, err := seal.Seal(context.Background(), pdf(t, d), key, seal.Options{Now: time.Now()})
		if err != nil {
			t.Fatal(err)
		}
		write(name+"-sealed.pdf", s.File)
	})
	writeStamped(t, key, write)
	s := sample{consent.DeclineInformation, consent.French, 1, "A4", ""}
	good := pdf(t, layout(t, record(t, s)))
	write("unmarked.control.pdf", bytes.Replace(good, []byte("/Marked true"), []byte("/Marked null"), 1))
	write("untitled.control.pdf", bytes.Replace(good, []byte("dc:title"), []byte("dc:tilte"), 2))
}

// writeStamped writes a document with a time stamp in its seal, and one that was
// stamped later.
func writeStamped(t *testing.T, key seal.Key, write func(string, []byte)) {
	t.Helper()
	plain := pdf(t, layout(t, record(t, sample{consent.AcceptProcedure, consent.French, 1, "A4", ""})))
	write("unsealed.pdf", plain)
	authority := sealtest.NewTSA(t).Authority()
	at, err := seal.Seal(context.Background(), plain, key, seal.Options{Now: time.Now(), Stamper: authority})
	if err != nil || at.StampErr != nil {
		t.Fatal(err, at.StampErr)
	}
	write("stamped.pdf", at.File)
	without, err := seal.Seal(context.Background(), plain, key, seal.Options{Now: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	later, err := seal.AddTimeStamp(context.Background(), without.File, authority)
	if err != nil {
		t.Fatal(err)
	}
	write("stamped-later.pdf", later)
}

// TestEveryDocument looks for what a reader would call broken in each of them.
func TestEveryDocument(t *testing.T) {
	every(t, func(name string, d *Document) {
		t.Run(name, func(t *testing.T) { checkPages(t, d) })
	})
}

// TestSealedDocument seals the ordinary document, at most 185,000 bytes with its
// pictures, and has another program check the seal.
func TestSealedDocument(t *testing.T) {
	plain := pdf(t, layout(t, record(t, sample{consent.AcceptProcedure, consent.French, 1, "A4", ""})))
	ca := sealtest.NewCA(t)
	s, err := seal.Seal(context.Background(), plain, ca.Issue(t, nil), seal.Options{Now: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.File) > 185_000 {
		t.Errorf("%d bytes with its seal", len(s.File))
	}
	dir := t.TempDir()
	file, root := filepath.Join(dir, "sealed.pdf"), filepath.Join(dir, "ca.pem")
	for name, b := range map[string][]byte{file: s.File, root: sealtest.CertificatePEM(ca.Certificate)} {
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	db := "sql:" + dir
	tool(t, "certutil", "-N", "-d", db, "--empty-password")
	tool(t, "certutil", "-A", "-d", db, "-n", "ca", "-t", "C,C,C", "-i", root)
	says := tool(t, "pdfsig", "-nssdir", db, file)
	for _, want := range []string{"Total document signed", "Signature is Valid", "Certificate is Trusted"} {
		if !strings.Contains(says, want) {
			t.Errorf("pdfsig does not say %q:\n%s", want, says)
		}
	}
	tool(t, "qpdf", "--check", file)
}
