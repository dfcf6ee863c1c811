package archive

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"strings"
)

// Chain checks the entries of one archive, wherever they lie, in their order
// and without a key: each against the one before, the content against the
// digests, and what was encrypted anew against what the chain says of it.
type Chain struct {
	archive ID
	first   string
	last    Entry
	bare    map[ID]Entry // without content; each needs a tombstone
	erased  map[ID]bool
	anew    map[int]*renewed // by file
	done    map[string]bool  // the notes of finished changes of key
}

// renewed is what was encrypted anew of one file, of the latest change of key.
type renewed struct {
	gen int
	sum hash.Hash
}

// NewChain begins with the first entry of an archive that has this id and began
// with this public key.
func NewChain(archive ID, first string) *Chain {
	return &Chain{archive: archive, first: first, bare: map[ID]Entry{}, erased: map[ID]bool{}, anew: map[int]*renewed{}, done: map[string]bool{}}
}

// Last gives the place of the entry that was added last.
func (c *Chain) Last() Position { return Position{c.last.File, c.last.Seq, c.last.Hash} }

// Add takes the next entry and tells what is wrong with it and its head. The
// body is not looked at.
func (c *Chain) Add(p Parcel) (out []Finding) {
	e := p.Entry
	found := func(k Found) { out = append(out, Finding{Kind: k, File: e.File, Seq: e.Seq, ID: e.ID}) }
	prev := c.last.Hash
	if e.File != c.last.File {
		prev = origin(c.archive, e.File, c.first, c.last.Hash)
	}
	if !e.Fits() {
		found(FoundChanged)
	} else if e.Prev != prev || e.Seq != c.last.Seq+1 {
		found(FoundOrder)
	}
	c.last = e
	switch {
	case p.Head == nil:
		c.bare[e.ID] = e
	case sumOf(p.Head) != p.headSum():
		found(FoundContent)
	}
	switch e.Kind {
	case KindTombstone:
		c.erased[e.Refers] = true
	case KindRekey:
		if strings.HasPrefix(e.Note, "done ") {
			c.done[e.Note] = true
		}
	}
	c.renew(p)
	return out
}

func (p Parcel) headSum() Hash {
	if p.HeadNow != (Hash{}) {
		return p.HeadNow
	}
	return p.Entry.HeadSum
}

// renew adds to the digest over what was encrypted anew, see reencryptedSum.
func (c *Chain) renew(p Parcel) {
	if p.HeadNow == (Hash{}) {
		return
	}
	r := c.anew[p.Entry.File]
	if r == nil || r.gen < p.Gen { // what an earlier change left is not whole any more
		r = &renewed{p.Gen, sha256.New()}
		c.anew[p.Entry.File] = r
	}
	if r.gen > p.Gen {
		return
	}
	b := binary.BigEndian.AppendUint64(nil, uint64(p.Entry.Seq))
	if p.BodyNow == (Hash{}) {
		b = append(append(b, sha256.Size, 0), p.HeadNow[:]...)
	} else {
		b = append(append(b, sha256.Size, sha256.Size), p.HeadNow[:]...)
		b = append(b, p.BodyNow[:]...)
	}
	r.sum.Write(b)
}

// End tells what shows only when all entries were added.
func (c *Chain) End() (out []Finding) {
	for id, e := range c.bare {
		if !c.erased[id] {
			out = append(out, Finding{Kind: FoundContent, File: e.File, Seq: e.Seq, ID: id})
		}
	}
	for file, r := range c.anew {
		if c.done[doneNote(r.gen, file, hex.EncodeToString(r.sum.Sum(nil)))] {
			continue
		}
		kind := FoundRekeying
		for note := range c.done {
			if strings.HasPrefix(note, fmt.Sprintf("done %d %d ", r.gen, file)) {
				kind = FoundReencrypted
			}
		}
		out = append(out, Finding{Kind: kind, File: file})
	}
	return out
}
