package archive

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
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

// head is the small encrypted part of every entry.
type head struct {
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

// The first bytes of what is encrypted.
const (
	magicHead  = "EAH1"
	magicBody  = "EAB1"
	magicStamp = "EAT1"
	magicIndex = "EAI1"
)

var errUnpack = errors.New("what was decrypted is not an entry of this archive")

func stepOf(magic string, n int) int {
	switch {
	case magic == magicHead:
		return headStep
	case magic == magicStamp:
		return stampStep
	case n > largeBody:
		return largeStep
	}
	return bodyStep
}

// pack puts parts behind the entry's id, so that no part can be given to
// another entry, and fills up to the next step of size.
func pack(magic string, id ID, parts ...[]byte) []byte {
	n := len(magic) + len(id)
	for _, p := range parts {
		n += 4 + len(p)
	}
	step := stepOf(magic, n)
	b := make([]byte, 0, (n+step-1)/step*step)
	b = append(b, magic...)
	b = append(b, id[:]...)
	for _, p := range parts {
		b = binary.BigEndian.AppendUint32(b, uint32(len(p)))
		b = append(b, p...)
	}
	return b[:cap(b)]
}

// unpack gives the parts of what pack made for the same id.
func unpack(magic string, id ID, b []byte, parts int) ([][]byte, error) {
	if len(b) < len(magic)+len(id) || string(b[:len(magic)]) != magic || ID(b[len(magic):len(magic)+len(id)]) != id {
		return nil, errUnpack
	}
	b = b[len(magic)+len(id):]
	out := make([][]byte, parts)
	for i := range out {
		if len(b) < 4 {
			return nil, errUnpack
		}
		n := binary.BigEndian.Uint32(b)
		if uint64(n) > uint64(len(b)-4) {
			return nil, errUnpack
		}
		out[i], b = b[4:4+n:4+n], b[4+n:]
	}
	return out, nil
}

func packHead(id ID, h head) ([]byte, error) {
	text, err := json.Marshal(h)
	if err != nil {
		return nil, fmt.Errorf("failed to write the head of an entry: %w", err)
	}
	return pack(magicHead, id, text), nil
}

func unpackHead(id ID, b []byte) (h head, err error) {
	parts, err := unpack(magicHead, id, b, 1)
	if err != nil {
		return h, err
	}
	if err := json.Unmarshal(parts[0], &h); err != nil {
		return h, errUnpack
	}
	return h, nil
}

// encrypt makes an age file that only the holder of the private key can read.
func encrypt(to age.Recipient, plain []byte) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(len(plain) + len(plain)/4096 + 512)
	w, err := age.Encrypt(&b, to)
	if err != nil {
		return nil, fmt.Errorf("failed to encrypt: %w", err)
	}
	if _, err := w.Write(plain); err != nil {
		return nil, fmt.Errorf("failed to encrypt: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("failed to encrypt: %w", err)
	}
	return b.Bytes(), nil
}

func decrypt(keys []age.Identity, b []byte) ([]byte, error) {
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

// aboutOf takes out of a session file what the index needs. A session that
// cannot be read is kept all the same, under its id alone: a signed consent is
// never refused.
func aboutOf(id string, session []byte, now time.Time) About {
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
