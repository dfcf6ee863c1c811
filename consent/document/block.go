package document

import "slices"

// block is what a page break never cuts: items with y from the block's own top.
type block struct {
	items  []Item
	height float64
	gap    float64 // space before it, dropped at the top of a page
	keep   bool    // stays on one page with the block after it
	page   bool    // begins a page
	above  *Item   // a line at its top, which a page does not begin with
	head   *block  // a table's head, said again when the block begins a page
}

func (b block) add(items []Item, dx, dy float64) block {
	b.items = slices.Grow(b.items, len(items))
	for _, it := range items {
		b.items = append(b.items, Item{it.Tag, it.Shape.moved(dx, dy)})
	}
	return b
}

// on lays the block over shapes.
func (b block) on(shapes ...Shape) block {
	items := make([]Item, 0, len(shapes)+len(b.items))
	for _, s := range shapes {
		items = append(items, Item{Tag{}, s})
	}
	b.items = append(items, b.items...)
	return b
}

func (b block) grow(h float64) block {
	b.height += h
	return b
}

// beside joins two blocks at the same height.
func beside(l, r block) block {
	l.items = append(l.items, r.items...)
	l.height = max(l.height, r.height)
	return l
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

func needed(group []block) float64 {
	h := 0.0
	for _, b := range group {
		h += b.gap + b.height
	}
	return h
}

// galley holds what was set so far, in its order, before pages are made of it.
type galley struct{ blocks []block }

func (g *galley) push(blocks ...block) { g.blocks = append(g.blocks, blocks...) }

// keepLast keeps what was pushed last with what comes next.
func (g *galley) keepLast() {
	if n := len(g.blocks); n > 0 {
		g.blocks[n-1].keep = true
	}
}

// keepFrom keeps all that was pushed from one block on together.
func (g *galley) keepFrom(from int) {
	for i := from; i < len(g.blocks)-1; i++ {
		g.blocks[i].keep = true
	}
}

// aside gives what do pushes in place of leaving it pushed.
func (g *galley) aside(do func()) []block {
	kept := g.blocks
	g.blocks = nil
	do()
	out := g.blocks
	g.blocks = kept
	return out
}
