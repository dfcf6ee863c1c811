package seal_test

import (
	"bytes"
	"crypto/rand"
	"crypto/x509"
	"os"
	"path/filepath"
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
	if dir := os.Getenv("SEAL_OUT"); dir != "" {
		os.WriteFile(filepath.Join(dir, "self.pdf"), file, 0o600)
		os.WriteFile(filepath.Join(dir, "self.pem"), certPEM, 0o600)
	}
}
