package main

import "eclaire/assets/internal/ink"

// sacrum: from behind, broken in the shape of an H; then with cement in the
// two upright lines.
func sacrum(c *ink.Canvas) {
	for i, x := range []float64{205, 595} {
		p := func(dx, y float64) ink.Pt { return ink.Pt{X: x + dx, Y: y} }
		sacrumBack(c, p)
		for _, s := range []float64{-1, 1} {
			line := ink.Curve(p(s*104, 168), p(s*96, 214), p(s*104, 258), p(s*86, 304), p(s*74, 338))
			if i == 0 {
				c.Line(line, 44, ink.Oedema)
				c.Line(line, 7, ink.Caution)
				continue
			}
			c.Line(line, 30, ink.CementEdge)
			c.Line(line, 22, ink.Cement)
			c.Line(ink.Curve(p(s*106, 186), p(s*100, 214)), 6, ink.CementLite)
		}
		if i == 0 {
			c.Line(ink.Curve(p(-98, 262), p(-50, 252), p(0, 262), p(50, 254), p(98, 262)), 7, ink.Caution)
		}
		holes(c, p)
	}
	c.Anchor("h", 205, 40)
	c.Anchor("cement", 595, 40)
}

func sacrumBack(c *ink.Canvas, p func(x, y float64) ink.Pt) {
	var ring []ink.Pt
	half := ink.XY(0, 158, 40, 150, 72, 138, 120, 132, 160, 150, 172, 186, 160, 232, 138, 280, 112, 326, 84, 372, 58, 420, 44, 452, 34, 470)
	for _, q := range half {
		ring = append(ring, p(q.X, q.Y))
	}
	for i := len(half) - 1; i > 0; i-- {
		ring = append(ring, p(-half[i].X, half[i].Y))
	}
	for i := range 3 { // the tail bone
		w, y := 24-6*float64(i), 486+27*float64(i)
		c.Draw(ink.Blob(p(-w, y-8), p(0, y-12), p(w, y-8), p(w*0.7, y+10), p(0, y+13), p(-w*0.7, y+10)), ink.Arch, ink.BoneEdge, thin)
	}
	for _, s := range []float64{-1, 1} { // the joint processes above
		c.Union(ink.Arch, ink.BoneEdge, thin, ink.Taper(ink.Curve(p(s*58, 168), p(s*62, 140), p(s*56, 116)), 40, 26))
	}
	c.Draw(ink.Blob(ring...), ink.Bone, ink.BoneEdge, edge)
	c.Fill(ink.Blob(p(-140, 160), p(-80, 160), p(0, 176), p(80, 160), p(140, 160), p(134, 214), p(90, 300), p(40, 400), p(0, 430), p(-40, 400), p(-90, 300), p(-134, 214)), ink.BoneLight)
	var crest []ink.Path
	for i := range 4 {
		y := 196 + 58*float64(i)
		w := 19 - 2*float64(i)
		crest = append(crest, ink.Blob(p(-w*0.6, y-18), p(w*0.6, y-18), p(w, y+8), p(0, y+26), p(-w, y+8)))
	}
	c.Union(ink.Arch, ink.BoneEdge, 2, crest...)
}

// holes are the openings where the nerves leave, four on each side.
func holes(c *ink.Canvas, p func(x, y float64) ink.Pt) {
	for _, s := range []float64{-1, 1} {
		for i := range 4 {
			f := float64(i)
			q := p(s*(60-8*f), 214+56*f)
			c.Draw(ink.Ellipse(q.X, q.Y, 13-1.6*f, 15-1.8*f), "#8F7448", ink.BoneEdge, thin)
		}
	}
}
