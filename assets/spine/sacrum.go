package spine

import (
	"eclaire/assets/internal/bone"
	"eclaire/assets/internal/ink"
)

// sacral lists the fused segments and the tail bone: length along the axis,
// depth at the upper end, tilt.
var sacral = [...]struct{ length, depth, tilt float64 }{
	{28, 36, 40}, {23, 29, 46}, {19, 23, 40}, {16, 18, 24}, {13, 14, 6},
	{10, 9, -14}, {8, 6, -32}, {0, 4, -40},
}

func placeSacrum(at ink.Pt) node {
	b := bone.Upright(at, 35, 29, 27, sacral[0].tilt)
	n := node{level: sacrumLevel, body: b, centre: at}
	n.label = ink.Pt{X: b.FB.X - 9, Y: at.Y + 4}
	n.reach = []ink.Pt{n.label.Sub(ink.Pt{X: 24}), b.At(-1, 0), at}
	front, back := sacralEdges(n)
	for i := 1; i < 5; i++ {
		n.reach = append(n.reach, front[i].Lerp(back[i], 0.5))
	}
	return n
}

// sacralEdges are the front and back ends of each segment's upper border.
func sacralEdges(n node) (front, back []ink.Pt) {
	at := n.centre.Sub(down(sacral[0].tilt).Mul(14))
	for i, s := range sacral {
		across := down(s.tilt + 90).Mul(s.depth / 2)
		if i > 0 { // the border between two segments halves their angle
			across = down((s.tilt+sacral[i-1].tilt)/2 + 90).Mul(s.depth / 2)
		}
		front, back = append(front, at.Sub(across)), append(back, at.Add(across))
		at = at.Add(down(s.tilt).Mul(s.length))
	}
	return front, back
}

// sacrumShape is the outline with the crest of the fused spinous processes.
func sacrumShape(n node) (outline, crest ink.Path) {
	front, back := sacralEdges(n)
	var ring []ink.Pt
	for i := range front {
		ring = append(ring, front[i])
		if i < 4 { // each segment is a little hollow in front
			ring = append(ring, front[i].Lerp(front[i+1], 0.5).Lerp(back[i], 0.06))
		}
	}
	for i := len(back) - 1; i >= 0; i-- {
		ring = append(ring, back[i])
	}
	ring = append(ring, front[0].Lerp(back[0], 0.5))
	outline = ink.Blob(ring...)

	var ridge []ink.Pt
	for i := range 5 {
		out := back[i].Sub(front[i]).Unit()
		size := 15 - 2.4*float64(i)
		ridge = append(ridge, back[i].Add(out.Mul(size*0.45)),
			back[i].Lerp(back[i+1], 0.55).Add(out.Mul(size)))
	}
	for i := 5; i >= 0; i-- {
		ridge = append(ridge, back[i].Lerp(front[i], 0.2))
	}
	return outline, ink.Blob(ridge...)
}

// drawSacrum paints the sacrum. Its fracture lines run along the side masses,
// so the oedema and the cement are long and lie lengthwise.
func drawSacrum(c *ink.Canvas, n node, s State) {
	outline, crest := sacrumShape(n)
	look := looks[s]
	c.Union(ink.Arch, ink.BoneEdge, 0.6, crest)
	c.Draw(outline, look.sacrum, look.edge, look.width)
	front, back := sacralEdges(n)
	in := func(i int, t, u float64) ink.Pt {
		a, b := front[i].Lerp(front[i+1], t), back[i].Lerp(back[i+1], t)
		return a.Lerp(b, u)
	}
	for i := 1; i < 5; i++ {
		c.Line(ink.Open(in(i, 0, 0.12), in(i, 0, 0.42)), 0.9, look.mark)
	}
	column := func(w float64) ink.Path {
		return ink.Taper(ink.Curve(in(0, 0.25, 0.62), in(0, 0.9, 0.6), in(1, 0.7, 0.58), in(2, 0.6, 0.55)), w, w*0.6)
	}
	switch s {
	case OldFracture:
		for i := range 5 {
			a := in(i/2, 0.3+0.45*float64(i%2), 0.35)
			c.Line(ink.Open(a, a.Add(ink.Pt{X: 9, Y: -7})), 1.4, look.mark)
		}
	case ToTreat:
		c.Fill(column(17), ink.Oedema)
		c.Line(ink.Curve(in(0, 0.2, 0.66), in(0, 0.8, 0.55), in(1, 0.4, 0.64), in(1, 0.95, 0.52), in(2, 0.5, 0.6)), 1.8, ink.Caution)
	case Cemented:
		c.Fill(column(13), ink.CementEdge)
		c.Fill(column(10.5), ink.Cement)
	}
}
