package main

import "eclaire/assets/internal/ink"

// posture: upright, bent and very bent, with the line of balance from the
// head to the ground.
func posture(c *ink.Canvas) {
	const ground = 560.0
	c.Line(ink.Open(ink.Pt{X: 30, Y: ground + 4}, ink.Pt{X: 770, Y: ground + 4}), 8, ink.Hair)
	people := []struct {
		q  pose
		x  float64
		id string
	}{{upright, 135, "upright"}, {bent, 410, "bent"}, {veryBent, 690, "very-bent"}}
	for _, p := range people {
		const h = 440
		stand(c, p.q, p.x, ground, h, true)
		line := p.x + (p.q.head.X-0.01)*h
		dashes(c, ink.Pt{X: line, Y: ground + p.q.head.Y*h + 40}, ink.Pt{X: line, Y: ground}, 4.5, 10, ink.Caution)
		c.Fill(ink.Poly(ink.XY(line-11, ground-16, line+11, ground-16, line, ground+4)...), ink.Caution)
		c.Anchor(p.id, p.x, 60)
	}
}

// conservative: how strong the pain is at three times, for most people and for
// some; below, a broken vertebra that heals in its new shape, on an axis of time.
func conservative(c *ink.Canvas) {
	const axis, bar = 466.0, 108.0
	stages := []struct {
		id         string
		x          float64
		most, some float64
	}{{"start", 300, bar, bar}, {"weeks", 508, 42, 96}, {"months", 708, 12, 80}}
	for row, id := range []string{"most", "some"} {
		y := 134 + 140*float64(row)
		for _, s := range stages {
			high := []float64{s.most, s.some}[row]
			c.Fill(ink.Rect(s.x-44, y-bar, 88, bar, 8), ink.TintA)
			c.Fill(ink.Rect(s.x-44, y-high, 88, high, min(8, high/2)), []string{ink.WayA, "#6E7BB5"}[row])
		}
		c.Line(ink.Open(ink.XY(236, y+2, 770, y+2)...), 5, ink.Field)
		c.Anchor(id, 112, y-52)
	}
	for i, s := range stages {
		healing(c, ink.Pt{X: s.x, Y: 374}, i)
		c.Line(ink.Open(ink.XY(s.x, axis-14, s.x, axis+14)...), 6, ink.Text)
		c.Anchor(s.id, s.x, axis+76)
	}
	c.Line(ink.Open(ink.XY(226, axis, 750, axis)...), 6, ink.Text)
	arrow(c, 6, ink.Text, ink.Pt{X: 740, Y: axis}, ink.Pt{X: 786, Y: axis})
}

// healing paints a wedged vertebra: just broken, with new bone around the break, or
// firm in its new shape.
func healing(c *ink.Canvas, at ink.Pt, stage int) {
	v := lumbar(at.X, at.Y, 3.7, 0).wedged(0.4)
	v.paint(c, []tone{oedema, {"#EBC3AC", "#F0D3C0", "#DBAF94", ink.BoneEdge}, healthy}[stage])
	b := v.body
	c.Line(b.Outline(0), bold, ink.Text)
	switch stage {
	case 0:
		v.crack(c)
	case 1: // a cuff of new bone grows over the break
		var cuff []ink.Path
		for _, p := range ink.XY(-1.04, -0.3, -1.06, 0.06, -0.8, -0.26, -0.84, 0.1, -0.56, -0.02, -0.3, -0.2, -0.06, -0.02, 0.2, -0.2) {
			cuff = append(cuff, ink.Circle(b.At(p.X, p.Y), 12))
		}
		c.Union("#FFF7E4", ink.BoneEdge, thin, cuff...)
	case 2:
		c.Line(b.Curve(-0.9, -0.1, -0.5, -0.16, 0, -0.08, 0.4, -0.16), 14, "#C2A671")
	}
}

