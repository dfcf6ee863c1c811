package main

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/consent/document"
	"eclaire/consent/seal"
	"eclaire/consent/seal/sealtest"
)

// drawn is the document of a finished session, before its seal, and its code.
func drawn(t *testing.T) (pdf []byte, session []byte, code string, finished time.Time) {
	t.Helper()
	path := sessionFile(t, nil)
	out := filepath.Join(t.TempDir(), "x.pdf")
	if code, _, errs := call(t, "", "render", path, "-o", out); code != 0 {
		t.Fatal(errs)
	}
	r, err := readSession(path)
	if err != nil {
		t.Fatal(err)
	}
	pdf, err = os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	session, err = r.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	code, err = document.Code(r)
	if err != nil {
		t.Fatal(err)
	}
	return pdf, session, code, r.Finished
}

// seals opens the sealer of some settings.
func seals(t *testing.T, s settings) *sealer {
	t.Helper()
	out, err := s.openSealer(time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(out.close)
	return out
}

func TestFirstStartMakesItsKeyOnce(t *testing.T) {
	isolate(t)
	s := defaults()
	s.Clinic.Name = "Clinique Modèle"
	one := seals(t, s)
	two := seals(t, s)
	if !one.key.Chain[0].Equal(two.key.Chain[0]) {
		t.Error("the second start made another key")
	}
	file, _ := s.keyFile()
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others can read the key: %v, %v", info, err)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if _, err := s.openSealer(time.Now); !errors.Is(err, seal.ErrKeyUnreadable) {
		t.Errorf("a certificate without its key: %v", err)
	}
}

func TestVerify(t *testing.T) {
	isolate(t)
	pdf, session, code, finished := drawn(t)
	folder := filepath.Join(t.TempDir(), "documents")
	k := newKeeper(newPlainPlace(folder), seals(t, defaults()))
	file, unstamped, err := k.seal(pdf, finished)
	if err != nil || unstamped {
		t.Fatal(err, unstamped)
	}
	if err := k.keep("E-TEST", file, session, unstamped); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "E-TEST.pdf")
	own, _ := defaults().certificateFile()
	changed := filepath.Join(t.TempDir(), "changed.pdf")
	b := bytes.Clone(file)
	b[len(b)/2] ^= 1
	foreign := filepath.Join(t.TempDir(), "foreign.pdf")
	stranger := filepath.Join(t.TempDir(), "stranger.pem")
	plain := filepath.Join(t.TempDir(), "plain.pdf")
	for name, text := range map[string][]byte{changed: b, foreign: []byte("%PDF-1.4\n%%EOF\n"), plain: pdf,
		stranger: sealtest.CertificatePEM(sealtest.NewCA(t).Certificate)} {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	other := strings.Replace(code, "E-TEST", "E-OTHER", 1)
	for _, c := range []struct {
		name string
		args []string
		code int
		want string
	}{
		{"good", []string{path}, 0, "Verdict: Unchanged since it was sealed, by a key known here."},
		{"good, by its code", []string{path, "--code", code}, 0, "Sheet: it belongs to this file"},
		{"found by its code", []string{"--code", code, "--out", folder}, 0, "Sheet: it belongs to this file"},
		{"the code of another", []string{path, "--code", other}, 1, "This sheet does not belong to this file."},
		{"a code without its file", []string{"--code", other, "--out", folder}, 1, "is not in the folder"},
		{"no code", []string{path, "--code", "hello"}, 2, "this is not the code"},
		{"changed", []string{changed}, 1, "The file was changed after it was sealed."},
		{"good and changed", []string{path, changed}, 1, "Do not rely on this file."},
		{"foreign", []string{foreign}, 1, "no document of this program"},
		{"never sealed", []string{plain}, 1, "This document was never sealed."},
		{"nothing", nil, 2, "name a document"},
		{"not there", []string{path + ".none"}, 1, "There is no such file."},
		{"a folder", []string{folder}, 1, "This is a folder."},
		{"no certificate", []string{path, "--ca", path}, 1, "no certificate in"},
	} {
		exit, out, errs := call(t, "", append([]string{"verify"}, c.args...)...)
		if exit != c.code || !strings.Contains(out+errs, c.want) {
			t.Errorf("%s: exit %d, want %d with %q:\n%s%s", c.name, exit, c.code, c.want, out, errs)
		}
		if strings.Contains(errs, "EXEMPLE") || strings.Contains(errs, "Jeanne") {
			t.Errorf("%s: an error names the patient:\n%s", c.name, errs)
		}
	}
	exit, out, _ := call(t, "", "verify", "--json", path)
	var v verdict
	if err := json.Unmarshal([]byte(out), &v); err != nil || exit != 0 || !v.Holds || v.ID != "E-TEST" || v.Key == "" ||
		v.Verdict != "good" || v.Vouched != seal.Pinned || v.Specimen == nil || !*v.Specimen || v.Outcome != consent.WantTime ||
		!slices.Equal(v.Levels, []string{"L1"}) || v.Drawing == nil || v.Digest == "" {
		t.Errorf("exit %d: %v\n%s", exit, err, out)
	}
	// Another machine does not know the key until it is told.
	t.Setenv("HOME", t.TempDir())
	if exit, out, _ := call(t, "", "verify", path); exit != 1 || !strings.Contains(out, "nobody here knows the key") {
		t.Errorf("exit %d:\n%s", exit, out)
	}
	if exit, out, _ := call(t, "", "verify", path, "--ca", stranger); exit != 1 {
		t.Errorf("exit %d:\n%s", exit, out)
	}
	if exit, out, _ := call(t, "", "verify", path, "--ca", own); exit != 0 {
		t.Errorf("exit %d:\n%s", exit, out)
	}
	// The document itself serves to draw again, and the sheets alone.
	for _, more := range [][]string{nil, {"--take-home"}, {"--take-home", "--large"}} {
		again := filepath.Join(t.TempDir(), "again.pdf")
		if exit, _, errs := call(t, "", append([]string{"render", path, "-o", again}, more...)...); exit != 0 {
			t.Error(errs)
		}
		if b, _ := os.ReadFile(again); more == nil && !bytes.HasPrefix(file, b) || len(b) == 0 {
			t.Errorf("%v: drawn again, the document differs", more)
		}
	}
}

