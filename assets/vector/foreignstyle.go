package vector

import (
	"fmt"
	"image/color"
	"math"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/image/colornames"
)

// style is how shapes look that follow.
type style struct {
	to                         affine
	fill, stroke               ink
	width                      float64
	opacity                    float64 // of all groups around, one in the other
	fillOpacity, strokeOpacity float64
	evenOdd                    bool
	colour                     color.NRGBA // what currentColor is
}

var (
	black   = color.NRGBA{A: 255}
	initial = style{to: same, fill: ink{c: black, drawn: true}, width: 1, opacity: 1, fillOpacity: 1, strokeOpacity: 1, colour: black}
)

// ink is a colour, or none.
type ink struct {
	c     color.NRGBA
	drawn bool
	mixed bool // it stands for a gradient
}

// on gives the colour that a paint has on white paper, and whether anything of it is
// seen.
func (p ink) on(opacity float64) (color.NRGBA, bool) {
	a := opacity * float64(p.c.A) / 255
	if !p.drawn || a < 1.0/512 {
		return color.NRGBA{}, false
	}
	white := func(v uint8) uint8 { return uint8(math.Round(float64(v)*a + 255*(1-a))) }
	return color.NRGBA{white(p.c.R), white(p.c.G), white(p.c.B), 255}, true
}

// rule is one of a style sheet: its selector and what it declares.
type rule struct{ selector, declares string }

// holds tells whether a rule is of an element. Only the plainest selectors are read.
func (r rule) holds(name string, attrs map[string]string) bool {
	switch {
	case strings.HasPrefix(r.selector, "."):
		return strings.Contains(" "+strings.Join(strings.Fields(attrs["class"]), " ")+" ", " "+r.selector[1:]+" ")
	case strings.HasPrefix(r.selector, "#"):
		return attrs["id"] == r.selector[1:]
	}
	return r.selector == name || r.selector == "*"
}

// rank is by what a rule goes before another: those of ids last.
func (r rule) rank() int {
	return map[bool]int{true: strings.IndexByte(".#", r.selector[0]) + 1}[r.selector != "*"]
}

// dress gives an element its looks: by its attributes, the style sheet, and its own
// style.
func (f *foreign) dress(top *frame, name string, attrs map[string]string) error {
	declared := map[string]string{}
	for k, v := range attrs {
		declared[k] = v
	}
	for rank := range 3 {
		for _, r := range f.rules {
			if r.rank() == rank && r.holds(name, attrs) {
				declare(declared, r.declares)
			}
		}
	}
	declare(declared, attrs["style"])
	for _, k := range []string{"clip-path", "mask", "filter"} {
		if v := declared[k]; v != "" && v != "none" {
			f.notes[NoteClips] = true
		}
	}
	if declared["display"] == "none" || declared["visibility"] == "hidden" {
		top.hidden = true
		return nil
	}
	if t := declared["transform"]; t != "" && t != "none" {
		m, err := readTransform(t)
		if err != nil {
			return err
		}
		top.to = m.then(top.to)
	}
	return f.colours(top, declared)
}

// declare reads "name: value; …" into a map.
func declare(into map[string]string, text string) {
	for _, d := range strings.Split(text, ";") {
		if k, v, ok := strings.Cut(d, ":"); ok {
			into[strings.TrimSpace(k)] = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(v), "!important"))
		}
	}
}

