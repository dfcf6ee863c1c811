package document

import "slices"

// sheet is a page being filled.
type sheet struct {
	items []Item
	y     float64 // below what stands there
	empty bool
}

// frame is where pages are filled, in points from the top of the paper: the first page
// from first on, the others from top.
type frame struct {
	first, top, bottom float64
}

// page is an empty page, the first or a later one.
func (f frame) page(first bool) sheet {
	if first {
		return sheet{y: f.first, empty: true}
	}
	return sheet{y: f.top, empty: true}
}

// flow fills pages with blocks.
func flow(blocks []block, f frame) []sheet {
	if len(blocks) == 0 {
		return nil
	}
	pages := []sheet{f.page(true)}
	current := &pages[0]
	turn := func() {
		pages = append(pages, f.page(false))
		current = &pages[len(pages)-1]
	}
	for i := 0; i < len(blocks); {
		end := i + 1
		for end < len(blocks) && blocks[end-1].keep {
			end++
		}
		if !current.empty && (blocks[i].page || current.y+needed(blocks[i:end]) > f.bottom) {
			turn()
		}
		if current.empty && blocks[i].head != nil {
			current.put(blocks[i].head.repeated())
		}
		// A group higher than a page goes on block by block, a title with the next.
		for j, b := range blocks[i:end] {
			with := i + j + 1
			if b.title() {
				with = min(with+1, end)
			}
			if !current.empty && current.y+needed(blocks[i+j:with]) > f.bottom {
				turn()
				if b.head != nil {
					current.put(b.head.repeated())
				}
			}
			current.put(b)
		}
		i = end
	}
	return pages
}

func (s *sheet) put(b block) {
	s.items = slices.Grow(s.items, len(b.items)+1)
	if !s.empty {
		s.y += b.gap
		if b.above != nil {
			s.items = append(s.items, Item{b.above.Tag, b.above.Shape.moved(0, s.y)})
		}
	}
	for _, it := range b.items {
		s.items = append(s.items, Item{it.Tag, it.Shape.moved(0, s.y)})
	}
	s.y += b.height
	s.empty = false
}
