package widget

import (
	"strings"
	"unicode"
)

// Kind is what a field takes. It decides which keys the on-screen keyboard shows
// and where it begins with a capital by itself. It refuses nothing.
type Kind int

const (
	// Plain is a number or a name of a thing, as it stands: no capitals by themselves.
	Plain Kind = iota
	// Sentences are somebody's own words: a capital at the beginning of each.
	Sentences
	// Names are those of people: a capital at the beginning of each word.
	Names
	// Lines are those of an address: a capital at the beginning of each, and a key for
	// the next one.
	Lines
	// Secret is a passphrase: nothing happens by itself.
	Secret
	// Dates take digits and the stroke between them.
	Dates
	// Counts and Codes take digits.
	Counts
	Codes
	// Decimals take digits, a minus and the language's decimal sign.
	Decimals
)

// capital tells whether the next letter is a capital by itself, after the text
// before it.
func (k Kind) capital(before string) bool {
	switch k {
	case Names:
		return before == "" || strings.ContainsRune(" \u00a0\n-'’", last(before))
	case Lines:
		return before == "" || strings.HasSuffix(before, "\n")
	case Sentences:
		words := strings.TrimRightFunc(before, unicode.IsSpace)
		return words == "" || strings.HasSuffix(before, "\n") ||
			words != before && strings.ContainsRune(".?!…", last(words))
	}
	return false
}

// last is the last character of a text that is not empty.
func last(text string) rune {
	runes := []rune(text)
	return runes[len(runes)-1]
}
