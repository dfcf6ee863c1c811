// Package documenttest helps tests to make files as other builds of the program
// would write them.
package documenttest

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"testing"
)

var (
	head    = regexp.MustCompile(`^(\d+) 0 obj\n`)
	ofTable = regexp.MustCompile(`^<</Type/XRef/Size (\d+)/W\[1 4 2\]/Root (\d+) 0 R/Info (\d+) 0 R`)
	length  = regexp.MustCompile(`/Length (\d+)>>\nstream\n`)
)

// Repack gives a document before its seal as a build would have written it whose
// streams, those of fonts and pictures included, are packed at another level of
// zlib: all that it holds is the same, the bytes are not.
func Repack(t testing.TB, pdf []byte, level int) []byte {
	t.Helper()
	return Rewrite(t, pdf, level, func(b []byte) []byte { return b })
}

// Rewrite is Repack that also changes what streams hold. change is given each
// stream unpacked; lengths, places and the name of the file are made to fit.
func Rewrite(t testing.TB, pdf []byte, level int, change func([]byte) []byte) []byte {
	t.Helper()
	const begin = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
	w := rewriter{t: t, level: level}
	w.out.WriteString(begin)
	for rest := pdf[len(begin):]; ; {
		m := head.FindSubmatch(rest)
		if m == nil {
			t.Fatalf("no object at %.20q", rest)
		}
		n, _ := strconv.Atoi(string(m[1]))
		rest = rest[len(m[0]):]
		if table := ofTable.FindSubmatch(rest); table != nil {
			return w.end(n, string(table[0]), string(table[1]))
		}
		rest = w.object(n, rest, change)
	}
}

// rewriter writes a file anew.
type rewriter struct {
	t      testing.TB
	level  int
	out    bytes.Buffer
	places map[int][3]int // kind, offset or stream, index
}

func (w *rewriter) place(n int, p ...int) {
	if w.places == nil {
		w.places = map[int][3]int{}
	}
	w.places[n] = [3]int(p)
}

// object writes the object that b begins with, and gives what follows it.
func (w *rewriter) object(n int, b []byte, change func([]byte) []byte) []byte {
	w.t.Helper()
	w.place(n, 1, w.out.Len(), 0)
	fmt.Fprintf(&w.out, "%d 0 obj\n", n)
	end := bytes.Index(b, []byte("\nendobj\n"))
	m := length.FindSubmatchIndex(b)
	if m == nil || m[0] > end {
		w.out.Write(b[:end+len("\nendobj\n")])
		return b[end+len("\nendobj\n"):]
	}
	size, _ := strconv.Atoi(string(b[m[2]:m[3]]))
	dict, data := b[:m[0]], b[m[1]:m[1]+size]
	packed := bytes.Contains(dict, []byte("FlateDecode"))
	if packed {
		z, err := zlib.NewReader(bytes.NewReader(data))
		if err == nil {
			data, err = io.ReadAll(z)
		}
		if err != nil {
			w.t.Fatal(err)
		}
	}
	data = change(data)
	if bytes.Contains(dict, []byte("/ObjStm")) {
		w.inside(n, dict, data)
	}
	if packed {
		data = pack(data, w.level)
	}
	fmt.Fprintf(&w.out, "%s/Length %d>>\nstream\n%s\nendstream\nendobj\n", dict, len(data), data)
	return b[m[1]+size+len("\nendstream\nendobj\n"):]
}

// inside notes the objects of a stream of objects.
func (w *rewriter) inside(n int, dict, data []byte) {
	var count int
	if _, err := fmt.Sscanf(string(dict), "<</Type/ObjStm/N %d/", &count); err != nil {
		w.t.Fatal(err)
	}
	numbers := bytes.Fields(data)
	for i := range count {
		o, err := strconv.Atoi(string(numbers[2*i]))
		if err != nil {
			w.t.Fatal(err)
		}
		w.place(o, 2, n, i)
	}
}

// end writes the cross-references.
func (w *rewriter) end(n int, dict, size string) []byte {
	w.t.Helper()
	count, _ := strconv.Atoi(size)
	name := sha256.Sum256(w.out.Bytes())
	at := w.out.Len()
	w.place(n, 1, at, 0)
	rows := []byte{0, 0, 0, 0, 0, 0xff, 0xff}
	for i := 1; i < count; i++ {
		p := w.places[i]
		rows = append(rows, byte(p[0]))
		rows = binary.BigEndian.AppendUint32(rows, uint32(p[1]))
		rows = binary.BigEndian.AppendUint16(rows, uint16(p[2]))
	}
	rows = pack(rows, w.level)
	table := func(blank string) string {
		return fmt.Sprintf("%d 0 obj\n%s/ID[<%x><%x>]%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n",
			n, dict, name[:16], name[:16], blank, len(rows), rows, at)
	}
	blank := ""
	if (at+len(table("")))%2 != 0 { // the number of bytes is even
		blank = " "
	}
	w.out.WriteString(table(blank))
	return w.out.Bytes()
}

func pack(b []byte, level int) []byte {
	var out bytes.Buffer
	z, err := zlib.NewWriterLevel(&out, level)
	if err != nil {
		panic(err) // the test gave no level of zlib
	}
	_, _ = z.Write(b) // a buffer takes everything
	_ = z.Close()
	return out.Bytes()
}
