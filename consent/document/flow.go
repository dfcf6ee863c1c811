package document

import "slices"

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
