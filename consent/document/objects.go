package document

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"regexp"
	"strconv"
)

// object is one object of a file that WritePDF wrote.
type object struct {
	number int
	at     int    // where it stands in the file
	body   []byte // its dictionary; of a stream without the length
	data   []byte // of a stream, unpacked; else nil
	raw    []byte // of a stream, as it stands in the file
}

// header is how a file begins.
const header = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"

var (
	objectMark  = []byte(" 0 obj\n")
	objectEnds  = []byte("\nendobj\n")
	streamEnds  = []byte("\nendstream\nendobj\n")
	tailMark    = []byte("startxref\n")
	deflateMark = regexp.MustCompile(`/Filter ?/FlateDecode`)
	lengthLast  = regexp.MustCompile(`/Length (\d{1,9})>>$`)
)

// readObjects takes a file apart that WritePDF wrote, and tells where the objects
// end. There is nothing between them. Behind the end may stand what a seal
// appends.
func readObjects(file []byte) (objects []object, end int, err error) {
	if !bytes.HasPrefix(file, []byte(header)) {
		return nil, 0, ErrNotDrawn
	}
	left := int64(maxPrinted)
	for at := len(header); !bytes.HasPrefix(file[at:], tailMark); {
		o, next, err := readObject(file, at, left)
		if err != nil {
			return nil, 0, err
		}
		left -= int64(len(o.data))
		objects = append(objects, o)
		at, end = next, next
	}
	if len(objects) == 0 {
		return nil, 0, ErrNotDrawn
	}
	return objects, end, nil
}

// readObject reads the object at a place, unpacked to at most so many bytes, and
// tells where the next one begins.
func readObject(file []byte, at int, most int64) (o object, next int, err error) {
	rest := file[at:]
	mark := bytes.Index(rest[:min(len(rest), 20)], objectMark)
	if mark <= 0 {
		return o, 0, ErrNotDrawn
	}
	o.at = at
	if o.number, err = strconv.Atoi(string(rest[:mark])); err != nil || strconv.Itoa(o.number) != string(rest[:mark]) {
		return o, 0, ErrNotDrawn
	}
	rest = rest[mark+len(objectMark):]
	at += mark + len(objectMark)
	plain := bytes.Index(rest, objectEnds)
	if plain < 0 {
		return o, 0, ErrNotDrawn
	}
	head := bytes.Index(rest[:plain], streamMark)
	if head < 0 {
		o.body = rest[:plain]
		return o, at + plain + len(objectEnds), nil
	}
	length := lengthLast.FindSubmatchIndex(rest[:head])
	if length == nil {
		return o, 0, ErrNotDrawn
	}
	n, _ := strconv.Atoi(string(rest[length[2]:length[3]])) // digits, few enough
	from := head + len(streamMark)
	if n > len(rest)-from || !bytes.HasPrefix(rest[from+n:], streamEnds) {
		return o, 0, ErrNotDrawn
	}
	o.body, o.raw = rest[:length[0]], rest[from:from+n:from+n]
	o.data = o.raw
	if deflateMark.Match(o.body) {
		o.data, err = unpack(o.data, most)
	}
	if o.data == nil {
		o.data = []byte{}
	}
	return o, at + from + n + len(streamEnds), err
}

// unpack gives what is packed, of at most so many bytes, with nothing behind it.
func unpack(b []byte, most int64) ([]byte, error) {
	packed := bytes.NewReader(b)
	z, err := zlib.NewReader(packed)
	if err != nil {
		return nil, ErrNotDrawn
	}
	out, err := io.ReadAll(io.LimitReader(z, most+1))
	if err != nil || int64(len(out)) > most || packed.Len() > 0 {
		return nil, ErrNotDrawn
	}
	return out, nil
}

// numbered gives all objects by their number, those in streams of objects too.
func numbered(objects []object) (map[int]object, error) {
	out := map[int]object{}
	for _, o := range objects {
		out[o.number] = o
		inside, err := o.packed()
		if err != nil {
			return nil, err
		}
		for _, p := range inside {
			out[p.number] = p
		}
	}
	return out, nil
}

var packedHead = regexp.MustCompile(`^<</Type/ObjStm/N (\d{1,5})/First (\d{1,7})/Filter/FlateDecode$`)

