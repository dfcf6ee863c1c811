package consent

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Plain puts plain characters in the place of their look-alikes, as texts pasted from
// other documents have them: hyphens and apostrophes of typesetters, ligatures,
// full-width and raised letters, letters with their accents apart. What cannot be seen
// (soft hyphens, marks without width) is left out. Spaces stay as they are, so that it
// can be asked while somebody types; see Entered.
func Plain(s string) string {
	if isASCII(s) || !utf8.ValidString(s) { // CheckText refuses the latter
		return s
	}
	var out strings.Builder
	for _, r := range s {
		writePlain(&out, r)
	}
	return norm.NFC.String(out.String())
}

// Entered is a text as it is kept: Plain, without spaces around it, and one between
// words.
func Entered(s string) string {
	if !utf8.ValidString(s) {
		return s
	}
	return Normalise(Plain(s))
}

func writePlain(out *strings.Builder, r rune) {
	if like, ok := lookalikes[r]; ok {
		out.WriteRune(like)
		return
	}
	switch {
	case r < 0x80:
		out.WriteRune(r)
	case unseen(r):
	case unicode.Is(compatible, r):
		for _, c := range norm.NFKC.String(string(r)) {
			if c == r {
				out.WriteRune(c)
			} else {
				writePlain(out, c)
			}
		}
	default:
		out.WriteRune(r)
	}
}

// lookalikes are those for which Unicode knows no plain form.
var lookalikes = map[rune]rune{
	'\u2010': '-', '\u2011': '-', '\u2012': '-', '\u2043': '-', '\u2015': '—', // hyphens and dashes
	'\u02bc': '’', '\u02b9': '’', '\u02c8': '’', '\u2032': '’', '\u201b': '’', '\ua78c': '’', '\u055a': '’', // apostrophes
	'\u02bb': '‘', '\u02bd': '‘', '\u02ba': '"', '\u2033': '"', '\u201f': '“',
	'\u2027': '·', '\u22c5': '·',
	'\u2028': ' ', '\u2029': ' ', // lines and paragraphs of word processors
}

// unseen tells whether nothing is drawn for a character.
func unseen(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Variation_Selector) || r == '\u034f'
}

// compatible are the characters that say the same as the plain ones of which Unicode
// calls them compatibles. Others, as ½ or ™, say something of their own.
var compatible = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x0149, Hi: 0x0149, Stride: 1}, // ʼn
		{Lo: 0x017f, Hi: 0x017f, Stride: 1}, // ſ
		{Lo: 0x01c4, Hi: 0x01cc, Stride: 1}, // two letters in one
		{Lo: 0x01f1, Hi: 0x01f3, Stride: 1},
		{Lo: 0x02b0, Hi: 0x02b8, Stride: 1}, // raised and lowered letters, as in Mᵐᵉ; digits are not: 10⁹ is not 109
		{Lo: 0x02e0, Hi: 0x02e4, Stride: 1},
		{Lo: 0x1d2c, Hi: 0x1d6a, Stride: 1},
		{Lo: 0x1d9b, Hi: 0x1dbf, Stride: 1},
		{Lo: 0x2024, Hi: 0x2025, Stride: 1}, // dots in a row
		{Lo: 0x2071, Hi: 0x207f, Stride: 0x207f - 0x2071},
		{Lo: 0x2090, Hi: 0x209c, Stride: 1},
		{Lo: 0x2100, Hi: 0x2121, Stride: 1}, // letters as signs, without ™
		{Lo: 0x2124, Hi: 0x2138, Stride: 1},
		{Lo: 0x2160, Hi: 0x217f, Stride: 1}, // Roman numerals
		{Lo: 0xfb00, Hi: 0xfb06, Stride: 1}, // ligatures
		{Lo: 0xfe50, Hi: 0xfe6b, Stride: 1}, // small signs
		{Lo: 0xff01, Hi: 0xffe6, Stride: 1}, // full width and half width
	},
	R32: []unicode.Range32{{Lo: 0x1d400, Hi: 0x1d7ff, Stride: 1}}, // letters of formulas
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// Unprintable lists the letters of a text, each once, for which prints is false; a mark
// that stands on a letter comes with its letter.
func Unprintable(s string, prints func(rune) bool) []string {
	var out []string
	seen := map[string]bool{}
	before := ""
	for _, r := range Normalise(s) {
		letter := string(r)
		if unicode.Is(unicode.M, r) {
			letter = before + letter
		}
		before = string(r)
		if !prints(r) && !seen[letter] {
			seen[letter] = true
			out = append(out, letter)
		}
	}
	return out
}
