package seal

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"fmt"
	"io"
	"math/big"

	"golang.org/x/crypto/cryptobyte/asn1"
)

// signature is what the seal's CMS holds. Everything else in it follows from
// these parts, so that its bytes can be made again and compared.
type signature struct {
	digest []byte              // SHA-256 of what is signed
	chain  []*x509.Certificate // the signer's first
	value  []byte
	token  []byte // the time stamp over value; nil: none
}

// sign signs a digest.
func sign(k Key, digest []byte, rand io.Reader) (signature, error) {
	s := signature{digest: digest, chain: k.Chain}
	sum := sha256.Sum256(s.attributes(tagSet))
	var err error
	if s.value, err = k.Signer.Sign(rand, sum[:], crypto.SHA256); err != nil {
		return signature{}, fmt.Errorf("failed to sign: %w", err)
	}
	s.value = lowS(k.Chain[0].PublicKey, s.value) // tokens write either form
	if !s.holds() {
		return signature{}, fmt.Errorf("failed to sign: %w", ErrKeyMismatch)
	}
	if _, err := parseSignature(s.encode()); err != nil { // nobody could check it
		return signature{}, fmt.Errorf("failed to sign: a certificate of the chain cannot be used: %w", ErrAlgorithm)
	}
	return s, nil
}

// attributes are the signed ones. The signing certificate's attribute names
// every certificate of the chain by its hash, so that none can be exchanged.
// There is no signing time: in a PDF it stands in the dictionary.
func (s signature) attributes(tag asn1.Tag) []byte {
	var ids [][]byte
	for _, c := range s.chain {
		sum := sha256.Sum256(c.Raw)
		ids = append(ids, sequence(tlv(tagOctets, sum[:]))) // SHA-256 is the default and left out
	}
	return setOf(tag,
		attribute(oidContentType, []byte(oidData)),
		attribute(oidDigest, tlv(tagOctets, s.digest)),
		attribute(oidSigner2, sequence(sequence(ids...))),
	)
}

// encode writes the CMS structure in DER.
func (s signature) encode() []byte {
	certificates := make([][]byte, len(s.chain))
	for i, c := range s.chain {
		certificates[i] = c.Raw
	}
	sha := sequence([]byte(oidSHA256))
	info := [][]byte{
		small(1),
		issuerAndSerial(s.chain[0]),
		sha,
		s.attributes(tagContext0),
		signatureAlgorithm(s.chain[0].PublicKey),
		tlv(tagOctets, s.value),
	}
	if s.token != nil {
		info = append(info, setOf(tagContext1, attribute(oidToken, s.token)))
	}
	return sequence([]byte(oidSignedData), tlv(tagContext0, sequence(
		small(1),
		tlv(tagSet, sha),
		sequence([]byte(oidData)),
		setOf(tagContext0, certificates...),
		tlv(tagSet, sequence(info...)),
	)))
}

// issuerAndSerial names a certificate as its own bytes do.
func issuerAndSerial(c *x509.Certificate) []byte {
	return sequence(c.RawIssuer, integer(c.SerialNumber))
}

// integer encodes a whole number.
func integer(n *big.Int) []byte {
	if n.Sign() < 0 { // some old certificates have such numbers; ours and good ones do not
		return small(0)
	}
	b := n.Bytes()
	if len(b) == 0 || b[0] >= 0x80 {
		b = append([]byte{0}, b...)
	}
	return tlv(tagInteger, b)
}

func signatureAlgorithm(public crypto.PublicKey) []byte {
	if _, ok := public.(*rsa.PublicKey); ok {
		return sequence([]byte(oidRSASHA256 + derNull))
	}
	return sequence([]byte(oidECDSASHA256))
}

// maxValue is the greatest length of a signature of the key, in bytes.
func maxValue(public crypto.PublicKey) int {
	switch p := public.(type) {
	case *rsa.PublicKey:
		return p.Size()
	case *ecdsa.PublicKey:
		return 2*((p.Curve.Params().BitSize+7)/8+3) + 3
	}
	return 0
}

