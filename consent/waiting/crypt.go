package waiting

import (
	"bytes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"eclaire/consent"
)

// formVersion is the version of the form as it is kept here. It grows with every
// change of consent.Form: a form is never read by a program that knows other
// entries, which would lose some without a word. Forms of version 1 have nothing that
// this one has not, and are read.
const formVersion = 2

// formFields1 and formFields are the entries that versions 1 and 2 of the form know.
var (
	formFields1 = []consent.Field{
		consent.FieldBirthName, consent.FieldFirstNames, consent.FieldUsedName, consent.FieldBirthDate, consent.FieldSex,
		consent.FieldRecordNumber, consent.FieldLevels, consent.FieldPainOnset, consent.FieldEarlier, consent.FieldTScore,
		consent.FieldClinician, consent.FieldNurse, consent.FieldInterpreter, consent.FieldTrustedPerson, consent.FieldWitness,
	}
	formFields = slices.Concat(formFields1, []consent.Field{
		consent.FieldFunction, consent.FieldInterpreterLanguage, consent.FieldTrustedContact, consent.FieldThinners,
		consent.FieldAllergy, consent.FieldInfection, consent.FieldProtector,
		consent.FieldImaged, consent.FieldPlanned, consent.FieldAnaesthesiaOn, consent.FieldTrustedRelation, consent.FieldAddress,
		consent.FieldDoctor, consent.FieldDoctorAddress, consent.FieldRheumatologist, consent.FieldRheumatologistAddress,
	})
)

// form1 is the form of version 1.
type form1 struct {
	Texts      map[consent.Field]string
	Sex        consent.Sex
	ToTreat    consent.LevelSet
	Old        consent.LevelSet
	Pain       *int
	PainYields consent.Reply
	Oedema     consent.Reply
	Cleft      consent.Reply
	BedBound   consent.Reply
	Sudden     consent.Reply
	Family     consent.Reply
	Procedure  consent.Procedure
}

// now gives it as the form is now.
func (f form1) now() consent.Form {
	return consent.Form{Texts: f.Texts, Sex: f.Sex, ToTreat: f.ToTreat, Old: f.Old, Pain: f.Pain, PainYields: f.PainYields,
		Oedema: f.Oedema, Cleft: f.Cleft, BedBound: f.BedBound, Sudden: f.Sudden, Family: f.Family, Procedure: f.Procedure}
}

// payload is what is encrypted of a case. Every version has code and time under
// these names, so that any other can show that the case is there. Cases of the
// program 0.1.0 name no version: they are of version 1. It looked at none, so that
// later versions put their form under names of their own.
type payload struct {
	Version  int             `json:"version"`
	Code     string          `json:"code"`
	Prepared time.Time       `json:"prepared"`
	Form1    json.RawMessage `json:"form,omitempty"`
	Form     json.RawMessage `json:"form_2,omitempty"`
}

// step is what a case is filled up to, so that its size tells nothing.
const step = 4096

// bound ties what is encrypted to its id and day.
func bound(day string, id ID) []byte {
	return append([]byte("eclaire prepared case 1 "+day+" "), id[:]...)
}

// encrypt gives what is kept of a case.
func encrypt(key cipher.AEAD, day string, c Case) ([]byte, error) {
	form, err := json.Marshal(c.Form)
	if err != nil {
		return nil, fmt.Errorf("failed to keep a prepared case: %w", err)
	}
	text, err := json.Marshal(payload{Version: formVersion, Code: c.Code, Prepared: c.Prepared, Form: form})
	if err != nil {
		return nil, fmt.Errorf("failed to keep a prepared case: %w", err)
	}
	n := 4 + len(text)
	plain := make([]byte, (n+step-1)/step*step)
	binary.BigEndian.PutUint32(plain, uint32(len(text)))
	copy(plain[4:], text)
	nonce := make([]byte, key.NonceSize())
	_, _ = rand.Read(nonce)
	return key.Seal(nonce, nonce, plain, bound(day, c.ID)), nil
}

var errOpen = errors.New("this is no prepared case of this list")

// decrypt reads what encrypt gave for the same day and id.
func decrypt(key cipher.AEAD, day string, id ID, b []byte) (Case, error) {
	if len(b) < key.NonceSize() {
		return Case{}, errOpen
	}
	plain, err := key.Open(nil, b[:key.NonceSize()], b[key.NonceSize():], bound(day, id))
	if err != nil || len(plain) < 4 {
		return Case{}, errOpen
	}
	n := binary.BigEndian.Uint32(plain)
	var p payload
	if uint64(n) > uint64(len(plain)-4) || json.Unmarshal(plain[4:4+n], &p) != nil {
		return Case{}, errOpen
	}
	c := Case{ID: id, Code: p.Code, Prepared: p.Prepared}
	c.Form, err = readForm(p)
	c.Strange = err != nil
	return c, nil
}

// readForm reads the form of a case of this version or the one before, and refuses
// any other (ErrVersion): also one with an entry that its version does not know.
func readForm(p payload) (f consent.Form, err error) {
	known := formFields
	switch p.Version {
	case formVersion:
		err = strict(p.Form, &f)
	case 0, 1:
		var old form1
		err = strict(p.Form1, &old)
		f, known = old.now(), formFields1
	default:
		err = ErrVersion
	}
	for field := range f.Texts {
		if !slices.Contains(known, field) {
			err = ErrVersion
		}
	}
	if err != nil {
		return consent.Form{}, err
	}
	if f.Texts == nil {
		f.Texts = map[consent.Field]string{}
	}
	return f, nil
}

// strict reads a text with no entry that into does not have, and nothing behind it.
func strict(text json.RawMessage, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if d.Decode(into) != nil {
		return ErrVersion
	}
	if _, err := d.Token(); err != io.EOF {
		return ErrVersion
	}
	return nil
}
