package measure

import (
	"math"
	"testing"

	"eclaire/consent"
)

func TestSyllables(t *testing.T) {
	for _, c := range []struct {
		l     consent.Language
		words map[string][]int
	}{
		{consent.English, map[string][]int{
			"the": {1}, "bone": {1}, "asked": {1}, "moved": {1}, "breathe": {1}, "fracture": {2}, "cement": {2}, "needle": {2}, "little": {2},
			"lying": {2}, "quiet": {2}, "science": {2}, "weakened": {2}, "treated": {2}, "area": {3}, "hospital": {3}, "medicine": {3},
			"vertebra": {3}, "infection": {3}, "anaesthetic": {4}, "osteoporosis": {6}, "every": {2, 3}, "hour": {1, 2}, "fire": {1, 2},
			"usually": {3, 4}, "vertebroplasty": {5}, "MRI": {3}, "lie": {1}, "people": {2}, "bones": {1},
		}},
		{consent.French, map[string][]int{
			"le": {1}, "vertèbre": {2}, "fracture": {2}, "quelque": {1}, "médecin": {3, 2}, "traitement": {3, 2}, "anesthésie": {4}, "l’os": {1},
			"ciment": {2}, "médicament": {4}, "souvent": {2}, "marchent": {1}, "restent": {1}, "bien": {1}, "fuite": {1}, "aiguille": {2},
			"rayons": {2}, "patient": {2}, "opération": {4}, "douleur": {2}, "œdème": {2}, "naïf": {2}, "client": {2}, "réalité": {4},
			"ostéoporose": {5}, "vertébroplastie": {5}, "hôpital": {3}, "IRM": {3}, "les": {1},
		}},
	} {
		for word, want := range c.words {
			got := Syllables(word, c.l)
			ok := false
			for _, w := range want {
				ok = ok || got == w
			}
			if !ok {
				t.Errorf("%s %q: %d syllables, want %v", c.l, word, got, want)
			}
		}
	}
}

func TestKnownAnswers(t *testing.T) {
	near := func(name string, got, want float64) {
		if math.Abs(got-want) > 0.005 {
			t.Errorf("%s is %.2f, want %.2f", name, got, want)
		}
	}
	en := Count("The cement is put into the broken bone. You lie on your front.", consent.English)
	if en != (Counts{13, 2, 16, 0}) {
		t.Errorf("English: %+v", en)
	}
	near("ease", en.FleschEase(), 96.11)
	near("grade", en.FleschKincaid(), 1.47)
	near("LIX", en.LIX(), 6.5)
	fr := Count("Le ciment est mis dans l’os cassé. Vous restez sur le ventre.", consent.French)
	if fr != (Counts{12, 2, 15, 0}) {
		t.Errorf("French: %+v", fr)
	}
	near("Kandel–Moles", fr.KandelMoles(), 108.91)
	near("LIX", fr.LIX(), 6)
}

func TestWordsAndSentences(t *testing.T) {
	for _, c := range []struct {
		text             string
		words, sentences int
	}{
		{"", 0, 0},
		{"Le Dr Martin vient. Il est 8 h 30.", 9, 2},
		{"Un écart de 2,5 points : c’est peu.", 7, 1},
		{"En France, 40\u00a0000 à 50\u00a0000 par an.", 7, 1},
		{"**Avant.** L’IRM le montre.", 4, 2},
		{"Peut-être aujourd’hui, donnez-moi un follow-up ?", 5, 1},
		{"Une amie dit : « Oui. » Et vous ?", 6, 2},
		{"p. ex. le lit, etc. et puis", 7, 1},
		{"24 % des gens", 5, 1},
		{"un\ndeux", 2, 2},
	} {
		n := Count(c.text, consent.French)
		if n.Words != c.words || n.Sentences != c.sentences {
			t.Errorf("%q: %d words in %d sentences, want %d in %d: %q", c.text, n.Words, n.Sentences, c.words, c.sentences, Sentences(c.text))
		}
	}
	if got := LongSentences("Un deux trois. Un deux.", 2); len(got) != 1 || got[0] != "Un deux trois." {
		t.Errorf("long sentences: %q", got)
	}
}

