package consent

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
)

// shape is how the records of one schema are written and read. The shape of a
// schema has types and rules of its own, which never follow Record, Case or
// Session when those change: what it wrote once it reads for ever, and writes
// again to the byte.
type shape struct {
	// write gives the canonical text. It refuses a record that holds what this
	// schema has no place for: nothing is left out without a word.
	write func(Record) ([]byte, error)
	// read reads the canonical text. It refuses any other text (ErrNotARecord,
	// ErrEdited), and any record that no session of its time could have ended in.
	read func([]byte) (Record, error)
}

// shapeOf gives the shape of a schema. A new schema gets its case here, its own
// file beside record1.go, and RecordSchema; those before it stay as they are.
func shapeOf(schema int) (shape, error) {
	switch {
	case schema == 1:
		return shapeWith(schema, freeze1), nil
	case schema == 2:
		return shapeWith(schema, freeze2), nil
	case schema > RecordSchema:
		return shape{}, fmt.Errorf("%w (its shape is %d, this version reads shapes up to %d)", ErrNewerRecord, schema, RecordSchema)
	}
	return shape{}, ErrNotARecord
}

// frozen is a record in the types of one schema, which are its own.
type frozen interface {
	thaw() (Record, error) // the record as the program has it now, if it can be read at all
	check() error          // the rules that a session had to keep when the schema was written
}

// shapeWith gives the shape of a schema whose types freeze takes a record into.
func shapeWith[F frozen](schema int, freeze func(Record) F) shape {
	return shape{
		write: func(r Record) ([]byte, error) {
			f := freeze(r)
			if back, err := f.thaw(); err != nil || !reflect.DeepEqual(back, r) {
				return nil, fmt.Errorf("failed to write the record: schema %d has no place for something that it holds", schema)
			}
			return plainJSON(f)
		},
		read: func(text []byte) (Record, error) {
			var f F
			if err := strictJSON(text, &f); err != nil {
				return Record{}, ErrNotARecord
			}
			r, err := f.thaw()
			if err != nil {
				return Record{}, ErrNotARecord
			}
			if again, err := plainJSON(freeze(r)); err != nil || !bytes.Equal(again, text) {
				return Record{}, ErrEdited
			}
			if err := f.check(); err != nil {
				return Record{}, fmt.Errorf("this holds no finished session: %w", err)
			}
			return r, nil
		},
	}
}

// ErrNewerRecord says that a record has a schema that this program does not know.
// Nothing is wrong with it.
var ErrNewerRecord = errors.New("a newer version of the program made this record: update this program to read it")

// schemaOf finds the schema in a record's text, whatever else that holds; 0 if
// it names none.
func schemaOf(text []byte) int {
	var only struct {
		Schema int `json:"schema"`
	}
	if json.Unmarshal(text, &only) != nil {
		return 0
	}
	return only.Schema
}

// heldFormOf finds the form of a session that was put by; 0 if the text names none.
func heldFormOf(b []byte) int {
	var only struct {
		Form int `json:"held"`
	}
	if json.Unmarshal(b, &only) != nil {
		return 0
	}
	return only.Form
}
