package screen

import (
	"time"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// fieldsOf tells which entries each step of the form can refuse.
var fieldsOf = map[string][]consent.Field{
	"identity": {consent.FieldBirthName, consent.FieldFirstNames, consent.FieldUsedName, consent.FieldBirthDate,
		consent.FieldSex, consent.FieldRecordNumber},
	"fracture": {consent.FieldLevels, consent.FieldPainOnset},
	"history":  {consent.FieldEarlier, consent.FieldTScore},
	"safety":   {consent.FieldThinners, consent.FieldAllergy, consent.FieldInfection, consent.FieldProtector},
	"people": {consent.FieldClinician, consent.FieldFunction, consent.FieldNurse, consent.FieldWitness, consent.FieldInterpreter,
		consent.FieldInterpreterLanguage, consent.FieldTrustedPerson, consent.FieldTrustedRelation, consent.FieldTrustedContact},
	"letter": {consent.FieldPlanned, consent.FieldAnaesthesiaOn, consent.FieldImaged, consent.FieldAddress, consent.FieldDoctor,
		consent.FieldDoctorAddress, consent.FieldRheumatologist, consent.FieldRheumatologistAddress},
	today: {consent.FieldClinician, consent.FieldNurse, consent.FieldInterpreter, consent.FieldTrustedPerson, consent.FieldWitness},
}

// Reading is what the form's texts are read with, at a time.
func Reading(at time.Time, words *locales.Bundle, prints func(rune) bool) consent.Reading {
	return consent.Reading{Today: consent.DateOf(at), Date: words.ParseDate, Prints: prints}
}

// refusedStep gives the first step of the form in which an entry is refused,
// which then shows it; "" when there is none.
func (s *State) refusedStep(r consent.Reading) string {
	_, problems := s.Form.Read(r)
	for _, step := range formSteps {
		for _, field := range fieldsOf[step] {
			if problems[field] != "" {
				s.Checked[step] = true
				return step
			}
		}
	}
	return ""
}

// Beginning is what a case is begun with.
type Beginning struct {
	Lib     *content.Library
	Reading consent.Reading // see Reading
	At      time.Time
	Do      func(consent.Event) error // see Way
	Lot     uint64                    // by which orders and questions are drawn
}

// Begin makes the case of the form and begins the patient's session on it. It
// gives the step in which an entry is refused, if there is one; without one the
// session can still refuse to begin anew, since somebody has signed.
func (s *State) Begin(b Beginning) (refused string, done bool) {
	if refused = s.refusedStep(b.Reading); refused != "" {
		return refused, false
	}
	made, _ := s.Form.Read(b.Reading)
	clinic := s.Session.Clinic
	script := b.Lib.Script(consent.TraitsOf(made, clinic.Threshold, consent.DateOf(b.At)), b.Lot)
	if b.Do(consent.Prepare{Case: made, Clinic: clinic, Script: script, At: b.At, Sample: s.Session.Specimen}) != nil {
		return "", false
	}
	s.StartOver()
	return "", true
}
