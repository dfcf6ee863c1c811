package main

import (
	"math"

	"eclaire/assets/internal/ink"
)

const (
	pupil     = "#2B2320"
	hair      = "#C3C7CB"
	hairShade = "#9FA6AC"
	trousers  = "#7C8BA3"
	trouserSh = "#65758F"
)

// head paints a head in profile, facing left when deg is 0 (right when r is
// negative); eyes closed when asleep.
func head(c *ink.Canvas, at ink.Pt, r, deg float64, asleep bool) {
	flip := math.Copysign(1, r)
	r = math.Abs(r)
	p := func(xy ...float64) []ink.Pt {
		out := ink.XY(xy...)
		for i, q := range out {
			out[i] = ink.Pt{X: q.X * flip, Y: q.Y}.Mul(r).Turn(deg).Add(at)
		}
		return out
	}
	face := ink.Blob(p(-0.2, -1, -0.78, -0.62, -0.86, -0.16, -1.04, 0.16, -0.88, 0.28, -0.9, 0.52, -0.72, 0.92, -0.2, 1.0, 0.4, 0.8, 0.9, 0.3, 0.95, -0.3, 0.5, -0.88)...)
	c.Union(ink.Skin, ink.SkinEdge, thin, face)
	c.Of("woman", func() { // her hair is put up
		bun := ink.Circle(p(0.86, -0.78)[0], 0.38*r)
		c.Union(hair, hairShade, 0.07*r, bun)
		c.Fill(ink.Blob(p(-0.72, -0.62, -0.45, -1.02, 0.1, -1.18, 0.75, -0.92, 1.12, -0.3, 1.05, 0.3, 0.75, 0.62, 0.5, 0.35, 0.42, -0.15, 0.1, -0.42, -0.35, -0.5)...), hairShade)
		c.Fill(ink.Blob(p(-0.66, -0.64, -0.42, -0.96, 0.1, -1.08, 0.68, -0.85, 0.98, -0.3, 0.92, 0.22, 0.72, 0.45, 0.58, 0.2, 0.48, -0.2, 0.12, -0.5, -0.35, -0.58)...), hair)
	})
	c.Of("man", func() { // his is short and leaves the forehead free
		c.Fill(ink.Blob(p(-0.12, -1.02, 0.3, -1.05, 0.78, -0.84, 1.06, -0.3, 1.0, 0.2, 0.84, 0.36, 0.68, 0.12, 0.4, 0.02, 0.36, -0.34, 0.16, -0.62)...), hairShade)
		c.Fill(ink.Blob(p(0.02, -0.96, 0.3, -0.96, 0.7, -0.78, 0.94, -0.3, 0.9, 0.12, 0.8, 0.2, 0.66, 0.02, 0.48, -0.06, 0.44, -0.36, 0.24, -0.66)...), hair)
		c.Line(ink.Curve(p(-0.74, -0.34, -0.58, -0.4, -0.42, -0.34)...), max(2, r*0.07), hairShade)
	})
	c.Fill(ink.Blob(p(0.12, -0.1, 0.3, -0.14, 0.36, 0.08, 0.24, 0.32, 0.12, 0.22)...), ink.SkinShade)
	if asleep {
		c.Line(ink.Curve(p(-0.72, -0.08, -0.6, 0, -0.46, -0.06)...), max(2.5, r*0.07), ink.SkinEdge)
	} else {
		c.Fill(ink.Circle(p(-0.58, -0.1)[0], max(2, r*0.075)), pupil)
	}
	c.Line(ink.Curve(p(-0.82, 0.56, -0.62, 0.56)...), max(2.2, r*0.06), ink.SkinEdge)
}

// pose places the joints of a person who stands facing left, as shares of the
// height, the ground at 0 and up negative.
type pose struct {
	spine                  [5]ink.Pt // from the sacrum to the neck
	head                   ink.Pt
	headDeg                float64
	knee, elbow, hand, hip ink.Pt
	cane                   bool
	stride                 float64 // how far the feet are apart
	cemented               bool    // one vertebra carries cement
}

var upright = pose{
	spine: [5]ink.Pt{{X: 0.052, Y: -0.5}, {X: 0.036, Y: -0.58}, {X: 0.045, Y: -0.66}, {X: 0.06, Y: -0.75}, {X: 0.032, Y: -0.825}},
	head:  ink.Pt{X: -0.005, Y: -0.925}, knee: ink.Pt{X: -0.005, Y: -0.27}, hip: ink.Pt{X: 0.0, Y: -0.49},
	elbow: ink.Pt{X: 0.04, Y: -0.62}, hand: ink.Pt{X: -0.01, Y: -0.47},
}

