package seal_test

import (
	"bytes"
	"crypto/rand"
	"crypto/x509"
	"errors"
	"regexp"
	"slices"
	"testing"
	"time"

	"eclaire/consent/seal"
	"eclaire/consent/seal/sealtest"
)

var record = []byte(`{"id":"E-1"}`)

func sealed(t testing.TB, pdf []byte, key seal.Key, s seal.Stamper) []byte {
	t.Helper()
	out, err := seal.Seal(t.Context(), pdf, key, seal.Options{Now: time.Now(), Stamper: s})
	if err != nil || out.StampErr != nil {
		t.Fatal(err, out.StampErr)
	}
	return out.File
}

func trustIn(ca *sealtest.CA) seal.Trust {
	return seal.Trust{Roots: []*x509.Certificate{ca.Certificate}, StampRoots: ca.Pool()}
}

func TestSealVerifies(t *testing.T) {
	ca := sealtest.NewCA(t)
	key := ca.Issue(t, nil)
	for name, pdf := range map[string][]byte{
		"record":    sealtest.Document(record, 1000),
		"no record": sealtest.Document(nil, 0),
	} {
		file := sealed(t, pdf, key, nil)
		r := seal.Verify(file, trustIn(ca))
		if len(r.Findings) != 0 || !r.Unchanged() || !r.Trusted || !bytes.Equal(r.Original, pdf) || !bytes.HasPrefix(file, pdf) {
			t.Errorf("%s: %v", name, r.Findings)
		}
		if name == "record" && !bytes.Equal(r.Record, record) || name != "record" && r.Record != nil {
			t.Errorf("%s: record %q", name, r.Record)
		}
		t.Logf("%s: %d bytes more", name, len(file)-len(pdf))
	}
}

func TestSelfSigned(t *testing.T) {
	now := time.Now()
	keyPEM, certPEM, err := seal.NewSelfSigned("Clinique Exemple", now, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key, err := seal.LoadKey(keyPEM, certPEM)
	if err != nil {
		t.Fatal(err)
	}
	file := sealed(t, sealtest.Document(record, 100), key, nil)
	if r := seal.Verify(file, seal.Trust{Roots: key.Chain}); !r.Trusted || !r.Unchanged() || len(r.Findings) != 0 {
		t.Error(r.Findings)
	}
	if r := seal.Verify(file, seal.Trust{}); r.Trusted || !r.Unchanged() || len(r.Findings) != 1 {
		t.Error(r.Findings)
	}
}

// TestShape has documents that are not quite of the shape that is sealed.
func TestShape(t *testing.T) {
	key := sealtest.NewCA(t).Issue(t, nil)
	for _, c := range []struct{ from, to string }{
		{"%PDF-1.7", "%PDF-1.4"},
		{"/Type /Catalog", "/Type /Catalox"},
		{"/AcroForm 4 0 R", "/AcroForm 3 0 R"},
		{"/Fields [5 0 R]", "/Fields [4 0 R]"},
		{"/Fields [5 0 R]", "/Fields [     ]"},
		{"/FT /Sig", "/FT /Btn"},
		{"/T (Seal)", "/V (Seal)"},
		{"/AF [6 0 R]", "/AF [5 0 R]"},
		{"/EF <</F 7 0 R>>", "/EF <</F 6 0 R>>"},
		{"/Type /XRef", "/Type /XReg"},
		{"/Size 13 ", "/Size 99 "},
		{"/W [1 4 2]", "/W [1 4 1]"},
		{"/Root 1 0 R", "/Root 9 0 R"},
		{"/Info 10 0 R", "/Prev 999999"},
		{"/Info 10 0 R", "/Encrypt true"},
	} {
		pdf := bytes.Replace(sealtest.Document(record, 10), []byte(c.from), []byte(c.to), 1)
		if _, err := seal.Seal(t.Context(), pdf, key, seal.Options{Now: time.Now()}); !errors.Is(err, seal.ErrShape) {
			t.Errorf("%s: %v", c.to, err)
		}
		if r := seal.Verify(pdf, seal.Trust{}); !slices.Equal(r.Findings, []seal.Finding{seal.NotOurs}) {
			t.Errorf("%s: %v", c.to, r.Findings)
		}
	}
}

func TestFingerprint(t *testing.T) {
	f := seal.Fingerprint(sealtest.NewCA(t).Certificate)
	if !regexp.MustCompile(`^([0-9A-F]{4} ){15}[0-9A-F]{4}$`).MatchString(f) {
		t.Error(f)
	}
}
