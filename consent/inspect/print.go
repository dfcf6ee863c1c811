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
//   - With any words: the id, the digest, every name, number, date, time and
//     question that was entered, the levels, the signatures' names and times; by
//     marks that need no words, each value on its scale, each question of the
//     check understood or not, the number of statements ticked, the levels on
//     the spine.
//   - With the words that the record was read with, besides: the decision, each
//     statement, each answer, each picked question, and all that the interface
//     has words for.
//   - With other words, the decision and the statements can be looked for only
//     in the words at hand: none of another decision may stand there. Words that
//     nobody has any more prove nothing; what the record inside says of them is
//     what was sealed.
type reading struct {
	print  document.Print
	said   document.Said
	record consent.Record
	digest string
	words  bool // the words at hand are those of the record
	marks  bool // the drawing is one whose marks can be read
}

// agrees tells whether all that can be compared is the same.
func (r reading) agrees() bool {
	return r.entered() && r.claims() && r.clinical() && r.signatures() && (!r.marks || r.drawn())
}

// entered finds the record's names and all that people wrote.
func (r reading) entered() bool {
	c := r.record.Case
	want := []string{r.record.ID, strings.ToUpper(r.digest), r.record.Clinic.Name, r.record.Clinic.Address, r.record.Clinic.Phone, r.record.Clinic.PhoneNight,
		c.BirthName, c.FirstNames, c.FullName(), c.UsedName, c.RecordNumber, c.Clinician, c.Nurse, c.Interpreter, c.TrustedPerson, c.Witness}
	for _, q := range r.record.Questions {
		want = append(want, q.Text, q.Answer)
	}
	for _, sig := range r.record.Signatures {
		want = append(want, sig.Name, sig.Typed, sig.Function)
	}
	want = append(want, r.noted()...)
	if refers := r.record.Refers; refers != nil {
		want = append(want, refers.ID, strings.ToUpper(refers.SHA256))
	}
	return !slices.ContainsFunc(want, func(w string) bool {
		return !strings.Contains(r.print.Text, document.Bare(consent.Normalise(w)))
	})
}

// noted is what staff wrote of the talk, of those who take part and of corrections, and
// the versions of the texts.
func (r reading) noted() []string {
	c, w := r.record.Case, r.record.With
	out := []string{c.Function, c.InterpreterLanguage, c.TrustedContact, c.ThinnersName, c.AllergyTo, c.InfectionKind, c.Protector, w.WordText, w.Capacity.Support}
	if i := w.Interview; i != nil {
		out = append(out, i.By, i.Function)
	}
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

// claims compares each entry by its label; one whose label has other words by
// what it says.
func (r reading) claims() bool {
	if len(r.print.Passages) == 0 {
		return false
	}
	beside := map[string][]string{}
	for i, p := range r.print.Passages[1:] {
		if label := r.print.Passages[i]; label.Role == document.TableHead.String() { // no entry can be taken for one
			beside[label.Text] = append(beside[label.Text], p.Text)
		}
	}
	own := map[string][]string{}
	for _, c := range r.said.Claims {
		own[c.Label] = append(own[c.Label], c.Value)
	}
	for _, c := range r.said.Claims {
		printed := beside[c.Label]
		if len(printed) == 0 {
			if (r.words || c.Kind == document.Exact) && !r.stands(c.Value) {
				return false
			}
			continue
		}
		same := func(v string) bool { return slices.Contains(own[c.Label], v) }
		if r.words || c.Kind == document.Exact {
			if !slices.Contains(printed, c.Value) || slices.ContainsFunc(printed, func(v string) bool { return !same(v) }) {
				return false
			}
			continue
		}
		if slices.ContainsFunc(printed, func(v string) bool { return !same(v) && r.contradicts(c, v) }) {
			return false
		}
	}
	return true
}

// contradicts tells whether a printed value, in other words than a claim's, says
// something else.
func (r reading) contradicts(c document.Claim, printed string) bool {
	switch c.Kind {
	case document.Counted:
		return digits(printed) != digits(c.Value)
	case document.Worded:
		return slices.Contains(r.said.Words, printed)
	}
	return false
}

// digits are the numbers of a text.
func digits(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(c rune) bool { return c < '0' || c > '9' }), " ")
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

// signedSo tells whether passages begin with what stands beside a signature.
func (r reading) signedSo(p []document.Passage, want document.Signed) bool {
	const role, name, method, moment, typed = 0, 1, 2, 3, 4
	if len(p) <= moment || p[name].Text != want.Name || p[moment].Text != want.Moment {
		return false
	}
	if want.Typed != "" && (len(p) <= typed || p[typed].Text != want.Typed) {
		return false
	}
	if r.words {
		return p[role].Text == want.Role && p[method].Text == want.Method
	}
	return p[role].Text == want.Role || !slices.Contains(r.said.Roles, p[role].Text)
}

// drawn compares the marks that say something without words.
func (r reading) drawn() bool {
	return slices.Equal(r.print.Values, r.said.Values) && slices.Equal(r.print.Right, r.said.Right) &&
		r.print.Ticks == r.said.Ticks && r.print.Spine == r.said.Spine
}
