package seal

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// update is what is appended to a revision: a signature dictionary with the
// objects that lead to it, and a cross-reference stream. Its bytes follow from
// the revision, the claimed time and the length of the signature alone.
type update struct {
	bytes    []byte
	gap      int // where the digits of the signature begin in bytes
	digits   int // how many they are
	behind   revision
	sections []section
}

// section is a run of objects with consecutive numbers.
type section struct {
	first   int
	offsets []int
}

// claimedLayout is how the claimed time is written, in UTC.
const claimedLayout = "20060102150405"

// filling tells whether an update makes the file's number of bytes even, as
// archives of images want files to be: with as many blanks behind the byte range as
// that takes. Updates of earlier versions of this program have none.
type filling bool

const (
	evenly filling = true
	asIs   filling = false
)

// sealUpdate writes the update that seals. reserve is the room for the CMS
// structure, in bytes.
func sealUpdate(r revision, claimed time.Time, reserve int, f filling) update {
	head := "/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (D:" + claimed.UTC().Format(claimedLayout) + "Z)"
	return settle(r, reserve, f, func(u *update, byteRange string) {
		u.object(r.field, withValue(r.fieldBody, r.size))
		u.signature(r.size, head, byteRange)
		u.behind.size = r.size + 1
	})
}

// stampUpdate writes the update that appends a time stamp.
func stampUpdate(r revision, reserve int, f filling) update {
	const head = "/Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161"
	n := r.stamps + 1
	form := withField(r.formBody, r.size)
	field := fmt.Sprintf("<</FT /Sig /T (TimeStamp%d) /TU (Horodatage %d / Time stamp %d)", n, n, n)
	return settle(r, reserve, f, func(u *update, byteRange string) {
		u.object(r.form, form)
		u.object(r.size, []byte(field+" /V "+reference(r.size+1)+">>"))
		u.signature(r.size+1, head, byteRange)
		u.behind.size = r.size + 2
		u.behind.stamps, u.behind.formBody = n, form
	})
}

// settle writes an update until the byte range that stands in it is true and, if so
// wanted, the number of bytes even. The range's last number grows with its own
// digits, so a few rounds do.
func settle(r revision, reserve int, f filling, write func(u *update, byteRange string)) update {
	byteRange, blanks := "", ""
	for {
		u := update{digits: 2 * reserve, behind: r}
		write(&u, byteRange+blanks)
		u.crossReference(r)
		before, after := u.ranges(r.end)
		end := r.end + len(u.bytes)
		actual := fmt.Sprintf("[0 %d %d %d]", before, after, end-after)
		switch {
		case actual != byteRange:
			byteRange = actual
		case f == evenly && end%2 != 0:
			blanks += " "
		default:
			u.behind.end = end
			return u
		}
	}
}

// ranges tells where in the file the covered bytes before the signature end
// and where those behind it begin; the brackets belong to the signature.
func (u *update) ranges(start int) (before, after int) {
	return start + u.gap - 1, start + u.gap + u.digits + 1
}

func (u *update) object(number int, body []byte) {
	at := u.behind.end + len(u.bytes)
	if last := len(u.sections) - 1; last >= 0 && number == u.sections[last].first+len(u.sections[last].offsets) {
		u.sections[last].offsets = append(u.sections[last].offsets, at)
	} else {
		u.sections = append(u.sections, section{number, []int{at}})
	}
	u.bytes = fmt.Appendf(u.bytes, "%d 0 obj\n%s\nendobj\n", number, body)
}

// signature writes a signature dictionary whose signature is all zeros.
func (u *update) signature(number int, head, byteRange string) {
	body := make([]byte, 0, len(head)+u.digits+80)
	body = append(body, "<<"+head+" /Contents <"...)
	lead := len(strconv.Itoa(number)) + len(" 0 obj\n") + len(body)
	for range u.digits {
		body = append(body, '0')
	}
	body = append(body, "> /ByteRange "+byteRange+">>"...)
	u.gap = len(u.bytes) + lead
	u.object(number, body)
}

// crossReference writes the cross-reference stream and the end of the file.
func (u *update) crossReference(r revision) {
	number := u.behind.size
	at := r.end + len(u.bytes)
	last := &u.sections[len(u.sections)-1]
	last.offsets = append(last.offsets, at) // it follows the object with the highest number
	var index string
	var entries []byte
	for i, s := range u.sections {
		if i > 0 {
			index += " "
		}
		index += fmt.Sprintf("%d %d", s.first, len(s.offsets))
		for _, o := range s.offsets {
			entries = append(entries, 1)
			entries = binary.BigEndian.AppendUint32(entries, uint32(o))
			entries = append(entries, 0, 0)
		}
	}
	u.bytes = fmt.Appendf(u.bytes, "%d 0 obj\n<</Type /XRef /Size %d /Prev %d /Root %s", number, number+1, r.xref, r.root)
	if r.info != nil {
		u.bytes = fmt.Appendf(u.bytes, " /Info %s", r.info)
	}
	u.bytes = fmt.Appendf(u.bytes, " /ID %s /W [1 4 2] /Index [%s] /Length %d>>\nstream\n", r.id, index, len(entries))
	u.bytes = append(u.bytes, entries...)
	u.bytes = fmt.Appendf(u.bytes, "\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", at)
	u.behind.size, u.behind.xref = number+1, at
}

// digest is the SHA-256 of all that the update's signature covers, in a file
// that ended before the update.
func (u *update) digest(before []byte) []byte {
	h := sha256.New()
	h.Write(before)
	h.Write(u.bytes[:u.gap-1])
	h.Write(u.bytes[u.gap+u.digits+1:])
	return h.Sum(nil)
}

// fill writes the signature into its place. There must be room.
func (u *update) fill(signature []byte) {
	hex.Encode(u.bytes[u.gap:u.gap+u.digits], signature)
}

// appendTo gives the file with the update behind it. The file's own bytes
// stay as they are.
func (u *update) appendTo(file []byte) []byte {
	return append(slices.Clip(file), u.bytes...)
}

// withValue gives a field's dictionary with its value, an object, set.
func withValue(body []byte, number int) []byte {
	return append(slices.Clip(bytes.TrimSuffix(body, []byte(">>"))), " /V "+reference(number)+">>"...)
}

// withField gives the form's dictionary with one field more. The body must
// have been read as a form.
func withField(body []byte, number int) []byte {
	v, _, err := readDict(body)
	if err != nil {
		return body
	}
	fields := v.dict["/Fields"]
	at := fields.at + len(fields.raw) - 1
	out := append(slices.Clip(body[:at]), " "+reference(number)...)
	return append(out, body[at:]...)
}
