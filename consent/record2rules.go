package consent

import (
	"slices"
	"strings"
	"time"
)

// maxValue2 is the last of the five steps of a scale, and maxLine2 is how long one line
// of staff's is.
const (
	maxValue2 = 4
	maxLine2  = 200
)

// check applies the rules that a session of schema 2 keeps.
func (f record2) check() error {
	one := f.likeOne()
	for _, err := range []error{
		f.checkSigned(one), f.checkStatements(), f.checkOrders(), f.checkWith(), f.checkMoments(), f.checkOver(), f.checkClinic(),
		f.Case.check(), f.Case.checkLetter(DateOf(f.Started)), f.checkRefers(),
	} {
		if err != nil {
			return err
		}
	}
	return one.checkRest(f.Refers != nil && !f.Refers.Time)
}

// checkStatements: each once, and one at least. Which they have to be, the content knows
// that was read.
func (f record2) checkStatements() error {
	if len(f.Statements) == 0 {
		return ProblemStatements
	}
	for i, id := range f.Statements {
		if id == "" || slices.Contains(f.Statements[:i], id) {
			return ProblemUnknownValue
		}
	}
	return nil
}

// checkOrders: what was seen, passed and weighed.
func (f record2) checkOrders() error {
	for _, v := range f.Values {
		if v.Value < 0 || v.Value > maxValue2 {
			return ProblemOutOfRange
		}
	}
	for _, page := range f.Passed {
		if slices.Contains(f.Seen, page) {
			return ProblemUnknownValue
		}
	}
	for _, o := range f.Orders {
		for i, id := range o.IDs {
			if slices.Contains(o.IDs[:i], id) {
				return ProblemUnknownValue
			}
		}
	}
	return nil
}

func (f record2) checkRefers() error {
	if f.Refers != nil && f.Refers.Time && (f.Outcome == "confirmed" || f.Outcome == "withdrawn") {
		return ProblemUnknownValue
	}
	return nil
}

func (f case2) check() error {
	for _, v := range []struct{ is, allowed string }{
		{f.TrustedOffered, "yes no"}, {f.Thinners, "yes no"}, {f.Allergy, "yes no"}, {f.Infection, "yes no"},
		{f.Protection, "none curatorship guardianship other"},
	} {
		if err := oneOf2(v.is, v.allowed); err != nil {
			return err
		}
	}
	if !oneName(f.BirthName, f.FirstNames) {
		return ProblemRequired
	}
	if f.byOther() == (f.Protector == "") && f.Protection != "curatorship" {
		return ProblemContradiction
	}
	for _, t := range []struct {
		text  string
		limit int
	}{
		{f.Function, maxShort1}, {f.InterpreterLanguage, maxShort1}, {f.TrustedContact, maxLine2}, {f.ThinnersName, maxLine2},
		{f.AllergyTo, maxLine2}, {f.InfectionKind, maxLine2}, {f.Protector, maxName1},
	} {
		if err := text1(t.text, t.limit); err != nil {
			return err
		}
	}
	return nil
}

// plannedDays2, maxLines2: how far ahead of its day a case plans something, and the
// lines of an address.
const (
	plannedDays2 = 731
	maxLines2    = 4
)

// checkLetter: what was entered for the letter and the appointments.
func (f case2) checkLetter(today Date) error {
	for _, day := range []struct {
		is    string
		until int // days after today
	}{{f.Imaged, 0}, {f.Planned, plannedDays2}, {f.AnaesthesiaOn, plannedDays2}} {
		d, err := day1(day.is)
		switch {
		case err != nil:
			return ProblemNoSuchDay
		case d.IsZero():
			continue
		case day.is < f.BirthDate: // see case1.check
			return ProblemBeforeBirth
		case today.DaysUntil(d) > day.until:
			return ProblemTooFar
		}
	}
	if f.TrustedRelation != "" && f.TrustedPerson == "" || f.DoctorAddress != "" && f.Doctor == "" ||
		f.RheumatologistAddress != "" && f.Rheumatologist == "" {
		return ProblemContradiction
	}
	for _, err := range []error{
		text1(f.TrustedRelation, maxShort1), text1(f.Doctor, maxName1), text1(f.Rheumatologist, maxName1),
		address2(f.Address), address2(f.DoctorAddress), address2(f.RheumatologistAddress),
	} {
		if err != nil {
			return err
		}
	}
	return oneOf2(f.Urgent, "yes no")
}

// address2 tells whether a postal address could be kept: a few lines, none of them empty.
func address2(s string) error {
	if s == "" {
		return nil
	}
	lines := strings.Split(s, "\n")
	if len(lines) > maxLines2 {
		return ProblemTooManyLines
	}
	for _, l := range lines {
		if err := text1(l, maxShort1); err != nil {
			return err
		}
		if strings.TrimSpace(l) == "" {
			return ProblemRequired
		}
	}
	return nil
}

func (f record2) checkClinic() error {
	if err := text1(f.Clinic.DataContact, maxLine2); err != nil {
		return err
	}
	return oneOf2(f.Clinic.LetterLanguage, "fr en")
}

