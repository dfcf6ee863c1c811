package main

import "eclaire/assets/internal/ink"

// needle paints a trocar with its grip, from the tail to the tip.
func needle(c *ink.Canvas, tail, tip ink.Pt, w float64) {
	d := tip.Sub(tail).Unit()
	n := ink.Pt{X: -d.Y, Y: d.X}
	neck := tip.Sub(d.Mul(2.2 * w))
	shaft := ink.Poly(tail.Add(n.Mul(w/2)), neck.Add(n.Mul(w/2)), tip, neck.Sub(n.Mul(w/2)), tail.Sub(n.Mul(w/2)))
	c.Union(ink.Steel, ink.SteelDark, thin, shaft)
	c.Line(ink.Open(tail.Sub(n.Mul(w/5)), neck.Sub(n.Mul(w/5))), w/4, "#E3E9EC")
	grip(c, tail, d, n, w)
}

func grip(c *ink.Canvas, tail, d, n ink.Pt, w float64) {
	bar := ink.Open(tail.Add(n.Mul(2.6*w)), tail.Sub(n.Mul(2.6*w)))
	head := ink.Open(tail.Sub(d.Mul(2.2*w)), tail.Add(d.Mul(1.2*w)))
	c.Union("#2E7F8A", ink.Action, thin, ink.Stroke(bar, 1.7*w), ink.Stroke(head, 2.2*w))
	c.Line(ink.Open(tail.Add(n.Mul(2.3*w)), tail.Sub(n.Mul(2.3*w))), 0.4*w, "#7DB4BB")
}

// syringe paints a syringe that points from the plunger to the tip; fill is
// the colour of what it holds.
func syringe(c *ink.Canvas, from, tip ink.Pt, k float64, fill string) {
	d := tip.Sub(from).Unit()
	n := ink.Pt{X: -d.Y, Y: d.X}
	at := func(along, across float64) ink.Pt { return from.Add(d.Mul(along * k)).Add(n.Mul(across * k)) }
	l := from.Dist(tip) / k
	c.Line(ink.Open(at(62, 0), at(l, 0)), 2.4*k+2, ink.SteelDark)
	c.Line(ink.Open(at(-18, 0), at(8, 0)), 4*k, ink.SteelDark)
	c.Line(ink.Open(at(-18, -8), at(-18, 8)), 4.5*k, ink.SteelDark)
	c.Union("#F4F7F8", ink.Quiet, thin, ink.Round(3*k, at(4, -9), at(56, -9), at(64, -3), at(64, 3), at(56, 9), at(4, 9)))
	c.Fill(ink.Round(2*k, at(22, -7), at(55, -7), at(61, -2), at(61, 2), at(55, 7), at(22, 7)), fill)
	c.Line(ink.Open(at(19, -6), at(19, 6)), 4*k, ink.Quiet)
	c.Line(ink.Open(at(4, -13), at(4, 13)), 4*k, ink.Quiet)
	for i := range 4 {
		x := 27 + 8*float64(i)
		c.Line(ink.Open(at(x, -7), at(x, -2)), 1.3*k, ink.Quiet)
	}
}

// arrow paints an arrow along pts.
func arrow(c *ink.Canvas, width float64, colour string, pts ...ink.Pt) {
	n := len(pts)
	d := pts[n-1].Sub(pts[n-2]).Unit()
	s := ink.Pt{X: -d.Y, Y: d.X}
	base := pts[n-1].Sub(d.Mul(2.6 * width))
	line := append(append([]ink.Pt{}, pts[:n-1]...), base.Add(d.Mul(width)))
	c.Line(ink.Curve(line...), width, colour)
	c.Fill(ink.Round(width*0.3, base.Add(s.Mul(1.9*width)), pts[n-1].Add(d.Mul(width*0.3)), base.Sub(s.Mul(1.9*width))), colour)
}

// wordsX is the middle of the free room that a drawing leaves for words beside the
// small body: two words of the smallest size on the screen are about 230 units wide.
const wordsX = 278.0

// leader paints a level line from the middle of some words to what they name.
func leader(c *ink.Canvas, from, y, to float64) {
	c.Line(ink.Open(ink.XY(from, y, to, y)...), thin, ink.Quiet)
	c.Fill(ink.Circle(ink.Pt{X: to, Y: y}, 5), ink.Quiet)
}

// dashes paints a dashed line.
func dashes(c *ink.Canvas, a, b ink.Pt, width, dash float64, colour string) {
	n := int(a.Dist(b) / dash / 2)
	for i := range n {
		t := float64(i) / float64(n)
		c.Line(ink.Open(a.Lerp(b, t), a.Lerp(b, t+0.5/float64(n))), width, colour)
	}
}

// card is a quiet ground for one of several pictures.
func card(c *ink.Canvas, x, y, w, h float64, fill string) {
	c.Fill(ink.Rect(x, y, w, h, 28), fill)
}

// pillow paints a soft cushion.
func pillow(c *ink.Canvas, x, y, w, h float64) {
	p := ink.Blob(ink.XY(x, y+h*0.15, x+w*0.5, y, x+w, y+h*0.15, x+w*1.02, y+h*0.5, x+w, y+h*0.9,
		x+w*0.5, y+h, x, y+h*0.9, x-w*0.02, y+h*0.5)...)
	c.Draw(p, "#F3EFE6", "#A79F8C", thin)
}

// xrayArm paints the C of the X-ray unit around a table at c0: the tube
// below, the detector above.
func xrayArm(c *ink.Canvas, at ink.Pt, r float64) {
	var bow []ink.Pt
	for i := range 9 {
		bow = append(bow, at.Add(ink.Pt{Y: -r}.Turn(22.5*float64(i))))
	}
	c.Line(ink.Curve(bow...), 36, ink.SteelDark)
	c.Line(ink.Curve(bow...), 28, "#DDE4E8")
	c.Line(ink.Curve(bow...), 6, ink.Steel)
	top, low := at.Add(ink.Pt{X: -20, Y: -r}), at.Add(ink.Pt{X: -20, Y: r})
	c.Union("#EEF2F4", ink.SteelDark, thin, ink.Rect(top.X-62, top.Y-24, 124, 44, 10), ink.Rect(top.X-46, top.Y+16, 92, 18, 4))
	c.Union("#EEF2F4", ink.SteelDark, thin, ink.Rect(low.X-52, low.Y-18, 104, 54, 12), ink.Rect(low.X-30, low.Y-34, 60, 20, 6))
}
