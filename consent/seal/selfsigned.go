package seal

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"time"
	"unicode/utf8"
)

// maxName is what X.520 allows for the name of an organisation, in characters.
const maxName = 64

// NewSelfSigned makes a key and a certificate, valid for ten years from now,
// for a clinic that has no authority of its own. Nobody vouches for it: who
// checks seals must be given the certificate itself, as a trusted root.
func NewSelfSigned(organisation string, now time.Time, rand io.Reader) (keyPEM, certPEM []byte, err error) {
	if n := utf8.RuneCountInString(organisation); n == 0 || n > maxName || !utf8.ValidString(organisation) {
		return nil, nil, errors.New("failed to make a key: the name of the organisation must have 1 to 64 characters")
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand)
	if err != nil {
		return nil, nil, fmt.Errorf("failed to make a key: %w", err)
	}
	template, err := selfSigned(organisation, now, rand, &key.PublicKey)
	if err != nil {
		return nil, nil, fmt.Errorf("failed to make a certificate: %w", err)
	}
	certificate, err := x509.CreateCertificate(rand, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, nil, fmt.Errorf("failed to make a certificate: %w", err)
	}
	encoded, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, nil, fmt.Errorf("failed to write the key: %w", err)
	}
	keyPEM = pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: encoded})
	certPEM = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate})
	return keyPEM, certPEM, nil
}

func selfSigned(organisation string, now time.Time, rand io.Reader, public *ecdsa.PublicKey) (*x509.Certificate, error) {
	var serial [16]byte
	if _, err := io.ReadFull(rand, serial[:]); err != nil {
		return nil, err
	}
	serial[0] = serial[0]&0x7f | 0x40 // positive, and of one length always
	point, err := public.Bytes()
	if err != nil {
		return nil, err
	}
	id := sha256.Sum256(point)
	from := now.UTC().Truncate(time.Second)
	return &x509.Certificate{
		SerialNumber:          new(big.Int).SetBytes(serial[:]),
		Subject:               pkix.Name{Organization: []string{organisation}, CommonName: organisation},
		NotBefore:             from,
		NotAfter:              from.AddDate(10, 0, 0),
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment | x509.KeyUsageCertSign,
		IsCA:                  true,
		MaxPathLenZero:        true,
		BasicConstraintsValid: true,
		SubjectKeyId:          id[:20],
		AuthorityKeyId:        id[:20],
	}, nil
}
