package seal

import (
	"bytes"
	"errors"
	"slices"
)

// errDER says that bytes are not strict DER of the shape that is expected.
var errDER = errors.New("the encoding has another shape than expected")

// The tags that are used, of single bytes only.
const (
	tagInteger  = 0x02
	tagOctets   = 0x04
	tagOID      = 0x06
	tagSequence = 0x30
	tagSet      = 0x31
	tagContext0 = 0xa0
	tagContext1 = 0xa1
)

// Object identifiers and algorithm identifiers in DER. They are strings so
// that nothing can change them.
const (
	oidData        = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"         // 1.2.840.113549.1.7.1
	oidSignedData  = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"         // 1.2.840.113549.1.7.2
	oidContentType = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x03"         // 1.2.840.113549.1.9.3
	oidDigest      = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x04"         // 1.2.840.113549.1.9.4
	oidProtection  = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x34"         // 1.2.840.113549.1.9.52
	oidStampInfo   = "\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x04" // 1.2.840.113549.1.9.16.1.4
	oidSigner1     = "\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0c" // 1.2.840.113549.1.9.16.2.12
	oidSigner2     = "\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x2f" // 1.2.840.113549.1.9.16.2.47
	oidToken       = "\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0e" // 1.2.840.113549.1.9.16.2.14

	oidSHA256 = "\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01" // 2.16.840.1.101.3.4.2.1
	oidSHA384 = "\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02"
	oidSHA512 = "\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03"

	oidECDSASHA256 = "\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02" // 1.2.840.10045.4.3.2
	oidECDSASHA384 = "\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x03"
	oidECDSASHA512 = "\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x04"
	oidRSA         = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01" // 1.2.840.113549.1.1.1
	oidRSASHA256   = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b"
	oidRSASHA384   = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c"
	oidRSASHA512   = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0d"

	derNull = "\x05\x00"
	derTrue = "\x01\x01\xff"
)

// tlv encodes one value of the tag, made of parts that are encoded already.
func tlv(tag byte, parts ...[]byte) []byte {
	n := 0
	for _, p := range parts {
		n += len(p)
	}
	b := make([]byte, 0, n+6)
	b = append(b, tag)
	switch {
	case n < 0x80:
		b = append(b, byte(n))
	case n < 0x100:
		b = append(b, 0x81, byte(n))
	case n < 0x10000:
		b = append(b, 0x82, byte(n>>8), byte(n))
	case n < 0x1000000:
		b = append(b, 0x83, byte(n>>16), byte(n>>8), byte(n))
	default:
		b = append(b, 0x84, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
	}
	for _, p := range parts {
		b = append(b, p...)
	}
	return b
}

func sequence(parts ...[]byte) []byte { return tlv(tagSequence, parts...) }

// setOf encodes a SET OF, whose members DER sorts.
func setOf(tag byte, members ...[]byte) []byte {
	sorted := slices.Clone(members)
	slices.SortFunc(sorted, bytes.Compare)
	return tlv(tag, sorted...)
}

// attribute encodes a CMS attribute of one value.
func attribute(oid string, value []byte) []byte {
	return sequence([]byte(oid), tlv(tagSet, value))
}

func small(n byte) []byte { return []byte{tagInteger, 1, n} }

// reader reads strict DER: definite lengths in their shortest form. After the
// first fault everything read is empty and bad is set; the caller asks once,
// with end.
type reader struct {
	rest []byte
	bad  bool
}

// raw reads the next value, whole, and its content. Tag 0 stands for any tag.
func (r *reader) raw(tag byte) (whole, content []byte) {
	head, n, ok := measure(r.rest)
	if r.bad || !ok || tag != 0 && r.rest[0] != tag {
		r.bad, r.rest = true, nil
		return nil, nil
	}
	whole, content = r.rest[:head+n:head+n], r.rest[head:head+n:head+n]
	r.rest = r.rest[head+n:]
	return whole, content
}

// measure gives the lengths of the head and the content of the value that b
// begins with.
func measure(b []byte) (head, content int, ok bool) {
	if len(b) < 2 || b[0]&0x1f == 0x1f {
		return 0, 0, false
	}
	if b[1] < 0x80 {
		head, content = 2, int(b[1])
		return head, content, head+content <= len(b)
	}
	digits := int(b[1] & 0x7f)
	if digits == 0 || digits > 3 || len(b) < 2+digits || b[2] == 0 {
		return 0, 0, false
	}
	for _, c := range b[2 : 2+digits] {
		content = content<<8 | int(c)
	}
	head = 2 + digits
	return head, content, content >= 0x80 && head+content <= len(b)
}

// whole reads the next value with its head.
func (r *reader) whole(tag byte) []byte {
	b, _ := r.raw(tag)
	return b
}

// content reads the content of the next value.
func (r *reader) content(tag byte) []byte {
	_, b := r.raw(tag)
	return b
}

// in reads the next value and gives a reader of its content, which is bad if
// the value is.
func (r *reader) in(tag byte) *reader {
	b := r.content(tag)
	return &reader{rest: b, bad: r.bad}
}

// is tells whether the next value has the tag.
func (r *reader) is(tag byte) bool { return len(r.rest) > 0 && r.rest[0] == tag }

// skip reads exactly the bytes of one encoded value.
func (r *reader) skip(value string) {
	if !bytes.HasPrefix(r.rest, []byte(value)) {
		r.bad, r.rest = true, nil
		return
	}
	r.rest = r.rest[len(value):]
}

// end tells whether everything could be read and nothing is left.
func (r *reader) end() bool { return !r.bad && len(r.rest) == 0 }
