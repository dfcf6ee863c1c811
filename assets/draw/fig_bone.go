package main

import (
	"math"

	"eclaire/assets/internal/ink"
)

// Where three vertebrae in line fill a figure: the first body's centre and the
// scale.
const threeX, threeY, threeK = 292.0, 134.0, 4.7

// fracture: three healthy vertebrae, and three of which the middle one is
// broken as a wedge, with oedema.
func fracture(c *ink.Canvas) {
	const k, y = 3.4, 204
	standingHere(c)
	for i, x := range []float64{236, 560} {
		vs := column(x, y, k, 0, 3)
		was := vs[1].body
		if i == 1 {
			vs[1] = vs[1].wedged(0.42)
		}
		for _, v := range vs {
			v.side(c)
		}
		discs(c, vs)
		for j, v := range vs {
			if i == 0 || j != 1 {
				v.paint(c, healthy)
			}
		}
		c.Anchor([]string{"healthy", "fractured"}[i], x+78, 60)
		if i == 0 {
			continue
		}
		v := vs[1]
		v.paint(c, oedema)
		v.crack(c)
		c.Line(v.body.Outline(0), bold, ink.Text)
		left := was.FT.X - 26 // how much height was lost in front
		dashes(c, ink.Pt{X: left - 18, Y: was.FT.Y}, was.FT.Sub(ink.Pt{X: 8}), 4, 5, ink.Quiet)
		arrow(c, 8, ink.Quiet, ink.Pt{X: left, Y: was.FT.Y + 4}, ink.Pt{X: left, Y: v.body.FT.Y + 4})
	}
}

// cleft: a broken vertebra that has not healed, with a dark gap of gas that
// opens at each movement.
func cleft(c *ink.Canvas) {
	vs := column(threeX+124, threeY, threeK, 0, 3)
	vs[1] = vs[1].wedged(0.3)
	standingHere(c)
	cord(c, vs, 20, 18.5)
	for _, v := range vs {
		v.cut(c)
	}
	discs(c, vs)
	for i, v := range vs {
		if i == 1 {
			v.paint(c, oedema)
			continue
		}
		v.paint(c, healthy)
	}
	b := vs[1].body
	c.Draw(b.Blob(-1.0, -0.34, -0.6, -0.46, -0.1, -0.42, 0.4, -0.5, 0.78, -0.3, 0.4, -0.14, 0, 0.02, -0.5, -0.1, -0.99, 0.0), "#2F3B42", ink.Text, thin)
	c.Line(b.Curve(-0.8, -0.24, -0.3, -0.26, 0.3, -0.32), 5, "#74848E")
	c.Line(b.Outline(0), bold, ink.Text)
	x := b.FB.X - 44
	y := b.At(-1, 0).Y
	arrow(c, 8, ink.Quiet, ink.Pt{X: x, Y: y - 10}, ink.Pt{X: x, Y: y - 62})
	arrow(c, 8, ink.Quiet, ink.Pt{X: x, Y: y + 10}, ink.Pt{X: x, Y: y + 62})
	c.Anchor("cleft", x-70, y)
}

// boneInside: the mesh of healthy bone, and the thin mesh of osteoporosis.
func boneInside(c *ink.Canvas) {
	standingHere(c)
	lens(c, ink.Pt{X: 326, Y: 330}, 144, 1)
	lens(c, ink.Pt{X: 634, Y: 330}, 144, 0.36)
	c.Anchor("healthy", 326, 124)
	c.Anchor("osteoporotic", 634, 124)
}

// lens paints a round window on bone; dense is 1 for healthy bone.
func lens(c *ink.Canvas, at ink.Pt, r, dense float64) {
	c.Fill(ink.Circle(at, r), ink.Bone)
	size, share := 26.0, 0.72
	if dense < 1 {
		size, share = 39, 0.9
	}
	for j := -9; j <= 9; j++ {
		for i := -9; i <= 9; i++ {
			pore(c, at, r-6, size, share, i, j)
		}
	}
	c.Line(ink.Circle(at, r), 22, ink.BoneEdge)
	c.Line(ink.Circle(at, r), 13, ink.Bone)
}

