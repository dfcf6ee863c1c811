// Package bone holds the shapes of a vertebra that several drawings share.
package bone

import "eclaire/assets/internal/ink"

// Body is a vertebral body from the side, as a patch that u and v address:
// u from -1 at the front wall to 1 at the back wall, v from -1 at the upper
// end plate to 1 at the lower. What is drawn by u and v stays inside the bone
// whatever its shape, so no clipping is needed.
type Body struct {
	FT, BT, BB, FB ink.Pt  // front top, back top, back bottom, front bottom
	Wall           float64 // how far the walls are hollow, share of half the depth
	CupT, CupB     float64 // how far the end plates are hollow, share of half the height
}

// Upright is a body of the given size with its centre at c, turned by deg
// (leaning forward, with the front at the left).
func Upright(c ink.Pt, depth, front, back, deg float64) Body {
	at := func(x, y float64) ink.Pt { return ink.Pt{X: x, Y: y}.Turn(-deg).Add(c) }
	return Body{
		FT: at(-depth/2, -front/2), BT: at(depth/2, -back/2),
		BB: at(depth/2, back/2), FB: at(-depth/2, front/2),
		Wall: 0.09, CupT: 0.05, CupB: 0.05,
	}
}

// Wedged is b with its front lower by the given share of its height, most of
// it from above, and the upper end plate pressed in by dent more.
func (b Body) Wedged(loss, dent float64) Body {
	ft, fb := b.FT, b.FB
	b.FT = ft.Lerp(fb, loss*0.8)
	b.FB = fb.Lerp(ft, loss*0.2)
	b.BT = b.BT.Lerp(b.BB, loss*0.1)
	b.CupT += dent
	return b
}

// Flattened is b lower by the given share all through, both end plates
// pressed in.
func (b Body) Flattened(loss float64) Body {
	ft, bt := b.FT, b.BT
	b.FT, b.FB = ft.Lerp(b.FB, loss*0.75), b.FB.Lerp(ft, loss*0.25)
	b.BT, b.BB = bt.Lerp(b.BB, loss*0.45), b.BB.Lerp(bt, loss*0.15)
	b.CupT += 0.12
	b.CupB += 0.08
	return b
}

// At is the place of u, v.
func (b Body) At(u, v float64) ink.Pt {
	cup := b.CupB
	if v < 0 {
		cup = b.CupT
	}
	s := u * (1 - b.Wall*(1-v*v))
	t := v * (1 - cup*(1-u*u))
	front, back := b.FT.Lerp(b.FB, (t+1)/2), b.BT.Lerp(b.BB, (t+1)/2)
	return front.Lerp(back, (s+1)/2)
}

// Pts turns pairs of u, v into points.
func (b Body) Pts(uv ...float64) []ink.Pt {
	out := make([]ink.Pt, 0, len(uv)/2)
	for i := 0; i+1 < len(uv); i += 2 {
		out = append(out, b.At(uv[i], uv[i+1]))
	}
	return out
}

// Blob is a smooth closed shape through pairs of u, v.
func (b Body) Blob(uv ...float64) ink.Path { return ink.Blob(b.Pts(uv...)...) }

// Curve is a smooth line through pairs of u, v.
func (b Body) Curve(uv ...float64) ink.Path { return ink.Curve(b.Pts(uv...)...) }

// Outline is the body's rim, drawn in by k of its half size (0: the rim).
func (b Body) Outline(k float64) ink.Path {
	e := 1 - k
	ring := []float64{
		-0.93, -1, -0.5, -1, 0, -1, 0.5, -1, 0.93, -1,
		1, -0.9, 1, -0.45, 1, 0, 1, 0.45, 1, 0.9,
		0.93, 1, 0.5, 1, 0, 1, -0.5, 1, -0.93, 1,
		-1, 0.9, -1, 0.45, -1, 0, -1, -0.45, -1, -0.9,
	}
	for i := range ring {
		ring[i] *= e
	}
	return b.Blob(ring...)
}

// DiscBetween is the disc between the lower plate of a and the upper of b,
// bulging a little at both ends; k draws it in from the ends.
func DiscBetween(a, b Body, k float64) ink.Path {
	e := 1 - k
	mid := func(u float64) ink.Pt { return a.At(u, 1).Lerp(b.At(u, -1), 0.5) }
	up := func(u float64) ink.Pt { return mid(u).Lerp(a.At(u, 1), e) }
	lo := func(u float64) ink.Pt { return mid(u).Lerp(b.At(u, -1), e) }
	f := 0.95 * e
	return ink.Blob(up(-f), up(-f/2), up(0), up(f/2), up(f), mid(f*1.06),
		lo(f), lo(f/2), lo(0), lo(-f/2), lo(-f), mid(-f*1.06))
}
