package content

import (
	"bytes"
	"encoding/gob"
	"flag"
	"maps"
	"os"
	"reflect"
	"slices"
	"testing"

	"eclaire/locales"
)

var update = flag.Bool("update", false, "make the snapshot of the shipped texts anew")

// TestSnapshotIsOfTheTexts compares the snapshot with the texts as they are read
// and checked.
func TestSnapshotIsOfTheTexts(t *testing.T) {
	lib, words, err := LoadAll(Files(), locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		writeSnapshot(t, lib, words)
	}
	s, err := readSnapshot()
	if err != nil {
		t.Fatalf("%v; run: go generate ./content", err)
	}
	got, said, ok := s.restore()
	if !ok {
		t.Fatal("texts or words changed since the snapshot was made; run: go generate ./content")
	}
	emptyIsNone(reflect.ValueOf(lib).Elem())
	for id, c := range lib.clauses {
		emptyIsNone(reflect.ValueOf(&c).Elem())
		lib.clauses[id] = c
	}
	if !reflect.DeepEqual(got, lib) {
		t.Error("the snapshot's content is another than that of the texts; run: go generate ./content")
	}
	if !maps.Equal(said.Texts(), words.Texts()) {
		t.Error("the snapshot's words are others; run: go generate ./content")
	}
}

// emptyIsNone puts nil for every empty list: the snapshot knows no difference.
func emptyIsNone(v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice:
		if v.Len() == 0 && v.CanSet() {
			v.SetZero()
		}
		for i := range v.Len() {
			emptyIsNone(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			emptyIsNone(v.Field(i))
		}
	}
}

func writeSnapshot(t *testing.T, lib *Library, words *locales.Bundle) {
	t.Helper()
	s := snapshot{Sources: shippedSources(), Library: *lib}
	for _, key := range slices.Sorted(maps.Keys(words.Texts())) {
		s.Words = append(s.Words, word{key, words.Texts()[key]})
	}
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(s); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("snapshot.gob", b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	snapshotFile = b.Bytes()
}

// A snapshot of other sources is not believed.
func TestSnapshotOfOtherTexts(t *testing.T) {
	s, err := readSnapshot()
	if err != nil {
		t.Fatal(err)
	}
	s.Sources[0]++
	if _, _, ok := s.restore(); ok {
		t.Error("the snapshot of other texts is taken for these")
	}
}

func BenchmarkShipped(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := readShipped(); err != nil {
			b.Fatal(err)
		}
	}
}
