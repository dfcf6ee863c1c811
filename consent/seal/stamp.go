package seal

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha1"
	_ "crypto/sha512" // the hash of some time stamps
	"crypto/subtle"
	"crypto/x509"
	"errors"
	"math/big"
	"slices"
	"time"
)

// The reasons why there is no time stamp.
var (
	ErrStampUnreachable = errors.New("the time stamp service cannot be reached: the document can be stamped later")
	ErrStampRefused     = errors.New("the time stamp service gave no answer that can be trusted: check its address and certificates; the document can be stamped later")
)

// Stamper makes time stamps. Stamp returns a token of RFC 3161 over a SHA-256
// digest, in DER, with the certificates on the way to a root and no others. It
// must return soon after the context is done. Whoever calls it checks that the
// token is a sound one over this digest, but not who made it.
type Stamper interface {
	Stamp(ctx context.Context, digest []byte) (token []byte, err error)
}

// maxToken bounds a token, in bytes; maxTokenCertificates what is in it.
const (
	maxToken             = 64 << 10
	maxTokenCertificates = 16
)

// stamp is what a time stamp token holds. Everything else in its encoding
// follows from these parts, so that the bytes can be made again and compared.
type stamp struct {
	info       []byte // TSTInfo, in DER
	hash       crypto.Hash
	hashID     []byte // its algorithm identifier, as it stands there
	protection []byte // the attribute that fixes the algorithms; nil: none
	attributes []byte // the content of the signed attributes
	chain      []*x509.Certificate
	value      []byte

	imprint []byte // the digest that is stamped
	nonce   *big.Int
	policy  []byte // in DER
	time    time.Time
}

// parseStamp reads a token and checks everything in it but who made it and
// what it stamps. It is lenient about what is not signed and of no use (lists
// of revoked certificates, unsigned attributes, the order of certificates):
// encode leaves that out. The signer's certificate comes first.
func parseStamp(b []byte) (stamp, error) {
	var s stamp
	if len(b) > maxToken {
		return s, errDER
	}
	outer := reader{rest: b}
	content := outer.in(tagSequence)
	content.skip(oidSignedData)
	signed := content.in(tagContext0).in(tagSequence)
	signed.whole(tagInteger)
	signed.whole(tagSet)
	encapsulated := signed.in(tagSequence)
	encapsulated.skip(oidStampInfo)
	s.info = encapsulated.in(tagContext0).content(tagOctets)
	certificates := signed.in(tagContext0)
	if signed.is(tagContext1) {
		signed.whole(tagContext1)
	}
	infos := signed.in(tagSet)
	info := infos.in(tagSequence)
	if !outer.end() || !encapsulated.end() || !signed.end() || !infos.end() {
		return s, errDER
	}
	if err := s.readSigner(info, certificates); err != nil {
		return s, err
	}
	return s, s.readInfo()
}

// readSigner reads and checks how the token is signed.
func (s *stamp) readSigner(info, certificates *reader) error {
	info.whole(tagInteger)
	issuer := info.whole(tagSequence)
	s.hashID = info.whole(tagSequence)
	s.attributes = info.content(tagContext0)
	algorithm := info.whole(tagSequence)
	s.value = info.content(tagOctets)
	if info.is(tagContext1) {
		info.whole(tagContext1)
	}
	if !info.end() || !s.findHash() {
		return errDER
	}
	if err := s.readChain(certificates, issuer); err != nil {
		return err
	}
	if err := s.checkAttributes(); err != nil {
		return err
	}
	if !s.knows(algorithm) {
		return errDER
	}
	h := s.hash.New()
	h.Write(tlv(tagSet, s.attributes))
	if !checkValue(s.chain[0].PublicKey, s.hash, h.Sum(nil), s.value) {
		return errors.New("the signature does not hold")
	}
	return nil
}

// findHash knows the hash by its identifier, with parameters or without.
func (s *stamp) findHash() bool {
	for hash, oid := range map[crypto.Hash]string{crypto.SHA256: oidSHA256, crypto.SHA384: oidSHA384, crypto.SHA512: oidSHA512} {
		if bytes.Equal(s.hashID, sequence([]byte(oid))) || bytes.Equal(s.hashID, sequence([]byte(oid+derNull))) {
			s.hash = hash
			return true
		}
	}
	return false
}

