package document

import (
	"fmt"
	"slices"
	"strings"

	"eclaire/consent"
)

// structure gathers, while pages are drawn, which marks of which page make up
// each element.
type structure struct {
	elements []Element
	alts     map[int]string
	kids     [][]kid
	placed   []bool
	marks    [][]int // by page, then by mark: the element it belongs to
}

// kid is a child of an element: another element, or a mark on a page.
type kid struct {
	element    int // 0 for a mark
	page, mark int
}

func newStructure(elements []Element, pages int) *structure {
	return &structure{
		elements: append([]Element{}, elements...), alts: map[int]string{},
		kids: make([][]kid, len(elements)), placed: make([]bool, len(elements)), marks: make([][]int, pages),
	}
}

// mark gives the number of a new mark on a page for what a tag says.
func (s *structure) mark(page int, t Tag) int {
	s.place(t.Element)
	if t.Alt != "" {
		s.alts[t.Element] = t.Alt
	}
	n := len(s.marks[page])
	s.marks[page] = append(s.marks[page], t.Element)
	s.kids[t.Element] = append(s.kids[t.Element], kid{page: page, mark: n})
	return n
}

// place puts an element, and those around it, at their place in the order.
func (s *structure) place(e int) {
	if s.placed[e] {
		return
	}
	s.placed[e] = true
	if e == 0 {
		return
	}
	s.place(s.elements[e].Parent)
	parent := s.elements[e].Parent
	s.kids[parent] = append(s.kids[parent], kid{element: e})
}

// lang is the language that an element is in.
func (s *structure) lang(e int) consent.Language {
	for s.elements[e].Lang == "" && e != 0 {
		e = s.elements[e].Parent
	}
	return s.elements[e].Lang
}

// blanks puts the cells to write in into their rows.
func (s *structure) blanks() {
	for e, el := range s.elements {
		if !el.Blank || s.placed[e] {
			continue
		}
		if table := s.elements[el.Parent].Parent; s.placed[table] {
			s.place(e)
		}
	}
}

// attributes are those of an element's own owner (ISO 32000-1, 14.8.5).
func (s *structure) attributes(e int) string {
	el := s.elements[e]
	switch {
	case el.Role == TableHead && el.Span > 1:
		return fmt.Sprintf("/A<</O/Table/Scope/%s/ColSpan %d>>", el.Scope, el.Span)
	case el.Role == TableHead:
		return fmt.Sprintf("/A<</O/Table/Scope/%s>>", el.Scope)
	case el.Role == List:
		return "/A<</O/List/ListNumbering/" + s.numbering(e) + ">>"
	}
	return ""
}

// numbering is the kind of a list's labels.
func (s *structure) numbering(list int) string {
	for _, item := range s.kids[list] {
		for _, k := range s.kids[item.element] {
			if label := s.elements[k.element]; k.element > 0 && label.Role == ListLabel {
				if label.Said != "" {
					return "Square"
				}
				return "Decimal"
			}
		}
	}
	return "None"
}

// write writes all elements below the tree of the structure, with form as the
// element of the field of the seal. It gives the numbers of the elements'
// objects. Elements of one role stand together: they pack best so.
func (s *structure) write(w *writer, tree int, pages []int, form int) []int {
	numbers := make([]int, len(s.elements))
	var order []int
	for e := range s.elements {
		if s.placed[e] {
			order = append(order, e)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(s.elements[a].Role) - int(s.elements[b].Role) })
	for _, e := range order {
		numbers[e] = w.reserve()
	}
	var b strings.Builder
	for _, e := range order {
		el, parent := s.elements[e], tree
		if e > 0 {
			parent = numbers[el.Parent]
		}
		b.Reset()
		fmt.Fprintf(&b, "<</S/%s/P %d 0 R", el.Role, parent)
		if el.Lang != "" {
			fmt.Fprintf(&b, "/Lang(%s)", tags[el.Lang])
		}
		if alt := s.alts[e]; alt != "" {
			fmt.Fprintf(&b, "/Alt%s", textString(alt))
		}
		if el.Said != "" {
			fmt.Fprintf(&b, "/ActualText%s", textString(el.Said))
		}
		b.WriteString(s.attributes(e))
		s.writeKids(&b, s.kids[e], numbers, pages, e == 0, form)
		b.WriteString(">>")
		w.small(numbers[e], b.String())
	}
	return numbers
}

// writeKids names the children; marks of the page of the first one by their
// number alone.
func (s *structure) writeKids(b *strings.Builder, kids []kid, numbers, pages []int, root bool, form int) {
	page := -1
	for _, k := range kids {
		if k.element == 0 {
			page = k.page
			fmt.Fprintf(b, "/Pg %d 0 R", pages[page])
			break
		}
	}
	switch {
	case len(kids) == 0 && !root:
		return
	case len(kids) == 1 && kids[0].element == 0 && !root:
		fmt.Fprintf(b, "/K %d", kids[0].mark)
		return
	}
	b.WriteString("/K[")
	for i, k := range kids {
		if i > 0 {
			b.WriteByte(' ')
		}
		switch {
		case k.element > 0:
			fmt.Fprintf(b, "%d 0 R", numbers[k.element])
		case k.page == page:
			fmt.Fprintf(b, "%d", k.mark)
		default:
			fmt.Fprintf(b, "<</Type/MCR/Pg %d 0 R/MCID %d>>", pages[k.page], k.mark)
		}
	}
	if root {
		fmt.Fprintf(b, " %d 0 R", form)
	}
	b.WriteByte(']')
}
