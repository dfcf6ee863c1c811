package seal

import (
	"bytes"
	"compress/zlib"
	"io"
	"strconv"
)

// revision is a file up to the end of one of its updates, with what the next
// update has to know. It never reads further than end.
type revision struct {
	end            int    // length of the file so far
	xref           int    // where its cross-reference stream stands
	size           int    // one more than the highest object number
	root, info, id []byte // of the trailer, as they stand there; info may be nil
	field          int    // the object number of the seal's field
	fieldBody      []byte // its dictionary
	form           int    // the object number of the form
	formBody       []byte // its dictionary
	stamps         int    // time stamps appended so far
}

// finished is a finished document, before it is sealed.
type finished struct {
	revision
	record []byte // the associated record; nil: none
}

// maxRecord bounds what an associated record may unpack to, in bytes;
// maxEntries the number of objects.
const (
	maxRecord  = 16 << 20
	maxEntries = 1 << 16
)

var (
	startMark = []byte("startxref\n")
	endOfFile = []byte("\n%%EOF\n")
)

// readFinished finds the finished document that the file begins with: the
// shortest beginning that is a whole one.
func readFinished(file []byte) (finished, error) {
	if len(file) > MaxFile || !bytes.HasPrefix(file, []byte("%PDF-1.7\n")) {
		return finished{}, ErrShape
	}
	const maxTries = 8
	for from, try := 0, 0; try < maxTries; try++ {
		i := bytes.Index(file[from:], startMark)
		if i < 0 {
			break
		}
		from += i + len(startMark)
		if doc, err := readEnd(file, from); err == nil {
			return doc, nil
		}
	}
	return finished{}, ErrShape
}

// readEnd reads a finished document whose last "startxref" ends at from.
func readEnd(file []byte, from int) (finished, error) {
	tail := file[from:min(len(file), from+maxDigits+len(endOfFile))]
	n := bytes.Index(tail, endOfFile)
	if n < 0 {
		return finished{}, ErrShape
	}
	at, ok := digits(tail[:n])
	if !ok || at >= from {
		return finished{}, ErrShape
	}
	body := file[:from-len(startMark)]
	number, trailer, stream, err := readStream(body, at)
	if err != nil {
		return finished{}, err
	}
	t, err := readTable(trailer, stream)
	if err != nil || number >= t.size {
		return finished{}, ErrShape
	}
	t.file = body
	doc, err := t.document(trailer)
	doc.end, doc.xref, doc.size = from+n+len(endOfFile), at, t.size
	return doc, err
}

// table is a cross-reference stream's content.
type table struct {
	file   []byte
	size   int
	width  [3]int
	packed []byte // the entries
}

// readTable reads the entries of a revision that is a file's first.
func readTable(trailer map[string]value, stream []byte) (table, error) {
	var t table
	for _, foreign := range []string{"/Prev", "/Index", "/Encrypt", "/DecodeParms", "/XRefStm"} {
		if _, there := trailer[foreign]; there {
			return t, ErrShape
		}
	}
	size, err := trailer["/Size"].number()
	widths := trailer["/W"].list
	if err != nil || size < 1 || size > maxEntries || len(widths) != 3 || !trailer["/Type"].is("/XRef") {
		return t, ErrShape
	}
	t.size = size
	entry := 0
	for i, w := range widths {
		n, err := w.number()
		if err != nil || n > 4 {
			return t, ErrShape
		}
		t.width[i] = n
		entry += n
	}
	if t.packed, err = unpack(trailer, stream, size*entry); err != nil || len(t.packed) != size*entry {
		return t, ErrShape
	}
	return t, nil
}

// offset tells where a plain object stands.
func (t table) offset(number int) (int, error) {
	w := t.width
	entry := w[0] + w[1] + w[2]
	if number <= 0 || number >= t.size {
		return 0, ErrShape
	}
	b := t.packed[number*entry:]
	if bigEndian(b[:w[0]]) != 1 || bigEndian(b[w[0]+w[1]:entry]) != 0 {
		return 0, ErrShape
	}
	return bigEndian(b[w[0] : w[0]+w[1]]), nil
}

func bigEndian(b []byte) int {
	n := 0
	for _, c := range b {
		n = n<<8 | int(c)
	}
	return n
}

// dict reads the dictionary of a plain object.
func (t table) dict(reference value) (number int, v value, err error) {
	if number, err = reference.ref(); err != nil {
		return 0, v, err
	}
	at, err := t.offset(number)
	if err != nil {
		return 0, v, err
	}
	found, v, _, err := readHead(t.file, at)
	if err != nil || found != number {
		return 0, v, ErrShape
	}
	return number, v, nil
}

