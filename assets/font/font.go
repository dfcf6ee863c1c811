// Package font answers what the shipped typeface can print. Screen and paper
// use the same two faces, and a character must be in both.
package font

import (
	"fmt"
	"sync"
	"sync/atomic"
	"unicode"

	"golang.org/x/image/font/sfnt"

	"eclaire/assets"
)

// faces parses the shipped faces once; they are part of the program, so that
// a fault here is a fault of the build.
var faces = sync.OnceValue(func() []*sfnt.Font {
	var out []*sfnt.Font
	for _, data := range [][]byte{assets.FontRegular, assets.FontBold} {
		f, err := sfnt.Parse(data)
		if err != nil {
			panic(fmt.Sprintf("the shipped font cannot be read: %v", err))
		}
		out = append(out, f)
	}
	return out
})

// answers holds what was asked of the characters up to U+FFFF: to ask the faces
// takes longer than all else that is done with a character while texts are read.
var answers struct{ asked, has [1 << 16 / 32]atomic.Uint32 }

// Has tells whether both faces can print r. Combining marks are said to be
// missing even where a glyph is there: nothing here places them over a letter,
// and what people type is composed first (NFC).
func Has(r rune) bool {
	if r < 0 || r > 0xFFFF {
		return ask(r)
	}
	word, bit := r/32, uint32(1)<<(r%32)
	if answers.asked[word].Load()&bit == 0 {
		if ask(r) {
			answers.has[word].Or(bit)
		}
		answers.asked[word].Or(bit) // last: who reads it reads the answer too
	}
	return answers.has[word].Load()&bit != 0
}

func ask(r rune) bool {
	if unicode.Is(unicode.M, r) {
		return false
	}
	for _, f := range faces() {
		if i, err := f.GlyphIndex(nil, r); err != nil || i == 0 {
			return false
		}
	}
	return true
}