func TestBooklet(t *testing.T) {
	isolate(t)
	need(t, "pdftotext")
	for _, l := range []string{"fr", "en"} {
		out := filepath.Join(t.TempDir(), "booklet.pdf")
		if exit, _, errs := call(t, "", "booklet", "--language", l, "-o", out); exit != 0 {
			t.Fatal(errs)
		}
		text, err := exec.Command("pdftotext", out, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"deux moments", "two moments", "Ce qui change", "What differs"} {
			if !strings.Contains(strings.Join(strings.Fields(string(text)), " "), want) {
				t.Errorf("%s: the booklet lacks %q", l, want)
			}
		}
		if strings.Contains(string(text), "{") {
			t.Errorf("%s: a placeholder is left", l)
		}
	}
}

// TestBadSeals starts with keys and certificates that cannot seal: each gets its
// sentence, and the kiosk does not begin a session that it could not seal.
func TestBadSeals(t *testing.T) {
	isolate(t)
	ca := sealtest.NewCA(t)
	dir := t.TempDir()
	file := func(name string, b []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	pair := func(name string, k seal.Key) (string, string) {
		return file(name+".key", sealtest.KeyPEM(t, k.Signer)), file(name+".pem", sealtest.CertificatePEM(k.Chain...))
	}
	goodKey, goodCert := pair("good", ca.Issue(t, nil))
	otherKey, _ := pair("other", ca.Issue(t, nil))
	oldKey, oldCert := pair("old", ca.Issue(t, func(c *x509.Certificate) {
		c.NotBefore, c.NotAfter = time.Now().Add(-48*time.Hour), time.Now().Add(-24*time.Hour)
	}))
	newKey, newCert := pair("new", ca.Issue(t, func(c *x509.Certificate) { c.NotBefore = time.Now().Add(24 * time.Hour) }))
	useKey, useCert := pair("use", ca.Issue(t, func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageKeyEncipherment }))
	rubbish := file("rubbish", []byte("rubbish"))
	for name, c := range map[string]struct {
		key, cert string
		want      error
	}{
		"good": {goodKey, goodCert, nil}, "of another": {otherKey, goodCert, seal.ErrKeyMismatch}, "expired": {oldKey, oldCert, seal.ErrExpired},
		"not yet": {newKey, newCert, seal.ErrNotYetValid}, "usage": {useKey, useCert, seal.ErrUsage}, "rubbish": {rubbish, goodCert, seal.ErrKeyUnreadable},
		"rubbish certificate": {goodKey, rubbish, seal.ErrKeyUnreadable}, "missing": {filepath.Join(dir, "none"), goodCert, seal.ErrKeyUnreadable},
	} {
		s := defaults()
		s.Seal.Key, s.Seal.Certificate = c.key, c.cert
		if _, err := s.openSealer(time.Now); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	// The clock jumped back after the session.
	s := defaults()
	s.Seal.Key, s.Seal.Certificate = goodKey, goodCert
	pdf, _, _, finished := drawn(t)
	k, err := s.openSealer(func() time.Time { return finished.Add(-time.Minute) })
	if err == nil {
		_, _, err = k.seal(pdf, finished)
	}
	if !errors.Is(err, seal.ErrClock) && !errors.Is(err, seal.ErrNotYetValid) {
		t.Errorf("a clock that jumped back: %v", err)
	}
	settings := file("settings.toml", fmt.Appendf(nil, "[seal]\nkey = %q\ncertificate = %q\n", oldKey, oldCert))
	t.Setenv("DISPLAY", ":4711")
	if exit, _, errs := call(t, "", "--settings", settings); exit != 1 || !strings.Contains(errs, "has expired") {
		t.Errorf("the kiosk starts with an expired certificate: exit %d\n%s", exit, errs)
	}
	for _, text := range []string{"[seal]\nkey = 'x'\n", "[seal]\ntimestamp_url = 'ftp://x'\n", "[seal]\ntoken_module = 'x'\n", "[clinic]\nprint = 'huge'\n"} {
		if exit, _, errs := call(t, "", "version", "--settings", file("bad.toml", []byte(text))); exit != 1 || !strings.Contains(errs, "bad.toml:") {
			t.Errorf("%q: exit %d\n%s", text, exit, errs)
		}
	}
}

// TestStampIsRetried seals while the time stamp service is down: the document is
// stored, and stamped later.
func TestStampIsRetried(t *testing.T) {
	isolate(t)
	need(t, "openssl")
	tsa := sealtest.NewTSA(t)
	down := true
	server := httptest.NewServer(nil)
	server.Close() // its port answers nobody
	s := defaults()
	folder := filepath.Join(t.TempDir(), "documents")
	k := newKeeper(newPlainPlace(folder), seals(t, s))
	k.sealer.stamper = late{func(ctx context.Context, digest []byte) ([]byte, error) {
		a := tsa.Authority()
		if down {
			a.URL = server.URL
		}
		return a.Stamp(ctx, digest)
	}}
	pdf, session, _, finished := drawn(t)
	file, unstamped, err := k.seal(pdf, finished)
	if err != nil || !unstamped {
		t.Fatalf("with the service down: %v, unstamped %v", err, unstamped)
	}
	if err := k.keep("E-TEST", file, session, unstamped); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "E-TEST.pdf")
	if done, left, err := k.place.stamp(t.Context(), k.sealer.stamper); done != 0 || left != 1 || !errors.Is(err, seal.ErrStampUnreachable) {
		t.Errorf("still down: %d, %d, %v", done, left, err)
	}
	if kept, _ := os.ReadFile(path); !bytes.Equal(kept, file) {
		t.Error("a failed try changed the document")
	}
	down = false
	if done, left, err := k.place.stamp(t.Context(), k.sealer.stamper); done != 1 || left != 0 || err != nil {
		t.Errorf("up again: %d, %d, %v", done, left, err)
	}
	kept, _ := os.ReadFile(path)
	if r := seal.Verify(kept, seal.Trust{StampRoots: tsa.Authority().Roots}); !r.Unchanged() || len(r.Stamps) != 1 || !r.Stamps[0].Trusted || !bytes.HasPrefix(kept, file) {
		t.Errorf("stamped later: %+v", r)
	}
	if notes, _ := filepath.Glob(filepath.Join(folder, "*"+unstampedNote)); len(notes) != 0 {
		t.Error("the note is still there")
	}
	if done, left, err := k.place.stamp(t.Context(), k.sealer.stamper); done+left != 0 || err != nil {
		t.Errorf("nothing waits any more: %d, %d, %v", done, left, err)
	}
}

