package document

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"eclaire/consent"
)

// Selection is a choice of a document's pages, to be printed by themselves.
type Selection string

// The selections of pages.
const (
	SelectAll         Selection = "all"         // the whole file as it is
	SelectPatient     Selection = "patient"     // the consent, and the follow-up in the language read
	SelectFile        Selection = "file"        // the consent, for the patient's file
	SelectConsent     Selection = "consent"     // part A
	SelectFollowUp    Selection = "follow-up"   // part B in each language
	SelectLetter      Selection = "letter"      // part C
	SelectInformation Selection = "information" // part D in each language
)

// The reasons why a document lacks a selection.
var (
	ErrNoParts = errors.New("the document is not made of parts: it can only be taken whole")
	ErrNoPart  = errors.New("the document has no such part")
)

// selected are the parts of each selection. The first one has to be there.
var selected = map[Selection][]Part{
	SelectPatient: {ConsentPart, FollowUpPart}, SelectFile: {ConsentPart}, SelectConsent: {ConsentPart},
	SelectFollowUp: {FollowUpPart}, SelectLetter: {LetterPart}, SelectInformation: {InformationPart},
}

// Selections are all of them, in the order in which they are offered.
func Selections() []Selection {
	return []Selection{SelectPatient, SelectFile, SelectLetter, SelectConsent, SelectFollowUp, SelectInformation, SelectAll}
}

// SelectionsOf tells what a file that WritePDF wrote can be asked for: the whole of a
// document without parts, and no letter where none was written.
func SelectionsOf(file []byte) ([]Selection, error) {
	pages, err := readPages(file)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(Selections(), func(s Selection) bool {
		_, err := s.of(pages)
		return err != nil
	}), nil
}

// Select gives of a file that WritePDF wrote, with or without a seal, the pages of a
// selection as a plain PDF file for a printer: each page as it stands in the file, never
// drawn anew, without the record, the structure and the field of the seal. SelectAll
// gives the file itself. A document without parts is ErrNoParts, one that lacks the part
// ErrNoPart, and any other file ErrNotDrawn.
func Select(file []byte, want Selection) ([]byte, error) {
	t, err := readTree(file)
	if err != nil {
		return nil, err
	}
	pages, err := want.of(t.pages)
	if err != nil {
		return nil, err
	}
	if want == SelectAll {
		return file, nil
	}
	w := newWriter()
	return (&selector{writer: w, tree: t, pages: pages, numbers: map[int]int{}}).write()
}

// of gives the pages of a selection.
func (s Selection) of(pages []pageSource) ([]pageSource, error) {
	if s == SelectAll {
		return pages, nil
	}
	if !slices.ContainsFunc(pages, func(p pageSource) bool { return p.part != "" }) {
		return nil, ErrNoParts
	}
	var out []pageSource
	for _, part := range selected[s] {
		first := consent.Language("")
		for _, p := range pages {
			if p.part != part {
				continue
			}
			if first == "" {
				first = p.lang
			}
			if s != SelectPatient || p.lang == first { // the language read comes first
				out = append(out, p)
			}
		}
		if len(out) == 0 {
			return nil, ErrNoPart
		}
	}
	if len(out) == 0 {
		return nil, ErrNoPart
	}
	return out, nil
}

// selector copies pages into a file of their own, with all that they name.
type selector struct {
	*writer
	tree    pageTree
	pages   []pageSource
	numbers map[int]int // the new numbers of objects, by the old ones
	waiting []int       // old numbers of objects to be copied
}

var (
	infoRef    = regexp.MustCompile(`/Info (\d{1,6}) 0 R`)
	langOf     = regexp.MustCompile(`/Lang\((?:fr-FR|en-GB)\)`)
	intentOf   = regexp.MustCompile(`/OutputIntents\[<<[^<>\[\]]{0,200}/DestOutputProfile \d{1,6} 0 R>>\]`)
	resourceOf = regexp.MustCompile(`^(<</Font<<(?:/F\d{1,3} \d{1,6} 0 R)*>>)(?:/XObject<<((?:/[SPI]\d* \d{1,6} 0 R)*)>>)?>>$`)
	drawnForm  = regexp.MustCompile(`(/[SPI]\d*) Do\b`)
)

