package archive

import (
	"crypto/x509"
	"errors"
	"slices"

	"eclaire/consent/archive/chain"
)

// Certifier is the key that seals documents: it signs a message and gives its certificate.
type Certifier func(message []byte) (sign []byte, signer *x509.Certificate, err error)

var errCertified = errors.New("the seal's key gave a signature that its certificate does not bear out")

// Certify lets the seal's key sign for the kiosk's key. It does nothing where that was
// done, or the archive has no such key.
func (s *Store) Certify(by Certifier) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	own := s.kiosk.Public()
	i := slices.IndexFunc(s.plain.Kiosks, func(k chain.KioskKey) bool { return k.Key == own })
	if i < 0 || s.kiosk.None() || s.o.ReadOnly || sealer(s.plain.Archive, s.plain.Kiosks[i]) != nil {
		return nil
	}
	sign, signer, err := by(chain.Message(chain.SignsKiosk, s.plain.Archive[:], own[:]))
	if err != nil {
		return err
	}
	p := s.plain
	p.Kiosks = slices.Clone(p.Kiosks)
	p.Kiosks[i].Seal = &chain.Certificate{Signer: signer.Raw, Sign: sign}
	if sealer(p.Archive, p.Kiosks[i]) == nil {
		return errCertified
	}
	if err := p.write(s.o.Disk, s.dir); err != nil {
		return err
	}
	s.plain = p
	return nil
}

// sealer gives the certificate of the seal that signed for a kiosk's key, or nil.
func sealer(archive chain.ID, k chain.KioskKey) *x509.Certificate {
	if k.Seal == nil {
		return nil
	}
	c, err := x509.ParseCertificate(k.Seal.Signer)
	if err != nil {
		return nil
	}
	how := map[x509.PublicKeyAlgorithm]x509.SignatureAlgorithm{x509.ECDSA: x509.ECDSAWithSHA256, x509.RSA: x509.SHA256WithRSA}[c.PublicKeyAlgorithm]
	if c.CheckSignature(how, chain.Message(chain.SignsKiosk, archive[:], k.Key[:]), k.Seal.Sign) != nil {
		return nil
	}
	return c
}
