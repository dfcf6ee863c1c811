package widget

import "fyne.io/fyne/v2"

// WantedHeight is the height that a page takes as it should look: beside a picture
// the words decide, below it the picture has its natural height.
func WantedHeight(o fyne.CanvasObject, width float32) float32 {
	if c, ok := o.(*fyne.Container); ok {
		if s, ok := c.Layout.(*Split); ok && s.Picture {
			return s.wanted(visible(c.Objects), width)
		}
	}
	return HeightOf(o, width)
}

// Broaden lets the lines of words have up to so many characters, where nothing else
// was asked for them.
func Broaden(o fyne.CanvasObject, chars int) {
	if p, ok := o.(*Paragraph); ok && p.Measure == 0 {
		p.Measure = chars
	}
	for _, child := range children(o) {
		Broaden(child, chars)
	}
}

// Tighten lets the gaps of a page's passages shrink to gap, where they are larger.
func Tighten(o fyne.CanvasObject, gap float32) {
	c, ok := o.(*fyne.Container)
	if !ok {
		return
	}
	switch l := c.Layout.(type) {
	case *Stack:
		l.Gap = min(l.Gap, gap)
	case *Split:
		if shown := visible(c.Objects); l.Picture && len(shown) == 2 {
			Tighten(shown[1], gap)
		}
	}
}

// Loosen lets the gaps of a page's passages grow by up to gap where there is room;
// middle centres what then still leaves some, unless a part of it takes the room or
// it stands beside a picture.
func Loosen(o fyne.CanvasObject, gap float32, middle bool) {
	c, ok := o.(*fyne.Container)
	if !ok {
		return
	}
	switch l := c.Layout.(type) {
	case *Stack:
		l.Loose = gap
		l.Middle = l.Middle || middle && l.Grow == nil && !l.Fill
	case *Narrow:
		for _, child := range c.Objects {
			Loosen(child, gap, middle)
		}
	case *Split:
		if shown := visible(c.Objects); l.Picture && len(shown) == 2 {
			Loosen(shown[1], gap, false)
		}
	}
}