// write writes the file: first the pages, then what they rest on, then the catalog.
func (s *selector) write() ([]byte, error) {
	catalog, info, root := s.reserve(), s.reserve(), s.reserve()
	if err := s.writePages(root); err != nil {
		return nil, err
	}
	intent := s.renumbered(intentOf.Find(s.tree.catalog)) // colours look the same
	if err := s.copy(); err != nil {
		return nil, err
	}
	m := infoRef.FindSubmatch(s.tree.table)
	if m == nil {
		return nil, ErrNotDrawn
	}
	about := s.tree.at(m[1])
	if about.data != nil || !bytes.HasPrefix(about.body, []byte("<<")) {
		return nil, ErrNotDrawn
	}
	s.plain(info, string(about.body))
	s.plain(catalog, fmt.Sprintf("<</Type/Catalog/Pages %d 0 R%s/MarkInfo<</Marked false>>/ViewerPreferences<</DisplayDocTitle true>>%s%s>>",
		root, s.lang(), intent, s.labels()))
	return s.finish(catalog, info), nil
}

// writePages writes the pages and what they can name.
func (s *selector) writePages(root int) error {
	resources := map[int]int{} // their new numbers, by the old ones
	var kids strings.Builder
	for i, p := range s.pages {
		if p.content == nil {
			return ErrNotDrawn
		}
		named, ok := resources[p.resources]
		if !ok {
			named = s.reserve()
			resources[p.resources] = named
			if err := s.resources(named, p.resources); err != nil {
				return err
			}
		}
		n := s.reserve()
		s.small(n, fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources %d 0 R/Contents %d 0 R/Rotate 0>>",
			root, points(p.width), points(p.height), named, s.number(p.contents)))
		if i > 0 {
			kids.WriteByte(' ')
		}
		fmt.Fprintf(&kids, "%d 0 R", n)
	}
	s.small(root, fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(s.pages), kids.String()))
	return nil
}

// resources writes what pages can name: all fonts, and of the drawings and pictures those
// that the pages show.
func (s *selector) resources(n, old int) error {
	m := resourceOf.FindSubmatch(bytes.TrimSpace(s.tree.objects[old].body))
	if m == nil {
		return ErrNotDrawn
	}
	shown := map[string]bool{}
	for _, p := range s.pages {
		for _, f := range drawnForm.FindAllSubmatch(p.content, -1) {
			shown[string(f[1])] = true
		}
	}
	var b strings.Builder
	b.Write(s.renumbered(m[1]))
	b.WriteString("/XObject<<")
	for _, f := range formRef.FindAllSubmatch(m[2], -1) {
		if shown[string(f[1])] {
			b.Write(s.renumbered(f[0]))
		}
	}
	s.small(n, b.String()+">>>>")
	return nil
}

// number gives the new number of an object, which is to be copied.
func (s *selector) number(old int) int {
	n, ok := s.numbers[old]
	if !ok {
		n = s.reserve()
		s.numbers[old] = n
		s.waiting = append(s.waiting, old)
	}
	return n
}

// renumbered names objects by their new numbers.
func (s *selector) renumbered(body []byte) []byte {
	return reference.ReplaceAllFunc(body, func(ref []byte) []byte {
		return fmt.Appendf(nil, "%d 0 R", s.number(numberOf(reference.FindSubmatch(ref)[1])))
	})
}

// copy copies the objects that wait, with those that they name: each once.
func (s *selector) copy() error {
	for len(s.waiting) > 0 {
		old := s.waiting[0]
		s.waiting = s.waiting[1:]
		o, ok := s.tree.objects[old]
		body := s.renumbered(bytes.TrimSpace(o.body))
		if !ok || packedHead.Match(o.body) {
			return ErrNotDrawn
		}
		if o.data == nil {
			s.small(s.numbers[old], string(body))
			continue
		}
		dict, ok := bytes.CutPrefix(body, []byte("<<"))
		if !ok {
			return ErrNotDrawn
		}
		s.ready(s.numbers[old], string(dict), o.raw)
	}
	return nil
}

// lang is the entry of the catalog for the language: that of the pages, if they have one,
// or else the whole file's.
func (s *selector) lang() string {
	first := s.pages[0].lang
	if first == "" || slices.ContainsFunc(s.pages, func(p pageSource) bool { return p.lang != first }) {
		return string(langOf.Find(s.tree.catalog))
	}
	return "/Lang(" + tags[first] + ")"
}

// labels are the numbers of the pages, part by part.
func (s *selector) labels() string {
	d := Document{}
	for _, p := range s.pages {
		d.Pages = append(d.Pages, Page{Part: p.part, Lang: p.lang})
	}
	return d.pageLabels()
}
