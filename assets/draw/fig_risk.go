package main

import (
	"fmt"

	"eclaire/assets/internal/ink"
)

// embolism: the way of a little cement in the veins, from the vertebra to the
// lung, in a body seen from the front.
func embolism(c *ink.Canvas) {
	torso := ink.Blob(ink.XY(352, 28, 358, 84, 300, 112, 206, 132, 158, 176, 138, 280, 150, 400, 170, 500, 176, 584,
		400, 590, 624, 584, 630, 500, 650, 400, 662, 280, 642, 176, 594, 132, 500, 112, 442, 84, 448, 28, 400, 18)...)
	c.Draw(torso, "#F5E7DB", "#CBB29C", 5)
	lungPair(c, ink.Pt{X: 400, Y: 250}, 2.35)
	for i := range 5 {
		y := 372 + 44*float64(i)
		c.Draw(ink.Blob(ink.XY(368, y, 400, y+3, 432, y, 428, y+17, 432, y+34, 400, y+31, 368, y+34, 372, y+17)...), ink.Bone, ink.BoneEdge, thin)
	}
	c.Draw(ink.Blob(ink.XY(374, 508, 400, 504, 426, 508, 426, 532, 400, 534, 374, 532)...), ink.Cement, ink.CementEdge, thin)
	tube := func(w0, w1 float64, xy ...float64) ink.Path { return ink.Taper(ink.Curve(ink.XY(xy...)...), w0, w1) }
	c.Union(ink.Vein, ink.VeinEdge, edge,
		tube(9, 9, 368, 470, 352, 500, 350, 540), tube(9, 14, 372, 521, 352, 514, 322, 496),
		tube(26, 24, 318, 572, 320, 480, 326, 400, 352, 330))
	heart(c)
	c.Union(ink.Vein, ink.VeinEdge, edge, tube(24, 12, 414, 268, 400, 222, 352, 218, 306, 236, 268, 268), tube(18, 11, 402, 224, 450, 214, 494, 232, 528, 262))
	for _, p := range ink.XY(346, 511, 320, 480, 325, 404, 344, 344, 392, 222, 330, 225, 284, 252) {
		c.Draw(ink.Circle(p, 8), ink.White, ink.White, thin)
		c.Fill(ink.Circle(p, 6.5), ink.Leak)
	}
	c.Draw(ink.Circle(ink.Pt{X: 262, Y: 276}, 11), ink.Leak, ink.White, thin)
	arrow(c, 6, ink.VeinEdge, ink.Pt{X: 284, Y: 470}, ink.Pt{X: 286, Y: 414})
	arrow(c, 6, ink.VeinEdge, ink.Pt{X: 372, Y: 192}, ink.Pt{X: 312, Y: 204})
	for id, way := range map[string][]float64{
		"vertebra": {400, 520, 372, 520, 346, 511}, "vein": {346, 511, 320, 480, 325, 404, 344, 344},
		"heart": {344, 344, 372, 318, 396, 300, 408, 262, 392, 222}, "lung": {392, 222, 330, 225, 284, 252, 262, 276},
	} {
		for i, p := range ink.XY(way...) {
			c.Anchor(fmt.Sprintf("%s.%d", id, i+1), p.X, p.Y)
		}
	}
	c.Anchor("vertebra", 484, 520)
	c.Anchor("vein", 244, 540)
	c.Anchor("heart", 476, 318)
	c.Anchor("lung", 196, 292)
}

func heart(c *ink.Canvas) {
	c.Draw(ink.Blob(ink.XY(352, 296, 366, 270, 396, 262, 430, 274, 454, 306, 456, 346, 434, 368, 400, 362, 366, 344, 350, 320)...), "#C98B86", "#8C5450", edge)
	c.Fill(ink.Blob(ink.XY(360, 300, 374, 280, 398, 274, 410, 300, 408, 336, 384, 338, 364, 322)...), "#8FA9CE")
	c.Line(ink.Curve(ink.XY(414, 280, 418, 316, 410, 350)...), 4, "#8C5450")
}

