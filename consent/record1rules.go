package consent

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// The limits of schema 1, frozen like its shape.
const (
	maxName1      = 100
	maxSigner1    = 2*maxName1 + 1 // first names and name
	maxShort1     = 60
	maxQuestion1  = 500
	maxQuestions1 = 20
	maxPoints1    = 20000
	maxPain1      = 10
	maxEarlier1   = 20
	minTScore1    = -8.0
	maxTScore1    = 5.0
	firstYear1    = 1900
	minInk1       = 0.12 // in widths of the pad, as the three below
	minReach1     = 0.04
	minMark1      = 0.01
)

// check applies the rules that a session had to keep when schema 1 was written:
// a record that no session could have ended in is refused.
func (f record1) check() error {
	if err := f.checkRest(f.Refers != nil); err != nil {
		return err
	}
	return f.checkSignaturesOf(f.roles(), f.Started, signature1.check)
}

// checkRest applies all rules but those of the signatures. refers tells whether the
// record confirms or withdraws another.
func (f record1) checkRest(refers bool) error {
	today := DateOf(f.Started)
	if err := f.Case.check(today, f.Schema == 1); err != nil {
		return err
	}
	later := f.Outcome == "confirmed" || f.Outcome == "withdrawn"
	if !later && !slices.Contains([]string{"vertebroplasty", "conservative", "time", "no_information"}, f.Outcome) {
		return ProblemUndecided
	}
	if later != refers {
		return ProblemUnknownValue
	}
	if f.Refers != nil {
		if err := f.Refers.check(f.Finished); err != nil {
			return err
		}
	}
	if f.Read != "fr" && f.Read != "en" {
		return ProblemUnknownValue
	}
	if len(f.Questions) > maxQuestions1 {
		return ProblemTooManyAsked
	}
	for _, q := range f.Questions {
		if err := text1(q.Text, maxQuestion1); err != nil {
			return err
		}
	}
	return nil
}

func (f reference1) check(finished time.Time) error {
	sum, err := hex.DecodeString(f.SHA256)
	if err != nil || len(sum) != sha256.Size || f.ID == "" || f.Finished.After(finished) {
		return ProblemUnknownValue
	}
	return text1(f.ID, maxShort1)
}

// check applies the rules of a case. whole: both names are needed; from schema 2 on one
// is enough, see case2.check.
func (f case1) check(today Date, whole bool) error {
	for _, t := range []struct {
		text     string
		limit    int
		required bool
	}{
		{f.BirthName, maxName1, whole}, {f.FirstNames, maxName1, whole}, {f.UsedName, maxName1, false},
		{f.RecordNumber, maxShort1, false}, {f.Clinician, maxName1, false}, {f.Nurse, maxName1, false},
		{f.Interpreter, maxName1, false}, {f.TrustedPerson, maxName1, false}, {f.Witness, maxName1, false},
	} {
		if t.required && strings.TrimSpace(t.text) == "" {
			return ProblemRequired
		}
		if err := text1(t.text, t.limit); err != nil {
			return err
		}
	}
	if f.BirthDate == "" {
		return ProblemRequired
	}
	for _, day := range []string{f.BirthDate, f.PainOnset} {
		if err := past1(day, today); err != nil {
			return err
		}
	}
	switch { // days of four digits for the year are ordered as their texts are
	case f.PainOnset != "" && f.PainOnset < f.BirthDate:
		return ProblemBeforeBirth
	case len(f.ToTreat) == 0:
		return ProblemNoLevel
	case slices.ContainsFunc(f.Old, func(l string) bool { return slices.Contains(f.ToTreat, l) }):
		return ProblemLevelTwice
	}
	return f.checkValues()
}

func (f case1) checkValues() error {
	for _, v := range []struct {
		is      string
		allowed string // "" besides
	}{
		{f.PainYields, "yes partly no"}, {f.Oedema, "yes no not_done"}, {f.Cleft, "yes no"}, {f.BedBound, "yes no"},
		{f.Spontaneous, "yes no"}, {f.FamilyHistory, "yes no"}, {f.Procedure, "vertebroplasty kyphoplasty implant sacroplasty"},
	} {
		if v.is != "" && !slices.Contains(strings.Fields(v.allowed), v.is) {
			return ProblemUnknownValue
		}
	}
	switch {
	case f.Sex != "female" && f.Sex != "male" && f.Sex != "unknown":
		return ProblemRequired
	case f.Pain != nil && (*f.Pain < 0 || *f.Pain > maxPain1),
		f.EarlierFractures != nil && (*f.EarlierFractures < 0 || *f.EarlierFractures > maxEarlier1),
		f.TScore != nil && !(*f.TScore >= minTScore1 && *f.TScore <= maxTScore1):
		return ProblemOutOfRange
	}
	return nil
}

