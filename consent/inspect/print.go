package inspect

import (
	"slices"
	"strings"

	"eclaire/consent"
	"eclaire/consent/document"
)

// reading compares what stands in a document's print with what its record would
// say in the words at hand.
//
// What can be compared depends on the words:
//
//   - With any words: the id, the digest, names and what people wrote, dates, times,
//     the levels, who signed and when; by marks that need no words, the levels on the
//     spine, and in drawings before those with parts each value on its scale, each
//     question of the check understood or not, the number of statements ticked; in
//     drawings with parts that the digest of the information is that of what is
//     printed of it.
//   - With the words that the record was read with, besides: the decision, each
//     statement, each picked question, as whom each signed.
//   - With other words, the decision and the statements can be looked for only
//     in the words at hand: none of another decision may stand there. Words that
//     nobody has any more prove nothing; what the record inside says of them is
//     what was sealed.
//
// What stands in words of the interface alone, as a sex, an answer of yes or no or a
// degree, is compared only where this program draws the document anew.
type reading struct {
	print  document.Print
	said   document.Said
	record consent.Record
	digest string
	words  bool // the words at hand are those of the record
	marks  bool // the drawing is one whose marks can be read
	parts  bool // and it has parts

	information string // the digest of what the file's pages say of the information; "" without any
}

// agrees tells whether all that can be compared is the same.
func (r reading) agrees() bool {
	return len(r.print.Passages) > 0 && r.entered() && r.exact() && r.clinical() && r.signatures() && (!r.marks || r.drawn())
}

// entered finds the record's names and all that people wrote.
func (r reading) entered() bool {
	c := r.record.Case
	want := []string{r.record.ID, strings.ToUpper(r.digest), r.record.Clinic.Name, r.record.Clinic.Address, r.record.Clinic.Phone,
		c.BirthName, c.FirstNames, c.FullName(), c.UsedName, c.RecordNumber, c.Clinician, c.Function, c.Interpreter, c.TrustedPerson, c.Witness}
	for _, q := range r.record.Questions {
		want = append(want, q.Text, q.Answer)
	}
	for _, sig := range r.record.Signatures {
		want = append(want, sig.Name, sig.Typed, sig.Function)
	}
	if i := r.record.With.Interview; i != nil {
		want = append(want, i.By, i.Function)
	}
	if !r.parts || !r.record.OfConsent() { // what is said later of a consent does not repeat it
		want = append(want, r.noted()...)
	}
	if r.parts {
		want = append(want, r.inParts()...)
	} else {
		want = append(want, r.record.Clinic.PhoneNight, c.TrustedContact)
	}
	if refers := r.record.Refers; refers != nil {
		want = append(want, refers.ID, strings.ToUpper(refers.SHA256))
	}
	return !slices.ContainsFunc(want, func(w string) bool {
		return !strings.Contains(r.print.Text, document.Bare(consent.Normalise(w)))
	})
}

// noted is what staff wrote of the case, of the talk, of those who take part and of
// corrections.
func (r reading) noted() []string {
	c, w := r.record.Case, r.record.With
	out := []string{c.Nurse, c.InterpreterLanguage, c.ThinnersName, c.AllergyTo, c.InfectionKind, c.Protector, w.WordText, w.Capacity.Support}
	for _, m := range r.record.Moments {
		for _, p := range m.Present {
			out = append(out, p.Name)
		}
	}
	for _, k := range r.record.Corrections {
		out = append(out, k.By)
	}
	return out
}

// inParts is what is printed only since there are parts, each where its part is in the
// file: who went over a point, what the trusted person is to the patient, the telephone
// at night, the doctors and, in a letter, the address that it goes to.
func (r reading) inParts() (out []string) {
	c := r.record.Case
	if !r.record.OfConsent() && r.record.Outcome != consent.WantTime {
		out = append(out, c.TrustedRelation, c.TrustedContact)
	}
	if c.Protection.ByOther() {
		out = append(out, c.Protector, r.record.With.WordText)
	}
	if !r.record.OfConsent() {
		for _, u := range r.record.Understanding {
			out = append(out, u.GoneOverBy)
		}
	}
	if r.print.Has(document.FollowUpPart) {
		out = append(out, r.record.Clinic.PhoneNight, c.Doctor, c.Rheumatologist)
		if c.TrustedPerson != "" {
			out = append(out, c.TrustedContact)
		}
	}
	if r.print.Has(document.LetterPart) { // to one of them, each line of the address by itself
		name, address := c.Doctor, c.DoctorAddress
		if name == "" {
			name, address = c.Rheumatologist, c.RheumatologistAddress
		}
		out = append(append(out, name), strings.Split(address, "\n")...)
	}
	return out
}

// exact finds what is the same with all texts: levels, dates and times.
func (r reading) exact() bool {
	return !slices.ContainsFunc(r.said.Exact, func(w string) bool { return !strings.Contains(r.print.Text, w) }) &&
		!slices.ContainsFunc(r.said.Cells, func(w string) bool { return !r.stands(w) })
}

// stands tells whether a passage of the print is just this.
func (r reading) stands(text string) bool {
	return slices.ContainsFunc(r.print.Passages, func(p document.Passage) bool { return p.Text == text })
}

// clinical looks for the words of the decision and of the statements, and for
// those of others.
func (r reading) clinical() bool {
	if r.words && slices.ContainsFunc(r.said.Clinical, func(s string) bool { return !r.stands(s) }) {
		return false
	}
	return !slices.ContainsFunc(r.said.Otherwise, r.stands)
}

// signatures finds who signed, in which role and when.
func (r reading) signatures() bool {
	return !slices.ContainsFunc(r.said.Signatures, func(want document.Signed) bool {
		for i := range r.print.Passages {
			if r.signedSo(r.print.Passages[i:], want) {
				return false
			}
		}
		return true
	})
}

// signedSo tells whether passages begin with what stands beside a signature: before
// drawings with parts role, name, method, time, and what was typed; since then what was
// typed or drawn, the name, the role, how unless it was drawn, and the time.
func (r reading) signedSo(p []document.Passage, want document.Signed) bool {
	at := func(i int) string {
		if i < len(p) {
			return p[i].Text
		}
		return ""
	}
	role, name, moment, typed := 0, 1, 3, 4
	if r.parts {
		role, name, moment, typed = 2, 1, 3, 0
		if strings.HasPrefix(at(4), want.Moment) {
			moment = 4
		}
	}
	if at(name) != want.Name || !strings.HasPrefix(at(moment), want.Moment) {
		return false
	}
	if want.Typed != "" && at(typed) != want.Typed {
		return false
	}
	if r.parts {
		known := r.words || slices.ContainsFunc(r.said.Roles, func(s string) bool { return strings.HasPrefix(at(role), s) })
		return !known || strings.HasPrefix(at(role), want.Role)
	}
	return r.words || !slices.Contains(r.said.Roles, at(role)) || strings.HasPrefix(at(role), want.Role)
}

// drawn compares the marks that say something without words.
func (r reading) drawn() bool {
	if r.print.Spine != r.said.Spine {
		return false
	}
	if r.parts {
		return r.information == "" || strings.Contains(r.print.Text, strings.ToUpper(r.information))
	}
	return slices.Equal(r.print.Values, r.said.Values) && slices.Equal(r.print.Right, r.said.Right) && r.print.Ticks == r.said.Ticks
}
