package content

import (
	"strconv"
	"strings"

	"eclaire/consent"
	"eclaire/locales"
)

// Vars gives the value of every placeholder for one case in one language.
func (l *Library) Vars(s *locales.Speaker, c consent.Case, clinic consent.Clinic) map[string]string {
	return map[string]string{
		"levels":         s.Levels(c.ToTreat),
		"old_levels":     s.Levels(c.Old),
		"level_count":    s.N("levels.count", c.ToTreat.Len()),
		"threshold":      strconv.Itoa(clinic.Threshold),
		"patient":        c.FullName(),
		"clinician":      orElse(c.Clinician, s.T("your.clinician")),
		"clinic":         orElse(clinic.Name, s.T("your.clinic")),
		"procedure":      s.T("procedure.the." + string(c.Considered())),
		"interpreter":    c.Interpreter,
		"trusted_person": c.TrustedPerson,
		"witness":        c.Witness,
		"levels_named":   LevelsNamed(s, c.ToTreat),
		"emergency":      emergency(s, clinic),
		"phone_day":      unbroken(orElse(clinic.Phone, s.T("your.phone"))),
		"phone_night":    unbroken(orElse(clinic.PhoneNight, s.T("your.phone"))),
		"doctor":         orElse(c.Doctor, s.T("your.doctor")),
		"data_contact":   orElse(clinic.DataContact, s.T("your.data")),
		"written":        s.Date(l.About.Written),
		"review_before":  s.Date(l.About.Review),
	}
}

// unbroken keeps a telephone number on one line; words go on being broken.
func unbroken(number string) string {
	if strings.ContainsAny(number, "0123456789") {
		return strings.ReplaceAll(number, " ", "\u00a0")
	}
	return number
}

// emergency gives the numbers to call at once. Where the country is not known all
// are given, each with its country's name: a wrong number alone could cost a life.
func emergency(s *locales.Speaker, clinic consent.Clinic) string {
	switch {
	case clinic.Emergency != "":
		return clinic.Emergency
	case clinic.Country == "FR":
		return s.T("emergency.fr")
	case clinic.Country == "GB":
		return s.T("emergency.gb")
	}
	return s.T("emergency.all")
}

// LevelsNamed names levels in full, as a patient hears them, with the short name
// that stands in reports. French reports write T12 or D12.
func LevelsNamed(s *locales.Speaker, set consent.LevelSet) string {
	var out []string
	for _, l := range set.Levels() {
		short := l.String()
		number, _ := strconv.Atoi(short[1:])
		switch {
		case l == consent.Sacrum:
			out = append(out, s.T("level.sacrum"))
		case l <= consent.T12:
			out = append(out, s.T("level.thoracic", "Ordinal", ordinal(s.Language, number), "Number", number))
		default:
			out = append(out, s.T("level.lumbar", "Ordinal", ordinal(s.Language, number), "Number", number))
		}
	}
	return s.List(out)
}

// ordinal writes 1 to 12 as a rank: 1re, 2e; 1st, 2nd.
func ordinal(l consent.Language, n int) string {
	suffix := map[int]string{1: "st", 2: "nd", 3: "rd"}
	switch {
	case l == consent.French && n == 1:
		return "1re"
	case l == consent.French:
		return strconv.Itoa(n) + "e"
	case suffix[n] != "":
		return strconv.Itoa(n) + suffix[n]
	}
	return strconv.Itoa(n) + "th"
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
