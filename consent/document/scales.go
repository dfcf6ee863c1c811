package document

import (
	"strconv"

	"eclaire/consent"
	"eclaire/content"
)

// scales set what matters to the patient.
type scales struct{ *setter }

// set pushes what matters to the patient, each on a drawn scale.
func (sc scales) set() {
	if sc.record.Schema > 1 {
		t := tables(sc)
		t.facts(1, []fact{t.chosen("lean", "leans.", string(sc.record.Lean), "leans.open")})
	}
	if len(sc.record.Values) == 0 {
		sc.push(sc.note("no_values"))
		return
	}
	for _, v := range sc.record.Values {
		sc.says.Values = append(sc.says.Values, v.Value)
	}
	draw, pad := sc.scale, 3.5
	if sc.record.Schema > 1 {
		draw, pad = sc.steps, 6.0
	}
	head := sc.valueHead()
	first := head
	first.keep, first.gap = true, 6
	sc.push(first)
	sc.within(Table, "", func() {
		for _, v := range sc.record.Values {
			s, ok := sc.lib.Scale(v.Scale)
			if !ok {
				sc.unknown("scale", v.Scale)
				continue
			}
			sc.row(func() {
				label, h := sc.para(sc.headTag(OfRow, ""), sc.twinText(s.Text, false), body, margin, sc.scaleX()-16)
				own := draw(s, v.Value, margin+sc.scaleX())
				height := max(h, own.height)
				k := block{head: &head, height: height + 2*pad}.add(label, 0, pad+(height-h)/2)
				k = k.add(own.items, 0, pad+(height-own.height)/2)
				k.items = append(k.items, Item{Tag{}, stroke(ruleColour, 0.6, margin, k.height, margin+sc.full(), k.height)})
				sc.push(k)
			})
		}
	})
}

// scaleX is where the scales begin, from the margin.
func (sc scales) scaleX() float64 { return 0.544 * sc.full() }

// valueHead says what the ends of the scales mean.
func (sc scales) valueHead() block {
	ends := sc.twin(sc.t(sc.main, "scale.ends"), sc.t(sc.other, "scale.ends"), false)
	if steps := sc.lib.Degrees; sc.record.Schema > 1 && len(steps) > 0 {
		say := func(l consent.Language) string {
			return sc.t(l, "scale.steps", "Least", steps[0].In(l), "Most", steps[len(steps)-1].In(l))
		}
		ends = sc.twin(say(sc.main), say(sc.other), false)
	}
	return sc.text(Paragraph, "", ends, body, margin, sc.full())
}

// stepWidth is that of the steps of a scale, in points: by it ReadPrint tells them,
// and the one that was chosen by its colour.
const stepWidth = 8.3

// steps draws the five steps of a scale, the chosen one dark, and its words below.
func (sc scales) steps(s content.Scale, value int, x float64) block {
	if value < 0 || value >= len(sc.lib.Degrees) {
		sc.unknown("step of "+s.ID, strconv.Itoa(value))
		return block{}
	}
	words := sc.twinText(sc.lib.Degrees[value].Text, true)
	sc.claim(fact{label: sc.twinText(s.Text, false), value: words, kind: Clinical})
	width := sc.full() - sc.scaleX()
	k := block{height: stepWidth + 3}
	each := width / content.Degrees
	for i := range content.Degrees {
		colour := ruleColour
		if i == value {
			colour = inkColour
		}
		from := x + float64(i)*each
		k.items = append(k.items, Item{Tag{}, stroke(colour, stepWidth, from+stepWidth/2, stepWidth/2, from+each-stepWidth, stepWidth/2)})
	}
	said, h := sc.para(sc.tag(TableCell, ""), words, body, x, width)
	return k.add(said, 0, k.height).grow(h)
}

// scale draws 0 to 10 with a disc at the value, its number in it.
func (sc scales) scale(s content.Scale, value int, x float64) block {
	const height = 19.0
	sc.claim(fact{label: sc.twinText(s.Text, false), value: typed(strconv.Itoa(value))})
	return block{height: height, items: sc.numbered(value, x, height/2)}
}

func (sc scales) numbered(value int, x, y float64) []Item {
	width := sc.full() - sc.scaleX() - 24
	at := func(v int) float64 { return x + 12 + width*float64(v)/10 }
	items := []Item{{Tag{}, stroke(quietColour, 1.2, at(0), y, at(10), y)}}
	for v := range 11 {
		items = append(items, Item{Tag{}, stroke(quietColour, 0.9, at(v), y-3, at(v), y+3)})
	}
	tag := sc.tag(TableCell, "")
	for _, end := range []int{0, 10} {
		if value != end {
			items = append(items, Item{Tag{}, circle(white, NoColour, 0, at(end), y, 8)})
			items = append(items, sc.centred(strconv.Itoa(end), body, false, quietColour, at(end), y, Tag{})...)
		}
	}
	items = append(items, Item{Tag{}, circle(inkColour, white, 1.5, at(value), y, 11)})
	return append(items, sc.centred(strconv.Itoa(value), valueSize, true, white, at(value), y, tag)...)
}
