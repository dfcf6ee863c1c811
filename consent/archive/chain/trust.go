package chain

import (
	"slices"
)

// StaffHalf is the public half of a key with which staff sign. It changes with the
// archive's private key.
type StaffHalf struct {
	Key  SigningKey `json:"key"`
	Past Signature  `json:"past,omitzero"` // of the half before, by this one
	// Proved is the kiosk's signature: an unlocking derived this half. Who can write the
	// disk, but not read the kiosk's key, cannot make one.
	Proved Signature `json:"proved,omitzero"`
}

// KioskKey is the public half of a key with which the kiosk signs its entries.
type KioskKey struct {
	Key    SigningKey   `json:"key"`
	Day    string       `json:"day"`
	Staff  Signature    `json:"staff,omitzero"`  // by staff: they confirmed it
	Before Signature    `json:"before,omitzero"` // by the key before, which it replaces
	Seal   *Certificate `json:"seal,omitempty"`  // by the key that seals this kiosk's documents
}

// Trust says whose signatures count in an archive.
type Trust struct {
	Archive ID
	Kiosks  []SigningKey // of its kiosk, confirmed by staff or by the key before
	Others  []SigningKey // named as its kiosk's, but confirmed by nobody
	Staff   []SigningKey // the staff's
	// Proved tells that an unlocking at this kiosk derived the staff's keys: what they say
	// is obeyed. Else it is only said what does not fit together.
	Proved bool
}

// Judged sorts the keys that are named as the kiosk's: who confirmed them.
func (t Trust) Judged(kiosks []KioskKey) Trust {
	for _, k := range kiosks {
		by := func(s SigningKey) bool { return s.Signed(k.Staff, SignsKiosk, t.Archive[:], k.Key[:]) }
		before := func(b SigningKey) bool { return b.Signed(k.Before, SignsNext, t.Archive[:], k.Key[:]) }
		if slices.ContainsFunc(t.Staff, by) || slices.ContainsFunc(t.Kiosks, before) {
			t.Kiosks = append(t.Kiosks, k.Key)
		} else {
			t.Others = append(t.Others, k.Key)
		}
	}
	return t
}

// Judge tells what is wrong with the signatures of an entry, or "". Entries of format 1
// have none: a KindCover stands for them.
func (t Trust) Judge(e Entry) Found {
	if e.Form < 2 {
		return ""
	}
	if e.Kind.StaffOnly() && !t.Said(e) {
		return FoundUnsigned
	}
	by := func(k SigningKey) bool { return k.Signed(e.Sign, SignsEntry, t.Archive[:], e.Hash[:]) }
	switch {
	case containsLast(t.Kiosks, by):
		return ""
	case containsLast(t.Others, by):
		return FoundKiosk
	}
	return FoundUnsigned
}

// Said tells whether staff said what an entry says.
func (t Trust) Said(e Entry) bool {
	return slices.ContainsFunc(t.Staff, func(k SigningKey) bool { return k.Signed(e.Word, SignsWord, t.Archive[:], e.Hash[:]) })
}

// containsLast is slices.ContainsFunc from the end, where the newest stands.
func containsLast(keys []SigningKey, f func(SigningKey) bool) bool {
	for _, k := range slices.Backward(keys) {
		if f(k) {
			return true
		}
	}
	return false
}

// Certificate is what the key of the clinic's seal says of a kiosk's key, once: the two
// belong to one machine.
type Certificate struct {
	Signer []byte `json:"certificate"` // of the seal, DER
	Sign   []byte `json:"sign"`        // PKCS #1 v1.5 or ECDSA, with SHA-256, see message
}