// pore paints one hole of the bone's mesh: a cell of a honeycomb whose corners
// are moved a little, the same for the cells that share them. The lower share
// is, the thicker the struts between.
func pore(c *ink.Canvas, at ink.Pt, r, size, share float64, i, j int) {
	mid := ink.Pt{X: size * 1.732 * (float64(i) + 0.5*float64(j&1)), Y: size * 1.5 * float64(j)}
	if mid.Len() > r+size*0.4 {
		return
	}
	pts := make([]ink.Pt, 6)
	for n := range pts {
		p := mid.Add(ink.Pt{Y: -size}.Turn(60 * float64(n)))
		p = p.Add(scatter(p, size).Mul(size * 0.26))
		p = mid.Lerp(p, share)
		if l := p.Len(); l > r { // the cells at the rim end there
			p = p.Mul(r / l)
		}
		pts[n] = p.Add(at)
	}
	const shade, light = "#8F7448", "#A88A5E"
	if c.Paper() { // shade on all sides: the points of one shape are enough
		for n := range pts {
			pts[n] = pts[n].Lerp(mid.Add(at), 0.08)
		}
		c.Draw(ink.Round(size*0.25, pts...), light, shade, size*0.1)
		return
	}
	c.Fill(ink.Round(size*0.3, pts...), shade)
	for n := range pts {
		pts[n] = pts[n].Lerp(mid.Add(at), 0.16).Add(ink.Pt{X: 0.5, Y: 2})
	}
	c.Fill(ink.Round(size*0.3, pts...), light)
}

// scatter is a fixed small vector for the corner at p of a grid of size.
func scatter(p ink.Pt, size float64) ink.Pt {
	x, y := int(math.Round(p.X/size*2)), int(math.Round(p.Y/size*2))
	h := uint32(x*73856093) ^ uint32(y*19349663)
	h = (h ^ h>>13) * 1274126177
	return ink.Pt{X: 1}.Turn(float64(h >> 8 % 360)).Mul(0.4 + float64(h>>20%60)/100)
}

// neighbour: a cemented vertebra and a new fracture of the one above.
func neighbour(c *ink.Canvas) {
	const x, k = 480, 4.0 // leaves room for words on the left
	vs := column(x, 156, k, 0, 3)
	vs[0] = lumbar(x, 164, k, 0).wedged(0.36)
	standingHere(c)
	vs[1] = vs[1].wedged(0.2)
	for _, v := range vs {
		v.side(c)
	}
	discs(c, vs)
	vs[0].paint(c, oedema)
	vs[0].crack(c)
	c.Line(vs[0].body.Outline(0), bold, ink.Text)
	vs[1].paint(c, healthy)
	vs[1].filled(c, 1)
	vs[2].paint(c, healthy)
	for i, id := range []string{"neighbour", "cemented"} {
		leader(c, wordsX, vs[i].at.Y, vs[i].body.At(-1, 0).X-9)
		c.Anchor(id, wordsX, vs[i].at.Y)
	}
}

// cluster: fractures that follow one another along a stretch of the spine.
func cluster(c *ink.Canvas) {
	const k = 2.85
	var vs []vertebra
	at := ink.Pt{X: 556, Y: 96}
	standingHere(c)
	tilts := []float64{16, 6, -5, -14, -20}
	for i, d := range tilts {
		if i > 0 {
			m := (d + tilts[i-1]) / 2
			at = at.Add(ink.Pt{Y: pitch * k * 0.95}.Turn(-m))
		}
		vs = append(vs, lumbar(at.X, at.Y, k, d))
	}
	vs[1], vs[2], vs[3] = vs[1].wedged(0.36), vs[2].wedged(0.42), vs[3].wedged(0.4)
	for i := len(vs) - 1; i >= 0; i-- {
		vs[i].side(c)
	}
	discs(c, vs)
	for i, v := range vs {
		switch i {
		case 2:
			v.paint(c, old)
			c.Line(v.body.Outline(0), bold, ink.Text)
		case 1, 3:
			v.paint(c, oedema)
			v.crack(c)
			c.Line(v.body.Outline(0), bold, ink.Text)
		default:
			v.paint(c, healthy)
		}
	}
	leader(c, wordsX, vs[2].at.Y, vs[2].body.At(-1, 0).X-9)
	next := ink.Pt{X: wordsX, Y: vs[1].at.Y - 44}
	c.Line(ink.Open(next, ink.Pt{X: wordsX + 158, Y: next.Y}, vs[1].body.At(-1, -0.4).Sub(ink.Pt{X: 9})), thin, ink.Quiet)
	l := vs[2].body.At(-1, 0).X - 34
	for _, i := range []int{1, 3} {
		y := vs[i].at.Y
		arrow(c, 8, ink.Caution, ink.Pt{X: l, Y: vs[2].at.Y + (y-vs[2].at.Y)*0.3}, ink.Pt{X: l - 22, Y: (y + vs[2].at.Y) / 2},
			ink.Pt{X: vs[i].body.At(-1, 0).X - 16, Y: y})
	}
	c.Anchor("first", wordsX, vs[2].at.Y)
	c.Anchor("next", next.X, next.Y)
}
