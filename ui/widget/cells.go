package widget

import (
	"fyne.io/fyne/v2"

	"eclaire/ui/theme"
)

// cells is a group of cells with one focus: arrows move a cursor, space chooses.
// Scale and Segmented are made of it.
type cells struct {
	base
	ring   ring
	items  []*cell
	cursor int
}

func (g *cells) show(sel int) {
	for i, c := range g.items {
		c.set(i == sel, g.ring.marks() && i == g.cursor)
	}
}

// move handles the arrows, Home and End; it tells whether the key was one of them.
func (g *cells) move(key fyne.KeyName) bool {
	switch key {
	case fyne.KeyLeft, fyne.KeyUp:
		g.cursor = max(g.cursor-1, 0)
	case fyne.KeyRight, fyne.KeyDown:
		g.cursor = min(g.cursor+1, len(g.items)-1)
	case fyne.KeyHome:
		g.cursor = 0
	case fyne.KeyEnd:
		g.cursor = len(g.items) - 1
	default:
		return false
	}
	return true
}

func (g *cells) objects() []fyne.CanvasObject {
	list := make([]fyne.CanvasObject, 0, len(g.items)+1)
	for _, c := range g.items {
		list = append(list, c)
	}
	return append(list, g.ring.rect)
}

func (g *cells) focusRing(size fyne.Size) {
	g.ring.around(g.look(), fyne.NewPos(0, 0), size)
}

func (g *cells) styleRing() { g.ring.style(g.look(), g.size(theme.SizeRadius)) }