// late is a service by a function.
type late struct {
	stamp func(context.Context, []byte) ([]byte, error)
}

func (l late) Stamp(ctx context.Context, digest []byte) ([]byte, error) { return l.stamp(ctx, digest) }

// TestLogo prints a clinic's own, and refuses what is none.
func TestLogo(t *testing.T) {
	isolate(t)
	need(t, "pdfimages")
	dir := t.TempDir()
	logo := filepath.Join(dir, "logo.png")
	icon, err := os.ReadFile("../../assets/icon.png")
	if err != nil {
		t.Fatal(err)
	}
	svg, err := os.ReadFile("../../assets/figures/cleft.svg")
	if err != nil {
		t.Fatal(err)
	}
	settings := filepath.Join(dir, "settings.toml")
	if err := os.WriteFile(settings, fmt.Appendf(nil, "[clinic]\nname = 'Clinique'\nlogo = %q\n", logo), 0o600); err != nil {
		t.Fatal(err)
	}
	_, before, _ := call(t, "", "version")
	for name, c := range map[string]struct {
		text []byte
		exit int
	}{"png": {icon, 0}, "svg": {svg, 0}, "rubbish": {[]byte("rubbish"), 1}, "nothing": {nil, 1}} {
		if err := os.WriteFile(logo, c.text, 0o600); err != nil {
			t.Fatal(err)
		}
		out := filepath.Join(t.TempDir(), "x.pdf")
		exit, _, errs := call(t, "", "booklet", "--settings", settings, "-o", out)
		if exit != c.exit || exit != 0 && !strings.Contains(errs, "logo") {
			t.Errorf("%s: exit %d\n%s", name, exit, errs)
		}
		if exit != 0 {
			continue
		}
		if _, after, _ := call(t, "", "version", "--settings", settings); after == before {
			t.Errorf("%s: the version is the same with a logo", name)
		}
		list, err := exec.Command("pdfimages", "-list", out).Output()
		if err != nil || strings.Contains(string(list), " rgb ") != (name == "png") {
			t.Errorf("%s: %v\n%s", name, err, list)
		}
	}
}

