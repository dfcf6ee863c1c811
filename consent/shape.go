package consent

import (
	"encoding/json"
	"errors"
	"fmt"
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
		return shape{writeRecord1, readRecord1}, nil
	case schema == 2:
		return shape{writeRecord2, readRecord2}, nil
	case schema > RecordSchema:
		return shape{}, fmt.Errorf("%w (its shape is %d, this version reads shapes up to %d)", ErrNewerRecord, schema, RecordSchema)
	}
	return shape{}, ErrNotARecord
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
