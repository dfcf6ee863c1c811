// Package night owns how drawings look on a dark ground. It must keep what a colour
// says: the same thing has the same hue by day and by night.
package night

import (
	"image/color"
	"math"
	"strconv"

	"eclaire/assets/internal/ink"
	"eclaire/assets/vector"
)

// Ground is the calm dark card on which the drawings are to lie.
var Ground = hex("#1B282E")

// roles are the colours whose look by night is chosen: lines that lie on the ground
// are light there, and plates are nearly the ground.
var roles = map[color.NRGBA]color.NRGBA{
	hex(ink.Text): hex("#F1EEE6"), hex(ink.Quiet): hex("#C9D3D7"), hex(ink.Field): hex("#9AA9B0"), hex(ink.Hair): hex("#71828A"),
	hex(ink.Action): hex("#6FB9C0"), hex(ink.WayA): hex("#8E9CDC"), hex(ink.Caution): hex("#FFC2B0"),
	hex(ink.White): hex("#2B3B43"), hex(ink.TintA): hex("#2A3355"), hex(ink.TintB): hex("#203D40"), hex(ink.Canal): hex("#3A3B37"),
	hex(ink.Leak): hex("#EE6A4C"), hex(ink.LeakEdge): hex("#FFD0C2"), hex(ink.VeinEdge): hex("#A9C6F2"), hex(ink.Vein): hex("#5E84BD"),
	hex(ink.NerveEdge): hex("#F0D078"), hex(ink.Nerve): hex("#B08B25"), hex(ink.NerveLight): hex("#C7A649"),
	hex(ink.Cement): hex("#66747F"), hex(ink.CementLite): hex("#808D98"), hex(ink.CementEdge): hex("#DDE5EA"),
	hex(tissue): hex("#3D322D"), hex(muscle): hex("#5B423B"), hex(fibre): hex("#74564D"), hex(backMuscle): hex("#4E3A35"), hex(backFibre): hex("#6A4F48"),
	hex(torso): hex("#463A33"), hex(germ): hex("#B9B0E4"), hex(germEdge): hex("#DAD5F5"),
}

// Large areas of tissue and germs, as the figures paint them.
const (
	tissue     = "#F6E6DA"
	muscle     = "#EBC4B3"
	fibre      = "#DFAF9C"
	backMuscle = "#F1D6C9"
	backFibre  = "#E3BBA9"
	torso      = "#F5E7DB"
	germ       = "#8E86B8"
	germEdge   = "#4A4379"
)

func hex(v string) color.NRGBA {
	n, err := strconv.ParseUint(v[1:], 16, 24)
	if err != nil {
		panic(err) // the colours are constants
	}
	return color.NRGBA{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n), A: 0xFF}
}

// Tone is a colour by night: as chosen for its role, else dimmed, the light ones
// most, so that nothing glares and dark edges stay darker than what they frame.
func Tone(c color.NRGBA) color.NRGBA {
	if to, ok := roles[c]; ok {
		return to
	}
	const most = 0.72
	light := (0.2126*float64(c.R) + 0.7152*float64(c.G) + 0.0722*float64(c.B)) / 255
	k := 1 - (1-most)*math.Sqrt(light)
	dim := func(v uint8) uint8 { return uint8(math.Round(float64(v) * k)) }
	return color.NRGBA{R: dim(c.R), G: dim(c.G), B: dim(c.B), A: c.A}
}

// Drawing is a drawing by night.
func Drawing(d vector.Drawing) vector.Drawing {
	shapes := make([]vector.Shape, len(d.Shapes))
	for i, s := range d.Shapes {
		s.Fill, s.Stroke = Tone(s.Fill), Tone(s.Stroke)
		shapes[i] = s
	}
	d.Shapes = shapes
	return d
}
