package widget

import (
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
	if len(f.chips) == 0 || size.Width < 4*chipInside {
		return
	}
	at := f.anchors(pos, k)
	for points := max(f.size(theme.SizeSmall), leastChip); ; points = max(points*0.88, leastChip) {
		boxes := make([]placed, len(f.chips))
		for i, c := range f.chips {
			c.write(points)
			width := min(c.NaturalWidth(), size.Width-2*chipInside)
			boxes[i] = placed{fyne.NewSize(width, c.HeightFor(width)), fyne.Position{}}
			boxes[i].at = at[i].SubtractXY(width/2, boxes[i].size.Height/2)
		}
		if spread(boxes, at, size) || points <= leastChip {
			for i, c := range f.chips {
				setBounds(c, boxes[i].at.X, boxes[i].at.Y, boxes[i].size.Width, boxes[i].size.Height)
			}
			return
		}
	}
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
		b.at.X = max(min(b.at.X, card.Width-chipInside-b.size.Width), chipInside)
		b.at.Y = max(min(b.at.Y, card.Height-chipInside-b.size.Height), chipInside)
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
	x := min(a.at.X+a.size.Width, b.at.X+b.size.Width) - max(a.at.X, b.at.X) + chipApart
	y := min(a.at.Y+a.size.Height, b.at.Y+b.size.Height) - max(a.at.Y, b.at.Y) + chipApart
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
		if abs(b.at.X+b.size.Width/2-anchors[i].X) > b.size.Width/2+8 ||
			abs(b.at.Y+b.size.Height/2-anchors[i].Y) > b.size.Height*0.8 {
			return false
		}
	}
	return true
}
