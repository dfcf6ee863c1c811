package seal

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"fmt"
	"slices"
	"time"
)

// The reasons why a key cannot seal. Each says what to do.
var (
	ErrKeyUnreadable = errors.New("the key or the certificate of the seal cannot be read: give an unencrypted PEM file of each, or make new ones")
	ErrKeyMismatch   = errors.New("the key and the certificate of the seal do not belong together: give the certificate that was issued for this key")
	ErrExpired       = errors.New("the certificate of the seal has expired: have a new one issued and put it in place")
	ErrNotYetValid   = errors.New("the certificate of the seal is not valid yet: check the clock, or wait for the day on which it begins")
	ErrUsage         = errors.New("the certificate of the seal was not issued for signing documents: ask for one with the usage digital signature")
	ErrAlgorithm     = errors.New("the key of the seal is of a kind that is not strong enough or not known: use ECDSA P-256, P-384, or RSA of 2048 bits or more")
	ErrClock         = errors.New("the clock shows a time before the end of the session: set the clock right and try again")
)

// maxRSA bounds the time that a check of a foreign signature can take.
const (
	minRSA = 2048
	maxRSA = 8192
)

// Key is what seals: a private key, which may live in a token, and its
// certificates, the signer's first, each issued by the one behind it. All of
// them go into the file.
type Key struct {
	Signer crypto.Signer
	Chain  []*x509.Certificate
}

// LoadKey reads a private key (PKCS#8, SEC1 or PKCS#1) and its certificates,
// both PEM. The certificates may stand in any order; the ones that do not
// vouch for the signer's are left out. The key is checked for everything but
// the time.
func LoadKey(keyPEM, chainPEM []byte) (Key, error) {
	signer, err := parseKey(keyPEM)
	if err != nil {
		return Key{}, err
	}
	certificates, err := ParseCertificates(chainPEM)
	if err != nil {
		return Key{}, err
	}
	return NewKey(signer, certificates)
}

// NewKey joins a private key, for instance of OpenToken, with its
// certificates as LoadKey does.
func NewKey(signer crypto.Signer, certificates []*x509.Certificate) (Key, error) {
	if signer == nil {
		return Key{}, fmt.Errorf("%w: there is no key", ErrKeyUnreadable)
	}
	chain, err := orderChain(signer.Public(), certificates)
	if err != nil {
		return Key{}, err
	}
	k := Key{Signer: signer, Chain: chain}
	return k, k.checkKind()
}

func parseKey(keyPEM []byte) (crypto.Signer, error) {
	for rest := keyPEM; ; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			return nil, fmt.Errorf("%w: there is no private key", ErrKeyUnreadable)
		}
		var key any
		var err error
		switch block.Type {
		case "PRIVATE KEY":
			key, err = x509.ParsePKCS8PrivateKey(block.Bytes)
		case "EC PRIVATE KEY":
			key, err = x509.ParseECPrivateKey(block.Bytes)
		case "RSA PRIVATE KEY":
			key, err = x509.ParsePKCS1PrivateKey(block.Bytes)
		case "ENCRYPTED PRIVATE KEY":
			return nil, fmt.Errorf("%w: the key is encrypted", ErrKeyUnreadable)
		default: // the parameters of a curve, a certificate
			continue
		}
		if err != nil { // its text may say something about the key
			return nil, fmt.Errorf("%w: the key is damaged or of another kind", ErrKeyUnreadable)
		}
		signer, ok := key.(crypto.Signer)
		if !ok {
			return nil, ErrAlgorithm
		}
		return signer, nil
	}
}

// Certify signs a message that is no document: the SHA-256 sum of it, in ECDSA or PKCS #1
// v1.5, which the key's own certificate bears out.
func (k Key) Certify(message []byte) (sign []byte, signer *x509.Certificate, err error) {
	sum := sha256.Sum256(message)
	if sign, err = k.Signer.Sign(rand.Reader, sum[:], crypto.SHA256); err != nil {
		return nil, nil, fmt.Errorf("failed to sign with the key of the seal: %w", err)
	}
	return sign, k.Chain[0], nil
}

