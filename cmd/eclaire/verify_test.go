package main

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"eclaire/consent"
	"eclaire/consent/inspect"
	"eclaire/consent/seal"
	"eclaire/consent/seal/sealtest"
)

// TestVerifyScripts drives the built program through testdata/verify, with three
// sealed documents in plain and the certificate of their kiosk in own.pem.
func TestVerifyScripts(t *testing.T) {
	need(t, "sh", "qpdf", "pdftocairo", "mutool")
	program, plain := binary(t), pairs(t)
	own, err := defaults().certificateFile()
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := os.ReadFile(own)
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "verify"),
		Setup: func(e *testscript.Env) error {
			e.Setenv("PATH", filepath.Dir(program)+string(os.PathListSeparator)+os.Getenv("PATH"))
			e.Setenv("HOME", filepath.Join(e.WorkDir, "home"))
			e.Setenv("LC_ALL", "")
			e.Setenv("LANG", "C")
			if err := os.WriteFile(filepath.Join(e.WorkDir, "own.pem"), certificate, 0o600); err != nil {
				return err
			}
			return os.CopyFS(filepath.Join(e.WorkDir, "plain"), os.DirFS(plain))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"keep": keepMatch},
	})
}

// resavers are programs that people put a document through, and how.
func resavers() map[string][]string {
	return map[string][]string{
		"qpdf":                 {"qpdf", "IN", "OUT"},
		"qpdf, for the web":    {"qpdf", "--linearize", "IN", "OUT"},
		"qpdf, packed":         {"qpdf", "--object-streams=generate", "--recompress-flate", "IN", "OUT"},
		"qpdf, unpacked":       {"qpdf", "--qdf", "--object-streams=disable", "IN", "OUT"},
		"qpdf, one page":       {"qpdf", "IN", "--pages", ".", "1", "--", "OUT"},
		"qpdf, encrypted":      {"qpdf", "--encrypt", "", "secret", "256", "--cleartext-metadata", "--", "IN", "OUT"},
		"poppler, printed":     {"pdftocairo", "-pdf", "IN", "OUT"},
		"poppler, united":      {"pdfunite", "IN", "IN", "OUT"},
		"poppler, separated":   {"pdfseparate", "-f", "1", "-l", "1", "IN", "OUT"},
		"MuPDF, cleaned":       {"mutool", "clean", "IN", "OUT"},
		"MuPDF, packed":        {"mutool", "clean", "-gggg", "-z", "IN", "OUT"},
		"MuPDF, drawn again":   {"mutool", "convert", "-o", "OUT", "IN"},
		"MuPDF, merged":        {"mutool", "merge", "-o", "OUT", "IN"},
		"Ghostscript, printed": {"gs", "-q", "-sDEVICE=pdfwrite", "-o", "OUT", "IN"},
		"pdftk":                {"pdftk", "IN", "output", "OUT"},
		"pdftk, joined":        {"pdftk", "IN", "cat", "output", "OUT"},
	}
}

// TestSavedAnew puts a real document through the programs: each time the staff
// are told to ask for the original.
func TestSavedAnew(t *testing.T) {
	isolate(t)
	pdf, _, _, finished := drawn(t)
	file, _, err := seals(t, defaults()).seal(pdf, finished)
	if err != nil {
		t.Fatal(err)
	}
	in := filepath.Join(t.TempDir(), "in.pdf")
	if err := os.WriteFile(in, file, 0o600); err != nil {
		t.Fatal(err)
	}
	var names, saved []string
	for name, how := range resavers() {
		switch how[0] {
		case "gs", "pdftk": // large, and not among what .ci/setup installs
			if _, err := exec.LookPath(how[0]); err != nil {
				continue
			}
		default:
			need(t, how[0])
		}
		out := filepath.Join(t.TempDir(), "out.pdf")
		var args []string
		for _, a := range how[1:] {
			args = append(args, strings.NewReplacer("IN", in, "OUT", out).Replace(a))
		}
		if text, err := exec.Command(how[0], args...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", how, err, text)
		}
		names, saved = append(names, name), append(saved, out)
	}
	verdicts := verifyJSON(t, 1, saved...)
	for i, v := range verdicts {
		if v.Verdict != "saved_anew" || v.Unchanged {
			t.Errorf("%s: %+v", names[i], v)
		}
	}
}

