package spine

import (
	"eclaire/assets/internal/bone"
	"eclaire/assets/internal/ink"
)

// State is what is to be seen of one level.
type State uint8

// Each state differs by its shape and its mark as well as by its colour.
const (
	Healthy     State = iota
	OldFracture       // flattened, darker, hatched
	ToTreat           // wedged, salmon, bold dark edge
	Cemented          // wedged, a grey mass inside
)

// States gives the state of levels by their key, "T1" to "L5" and "S"; levels
// that are missing are healthy.
type States map[string]State

// look is how a state is painted.
type look struct {
	fill, sacrum, light, edge, mark string
	width                           float64
}

var looks = [...]look{
	Healthy:     {ink.Bone, ink.Bone, ink.BoneLight, ink.BoneEdge, "#B9A67F", 1.3},
	OldFracture: {ink.OldBone, ink.OldBone, "", ink.BoneEdge, "#5F4D31", 1.6},
	ToTreat:     {ink.Oedema, ink.Bone, "#F2BDAE", ink.Text, "#8A6E4A", 3},
	Cemented:    {ink.Bone, ink.Bone, ink.BoneLight, ink.BoneEdge, "#B9A67F", 1.6},
}

// focusBlue is the ring round the level in focus.
const focusBlue = "#1C3F94"

// SVG is the complete drawing, Width by Height, drawn anew. focus names the level
// that gets a ring, or is empty.
func SVG(s States, focus string) []byte {
	c := blank()
	eachPiece(s, focus, func(p piece) { c.Paste(p.draw()) })
	return c.SVG()
}

// eachPiece gives the pieces of a drawing from back to front.
func eachPiece(s States, focus string, paste func(piece)) {
	paste(arches)
	last := len(nodes) - 1
	for i := range last {
		paste(discPiece(i, s.of(nodes[i].level), s.of(nodes[i+1].level)))
	}
	ring := -1
	for i := last; i >= 0; i-- {
		if nodes[i].level == focus {
			ring = i
			continue
		}
		paste(bonePiece(i, s.of(nodes[i].level)))
	}
	if ring >= 0 { // last, so that the ring is whole
		v := s.of(focus)
		paste(ringPiece(ring, v))
		paste(bonePiece(ring, v))
	}
}

func blank() *ink.Canvas { return ink.NewCanvas(Width, Height, 2) }

const (
	states = len(looks)
	levels = len(table) + 1
)

// piece is one part of the drawing in one state, by its place in pieces.bin.
type piece int

// The arches of all levels are one piece; then come bones and rings, by level and
// state, and discs, by the level above and the states above and below.
const (
	arches    piece = 0
	firstBone       = arches + 1
	firstRing       = firstBone + piece(levels*states)
	firstDisc       = firstRing + piece(levels*states)
	pieces          = firstDisc + piece((levels-1)*states*states)
)

func bonePiece(level int, s State) piece { return firstBone + piece(level*states+int(s)) }
func ringPiece(level int, s State) piece { return firstRing + piece(level*states+int(s)) }
func discPiece(level int, above, below State) piece {
	return firstDisc + piece((level*states+int(above))*states+int(below))
}

// draw gives the piece as SVG.
func (p piece) draw() []byte {
	c := blank()
	switch {
	case p == arches:
		drawArches(c)
	case p < firstRing:
		n, s := p.of(firstBone)
		drawBone(c, n, shaped(n, s), s)
	case p < firstDisc:
		n, s := p.of(firstRing)
		halo(c, n, shaped(n, s))
	default:
		i := int(p - firstDisc)
		above, below := State(i/states%states), State(i%states)
		i /= states * states
		drawDisc(c, shaped(nodes[i], above), shaped(nodes[i+1], below))
	}
	return c.Fragment()
}

// of gives level and state of a piece among those from first on.
func (p piece) of(first piece) (node, State) {
	i := int(p - first)
	return nodes[i/states], State(i % states)
}

// of is the state of a level; a state out of range counts as healthy.
func (s States) of(level string) State {
	if v := s[level]; int(v) < len(looks) {
		return v
	}
	return Healthy
}

// shaped is the body of a level in a state. The sacrum keeps its shape: it
// breaks lengthwise.
func shaped(n node, s State) bone.Body {
	switch {
	case n.level == sacrumLevel:
		return n.body
	case s == OldFracture:
		return n.body.Flattened(0.3)
	case s == ToTreat || s == Cemented:
		return n.body.Wedged(0.42, 0.1)
	default:
		return n.body
	}
}

func drawBone(c *ink.Canvas, n node, b bone.Body, s State) {
	if n.level == sacrumLevel {
		drawSacrum(c, n, s)
		return
	}
	drawBody(c, b, s)
}

// cordEnd is the index of L1, where the cord ends and only roots go on.
const cordEnd = 12