var bent = pose{
	spine: [5]ink.Pt{{X: 0.06, Y: -0.49}, {X: 0.05, Y: -0.57}, {X: 0.06, Y: -0.65}, {X: 0.045, Y: -0.735}, {X: -0.035, Y: -0.795}},
	head:  ink.Pt{X: -0.1, Y: -0.868}, headDeg: -4, knee: ink.Pt{X: -0.03, Y: -0.265}, hip: ink.Pt{X: 0.01, Y: -0.48},
	elbow: ink.Pt{X: 0.0, Y: -0.6}, hand: ink.Pt{X: -0.06, Y: -0.46},
}

var veryBent = pose{
	spine: [5]ink.Pt{{X: 0.085, Y: -0.47}, {X: 0.095, Y: -0.55}, {X: 0.075, Y: -0.63}, {X: 0.01, Y: -0.69}, {X: -0.085, Y: -0.705}},
	head:  ink.Pt{X: -0.165, Y: -0.742}, headDeg: -12, knee: ink.Pt{X: -0.055, Y: -0.255}, hip: ink.Pt{X: 0.035, Y: -0.465},
	elbow: ink.Pt{X: -0.08, Y: -0.55}, hand: ink.Pt{X: -0.205, Y: -0.49}, cane: true,
}

// stand paints a person of height h whose feet are at x on the ground y. The
// spine shows through when bones is set.
func stand(c *ink.Canvas, q pose, x, y, h float64, bones bool) {
	at := func(p ink.Pt) ink.Pt { return ink.Pt{X: x + p.X*h, Y: y + p.Y*h} }
	limb := func(w0, w1 float64, ps ...ink.Pt) ink.Path {
		out := make([]ink.Pt, len(ps))
		for i, p := range ps {
			out[i] = at(p)
		}
		return ink.Taper(ink.Curve(out...), w0*h, w1*h)
	}
	leg := func(dx float64, colour string) {
		ankle := ink.Pt{X: dx, Y: -0.045}
		knee := q.knee.Add(ink.Pt{X: dx * 0.5}) // a straight leg, the knee half way
		shoe := ink.Rect(x+(dx-0.085)*h, y-0.042*h, 0.12*h, 0.042*h, 0.02*h)
		c.Union("#5B4A3F", "#3F332B", 0.004*h, shoe)
		c.Union(colour, ink.Quiet, 0.005*h, limb(0.1, 0.058, q.hip, knee, ankle))
	}
	leg(0.045+q.stride, trouserSh)
	leg(-0.02-q.stride, trousers)
	front := func(i int, d float64) ink.Pt { // the trunk's middle lies in front of the spine
		a, b := q.spine[max(i-1, 0)], q.spine[min(i+1, 4)]
		t := b.Sub(a).Unit()
		return q.spine[i].Add(ink.Pt{X: t.Y, Y: -t.X}.Mul(d))
	}
	trunk := limb(0.128, 0.1, front(0, 0.05), front(1, 0.045), front(2, 0.046), front(3, 0.046), front(4, 0.02).Lerp(front(3, 0.046), 0.2))
	neck := limb(0.07, 0.06, front(4, 0.02), q.head.Add(ink.Pt{X: 0.012, Y: 0.03}))
	c.Union(ink.Skin, ink.SkinEdge, 0.005*h, neck)
	c.Union(ink.Cloth, ink.ClothEdge, 0.005*h, trunk)
	head(c, at(q.head), 0.066*h, q.headDeg, false)
	shoulder := front(4, 0.01).Lerp(front(3, 0.03), 0.35)
	if q.cane {
		c.Line(ink.Open(at(q.hand), ink.Pt{X: at(q.hand).X - 0.01*h, Y: y}), 0.016*h, "#7A5B3C")
		c.Line(ink.Open(at(q.hand.Add(ink.Pt{X: -0.02})), at(q.hand.Add(ink.Pt{X: 0.035}))), 0.018*h, "#7A5B3C")
	}
	arm(c, limb, shoulder, q.elbow, q.hand, h)
	if bones {
		spineLine(c, at, q, h)
	}
}

