package consent_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"eclaire/consent"
)

// TestPlain folds what other programs write in the place of plain characters, and
// nothing that says something of its own.
func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"Jean\u2010Luc\u2011Marie\u00ad":           "Jean-Luc-Marie",
		"\ufb01lle \ufb02eur o\ufb00ice e\ufb03":   "fille fleur office effi",
		"d\u02bcArc O\u2032Neill \uff07":           "d’Arc O’Neill '",
		"ＥＸＥＭＰＬＥ　１９４４．":                            "EXEMPLE\u30001944.",
		"Je\u200ban\u2060ne\ufeff\u200e":           "Jeanne",
		"e\u0301le\u0300ve e\u034f\u0301":          "élève é",
		"Ngu\u0079\u0065\u0302\u0303n":             "Nguyễn",
		"M\u1d50\u1d49 D\u02b3":                    "Mme Dr",
		"\U0001d409\U0001d41e\U0001d41a\U0001d427": "Jean",
		"Jean-Paul \u2161, \u2116 3":               "Jean-Paul II, No 3",
		"\u0149 \u017f \u01c4":                     "’n s DŽ",
		"a\u2028b\u2029c":                          "a b c",
		"\u212bngström":                            "Ångström",
		"❤\ufe0f":                                  "❤",
		// These stay what they are.
		"10⁹/L, m², ½, 5 µg ™ … – — − ’ ‘ ª º": "10⁹/L, m², ½, 5 µg ™ … – — − ’ ‘ ª º",
		"Łukasz Ørsted œuvre ĳ ß ş ș İ ı ﬖ ①":  "Łukasz Ørsted œuvre ĳ ß ş ș İ ı ﬖ ①",
		"а Greek Α ש": "а Greek Α ש", // letters of other scripts are not ours to exchange
		" a\u00a0 b ": " a\u00a0 b ",
		"a\tb\x00":    "a\tb\x00",
		"\xff\u2010":  "\xff\u2010",
	} {
		if got := consent.Plain(in); got != want {
			t.Errorf("%+q is folded to %+q, want %+q", in, got, want)
		}
	}
	if got := consent.Entered("\u00a0 Jean\u2010Luc \u202f\u3000 d\u02bcArc\u200b "); got != "Jean-Luc d’Arc" {
		t.Errorf("entered as %+q", got)
	}
	if consent.Entered("\xff ") != "\xff " {
		t.Error("what is no text is not left to be refused")
	}
}

// checkPlain has what every text keeps to once it is folded.
func checkPlain(t interface{ Errorf(string, ...any) }, s string) {
	for name, fold := range map[string]func(string) string{"plain": consent.Plain, "entered": consent.Entered} {
		got := fold(s)
		if again := fold(got); again != got {
			t.Errorf("%s: %+q is folded to %+q, and that to %+q", name, s, got, again)
		}
		if !utf8.ValidString(s) {
			if got != s {
				t.Errorf("%s: %+q is no text and was changed", name, s)
			}
			return
		}
		if !norm.NFC.IsNormalString(got) {
			t.Errorf("%s: %+q is not composed", name, got)
		}
		for _, r := range got {
			if unicode.In(r, unicode.Cf, unicode.Variation_Selector) || strings.ContainsRune("\u2010\u2011\u2012\u02bc\ufb00\ufb01\ufb02\uff21\uff11", r) {
				t.Errorf("%s: %+q keeps %U", name, s, r)
			}
		}
	}
	if utf8.ValidString(s) && consent.Entered(s) != consent.Normalise(consent.Entered(s)) {
		t.Errorf("%+q is entered as something that is not printed as it stands", s)
	}
}

// TestPlainProperties: folded once is folded for good, whatever it was.
func TestPlainProperties(t *testing.T) {
	any := rapid.OneOf(rapid.Rune(), rapid.SampledFrom([]rune("aé \u0301\u0302\u0323\u2010\u2011\u02bcﬁﬂﬀＡ１\u200b\u00ad\u00a0\u034f\ufe0fᵉ\u0149ﾞがﾊ")))
	rapid.Check(t, func(t *rapid.T) {
		checkPlain(t, rapid.StringOf(any).Draw(t, "text"))
	})
}

// TestPlainLeavesWhatIsTyped: what people type on a keyboard of either language is
// taken as it is.
func TestPlainLeavesWhatIsTyped(t *testing.T) {
	letters := rapid.SampledFrom([]rune("abcxyzABCXYZ0189 éèêëàâçîïôöùûüÿœæÉÀÇŒñåøßłž'’-–.,;:!?()«»\u00a0/+&@"))
	rapid.Check(t, func(t *rapid.T) {
		if s := rapid.StringOf(letters).Draw(t, "text"); consent.Plain(s) != s {
			t.Errorf("%+q is folded to %+q", s, consent.Plain(s))
		}
	})
}

func FuzzPlain(f *testing.F) {
	for _, s := range []string{"", "Jean\u2010Luc", "\ufb01\u0301", "\uff9e\uff76", "\xff", "e\u034f\u0301", "\U0001d7ff\U000e0100"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkPlain(t, s) })
}

func TestUnprintable(t *testing.T) {
	ascii := func(r rune) bool { return r < 0x80 }
	for in, want := range map[string]string{"": "", "Jeanne": "", "Nguyễn Đễ": "ễ Đ", "x\u030cy x\u030c": "x\u030c", "\u030c": "\u030c", "\xff": "\ufffd"} {
		if got := strings.Join(consent.Unprintable(in, ascii), " "); got != want {
			t.Errorf("%+q lacks %q, want %q", in, got, want)
		}
	}
}
