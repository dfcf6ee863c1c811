package main

import "eclaire/assets/internal/ink"

// balloonIn: the balloon, still flat, in the broken vertebra.
func balloonIn(c *ink.Canvas) {
	v := closeUp(c, 0.4).vs[1]
	v.paint(c, oedema)
	v.crack(c)
	tail, tip, mouth := balloonTrack(v)
	c.Line(ink.Open(mouth, tip), 5, ink.Quiet)
	c.Draw(ink.Taper(ink.Curve(tip, tip.Lerp(mouth, 0.4), tip.Lerp(mouth, 0.75)), 16, 16), balloonSkin, balloonEdge, edge)
	needle(c, tail, mouth, 13)
}

// balloonFull: the balloon, inflated, lifts the end plate.
func balloonFull(c *ink.Canvas) {
	v := closeUp(c, 0.14).vs[1]
	v.paint(c, oedema)
	tail, _, mouth := balloonTrack(v)
	c.Draw(hollow(v, 0.96), balloonSkin, balloonEdge, bold)
	c.Line(v.body.Curve(-0.5, -0.25, -0.3, -0.5, 0.05, -0.55), 9, "#E2F2F5")
	lift(c, v)
	needle(c, tail, mouth, 13)
}

// balloonGone: the balloon is out and leaves a cavity.
func balloonGone(c *ink.Canvas) {
	v := closeUp(c, 0.14).vs[1]
	v.paint(c, oedema)
	tail, _, mouth := balloonTrack(v)
	c.Draw(hollow(v, 0.96), "#FFF9EE", ink.OedemaDeep, edge)
	c.Line(hollow(v, 0.8), thin, ink.BoneShade)
	needle(c, tail, mouth, 13)
}

const (
	balloonSkin = "#A9D3DC"
	balloonEdge = "#2F7482"
)

// balloonTrack is the needle's tail, the balloon's far end, and the needle's
// mouth where the balloon comes out.
func balloonTrack(v vertebra) (tail, tip, mouth ink.Pt) {
	tail, tip = track(v, 66)
	return tail, tip, tip.Add(tail.Sub(tip).Unit().Mul(78))
}

// hollow is the room that the balloon takes, in the front two thirds.
func hollow(v vertebra, k float64) ink.Path {
	uv := []float64{-0.8, 0, -0.68, -0.6, -0.25, -0.84, 0.22, -0.68, 0.42, -0.05, 0.22, 0.64, -0.25, 0.82, -0.68, 0.6}
	for i := range uv {
		if i%2 == 0 {
			uv[i] = -0.16 + (uv[i]+0.16)*k
		} else {
			uv[i] *= k
		}
	}
	return v.body.Blob(uv...)
}

// lift shows the end plates moving apart.
func lift(c *ink.Canvas, v vertebra) {
	y := v.body.FT.Y + 28
	up, down := v.body.At(-1, -0.5), v.body.At(-1, 0.5)
	arrow(c, 8, balloonEdge, ink.Pt{X: up.X - 6, Y: y}, ink.Pt{X: up.X - 62, Y: y})
	arrow(c, 8, balloonEdge, ink.Pt{X: down.X + 6, Y: y}, ink.Pt{X: down.X + 62, Y: y})
}

// balloonFilled: cement at low pressure in the cavity.
func balloonFilled(c *ink.Canvas) {
	b := closeUp(c, 0.14)
	v := b.vs[1]
	v.paint(c, healthy)
	cement(c, hollow(v, 1.06))
	for _, p := range [][2]float64{{-0.4, 0.2}, {0, -0.2}, {0.15, 0.3}, {-0.2, 0.5}} {
		c.Fill(ink.Circle(v.body.At(p[0], p[1]), 4.5), ink.CementLite)
	}
	tail, tip := track(v, 108)
	d := tail.Sub(tip).Unit()
	needle(c, tail, tip.Add(d.Mul(50)), 13)
	load(c, tail, tip)
}

// implant: a metal jack opened in the body stays there within the cement.
func implant(c *ink.Canvas) {
	vs := column(threeX+110, threeY, threeK, 0, 3)
	vs[1] = vs[1].wedged(0.1)
	standingHere(c)
	for _, v := range vs {
		v.side(c)
	}
	discs(c, vs)
	for _, v := range vs {
		v.paint(c, healthy)
	}
	v := vs[1]
	v.filled(c, 1)
	c.Line(v.body.Outline(0), edge, ink.BoneEdge)
	bars := []ink.Path{
		v.body.Curve(-0.55, -0.62, 0, -0.7, 0.48, -0.62), v.body.Curve(-0.55, 0.62, 0, 0.7, 0.48, 0.62),
		ink.Open(v.body.Pts(-0.5, -0.6, 0.1, 0, -0.5, 0.6)...), ink.Open(v.body.Pts(0.42, -0.6, -0.18, 0, 0.42, 0.6)...),
	}
	for _, b := range bars {
		c.Line(b, 13, ink.Text)
	}
	for _, b := range bars {
		c.Line(b, 8, "#DCE4E8")
	}
	c.Fill(ink.Circle(v.body.At(-0.04, 0), 7), ink.Text)
}
