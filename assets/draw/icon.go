package main

import "eclaire/assets/internal/ink"

// iconSVG is the program's mark: a vertebra seen from the side inside a
// speech bubble, on the action colour.
func iconSVG() []byte {
	c := ink.NewCanvas(512, 512, 1)
	c.Fill(ink.Rect(16, 16, 480, 480, 104), ink.Action)
	bubble := ink.Rect(92, 96, 328, 264, 84)
	tail := ink.Round(14, ink.XY(150, 330, 262, 330, 150, 436)...)
	c.Fill(bubble, "#FAF8F4")
	c.Fill(tail, "#FAF8F4")
	for i := range 2 {
		y := 148 + 90*float64(i)
		body := ink.Blob(ink.XY(160, y, 206, y+5, 252, y, 247, y+35, 252, y+70, 206, y+65, 160, y+70, 165, y+35)...)
		spin := ink.Taper(ink.Curve(ink.XY(268, y+28, 310, y+34, 348, y+54)...), 34, 22)
		c.Fill(spin, "#2E7F8A")
		c.Fill(body, ink.Action)
	}
	c.Fill(ink.Rect(166, 222, 80, 12, 6), "#9CC7CC")
	return c.SVG()
}
