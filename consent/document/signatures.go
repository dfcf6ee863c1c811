package document

import (
	"eclaire/consent"
	"eclaire/locales"
)

// signing sets the signatures.
type signing struct{ *setter }

// set pushes one box for each signature, in the order of signing.
func (sg signing) set() {
	sg.keepLast()
	for _, sig := range sg.record.Signatures {
		sg.signature(sig)
	}
}

// signature sets who signed, how and when, and beside it what was drawn or typed.
func (sg signing) signature(sig consent.Signature) {
	const pad, low = 8.0, 58.0
	right := 170.0
	width := sg.full() - right - 3*pad
	if sg.large { // the box stands below the words
		right, width = sg.full()-2*pad, sg.full()-2*pad
	}
	lines := [][]span{
		sg.label("role." + string(sig.Role)),
		bolder(withFunction(sig.Name, sig.Function)),
		sg.methodWords(sig),
		sg.both(func(s *locales.Speaker) string { return s.Moment(sig.At) }),
	}
	sg.signs(lines, sig)
	k := block{gap: 6}
	y := pad
	for _, l := range lines {
		items, h := sg.para(sg.tag(Paragraph, ""), l, body, margin+pad, width)
		k = k.add(items, 0, y)
		y += h + 1
	}
	var attested []Item
	if sig.Role == consent.RoleInterpreter && sg.record.Schema > 1 {
		items, h := sg.para(sg.tag(Paragraph, ""), sg.attest(), body, margin+pad, width)
		attested = block{}.add(items, 0, y).items
		y += h + 1
	}
	box := Rect{margin + sg.full() - right - pad, pad, right, max(y-pad, low)}
	if sg.large {
		box.Y, box.H = y+2, low
	}
	beside := func(words []span, size float64) {
		items, h := sg.para(sg.tag(Paragraph, ""), words, size, box.X+8, box.W-16)
		box.H = max(box.H, h+2*pad)
		k = k.add(items, 0, box.Y+(box.H-h)/2)
	}
	switch {
	case sig.Method == consent.MethodTyped:
		beside(bolder(typed(sig.Typed)), 13)
	case !sig.Method.Signed():
		beside(sg.word("no_signature"), body)
	default:
		tag := sg.tag(FigureRole, sg.main)
		tag.Alt = sg.t(sg.main, "role."+string(sig.Role)) + ", " + sg.t(sg.main, "method."+string(sig.Method))
		k.items = append(k.items, Item{tag, signed(sig.Strokes, Rect{box.X + 6, box.Y + 6, box.W - 12, box.H - 12})})
	}
	k.items = append(k.items, attested...)
	k.height = box.Y + box.H + pad
	sg.push(k.on(Box{Rect{margin, 0, sg.full(), k.height}, NoColour, inkColour, 1}, Box{box, white, ruleColour, 0.6}))
}

// attest is what an interpreter states by signing.
func (sg signing) attest() []span {
	language := consent.Normalise(sg.record.Case.InterpreterLanguage)
	if language == "" {
		return sg.word("attest")
	}
	return sg.twin(sg.t(sg.main, "attest.language", "Language", language), sg.t(sg.other, "attest.language", "Language", language), false)
}

// methodWords says how a person signed; a mark names its witness.
func (sg signing) methodWords(sig consent.Signature) []span {
	if sig.Method != consent.MethodMark {
		return sg.word("method." + string(sig.Method))
	}
	witness := sg.record.Case.Witness
	for _, s := range sg.record.Signatures {
		if s.Role == consent.RoleWitness {
			witness = s.Name
		}
	}
	witness = consent.Normalise(witness)
	return sg.twin(sg.t(sg.main, "method.mark_before", "Witness", witness), sg.t(sg.other, "method.mark_before", "Witness", witness), false)
}

// signed is the strokes of a hand fitted into a box.
func signed(strokes []consent.Stroke, box Rect) Ink {
	k := Ink{Strokes: strokes, Scale: 1, LineWidth: 0}
	own := k.bounds()
	if own.W == 0 && own.H == 0 {
		own.W = 1
	}
	const pen = 1.3 // points
	scale := min((box.W-2*pen)/max(own.W, 1e-6), (box.H-2*pen)/max(own.H, 1e-6), 260)
	return Ink{
		Strokes: strokes, Scale: scale, LineWidth: pen,
		X: box.X + (box.W-own.W*scale)/2 - own.X*scale,
		Y: box.Y + (box.H-own.H*scale)/2 - own.Y*scale,
	}
}
