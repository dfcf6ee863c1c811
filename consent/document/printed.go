package document

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"
	"strings"
	"unicode"
)

// ErrNotDrawn says that a file is none that WritePDF wrote.
var ErrNotDrawn = errors.New("this is no file of a document")

// maxPrinted bounds what the pages of a file unpack to, in bytes.
const maxPrinted = 64 << 20

// Printed gives the text that a file of WritePDF shows, in the order of its
// pages and without any white space, as Bare gives it. It reads no other files.
func Printed(file []byte) (string, error) {
	if !bytes.HasPrefix(file, []byte("%PDF-1.7\n")) {
		return "", ErrNotDrawn
	}
	var out strings.Builder
	left := int64(maxPrinted)
	const mark = "/Filter/FlateDecode"
	for rest := file; ; {
		start, length, ok := stream(rest)
		if !ok {
			break
		}
		if length > len(rest)-start {
			return "", ErrNotDrawn
		}
		head := rest[max(0, bytes.LastIndex(rest[:start], []byte(" 0 obj\n"))):start]
		if bytes.Contains(head, []byte(mark)) && shows(head) {
			content, err := unpack(rest[start:start+length], left)
			if err != nil {
				return "", ErrNotDrawn
			}
			left -= int64(len(content))
			showText(&out, content)
		}
		rest = rest[start+length:]
	}
	if out.Len() == 0 {
		return "", ErrNotDrawn
	}
	return out.String(), nil
}

// shows tells whether the stream with this head can show text: a page, or the
// form that all pages share.
func shows(head []byte) bool {
	return bytes.Contains(head, []byte("obj\n<</Filter")) || bytes.Contains(head, []byte("/Subtype/Form/BBox[0 0 "))
}

func unpack(b []byte, most int64) ([]byte, error) {
	z, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	out, err := io.ReadAll(io.LimitReader(z, most+1))
	if err == nil && int64(len(out)) > most {
		err = ErrNotDrawn
	}
	return out, err
}

// showText adds the strings that a page's content shows.
func showText(out *strings.Builder, content []byte) {
	for {
		end := bytes.Index(content, []byte(")Tj\n"))
		if end < 0 {
			return
		}
		start := bytes.LastIndex(content[:end], []byte("Td ("))
		if start >= 0 {
			out.WriteString(Bare(decode(content[start+len("Td (") : end])))
		}
		content = content[end+len(")Tj\n"):]
	}
}

// decode reads a string as pdfPen.text writes it.
func decode(b []byte) string {
	var plain []byte
	for i := 0; i < len(b); i++ {
		if b[i] == '\\' && i+1 < len(b) {
			i++
			if b[i] == 'r' {
				plain = append(plain, '\r')
				continue
			}
		}
		plain = append(plain, b[i])
	}
	var s strings.Builder
	for i := 0; i+1 < len(plain); i += 2 {
		s.WriteRune(rune(plain[i])<<8 | rune(plain[i+1]))
	}
	return s.String()
}

// Bare is a text as it is printed, without any white space: what stays the same
// wherever its lines are broken.
func Bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, tidy(s))
}