// bedRest: long rest in bed, and what it bears on: muscles, lungs, legs.
func bedRest(c *ink.Canvas) {
	bed(c)
	for i, paint := range []func(*ink.Canvas, ink.Pt){musclePart, lungs, leg} {
		at := ink.Pt{X: 140 + 260*float64(i), Y: 458}
		c.Draw(ink.Circle(at, 108), ink.White, ink.Field, 4)
		paint(c, at)
		c.Anchor([]string{"muscle", "lung", "leg"}[i], at.X-88, at.Y-92)
	}
}

func bed(c *ink.Canvas) {
	wood, woodEdge := "#B99467", "#7B5C38"
	c.Union(wood, woodEdge, thin, ink.Rect(64, 60, 24, 250, 8), ink.Rect(712, 130, 24, 180, 8), ink.Rect(70, 250, 660, 26, 8))
	c.Union("#F4F1EA", "#A79F8C", thin, ink.Rect(88, 204, 624, 52, 18))
	pillow(c, 104, 150, 150, 62)
	c.Union(ink.Skin, ink.SkinEdge, thin, ink.Taper(ink.Curve(ink.XY(214, 160, 270, 176)...), 36, 42))
	head(c, ink.Pt{X: 184, Y: 146}, -42, -78, false)
	blanket := ink.Blob(ink.XY(262, 208, 262, 158, 300, 138, 380, 142, 470, 148, 560, 150, 630, 140, 668, 146, 690, 172, 696, 212, 480, 216)...)
	c.Union(ink.Cloth, ink.ClothEdge, thin, blanket)
	c.Fill(ink.Blob(ink.XY(262, 160, 298, 139, 322, 140, 312, 176, 314, 212, 264, 208)...), "#E7F0F0")
	c.Line(ink.Curve(ink.XY(350, 186, 450, 178, 560, 184, 650, 176)...), 5, ink.ClothShade)
	c.Union(ink.Skin, ink.SkinEdge, thin, ink.Taper(ink.Curve(ink.XY(372, 156, 420, 158, 452, 162)...), 24, 26))
	c.Union(ink.ClothShade, ink.ClothEdge, thin, ink.Taper(ink.Curve(ink.XY(286, 160, 330, 152, 384, 156)...), 38, 30))
}

// musclePart is a bent arm with its muscle.
func musclePart(c *ink.Canvas, at ink.Pt) {
	p := func(x, y float64) ink.Pt { return at.Add(ink.Pt{X: x, Y: y}) }
	limb := func(w0, w1 float64, pts ...ink.Pt) ink.Path { return ink.Taper(ink.Curve(pts...), w0, w1) }
	c.Union(ink.Skin, ink.SkinEdge, 4, limb(58, 50, p(-72, 34), p(-10, 42), p(38, 46)), limb(50, 34, p(42, 42), p(54, 0), p(50, -40)),
		ink.Circle(p(44, -58), 24))
	c.Draw(ink.Blob(p(-66, 26), p(-44, 4), p(-18, -12), p(12, -4), p(32, 22), p(36, 40), p(6, 36), p(-30, 34)), ink.Muscle, "#A3624C", 4)
	for _, dy := range []float64{0, 13, 26} {
		c.Line(ink.Curve(p(-46, dy+12), p(-14, dy-4), p(18, dy+10)), 3, "#B97661")
	}
}

func lungs(c *ink.Canvas, at ink.Pt) {
	lungPair(c, at.Add(ink.Pt{Y: 4}), 1)
}

// lungPair paints windpipe and lungs; k 1 is about 150 wide.
func lungPair(c *ink.Canvas, at ink.Pt, k float64) {
	p := func(x, y float64) ink.Pt { return at.Add(ink.Pt{X: x * k, Y: y * k}) }
	for _, s := range []float64{-1, 1} {
		lobe := ink.Blob(p(s*16, -44), p(s*36, -62), p(s*58, -36), p(s*74, 14), p(s*72, 58), p(s*40, 52), p(s*16, 44), p(s*12, 4))
		c.Draw(lobe, "#E8BDB2", "#A8695A", 4.5)
	}
	pipe := func(w float64, colour string) {
		c.Line(ink.Open(p(0, -84), p(0, -28)), w, colour)
		c.Line(ink.Curve(p(0, -30), p(-14, -12), p(-34, 4)), w*0.75, colour)
		c.Line(ink.Curve(p(0, -30), p(14, -12), p(34, 4)), w*0.75, colour)
	}
	pipe(16*k, "#A8695A")
	pipe(16*k-8, "#F4DDD4")
	for _, s := range []float64{-1, 1} {
		c.Line(ink.Curve(p(s*34, 4), p(s*44, 18), p(s*50, 36)), 5*k, "#F4DDD4")
		c.Line(ink.Curve(p(s*34, 4), p(s*48, 2), p(s*56, 4)), 5*k, "#F4DDD4")
	}
}

