package content

import (
	"strconv"

	"eclaire/consent"
	"eclaire/locales"
)

// Vars gives the value of every placeholder for one case in one language.
func Vars(s *locales.Speaker, c consent.Case, clinic consent.Clinic) map[string]string {
	procedure := c.Procedure
	if procedure == consent.ProcedureUndecided {
		procedure = consent.Vertebroplasty
		if c.ToTreat == consent.NewLevelSet(consent.Sacrum) {
			procedure = consent.Sacroplasty
		}
	}
	return map[string]string{
		"levels":         s.Levels(c.ToTreat),
		"old_levels":     s.Levels(c.Old),
		"level_count":    s.N("levels.count", c.ToTreat.Len()),
		"threshold":      strconv.Itoa(clinic.Threshold),
		"patient":        c.FullName(),
		"clinician":      orElse(c.Clinician, s.T("your.clinician")),
		"clinic":         orElse(clinic.Name, s.T("your.clinic")),
		"procedure":      s.T("procedure.the." + string(procedure)),
		"interpreter":    c.Interpreter,
		"trusted_person": c.TrustedPerson,
		"witness":        c.Witness,
	}
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
