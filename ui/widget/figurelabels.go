package widget

import (
	"strings"

	"fyne.io/fyne/v2"

	"eclaire/ui/theme"
)

const (
	chipInside = 6  // least distance of a label from the edge of the card
	chipApart  = 4  // and from another label
	leastChip  = 18 // the smallest text on a label
)

// anchors are the places of the labels, and of the badges after them.
func (f *Figure) anchors(pos fyne.Position, k float32) []fyne.Position {
	var out []fyne.Position
	for _, l := range f.Labels {
		out = append(out, pos.AddXY(float32(l.X)*k, float32(l.Y)*k))
	}
	for _, b := range f.Badges {
		out = append(out, pos.AddXY(float32(b.X)*k, float32(b.Y)*k))
	}
	return out
}

// placeChips centres labels and badges on their anchors, inside of the card and
// beside each other. Their text is as large as the theme wants, but no larger
// than lets them stay near their anchors.
func (f *Figure) placeChips(size fyne.Size, pos fyne.Position, k float32) {
	if len(f.chips) == 0 || size.Width < 4*units(chipInside) {
		return
	}
	at := f.anchors(pos, k)
	for points := max(f.size(theme.SizeSmall), units(leastChip)); ; points = max(points*0.88, units(leastChip)) {
		boxes, wanted := make([]placed, len(f.chips)), make([]fyne.Position, len(f.chips))
		for i, c := range f.chips {
			c.write(points)
			most := size.Width * 0.26
			if i < len(f.Labels) && f.Labels[i].Fixed {
				most = size.Width * 0.2
			}
			width := min(c.narrowed(most), size.Width-2*units(chipInside))
			boxes[i] = placed{fyne.NewSize(width, c.HeightFor(width)), fyne.Position{}}
			wanted[i] = at[i]
			if i < len(f.Labels) && !f.Labels[i].Fixed {
				wanted[i] = f.beside(at[i], boxes[i].size, size, pos, k)
			}
			boxes[i].at = wanted[i].SubtractXY(width/2, boxes[i].size.Height/2)
		}
		if spread(boxes, wanted, size) || points <= units(leastChip) {
			for i, c := range f.chips {
				setBounds(c, boxes[i].at.X, boxes[i].at.Y, boxes[i].size.Width, boxes[i].size.Height)
			}
			return
		}
	}
}

// beside is the middle for a label near its anchor where it hides as little of
// the drawing as may be, inside of the card.
func (f *Figure) beside(anchor fyne.Position, chip, card fyne.Size, pos fyne.Position, k float32) fyne.Position {
	best, least := anchor, float32(1e9)
	for _, dx := range []float32{0, -0.2, 0.2, -0.4, 0.4, -0.6, 0.6} {
		for _, dy := range []float32{0, -0.5, 0.5, -1, 1} {
			at := anchor.AddXY(dx*chip.Width, dy*chip.Height)
			if at.X-chip.Width/2 < units(chipInside) || at.X+chip.Width/2 > card.Width-units(chipInside) ||
				at.Y-chip.Height/2 < units(chipInside) || at.Y+chip.Height/2 > card.Height-units(chipInside) {
				continue
			}
			hidden := f.inked((at.X-chip.Width/2-pos.X)/k, (at.Y-chip.Height/2-pos.Y)/k, chip.Width/k, chip.Height/k)
			if cost := hidden*100 + abs(dx)*30 + abs(dy)*14; cost < least {
				best, least = at, cost
			}
		}
	}
	return best
}

// inkColumns is how finely the drawing is looked at for where it is empty.
const inkColumns = 96

// inked is the share of a box, in drawing units, that the drawing fills.
func (f *Figure) inked(x, y, width, height float32) float32 {
	if f.Paint == nil || f.Width <= 0 || f.Height <= 0 {
		return 0
	}
	if f.ink == nil {
		f.ink = f.Paint(inkColumns, max(int(inkColumns*f.Height/f.Width), 1), false)
	}
	step := float32(f.Width) / inkColumns
	inside, filled := 0, 0
	for cy := y; cy < y+height; cy += step {
		for cx := x; cx < x+width; cx += step {
			inside++
			if _, _, _, a := f.ink.At(int(cx/step), int(cy/step)).RGBA(); a > 0x8000 {
				filled++
			}
		}
	}
	return float32(filled) / float32(max(inside, 1))
}

// narrowed is the natural width, or that of the words on several lines if they
// would be wider than a limit.
func (c *chip) narrowed(limit float32) float32 {
	natural := c.NaturalWidth()
	if c.round || natural <= limit {
		return natural
	}
	for _, word := range strings.Split(c.label.Text, " ") {
		limit = max(limit, c.label.measure(word, c.label.Bold)+units(16))
	}
	var widest float32
	for _, line := range c.label.wrapped(limit - units(14)) {
		widest = max(widest, c.label.lineWidth(line))
	}
	return min(natural, ceil(widest)+units(16))
}

// write changes the size of the text.
func (c *chip) write(points float32) {
	if c.label.points != points {
		c.label.points = points
		c.label.Refresh()
		c.Refresh()
	}
}

// placed is a label where it stands now.
type placed struct {
	size fyne.Size
	at   fyne.Position
}

// spread moves boxes inside of the card and off each other. It tells whether
// they are apart and still near their anchors.
func spread(boxes []placed, anchors []fyne.Position, card fyne.Size) bool {
	inside := func(b *placed) {
		b.at.X = max(min(b.at.X, card.Width-units(chipInside)-b.size.Width), units(chipInside))
		b.at.Y = max(min(b.at.Y, card.Height-units(chipInside)-b.size.Height), units(chipInside))
	}
	for range 40 {
		moved := false
		for i := range boxes {
			inside(&boxes[i])
		}
		for i := range boxes {
			for j := i + 1; j < len(boxes); j++ {
				moved = pushApart(&boxes[i], &boxes[j]) || moved
			}
		}
		if !moved {
			return near(boxes, anchors)
		}
	}
	return false
}

// pushApart moves two boxes that overlap along the shorter way.
func pushApart(a, b *placed) bool {
	x := min(a.at.X+a.size.Width, b.at.X+b.size.Width) - max(a.at.X, b.at.X) + units(chipApart)
	y := min(a.at.Y+a.size.Height, b.at.Y+b.size.Height) - max(a.at.Y, b.at.Y) + units(chipApart)
	if x <= 0.5 || y <= 0.5 {
		return false
	}
	half := func(over, from, to float32) float32 {
		if from <= to {
			return over / 2
		}
		return -over / 2
	}
	if x <= y {
		d := half(x, a.at.X+a.size.Width/2, b.at.X+b.size.Width/2)
		a.at.X, b.at.X = a.at.X-d, b.at.X+d
	} else {
		d := half(y, a.at.Y+a.size.Height/2, b.at.Y+b.size.Height/2)
		a.at.Y, b.at.Y = a.at.Y-d, b.at.Y+d
	}
	return true
}

// near tells whether no box has lost its anchor.
func near(boxes []placed, anchors []fyne.Position) bool {
	for i, b := range boxes {
		if abs(b.at.X+b.size.Width/2-anchors[i].X) > b.size.Width*0.3 || abs(b.at.Y+b.size.Height/2-anchors[i].Y) > b.size.Height*0.6 {
			return false
		}
	}
	return true
}
