package chain

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"time"
)

// ID names an entry by chance alone. The zero ID names none.
type ID [16]byte

// NewID draws one.
func NewID() ID {
	var id ID
	_, _ = rand.Read(id[:]) // never fails on a running system
	return id
}

func (id ID) String() string { return hex.EncodeToString(id[:]) }

// MarshalText writes the ID in hexadecimal, for JSON.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (id *ID) UnmarshalText(b []byte) (err error) {
	*id, err = ParseID(string(b))
	return err
}

// ParseID reads what String wrote.
func ParseID(s string) (id ID, err error) {
	err = unhex(id[:], s, "this is not the id of an entry")
	return id, err
}

// Hash is a SHA-256 sum.
type Hash [sha256.Size]byte

func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// MarshalText writes the Hash in hexadecimal, for JSON.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (h *Hash) UnmarshalText(b []byte) (err error) {
	*h, err = ParseHash(string(b))
	return err
}

// ParseHash reads what String wrote.
func ParseHash(s string) (h Hash, err error) {
	err = unhex(h[:], s, "this is not a hash of the chain")
	return h, err
}

// Kind is what an entry is, readable without the key.
type Kind string

// The kinds of entries.
const (
	KindConsent   Kind = "consent"   // a record and its sealed document
	KindAudit     Kind = "audit"     // something that somebody did
	KindTombstone Kind = "tombstone" // refers to an entry whose content was erased
	KindHold      Kind = "hold"      // refers to an entry that must not be erased
	KindRelease   Kind = "release"   // refers to one that may be erased again
	KindStamp     Kind = "stamp"     // refers to a consent whose time stamp came late, and holds it
	KindRekey     Kind = "rekey"     // names a new public key, or the digest of all that was encrypted anew
	KindCover     Kind = "cover"     // names the last entry of an older format: staff found all up to it whole
	KindFinding   Kind = "finding"   // names what a check found, until staff acknowledge it
	KindSeen      Kind = "seen"      // refers to a finding that staff acknowledge
)

// StaffOnly tells whether only staff may say what entries of this kind say.
func (k Kind) StaffOnly() bool {
	switch k {
	case KindTombstone, KindHold, KindRelease, KindRekey, KindCover, KindSeen:
		return true
	}
	return false
}

// Entry is what stays readable of an entry: it names nobody.
type Entry struct {
	File    int    `json:"file"`
	Seq     int64  `json:"seq"` // grows from entry to entry, whatever the clock says
	ID      ID     `json:"id"`
	Kind    Kind   `json:"kind"`
	Day     string `json:"day"`  // of the writer's clock, in UTC
	Zone    int    `json:"zone"` // of the writer's clock at noon of that day, in seconds east of UTC
	Refers  ID     `json:"refers,omitzero"`
	Tag     ID     `json:"tag,omitzero"` // of a consent: see Store.Has
	Note    string `json:"note,omitempty"`
	HeadSum Hash   `json:"head_sha256"` // of the encrypted head as it was first written
	BodySum Hash   `json:"body_sha256"` // of the encrypted body, or zero if there is none
	// Of what was encrypted, which begins with 32 bytes by chance: however often it is
	// encrypted anew, it must stay this. Zero in entries of format 1.
	HeadText Hash `json:"head_text_sha256,omitzero"`
	BodyText Hash `json:"body_text_sha256,omitzero"`
	Prev     Hash `json:"prev"` // Hash of the entry before
	Hash     Hash `json:"hash"`

	Form int       `json:"format"`         // 1 or 2, see FORMAT.md
	Sign Signature `json:"sign,omitzero"`  // the kiosk's, of Hash
	Word Signature `json:"staff,omitzero"` // the staff's, of Hash, where only they may say it
}

// Sum computes what Hash must be: over everything else but the File and the signatures.
func (e Entry) Sum() Hash { return sha256.Sum256(e.Hashed()) }

// Hashed is what the hash of an entry is over.
func (e Entry) Hashed() []byte {
	b := make([]byte, 0, 384)
	text := func(s string) {
		b = binary.BigEndian.AppendUint32(b, uint32(len(s)))
		b = append(b, s...)
	}
	if e.Form > 1 {
		text("eclaire archive entry 2")
	} else {
		text("eclaire archive entry 1")
	}
	b = append(b, e.Prev[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(e.Seq))
	b = append(b, e.ID[:]...)
	text(string(e.Kind))
	text(e.Day)
	b = binary.BigEndian.AppendUint64(b, uint64(int64(e.Zone)))
	b = append(b, e.Refers[:]...)
	b = append(b, e.Tag[:]...)
	text(e.Note)
	b = append(b, e.HeadSum[:]...)
	b = append(b, e.BodySum[:]...)
	if e.Form > 1 {
		b = append(append(b, e.HeadText[:]...), e.BodyText[:]...)
	}
	return b
}

// Origin is the Prev of a file's first entry. It ties the file to the archive,
// to its first public key and to the file before it.
func Origin(archive ID, n int, recipient string, after Hash) Hash {
	b := []byte("eclaire archive file 1\n")
	b = append(b, archive[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(n))
	b = append(b, after[:]...)
	b = append(b, recipient...)
	return sha256.Sum256(b)
}

// TagOf lets who has a record's id tell whether it is in the archive.
func TagOf(archive ID, record string) (tag ID) {
	sum := sha256.Sum256(append(append([]byte("eclaire archive tag 1\n"), archive[:]...), record...))
	copy(tag[:], sum[:])
	return tag
}

const DayForm = "2006-01-02"

func DayOf(t time.Time) string { return t.UTC().Format(DayForm) }

// ZoneOf gives the offset of a place's clocks at noon (UTC) of a day, so that
// summer time alone is no change of zone.
func ZoneOf(day string, place *time.Location) int {
	t, err := time.Parse(DayForm, day)
	if err != nil {
		return 0
	}
	_, offset := t.Add(12 * time.Hour).In(place).Zone()
	return offset
}

// OrNil gives nil for what is all zeros: databases keep NULL for it.
func OrNil(b []byte) []byte {
	if len(bytes.Trim(b, "\x00")) == 0 {
		return nil
	}
	return b
}

// Position gives its place.
func (e Entry) Position() Position { return Position{e.File, e.Seq, e.Hash} }

// Fits tells whether the entry is what its own hash says.
func (e Entry) Fits() bool { return e.Sum() == e.Hash }
