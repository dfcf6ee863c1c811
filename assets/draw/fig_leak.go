package main

import "eclaire/assets/internal/ink"

// leak: cement in the middle of three vertebrae, cut through the middle, and
// the five places where some may go.
func leak(c *ink.Canvas) {
	vs := column(362, threeY, threeK, 0, 3)
	vs[1] = vs[1].wedged(0.22)
	muscle(c, vs)
	cord(c, vs, 20, 18.5)
	roots(c, vs)
	for _, v := range vs {
		v.cut(c)
	}
	discs(c, vs)
	veins(c, vs)
	for i, v := range vs {
		v.paint(c, healthy)
		if i == 1 {
			v.filled(c, 0.86)
		}
	}
	v := vs[1]
	b := v.body
	leaked(c, ink.Taper(ink.Curve(b.At(-0.58, 0.12), b.At(-1.0, 0.16), v.loc(-24, 3.5), v.loc(-29, 6)), 30, 15))
	leaked(c, ink.Blob(b.At(-0.2, 0.72), b.At(0.12, 0.72), b.At(0.1, 1.0), v.loc(7, 17), v.loc(1, 19.5), v.loc(-7, 18), v.loc(-8, 15.5), b.At(-0.2, 1.0)))
	leaked(c, ink.Blob(b.At(0.55, -0.22), b.At(1.0, -0.26), v.loc(20.5, -6), v.loc(22.2, -2.5), v.loc(21.5, 1.5), v.loc(19, 2.5), b.At(1.0, 0.05), b.At(0.55, 0.1)))
	leaked(c, ink.Blob(v.pts(17.8, 8, 20.6, 7.4, 22.6, 10, 22.2, 14, 19.8, 16.6, 17.9, 14)...))
	c.Line(ink.Open(v.loc(37, -12.5), v.loc(83, -19)), 5, "#B97661") // the way of the needle
	leaked(c, ink.Blob(v.pts(44, -14.6, 49, -16.6, 53, -18.4, 56, -16.4, 61, -17, 60, -14.4, 63, -12, 57.5, -12.4, 54, -10, 51.6, -12.2, 47, -12.2)...),
		ink.Circle(v.loc(67, -15), 6), ink.Circle(v.loc(64.5, -20.5), 4.5), ink.Circle(v.loc(45, -19.6), 5))
	c.Line(ink.Open(v.pts(21.5, -2.5, 41, 0)...), thin, ink.Text)
	c.Line(ink.Open(v.pts(-36, 17, -31, 7)...), thin, ink.Text)
	standingHere(c)
	c.Anchor("vein", v.loc(-36, 0).X, v.loc(0, 19).Y)
	c.Anchor("disc", v.loc(1, 0).X, v.loc(0, 30).Y)
	c.Anchor("canal", v.loc(40, -2.5).X, v.loc(40, 0).Y+4)
	c.Anchor("foramen", v.loc(40, 19).X, v.loc(40, 19.5).Y)
	c.Anchor("soft-tissue", v.loc(72, -20).X, v.loc(70, -18).Y)
}

// muscle is the muscle of the back, behind and between the arches.
func muscle(c *ink.Canvas, vs []vertebra) {
	k := vs[0].k
	x0, x1 := vs[0].loc(35, 0).X, vs[0].loc(84, 0).X
	c.Fill(ink.Rect(x0, 22, x1-x0, 556, 40), "#F1D6C9")
	for i := range 9 { // its fibres run steeply
		y := 40 + 56*float64(i)
		c.Line(ink.Curve(ink.XY(x0+3*k, y+60, x0+20*k, y+24, x1-3*k, y)...), 3, "#E3BBA9")
	}
}

// roots paints the nerve roots that leave the cord, one below each vertebra.
func roots(c *ink.Canvas, vs []vertebra) {
	k := vs[0].k
	parts := []ink.Path{ink.Stroke(cordLine(vs, 20, 18.5), 8.6*k)}
	for _, v := range vs[:len(vs)-1] {
		parts = append(parts, ink.Taper(v.curve(25.2, 8, 24, 14, 20.6, 20.5), 4*k, 5.4*k))
	}
	c.Union(ink.Nerve, ink.NerveEdge, thin, parts...)
	shine := cordLine(vs, 18, 16).Map(func(p ink.Pt) ink.Pt { return p.Add(ink.Pt{X: 1.9 * k}) })
	c.Line(shine, 1.6*k, ink.NerveLight)
}