func (f *foreign) colours(top *frame, declared map[string]string) error {
	if v := declared["color"]; v != "" && v != "inherit" {
		p, err := f.paint(v, top.colour)
		if err != nil {
			return err
		}
		top.colour = p.c
	}
	for key, into := range map[string]*ink{"fill": &top.fill, "stroke": &top.stroke} {
		if v := declared[key]; v != "" && v != "inherit" {
			p, err := f.paint(v, top.colour)
			if err != nil {
				return fmt.Errorf("%s: %w", key, err)
			}
			*into = p
		}
	}
	for key, into := range map[string]*float64{"fill-opacity": &top.fillOpacity, "stroke-opacity": &top.strokeOpacity} {
		if v, ok := share(declared[key]); ok {
			*into = v
		}
	}
	if v, ok := share(declared["opacity"]); ok {
		top.opacity *= v
	}
	if v := declared["stroke-width"]; v != "" && v != "inherit" {
		n, err := length(v, math.Hypot(f.out.Width, f.out.Height)/math.Sqrt2)
		if err != nil || n < 0 {
			return fmt.Errorf("stroke-width %.40q is not a width", v)
		}
		top.width = n
	}
	if v := declared["fill-rule"]; v != "" && v != "inherit" {
		top.evenOdd = v == "evenodd"
	}
	return nil
}

// share reads a part of one: 0.5 or 50%.
func share(s string) (float64, bool) {
	whole := 1.0
	if p, ok := strings.CutSuffix(s, "%"); ok {
		s, whole = p, 100
	}
	n, err := number(s)
	if s == "" || err != nil {
		return 0, false
	}
	return min(max(n/whole, 0), 1), true
}

var reference = regexp.MustCompile(`^url\(\s*["']?#([^"')]+)["']?\s*\)\s*(.*)$`)

// paint reads a colour, or a gradient as the one colour that it is drawn in.
func (f *foreign) paint(s string, current color.NRGBA) (ink, error) {
	if m := reference.FindStringSubmatch(s); m != nil {
		if g, ok := f.gradients[m[1]]; ok {
			return g, nil
		}
		if m[2] != "" {
			return f.paint(m[2], current)
		}
		return ink{}, fmt.Errorf("%.40q is no flat colour: patterns are not supported", s)
	}
	switch s {
	case "none", "transparent":
		return ink{}, nil
	case "currentColor", "currentcolor":
		return ink{c: current, drawn: true}, nil
	}
	c, ok := readColour(s)
	if !ok {
		return ink{}, fmt.Errorf("%.40q is no colour that can be read", s)
	}
	return ink{c: c, drawn: true}, nil
}

var functional = regexp.MustCompile(`^rgba?\(([^)]*)\)$`)

// readColour reads #rgb, #rrggbb, both with opacity, rgb(), and names.
func readColour(s string) (color.NRGBA, bool) {
	s = strings.ToLower(s)
	if named, ok := colornames.Map[s]; ok {
		return color.NRGBA(named), true
	}
	if hex, ok := strings.CutPrefix(s, "#"); ok {
		if len(hex) == 3 || len(hex) == 4 {
			var long strings.Builder
			for _, c := range hex {
				long.WriteString(strings.Repeat(string(c), 2))
			}
			hex = long.String()
		}
		if len(hex) == 6 {
			hex += "ff"
		}
		v, err := strconv.ParseUint(hex, 16, 32)
		return color.NRGBA{uint8(v >> 24), uint8(v >> 16), uint8(v >> 8), uint8(v)}, err == nil && len(hex) == 8
	}
	m := functional.FindStringSubmatch(s)
	if m == nil {
		return color.NRGBA{}, false
	}
	parts := fields(strings.ReplaceAll(m[1], "/", " "))
	if len(parts) != 3 && len(parts) != 4 {
		return color.NRGBA{}, false
	}
	out := [4]uint8{3: 255}
	for i, p := range parts {
		of := 255.0
		if i == 3 || strings.HasSuffix(p, "%") {
			of = 1
		}
		n, err := number(strings.TrimSuffix(p, "%"))
		if err != nil {
			return color.NRGBA{}, false
		}
		if strings.HasSuffix(p, "%") {
			n /= 100
		}
		out[i] = uint8(math.Round(min(max(n/of, 0), 1) * 255))
	}
	return color.NRGBA{out[0], out[1], out[2], out[3]}, true
}
