package consent

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// CheckText tells whether a text typed by a person can be kept and printed:
// valid UTF-8, not over limit runes, no control characters, in one line.
// Whether the fonts have its glyphs is asked with a Printer.
func CheckText(s string, limit int) error {
	if !utf8.ValidString(s) {
		return ProblemNotUTF8
	}
	if utf8.RuneCountInString(s) > limit {
		return ProblemTooManyRunes
	}
	for _, r := range s {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) {
			return ProblemControl
		}
	}
	return nil
}

// Normalise composes accents (NFC) and trims spaces, so that what is typed in
// different ways is kept and printed alike.
func Normalise(s string) string {
	return trimSpaces(norm.NFC.String(s))
}

// trimSpaces removes white space of any kind at both ends and folds it within.
func trimSpaces(s string) string {
	out := make([]rune, 0, len(s))
	pending := false
	for _, r := range s {
		// Control characters are not folded away: CheckText refuses them.
		if unicode.Is(unicode.Zs, r) {
			pending = len(out) > 0
			continue
		}
		if pending {
			out = append(out, ' ')
			pending = false
		}
		out = append(out, r)
	}
	return string(out)
}
