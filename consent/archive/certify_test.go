package archive_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"path/filepath"
	"testing"

	"eclaire/consent/archive"
	"eclaire/consent/seal/sealtest"
)

// TestCertify lets each kind of key that seals sign for the kiosk's key, once.
func TestCertify(t *testing.T) {
	ca := sealtest.NewCA(t)
	weak, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	for name, signer := range map[string]crypto.Signer{"P-256": sealtest.NewECDSA(t, elliptic.P256()), "RSA": weak} {
		key := ca.IssueFor(t, signer, nil)
		t.Run(name, func(t *testing.T) {
			dir, o := filepath.Join(t.TempDir(), "archive"), archive.Options{WorkFactor: 10}
			if _, err := archive.Init(dir, fixturePassphrase, o); err != nil {
				t.Fatal(err)
			}
			open := func() *archive.Store {
				s, _, err := archive.Open(context.Background(), dir, o)
				if err != nil {
					t.Fatal(err)
				}
				return s
			}
			s := open()
			wrong := func(m []byte) ([]byte, *x509.Certificate, error) { return key.Certify(append(m, '.')) }
			if err := s.Certify(wrong); err == nil || s.Kiosks()[0].Sealer != nil {
				t.Errorf("a signature of something else: %v", err)
			}
			if err := s.Certify(key.Certify); err != nil {
				t.Fatal(err)
			}
			s.Close()
			s = open()
			defer s.Close()
			if k := s.Kiosks(); len(k) != 1 || k[0].Sealer == nil || !bytes.Equal(k[0].Sealer.Raw, key.Chain[0].Raw) {
				t.Errorf("the seal's word was not kept: %+v", k)
			}
			never := func([]byte) ([]byte, *x509.Certificate, error) { return nil, nil, errors.New("asked again") }
			if err := s.Certify(never); err != nil {
				t.Error(err)
			}
		})
	}
}
