// Package sealtest helps tests to seal: an authority that issues keys, a time
// stamp service made of openssl, and documents of the shape that seals want.
package sealtest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"os"
	"os/exec"
	"testing"
	"time"

	"eclaire/consent/seal"
)

// Need skips a test whose tools are missing. With ECLAIRE_ALL_TESTS set it
// fails instead, so that a machine that should have them shows when it has not.
func Need(t testing.TB, tools ...string) {
	t.Helper()
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err == nil {
			continue
		}
		if os.Getenv("ECLAIRE_ALL_TESTS") != "" {
			t.Fatalf("%s is missing", tool)
		}
		t.Skipf("%s is missing", tool)
	}
}

// CA is an authority that issues certificates.
type CA struct {
	Certificate *x509.Certificate
	Key         crypto.Signer
}

// NewCA makes an authority that is valid from yesterday for fifty years.
func NewCA(t testing.TB) *CA {
	t.Helper()
	key := NewECDSA(t, elliptic.P256())
	template := Template("Éclairé test authority")
	template.IsCA = true
	template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
	template.NotAfter = template.NotBefore.AddDate(50, 0, 0)
	return &CA{create(t, template, template, key.Public(), key), key}
}

// Between makes an authority that this one vouches for.
func (ca *CA) Between(t testing.TB) *CA {
	t.Helper()
	key := NewECDSA(t, elliptic.P256())
	template := Template("Éclairé test intermediate")
	template.IsCA = true
	template.KeyUsage = x509.KeyUsageCertSign
	return &CA{create(t, template, ca.Certificate, key.Public(), ca.Key), key}
}

// Issue makes a P-256 key with a certificate for sealing. change may be nil.
func (ca *CA) Issue(t testing.TB, change func(*x509.Certificate)) seal.Key {
	t.Helper()
	return ca.IssueFor(t, NewECDSA(t, elliptic.P256()), change)
}

// IssueFor makes the certificate for a key that exists. change may be nil.
func (ca *CA) IssueFor(t testing.TB, key crypto.Signer, change func(*x509.Certificate)) seal.Key {
	t.Helper()
	template := Template("Clinique Exemple")
	template.KeyUsage = x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment
	if change != nil {
		change(template)
	}
	return seal.Key{Signer: key, Chain: []*x509.Certificate{create(t, template, ca.Certificate, key.Public(), ca.Key)}}
}

// Pool is the authority as the only root.
func (ca *CA) Pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(ca.Certificate)
	return pool
}

// Template is a certificate of that name, valid from yesterday for two years.
func Template(name string) *x509.Certificate {
	serial, _ := rand.Int(rand.Reader, big.NewInt(1<<62))
	from := time.Now().Add(-24 * time.Hour).UTC().Truncate(time.Second)
	return &x509.Certificate{
		SerialNumber:          serial.Add(serial, big.NewInt(1)),
		Subject:               pkix.Name{CommonName: name, Organization: []string{"Éclairé"}},
		NotBefore:             from,
		NotAfter:              from.AddDate(2, 0, 0),
		BasicConstraintsValid: true,
	}
}

// NewECDSA makes a key on a curve.
func NewECDSA(t testing.TB, curve elliptic.Curve) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(curve, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func create(t testing.TB, template, parent *x509.Certificate, public crypto.PublicKey, signer crypto.Signer) *x509.Certificate {
	t.Helper()
	der, err := x509.CreateCertificate(rand.Reader, template, parent, public, signer)
	if err != nil {
		t.Fatal(err)
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// KeyPEM writes a key as PKCS#8.
func KeyPEM(t testing.TB, key crypto.Signer) []byte {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
}

// CertificatePEM writes certificates.
func CertificatePEM(certificates ...*x509.Certificate) []byte {
	var b []byte
	for _, c := range certificates {
		b = append(b, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})...)
	}
	return b
}
