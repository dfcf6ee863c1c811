package main

import (
	"math"

	"eclaire/assets/internal/bone"
	"eclaire/assets/internal/ink"
)

// Widths of lines in figure units; thin still shows when a figure is 300
// pixels wide.
const (
	bold = 7.0
	edge = 4.5
	thin = 3.0
)

// vertebra is a lumbar vertebra from the side, in millimetres around the
// centre of its body: back along x, down along y, front at the left.
type vertebra struct {
	at     ink.Pt
	k, deg float64 // figure units per millimetre; degrees leaning forward
	body   bone.Body
}

// discGap is the height of a disc, and pitch from one vertebra to the next.
const (
	bodyHigh = 27.0
	discGap  = 9.0
	pitch    = bodyHigh + discGap
)

func lumbar(x, y, k, deg float64) vertebra {
	at := ink.Pt{X: x, Y: y}
	return vertebra{at, k, deg, bone.Upright(at, 34*k, bodyHigh*k, bodyHigh*k, deg)}
}

// column is n vertebrae in line, the first at x, y.
func column(x, y, k, deg float64, n int) []vertebra {
	out := make([]vertebra, n)
	for i := range out {
		p := ink.Pt{Y: pitch * k * float64(i)}.Turn(-deg)
		out[i] = lumbar(x+p.X, y+p.Y, k, deg)
	}
	return out
}

func (v vertebra) loc(x, y float64) ink.Pt {
	return ink.Pt{X: x, Y: y}.Turn(-v.deg).Mul(v.k).Add(v.at)
}

// pts is a list of places in millimetres: x1, y1, x2, y2…
func (v vertebra) pts(xy ...float64) []ink.Pt {
	out := ink.XY(xy...)
	for i, p := range out {
		out[i] = v.loc(p.X, p.Y)
	}
	return out
}

func (v vertebra) blob(xy ...float64) ink.Path  { return ink.Blob(v.pts(xy...)...) }
func (v vertebra) curve(xy ...float64) ink.Path { return ink.Curve(v.pts(xy...)...) }

// wedged is v broken: low in front, its upper end plate pressed in.
func (v vertebra) wedged(loss float64) vertebra {
	v.body = v.body.Wedged(loss, 0.12)
	return v
}

// side paints the arch as seen from outside: pedicle, joint processes and
// spinous process in one, crossing the canal.
func (v vertebra) side(c *ink.Canvas) {
	pedicle := ink.Taper(v.curve(18.5, -5.2, 29, -5), 12*v.k, 11*v.k) // hidden by the body even where that is broken
	joints := v.blob(24, -9, 26, -20, 31, -23, 33, -12, 36, -2, 40, 12, 37, 20, 33, 19, 31, 7, 26, 1)
	c.Union(ink.Arch, ink.BoneEdge, 0.6*edge, pedicle, joints, v.spinous(30))
	c.Fill(v.blob(22, -6, 25, -8.5, 29, -7, 29, -3, 25, -1.5, 22, -3), ink.BoneShade)
	c.Line(v.curve(33, -11, 35.5, -2, 38.5, 10), thin, ink.BoneShade)
}

// spinous is the process behind the canal; from is where it starts.
func (v vertebra) spinous(from float64) ink.Path {
	return v.blob(from, -6, 38, -9, 50, -7.5, 63, -5, 68, 1, 67, 11, 61, 15, 53, 11, 44, 7.5, 37, 8, from, 4)
}

// cut paints the spinous process in a cut through the middle, where the canal
// lies open.
func (v vertebra) cut(c *ink.Canvas) {
	plate := func(xy ...float64) ink.Path { return ink.Round(2.6*v.k, v.pts(xy...)...) }
	c.Union(ink.Arch, ink.BoneEdge, 0.6*edge, plate(33.5, -5.5, 39, -9.5, 46, -8.5, 64, -8, 67, 8, 64.5, 13.5, 55, 11, 45, 4.5, 38.5, 7, 33.5, 3))
	c.Fill(plate(37, -5, 45, -5.5, 62, -5, 63.5, 5.5, 55, 4.5, 45, 0, 38.5, 1), ink.Bone)
}

// tone is how the inside of a body is painted.
type tone struct{ fill, light, mesh, edge string }

var (
	healthy = tone{ink.Bone, ink.BoneLight, ink.BoneShade, ink.BoneEdge}
	oedema  = tone{ink.Oedema, "#F0B5A5", ink.OedemaDeep, ink.BoneEdge}
	old     = tone{ink.OldBone, "#D8CBB3", ink.OldShade, ink.BoneEdge}
)

