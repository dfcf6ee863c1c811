package document

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"
)

// writer writes the objects of a PDF file of version 1.7: streams and what the
// seal has to find as objects of their own, all others packed in object streams
// (ISO 32000-1, 7.5.7), and at the end a cross-reference stream. Streams are
// compressed side by side while the caller goes on; which is ready first changes
// nothing in the file.
type writer struct {
	places   []place    // by object number; [0] is unused
	objects  []*written // in the order of the file
	pack     []byte     // objects for the next stream of objects
	packed   []int      // their numbers
	heads    []int      // where each begins in pack
	deflates sync.WaitGroup
	cores    chan struct{} // holds one for each stream that is being compressed
}

// place is where an object stands: in a stream of objects, or at an offset.
type place struct {
	kind   byte // 1 at an offset, 2 in a stream of objects; 0 unused
	where  int  // the offset, or the number of the stream
	within int  // its index in the stream
}

// written is an object that stands in the file itself.
type written struct {
	number int
	body   string // all of it; of a stream its entries besides the length
	stream bool
	data   []byte // of a stream
}

// mostPacked is how many objects a stream of objects holds.
const mostPacked = 400

// sideBySide is how many streams are packed at a time: an old computer has two cores or
// four, and each packing takes a megabyte.
const sideBySide = 4

func newWriter() *writer {
	return &writer{places: make([]place, 1, 2000), cores: make(chan struct{}, sideBySide)}
}

// reserve gives the number of an object to be written later.
func (w *writer) reserve() int {
	w.places = append(w.places, place{})
	return len(w.places) - 1
}

// plain writes an object that is no stream where every reader finds it.
func (w *writer) plain(n int, body string) {
	w.objects = append(w.objects, &written{number: n, body: body})
}

// small packs an object that is no stream.
func (w *writer) small(n int, body string) {
	w.appended(n, func(b []byte) []byte { return append(b, body...) })
}

// appended packs an object that is no stream, which body appends to what it is given.
func (w *writer) appended(n int, body func([]byte) []byte) {
	w.packed, w.heads = append(w.packed, n), append(w.heads, len(w.pack))
	w.pack = append(body(w.pack), '\n')
	if len(w.packed) == mostPacked {
		w.flush()
	}
}

// stream writes a stream, compressed; dict holds entries besides its length
// and filter. The data must not change any more.
func (w *writer) stream(n int, dict string, data []byte) {
	w.ready(n, dict+deflateFilter, data)
	o := w.objects[len(w.objects)-1]
	w.deflates.Go(func() {
		w.cores <- struct{}{}
		o.data = deflated(o.data)
		<-w.cores
	})
}

// deflateFilter is the entry of a stream that is compressed.
const deflateFilter = "/Filter/FlateDecode"

// ready writes a stream as it is.
func (w *writer) ready(n int, dict string, data []byte) {
	w.objects = append(w.objects, &written{number: n, body: dict, stream: true, data: data})
}

// packer compresses one stream after the other. It takes a megabyte of memory to set up.
type packer struct {
	zip *zlib.Writer
	buf bytes.Buffer
}

var packers = sync.Pool{New: func() any { return &packer{zip: zlib.NewWriter(nil)} }}

// deflated compresses data.
func deflated(data []byte) []byte {
	p := packers.Get().(*packer)
	defer packers.Put(p)
	p.buf.Reset()
	p.zip.Reset(&p.buf)
	_, _ = p.zip.Write(data) // a buffer takes everything
	_ = p.zip.Close()
	return bytes.Clone(p.buf.Bytes())
}

// flush writes the objects packed so far.
func (w *writer) flush() {
	if len(w.packed) == 0 {
		return
	}
	n := w.reserve()
	data := make([]byte, 0, 12*len(w.packed)+len(w.pack))
	for i, o := range w.packed {
		data = append(strconv.AppendInt(data, int64(o), 10), ' ')
		data = append(strconv.AppendInt(data, int64(w.heads[i]), 10), ' ')
		w.places[o] = place{2, n, i}
	}
	first := len(data)
	w.stream(n, fmt.Sprintf("/Type/ObjStm/N %d/First %d", len(w.packed), first), append(data, w.pack...))
	w.pack, w.packed, w.heads = w.pack[:0], w.packed[:0], w.heads[:0]
}

// finish gives the file, with the cross-references last. The identifier comes from
// the content. The file gets an even number of bytes, which archives of images want: a
// blank in the cross-references' dictionary sees to it.
func (w *writer) finish(root, info int) []byte {
	w.flush()
	w.deflates.Wait()
	size := 2048 // for the ends
	for _, o := range w.objects {
		size += len(o.body) + len(o.data) + 64
	}
	n := w.reserve()
	file := append(make([]byte, 0, size+4*len(w.places)), header...)
	for _, o := range w.objects {
		w.places[o.number] = place{kind: 1, where: len(file)}
		file = o.append(file)
	}
	id, start := sha256.Sum256(file), len(file)
	w.places[n] = place{kind: 1, where: start}
	table := written{number: n, stream: true, data: deflated(tableRows(w.places))}
	table.body = fmt.Sprintf("/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%x><%x>]", len(w.places), root, info, id[:16], id[:16])
	tail := fmt.Sprintf("startxref\n%d\n%%%%EOF\n", start)
	blank := ""
	if even := len(table.append(nil)) + len(deflateFilter) + start + len(tail); even%2 != 0 {
		blank = " "
	}
	table.body += blank + deflateFilter
	return append(table.append(file), tail...)
}

// append appends the object as the file has it.
func (o *written) append(b []byte) []byte {
	b = append(strconv.AppendInt(b, int64(o.number), 10), objectMark...)
	if !o.stream {
		return append(append(b, o.body...), objectEnds...)
	}
	b = append(append(b, "<<"...), o.body...)
	b = strconv.AppendInt(append(b, lengthKey...), int64(len(o.data)), 10)
	b = append(append(append(b, ">>"...), streamMark...), o.data...)
	return append(b, streamEnds...)
}

// appendRef appends a reference to an object.
func appendRef(b []byte, n int) []byte { return append(strconv.AppendInt(b, int64(n), 10), " 0 R"...) }

// docEncoding are the codes of PDFDocEncoding (ISO 32000-1, annex D) for what our
// texts use beyond Latin 1. A non-breaking space becomes a plain one: nothing
// breaks lines in these strings.
var docEncoding = map[rune]byte{'•': 0x80, '…': 0x83, '—': 0x84, '–': 0x85, '“': 0x8d, '”': 0x8e, '‘': 0x8f, '’': 0x90, 'Œ': 0x96, 'œ': 0x9c, '\u00a0': ' '}

// textString writes a text as PDF takes it: in its own encoding where that has
// all characters, else as big-endian UTF-16 in hexadecimal digits.
func textString(s string) string {
	out := []byte{'('}
	for _, r := range s {
		c, ok := docEncoding[r]
		if !ok && (r < ' ' || r > '~' && r < 0xa1 || r > 0xff || r == 0xad) {
			return utf16String(s)
		}
		if !ok {
			c = byte(r)
		}
		if c == '(' || c == ')' || c == '\\' {
			out = append(out, '\\')
		}
		out = append(out, c)
	}
	return string(append(out, ')'))
}

func utf16String(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	b.WriteByte('>')
	return b.String()
}
