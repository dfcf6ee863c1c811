package chain

import (
	"math/rand/v2"
	"slices"
	"testing"

	"filippo.io/age"
)

// made is a chain for a test, with the keys that sign it.
type made struct {
	of           Foreign
	kiosk, staff Signer
	parcels      []Parcel
}

// newChain makes consents, lines of the trail, a hold and an erasure, each signed by whom
// it must be.
func newChain(t *testing.T) *made {
	t.Helper()
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	m := &made{kiosk: SignerOf(slices.Repeat([]byte{1}, 32)), staff: SignerOf(slices.Repeat([]byte{2}, 32))}
	m.of = Foreign{Deposit: Deposit{Public: Public{Archive: NewID(), First: key.Recipient().String()}}}
	m.of.Trust = Trust{Archive: m.of.Archive, Kiosks: []SigningKey{m.kiosk.Public()}, Staff: []SigningKey{m.staff.Public()}, Proved: true}
	add := func(k Kind, refers ID) ID {
		e := Entry{File: 1, Seq: int64(len(m.parcels) + 1), ID: NewID(), Kind: k, Day: "2026-11-27", Refers: refers, Form: 2}
		head, err := SealPart(key.Recipient(), MagicHead, 2, e.ID, []byte(`{}`))
		if err != nil {
			t.Fatal(err)
		}
		e.HeadSum, e.HeadText, e.Prev = head.Sum, head.Text, Origin(m.of.Archive, 1, m.of.First, Hash{})
		if n := len(m.parcels); n > 0 {
			e.Prev = m.parcels[n-1].Entry.Hash
		}
		m.parcels = append(m.parcels, Parcel{Entry: m.signed(e), Head: head.Sealed})
		return e.ID
	}
	var first ID
	for n := range 6 {
		id := add(KindConsent, ID{})
		if add(KindAudit, ID{}); n == 0 {
			first = id
		}
	}
	add(KindHold, m.parcels[2].Entry.ID)
	add(KindTombstone, first)
	m.parcels[0].Head = nil
	return m
}

// signed hashes and signs an entry.
func (m *made) signed(e Entry) Entry {
	e.Hash = e.Sum()
	e.Sign = m.kiosk.Sign(SignsEntry, m.of.Archive[:], e.Hash[:])
	if e.Kind.StaffOnly() {
		e.Word = m.staff.Sign(SignsWord, m.of.Archive[:], e.Hash[:])
	}
	return e
}

func (m *made) check(parcels []Parcel) (c *Check, out []Finding) {
	c = NewCheck(m.of)
	for _, p := range parcels {
		out = append(out, c.Add(p)...)
	}
	return c, append(out, c.End()...)
}

// TestCheck changes a chain in every way that somebody without its keys can.
func TestCheck(t *testing.T) {
	m := newChain(t)
	if c, found := m.check(m.parcels); len(found) > 0 || !c.Erased(m.parcels[0].Entry.ID) || c.Last() != m.parcels[len(m.parcels)-1].Entry.Position() {
		t.Fatalf("whole: %v", found)
	}
	for name, change := range map[string]func(p []Parcel, i int) []Parcel{
		"taken out": func(p []Parcel, i int) []Parcel { return slices.Delete(p, i, i+1) },
		"exchanged": func(p []Parcel, i int) []Parcel { p[i], p[i+1] = p[i+1], p[i]; return p },
		"twice":     func(p []Parcel, i int) []Parcel { return slices.Insert(p, i, p[i]) },
		"a field": func(p []Parcel, i int) []Parcel {
			switch e := &p[i].Entry; rand.IntN(6) {
			case 0:
				e.Day = "2020-01-01"
			case 1:
				e.Note += "x"
			case 2:
				e.Refers[3] ^= 1
			case 3:
				e.Tag[7] ^= 4
			case 4:
				e.HeadText[0] ^= 1
			case 5:
				e.Zone++
			}
			return p
		},
		"the content": func(p []Parcel, i int) []Parcel {
			i = max(i, 1)
			p[i].Head = slices.Clone(p[i].Head)
			p[i].Head[rand.IntN(len(p[i].Head))] ^= 1 << rand.IntN(8)
			return p
		},
		"emptied":          func(p []Parcel, i int) []Parcel { p[max(i, 1)].Head = nil; return p },
		"another kiosk's":  func(p []Parcel, i int) []Parcel { p[i].Entry.Sign[5] ^= 1; return p },
		"without a number": func(p []Parcel, i int) []Parcel { p[i].Entry.Seq = 0; p[i].Entry.Hash = p[i].Entry.Sum(); return p },
	} {
		for range 50 {
			i := rand.IntN(len(m.parcels) - 1)
			if _, found := m.check(change(slices.Clone(m.parcels), i)); len(found) == 0 {
				t.Errorf("entry %d %s: not found", i+1, name)
			}
		}
	}
}

// TestWordOfStaff lets the kiosk's key alone say what only staff may: it is found, and
// nothing is erased.
func TestWordOfStaff(t *testing.T) {
	m := newChain(t)
	n := len(m.parcels) - 1
	m.parcels[n].Entry.Word = m.kiosk.Sign(SignsWord, m.of.Archive[:], m.parcels[n].Entry.Hash[:])
	c, found := m.check(m.parcels)
	if !slices.ContainsFunc(found, func(f Finding) bool { return f.Kind == FoundUnsigned }) || c.Erased(m.parcels[0].Entry.ID) {
		t.Errorf("%v", found)
	}
}

// TestSignaturesHaveOnePurpose takes a signature for another thing than it was made for.
func TestSignaturesHaveOnePurpose(t *testing.T) {
	s := SignerOf(slices.Repeat([]byte{3}, 32))
	all := []Purpose{SignsEntry, SignsWord, SignsKiosk, SignsNext, SignsHalf, SignsPast, SignsHead, SignsName}
	for _, a := range all {
		sign := s.Sign(a, []byte("ab"), []byte("c"))
		for _, b := range all {
			if s.Public().Signed(sign, b, []byte("ab"), []byte("c")) != (a == b) {
				t.Errorf("%s counts as %s", a, b)
			}
		}
		if s.Public().Signed(sign, a, []byte("a"), []byte("bc")) || s.Public().Signed(sign, a, []byte("abc")) {
			t.Errorf("%s: the parts run into one another", a)
		}
	}
}