// drawCord paints the nerve roots down to the sacrum, and the cord over them.
func drawCord(c *ink.Canvas) {
	var cord, roots []ink.Pt
	for i, n := range nodes[:len(nodes)-1] {
		x := n.row.depth/2 + canal*0.5
		roots = append(roots, n.local(x, -n.row.back*0.5))
		if i <= cordEnd {
			cord = append(cord, n.local(x, 0))
		}
	}
	sacrum := nodes[len(nodes)-1].body
	roots = append(roots, sacrum.At(1.35, -0.9), sacrum.At(1.3, 0.6))
	c.Fill(ink.Taper(ink.Curve(roots...), 8, 6.5), ink.NerveEdge)
	c.Fill(ink.Taper(ink.Curve(roots...), 6.8, 5.3), ink.NerveLight)
	c.Fill(ink.Taper(ink.Curve(cord...), 8, 7), ink.NerveEdge)
	c.Fill(ink.Taper(ink.Curve(cord...), 6.8, 5.8), ink.Nerve)
}

// drawArches paints what lies behind the bodies.
func drawArches(c *ink.Canvas) {
	drawCord(c)
	for i := len(nodes) - 2; i >= 0; i-- { // each arch overlaps the one below
		drawArch(c, nodes[i])
	}
}

// drawArch paints pedicle, joint processes and spinous process as one bone.
func drawArch(c *ink.Canvas, n node) {
	r := n.row
	half, h := r.depth/2, r.back
	pedicle := ink.Taper(ink.Open(n.local(half-4, -h*0.2), n.local(half+canal, -h*0.12)), h*0.42, h*0.36)
	joints := ink.Blob(
		n.local(half+canal*0.72, -h*0.62), n.local(half+canal*1.05, -h*0.66),
		n.local(half+canal*1.25, -h*0.2), n.local(half+canal*1.35, h*0.35),
		n.local(half+canal*1.2, h*0.66), n.local(half+canal*0.92, h*0.5),
		n.local(half+canal*0.85, 0))
	c.Union(ink.Arch, ink.BoneEdge, 0.55, pedicle, joints, spinousShape(n))
}

// spinousShape is slender and pointed in the thorax, a square plate in the
// loins.
func spinousShape(n node) ink.Path {
	m := n.spinous()
	if n.row.tip < 9 {
		return ink.Taper(ink.Curve(m...), n.row.root, n.row.tip)
	}
	axis := m[2].Sub(m[0]).Unit()
	up := ink.Pt{X: axis.Y, Y: -axis.X}
	r, t := n.row.root/2, n.row.tip/2
	return ink.Round(4,
		m[0].Add(up.Mul(r*0.8)), m[1].Add(up.Mul(r*0.72)), m[2].Add(up.Mul(t*0.8)),
		m[2].Add(axis.Mul(2)), m[2].Sub(up.Mul(t)), m[1].Sub(up.Mul(r*0.95)), m[0].Sub(up.Mul(r)))
}

func drawDisc(c *ink.Canvas, a, b bone.Body) {
	c.Draw(bone.DiscBetween(a, b, 0), ink.Disc, ink.DiscEdge, 0.7)
}

// halo is the focus ring: blue outside, white inside.
func halo(c *ink.Canvas, n node, b bone.Body) {
	shapes := []ink.Path{b.Outline(0)}
	if n.level == sacrumLevel {
		outline, crest := sacrumShape(n)
		shapes = []ink.Path{outline, crest}
	}
	for _, p := range shapes {
		c.Line(p, 15, focusBlue)
	}
	for _, p := range shapes {
		c.Line(p, 8, ink.White)
	}
}

func drawBody(c *ink.Canvas, b bone.Body, s State) {
	l := looks[s]
	l.width = min(l.width, b.FT.Dist(b.BT)*0.1) // the small upper bodies keep room inside
	rim := b.Outline(0)
	c.Fill(rim, l.fill)
	if l.light != "" {
		c.Fill(b.Blob(-0.78, -0.75, 0, -0.82, 0.5, -0.72, 0.1, -0.1, -0.4, 0.62, -0.8, 0.5), l.light)
	}
	switch s {
	case OldFracture:
		for i := range 4 {
			u := -0.75 + 0.42*float64(i)
			c.Line(ink.Open(b.At(u-0.1, 0.72), b.At(u+0.36, -0.72)), 1.4, l.mark)
		}
	case ToTreat:
		c.Line(b.Curve(-1, -0.1, -0.62, -0.3, -0.4, 0.02, -0.05, -0.22, 0.25, 0), 1.5, ink.Caution)
	case Cemented:
		mass := b.Blob(-0.62, -0.55, -0.1, -0.85, 0.5, -0.72, 0.66, 0, 0.5, 0.75, -0.1, 0.88, -0.6, 0.6, -0.72, 0)
		c.Draw(mass, ink.Cement, ink.CementEdge, 1.6)
		c.Line(b.Curve(-0.4, -0.2, -0.05, -0.48, 0.3, -0.42), 1.6, ink.CementLite)
	}
	c.Line(rim, l.width, l.edge)
}
