package widget

import "fyne.io/fyne/v2"

// inCard is how much higher than by nature a drawing's card gets.
const inCard = 1.15

// leastSpine is the height under which the names of neighbouring levels would touch.
const leastSpine = 500

// leastHeight is the height under which a picture does not go at a width, with all
// that stands around it.
func leastHeight(o fyne.CanvasObject, width float32) float32 {
	natural := HeightOf(o, width)
	switch o := o.(type) {
	case *Figure, *Scroller:
		return min(natural, units(leastPicture))
	case *SpinePicker:
		if o.Label == nil {
			return min(natural, units(leastPicture))
		}
		return min(natural, units(leastSpine))
	case *IconArray:
		return min(natural, o.leastHeight(width))
	case *fyne.Container:
		switch l := o.Layout.(type) {
		case *Stack:
			if l.Grow != nil {
				return natural - HeightOf(l.Grow, width) + leastHeight(l.Grow, width)
			}
		case *Grid:
			return l.heightOf(visible(o.Objects), width, leastHeight)
		}
	}
	return natural
}

// cardHeight is the height that a picture takes at most at a width: a drawing that
// the width bounds gets a card near its own height, all else what there is.
func cardHeight(o fyne.CanvasObject, width float32) float32 {
	const any = 1e6
	switch o := o.(type) {
	case *Figure:
		return HeightOf(o, width) * inCard
	case *fyne.Container:
		if l, ok := o.Layout.(*Stack); ok && l.Grow != nil {
			return HeightOf(o, width) - HeightOf(l.Grow, width) + cardHeight(l.Grow, width)
		}
	}
	return any
}
