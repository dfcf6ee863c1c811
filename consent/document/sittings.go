package document

import (
	"strings"
	"time"

	"eclaire/consent"
	"eclaire/locales"
)

// sittings set when a session was, who was there, the record that it goes on from, and
// what was corrected.
type sittings struct{ tables }

// set pushes the sittings, one after the other.
func (st sittings) set() {
	r := st.record
	if r.Refers != nil && r.Refers.Time {
		st.facts(2, st.referred(*r.Refers))
		st.facts(1, []fact{{label: st.label("reference.digest"), value: typed(grouped(r.Refers.SHA256))}})
	}
	texts := map[string]bool{}
	for i, m := range r.Moments {
		texts[m.Content] = true
		st.facts(2, st.sitting(i+1, m))
	}
	st.facts(1, []fact{{label: st.label("time.finished"), value: st.moment(r.Finished)}})
	if len(texts) > 1 {
		st.push(st.note("sitting.differ"))
	}
	for i, c := range r.Corrections {
		st.corrected(c, st.after(i))
	}
}

// after is what stood after a correction.
func (st sittings) after(i int) consent.Correction {
	r := st.record
	if i+1 < len(r.Corrections) {
		return r.Corrections[i+1]
	}
	return consent.Correction{ToTreat: r.Case.ToTreat, Old: r.Case.Old, Procedure: r.Case.Procedure}
}

// sitting are the entries on one of them.
func (st sittings) sitting(n int, m consent.Moment) []fact {
	met := fact{label: st.label("sitting.met"), value: st.word("sitting.alone"), kind: Worded}
	if !m.Met.IsZero() {
		met.value, met.kind = st.moment(m.Met), Exact
	}
	number := func(l consent.Language) string { return st.t(l, "sitting", "Number", st.words.For(l).Integer(n)) }
	rows := []fact{
		{label: st.twin(number(st.main), number(st.other), true), value: st.both(func(s *locales.Speaker) string {
			return s.Moment(m.Began) + " – " + s.Moment(m.Ended)
		})},
		met,
	}
	for _, p := range m.Present {
		value := append(typed(p.Name+" ("), st.word("role."+string(p.Role))...)
		rows = append(rows, fact{label: st.label("sitting.present"), value: append(value, span{")", false, inkColour, ""}), kind: Clinical})
	}
	if len(m.Present) == 0 {
		rows = append(rows, fact{label: st.label("sitting.present"), value: st.word("sitting.nobody"), kind: Worded})
	}
	return st.entered(rows, "sitting.texts", short(m.Content))
}

// moment is a day and time in both languages.
func (st sittings) moment(at time.Time) []span {
	return st.both(func(s *locales.Speaker) string { return s.Moment(at) })
}

// corrected pushes what a correction changed: by whom, when, before and after.
func (st sittings) corrected(was, now consent.Correction) {
	st.subheading(st.phrase("corrected"), body, 6)
	rows := []fact{
		{label: st.label("corrected.by"), value: typed(was.By)},
		{label: st.label("corrected.at"), value: st.moment(was.At)},
		{label: st.label("corrected.before"), value: st.correctable(was), kind: Clinical},
		{label: st.label("corrected.now"), value: st.correctable(now), kind: Clinical},
	}
	st.facts(2, rows)
	sn := seen(st)
	if titles := sn.found("page", was.Pages, sn.page); len(titles) > 0 {
		st.facts(1, []fact{sn.titles("corrected.pages", titles, "read.no_page")})
	}
}

// correctable is what a correction can change, in words.
func (st sittings) correctable(c consent.Correction) []span {
	return st.both(func(s *locales.Speaker) string {
		parts := []string{s.Levels(c.ToTreat)}
		if c.Old != 0 {
			parts = append(parts, s.T("doc.corrected.old", "Levels", s.Levels(c.Old)))
		}
		procedure := s.T("doc.corrected.none")
		if c.Procedure != consent.ProcedureUndecided {
			procedure = s.T("doc.procedures." + string(c.Procedure))
		}
		return strings.Join(append(parts, procedure), " – ")
	})
}
