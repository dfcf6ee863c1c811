package inspect

import (
	"slices"
	"strings"

	"eclaire/consent"
	"eclaire/consent/seal"
	"eclaire/locales"
)

// Line is one line of what is said about a file. Two stars set bold; what people
// entered has none.
type Line struct {
	Label string // with its colon; empty: the line goes on
	Text  string
}

// Whose says in one line whose document it is, what was decided, of which levels,
// and whether it is a specimen, as the file has it now.
func (r Result) Whose(say *locales.Speaker) string {
	if r.Record == nil {
		return say.T("verify.whose.nobody")
	}
	k := r.Record.Case
	var parts []string
	if r.Record.Specimen {
		parts = append(parts, specimen)
	}
	parts = append(parts, say.T("verify.whose", "Name", entered(k.FullName()), "Date", say.Date(k.BirthDate)), decided(*r.Record, say))
	if k.ToTreat != 0 {
		parts = append(parts, say.Levels(k.ToTreat))
	}
	return strings.Join(parts, " · ")
}

// decided names the outcome of a record; a decision of which no consent comes is not
// called one.
func decided(r consent.Record, say *locales.Speaker) string {
	if r.Traits()[consent.NoConsent] {
		return say.T("outcome.unsigned")
	}
	return say.T("outcome." + string(r.Outcome))
}

// specimen is what the pages say behind it all, in both languages.
const specimen = "SPECIMEN"

// Sentence says what the file is worth; belongs as BelongsTo told of a sheet, nil
// without one. way is what to do about it, empty if nothing.
func (r Result) Sentence(say *locales.Speaker, belongs *bool) (sentence, way string) {
	v := r.Verdict()
	switch {
	case v == Good && belongs != nil && !*belongs:
		return say.T("verify.bad-sheet"), ""
	case v == Good:
		return say.T("verify.good"), ""
	}
	return say.T("verify.bad") + " " + say.T("verdict."+string(v)), say.T("verdict.do." + string(v))
}

// Reasons are the findings that the sentence does not say, in words.
func (r Result) Reasons(say *locales.Speaker) (out []string) {
	for _, f := range r.Details() {
		out = append(out, say.T("finding."+string(f)))
	}
	for text, v := range map[Match]Verdict{Different: TextDiffers, Incomplete: LacksStatements} {
		if r.Unchanged() && r.Text == text && r.Verdict() != v {
			out = append(out, say.T("verdict."+string(v)))
		}
	}
	return out
}

// Noted are the remarks, in words.
func (r Result) Noted(say *locales.Speaker) (out []string) {
	for _, m := range r.Remarks {
		out = append(out, say.T("remark."+string(m)))
	}
	return out
}

// FileLines are the file of that name, whether it is what was sealed, and the key.
func (r Result) FileLines(say *locales.Speaker, name string) []Line {
	state := "verify.file.changed"
	if r.Unchanged() {
		state = "verify.file.unchanged"
	}
	out := []Line{{say.T("verify.file"), say.T(state, "Name", entered(name))}}
	if r.Signer == nil {
		return out
	}
	known := "verify.key.unknown"
	if r.Vouched != seal.NotVouched {
		known = "verify.key." + string(r.Vouched)
	}
	return append(out, Line{say.T("verify.key"), say.T(known, "Name", entered(r.Signer.Subject.CommonName))},
		Line{Text: say.T("verify.fingerprint", "Digits", r.Fingerprint)})
}

