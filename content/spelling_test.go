package content

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"eclaire/consent"
	"eclaire/content/textfile"
)

// dictionaries are those of hunspell.
var dictionaries = map[consent.Language]string{consent.French: "fr", consent.English: "en_GB"}

// said is one text as somebody reads it, and where it stands.
type said struct{ where, text string }

// everySaid lists all texts of the content and of the interface in one language, with
// what an ordinary case puts into them.
func everySaid(t testing.TB, l consent.Language) []said {
	t.Helper()
	lib, words, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	vars := maps.Clone(lib.reader(words, l).vars)
	vars["old_levels"] = vars["levels"]
	var out []said
	gatherTexts(reflect.ValueOf(*lib), "", func(where string, text Text) {
		if s := text.In(l); s != "" {
			out = append(out, said{where, Fill(strings.ReplaceAll(s, "**", ""), vars)})
		}
	})
	texts := words.Texts()
	prefix := "active." + string(l)
	for _, key := range slices.Sorted(maps.Keys(texts)) {
		if !strings.HasPrefix(key, prefix) {
			continue
		}
		filled := "12"
		if strings.HasSuffix(key, ".one") {
			filled = "1"
		}
		out = append(out, said{strings.TrimPrefix(key, prefix+".toml:"), actionPattern.ReplaceAllString(strings.ReplaceAll(texts[key], "**", ""), filled)})
	}
	if len(out) < 1000 {
		t.Fatalf("only %d texts in %s", len(out), prefix)
	}
	return out
}

// actionPattern is what the program puts into a text of the interface.
var actionPattern = regexp.MustCompile(`\{\{[^}]*\}\}`)

// gatherTexts visits every text below a value; an item is named by its id, or by that
// of the item that holds it.
func gatherTexts(v reflect.Value, where string, visit func(where string, t Text)) {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			gatherTexts(v.Index(i), where, visit)
		}
	case reflect.Struct:
		if t, ok := reflect.TypeAssert[Text](v); ok {
			visit(where, t)
			return
		}
		for _, name := range []string{"ID", "Item", "Outcome"} {
			if id := v.FieldByName(name); id.IsValid() && id.Kind() == reflect.String && id.String() != "" {
				where = id.String()
				break
			}
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				gatherTexts(v.Field(i), where, visit)
			}
		}
	}
}

// knownWords reads the words of one language that the dictionary lacks and that are
// right all the same.
func knownWords(t *testing.T, l consent.Language) []string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("quality", "words."+string(l)+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(textfile.Lines(b)))
}

// wordPattern is a word as the dictionary has it, with its hyphens and apostrophes, or
// what has digits and is none.
var wordPattern = regexp.MustCompile(`[\pL\d][\pL\d’'-]*`)

// unknownWords gives the words of the texts that hunspell does not know, with a place
// where each stands.
func unknownWords(t *testing.T, l consent.Language, texts []said) map[string]string {
	t.Helper()
	var in strings.Builder
	places := map[string]string{}
	for _, s := range texts {
		for _, w := range wordPattern.FindAllString(s.text, -1) {
			w = strings.Trim(strings.ReplaceAll(w, "’", "'"), "'-")
			if _, ok := places[w]; !ok && !strings.ContainsAny(w, "0123456789") {
				places[w] = s.where
				fmt.Fprintln(&in, w)
			}
		}
	}
	cmd := exec.Command("hunspell", "-l", "-i", "UTF-8", "-d", dictionaries[l])
	cmd.Stdin = strings.NewReader(in.String())
	var errs bytes.Buffer
	cmd.Stderr = &errs
	list, err := cmd.Output()
	if err != nil || errs.Len() > 0 {
		t.Fatalf("hunspell: %v: %s", err, errs.String())
	}
	out := map[string]string{}
	for _, w := range strings.Fields(string(list)) {
		out[w] = places[w]
	}
	for w, where := range places { // the dictionary divides words that it does not know whole
		for _, part := range strings.FieldsFunc(w, func(r rune) bool { return r == '-' || r == '\'' }) {
			if at, unknown := out[part]; unknown && at == "" {
				out[part] = where
			}
		}
	}
	return out
}

// needHunspell skips a test where hunspell or its dictionaries are missing, and fails
// it where every tool must be there.
func needHunspell(t *testing.T) {
	t.Helper()
	_, err := exec.LookPath("hunspell")
	for _, d := range dictionaries {
		if err == nil {
			err = exec.Command("hunspell", "-l", "-d", d, os.DevNull).Run()
		}
	}
	switch {
	case err == nil:
	case os.Getenv("ECLAIRE_ALL_TESTS") != "" || os.Getenv("CI") == "true":
		t.Fatalf("hunspell or its French and English dictionaries are missing: run .ci/setup test (%v)", err)
	default:
		t.Skip("NOT CHECKED: hunspell or its French and English dictionaries are missing; .ci/setup test installs them")
	}
}

// Every word of the content and the interface is one of its language.
func TestSpelling(t *testing.T) {
	needHunspell(t)
	for _, l := range consent.Languages() {
		known := knownWords(t, l)
		if !slices.IsSorted(known) || len(slices.Compact(slices.Clone(known))) != len(known) {
			t.Errorf("quality/words.%s.txt is not sorted, or has a word twice", l)
		}
		unknown := unknownWords(t, l, everySaid(t, l))
		for _, w := range slices.Sorted(maps.Keys(unknown)) {
			if !slices.Contains(known, w) {
				t.Errorf("%s: %q, in %s; mend it, or add it to quality/words.%s.txt", l, w, unknown[w], l)
			}
		}
		for _, w := range known {
			if _, ok := unknown[w]; !ok {
				t.Errorf("quality/words.%s.txt: %q is needed no more: take it out", l, w)
			}
		}
	}
}

// A word that is none is found.
func TestSpellingFindsFaults(t *testing.T) {
	needHunspell(t)
	for l, c := range map[consent.Language]struct{ text, wrong string }{
		consent.French:  {"L’os est caseé, puis il guérit.", "caseé"},
		consent.English: {"The bone is brokken, then it heals.", "brokken"},
	} {
		if got := unknownWords(t, l, []said{{"here", c.text}}); len(got) != 1 || got[c.wrong] != "here" {
			t.Errorf("%s: %v, want %q", l, got, c.wrong)
		}
	}
}

// TestWriteTexts writes all texts, one a line after its place, into the folder that
// ECLAIRE_TEXTS names, for a check of grammar.
func TestWriteTexts(t *testing.T) {
	dir := os.Getenv("ECLAIRE_TEXTS")
	if dir == "" {
		t.Skip("ECLAIRE_TEXTS names no folder")
	}
	for _, l := range consent.Languages() {
		var b strings.Builder
		for _, s := range everySaid(t, l) {
			fmt.Fprintf(&b, "%s\t%s\n", s.where, strings.Join(strings.FieldsFunc(s.text, func(r rune) bool { return r == '\n' || r == '\t' }), " "))
		}
		if err := os.WriteFile(filepath.Join(dir, string(l)+".txt"), []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