// packed gives the objects in a stream of objects, none of any other stream.
func (o object) packed() ([]object, error) {
	m := packedHead.FindSubmatch(o.body)
	if m == nil {
		return nil, nil
	}
	count, _ := strconv.Atoi(string(m[1]))
	first, _ := strconv.Atoi(string(m[2]))
	if first > len(o.data) {
		return nil, ErrNotDrawn
	}
	heads := bytes.Fields(o.data[:first])
	if len(heads) != 2*count {
		return nil, ErrNotDrawn
	}
	out := make([]object, count)
	for i := count - 1; i >= 0; i-- {
		number, err1 := strconv.Atoi(string(heads[2*i]))
		from, err2 := strconv.Atoi(string(heads[2*i+1]))
		to := len(o.data) - first
		if i+1 < count {
			to = out[i+1].at
		}
		if err1 != nil || err2 != nil || from < 0 || from > to {
			return nil, ErrNotDrawn
		}
		out[i] = object{number: number, at: from, body: o.data[first+from : first+to]}
	}
	return out, nil
}

var tableHead = regexp.MustCompile(`^<</Type/XRef/Size (\d{1,6})/W\[1 4 2\]/Root (\d{1,6}) 0 R/Info (\d{1,6}) 0 R/ID\[<([0-9a-f]{32})><([0-9a-f]{32})>\]( ?)/Filter/FlateDecode$`)

// Drawn is the SHA-256 of all that a file of WritePDF holds, unpacked: its pages
// with their fonts, pictures and structure, its metadata, and the record. It is
// the same for two files that differ only in how well they are packed, and so in
// the lengths and places of their parts. A file of which any byte would count for
// nothing is ErrNotDrawn.
func Drawn(file []byte) (sum [sha256.Size]byte, err error) {
	objects, end, err := readObjects(file)
	if err != nil {
		return sum, err
	}
	table := objects[len(objects)-1]
	root, err := checkTable(file, objects)
	if err != nil || string(file[end:]) != fmt.Sprintf("startxref\n%d\n%%%%EOF\n", table.at) {
		return sum, ErrNotDrawn
	}
	h := sha256.New()
	for _, o := range objects[:len(objects)-1] {
		fmt.Fprintf(h, "%d %d %d\n%s%s", o.number, len(o.body), len(o.data), o.body, o.data)
	}
	fmt.Fprintf(h, "%s", root)
	return [sha256.Size]byte(h.Sum(nil)), nil
}

// checkTable tells whether the cross-references, which stand last, name each
// object at its place and nothing else, and the file by its content. It gives
// their dictionary up to that name.
func checkTable(file []byte, objects []object) ([]byte, error) {
	table := objects[len(objects)-1]
	m := tableHead.FindSubmatchIndex(table.body)
	if m == nil {
		return nil, ErrNotDrawn
	}
	if m[12] < m[13] && len(file)%2 != 0 { // a blank for nothing
		return nil, ErrNotDrawn
	}
	size, _ := strconv.Atoi(string(table.body[m[2]:m[3]]))
	name := sha256.Sum256(file[:table.at])
	for _, i := range []int{8, 10} {
		if string(table.body[m[i]:m[i+1]]) != fmt.Sprintf("%x", name[:16]) {
			return nil, ErrNotDrawn
		}
	}
	places := make([]place, size)
	put := func(n int, p place) bool {
		if n <= 0 || n >= size || places[n].kind != 0 {
			return false
		}
		places[n] = p
		return true
	}
	for _, o := range objects {
		inside, err := o.packed()
		if err != nil || !put(o.number, place{kind: 1, where: o.at}) {
			return nil, ErrNotDrawn
		}
		for i, p := range inside {
			if !put(p.number, place{2, o.number, i}) {
				return nil, ErrNotDrawn
			}
		}
	}
	if !bytes.Equal(table.data, tableRows(places)) {
		return nil, ErrNotDrawn
	}
	return table.body[:m[8]], nil
}

// tableRows are the rows of the cross-references.
func tableRows(places []place) []byte {
	rows := make([]byte, 0, 7*len(places))
	for i, p := range places {
		rows = append(rows, p.kind)
		rows = binary.BigEndian.AppendUint32(rows, uint32(p.where))
		within := p.within
		if i == 0 {
			within = 65535
		}
		rows = binary.BigEndian.AppendUint16(rows, uint16(within))
	}
	return rows
}
