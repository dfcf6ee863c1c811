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
// (ISO 32000-1, 7.5.7), and at the end a cross-reference stream.
type writer struct {
	out    bytes.Buffer
	places []place // by object number; [0] is unused
	pack   bytes.Buffer
	packed []int // numbers of the objects in pack
	heads  []int // where each begins in pack
	zip    *zlib.Writer
	buf    bytes.Buffer
}

// place is where an object stands: in a stream of objects, or at an offset.
type place struct {
	kind   byte // 1 at an offset, 2 in a stream of objects; 0 unused
	where  int  // the offset, or the number of the stream
	within int  // its index in the stream
}

// mostPacked is how many objects a stream of objects holds.
const mostPacked = 400

// packers are what packs streams: each takes a megabyte of memory to set up.
var packers = sync.Pool{New: func() any { return zlib.NewWriter(nil) }}

func newWriter() *writer {
	w := &writer{zip: packers.Get().(*zlib.Writer), places: make([]place, 1, 2000)}
	w.out.Grow(200_000)
	w.out.WriteString(header)
	return w
}

// reserve gives the number of an object to be written later.
func (w *writer) reserve() int {
	w.places = append(w.places, place{})
	return len(w.places) - 1
}

// plain writes an object that is no stream where every reader finds it.
func (w *writer) plain(n int, body string) {
	w.begin(n)
	w.out.WriteString(body)
	w.out.WriteString("\nendobj\n")
}

// small packs an object that is no stream.
func (w *writer) small(n int, body string) {
	w.packed, w.heads = append(w.packed, n), append(w.heads, w.pack.Len())
	w.pack.WriteString(body)
	w.pack.WriteByte('\n')
	if len(w.packed) == mostPacked {
		w.flush()
	}
}

// stream writes a stream, compressed; dict holds entries besides its length
// and filter.
func (w *writer) stream(n int, dict string, data []byte) {
	w.buf.Reset()
	w.zip.Reset(&w.buf)
	_, _ = w.zip.Write(data) // a buffer takes everything
	_ = w.zip.Close()
	w.ready(n, dict+"/Filter/FlateDecode", w.buf.Bytes())
}

// ready writes a stream as it is.
func (w *writer) ready(n int, dict string, data []byte) {
	w.begin(n)
	fmt.Fprintf(&w.out, "<<%s/Length %d>>\nstream\n", dict, len(data))
	w.out.Write(data)
	w.out.WriteString("\nendstream\nendobj\n")
}

func (w *writer) begin(n int) {
	w.places[n] = place{kind: 1, where: w.out.Len()}
	w.out.WriteString(strconv.Itoa(n))
	w.out.WriteString(" 0 obj\n")
}

// flush writes the objects packed so far.
func (w *writer) flush() {
	if len(w.packed) == 0 {
		return
	}
	n := w.reserve()
	var data bytes.Buffer
	for i, o := range w.packed {
		fmt.Fprintf(&data, "%d %d ", o, w.heads[i])
		w.places[o] = place{2, n, i}
	}
	first := data.Len()
	data.Write(w.pack.Bytes())
	w.stream(n, fmt.Sprintf("/Type/ObjStm/N %d/First %d", len(w.packed), first), data.Bytes())
	w.pack.Reset()
	w.packed, w.heads = w.packed[:0], w.heads[:0]
}

// finish writes the cross-references. The identifier comes from the content. The
// file gets an even number of bytes, which archives of images want: a blank in the
// cross-references' dictionary sees to it.
func (w *writer) finish(root, info int) []byte {
	w.flush()
	defer packers.Put(w.zip)
	id := sha256.Sum256(w.out.Bytes())
	n := w.reserve()
	start := w.out.Len()
	w.places[n] = place{kind: 1, where: start}
	dict := fmt.Sprintf("/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%x><%x>]", len(w.places), root, info, id[:16], id[:16])
	rows, tail := tableRows(w.places), fmt.Sprintf("startxref\n%d\n%%%%EOF\n", start)
	w.stream(n, dict, rows)
	if (w.out.Len()+len(tail))%2 != 0 {
		w.out.Truncate(start)
		w.stream(n, dict+" ", rows)
	}
	w.out.WriteString(tail)
	return w.out.Bytes()
}

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