// checkOver: whoever went over a point is named, with the time, and so is the time when
// it was asked once more.
func (f record2) checkOver() error {
	for _, u := range f.Understanding {
		if u.GoneOver == (strings.TrimSpace(u.GoneOverBy) == "") || !u.GoneOver && u.GoneOverBy != "" ||
			!f.within(u.GoneOver, u.GoneOverAt) || !f.within(u.Together != "", u.TogetherAt) {
			return ProblemUnknownValue
		}
		if err := text1(u.GoneOverBy, maxName1); err != nil {
			return err
		}
	}
	return nil
}

// within tells whether a time lies in the session, to the second, if something was done
// then, and is none if nothing was.
func (f record2) within(done bool, at time.Time) bool {
	if !done {
		return at.IsZero()
	}
	return !at.Before(f.Started) && !at.After(f.Finished) && at.Nanosecond() == 0
}

func (f case2) byOther() bool { return f.Protection == "guardianship" || f.Protection == "other" }

// checkWith: what staff entered; and nobody accepts the procedure to whom no clinician
// says that they spoke.
func (f record2) checkWith() error {
	if f.Outcome == "vertebroplasty" && f.Interview == nil {
		return ProblemNotSpoken
	}
	texts := []string{f.WordText}
	if i := f.Interview; i != nil {
		if strings.TrimSpace(i.By) == "" || i.At.Nanosecond() != 0 || i.At.Before(f.Started) || i.At.After(f.Finished) {
			return ProblemNotSpoken
		}
		texts = append(texts, i.By, i.Function)
	}
	if c := f.Capacity; c != nil {
		texts = append(texts, c.Support)
		for _, r := range []string{c.Understand, c.Remember, c.Weigh, c.Tell} {
			if err := oneOf2(r, "yes no"); err != nil {
				return err
			}
		}
	}
	for _, q := range f.Questions {
		texts = append(texts, q.Answer)
	}
	for _, t := range texts {
		if err := text1(t, maxLine2); err != nil {
			return err
		}
	}
	if err := oneOf2(f.Anaesthesia, "local sedation general anaesthetist"); err != nil {
		return err
	}
	if f.Word != "" && !f.Case.byOther() {
		return ProblemUnknownValue
	}
	if err := oneOf2(f.Word, "agrees refuses unclear"); err != nil {
		return err
	}
	return oneOf2(f.Lean, "vertebroplasty conservative unsure")
}

// checkMoments: one after the other, from the beginning to the end; and corrections
// within.
func (f record2) checkMoments() error {
	if len(f.Moments) == 0 || !f.Moments[0].Began.Equal(f.Started) {
		return ProblemUnknownValue
	}
	before := f.Started
	for _, m := range f.Moments {
		if m.Ended == nil {
			return ProblemUnknownValue
		}
		for _, t := range []*time.Time{&m.Began, m.Met, m.Ended} {
			if t == nil {
				continue
			}
			if t.Nanosecond() != 0 || t.Before(before) {
				return ProblemClockBackward
			}
			before = *t
		}
		for _, p := range m.Present {
			if err := text1(p.Name, maxSigner1); err != nil || p.Name == "" {
				return ProblemUnknownValue
			}
		}
	}
	if !before.Equal(f.Finished) {
		return ProblemClockBackward
	}
	for _, c := range f.Corrections {
		if c.By == "" || c.At.Before(f.Started) || c.At.After(f.Finished) || c.At.Nanosecond() != 0 || len(c.ToTreat) == 0 {
			return ProblemUnknownValue
		}
		if err := text1(c.By, maxName1); err != nil {
			return err
		}
	}
	return nil
}

// checkSigned: who decides signs first, the staff last, each once, in the order of
// time of the last sitting.
func (f record2) checkSigned(one record1) error {
	roles := one.roles()
	first := "patient"
	if f.Case.byOther() {
		first, roles[0] = "decider", "decider"
	}
	begun := f.Started
	if n := len(f.Moments); n > 0 {
		begun = f.Moments[n-1].Began
	}
	for i, s := range f.Signatures {
		if s.Function != "" && s.Role != "staff" {
			return ProblemUnknownValue
		}
		if err := text1(s.Function, maxShort1); err != nil {
			return err
		}
		if s.Role == "decider" && s.Name != f.Case.Protector {
			return ProblemWrongSigner
		}
		unsigned := s.Method == "unable" || s.Method == "unwilling"
		if unsigned && (i != 0 || first != "patient" || s.Typed != "" || len(s.Strokes) > 0) {
			return ProblemUnknownValue
		}
	}
	return one.checkSignaturesOf(roles, begun, func(s signature1) error {
		if s.Method == "unable" || s.Method == "unwilling" {
			if strings.TrimSpace(s.Name) == "" {
				return ProblemNoName
			}
			return text1(s.Name, maxSigner1)
		}
		return s.check()
	})
}

// oneOf2 tells whether a word is empty or one of those allowed.
func oneOf2(is, allowed string) error {
	if is != "" && !slices.Contains(strings.Fields(allowed), is) {
		return ProblemUnknownValue
	}
	return nil
}
