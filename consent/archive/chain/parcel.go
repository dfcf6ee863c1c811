package chain

import (
	"encoding/json"

	"filippo.io/age"
)

// Parcel is an entry as it lies: what is readable of it and what is encrypted,
// for who carries it elsewhere. Nothing of it needs a key.
type Parcel struct {
	Entry Entry
	Gen   int    // how often the key was changed before this content was encrypted
	Head  []byte // nil: erased, or damaged
	Body  []byte // nil: there is none, it was erased, or it is damaged
	// HeadNow and BodyNow are the digests of Head and Body if they were encrypted
	// anew after a change of key. Zero: those of the Entry hold.
	HeadNow, BodyNow Hash
	// Damaged tells that the content is not what was written; then it is left out.
	Damaged bool
}

// Whole tells whether the content is there and is what the digests say.
func (p Parcel) Whole() bool {
	head, body := p.Sums()
	return p.Head != nil && SumOf(p.Head) == head && SumOf(p.Body) == body
}

// Sums gives the digests that the encrypted parts must have: those of the chain, or
// those of the latest change of key.
func (p Parcel) Sums() (head, body Hash) {
	if p.HeadNow != (Hash{}) {
		return p.HeadNow, p.BodyNow
	}
	return p.Entry.HeadSum, p.Entry.BodySum
}

// Inside opens the small part.
func (p Parcel) Inside(keys []age.Identity) (h Inside, err error) {
	parts, err := OpenPart(keys, MagicHead, p.Entry.ID, p.Head, p.Entry.HeadText, 1)
	if err != nil {
		return h, err
	}
	return ParseInside(parts[0])
}

// Document opens a consent, without a late time stamp.
func (p Parcel) Document(keys []age.Identity) (d Document, err error) {
	d.Entry = p.Entry
	h, err := p.Inside(keys)
	if err != nil {
		return d, err
	}
	if h.About == nil {
		return d, ErrUnpack
	}
	d.About = *h.About
	parts, err := OpenPart(keys, MagicBody, p.Entry.ID, p.Body, p.Entry.BodyText, 2)
	if err != nil {
		return d, err
	}
	d.Session, d.PDF = parts[0], parts[1]
	return d, nil
}

func ParseInside(b []byte) (h Inside, err error) {
	if err := json.Unmarshal(b, &h); err != nil {
		return h, ErrUnpack
	}
	return h, nil
}

// Document is an entry, opened.
type Document struct {
	Entry   Entry
	About   About
	Session []byte // the session file, see consent.ParseRecord
	PDF     []byte // with its late time stamp, if it has one
	// Unstamped tells that there is a late time stamp that does not fit.
	Unstamped bool
}
