package measure

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"eclaire/consent"
)

// List is a list of words that patients should not meet, in each language. A word
// in it is met in its plural too.
type List map[consent.Language][]string

// Unwanted are words that are heard wrongly, and words of the trade that have plain
// ones. Those that the way explains where it first says them are not among them.
var Unwanted = List{
	consent.French: {"chez vous", "chez moi", "geste", "faux geste", "sous radiographie", "antalgique", "percutané", "percutanée", "procubitus", "décubitus",
		"extravasation", "radiculalgie", "déficit moteur", "paraplégie", "hématome", "spondylodiscite", "anticoagulant", "orthèse", "scopie", "fluoroscopie",
		"biopsie", "comorbidité", "pathologie", "contre-indication", "iatrogène", "ambulatoire", "récidive", "asymptomatique", "thrombose", "phlébite",
		"indésirable", "procédure", "ostéodensitométrie"},
	consent.English: {"exceptional", "keep it for", "drug", "analgesic", "non-union", "prone", "percutaneous", "extravasation", "radiculopathy", "motor deficit",
		"haemorrhage", "haematoma", "discitis", "anticoagulant", "orthosis", "fluoroscopy", "biopsy", "comorbidity", "contraindication", "adverse event",
		"nil by mouth", "prognosis", "mobilise", "prophylaxis", "benign", "efficacy", "morbidity", "refractory", "collapse", "establishment"},
}

// Second are other words for things that have one here: the hospital, medicines, germs,
// the muscles around the bone, the doctor for bones.
var Second = List{
	consent.French:  {"établissement", "clinique", "antidouleur", "calmant", "germe", "bactérie", "tissus mous", "trocart"},
	consent.English: {"the clinic", "your clinic", "intervention", "pain medicine", "pain reliever", "bacteria", "soft tissue", "trocar"},
}

// Persuasive are words that sell one of the ways.
var Persuasive = List{
	consent.French: {"simple", "rapide", "petit geste", "anodin", "sans danger", "sans risque", "efficace", "révolutionnaire", "moderne", "de pointe", "idéal",
		"recommandé", "évidemment", "il suffit de", "bien sûr", "heureusement", "garantit", "garanti", "seulement", "miracle", "solution"},
	consent.English: {"simple", "quick", "quickly", "minor", "just", "only a small", "safe", "safely", "harmless", "risk-free", "effective", "breakthrough",
		"state of the art", "gold standard", "best", "obviously", "of course", "guarantee", "guaranteed", "cure", "fortunately", "you deserve", "solution"},
}

// Frightening are words that drive away from one of them.
var Frightening = List{
	consent.French: {"dramatique", "catastrophique", "terrible", "redoutable", "effondrement", "broyé", "foudroyant", "mortel", "mortelle", "handicap à vie",
		"cloué au lit", "dernière chance", "inacceptable", "irréparable", "grave danger", "atroce", "condamné", "explosion", "poison", "détruire", "s’acharner"},
	consent.English: {"devastating", "catastrophic", "terrible", "crippling", "crumbling", "crushed", "deadly", "bedridden", "wheelchair-bound", "last chance",
		"unbearable", "irreversible damage", "horrific", "agony", "doomed", "poison", "destroy", "suffer from", "victim"},
}