// holds tells whether the value is a signature of the first certificate's key
// over the signed attributes.
func (s signature) holds() bool {
	sum := sha256.Sum256(s.attributes(tagSet))
	return checkValue(s.chain[0].PublicKey, crypto.SHA256, sum[:], s.value)
}

// checkValue checks a bare signature. Keys that are too weak, or so large that
// the check would take long, do not hold.
func checkValue(public crypto.PublicKey, hash crypto.Hash, sum, value []byte) bool {
	if !strongEnough(public) {
		return false
	}
	switch p := public.(type) {
	case *rsa.PublicKey:
		return rsa.VerifyPKCS1v15(p, hash, sum, value) == nil
	case *ecdsa.PublicKey:
		return ecdsa.VerifyASN1(p, sum, value)
	}
	return false
}

// parseSignature reads the CMS structure of a seal. It takes only what encode
// writes, to the byte.
func parseSignature(b []byte) (signature, error) {
	outer := reader{rest: b}
	content := outer.in(tagSequence)
	content.skip(oidSignedData)
	signed := content.in(tagContext0).in(tagSequence)
	signed.whole(tagInteger)
	signed.whole(tagSet)
	signed.whole(tagSequence)
	certificates := signed.in(tagContext0)
	info := signed.in(tagSet).in(tagSequence)
	info.whole(tagInteger)
	info.whole(tagSequence)
	info.whole(tagSequence)
	s, hashes := readAttributes(info.in(tagContext0))
	info.whole(tagSequence)
	s.value = info.content(tagOctets)
	if info.is(tagContext1) {
		a := info.in(tagContext1).in(tagSequence)
		a.skip(oidToken)
		s.token = a.in(tagSet).whole(tagSequence)
	}
	if !info.end() || !outer.end() || !signed.end() {
		return signature{}, errDER
	}
	var err error
	if s.chain, err = readChain(certificates, hashes); err != nil {
		return signature{}, err
	}
	if !bytes.Equal(s.encode(), b) {
		return signature{}, errDER
	}
	return s, nil
}

// readAttributes reads the digest and the hashes of the certificates.
func readAttributes(r *reader) (s signature, hashes [][]byte) {
	for !r.bad && len(r.rest) > 0 {
		a := r.in(tagSequence)
		oid := string(a.whole(tagOID))
		value := a.in(tagSet)
		switch oid {
		case oidDigest:
			s.digest = value.content(tagOctets)
		case oidSigner2:
			for ids := value.in(tagSequence).in(tagSequence); !ids.bad && len(ids.rest) > 0; {
				hashes = append(hashes, ids.in(tagSequence).content(tagOctets))
			}
		}
	}
	return s, hashes
}

// readChain gives the certificates in the order of their hashes. It wants one
// certificate for each hash and the other way round.
func readChain(r *reader, hashes [][]byte) ([]*x509.Certificate, error) {
	found := map[string]*x509.Certificate{}
	for !r.bad && len(r.rest) > 0 {
		raw := r.whole(tagSequence)
		if len(found) >= maxChain {
			return nil, errDER
		}
		c, err := parseCertificate(raw)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(raw)
		found[string(sum[:])] = c
	}
	if !r.end() || len(hashes) == 0 || len(hashes) != len(found) {
		return nil, errDER
	}
	chain := make([]*x509.Certificate, len(hashes))
	for i, h := range hashes {
		if chain[i] = found[string(h)]; chain[i] == nil {
			return nil, errDER
		}
		delete(found, string(h))
	}
	return chain, nil
}

// parseCertificate reads a certificate that stands in a file, which may be
// anybody's: a key so large that a check with it takes long is an error.
func parseCertificate(raw []byte) (*x509.Certificate, error) {
	c, err := x509.ParseCertificate(raw)
	if err != nil {
		return nil, errDER
	}
	if p, ok := c.PublicKey.(*rsa.PublicKey); ok && p.N.BitLen() > maxRSA {
		return nil, errDER
	}
	return c, nil
}
