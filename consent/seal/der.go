package seal

import (
	"bytes"
	"errors"
	"slices"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// errDER says that bytes are not strict DER of the shape that is expected.
var errDER = errors.New("the encoding has another shape than expected")

// The tags that are used.
const (
	tagBoolean  = asn1.BOOLEAN
	tagInteger  = asn1.INTEGER
	tagOctets   = asn1.OCTET_STRING
	tagOID      = asn1.OBJECT_IDENTIFIER
	tagTime     = asn1.GeneralizedTime
	tagSequence = asn1.SEQUENCE
	tagSet      = asn1.SET
	tagContext0 = asn1.Tag(0xa0)
	tagContext1 = asn1.Tag(0xa1)
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
func tlv(tag asn1.Tag, parts ...[]byte) []byte {
	var b cryptobyte.Builder
	b.AddASN1(tag, func(b *cryptobyte.Builder) {
		for _, p := range parts {
			b.AddBytes(p)
		}
	})
	return b.BytesOrPanic() // only a value of 4 GB cannot be encoded
}

func sequence(parts ...[]byte) []byte { return tlv(tagSequence, parts...) }

// setOf encodes a SET OF, whose members DER sorts.
func setOf(tag asn1.Tag, members ...[]byte) []byte {
	sorted := slices.Clone(members)
	slices.SortFunc(sorted, bytes.Compare)
	return tlv(tag, sorted...)
}

// attribute encodes a CMS attribute of one value.
func attribute(oid string, value []byte) []byte {
	return sequence([]byte(oid), tlv(tagSet, value))
}

func small(n byte) []byte { return []byte{byte(tagInteger), 1, n} }

// reader reads strict DER: definite lengths in their shortest form. After the
// first fault everything read is nil and bad is set; the caller asks once, with
// end.
type reader struct {
	rest cryptobyte.String
	bad  bool
}

// take gives what could be read, or notes the fault.
func (r *reader) take(b cryptobyte.String, ok bool) []byte {
	if r.bad || !ok {
		r.bad, r.rest = true, nil
		return nil
	}
	return slices.Clip(b)
}

// any reads the next value with its head, whatever its tag.
func (r *reader) any() []byte {
	var b cryptobyte.String
	ok := r.rest.ReadAnyASN1Element(&b, nil)
	return r.take(b, ok)
}

// whole reads the next value with its head.
func (r *reader) whole(tag asn1.Tag) []byte {
	var b cryptobyte.String
	ok := r.rest.ReadASN1Element(&b, tag)
	return r.take(b, ok)
}

// content reads the content of the next value.
func (r *reader) content(tag asn1.Tag) []byte {
	var b cryptobyte.String
	ok := r.rest.ReadASN1(&b, tag)
	return r.take(b, ok)
}

// in reads the next value and gives a reader of its content, which is bad if
// the value is.
func (r *reader) in(tag asn1.Tag) *reader {
	b := r.content(tag)
	return &reader{rest: b, bad: r.bad}
}

// is tells whether the next value has the tag.
func (r *reader) is(tag asn1.Tag) bool { return r.rest.PeekASN1Tag(tag) }

// skip reads exactly the bytes of one encoded value.
func (r *reader) skip(value string) {
	var b []byte
	ok := r.rest.ReadBytes(&b, len(value))
	r.take(b, ok && string(b) == value)
}

// end tells whether everything could be read and nothing is left.
func (r *reader) end() bool { return !r.bad && r.rest.Empty() }
