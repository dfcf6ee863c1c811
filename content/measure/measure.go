// Package measure counts texts: words, sentences and syllables, how easy they are to
// read, words that patients should not meet, whether two languages say the same
// figures and negations, and how long the way takes.
//
// It is pure: it reads strings and gives numbers. It knows nothing of pages, and it
// never judges what is said. None of its figures measures whether anybody
// understands: an empty or a false sentence scores well.
package measure

import (
	"math"
	"strings"
	"unicode"

	"eclaire/consent"
)

// Conventions say how everything is counted. Whoever prints a figure prints them too:
// the convention alone moves a score by more than many improvements do.
const Conventions = "A sentence ends at . ! ? … and at the end of a passage, not at a colon. " +
	"An elided word (l’os) is one with the next, and so is a hyphened one. A number is one word of one syllable. " +
	"An acronym has a syllable for each letter. French: a mute e at the end does not count, one inside does. " +
	"LIX: long words have more than 6 letters. Kandel–Moles: 207 − 1.015 W/S − 73.6 Y/W. Headings are left out."

// Counts are those of one text.
type Counts struct {
	Words     int
	Sentences int
	Syllables int
	Long      int // words of more than six letters
}

// Count counts a text without its bold stars.
func Count(text string, l consent.Language) Counts {
	var c Counts
	for _, s := range Sentences(text) {
		words := Words(s)
		if len(words) == 0 {
			continue
		}
		c.Sentences++
		c.Words += len(words)
		for _, w := range words {
			c.Syllables += Syllables(w, l)
			if letters(w) > 6 {
				c.Long++
			}
		}
	}
	return c
}

// Plus adds the counts of another text.
func (c Counts) Plus(o Counts) Counts {
	return Counts{c.Words + o.Words, c.Sentences + o.Sentences, c.Syllables + o.Syllables, c.Long + o.Long}
}

func (c Counts) perSentence() float64 { return ratio(c.Words, c.Sentences) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// FleschEase is of English: high is easy.
func (c Counts) FleschEase() float64 {
	return 206.835 - 1.015*c.perSentence() - 84.6*ratio(c.Syllables, c.Words)
}

// FleschKincaid is of English, in years of an American school: low is easy.
func (c Counts) FleschKincaid() float64 {
	return 0.39*c.perSentence() + 11.8*ratio(c.Syllables, c.Words) - 15.59
}

// KandelMoles is of French: high is easy. It ranks texts; it is no year of school.
func (c Counts) KandelMoles() float64 {
	return 207 - 1.015*c.perSentence() - 73.6*ratio(c.Syllables, c.Words)
}

// LIX is of any language: low is easy.
func (c Counts) LIX() float64 { return c.perSentence() + 100*ratio(c.Long, c.Words) }

// abbreviations do not end a sentence with their point.
var abbreviations = map[string]bool{"dr": true, "pr": true, "mme": true, "m": true, "p": true, "ex": true, "e.g": true, "i.e": true, "etc": true, "st": true}

// Sentences divides a text.
func Sentences(text string) []string {
	runes := []rune(strings.ReplaceAll(text, "**", ""))
	var out []string
	from := 0
	cut := func(to int) {
		if s := strings.TrimSpace(string(runes[from:to])); s != "" {
			out = append(out, s)
		}
		from = to
	}
	for i, r := range runes {
		switch {
		case r == '\n':
			cut(i + 1)
		case strings.ContainsRune(".!?…", r) && (i+1 == len(runes) || unicode.IsSpace(runes[i+1]) || strings.ContainsRune("”»)", runes[i+1])):
			if r == '.' && abbreviated(runes[from:i]) {
				continue
			}
			cut(i + 1)
		}
	}
	cut(len(runes))
	return out
}

// abbreviated tells whether what stands before a point is an abbreviation or an initial.
func abbreviated(before []rune) bool {
	words := strings.FieldsFunc(string(before), unicode.IsSpace)
	if len(words) == 0 {
		return false
	}
	last := strings.TrimLeft(words[len(words)-1], "(«“")
	initial := []rune(last)
	return abbreviations[strings.ToLower(last)] || len(initial) == 1 && unicode.IsUpper(initial[0]) && len(words) > 1
}

// Words divides a sentence. Punctuation alone is no word; the parts of a number that
// a space divides are one.
func Words(sentence string) []string {
	var out []string
	runes := []rune(strings.ReplaceAll(sentence, "**", ""))
	for i := 0; i < len(runes); {
		if !unicode.IsLetter(runes[i]) && !unicode.IsDigit(runes[i]) {
			if runes[i] == '%' {
				out = append(out, "per", "cent")
			}
			i++
			continue
		}
		from := i
		for i < len(runes) && inWord(runes, i) {
			i++
		}
		out = append(out, strings.TrimRight(string(runes[from:i]), "’'-–.,\u00a0"))
	}
	return out
}

// inWord tells whether a sign goes on with the word before it.
func inWord(runes []rune, i int) bool {
	r := runes[i]
	if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
		return true
	}
	if i == 0 || i+1 == len(runes) {
		return false
	}
	digits := unicode.IsDigit(runes[i-1]) && unicode.IsDigit(runes[i+1])
	letters := unicode.IsLetter(runes[i-1]) && unicode.IsLetter(runes[i+1])
	switch r {
	case '’', '\'':
		return letters
	case '-':
		return unicode.IsLetter(runes[i-1]) && (unicode.IsLetter(runes[i+1]) || unicode.IsDigit(runes[i+1]))
	case '.', ',':
		return digits
	case '\u00a0', '\u202f':
		return digits
	}
	return false
}

func letters(word string) int {
	n := 0
	for _, r := range word {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// LongSentences gives the sentences of more words than most.
func LongSentences(text string, most int) []string {
	var out []string
	for _, s := range Sentences(text) {
		if len(Words(s)) > most {
			out = append(out, s)
		}
	}
	return out
}

// Way is what a patient goes through up to the end of her questions.
type Way struct {
	Screens   int // pictures of the screen that are left by a touch
	Words     int // all running text on them, without the names of controls
	Pictures  int
	Questions int
	Scales    int
}

// The time that an old reader in pain is given.
const (
	wordsPerMinute     = 140
	secondsPerScreen   = 3
	secondsPerPicture  = 5
	secondsPerQuestion = 15
	secondsPerScale    = 7
)

// Minutes estimates how long the way takes.
func (w Way) Minutes() float64 {
	seconds := secondsPerScreen*w.Screens + secondsPerPicture*w.Pictures + secondsPerQuestion*w.Questions + secondsPerScale*w.Scales
	return float64(w.Words)/wordsPerMinute + float64(seconds)/60
}

// WholeMinutes is Minutes, never less.
func (w Way) WholeMinutes() int { return int(math.Ceil(w.Minutes())) }

// Balanced tells whether two counts differ by at most a fifth of the larger one.
func Balanced(a, b int) bool {
	return 5*max(a-b, b-a) <= max(a, b)
}