// verifyJSON checks documents and gives what is said of each.
func verifyJSON(t *testing.T, exit int, args ...string) (out []verdict) {
	t.Helper()
	code, text, errs := call(t, "", append([]string{"verify", "--json"}, args...)...)
	if code != exit {
		t.Errorf("exit %d, want %d:\n%s%s", code, exit, text, errs)
	}
	for line := range strings.Lines(text) {
		var v verdict
		if err := json.Unmarshal([]byte(line), &v); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		out = append(out, v)
	}
	return out
}

// TestVouchedFor checks a document that an employee's e-mail certificate sealed,
// and kiosks' of the same authority.
func TestVouchedFor(t *testing.T) {
	isolate(t)
	pdf, _, _, finished := drawn(t)
	ca := sealtest.NewCA(t)
	dir := t.TempDir()
	file := func(name string, b []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	authority := file("ca.pem", sealtest.CertificatePEM(ca.Certificate))
	issued := []string{"--ca", authority} // the kiosks' authority is trusted
	var pinned, paths []string            // each certificate itself is
	cases := []struct {
		name   string
		change func(*x509.Certificate)
		want   verdict // with the authority trusted
		remark seal.Remark
	}{
		{"mail", func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection} },
			verdict{Verdict: "certificate"}, seal.UsageOther},
		{"documents", func(c *x509.Certificate) {
			c.UnknownExtKeyUsage = []asn1.ObjectIdentifier{{1, 3, 6, 1, 5, 5, 7, 3, 36}}
		},
			verdict{Verdict: "good", Vouched: seal.ByUsage}, ""},
		{"unsaid", nil, verdict{Verdict: "good", Vouched: seal.ByIssuer}, ""},
	}
	var settings, mail string
	for _, c := range cases {
		key := ca.Issue(t, c.change)
		sealed, err := seal.Seal(t.Context(), pdf, key, seal.Options{Now: time.Now(), NotBefore: finished})
		if err != nil {
			t.Fatal(err)
		}
		path, itself := file(c.name+".pdf", sealed.File), file(c.name+".pem", sealtest.CertificatePEM(key.Chain...))
		issued, pinned, paths = append(issued, path), append(pinned, "--ca", itself), append(paths, path)
		if c.name == "mail" {
			settings, mail = file("mail.toml", fmt.Appendf(nil, "[seal]\nkey = %q\ncertificate = %q\n", file("mail.key", sealtest.KeyPEM(t, key.Signer)), itself)), path
		}
	}
	for i, v := range verifyJSON(t, 1, issued...) {
		c := cases[i]
		if v.Verdict != c.want.Verdict || v.Vouched != c.want.Vouched || v.Holds != (v.Verdict == "good") ||
			slices.Contains(v.Remarks, seal.UsageUnsaid) != (c.name == "unsaid") || slices.Contains(v.Findings, seal.OtherUse) != (c.name == "mail") {
			t.Errorf("%s: %+v", c.name, v)
		}
	}
	for i, v := range verifyJSON(t, 0, append(pinned, paths...)...) {
		if c := cases[i]; v.Vouched != seal.Pinned || slices.Contains(v.Remarks, seal.UsageOther) != (c.remark != "") {
			t.Errorf("%s, pinned: %+v", c.name, v)
		}
	}
	// This machine's own certificate is known here, also if an authority issued it.
	for _, v := range verifyJSON(t, 0, "--settings", settings, mail) {
		if v.Vouched != seal.Pinned {
			t.Errorf("its own: %+v", v)
		}
	}
}

// TestDateInTheFuture seals with a clock that is ahead.
func TestDateInTheFuture(t *testing.T) {
	isolate(t)
	pdf, _, _, finished := drawn(t)
	s := seals(t, defaults())
	var paths []string
	for _, ahead := range []time.Duration{4 * time.Minute, 10 * time.Minute} {
		s.now = func() time.Time { return time.Now().Add(ahead) }
		file, _, err := s.seal(pdf, finished)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "x.pdf")
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	v := verifyJSON(t, 1, paths...)
	if v[0].Verdict != "good" || !v[0].Holds || v[1].Verdict != "dates" || v[1].Holds || !v[1].Unchanged {
		t.Errorf("%+v", v)
	}
}