// veins paints the great vein in front of the bodies and its branches.
func veins(c *ink.Canvas, vs []vertebra) {
	k := vs[0].k
	main := ink.Curve(vs[0].loc(-32, -20), vs[0].loc(-30.5, 0), vs[1].loc(-32, 6), vs[2].loc(-30.5, 0), vs[2].loc(-32, 20))
	var branches []ink.Path
	for _, v := range vs {
		branches = append(branches, ink.Taper(ink.Curve(v.body.At(-1, 0.15), v.loc(-22, 3.5), v.loc(-31, 6)), 2.6*k, 4*k))
	}
	c.Union(ink.Vein, ink.VeinEdge, edge, append(branches, ink.Stroke(main, 7*k))...)
	shine := main.Map(func(p ink.Pt) ink.Pt { return p.Add(ink.Pt{X: -1.6 * k}) })
	c.Line(shine, 1.4*k, ink.VeinLight)
}

// nerve: cement behind the body presses on the cord and on a nerve root.
func nerve(c *ink.Canvas) {
	const x, k = 302, 6.7
	v := lumbar(x, 300, k, 0).wedged(0.2)
	over, under := lumbar(x, 300-pitch*k, k, 0), lumbar(x, 300+pitch*k, k, 0)
	squeezed(c, v)
	v.cut(c)
	discs(c, []vertebra{over, v, under})
	stump(c, over, 1)
	stump(c, under, -1)
	v.paint(c, healthy)
	v.filled(c, 0.84)
	b := v.body
	leaked(c, ink.Blob(b.At(0.5, -0.3), b.At(0.98, -0.34), v.loc(20, -12), v.loc(24, -10), v.loc(26, -3), v.loc(25, 5), v.loc(20.5, 8.5), b.At(1, 0.2), b.At(0.5, 0.2)))
	standingHere(c)
	c.Anchor("cement", v.loc(-2, 0).X, v.loc(-2, 0).Y)
	c.Anchor("nerve", v.loc(37, -21).X, v.loc(37, -21).Y)
}

// stump is the near end of a neighbour's body; s is 1 for the one above.
func stump(c *ink.Canvas, n vertebra, s float64) {
	lip := 13.5 * s
	c.Draw(n.blob(-16.6, lip-s*0.2, -8, lip-s*0.6, 0, lip-s*0.7, 8, lip-s*0.6, 16.6, lip-s*0.2, 16.1, lip-s*3.5, 15.6, lip-s*6.4, 0, lip-s*6.2, -15.6, lip-s*6.4, -16.1, lip-s*3.5), ink.Bone, ink.BoneEdge, edge)
}

// squeezed is the cord, narrowed where the cement presses, with its root.
func squeezed(c *ink.Canvas, v vertebra) {
	c.Fill(ink.Rect(v.loc(17.5, 0).X, v.loc(0, -36).Y, 15.5*v.k, 72*v.k, 20), ink.Canal)
	shape := v.blob(20.8, -34, 25, -35, 29.5, -34, 29.6, -20, 30.6, -10, 31.2, -2, 30.8, 6, 29.8, 16, 29.6, 33, 25, 34.5, 20.8, 33,
		21.2, 20, 22.6, 13, 25.6, 8, 26.9, 1, 26.4, -7, 24, -14, 21.4, -21)
	root := ink.Taper(v.curve(26, 15, 25, 20, 22.6, 24, 20, 27), 4*v.k, 5*v.k)
	c.Union(ink.Nerve, ink.NerveEdge, thin, shape, root)
	c.Line(v.curve(23.5, -31, 23.6, -22, 27, -10, 28.6, -1, 28, 8), 1.3*v.k, ink.NerveLight)
}
