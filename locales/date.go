package locales

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"eclaire/consent"
)

// ParseDate reads a day as people type it in France and in Britain: day before
// month (3/3/1944, 03.03.1944, 03031944), with the month in words of either
// language (3 mars 1944, 1er avril 2026, 3 March 1944), or year first
// (1944-03-03). It reports consent.ProblemNotADate for anything else and
// consent.ProblemNoSuchDay for a day that the calendar lacks.
func (b *Bundle) ParseDate(text string) (consent.Date, error) {
	parts := strings.FieldsFunc(strings.ToLower(plainLetters(text)), func(r rune) bool {
		return !unicode.IsDigit(r) && !unicode.IsLetter(r)
	})
	if len(parts) == 1 && len(parts[0]) == 8 {
		p := parts[0]
		parts = []string{p[:2], p[2:4], p[4:]}
	}
	if len(parts) != 3 {
		return consent.Date{}, consent.ProblemNotADate
	}
	if len(parts[0]) == 4 {
		parts[0], parts[2] = parts[2], parts[0]
	}
	day, err1 := strconv.Atoi(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(
		strings.TrimSuffix(strings.TrimSuffix(parts[0], "er"), "st"), "nd"), "rd"), "th"))
	year, err2 := strconv.Atoi(parts[2])
	month, ok := b.month(parts[1])
	if err1 != nil || err2 != nil || !ok || len(parts[2]) != 4 {
		return consent.Date{}, consent.ProblemNotADate
	}
	d := consent.Date{Year: year, Month: month, Day: day}
	if !d.Valid() {
		return consent.Date{}, consent.ProblemNoSuchDay
	}
	return d, nil
}

// month reads a month's number, or its name in either language, or the first
// letters of the name (three or more) when they fit one month only.
func (b *Bundle) month(word string) (time.Month, bool) {
	if n, err := strconv.Atoi(word); err == nil {
		return time.Month(n), true // the calendar is asked later
	}
	found := time.Month(0)
	for m := time.January; m <= time.December; m++ {
		for _, l := range consent.Languages() {
			name := strings.ToLower(plainLetters(b.For(l).Month(m)))
			if name == word {
				return m, true
			}
			if len(word) >= 3 && strings.HasPrefix(name, word) {
				if found != 0 && found != m {
					return 0, false
				}
				found = m
			}
		}
	}
	return found, found != 0
}

// plainLetters takes the accents off: février and fevrier are the same month.
func plainLetters(s string) string {
	out, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), s)
	if err != nil {
		return s
	}
	return out
}
