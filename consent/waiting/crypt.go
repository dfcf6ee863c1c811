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
// entries, which would lose some without a word.
const formVersion = 1

// formFields are the entries that version 1 of the form knows.
var formFields = []consent.Field{
	consent.FieldBirthName, consent.FieldFirstNames, consent.FieldUsedName, consent.FieldBirthDate, consent.FieldSex,
	consent.FieldRecordNumber, consent.FieldLevels, consent.FieldPainOnset, consent.FieldEarlier, consent.FieldTScore,
	consent.FieldClinician, consent.FieldNurse, consent.FieldInterpreter, consent.FieldTrustedPerson, consent.FieldWitness,
}

// payload is what is encrypted of a case. Every version has code and time under
// these names, so that any other can show that the case is there. Cases of the
// program 0.1.0 name no version: they are of version 1. It looked at none, so that
// a later version must put its form under another name.
type payload struct {
	Version  int             `json:"version"`
	Code     string          `json:"code"`
	Prepared time.Time       `json:"prepared"`
	Form     json.RawMessage `json:"form"`
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
	text, err := json.Marshal(payload{formVersion, c.Code, c.Prepared, form})
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

// readForm reads the form of a case of this version, and refuses any other
// (ErrVersion): also one with an entry that this version does not know.
func readForm(p payload) (f consent.Form, err error) {
	if p.Version != formVersion && p.Version != 0 {
		return consent.Form{}, ErrVersion
	}
	d := json.NewDecoder(bytes.NewReader(p.Form))
	d.DisallowUnknownFields()
	if d.Decode(&f) != nil {
		return consent.Form{}, ErrVersion
	}
	if _, err := d.Token(); err != io.EOF {
		return consent.Form{}, ErrVersion
	}
	for field := range f.Texts {
		if !slices.Contains(formFields, field) {
			return consent.Form{}, ErrVersion
		}
	}
	if f.Texts == nil {
		f.Texts = map[consent.Field]string{}
	}
	return f, nil
}
