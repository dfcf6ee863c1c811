package document

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"regexp"
	"strings"
)

// baseFont is how a PDF names the font, behind the six capitals of its subset.
const baseFont = "EclaireSans"

// widths finds the widths of the glyphs in what gofpdf writes of a font.
var widths = regexp.MustCompile(`(?s)/W \[.*\n?\]`)

// font writes the objects of one face: 0 regular, 1 bold.
func (f *finisher) font(objects [][]byte, face int) (int, error) {
	w := widths.Find(objects[fontCID])
	if w == nil {
		return 0, errShape
	}
	name := subset(string(f.runes[face])) + "+" + baseFont + [2]string{"-Regular", "-Bold"}[face]
	descriptor := bytes.TrimSuffix(objects[fontDescriptor], []byte("\nendobj\n"))
	file := bytes.Index(descriptor, []byte("/FontFile2 "))
	from := bytes.Index(descriptor, []byte("/Ascent"))
	if file < 0 || from < 0 {
		return 0, errShape
	}
	numbers := [fontObjects]int{}
	for i := range numbers {
		if i != fontSystem {
			numbers[i] = f.reserve()
		}
	}
	f.small(numbers[fontType0], fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>",
		name, numbers[fontCID], numbers[fontUnicode]))
	f.small(numbers[fontCID], fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>/FontDescriptor %d 0 R/CIDToGIDMap %d 0 R%s>>",
		name, numbers[fontDescriptor], numbers[fontGlyphs], bytes.ReplaceAll(w, []byte("\n"), nil)))
	f.small(numbers[fontDescriptor], fmt.Sprintf("<</Type/FontDescriptor/FontName/%s%s/FontFile2 %d 0 R>>", name, descriptor[from:file], numbers[fontFile]))
	f.stream(numbers[fontUnicode], "", toUnicode(f.runes[face]))
	for _, part := range []int{fontGlyphs, fontFile} {
		if err := f.copyStream(numbers[part], objects[part]); err != nil {
			return 0, err
		}
	}
	return numbers[fontType0], nil
}

// length1 finds how long a font's file is when unpacked.
var length1 = regexp.MustCompile(`/Length1 (\d+)`)

// copyStream writes a stream that gofpdf has packed.
func (f *finisher) copyStream(n int, object []byte) error {
	start, length, ok := stream(object)
	if !ok {
		return errShape
	}
	dict := "/Filter/FlateDecode"
	if m := length1.FindSubmatch(object[:start]); m != nil {
		dict += "/Length1 " + string(m[1])
	}
	f.ready(n, dict, object[start:start+length])
	return nil
}

// subset makes the six capitals that name a subset of the font by its glyphs.
func subset(runes string) string {
	sum := sha256.Sum256([]byte(runes))
	name := make([]byte, 6)
	for i := range name {
		name[i] = 'A' + sum[i]%26
	}
	return string(name)
}

// toUnicode is the map from the codes of a text to its characters, which are
// the same number here (ISO 32000-1, 9.10.3).
func toUnicode(runes []rune) []byte {
	var b strings.Builder
	b.WriteString("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n" +
		"/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
	const most = 100 // entries of one block
	for len(runes) > 0 {
		n := min(most, len(runes))
		fmt.Fprintf(&b, "%d beginbfchar\n", n)
		for _, r := range runes[:n] {
			fmt.Fprintf(&b, "<%04X><%04X>\n", r, r)
		}
		b.WriteString("endbfchar\n")
		runes = runes[n:]
	}
	b.WriteString("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n")
	return []byte(b.String())
}
