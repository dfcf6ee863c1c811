package document

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"eclaire/assets"
)

// baseFont is how a PDF names the font, behind the six capitals of its subset.
const baseFont = "EclaireSans"

// fontSubset is one face of the font with the characters that a document prints, as it
// stands in a file. It does not change.
type fontSubset struct {
	face       int // 0 regular, 1 bold
	runes      string
	name       string
	widths     string // the entry of the font
	descriptor string // entries of its descriptor
	unicode    []byte // the map to characters, compressed
	glyphs     []byte // the map to glyphs, compressed
	file       []byte // the font program, compressed
	length     string // the entry that says how long it is when unpacked
}

// subsetKeeper keeps the subsets that were used last: most documents print the
// characters of another.
type subsetKeeper struct {
	mu   sync.Mutex
	kept []*fontSubset // the last used one first
}

// mostSubsets is how many are kept, of some 30 kB each.
const mostSubsets = 8

var fontSubsets subsetKeeper

// get gives the subset of a face for characters in their order.
func (k *subsetKeeper) get(face int, runes []rune) (*fontSubset, error) {
	text := string(runes)
	if s := k.use(face, text); s != nil {
		return s, nil
	}
	s, err := newFontSubset(face, text)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.kept = slices.Insert(k.kept, 0, s)
	k.kept = k.kept[:min(len(k.kept), mostSubsets)]
	return s, nil
}

// use gives a subset that is kept, and puts it first; nil if there is none.
func (k *subsetKeeper) use(face int, runes string) *fontSubset {
	k.mu.Lock()
	defer k.mu.Unlock()
	i := slices.IndexFunc(k.kept, func(s *fontSubset) bool { return s.face == face && s.runes == runes })
	if i < 0 {
		return nil
	}
	s := k.kept[i]
	copy(k.kept[1:], k.kept[:i])
	k.kept[0] = s
	return s
}

var (
	// widths finds the widths of the glyphs in what gofpdf writes of a font.
	widths = regexp.MustCompile(`(?s)/W \[.*\n?\]`)
	// length1 finds how long a font's file is when unpacked.
	length1 = regexp.MustCompile(`/Length1 \d+`)
)

// newFontSubset has gofpdf write a page that prints the characters, and takes the font
// from its file.
func newFontSubset(face int, runes string) (*fontSubset, error) {
	style, ttf, weight := "", assets.FontRegular, "-Regular"
	if face == 1 {
		style, ttf, weight = "B", assets.FontBold, "-Bold"
	}
	pdf := newPDF(100, 100)
	pdf.AddUTF8FontFromBytes(family, style, slices.Clone(ttf)) // gofpdf writes into it
	pdf.AddPage()
	pdf.SetFont(family, style, 11)
	pdf.Text(0, 0, runes)
	raw, err := output(pdf)
	if err != nil {
		return nil, err
	}
	objects, err := splitObjects(raw)
	if err != nil {
		return nil, err
	}
	first := slices.IndexFunc(objects, func(o []byte) bool { return bytes.HasPrefix(o, []byte("<</Type /Font\n/Subtype /Type0")) })
	if first < 0 || first+fontObjects > len(objects) {
		return nil, errShape
	}
	objects = objects[first : first+fontObjects]
	descriptor := objects[fontDescriptor]
	w, length := widths.Find(objects[fontCID]), length1.Find(objects[fontFile])
	from, to := bytes.Index(descriptor, []byte("/Ascent")), bytes.Index(descriptor, []byte("/FontFile2 "))
	glyphs, ok1 := streamOf(objects[fontGlyphs])
	file, ok2 := streamOf(objects[fontFile])
	if w == nil || length == nil || from < 0 || to < from || !ok1 || !ok2 {
		return nil, errShape
	}
	return &fontSubset{
		face: face, runes: runes, name: subset(runes) + "+" + baseFont + weight,
		widths: string(bytes.ReplaceAll(w, []byte("\n"), nil)), descriptor: string(descriptor[from:to]),
		unicode: deflated(toUnicode([]rune(runes))), glyphs: bytes.Clone(glyphs),
		file: bytes.Clone(file), length: string(length),
	}, nil
}

// streamOf gives the stream of an object of gofpdf.
func streamOf(object []byte) ([]byte, bool) {
	start, length, ok := stream(object)
	if !ok {
		return nil, false
	}
	return object[start : start+length], true
}

// font writes the objects of a face and gives the number of the first.
func (f *finisher) font(s *fontSubset) int {
	first, cid, unicode := f.reserve(), f.reserve(), f.reserve()
	descriptor, glyphs, file := f.reserve(), f.reserve(), f.reserve()
	f.small(first, fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>",
		s.name, cid, unicode))
	f.small(cid, fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>/FontDescriptor %d 0 R/CIDToGIDMap %d 0 R%s>>",
		s.name, descriptor, glyphs, s.widths))
	f.small(descriptor, fmt.Sprintf("<</Type/FontDescriptor/FontName/%s%s/FontFile2 %d 0 R>>", s.name, s.descriptor, file))
	f.ready(unicode, deflateFilter, s.unicode)
	f.ready(glyphs, deflateFilter, s.glyphs)
	f.ready(file, deflateFilter+s.length, s.file)
	return first
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
