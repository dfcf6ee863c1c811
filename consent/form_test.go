package consent_test

import (
	"errors"
	"maps"
	"math"
	"slices"
	"strconv"
	"testing"

	"eclaire/consent"
)

// typed reads a form with two entries typed, besides what is compulsory.
func typed(t *testing.T, entries map[consent.Field]string) (consent.Case, map[consent.Field]consent.Problem) {
	t.Helper()
	f := consent.Form{Texts: map[consent.Field]string{
		consent.FieldBirthName: "EXEMPLE", consent.FieldFirstNames: "Jeanne", consent.FieldBirthDate: "1941",
	}, Sex: consent.Female, ToTreat: consent.NewLevelSet(consent.L1)}
	for field, text := range entries {
		f.Texts[field] = text
	}
	return f.Read(consent.Reading{
		Today: consent.Date{Year: 2026, Month: 11, Day: 22},
		Date: func(s string) (consent.Date, error) { // a year alone is its first day
			y, err := strconv.Atoi(s)
			if err != nil {
				return consent.Date{}, consent.ProblemNotADate
			}
			return consent.Date{Year: y, Month: 1, Day: 1}, nil
		},
		Prints: func(rune) bool { return true },
	})
}

func TestFormReadsNumbers(t *testing.T) {
	for text, want := range map[string]any{
		"": nil, "0": 0, "20": consent.MaxEarlier, "21": consent.ProblemOutOfRange, "-1": consent.ProblemOutOfRange,
		"deux": consent.ProblemNotANumber, "1,5": consent.ProblemNotANumber,
	} {
		c, problems := typed(t, map[consent.Field]string{consent.FieldEarlier: text})
		got := any(nil)
		if c.EarlierFractures != nil {
			got = *c.EarlierFractures
		}
		if p := problems[consent.FieldEarlier]; p != "" {
			got = p
		}
		if got != want {
			t.Errorf("%q earlier fractures are read as %v, want %v", text, got, want)
		}
	}
	for text, want := range map[string]any{
		"": nil, "-2,8": -2.8, "−2.84": -2.8, "–2.86": -2.9, "-8": -8.0, "-8.01": consent.ProblemOutOfRange, "5": 5.0,
		"5.01": consent.ProblemOutOfRange, "-0.04": 0.0, "NaN": consent.ProblemNotANumber, "x": consent.ProblemNotANumber,
	} {
		c, problems := typed(t, map[consent.Field]string{consent.FieldTScore: text})
		got := any(nil)
		if c.TScore != nil {
			got = *c.TScore
			if *c.TScore == 0 && math.Signbit(*c.TScore) {
				t.Errorf("%q has a minus before its zero", text)
			}
		}
		if p := problems[consent.FieldTScore]; p != "" {
			got = p
		}
		if got != want {
			t.Errorf("the T-score %q is read as %v, want %v", text, got, want)
		}
	}
}

func TestFormReadsDates(t *testing.T) {
	for _, c := range []struct{ birth, onset, atBirth, atOnset string }{
		{"1941", "", "", ""}, {"", "", string(consent.ProblemRequired), ""}, {"1941", "1941", "", ""},
		{"1941", "1940", "", string(consent.ProblemBeforeBirth)}, {"gestern", "2026", string(consent.ProblemNotADate), ""},
		{"1941", "gestern", "", string(consent.ProblemNotADate)}, {"1941", "2027", "", string(consent.ProblemFuture)},
	} {
		_, problems := typed(t, map[consent.Field]string{consent.FieldBirthDate: c.birth, consent.FieldPainOnset: c.onset})
		if a, b := string(problems[consent.FieldBirthDate]), string(problems[consent.FieldPainOnset]); a != c.atBirth || b != c.atOnset {
			t.Errorf("born %q, pain since %q: %q, %q", c.birth, c.onset, a, b)
		}
	}
}