func TestMinutes(t *testing.T) {
	w := Way{Screens: 20, Words: 1400, Pictures: 12, Questions: 4, Scales: 0}
	if got := w.Minutes(); math.Abs(got-13) > 0.001 || w.WholeMinutes() != 13 {
		t.Errorf("%v minutes", got)
	}
}

func TestBalanced(t *testing.T) {
	for _, c := range []struct {
		a, b int
		want bool
	}{{0, 0, true}, {10, 8, true}, {8, 10, true}, {10, 7, false}, {1, 0, false}} {
		if got := Balanced(c.a, c.b); got != c.want {
			t.Errorf("Balanced(%d, %d) = %v", c.a, c.b, got)
		}
	}
}

func TestDigits(t *testing.T) {
	for _, c := range []struct {
		fr, en string
		same   bool
	}{
		{"1\u00a0624 femmes", "1,624 women", true},
		{"3,4 %", "3.4%", true},
		{"de −0,3 à 1,7", "−0.3 to 1.7", true},
		{"6 de 10", "6 of 100", false},
		{"deux", "2", false},
	} {
		if got := SameDigits(c.fr, c.en); got != c.same {
			t.Errorf("%q and %q: %v", c.fr, c.en, got)
		}
	}
}

func TestNegations(t *testing.T) {
	for _, c := range []struct {
		text string
		l    consent.Language
		want int
	}{
		{"Il ne le supprime pas.", consent.French, 1},
		{"It does not remove it.", consent.English, 1},
		{"Elle ne concerne que l’os.", consent.French, 0},
		{"Pas de différence, sans ciment.", consent.French, 2},
		{"No difference, without cement.", consent.English, 2},
		{"avec ou sans ciment", consent.French, 1},
		{"Deux essais n’en trouvent pas plus, ni près, ni loin.", consent.French, 2},
		{"Two trials find no more, neither near nor far.", consent.English, 2},
		{"I don’t know.", consent.English, 1},
		{"Je ne sais pas.", consent.French, 1},
	} {
		if got := Negations(c.text, c.l); got != c.want {
			t.Errorf("%q has %d negations, want %d", c.text, got, c.want)
		}
	}
}

func TestLists(t *testing.T) {
	for _, c := range []struct {
		list List
		text string
		l    consent.Language
		want string
	}{
		{Unwanted, "Ce geste est fait chez vous.", consent.French, "chez vous geste"},
		{Unwanted, "It is exceptional.", consent.English, "exceptional"},
		{Unwanted, "Les gestes de gestation", consent.French, "gestes"},
		{Persuasive, "C’est sans danger, bien sûr.", consent.French, "bien sûr sans danger"},
		{Persuasive, "An adjusted dose", consent.English, ""},
		{Frightening, "A victim.", consent.English, "victim"},
	} {
		if got := c.list.join(c.text, c.l); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestCopied(t *testing.T) {
	for _, c := range []struct {
		text, other string
		want        float64
	}{
		{"Le ciment va dans l’os.", "On injecte le ciment : le ciment va dans l’os.", 1},
		{"Le ciment va au poumon.", "Le ciment va dans l’os.", 1.0 / 3},
		{"Deux mots.", "Deux mots.", 0},
	} {
		if got := Copied(c.text, c.other, 3); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%q of %q: %v, want %v", c.text, c.other, got, c.want)
		}
	}
}

func TestDenials(t *testing.T) {
	for _, c := range []struct {
		text string
		lang consent.Language
		want int
	}{
		{"Six mois passent sans ciment.", consent.French, 0}, {"Vous n’arrivez plus à uriner.", consent.French, 1},
		{"Six months go by without cement.", consent.English, 0}, {"You cannot pass urine, not at all.", consent.English, 2},
	} {
		if got := Denials(c.text, c.lang); got != c.want {
			t.Errorf("%q: %d, want %d", c.text, got, c.want)
		}
	}
}