// readChain reads the certificates and puts the signer's first, whose issuer
// and serial number are given.
func (s *stamp) readChain(r *reader, issuer []byte) error {
	for !r.bad && len(r.rest) > 0 {
		c, err := parseCertificate(r.whole(tagSequence))
		if err != nil || len(s.chain) >= maxTokenCertificates {
			return errDER
		}
		s.chain = append(s.chain, c)
	}
	i := slices.IndexFunc(s.chain, func(c *x509.Certificate) bool { return bytes.Equal(issuerAndSerial(c), issuer) })
	if !r.end() || i < 0 {
		return errors.New("the signer's certificate is missing")
	}
	s.chain[0], s.chain[i] = s.chain[i], s.chain[0]
	return onlyForStamps(s.chain[0])
}

// onlyForStamps checks that a certificate was issued for time stamps and
// nothing else, as RFC 3161 wants it.
func onlyForStamps(c *x509.Certificate) error {
	alone := len(c.UnknownExtKeyUsage) == 0 && slices.Equal(c.ExtKeyUsage, []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping})
	for _, e := range c.Extensions {
		if e.Id.String() == "2.5.29.37" && e.Critical && alone {
			return nil
		}
	}
	return errors.New("the signer's certificate is not one for time stamps")
}

// checkAttributes checks the signed attributes: the kind of content, its
// digest, and the hash of the signer's certificate.
func (s *stamp) checkAttributes() error {
	seen := map[string][]byte{}
	for r := (&reader{rest: s.attributes}); len(r.rest) > 0; {
		a := r.in(tagSequence)
		oid := string(a.whole(tagOID))
		set := a.in(tagSet)
		value := set.any()
		if r.bad || !a.end() || !set.end() || seen[oid] != nil {
			return errDER
		}
		seen[oid] = value
	}
	s.protection = seen[oidProtection]
	h := s.hash.New()
	h.Write(s.info)
	if string(seen[oidContentType]) != oidStampInfo || !bytes.Equal(seen[oidDigest], tlv(tagOctets, h.Sum(nil))) {
		return errors.New("the signed attributes do not fit the content")
	}
	if !s.namesSigner(seen[oidSigner1], seen[oidSigner2]) {
		return errors.New("the signed attributes do not name the signer's certificate")
	}
	return nil
}

// namesSigner checks the attribute that holds the hash of the signer's
// certificate, in its first form or its second, which must not disagree.
func (s *stamp) namesSigner(first, second []byte) bool {
	raw := s.chain[0].Raw
	if first != nil {
		sum := sha1.Sum(raw) // all that the first form can hold; the second is preferred where both stand
		r := reader{rest: first}
		if subtle.ConstantTimeCompare(r.in(tagSequence).in(tagSequence).in(tagSequence).content(tagOctets), sum[:]) != 1 {
			return false
		}
	}
	if second == nil {
		return first != nil
	}
	r := reader{rest: second}
	id := r.in(tagSequence).in(tagSequence).in(tagSequence)
	hash := crypto.SHA256
	if id.is(tagSequence) {
		given := stamp{hashID: id.whole(tagSequence)}
		if !given.findHash() {
			return false
		}
		hash = given.hash
	}
	h := hash.New()
	h.Write(raw)
	return bytes.Equal(id.content(tagOctets), h.Sum(nil))
}

// algorithm is the one identifier of the signature's algorithm that this
// program writes: where nothing signed fixes it, an RSA signature is called
// RSA without its hash, which stands beside it anyway.
func (s *stamp) algorithm() []byte {
	if s.protection != nil {
		r := reader{rest: s.protection}
		p := r.in(tagSequence)
		p.whole(tagSequence)
		if given := p.content(tagContext1); given != nil {
			return tlv(tagSequence, given)
		}
	}
	if _, ok := s.chain[0].PublicKey.(*rsa.PublicKey); ok {
		return sequence([]byte(oidRSA + derNull))
	}
	return sequence([]byte(map[crypto.Hash]string{crypto.SHA256: oidECDSASHA256, crypto.SHA384: oidECDSASHA384, crypto.SHA512: oidECDSASHA512}[s.hash]))
}

// knows tells whether an identifier names the algorithm that is checked.
func (s *stamp) knows(id []byte) bool {
	if s.protection != nil {
		r := reader{rest: s.protection}
		return bytes.Equal(r.in(tagSequence).whole(tagSequence), s.hashID) && bytes.Equal(id, s.algorithm())
	}
	if bytes.Equal(id, s.algorithm()) {
		return true
	}
	long := map[crypto.Hash]string{crypto.SHA256: oidRSASHA256, crypto.SHA384: oidRSASHA384, crypto.SHA512: oidRSASHA512}[s.hash]
	_, ok := s.chain[0].PublicKey.(*rsa.PublicKey)
	return ok && bytes.Equal(id, sequence([]byte(long+derNull)))
}

