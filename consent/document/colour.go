package document

import "image/color"

// Colour is an opaque colour, 0xRRGGBB plus 1<<24; the zero value paints
// nothing.
type Colour uint32

// NoColour paints nothing.
const NoColour Colour = 0

const opaque Colour = 1 << 24

// The palette of the paper. Each pair that must be told apart differs in
// lightness too, so that it survives a black-and-white printer.
const (
	inkColour     = opaque | 0x16262F
	quietColour   = opaque | 0x3C4E58
	actionColour  = opaque | 0x0B5661
	wayAColour    = opaque | 0x37478A
	cautionColour = opaque | 0x8C2F1B
	edgeColour    = opaque | 0x8C9AA1
	ruleColour    = opaque | 0xC9CFD2
	white         = opaque | 0xFFFFFF
	tintA         = opaque | 0xF3F4FA
	tintB         = opaque | 0xEDF5F4
	tintCaution   = opaque | 0xFBE9E4
	tintNote      = opaque | 0xF4F2EC
	specimenGrey  = opaque | 0xDADFE1
	foldColour    = opaque | 0x8C9AA2
	penColour     = opaque | 0x14245A
)

func rgb(r, g, b uint8) Colour { return opaque | Colour(r)<<16 | Colour(g)<<8 | Colour(b) }

func (c Colour) parts() (r, g, b uint8) { return uint8(c >> 16), uint8(c >> 8), uint8(c) }

func (c Colour) rgba() color.RGBA {
	r, g, b := c.parts()
	return color.RGBA{r, g, b, 255}
}