// TestFormTakesOneName: one of the two names is enough, and without any it is asked for
// at the first.
func TestFormTakesOneName(t *testing.T) {
	for _, c := range []struct {
		birth, first string
		problem      consent.Problem
	}{{"EXEMPLE", "", ""}, {"", "Jeanne", ""}, {" ", "\u200b", consent.ProblemNameless}, {"", "", consent.ProblemNameless}} {
		k, problems := typed(t, map[consent.Field]string{consent.FieldBirthName: c.birth, consent.FieldFirstNames: c.first})
		if problems[consent.FieldBirthName] != c.problem || problems[consent.FieldFirstNames] != "" {
			t.Errorf("%q, %q: %v", c.birth, c.first, problems)
		}
		if c.problem == "" && k.FullName() != c.birth+c.first {
			t.Errorf("%q, %q: called %q", c.birth, c.first, k.FullName())
		}
	}
}

// TestFormFoldsLookalikes keeps names, dates and numbers as they would be typed.
func TestFormFoldsLookalikes(t *testing.T) {
	k, problems := typed(t, map[consent.Field]string{
		consent.FieldBirthName: "Le\u2011Ber\u00adre", consent.FieldFirstNames: "Jose\u0301phine \ufb01\u200b", consent.FieldBirthDate: "１９４１",
		consent.FieldEarlier: "２", consent.FieldTScore: "\u20112,8",
	})
	if len(problems) > 0 || k.BirthName != "Le-Berre" || k.FirstNames != "Joséphine fi" || k.BirthDate.Year != 1941 || *k.EarlierFractures != 2 || *k.TScore != -2.8 {
		t.Errorf("%v: %q %q %v", problems, k.BirthName, k.FirstNames, k.BirthDate)
	}
}

// TestFormKeepsDetailsOfItsAnswers: what belongs to another answer is not kept, and
// who decides is named.
func TestFormKeepsDetailsOfItsAnswers(t *testing.T) {
	all := map[consent.Field]string{
		consent.FieldThinners: "apixaban", consent.FieldAllergy: "latex", consent.FieldInfection: "cystite", consent.FieldProtector: "Paul Exemple",
		consent.FieldInterpreterLanguage: "portugais", consent.FieldTrustedContact: "01 99 00 00 00",
	}
	read := func(change func(*consent.Form)) (consent.Case, map[consent.Field]consent.Problem) {
		f := consent.Form{Texts: map[consent.Field]string{
			consent.FieldBirthName: "EXEMPLE", consent.FieldFirstNames: "Jeanne", consent.FieldBirthDate: "1941",
		}, Sex: consent.Female, ToTreat: consent.NewLevelSet(consent.L1), TrustedOffered: consent.Yes}
		maps.Copy(f.Texts, all)
		change(&f)
		return f.Read(consent.Reading{
			Date:   func(string) (consent.Date, error) { return consent.Date{Year: 1941, Month: 1, Day: 1}, nil },
			Today:  consent.Date{Year: 2026, Month: 11, Day: 22},
			Prints: func(rune) bool { return true },
		})
	}
	c, problems := read(func(f *consent.Form) {
		f.Thinners, f.Allergy, f.Protection = consent.No, consent.No, consent.Unprotected
	})
	if c.ThinnersName+c.AllergyTo+c.InfectionKind+c.Protector+c.InterpreterLanguage+c.TrustedContact != "" || c.TrustedOffered != consent.Yes || len(problems) > 0 {
		t.Errorf("kept without an answer: %#v, %v", c, problems)
	}
	c, problems = read(func(f *consent.Form) {
		f.Thinners, f.Allergy, f.Infection, f.Protection = consent.Yes, consent.Yes, consent.Yes, consent.Curatorship
		f.Texts[consent.FieldInterpreter], f.Texts[consent.FieldTrustedPerson] = "Ines Beispiel", "Paul Exemple"
	})
	got := []string{c.ThinnersName, c.AllergyTo, c.InfectionKind, c.Protector, c.InterpreterLanguage, c.TrustedContact}
	if want := []string{"apixaban", "latex", "cystite", "Paul Exemple", "portugais", "01 99 00 00 00"}; !slices.Equal(got, want) || c.TrustedOffered != "" || len(problems) > 0 {
		t.Errorf("%q, offered %q, %v", got, c.TrustedOffered, problems)
	}
	for p, want := range map[consent.Protection]consent.Problem{consent.Curatorship: "", consent.Guardianship: consent.ProblemRequired,
		consent.OtherDecides: consent.ProblemRequired, consent.Unprotected: "", "": ""} {
		_, problems := read(func(f *consent.Form) { f.Protection, f.Texts[consent.FieldProtector] = p, " " })
		if problems[consent.FieldProtector] != want {
			t.Errorf("%q and nobody named: %q", p, problems[consent.FieldProtector])
		}
	}
}

