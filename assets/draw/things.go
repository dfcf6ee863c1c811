package main

import "eclaire/assets/internal/ink"

// calendar paints a leaf of days, about 120 wide at k 1.
func calendar(c *ink.Canvas, at ink.Pt, k float64) {
	r := func(x, y, w, h, rad float64) ink.Path {
		return ink.Rect(at.X+x*k, at.Y+y*k, w*k, h*k, rad*k)
	}
	c.Union(ink.White, ink.Quiet, thin, r(-60, -54, 120, 118, 12))
	c.Fill(r(-60, -54, 120, 34, 12), ink.WayA)
	c.Fill(r(-60, -34, 120, 14, 0.1), ink.WayA)
	for _, x := range []float64{-32, 22} {
		c.Fill(r(x, -66, 10, 26, 5), ink.Quiet)
	}
	for i := range 12 {
		col := "#C3C9E2"
		if i < 7 {
			col = ink.WayA
		}
		c.Fill(r(-48+26*float64(i%4), -8+24*float64(i/4), 17, 15, 4), col)
	}
}

// capsule paints a two-coloured capsule.
func capsule(c *ink.Canvas, at ink.Pt, k, deg float64) {
	p := func(x float64) ink.Pt { return ink.Pt{X: x * k}.Turn(deg).Add(at) }
	c.Line(ink.Open(p(-20), p(20)), 34*k+6, ink.Quiet)
	c.Line(ink.Open(p(-20), p(20)), 34*k, ink.White)
	half := ink.Taper(ink.Open(p(2), p(20)), 34*k, 34*k)
	c.Fill(half, "#9FAAD6")
	c.Line(ink.Open(p(-18).Add(ink.Pt{Y: -8 * k}), p(14).Add(ink.Pt{Y: -8 * k})), 4*k, "#E9ECF6")
}

// tablet paints a round tablet with its groove.
func tablet(c *ink.Canvas, at ink.Pt, r float64) {
	c.Draw(ink.Circle(at, r), ink.White, ink.Quiet, 4)
	c.Line(ink.Open(at.Add(ink.Pt{X: -r * 0.55, Y: r * 0.3}), at.Add(ink.Pt{X: r * 0.55, Y: -r * 0.3})), 4, ink.Field)
}

// burst paints the mark of pain.
func burst(c *ink.Canvas, at ink.Pt, r float64) {
	var pts []ink.Pt
	for i := range 20 {
		k := r
		if i%2 == 1 {
			k = r * 0.58
		}
		pts = append(pts, ink.Pt{Y: -k}.Turn(18*float64(i)).Add(at))
	}
	c.Draw(ink.Round(3, pts...), "#F2B8A6", ink.Caution, 4)
	c.Fill(ink.Circle(at, r*0.3), ink.Caution)
}

// ruler paints a measuring rule from y0 up to y1.
func ruler(c *ink.Canvas, x, y0, y1 float64) {
	c.Union("#F3E6BF", "#8A7430", thin, ink.Rect(x, y1, 46, y0-y1, 6))
	for i, y := 0, y0-14; y > y1+8; i, y = i+1, y-14 {
		l := 14.0
		if i%5 == 0 {
			l = 26
		}
		c.Line(ink.Open(ink.Pt{X: x + 4, Y: y}, ink.Pt{X: x + 4 + l, Y: y}), 3, "#8A7430")
	}
}
