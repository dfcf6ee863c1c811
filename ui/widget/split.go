package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"eclaire/ui/theme"
)

// Split puts a picture left and words right when the screen is wide, the picture above
// the words when it is taller than wide. It takes two objects: picture, words.
// It asks the canvas and not its own area, which is tall inside of any long page.
type Split struct {
	// Ratio is the picture's share of the width, of the height when stacked; 0 means 0.42.
	Ratio float32
	Gap   float32
	// Narrow is the width under which the two are stacked whatever the height; 0 means 720.
	Narrow float32
	// Picture lets the first object take the height of the words, or of the screen,
	// instead of asking for a height of its own.
	Picture bool

	width float32
}

var _ MeasuringLayout = (*Split)(nil)

// NewSplit returns a container with a Split whose first object is a picture.
func NewSplit(ratio, gap float32, picture, words fyne.CanvasObject) *fyne.Container {
	return container.New(&Split{Ratio: ratio, Gap: gap, Picture: true}, picture, words)
}

// NewPair returns a container with a Split of two equal halves.
func NewPair(gap float32, left, right fyne.CanvasObject) *fyne.Container {
	return container.New(&Split{Ratio: 0.5, Gap: gap}, left, right)
}

const (
	leastPicture = 300 // height of a picture beside words
	barsHeight   = 220 // what a screen keeps for its bars and margins
)

// tallPicture is how high a picture may get: more on a tall screen.
func tallPicture(o fyne.CanvasObject, most float32) float32 {
	if c := canvasOf(o); c != nil && isPortrait(o) {
		return max(most, c.Size().Height*0.42)
	}
	return most
}

// screenHeight is what a screen shows at once between its bars; 0 where none does.
func screenHeight(o fyne.CanvasObject) float32 {
	c := canvasOf(o)
	if c == nil {
		return 0
	}
	return max(c.Size().Height-units(barsHeight), units(leastPicture))
}

// pictureHeight is how high a picture beside words may get: no higher than a screen
// shows, so that it never hides below the fold.
func pictureHeight(o fyne.CanvasObject, room float32) float32 {
	if most := screenHeight(o); most > 0 {
		return min(room, most)
	}
	return room
}

func (s *Split) ratio() float32 {
	if s.Ratio <= 0 || s.Ratio >= 1 {
		return 0.42
	}
	return s.Ratio
}

func (s *Split) stacked(o fyne.CanvasObject, width float32) bool {
	narrow := s.Narrow
	if narrow == 0 {
		narrow = 720
	}
	return width < units(narrow) || isPortrait(o)
}

// isPortrait tells whether the canvas that shows o is taller than wide.
func isPortrait(o fyne.CanvasObject) bool {
	c := canvasOf(o)
	return c != nil && c.Size().Height > c.Size().Width
}

// widest and wellFilled bound how a picture that is wider than tall takes more of
// the width, so as to take most of the height.
const (
	widest     = 0.56
	wellFilled = 0.8
)

// wide is the width of a picture that takes most of the height that a screen shows,
// no less than its share.
func (s *Split) wide(picture fyne.CanvasObject, width float32) float32 {
	total := width - s.gap()
	share := total * s.ratio()
	if !s.Picture || share <= 0 {
		return share
	}
	natural, most := HeightOf(picture, share), screenHeight(picture)
	return max(share, min(share*wellFilled*most/max(natural, 1), total*widest))
}

// column is how wide words that scroll are at least, in sizes of their type, as long
// as what stands beside them keeps its narrowest share.
const (
	column    = 11
	narrowest = 0.4
)

// left is the width of the first object: its share, or more of it where the words
// leave it.
func (s *Split) left(shown []fyne.CanvasObject, width float32) float32 {
	total := width - s.gap()
	share := total * s.ratio()
	if words, scrolls := shown[1].(*Scroller); scrolls {
		return min(share, max(total-column*words.size(theme.SizeBody), total*narrowest))
	}
	wide := s.wide(shown[0], width)
	if wide > share && HeightOf(shown[1], total-wide) > screenHeight(shown[1]) {
		return share
	}
	return wide
}

// wanted is what WantedHeight tells.
func (s *Split) wanted(shown []fyne.CanvasObject, width float32) float32 {
	switch {
	case len(shown) < 2:
		return s.HeightFor(shown, width)
	case s.stacked(shown[0], width):
		return HeightOf(shown[0], width) + s.gap() + HeightOf(shown[1], width)
	}
	return HeightOf(shown[1], width-s.gap()-s.wide(shown[0], width))
}

// HeightFor implements MeasuringLayout.
func (s *Split) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	shown := visible(objects)
	if len(shown) == 0 {
		return 0
	}
	if len(shown) == 1 {
		return HeightOf(shown[0], width)
	}
	if s.stacked(shown[0], width) {
		return s.least(shown[0], width) + s.gap() + HeightOf(shown[1], width)
	}
	left := s.left(shown, width)
	return max(s.least(shown[0], left), HeightOf(shown[1], width-s.gap()-left))
}

// least is the height under which the first object does not go.
func (s *Split) least(first fyne.CanvasObject, width float32) float32 {
	if s.Picture {
		return leastHeight(first, width)
	}
	return HeightOf(first, width)
}

// MinSize implements fyne.Layout.
func (s *Split) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := leastWidth(objects)
	return fyne.NewSize(width, s.HeightFor(objects, max(s.width, width)))
}

// Layout implements fyne.Layout.
func (s *Split) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	s.width = size.Width
	shown := visible(objects)
	if len(shown) == 0 {
		return
	}
	if len(shown) == 1 {
		setBounds(shown[0], 0, 0, size.Width, size.Height)
		return
	}
	if s.stacked(shown[0], size.Width) {
		s.stack(shown, size)
		return
	}
	left := s.left(shown, size.Width)
	high := size.Height
	if s.Picture {
		high = pictureHeight(shown[0], high)
		high = max(min(high, cardHeight(shown[0], left)), s.least(shown[0], left))
	}
	setBounds(shown[0], 0, 0, left, high)
	setBounds(shown[1], left+s.gap(), 0, size.Width-s.gap()-left, size.Height)
}

// stack puts the two under each other: a picture as high as the words leave it, no
// higher than it is by nature.
func (s *Split) stack(shown []fyne.CanvasObject, size fyne.Size) {
	natural, words := HeightOf(shown[0], size.Width), HeightOf(shown[1], size.Width)
	rest := size.Height - s.gap() - words
	if _, scrolls := shown[1].(*Scroller); scrolls {
		rest = max(rest, (size.Height-s.gap())*s.ratio())
		words = 0
	}
	high := min(natural, max(rest, s.least(shown[0], size.Width)))
	setBounds(shown[0], 0, 0, size.Width, high)
	setBounds(shown[1], 0, high+s.gap(), size.Width, max(words, size.Height-high-s.gap()))
}
