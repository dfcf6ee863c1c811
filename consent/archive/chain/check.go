package chain

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"slices"
	"strings"
)

// Check checks the entries of one archive, wherever they lie, in their order
// and without a private key: each against the one before, the content against the
// digests, what was encrypted anew against what the chain says of it, and whose
// signature it bears. What bears none that counts is told, and changes nothing.
type Check struct {
	of     Foreign
	link   Link
	last   Entry
	counts bool             // what the last entry says
	doubts []Finding        // one of a kind, with the number of entries
	bare   map[ID]Entry     // without content; each needs a tombstone
	now    said             // by entries that are signed
	before said             // by entries of format 1, see Chain.Covered
	anew   map[int]*renewed // by file
	old    struct {         // the entries of format 1, which stand before all others
		end     Position
		broken  bool
		over    bool // one of format 2 was seen
		covered bool
	}
}

// said is what entries say of others.
type said struct {
	erased map[ID]bool
	done   map[string]bool // the notes of finished changes of key
}

func newSaid() said { return said{map[ID]bool{}, map[string]bool{}} }

func (s said) take(e Entry) {
	switch {
	case e.Kind == KindTombstone:
		s.erased[e.Refers] = true
	case e.Kind == KindRekey && strings.HasPrefix(e.Note, "done "):
		s.done[e.Note] = true
	}
}

// Link is what the next entry must follow: the hash and the number before it.
type Link struct {
	Prev Hash
	Next int64
}

// Follow tells what is wrong with an entry or its place, or "", and goes on behind it.
func (l *Link) Follow(e Entry) (k Found) {
	if !e.Fits() {
		k = FoundChanged
	} else if e.Prev != l.Prev || e.Seq != l.Next {
		k = FoundOrder
	}
	l.Prev, l.Next = e.Hash, e.Seq+1
	return k
}

// Renewed is the digest over what one change of key encrypted anew of a file.
type Renewed struct{ sum hash.Hash }

// NewRenewed begins one.
func NewRenewed() Renewed { return Renewed{sha256.New()} }

// Add takes the new digests of an entry's content, in the order of the entries.
func (r Renewed) Add(seq int64, head, body Hash) {
	b := binary.BigEndian.AppendUint64(nil, uint64(seq))
	size := func(h Hash) byte {
		if h == (Hash{}) {
			return 0
		}
		return byte(len(h))
	}
	b = append(b, size(head), size(body))
	b = append(append(b, head[:size(head)]...), body[:size(body)]...)
	r.sum.Write(b)
}

// Sum gives the digest in hexadecimal, as DoneNote has it.
func (r Renewed) Sum() string { return hex.EncodeToString(r.sum.Sum(nil)) }

// renewed is that of the latest change of key.
type renewed struct {
	Renewed
	gen int
}

// NewCheck begins with the first entry of an archive.
func NewCheck(of Foreign) *Check {
	return &Check{of: of, link: Link{Next: 1}, bare: map[ID]Entry{}, now: newSaid(), before: newSaid(), anew: map[int]*renewed{}}
}

// Last gives the place of the entry that was added last.
func (c *Check) Last() Position { return c.last.Position() }

// Counts tells whether what the entry says that was added last is vouched for. Of entries
// of format 1 that is known only at the end, see Covered.
func (c *Check) Counts() bool { return c.counts }

// Covered tells whether entries of format 1 are vouched for.
func (c *Check) Covered() bool { return c.of.Old || c.old.covered }

// Erased tells whether staff erased an entry, as far as entries were added.
func (c *Check) Erased(id ID) bool { return c.now.erased[id] || c.Covered() && c.before.erased[id] }

// done tells whether a note of a finished change of key counts.
func (c *Check) done(is func(note string) bool) bool {
	for note := range c.now.done {
		if is(note) {
			return true
		}
	}
	for note := range c.before.done {
		if c.Covered() && is(note) {
			return true
		}
	}
	return false
}

// Add takes the next entry and tells what is wrong with it and its head. The
// body is not looked at, and what is wrong with signatures End tells.
func (c *Check) Add(p Parcel) (out []Finding) {
	e := p.Entry
	found := func(k Found) { out = append(out, Finding{Kind: k, File: e.File, Seq: e.Seq, ID: e.ID}) }
	if e.File != c.last.File {
		c.link.Prev = Origin(c.of.Archive, e.File, c.of.First, c.last.Hash)
	}
	odd := c.link.Follow(e)
	if odd != "" {
		found(odd)
	}
	c.last, c.counts = e, false
	if c.judge(e, odd == ""); odd != FoundChanged {
		c.take(e)
	}
	if head, _ := p.Sums(); p.Head == nil {
		c.bare[e.ID] = e
	} else if SumOf(p.Head) != head {
		found(FoundContent)
	}
	c.renew(p)
	return out
}

// judge looks at the signatures of an entry. linked tells whether it is what was written
// and stands in its place.
func (c *Check) judge(e Entry, linked bool) {
	old := &c.old
	if e.Form < 2 {
		old.broken = old.broken || !linked
		if old.end = e.Position(); old.over { // the kiosk signs by now
			old.broken = true
			c.doubt(FoundUnsigned, e)
		}
		c.counts = linked && c.of.Old && !old.over
		return
	}
	old.over = true
	kind := c.of.Judge(e)
	if kind != "" {
		c.doubt(kind, e)
	}
	if c.counts = kind == ""; c.counts && e.Kind == KindCover && !old.broken && e.Note == old.end.String() {
		old.covered = true
	}
}

func (c *Check) take(e Entry) {
	if c.counts {
		c.now.take(e)
	} else if e.Form < 2 && !c.old.over {
		c.before.take(e)
	}
}

// doubt counts an entry that nobody vouches for.
func (c *Check) doubt(k Found, e Entry) {
	i := slices.IndexFunc(c.doubts, func(f Finding) bool { return f.Kind == k })
	if i < 0 {
		c.doubts = append(c.doubts, Finding{Kind: k, File: e.File, Seq: e.Seq, ID: e.ID, Count: 1})
		return
	}
	c.doubts[i].Count++
}

// renew adds to the digest over what was encrypted anew.
func (c *Check) renew(p Parcel) {
	if p.HeadNow == (Hash{}) {
		return
	}
	r := c.anew[p.Entry.File]
	if r == nil || r.gen < p.Gen { // what an earlier change left is not whole any more
		r = &renewed{NewRenewed(), p.Gen}
		c.anew[p.Entry.File] = r
	}
	if r.gen == p.Gen {
		r.Add(p.Entry.Seq, p.HeadNow, p.BodyNow)
	}
}

// End tells what shows only when all entries were added.
func (c *Check) End() (out []Finding) {
	for id, e := range c.bare {
		if !c.Erased(id) {
			out = append(out, Finding{Kind: FoundContent, File: e.File, Seq: e.Seq, ID: id})
		}
	}
	for file, r := range c.anew {
		whole := DoneNote(r.gen, file, hex.EncodeToString(r.sum.Sum(nil)))
		if c.done(func(note string) bool { return note == whole }) {
			continue
		}
		kind, other := FoundRekeying, fmt.Sprintf("done %d %d ", r.gen, file)
		if c.done(func(note string) bool { return strings.HasPrefix(note, other) }) {
			kind = FoundReencrypted
		}
		out = append(out, Finding{Kind: kind, File: file})
	}
	if end := c.old.end; end.Seq > 0 && !c.Covered() {
		out = append(out, Finding{Kind: FoundUncovered, File: end.File, Seq: end.Seq})
	}
	return append(out, c.doubts...)
}
