package tomlfile

import (
	"encoding"
	"fmt"
	"reflect"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// mostUnknown is how many unknown keys are named one by one. The decoder's own
// list of them takes the square of their number in time.
const mostUnknown = 20

// unknownKeys names the keys of a text that v, which it was decoded into, has no
// place for.
func unknownKeys(name string, text []byte, lines Lines, v any) (faults Faults) {
	var all map[string]any
	if toml.Unmarshal(text, &all) != nil {
		return nil // it was decoded already
	}
	visitUnknown(all, reflect.TypeOf(v), "", "", func(path, key string) {
		faults = append(faults, Fault{name, lines.At(path), key})
	})
	faults.Sort()
	more := len(faults) - mostUnknown
	faults = faults[:min(len(faults), mostUnknown)]
	for i := range faults {
		faults[i].Text = fmt.Sprintf("unknown key %q: correct its spelling, or take it out", faults[i].Text)
	}
	if more > 0 {
		faults = append(faults, Fault{name, 0, fmt.Sprintf("and %d more unknown keys", more)})
	}
	return faults
}

var readsText = reflect.TypeFor[encoding.TextUnmarshaler]()

// visitUnknown goes through what was read beside the type that it is for. path is
// that of Lines, key the same without the numbers of array elements.
func visitUnknown(v any, t reflect.Type, path, key string, visit func(path, key string)) {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == nil || reflect.PointerTo(t).Implements(readsText) {
		return
	}
	switch v := v.(type) {
	case map[string]any:
		var places map[string]reflect.Type
		if t.Kind() == reflect.Struct {
			places = map[string]reflect.Type{}
			fields(t, places)
		} else if t.Kind() != reflect.Map {
			return
		}
		for k, inner := range v {
			under := reflect.Type(nil)
			if places == nil {
				under = t.Elem()
			} else if under = places[strings.ToLower(k)]; under == nil {
				visit(join(path, k), join(key, k))
				continue
			}
			visitUnknown(inner, under, join(path, k), join(key, k), visit)
		}
	case []any:
		if t.Kind() != reflect.Slice && t.Kind() != reflect.Array {
			return
		}
		for i, inner := range v {
			visitUnknown(inner, t.Elem(), fmt.Sprintf("%s[%d]", path, i), key, visit)
		}
	}
}

// fields lists the keys of a table as the decoder knows them: case does not matter.
func fields(t reflect.Type, into map[string]reflect.Type) {
	for i := range t.NumField() {
		f := t.Field(i)
		tag, _, _ := strings.Cut(f.Tag.Get("toml"), ",")
		inner := f.Type
		if inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		switch {
		case tag == "-":
		case f.Anonymous && tag == "" && inner.Kind() == reflect.Struct:
			fields(inner, into)
		case !f.IsExported():
		case tag != "":
			into[strings.ToLower(tag)] = f.Type
		default:
			into[strings.ToLower(f.Name)] = f.Type
		}
	}
}