// roles are those who sign: the patient first, the staff last; the interpreter, the
// trusted person and the witness where the case names one; and a witness also where the
// patient made a mark.
func (f record1) roles() []string {
	roles := []string{"patient"}
	for _, r := range []struct {
		role  string
		takes bool
	}{
		{"interpreter", f.Case.Interpreter != ""}, {"trusted_person", f.Case.TrustedPerson != ""},
		{"witness", f.Case.Witness != "" || len(f.Signatures) > 0 && f.Signatures[0].Method == "mark"}, {"staff", true},
	} {
		if r.takes {
			roles = append(roles, r.role)
		}
	}
	return roles
}

// checkSignaturesOf: each role once, in order, and in the order of time after the
// beginning.
func (f record1) checkSignaturesOf(roles []string, before time.Time, check func(signature1) error) error {
	if len(f.Signatures) < len(roles) {
		return ProblemSignatures
	}
	if len(f.Signatures) > len(roles) {
		return ProblemSealed
	}
	for i, s := range f.Signatures {
		switch {
		case s.Role != roles[i]:
			return ProblemOrder
		case s.Role == "patient" && s.Name != f.Case.fullName(), s.Method == "mark" && s.Role != "patient":
			return ProblemWrongSigner
		case s.At.Before(before):
			return ProblemClockBackward
		case s.At.Nanosecond() != 0:
			return ProblemUnknownValue
		}
		if err := check(s); err != nil {
			return err
		}
		before = s.At
	}
	return nil
}

func (f case1) fullName() string {
	last := f.BirthName
	if f.UsedName != "" {
		last = f.UsedName
	}
	if f.FirstNames == "" || last == "" { // from schema 2 on
		return f.FirstNames + last
	}
	return f.FirstNames + " " + last
}

func (f signature1) check() error {
	if strings.TrimSpace(f.Name) == "" {
		return ProblemNoName
	}
	if err := text1(f.Name, maxSigner1); err != nil {
		return err
	}
	switch f.Method {
	case "typed":
		if strings.TrimSpace(f.Typed) == "" || len(f.Strokes) > 0 {
			return ProblemTypedName
		}
		return text1(f.Typed, maxSigner1)
	case "drawn", "mark":
		return ink1(f.Strokes, f.Method)
	}
	return ProblemUnknownValue
}

// ink1 tells whether strokes made a signature. They are looked at as they were
// kept, to a ten-thousandth of the pad's width, or finer in the oldest records.
func ink1(strokes [][]point1, method string) error {
	round := func(v float32) float64 { return float64(float32(math.Round(float64(v)*10000) / 10000)) }
	var length, points float64
	minX, minY, maxX, maxY := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, s := range strokes {
		for i, p := range s {
			x, y := round(p.X), round(p.Y)
			points++
			minX, maxX = min(minX, x), max(maxX, x)
			minY, maxY = min(minY, y), max(maxY, y)
			if i > 0 {
				length += math.Hypot(x-round(s[i-1].X), y-round(s[i-1].Y))
			}
		}
	}
	reach := max(maxX-minX, maxY-minY)
	switch {
	case points == 0, math.IsInf(reach, 0), math.IsNaN(reach):
		return ProblemBlank
	case points > maxPoints1:
		return ProblemTooLong
	case reach < minMark1:
		return ProblemDot
	case method == "drawn" && (length < minInk1 || reach < minReach1):
		return ProblemTooShort
	}
	return nil
}

// past1 tells whether a day can have been; "" is no day.
func past1(s string, today Date) error {
	d, err := day1(s)
	switch {
	case err != nil:
		return ProblemNoSuchDay
	case d.IsZero():
		return nil
	case d.Year < firstYear1:
		return ProblemTooOld
	case today.Before(d):
		return ProblemFuture
	}
	return nil
}

// text1 tells whether a text could be kept: valid UTF-8, not over limit runes, in
// one line and without signs that cannot be seen.
func text1(s string, limit int) error {
	if !utf8.ValidString(s) {
		return ProblemNotUTF8
	}
	if utf8.RuneCountInString(s) > limit {
		return ProblemTooManyRunes
	}
	for _, r := range s {
		if unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp) {
			return ProblemControl
		}
	}
	return nil
}