// TestSealWithAToken takes the key from a hardware token that the settings name.
func TestSealWithAToken(t *testing.T) {
	isolate(t)
	need(t, "softhsm2-util")
	token := sealtest.NewToken(t, sealtest.NewCA(t))
	s := defaults()
	dir := t.TempDir()
	s.Seal.TokenModule, s.Seal.Token, s.Seal.TokenKey = token.Module, token.Label, token.Key
	s.Seal.TokenPINFile, s.Seal.Certificate = filepath.Join(dir, "pin"), filepath.Join(dir, "seal.pem")
	for name, text := range map[string][]byte{s.Seal.TokenPINFile: []byte(token.PIN + "\n"), s.Seal.Certificate: sealtest.CertificatePEM(token.Chain.Chain...)} {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pdf, _, _, finished := drawn(t)
	file, _, err := seals(t, s).seal(pdf, finished)
	if err != nil {
		t.Fatal(err)
	}
	if r := seal.Verify(file, seal.Trust{}); !r.Unchanged() || r.Signer == nil {
		t.Error(r.Findings)
	}
	s.Seal.TokenKey = "other"
	if _, err := s.openSealer(time.Now); !errors.Is(err, seal.ErrToken) {
		t.Errorf("a key that is not there: %v", err)
	}
}

// TestLogoNotes has a logo with a gradient drawn, with a word on it where texts are
// checked; one with text is refused there, with the reason.
func TestLogoNotes(t *testing.T) {
	isolate(t)
	dir := t.TempDir()
	logo, settings := filepath.Join(dir, "logo.svg"), filepath.Join(dir, "settings.toml")
	if err := os.WriteFile(settings, fmt.Appendf(nil, "[clinic]\nlogo = %q\n", logo), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		body, says string
		exit       int
	}{
		{`<rect width="90" height="30" rx="5" fill="red"/><circle cx="15" cy="15" r="9"/>`, "", 0},
		{`<linearGradient id="a"><stop stop-color="red"/></linearGradient><rect width="90" height="30" fill="url(#a)"/>`, "gradients are drawn in one colour each", 0},
		{`<text>Clinique</text>`, "element <text> is not supported: turn it into paths", 1},
	} {
		if err := os.WriteFile(logo, []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30">`+c.body+`</svg>`), 0o600); err != nil {
			t.Fatal(err)
		}
		exit, out, errs := call(t, "", "check", "--settings", settings)
		if exit != c.exit || !strings.Contains(out+errs, c.says) || (c.says == "") == strings.Contains(out+errs, "logo") {
			t.Errorf("%s: exit %d\n%s%s", c.body, exit, out, errs)
		}
		if exit, _, errs := call(t, "", "booklet", "--settings", settings, "-o", filepath.Join(dir, "x.pdf")); exit != c.exit {
			t.Errorf("%s: exit %d\n%s", c.body, exit, errs)
		}
	}
}
