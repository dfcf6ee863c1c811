package content

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"reflect"
)

// Keep writes the texts, so that what was read with them can be told from what is there
// now (see Kept and Changed). The same texts give the same bytes.
func (l *Library) Keep() ([]byte, error) {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(l); err != nil {
		return nil, fmt.Errorf("failed to write the texts: %w", err)
	}
	return b.Bytes(), nil
}

// Kept reads what Keep wrote.
func Kept(b []byte) (*Library, error) {
	l := &Library{}
	if err := gob.NewDecoder(bytes.NewReader(b)).Decode(l); err != nil {
		return nil, fmt.Errorf("these texts cannot be read: %w", err)
	}
	l.clauses, l.drawings, l.readings = map[string]Clause{}, shippedPictures(), &readings{}
	clausesIn(reflect.ValueOf(*l), l.clauses)
	return l, nil
}
