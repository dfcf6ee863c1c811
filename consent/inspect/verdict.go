package inspect

import (
	"slices"

	"eclaire/consent/seal"
)

// Verdict is what a file is worth, in one word: the first thing to know about it.
// The codes are stable. Each has a sentence, "verdict." and the code, and a way
// out, "verdict.do." and the code, in the locales.
type Verdict string

// The verdicts. Good needs no way out.
const (
	Good            Verdict = "good"
	NotPDF          Verdict = "not_pdf"
	NotOurs         Verdict = "not_ours"
	SignedElsewhere Verdict = "signed_elsewhere"
	SavedAnew       Verdict = "saved_anew"
	NeverSealed     Verdict = "no_seal"
	CutShort        Verdict = "cut_short"
	Changed         Verdict = "changed"
	Added           Verdict = "appended"
	LacksStatements Verdict = "incomplete"
	TextDiffers     Verdict = "different"
	NoData          Verdict = "no_record"
	NewerProgram    Verdict = "newer"
	UnknownKey      Verdict = "unknown_key"
	BadCertificate  Verdict = "certificate"
	UnknownStamp    Verdict = "unknown_stamp"
	BadDates        Verdict = "dates"
)

// Verdicts lists them all, Good first and then the one that weighs most.
func Verdicts() []Verdict {
	return []Verdict{Good, NotPDF, NotOurs, SignedElsewhere, SavedAnew, NeverSealed, CutShort, Changed, Added,
		LacksStatements, TextDiffers, NoData, NewerProgram, UnknownKey, BadCertificate, UnknownStamp, BadDates}
}

// Verdict is the weightiest of all that was found. It is Good exactly if the
// file Holds.
func (r Result) Verdict() Verdict {
	if r.Holds() {
		return Good
	}
	for _, v := range Verdicts()[1:] {
		if slices.ContainsFunc(r.Findings, func(f seal.Finding) bool { return verdictOf(f) == v }) {
			return v
		}
		switch {
		case v == TextDiffers && r.Unchanged() && r.Text == Different, v == LacksStatements && r.Unchanged() && r.Text == Incomplete, v == NoData && r.Unchanged() && r.Text == NoRecord,
			v == NewerProgram && r.Unchanged() && r.Text == NewRecord:
			return v
		}
	}
	return Changed // it does not hold, whatever the reason
}

// verdictOf is the verdict of a finding that is the only one.
func verdictOf(f seal.Finding) Verdict {
	switch f {
	case seal.NotPDF:
		return NotPDF
	case seal.NotOurs:
		return NotOurs
	case seal.SignedElsewhere:
		return SignedElsewhere
	case seal.SavedAnew:
		return SavedAnew
	case seal.NoSeal:
		return NeverSealed
	case seal.CutShort:
		return CutShort
	case seal.AppendedUnknown:
		return Added
	case seal.Untrusted:
		return UnknownKey
	case seal.Usage, seal.OtherUse, seal.NotValidThen:
		return BadCertificate
	case seal.StampUntrusted:
		return UnknownStamp
	case seal.ClaimedLater, seal.FromFuture:
		return BadDates
	}
	return Changed
}

// Details are the findings that the sentence of the verdict does not say yet.
func (r Result) Details() []seal.Finding {
	said := r.Verdict()
	return slices.DeleteFunc(slices.Clone(r.Findings), func(f seal.Finding) bool {
		switch f {
		case seal.NotPDF, seal.NotOurs, seal.SignedElsewhere, seal.SavedAnew, seal.NoSeal, seal.CutShort, seal.Changed,
			seal.AppendedUnknown, seal.Untrusted, seal.StampUntrusted:
			return verdictOf(f) == said
		}
		return false
	})
}
