package document

import "strconv"

// scales set what matters to the patient.
type scales struct{ *setter }

// set pushes what matters to the patient, each on a drawn scale.
func (sc scales) set() {
	if len(sc.record.Values) == 0 {
		sc.push(sc.note("no_values"))
		return
	}
	for _, v := range sc.record.Values {
		sc.says.Values = append(sc.says.Values, v.Value)
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
				sc.claim(fact{label: sc.twinText(s.Text, false), value: typed(strconv.Itoa(v.Value))})
				label, h := sc.para(sc.headTag(OfRow, ""), sc.twinText(s.Text, false), body, margin, sc.scaleX()-16)
				k := block{head: &head, height: max(h, 19) + 7}.add(label, 0, 3.5+max(0, 19-h)/2)
				k = k.add(sc.scale(v.Value, margin+sc.scaleX(), k.height/2), 0, 0)
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
	return sc.text(Paragraph, "", ends, body, margin, sc.full())
}

// scale draws 0 to 10 with a disc at the value, its number in it.
func (sc scales) scale(value int, x, y float64) []Item {
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
