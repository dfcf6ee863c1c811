package seal

import (
	"bytes"
	"encoding/hex"
	"time"
)

// part is an update as it stands in a file: the same bytes as this program
// would write, but for the signature in its gap.
type part struct {
	update
	claimed time.Time // of a seal
	hex     []byte    // the signature's digits, not checked yet
}

// maxReserve bounds the room for a signature, in bytes.
const maxReserve = 128 << 10

// readSeal reads the update that seals the revision.
func readSeal(file []byte, r revision) (part, Finding) {
	rest := file[r.end:]
	head := sealUpdate(r, time.Time{}, 0, asIs)
	at := bytes.LastIndex(head.bytes[:head.gap], []byte("(D:")) + len("(D:")
	var claimed time.Time
	if len(rest) >= at+len(claimedLayout) {
		digits := rest[at : at+len(claimedLayout)]
		var err error
		if claimed, err = time.Parse(claimedLayout, string(digits)); err != nil {
			return part{}, Changed
		}
		copy(head.bytes[at:], digits)
	}
	p, f := readPart(rest, head, func(reserve int, f filling) update { return sealUpdate(r, claimed, reserve, f) })
	p.claimed = claimed
	return p, f
}

// readStamp reads the update that stamps the revision.
func readStamp(file []byte, r revision) (part, Finding) {
	return readPart(file[r.end:], stampUpdate(r, 0, asIs), func(reserve int, f filling) update { return stampUpdate(r, reserve, f) })
}

// readPart compares what a file goes on with to what this program would have
// written. head is the update with an empty gap, which is enough to find where
// the gap begins; write makes the whole one once its length is known, as it is
// written today or was before.
func readPart(rest []byte, head update, write func(reserve int, f filling) update) (part, Finding) {
	if f := same(rest, head.bytes[:head.gap]); f != "" {
		return part{}, f
	}
	n := 0
	for head.gap+n < len(rest) && isHex(rest[head.gap+n]) {
		n++
	}
	if head.gap+n == len(rest) {
		return part{}, CutShort
	}
	if n%2 != 0 || n == 0 || n > 2*maxReserve {
		return part{}, Changed
	}
	finding := Changed
	for _, f := range []filling{evenly, asIs} {
		u := write(n/2, f)
		switch same(rest[head.gap+n:], u.bytes[u.gap+n:]) {
		case "":
			return part{update: u, hex: rest[u.gap : u.gap+n : u.gap+n]}, ""
		case CutShort:
			finding = CutShort
		}
	}
	return part{}, finding
}

// same tells whether b begins with what is expected.
func same(b, expected []byte) Finding {
	n := min(len(b), len(expected))
	switch {
	case !bytes.Equal(b[:n], expected[:n]):
		return Changed
	case n < len(expected):
		return CutShort
	}
	return ""
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// contents gives the DER value in the gap. Only lower-case digits and a
// padding of zeros will do.
func (p part) contents() ([]byte, bool) {
	b, err := hex.DecodeString(string(p.hex))
	if err != nil || !bytes.Equal(p.hex, hex.AppendEncode(nil, b)) {
		return nil, false
	}
	r := reader{rest: b}
	value := r.any()
	for _, c := range r.rest {
		if c != 0 {
			return nil, false
		}
	}
	return value, !r.bad
}

// objects are the numbers of the update's objects.
func (p part) objects() []int {
	var all []int
	for _, s := range p.sections {
		for i := range s.offsets {
			all = append(all, s.first+i)
		}
	}
	return all
}
