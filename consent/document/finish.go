package document

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"errors"
	"fmt"
	"regexp"
	"strconv"

	"eclaire/consent"
)

// tags are the languages as PDF names them.
var tags = map[consent.Language]string{consent.French: "fr-FR", consent.English: "en-GB"}

// dates are the dates of the document information.
var dates = regexp.MustCompile(`\(D:(\d{14})\)`)

// errShape says that gofpdf wrote something else than this finisher knows.
var errShape = errors.New("failed to finish the pages: the page writer's output has another shape than expected")

// finisher writes gofpdf's objects anew, with what gofpdf leaves out: page
// streams compressed by one compressor, drawings shared by all pages as form
// objects, the document's language, its identifier, and the subset names of
// the fonts. It rests on gofpdf's regular output, which its own
// cross-reference table splits.
type finisher struct {
	out     bytes.Buffer
	offsets []int // of each object, by number; [0] is unused
	zip     *zlib.Writer
	packed  bytes.Buffer
}

// finish completes a PDF file of gofpdf. forms are the drawings that pages
// name /P0, /P1 and so on.
func finish(pdf []byte, lang consent.Language, forms []*figure) ([]byte, error) {
	objects, root, info, err := splitObjects(pdf)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(pdf)
	zip, err := zlib.NewWriterLevel(nil, zlib.BestSpeed)
	if err != nil {
		return nil, err
	}
	f := finisher{zip: zip, offsets: make([]int, len(objects)+len(forms))}
	f.out.Grow(len(pdf) / 2)
	f.out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	for n := 1; n < len(objects); n++ {
		body := objects[n]
		switch n {
		case 2:
			body = resources(body, len(objects), len(forms))
		case root:
			body = fmt.Appendf(nil, "<<\n/Type /Catalog\n/Pages 1 0 R\n/Lang (%s)\n/ViewerPreferences <</DisplayDocTitle true>>\n>>\nendobj\n", tags[lang])
		case info: // gofpdf leaves out the time zone of the dates, which is UTC
			body = dates.ReplaceAll(body, []byte("(D:${1}Z)"))
		default:
			rename(body, sum[:])
		}
		if err := f.object(n, body); err != nil {
			return nil, err
		}
	}
	for i, form := range forms {
		f.begin(len(objects) + i)
		f.out.Write(form.form)
	}
	f.trailer(root, info, sum[:16])
	return f.out.Bytes(), nil
}

// splitObjects gives the body of each object, from behind "n 0 obj" to the end
// of "endobj", by its number, and the numbers of the catalog and of the
// document information.
func splitObjects(pdf []byte) (objects [][]byte, root, info int, err error) {
	at := bytes.LastIndex(pdf, []byte("\nxref\n0 "))
	if at < 0 {
		return nil, 0, 0, errShape
	}
	var count int
	table := pdf[at+len("\nxref\n"):]
	if _, err := fmt.Sscanf(string(table[:min(20, len(table))]), "0 %d", &count); err != nil {
		return nil, 0, 0, errShape
	}
	rows := bytes.Split(table, []byte("\n"))
	if count < 5 || len(rows) < count+1 {
		return nil, 0, 0, errShape
	}
	objects = make([][]byte, count)
	for n := 1; n < count; n++ {
		offset, err := strconv.Atoi(string(rows[n+1][:min(10, len(rows[n+1]))]))
		head := fmt.Appendf(nil, "%d 0 obj\n", n)
		if err != nil || offset < 0 || offset > at || !bytes.HasPrefix(pdf[offset:], head) {
			return nil, 0, 0, errShape
		}
		objects[n] = pdf[offset+len(head):]
	}
	// Each object ends where its own bytes end; a stream says how long it is.
	for n := 1; n < count; n++ {
		end, err := objectEnd(objects[n])
		if err != nil {
			return nil, 0, 0, err
		}
		objects[n] = objects[n][:end]
	}
	return objects, count - 1, count - 2, nil // gofpdf writes the catalog last and the information before it
}

