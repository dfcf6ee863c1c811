// Package textfile brings text, as any editor on any system saves it, into the
// one form in which it is read, drawn and counted, and tells in which encoding a
// file is that cannot be read.
package textfile

import (
	"bytes"
	"errors"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The ways in which a file is no text that can be read; each names the way out.
var (
	ErrUTF16   = errors.New("the file is not UTF-8 text, it looks like UTF-16: save it as UTF-8")
	ErrWindows = errors.New(`the file is not UTF-8 text, it looks like Windows-1252 ("ANSI"): save it as UTF-8`)
	ErrOther   = errors.New("the file is not UTF-8 text: save it as UTF-8")
)

// Normal gives text with composed accents (NFC), and what Lines gives. Two files
// that say the same have the same normal text.
func Normal(text []byte) []byte { return norm.NFC.Bytes(Lines(text)) }

// Lines gives text without a byte-order mark, its lines ended by \n.
func Lines(text []byte) []byte {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if bytes.IndexByte(text, '\r') < 0 {
		return text
	}
	return bytes.ReplaceAll(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
}

// Check refuses what is no UTF-8 text, and gives the first line, from 1, on which
// that shows; 0 where it is the whole file.
func Check(text []byte) (line int, err error) {
	zeros := bytes.Count(text, []byte{0})
	switch {
	case bytes.HasPrefix(text, []byte("\xff\xfe")), bytes.HasPrefix(text, []byte("\xfe\xff")), zeros > len(text)/4:
		return 0, ErrUTF16
	case zeros > 0:
		return lineOf(text, bytes.IndexByte(text, 0)), ErrOther
	}
	first, windows := -1, true
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			if first < 0 {
				first = i
			}
			windows = windows && bytes.IndexByte([]byte{0x81, 0x8d, 0x8f, 0x90, 0x9d}, text[i]) < 0 // these stand for nothing there
		case size > 1:
			windows = false
		}
		i += size
	}
	switch {
	case first < 0:
		return 0, nil
	case windows:
		return lineOf(text, first), ErrWindows
	}
	return lineOf(text, first), ErrOther
}

// lineOf gives the line that an offset lies on.
func lineOf(text []byte, at int) int { return bytes.Count(Lines(text[:at]), []byte("\n")) + 1 }
