// Package spine draws the back's vertebrae from T1 to the sacrum, from the
// side, each in its own state, and tells which one a touch means.
//
// The alignment is always that of a healthy adult: a broken vertebra loses
// height in its place, so that the touch targets never move.
package spine

import (
	"math"

	"eclaire/assets/internal/bone"
	"eclaire/assets/internal/ink"
)

// Width and Height are the drawing's size, in units of about a millimetre.
const Width, Height float64 = 240, 588

// row is one vertebra of a typical adult: millimetres and degrees (tilt + leans
// forward). The spinous process is described by its length, its fall below the
// body's own axis, and its height at the root and at the tip.
type row struct {
	level                          string
	front, back, depth, disc, tilt float64
	length, fall, root, tip        float64
}

var table = [...]row{
	{"T1", 16, 16.6, 16, 3.2, 27, 31, 30, 8, 5},
	{"T2", 17, 17.6, 17.5, 3.2, 24, 31, 34, 8, 4.5},
	{"T3", 17.6, 18.2, 19, 3.4, 20, 32, 38, 8, 4},
	{"T4", 18.1, 18.9, 21, 3.6, 16, 34, 43, 8, 4},
	{"T5", 18.6, 19.4, 23, 3.8, 11, 36, 48, 8.5, 4},
	{"T6", 19.2, 20.1, 25, 4, 6, 37, 50, 8.5, 4},
	{"T7", 19.8, 20.8, 27, 4.2, 1, 38, 50, 9, 4},
	{"T8", 20.4, 21.4, 28.5, 4.4, -4, 37, 47, 9.5, 4.5},
	{"T9", 21.2, 22.1, 29.5, 4.8, -9, 36, 42, 10, 5},
	{"T10", 22.3, 23.2, 30.5, 5.2, -13, 34, 35, 11, 6},
	{"T11", 23, 24.2, 31, 5.8, -16, 30, 27, 13, 9},
	{"T12", 24.6, 26, 31.5, 6.6, -18, 28, 19, 15, 13},
	{"L1", 26.2, 27.2, 32.5, 7.6, -18, 30, 13, 16, 17},
	{"L2", 27.2, 27.6, 33.5, 8.8, -15, 32, 10, 17, 18},
	{"L3", 27.8, 27.2, 34.2, 9.8, -8, 33, 9, 17, 18},
	{"L4", 27.8, 26, 34.8, 10.6, 4, 31, 9, 16, 16},
	{"L5", 28.4, 24, 35, 10, 20, 26, 12, 14, 12},
}

// sacrumLevel is the key of the sacrum.
const sacrumLevel = "S"

// node is where one level lies, healthy.
type node struct {
	level  string
	row    row
	body   bone.Body // for the sacrum: its first segment
	centre ink.Pt
	label  ink.Pt
	reach  []ink.Pt // from the label through the body to the spinous tip
}

// nodes is the fixed layout, never written after start.
var nodes = layout()

// layout puts each body half a height, the disc, and half a height further
// along the mean tilt of its neighbours.
func layout() []node {
	out := make([]node, 0, len(table)+1)
	at := ink.Pt{X: 122, Y: 28}
	for i, r := range table {
		if i > 0 {
			p := table[i-1]
			step := (p.front+p.back)/4 + p.disc + (r.front+r.back)/4
			at = at.Add(down((p.tilt + r.tilt) / 2).Mul(step))
		}
		out = append(out, place(r, at))
	}
	last := table[len(table)-1]
	return append(out, placeSacrum(at.Add(down(33).Mul((last.front+last.back)/4+last.disc+14))))
}

// down is the direction of the spine's axis at a tilt.
func down(tilt float64) ink.Pt {
	s, c := math.Sincos(tilt * math.Pi / 180)
	return ink.Pt{X: s, Y: c}
}

func place(r row, at ink.Pt) node {
	n := node{level: r.level, row: r, centre: at}
	n.body = bone.Upright(at, r.depth, r.front, r.back, r.tilt)
	front := n.body.At(-1, 0)
	n.label = ink.Pt{X: min(n.body.FT.X, n.body.FB.X, front.X) - 9, Y: at.Y}
	n.reach = append([]ink.Pt{n.label.Sub(ink.Pt{X: 24}), front, at, n.body.At(1, -0.2)}, n.spinous()...)
	return n
}

// local is a point in the body's own axes: back along the depth from the
// centre, down along the height.
func (n node) local(back, fall float64) ink.Pt {
	return ink.Pt{X: back, Y: fall}.Turn(-n.row.tilt).Add(n.centre)
}

// canal is the depth of the canal behind the body, root to arch.
const canal = 15.0

// spinous is the middle line of the spinous process, from the arch to the tip.
func (n node) spinous() []ink.Pt {
	r := n.row
	x0, y0 := r.depth/2+canal, -r.back*0.1
	d := ink.Pt{X: r.length}.Turn(r.fall)
	bend := ink.Pt{X: r.length * 0.5}.Turn(r.fall * 0.75)
	return []ink.Pt{n.local(x0, y0), n.local(x0+bend.X, y0+bend.Y), n.local(x0+d.X, y0+d.Y)}
}

// Levels lists the levels from the top down, the sacrum last.
func Levels() []string {
	out := make([]string, len(nodes))
	for i, n := range nodes {
		out[i] = n.level
	}
	return out
}

// find gives the node of a level; an unknown level is a mistake in the caller
// and gives the zero place.
func find(level string) node {
	for _, n := range nodes {
		if n.level == level {
			return n
		}
	}
	return node{}
}

// Centre is the middle of a level's body; 0, 0 for an unknown level.
func Centre(level string) (x, y float64) {
	n := find(level)
	return n.centre.X, n.centre.Y
}

// Label is where the level's name goes: the right end of the text and its
// vertical middle. 0, 0 for an unknown level.
func Label(level string) (x, y float64) {
	n := find(level)
	return n.label.X, n.label.Y
}

// touchReach is how far beside a level a touch still means it, in units.
const touchReach = 22

// LevelAt tells which level a touch at x, y means: the one whose line from
// its name through the body to the tip of its spinous process is nearest.
func LevelAt(x, y float64) (level string, ok bool) {
	p, best := ink.Pt{X: x, Y: y}, math.Inf(1)
	for _, n := range nodes {
		for i := 1; i < len(n.reach); i++ {
			if d := distance(p, n.reach[i-1], n.reach[i]); d < best {
				best, level = d, n.level
			}
		}
	}
	if !(best <= touchReach) { // also for NaN
		return "", false
	}
	return level, true
}

// distance is from p to the segment ab.
func distance(p, a, b ink.Pt) float64 {
	d := b.Sub(a)
	t := p.Sub(a).Dot(d) / d.Dot(d)
	return p.Dist(a.Lerp(b, min(max(t, 0), 1)))
}
