package document

import "image/color"

// Colour is an opaque colour, 0xRRGGBB plus 1<<24; the zero value paints
// nothing.
type Colour uint32

// NoColour paints nothing.
const NoColour Colour = 0

const opaque Colour = 1 << 24

// The palette of the paper: black words, which stay sharp on every printer, one tint for
// the heads of tables, and what pictures need.
const (
	inkColour  = opaque // black
	white      = opaque | 0xFFFFFF
	tint       = opaque | 0xE6E6E6
	ruleColour = opaque | 0xC9CFD2 // around pictures
	foldColour = opaque | 0x8C9AA2
	penColour  = opaque | 0x14245A // what a hand has drawn
)

// inkBefore is what words and marks were drawn in up to drawing 3.
const inkBefore = opaque | 0x16262F

func rgb(r, g, b uint8) Colour { return opaque | Colour(r)<<16 | Colour(g)<<8 | Colour(b) }

func (c Colour) parts() (r, g, b uint8) { return uint8(c >> 16), uint8(c >> 8), uint8(c) }

func (c Colour) rgba() color.RGBA {
	r, g, b := c.parts()
	return color.RGBA{r, g, b, 255}
}
