package main

import "eclaire/assets/internal/ink"

// followUp: doctor, medicine, vitamin D and X-ray on four cards.
func followUp(c *ink.Canvas) {
	cards := []struct {
		id    string
		paint func(*ink.Canvas, ink.Pt)
	}{{"doctor", doctor}, {"medicine", medicine}, {"vitamin-d", vitaminD}, {"xray", xray}}
	for i, s := range cards {
		x, y := 14+393*float64(i%2), 12+294*float64(i/2)
		card(c, x, y, 379, 282, ink.White)
		c.Line(ink.Rect(x, y, 379, 282, 28), 3, ink.Hair)
		s.paint(c, ink.Pt{X: x + 222, Y: y + 141})
		c.Anchor(s.id, x+56, y+56)
	}
}

func doctor(c *ink.Canvas, at ink.Pt) {
	p := func(x, y float64) ink.Pt { return at.Add(ink.Pt{X: x, Y: y}) }
	c.Union("#FDFDFC", ink.Quiet, thin, ink.Blob(p(-98, 120), p(-92, 62), p(-58, 34), p(0, 26), p(58, 34), p(92, 62), p(98, 120), p(0, 124)))
	c.Fill(ink.Poly(p(-24, 28), p(24, 28), p(0, 84)), "#8FB3B8")
	c.Union(ink.Skin, ink.SkinEdge, thin, ink.Rect(at.X-17, at.Y-6, 34, 46, 15))
	c.Union(ink.Skin, ink.SkinEdge, thin, ink.Ellipse(at.X, at.Y-46, 42, 50))
	c.Fill(ink.Blob(p(-45, -44), p(-44, -82), p(-16, -106), p(22, -104), p(46, -78), p(45, -44), p(34, -62), p(6, -74), p(-26, -68)), "#6E5546")
	for _, s := range []float64{-1, 1} {
		c.Fill(ink.Circle(p(s*15, -44), 3.6), pupil)
		c.Line(ink.Open(p(s*26, 34), p(s*10, 118)), thin, ink.Field)
	}
	c.Line(ink.Curve(p(-11, -22), p(0, -18), p(11, -22)), 3.2, ink.SkinEdge)
	c.Line(ink.Curve(p(-36, 34), p(-40, 66), p(-20, 88), p(8, 82), p(30, 60), p(36, 34)), 6, ink.Action)
	c.Line(ink.Curve(p(-20, 87), p(-28, 102)), 6, ink.Action)
	c.Draw(ink.Circle(p(-30, 106), 10), ink.Steel, ink.Action, 5)
}

func medicine(c *ink.Canvas, at ink.Pt) {
	r := func(x, y, w, h, rad float64) ink.Path { return ink.Rect(at.X+x, at.Y+y, w, h, rad) }
	c.Union("#DDEBED", ink.Quiet, thin, r(-108, -70, 96, 166, 14))
	c.Union(ink.Action, ink.Quiet, thin, r(-114, -98, 108, 36, 10))
	c.Fill(r(-108, -26, 96, 76, 0.1), ink.White)
	c.Fill(r(-70, -14, 20, 52, 4), ink.Action)
	c.Fill(r(-86, 2, 52, 20, 4), ink.Action)
	tablet(c, at.Add(ink.Pt{X: 56, Y: 66}), 32)
	tablet(c, at.Add(ink.Pt{X: 112, Y: 20}), 24)
	capsule(c, at.Add(ink.Pt{X: 50, Y: -42}), 1.25, -30)
}

func vitaminD(c *ink.Canvas, at ink.Pt) {
	sun := at.Add(ink.Pt{X: -32, Y: -8})
	for i := range 12 {
		d := ink.Pt{X: 1}.Turn(30 * float64(i))
		c.Line(ink.Open(sun.Add(d.Mul(72)), sun.Add(d.Mul(94))), 10, "#E0A92E")
	}
	c.Draw(ink.Circle(sun, 54), "#F6CF66", "#C28E1C", 5)
	drop := at.Add(ink.Pt{X: 108, Y: 50})
	p := func(x, y float64) ink.Pt { return drop.Add(ink.Pt{X: x, Y: y}) }
	c.Draw(ink.Blob(p(0, -72), p(16, -40), p(36, -4), p(34, 30), p(0, 50), p(-34, 30), p(-36, -4), p(-16, -40)), "#F1B84A", "#A9741A", 5)
	c.Line(ink.Curve(p(-20, 4), p(-20, 22), p(-6, 34)), 6, "#FBE3AE")
}

func xray(c *ink.Canvas, at ink.Pt) {
	c.Union("#22343E", ink.Quiet, 6, ink.Rect(at.X-92, at.Y-120, 200, 240, 12))
	vs := []vertebra{}
	for i, d := range []float64{-8, -4, 2, 8} {
		vs = append(vs, lumbar(at.X-18+[]float64{8, 0, -2, 2}[i], at.Y-84+55*float64(i), 1.5, d))
	}
	film := tone{"#B9C9D2", "#93A8B4", "#7B919E", "#DCE7EC"}
	for i, v := range vs {
		if i == 2 {
			v = v.wedged(0.32)
		}
		c.Union("#5E7481", "#8097A3", 2, ink.Taper(v.curve(14, -5, 29, -4), 10*v.k, 9*v.k), v.spinous(30))
		c.Fill(v.body.Outline(0), film.light)
		c.Line(v.body.Outline(0), thin, film.edge)
	}
}

// alarm: a new pain in the back; a loss of height.
func alarm(c *ink.Canvas) {
	const ground = 566.0
	c.Line(ink.Open(ink.XY(40, ground+4, 330, ground+4)...), 8, ink.Hair)
	c.Line(ink.Open(ink.XY(400, ground+4, 770, ground+4)...), 8, ink.Hair)
	q := bent
	q.elbow, q.hand = ink.Pt{X: 0.12, Y: -0.63}, ink.Pt{X: 0.1, Y: -0.535}
	stand(c, q, 160, ground, 430, false)
	burst(c, ink.Pt{X: 256, Y: ground - 0.545*430}, 40)
	stand(c, upright, 530, ground, 430, false)
	stand(c, bent, 672, ground, 408, false)
	ruler(c, 414, ground, 130)
	high, low := ground-0.998*430, ground-0.942*408
	dashes(c, ink.Pt{X: 462, Y: high}, ink.Pt{X: 770, Y: high}, 4, 9, ink.Quiet)
	dashes(c, ink.Pt{X: 462, Y: low}, ink.Pt{X: 770, Y: low}, 4, 9, ink.Quiet)
	arrow(c, 8, ink.Caution, ink.Pt{X: 734, Y: high + 2}, ink.Pt{X: 734, Y: low - 2})
	c.Anchor("pain", 166, 60)
	c.Anchor("height", 600, 60)
}
