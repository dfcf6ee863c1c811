package content

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/gob"
	"fmt"
	"io/fs"
	"reflect"

	"eclaire/content/textfile"
	"eclaire/locales"
)

//go:generate go test -run TestSnapshotIsOfTheTexts -update .

// snapshotFile holds a snapshot (gob) of the content that the program ships with.
//
//go:embed snapshot.gob
var snapshotFile []byte

// snapshot is what reading and checking the shipped texts gave, so that a start
// need not do it anew. It counts only for the very sources that it was made of:
// where they changed since, they are read.
type snapshot struct {
	Sources [sha256.Size]byte // see shippedSources
	Library Library
	Words   []word // sorted by key
}

// word is one text of the interface, as locales.Bundle.Texts has it.
type word struct{ Key, Text string }

// restore gives what LoadAll would give of the shipped sources; false where the
// snapshot is of others.
func (s *snapshot) restore() (*Library, *locales.Bundle, bool) {
	if s.Sources != shippedSources() {
		return nil, nil, false
	}
	texts := make(map[string]string, len(s.Words))
	for _, w := range s.Words {
		texts[w.Key] = w.Text
	}
	lib := s.Library
	lib.clauses = map[string]Clause{}
	lib.drawings, lib.readings = shippedPictures(), &readings{}
	clausesIn(reflect.ValueOf(lib), lib.clauses)
	return &lib, locales.FromTexts(texts), true
}

// readSnapshot reads the shipped snapshot.
func readSnapshot() (*snapshot, error) {
	s := &snapshot{}
	return s, gob.NewDecoder(bytes.NewReader(snapshotFile)).Decode(s)
}

// clausesIn notes every clause below v by its id.
func clausesIn(v reflect.Value, into map[string]Clause) {
	switch v.Kind() {
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Struct {
			for i := range v.Len() {
				clausesIn(v.Index(i), into)
			}
		}
	case reflect.Struct:
		if c, ok := reflect.TypeAssert[Clause](v); ok {
			into[c.ID] = c
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				clausesIn(v.Field(i), into)
			}
		}
	}
}

// shippedSources is the digest of all shipped texts: content and interface words.
func shippedSources() [sha256.Size]byte {
	hash := sha256.New()
	for _, fsys := range []fs.FS{Files(), locales.Files()} {
		_ = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error { // what is embedded can be read
			if err != nil || d.IsDir() {
				return err
			}
			text, err := fs.ReadFile(fsys, name)
			text = textfile.Lines(text)
			fmt.Fprintf(hash, "%s\x00%d\x00%s", name, len(text), text)
			return err
		})
	}
	return [sha256.Size]byte(hash.Sum(nil))
}
