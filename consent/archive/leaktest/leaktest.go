// Package leaktest looks for words of a patient where none may be: in bytes and
// in all files below a folder, in the forms in which a program could have left
// them there. It is for tests.
package leaktest

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
)

// shortest is the length under which a form is found by chance, in bytes.
const shortest = 4

// Forms gives the forms in which a word could lie in a file, by name: UTF-8, in
// lower case, UTF-16 in both orders, hexadecimal, and base64 at each of the three
// places where it can begin.
func Forms(word string) map[string][]byte {
	var little, big []byte
	for _, u := range utf16.Encode([]rune(word)) {
		little, big = binary.LittleEndian.AppendUint16(little, u), binary.BigEndian.AppendUint16(big, u)
	}
	out := map[string][]byte{"UTF-8": []byte(word), "lower case": []byte(strings.ToLower(word)), "hexadecimal": fmt.Appendf(nil, "%x", word),
		"UTF-16LE": little, "UTF-16BE": big}
	for shift := range 3 {
		text := base64.StdEncoding.EncodeToString(append(make([]byte, shift), word...))
		if len(text) >= 8+shortest {
			out[fmt.Sprintf("base64 at %d", shift)] = []byte(text[4 : len(text)-4]) // without what depends on the bytes around
		}
	}
	return out
}

// In names the words that b holds, each with its form.
func In(b []byte, words ...string) (found []string) {
	for _, w := range words {
		for form, trace := range Forms(w) {
			if bytes.Contains(b, trace) {
				found = append(found, fmt.Sprintf("%q as %s", w, form))
			}
		}
	}
	return found
}

// Below names the words that stand in a file below the folders or in its path. It
// tells how many files it read.
func Below(t testing.TB, words []string, folders ...string) (found []string, files int) {
	t.Helper()
	for _, dir := range folders {
		err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || !e.Type().IsRegular() {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			files++
			for _, what := range In(text, words...) {
				found = append(found, what+" in "+filepath.Base(path))
			}
			for _, w := range words {
				if strings.Contains(path, w) {
					found = append(found, fmt.Sprintf("%q in the name %s", w, filepath.Base(path)))
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found, files
}
