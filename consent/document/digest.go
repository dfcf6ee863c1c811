package document

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// digestOf is the SHA-256 of what parts say, as lowercase hexadecimal digits: their words
// in reading order, in Unicode's composed form (NFC), parted by single spaces, without
// the heads and feet of pages. It waits until the parts are laid out.
func digestOf(parts []*plan) string {
	var s strings.Builder
	for _, p := range parts {
		<-p.ready
		for _, page := range p.pages {
			wordsOf(&s, page)
		}
	}
	return digestText(s.String())
}

// wordsOf writes the words of a page, those of different elements apart.
func wordsOf(s *strings.Builder, page Page) {
	last := 0
	for _, it := range page.Items {
		text, ok := it.Shape.(Text)
		if !ok || it.Tag.Element == 0 {
			continue
		}
		if it.Tag.Element != last {
			s.WriteByte(' ')
		}
		last = it.Tag.Element
		s.WriteString(text.String)
	}
	s.WriteByte(' ')
}

// digestText is the digest of words.
func digestText(s string) string {
	sum := sha256.Sum256([]byte(norm.NFC.String(strings.Join(strings.Fields(s), " "))))
	return hex.EncodeToString(sum[:])
}
