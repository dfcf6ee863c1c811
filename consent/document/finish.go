package document

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"strconv"

	"eclaire/consent"
)

// tags are the languages as PDF names them.
var tags = map[consent.Language]string{consent.French: "fr-FR", consent.English: "en-GB"}

// finish completes what gofpdf leaves out: the language of the document and
// the wish to show its title in the catalog, the file's identifier in the
// trailer, and the subset names of the fonts.
//
// It rests on gofpdf's regular output: the catalog is the last object, so that
// what it grows by moves nothing but the cross-reference table's own place, and
// a font's new name is as long as the old one.
func finish(pdf []byte, lang consent.Language) ([]byte, error) {
	sum := sha256.Sum256(pdf)
	rename(pdf, sum[:])
	catalog := bytes.LastIndex(pdf, []byte("/Type /Catalog\n"))
	xref := bytes.LastIndex(pdf, []byte("\nxref\n"))
	trailer := bytes.LastIndex(pdf, []byte("trailer\n<<\n"))
	if catalog < 0 || xref < catalog || trailer < xref {
		return nil, fmt.Errorf("failed to finish the pages: the page writer's output has another shape than expected")
	}
	names := bytes.Index(pdf[catalog:], []byte("/Names <<\n"))
	if names < 0 {
		return nil, fmt.Errorf("failed to finish the pages: no name dictionary")
	}
	rest := bytes.Index(pdf[catalog:], []byte("\nendobj\n"))
	var out bytes.Buffer
	out.Grow(len(pdf) + 256)
	out.Write(pdf[:catalog])
	fmt.Fprintf(&out, "/Type /Catalog\n/Pages 1 0 R\n/Lang (%s)\n/ViewerPreferences <</DisplayDocTitle true>>\n>>", tags[lang])
	out.Write(pdf[catalog+rest : xref+1])
	start := out.Len()
	table := pdf[xref+1 : trailer]
	out.Write(table)
	fmt.Fprintf(&out, "trailer\n<<\n/ID [<%x> <%x>]\n", sum[:16], sum[:16])
	entries := pdf[trailer+len("trailer\n<<\n"):]
	end := bytes.Index(entries, []byte("startxref\n"))
	out.Write(entries[:end])
	out.WriteString("startxref\n" + strconv.Itoa(start) + "\n%%EOF\n")
	return out.Bytes(), nil
}

// rename gives each font file a subset's name: six capitals, a plus, the name.
func rename(pdf, seed []byte) {
	const prefix = "/utf8" + family
	for at := 0; ; {
		i := bytes.Index(pdf[at:], []byte(prefix))
		if i < 0 {
			return
		}
		name := pdf[at+i+1 : at+i+len(prefix)]
		bold := bytes.HasPrefix(pdf[at+i+len(prefix):], []byte("B"))
		for k := range 6 {
			name[k] = 'A' + (seed[k]+boolByte(bold))%26
		}
		name[6] = '+'
		copy(name[7:], "AtkinsonHyperlegibleNext")
		at += i + len(prefix)
	}
}

func boolByte(b bool) byte {
	if b {
		return 1
	}
	return 0
}
