package main

import "eclaire/assets/internal/ink"

// vpTable: face down on the table, pillows under chest and hips, the X-ray
// arm around.
func vpTable(c *ink.Canvas) {
	xrayArm(c, ink.Pt{X: 440, Y: 318}, 218)
	table(c, 40, 400, 730, 580)
	lying(c, 400, 400, 1, false)
	c.Draw(ink.Ellipse(440, 281, 30, 12), ink.Skin, ink.Action, 4) // the place on the back
}

// back is a stretch of the spine of a patient who lies face down, head at the
// left, under skin, fat and muscle.
type back struct {
	vs   []vertebra
	skin float64 // height of the skin's surface
}

// backOf lays n vertebrae of scale k in a row, centred, the bodies at y.
func backOf(n int, k, y, skin float64) back {
	b := back{skin: skin}
	for i := range n {
		x := 400 + (float64(i)-float64(n-1)/2)*pitch*k
		b.vs = append(b.vs, lumbar(x, y, k, 90))
	}
	return b
}

func (b back) paint(c *ink.Canvas) {
	b.tissue(c)
	for i := len(b.vs) - 1; i >= 0; i-- {
		b.vs[i].side(c)
	}
	discs(c, b.vs)
}

// tissue paints skin, fat and muscle down to the spine.
func (b back) tissue(c *ink.Canvas) {
	y := b.skin
	c.Fill(ink.Rect(20, y, 760, 580-y, 26), "#F6E6DA")
	k := b.vs[0].k
	low := b.vs[0].at.Y - 8*k
	c.Fill(ink.Rect(20, y, 760, low-y, 26), "#EBC4B3")
	for i := range 6 {
		t := y + 62 + (low-y-84)*float64(i)/5
		c.Line(ink.Curve(ink.XY(44, t, 230, t+6, 420, t-4, 600, t+5, 756, t)...), 3, "#DFAF9C")
	}
	c.Fill(ink.Rect(20, y, 760, 46, 22), ink.Fat)
	c.Fill(ink.Rect(20, y, 760, 20, 10), ink.SkinEdge)
	deep := 15.0
	if c.Paper() { // an even width keeps its place on the grid: else its edge shows above
		deep = 14
	}
	c.Fill(ink.Rect(20, y, 760, deep, deep/2), ink.Skin)
}

// track is where the needle goes for vertebra v: through the pedicle to the
// front third; the tail ends at the height y.
func track(v vertebra, y float64) (tail, tip ink.Pt) {
	tip = v.body.At(-0.42, 0.12)
	via := v.loc(21, -5)
	return tip.Add(via.Sub(tip).Mul((y - tip.Y) / (via.Y - tip.Y))), tip
}

// vpSkin: the needle goes through the skin of the back to the vertebra.
func vpSkin(c *ink.Canvas) {
	b := backOf(5, 4, 462, 140)
	b.vs[2] = b.vs[2].wedged(0.34)
	b.paint(c)
	for i, v := range b.vs {
		if i == 2 {
			v.paint(c, oedema)
			v.crack(c)
			continue
		}
		v.paint(c, healthy)
	}
	ringedHere(c)
	tail, _ := track(b.vs[2], 62)
	needle(c, tail, b.vs[2].loc(15.5, -3.3), 12)
}

// vpPedicle: seen from above, the needle passes through a pedicle, beside the
// canal, to the front third of the body.
func vpPedicle(c *ink.Canvas) {
	a := above{ink.Pt{X: 400, Y: 470}, 5.1}
	c.Fill(ink.Rect(20, 118, 760, 462, 30), "#F6E6DA")
	c.Fill(ink.Blob(ink.XY(44, 150, 220, 122, 400, 134, 580, 122, 756, 150, 752, 250, 716, 380, 620, 424, 400, 420, 180, 424, 84, 380, 48, 250)...), "#EBC4B3")
	for _, s := range []float64{-1, 1} {
		for i := range 3 {
			x := 400 + s*(120+70*float64(i))
			c.Line(ink.Curve(ink.XY(x, 170, x+s*18, 230, x+s*6, 290)...), 3, "#DFAF9C")
		}
	}
	skin := ink.Curve(ink.XY(30, 122, 220, 90, 400, 104, 580, 90, 770, 122)...)
	c.Line(skin.Map(func(p ink.Pt) ink.Pt { return p.Add(ink.Pt{Y: 16}) }), 32, ink.Fat)
	c.Line(skin, 20, ink.SkinEdge)
	c.Line(skin, 14, ink.Skin)
	a.paint(c)
	slicedHere(c)
	needle(c, a.loc(45.8, -77), a.loc(1.5, 9.5), 14)
}

// closeUp is three vertebrae, the middle one broken with the given loss.
func closeUp(c *ink.Canvas, loss float64) back {
	b := backOf(3, 4.6, 468, 124)
	b.vs[1] = b.vs[1].wedged(loss)
	b.paint(c)
	b.vs[0].paint(c, healthy)
	b.vs[2].paint(c, healthy)
	ringedHere(c)
	return b
}

// vpCement: cement fills the body from one end plate to the other.
func vpCement(c *ink.Canvas) {
	b := closeUp(c, 0.3)
	v := b.vs[1]
	v.paint(c, oedema)
	v.filled(c, 0.82)
	c.Line(v.body.Outline(0), edge, ink.BoneEdge)
	tail, tip := track(v, 108)
	needle(c, tail, tip, 13)
	load(c, tail, tip)
}

// load paints the syringe of cement on the needle's grip.
func load(c *ink.Canvas, tail, tip ink.Pt) {
	d := tail.Sub(tip).Unit()
	syringe(c, tail.Add(d.Mul(88)), tail.Add(d.Mul(4)), 1, ink.Cement)
}

// vpOut: the needle is out, the cement has set.
func vpOut(c *ink.Canvas) {
	b := closeUp(c, 0.3)
	v := b.vs[1]
	v.paint(c, healthy)
	v.filled(c, 1)
	c.Line(v.body.Outline(0), edge, ink.BoneEdge)
	entry, _ := track(v, b.skin)
	c.Union("#F7EFD9", "#B29E6A", thin, ink.Rect(entry.X-48, b.skin-10, 96, 20, 9))
	c.Fill(ink.Rect(entry.X-18, b.skin-10, 36, 20, 3), "#E6D7AE")
	tail, tip := track(v, 20)
	d := tip.Sub(tail).Unit()
	start := ink.Pt{X: 560, Y: 34}
	needle(c, start, start.Add(d.Mul(78)), 8)
	arrow(c, 8, ink.Quiet, ink.Pt{X: 640, Y: 104}, ink.Pt{X: 640, Y: 26})
}

// vpWalk: upright and walking.
func vpWalk(c *ink.Canvas) {
	c.Fill(ink.Circle(ink.Pt{X: 400, Y: 310}, 258), ink.TintB)
	c.Line(ink.Open(ink.XY(90, 560, 710, 560)...), 8, ink.Hair)
	q := upright
	q.stride, q.cemented = 0.1, true
	stand(c, q, 410, 556, 480, true)
	arrow(c, 9, ink.Action, ink.Pt{X: 262, Y: 500}, ink.Pt{X: 160, Y: 500})
}