var (
	streamMark = []byte("\nstream\n")
	endMark    = []byte("endobj\n")
	lengthKey  = []byte("/Length ")
)

// objectEnd finds the end of the object that b begins with.
func objectEnd(b []byte) (int, error) {
	end := bytes.Index(b, endMark)
	if end < 0 {
		return 0, errShape
	}
	if start, length, ok := stream(b[:end]); ok {
		if start+length > len(b) {
			return 0, errShape
		}
		rest := bytes.Index(b[start+length:], endMark)
		if rest < 0 {
			return 0, errShape
		}
		end = start + length + rest
	}
	return end + len(endMark), nil
}

// stream tells where the stream of an object begins and how long it is.
func stream(b []byte) (start, length int, ok bool) {
	at := bytes.Index(b, streamMark)
	if at < 0 {
		return 0, 0, false
	}
	key := bytes.Index(b[:at], lengthKey)
	if key < 0 {
		return 0, 0, false
	}
	for _, c := range b[key+len(lengthKey) : at] {
		if c < '0' || c > '9' {
			break
		}
		length = length*10 + int(c-'0')
	}
	return at + len(streamMark), length, true
}

// resources names the drawings in the dictionary that all pages share.
func resources(body []byte, first, count int) []byte {
	var names []byte
	for i := range count {
		names = fmt.Appendf(names, "/P%d %d 0 R\n", i, first+i)
	}
	const key = "/XObject <<\n"
	return bytes.Replace(body, []byte(key), append([]byte(key), names...), 1)
}

func (f *finisher) begin(n int) {
	f.offsets[n] = f.out.Len()
	f.out.WriteString(strconv.Itoa(n))
	f.out.WriteString(" 0 obj\n")
}

// object writes one object; a plain stream is compressed.
func (f *finisher) object(n int, body []byte) error {
	f.begin(n)
	start, length, ok := stream(body)
	if !ok || bytes.Contains(body[:start], []byte("/Filter")) {
		f.out.Write(body)
		return nil
	}
	f.packed.Reset()
	f.zip.Reset(&f.packed)
	if _, err := f.zip.Write(body[start : start+length]); err != nil {
		return fmt.Errorf("failed to compress a page: %w", err)
	}
	if err := f.zip.Close(); err != nil {
		return fmt.Errorf("failed to compress a page: %w", err)
	}
	fmt.Fprintf(&f.out, "<</Filter /FlateDecode /Length %d>>\nstream\n", f.packed.Len())
	f.out.Write(f.packed.Bytes())
	f.out.WriteString("\nendstream\nendobj\n")
	return nil
}

func (f *finisher) trailer(root, info int, id []byte) {
	start := f.out.Len()
	fmt.Fprintf(&f.out, "xref\n0 %d\n0000000000 65535 f \n", len(f.offsets))
	for _, o := range f.offsets[1:] {
		fmt.Fprintf(&f.out, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&f.out, "trailer\n<<\n/Size %d\n/Root %d 0 R\n/Info %d 0 R\n/ID [<%x> <%x>]\n>>\nstartxref\n%d\n%%%%EOF\n",
		len(f.offsets), root, info, id, id, start)
}

// rename gives each font file a subset's name: six capitals, a plus, the name.
// Old and new name are of one length.
func rename(body, seed []byte) {
	const prefix = "/utf8" + family
	for {
		i := bytes.Index(body, []byte(prefix))
		if i < 0 {
			return
		}
		name := body[i+1 : i+len(prefix)]
		body = body[i+len(prefix):]
		shift := byte(0)
		if bytes.HasPrefix(body, []byte("B")) { // the bold face
			shift = 1
		}
		for k := range 6 {
			name[k] = 'A' + (seed[k]+shift)%26
		}
		name[6] = '+'
		copy(name[7:], "AtkinsonHyperlegibleNext")
	}
}