// document reads what an update has to know, and the record.
func (t table) document(trailer map[string]value) (finished, error) {
	doc := finished{revision: revision{root: trailer["/Root"].raw, info: trailer["/Info"].raw, id: trailer["/ID"].raw}}
	if len(trailer["/ID"].list) != 2 {
		return doc, ErrShape
	}
	_, catalog, err := t.dict(trailer["/Root"])
	if err != nil || !catalog.dict["/Type"].is("/Catalog") {
		return doc, ErrShape
	}
	number, form, err := t.dict(catalog.dict["/AcroForm"])
	fields := form.dict["/Fields"]
	if err != nil || fields.kind != kindArray || len(fields.list) != 1 {
		return doc, ErrShape
	}
	doc.form, doc.formBody = number, form.raw
	number, field, err := t.dict(fields.list[0])
	_, signed := field.dict["/V"]
	if err != nil || signed || !field.dict["/FT"].is("/Sig") {
		return doc, ErrShape
	}
	doc.field, doc.fieldBody = number, field.raw
	doc.record, err = t.record(catalog)
	return doc, err
}

// record unpacks the file that is associated with the document. A document
// without one has no record; one that cannot be read is an error.
func (t table) record(catalog value) ([]byte, error) {
	files, there := catalog.dict["/AF"]
	if !there {
		return nil, nil
	}
	if len(files.list) != 1 {
		return nil, ErrShape
	}
	_, spec, err := t.dict(files.list[0])
	if err != nil {
		return nil, err
	}
	number, err := spec.dict["/EF"].dict["/F"].ref()
	if err != nil {
		return nil, err
	}
	at, err := t.offset(number)
	if err != nil {
		return nil, err
	}
	found, dict, stream, err := readStream(t.file, at)
	if err != nil || found != number {
		return nil, ErrShape
	}
	return unpack(dict, stream, maxRecord)
}

// readHead reads an object's number and dictionary, and tells where the
// dictionary ends.
func readHead(file []byte, at int) (number int, v value, end int, err error) {
	if at < 0 || at >= len(file) {
		return 0, v, 0, ErrShape
	}
	b := file[at:]
	i := bytes.Index(b[:min(len(b), maxDigits+8)], []byte(" 0 obj"))
	if i < 0 {
		return 0, v, 0, ErrShape
	}
	number, ok := digits(b[:i])
	if !ok {
		return 0, v, 0, ErrShape
	}
	i += len(" 0 obj")
	v, n, err := readDict(b[i:])
	return number, v, at + i + n, err
}

// readStream reads an object that is a stream, not unpacked.
func readStream(file []byte, at int) (number int, dict map[string]value, stream []byte, err error) {
	number, v, end, err := readHead(file, at)
	if err != nil {
		return 0, nil, nil, err
	}
	length, err := v.dict["/Length"].number()
	if err != nil {
		return 0, nil, nil, err
	}
	s := scanner{b: file, at: end}
	if !s.word("stream") || !s.follows("\n") && !s.follows("\r\n") {
		return 0, nil, nil, ErrShape
	}
	for s.b[s.at] == '\r' {
		s.at++
	}
	from := s.at + 1
	if from+length > len(file) {
		return 0, nil, nil, ErrShape
	}
	s.at = from + length
	if !s.word("endstream") || !s.word("endobj") {
		return 0, nil, nil, ErrShape
	}
	return number, v.dict, file[from : from+length : from+length], nil
}

// unpack undoes the compression of a stream, up to limit bytes; a longer one
// is an error.
func unpack(dict map[string]value, stream []byte, limit int) ([]byte, error) {
	filter, there := dict["/Filter"]
	if len(filter.list) == 1 {
		filter = filter.list[0]
	}
	if !there {
		if len(stream) > limit {
			return nil, ErrShape
		}
		return stream, nil
	}
	if _, predictor := dict["/DecodeParms"]; predictor || !filter.is("/FlateDecode") {
		return nil, ErrShape
	}
	z, err := zlib.NewReader(bytes.NewReader(stream))
	if err != nil {
		return nil, ErrShape
	}
	b, err := io.ReadAll(io.LimitReader(z, int64(limit)+1))
	if err != nil || len(b) > limit {
		return nil, ErrShape
	}
	return b, nil
}

// reference writes the reference to an object.
func reference(number int) string { return strconv.Itoa(number) + " 0 R" }