// TestInkHasItsBounds: as many points as are allowed and no more, and no place
// that is no number.
func TestInkHasItsBounds(t *testing.T) {
	stroke := func(n int) []consent.Stroke {
		s := make(consent.Stroke, n)
		for i := range s {
			s[i] = consent.Point{X: float32(i%100) / 100, Y: float32(i%50) / 200}
		}
		return []consent.Stroke{s}
	}
	for n, want := range map[int]error{consent.MaxPoints: nil, consent.MaxPoints + 1: consent.ProblemTooLong, 0: consent.ProblemBlank} {
		if err := consent.CheckInk(stroke(n), consent.MethodDrawn); !errors.Is(err, want) {
			t.Errorf("%d points: %v, want %v", n, err, want)
		}
	}
	for _, bad := range []float32{float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1))} {
		for _, p := range []consent.Point{{X: bad}, {Y: bad}} {
			strokes := append(stroke(500), consent.Stroke{p})
			if err := consent.CheckInk(strokes, consent.MethodDrawn); !errors.Is(err, consent.ProblemBlank) {
				t.Errorf("%v: %v", p, err)
			}
		}
	}
}

// TestFormReadsTheLetter: days that may lie ahead, addresses of several lines, and what
// belongs to nobody is not kept.
func TestFormReadsTheLetter(t *testing.T) {
	for _, c := range []struct {
		field consent.Field
		text  string
		want  consent.Problem
	}{
		{consent.FieldImaged, "2026", ""}, {consent.FieldImaged, "2027", consent.ProblemFuture}, {consent.FieldImaged, "1940", consent.ProblemBeforeBirth},
		{consent.FieldPlanned, "2027", ""}, {consent.FieldPlanned, "2025", ""}, {consent.FieldPlanned, "2029", consent.ProblemTooFar}, {consent.FieldPlanned, "2024", consent.ProblemTooFar},
		{consent.FieldAnaesthesiaOn, "2028", ""}, {consent.FieldAnaesthesiaOn, "2029", consent.ProblemTooFar}, {consent.FieldAnaesthesiaOn, "demain", consent.ProblemNotADate},
		{consent.FieldAddress, "1\n2\n3\n4\n5", consent.ProblemTooManyLines}, {consent.FieldAddress, "1\n\n2\n3\n4\n", ""}, {consent.FieldAddress, "1\t2", consent.ProblemControl},
		{consent.FieldDoctorAddress, "1\n2\n3\n4\n5", ""}, // no doctor is named
		{consent.FieldTrustedRelation, "son fils", ""},
	} {
		k, problems := typed(t, map[consent.Field]string{c.field: c.text})
		if problems[c.field] != c.want {
			t.Errorf("%s %q: %q, want %q", c.field, c.text, problems[c.field], c.want)
		}
		if k.DoctorAddress+k.TrustedRelation != "" {
			t.Errorf("%s is kept of nobody", c.field)
		}
	}
	k, problems := typed(t, map[consent.Field]string{
		consent.FieldAddress: " 3 rue du  Modèle\n\n00000 Ville ", consent.FieldDoctor: "Dr Type", consent.FieldDoctorAddress: "2 place\n00000 Ville",
		consent.FieldRheumatologist: "Dr Renvoi", consent.FieldRheumatologistAddress: "4 place", consent.FieldTrustedPerson: "Paul", consent.FieldTrustedRelation: "son fils",
	})
	got := []string{k.Address, k.Doctor, k.DoctorAddress, k.Rheumatologist, k.RheumatologistAddress, k.TrustedRelation}
	if want := []string{"3 rue du Modèle\n00000 Ville", "Dr Type", "2 place\n00000 Ville", "Dr Renvoi", "4 place", "son fils"}; !slices.Equal(got, want) || len(problems) > 0 {
		t.Errorf("%q %v", got, problems)
	}
}
