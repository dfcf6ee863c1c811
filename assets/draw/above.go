package main

import "eclaire/assets/internal/ink"

// above is a lumbar vertebra seen from above with its back upwards, as the
// patient lies face down: millimetres around the body's centre.
type above struct {
	at ink.Pt
	k  float64
}

func (a above) loc(x, y float64) ink.Pt { return ink.Pt{X: x, Y: y}.Mul(a.k).Add(a.at) }

func (a above) pts(xy ...float64) []ink.Pt {
	out := ink.XY(xy...)
	for i, p := range out {
		out[i] = a.loc(p.X, p.Y)
	}
	return out
}

// bean is the body, drawn in by m millimetres.
func (a above) bean(m float64) ink.Path {
	x, y := (22.5-m)/22.5, (17-m)/17
	return ink.Blob(a.pts(0, 17*y, 12*x, 15.5*y, 20*x, 8.5*y, 22.5*x, -1*y, 19.5*x, -11*y, 12*x, -15.6*y, 6*x, -14.6*y,
		0, -13.2*y, -6*x, -14.6*y, -12*x, -15.6*y, -19.5*x, -11*y, -22.5*x, -1*y, -20*x, 8.5*y, -12*x, 15.5*y)...)
}

func (a above) paint(c *ink.Canvas) {
	c.Fill(ink.Blob(a.pts(-12, -14, 0, -12, 12, -14, 14, -24, 7, -32, 0, -35, -7, -32, -14, -24)...), ink.Canal)
	parts := []ink.Path{a.bean(0), ink.Taper(ink.Curve(a.pts(0, -41, 0, -50, 0, -62)...), 8*a.k, 9.5*a.k)}
	for _, s := range []float64{-1, 1} {
		parts = append(parts,
			ink.Taper(ink.Curve(a.pts(s*15.5, -9, s*16, -17, s*17, -26)...), 10.5*a.k, 9*a.k),
			ink.Taper(ink.Curve(a.pts(s*17, -24, s*28, -25, s*41, -29)...), 9.5*a.k, 6.5*a.k),
			ink.Taper(ink.Curve(a.pts(s*17, -27, s*9, -34, 0, -39)...), 9*a.k, 8.5*a.k),
			ink.Blob(a.pts(s*13, -27, s*17, -34, s*22, -35, s*24, -29, s*21, -22, s*15, -21)...))
	}
	c.Union(ink.Arch, ink.BoneEdge, edge, parts...)
	c.Fill(a.bean(0), ink.Bone)
	c.Fill(a.bean(2.6), ink.BoneLight)
	a.mesh(c)
	for _, s := range []float64{-1, 1} { // the joints behind
		c.Line(ink.Curve(a.pts(s*15, -31, s*18.5, -29.5, s*20.5, -25.5)...), thin, ink.BoneEdge)
	}
	a.nerves(c)
}

func (a above) mesh(c *ink.Canvas) {
	for _, f := range []float64{0.28, 0.52, 0.76} {
		ring := a.bean(0).Map(func(p ink.Pt) ink.Pt { return a.at.Lerp(p, f) })
		c.Line(ring, 2.4, ink.BoneShade)
	}
	for i := range 12 {
		d := ink.Pt{X: 1}.Turn(30*float64(i) + 8)
		p := func(r float64) ink.Pt { return a.loc(d.X*19*r, d.Y*13.2*r) }
		c.Line(ink.Curve(p(0.3), p(0.6).Add(ink.Pt{X: 3, Y: -2}), p(0.92)), 2.4, ink.BoneShade)
	}
}

// nerves is the sac with the nerve roots in the canal.
func (a above) nerves(c *ink.Canvas) {
	q := a.loc(0, -22.5)
	c.Draw(ink.Ellipse(q.X, q.Y, 8.2*a.k, 6.6*a.k), ink.NerveLight, ink.NerveEdge, thin)
	for i := range 8 {
		p := q.Add(ink.Pt{X: 5 * a.k}.Turn(45 * float64(i)))
		p.Y = q.Y + (p.Y-q.Y)*0.75
		c.Draw(ink.Circle(p, 1.15*a.k), ink.Nerve, ink.NerveEdge, 2)
	}
	c.Draw(ink.Circle(q, 1.5*a.k), ink.Nerve, ink.NerveEdge, 2)
}
