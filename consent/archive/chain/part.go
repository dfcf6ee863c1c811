package chain

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"

	"filippo.io/age"

	"eclaire/consent"
)

// About is what the index knows of a consent. It is only ever written encrypted.
type About struct {
	Record     string          `json:"record"` // the record's own id, as printed on the document
	BirthName  string          `json:"birth_name,omitempty"`
	FirstNames string          `json:"first_names,omitempty"`
	UsedName   string          `json:"used_name,omitempty"`
	Born       string          `json:"born,omitempty"` // 1941-03-03
	Finished   time.Time       `json:"finished"`       // with the kiosk's zone
	Outcome    consent.Outcome `json:"outcome,omitempty"`
	Clinician  string          `json:"clinician,omitempty"`
	Specimen   bool            `json:"specimen,omitempty"`
	Refers     string          `json:"refers,omitempty"` // the record's id that this one confirms or withdraws
}

// Act is one line of the audit trail. It is only ever written encrypted.
type Act struct {
	Action string    `json:"action"`
	Who    string    `json:"who"`
	At     time.Time `json:"at"` // with the zone
	Entry  ID        `json:"entry,omitzero"`
	Why    string    `json:"why,omitempty"`
	Detail string    `json:"detail,omitempty"`
}

// Inside is the small encrypted part of every entry.
type Inside struct {
	About *About `json:"about,omitempty"`
	Act   *Act   `json:"act,omitempty"`
}

// The sizes to which what is encrypted is filled up, in bytes. Most heads have
// one size; a document tells only to about how many pages it runs.
const (
	headStep  = 512
	stampStep = 8 << 10
	bodyStep  = 64 << 10
	largeStep = 256 << 10
	largeBody = 1 << 20
)

// The first bytes of what is encrypted: what it is, and behind it the digit of its format.
const (
	MagicHead  = "EAH"
	MagicBody  = "EAB"
	MagicStamp = "EAT"
	MagicIndex = "EAI"
)

// saltSize is how many bytes by chance stand behind the id in format 2: without them,
// the digest of what is encrypted would tell a name to who can guess it.
const saltSize = 32

var ErrUnpack = errors.New("what was decrypted is not an entry of this archive")

func stepOf(magic string, n int) int {
	switch {
	case magic == MagicHead:
		return headStep
	case magic == MagicStamp:
		return stampStep
	case n > largeBody:
		return largeStep
	}
	return bodyStep
}

// Pack puts parts behind the entry's id, so that no part can be given to
// another entry, and fills up to the next step of size.
func Pack(magic string, form int, id ID, parts ...[]byte) []byte {
	return bytes.Join(Pieces(magic, form, id, parts...), nil)
}

// Pieces gives what Pack joins. Documents are large: who only reads them from front to
// end needs no copy.
func Pieces(magic string, form int, id ID, parts ...[]byte) [][]byte {
	front := append([]byte(magic), byte('0'+form))
	front = append(front, id[:]...)
	if form > 1 {
		var salt [saltSize]byte
		_, _ = rand.Read(salt[:]) // never fails on a running system
		front = append(front, salt[:]...)
	}
	out, n := [][]byte{front}, len(front)
	for _, p := range parts {
		out = append(out, binary.BigEndian.AppendUint32(nil, uint32(len(p))), p)
		n += 4 + len(p)
	}
	step := stepOf(magic, n)
	return append(out, zeros[:(step-n%step)%step])
}

// zeros are what is filled up with.
var zeros [largeStep]byte

// Unpack gives the parts of what Pack made for the same id.
func Unpack(magic string, id ID, b []byte, parts int) ([][]byte, error) {
	at := len(magic) + 1 + len(id)
	if len(b) < at || string(b[:len(magic)]) != magic || ID(b[at-len(id):at]) != id {
		return nil, ErrUnpack
	}
	switch b[len(magic)] {
	case '1':
	case '2':
		at += saltSize
	default:
		return nil, ErrUnpack
	}
	if len(b) < at {
		return nil, ErrUnpack
	}
	b = b[at:]
	out := make([][]byte, parts)
	for i := range out {
		if len(b) < 4 {
			return nil, ErrUnpack
		}
		n := binary.BigEndian.Uint32(b)
		if uint64(n) > uint64(len(b)-4) {
			return nil, ErrUnpack
		}
		out[i], b = b[4:4+n:4+n], b[4+n:]
	}
	return out, nil
}

