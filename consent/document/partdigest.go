package document

import (
	"regexp"
	"strconv"
	"strings"
)

// PartDigest is the SHA-256 of what a part of a file of WritePDF says, as lowercase
// hexadecimal digits: the words of its pages in the order of reading, in Unicode's
// composed form (NFC), parted by single spaces, without heads and feet. That of the
// information is what the consent shows of it. It is "" for a part that the file lacks.
func PartDigest(file []byte, part Part) (string, error) {
	pages, err := readPages(file)
	if err != nil {
		return "", err
	}
	elements, err := readElements(file)
	if err != nil {
		return "", err
	}
	var s strings.Builder
	found := false
	for i, p := range pages {
		if p.part != part || part == "" {
			continue
		}
		found = true
		if err := sayPage(&s, p, elements[i]); err != nil {
			return "", err
		}
	}
	if !found {
		return "", nil
	}
	return digestText(s.String()), nil
}

// sayPage writes the words of a page, those of different elements apart, see wordsOf.
func sayPage(s *strings.Builder, p pageSource, elements []int) error {
	last := 0
	t := tracer{stroke: func(strokeRun) {}, run: func(r textRun) {
		if r.mark == 0 || r.mark > len(elements) {
			return
		}
		if now := elements[r.mark-1]; now != last {
			s.WriteByte(' ')
			last = now
		}
		s.WriteString(r.text)
	}}
	err := t.trace(p.content, t.operator)
	s.WriteByte(' ')
	return err
}

var (
	treeRef   = regexp.MustCompile(`/StructTreeRoot (\d{1,6}) 0 R`)
	parentRef = regexp.MustCompile(`/ParentTree (\d{1,6}) 0 R`)
	marksOf   = regexp.MustCompile(`(\d{1,4})\[((?: ?\d{1,6} 0 R)*)\]`)
)

// readElements gives the objects of the elements that the marks of each page belong to.
func readElements(file []byte) (map[int][]int, error) {
	list, _, err := readObjects(file)
	if err != nil {
		return nil, err
	}
	objects, err := numbered(list)
	if err != nil {
		return nil, err
	}
	body := list[len(list)-1].body
	for _, step := range []*regexp.Regexp{rootRef, treeRef, parentRef} {
		m := step.FindSubmatch(body)
		if m == nil {
			return nil, ErrNotDrawn
		}
		n, _ := strconv.Atoi(string(m[1])) // digits, few enough
		body = objects[n].body
	}
	out := map[int][]int{}
	for _, page := range marksOf.FindAllSubmatch(body, mostPages) {
		at, _ := strconv.Atoi(string(page[1]))
		for _, ref := range reference.FindAllSubmatch(page[2], -1) {
			n, _ := strconv.Atoi(string(ref[1]))
			out[at] = append(out[at], n)
		}
	}
	return out, nil
}
