package document

import (
	"slices"

	"eclaire/assets/vector"
)

// block is what a page break never cuts: items with y from the block's own top.
type block struct {
	items  []Item
	height float64
	gap    float64   // space before it, dropped at the top of a page
	keep   bool      // stays on one page with the block after it
	page   bool      // begins a page
	leaf   bool      // which must be the front of a leaf, in print on both sides
	rule   bool      // both languages stand side by side, parted by a rule
	head   *block    // a table's head, said again when the block begins a page
	lower  [][]block // the same in lower pieces, for where the block does not fit; the first that fits is taken
	rest   int       // how many blocks after it the lower pieces replace too
}

func (b block) add(items []Item, dx, dy float64) block {
	for _, it := range items {
		b.items = append(b.items, Item{it.Tag, it.Shape.moved(dx, dy)})
	}
	return b
}

// title tells whether the block is a heading.
func (b block) title() bool {
	return slices.ContainsFunc(b.items, func(it Item) bool {
		return it.Tag.Role == Heading1 || it.Tag.Role == Heading2 || it.Tag.Role == Heading3
	})
}

// repeated is the block said again: it is no part of the structure any more.
func (b block) repeated() block {
	b.items = artifacts(slices.Clone(b.items))
	return b
}

// sheet is a page being filled.
type sheet struct {
	items []Item
	y     float64 // below what stands there
	empty bool
	ruled bool // the last block has the rule
	rule  Rect // the rule so far, of no width
}

// endRule draws the rule between the languages as far as it reaches.
func (s *sheet) endRule() {
	if r := s.rule; r.H > 0 {
		s.items = append(s.items, Item{Tag{}, stroke(ruleColour, 0.6, r.X, r.Y, r.X, r.Y+r.H)})
	}
	s.rule = Rect{}
}

// frame is where pages are filled, in points from their top left corner.
type frame struct {
	top, bottom float64
	ruleX       float64 // of the rule between the languages
	duplex      bool    // both sides of the paper are printed
}

// page is an empty page.
func (f frame) page() sheet { return sheet{y: f.top, empty: true} }

// flow fills pages with blocks.
func flow(blocks []block, f frame) []sheet {
	if len(blocks) == 0 {
		return nil
	}
	pages := []sheet{f.page()}
	for i := 0; i < len(blocks); {
		end := i + 1
		for end < len(blocks) && blocks[end-1].keep {
			end++
		}
		current := &pages[len(pages)-1]
		if last := blocks[end-1]; !current.empty && current.y+needed(blocks[i:end]) > f.bottom {
			for _, lower := range last.lower {
				if current.y+needed(blocks[i:end-1])+needed(lower[:1]) <= f.bottom {
					blocks = slices.Replace(slices.Clone(blocks), end-1, end+last.rest, lower...)
					break
				}
			}
		}
		if !current.empty && (blocks[i].page || current.y+needed(blocks[i:end]) > f.bottom) {
			if f.duplex && blocks[i].leaf && len(pages)%2 == 1 {
				pages = append(pages, f.page())
			}
			pages = append(pages, f.page())
			current = &pages[len(pages)-1]
		}
		if current.empty && blocks[i].head != nil {
			current.put(blocks[i].head.repeated(), f.ruleX)
		}
		// A group higher than a page goes on block by block, a title with the next.
		for j, b := range blocks[i:end] {
			with := i + j + 1
			if b.title() {
				with = min(with+1, end)
			}
			if !current.empty && current.y+needed(blocks[i+j:with]) > f.bottom {
				pages = append(pages, f.page())
				current = &pages[len(pages)-1]
				if b.head != nil {
					current.put(b.head.repeated(), f.ruleX)
				}
			}
			current.put(b, f.ruleX)
		}
		i = end
	}
	for i := range pages {
		pages[i].endRule()
	}
	return pages
}

func needed(group []block) float64 {
	h := 0.0
	for _, b := range group {
		h += b.gap + b.height
	}
	return h
}

func (s *sheet) put(b block, ruleX float64) {
	if !s.empty {
		s.y += b.gap
	}
	switch {
	case b.rule && s.ruled: // the rule goes on
		s.rule.H = s.y + b.height - s.rule.Y
	case b.rule:
		s.endRule()
		s.rule = Rect{ruleX, s.y, 0, b.height}
	default:
		s.endRule()
	}
	s.ruled = b.rule
	for _, it := range b.items {
		s.items = append(s.items, Item{it.Tag, it.Shape.moved(0, s.y)})
	}
	s.y += b.height
	s.empty = false
}

// stroke is a line through points given as x, y, x, y …
func stroke(c Colour, width float64, xy ...float64) Outline {
	o := Outline{Line: c, LineWidth: width}
	for i := 0; i+1 < len(xy); i += 2 {
		op := vector.Line
		if i == 0 {
			op = vector.Move
		}
		o.Segments = append(o.Segments, vector.Segment{Op: op, P: [3]vector.Point{{X: xy[i], Y: xy[i+1]}}})
	}
	return o
}

// circle is a disc around a place.
func circle(fill, line Colour, width, x, y, radius float64) Disc {
	return Disc{x, y, radius, fill, line, width}
}
