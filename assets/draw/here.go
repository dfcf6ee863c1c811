package main

import "eclaire/assets/internal/ink"

// hereX is the middle of the column at the left in which the small body stands
// beside a close-up, and columnEnd is where that column ends.
const (
	hereX     = 84.0
	columnEnd = 158.0
)

// standingHere paints a small body beside a close-up seen from the side, turned
// the same way, with a ring around the loins.
func standingHere(c *ink.Canvas) {
	const ground, high = 470.0, 400.0
	c.Line(ink.Open(ink.XY(26, ground+3, 142, ground+3)...), 5, ink.Field)
	if c.Paper() {
		sketch(c, ink.Pt{X: hereX - 10, Y: ground - 0.925*high}, 27, ink.XY(hereX+2, 156, hereX+4, 212, hereX-2, 262), ink.XY(hereX-2, 286, hereX-4, 370, hereX-2, ground-10, hereX-20, ground-10))
	} else {
		stand(c, upright, hereX-6, ground, high, true)
	}
	ring(c, ink.Pt{X: hereX + 9, Y: ground - 0.6*high}, 34)
	c.Line(ink.Open(ink.XY(columnEnd, 60, columnEnd, 540)...), thin, ink.Field)
	c.Anchor("here", hereX, ground+52)
}

// lyingHere paints a small body above a close-up of one who lies face down, the
// head at the left as there, on a table at y.
func lyingHere(c *ink.Canvas, y float64) (place ink.Pt) {
	const x, k = 132.0, 0.34
	c.Line(ink.Open(ink.XY(14, y+3, 256, y+3)...), 5, ink.Field)
	if c.Paper() {
		sketch(c, ink.Pt{X: x - 70, Y: y - 22}, 14, ink.XY(x-40, y-25, x, y-27, x+30, y-26), ink.XY(x+36, y-25, x+70, y-20, x+108, y-15))
	} else {
		lying(c, x, y, k, false)
	}
	return ink.Pt{X: x + 14, Y: y - 27}
}

// ringedHere is lyingHere with a ring around the place shown.
func ringedHere(c *ink.Canvas) {
	ring(c, lyingHere(c, 112), 24)
	c.Anchor("here", 132, 26)
}

// slicedHere is lyingHere with a line where one looks into the body from its end.
func slicedHere(c *ink.Canvas) {
	at := lyingHere(c, 82)
	cut := ink.Open(at.Sub(ink.Pt{Y: 36}), at.Add(ink.Pt{Y: 36}))
	c.Line(cut, 13, ink.White)
	c.Line(cut, 6, ink.Text)
	c.Anchor("here", 372, 42)
}

// sketch paints a small body for paper, where it is no longer than a finger is
// wide: a head of radius r, a trunk and legs.
func sketch(c *ink.Canvas, at ink.Pt, r float64, trunk, legs []ink.Pt) {
	c.Line(ink.Open(at, trunk[0]), 0.9*r, ink.Skin)
	c.Union(trousers, ink.Quiet, 2, ink.Taper(ink.Curve(legs...), 1.5*r, 0.9*r))
	c.Union(ink.Cloth, ink.ClothEdge, 2, ink.Taper(ink.Curve(trunk...), 1.6*r, 1.9*r))
	back := ink.Pt{X: 0.5 * r, Y: -0.4 * r}
	c.Of("woman", func() { c.Fill(ink.Circle(at.Add(back.Mul(2.2)), 0.45*r), hairShade) })
	c.Draw(ink.Circle(at, r), ink.Skin, ink.SkinEdge, 3)
	c.Of("woman", func() { c.Fill(ink.Circle(at.Add(back), 0.75*r), hairShade) })
	c.Of("man", func() { c.Fill(ink.Circle(at.Add(back.Mul(1.4)), 0.5*r), hairShade) })
}

// ring is the mark of a place: a dark ring with light on both sides.
func ring(c *ink.Canvas, at ink.Pt, r float64) {
	c.Line(ink.Circle(at, r), 13, ink.White)
	c.Line(ink.Circle(at, r), 6, ink.Text)
}
