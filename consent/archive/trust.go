package archive

import (
	"slices"
)

// staffHalf is the public half of a key with which staff sign. It changes with the
// archive's private key.
type staffHalf struct {
	Key  SigningKey `json:"key"`
	Past Signature  `json:"past,omitzero"` // of the half before, by this one
	// Proved is the kiosk's signature: an unlocking derived this half. Who can write the
	// disk, but not read the kiosk's key, cannot make one.
	Proved Signature `json:"proved,omitzero"`
}

// kioskKey is the public half of a key with which the kiosk signs its entries.
type kioskKey struct {
	Key    SigningKey   `json:"key"`
	Day    string       `json:"day"`
	Staff  Signature    `json:"staff,omitzero"`  // by staff: they confirmed it
	Before Signature    `json:"before,omitzero"` // by the key before, which it replaces
	Seal   *certificate `json:"seal,omitempty"`  // by the key that seals this kiosk's documents
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

// trust gives what counts of what the folder says. own is the kiosk's key, half that of
// staff if the archive is unlocked. Where neither vouches for the other, as in a backup or
// after a restore, the keys that are named serve to see what does not fit together.
func (p plain) trust(own, half SigningKey) Trust {
	t := Trust{Archive: p.Archive}
	switch n := len(p.Staff); {
	case half != (SigningKey{}):
		t.Staff, t.Proved = p.halves(half), true
	case n == 0:
	case p.proved(p.Staff[n-1], own):
		t.Staff, t.Proved = p.halves(p.Staff[n-1].Key), true
	case !slices.ContainsFunc(p.Staff, func(h staffHalf) bool { return p.proved(h, own) }):
		for _, k := range p.Kiosks {
			if p.proved(p.Staff[n-1], k.Key) {
				t.Staff = p.halves(p.Staff[n-1].Key)
			}
		}
	}
	return t.judged(p.Kiosks)
}

// judged sorts the keys that are named as the kiosk's: who confirmed them.
func (t Trust) judged(kiosks []kioskKey) Trust {
	for _, k := range kiosks {
		by := func(s SigningKey) bool { return s.signed(k.Staff, signsKiosk, t.Archive[:], k.Key[:]) }
		before := func(b SigningKey) bool { return b.signed(k.Before, signsNext, t.Archive[:], k.Key[:]) }
		if slices.ContainsFunc(t.Staff, by) || slices.ContainsFunc(t.Kiosks, before) {
			t.Kiosks = append(t.Kiosks, k.Key)
		} else {
			t.Others = append(t.Others, k.Key)
		}
	}
	return t
}

// sign makes the kiosk's key, which staff confirm, and notes the staff's key there.
func (p *plain) sign(o Options, dir string, key privateKey) (own, word signer, err error) {
	if own, err = newKiosk(o.Disk, dir); err != nil {
		return own, word, err
	}
	if word, err = staffSigner(key); err != nil {
		return own, word, err
	}
	p.confirm(own.public(), word, dayOf(o.Now()))
	p.prove(own, word.public())
	return own, word, nil
}

// confirm lets staff confirm a kiosk's key.
func (p *plain) confirm(k SigningKey, staff signer, day string) {
	by := staff.sign(signsKiosk, p.Archive[:], k[:])
	p.Kiosks = slices.Clone(p.Kiosks)
	i := slices.IndexFunc(p.Kiosks, func(o kioskKey) bool { return o.Key == k })
	if i < 0 {
		p.Kiosks = append(p.Kiosks, kioskKey{Key: k, Day: day, Staff: by})
		return
	}
	p.Kiosks[i].Staff = by
}

// prove notes that an unlocking derived the staff's key, and tells whether that is new.
func (p *plain) prove(own signer, half SigningKey) bool {
	n := len(p.Staff)
	if n > 0 && p.Staff[n-1].Key == half && p.proved(p.Staff[n-1], own.public()) {
		return false
	}
	p.Staff = slices.Clone(p.Staff)
	if n == 0 || p.Staff[n-1].Key != half {
		p.Staff = append(p.Staff, staffHalf{Key: half})
		n++
	}
	p.Staff[n-1].Proved = own.sign(signsHalf, p.Archive[:], half[:])
	return true
}

// halves gives the staff's keys, as far as the newest vouches for those before.
func (p plain) halves(newest SigningKey) (out []SigningKey) {
	at := slices.IndexFunc(p.Staff, func(h staffHalf) bool { return h.Key == newest })
	out = []SigningKey{newest}
	for i := at; i > 0; i-- {
		before := p.Staff[i-1].Key
		if !p.Staff[i].Key.signed(p.Staff[i].Past, signsPast, p.Archive[:], before[:]) {
			break
		}
		out = append(out, before)
	}
	return out
}

// proved tells whether a key of the kiosk noted that an unlocking derived this half.
func (p plain) proved(h staffHalf, own SigningKey) bool {
	return own.signed(h.Proved, signsHalf, p.Archive[:], h.Key[:])
}

// Judge tells what is wrong with the signatures of an entry, or "". Entries of format 1
// have none: a KindCover stands for them.
func (t Trust) Judge(e Entry) Found {
	if e.Form < 2 {
		return ""
	}
	if e.Kind.word() && !t.Said(e) {
		return FoundUnsigned
	}
	by := func(k SigningKey) bool { return k.signed(e.Sign, signsEntry, t.Archive[:], e.Hash[:]) }
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
	return slices.ContainsFunc(t.Staff, func(k SigningKey) bool { return k.signed(e.Word, signsWord, t.Archive[:], e.Hash[:]) })
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
