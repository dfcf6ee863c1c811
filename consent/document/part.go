package document

import (
	"fmt"
	"strings"

	"eclaire/consent"
)

// Part is what a page belongs to within its document: each part is numbered, and
// can be printed, by itself. "" is a page of a document without parts.
type Part string

// The parts of a document, in their order: what is signed, what is taken home,
// what the doctors get, and what was read.
const (
	ConsentPart     Part = "A"
	FollowUpPart    Part = "B"
	LetterPart      Part = "C"
	InformationPart Part = "D"
)

// pageLabels is the entry of the catalog by which readers number the pages part by
// part (ISO 32000-1, 12.4.2): "A 1", or "B fr 1" for pages in one language. A
// document whose pages have no part has none.
func (d *Document) pageLabels() string {
	var b strings.Builder
	labelled, part, lang := false, Part(""), consent.Language("")
	for i, p := range d.Pages {
		if i > 0 && p.Part == part && p.Lang == lang {
			continue
		}
		part, lang = p.Part, p.Lang
		if part == "" { // a page between parts is numbered as it stands
			fmt.Fprintf(&b, "%d<</S/D/St %d>>", i, i+1)
			continue
		}
		labelled = true
		prefix := string(part) + " "
		if lang != "" {
			prefix += string(lang) + " "
		}
		fmt.Fprintf(&b, "%d<</S/D/P%s>>", i, textString(prefix))
	}
	if !labelled {
		return ""
	}
	return "/PageLabels<</Nums[" + b.String() + "]>>"
}

// named names a part and, where it is in one language, that language, as page feet do.
func (p Part) named(l consent.Language) string {
	if l == "" {
		return string(p)
	}
	return string(p) + " " + string(l)
}
