package play

import (
	"reflect"
	"strings"
	"unicode"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// Tongues knows the words that stand in one language only, taken from all that
// the program can say.
type Tongues struct {
	only map[consent.Language]map[string]bool
}

// NewTongues reads the words of the interface and of the content.
func NewTongues(lib *content.Library, words *locales.Bundle) Tongues {
	all := map[consent.Language]map[string]bool{consent.French: {}, consent.English: {}}
	learn := func(l consent.Language, text string) {
		for _, word := range wordsOf(text) {
			all[l][word] = true
		}
	}
	for key, text := range words.Texts() {
		for _, l := range consent.Languages() {
			if strings.HasPrefix(key, "active."+string(l)+".") {
				learn(l, text)
			}
		}
	}
	passages(reflect.ValueOf(*lib), func(t content.Text) {
		learn(consent.French, t.FR)
		learn(consent.English, t.EN)
	})
	for _, f := range lib.Facts { // the sections of the article are named as they are
		learn(consent.French, f.Where)
		learn(consent.English, f.Where)
	}
	only := map[consent.Language]map[string]bool{}
	for _, l := range consent.Languages() {
		only[l] = map[string]bool{}
		for word := range all[l] {
			if !all[l.Other()][word] {
				only[l][word] = true
			}
		}
	}
	return Tongues{only}
}

// Foreign gives a word of a text that stands in the other language only, if
// the text has more of those than of its own.
func (t Tongues) Foreign(text string, l consent.Language) string {
	own, other, first := 0, 0, ""
	for _, word := range wordsOf(text) {
		switch {
		case t.only[l][word]:
			own++
		case t.only[l.Other()][word]:
			if other++; first == "" {
				first = word
			}
		}
	}
	if other > own {
		return first
	}
	return ""
}

// wordsOf gives the words of a text in small letters, without placeholders.
func wordsOf(text string) []string {
	var out []string
	for _, field := range strings.Fields(text) {
		if strings.ContainsAny(field, "{}‹›") {
			continue
		}
		for _, word := range strings.FieldsFunc(strings.ToLower(field), func(r rune) bool { return !unicode.IsLetter(r) }) {
			if len([]rune(word)) > 1 {
				out = append(out, word)
			}
		}
	}
	return out
}

// passages finds every Text in the content, however deep.
func passages(v reflect.Value, found func(content.Text)) {
	switch v.Kind() {
	case reflect.Struct:
		if t, ok := v.Interface().(content.Text); ok {
			found(t)
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				passages(v.Field(i), found)
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			passages(v.Index(i), found)
		}
	}
}
