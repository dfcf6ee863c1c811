package consent

import "errors"

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
	ProblemTooFar        Problem = "date_too_far"
	ProblemTooManyLines  Problem = "too_many_lines" // of an address
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
	ProblemNoConsent     Problem = "no_consent"    // nothing there to confirm or to withdraw
	ProblemContradiction Problem = "contradiction" // a detail of something that was answered no, or left open
	ProblemNotTogether   Problem = "not_together"  // only with a member of staff
	ProblemNotTold       Problem = "not_told"      // no page was shown: nothing can be chosen but time, or no information
	ProblemNotSpoken     Problem = "not_spoken"    // no clinician has said that they spoke with the patient
	ProblemPutBy         Problem = "put_by"        // the session rests until it is taken up
)

// ProblemOf finds the Problem in an error.
func ProblemOf(err error) (Problem, bool) {
	var p Problem
	ok := errors.As(err, &p)
	return p, ok
}