func arm(c *ink.Canvas, limb func(w0, w1 float64, ps ...ink.Pt) ink.Path, shoulder, elbow, hand ink.Pt, h float64) {
	c.Union(ink.Skin, ink.SkinEdge, 0.005*h, limb(0.036, 0.034, elbow, hand))
	c.Union(ink.ClothShade, ink.ClothEdge, 0.005*h, limb(0.056, 0.046, shoulder, elbow, elbow.Lerp(hand, 0.35)))
}

// spineLine paints the vertebrae as small blocks along the back.
func spineLine(c *ink.Canvas, at func(ink.Pt) ink.Pt, q pose, h float64) {
	pts := make([]ink.Pt, 5)
	for i, p := range q.spine {
		pts[i] = at(p)
	}
	line := ink.Curve(pts...).Flatten(0.05)[0]
	total := 0.0
	for i := 1; i < len(line); i++ {
		total += line[i].Dist(line[i-1])
	}
	const n = 12
	var blocks []ink.Path
	run, next := 0.0, 0.0
	for i := 1; i < len(line); i++ {
		step := line[i].Dist(line[i-1])
		for next <= run+step+1e-9 && len(blocks) < n {
			p := line[i-1].Lerp(line[i], (next-run)/step)
			d := line[i].Sub(line[i-1]).Unit()
			s := ink.Pt{X: -d.Y, Y: d.X}.Mul(0.017 * h)
			u := d.Mul(total / n * 0.34)
			blocks = append(blocks, ink.Round(3, p.Add(s).Add(u), p.Sub(s).Add(u), p.Sub(s).Sub(u), p.Add(s).Sub(u)))
			next += total / (n - 1)
		}
		run += step
	}
	c.Union(ink.Bone, ink.BoneEdge, 0.005*h, blocks...)
	if q.cemented {
		c.Fill(blocks[4], ink.Cement)
	}
}

// lying paints a person face down, head at the left, on a surface at y; x is
// where the loins are and k the scale (1: about 620 long).
func lying(c *ink.Canvas, x, y, k float64, asleep bool) {
	p := func(xy ...float64) []ink.Pt {
		out := ink.XY(xy...)
		for i, q := range out {
			out[i] = ink.Pt{X: x + q.X*k, Y: y + q.Y*k}
		}
		return out
	}
	limb := func(w0, w1 float64, xy ...float64) ink.Path { return ink.Taper(ink.Curve(p(xy...)...), w0*k, w1*k) }
	pillow(c, x-282*k, y-26*k, 120*k, 26*k)
	pillow(c, x-150*k, y-40*k, 130*k, 40*k)
	pillow(c, x+42*k, y-38*k, 124*k, 38*k)
	pillow(c, x+280*k, y-38*k, 78*k, 38*k)
	c.Union(ink.Skin, ink.SkinEdge, thin, limb(30, 28, 318, -54, 330, -30), limb(56, 32, 170, -66, 250, -44, 318, -52))
	c.Union(trousers, ink.Quiet, thin, limb(88, 58, 92, -76, 150, -70, 214, -50))
	c.Union(ink.Skin, ink.SkinEdge, thin, limb(40, 40, -152, -72, -190, -62))
	c.Union(ink.Cloth, ink.ClothEdge, thin, limb(80, 90, -128, -78, -70, -80, 10, -78, 96, -78))
	c.Fill(limb(14, 14, -110, -52, -40, -52, 40, -50, 88, -48), ink.ClothShade)
	head(c, ink.Pt{X: x - 222*k, Y: y - 62*k}, 38*k, -62, asleep)
	c.Union(ink.Skin, ink.SkinEdge, thin, limb(27, 24, -176, -30, -230, -14, -282, -12))
	c.Union(ink.ClothShade, ink.ClothEdge, thin, limb(40, 32, -124, -68, -150, -34, -182, -26))
}

// table paints a treatment table whose top is at y.
func table(c *ink.Canvas, x, y, w, foot float64) {
	c.Union("#A9B5BC", ink.SteelDark, thin, ink.Rect(x+w*0.62, y+20, 54, foot-y-26, 6))
	c.Union("#A9B5BC", ink.SteelDark, thin, ink.Rect(x+w*0.62-54, foot-16, 162, 16, 8))
	c.Union("#D5DDE1", ink.SteelDark, thin, ink.Rect(x, y, w, 24, 12))
	c.Fill(ink.Rect(x+8, y+4, w-16, 7, 3.5), "#EEF2F4")
}
