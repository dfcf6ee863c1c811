package consent

import (
	"strings"
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

// MaxAddressLines is how many lines a postal address has; each has at most MaxShort
// runes.
const MaxAddressLines = 4

// CheckAddress tells whether a postal address can be kept and printed: a few lines,
// none of them empty, as NormaliseAddress gives them. "" is no address.
func CheckAddress(s string) error {
	if s == "" {
		return nil
	}
	lines := strings.Split(s, "\n")
	if len(lines) > MaxAddressLines {
		return ProblemTooManyLines
	}
	for _, l := range lines {
		if err := CheckText(l, MaxShort); err != nil {
			return err
		}
		if Normalise(l) == "" {
			return ProblemRequired
		}
	}
	return nil
}

// NormaliseAddress normalises each line of an address, and leaves empty ones out.
func NormaliseAddress(s string) string {
	var lines []string
	for _, l := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		if l = Normalise(l); l != "" {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n")
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