// infection: germs along the needle's way, and what a lens shows of them.
func infection(c *ink.Canvas) {
	b := closeUp(c, 0.26)
	v := b.vs[1]
	v.paint(c, healthy)
	v.filled(c, 0.9)
	c.Line(v.body.Outline(0), edge, ink.BoneEdge)
	entry, _ := track(v, b.skin)
	inner := v.loc(18, -4)
	c.Line(ink.Open(entry.Add(ink.Pt{Y: 4}), inner), 26, "#8C5450")
	c.Line(ink.Open(entry.Add(ink.Pt{Y: 4}), inner), 20, "#E9A28F")
	dashes(c, entry.Add(ink.Pt{Y: 6}), inner, 5, 9, ink.Caution)
	for i, t := range []float64{0.06, 0.22, 0.36, 0.52, 0.66, 0.82} {
		c.Fill(ink.Circle(entry.Lerp(inner, t).Add(ink.Pt{X: 4 * float64(i%2*2-1)}), 5), germEdge)
	}
	at, seen := ink.Pt{X: 640, Y: 178}, entry.Lerp(inner, 0.3)
	ring(c, seen, 24)
	c.Line(ink.Open(seen.Add(ink.Pt{X: 27}), at.Sub(ink.Pt{X: 132})), 6, ink.Text)
	germs(c, at, 128)
	c.Anchor("germ", 540, 84)
}

const (
	germ     = "#8E86B8"
	germEdge = "#4A4379"
)

// germs paints what a lens shows: small rods and dots.
func germs(c *ink.Canvas, at ink.Pt, r float64) {
	c.Draw(ink.Circle(at, r), ink.White, ink.Text, 8)
	for _, g := range [][3]float64{{-62, -44, 20}, {12, -74, -40}, {58, -14, 65}, {-14, 22, -12}, {-72, 34, 50}, {40, 66, 15}, {-26, 84, -30}} {
		d := ink.Pt{X: 17}.Turn(g[2])
		m := at.Add(ink.Pt{X: g[0], Y: g[1]})
		c.Union(germ, germEdge, thin, ink.Stroke(ink.Open(m.Sub(d), m.Add(d)), 17))
	}
	for _, g := range [][2]float64{{-24, -36}, {-8, -28}, {20, -22}, {88, 28}, {74, 40}, {4, 54}, {-48, -84}, {52, -62}, {-96, -6}} {
		c.Draw(ink.Circle(at.Add(ink.Pt{X: g[0], Y: g[1]}), 8), germ, germEdge, thin)
	}
}

// anaesthesia: awake with a local anaesthetic for one or two vertebrae,
// asleep for more.
func anaesthesia(c *ink.Canvas) {
	for i, id := range []string{"local", "general"} {
		x := 14 + 393*float64(i)
		card(c, x, 100, 379, 486, []string{ink.TintB, ink.TintA}[i])
		table(c, x+14, 318, 351, 402)
		lying(c, x+186, 318, 0.5, i == 1)
		row := []vertebra{}
		for n := range 5 {
			row = append(row, lumbar(x+66+62*float64(n), 545, 1.72, 90))
		}
		for n := len(row) - 1; n >= 0; n-- {
			row[n].side(c)
		}
		discs(c, row)
		for n, v := range row {
			v.paint(c, healthy)
			if i == 0 && (n == 2 || n == 3) || i == 1 && n > 0 {
				v.filled(c, 0.9)
			}
		}
		c.Anchor(id, x+190, 52)
	}
	syringe(c, ink.Pt{X: 252, Y: 152}, ink.Pt{X: 212, Y: 258}, 0.92, "#BFE0E4")
	mask(c, ink.Pt{X: 407 + 72, Y: 287})
}

// mask paints a breathing mask at the face of one who lies face down, and its
// tube to the machine.
func mask(c *ink.Canvas, at ink.Pt) {
	hose := ink.Curve(at.Add(ink.Pt{X: -4, Y: 20}), at.Add(ink.Pt{X: -46, Y: 22}), at.Add(ink.Pt{X: -50, Y: -60}), at.Add(ink.Pt{X: -34, Y: -128}))
	c.Line(hose, 12, ink.SteelDark)
	c.Line(hose, 7, "#DDE8EC")
	c.Union("#EEF2F4", ink.SteelDark, thin, ink.Rect(at.X-62, at.Y-182, 84, 64, 10))
	c.Line(ink.Curve(at.Add(ink.Pt{X: -50, Y: -150}), at.Add(ink.Pt{X: -36, Y: -150}), at.Add(ink.Pt{X: -28, Y: -166}), at.Add(ink.Pt{X: -16, Y: -134}), at.Add(ink.Pt{X: -8, Y: -150}), at.Add(ink.Pt{X: 10, Y: -150})), 4, "#2E7F8A")
	c.Draw(ink.Blob(at.Add(ink.Pt{X: -16, Y: 4}), at.Add(ink.Pt{X: 2, Y: -2}), at.Add(ink.Pt{X: 12, Y: 12}), at.Add(ink.Pt{X: 2, Y: 26}), at.Add(ink.Pt{X: -14, Y: 24})), "#CFE5EA", ink.SteelDark, thin)
}
