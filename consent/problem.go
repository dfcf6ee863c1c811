package consent

import (
	"errors"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Problem is a reason to refuse an entry or an event. Each is a word that the
// interface translates into a sentence with a way out (locales: problem.*);
// none ever holds what was entered.
type Problem string

func (p Problem) Error() string { return "refused: " + string(p) }

// The reasons to refuse an entry or a step.
const (
	ProblemRequired      Problem = "required"
	ProblemTooManyRunes  Problem = "too_many_runes"
	ProblemControl       Problem = "control_characters"
	ProblemGlyph         Problem = "glyph" // a character that the document cannot print
	ProblemNotUTF8       Problem = "not_utf8"
	ProblemNotADate      Problem = "not_a_date"
	ProblemNoSuchDay     Problem = "no_such_day"
	ProblemFuture        Problem = "date_in_the_future"
	ProblemTooOld        Problem = "date_before_1900"
	ProblemBeforeBirth   Problem = "date_before_birth"
	ProblemNotANumber    Problem = "not_a_number"
	ProblemOutOfRange    Problem = "out_of_range"
	ProblemNoLevel       Problem = "no_level"
	ProblemLevelTwice    Problem = "level_treated_and_old"
	ProblemUnknownValue  Problem = "unknown_value"
	ProblemNotPrepared   Problem = "not_prepared"
	ProblemSealed        Problem = "already_signed"
	ProblemUndecided     Problem = "undecided"
	ProblemStatements    Problem = "statements_missing"
	ProblemSignatures    Problem = "signatures_missing"
	ProblemOrder         Problem = "signature_order" // staff sign last
	ProblemWrongSigner   Problem = "wrong_signer"
	ProblemTooManyAsked  Problem = "too_many_questions"
	ProblemClockBackward Problem = "clock_backward"
	ProblemNoConsent     Problem = "no_consent" // nothing there to confirm or to withdraw
)

// ProblemOf finds the Problem in an error.
func ProblemOf(err error) (Problem, bool) {
	var p Problem
	ok := errors.As(err, &p)
	return p, ok
}

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
