package chain

import (
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"

	"eclaire/consent/seal"
)

// Two kinds of Ed25519 keys sign. The kiosk's lies in its folder (kioskFile), readable
// by the program's account alone, and signs every entry. The staff's is derived from
// the archive's private key, so that it is there only while the archive is unlocked; it
// signs what only staff may say. What is signed begins with what it is for, so that no
// signature can be taken for another.

// SigningKey is the public half of a key that signs.
type SigningKey [ed25519.PublicKeySize]byte

func (k SigningKey) String() string { return hex.EncodeToString(k[:]) }

// MarshalText writes the key in hexadecimal, for JSON.
func (k SigningKey) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (k *SigningKey) UnmarshalText(b []byte) error {
	return unhex(k[:], string(b), "this is not a key that signs")
}

// Fingerprint is what people compare: 20 hexadecimal digits of the key's SHA-256 sum in
// groups of four.
func (k SigningKey) Fingerprint() string {
	sum := sha256.Sum256(k[:])
	return seal.Groups(sum[:10])
}

// Signature is an Ed25519 signature (RFC 8032). The zero one is none.
type Signature [ed25519.SignatureSize]byte

// MarshalText writes the signature in hexadecimal, for JSON.
func (s Signature) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(s[:])), nil }

// UnmarshalText reads what MarshalText wrote.
func (s *Signature) UnmarshalText(b []byte) error {
	return unhex(s[:], string(b), "this is not a signature")
}

func unhex(to []byte, text, otherwise string) error {
	b, err := hex.DecodeString(text)
	if err != nil || len(b) != len(to) {
		return errors.New(otherwise)
	}
	copy(to, b)
	return nil
}

// Purpose is what a signature is for.
type Purpose string

const (
	SignsEntry Purpose = "entry"      // the kiosk, of the archive and an entry's hash
	SignsWord  Purpose = "staff word" // the staff, of the same: what only they may say
	SignsKiosk Purpose = "kiosk"      // the staff, of an archive and its kiosk's key: it is confirmed
	SignsNext  Purpose = "next kiosk" // the kiosk, of the archive and the key that takes its place
	SignsHalf  Purpose = "staff half" // the kiosk, of the archive and the staff's key that an unlocking proved
	SignsPast  Purpose = "past half"  // the staff, of the archive and their key before a change of key
	SignsHead  Purpose = "head"       // the kiosk, of the archive, a place of the chain and a day
	SignsName  Purpose = "name"       // the kiosk, of the archive and how the kiosk is called
)

// Message is what is signed: each part with its length before it.
func Message(p Purpose, parts ...[]byte) []byte {
	b := []byte("eclaire archive 2 " + string(p) + "\n")
	for _, part := range parts {
		b = binary.BigEndian.AppendUint32(b, uint32(len(part)))
		b = append(b, part...)
	}
	return b
}

// Signer is the private half. The zero one cannot sign.
type Signer struct{ key ed25519.PrivateKey }

func (s Signer) None() bool { return s.key == nil }

func (s Signer) Public() (k SigningKey) {
	if s.key != nil {
		copy(k[:], s.key.Public().(ed25519.PublicKey))
	}
	return k
}

func (s Signer) Sign(p Purpose, parts ...[]byte) (out Signature) {
	if s.key != nil {
		copy(out[:], ed25519.Sign(s.key, Message(p, parts...)))
	}
	return out
}

// Signed tells whether a signature is that of a key.
func (k SigningKey) Signed(s Signature, p Purpose, parts ...[]byte) bool {
	return k != (SigningKey{}) && s != (Signature{}) && ed25519.Verify(k[:], Message(p, parts...), s[:])
}

// StaffSigner derives the key with which staff sign.
// private is the archive's private key as text.
func StaffSigner(private string) (Signer, error) {
	seed, err := hkdf.Key(sha256.New, []byte(private), nil, "eclaire archive staff 2", ed25519.SeedSize)
	if err != nil {
		return Signer{}, err
	}
	return SignerOf(seed), nil
}

// SignerOf gives the key of a seed, of 32 bytes.
func SignerOf(seed []byte) Signer { return Signer{ed25519.NewKeyFromSeed(seed)} }

func (s Signer) Seed() []byte { return s.key.Seed() }

// NewSigner makes a key by chance.
func NewSigner() (Signer, error) {
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		return Signer{}, fmt.Errorf("failed to make a key: %w", err)
	}
	return Signer{key}, nil
}
