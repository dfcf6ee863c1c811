package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"eclaire/consent/archive"
	"eclaire/consent/seal"
	"eclaire/content"
	"eclaire/locales"
)

// TestStolenDisk takes a real window to a signed consent in the archive, with
// marked names, and cuts the power: no file of the whole home (data, settings,
// cache, temporary files) and no file's name holds one of them, in any of the
// usual encodings. The clinic reads the document with its passphrase.
func TestStolenDisk(t *testing.T) {
	need(t, "Xvfb", "xdotool")
	lib, _, err := content.LoadAll(content.Files(), locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	binary(t) // is built with the usual home
	home := t.TempDir()
	t.Setenv("HOME", home)
	initArchive(t)
	d := sitIn(t, home)
	d.archive = true
	d.prepare("'ZQBIRTHNAME", "'ZQFIRSTNAMES", "'ZQCLINICIAN")
	d.way(lib)
	d.kill()
	for _, l := range leaks(t, home, "ZQBIRTHNAME", "ZQFIRSTNAMES", "ZQCLINICIAN", "Jeanne EXEMPLE", "03/03/1941", "1941-03-03") {
		t.Error(l)
	}
	k := openKeeping(t, defaults(), "")
	st, err := k.store.Unlock(t.Context(), testPassphrase, "Dr Modele")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := st.Search(t.Context(), archive.Query{Text: "zqbirthname"})
	if err != nil || len(rows) != 1 || rows[0].About.FirstNames != "ZQFIRSTNAMES" || rows[0].About.Clinician != "ZQCLINICIAN" {
		t.Fatalf("%v, %v", rows, err)
	}
	doc, err := st.Open(t.Context(), rows[0].ID, "show")
	if err != nil {
		t.Fatal(err)
	}
	trust, err := defaults().trust()
	if err != nil {
		t.Fatal(err)
	}
	if r := seal.Verify(doc.PDF, trust); !r.Unchanged() || !r.Trusted {
		t.Error(r.Findings)
	}
	if found := leaks(t, t.TempDir(), "x"); found != nil {
		t.Error("found where nothing is")
	}
	seen := filepath.Join(t.TempDir(), "seen")
	if err := os.WriteFile(seen, append([]byte("\x00"), encodings("ZQBIRTHNAME")["UTF-16"]...), 0o600); err != nil {
		t.Fatal(err)
	}
	if found := leaks(t, filepath.Dir(seen), "ZQBIRTHNAME"); len(found) != 1 {
		t.Error("the search finds nothing where something is")
	}
}

// encodings gives the forms in which a word could lie in a file.
func encodings(word string) map[string][]byte {
	var little []byte
	for _, u := range utf16.Encode([]rune(word)) {
		little = append(little, byte(u), byte(u>>8))
	}
	out := map[string][]byte{"UTF-8": []byte(word), "lower case": []byte(strings.ToLower(word)), "UTF-16": little, "hexadecimal": fmt.Appendf(nil, "%x", word)}
	for shift := range 3 {
		text := base64.StdEncoding.EncodeToString(append(make([]byte, shift), word...))
		out[fmt.Sprintf("base64 at %d", shift)] = []byte(text[4 : len(text)-len(text)%4-4]) // without what depends on the bytes around
	}
	return out
}

// leaks looks for words in every file below a folder, and in the files' names.
func leaks(t *testing.T, dir string, words ...string) (out []string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(path)
		files++
		for _, w := range words {
			for form, trace := range encodings(w) {
				if len(trace) > 3 && (bytes.Contains(text, trace) || strings.Contains(path, w)) {
					out = append(out, fmt.Sprintf("%q as %s in %s", w, form, filepath.Base(path)))
				}
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d files searched", files)
	return out
}
