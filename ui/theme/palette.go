package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// Colour names of our own, looked up like Fyne's through the current theme.
const (
	ColorGround      fyne.ThemeColorName = "eclaire.ground"      // behind everything
	ColorCard        fyne.ThemeColorName = "eclaire.card"        // cards, bars, outlined buttons
	ColorText        fyne.ThemeColorName = "eclaire.text"        // words
	ColorQuiet       fyne.ThemeColorName = "eclaire.quiet"       // words of lesser weight
	ColorAction      fyne.ThemeColorName = "eclaire.action"      // what can be pressed; words on a card, or a ground for OnAction
	ColorOnAction    fyne.ThemeColorName = "eclaire.onAction"    // words on Action, WayA, WayB
	ColorWayA        fyne.ThemeColorName = "eclaire.wayA"        // first way: head of a column, or words on its tint
	ColorWayB        fyne.ThemeColorName = "eclaire.wayB"        // second way, of equal strength
	ColorTintA       fyne.ThemeColorName = "eclaire.tintA"       // ground of the first way's words
	ColorTintB       fyne.ThemeColorName = "eclaire.tintB"       // ground of the second way's words
	ColorCaution     fyne.ThemeColorName = "eclaire.caution"     // words that warn, error sentences
	ColorCautionTint fyne.ThemeColorName = "eclaire.cautionTint" // ground of Caution
	ColorNote        fyne.ThemeColorName = "eclaire.note"        // ground of a neutral note
	ColorWash        fyne.ThemeColorName = "eclaire.wash"        // ground of a picture without a card
	ColorHairline    fyne.ThemeColorName = "eclaire.hairline"    // thin separations
	ColorEdge        fyne.ThemeColorName = "eclaire.edge"        // edge of a field, of a quiet button
	ColorFocus       fyne.ThemeColorName = "eclaire.focus"       // the ring around what has the focus
	ColorDisabled    fyne.ThemeColorName = "eclaire.disabled"    // words of a disabled control
	ColorDisabledBed fyne.ThemeColorName = "eclaire.disabledBed" // ground of Disabled
	ColorTodo        fyne.ThemeColorName = "eclaire.todo"        // what is still to come, the people not counted
	ColorCounted     fyne.ThemeColorName = "eclaire.counted"     // the people counted
	ColorPaper       fyne.ThemeColorName = "eclaire.paper"       // ground of documents and of what is written by hand: white in every mode
	ColorInk         fyne.ThemeColorName = "eclaire.ink"         // words and strokes on Paper: dark in every mode
	ColorPicture     fyne.ThemeColorName = "eclaire.picture"     // ground of drawings
	ColorOnPicture   fyne.ThemeColorName = "eclaire.onPicture"   // words and marks on Picture
	ColorScrim       fyne.ThemeColorName = "eclaire.scrim"       // dims the page under a question
)

// Mode is a set of colours.
type Mode int

const (
	Light Mode = iota
	Dark
	HighContrast
)

type palette map[fyne.ThemeColorName]color.NRGBA

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xFF}
}

func paletteOf(mode Mode) palette {
	switch mode {
	case Dark:
		return darkPalette()
	case HighContrast:
		return contrastPalette()
	default:
		return lightPalette()
	}
}

func lightPalette() palette {
	return palette{
		ColorGround: rgb(0xFAF8F4), ColorCard: rgb(0xFFFFFF),
		ColorText: rgb(0x16262F), ColorQuiet: rgb(0x3C4E58),
		ColorAction: rgb(0x0B5661), ColorOnAction: rgb(0xFFFFFF),
		ColorWayA: rgb(0x37478A), ColorWayB: rgb(0x0B5661),
		ColorTintA: rgb(0xF3F4FA), ColorTintB: rgb(0xEDF5F4),
		ColorCaution: rgb(0x8A2E1A), ColorCautionTint: rgb(0xFBE9E4),
		ColorNote: rgb(0xF5F0E6), ColorWash: rgb(0xE6EDEC),
		ColorHairline: rgb(0xE4DFD5), ColorEdge: rgb(0x8C9AA1), ColorFocus: rgb(0x16262F),
		ColorDisabled: rgb(0x3E4B52), ColorDisabledBed: rgb(0xE9EAE7),
		ColorTodo: rgb(0xD9DFE0), ColorCounted: rgb(0xB8391F),
		ColorPaper: rgb(0xFFFFFF), ColorInk: rgb(0x16262F),
		ColorPicture: rgb(0xFFFFFF), ColorOnPicture: rgb(0x16262F),
		ColorScrim: {R: 0x10, G: 0x1B, B: 0x20, A: 0x99},
	}
}

func darkPalette() palette {
	return palette{
		ColorGround: rgb(0x10191D), ColorCard: rgb(0x18242A),
		ColorText: rgb(0xF4F2EC), ColorQuiet: rgb(0xC6D0D4),
		ColorAction: rgb(0x86D6DC), ColorOnAction: rgb(0x06262B),
		ColorWayA: rgb(0xBBC6FA), ColorWayB: rgb(0x86D6DC),
		ColorTintA: rgb(0x1D2440), ColorTintB: rgb(0x102D30),
		ColorCaution: rgb(0xFFB9A6), ColorCautionTint: rgb(0x3D1D15),
		ColorNote: rgb(0x26302F), ColorWash: rgb(0x1B292D),
		ColorHairline: rgb(0x35464E), ColorEdge: rgb(0x8FA1A9), ColorFocus: rgb(0xF4F2EC),
		ColorDisabled: rgb(0xBCC7CC), ColorDisabledBed: rgb(0x26343B),
		ColorTodo: rgb(0x4A5B63), ColorCounted: rgb(0xFF8F70),
		ColorPaper: rgb(0xFFFFFF), ColorInk: rgb(0x16262F),
		ColorPicture: rgb(0x1B282E), ColorOnPicture: rgb(0xF4F2EC),
		ColorScrim: {A: 0xB0},
	}
}

func contrastPalette() palette {
	return palette{
		ColorGround: rgb(0xFFFFFF), ColorCard: rgb(0xFFFFFF),
		ColorText: rgb(0x000000), ColorQuiet: rgb(0x1B262B),
		ColorAction: rgb(0x003B44), ColorOnAction: rgb(0xFFFFFF),
		ColorWayA: rgb(0x1E2B66), ColorWayB: rgb(0x003B44),
		ColorTintA: rgb(0xF1F2FB), ColorTintB: rgb(0xEAF6F4),
		ColorCaution: rgb(0x6E1B0A), ColorCautionTint: rgb(0xFFF1ED),
		ColorNote: rgb(0xF7F4EC), ColorWash: rgb(0xEEF2F1),
		ColorHairline: rgb(0x5A666C), ColorEdge: rgb(0x24333A), ColorFocus: rgb(0x000000),
		ColorDisabled: rgb(0x35434A), ColorDisabledBed: rgb(0xECEEEC),
		ColorTodo: rgb(0xB9C3C6), ColorCounted: rgb(0x9A240C),
		ColorPaper: rgb(0xFFFFFF), ColorInk: rgb(0x000000),
		ColorPicture: rgb(0xFFFFFF), ColorOnPicture: rgb(0x000000),
		ColorScrim: {A: 0xB0},
	}
}