// In gives the words of the list that a text has, sorted.
func (list List) In(text string, l consent.Language) []string {
	said := " " + strings.Join(fold(text), " ") + " "
	found := map[string]bool{}
	for _, word := range list[l] {
		for _, form := range []string{word, word + "s"} {
			if strings.Contains(said, " "+form+" ") {
				found[form] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func (list List) join(text string, l consent.Language) string {
	return strings.Join(list.In(text, l), " ")
}

// fold gives the words of a text in small letters, each after its elided one.
func fold(text string) []string {
	var out []string
	for _, w := range Words(text) {
		w = strings.ToLower(strings.ReplaceAll(w, "'", "’"))
		if before, after, ok := strings.Cut(w, "’"); ok && elided[before] {
			out = append(out, before+"’", after)
			continue
		}
		out = append(out, w)
	}
	return out
}

var number = regexp.MustCompile(`[0-9]+(?:[\x{00a0}\x{202f},.][0-9]+)*`)

// digits gives the numbers of a text, sorted, as both languages could write them.
func digits(text string, l consent.Language) []string {
	var out []string
	for _, n := range number.FindAllString(text, -1) {
		if l == consent.English {
			n = strings.ReplaceAll(n, ",", "")
		} else {
			n = strings.NewReplacer("\u00a0", "", "\u202f", "", ",", ".").Replace(n)
		}
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// SameDigits tells whether a passage has the same numbers in both languages.
func SameDigits(fr, en string) bool {
	return slices.Equal(digits(fr, consent.French), digits(en, consent.English))
}

// Negations counts what a text denies. A French "ne … que" denies nothing.
func Negations(text string, l consent.Language) int {
	n := 0
	for _, s := range Sentences(text) {
		if l == consent.English {
			n += englishNegations(s)
		} else {
			n += frenchNegations(s)
		}
	}
	return n
}

// Denials counts what a text denies, but for what it says to be without.
func Denials(text string, l consent.Language) int {
	return Negations(text, l) - occurring(text, []string{"sans", "without"})
}

var englishNo = map[string]bool{"not": true, "no": true, "never": true, "none": true, "nothing": true, "neither": true, "without": true,
	"nobody": true, "cannot": true, "nor": true}

func englishNegations(sentence string) int {
	n, neither := 0, false
	for _, w := range fold(sentence) {
		switch {
		case w == "nor" && neither: // neither … nor denies once
			neither = false
		case englishNo[w] || strings.HasSuffix(w, "n’t"):
			n++
			neither = neither || w == "neither"
		}
	}
	return n
}

var frenchNo = map[string]bool{"pas": true, "aucun": true, "aucune": true, "jamais": true, "rien": true, "non": true}

func frenchNegations(sentence string) int {
	n, open, ni, ne, closed := 0, 0, 0, false, false
	words := fold(sentence)
	for i, w := range words {
		w = strings.TrimSuffix(w, "’")
		if open > 0 {
			open--
		}
		switch {
		case isNe(w):
			if restricts(words[i+1:]) {
				continue
			}
			n++
			open, ne = 6, true
		case w == "ni":
			ni++
		case w == "sans":
			n++
		case frenchNo[w]:
			closed = closed || open > 0
			if open == 0 && !slices.ContainsFunc(words[i+1:min(i+4, len(words))], isNe) { // "rien n’est": once
				n++
			}
		}
	}
	if ni >= 2 && (!ne || closed) { // "ne … ni … ni" denies once, "ne … pas …, ni … ni" twice
		n++
	}
	return n
}

func isNe(word string) bool { return word == "ne" || word == "n" || word == "n’" }

// restricts tells whether a "ne" goes on with "que" and without "pas".
func restricts(after []string) bool {
	for i, w := range after {
		w = strings.TrimSuffix(w, "’")
		switch {
		case i > 6, frenchNo[w], w == "plus", w == "ni":
			return false
		case w == "que" || w == "qu":
			return true
		}
	}
	return false
}

// Hedges counts words that leave a thing open, and Absolutes those that close it.
func Hedges(text string, l consent.Language) int { return occurring(text, hedges[l]) }

// Absolutes counts words such as always, never and only.
func Absolutes(text string, l consent.Language) int { return occurring(text, absolutes[l]) }

// Copied gives the share of the runs of n words of a text that another has too.
func Copied(text, other string, n int) float64 {
	has := map[string]bool{}
	for _, run := range runs(fold(other), n) {
		has[run] = true
	}
	all, copied := runs(fold(text), n), 0
	for _, run := range all {
		if has[run] {
			copied++
		}
	}
	return ratio(copied, len(all))
}

func runs(words []string, n int) (out []string) {
	for i := n; i <= len(words); i++ {
		out = append(out, strings.Join(words[i-n:i], " "))
	}
	return out
}

var hedges = List{
	consent.French: {"peut", "peuvent", "pourrait", "parfois", "souvent", "rarement", "probablement", "peut-être", "environ", "semble", "possible", "plutôt"},
	consent.English: {"may", "might", "can", "could", "sometimes", "often", "rarely", "usually", "probably", "perhaps", "about", "around", "seems",
		"possible", "rather"},
}

var absolutes = List{
	consent.French:  {"toujours", "jamais", "seulement", "aucun", "aucune", "tous", "toutes", "impossible", "certainement"},
	consent.English: {"always", "never", "only", "none", "all", "every", "impossible", "certainly"},
}

func occurring(text string, words []string) int {
	n := 0
	for _, w := range fold(text) {
		if slices.Contains(words, strings.TrimRightFunc(w, unicode.IsPunct)) {
			n++
		}
	}
	return n
}
