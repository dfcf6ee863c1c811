package sealtest

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
)

// Document makes a small PDF file of the shape that a finished document has:
// one page, a form with an empty signature field, the record inside if it is
// not nil, some objects in an object stream, a cross-reference stream. weight
// is how much larger it shall be than it must, in bytes.
func Document(record []byte, weight int) []byte {
	var d doc
	d.out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	associated := ""
	if record != nil {
		associated = " /AF [6 0 R] /Names <</EmbeddedFiles <</Names [(record.json) 6 0 R]>>>>"
	}
	d.plain(1, "<</Type /Catalog /Pages 2 0 R /AcroForm 4 0 R /Lang (fr-FR)"+associated+">>")
	d.plain(4, "<</Fields [5 0 R] /SigFlags 3>>")
	d.plain(5, "<</FT /Sig /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /F 132 /P 3 0 R /T (Seal) /TU (Sceau \\(seal\\))>>")
	if record != nil {
		d.plain(6, "<</Type /Filespec /F (record.json) /UF (record.json) /AFRelationship /Data /EF <</F 7 0 R>>>>")
		d.stream(7, "/Type /EmbeddedFile /Subtype /application#2Fjson", record)
	}
	d.stream(8, "", []byte("BT ET"))
	d.packed(9, 2, "<</Type /Pages /Kids [3 0 R] /Count 1>>", 3,
		"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 8 0 R /Annots [5 0 R] /Resources <<>>>>", 10, "<</Title (Test)>>")
	noise := make([]byte, weight)
	random := rand.NewChaCha8([32]byte{1})
	_, _ = random.Read(noise)
	d.stream(11, "", noise)
	d.end(12)
	return d.out.Bytes()
}

type doc struct {
	out     bytes.Buffer
	entries [13][7]byte
}

func (d *doc) entry(number int, kind byte, a uint32, b uint16) {
	e := &d.entries[number]
	e[0] = kind
	binary.BigEndian.PutUint32(e[1:], a)
	binary.BigEndian.PutUint16(e[5:], b)
}

func (d *doc) plain(number int, body string) {
	d.entry(number, 1, uint32(d.out.Len()), 0)
	fmt.Fprintf(&d.out, "%d 0 obj\n%s\nendobj\n", number, body)
}

func (d *doc) stream(number int, keys string, content []byte) {
	b := deflate(content)
	d.plain(number, fmt.Sprintf("<<%s /Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream", keys, len(b), b))
}

// packed writes an object stream with three objects.
func (d *doc) packed(number, a int, bodyA string, b int, bodyB string, c int, bodyC string) {
	head := fmt.Sprintf("%d 0 %d %d %d %d ", a, b, len(bodyA)+1, c, len(bodyA)+len(bodyB)+2)
	for i, n := range []int{a, b, c} {
		d.entry(n, 2, uint32(number), uint16(i))
	}
	d.stream(number, fmt.Sprintf("/Type /ObjStm /N 3 /First %d", len(head)), []byte(head+bodyA+" "+bodyB+" "+bodyC))
}

func (d *doc) end(number int) {
	at := d.out.Len()
	d.entry(number, 1, uint32(at), 0)
	d.entry(0, 0, 0, 65535)
	var all []byte
	for i := range d.entries {
		all = append(all, d.entries[i][:]...)
	}
	d.stream(number, "/Type /XRef /Size 13 /Root 1 0 R /Info 10 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /W [1 4 2]", all)
	fmt.Fprintf(&d.out, "startxref\n%d\n%%%%EOF\n", at)
}

func deflate(b []byte) []byte {
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	_, _ = z.Write(b)
	_ = z.Close()
	return out.Bytes()
}
