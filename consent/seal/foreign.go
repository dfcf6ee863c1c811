package seal

import (
	"bytes"
	"compress/zlib"
	"io"
)

// diagnose says what is wrong with a file that does not begin with a finished
// document.
func diagnose(file []byte) Finding {
	switch {
	case !bytes.Contains(file[:min(len(file), 1024)], []byte("%PDF-")): // where readers look for it
		return NotPDF
	case len(file) > MaxFile:
		return NotOurs
	case sealStands(file):
		return Changed
	case bytes.HasPrefix(file, []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")) && !bytes.Contains(file, []byte("%%EOF")):
		return CutShort
	case savedAnew(file):
		return SavedAnew
	case bytes.Contains(file, []byte("/ByteRange")):
		return SignedElsewhere
	}
	return NotOurs
}

// sealStands tells whether the update that seals stands somewhere in the file as
// this program writes it. Other programs that keep the dictionary's very words
// (poppler does) write a cross-reference table of their own behind it.
func sealStands(file []byte) bool {
	i := bytes.Index(file, []byte(sealMark+claimMark))
	return i >= 0 && bytes.Contains(file[i:], []byte(" 0 obj\n<</Type /XRef /Size "))
}

// The marks of a document that outlive another program's writing: the name of
// the program in the metadata, and the names of both faces of its font, which
// even printing into a file keeps. A stranger's file may have them as well:
// nothing is believed for their sake, they only choose the words in which a file
// is refused.
const (
	creatorMark = "CreatorTool>Éclairé<"
	regularMark = "-Regular"
	boldMark    = "-Bold"
)

// fontMarks are the names of the font: of now, and of documents up to drawing 3.
var fontMarks = [...]string{"EclaireSans", "AtkinsonHyperlegibleNext"}

// What bounds the search for the marks.
const (
	maxLooked    = 8 << 20 // bytes unpacked, of all streams
	maxStreams   = 4096
	maxHeadBytes = 1 << 10 // of an object, before its stream
)

// savedAnew tells whether a foreign file looks like one that another program
// made of a document of this one. The marks may stand in plain sight or in
// object streams.
func savedAnew(file []byte) bool {
	var m marks
	if m.look(file) {
		return true
	}
	left := int64(maxLooked)
	rest := file
	for range maxStreams {
		i := bytes.Index(rest, []byte("stream"))
		if i < 0 || left <= 0 {
			return false
		}
		head := rest[max(0, i-maxHeadBytes):i]
		rest = rest[i+len("stream"):]
		if at := bytes.LastIndex(head, []byte(" obj")); at < 0 || !bytes.Contains(head[at:], []byte("/ObjStm")) {
			continue
		}
		z, err := zlib.NewReader(bytes.NewReader(bytes.TrimLeft(rest, "\r\n")))
		if err != nil {
			continue
		}
		b, _ := io.ReadAll(io.LimitReader(z, left)) // as far as it goes
		left -= int64(len(b))
		if m.look(b) {
			return true
		}
	}
	return false
}

// marks are the faces found so far, of each font.
type marks [len(fontMarks)]struct{ regular, bold bool }

// look looks for more and tells whether they are enough.
func (m *marks) look(b []byte) bool {
	for i, font := range fontMarks {
		f := &m[i]
		f.regular = f.regular || bytes.Contains(b, []byte(font+regularMark))
		f.bold = f.bold || bytes.Contains(b, []byte(font+boldMark))
		if f.regular && f.bold {
			return true
		}
	}
	return bytes.Contains(b, []byte(creatorMark))
}
