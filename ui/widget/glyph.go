package widget

import (
	"fmt"
	"image/color"
)

// Glyph is a small sign drawn as filled shapes, since the font has none.
type Glyph int

const (
	GlyphNone Glyph = iota
	GlyphBack
	GlyphForward
	GlyphCheck
	GlyphListen
	GlyphCaution
	GlyphErase
	GlyphShift
	GlyphDown
	GlyphUp
	GlyphShiftHeld
	GlyphPause
	GlyphPeople
	GlyphClose
	GlyphBell
	GlyphLine
)

// glyphPath holds the shape of each glyph in a box of 24 units.
func glyphPath(g Glyph) string {
	switch g {
	case GlyphBack:
		return "M15.6 3.5 L18.2 6 L11.9 12 L18.2 18 L15.6 20.5 L6.8 12 Z"
	case GlyphForward:
		return "M8.4 3.5 L5.8 6 L12.1 12 L5.8 18 L8.4 20.5 L17.2 12 Z"
	case GlyphCheck:
		return "M2.5 12.6 L5.3 9.8 L9.7 14.2 L18.7 4.6 L21.5 7.3 L9.8 19.8 Z"
	case GlyphListen:
		return "M2 9 L6.5 9 L12 4 L12 20 L6.5 15 L2 15 Z " +
			"M14.5 8.2 C17.3 9.6 17.3 14.4 14.5 15.8 L14.5 13.6 C15.6 12.8 15.6 11.2 14.5 10.4 Z " +
			"M14.5 4.3 C22.6 6 22.6 18 14.5 19.7 L14.5 17.6 C20 16.2 20 7.8 14.5 6.4 Z"
	case GlyphCaution:
		return "M12 2.2 L23 21.5 L1 21.5 Z M10.6 8.6 L11 15.4 L13 15.4 L13.4 8.6 Z M10.7 16.8 L10.7 19.4 L13.3 19.4 L13.3 16.8 Z"
	case GlyphErase:
		return "M8.2 4.5 L22.5 4.5 L22.5 19.5 L8.2 19.5 L1.5 12 Z " +
			"M10.6 9.4 L13.2 12 L10.6 14.6 L12 16 L14.6 13.4 L17.2 16 L18.6 14.6 L16 12 L18.6 9.4 L17.2 8 L14.6 10.6 L12 8 Z"
	case GlyphShift:
		return "M12 2.5 L21.5 12.5 L16 12.5 L16 20.5 L8 20.5 L8 12.5 L2.5 12.5 Z"
	case GlyphDown:
		return "M3.5 8.4 L6 5.8 L12 12.1 L18 5.8 L20.5 8.4 L12 17.2 Z"
	case GlyphUp:
		return "M3.5 15.6 L6 18.2 L12 11.9 L18 18.2 L20.5 15.6 L12 6.8 Z"
	case GlyphShiftHeld: // the arrow of GlyphShift on a bar
		return "M12 1.5 L21.5 11 L16 11 L16 16.5 L8 16.5 L8 11 L2.5 11 Z M4.5 19 L19.5 19 L19.5 22.5 L4.5 22.5 Z"
	case GlyphPause:
		return "M5 3.5 L9.8 3.5 L9.8 20.5 L5 20.5 Z M14.2 3.5 L19 3.5 L19 20.5 L14.2 20.5 Z"
	case GlyphPeople: // two, one before the other
		return "M8.5 3.5 C13.8 3.5 13.8 11.5 8.5 11.5 C3.2 11.5 3.2 3.5 8.5 3.5 Z " +
			"M1 20.5 C1 10.6 16 10.6 16 20.5 Z " +
			"M15.6 4.2 C20.4 4.2 20.4 11.2 15.6 11.2 C15 11.2 14.5 11.1 14 10.9 C16.3 9 16.3 6.4 14 4.5 C14.5 4.3 15 4.2 15.6 4.2 Z " +
			"M16.2 13 C20 13 23 15.6 23 20.5 L18 20.5 C18 17.4 17.2 15 15.4 13 Z"
	case GlyphLine: // down, and back to the beginning
		return "M18.5 3.5 L21.5 3.5 L21.5 16.5 L9.5 16.5 L9.5 21.5 L2 15 L9.5 8.5 L9.5 13.5 L18.5 13.5 Z"
	case GlyphClose:
		return "M5.6 3 L12 9.4 L18.4 3 L21 5.6 L14.6 12 L21 18.4 L18.4 21 L12 14.6 L5.6 21 L3 18.4 L9.4 12 L3 5.6 Z"
	case GlyphBell:
		return "M12 1.6 C13.2 1.6 13.9 2.4 13.9 3.4 C16.9 4.3 18.6 6.8 18.6 10 L18.6 14.2 L21 17.6 L21 18.8 L3 18.8 L3 17.6 L5.4 14.2 L5.4 10 " +
			"C5.4 6.8 7.1 4.3 10.1 3.4 C10.1 2.4 10.8 1.6 12 1.6 Z M9.2 20 L14.8 20 C14.8 21.6 13.6 22.6 12 22.6 C10.4 22.6 9.2 21.6 9.2 20 Z"
	default:
		return ""
	}
}

func hex(c color.Color) string {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return fmt.Sprintf("#%02X%02X%02X", n.R, n.G, n.B)
}

// setGlyph draws g in a colour; GlyphNone hides the picture.
func setGlyph(p *picture, g Glyph, c color.Color) {
	if g == GlyphNone {
		p.set("")
		return
	}
	p.set(fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="%s" d="%s"/></svg>`,
		hex(c), glyphPath(g)))
}