// TestNothingSteersTheTerminal prints what a file may say.
func TestNothingSteersTheTerminal(t *testing.T) {
	isolate(t)
	pdf, _, _, finished := drawn(t)
	key := sealtest.NewCA(t).Issue(t, func(c *x509.Certificate) { c.Subject.CommonName = "Kiosk\x1b[2J**\r\nVerdict: good" })
	sealed, err := seal.Seal(t.Context(), pdf, key, seal.Options{Now: time.Now(), NotBefore: finished})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(path, sealed.File, 0o600); err != nil {
		t.Fatal(err)
	}
	_, out, _ := call(t, "", "verify", path)
	if strings.ContainsAny(out, "\x1b\r") || strings.Contains(out, "**") || strings.Contains(out, "\nVerdict: good") || !strings.Contains(out, "Kiosk") {
		t.Errorf("%q", out)
	}
}

// TestUnreadable names what cannot be read, each for its reason, between files
// that can.
func TestUnreadable(t *testing.T) {
	isolate(t)
	dir := t.TempDir()
	large := filepath.Join(dir, "large.pdf")
	if err := os.WriteFile(large, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(large, seal.MaxFile+1); err != nil {
		t.Fatal(err)
	}
	text := filepath.Join(dir, "text.pdf")
	if err := os.WriteFile(text, []byte("hello"), 0o600); err != nil {
		t.Fatal(err)
	}
	names := []string{filepath.Join(dir, "none.pdf"), dir, large, text}
	seen := verifyJSON(t, 1, names...)
	for i, want := range []verdict{{Verdict: "unread", Error: unreadMissing}, {Verdict: "unread", Error: unreadFolder}, {Verdict: "unread", Error: unreadTooLarge}, {Verdict: "not_pdf"}} {
		if v := seen[i]; v.File != names[i] || v.Verdict != want.Verdict || v.Error != want.Error || v.Holds {
			t.Errorf("%+v", v)
		}
	}
}

func TestSystemLanguage(t *testing.T) {
	for _, c := range []struct {
		all, messages, lang string
		want                consent.Language
	}{
		{"", "", "fr_FR.UTF-8", consent.French}, {"", "", "fr", consent.French}, {"", "", "fr_CH@euro", consent.French},
		{"", "", "en_GB.UTF-8", consent.English}, {"", "", "C", consent.English}, {"", "", "de_DE", consent.English}, {"", "", "fro", consent.English},
		{"C", "", "fr_FR", consent.English}, {"", "fr_FR.UTF-8", "en_GB", consent.French}, {"fr_BE", "C", "C", consent.French},
	} {
		t.Setenv("LC_ALL", c.all)
		t.Setenv("LC_MESSAGES", c.messages)
		t.Setenv("LANG", c.lang)
		if got := systemLanguage(); got != c.want {
			t.Errorf("%q, %q, %q: %s", c.all, c.messages, c.lang, got)
		}
	}
}

// TestJSONTellsOfTheTalk has a decision that nobody signed told as no consent, and
// nothing of it of a record of schema 1.
func TestJSONTellsOfTheTalk(t *testing.T) {
	r := consent.Record{Schema: 2, Outcome: consent.AcceptProcedure, Moments: make([]consent.Moment, 2), Corrections: make([]consent.Correction, 1)}
	r.With.Interview = &consent.Interview{By: "Dr Modèle"}
	r.Signatures = []consent.Signature{{Role: consent.RolePatient, Method: consent.MethodUnwilling}}
	r.Refers = &consent.Reference{ID: "E-1", Time: true}
	var out verdict
	out.record(inspect.Result{Record: &r})
	if out.Consents == nil || *out.Consents || *out.Signed || !*out.Spoke || out.Sittings != 2 || out.Corrections != 1 || !out.Refers.Time {
		t.Errorf("%+v", out)
	}
	r.Schema, out = 1, verdict{}
	out.record(inspect.Result{Record: &r})
	if out.Consents != nil || out.Signed != nil || out.Spoke != nil || out.Sittings+out.Corrections > 0 {
		t.Errorf("schema 1: %+v", out)
	}
}

// FuzzPrintLooked prints what was found of anything: one line of JSON, always.
func FuzzPrintLooked(f *testing.F) {
	f.Add("a\x1b[31m.pdf", []byte("%PDF-1.4\n"))
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		seen := looked{name: name}
		seen.result.Report = seal.Verify(b, seal.Trust{})
		var out bytes.Buffer
		if err := seen.printJSON(&out); err != nil || bytes.Count(out.Bytes(), []byte("\n")) != 1 || !json.Valid(out.Bytes()) {
			t.Errorf("%v: %s", err, out.Bytes())
		}
	})
}