// readInfo reads what was stamped and when.
func (s *stamp) readInfo() error {
	outer := reader{rest: s.info}
	r := outer.in(tagSequence)
	r.skip(string(small(1)))
	s.policy = r.whole(tagOID)
	imprint := r.in(tagSequence)
	hash := stamp{hashID: imprint.whole(tagSequence)}
	s.imprint = imprint.content(tagOctets)
	r.whole(tagInteger)
	moment := string(r.content(tagTime))
	if r.is(tagSequence) { // how exact it is
		r.whole(tagSequence)
	}
	if r.is(tagBoolean) { // whether stamps can be ordered by it
		r.skip(derTrue)
	}
	if r.is(tagInteger) {
		s.nonce = new(big.Int).SetBytes(r.content(tagInteger))
	}
	for r.is(tagContext0) || r.is(tagContext1) { // the service's name, extensions
		r.any()
	}
	if !outer.end() || !r.end() || !imprint.end() || !hash.findHash() || hash.hash != crypto.SHA256 {
		return errDER
	}
	var err error
	if s.time, err = time.Parse("20060102150405Z", moment); err != nil { // fractions of a second are taken too
		return errDER
	}
	return nil
}

// encode writes the token in DER.
func (s *stamp) encode() []byte {
	certificates := make([][]byte, len(s.chain))
	for i, c := range s.chain {
		certificates[i] = c.Raw
	}
	return sequence([]byte(oidSignedData), tlv(tagContext0, sequence(
		small(3),
		tlv(tagSet, s.hashID),
		sequence([]byte(oidStampInfo), tlv(tagContext0, tlv(tagOctets, s.info))),
		setOf(tagContext0, certificates...),
		tlv(tagSet, sequence(
			small(1),
			issuerAndSerial(s.chain[0]),
			s.hashID,
			tlv(tagContext0, s.attributes),
			s.algorithm(),
			tlv(tagOctets, s.value),
		)),
	)))
}

// strictStamp reads a token as it stands in a file: only what encode writes,
// to the byte.
func strictStamp(b []byte) (stamp, error) {
	s, err := parseStamp(b)
	if err != nil {
		return s, err
	}
	if !bytes.Equal(s.encode(), b) {
		return s, errDER
	}
	return s, nil
}

// vouched gives the certificates that lead from the signer to one of the roots
// at the token's time, the root last; nil if none do.
func (s *stamp) vouched(roots *x509.CertPool) [][]*x509.Certificate {
	if roots == nil {
		return nil
	}
	between := x509.NewCertPool()
	for _, c := range s.chain[1:] {
		between.AddCert(c)
	}
	chains, err := s.chain[0].Verify(x509.VerifyOptions{
		Roots:         roots,
		Intermediates: between,
		CurrentTime:   s.time,
		KeyUsages:     []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping},
	})
	if err != nil {
		return nil
	}
	return chains
}

// stranger tells whether a certificate of the token vouches neither for the
// signer nor for one that does. chains are the ones that lead to roots.
func (s *stamp) stranger(chains [][]*x509.Certificate) bool {
	for _, c := range s.chain[1:] {
		if slices.ContainsFunc(chains, func(chain []*x509.Certificate) bool { return slices.ContainsFunc(chain, c.Equal) }) {
			continue
		}
		if chains != nil || !slices.ContainsFunc(s.chain, func(other *x509.Certificate) bool {
			return !other.Equal(c) && other.CheckSignatureFrom(c) == nil
		}) {
			return true
		}
	}
	return false
}

// trim leaves out the certificates that are of no use: the roots, which a
// reader must have anyway, and those beside the way to them.
func (s *stamp) trim(chains [][]*x509.Certificate) {
	shortest := slices.MinFunc(chains, func(a, b []*x509.Certificate) int { return len(a) - len(b) })
	s.chain = shortest[:max(1, len(shortest)-1)]
}

// authority names who made the token, as its certificate does.
func (s *stamp) authority() string {
	name := s.chain[0].Subject
	if name.CommonName != "" || len(name.Organization) == 0 {
		return name.CommonName
	}
	return name.Organization[0]
}
