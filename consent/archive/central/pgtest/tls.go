//go:build unix

package pgtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"time"
)

// CA is the file with the certificate of who vouches for the server.
func (s *Server) CA() string { return filepath.Join(s.Dir, "ca.pem") }

// OtherCA is the file with the certificate of somebody else.
func (s *Server) OtherCA() string { return filepath.Join(s.Dir, "other.pem") }

// TLS names a database, reached by TLS with these certificates.
func (s *Server) TLS(database, mode, ca string) string {
	u := url.URL{Scheme: "postgres", User: url.UserPassword("eclaire", Password), Host: fmt.Sprint("127.0.0.1:", s.Port), Path: "/" + database,
		RawQuery: url.Values{"sslmode": {mode}, "sslrootcert": {ca}}.Encode()}
	return u.String()
}

func (s *Server) makeCertificates() error {
	ca, key, err := authority("Test CA", s.CA())
	if err != nil {
		return err
	}
	if _, _, err := authority("Other CA", s.OtherCA()); err != nil {
		return err
	}
	own1, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	der, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour), DNSNames: []string{"localhost"},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}, ca, &own1.PublicKey, key)
	if err != nil {
		return err
	}
	private, err := x509.MarshalPKCS8PrivateKey(own1)
	if err != nil {
		return err
	}
	crt, pk := filepath.Join(s.Data(), "server.crt"), filepath.Join(s.Data(), "server.key")
	return errors.Join(writePEM(crt, "CERTIFICATE", der), writePEM(pk, "PRIVATE KEY", private), own(crt), own(pk))
}

// authority makes a certificate authority and writes its certificate.
func authority(name, file string) (*x509.Certificate, *ecdsa.PrivateKey, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().Add(24 * time.Hour), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		return nil, nil, err
	}
	return c, key, writePEM(file, "CERTIFICATE", der)
}

func writePEM(name, kind string, der []byte) error {
	return os.WriteFile(name, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600)
}
