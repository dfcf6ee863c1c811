package vector

import (
	"image/color"
	"regexp"
	"strings"
)

// gradient is one while definitions are read.
type gradient struct {
	href  string
	stops []color.NRGBA
}

// readDefinitions gives the colour in which each gradient is drawn, and the rules of the
// style sheets.
func readDefinitions(svg []byte) (map[string]ink, []rule, error) {
	all := map[string]*gradient{}
	var sheets, names []string
	var within *gradient
	f := &foreign{notes: map[string]bool{}}
	err := walk(svg, func(name string, attrs map[string]string) error {
		names = append(names, name)
		switch name {
		case "linearGradient", "radialGradient":
			within = &gradient{href: strings.TrimPrefix(attrs["href"], "#")}
			all[attrs["id"]] = within
		case "stop":
			if within == nil {
				return nil
			}
			within.stops = append(within.stops, stopColour(f, attrs))
		}
		return nil
	}, func(text string) {
		if names[len(names)-1] == "style" {
			sheets = append(sheets, text)
		}
		names = names[:len(names)-1]
	})
	out := map[string]ink{}
	for id, g := range all {
		out[id] = ink{c: mean(stopsOf(g, all)), drawn: true, mixed: true}
	}
	return out, readRules(sheets), err
}

// stopColour is the colour of one stop of a gradient.
func stopColour(f *foreign, attrs map[string]string) color.NRGBA {
	declared := map[string]string{"stop-color": attrs["stop-color"], "stop-opacity": attrs["stop-opacity"]}
	declare(declared, attrs["style"])
	p, err := f.paint(declared["stop-color"], black)
	if err != nil {
		p.c = black
	}
	if v, ok := share(declared["stop-opacity"]); ok {
		p.c.A = uint8(float64(p.c.A)*v + 0.5)
	}
	return p.c
}

// stopsOf are the stops of a gradient, or of the one that it takes them from.
func stopsOf(g *gradient, all map[string]*gradient) []color.NRGBA {
	for range maxDepth {
		next := all[g.href]
		if len(g.stops) > 0 || next == nil {
			break
		}
		g = next
	}
	return g.stops
}

// mean is the colour between all stops; black for none.
func mean(stops []color.NRGBA) color.NRGBA {
	if len(stops) == 0 {
		return black
	}
	var sum [4]int
	for _, c := range stops {
		for i, v := range []uint8{c.R, c.G, c.B, c.A} {
			sum[i] += int(v)
		}
	}
	n := len(stops)
	return color.NRGBA{uint8(sum[0] / n), uint8(sum[1] / n), uint8(sum[2] / n), uint8(sum[3] / n)}
}

var (
	remark    = regexp.MustCompile(`(?s)/\*.*?\*/`)
	sheetRule = regexp.MustCompile(`([^{}]+)\{([^{}]*)\}`)
)

// readRules reads the rules of style sheets, as far as their selectors are a class, an
// id or an element alone.
func readRules(sheets []string) (out []rule) {
	for _, sheet := range sheets {
		for _, m := range sheetRule.FindAllStringSubmatch(remark.ReplaceAllString(sheet, ""), -1) {
			for _, s := range strings.Split(m[1], ",") {
				if s = strings.TrimSpace(s); s != "" && !strings.ContainsAny(s, " >+~:[@") {
					out = append(out, rule{s, m[2]})
				}
			}
		}
	}
	return out
}