// leg is a lower leg and foot.
func leg(c *ink.Canvas, at ink.Pt) {
	p := func(x, y float64) ink.Pt { return at.Add(ink.Pt{X: x, Y: y}) }
	shape := ink.Blob(p(-34, -84), p(10, -90), p(34, -70), p(40, -30), p(30, 10), p(16, 44), p(14, 62), p(0, 74), p(-40, 84), p(-66, 80), p(-62, 68), p(-30, 58), p(-16, 40), p(-28, -10), p(-32, -50))
	c.Draw(shape, ink.Skin, ink.SkinEdge, 4)
	c.Line(ink.Curve(p(26, -58), p(30, -28), p(20, 6)), 4, ink.SkinShade)
	c.Line(ink.Curve(p(-2, 52), p(4, 58), p(4, 66)), 4, ink.SkinShade)
}

// balance: two equal pans, level; neither way is heavier.
func balance(c *ink.Canvas) {
	c.Union("#C9BFA9", "#8A7F68", thin, ink.Rect(388, 150, 24, 340, 8), ink.Round(20, ink.XY(290, 540, 330, 488, 470, 488, 510, 540)...))
	c.Line(ink.Open(ink.XY(170, 150, 630, 150)...), 24, "#8A7F68")
	c.Line(ink.Open(ink.XY(170, 150, 630, 150)...), 17, "#C9BFA9")
	c.Draw(ink.Circle(ink.Pt{X: 400, Y: 150}, 24), "#F4EFE3", "#8A7F68", 6)
	pan(c, 170, ink.WayA, ink.TintA)
	pan(c, 630, ink.Action, ink.TintB)
	calendar(c, ink.Pt{X: 140, Y: 318}, 0.8)
	capsule(c, ink.Pt{X: 232, Y: 350}, 1, -24)
	v := lumbar(596, 345, 2.9, 0).wedged(0.3)
	v.paint(c, healthy)
	v.filled(c, 0.95)
	needle(c, ink.Pt{X: 712, Y: 250}, v.body.At(0.3, -0.1), 8)
	c.Anchor("conservative", 170, 84)
	c.Anchor("vertebroplasty", 630, 84)
}

// wayConservative stands for the way without cement: days that pass, and medicines.
func wayConservative(c *ink.Canvas) {
	calendar(c, ink.Pt{X: 290, Y: 320}, 4)
	capsule(c, ink.Pt{X: 610, Y: 450}, 4.2, -24)
}

// wayCement stands for the way with cement: a vertebra that is filled through a needle.
func wayCement(c *ink.Canvas) {
	v := lumbar(330, 400, 10.5, 0).wedged(0.3)
	v.paint(c, healthy)
	v.filled(c, 0.95)
	needle(c, ink.Pt{X: 660, Y: 120}, v.body.At(0.3, -0.1), 28)
}

func pan(c *ink.Canvas, x float64, colour, tint string) {
	for _, d := range []float64{-120, 120} {
		c.Line(ink.Open(ink.Pt{X: x, Y: 158}, ink.Pt{X: x + d, Y: 394}), 4.5, ink.Field)
	}
	c.Draw(ink.Blob(ink.XY(x-142, 392, x, 394, x+142, 392, x+100, 436, x, 452, x-100, 436)...), tint, colour, 6)
	c.Line(ink.Open(ink.XY(x-142, 392, x+142, 392)...), 10, colour)
}
