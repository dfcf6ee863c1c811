package document

import (
	"bytes"
	"compress/zlib"
	"regexp"
	"strings"
	"testing"

	"eclaire/consent"
	"eclaire/consent/document/documenttest"
)

// ofInformation finds the digest of the information in what the consent says.
var ofInformation = regexp.MustCompile(`(?:PartieD·PartD|PartD·PartieD|PartieD/PartD|PartD/PartieD)([0-9A-F]{64})`)

// TestPartDigest: the digest of the information that the consent shows is that of the
// pages in the file, however it is packed, and another if a word of them is another.
func TestPartDigest(t *testing.T) {
	lib, words := shipped()
	for _, o := range consent.AllOutcomes() {
		for _, print := range []string{"", "large"} {
			s := sample{o, consent.French, 2, "A4", print}
			r := record(t, s)
			set, err := newSet(string(o), r, lib, words)
			if err != nil {
				t.Fatal(err)
			}
			plans := set.parts()
			d, err := set.layOut(plans)
			if err != nil {
				t.Fatal(err)
			}
			file := pdf(t, d)
			got, err := PartDigest(file, InformationPart)
			if err != nil {
				t.Fatal(err)
			}
			text := ""
			for _, p := range d.Pages {
				if p.Part == ConsentPart {
					text += Bare(printed(p))
				}
			}
			m := ofInformation.FindStringSubmatch(text)
			if o == consent.Confirmed || o == consent.Withdrawn {
				if got != "" || m != nil {
					t.Errorf("%s: the digest %q, shown as %q, of information that there is none of", s.name(), got, m)
				}
				continue
			}
			var read []*plan
			for _, p := range plans {
				if p.part == InformationPart {
					read = append(read, p)
				}
			}
			if m == nil || got != strings.ToLower(m[1]) || got != digestOf(read) || len(read) != 2 {
				t.Errorf("%s: the file's pages have the digest %s, the consent shows %q, the layout has %s", s.name(), got, m, digestOf(read))
			}
			if again, err := PartDigest(documenttest.Repack(t, file, zlib.BestSpeed), InformationPart); err != nil || again != got {
				t.Errorf("%s: packed otherwise the digest is %s, %v", s.name(), again, err)
			}
			other := documenttest.Rewrite(t, file, zlib.NoCompression, func(b []byte) []byte {
				return bytes.ReplaceAll(b, []byte("\x00o\x00s\x00t\x00\xe9\x00o\x00p"), []byte("\x00O\x00s\x00t\x00\xe9\x00o\x00p"))
			})
			if changed, err := PartDigest(other, InformationPart); err != nil || changed == got {
				t.Errorf("%s: with another letter the digest is the same (%v)", s.name(), err)
			}
		}
	}
	if _, err := PartDigest([]byte(header), InformationPart); err == nil {
		t.Error("a file without pages has a digest")
	}
}
