package main

import "eclaire/assets/internal/ink"

// question: the patient thinks; the bubble holds question marks.
func question(c *ink.Canvas) {
	p := func(x, y float64) ink.Pt { return ink.Pt{X: 215 + x, Y: 330 + y} }
	c.Union(ink.Cloth, ink.ClothEdge, edge, ink.Blob(p(-176, 252), p(-166, 178), p(-112, 128), p(-40, 112), p(50, 120), p(112, 160), p(140, 252), p(0, 256)))
	c.Union(ink.Skin, ink.SkinEdge, edge, ink.Taper(ink.Curve(p(-14, 60), p(-8, 134)), 84, 96))
	head(c, p(0, -24), -118, 4, false)
	c.Union(ink.ClothShade, ink.ClothEdge, edge, ink.Taper(ink.Curve(p(20, 218), p(104, 206), p(130, 186)), 70, 60))
	c.Union(ink.Skin, ink.SkinEdge, edge, ink.Taper(ink.Curve(p(132, 186), p(122, 140), p(96, 104)), 46, 40),
		ink.Taper(ink.Curve(p(98, 110), p(82, 92), p(58, 88)), 30, 22))
	c.Draw(ink.Circle(p(192, -92), 15), ink.White, ink.Quiet, edge)
	c.Draw(ink.Circle(p(234, -122), 22), ink.White, ink.Quiet, edge)
	c.Union(ink.White, ink.Quiet, edge, ink.Ellipse(520, 160, 226, 108), ink.Circle(ink.Pt{X: 360, Y: 150}, 84),
		ink.Circle(ink.Pt{X: 440, Y: 104}, 84), ink.Circle(ink.Pt{X: 580, Y: 104}, 88), ink.Circle(ink.Pt{X: 680, Y: 160}, 84))
	questionMark(c, ink.Pt{X: 392, Y: 166}, 0.78)
	questionMark(c, ink.Pt{X: 524, Y: 152}, 1.1)
	questionMark(c, ink.Pt{X: 656, Y: 166}, 0.78)
}

// questionMark paints "?" about 130 high at k 1 around its middle.
func questionMark(c *ink.Canvas, at ink.Pt, k float64) {
	p := func(x, y float64) ink.Pt { return ink.Pt{X: x * k, Y: y * k}.Add(at) }
	c.Line(ink.Curve(p(-32, -36), p(-20, -58), p(4, -64), p(28, -50), p(30, -22), p(12, 0), p(0, 14), p(-1, 30)), 19*k, ink.Action)
	c.Fill(ink.Circle(p(-1, 60), 12.5*k), ink.Action)
}
