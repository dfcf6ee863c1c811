package document

import (
	"fmt"
	"regexp"
	"strconv"
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

var (
	labelsOf = regexp.MustCompile(`/PageLabels<</Nums\[([^\]]*)\]>>`)
	labelOf  = regexp.MustCompile(`^(\d{1,4})<</S/D(?:/P\(([A-D]) (?:(fr|en) )?\)|/St \d{1,4})>>`)
)

// readLabels gives the pages of a file their parts, as its catalog has them.
func readLabels(catalog []byte, pages []pageSource) error {
	m := labelsOf.FindSubmatch(catalog)
	if m == nil {
		return nil
	}
	for rest := m[1]; len(rest) > 0; {
		run := labelOf.FindSubmatch(rest)
		if run == nil {
			return ErrNotDrawn
		}
		from, _ := strconv.Atoi(string(run[1])) // digits, few enough
		if from >= len(pages) {
			return ErrNotDrawn
		}
		for i := range pages[from:] { // up to the next run
			pages[from+i].part, pages[from+i].lang = Part(run[2]), consent.Language(run[3])
		}
		rest = rest[len(run[0]):]
	}
	return nil
}

// named names a part and, where it is in one language, that language, as page feet do.
func (p Part) named(l consent.Language) string {
	if l == "" {
		return string(p)
	}
	return string(p) + " " + string(l)
}
