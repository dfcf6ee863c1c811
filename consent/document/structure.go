package document

import (
	"slices"
	"strconv"

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
	s := &structure{
		elements: append([]Element{}, elements...), alts: map[int]string{},
		kids: make([][]kid, len(elements)), placed: make([]bool, len(elements)), marks: make([][]int, pages),
	}
	firsts := make([]kid, len(elements)) // most elements have one child only
	for e := range s.kids {
		s.kids[e] = firsts[e : e : e+1]
	}
	return s
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

// appendAttributes appends those of an element's own owner (ISO 32000-1, 14.8.5).
func (s *structure) appendAttributes(b []byte, e int) []byte {
	el := s.elements[e]
	switch {
	case el.Role == TableHead:
		b = append(append(b, "/A<</O/Table/Scope/"...), el.Scope...)
		if el.Span > 1 {
			b = strconv.AppendInt(append(b, "/ColSpan "...), int64(el.Span), 10)
		}
		return append(b, ">>"...)
	case el.Role == List:
		b = append(append(b, "/A<</O/List/ListNumbering/"...), s.numbering(e)...)
		return append(b, ">>"...)
	}
	return b
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
	for _, e := range order {
		parent := tree
		if e > 0 {
			parent = numbers[s.elements[e].Parent]
		}
		w.appended(numbers[e], func(b []byte) []byte {
			b = s.appendElement(b, e, parent)
			b = s.appendKids(b, s.kids[e], numbers, pages, e == 0, form)
			return append(b, ">>"...)
		})
	}
	return numbers
}

// appendElement appends the beginning of an element's object, up to its children.
func (s *structure) appendElement(b []byte, e, parent int) []byte {
	el := s.elements[e]
	b = append(append(b, "<</S/"...), el.Role.String()...)
	b = appendRef(append(b, "/P "...), parent)
	if el.Lang != "" {
		b = append(append(append(b, "/Lang("...), tags[el.Lang]...), ')')
	}
	if alt := s.alts[e]; alt != "" {
		b = append(append(b, "/Alt"...), textString(alt)...)
	}
	if el.Said != "" {
		b = append(append(b, "/ActualText"...), textString(el.Said)...)
	}
	return s.appendAttributes(b, e)
}

// appendKids names the children; marks of the page of the first one by their
// number alone.
func (s *structure) appendKids(b []byte, kids []kid, numbers, pages []int, root bool, form int) []byte {
	page := -1
	for _, k := range kids {
		if k.element == 0 {
			page = k.page
			b = appendRef(append(b, "/Pg "...), pages[page])
			break
		}
	}
	switch {
	case len(kids) == 0 && !root:
		return b
	case len(kids) == 1 && kids[0].element == 0 && !root:
		return strconv.AppendInt(append(b, "/K "...), int64(kids[0].mark), 10)
	}
	b = append(b, "/K["...)
	for i, k := range kids {
		if i > 0 {
			b = append(b, ' ')
		}
		switch {
		case k.element > 0:
			b = appendRef(b, numbers[k.element])
		case k.page == page:
			b = strconv.AppendInt(b, int64(k.mark), 10)
		default:
			b = appendRef(append(b, "<</Type/MCR/Pg "...), pages[k.page])
			b = strconv.AppendInt(append(b, "/MCID "...), int64(k.mark), 10)
			b = append(b, ">>"...)
		}
	}
	if root {
		b = appendRef(append(b, ' '), form)
	}
	return append(b, ']')
}