// TimeLines are the times, what was appended, how text and record agree, and
// whether a sheet belongs to it.
func (r Result) TimeLines(say *locales.Speaker, belongs *bool) (out []Line) {
	line := func(id, text string) { out = append(out, Line{say.T(id), text}) }
	if r.Signer != nil {
		line("verify.when", say.T("verify.when.kiosk", "Moment", say.Moment(r.Claimed.Local())))
	}
	for _, s := range r.Stamps {
		line("verify.stamp", say.T("verify.stamp.by", "Moment", say.Moment(s.Time.Local()), "Authority", entered(s.Authority)))
	}
	if r.Original != nil {
		line("verify.appended", r.appended(say))
	}
	if r.Signer != nil {
		line("verify.text", say.T("verify.text."+string(r.Text)))
	}
	if belongs != nil {
		id := "verify.sheet.no"
		if *belongs {
			id = "verify.sheet.yes"
		}
		line("verify.sheet", say.T(id))
	}
	return out
}

// appended names what stands in the file behind the seal.
func (r Result) appended(say *locales.Speaker) string {
	var kinds []string
	for _, a := range r.Appended {
		kind := say.T("verify.appended.unknown")
		switch a.Kind {
		case seal.TimeStamp:
			kind = say.T("verify.appended.stamp")
		case seal.Filler:
			kind = say.T("verify.appended.filler")
		}
		if !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	if len(kinds) == 0 {
		kinds = []string{say.T("verify.appended.nothing")}
	}
	return say.List(kinds) + "."
}

// RecordLines are whose document it is and what was decided; none if the record
// cannot be read.
func (r Result) RecordLines(say *locales.Speaker) (out []Line) {
	if r.Record == nil {
		return nil
	}
	line := func(id, text string) { out = append(out, Line{say.T(id), text}) }
	k, id, what := r.Record.Case, r.Record.ID, []string{decided(*r.Record, say)}
	if r.Record.Specimen {
		id += " (" + specimen + ")"
	}
	if k.ToTreat != 0 {
		what = append(what, say.Levels(k.ToTreat))
	}
	line("verify.record", id)
	line("verify.patient", say.T("verify.patient.line", "Name", entered(k.FullName()), "Date", say.Date(k.BirthDate)))
	line("verify.outcome", strings.Join(what, " – ")+".")
	out = append(out, talkLines(*r.Record, say)...)
	line("verify.signed", say.Moment(r.Record.Finished)+".")
	if first := r.Record.Refers; first != nil {
		id := "verify.refers"
		if first.Time {
			id = "verify.refers.time"
		}
		line(id, say.T("review.first.text", "ID", first.ID, "Date", say.Date(consent.DateOf(first.Finished))))
	}
	if !r.Unchanged() {
		out = append(out, Line{Text: say.T("verify.record.doubt")})
	}
	return out
}

// talkLines are what records of schema 2 and later have besides: who decides in the
// patient's place, that nobody signed who decides, who states to have spoken with the
// patient, the sittings if there were several, and how often the case was corrected.
func talkLines(r consent.Record, say *locales.Speaker) (out []Line) {
	if r.Schema == 1 {
		return nil
	}
	line := func(id, text string) { out = append(out, Line{say.T(id), text}) }
	if r.Case.Protection.ByOther() {
		line("verify.decider", entered(r.Case.Protector)+".")
	}
	t := r.Traits()
	if t[consent.Unsigned] {
		id := "verify.unsigned.recorded"
		if t[consent.NoConsent] {
			id = "verify.unsigned.none"
		}
		line("verify.unsigned", say.T(id))
	}
	spoke := say.T("verify.talk.nobody")
	if i := r.With.Interview; i != nil {
		spoke = entered(i.By)
		if i.Function != "" {
			spoke += ", " + entered(i.Function)
		}
		spoke += " (" + say.Moment(i.At) + ")."
	}
	line("verify.talk", spoke)
	if len(r.Moments) > 1 {
		var days []string
		for _, m := range r.Moments {
			days = append(days, say.Moment(m.Began))
		}
		line("verify.sittings", say.List(days)+".")
	}
	if n := len(r.Corrections); n > 0 {
		line("verify.corrected", say.Integer(n)+".")
	}
	return out
}

// entered keeps what people or certificates say from setting bold.
func entered(s string) string { return strings.ReplaceAll(s, "**", "*") }