// ParseCertificates reads the certificates of a PEM file, at least one. The error
// is ErrKeyUnreadable.
func ParseCertificates(chainPEM []byte) ([]*x509.Certificate, error) {
	var all []*x509.Certificate
	for rest := chainPEM; ; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		if block.Type != "CERTIFICATE" {
			continue
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrKeyUnreadable, err)
		}
		all = append(all, c)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%w: there is no certificate", ErrKeyUnreadable)
	}
	return all, nil
}

// maxChain is more than any authority has between itself and a signer.
const maxChain = 8

// orderChain finds the certificate of the key and those that vouch for it.
func orderChain(public crypto.PublicKey, all []*x509.Certificate) ([]*x509.Certificate, error) {
	i := slices.IndexFunc(all, func(c *x509.Certificate) bool { return samePublic(c.PublicKey, public) })
	if i < 0 {
		return nil, ErrKeyMismatch
	}
	chain := []*x509.Certificate{all[i]}
	for len(chain) < maxChain {
		last := chain[len(chain)-1]
		i := slices.IndexFunc(all, func(c *x509.Certificate) bool {
			return !c.Equal(last) && bytes.Equal(c.RawSubject, last.RawIssuer) && last.CheckSignatureFrom(c) == nil
		})
		if i < 0 || slices.ContainsFunc(chain, all[i].Equal) {
			break
		}
		chain = append(chain, all[i])
	}
	return chain, nil
}

func samePublic(a, b crypto.PublicKey) bool {
	k, ok := a.(interface{ Equal(crypto.PublicKey) bool })
	return ok && k.Equal(b)
}

// Check tells whether the key may seal at that time: nil, or one of the
// reasons above.
func (k Key) Check(now time.Time) error {
	if err := k.checkKind(); err != nil {
		return err
	}
	for _, c := range k.Chain {
		if now.After(c.NotAfter) {
			return ErrExpired
		}
		if now.Before(c.NotBefore) {
			return ErrNotYetValid
		}
	}
	return nil
}

// checkKind checks all that does not depend on the time.
func (k Key) checkKind() error {
	if k.Signer == nil || len(k.Chain) == 0 || len(k.Chain) > maxChain || slices.Contains(k.Chain, nil) {
		return ErrKeyUnreadable
	}
	if !samePublic(k.Chain[0].PublicKey, k.Signer.Public()) {
		return ErrKeyMismatch
	}
	for i, c := range k.Chain[1:] {
		if k.Chain[i].CheckSignatureFrom(c) != nil {
			return fmt.Errorf("%w: a certificate was not issued by the one behind it", ErrKeyMismatch)
		}
	}
	if !strongEnough(k.Chain[0].PublicKey) {
		return ErrAlgorithm
	}
	if !maySign(k.Chain[0]) {
		return ErrUsage
	}
	return nil
}

func strongEnough(public crypto.PublicKey) bool {
	switch p := public.(type) {
	case *ecdsa.PublicKey:
		return p.Curve == elliptic.P256() || p.Curve == elliptic.P384()
	case *rsa.PublicKey:
		return p.N.BitLen() >= minRSA && p.N.BitLen() <= maxRSA
	}
	return false
}

// maySign tells whether a certificate was issued for signing documents.
func maySign(c *x509.Certificate) bool {
	if c.KeyUsage != 0 && c.KeyUsage&(x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment) == 0 {
		return false
	}
	return useOf(c) != useOther || slices.Contains(c.ExtKeyUsage, x509.ExtKeyUsageAny) ||
		slices.Contains(c.ExtKeyUsage, x509.ExtKeyUsageEmailProtection)
}

// use is what a certificate was issued for, by its extended key usage.
type use byte

const (
	useOther use = iota
	useUnsaid
	useDocuments
)

func useOf(c *x509.Certificate) use {
	if len(c.ExtKeyUsage) == 0 && len(c.UnknownExtKeyUsage) == 0 {
		return useUnsaid
	}
	documents := slices.ContainsFunc(c.UnknownExtKeyUsage, func(id asn1.ObjectIdentifier) bool {
		switch id.String() {
		case "1.3.6.1.5.5.7.3.36", // signing of documents, RFC 9336
			"1.2.840.113583.1.1.5",    // the same in Adobe's words
			"1.3.6.1.4.1.311.10.3.12": // the same in Microsoft's
			return true
		}
		return false
	})
	if documents {
		return useDocuments
	}
	return useOther
}
