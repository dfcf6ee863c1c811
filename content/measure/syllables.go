package measure

import (
	"strings"
	"unicode"

	"eclaire/consent"
)

// Syllables counts those of a word, at least one.
func Syllables(word string, l consent.Language) int {
	if strings.IndexFunc(word, unicode.IsDigit) >= 0 {
		return 1
	}
	if acronym(word) {
		return spelled(word, l)
	}
	n := 0
	for _, part := range strings.Split(strings.ToLower(unelided(word)), "-") {
		if l == consent.English {
			n += english(part)
		} else {
			n += french(part)
		}
	}
	return max(n, 1)
}

// acronym tells whether a word is spelled out letter by letter.
func acronym(word string) bool {
	return letters(word) > 1 && word == strings.ToUpper(word) && !spokenAcronyms[word]
}

// spokenAcronyms are read as words.
var spokenAcronyms = map[string]bool{"SIDA": true, "FREE": true, "VERTOS": true, "VAPOUR": true, "VERTOS IV": true, "IV": true, "V": true}

func spelled(word string, l consent.Language) int {
	n := 0
	for _, r := range word {
		n++
		if r == 'W' && l == consent.English {
			n += 2
		}
	}
	return n
}

// elided are the words that lose their last vowel before another.
var elided = map[string]bool{"l": true, "d": true, "j": true, "m": true, "t": true, "s": true, "c": true, "n": true, "qu": true,
	"jusqu": true, "lorsqu": true, "puisqu": true, "quoiqu": true}

// unelided gives the word after an elided one: the elided part has no syllable.
func unelided(word string) string {
	word = strings.ReplaceAll(word, "'", "’")
	if before, after, ok := strings.Cut(word, "’"); ok && elided[strings.ToLower(before)] {
		return after
	}
	return word
}

// englishOdd are words that the rules below get wrong.
var englishOdd = map[string]int{"area": 3, "areas": 3, "idea": 3, "ideas": 3, "quiet": 2, "quietly": 3, "science": 2, "people": 2, "client": 2,
	"being": 2, "doing": 2, "going": 2, "seeing": 2, "ones": 1, "someone": 2, "something": 2, "sometimes": 2, "themselves": 2, "somebody": 3,
	"anaesthesia": 4, "diet": 2, "create": 2, "real": 1, "idle": 2, "every": 2, "doesn’t": 2, "isn’t": 2, "don’t": 1, "clothes": 1, "fluid": 2,
	"usual": 3, "anti": 2, "trial": 2, "trials": 2}

// silentEnglish takes out of words what makes no syllable; silentFrench likewise.
var (
	silentEnglish = strings.NewReplacer("qu", "q", "’", "")
	silentFrench  = strings.NewReplacer("qu", "q", "gue", "ge", "gui", "gi", "gué", "gé", "guè", "gè")
)

func english(w string) int {
	if n, ok := englishOdd[w]; ok {
		return n
	}
	w = silentEnglish.Replace(w)
	const vowels = "aeiouy"
	n, was := 0, rune(0)
	runes := []rune(w)
	for i, r := range runes {
		vowel := strings.ContainsRune(vowels, r)
		if vowel && (!strings.ContainsRune(vowels, was) || parted(runes, i)) {
			n++
		}
		was = r
	}
	return n - silent(w)
}

// parted tells whether two vowels of an English word are two syllables.
func parted(w []rune, i int) bool {
	before := rune(0)
	if i >= 2 {
		before = w[i-2]
	}
	switch string(w[i-1 : i+1]) {
	case "yi", "eo", "iu", "ii", "uo":
		return !strings.ContainsRune("g", before)
	case "ia", "io":
		return before != 0 && !strings.ContainsRune("tcsg", before)
	}
	return false
}

// silent counts the vowels of an English word that are written and not said.
func silent(w string) int {
	const vowels = "aeiouy"
	at := func(back int) byte {
		if len(w) < back {
			return 0
		}
		return w[len(w)-back]
	}
	vowel := func(b byte) bool { return b != 0 && strings.IndexByte(vowels, b) >= 0 }
	switch {
	case len(w) < 3:
		return 0
	case strings.HasSuffix(w, "ed") && !vowel(at(3)) && at(3) != 't' && at(3) != 'd':
		return 1
	case strings.HasSuffix(w, "es") && !vowel(at(3)) && !strings.ContainsRune("sxzcg", rune(at(3))) && !strings.HasSuffix(w, "ches") && !strings.HasSuffix(w, "shes"):
		if at(3) == 'l' && !vowel(at(4)) { // tables
			return 0
		}
		return 1
	case at(1) == 'e' && !vowel(at(2)):
		if at(2) == 'l' && !vowel(at(3)) { // little
			return 0
		}
		return 1
	case strings.HasSuffix(w, "ement") && len(w) > 6 && !vowel(at(6)): // treatement, movement
		return 1
	case strings.HasSuffix(w, "ely") && len(w) > 4 && !vowel(at(4)): // severely
		return 1
	}
	return 0
}

const frenchVowels = "aeiouyàâäéèêëîïôöùûüœæ"

// notVerbal are words in -ent whose end is said; those in -ment are too.
var notVerbal = map[string]bool{"souvent": true, "vent": true, "cent": true, "présent": true, "absent": true, "lent": true, "violent": true,
	"permanent": true, "différent": true, "parent": true, "apparent": true, "urgent": true, "argent": true, "agent": true, "accident": true,
	"dent": true, "client": true, "patient": true, "récent": true, "fréquent": true, "prudent": true, "évident": true, "excellent": true,
	"content": true, "talent": true, "incident": true, "précédent": true, "président": true, "inconvénient": true, "ingrédient": true,
	"coefficient": true, "orient": true, "sent": true, "ressent": true, "consent": true, "dément": true, "vient": true, "tient": true,
	"devient": true, "revient": true, "contient": true, "prévient": true, "obtient": true, "convient": true, "maintient": true, "parvient": true, "soutient": true}

func french(w string) int {
	w = silentFrench.Replace(w)
	runes := []rune(mute(w))
	n := 0
	for i, r := range runes {
		if !strings.ContainsRune(frenchVowels, r) {
			continue
		}
		if i > 0 && strings.ContainsRune(frenchVowels, runes[i-1]) && !hiatus(runes, i) {
			continue
		}
		n++
	}
	return n
}

// mute takes the end of a French word off that is written and not said.
func mute(w string) string {
	ends := []string{"es", "e"}
	if strings.HasSuffix(w, "ent") && !strings.HasSuffix(w, "ment") && !notVerbal[w] {
		ends = []string{"ent"}
	}
	for _, end := range ends {
		if root, ok := strings.CutSuffix(w, end); ok && strings.ContainsAny(root, frenchVowels) {
			return root
		}
	}
	return w
}

// hiatus tells whether two French vowels are two syllables.
func hiatus(w []rune, i int) bool {
	was, r := w[i-1], w[i]
	switch {
	case strings.ContainsRune("ïëüö", r), was == 'é', was == 'ï':
		return true
	case r == 'y' && i+1 < len(w) && strings.ContainsRune(frenchVowels, w[i+1]): // ra-yons: y begins the next
		return true
	case was == 'y' && i >= 2 && strings.ContainsRune(frenchVowels, w[i-2]):
		return false
	case was == 'a' && r == 'o', was == 'o' && r == 'a', was == 'o' && r == 'é':
		return true
	case was == 'i' && i >= 3 && (w[i-2] == 'l' || w[i-2] == 'r') && !strings.ContainsRune(frenchVowels, w[i-3]): // cli-ent
		return true
	}
	return false
}