// paint paints the body: a firm rim around lighter, fine-meshed bone.
func (v vertebra) paint(c *ink.Canvas, t tone) {
	rim := v.body.Outline(0)
	c.Fill(rim, t.fill)
	c.Fill(v.body.Outline(0.13), t.light)
	if v.k > 2 { // smaller ones show no mesh
		v.mesh(c, t.mesh, 0.9*v.k/6)
	}
	c.Line(rim, edge, t.edge)
}

// mesh draws the struts of the bone's inside, mostly upright as in a loin
// vertebra.
func (v vertebra) mesh(c *ink.Canvas, colour string, weight float64) {
	w := 2.6 * weight
	step := 1
	if c.Paper() { // as small as it is there, every other strut is enough
		step = 2
	}
	for i := 0; i < 9; i += step {
		u := -0.76 + 0.19*float64(i)
		s := 0.03 * float64(i*7%5-2)
		c.Line(v.body.Curve(u+s, -0.8, u-s, -0.1, u+s, 0.8), w, colour)
	}
	for j := 0; j < 4; j += step {
		y := -0.56 + 0.37*float64(j)
		s := 0.05 * float64(j%2*2-1)
		c.Line(v.body.Curve(-0.8, y+s, -0.1, y-s, 0.8, y+s), w, colour)
	}
}

// discs paints the discs between neighbours.
func discs(c *ink.Canvas, vs []vertebra) {
	for i := 1; i < len(vs); i++ {
		a, b := vs[i-1].body, vs[i].body
		c.Draw(bone.DiscBetween(a, b, 0), ink.Disc, ink.DiscEdge, thin)
		c.Fill(bone.DiscBetween(a, b, 0.38), ink.DiscLight)
	}
}

// cord paints the cord in its canal behind the bodies, from over to beyond
// millimetres past the ends.
func cord(c *ink.Canvas, vs []vertebra, over, beyond float64) {
	line := cordLine(vs, over, beyond)
	k := vs[0].k
	c.Line(line, 15.5*k, ink.Canal)
	c.Line(line, 8.6*k+thin*2, ink.NerveEdge)
	c.Line(line, 8.6*k, ink.Nerve)
	shine := cordLine(vs, over, beyond).Map(func(p ink.Pt) ink.Pt {
		return p.Add(ink.Pt{X: -1.8 * k}.Turn(-vs[0].deg))
	})
	c.Line(shine, 1.8*k, ink.NerveLight)
}

func cordLine(vs []vertebra, over, beyond float64) ink.Path {
	pts := []ink.Pt{vs[0].loc(25.2, -over)}
	for _, v := range vs {
		pts = append(pts, v.loc(25.2, 0))
	}
	return ink.Curve(append(pts, vs[len(vs)-1].loc(25.2, beyond))...)
}

// crack is the fracture line of a wedged body.
func (v vertebra) crack(c *ink.Canvas) {
	c.Line(v.body.Curve(-1, -0.2, -0.74, -0.38, -0.5, -0.06, -0.2, -0.34, 0.05, -0.06, 0.3, -0.2), edge+1, ink.Caution)
}

// filled paints cement from end plate to end plate; share is how much of the
// body it has reached.
func (v vertebra) filled(c *ink.Canvas, share float64) {
	var uv []float64
	for i, r := range [...]float64{1, 0.96, 1.02, 0.98, 1, 0.95, 1.01, 0.97, 1.02, 0.96, 1, 0.98} {
		s, t := math.Sincos(float64(i) * math.Pi / 6)
		// Rounder than the body, flatter than an ellipse; less cement is a
		// smaller mass around the needle's tip, in front.
		x, y := 0.74*r*math.Copysign(math.Pow(math.Abs(t), 0.75), t), 0.93*r*math.Copysign(math.Pow(math.Abs(s), 0.7), s)
		uv = append(uv, -0.3+(x+0.3)*share, y*share)
	}
	cement(c, v.body.Blob(uv...))
	c.Line(v.body.Curve(-0.42*share, -0.3*share, -0.1*share, -0.62*share, 0.3*share, -0.55*share), edge+1, ink.CementLite)
	for _, p := range [][2]float64{{-0.3, 0.2}, {0.1, -0.1}, {0.3, 0.35}, {-0.05, 0.55}} {
		c.Fill(ink.Circle(v.body.At(p[0]*share, p[1]*share), 0.75*v.k*share), ink.CementLite)
	}
}

func cement(c *ink.Canvas, p ink.Path) { c.Draw(p, ink.Cement, ink.CementEdge, edge) }

// leaked paints cement outside the bone.
func leaked(c *ink.Canvas, ps ...ink.Path) { c.Union(ink.Leak, ink.LeakEdge, thin, ps...) }