// Part is one encrypted part of an entry. The zero one is none.
type Part struct {
	Sealed []byte
	Sum    Hash // of sealed
	Text   Hash // of what was encrypted; zero in format 1
}

func PartOf(sealed []byte, text Hash) Part { return Part{sealed, SumOf(sealed), text} }

// SealPart encrypts a part of an entry of a format.
func SealPart(to age.Recipient, magic string, form int, id ID, parts ...[]byte) (Part, error) {
	plain := Pieces(magic, form, id, parts...)
	sealed, err := Encrypt(to, plain...)
	p := Part{Sealed: sealed}
	p.Digest(form, plain)
	return p, err
}

// Digest computes the digests of a part, which was encrypted from pieces.
func (p *Part) Digest(form int, plain [][]byte) {
	p.Sum = SumOf(p.Sealed)
	if form > 1 {
		p.Text = SumOfAll(plain...)
	}
}

// OpenPart decrypts a part of an entry. text is the digest that it must have; zero: of
// format 1, where the chain has that of the encrypted bytes alone.
func OpenPart(keys []age.Identity, magic string, id ID, sealed []byte, text Hash, parts int) ([][]byte, error) {
	plain, err := Decrypt(keys, sealed)
	if err != nil {
		return nil, err
	}
	if text != (Hash{}) && sha256.Sum256(plain) != text {
		return nil, ErrUnpack
	}
	return Unpack(magic, id, plain, parts)
}

// Encrypt makes an age file of pieces, which only the holder of the private key can read.
func Encrypt(to age.Recipient, plain ...[]byte) ([]byte, error) {
	n := 0
	for _, p := range plain {
		n += len(p)
	}
	var b bytes.Buffer
	b.Grow(n + n/4096 + 2048) // the header of a key that is safe from quantum computers has 1.7 kB
	w, err := age.Encrypt(&b, to)
	if err != nil {
		return nil, fmt.Errorf("failed to encrypt: %w", err)
	}
	for _, p := range plain {
		if _, err := w.Write(p); err != nil {
			return nil, fmt.Errorf("failed to encrypt: %w", err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("failed to encrypt: %w", err)
	}
	return b.Bytes(), nil
}

func Decrypt(keys []age.Identity, b []byte) ([]byte, error) {
	r, err := age.Decrypt(bytes.NewReader(b), keys...)
	if err != nil {
		return nil, fmt.Errorf("failed to decrypt: %w", err)
	}
	var out bytes.Buffer
	out.Grow(len(b))
	if _, err := io.Copy(&out, r); err != nil {
		return nil, fmt.Errorf("failed to decrypt: %w", err)
	}
	return out.Bytes(), nil
}

// AboutOf takes out of a session file what the index needs. A session that
// cannot be read is kept all the same, under its id alone: a signed consent is
// never refused.
func AboutOf(id string, session []byte, now time.Time) About {
	r, err := consent.ParseRecord(session)
	if err != nil {
		return About{Record: id, Finished: now}
	}
	about := About{Record: r.ID, BirthName: r.Case.BirthName, FirstNames: r.Case.FirstNames, UsedName: r.Case.UsedName,
		Born:     fmt.Sprintf("%04d-%02d-%02d", r.Case.BirthDate.Year, r.Case.BirthDate.Month, r.Case.BirthDate.Day),
		Finished: r.Finished, Outcome: r.Outcome, Clinician: r.Case.Clinician, Specimen: r.Specimen}
	if r.Refers != nil {
		about.Refers = r.Refers.ID
	}
	return about
}

// SumOfAll is the digest of pieces, one after the other.
func SumOfAll(pieces ...[]byte) Hash {
	h := sha256.New()
	for _, p := range pieces {
		h.Write(p)
	}
	return Hash(h.Sum(nil))
}

func SumOf(b []byte) Hash {
	if b == nil {
		return Hash{}
	}
	return sha256.Sum256(b)
}
